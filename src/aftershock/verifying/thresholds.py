"""The number a question is measured against, counted in what was known on the day it was made and nothing later."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from aftershock.record.dates import DateInterval
from aftershock.record.hypothesis import Comparator, EventFilter
from aftershock.store.history import History
from aftershock.verifying import phrases
from aftershock.verifying.rules import Rules
from aftershock.verifying.statement import Kind, Reason, Said
from aftershock.verifying.windows import period_before

_NEEDS_PAST: Final[frozenset[Kind]] = frozenset({"more", "fewer", "lasting", "record", "first"})


@dataclass(frozen=True, slots=True)
class Threshold:
    """What the count must be; ``compared`` is the period whose count is the threshold; ``words`` continue the text."""

    comparator: Comparator
    value: float
    compared: DateInterval | None
    words: str
    rule: str


def with_threshold(
    said: Said, events: EventFilter, window: DateInterval, history: History | None, rules: Rules
) -> Threshold | Reason:
    """The threshold of a question, or why none can be given.

    Args:
        said: What the statement says.
        events: The rows that count.
        window: The days the question covers.
        history: What was known on the day the statement was made; ``None`` where no event data are loaded.
        rules: The rules of the package.
    """
    if said.kind not in _NEEDS_PAST:
        rule = "A thing said to happen is asked as: at least one such event."
        if said.kind == "amount":
            rule = f"The words {said.words[0]!r} are asked as: at least {said.amount}."
        return Threshold(">=", float(said.amount), None, "", rule)
    if history is None:
        return Reason(rules.reasons["no_data"])
    if said.kind == "first":
        return _first(events, history, rules)
    before = period_before(window, history.cutoff)
    count = counted(events, before, history)
    if count is None:
        return Reason(rules.reasons["no_past"])
    if said.kind == "record":
        return _record(events, before, history)
    return _against(said.kind, count, before, rules)


def counted(events: EventFilter, period: DateInterval, history: History) -> int | None:
    """How many rows begin in the period; ``None`` where the data do not cover all of it."""
    if period.start is None or period.end is None:
        return None
    point = history.counts(events, (period.start, period.end), "count")[0]
    return None if point.value is None else int(point.value)


def _against(kind: Kind, count: int, before: DateInterval, rules: Rules) -> Threshold | Reason:
    had = f"the {phrases.number(count)} {phrases.period(before)}"
    if kind == "more":
        rule = "More is asked as: more than in the same length of time before it was said."
        return Threshold(">", float(count), before, f" than {had}", rule)
    if count == 0:
        return Reason(
            f"The event data hold none {phrases.period(before)}, so there can be no fewer and none that last."
        )
    if kind == "fewer":
        rule = "Fewer is asked as: fewer than in the same length of time before it was said."
        return Threshold("<", float(count), before, f" than {had}", rule)
    least = max(1, math.ceil(rules.lasting_share * count))
    rule = f"Lasting is asked as: at least {rules.lasting_share:.0%} of the number in the same length of time before."
    return Threshold(
        ">=", float(least), None, f", where there were {phrases.number(count)} {phrases.period(before)}", rule
    )


def _first(events: EventFilter, history: History, rules: Rules) -> Threshold | Reason:
    earlier = history.events(events)
    if earlier:
        return Reason(
            f"{rules.reasons['happened_before']} The last began on {_start(earlier[-1].when, history.cutoff)}."
        )
    return Threshold(
        ">=", 1.0, None, " for the first time", "A first time is asked as: at least one, where none is on record."
    )


def _record(events: EventFilter, before: DateInterval, history: History) -> Threshold:
    edges = _periods_back(before, history.coverage(events))
    counts = [point.value for point in history.counts(events, edges, "count") if point.value is not None]
    most = max(counts, default=0.0)
    n = len(counts)
    words = f" than the {phrases.number(most)} of the busiest of {phrases.plural(n, 'earlier period')} of that length"
    return Threshold(
        ">", most, None, words, "A record is asked as: more than in any earlier period of the same length."
    )


def _periods_back(before: DateInterval, covered: DateInterval | None) -> tuple[date, ...]:
    """The edges of the periods that follow each other up to the day the question was made."""
    if before.start is None or before.end is None or before.days is None or covered is None or covered.start is None:
        return ()
    length, edges = timedelta(days=before.days), [before.end, before.start]
    while edges[-1] - length >= covered.start:
        edges.append(edges[-1] - length)
    return tuple(reversed(edges))


def _start(when: DateInterval, otherwise: date) -> str:
    return phrases.day(when.start or otherwise)
