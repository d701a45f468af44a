"""The earlier windows of a question: how often, in periods of the same length, its condition held."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Final, Literal

from aftershock.forecasting.seen import Seen
from aftershock.record.dates import DateInterval
from aftershock.record.effect import SeriesPoint
from aftershock.record.question import Question

_MOST: Final = 200
_EVIDENCE: Final = 20
_GROWING: Final = frozenset({">=", ">"})


@dataclass(frozen=True, slots=True)
class PastWindow:
    """A period of the question's length that was over at the cutoff, its number, and whether the condition held."""

    start: date
    end: date
    value: float
    held: bool
    rows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Past:
    """The windows before the cutoff, the oldest first, with their length in days, and the rows that show them.

    ``so_far`` is what the question's own window holds already, ``None`` where it has not begun.
    """

    windows: tuple[PastWindow, ...]
    days: int
    rows: tuple[str, ...]
    so_far: float | None = None


def past_of(question: Question, seen: Seen) -> Past | None:
    """The earlier windows, or ``None`` where there is nothing left to forecast.

    That is where the window is over or open on a side, or where what it holds already decides the answer. Where the
    window has begun, the question becomes whether the days that remain bring what is still missing.
    """
    window = question.window
    if window.start is None or window.end is None or seen.cutoff >= window.end - timedelta(days=1):
        return None
    tomorrow = seen.cutoff + timedelta(days=1)
    days = (window.end - max(window.start, tomorrow)).days
    if question.measure not in ("count", "deaths"):
        return _levels(question, seen, days)
    if tomorrow <= window.start:
        return _counts(question, seen, days)
    so_far = _counted_so_far(question, seen, window.start, tomorrow)
    rest = replace(question, threshold=question.threshold - so_far, compared=None)
    grows = question.comparator in _GROWING
    is_decided = (
        rest.is_met_by(0.0) if grows else rest.threshold < 0 or (rest.threshold == 0 and rest.comparator == "<")
    )
    return None if is_decided else replace(_counts(rest, seen, days), so_far=so_far)


def _counted_so_far(question: Question, seen: Seen, start: date, end: date) -> float:
    rows = seen.events(question.events, start, end)
    return float(len(rows) if question.measure == "count" else sum(row.deaths_best or 0 for row in rows))


def _counts(question: Question, seen: Seen, days: int) -> Past:
    edges = _edges_back(seen.coverage(question.events), days)
    if not edges:
        return Past((), days, ())
    measure: Literal["count", "deaths"] = "deaths" if question.measure == "deaths" else "count"
    points = seen.counts(question.events, edges, measure)
    windows = tuple(_compared(question, points) if question.compared is not None else _absolute(question, points))
    rows = tuple(row.id for row in seen.events(question.events, edges[0], edges[-1]))[-_EVIDENCE:]
    return Past(windows, days, rows)


def _edges_back(covered: DateInterval | None, days: int) -> tuple[date, ...]:
    """The edges of the periods that follow each other up to the end of the data, or none where not one fits."""
    if covered is None or covered.start is None or covered.end is None:
        return ()
    n = min((covered.end - covered.start).days // days, _MOST)
    return tuple(covered.end - timedelta(days=days * k) for k in range(n, -1, -1)) if n else ()


def _absolute(question: Question, points: Sequence[SeriesPoint]) -> Iterator[PastWindow]:
    for point in points:
        if point.value is not None:
            yield PastWindow(point.start, point.end, point.value, question.is_met_by(point.value))


def _compared(question: Question, points: Sequence[SeriesPoint]) -> Iterator[PastWindow]:
    """Where the question compares with the period before, each window is compared with the one before it."""
    for before, point in pairwise(points):
        if point.value is not None and before.value is not None:
            held = replace(question, threshold=before.value).is_met_by(point.value)
            yield PastWindow(point.start, point.end, point.value, held)


def _levels(question: Question, seen: Seen, days: int) -> Past:
    """Windows of a figure, read at the last one dated inside, or of a series, by its mean; empty ones are left out."""
    readings = _readings(question, seen)
    if not readings:
        return Past((), days, ())
    covered = DateInterval(readings[0][0], max(readings[-1][0], seen.cutoff) + timedelta(days=1), "range")
    edges = _edges_back(covered, days)
    windows = tuple(
        PastWindow(start, end, value, question.is_met_by(value))
        for start, end in pairwise(edges)
        if (value := _level(question, [one for one in readings if start <= one[0] < end])) is not None
    )
    return Past(windows, days, tuple(one[2] for one in readings)[-_EVIDENCE:])


def _readings(question: Question, seen: Seen) -> list[tuple[date, float, str]]:
    """Day, value and row id of every reading, by day."""
    if question.measure == "figure":
        figures = seen.figures(question.series, question.scope)
        return [(one.when.start, one.value, one.id) for one in figures if one.when.start is not None]
    below = {point.start: point.value for point in seen.series(question.denominator)} if question.denominator else None
    rows = zip(seen.series(question.series), seen.series_row_ids(question.series), strict=True)
    found = []
    for point, row in rows:
        under = 1.0 if below is None else below.get(point.start)
        if point.value is not None and under:
            found.append((point.start, point.value / under, row))
    return found


def _level(question: Question, readings: Sequence[tuple[date, float, str]]) -> float | None:
    if not readings:
        return None
    return readings[-1][1] if question.measure == "figure" else sum(one[1] for one in readings) / len(readings)
