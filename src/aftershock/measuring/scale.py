"""The scale a series is modelled on: logarithms where values are above zero, as they stand where they change sign."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_COUNT_SHIFT: Final = 1.0


@dataclass(frozen=True, slots=True)
class Scale:
    """``shift`` is added before the logarithm is taken; ``None`` leaves values as they stand."""

    shift: float | None

    @property
    def is_log(self) -> bool:
        """Whether effects are ratios rather than differences."""
        return self.shift is not None

    def to_model(self, values: Floats) -> Floats:
        """From the indicator's unit to the scale of the model."""
        return values if self.shift is None else np.log(values + self.shift)

    def to_unit(self, values: Floats) -> Floats:
        """From the scale of the model back to the indicator's unit."""
        return values if self.shift is None else np.maximum(np.exp(values) - self.shift, 0.0)


def choose_scale(values: Floats, *, counted: bool) -> Scale:
    """Logarithms of ``count + 1`` for counts, plain ones for values above zero, none where a value is negative.

    Where values other than counts touch zero, half the smallest value above zero is added.
    """
    if counted:
        return Scale(_COUNT_SHIFT)
    lowest = float(values.min())
    if lowest > 0:
        return Scale(0.0)
    positive = values[values > 0]
    if lowest < 0 or len(positive) == 0:
        return Scale(None)
    return Scale(float(positive.min()) / 2)
