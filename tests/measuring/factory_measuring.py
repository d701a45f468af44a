"""Builds histories and plans for tests of measuring: real Parquet files, read through the real history."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import duckdb

from aftershock.record.columns import TABLES, TableKind
from aftershock.record.dates import DateInterval
from aftershock.record.hypothesis import (
    ClaimMatch,
    EventFilter,
    Hypothesis,
    Indicator,
    Rival,
    Shock,
    StudyPlan,
    System,
    Window,
)
from aftershock.record.manifest import DataFile
from aftershock.store.history import History

SHOCK = date(2020, 1, 3)
ANY = EventFilter()


def a_plan(**changes) -> StudyPlan:
    plan = StudyPlan(
        id="test", title="A test", as_of=date(2021, 12, 31),
        shock=Shock(SHOCK, "AAA", "ASSAULT", "BBB", "Somewhere", "A shock"),
        window=Window(date(2018, 1, 1), date(2022, 1, 1), date(2019, 12, 27), (84, 364)),
        systems=(System("S1", "One"), System("S2", "Two")), groups=(), indicators=(), hypotheses=(), questions=(),
        rivals=(), cutoffs=(),
    )  # fmt: skip
    return replace(plan, **changes)


def an_indicator(name="attacks", measure="count", **changes) -> Indicator:
    indicator = Indicator(name, f"The {name}", measure, "events", "week", ANY)
    return replace(indicator, **changes)


def a_hypothesis(name="R1", expected="raises", indicators=("attacks",), **changes) -> Hypothesis:
    hypothesis = Hypothesis(
        id=name, system="S1", theatre="Here", title=f"Ripple {name}", statement="It rises.", expected=expected,
        test="effect", indicators=indicators, questions=(), horizons=(84,), parents=("shock",), match=ClaimMatch(),
        source="nobody",
    )  # fmt: skip
    return replace(hypothesis, **changes)


def a_rival(name="plague", start=date(2020, 3, 1), end=date(2020, 6, 1), systems=()) -> Rival:
    return Rival(name, f"The {name}", DateInterval(start, end, "range"), "", systems)


def a_history(
    folder: Path,
    *,
    events: Sequence[Mapping[str, object]] = (),
    series: Mapping[str, Sequence[tuple[date, date, float | None]]] | None = None,
    figures: Sequence[Mapping[str, object]] = (),
    cutoff: date = date(2021, 12, 31),
    span: tuple[date, date] | None = None,
) -> History:
    """A history of these rows; ``span`` sets what days the events file says it covers."""
    files = []
    if events or span:
        files.append(_file(folder, "events", [_event(number, row) for number, row in enumerate(events, 1)], span))
    rows = [
        {"series": name, "date_start": start, "date_end": end, "known": end, "value": value, "dataset": "given"}
        for name, points in (series or {}).items()
        for start, end, value in points
    ]
    if rows:
        files.append(_file(folder, "series", rows, None))
    if figures:
        files.append(_file(folder, "figures", [_figure(number, row) for number, row in enumerate(figures, 1)], None))
    return History(tuple(files), folder, (), cutoff)


def steps_of(values: Sequence[float | None], first: date, days: int = 7) -> list[tuple[date, date, float | None]]:
    return [(first + timedelta(days * k), first + timedelta(days * (k + 1)), value) for k, value in enumerate(values)]


def _event(number: int, row: Mapping[str, object]) -> dict[str, object]:
    day = row["day"]
    assert isinstance(day, date)
    usual = {
        "event_id": f"event-{number:05d}", "dataset": "given", "release": "1", "file": "given.csv", "line": number,
        "date_start": day, "date_end": day + timedelta(days=1), "date_precision": "day", "known": day,
        "actor": "AAA", "recipient": "BBB", "event_type": "ASSAULT", "mode": "", "place": "", "country": "",
        "summary": "", "source": "", "url": "",
    }  # fmt: skip
    return usual | {key: value for key, value in row.items() if key != "day"}


def _figure(number: int, row: Mapping[str, object]) -> dict[str, object]:
    day = row["day"]
    assert isinstance(day, date)
    end = row.get("end", day + timedelta(days=1))
    usual = {
        "figure_id": f"figure-{number}", "dataset": "given", "file": "given.csv", "line": number, "date_start": day,
        "date_end": end, "known": day, "unit": "persons", "scope": "", "source": "A count", "confidence": "high",
        "note": "",
    }  # fmt: skip
    return usual | {key: value for key, value in row.items() if key not in ("day", "end")}


def _file(
    folder: Path, kind: TableKind, rows: Sequence[Mapping[str, object]], span: tuple[date, date] | None
) -> DataFile:
    columns = TABLES[kind]
    table, path = folder / f"{kind}.csv", folder / f"{kind}.parquet"
    with table.open("w", newline="", encoding="utf-8") as stream:
        for row in rows:
            csv.writer(stream).writerow(["NULL" if row.get(name) is None else row[name] for name in columns])
    source = f"read_csv('{table}', auto_detect=false, delim=',', quote='\"', nullstr='NULL', columns={dict(columns)})"
    duckdb.connect().execute(f"COPY (SELECT * FROM {source}) TO '{path}' (FORMAT parquet)")
    days = [row["date_start"] for row in rows] or [None]
    first, last = span or (min(days), max(days))
    return DataFile(kind, kind, "given", "1", "given.csv", "", path.name, "", len(rows), len(rows), 0, (), first, last)
