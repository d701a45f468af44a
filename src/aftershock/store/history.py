"""What was known on a day: the only view of event data that measuring, forecasting and verifying get."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Final, Literal

from aftershock.record.dates import DateInterval, Precision
from aftershock.record.effect import SeriesPoint
from aftershock.record.event import Event
from aftershock.record.figure import Figure
from aftershock.record.hypothesis import EventFilter, Group
from aftershock.record.manifest import DataFile, EvidenceRow
from aftershock.store.conditions import ALWAYS, Condition, condition
from aftershock.store.engine import Engine, Row

_EVENT: Final = (
    "event_id, dataset, release, file, line, date_start, date_end, date_precision, known, actor, recipient,"
    " event_type, mode, place, country, deaths_low, deaths_best, deaths_high, summary, source, url"
)
_FIGURE: Final = "figure_id, indicator, date_start, date_end, known, value, unit, scope, source, confidence, note, dataset, file, line"
_SERIES_ID: Final = "'series-' || series || '-' || date_start::VARCHAR"


@dataclass(frozen=True)
class History:
    """Event data up to and including ``cutoff``: nothing that became known later can be reached through it.

    Args:
        files: The study's manifest.
        folder: The folder that the manifest's Parquet paths are relative to.
        groups: Groups whose ids may stand in filters for their members, each within its dates of membership.
        cutoff: The last day visible.
    """

    files: tuple[DataFile, ...]
    folder: Path
    groups: tuple[Group, ...]
    cutoff: date
    _engine: Engine = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_engine", Engine(self.folder, self.files, self.groups, self.cutoff))

    def before(self, cutoff: date) -> History:
        """The same history as it stood on an earlier day; a later day gives this history unchanged."""
        return self if cutoff >= self.cutoff else History(self.files, self.folder, self.groups, cutoff)

    def datasets(self) -> tuple[str, ...]:
        """The data sets of events, sorted."""
        return tuple(row[0] for row in self._engine.rows("SELECT DISTINCT dataset FROM events ORDER BY 1"))

    def visible_files(self) -> tuple[DataFile, ...]:
        """The files as of the cutoff: how many of their rows were known, up to which day; none that begin later."""
        return tuple(seen for file in self.files if (seen := self._visible(file)) is not None)

    def _visible(self, file: DataFile) -> DataFile | None:
        if file.kind == "quarantine" or file.last is None or file.last <= self.cutoff:
            return file
        query = f"SELECT count(*) FROM {file.kind} WHERE dataset = ? AND file = ?"
        ((known,),) = self._engine.rows(query, [file.dataset, file.source_file])
        if not known:
            return None
        read = known + file.rows_quarantined
        return replace(file, rows_read=read, rows_loaded=known, last=self.cutoff)

    def coverage(self, wanted: EventFilter) -> DateInterval | None:
        """The days from the first to the last row of the data sets the filter reads, whatever the rows are about.

        Ends with the cutoff where the files go on after it; ``None`` where no file covers a day up to the cutoff.
        """
        spans = self.spans(wanted)
        return DateInterval(spans[0].start, spans[-1].end, "range") if spans else None

    def spans(self, wanted: EventFilter) -> tuple[DateInterval, ...]:
        """The stretches of days that the files of the filter's data sets cover, in order, each without a break.

        A file covers the days from its first row to its last; files that touch or overlap are one stretch. What no file
        covers is a gap: not zero.
        """
        covered = sorted(
            (file.first, min(file.last, self.cutoff) + timedelta(days=1))
            for file in self.files
            if file.kind == "events"
            and (not wanted.datasets or file.dataset in wanted.datasets)
            and file.first is not None
            and file.last is not None
            and file.first <= self.cutoff
        )
        stretches: list[tuple[date, date]] = []
        for first, end in covered:
            if stretches and first <= stretches[-1][1]:
                stretches[-1] = (stretches[-1][0], max(end, stretches[-1][1]))
            else:
                stretches.append((first, end))
        return tuple(DateInterval(first, end, "range") for first, end in stretches)

    def events(self, wanted: EventFilter, start: date | None = None, end: date | None = None) -> tuple[Event, ...]:
        """The rows the filter takes that begin in ``[start, end)``, by date and id."""
        where = condition(wanted) & _between(start, end)
        rows = self._engine.rows(
            f"SELECT {_EVENT} FROM events WHERE {where.sql} ORDER BY date_start, event_id, file, line", where.values
        )
        return tuple(map(_event, rows))

    def events_by_id(self, ids: Sequence[str]) -> tuple[Event, ...]:
        """The rows with these ids, by date and id."""
        rows = self._engine.rows(
            f"SELECT {_EVENT} FROM events WHERE list_contains(?, event_id) ORDER BY date_start, event_id, file, line",
            [list(ids)],
        )
        return tuple(map(_event, rows))

    def counts(
        self, wanted: EventFilter, edges: Sequence[date], measure: Literal["count", "deaths"] = "count"
    ) -> tuple[SeriesPoint, ...]:
        """How many rows begin between one edge and the next, or how many deaths they report.

        A step not wholly inside one of the filter's `spans` has no value: a gap is not a zero.
        """
        covered = self.spans(wanted)
        where = condition(wanted) & _between(edges[0], edges[-1])
        amount = "count(*)" if measure == "count" else "coalesce(sum(deaths_best), 0)"
        rows = self._engine.rows(
            f"SELECT date_start, {amount}, count(*) FROM events WHERE {where.sql} GROUP BY 1 ORDER BY 1", where.values
        )
        return tuple(_step(start, end, rows, covered) for start, end in itertools.pairwise(edges))

    def series(self, name: str) -> tuple[SeriesPoint, ...]:
        """A supplied series, by date; ``None`` where the file gives no value."""
        rows = self._engine.rows(
            "SELECT date_start, date_end, value FROM series WHERE series = ? ORDER BY date_start", [name]
        )
        return tuple(SeriesPoint(start, end, value, 1) for start, end, value in rows)

    def series_row_ids(self, name: str) -> tuple[str, ...]:
        """The ids of a supplied series' rows, as `rows_by_id` takes them, by date."""
        rows = self._engine.rows(f"SELECT {_SERIES_ID} FROM series WHERE series = ? ORDER BY date_start", [name])
        return tuple(row[0] for row in rows)

    def figures(self, name: str, scope: str = "") -> tuple[Figure, ...]:
        """The figures of that name whose scope begins with ``scope``, by date."""
        rows = self._engine.rows(
            f"SELECT {_FIGURE} FROM figures WHERE indicator = ? AND starts_with(scope, ?)"
            " ORDER BY date_start, date_end, figure_id",
            [name, scope],
        )
        return tuple(map(_figure, rows))

    def dyads(self, start: date, end: date, minimum: int) -> tuple[tuple[str, str, int], ...]:
        """Actor, recipient and number of rows of each dyad with at least ``minimum`` rows, the busiest first."""
        rows = self._engine.rows(
            "SELECT actor, recipient, count(*) AS n FROM events WHERE date_start >= ? AND date_start < ?"
            " AND actor <> '' AND recipient <> '' GROUP BY 1, 2 HAVING n >= ? ORDER BY n DESC, 1, 2",
            [start, end, minimum],
        )
        return tuple((actor, recipient, n) for actor, recipient, n in rows)

    def rows_by_id(self, ids: Sequence[str]) -> tuple[EvidenceRow, ...]:
        """Event, figure and series rows with these ids, as the report cites them; by date and id."""
        wanted = list(ids)
        rows = self._engine.rows(
            "SELECT event_id AS id, 'events' AS kind, dataset, release, file, line, date_start AS first, CASE"
            " WHEN summary <> '' THEN summary ELSE concat_ws(' ', actor_raw, event_type, recipient_raw) END AS text,"
            " source, url FROM events WHERE list_contains($1, event_id)"
            " UNION ALL SELECT figure_id, 'figures', dataset, release, file, line, date_start,"
            " concat_ws(' ', indicator, value::VARCHAR, unit, scope, note), source, '' FROM figures"
            " WHERE list_contains($1, figure_id)"
            f" UNION ALL SELECT {_SERIES_ID}, 'series', dataset, release, file, line, date_start,"
            f" concat_ws(' ', series, value::VARCHAR, unit, note), source, '' FROM series"
            f" WHERE list_contains($1, {_SERIES_ID})"
            " ORDER BY first, id, file, line",
            [wanted],
        )
        return tuple(EvidenceRow(*row) for row in rows)

    def export(self, table: Literal["events", "figures", "series", "quarantine"], path: Path) -> None:
        """Write a whole table to ``path`` (``.parquet`` or ``.csv``), in a fixed order."""
        order = "file, line" if table == "quarantine" else "date_start, dataset, file, line"
        self._engine.copy(f"SELECT * FROM {table} ORDER BY {order}", path)


def _between(start: date | None, end: date | None) -> Condition:
    found = ALWAYS
    if start is not None:
        found &= Condition("date_start >= ?", (start,))
    if end is not None:
        found &= Condition("date_start < ?", (end,))
    return found


def _step(start: date, end: date, rows: Sequence[Row], covered: Sequence[DateInterval]) -> SeriesPoint:
    if not any(_holds(span, start, end) for span in covered):
        return SeriesPoint(start, end, None)
    here = [row for row in rows if start <= row[0] < end]
    return SeriesPoint(start, end, float(sum(row[1] for row in here)), sum(row[2] for row in here))


def _holds(span: DateInterval, start: date, end: date) -> bool:
    return span.start is not None and span.end is not None and span.start <= start and end <= span.end


def _event(row: Row) -> Event:
    identity, dataset, release, file, line, start, end, precision, *rest = row
    precise: Precision = precision
    return Event(identity, dataset, release, file, line, DateInterval(start, end, precise), *rest)


def _figure(row: Row) -> Figure:
    identity, indicator, start, end, *rest = row
    return Figure(identity, indicator, DateInterval(start, end, "range"), *rest)
