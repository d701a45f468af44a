"""Placebo shocks: the same analysis at dates where nothing is supposed to have happened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from aftershock.measuring.counterfactual import Fit
from aftershock.measuring.level import LevelState, average_forecast

Floats = NDArray[np.float64]

MIN_BEFORE: Final = 16
"""Steps that a counterfactual needs to learn from; fewer give none."""

_MOST_DATES: Final = 60
_TRUSTED_WINDOWS: Final = 10.0  # how many separate windows it takes until placebos weigh as much as the model itself


@dataclass(frozen=True, slots=True)
class Placebos:
    """Effects found at placebo dates on the model's scale, with the forecasts' errors in standard errors.

    ``naive`` are the effects against the plain mean of all earlier steps. ``windows`` is how many of the dates do not
    overlap.
    """

    effects: Floats
    scores: Floats
    naive: Floats
    windows: float

    @property
    def widening(self) -> float:
        """How many times wider the interval must be so that placebo effects fall inside as often as it says.

        The root mean square of the scores, drawn towards one where few windows are separate; never below one.
        """
        if len(self.scores) == 0:
            return 1.0
        found = float(np.square(self.scores).mean())
        weighed = (self.windows * found + _TRUSTED_WINDOWS) / (self.windows + _TRUSTED_WINDOWS)
        return max(1.0, float(np.sqrt(weighed)))

    def rank(self, effect: float) -> int:
        """How many placebo effects are smaller, in size, than this one."""
        return int((np.abs(self.effects) < abs(effect)).sum())


def cutoffs(n_before: int, horizon: int) -> tuple[int, ...]:
    """Numbers of steps after which a placebo shock may fall, so that it has a past to learn from and a whole horizon."""
    last = n_before - horizon
    if last < MIN_BEFORE:
        return ()
    stride = -(-(last - MIN_BEFORE + 1) // _MOST_DATES)
    return tuple(range(last, MIN_BEFORE - 1, -stride))[::-1]


def placebos(model: Fit, dates: tuple[int, ...], horizon: int) -> Placebos:
    """The effects at each of the dates, all from the states of the one pass that made ``model``."""
    modelled = (model.scale.to_model(model.before.values) - model.centre) / model.spread
    states = dict(zip((state.n for state in model.states), model.states, strict=True))
    found = [_one(model, states[date], modelled, date, horizon) for date in dates]
    effects, scores, naive = (np.array(column) for column in zip(*found, strict=True)) if found else ([], [], [])
    reach = (dates[-1] - dates[0] + horizon) / horizon if dates else 0.0
    return Placebos(
        np.asarray(effects, dtype=np.float64) * model.spread,
        np.asarray(scores, dtype=np.float64),
        np.asarray(naive, dtype=np.float64) * model.spread,
        min(reach, float(len(dates))),
    )


def _one(model: Fit, state: LevelState, modelled: Floats, date: int, horizon: int) -> tuple[float, float, float]:
    later = model.before.between(date, date + horizon)
    controls = None
    if later.controls is not None and model.control_centre is not None and model.control_spread is not None:
        controls = (later.controls - model.control_centre) / model.control_spread
    mixture = average_forecast(state, later.times, controls)
    weights, means = mixture.weights[:, 0], mixture.means[:, 0]
    expected = float(weights @ means)
    variance = float(weights @ (mixture.sds[:, 0] ** 2 + means**2)) - expected**2
    effect = float(modelled[date : date + horizon].mean()) - expected
    naive = float(modelled[date : date + horizon].mean() - modelled[:date].mean())
    return effect, effect / float(np.sqrt(max(variance, 1e-12))), naive
