"""Block bootstrap of means and ratios: the same values and seed give the same interval on every machine."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, stdtrit

Floats = NDArray[np.float64]

REPLICATES: Final = 2000
_ROWS_PER_PASS: Final = 4_000_000  # values drawn at once: 32 MB


def mean_with_interval(
    values: Sequence[float], *, block: int = 1, level: float = 0.95, seed: int = 0
) -> tuple[float, float, float]:
    """The mean and its bootstrap interval: ``(mean, low, high)``.

    Values next to each other are drawn together in circular blocks of ``block`` (Politis and Romano 1992), so that
    dependence between neighbours widens the interval. The percentiles are expanded for small samples (Hesterberg
    2015, The American Statistician 69:371). Where there are fewer than two blocks nothing is known about the spread,
    and the interval is from minus to plus infinity: ask `math.isfinite`.

    Raises:
        ValueError: where there are no values, one is not finite, or ``block`` or ``level`` make no sense.
    """
    column = _checked(values, block, level)
    mean = float(column.mean())
    if len(column) < 2 * block:
        return mean, -math.inf, math.inf
    low, high = _interval((column,), lambda means: means[0], block=block, level=level, seed=seed)
    return mean, min(low, mean), max(high, mean)


def ratio_with_interval(
    above: Sequence[float], below: Sequence[float], *, block: int = 1, level: float = 0.95, seed: int = 0
) -> tuple[float, float, float]:
    """The mean of ``above`` over the mean of ``below``, drawn together, as `mean_with_interval` does.

    Raises:
        ValueError: where the two differ in length, a value is negative, or ``below`` is zero throughout.
    """
    upper, lower = _checked(above, block, level), _checked(below, block, level)
    if len(upper) != len(lower):
        raise ValueError(f"{len(upper)} values over {len(lower)}: a ratio needs as many of each")
    if upper.min() < 0 or lower.min() < 0 or not lower.any():
        raise ValueError("a ratio of means needs values of zero or more, and one above zero below the line")
    ratio = float(upper.mean() / lower.mean())
    if len(upper) < 2 * block:
        return ratio, 0.0, math.inf
    low, high = _interval((upper, lower), _ratio, block=block, level=level, seed=seed)
    return ratio, min(low, ratio), max(high, ratio)


def content_seed(values: Sequence[float], seed: int = 0) -> int:
    """A seed made from the values themselves, so that no two analyses share their random draws by accident."""
    digest = hashlib.sha256(np.asarray(values, dtype="<f8").tobytes()).digest()
    return int.from_bytes(digest[:8], "big") ^ seed


def block_indices(n: int, block: int, replicates: int, seed: int) -> NDArray[np.int64]:
    """Positions of ``replicates`` circular block resamples of ``n`` values, one per row.

    Only the raw stream of the bit generator is used: numpy promises that it never changes.
    """
    blocks = -(-n // block)
    raw = np.random.PCG64(seed).random_raw(replicates * blocks).reshape(replicates, blocks)
    starts = (raw % np.uint64(n)).astype(np.int64)
    places = (starts[:, :, None] + np.arange(block)) % n
    return places.reshape(replicates, -1)[:, :n]


def expanded_tail(n: float, level: float) -> float:
    """The tail probability to read from a bootstrap of ``n`` independent values for an interval of ``level``."""
    degrees = max(n - 1, 1.0)
    reach = math.sqrt(n / degrees) * float(stdtrit(degrees, (1 - level) / 2))
    return float(ndtr(reach))


def _interval(
    columns: tuple[Floats, ...],
    statistic: Callable[[Floats], Floats],
    *,
    block: int,
    level: float,
    seed: int,
) -> tuple[float, float]:
    n = len(columns[0])
    replicates = max(200, min(REPLICATES, _ROWS_PER_PASS // n))
    drawn = block_indices(n, block, replicates, content_seed(np.concatenate(columns).tolist(), seed))
    found = statistic(np.stack([column[drawn].mean(axis=1) for column in columns]))
    tail = expanded_tail(n / block, level)
    low, high = np.quantile(found, [tail, 1 - tail])
    return float(low), float(high)


def _ratio(means: Floats) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        found = means[0] / means[1]
    return np.where(np.isnan(found), 1.0, np.minimum(found, np.finfo(np.float64).max))


def _checked(values: Sequence[float], block: int, level: float) -> Floats:
    column = np.asarray(values, dtype=np.float64)
    if column.ndim != 1 or len(column) == 0:
        raise ValueError("a mean needs at least one value")
    if not np.isfinite(column).all():
        raise ValueError("a mean needs finite values")
    if block < 1 or not 0 < level < 1:
        raise ValueError(f"block {block} and level {level}: a block holds at least one value, a level lies in (0, 1)")
    return column
