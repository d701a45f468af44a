"""What a forecaster may look at: event data up to its cutoff."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal, Protocol

from aftershock.record.dates import DateInterval
from aftershock.record.effect import SeriesPoint
from aftershock.record.event import Event
from aftershock.record.figure import Figure
from aftershock.record.hypothesis import EventFilter


class Seen(Protocol):
    """The part of `store.history.History` that forecasters use; nothing in it is later than ``cutoff``."""

    @property
    def cutoff(self) -> date:
        """The last day visible."""

    def coverage(self, wanted: EventFilter, /) -> DateInterval | None:
        """The days from the first to the last that the filter's data sets cover."""

    def spans(self, wanted: EventFilter, /) -> tuple[DateInterval, ...]:
        """The stretches of days that they cover without a break."""

    def events(self, wanted: EventFilter, start: date | None = None, end: date | None = None, /) -> tuple[Event, ...]:
        """The rows that begin in ``[start, end)``."""

    def counts(
        self, wanted: EventFilter, edges: Sequence[date], measure: Literal["count", "deaths"] = "count", /
    ) -> tuple[SeriesPoint, ...]:
        """Counts between the edges, ``None`` where the data do not cover a step."""

    def series(self, name: str, /) -> tuple[SeriesPoint, ...]:
        """A supplied series."""

    def series_row_ids(self, name: str, /) -> tuple[str, ...]:
        """The ids of its rows, in the same order."""

    def figures(self, name: str, scope: str = "", /) -> tuple[Figure, ...]:
        """Figures by name and scope."""


@dataclass(frozen=True)
class Replay:
    """The rows of one filter, read once, as they stood at any earlier cutoff: what a history would show, faster.

    ``rows`` are sorted by beginning; ``covered`` are the stretches that the data cover at the cutoff. Only event rows are held, and
    asking with another filter is an error in the program.
    """

    wanted: EventFilter
    rows: tuple[Event, ...]
    covered: tuple[DateInterval, ...]
    cutoff: date

    def before(self, cutoff: date) -> Replay:
        """The same rows as they stood on an earlier day."""
        return replace(
            self,
            rows=tuple(row for row in self.rows if row.known <= cutoff),
            covered=tuple(cut for span in self.covered if (cut := _cut(span, cutoff)) is not None),
            cutoff=cutoff,
        )

    def coverage(self, wanted: EventFilter, /) -> DateInterval | None:
        """The coverage of the filter that the rows were read with, from end to end."""
        self._check(wanted)
        return DateInterval(self.covered[0].start, self.covered[-1].end, "range") if self.covered else None

    def spans(self, wanted: EventFilter, /) -> tuple[DateInterval, ...]:
        """The stretches that the data cover without a break."""
        self._check(wanted)
        return self.covered

    def events(self, wanted: EventFilter, start: date | None = None, end: date | None = None, /) -> tuple[Event, ...]:
        """The rows that begin in ``[start, end)``."""
        self._check(wanted)
        first = 0 if start is None else bisect_left(self.rows, start, key=_begins)
        last = len(self.rows) if end is None else bisect_left(self.rows, end, key=_begins)
        return self.rows[first:last]

    def counts(
        self, wanted: EventFilter, edges: Sequence[date], measure: Literal["count", "deaths"] = "count", /
    ) -> tuple[SeriesPoint, ...]:
        """Counts between the edges, ``None`` where the data do not cover a step."""
        return tuple(self._step(wanted, start, end, measure) for start, end in pairwise(edges))

    def _step(self, wanted: EventFilter, start: date, end: date, measure: Literal["count", "deaths"]) -> SeriesPoint:
        if not any(_holds(span, start, end) for span in self.covered):
            return SeriesPoint(start, end, None)
        rows = self.events(wanted, start, end)
        value = len(rows) if measure == "count" else sum(row.deaths_best or 0 for row in rows)
        return SeriesPoint(start, end, float(value), len(rows))

    def _check(self, wanted: EventFilter) -> None:
        if wanted != self.wanted:
            raise ValueError(f"this replay holds the rows of {self.wanted}, not of {wanted}")

    def series(self, _name: str, /) -> tuple[SeriesPoint, ...]:
        """None: a replay holds event rows only."""
        return ()

    def series_row_ids(self, _name: str, /) -> tuple[str, ...]:
        """None: a replay holds event rows only."""
        return ()

    def figures(self, _name: str, _scope: str = "", /) -> tuple[Figure, ...]:
        """None: a replay holds event rows only."""
        return ()


def replay_of(seen: Seen, wanted: EventFilter) -> Replay:
    """The rows of a filter, to be looked at from many cutoffs."""
    return Replay(wanted, seen.events(wanted), seen.spans(wanted), seen.cutoff)


def _begins(row: Event) -> date:
    return row.when.start or date.min


def _holds(span: DateInterval, start: date, end: date) -> bool:
    return span.start is not None and span.end is not None and span.start <= start and end <= span.end


def _cut(covered: DateInterval | None, cutoff: date) -> DateInterval | None:
    if covered is None or covered.start is None or covered.end is None or covered.start > cutoff:
        return None
    return DateInterval(covered.start, min(covered.end, cutoff + timedelta(days=1)), "range")
