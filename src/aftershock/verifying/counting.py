"""Settle a question by counting event rows, or the deaths they report: see `aftershock.verifying.resolution`."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from aftershock.record.dates import DateInterval
from aftershock.record.event import Event
from aftershock.record.question import Outcome, Question
from aftershock.store.history import History
from aftershock.verifying import phrases
from aftershock.verifying.finding import Finding

_SEEN: Final = 3
_THIN: Final = 5
_CHANCE: Final = 1.96  # standard deviations of the difference of two counts
_SLACK: Final = timedelta(days=7)  # coverage is known only by the first and last row, and there is not one every day
_GROWING: Final = frozenset({">=", ">"})


@dataclass(frozen=True, slots=True)
class _Count:
    """What was found in the visible part of the window."""

    value: float
    rows: tuple[str, ...]
    meets: bool
    fragile: bool
    words: str


def by_count(question: Question, history: History) -> Finding:
    """Settle a question whose number is a count of rows, or the deaths they report."""
    start, end = _ends(question.window)
    covered = _covering(history.spans(question.events), start, end)
    if covered is None or covered.start is None or covered.end is None:
        return _no_data(history, end)
    rows = history.events(question.events, start, end)
    count = _counted(question, rows)
    if _is_decided(question, count) and not _is_thin(question, count):
        return _finding(question, count)
    if history.cutoff < end - timedelta(days=1):
        return Finding("open", count.value, count.rows, f"{count.words} so far; the window ends on {_last(end)}.")
    if covered.start > start + _SLACK or covered.end < end - _SLACK:
        known = DateInterval(covered.start, covered.end, "range")
        reason = f"{count.words}, but the data cover only the days {phrases.period(known)}."
        return Finding("unclear", count.value, count.rows, reason, count.fragile)
    return _full_window(question, count, history)


def _covering(spans: Sequence[DateInterval], start: date, end: date) -> DateInterval | None:
    """The stretch of data that holds most of the window; ``None`` where none touches it."""

    def shared(span: DateInterval) -> int:
        return (min(span.end or end, end) - max(span.start or start, start)).days

    return max((span for span in spans if shared(span) > 0), key=shared, default=None)


def _full_window(question: Question, count: _Count, history: History) -> Finding:
    """The window is over and covered: a full count decides, a sample only where it can."""
    if not question.partial:
        return _finding(question, count)
    if _is_thin(question, count):
        reason = f"{count.words}, against {phrases.number(question.threshold)} before: too few to compare in a sample"
        return Finding("unclear", count.value, count.rows, f"{reason} ({question.partial}).", fragile=True)
    if question.compared is not None:
        return _finding(question, count)
    start, end = _ends(question.window)
    earlier = _counted(question, history.events(question.events, start - (end - start), start)).value
    if earlier >= max(question.threshold, _SEEN):
        seen = f"The data are a sample, but held {phrases.number(earlier)} in the same length of time before."
        return _finding(question, *_compared(count, earlier, seen))
    reason = f"{count.words}. The data are a sample and may have missed some: {question.partial}."
    return Finding("unclear", count.value, count.rows, reason, count.fragile)


def _compared(count: _Count, earlier: float, seen: str) -> tuple[_Count, str]:
    """A count beside that of the period before: where chance alone brings such a difference, that is said."""
    if abs(count.value - earlier) >= _CHANCE * math.sqrt(count.value + earlier):
        return count, seen
    return replace(count, fragile=True), f"{seen} Counts like these differ that much by chance.".strip()


def _is_decided(question: Question, count: _Count) -> bool:
    """Whether rows that are still to come could not change the answer: counts only grow."""
    if question.comparator in _GROWING:
        return count.meets
    return not count.meets and count.value > question.threshold - (question.comparator == "<")


def _is_thin(question: Question, count: _Count) -> bool:
    compares = bool(question.partial) and question.compared is not None
    return compares and count.value + question.threshold < _THIN


def _counted(question: Question, rows: Sequence[Event]) -> _Count:
    if question.measure == "deaths":
        return _deaths(question, rows)
    value = float(len(rows))
    meets = question.is_met_by(value)
    fragile = any(question.is_met_by(max(0.0, value + step)) != meets for step in (-1, 1))
    return _Count(value, tuple(row.id for row in rows), meets, fragile, _found_words(len(rows)))


def _found_words(n: int) -> str:
    return "The data hold no such event" if n == 0 else f"The data hold {phrases.plural(n, 'such event')}"


def _deaths(question: Question, rows: Sequence[Event]) -> _Count:
    """The best estimates decide; low and high ones, and each row, say how firmly."""
    best = float(sum(row.deaths_best or 0 for row in rows))
    low = float(sum(row.deaths_best or 0 if row.deaths_low is None else row.deaths_low for row in rows))
    high = float(sum(row.deaths_best or 0 if row.deaths_high is None else row.deaths_high for row in rows))
    largest = max((row.deaths_best or 0 for row in rows), default=0)
    meets = question.is_met_by(best)
    fragile = any(question.is_met_by(other) != meets for other in (low, high, best - largest, best + 1))
    words = f"The data report {phrases.plural(best, 'death')} in {phrases.plural(len(rows), 'event')}"
    return _Count(best, tuple(row.id for row in rows if row.deaths_best), meets, fragile, words)


def _finding(question: Question, count: _Count, seen: str = "") -> Finding:
    if question.compared is not None and not seen:
        count, seen = _compared(count, question.threshold, seen)
    asked = phrases.asked(question.comparator, question.threshold, counted=True)
    reason = f"{count.words}; the question asks for {asked}."
    close = any(question.is_met_by(max(0.0, count.value + step)) != count.meets for step in (-1, 1))
    fragile = " One more or less would change the answer." if count.fragile and close else ""
    outcome: Outcome = "true" if count.meets else "false"
    return Finding(outcome, count.value, count.rows, f"{reason}{' ' + seen if seen else ''}{fragile}", count.fragile)


def _no_data(history: History, end: date) -> Finding:
    if history.cutoff < end - timedelta(days=1):
        return Finding("open", None, (), f"No data reach the window yet; it ends on {_last(end)}.")
    return Finding("unclear", None, (), "No event data reach the window.")


def _ends(window: DateInterval) -> tuple[date, date]:
    """Both ends of a window; `resolve` has made sure that it has them."""
    return window.start or date.min, window.end or date.max


def _last(end: date) -> str:
    return phrases.day(end - timedelta(days=1))
