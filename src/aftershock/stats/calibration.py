"""Calibration: did what was given 30 % happen three times in ten?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from aftershock.stats.intervals import clopper_pearson

FIFTHS: Final = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)


@dataclass(frozen=True, slots=True)
class CalibrationBin:
    """The forecasts with a probability in ``[low, high)``: how many, their mean, and how often it happened.

    ``frequency_low`` and ``frequency_high`` are the exact 95 % interval of the frequency.
    """

    low: float
    high: float
    n: int
    mean_probability: float
    frequency: float
    frequency_low: float
    frequency_high: float


def calibration(
    probabilities: Sequence[float], outcomes: Sequence[bool], *, edges: Sequence[float] = FIFTHS
) -> tuple[CalibrationBin, ...]:
    """The bins that hold at least one forecast, lowest first; the last bin includes its upper edge.

    Raises:
        ValueError: where the two differ in length, a probability lies outside the edges, or the edges do not ascend.
    """
    if len(probabilities) != len(outcomes):
        raise ValueError(f"{len(probabilities)} probabilities for {len(outcomes)} outcomes")
    if list(edges) != sorted(set(edges)) or len(edges) == 1:
        raise ValueError(f"edges must ascend: {list(edges)}")
    if any(not edges[0] <= probability <= edges[-1] for probability in probabilities):
        raise ValueError(f"a probability lies outside [{edges[0]}, {edges[-1]}]")
    bins = (
        _bin(low, high, _inside(probabilities, outcomes, low, high, closed=high == edges[-1]))
        for low, high in pairwise(edges)
    )
    return tuple(found for found in bins if found is not None)


def _inside(
    probabilities: Sequence[float], outcomes: Sequence[bool], low: float, high: float, *, closed: bool
) -> list[tuple[float, bool]]:
    both = zip(probabilities, outcomes, strict=True)
    return [(p, happened) for p, happened in both if low <= p < high or (closed and p == high)]


def _bin(low: float, high: float, members: Sequence[tuple[float, bool]]) -> CalibrationBin | None:
    if not members:
        return None
    n = len(members)
    times = sum(happened for _, happened in members)
    frequency_low, frequency_high = clopper_pearson(times, n)
    mean = sum(p for p, _ in members) / n
    return CalibrationBin(low, high, n, mean, times / n, frequency_low, frequency_high)
