"""The reader on articles that it was not made for: what must hold of every reading, and how well it did."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from aftershock.ontology.actors import load_actors
from aftershock.reading.format import to_json
from aftershock.reading.reader import read
from aftershock.record.document import Document
from aftershock.record.event import PLOVER_TYPES
from gate import ROOT, shared

ARTICLES = ROOT / "tests" / "reading" / "gold" / "articles.jsonl"
KINDS = {"country", "government", "organization", "coalition", "armed-group", "person"}
STATUSES = {"occurred", "planned", "possible", "denied"}
CLAIMS = {"forecast", "assessment", "report", "recommendation"}
DIRECTIONS = {"raises", "lowers"}
FIELDS = {
    "actors": {"id", "name", "names", "kind", "mentions"},
    "events": {"id", "type", "actors", "recipients", "status", "date", "place", "trigger", "sentence"},
    "claims": {"id", "speaker", "kind", "content", "cue", "certainty", "negated", "horizon"},
    "links": {"id", "cause", "effect", "direction", "hedged", "claim"},
}
Json = Mapping[str, Any]


@cache
def readings() -> tuple[Json, ...]:
    """What the reader makes of the articles, given their text and metadata alone."""
    lines = ARTICLES.read_text(encoding="utf-8").splitlines()
    actors = load_actors()
    return tuple(json.loads(json.dumps(to_json(read(_document(json.loads(line)), actors)))) for line in lines)


def _document(gold: Json) -> Document:
    about = gold["document"]
    published = date.fromisoformat(about["published"])
    return Document(
        about["id"], about["title"], about["publisher"], tuple(about["authors"]), published, about["language"],
        gold["text"], f"{about['id']}.txt", "0" * 64,
    )  # fmt: skip


def spans(reading: Json) -> list[Sequence[int]]:
    found = [m for a in reading["actors"] for m in a["mentions"]]
    found += [e[key] for e in reading["events"] for key in ("trigger", "sentence")]
    found += [c[key] for c in reading["claims"] for key in ("content", "cue") if c[key] is not None]
    return found + [k[key] for k in reading["links"] for key in ("cause", "effect")]


@pytest.fixture(params=range(6))
def reading(request: pytest.FixtureRequest) -> Json:
    return readings()[request.param]


def test_there_are_six_articles_and_each_yields_actors_events_claims_and_links() -> None:
    assert len(readings()) == 6
    assert all(reading[key] for reading in readings() for key in ("actors", "claims"))
    assert all(any(reading[key] for reading in readings()) for key in FIELDS)


def test_every_span_holds_words_of_the_text(reading: Json) -> None:
    text = reading["text"]
    for start, end in spans(reading):
        assert 0 <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        assert any(c.isalnum() for c in text[start:end])


def test_every_name_is_read_where_it_is_said_to_be(reading: Json) -> None:
    text = reading["text"]
    for actor in reading["actors"]:
        assert actor["mentions"]
        assert {text[a:b] for a, b in actor["mentions"]} <= {*actor["names"], actor["name"]}


def test_ids_are_told_apart_and_resolve(reading: Json) -> None:
    for key in FIELDS:
        ids = [item["id"] for item in reading[key]]
        assert len(ids) == len(set(ids))
    actors = {a["id"] for a in reading["actors"]}
    assert {i for e in reading["events"] for i in (*e["actors"], *e["recipients"])} <= actors
    assert {c["speaker"] for c in reading["claims"]} <= actors | {"author"}
    assert {k["claim"] for k in reading["links"]} <= {c["id"] for c in reading["claims"]} | {None}


def test_every_record_has_the_fields_and_values_of_the_format(reading: Json) -> None:
    for key, fields in FIELDS.items():
        assert all(fields <= set(item) for item in reading[key])
    assert {a["kind"] for a in reading["actors"]} <= KINDS
    assert {e["type"] for e in reading["events"]} <= set(PLOVER_TYPES)
    assert {e["status"] for e in reading["events"]} <= STATUSES
    assert {c["kind"] for c in reading["claims"]} <= CLAIMS
    assert {k["direction"] for k in reading["links"]} <= DIRECTIONS
    assert all(isinstance(c["negated"], bool) for c in reading["claims"])
    assert all(isinstance(k["hedged"], bool) for k in reading["links"])
    assert all(0 <= low <= high <= 1 for c in reading["claims"] if c["certainty"] for low, high in [c["certainty"]])


def test_every_interval_of_days_runs_forward(reading: Json) -> None:
    dates = [e["date"] for e in reading["events"]] + [c["horizon"] for c in reading["claims"]]
    for interval in filter(None, dates):
        start, end = (interval[key] and date.fromisoformat(interval[key]) for key in ("start", "end"))
        assert start or end
        assert not (start and end) or start <= end


def test_every_event_has_its_trigger_in_its_sentence_and_somebody_in_it(reading: Json) -> None:
    for event in reading["events"]:
        (first, last), (start, end) = event["trigger"], event["sentence"]
        assert start <= first < last <= end
        assert event["actors"]
        assert not set(event["actors"]) & set(event["recipients"])


def test_no_link_has_one_stretch_for_cause_and_effect(reading: Json) -> None:
    for link in reading["links"]:
        (a, b), (c, d) = link["cause"], link["effect"]
        assert b <= c or d <= a


def test_reading_twice_gives_the_same(reading: Json) -> None:
    lines = ARTICLES.read_text(encoding="utf-8").splitlines()
    gold = next(g for g in map(json.loads, lines) if g["document"]["id"] == reading["document"]["id"])
    assert json.loads(json.dumps(to_json(read(_document(gold), load_actors())))) == reading


def test_the_scorer_gives_a_share_for_every_figure(tmp_path: Path) -> None:
    scorer = shared("reading", "score.py")
    if scorer is None:
        pytest.skip("the scorer is not beside this checkout")
    output = tmp_path / "output.jsonl"
    output.write_text("".join(json.dumps(r) + "\n" for r in readings()), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(scorer), str(ARTICLES), str(output), "--json"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    figures = json.loads(done.stdout)
    shares = list(chain.from_iterable(row.values() for row in figures.values()))
    assert set(figures) >= {"mentions", "events", "claims", "links", "status", "dates", "all"}
    assert all(0 <= figures[key]["f1"] <= 1 for key in ("mentions", "events", "claims", "links"))
    assert all(share >= 0 for share in shares)
    assert figures["mentions"]["f1"] > figures["events"]["f1"] > 0
