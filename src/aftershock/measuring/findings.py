"""The key judgements: five ripples worth a sentence each, chosen by a rule that was fixed beforehand.

The rule: first the best supported ripple that was claimed and seen; then the best of what was claimed and not seen;
of what was seen and nobody claimed; of what was claimed and could not be measured; and then the strongest of the rest,
each time preferring a system that has not spoken yet. Strength is the evidence's, never the size of the change.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from aftershock.measuring.case import tidy
from aftershock.measuring.family import could_be_chance
from aftershock.measuring.wording import SEVERALFOLD
from aftershock.record.effect import Effect
from aftershock.record.hypothesis import StudyPlan
from aftershock.record.ids import content_id
from aftershock.record.provenance import FromRecords, Provenance
from aftershock.record.question import Forecast, Resolution
from aftershock.record.ripple import Evidence, Finding, Ripple, Standing

VERSION: Final = "1"
MOST: Final = 5

Confidence = Literal["high", "moderate", "low"]

_TURNS: Final[tuple[Standing, ...]] = (
    "claimed-and-seen", "claimed-not-seen", "seen-unclaimed", "claimed-untested",
)  # fmt: skip
_STANDING: Final[Mapping[Standing, str]] = {
    "claimed-and-seen": "claimed, and seen",
    "claimed-not-seen": "claimed, and not seen",
    "claimed-untested": "claimed, and these data cannot tell",
    "seen-unclaimed": "seen, and not among the claims read",
    "neither": "not among the claims read, and not seen",
}
_SETTLED: Final = ("supported", "opposite", "no-meaningful-change", "true", "false", "partly")
_NEVER: Final = 1_000_000
_STRONGEST_P: Final = 4.0
_SURE_P: Final = 0.01
_LEVEL: Final = 0.05
_TRIED: Final = ("placebo dates", "trend before the shock")
_SAMPLED: Final = "full count"
_RIVALS: Final = "rival events"
_MOST_CHIPS: Final = 12
_ALLOWED_FOR: Final = ("power", "events come independently", "interval holds at placebo dates")
"""Checks that the interval already answers: where they fail it is wider."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A ripple with the effect or the resolutions that decide it."""

    ripple: Ripple
    effect: Effect | None
    resolutions: tuple[Resolution, ...]
    place: int

    @property
    def told(self) -> str:
        """What decides, without what stands in the ripple's own sentence: who claims it, cautions, rivals."""
        if self.effect is not None:
            return self.effect.brief or self.effect.sentence
        return self.ripple.sentence.removeprefix(self.ripple.told).strip()

    @property
    def strength(self) -> float:
        """Surprise of the effect, less for what weakens it, a little more for publishers and statements.

        Of what was not settled, the most often claimed comes first, and what might have been settled before what never
        can be.
        """
        if self.ripple.verdict not in _SETTLED:
            return len(self.ripple.claims) - (_NEVER if self.ripple.verdict == "not-testable" else 0)
        effect = self.effect
        measured = 0.0
        if effect is not None and effect.p is not None:
            surprise = min(-math.log10(max(effect.p, 1e-12)), _STRONGEST_P)
            weakened = 0.5 * len(_failed(effect))
            measured = surprise - min(weakened, surprise / 2)
        settled = sum(1.0 if found.fragile else 2.0 for found in self.resolutions[:1])
        return max(measured, settled) + 0.2 * min(self.ripple.sources, 3) + 0.1 * min(len(self.ripple.claims), 5)


def findings(
    plan: StudyPlan,
    ripples: Sequence[Ripple],
    effects: Sequence[Effect],
    resolutions: Sequence[Resolution],
    forecasts: Sequence[Forecast],
) -> tuple[Finding, ...]:
    """At most five findings, the first first."""
    known = {effect.id: effect for effect in effects}
    settled = {found.id: found for found in resolutions}
    waiting = [_candidate(ripple, known, settled, place) for place, ripple in enumerate(ripples)]
    chosen: list[_Candidate] = []
    for turn in (*_TURNS, *([None] * MOST)):
        best = _best(waiting, chosen, turn)
        if best is not None and len(chosen) < MOST:
            chosen.append(best)
            waiting.remove(best)
    return tuple(_finding(plan, rank, one, forecasts) for rank, one in enumerate(chosen, start=1))


def _best(waiting: Sequence[_Candidate], chosen: Sequence[_Candidate], turn: Standing | None) -> _Candidate | None:
    spoken = {one.ripple.system for one in chosen}
    fitting = [
        one
        for one in waiting
        if one.ripple.standing == turn or (turn is None and one.ripple.verdict in _SETTLED)
    ]  # fmt: skip
    ranked = sorted(fitting, key=lambda one: (one.ripple.system in spoken, -one.strength, one.place))
    return ranked[0] if ranked else None


def _candidate(
    ripple: Ripple, effects: Mapping[str, Effect], resolutions: Mapping[str, Resolution], place: int
) -> _Candidate:
    """The effect whose sentence the ripple tells is the one that decided it."""
    mine = [effects[name] for name in ripple.effects if name in effects]
    deciding = [effect for effect in mine if effect.sentence in ripple.sentence]
    settled = [resolutions[chip.id] for chip in ripple.evidence if chip.id in resolutions]
    by_question = ripple.verdict in ("true", "false", "partly", "open", "void", "unclear")
    return _Candidate(ripple, None if by_question or not deciding else deciding[0], tuple(settled), place)


def _finding(plan: StudyPlan, rank: int, one: _Candidate, forecasts: Sequence[Forecast]) -> Finding:
    number, low, high, unit = _number(plan, one)
    confidence, why = _confidence(one)
    ripple = one.ripple
    return Finding(
        id=content_id("finding", plan.id, ripple.id),
        rank=rank,
        sentence=f"{_headline(ripple)} {one.told}",
        number=number,
        low=low,
        high=high,
        unit=unit,
        confidence=confidence,
        why=why,
        evidence=_chips(one, forecasts),
        provenance=Provenance(FromRecords((ripple.id,)), "measuring.findings", VERSION),
    )


def _number(plan: StudyPlan, one: _Candidate) -> tuple[float | None, float | None, float | None, str]:
    effect = one.effect
    if effect is None:
        return _answered(plan, one)
    if effect.relative is not None and max(effect.relative, effect.relative_high or 0.0) >= SEVERALFOLD:
        low, high = effect.relative_low, effect.relative_high
        return _times(effect.relative), _times(low), _times(high), "times the expected level"
    if effect.relative is not None:
        low, high = effect.relative_low, effect.relative_high
        return _per_cent(effect.relative), _per_cent(low), _per_cent(high), "%"
    units = {indicator.id: indicator.unit for indicator in plan.indicators}
    return effect.estimate, effect.low, effect.high, units.get(effect.indicator, "")


def _answered(plan: StudyPlan, one: _Candidate) -> tuple[float | None, float | None, float | None, str]:
    """The number that settled the question, in the unit of its indicator; none where the study did not ask it."""
    spec = next((spec for found in one.resolutions for spec in plan.questions if spec.id == found.question), None)
    found = next((found for found in one.resolutions if spec is not None and found.question == spec.id), None)
    if spec is None or found is None:
        return None, None, None, ""
    units = {indicator.id: indicator.unit.partition(",")[0] for indicator in plan.indicators}
    return found.value, None, None, units.get(spec.indicator, "")


def _headline(ripple: Ripple) -> str:
    standing = _STANDING[ripple.standing]
    if ripple.title.endswith("?"):
        return f"{ripple.title} {standing.capitalize()}."
    return f"{ripple.title.rstrip('.')}: {standing}."


def _times(relative: float | None) -> float | None:
    return None if relative is None else tidy(1 + relative)


def _per_cent(relative: float | None) -> float | None:
    return None if relative is None else tidy(100 * relative)


def _confidence(one: _Candidate) -> tuple[Confidence, str]:
    if one.ripple.verdict not in _SETTLED:
        return "low", "The data at hand cannot tell: the sentence says what is missing."
    if one.effect is None:
        return _confidence_in_answer(one)
    failed = _failed(one.effect)
    p = one.effect.p if one.effect.p is not None else 1.0
    weak = _weakness(one.effect, failed)
    ruled_out = one.ripple.verdict == "no-meaningful-change"
    if could_be_chance(one.effect) and not ruled_out:
        return "low", f"Among so many tests this could be chance.{weak}"
    untried = [check.name for check in one.effect.checks if check.result == "not-run" and check.name in _TRIED]
    if not failed and not untried and (ruled_out or p <= _SURE_P):
        return "high", "The interval is clear and every check was passed."
    if ruled_out or p <= (_SURE_P if _SAMPLED in failed else _LEVEL):
        tried = f" Not tried, for want of a longer past: {', '.join(untried)}." if untried else ""
        return "moderate", f"The interval is clear.{weak}{tried}"
    return "low", f"The interval is wide, or the record too thin.{weak}"


def _weakness(effect: Effect, failed: Sequence[str]) -> str:
    """The checks that failed; of rival events what they are, since a reader will think of them first."""
    others = [name for name in failed if name != _RIVALS]
    told = [check.detail for check in effect.checks if check.name == _RIVALS and check.result == "failed"]
    named = f" Not passed: {', '.join(others)}." if others else ""
    return f"{named}{' ' if told else ''}{' '.join(told)}"


def _failed(effect: Effect) -> list[str]:
    return [check.name for check in effect.checks if check.result == "failed" and check.name not in _ALLOWED_FOR]


def _confidence_in_answer(one: _Candidate) -> tuple[Confidence, str]:
    if any(found.fragile for found in one.resolutions):
        return "moderate", "Settled by dated rows, but narrowly."
    if one.ripple.verdict == "partly":
        return "moderate", "Settled by dated rows; the questions asked about it came out differently."
    return "high", "Settled by dated rows of the record."


def _chips(one: _Candidate, forecasts: Sequence[Forecast]) -> tuple[Evidence, ...]:
    """The deciding effect first, then sentences, answers and forecasts."""
    first = (Evidence("data", one.effect.id),) if one.effect is not None else ()
    rest = [chip for chip in one.ripple.evidence if chip not in first and chip.kind != "data"]
    ahead = [Evidence("forecast", f.id) for f in forecasts if f.question in one.ripple.questions]
    data = [chip for chip in one.ripple.evidence if chip.kind == "data" and chip not in first]
    return (*first, *rest, *sorted(ahead, key=lambda chip: chip.id), *data)[:_MOST_CHIPS]
