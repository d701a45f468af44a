"""What would have been expected without the shock, from the series' own past, and how far the record departs from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from aftershock.measuring.level import LevelState, Mixture, average_forecast, filter_level, step_forecasts
from aftershock.measuring.scale import Scale
from aftershock.stats.intervals import mixture_cdf, mixture_quantile, mixture_quantiles

Floats = NDArray[np.float64]

POWER_REACH: Final = 1.959964 + 0.841621
"""Standard errors that a change must measure to be seen four times in five at a level of 5 %."""

_INTERVAL_REACH: Final = 1.959964
_LEAST_P: Final = 1e-4  # tails this thin cannot be learnt from some hundred steps
_KEPT: Final = 0.9999
_KEPT_FOR_BANDS: Final = 0.995
_BANDS: Final = np.array([0.05, 0.25, 0.5, 0.75, 0.95])


@dataclass(frozen=True, slots=True)
class Observations:
    """Observed steps: ``times`` in steps since the onset, ``values`` in the indicator's unit, controls if any."""

    times: Floats
    values: Floats
    controls: Floats | None = None

    def first(self, n: int) -> Observations:
        """The first ``n`` steps."""
        return Observations(self.times[:n], self.values[:n], None if self.controls is None else self.controls[:n])

    def between(self, start: int, end: int) -> Observations:
        """The steps from place ``start`` up to but without place ``end``."""
        controls = None if self.controls is None else self.controls[start:end]
        return Observations(self.times[start:end], self.values[start:end], controls)


@dataclass(frozen=True, slots=True)
class Fit:
    """The model after one pass over the steps before the onset, with its states at earlier cutoffs as well."""

    before: Observations
    scale: Scale
    centre: float
    spread: float
    control_centre: Floats | None
    control_spread: Floats | None
    states: tuple[LevelState, ...]

    @property
    def state(self) -> LevelState:
        """What is known at the onset."""
        return self.states[-1]


@dataclass(frozen=True, slots=True)
class Departure:
    """The mean over the steps after, minus its forecast, on the model's scale.

    ``low`` and ``high`` are the 95 % interval of the effect, ``p`` two-sided and never below 0.0001, ``above`` the
    probability that the effect is above zero, ``sd`` the standard error that the interval stands for.
    """

    effect: float
    low: float
    high: float
    sd: float
    p: float
    above: float


def fit(before: Observations, scale: Scale, cutoffs: tuple[int, ...] = ()) -> Fit | None:
    """Learn the series' course before the onset; ``None`` where it does not vary at all.

    ``cutoffs`` are numbers of steps after which the state is kept too, for placebo dates. Centre and spread come from
    all steps before the onset, for those as well: they only set the units of the weak priors.
    """
    modelled = scale.to_model(before.values)
    centre, spread = float(modelled.mean()), float(modelled.std(ddof=1))
    if not np.isfinite(spread) or spread < 1e-12 * max(1.0, abs(centre)):
        return None
    control_centre, control_spread = _control_units(before.controls)
    keep = sorted({*cutoffs, len(modelled)})
    controls = _standardised(before.controls, control_centre, control_spread)
    states = filter_level(before.times, ((modelled - centre) / spread)[:, None], keep, controls)
    return Fit(before, scale, centre, spread, control_centre, control_spread, states)


def departure(model: Fit, after: Observations, *, state: LevelState | None = None, widen: float = 1.0) -> Departure:
    """How far the mean of the later steps lies from its forecast, the forecast's spread widened ``widen`` times."""
    known = model.state if state is None else state
    controls = _standardised(after.controls, model.control_centre, model.control_spread)
    weights, means, sds = _pruned(average_forecast(known, after.times, controls), _KEPT)
    observed = (float(model.scale.to_model(after.values).mean()) - model.centre) / model.spread
    middle = mixture_quantile(0.5, weights, means, sds)
    low = middle + widen * (mixture_quantile(0.025, weights, means, sds) - middle)
    high = middle + widen * (mixture_quantile(0.975, weights, means, sds) - middle)
    above = mixture_cdf(middle + (observed - middle) / widen, weights, means, sds)
    unit = model.spread
    return Departure(
        effect=(observed - middle) * unit,
        low=(observed - high) * unit,
        high=(observed - low) * unit,
        sd=(high - low) * unit / (2 * _INTERVAL_REACH),
        p=min(1.0, max(2 * min(above, 1 - above), _LEAST_P)),
        above=min(max(above, _LEAST_P / 2), 1 - _LEAST_P / 2),
    )


def bands(model: Fit, times: Floats, controls: Floats | None = None, *, widen: float = 1.0) -> Floats:
    """The 5, 25, 50, 75 and 95 % quantiles of each later step in the indicator's unit: (5, steps), widened."""
    scaled = _standardised(controls, model.control_centre, model.control_spread)
    parts = step_forecasts(model.state, times, scaled)
    kept = _heaviest(parts[0].weights[:, 0], _KEPT_FOR_BANDS)
    weights = parts[0].weights[kept, 0]
    means = np.column_stack([part.means[kept, 0] for part in parts])
    sds = np.column_stack([part.sds[kept, 0] for part in parts])
    found = mixture_quantiles(_BANDS, weights / weights.sum(), means, sds)
    middle = found[2]
    return model.scale.to_unit(model.centre + model.spread * (middle + widen * (found - middle)))


def _pruned(mixture: Mixture, share: float) -> tuple[Floats, Floats, Floats]:
    kept = _heaviest(mixture.weights[:, 0], share)
    weights = mixture.weights[kept, 0]
    return weights / weights.sum(), mixture.means[kept, 0], mixture.sds[kept, 0]


def _heaviest(weights: Floats, share: float) -> NDArray[np.int64]:
    order = np.argsort(-weights, kind="stable")
    enough = int(np.searchsorted(np.cumsum(weights[order]), share)) + 1
    return np.sort(order[:enough])


def _control_units(controls: Floats | None) -> tuple[Floats | None, Floats | None]:
    if controls is None:
        return None, None
    spread = controls.std(axis=0, ddof=1)
    return controls.mean(axis=0), np.where(spread > 0, spread, 1.0)


def _standardised(controls: Floats | None, centre: Floats | None, spread: Floats | None) -> Floats | None:
    if controls is None or centre is None or spread is None:
        return None
    return np.asarray((controls - centre) / spread, dtype=np.float64)
