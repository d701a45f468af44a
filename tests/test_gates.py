"""What is measured may not fall below its floor; and the gate itself would notice."""

import json
import subprocess
import sys

import pytest

from gate import ROOT, below, digest, load_floors, shared


def test_the_gate_notices_a_figure_that_fell_and_one_that_is_missing():
    floors = {"events": 0.3, "claims": 0.4, "links": 0.1}
    assert below({"events": 0.3, "claims": 0.5, "links": 0.2}, floors) == {}
    assert set(below({"events": 0.299, "claims": 0.5}, floors)) == {"events", "links"}


def test_every_floor_is_a_share():
    for path in (ROOT / "gates").glob("*.json"):
        floors = json.loads(path.read_text(encoding="utf-8"))["floors"]
        assert floors
        assert all(0 < floor <= 1 for floor in floors.values())


def test_reading_the_development_documents_stays_above_its_floors(tmp_path):
    gold, scorer = shared("reading", "dev.jsonl"), shared("reading", "score.py")
    if gold is None or scorer is None:
        pytest.skip("the annotated development documents are not beside this checkout")
    gate = load_floors("reading")
    if digest(gold) != gate["corpus_sha256"]:
        pytest.skip("the annotated documents are others than the floors were measured on")
    write_documents(gold.read_text(encoding="utf-8"), tmp_path / "documents")
    command = [sys.executable, "-m", "aftershock", "read", str(tmp_path / "documents"), "--format", "jsonl"]
    output = tmp_path / "output.jsonl"
    with output.open("w", encoding="utf-8") as stream:
        subprocess.run(command, stdout=stream, check=True, timeout=300)
    scored = subprocess.run(
        [sys.executable, str(scorer), str(gold), str(output), "--json"], capture_output=True, text=True, check=True
    )
    figures = {
        name: row.get("f1", row.get("accuracy", row.get("mean_f1"))) for name, row in json.loads(scored.stdout).items()
    }
    assert below(figures, gate["floors"]) == {}


def write_documents(gold, folder):
    import csv

    folder.mkdir()
    with (folder / "documents.csv").open("w", encoding="utf-8", newline="") as stream:
        rows = csv.writer(stream)
        rows.writerow(["file", "id", "title", "publisher", "authors", "published", "language"])
        for line in filter(str.strip, gold.splitlines()):
            record = json.loads(line)
            about = record["document"]
            name = f"{about['id']}.txt"
            (folder / name).write_bytes(record["text"].encode())
            rows.writerow(
                [
                    name,
                    about["id"],
                    about["title"],
                    about["publisher"],
                    ";".join(about["authors"]),
                    about["published"],
                    about["language"],
                ]
            )
