"""Exact intervals for counts, shares and rates, and quantiles of mixtures of normal distributions."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.special import bdtr, betaincinv, gammaincinv, ndtr, ndtri

Floats = NDArray[np.float64]

_HALVINGS: Final = 60  # narrows any bracket below the resolution of a double
_HALVINGS_OF_MANY: Final = 32


@dataclass(frozen=True, slots=True)
class RateRatio:
    """A rate over another, its exact interval, and the two-sided probability of so unequal a split by chance."""

    ratio: float
    low: float
    high: float
    p: float


def poisson_interval(count: int, *, level: float = 0.95) -> tuple[float, float]:
    """The exact interval of a Poisson mean from one count (Garwood 1936, Biometrika 28:437).

    Raises:
        ValueError: where the count is negative.
    """
    if count < 0:
        raise ValueError(f"not a count: {count}")
    tail = (1 - level) / 2
    low = float(gammaincinv(count, tail)) if count > 0 else 0.0
    return low, float(gammaincinv(count + 1, 1 - tail))


def clopper_pearson(successes: int, trials: int, *, level: float = 0.95) -> tuple[float, float]:
    """The exact interval of a share (Clopper and Pearson 1934): never covers less than it says.

    Raises:
        ValueError: where there are no trials or more successes than trials.
    """
    _check_share(successes, trials)
    tail = (1 - level) / 2
    low = float(betaincinv(successes, trials - successes + 1, tail)) if successes > 0 else 0.0
    high = float(betaincinv(successes + 1, trials - successes, 1 - tail)) if successes < trials else 1.0
    return low, high


def wilson(successes: int, trials: int, *, level: float = 0.95) -> tuple[float, float]:
    """The score interval of a share (Wilson 1927): covers what it says on average, narrower than the exact one.

    Raises:
        ValueError: where there are no trials or more successes than trials.
    """
    _check_share(successes, trials)
    z = -float(ndtri((1 - level) / 2))
    share = successes / trials
    centre = (share + z * z / (2 * trials)) / (1 + z * z / trials)
    reach = z / (1 + z * z / trials) * math.sqrt(share * (1 - share) / trials + z * z / (4 * trials**2))
    low = 0.0 if successes == 0 else max(0.0, centre - reach)
    high = 1.0 if successes == trials else min(1.0, centre + reach)
    return low, high


def rate_ratio(
    later: int, exposure_later: float, earlier: int, exposure_earlier: float, *, level: float = 0.95
) -> RateRatio:
    """The rate of ``later`` events over that of ``earlier`` ones, exact given their sum (Przyborowski and Wilenski 1940).

    Exposures are lengths of time. Where nothing was counted earlier the ratio is infinite, where nothing was counted
    at all it is not a number and the interval is everything.

    Raises:
        ValueError: where a count is negative or an exposure is not above zero.
    """
    if min(later, earlier) < 0 or min(exposure_later, exposure_earlier) <= 0:
        raise ValueError(f"not counts over times: {later} in {exposure_later}, {earlier} in {exposure_earlier}")
    total = later + earlier
    if total == 0:
        return RateRatio(math.nan, 0.0, math.inf, 1.0)
    scale = exposure_earlier / exposure_later
    low, high = (_odds(share) * scale for share in clopper_pearson(later, total, level=level))
    ratio = later / earlier * scale if earlier > 0 else math.inf
    expected = exposure_later / (exposure_later + exposure_earlier)
    below = float(bdtr(later, total, expected))
    above = 1 - float(bdtr(later - 1, total, expected)) if later > 0 else 1.0
    return RateRatio(ratio, low, high, min(1.0, 2 * min(below, above)))


def mixture_cdf(at: float, weights: Floats, means: Floats, sds: Floats) -> float:
    """The probability that a mixture of normal distributions lies at or below ``at``."""
    return float(weights @ ndtr((at - means) / sds))


def mixture_quantile(probability: float, weights: Floats, means: Floats, sds: Floats) -> float:
    """The value below which the mixture lies with that probability, by bisection: the same bits every time.

    Raises:
        ValueError: where the probability is not inside (0, 1).
    """
    if not 0 < probability < 1:
        raise ValueError(f"not inside (0, 1): {probability}")
    ends = means + sds * float(ndtri(probability))
    low, high = float(ends.min()), float(ends.max())
    for _ in range(_HALVINGS):
        middle = 0.5 * (low + high)
        if mixture_cdf(middle, weights, means, sds) < probability:
            low = middle
        else:
            high = middle
    return 0.5 * (low + high)


def mixture_quantiles(probabilities: Floats, weights: Floats, means: Floats, sds: Floats) -> Floats:
    """Quantiles of many mixtures that share their weights: ``weights`` (K), ``means`` and ``sds`` (K, S) give (P, S).

    Bisection, all at once and always the same number of steps; exact to about nine digits of the bracket.
    """
    ends = means[None] + sds[None] * ndtri(probabilities)[:, None, None]  # (P, K, S)
    low, high = ends.min(axis=1), ends.max(axis=1)
    for _ in range(_HALVINGS_OF_MANY):
        middle = 0.5 * (low + high)
        reached = np.einsum("k,pks->ps", weights, ndtr((middle[:, None] - means[None]) / sds[None]))
        below = reached < probabilities[:, None]
        low, high = np.where(below, middle, low), np.where(below, high, middle)
    return np.asarray(0.5 * (low + high), dtype=np.float64)


def _odds(share: float) -> float:
    return math.inf if share >= 1 else share / (1 - share)


def _check_share(successes: int, trials: int) -> None:
    if trials < 1 or not 0 <= successes <= trials:
        raise ValueError(f"not a share: {successes} of {trials}")
