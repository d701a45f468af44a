"""Forecasts on all questions, each from what was known at its cutoffs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache, partial

from aftershock.forecasting.baselines import FORECASTERS
from aftershock.forecasting.forecaster import Forecaster
from aftershock.forecasting.seen import Seen, replay_of
from aftershock.record.hypothesis import StudyPlan
from aftershock.record.question import Forecast, Question
from aftershock.store.history import History


def cutoffs_of(question: Question, plan: StudyPlan, latest: date) -> tuple[date, ...]:
    """The study's cutoffs and the day before the window, none after ``latest`` or the window's last day but one.

    A question made from a claim was not there before the claim, and neither was the number it compares with: earlier
    cutoffs are left out.
    """
    window = question.window
    if window.start is None or window.end is None:
        return ()
    wanted = {*plan.cutoffs, window.start - timedelta(days=1)}
    first = question.made if question.claim else date.min
    return tuple(sorted(day for day in wanted if first <= day <= latest and day < window.end - timedelta(days=1)))


def make(
    questions: Sequence[Question],
    plan: StudyPlan,
    history: History,
    forecasters: Sequence[Forecaster] = FORECASTERS,
) -> tuple[Forecast, ...]:
    """Every forecaster's forecast on every question at each of its cutoffs; by question, cutoff and forecaster."""
    histories = cache(history.before)
    replays = cache(partial(replay_of, history))
    made: list[Forecast] = []
    for question in questions:
        counts = question.measure in ("count", "deaths")
        for cutoff in cutoffs_of(question, plan, history.cutoff):
            then: Seen = replays(question.events).before(cutoff) if counts else histories(cutoff)
            found = (forecaster.forecast(question, then) for forecaster in forecasters)
            made += [forecast for forecast in found if forecast is not None]
    return tuple(made)
