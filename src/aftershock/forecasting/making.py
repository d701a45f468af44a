"""Forecasts on all questions, each from what was known at its cutoffs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta

from aftershock.forecasting.baselines import FORECASTERS
from aftershock.forecasting.forecaster import Forecaster
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
    by_cutoff: dict[date, list[Question]] = defaultdict(list)
    for question in questions:
        for cutoff in cutoffs_of(question, plan, history.cutoff):
            by_cutoff[cutoff].append(question)
    made: list[Forecast] = []
    for cutoff in sorted(by_cutoff):
        then = history.before(cutoff)
        for question in by_cutoff[cutoff]:
            found = (forecaster.forecast(question, then) for forecaster in forecasters)
            made += [forecast for forecast in found if forecast is not None]
    places = {question.id: place for place, question in enumerate(questions)}
    order = {forecaster.name: place for place, forecaster in enumerate(forecasters)}
    return tuple(sorted(made, key=lambda one: (places[one.question], one.cutoff, order[one.forecaster])))
