"""The records as tables of plain values: one table for each kind, its columns written down."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any, Final

from aftershock.record.actor import DocumentActor
from aftershock.record.claim import Claim, Link
from aftershock.record.dates import DateInterval
from aftershock.record.document import Document
from aftershock.record.effect import Effect, Series
from aftershock.record.event import ReportedEvent
from aftershock.record.manifest import DataFile
from aftershock.record.provenance import FromRecords, FromRow, FromStudy, FromText, Origin
from aftershock.record.question import BacktestRow, Forecast, Question, Resolution, Score, Untestable
from aftershock.record.ripple import Evidence, Finding, Ripple, Tie
from aftershock.record.text import Span
from aftershock.store.store import Store

_MADE: Final = ("provenance.made_by", "provenance.version", "provenance.origin")
_CERTAINTY: Final = ("certainty.low", "certainty.high", "certainty.words", "certainty.scale")


@dataclass(frozen=True, slots=True)
class Table:
    """A table: the kind of record its rows are, and for each column the path to its value.

    ``text:`` before a path takes the words that the span covers; ``first:`` and ``last:`` the first and last day of an
    interval. ``parts`` names a field whose items are the rows instead, each beside the columns of its record.
    """

    name: str
    kind: type
    columns: tuple[str, ...]
    parts: str = ""
    part_columns: tuple[str, ...] = ()

    @property
    def header(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(map(_column_name, (*self.columns, *self.part_columns)))


TABLES: Final = (
    Table("documents", Document, ("id", "title", "publisher", "authors", "published", "language", "file", "sha256", "url")),
    Table("actors", DocumentActor, ("document", "id", "name", "names", "kind", "resolved", "reason", *_MADE)),
    Table("events_read", ReportedEvent, (
        "id", "document", "event_type", "actors", "recipients", "status", "first:when", "last:when", "place",
        "trigger.start", "trigger.end", "text:trigger", "text:sentence", *_MADE)),
    Table("claims", Claim, (
        "id", "document", "speaker", "kind", "content.start", "content.end", "text:content", "text:cue", *_CERTAINTY,
        "negated", "first:horizon", "last:horizon", "about", *_MADE)),
    Table("links", Link, (
        "id", "document", "cause.start", "cause.end", "text:cause", "effect.start", "effect.end", "text:effect",
        "direction", "hedged", "claim", *_MADE)),
    Table("files", DataFile, (
        "id", "kind", "dataset", "release", "source_file", "source_sha256", "rows_read", "rows_loaded",
        "rows_quarantined", "first", "last")),
    Table("series", Series, ("id", "indicator", "unit"), "points", ("start", "end", "value", "rows")),
    Table("effects", Effect, (
        "id", "hypothesis", "indicator", "series", "expected_direction", "horizon", "method", "n_before", "n_after",
        "observed", "expected", "estimate", "low", "high", "relative", "relative_low", "relative_high", "p",
        "probability_of_direction", "minimum_detectable", "placebo_rank", "rivals", "verdict", "sentence", *_MADE)),
    Table("effect_steps", Effect, ("id", "hypothesis", "indicator", "horizon"), "steps", (
        "start", "end", "observed", "expected", "low50", "high50", "low90", "high90")),
    Table("effect_checks", Effect, ("id", "hypothesis", "indicator", "horizon"), "checks", ("name", "result", "detail")),
    Table("ties", Tie, (
        "id", "actor", "recipient", "period", "start", "end", "cooperation", "conflict", "deaths", "rows", *_MADE)),
    Table("questions", Question, (
        "id", "text", "claim", "speaker", "speaker_name", *_CERTAINTY, "made", "first:window", "last:window",
        "measure", "indicator", "comparator", "threshold", "rule", "defaults", "outcome_known", "hypothesis", *_MADE)),
    Table("untestable", Untestable, ("id", "claim", "speaker", "speaker_name", "reason", *_MADE)),
    Table("forecasts", Forecast, (
        "id", "question", "forecaster", "cutoff", "probability", "low", "high", "reasons", "evidence", *_MADE)),
    Table("resolutions", Resolution, (
        "id", "question", "outcome", "value", "rows", "reason", "fragile", "as_of", *_MADE)),
    Table("scores", Score, (
        "id", "who", "name", "kind", "n", "n_open", "n_untestable", "brier", "brier_low", "brier_high", "baseline",
        "skill", "skill_low", "skill_high", "ranked", "note", "questions", *_MADE)),
    Table("backtest", BacktestRow, (
        "id", "forecaster", "indicator", "horizon", "n", "brier", "low", "high", "base_rate", "note", *_MADE)),
    Table("ripples", Ripple, (
        "id", "hypothesis", "system", "theatre", "title", "parents", "order", "onset", "claims", "links", "sources",
        "effects", "questions", "verdict", "standing", "sentence", "evidence", *_MADE)),
    Table("judgements", Finding, (
        "id", "rank", "sentence", "number", "low", "high", "unit", "confidence", "why", "evidence", *_MADE)),
)  # fmt: skip
"""Every table of the CSV export."""


def rows(table: Table, store: Store) -> Iterator[tuple[str, ...]]:
    """The rows of a table as text, in the store's order."""
    texts = MappingProxyType({document.id: document.text for document in store.records(Document)})
    record: Any
    for record in dict.fromkeys(store.records(table.kind)):  # steps that share a series each store it
        own = tuple(_value(record, path, record, texts) for path in table.columns)
        if not table.parts:
            yield own
            continue
        for part in getattr(record, table.parts):
            yield (*own, *(_value(part, path, record, texts) for path in table.part_columns))


def guarded(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would take it for a formula (CWE-1236)."""
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text


def _column_name(path: str) -> str:
    how, _, place = path.rpartition(":")
    name = place.removeprefix("provenance.").replace(".", "_")
    return f"{name}_{how}" if how else name


def _value(thing: object, path: str, record: object, texts: Mapping[str, str]) -> str:
    how, _, place = path.rpartition(":")
    found: object = thing
    for name in place.split("."):
        found = getattr(found, name) if found is not None else None
    if isinstance(found, DateInterval) and how:
        return _plain(found.start if how == "first" else found.last)
    if isinstance(found, Span):
        return guarded(found.of(texts.get(str(getattr(record, "document", "")), "")))
    return _plain(found)


def _plain(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float | date | timedelta):
        return str(value)
    if isinstance(value, tuple):
        return guarded("; ".join(item.id if isinstance(item, Evidence) else str(item) for item in value))
    return guarded(_origin(value) if isinstance(value, Origin) else str(value))


def _origin(origin: Origin) -> str:
    match origin:
        case FromText(document, span):
            return f"{document}[{span.start}:{span.end}]"
        case FromRow(dataset, release, file, line):
            return f"{dataset} {release} {file}:{line}"
        case FromStudy(key):
            return f"study.toml {key}"
        case FromRecords(ids):
            return "; ".join(ids)
