"""What next: the open questions with their forecasts, and where sources and data disagree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from aftershock.record.effect import Effect
from aftershock.record.question import Forecast, Question, Resolution
from aftershock.record.ripple import Ripple
from aftershock.showing import words
from aftershock.showing.evidence import ReportData
from aftershock.showing.joined import Joined

_DECIDED: Final = frozenset({"supported", "opposite", "no-meaningful-change"})
BASELINE: Final = "base-rate"
"""The forecaster that the others are set beside."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """A question and its newest forecasts, one of each forecaster."""

    question: Question
    resolution: Resolution | None
    forecasts: tuple[Forecast, ...]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A ripple on which its measures, or its sources and its measures, do not agree."""

    ripple: Ripple
    kind: str
    sentence: str
    effects: tuple[Effect, ...]
    claims: tuple[str, ...]


def outlooks(data: ReportData, joined: Joined) -> tuple[tuple[Outlook, ...], tuple[Outlook, ...]]:
    """The questions that have forecasts: the open ones, and those already settled."""
    found = [
        Outlook(question, joined.resolutions.get(question.id), _newest(joined.forecasts[question.id]))
        for question in data.questions
        if question.id in joined.forecasts
    ]
    is_open = [one.resolution is None or one.resolution.outcome == "open" for one in found]
    chosen = tuple(one for one, still in zip(found, is_open, strict=True) if still)
    return chosen, tuple(one for one, still in zip(found, is_open, strict=True) if not still)


def _newest(forecasts: Sequence[Forecast]) -> tuple[Forecast, ...]:
    newest: dict[str, Forecast] = {}
    for forecast in sorted(forecasts, key=lambda forecast: forecast.cutoff):
        newest[forecast.forecaster] = forecast
    return tuple(sorted(newest.values(), key=lambda forecast: (forecast.forecaster == BASELINE, forecast.forecaster)))


def older(data: ReportData, shown: Sequence[Outlook]) -> tuple[Forecast, ...]:
    """The forecasts that are not the newest of their forecaster on their question."""
    newest = {forecast.id for one in shown for forecast in one.forecasts}
    return tuple(forecast for forecast in data.forecasts if forecast.id not in newest)


def disagreements(data: ReportData, joined: Joined) -> tuple[Disagreement, ...]:
    """Where indicators of one ripple point different ways, and where what was claimed is not what was measured."""
    found = []
    for ripple in data.ripples:
        effects = _alike(joined.effects_of(ripple))
        verdicts = dict.fromkeys(effect.verdict for effect in effects)
        if len({verdict == "supported" for verdict in verdicts}) > 1:
            named = words.listing([f"“{words.VERDICTS[verdict].lower()}”" for verdict in verdicts])
            found.append(_measures(ripple, named, effects))
        elif ripple.claims and ripple.standing == "claimed-not-seen":
            found.append(_sources(ripple))
        voices = {joined.claims[claim].negated for claim in ripple.claims if claim in joined.claims}
        if len(voices) > 1:
            found.append(_voices(ripple))
    return tuple(found)


def _measures(ripple: Ripple, named: str, effects: Sequence[Effect]) -> Disagreement:
    sentence = f"Its measures do not agree: {named}. The answer depends on the indicator and the horizon chosen."
    return Disagreement(ripple, "measure against measure", sentence, tuple(effects), ())


def _alike(effects: Sequence[Effect]) -> tuple[Effect, ...]:
    """The effects that say something, and of one expected direction: an index without a sign contradicts nothing."""
    decided = [effect for effect in effects if effect.verdict in _DECIDED]
    directed = [effect for effect in decided if effect.expected_direction != "either"]
    return tuple(directed or decided)


def _sources(ripple: Ripple) -> Disagreement:
    claimed = words.plural(ripple.sources, "source claims it", "sources claim it")
    found = words.beside_verdict(ripple.sentence.removeprefix(ripple.told))
    sentence = f"{claimed}; the data say otherwise. {found}"
    return Disagreement(ripple, "source against data", sentence, (), ripple.claims)


def _voices(ripple: Ripple) -> Disagreement:
    sentence = "Some claims assert it and others deny it."
    return Disagreement(ripple, "source against source", sentence, (), ripple.claims)
