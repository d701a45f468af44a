"""Settle a question by a level: the last figure dated in the window, or the mean of a series over it."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from datetime import date, timedelta

from aftershock.record.effect import SeriesPoint
from aftershock.record.figure import Figure
from aftershock.record.question import Question
from aftershock.store.history import History
from aftershock.verifying import phrases
from aftershock.verifying.finding import Finding


def by_figure(question: Question, history: History) -> Finding:
    """The last figure dated in the window decides; figures of one day that disagree decide nothing."""
    inside = [
        figure
        for figure in history.figures(question.series, question.scope)
        if figure.when.start is not None and question.window.contains(figure.when.start)
    ]
    if _is_running(question, history):
        now = f" The latest figure is {_words(inside[-1])}." if inside else ""
        value, rows = (inside[-1].value, (inside[-1].id,)) if inside else (None, ())
        return Finding("open", value, rows, f"The window ends on {_last_day(question)}.{now}")
    if not inside:
        return Finding("unclear", None, (), f"No figure is dated {phrases.period(question.window)}.")
    return _by_last(question, inside)


def _by_last(question: Question, inside: Sequence[Figure]) -> Finding:
    last = [figure for figure in inside if figure.when.start == inside[-1].when.start]
    rows, value = tuple(figure.id for figure in inside), last[-1].value
    answers = {question.is_met_by(figure.value) for figure in last}
    if len(answers) > 1:
        said = phrases.listing([phrases.number(figure.value) for figure in last])
        return Finding("unclear", value, rows, f"Figures of one day disagree: {said}.", fragile=True)
    earlier = [question.is_met_by(figure.value) for figure in inside if figure not in last]
    meets = answers.pop()
    held = {meets, *earlier} == {True, False}
    fragile = len(inside) == 1 or (bool(earlier) and earlier[-1] != meets)
    asked = phrases.asked(question.comparator, question.threshold, counted=False)
    narrow = " It is the only figure in the window." if len(inside) == 1 else " The figure before it says otherwise."
    reason = f"The last figure is {_words(last[-1])}; the question asks for {asked}.{narrow if fragile else ''}"
    if held and not meets:
        return Finding("partly", value, rows, f"{reason} It was met earlier in the window.", fragile)
    before = " Earlier figures of the window did not meet it." if held else ""
    return Finding("true" if meets else "false", value, rows, reason + before, fragile)


def by_series(question: Question, history: History) -> Finding:
    """The mean over the steps that lie in the window decides; of a share, sum over sum."""
    steps = _inside(question, history.series(question.series))
    ids = dict(
        zip((p.start for p in history.series(question.series)), history.series_row_ids(question.series), strict=True)
    )
    values = [step.value for step in steps if step.value is not None]
    value = _level(question, steps, history)
    rows = tuple(ids[step.start] for step in steps)
    if _is_running(question, history):
        return Finding("open", value, rows, f"The window ends on {_last_day(question)}.")
    if value is None or not math.isfinite(value):
        return Finding("unclear", None, rows, f"The series has no value {phrases.period(question.window)}.")
    if not _is_covered(question, steps):
        reason = f"The series has only {phrases.plural(len(values), 'value')} in the window."
        return Finding("unclear", value, rows, reason, fragile=True)
    meets = question.is_met_by(value)
    without = [(sum(values) - one) / (len(values) - 1) for one in values] if len(values) > 1 else []
    fragile = not question.denominator and (not without or any(question.is_met_by(one) != meets for one in without))
    reason = f"The mean of {phrases.plural(len(values), 'step')} is {phrases.number(value)}"
    asked = phrases.asked(question.comparator, question.threshold, counted=False)
    reason += f"; the question asks for {asked}.{' It rests on a single value.' if fragile else ''}"
    return Finding("true" if meets else "false", value, rows, reason, fragile)


def _inside(question: Question, points: Sequence[SeriesPoint]) -> list[SeriesPoint]:
    window = question.window
    return [
        point for point in points if window.contains(point.start) and window.contains(point.end - timedelta(days=1))
    ]


def _level(question: Question, steps: Sequence[SeriesPoint], history: History) -> float | None:
    given = [(step.start, step.value) for step in steps if step.value is not None]
    if not given:
        return None
    if question.measure != "share":
        return sum(value for _, value in given) / len(given)
    below = {point.start: point.value for point in _inside(question, history.series(question.denominator))}
    pairs = [(value, under) for start, value in given if (under := below.get(start)) is not None]
    total = sum(under for _, under in pairs)
    return sum(value for value, _ in pairs) / total if total else None


def _is_covered(question: Question, steps: Sequence[SeriesPoint]) -> bool:
    """Whether the steps leave no more than one step's length uncovered at either end, and no gap between."""
    start, end = question.window.start or date.min, question.window.end or date.max
    length = steps[0].end - steps[0].start
    has_gap = any(step.value is None for step in steps) or any(
        one.end < following.start for one, following in itertools.pairwise(steps)
    )
    return not has_gap and steps[0].start - start < length and end - steps[-1].end < length


def _is_running(question: Question, history: History) -> bool:
    return question.window.end is not None and history.cutoff < question.window.end - timedelta(days=1)


def _last_day(question: Question) -> str:
    return phrases.day((question.window.end or date.max) - timedelta(days=1))


def _words(figure: Figure) -> str:
    first = figure.when.start
    when = phrases.day(first) if first else "an unknown day"
    source = figure.source.removesuffix(f", {first}") if first else figure.source
    return f"{phrases.number(figure.value)} {figure.unit} ({when}{', ' if source else ''}{source})"
