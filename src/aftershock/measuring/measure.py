"""The effects of a hypothesis: each of its indicators over each of its horizons."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from aftershock.measuring.by_counterfactual import by_counterfactual
from aftershock.measuring.by_figures import by_figures
from aftershock.measuring.by_rates import by_rates
from aftershock.measuring.case import Case, make_case
from aftershock.measuring.figures import read_figures
from aftershock.measuring.placebo import MIN_BEFORE
from aftershock.measuring.series import ENOUGH_PER_STEP, build, by_week, mean_before
from aftershock.measuring.windows import Periods, Split, periods, split, step_days
from aftershock.record.effect import Effect, Series
from aftershock.record.hypothesis import Hypothesis, Indicator, StudyPlan
from aftershock.store.history import History

_ENOUGH_KNOWN: Final = 0.5


@dataclass(frozen=True, slots=True)
class Measured:
    """The series that were built and the effects found in them."""

    series: tuple[Series, ...]
    effects: tuple[Effect, ...]


def measure(hypothesis: Hypothesis, plan: StudyPlan, history: History) -> Measured:
    """Measure what a hypothesis names beforehand; one settled by questions, or not at all, has no effects.

    `aftershock.measuring.family.adjust` allows for the number of effects once all hypotheses of a study are measured.
    """
    if hypothesis.test != "effect":
        return Measured((), ())
    span = periods(hypothesis, plan, history.cutoff)
    found = [
        pair
        for indicator in _indicators(hypothesis, plan)
        for pair in _measure(hypothesis, indicator, plan, span, history)
    ]
    series = {one.id: one for one, _ in found if one is not None}
    return Measured(tuple(series[name] for name in sorted(series)), tuple(effect for _, effect in found))


def horizons(hypothesis: Hypothesis, plan: StudyPlan) -> tuple[int, ...]:
    """The hypothesis' own horizons in days, or the study's."""
    return hypothesis.horizons or plan.window.horizons


def _indicators(hypothesis: Hypothesis, plan: StudyPlan) -> tuple[Indicator, ...]:
    known = {indicator.id: indicator for indicator in plan.indicators}
    return tuple(known[name] for name in hypothesis.indicators if name in known)


def _measure(
    hypothesis: Hypothesis, indicator: Indicator, plan: StudyPlan, span: Periods, history: History
) -> Iterator[tuple[Series | None, Effect]]:
    cases = [make_case(hypothesis, indicator, horizon, span, plan) for horizon in horizons(hypothesis, plan)]
    if indicator.measure == "figure":
        for case in cases:
            yield None, by_figures(case, read_figures(indicator, span, case.horizon, history))
        return
    usual = build(indicator, span, history)
    sparse = _sparse_series(indicator, usual, span, history)
    for case in cases:
        yield _one(case, usual, sparse)


def _sparse_series(indicator: Indicator, usual: Series | None, span: Periods, history: History) -> Series | None:
    """The steps an exact comparison of rates is made from: weeks where events are counted here."""
    if usual is None or indicator.measure not in ("count", "deaths"):
        return usual
    return by_week(indicator, span, history)


def _one(case: Case, usual: Series | None, sparse: Series | None) -> tuple[Series | None, Effect]:
    if usual is None or sparse is None:
        return None, case.blank("no-data", "none", _nothing(case))
    counted = _is_counted(case.indicator, usual)
    parts, fine = split(usual.points, case.span, case.horizon), split(sparse.points, case.span, case.horizon)
    if counted and (not parts.after or _is_sparse(usual, parts, case.span)):
        return sparse, _known(case, sparse, fine) or by_rates(case, sparse, fine)
    return usual, _known(case, usual, parts) or by_counterfactual(case, usual, parts, counted=counted)


def _known(case: Case, series: Series, parts: Split) -> Effect | None:
    """An effect without estimate where less than half of the horizon is known, else nothing."""
    length = step_days(series.points, case.indicator.bin)
    whole = int(case.horizon // length)
    if parts.after and len(parts.after) >= _ENOUGH_KNOWN * whole:
        return None
    known = f"{len(parts.after)} of {whole} steps" if parts.after else "no whole step"
    verb = "are" if len(parts.after) > 1 else "is"
    sentence = f"{case.indicator.title}: {known} of the {case.horizon} days after the onset {verb} covered by the data."
    return case.blank("no-data", "none", sentence, series.id)


def _is_counted(indicator: Indicator, series: Series) -> bool:
    """Whether values are counts: of rows, or of a supplied series all of whose values are whole and not negative."""
    if indicator.measure in ("count", "deaths"):
        return True
    values = [point.value for point in series.points if point.value is not None]
    whole = all(value >= 0 and value == int(value) for value in values)
    return indicator.measure == "series" and whole and any(values)


def _is_sparse(series: Series, parts: Split, span: Periods) -> bool:
    return len(parts.before) < MIN_BEFORE or mean_before(series, span) < ENOUGH_PER_STEP


def _nothing(case: Case) -> str:
    sought = case.indicator.series if case.indicator.measure in ("series", "share") else "rows that it counts"
    return f"{case.indicator.title}: the study's data hold no {sought or 'series'}."
