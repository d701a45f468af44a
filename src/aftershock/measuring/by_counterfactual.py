"""An effect by counterfactual: the mean after the onset against what the series' own past led to expect."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Final

import numpy as np
from numpy.typing import NDArray

from aftershock.measuring import checks, wording
from aftershock.measuring.case import Case, tidy, with_checks
from aftershock.measuring.counterfactual import Observations, bands, departure, fit
from aftershock.measuring.finding import Finding
from aftershock.measuring.placebo import MIN_BEFORE, cutoffs, placebos
from aftershock.measuring.scale import Scale, choose_scale
from aftershock.measuring.verdicts import judge, margin
from aftershock.measuring.windows import Split, step_days, step_word
from aftershock.record.effect import Check, Effect, Series, SeriesPoint, Step, Verdict

Floats = NDArray[np.float64]

METHOD: Final = "mean-reverting counterfactual"

_UNEVEN: Final = 0.1


def by_counterfactual(case: Case, series: Series, parts: Split, *, counted: bool) -> Effect:
    """The effect, or the reason why the series' past allows no counterfactual."""
    if reason := _too_short(case, series, parts):
        return _refused(case, series, parts, reason)
    before, after = _observations(case, series, parts.before), _observations(case, series, parts.after)
    horizon = len(after.values)
    dates = cutoffs(len(before.values), horizon)
    model = fit(before, _scale(series, counted=counted), dates)
    if model is None:
        return _refused(case, series, parts, "the series does not vary before the onset")
    checked = placebos(model, dates, horizon)
    skill = checks.skill_check(checked)
    if skill.result == "failed":
        return with_checks(_refused(case, series, parts, "its past does not foretell its course"), skill)
    found = departure(model, after, widen=checked.widening)
    meaningful = margin(model.scale, model.spread, counted=counted)
    return _effect(case, series, parts, Finding(model, after, found, checked, meaningful), skill)


def _too_short(case: Case, series: Series, parts: Split) -> str:
    """Why the past is too short to learn from, in words; empty where it is not."""
    past, ahead = (wording.steps(len(side), _word(series, case)) for side in (parts.before, parts.after))
    if len(parts.before) < MIN_BEFORE:
        return f"only {past} before the onset, and {MIN_BEFORE} are needed to learn a course from"
    return (
        f"the past of {past} is shorter than the {ahead} to be foretold" if len(parts.after) > len(parts.before) else ""
    )


def _effect(case: Case, series: Series, parts: Split, finding: Finding, skill: Check) -> Effect:
    found, expected = finding.found, case.expected
    verdict = judge(expected, found.low, found.high, finding.meaningful)
    brief = _brief(case, series, parts, finding)
    blank = case.blank(verdict, METHOD, _sentence(case, brief, finding, verdict), series.id)
    towards = {"raises": found.above, "lowers": 1 - found.above}.get(expected, max(found.above, 1 - found.above))
    relative = finding.relative_at if finding.is_log else None
    effect = replace(
        blank, brief=brief,
        n_before=len(parts.before), n_after=len(parts.after),
        observed=tidy(finding.observed), expected=tidy(finding.expected_at(found.effect)),
        estimate=tidy(finding.observed - finding.expected_at(found.effect)),
        low=tidy(finding.observed - finding.expected_at(found.low)),
        high=tidy(finding.observed - finding.expected_at(found.high)),
        relative=tidy(relative(found.effect)) if relative else None,
        relative_low=tidy(relative(found.low)) if relative else None,
        relative_high=tidy(relative(found.high)) if relative else None,
        p=tidy(found.p), probability_of_direction=tidy(towards),
        minimum_detectable=tidy(math.expm1(finding.detectable)) if finding.is_log else None,
        placebos=_placebos(finding), placebo_rank=finding.checked.rank(found.effect) if len(finding.checked.effects) else None,
        steps=_steps(case, series, parts, finding),
    )  # fmt: skip
    return with_checks(
        effect,
        checks.placebo_check(finding),
        checks.width_check(finding),
        skill,
        checks.power_check(finding, case),
        checks.end_check(case, parts.after),
    )


def _placebos(finding: Finding) -> tuple[float, ...]:
    """Placebo effects as ratios minus one, or in the indicator's unit where the effect is a difference."""
    effects = np.expm1(finding.checked.effects) if finding.is_log else finding.checked.effects
    return tuple(tidy(float(effect)) for effect in effects)


def _steps(case: Case, series: Series, parts: Split, finding: Finding) -> tuple[Step, ...]:
    """The steps of the chart: observed before, observed beside expected after, missing observations included."""
    first = parts.after[0].start
    shown = [p for p in series.points if case.span.start <= p.start < case.last]
    later = [p for p in shown if p.start >= first]
    quiet = [Step(p.start, p.end, p.value, None, None, None, None, None) for p in shown if p.start < first]
    quantiles = bands(finding.model, _times(case, series, later), widen=finding.checked.widening)
    told = [_step(point, column) for point, column in zip(later, quantiles.T, strict=True)]
    return (*quiet, *told)


def _step(point: SeriesPoint, quantiles: Floats) -> Step:
    low90, low50, expected, high50, high90 = (tidy(float(value)) for value in quantiles)
    return Step(point.start, point.end, point.value, expected, low50, high50, low90, high90)


def _scale(series: Series, *, counted: bool) -> Scale:
    """Chosen from the whole series, so that it is the same for every horizon."""
    return choose_scale(_values(series.points), counted=counted)


def _values(points: Sequence[SeriesPoint]) -> Floats:
    return np.array([point.value for point in points if point.value is not None], dtype=np.float64)


def _observations(case: Case, series: Series, points: Sequence[SeriesPoint]) -> Observations:
    return Observations(_times(case, series, points), _values(points))


def _times(case: Case, series: Series, points: Sequence[SeriesPoint]) -> Floats:
    """Starts in steps since the onset, to the nearest step: months differ in length, but follow one upon the other."""
    length = step_days(series.points, case.indicator.bin)
    return np.array([(point.start - case.span.onset).days / length for point in points], dtype=np.float64)


def _word(series: Series, case: Case) -> str:
    return step_word(step_days(series.points, case.indicator.bin))


def _refused(case: Case, series: Series, parts: Split, reason: str) -> Effect:
    sentence = f"{case.indicator.title}: no counterfactual can be given: {reason}."
    blank = case.blank("no-counterfactual", METHOD, sentence, series.id)
    steps = tuple(
        Step(p.start, p.end, p.value, None, None, None, None, None)
        for p in series.points
        if case.span.start <= p.start < case.last
    )
    return replace(blank, n_before=len(parts.before), n_after=len(parts.after), steps=steps)


def _unit(case: Case) -> str:
    return case.indicator.unit.partition(",")[0].partition(" (")[0]


def _brief(case: Case, series: Series, parts: Split, finding: Finding) -> str:
    word = _word(series, case)
    expected = case.told_short(finding.expected_at(finding.found.effect))
    first, last = parts.after[0].start, parts.after[-1].end - timedelta(days=1)
    return (
        f"{case.indicator.title}: {_level(case, finding, word)} {wording.days(first, last)}"
        f" ({wording.steps(len(parts.after), word)}), against {expected} expected from the"
        f" {wording.steps(len(parts.before), word)} before: {_size(case, finding)}."
    )


def _sentence(case: Case, brief: str, finding: Finding, verdict: Verdict) -> str:
    told = [
        brief,
        wording.conclusion(
            verdict, case.expected, finding.meaningful, checks.detectable_change(finding, case),
            is_log=finding.is_log,
        ),
    ]  # fmt: skip
    total = len(finding.checked.effects)
    if verdict in ("supported", "opposite") and case.expected != "no-change" and total > 1:
        rank = finding.checked.rank(finding.found.effect)
        told.append(f"The change is bigger than at {rank} of {total} placebo dates.")
    if case.rivals:
        told.append(f"Other explanations: {'; '.join(rival.title for rival in case.rivals)}.")
    return " ".join(told)


def _level(case: Case, finding: Finding, word: str) -> str:
    """What was observed; where single steps stand out so far that the plain mean differs, both."""
    observed = case.told(finding.observed)
    step = "period of four weeks" if word == "four weeks" else word
    if not finding.is_log:
        return f"{observed} {wording.per(word)} on average"
    if len(finding.after.values) == 1:
        return observed
    if abs(finding.plain_mean - finding.observed) > _UNEVEN * finding.observed:
        return f"{observed} in a typical {step} (plain mean {case.told_short(finding.plain_mean)})"
    return f"{observed} in a typical {step}"


def _size(case: Case, finding: Finding) -> str:
    low, middle, high = finding.found.low, finding.found.effect, finding.found.high
    if finding.is_log:
        return wording.changes(*map(finding.relative_at, (low, middle, high)))
    return case.told_changes(low, middle, high)
