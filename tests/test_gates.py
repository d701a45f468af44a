"""What is measured may not fall below its floor; and the gate itself would notice."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from gate import ROOT, below, digest, load_floors, shared

CORPORA = {"reading": ("reading", "dev.jsonl"), "reading-own": None}


def corpus(name: str) -> Path | None:
    place = CORPORA[name]
    return ROOT / "tests" / "reading" / "gold" / "articles.jsonl" if place is None else shared(*place)


def test_the_gate_notices_a_figure_that_fell_and_one_that_is_missing():
    floors = {"events": 0.3, "claims": 0.4, "links": 0.1}
    assert below({"events": 0.3, "claims": 0.5, "links": 0.2}, floors) == {}
    assert set(below({"events": 0.299, "claims": 0.5}, floors)) == {"events", "links"}


def test_every_gate_pins_shares_and_has_a_corpus():
    gates = {path.stem for path in (ROOT / "gates").glob("*.json")}
    assert gates == set(CORPORA)
    for name in gates:
        floors = load_floors(name)["floors"]
        assert floors
        assert all(0 < floor <= 1 for floor in floors.values())


@pytest.mark.parametrize("name", sorted(CORPORA))
def test_reading_stays_above_its_floors(name):
    gold, gate = corpus(name), load_floors(name)
    if gold is None:
        pytest.skip("the annotated development documents are not beside this checkout")
    if digest(gold) != gate["corpus_sha256"]:
        pytest.fail("the annotated documents changed: measure again and pin the floors anew, never lower")
    scored = subprocess.run(
        [sys.executable, str(ROOT / "benchmarks" / "reading" / "run.py"), str(gold), "--json"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    figures = {
        what: row.get("f1", row.get("accuracy", row.get("mean_f1"))) for what, row in json.loads(scored.stdout).items()
    }
    assert below(figures, gate["floors"]) == {}
