"""Scores of probabilities and counts against what happened; all are penalties, lower is better."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

import numpy as np

from aftershock.stats.resampling import ratio_with_interval

_SUMS_TO_ONE: Final = 1e-6


def brier(probability: float, outcome: bool) -> float:  # noqa: FBT001 - the outcome is the datum, not a flag
    """The squared distance of a probability from what happened (Brier 1950), from 0 to 1.

    Raises:
        ValueError: where the probability lies outside [0, 1].
    """
    return (_probability(probability) - float(outcome)) ** 2


def brier_range(low: float, high: float, outcome: bool) -> tuple[float, float]:  # noqa: FBT001 - see `brier`
    """The best and the worst Brier score that an interval of probability allows.

    Raises:
        ValueError: where the interval is none.
    """
    if low > high:
        raise ValueError(f"not an interval of probability: [{low}, {high}]")
    best, worst = sorted((brier(low, outcome), brier(high, outcome)))
    return best, worst


def log_score(probability: float, outcome: bool) -> float:  # noqa: FBT001 - see `brier`
    """Minus the natural logarithm of the probability given to what happened; infinite for a certain error.

    Raises:
        ValueError: where the probability lies outside [0, 1].
    """
    given = _probability(probability) if outcome else 1 - _probability(probability)
    return -math.log(given) if given > 0 else math.inf


def crps_counts(probabilities: Sequence[float], outcome: int) -> float:
    """Continuous ranked probability score of a distribution over the counts from zero upwards.

    ``probabilities[k]`` is that of the count ``k``; counts past the end have none. The unit is that of the count, and
    for a forecast that is certain the score is the absolute error (Gneiting and Raftery 2007, JASA 102:359).

    Raises:
        ValueError: where the probabilities are negative or do not sum to one, or the outcome is negative.
    """
    weights = np.asarray(probabilities, dtype=np.float64)
    if weights.ndim != 1 or len(weights) == 0 or weights.min() < 0 or abs(weights.sum() - 1) > _SUMS_TO_ONE:
        raise ValueError("a distribution over counts has probabilities of zero or more that sum to one")
    if outcome < 0:
        raise ValueError(f"not a count: {outcome}")
    reached = np.ones(max(len(weights), outcome + 1))
    reached[: len(weights)] = np.minimum(np.cumsum(weights), 1)
    happened = np.arange(len(reached)) >= outcome
    return float(np.square(reached - happened).sum())


def crps_sample(draws: Sequence[float], outcome: float) -> float:
    """The same score where the forecast is a sample of equally likely values.

    Raises:
        ValueError: where the sample is empty or holds a value that is not finite.
    """
    ordered = np.sort(np.asarray(draws, dtype=np.float64))
    if len(ordered) == 0 or not np.isfinite(ordered).all():
        raise ValueError("a sample needs finite values, at least one")
    n = len(ordered)
    spread = float(((2 * np.arange(1, n + 1) - n - 1) * ordered).sum()) / n**2
    return float(np.abs(ordered - outcome).mean()) - spread


def skill(
    scores: Sequence[float], baseline: Sequence[float], *, block: int = 1, level: float = 0.95, seed: int = 0
) -> tuple[float, float, float] | None:
    """One minus the ratio of the mean score to the baseline's on the same questions, with its bootstrap interval.

    Above zero beats the baseline. ``None`` where the baseline made no error at all, for then there is nothing to beat.
    The lower end is minus infinity where there are too few questions for an interval.
    """
    if len(baseline) > 0 and not any(baseline):
        return None
    ratio, low, high = ratio_with_interval(scores, baseline, block=block, level=level, seed=seed)
    return 1 - ratio, 1 - high, 1 - low


def _probability(value: float) -> float:
    if not 0 <= value <= 1:
        raise ValueError(f"not a probability: {value}")
    return value
