"""The ripple tree: each hypothesis joined with who claims it, what was measured and how its questions ended."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from aftershock.measuring.claiming import Claimed, claimed
from aftershock.measuring.findings import findings
from aftershock.measuring.measure import horizons
from aftershock.measuring.wording import count, listed
from aftershock.record.claim import AUTHOR, Claim, Link
from aftershock.record.effect import Effect, Verdict
from aftershock.record.hypothesis import Hypothesis, StudyPlan
from aftershock.record.ids import content_id
from aftershock.record.provenance import FromStudy, Provenance
from aftershock.record.question import Outcome, Question, Resolution
from aftershock.record.reading import Reading
from aftershock.record.ripple import Evidence, Ripple, Standing

__all__ = ["decided", "findings", "join", "primary"]

VERSION: Final = "1"

_SEEN: Final = ("supported", "true", "partly")
_NOT_SEEN: Final = ("opposite", "no-meaningful-change", "false")
_SHOCK: Final = "shock"
_OTHERWISE: Final[Mapping[str, str]] = {
    "supported": "seen", "opposite": "the opposite seen", "no-meaningful-change": "no such change",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Claims:
    """Who claims a hypothesis, as records and in words."""

    told: Claimed
    words: str


@dataclass(frozen=True, slots=True)
class _Tested:
    """How a hypothesis came out, in a word and in a sentence."""

    verdict: Verdict | Outcome
    sentence: str


def join(
    plan: StudyPlan,
    readings: Sequence[Reading],
    links: Sequence[Link],
    effects: Sequence[Effect],
    questions: Sequence[Question],
    resolutions: Sequence[Resolution],
) -> tuple[Ripple, ...]:
    """One ripple for each hypothesis, in the study's order.

    The verdict is that of the primary effect (see `primary`); for a hypothesis settled by questions, that of the
    questions the study declares for it: true or false where all agree, partly where they do not. Other effects that
    point elsewhere are told in the sentence.
    """
    depths = _depths(plan.hypotheses)
    outcomes = {resolution.question: resolution for resolution in resolutions}
    several = len({reading.document.publisher.casefold() for reading in readings}) > 1
    return tuple(
        _ripple(
            plan,
            hypothesis,
            depths[hypothesis.id],
            _claims(claimed(hypothesis, readings, links), several=several),
            tuple(effect for effect in effects if effect.hypothesis == hypothesis.id),
            _asked(hypothesis, questions, outcomes),
        )
        for hypothesis in plan.hypotheses
    )


def primary(hypothesis: Hypothesis, plan: StudyPlan, effects: Sequence[Effect]) -> Effect | None:
    """The effect that decides, named before any outcome is read: the first indicator at the middle horizon.

    The middle of an even number is the shorter one. Where that effect has no estimate, the next indicator at the same
    horizon decides, and so on; an indicator that shows no direction comes after all that do.
    """
    days = sorted(horizons(hypothesis, plan))
    middle = days[(len(days) - 1) // 2]
    at_middle = {effect.indicator: effect for effect in effects if effect.horizon == middle}
    directed = hypothesis.expected in ("raises", "lowers")
    found = [at_middle[name] for name in hypothesis.indicators if name in at_middle]
    found.sort(key=lambda effect: (not decided(effect), directed and effect.expected_direction == "either"))
    return found[0] if found else None


def decided(effect: Effect) -> bool:
    """Whether the effect could be compared with anything at all."""
    return effect.verdict not in ("no-counterfactual", "no-data", "not-testable")


Asked = tuple[tuple[Question, Resolution | None], ...]


def _ripple(
    plan: StudyPlan, hypothesis: Hypothesis, order: int, claims: _Claims, effects: tuple[Effect, ...], asked: Asked
) -> Ripple:
    tested, told = _tested(plan, hypothesis, effects, asked), claims.told
    return Ripple(
        id=content_id("ripple", plan.id, hypothesis.id),
        hypothesis=hypothesis.id,
        system=hypothesis.system,
        theatre=hypothesis.theatre,
        title=hypothesis.title,
        parents=hypothesis.parents,
        order=order,
        onset=plan.shock.day if hypothesis.onset is None else hypothesis.onset,
        claims=tuple(claim.id for claim in told.claims),
        links=tuple(link.id for link in told.links),
        sources=told.sources,
        effects=tuple(effect.id for effect in effects),
        questions=tuple(question.id for question, _ in asked),
        verdict=tested.verdict,
        standing=_standing(told, tested.verdict),
        sentence=f"{claims.words} {tested.sentence}",
        evidence=_evidence(told, effects, asked),
        provenance=Provenance(FromStudy(f"hypothesis.{hypothesis.id}"), "measuring.ripples", VERSION),
        told=claims.words,
    )


def _tested(plan: StudyPlan, hypothesis: Hypothesis, effects: tuple[Effect, ...], asked: Asked) -> _Tested:
    if hypothesis.test == "untestable":
        return _Tested("not-testable", f"It cannot be tested: {hypothesis.reason}")
    main = primary(hypothesis, plan, effects)
    answered = _answered(asked)
    if hypothesis.test == "question" or main is None:
        return answered or _Tested("no-data", "Nothing was measured and no question was asked.")
    if not decided(main) and answered is not None and answered.verdict in (*_SEEN, *_NOT_SEEN):
        return _Tested(answered.verdict, f"{main.sentence} {answered.sentence}")
    if _shows_no_direction(hypothesis, main):
        return _Tested("not-testable", f"{main.sentence} The indicator does not show in which direction.")
    return _Tested(main.verdict, " ".join(filter(None, (main.sentence, _disagreement(plan, main, effects)))))


def _shows_no_direction(hypothesis: Hypothesis, main: Effect) -> bool:
    """A change was seen in an indicator that cannot tell a rise from a fall: no support for either."""
    directed = hypothesis.expected in ("raises", "lowers")
    return directed and main.expected_direction == "either" and main.verdict == "supported"


def _answered(asked: Asked) -> _Tested | None:
    """What the questions the study declares say together; those made from claims score their speakers instead."""
    declared = [(question, found) for question, found in asked if not question.claim]
    if not declared:
        return None
    outcomes = {found.outcome if found else "open" for _, found in declared}
    told = " ".join(_answer(question, found) for question, found in declared)
    if len(outcomes) == 1:
        return _Tested(outcomes.pop(), told)
    mixed = bool(outcomes & {"true", "partly"})
    return _Tested("partly" if mixed else "unclear", told)


def _answer(question: Question, found: Resolution | None) -> str:
    text = question.text.rstrip("?. ")
    if found is None:
        return f"{text}? Not settled."
    return f"{text}? {found.outcome.capitalize()}: {found.reason.rstrip('.')}."


def _disagreement(plan: StudyPlan, main: Effect, effects: tuple[Effect, ...]) -> str:
    """Other effects of the same hypothesis that came out the other way."""
    side = _side(main.verdict)
    others = [
        e for e in effects if e.id != main.id and _side(e.verdict) and e.expected_direction == main.expected_direction
    ]
    against = [effect for effect in others if _side(effect.verdict) != side]
    if not others or not against:
        return ""
    titles = {indicator.id: indicator.title for indicator in plan.indicators}
    by_name: dict[tuple[str, Verdict], list[int]] = {}
    for effect in sorted(against, key=lambda one: one.horizon):
        by_name.setdefault((titles[effect.indicator], effect.verdict), []).append(effect.horizon)
    names = "; ".join(
        f"{title} over {listed(list(map(str, days)))} days ({_OTHERWISE[verdict]})"
        for (title, verdict), days in by_name.items()
    )
    if not side:
        return f"Its other measures: {names}."
    return f"{len(against)} of its {count(len(others), 'other measure')} came out otherwise: {names}."


def _side(verdict: str) -> str:
    return "seen" if verdict in _SEEN else "not seen" if verdict in _NOT_SEEN else ""


def _standing(told: Claimed, verdict: Verdict | Outcome) -> Standing:
    side = _side(verdict)
    if told.claims or told.links or told.reported:
        return "claimed-and-seen" if side == "seen" else "claimed-not-seen" if side else "claimed-untested"
    return "seen-unclaimed" if side == "seen" else "neither"


def _claims(told: Claimed, *, several: bool) -> _Claims:
    return _Claims(told, _who_claims(told, several=several))


def _who_claims(told: Claimed, *, several: bool) -> str:
    """Who claims it; of how many publishers only where the study's documents have more than one."""
    denials = f" {count(len(told.denied), 'statement denies', 'statements deny')} it." if told.denied else ""
    if not told.sources:
        return f"No claim of it was read in the documents.{denials}"
    said = []
    if told.claims:
        speakers = len({_speaker(claim) for claim in told.claims})
        said.append(f"{count(len(told.claims), 'statement')} by {count(speakers, 'speaker')}")
    if told.links:
        said.append(count(len(told.links), "causal statement"))
    parts = [f"claimed in {listed(said)}"] if said else []
    if told.reported:
        places = len({(event.document, event.sentence) for event in told.reported})
        parts.append(f"told as a fact in {count(places, 'sentence')}")
    sources = f", in documents of {count(told.sources, 'publisher')}" if several else ""
    whole = " and ".join(parts)
    return f"{whole[0].upper()}{whole[1:]}{sources}.{denials}"


def _speaker(claim: Claim) -> str:
    """Who says it: authors are told apart by their documents, named speakers are the same everywhere."""
    return f"{AUTHOR} of {claim.document}" if claim.speaker == AUTHOR else claim.speaker


def _evidence(told: Claimed, effects: tuple[Effect, ...], asked: Asked) -> tuple[Evidence, ...]:
    return (
        *(Evidence("sentence", claim.id) for claim in told.claims),
        *(Evidence("sentence", link.id) for link in told.links),
        *(Evidence("event", event.id) for event in told.reported),
        *(Evidence("data", effect.id) for effect in effects),
        *(Evidence("resolution", found.id) for _, found in asked if found is not None),
    )


def _asked(hypothesis: Hypothesis, questions: Sequence[Question], outcomes: Mapping[str, Resolution]) -> Asked:
    mine = [q for q in questions if q.hypothesis == hypothesis.id or q.id in hypothesis.questions]
    return tuple((q, outcomes.get(q.id)) for q in sorted(mine, key=lambda q: (bool(q.claim), q.id)))


def _depths(hypotheses: Sequence[Hypothesis]) -> Mapping[str, int]:
    """Steps from the shock by the shortest way; what hangs on nothing known, or on itself, counts as a first step."""
    depths: dict[str, int] = {}
    waiting = {hypothesis.id: hypothesis.parents for hypothesis in hypotheses}
    level = {_SHOCK}
    depth = 0
    while waiting:
        depth += 1
        reached = {name for name, parents in waiting.items() if level & set(parents)}
        if not reached:
            return {**depths, **dict.fromkeys(waiting, 1)}
        depths.update(dict.fromkeys(reached, depth))
        level = reached
        waiting = {name: parents for name, parents in waiting.items() if name not in reached}
    return depths
