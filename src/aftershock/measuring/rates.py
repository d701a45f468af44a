"""Sparse counts: the rate after the onset against the rate before it, exact but for how bunched the events come."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from aftershock.measuring.counterfactual import POWER_REACH
from aftershock.stats.intervals import RateRatio, rate_ratio

MIN_EVENTS: Final = 5
"""Events in both periods together under which a rate says too little to compare."""

_MIN_BLOCKS: Final = 4
_BLOCKS_OF: Final = (1, 3)  # four-week blocks put together, to see bunching over a month and over a quarter


@dataclass(frozen=True, slots=True)
class RateComparison:
    """Events per step before and after. ``dispersion`` is how much more the blocks before vary than chance allows.

    ``ratio`` is exact for independent events; where ``dispersion`` is above one, counts weigh that much less.
    ``minimum_detectable`` is the smallest relative change that would have been seen four times in five.
    """

    before: int
    after: int
    steps_before: float
    steps_after: float
    dispersion: float
    ratio: RateRatio
    minimum_detectable: float | None

    @property
    def expected(self) -> float:
        """Events per step before the onset."""
        return self.before / self.steps_before


def compare(before: Sequence[float], after: Sequence[float], *, steps_in_block: int) -> RateComparison:
    """Compare the counts of the steps before with those after.

    Args:
        before: Counts per step, gaps left out.
        after: The same after the onset.
        steps_in_block: Steps that make four weeks.
    """
    dispersion = max(1.0, *(_dispersion(before, steps_in_block * several) for several in _BLOCKS_OF))
    earlier, later = round(sum(before)), round(sum(after))
    found = rate_ratio(later, len(after), earlier, len(before))
    if dispersion > 1:
        weighed = _weighed(later, len(after), earlier, len(before), dispersion)
        found = RateRatio(
            found.ratio, min(found.low, weighed.low), max(found.high, weighed.high), max(found.p, weighed.p)
        )
    return RateComparison(
        earlier, later, len(before), len(after), dispersion, found,
        _minimum_detectable(earlier, len(before), len(after), dispersion),
    )  # fmt: skip


def _weighed(later: int, exposure_later: float, earlier: int, exposure_earlier: float, dispersion: float) -> RateRatio:
    """The exact comparison with every count worth ``1 / dispersion`` events, rounded to be cautious."""
    return rate_ratio(
        math.floor(later / dispersion + 0.5), exposure_later, math.floor(earlier / dispersion + 0.5), exposure_earlier
    )


def _dispersion(counts: Sequence[float], steps: int) -> float:
    """Variance over mean of the counts in blocks of ``steps`` (one for a Poisson process); one where it cannot be told."""
    whole = len(counts) // steps * steps
    blocks = np.asarray(counts[len(counts) - whole :], dtype=np.float64).reshape(-1, steps).sum(axis=1)
    if len(blocks) < _MIN_BLOCKS or blocks.mean() == 0:
        return 1.0
    return float(blocks.var(ddof=1) / blocks.mean())


def _minimum_detectable(earlier: int, steps_before: int, steps_after: int, dispersion: float) -> float | None:
    expected = earlier / steps_before * steps_after
    if expected == 0:
        return None
    return math.expm1(POWER_REACH * math.sqrt(dispersion / expected + dispersion / earlier))
