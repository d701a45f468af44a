"""How the forecasters would have done: rolling cutoffs over the study's count indicators.

From the first of each month, for each horizon, two questions are asked: will there be at least one such event, and at
least as many as in the same number of days before. Where these are the same question, one is asked. The Brier scores of
a cutoff are averaged, so that ``n`` counts cutoffs, and the interval draws neighbouring cutoffs together in blocks as
long as the horizon, for their windows overlap. At each cutoff a forecaster sees what was known on that day.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

from aftershock.forecasting.baselines import FORECASTERS
from aftershock.forecasting.forecaster import Forecaster
from aftershock.forecasting.seen import Replay, replay_of
from aftershock.record.dates import DateInterval
from aftershock.record.hypothesis import Indicator, StudyPlan
from aftershock.record.ids import content_id
from aftershock.record.provenance import FromStudy, Provenance
from aftershock.record.question import BacktestRow, Question
from aftershock.stats.resampling import mean_with_interval
from aftershock.stats.scoring import brier
from aftershock.store.history import History

MADE_BY: Final = "forecasting.backtest"
VERSION: Final = "1"
BASELINE: Final = "base-rate"
_MONTH_DAYS: Final = 30
_MONTHS: Final = 12
_FEWEST: Final = 2


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question of the backtest, asked at a cutoff, and how it ended."""

    cutoff: date
    question: Question
    happened: bool


def backtest(
    indicators: Sequence[Indicator],
    plan: StudyPlan,
    history: History,
    forecasters: Sequence[Forecaster] = FORECASTERS,
) -> tuple[BacktestRow, ...]:
    """A row for each count indicator, horizon of the plan, and forecaster; other indicators have none."""
    rows: list[BacktestRow] = []
    for indicator in indicators:
        if indicator.measure in ("count", "deaths"):
            replay = replay_of(history, indicator.events)
            for horizon in plan.window.horizons:
                rows += _rows(indicator, horizon, replay, forecasters)
    return tuple(rows)


def _rows(
    indicator: Indicator, horizon: int, replay: Replay, forecasters: Sequence[Forecaster]
) -> Iterator[BacktestRow]:
    asked = tuple(_asked(indicator, horizon, replay))
    cutoffs = sorted({one.cutoff for one in asked})
    then = {cutoff: replay.before(cutoff) for cutoff in cutoffs}
    by_name = {one.name: [_at(one, cutoff, asked, then[cutoff]) for cutoff in cutoffs] for one in forecasters}
    base = by_name.get(BASELINE, [])
    for name, found in by_name.items():
        yield _row(indicator, horizon, name, found, base)


def _at(forecaster: Forecaster, cutoff: date, asked: Sequence[_Asked], seen: Replay) -> float:
    """The mean score of the forecasts at one cutoff."""
    found = [
        brier(forecast.probability, one.happened)
        for one in asked
        if one.cutoff == cutoff and (forecast := forecaster.forecast(one.question, seen)) is not None
    ]
    return math.fsum(found) / len(found)


def _asked(indicator: Indicator, horizon: int, replay: Replay) -> Iterator[_Asked]:
    covered = replay.coverage(indicator.events)
    if covered is None or covered.start is None or covered.end is None:
        return
    length = timedelta(days=horizon)
    for first in _firsts_of_months(covered.start + length, covered.end - length):
        yield from _at_month(indicator, DateInterval(first, first + length, "range"), replay)


def _at_month(indicator: Indicator, window: DateInterval, replay: Replay) -> Iterator[_Asked]:
    start, end = window.start or date.min, window.end or date.max
    cutoff = start - timedelta(days=1)
    measure: Literal["count", "deaths"] = "deaths" if indicator.measure == "deaths" else "count"
    before = replay.before(cutoff).counts(indicator.events, (start - (end - start), start), measure)[0].value
    after = replay.counts(indicator.events, (start, end), measure)[0].value
    if after is None:
        return
    for threshold in sorted({1.0, max(1.0, before or 0.0)}):
        question = _question(indicator, window, cutoff, threshold)
        yield _Asked(cutoff, question, question.is_met_by(after))


def _question(indicator: Indicator, window: DateInterval, cutoff: date, threshold: float) -> Question:
    return Question(
        id=content_id("question", "backtest", indicator.id, window.start, window.end, threshold),
        text=f"{indicator.title}: at least {threshold:g}?",
        claim="",
        speaker="",
        speaker_name="",
        certainty=None,
        made=cutoff,
        window=window,
        measure=indicator.measure,
        events=indicator.events,
        series="",
        scope="",
        comparator=">=",
        threshold=threshold,
        rule="A question of the backtest.",
        defaults=(),
        outcome_known=True,
        hypothesis="",
        provenance=Provenance(FromStudy(f"indicator.{indicator.id}"), MADE_BY, VERSION),
        indicator=indicator.id,
        partial=indicator.partial,
    )


def _row(indicator: Indicator, horizon: int, name: str, found: Sequence[float], base: Sequence[float]) -> BacktestRow:
    n = len(found)
    brier_mean, low, high = _interval(found, horizon)
    return BacktestRow(
        id=content_id("backtest", indicator.id, horizon, name),
        forecaster=name,
        indicator=indicator.id,
        horizon=horizon,
        n=n,
        brier=brier_mean,
        low=low,
        high=high,
        base_rate=math.fsum(base) / len(base) if base else None,
        note=_note(n, horizon, has_interval=low is not None),
        provenance=Provenance(FromStudy(f"indicator.{indicator.id}"), MADE_BY, VERSION),
    )


def _interval(found: Sequence[float], horizon: int) -> tuple[float | None, float | None, float | None]:
    """Mean score and its interval; no interval where there are too few cutoffs for one, a Brier score stays in [0, 1]."""
    if not found:
        return None, None, None
    mean, low, high = mean_with_interval(found, block=_block(horizon))
    if not (math.isfinite(low) and math.isfinite(high)):
        return mean, None, None
    return mean, max(0.0, low), min(1.0, high)


def _block(horizon: int) -> int:
    return max(1, math.ceil(horizon / _MONTH_DAYS))


def _note(n: int, horizon: int, *, has_interval: bool) -> str:
    if n == 0:
        return f"The data do not reach over two windows of {horizon} days."
    if not has_interval:
        return f"{n} monthly cutoffs with windows of {horizon} days that overlap: too few for an interval."
    return ""


def _firsts_of_months(start: date, last: date) -> Iterator[date]:
    """The first days of months from ``start`` to ``last``, both included."""
    months = start.year * _MONTHS + start.month - (start.day == 1)
    while (first := date(months // _MONTHS, months % _MONTHS + 1, 1)) <= last:
        yield first
        months += 1
