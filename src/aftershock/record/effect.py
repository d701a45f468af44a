"""Measured effects: observed minus counterfactual, with the checks that were run."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from aftershock.record.hypothesis import Expected
from aftershock.record.provenance import Provenance

Verdict = Literal[
    "supported", "opposite", "no-meaningful-change", "underpowered", "no-counterfactual", "not-testable", "no-data"
]
CheckResult = Literal["passed", "failed", "not-run"]


@dataclass(frozen=True, slots=True)
class SeriesPoint:
    """One step ``[start, end)`` of a regular series; ``value`` is ``None`` in a gap. ``rows`` counts what it sums."""

    start: date
    end: date
    value: float | None
    rows: int = 0


@dataclass(frozen=True, slots=True)
class Series:
    """An indicator as a regular series, with the event ids or rows it was made from (the first 500)."""

    id: str
    indicator: str
    unit: str
    points: tuple[SeriesPoint, ...]
    rows: tuple[str, ...]
    query: str
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a counterfactual: what was expected, with intervals of 50 and 90 %, beside what was observed."""

    start: date
    end: date
    observed: float | None
    expected: float | None
    low50: float | None
    high50: float | None
    low90: float | None
    high90: float | None


@dataclass(frozen=True, slots=True)
class Check:
    """A check of an estimate: its name, whether it passed, and one sentence with its figures."""

    name: str
    result: CheckResult
    detail: str


@dataclass(frozen=True, slots=True)
class Effect:
    """Observed minus expected, per step, over the horizon after the shock; an estimate always has its interval.

    ``estimate``, ``low``, ``high`` (95 %) are in the indicator's unit per step, ``relative`` ones are ratios minus one.
    ``minimum_detectable`` is the smallest relative change that would have been seen four times in five. All are
    ``None`` where the verdict says that there is no estimate; ``sentence`` then says why. ``brief`` is the sentence's
    beginning that stands alone: what was seen, against what, with the interval; empty where there is no estimate.
    """

    id: str
    hypothesis: str
    indicator: str
    series: str
    expected_direction: Expected
    horizon: int
    method: str
    n_before: int
    n_after: int
    observed: float | None
    expected: float | None
    estimate: float | None
    low: float | None
    high: float | None
    relative: float | None
    relative_low: float | None
    relative_high: float | None
    p: float | None
    probability_of_direction: float | None
    minimum_detectable: float | None
    placebos: tuple[float, ...]
    placebo_rank: int | None
    steps: tuple[Step, ...]
    checks: tuple[Check, ...]
    rivals: tuple[str, ...]
    verdict: Verdict
    sentence: str
    provenance: Provenance
    brief: str = ""


@dataclass(frozen=True, slots=True)
class Estimate:
    """An effect as measured alone, before the number of effects tested in the study is allowed for."""

    id: str
    effect: Effect
