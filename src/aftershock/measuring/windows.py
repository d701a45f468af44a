"""Steps before and after the onset: no step straddles the onset or the anticipation gap."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median
from typing import Final

from aftershock.record.effect import SeriesPoint
from aftershock.record.hypothesis import Bin, Hypothesis, StudyPlan

STEP_DAYS: Final[dict[Bin, float]] = {"week": 7.0, "4weeks": 28.0, "month": 30.4375}

_MONTHS: Final = 12
_TOLERANCE: Final = 0.1
"""A supplied step may begin before the onset, or end after the horizon, by a tenth of its length."""


@dataclass(frozen=True, slots=True)
class Periods:
    """The before period ``[start, gap_from)``, the anticipation gap up to ``onset``, and the end of what is known."""

    start: date
    gap_from: date
    onset: date
    end: date


@dataclass(frozen=True, slots=True)
class Split:
    """The steps of a series that have a value, before the gap and after the onset up to a horizon."""

    before: tuple[SeriesPoint, ...]
    after: tuple[SeriesPoint, ...]


def periods(hypothesis: Hypothesis, plan: StudyPlan, cutoff: date) -> Periods:
    """The periods of a hypothesis: the study's gap stands before the shock, none before an onset of its own."""
    onset = plan.shock.day if hypothesis.onset is None else hypothesis.onset
    gap_from = min(plan.window.gap_from, onset) if onset == plan.shock.day else onset
    known_until = min(plan.window.end, plan.as_of + timedelta(days=1), cutoff + timedelta(days=1))
    return Periods(plan.window.start, gap_from, onset, known_until)


def edges(span: Periods, step: Bin) -> tuple[date, ...]:
    """Edges of steps counted back from the gap and forward from the onset; the gap is one step of its own length."""
    before = []
    number = 0
    while (edge := _shifted(span.gap_from, step, -number)) >= span.start:
        before.append(edge)
        number += 1
    after = []
    number = 0
    while (edge := _shifted(span.onset, step, number)) <= span.end:
        after.append(edge)
        number += 1
    return tuple(sorted({*before, *after}))


def split(points: Sequence[SeriesPoint], span: Periods, horizon: int) -> Split:
    """The steps wholly before the gap that have a value, and those after the onset within ``horizon`` days."""
    last = span.onset + timedelta(days=horizon)
    before = (p for p in points if p.value is not None and span.start <= p.start and p.end <= span.gap_from)
    after = (p for p in points if p.value is not None and _within(p, span, last))
    return Split(tuple(before), tuple(after))


def _within(point: SeriesPoint, span: Periods, last: date) -> bool:
    slack = timedelta(days=int((point.end - point.start).days * _TOLERANCE))
    begins = span.onset - slack <= point.start < last
    return begins and point.end <= min(last + slack, span.end)


def step_days(points: Sequence[SeriesPoint], step: Bin) -> float:
    """The usual length of a step in days."""
    lengths = [(point.end - point.start).days for point in points]
    return float(median(lengths)) if lengths else STEP_DAYS[step]


def step_word(days: float) -> str:
    """The word for a step of that length: day, week, four weeks, month."""
    words = ((3.0, "day"), (10.0, "week"), (28.5, "four weeks"), (45.0, "month"), (120.0, "quarter"))
    return next((word for limit, word in words if days <= limit), "year")


def _shifted(day: date, step: Bin, number: int) -> date:
    if step == "month":
        return _months_later(day, number)
    return day + timedelta(days=int(STEP_DAYS[step]) * number)


def _months_later(day: date, number: int) -> date:
    year, month = divmod(day.year * _MONTHS + day.month - 1 + number, _MONTHS)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
