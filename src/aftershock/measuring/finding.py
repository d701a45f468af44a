"""What a counterfactual analysis found, on the scale of the model and in the indicator's unit."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from aftershock.measuring.counterfactual import POWER_REACH, Departure, Fit, Observations
from aftershock.measuring.placebo import Placebos
from aftershock.measuring.verdicts import Margin


@dataclass(frozen=True, slots=True)
class Finding:
    """What one counterfactual analysis found; ``meaningful`` is on the scale of the model."""

    model: Fit
    after: Observations
    found: Departure
    checked: Placebos
    meaningful: Margin

    @property
    def is_log(self) -> bool:
        """Whether effects are ratios rather than differences."""
        return self.model.scale.is_log

    @property
    def observed(self) -> float:
        """The typical step after, in the indicator's unit: the mean, on a log scale the geometric one."""
        return self._in_unit(self._mean_after)

    @property
    def plain_mean(self) -> float:
        """The plain mean of the steps after, in the indicator's unit."""
        return float(self.after.values.mean())

    def expected_at(self, effect: float) -> float:
        """The typical step that was expected, were the effect on the model's scale this."""
        return self._in_unit(self._mean_after - effect)

    def relative_at(self, effect: float) -> float:
        """Observed over expected, minus one; where either can be zero, of the shifted values the model sees."""
        if self.observed == 0 or self.expected_at(self.found.high) == 0:
            return math.expm1(effect)
        return self.observed / self.expected_at(effect) - 1

    @property
    def detectable(self) -> float:
        """The smallest change seen four times in five, on the model's scale."""
        return POWER_REACH * self.found.sd

    @property
    def _mean_after(self) -> float:
        return float(self.model.scale.to_model(self.after.values).mean())

    def _in_unit(self, modelled: float) -> float:
        return float(self.model.scale.to_unit(np.array([modelled]))[0])
