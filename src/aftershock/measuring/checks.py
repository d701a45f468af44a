"""The checks of a counterfactual: each says in a sentence, with its figures, whether the estimate passed."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

import numpy as np

from aftershock.measuring import wording
from aftershock.measuring.case import Case
from aftershock.measuring.finding import Finding
from aftershock.measuring.placebo import Placebos
from aftershock.record.effect import Check, SeriesPoint

_SURE: Final = 0.95
_USELESS: Final = 1.5  # error squared, as a multiple of the plain mean's, from which a forecast is no use
_MIN_WINDOWS: Final = 5.0
_WIDE: Final = 1.1


def skill_check(checked: Placebos) -> Check:
    """Whether the forecast is at least no worse than the plain mean of the past; where it is, there is no counterfactual."""
    name = "skill before the shock"
    if checked.windows < _MIN_WINDOWS:
        return Check(name, "not-run", "Too few separate windows before the onset to try the forecast on.")
    naive = float(np.square(checked.naive).mean())
    ratio = float(np.square(checked.effects).mean()) / naive if naive > 0 else 1.0
    detail = (
        f"At {wording.count(len(checked.effects), 'date')} before the onset the forecast's squared error was"
        f" {wording.number(ratio)} times that of the plain mean of all earlier steps."
    )
    return Check(name, "failed" if ratio > _USELESS else "passed", detail)


def placebo_check(finding: Finding) -> Check:
    """Whether the change is bigger than at nearly all dates where nothing is supposed to have happened."""
    name, total = "placebo dates", len(finding.checked.effects)
    if total <= 1:
        return Check(name, "not-run", "The time before the onset is too short for placebo dates.")
    rank = finding.checked.rank(finding.found.effect)
    return Check(
        name,
        "passed" if rank >= _SURE * total else "failed",
        f"The change is bigger than at {rank} of {total} placebo dates before the onset.",
    )


def width_check(finding: Finding) -> Check:
    """Whether placebo changes fall inside the interval, or it had to be widened."""
    name, factor = "interval holds at placebo dates", finding.checked.widening
    if finding.checked.windows < _MIN_WINDOWS:
        return Check(name, "not-run", "Too few separate placebo dates to test the interval on.")
    if factor < _WIDE:
        return Check(name, "passed", "Placebo changes fall inside the interval about as often as they should.")
    return Check(
        name,
        "failed",
        f"Placebo changes were larger than foreseen, so the interval was made {factor:.1f} times as wide.",
    )


def power_check(finding: Finding, case: Case) -> Check:
    """Whether a change that matters would have been seen."""
    enough = finding.detectable <= finding.meaningful.up
    smallest = detectable_change(finding, case)
    detail = f"{smallest[0].upper()}{smallest[1:]} would have been seen four times in five."
    return Check("power", "passed" if enough else "failed", detail)


def end_check(case: Case, points: Sequence[SeriesPoint]) -> Check:
    """Whether the record reaches to the end of the horizon."""
    end = points[-1].end
    missing = (case.last - end).days
    length = max((point.end - point.start).days for point in points)
    if missing < length:
        return Check("whole horizon", "passed", f"The record covers the {case.horizon} days after the onset.")
    detail = f"The record ends {missing} days before the horizon does: the effect is over the part that is known."
    return Check("whole horizon", "failed", detail)


def detectable_change(finding: Finding, case: Case) -> str:
    """The smallest change that would have been seen four times in five, in words."""
    if not finding.is_log:
        change = case.told_change(finding.detectable).removesuffix(" higher")
        return f"a change of about {change}"
    return wording.detectable(math.expm1(finding.detectable), case.expected)
