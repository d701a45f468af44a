"""A mean-reverting level under noise: its parameters are integrated out on a grid in closed form, without sampling.

The model of a standardised series is ``value = mean + level + controls + noise``. The level is an AR(1) process with
stationary variance ``ratio * noise²`` that decays by ``persistence ** days``; mean and coefficients have normal priors.
Given persistence and ratio everything else is linear, so one pass of a Kalman filter over the grid of both gives the
exact likelihood and forecast; the noise is a third, free axis because it only scales the variances. A missing step is
simply not observed, so gaps need no filling. The same pass serves every earlier cutoff: placebo dates cost nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

# In units of the series' standard deviation before the shock. The ranges and half-normal scales keep the prior weak:
# noise up to all of the variance, a level from next to nothing to well beyond it, from no memory to a random walk.
_PERSISTENCES: Final = np.array([0.0, 0.3, 0.5, 0.7, 0.8, 0.88, 0.94, 0.98, 0.995])
_LEVEL_RANGE: Final = (0.05, 2.5)
_NOISE_RANGE: Final = (0.08, 1.2)
_LEVEL_SCALE: Final = 1.0
_NOISE_SCALE: Final = 0.8
_MEAN_VARIANCE: Final = 4.0
_CONTROL_VARIANCE: Final = 1.0

_N_RATIOS: Final = 24
_NOISES: Final = np.geomspace(*_NOISE_RANGE, 14)
_RATIOS: Final = np.geomspace(
    (_LEVEL_RANGE[0] / _NOISE_RANGE[1]) ** 2, (_LEVEL_RANGE[1] / _NOISE_RANGE[0]) ** 2, _N_RATIOS
)
_PHI: Final = np.repeat(_PERSISTENCES, _N_RATIOS)
_Q: Final = np.tile(_RATIOS, len(_PERSISTENCES))


@dataclass(frozen=True, slots=True)
class LevelState:
    """What the filter knows after ``n`` observations, for each point of the grid (G) and each series (S).

    ``mean`` is (parts, G, S) and ``covariance`` (parts, parts, G) of level, mean and control coefficients, in units of
    the noise variance; ``squares`` (G, S) and ``log_determinant`` (G) make the likelihood.
    """

    n: int
    time: float
    mean: Floats
    covariance: Floats
    squares: Floats
    log_determinant: Floats


@dataclass(frozen=True, slots=True)
class Mixture:
    """Normal distributions with weights: ``weights`` and ``sds`` are (components, S), as is ``means``."""

    weights: Floats
    means: Floats
    sds: Floats


def filter_level(
    times: Floats, values: Floats, keep: Sequence[int], controls: Floats | None = None
) -> tuple[LevelState, ...]:
    """The states after each number of observations in ``keep``, ascending.

    Args:
        times: When each observation was made, in steps, ascending; a gap is a longer wait.
        values: Standardised observations, (times, series).
        keep: Numbers of observations after which to keep the state.
        controls: Standardised controls shared by all series, (times, controls).
    """
    loadings = _loadings(len(times), controls)
    state = _initial(values.shape[1], loadings.shape[1])
    kept = []
    for number, (time, row, loading) in enumerate(zip(times, values, loadings, strict=True), start=1):
        state = _observe(_wait(state, float(time)), row, loading)
        if number in keep:
            kept.append(state)
    return tuple(kept)


def step_forecasts(state: LevelState, times: Floats, controls: Floats | None = None) -> tuple[Mixture, ...]:
    """The distribution of each later step."""
    return tuple(
        average_forecast(state, times[place : place + 1], None if controls is None else controls[place : place + 1])
        for place in range(len(times))
    )


def average_forecast(state: LevelState, times: Floats, controls: Floats | None = None) -> Mixture:
    """The distribution of the mean over the later steps at ``times``."""
    wait = times - state.time
    decay = _power(wait)  # (G, steps)
    loading = np.zeros((state.covariance.shape[0], len(_PHI)))
    loading[0] = decay.mean(axis=1)
    loading[1:] = _loadings(len(times), controls)[:, 1:].mean(axis=0)[:, None]
    means = (loading[:, :, None] * state.mean).sum(axis=0)
    known = (loading[:, None] * loading[None] * state.covariance).sum(axis=(0, 1))
    together = _power(np.abs(wait[:, None] - wait[None])).mean(axis=(1, 2))
    fresh = _Q * (together - loading[0] ** 2)
    return _mixture(state, means, known + fresh + 1 / len(times))


def _mixture(state: LevelState, means: Floats, variances: Floats) -> Mixture:
    weights = _weights(state)
    grid, noises, series = weights.shape
    spread = np.sqrt(np.maximum(variances, 1e-12))[:, None] * _NOISES[None]
    return Mixture(
        weights.reshape(grid * noises, series),
        np.repeat(means, noises, axis=0),
        np.broadcast_to(spread.reshape(-1, 1), (grid * noises, series)),
    )


def _weights(state: LevelState) -> Floats:
    noise2 = _NOISES[None] ** 2
    level2 = _Q[:, None] * noise2
    prior = -0.5 * noise2 / _NOISE_SCALE**2 - 0.5 * level2 / _LEVEL_SCALE**2 + 0.5 * np.log(noise2 * level2)
    outside = (level2 < _LEVEL_RANGE[0] ** 2 * 0.99) | (level2 > _LEVEL_RANGE[1] ** 2 * 1.01)
    prior[outside] = -np.inf
    shared = prior - 0.5 * state.n * np.log(noise2) - 0.5 * state.log_determinant[:, None]
    fit = shared[:, :, None] - 0.5 * state.squares[:, None, :] / noise2[:, :, None]
    weights = np.exp(fit - fit.max(axis=(0, 1)))
    return np.asarray(weights / weights.sum(axis=(0, 1)), dtype=np.float64)


def _initial(series: int, parts: int) -> LevelState:
    covariance = np.zeros((parts, parts, len(_PHI)))
    covariance[0, 0] = _Q
    covariance[1, 1] = _MEAN_VARIANCE * (1 + _Q)
    for part in range(2, parts):
        covariance[part, part] = _CONTROL_VARIANCE / (parts - 2) * (1 + _Q)
    grid = len(_PHI)
    return LevelState(0, -np.inf, np.zeros((parts, grid, series)), covariance, np.zeros((grid, series)), np.zeros(grid))


def _wait(state: LevelState, time: float) -> LevelState:
    if state.n == 0:
        return LevelState(0, time, state.mean, state.covariance, state.squares, state.log_determinant)
    decay = _power(np.array([time - state.time]))[:, 0]
    mean, covariance = state.mean.copy(), state.covariance.copy()
    mean[0] *= decay[:, None]
    covariance[0] *= decay
    covariance[:, 0] *= decay
    covariance[0, 0] += _Q * (1 - decay**2)
    return LevelState(state.n, time, mean, covariance, state.squares, state.log_determinant)


def _observe(state: LevelState, row: Floats, loading: Floats) -> LevelState:
    spread = (loading[:, None, None] * state.covariance).sum(axis=0)  # (parts, G)
    variance = (loading[:, None] * spread).sum(axis=0) + 1
    surprise = row[None] - (loading[:, None, None] * state.mean).sum(axis=0)  # (G, S)
    gain = spread / variance
    return LevelState(
        state.n + 1,
        state.time,
        state.mean + gain[:, :, None] * surprise,
        state.covariance - spread[:, None] * gain[None],
        state.squares + surprise**2 / variance[:, None],
        state.log_determinant + np.log(variance),
    )


def _loadings(rows: int, controls: Floats | None) -> Floats:
    ones = np.ones((rows, 2))
    return ones if controls is None else np.column_stack([ones, controls])


def _power(waits: Floats) -> Floats:
    """The share of the level that is left after each wait; without persistence nothing is, but for no wait at all."""
    phi = _PHI.reshape(-1, *([1] * waits.ndim))
    return np.asarray(np.power(phi, waits[None]), dtype=np.float64)
