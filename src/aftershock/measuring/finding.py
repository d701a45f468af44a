"""What a counterfactual analysis found, on the scale of the model and in the indicator's unit."""

from __future__ import annotations

import math
from dataclasses import dataclass

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
        """The mean of the steps after, in the indicator's unit."""
        return float(self.after.values.mean())

    def expected_at(self, effect: float) -> float:
        """The expected mean in the indicator's unit, were the effect on the model's scale this."""
        shift = self.model.scale.shift
        if shift is None:
            return self.observed - effect
        return max((self.observed + shift) * math.exp(-effect) - shift, 0.0)

    def relative_at(self, effect: float) -> float:
        """Observed over expected, minus one; where either is zero, of the shifted values the model sees."""
        expected = self.expected_at(effect)
        if self.observed == 0 or self._lowest_expected == 0:
            return math.expm1(effect)
        return self.observed / expected - 1

    @property
    def _lowest_expected(self) -> float:
        return self.expected_at(self.found.high)

    @property
    def detectable(self) -> float:
        """The smallest change seen four times in five, on the model's scale."""
        return POWER_REACH * self.found.sd
