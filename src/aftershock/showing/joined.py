"""Records joined by their ids: which effect is a hypothesis's main one, which forecast belongs to which question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self, TypeVar

from aftershock.record.claim import Claim
from aftershock.record.document import Document
from aftershock.record.effect import Effect, Series
from aftershock.record.hypothesis import Hypothesis, Indicator
from aftershock.record.question import Forecast, Question, Resolution, Untestable
from aftershock.record.ripple import Ripple
from aftershock.showing import words
from aftershock.showing.evidence import ReportData

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Joined:
    """Lookups that several views share; all follow the order of the store."""

    documents: Mapping[str, Document]
    claims: Mapping[str, Claim]
    effects: Mapping[str, Effect]
    series: Mapping[str, Series]
    indicators: Mapping[str, Indicator]
    hypotheses: Mapping[str, Hypothesis]
    questions: Mapping[str, Question]
    by_claim: Mapping[str, tuple[Question, ...]]
    untestable: Mapping[str, Untestable]
    resolutions: Mapping[str, Resolution]
    forecasts: Mapping[str, tuple[Forecast, ...]]
    ripples: Mapping[str, Ripple]

    @classmethod
    def of(cls, data: ReportData) -> Self:
        """Join the records of a report."""
        return cls(
            documents={document.id: document for document in data.documents},
            claims={claim.id: claim for claim in data.claims},
            effects={effect.id: effect for effect in data.effects},
            series={series.id: series for series in data.series},
            indicators={indicator.id: indicator for indicator in data.plan.indicators},
            hypotheses={hypothesis.id: hypothesis for hypothesis in data.plan.hypotheses},
            questions={question.id: question for question in data.questions},
            by_claim=_grouped([(question.claim, question) for question in data.questions]),
            untestable={record.claim: record for record in data.untestable},
            resolutions={resolution.question: resolution for resolution in data.resolutions},
            forecasts=_grouped([(forecast.question, forecast) for forecast in data.forecasts]),
            ripples={ripple.hypothesis: ripple for ripple in data.ripples},
        )

    def main_effect(self, effects: Sequence[Effect]) -> Effect | None:
        """The effect shown for several: the first indicator at its middle horizon."""
        if not effects:
            return None
        first = sorted((e for e in effects if e.indicator == effects[0].indicator), key=lambda e: e.horizon)
        return first[(len(first) - 1) // 2]

    def figure(self, effect: Effect | None) -> str:
        """The estimate of an effect with its interval, as short as it can be said; empty where there is none."""
        if effect is None or effect.estimate is None:
            return ""
        if effect.relative is not None and effect.relative_low is not None:
            return words.change(effect.relative, effect.relative_low, effect.relative_high)
        series = self.series.get(effect.series)
        if series is not None and series.unit.startswith("share"):
            low, high = _points(effect.low), _points(effect.high)
            return words.difference(effect.estimate * 100, low, high, " points")
        return words.difference(effect.estimate, effect.low, effect.high)

    def effects_of(self, ripple: Ripple) -> tuple[Effect, ...]:
        """The effects of a ripple that are in the store."""
        return tuple(self.effects[identity] for identity in ripple.effects if identity in self.effects)


def _points(share: float | None) -> float | None:
    return None if share is None else share * 100


def _grouped(pairs: Sequence[tuple[str, V]]) -> Mapping[str, tuple[V, ...]]:
    found: dict[str, list[V]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return {key: tuple(values) for key, values in found.items()}
