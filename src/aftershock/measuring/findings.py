"""The key judgements: five ripples worth a sentence each, chosen by a rule that was fixed beforehand.

The rule: first the best supported ripple that was claimed and seen; then the best of what was claimed and not seen;
of what was seen and nobody claimed; of what was claimed and could not be measured; and then the strongest of the rest,
each time with a handicap for a system that has spoken. Strength is the evidence's, never the size of the change.
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
from aftershock.record.question import Forecast, Question, Resolution
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
_BASE_RATE: Final = "base-rate"
_SPOKEN: Final = 0.5  # of strength, from a second ripple of one system
_LEAST_LIKELY: Final = 0.001
_MOST_CHIPS: Final = 12
_ALLOWED_FOR: Final = ("power", "events come independently", "interval holds at placebo dates")
"""Checks that the interval already answers: where they fail it is wider."""


@dataclass(frozen=True, slots=True)
class _Answer:
    """A question that the study asks, how it was settled, and how likely that was by the base rate beforehand."""

    question: Question
    resolution: Resolution
    likely: float

    @property
    def strength(self) -> float:
        """Surprise, halved where the answer is narrow and where it was known when the question was asked."""
        surprise = -math.log10(min(max(self.likely, _LEAST_LIKELY), 1.0))
        narrow, hindsight = self.resolution.fragile, self.question.outcome_known
        return (1.0 + surprise) * (0.5 if narrow else 1.0) * (0.5 if hindsight else 1.0)


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A ripple with the effect or the resolutions that decide it."""

    ripple: Ripple
    effect: Effect | None
    answers: tuple[_Answer, ...]
    place: int

    @property
    def told(self) -> str:
        """What decides, without what stands in the ripple's own sentence: who claims it, cautions, rivals."""
        if self.effect is not None:
            return self.effect.brief or self.effect.sentence
        return self.ripple.sentence.removeprefix(self.ripple.told).strip()

    @property
    def strength(self) -> float:
        """Surprise of the effect or the answer, less for what weakens it, a little more for publishers and statements.

        Where the study names another explanation of a measured change, half of its surprise is left, and half of that
        where the hypothesis did not even say in which direction.
        Of what was not settled, the most often claimed comes first, and what might have been settled before what never
        can be.
        """
        if self.ripple.verdict not in _SETTLED:
            return len(self.ripple.claims) - (_NEVER if self.ripple.verdict == "not-testable" else 0)
        effect = self.effect
        measured = 0.0
        if effect is not None and effect.p is not None:
            failed = _failed(effect)
            surprise = min(-math.log10(max(effect.p, 1e-12)), _STRONGEST_P) * _attributable(effect, failed)
            weakened = 0.5 * len([name for name in failed if name != _RIVALS])
            measured = surprise - min(weakened, surprise / 2)
        settled = max((answer.strength for answer in self.answers), default=0.0)
        return max(measured, settled) + 0.2 * min(self.ripple.sources, 3) + 0.1 * min(len(self.ripple.claims), 5)


def findings(
    plan: StudyPlan,
    ripples: Sequence[Ripple],
    effects: Sequence[Effect],
    resolutions: Sequence[Resolution],
    forecasts: Sequence[Forecast],
    questions: Sequence[Question] = (),
) -> tuple[Finding, ...]:
    """At most five findings, the first first. ``questions`` are those that the resolutions settle."""
    known = {effect.id: effect for effect in effects}
    settled = _answers(questions, resolutions, forecasts)
    waiting = [_candidate(ripple, known, settled, place) for place, ripple in enumerate(ripples)]
    chosen: list[_Candidate] = []
    for turn in (*_TURNS, *([None] * MOST)):
        best = _best(waiting, chosen, turn)
        if best is not None and len(chosen) < MOST:
            chosen.append(best)
            waiting.remove(best)
    return tuple(_finding(plan, rank, one, forecasts) for rank, one in enumerate(chosen, start=1))


def _answers(
    questions: Sequence[Question], resolutions: Sequence[Resolution], forecasts: Sequence[Forecast]
) -> Mapping[str, _Answer]:
    """By resolution, the questions that the study itself asks; those made from claims score their speakers."""
    asked = {question.id: question for question in questions if not question.claim}
    return {
        found.id: _Answer(asked[found.question], found, _likely(asked[found.question], found, forecasts))
        for found in resolutions
        if found.question in asked
    }


def _likely(question: Question, found: Resolution, forecasts: Sequence[Forecast]) -> float:
    """How likely the outcome was by the base rate, on the last day before the window; even where nobody said."""
    start = question.window.start
    before = [
        forecast
        for forecast in forecasts
        if forecast.question == question.id
        and forecast.forecaster == _BASE_RATE
        and start is not None
        and forecast.cutoff < start
    ]
    if not before or found.outcome not in ("true", "false"):
        return 0.5
    said = max(before, key=lambda forecast: forecast.cutoff).probability
    return said if found.outcome == "true" else 1 - said


def _best(waiting: Sequence[_Candidate], chosen: Sequence[_Candidate], turn: Standing | None) -> _Candidate | None:
    spoken = {one.ripple.system for one in chosen}
    fitting = [
        one
        for one in waiting
        if one.ripple.standing == turn or (turn is None and one.ripple.verdict in _SETTLED)
    ]  # fmt: skip
    ranked = sorted(fitting, key=lambda one: (_SPOKEN * (one.ripple.system in spoken) - one.strength, one.place))
    return ranked[0] if ranked else None


def _candidate(ripple: Ripple, effects: Mapping[str, Effect], answers: Mapping[str, _Answer], place: int) -> _Candidate:
    """The effect whose sentence the ripple tells is the one that decided it."""
    mine = [effects[name] for name in ripple.effects if name in effects]
    deciding = [effect for effect in mine if effect.sentence in ripple.sentence]
    settled = [answers[chip.id] for chip in ripple.evidence if chip.id in answers]
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
    if not one.answers:
        return None, None, None, ""
    strongest = max(one.answers, key=lambda answer: answer.strength)
    question, found = strongest.question, strongest.resolution
    units = {indicator.id: indicator.unit.partition(",")[0] for indicator in plan.indicators}
    unit = units.get(question.indicator, "")
    return found.value, None, None, unit.removesuffix("s") if found.value == 1 else unit


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
        wide = one.effect is not None and one.effect.estimate is not None
        missing = (
            "the interval holds both no change and one that matters" if wide else "the sentence says what is missing"
        )
        return "low", f"The data at hand cannot tell: {missing}."
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


def _attributable(effect: Effect, failed: Sequence[str]) -> float:
    """How much of a change's surprise can speak for the shock."""
    if _RIVALS not in failed:
        return 1.0
    return 0.25 if effect.expected_direction == "either" else 0.5


def _weakness(effect: Effect, failed: Sequence[str]) -> str:
    """The checks that failed; of rival events what they are, since a reader will think of them first."""
    others = [name for name in failed if name != _RIVALS]
    told = [check.detail for check in effect.checks if check.name == _RIVALS and check.result == "failed"]
    named = f" Not passed: {', '.join(others)}." if others else ""
    return f"{named}{' ' if told else ''}{' '.join(told)}"


def _failed(effect: Effect) -> list[str]:
    return [check.name for check in effect.checks if check.result == "failed" and check.name not in _ALLOWED_FOR]


def _confidence_in_answer(one: _Candidate) -> tuple[Confidence, str]:
    known = any(answer.question.outcome_known for answer in one.answers)
    hindsight = " The question was asked with the outcome known." if known else ""
    if any(answer.resolution.fragile for answer in one.answers):
        return "moderate", f"Settled by dated rows, but narrowly.{hindsight}"
    if one.ripple.verdict == "partly":
        return "moderate", f"Settled by dated rows; the questions asked about it came out differently.{hindsight}"
    return "high", f"Settled by dated rows of the record.{hindsight}"


def _chips(one: _Candidate, forecasts: Sequence[Forecast]) -> tuple[Evidence, ...]:
    """The deciding effect first, then sentences, answers and forecasts."""
    first = (Evidence("data", one.effect.id),) if one.effect is not None else ()
    rest = [chip for chip in one.ripple.evidence if chip not in first and chip.kind != "data"]
    ahead = [Evidence("forecast", f.id) for f in forecasts if f.question in one.ripple.questions]
    data = [chip for chip in one.ripple.evidence if chip.kind == "data" and chip not in first]
    return (*first, *rest, *sorted(ahead, key=lambda chip: chip.id), *data)[:_MOST_CHIPS]
