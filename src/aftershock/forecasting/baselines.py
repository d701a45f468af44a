"""The baselines that every forecaster has to beat, with their reasons in words.

*base-rate*: the share of earlier windows of the same length in which the condition held, with the interval of Jeffreys
(Brown, Cai and DasGupta 2001, Statistical Science 16:101); no window weighs more than another. *persistence*: the
answer of the last window, as firmly as answers have stayed the same from one window to the next; before any were seen,
staying is worth as much as one and a half windows against a half. Windows do not overlap and end with the data.
Without a single earlier window both answer 50 %, from 3 % to 97 %, and say why.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final

from scipy.special import betaincinv

from aftershock.forecasting.forecaster import Forecaster
from aftershock.forecasting.past import Past, past_of
from aftershock.forecasting.seen import Seen
from aftershock.forecasting.wording import condition, day, last_window, of_windows, so_far
from aftershock.record.ids import content_id
from aftershock.record.provenance import FromRecords, Provenance
from aftershock.record.question import Forecast, Question

VERSION: Final = "1"
_TAIL: Final = 0.025
_JEFFREYS: Final = 0.5
_STAYS: Final = (1.5, 0.5)
_NOTHING: Final = (0.5, 0.03, 0.97)

_Chance = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class BaseRate:
    """The share of earlier windows in which the condition held."""

    name: str = "base-rate"

    def forecast(self, question: Question, history: Seen) -> Forecast | None:
        """See the module."""
        past = past_of(question, history)
        if past is None:
            return None
        if not past.windows:
            return _made(self.name, question, history.cutoff, past, _NOTHING, (_no_window(past),))
        held = sum(window.held for window in past.windows)
        chance = _beta(held + _JEFFREYS, len(past.windows) - held + _JEFFREYS)
        reason = f"In {held} of {of_windows(past)} {condition(question)}."
        return _made(self.name, question, history.cutoff, past, chance, (reason,))


@dataclass(frozen=True, slots=True)
class Persistence:
    """The answer of the last window, softened by how often answers have changed."""

    name: str = "persistence"

    def forecast(self, question: Question, history: Seen) -> Forecast | None:
        """See the module."""
        past = past_of(question, history)
        if past is None:
            return None
        if not past.windows:
            return _made(self.name, question, history.cutoff, past, _NOTHING, (_no_window(past),))
        stayed = [one.held == following.held for one, following in pairwise(past.windows)]
        same = _beta(_STAYS[0] + sum(stayed), _STAYS[1] + len(stayed) - sum(stayed))
        chance = same if past.windows[-1].held else (1 - same[0], 1 - same[2], 1 - same[1])
        reasons = (last_window(question, past.windows[-1]), _how_firm(stayed))
        return _made(self.name, question, history.cutoff, past, chance, reasons)


FORECASTERS: Final[tuple[Forecaster, ...]] = (BaseRate(), Persistence())
"""Every forecaster, in the order they are shown."""


def _beta(successes: float, failures: float) -> _Chance:
    """Mean and central 95 % interval of a beta distribution, the interval wide enough to hold the mean."""
    mean = successes / (successes + failures)
    low, high = (float(betaincinv(successes, failures, tail)) for tail in (_TAIL, 1 - _TAIL))
    return mean, min(low, mean), max(high, mean)


def _how_firm(stayed: Sequence[bool]) -> str:
    if not stayed:
        return "There is no other window to tell how often answers change."
    return f"From one window to the next the answer stayed the same {sum(stayed)} of {len(stayed)} times."


def _no_window(past: Past) -> str:
    return f"The data hold no earlier window of {past.days} days, so nothing speaks for or against it."


def _made(
    name: str, question: Question, cutoff: date, past: Past, chance: _Chance, reasons: tuple[str, ...]
) -> Forecast:
    said = (*so_far(question, past), *reasons, f"Nothing that became known after {day(cutoff)} was used.")
    return Forecast(
        id=content_id("forecast", question.id, name, VERSION, cutoff),
        question=question.id,
        forecaster=name,
        cutoff=cutoff,
        probability=chance[0],
        low=chance[1],
        high=chance[2],
        reasons=said,
        evidence=past.rows,
        provenance=Provenance(FromRecords((question.id, *past.rows)), f"forecasting.{name}", VERSION),
    )
