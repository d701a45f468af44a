"""An effect on sparse counts: events after the onset against events before it."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import timedelta
from typing import Final

from aftershock.measuring import checks, wording
from aftershock.measuring.case import Case, tidy, with_checks
from aftershock.measuring.rates import MIN_EVENTS, RateComparison, compare
from aftershock.measuring.verdicts import COUNT_MARGIN, judge
from aftershock.measuring.windows import Split, step_days, step_word
from aftershock.record.effect import Check, Effect, Series, Step, Verdict

METHOD: Final = "exact comparison of rates"

_MIN_STEPS: Final = 8
_FOUR_WEEKS: Final = 28
_BUNCHED: Final = 1.2
_INTERVAL_REACH: Final = 1.959964


def by_rates(case: Case, series: Series, parts: Split) -> Effect:
    """The effect, or ``underpowered`` with the counts told where there are too few events to compare."""
    length = step_days(series.points, case.indicator.bin)
    before = [point.value for point in parts.before if point.value is not None]
    after = [point.value for point in parts.after if point.value is not None]
    if len(before) < _MIN_STEPS:
        told = f"{case.indicator.title}: no comparison can be given: the record before the onset has"
        sentence = f"{told} {wording.steps(len(before), step_word(length))}, and {_MIN_STEPS} are needed."
        return _with_steps(case.blank("no-counterfactual", METHOD, sentence, series.id), case, series, parts)
    found = compare(before, after, steps_in_block=max(1, round(_FOUR_WEEKS / length)))
    if found.before + found.after < MIN_EVENTS:
        return _too_few(case, series, parts, found)
    return _with_steps(_effect(case, series, parts, found), case, series, parts)


def _effect(case: Case, series: Series, parts: Split, found: RateComparison) -> Effect:
    low, high = _log(found.ratio.low), _log(found.ratio.high)
    verdict = judge(case.expected, low, high, COUNT_MARGIN)
    observed = found.after / found.steps_after
    lowest, highest = _interval(found, observed)
    brief = _brief(case, series, parts, found)
    blank = case.blank(verdict, METHOD, _sentence(case, brief, found, verdict), series.id)
    effect = replace(
        blank, brief=brief,
        observed=tidy(observed), expected=tidy(found.expected), estimate=tidy(observed - found.expected),
        low=_finite(lowest), high=_finite(highest),
        relative=_finite(found.ratio.ratio - 1), relative_low=_finite(found.ratio.low - 1),
        relative_high=_finite(found.ratio.high - 1), p=tidy(found.ratio.p),
        probability_of_direction=tidy(_towards(case, found)),
        minimum_detectable=None if found.minimum_detectable is None else tidy(found.minimum_detectable),
    )  # fmt: skip
    return with_checks(
        effect, _bunching_check(found), _power_check(case, found), checks.end_check(case, parts.after), _COURSE_CHECK
    )


def _interval(found: RateComparison, observed: float) -> tuple[float, float]:
    """The interval of the difference per step: the ratio's, at the rate before where there is one.

    Where nothing was counted before the onset the ratio has no upper end; the difference then runs at most to all of
    what was observed.
    """
    if found.before > 0:
        return found.expected * (found.ratio.low - 1), found.expected * (found.ratio.high - 1)
    return (observed - observed / found.ratio.low if found.ratio.low > 1 else 0.0), observed


def _too_few(case: Case, series: Series, parts: Split, found: RateComparison) -> Effect:
    word, noun = step_word(step_days(series.points, case.indicator.bin)), _noun(case)
    sentence = (
        f"{case.indicator.title}: too few {noun}s to tell: {wording.count(found.after, noun)} in the"
        f" {wording.steps(len(parts.after), word)} after {wording.day(case.span.onset)},"
        f" {wording.count(found.before, noun)} in the {wording.steps(len(parts.before), word)} before."
    )
    return _with_steps(case.blank("underpowered", METHOD, sentence, series.id), case, series, parts)


def _with_steps(effect: Effect, case: Case, series: Series, parts: Split) -> Effect:
    steps = tuple(
        Step(p.start, p.end, p.value, None, None, None, None, None)
        for p in series.points
        if case.span.start <= p.start < case.last
    )
    return replace(effect, n_before=len(parts.before), n_after=len(parts.after), steps=steps)


def _towards(case: Case, found: RateComparison) -> float:
    """The probability of the claimed direction that the two-sided p stands for."""
    risen = found.ratio.ratio >= 1
    above = 1 - found.ratio.p / 2 if risen else found.ratio.p / 2
    return {"raises": above, "lowers": 1 - above}.get(case.expected, max(above, 1 - above))


def _bunching_check(found: RateComparison) -> Check:
    name = "events come independently"
    if found.dispersion < _BUNCHED:
        return Check(name, "passed", "Before the onset the events came about as evenly as chance brings them.")
    return Check(
        name,
        "failed",
        f"Before the onset the events came in bunches (counts varied {found.dispersion:.1f} times as much as chance"
        " brings), so each weighs that much less and the interval is wider.",
    )


def _power_check(case: Case, found: RateComparison) -> Check:
    if found.minimum_detectable is None:
        return Check("power", "failed", "Nothing was counted before the onset, so no smallest change can be given.")
    smallest = _smallest(case, found)
    enough = math.log1p(found.minimum_detectable) <= COUNT_MARGIN.up
    return Check(
        "power", "passed" if enough else "failed",
        f"{smallest[0].upper()}{smallest[1:]} would have been seen four times in five.",
    )  # fmt: skip


_COURSE_CHECK: Final = Check(
    "trend before the shock",
    "not-run",
    "The rate before the onset is taken to be constant: too few events to learn a trend or a season from.",
)


def _brief(case: Case, series: Series, parts: Split, found: RateComparison) -> str:
    word = step_word(step_days(series.points, case.indicator.bin))
    first, last = parts.after[0].start, parts.after[-1].end - timedelta(days=1)
    noun = _noun(case)
    return (
        f"{case.indicator.title}: {wording.count(found.after, noun)} {wording.days(first, last)}"
        f" ({wording.steps(len(parts.after), word)}), {wording.count(found.before, noun)} in the"
        f" {wording.steps(len(parts.before), word)} before: {_size(found, word)}."
    )


def _noun(case: Case) -> str:
    """What is counted; a series of counts names it in its unit."""
    if case.indicator.measure == "count":
        return "event"
    return "death" if case.indicator.measure == "deaths" or case.unit == "deaths" else "event"


def _sentence(case: Case, brief: str, found: RateComparison, verdict: Verdict) -> str:
    told = [
        brief,
        wording.conclusion(verdict, case.expected, COUNT_MARGIN, _smallest(case, found), is_log=True),
    ]
    if found.dispersion >= _BUNCHED:
        told.append("The events come in bunches, which the interval allows for.")
    if case.rivals:
        told.append(f"Other explanations: {'; '.join(rival.title for rival in case.rivals)}.")
    return " ".join(told)


def _smallest(case: Case, found: RateComparison) -> str:
    return wording.detectable(found.minimum_detectable, case.expected)


def _size(found: RateComparison, word: str) -> str:
    rates = (
        f"{wording.number(found.after / found.steps_after)} {wording.per(word)} instead of"
        f" {wording.number(found.expected)}"
    )
    if not math.isfinite(found.ratio.ratio):
        return rates
    high = found.ratio.high - 1 if math.isfinite(found.ratio.high) else None
    return f"{rates}, {wording.changes(found.ratio.low - 1, found.ratio.ratio - 1, high)}"


def _log(ratio: float) -> float:
    return -math.inf if ratio <= 0 else math.log(ratio)


def _finite(value: float) -> float | None:
    return tidy(value) if math.isfinite(value) else None
