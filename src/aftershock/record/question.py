"""Questions, the forecasts on them, how they were settled, and the scores."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final, Literal

from aftershock.record.claim import Certainty
from aftershock.record.dates import DateInterval
from aftershock.record.hypothesis import Comparator, EventFilter, Measure
from aftershock.record.provenance import Provenance

Outcome = Literal["true", "false", "partly", "open", "void", "unclear"]


@dataclass(frozen=True, slots=True)
class Question:
    """Does a number, summed or read over the window, meet the threshold?

    ``claim`` is the claim it was made from, empty where the study asks it. ``speaker`` and ``certainty`` are the
    claim's. ``made`` is the day it was asked, ``rule`` the rule that made it, in words; ``defaults`` what was assumed
    where the claim left it open. ``hypothesis`` is the ripple it belongs to, empty for none. ``denominator`` is that of
    a share. ``partial`` says why the rows are a sample, where they are. ``compared`` is the earlier period whose number
    is the threshold, ``None`` where the threshold was simply given.
    """

    id: str
    text: str
    claim: str
    speaker: str
    speaker_name: str
    certainty: Certainty | None
    made: date
    window: DateInterval
    measure: Measure
    events: EventFilter
    series: str
    scope: str
    comparator: Comparator
    threshold: float
    rule: str
    defaults: tuple[str, ...]
    outcome_known: bool
    hypothesis: str
    provenance: Provenance
    indicator: str = ""
    denominator: str = ""
    partial: str = ""
    compared: DateInterval | None = None

    def is_met_by(self, value: float) -> bool:
        """Whether a number meets the threshold: the one rule for those who forecast and those who judge."""
        return _COMPARED[self.comparator](value, self.threshold)


_COMPARED: Final[Mapping[Comparator, Callable[[float, float], bool]]] = MappingProxyType(
    {">=": operator.ge, ">": operator.gt, "<=": operator.le, "<": operator.lt, "==": operator.eq}
)


@dataclass(frozen=True, slots=True)
class Untestable:
    """A forecast claim that cannot be settled, and the reason in words."""

    id: str
    claim: str
    speaker: str
    speaker_name: str
    reason: str
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Forecast:
    """A probability on a question, from what was known at the cutoff, with its interval and reasons."""

    id: str
    question: str
    forecaster: str
    cutoff: date
    probability: float
    low: float
    high: float
    reasons: tuple[str, ...]
    evidence: tuple[str, ...]
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Resolution:
    """How a question was settled: the outcome, the number found, the rows that decide it, and how firmly.

    ``fragile`` is true where one row more or less would change the outcome.
    """

    id: str
    question: str
    outcome: Outcome
    value: float | None
    rows: tuple[str, ...]
    reason: str
    fragile: bool
    as_of: date
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Score:
    """How one speaker or forecaster did over ``n`` settled questions.

    Brier scores run from 0 to 1, lower is better. Where certainty is an interval, ``brier_low`` and ``brier_high`` are
    the best and worst case. ``ranked`` is false under ten questions. ``skill`` is one minus the ratio to the base
    rate's Brier score on the same questions.
    """

    id: str
    who: str
    name: str
    kind: Literal["speaker", "forecaster"]
    n: int
    n_open: int
    n_untestable: int
    brier: float | None
    brier_low: float | None
    brier_high: float | None
    baseline: float | None
    skill: float | None
    skill_low: float | None
    skill_high: float | None
    ranked: bool
    note: str
    questions: tuple[str, ...]
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class BacktestRow:
    """How a forecaster did on one indicator over rolling cutoffs: Brier score with a block-bootstrap interval."""

    id: str
    forecaster: str
    indicator: str
    horizon: int
    n: int
    brier: float | None
    low: float | None
    high: float | None
    base_rate: float | None
    note: str
    provenance: Provenance
