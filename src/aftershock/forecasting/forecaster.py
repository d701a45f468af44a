"""What a forecaster is: a name, and a probability on a question from what it has seen."""

from __future__ import annotations

from typing import Protocol

from aftershock.forecasting.seen import Seen
from aftershock.record.question import Forecast, Question


class Forecaster(Protocol):
    """Makes forecasts. A new one is a class and one entry in `baselines.FORECASTERS`."""

    @property
    def name(self) -> str:
        """The name that stands beside its forecasts."""

    def forecast(self, question: Question, history: Seen) -> Forecast | None:
        """A probability from what was known at the history's cutoff.

        ``None`` where nothing is left to forecast: the window is over, or what it holds already decides the answer.
        """
