"""What an interval says about a claim: the rule that turns an estimate into a verdict."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from aftershock.measuring.scale import Scale
from aftershock.record.effect import Verdict
from aftershock.record.hypothesis import Expected

_MEANINGFUL_RATIO: Final = 1.5
_MEANINGFUL_SDS: Final = 0.5


@dataclass(frozen=True, slots=True)
class Margin:
    """The smallest change worth calling one, on the scale of the model: ``down`` is below zero, ``up`` above."""

    down: float
    up: float


COUNT_MARGIN: Final = Margin(-math.log(_MEANINGFUL_RATIO), math.log(_MEANINGFUL_RATIO))
"""Half as much again, or a third less."""


def margin(scale: Scale, spread: float, *, counted: bool) -> Margin:
    """Half as much again for counts; half a standard deviation of the steps before for other series, if that is less."""
    if counted:
        return COUNT_MARGIN
    reach = _MEANINGFUL_SDS * spread
    if scale.is_log:
        reach = min(reach, COUNT_MARGIN.up)
    return Margin(-reach, reach)


def judge(expected: Expected, low: float, high: float, meaningful: Margin) -> Verdict:
    """The verdict on a claimed direction from the 95 % interval of the effect.

    A change is called seen where the interval excludes none, and ruled out where it excludes every change of the
    claimed direction that would be meaningful; an interval that holds both none and a meaningful one is underpowered.
    A claim of no change is supported where the whole interval lies inside the margin.
    """
    inside = meaningful.down < low and high < meaningful.up
    if expected == "no-change":
        return _no_change(low, high, inside=inside)
    if expected == "either":
        seen = low > 0 or high < 0
        return "supported" if seen else "no-meaningful-change" if inside else "underpowered"
    if expected == "lowers":
        low, high, meaningful = -high, -low, Margin(-meaningful.up, -meaningful.down)
    if low > 0:
        return "supported"
    if high < 0:
        return "opposite"
    return "no-meaningful-change" if high < meaningful.up else "underpowered"


def _no_change(low: float, high: float, *, inside: bool) -> Verdict:
    if inside:
        return "supported"
    return "opposite" if low > 0 or high < 0 else "underpowered"
