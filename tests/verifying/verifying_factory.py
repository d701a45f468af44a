"""Builds readings, questions and histories for tests of forecasting and verifying; histories are real Parquet files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import duckdb

from aftershock.record.actor import DocumentActor
from aftershock.record.claim import AUTHOR, Certainty, Claim
from aftershock.record.columns import TABLES
from aftershock.record.dates import DateInterval
from aftershock.record.document import Document
from aftershock.record.hypothesis import EventFilter, Indicator, Shock, StudyPlan, Window
from aftershock.record.manifest import DataFile
from aftershock.record.provenance import FromStudy, Provenance
from aftershock.record.question import Question
from aftershock.record.reading import Reading, Sentence
from aftershock.record.text import Span
from aftershock.store.history import History

ANY = EventFilter()
FIRST = date(2019, 1, 1)
MADE = date(2020, 1, 20)
BY_TEST = Provenance(FromStudy("test"), "test", "1")


def an_indicator(**changes) -> Indicator:
    return replace(Indicator("attacks", "The attacks", "count", "events", "week", ANY), **changes)


def a_plan(**changes) -> StudyPlan:
    plan = StudyPlan(
        id="test", title="A test", as_of=date(2021, 12, 31),
        shock=Shock(date(2020, 1, 3), "USA", "ASSAULT", "IRN", "Somewhere", "A shock"),
        window=Window(date(2018, 1, 1), date(2022, 1, 1), date(2020, 1, 3), (30, 90)),
        systems=(), groups=(), indicators=(an_indicator(),), hypotheses=(), questions=(), rivals=(), cutoffs=(),
    )  # fmt: skip
    return replace(plan, **changes)


def a_question(start: date, end: date, **changes) -> Question:
    question = Question(
        id="q", text="Will it?", claim="", speaker="", speaker_name="", certainty=None, made=start - timedelta(days=1),
        window=DateInterval(start, end, "range"), measure="count", events=ANY, series="", scope="", comparator=">=",
        threshold=1.0, rule="", defaults=(), outcome_known=False, hypothesis="", provenance=BY_TEST,
    )  # fmt: skip
    return replace(question, **changes)


def an_event(number: int, day: date, **changes: object) -> dict[str, object]:
    made = {
        "event_id": f"e{number:04}", "dataset": "made", "release": "1", "file": "made.csv", "line": number + 2,
        "date_start": day, "date_end": day + timedelta(days=1), "date_precision": "day", "known": day,
        "actor": "IRN", "actor_country": "IRN", "recipient": "USA", "recipient_country": "USA",
        "event_type": "ASSAULT", "mode": "", "place": "", "country": "IRQ", "summary": "", "source": "made", "url": "",
    }  # fmt: skip
    return made | changes


def a_figure(number: int, day: date, value: float, **changes: object) -> dict[str, object]:
    made = {
        "figure_id": f"f{number:04}", "dataset": "made", "release": "1", "file": "made.csv", "line": number + 2,
        "indicator": "troops", "date_start": day, "date_end": day + timedelta(days=1), "known": day, "value": value,
        "unit": "persons", "scope": "", "source": "made", "confidence": "high", "checked": "", "note": "",
    }  # fmt: skip
    return made | changes


def a_step(name: str, start: date, value: float | None, days: int = 7) -> dict[str, object]:
    end = start + timedelta(days=days)
    return {
        "dataset": "made", "release": "1", "file": "made.csv", "line": 1, "series": name, "frequency": "week",
        "date_start": start, "date_end": end, "known": end, "value": value, "unit": "", "source": "", "note": "",
    }  # fmt: skip


def a_history(
    folder: Path,
    days: Iterable[date] = (),
    *,
    events: Sequence[dict[str, object]] = (),
    levels: Sequence[dict[str, object]] = (),
    span: tuple[date, date] | None = (FIRST, date(2021, 12, 31)),
    cutoff: date = date(2021, 12, 31),
) -> History:
    """A history of one event on each of ``days``, or of the rows given; ``span`` is what the event file covers.

    ``levels`` are rows of figures and of series.
    """
    rows = [an_event(n, day) for n, day in enumerate(days)] or list(events)
    files = [_file(folder, "events", rows, span)] if span is not None else []
    figures = [row for row in levels if "figure_id" in row]
    series = [row for row in levels if "series" in row]
    files += [_file(folder, kind, given, None) for kind, given in (("figures", figures), ("series", series)) if given]
    return History(tuple(files), folder, (), cutoff)


def _file(folder: Path, kind: str, rows: Sequence[dict[str, object]], span: tuple[date, date] | None) -> DataFile:
    columns = TABLES[kind]
    connection = duckdb.connect()
    connection.execute(f"CREATE TABLE t ({', '.join(f'{name} {sql}' for name, sql in columns.items())})")
    if rows:
        marks = ", ".join("?" * len(columns))
        connection.executemany(f"INSERT INTO t VALUES ({marks})", [[row.get(name) for name in columns] for row in rows])
    connection.execute(f"COPY t TO '{folder / kind}.parquet' (FORMAT parquet)")
    connection.close()
    first, last = span or (min(row["date_start"] for row in rows), max(row["date_end"] for row in rows))
    return DataFile(
        "f", kind, "made", "1", "made.csv", "0", f"{kind}.parquet", "0", len(rows), len(rows), 0, (), first, last
    )


def a_reading(text: str, names: dict[str, str], *, made: date | None = MADE, **changes) -> Reading:
    """A document that is one forecast claim by its author; ``names`` maps words of the text to actor ids.

    Ids in small letters are actors that the ontology does not know.
    """
    document = Document("d1", "A title", "The Paper", ("A. Writer",), made, "en", text, "d1.txt", "0")
    actors = tuple(
        DocumentActor(
            "d1", actor_id, words, (words,), "country", (Span(text.index(words), text.index(words) + len(words)),),
            not actor_id.islower(), "", BY_TEST,
        )
        for words, actor_id in names.items()
    )  # fmt: skip
    whole = Span(0, len(text))
    claim = Claim(
        id="c1", document="d1", speaker=AUTHOR, kind="forecast", content=whole, cue=None,
        certainty=Certainty(0.55, 0.8, "likely"), negated=False, horizon=None, about=tuple(names.values()),
        provenance=BY_TEST,
    )  # fmt: skip
    return Reading(document, (Sentence("d1", 0, whole),), actors, (), (replace(claim, **changes),), ())
