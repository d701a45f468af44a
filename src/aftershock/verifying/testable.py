"""Each forecast claim becomes questions that events can settle, or gets the reason why none can.

A claim asks for one thing: at least one event, a number, more or fewer than before, a first time, a record, or that
something lasts. Where its words leave the period open, three windows are asked, and the question says so. Whatever a
question is measured against is counted in what was known on the day the claim was made. A negated claim is asked
without its "not", for the probability that its words express is that of the thing itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from aftershock.ontology.actors import Actors
from aftershock.record.claim import Certainty, Claim
from aftershock.record.dates import DateInterval
from aftershock.record.event import ReportedEvent
from aftershock.record.hypothesis import EventFilter, Indicator, QuestionSpec, StudyPlan
from aftershock.record.ids import content_id
from aftershock.record.provenance import FromRecords, FromStudy, Provenance
from aftershock.record.question import Question, Untestable
from aftershock.record.reading import Reading
from aftershock.store.history import History
from aftershock.verifying import phrases
from aftershock.verifying.dyads import Dyad, dyad_of, named_actors, speaker_name
from aftershock.verifying.rules import VERSION, Rules, load_rules
from aftershock.verifying.statement import Reason, Said, Trigger, understand
from aftershock.verifying.thresholds import Threshold, with_threshold
from aftershock.verifying.windows import windows_of

MADE_BY: Final = "verifying.testable"
FLAT_SCALE: Final = "no word of probability"
_EVEN: Final = 0.5
_AHEAD: Final = frozenset({"planned", "possible", "denied"})
_COUNTED: Final = frozenset({"count", "deaths"})


@dataclass(frozen=True, slots=True)
class _Draft:
    """A claim understood: everything but the threshold, which depends on the past."""

    claim: Claim
    speaker_name: str
    made: date
    said: Said
    dyad: Dyad
    windows: tuple[DateInterval, ...]
    certainty: Certainty
    defaults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Sample:
    """The data sets that the study counts events in, and why they are a sample, where they are."""

    datasets: tuple[str, ...]
    partial: str


def questions(
    claims: Sequence[Claim],
    readings: Sequence[Reading],
    plan: StudyPlan,
    actors: Actors,
    history: History | None = None,
) -> tuple[tuple[Question, ...], tuple[Untestable, ...]]:
    """Questions from the forecast claims, and the claims that cannot be tested with the reason.

    Args:
        claims: Claims of the readings; those that are no forecasts are left aside.
        readings: What was read from each document, found by the claims' document ids.
        plan: The study, whose indicators say in which data sets events are counted.
        actors: The actors that event data may know.
        history: Event data. Only what was known on the day of a claim is looked at. Without it, claims that compare
            with the past are untestable.
    """
    rules, sample = load_rules(), _sample(plan)
    by_document = {reading.document.id: reading for reading in readings}
    asked: list[Question] = []
    refused: list[Untestable] = []
    for claim in sorted(
        (one for one in claims if one.kind == "forecast"), key=lambda one: (one.document, one.content, one.id)
    ):
        made, reason = _of_claim(claim, by_document[claim.document], actors, history, sample, rules)
        asked += made
        if reason is not None:
            name = speaker_name(claim, by_document[claim.document], actors)
            refused.append(_untestable(claim, name, reason))
    return tuple(asked), tuple(refused)


def declared(plan: StudyPlan) -> tuple[Question, ...]:
    """The questions that the study itself asks, in its order."""
    indicators = {indicator.id: indicator for indicator in plan.indicators}
    return tuple(_declared(spec, indicators[spec.indicator], plan) for spec in plan.questions)


def _of_claim(
    claim: Claim, reading: Reading, actors: Actors, history: History | None, sample: _Sample, rules: Rules
) -> tuple[list[Question], Reason | None]:
    draft = _drafted(claim, reading, actors, rules)
    if isinstance(draft, Reason):
        return [], draft
    events = _filter(draft, sample)
    then = history.before(draft.made) if history is not None else None
    found = [(window, with_threshold(draft.said, events, window, then, rules)) for window in draft.windows]
    firm = [(window, one) for window, one in found if isinstance(one, Threshold)]
    reasons = [(window, one) for window, one in found if isinstance(one, Reason)]
    if not firm:
        return [], reasons[0][1]
    unasked = tuple(f"Not asked {phrases.period(window)}: {reason.text}" for window, reason in reasons)
    return [_question(draft, events, window, one, sample, unasked) for window, one in firm], None


def _drafted(claim: Claim, reading: Reading, actors: Actors, rules: Rules) -> _Draft | Reason:
    """The claim understood, or the first reason why it cannot be."""
    ahead = _events_ahead(claim, reading)
    triggers = [Trigger(one.event_type, *_inside(one, claim)) for one in ahead]
    said = understand(claim.content.of(reading.document.text), triggers, rules)
    if isinstance(said, Reason):
        return said
    made = reading.document.published
    if made is None:
        return Reason(rules.reasons["no_date"])
    named = named_actors(claim, reading, made, actors, rules)
    if not named.ids:
        return Reason(rules.reasons["no_actor"])
    windows = windows_of(claim.horizon, made)
    if not windows.windows:
        return Reason(rules.reasons["over"])
    event = next((one for one in ahead if said.start in range(*_inside(one, claim))), None)
    dyad = dyad_of(named, event, made, actors)
    certainty, assumed = _certainty(claim, rules)
    return _Draft(
        claim=claim,
        speaker_name=speaker_name(claim, reading, actors),
        made=made,
        said=said,
        dyad=dyad,
        windows=windows.windows,
        certainty=certainty,
        defaults=(*windows.defaults, *dyad.defaults, *assumed),
    )


def _events_ahead(claim: Claim, reading: Reading) -> list[ReportedEvent]:
    """The events that the reader found in the content as not yet happened, in order."""
    found = [one for one in reading.events if one.status in _AHEAD and claim.content.contains(one.trigger)]
    return sorted(found, key=lambda one: one.trigger)


def _inside(event: ReportedEvent, claim: Claim) -> tuple[int, int]:
    return event.trigger.start - claim.content.start, event.trigger.end - claim.content.start


def _filter(draft: _Draft, sample: _Sample) -> EventFilter:
    dyad = draft.dyad
    return EventFilter(
        datasets=sample.datasets,
        actors=dyad.actors,
        recipients=dyad.recipients,
        event_types=draft.said.types,
        either_way=dyad.either_way,
    )


def _sample(plan: StudyPlan) -> _Sample:
    counting = [one for one in plan.indicators if one.measure in _COUNTED]
    datasets = tuple(sorted({name for one in counting for name in one.events.datasets}))
    return _Sample(datasets, next((one.partial for one in counting if one.partial), ""))


def _question(
    draft: _Draft,
    events: EventFilter,
    window: DateInterval,
    threshold: Threshold,
    sample: _Sample,
    unasked: tuple[str, ...],
) -> Question:
    claim = draft.claim
    return Question(
        id=content_id("question", claim.id, window.start, window.end),
        text=_text(draft, window, threshold),
        claim=claim.id,
        speaker=claim.speaker,
        speaker_name=draft.speaker_name,
        certainty=draft.certainty,
        made=draft.made,
        window=window,
        measure="count",
        events=events,
        series="",
        scope="",
        comparator=threshold.comparator,
        threshold=threshold.value,
        rule=f"Counted for {phrases.listing([repr(word) for word in draft.said.words])}. {threshold.rule}",
        defaults=(*draft.defaults, *unasked),
        outcome_known=False,
        hypothesis="",
        provenance=Provenance(FromRecords((claim.id,)), MADE_BY, VERSION),
        partial=sample.partial,
        compared=threshold.compared,
    )


def _text(draft: _Draft, window: DateInterval, threshold: Threshold) -> str:
    how = {
        "more": "more ",
        "fewer": "fewer ",
        "record": "more ",
        "lasting": f"at least {phrases.number(threshold.value)} ",
    }
    if draft.said.kind == "lasting" and threshold.value == 1:
        how["lasting"] = "any "
    amount = "" if draft.said.amount == 1 else f"at least {draft.said.amount} "
    lead = how.get(draft.said.kind, amount or "any ")
    return f"Will there be {lead}{draft.said.name} {draft.dyad.words} {phrases.period(window)}{threshold.words}?"


def _certainty(claim: Claim, rules: Rules) -> tuple[Certainty, tuple[str, ...]]:
    """The probability that the speaker's words give to the thing itself, and what was assumed."""
    given, (low, high) = claim.certainty, rules.flat
    if given is None:
        flat = Certainty(1 - high, 1 - low, "", FLAT_SCALE) if claim.negated else Certainty(low, high, "", FLAT_SCALE)
        return flat, (
            f"The words give no probability; a flat statement is taken as {flat.low:.0%} to {flat.high:.0%}.",
        )
    if claim.negated and (given.low + given.high) / 2 > _EVEN:
        return Certainty(1 - given.high, 1 - given.low, given.words, given.scale), ()
    return given, ()


def _untestable(claim: Claim, name: str, reason: Reason) -> Untestable:
    provenance = Provenance(FromRecords((claim.id,)), MADE_BY, VERSION)
    return Untestable(content_id("untestable", claim.id), claim.id, claim.speaker, name, reason.text, provenance)


def _declared(spec: QuestionSpec, indicator: Indicator, plan: StudyPlan) -> Question:
    """A declared question counts as asked on the day before its window."""
    hypothesis = next((one.id for one in plan.hypotheses if spec.id in one.questions), "")
    start = spec.window.start or plan.shock.day
    known = ("The question was written with the outcome known.",) if spec.outcome_known else ()
    return Question(
        id=content_id("question", plan.id, spec.id),
        text=spec.text,
        claim="",
        speaker="",
        speaker_name="",
        certainty=None,
        made=start - timedelta(days=1),
        window=spec.window,
        measure=indicator.measure,
        events=indicator.events,
        series=indicator.series,
        scope=indicator.scope,
        comparator=spec.comparator,
        threshold=spec.threshold,
        rule=f"The study asks it of its indicator {indicator.title!r}.",
        defaults=(
            *known,
            *((indicator.caution[0].upper() + indicator.caution[1:] + ".",) if indicator.caution else ()),
        ),
        outcome_known=spec.outcome_known,
        hypothesis=hypothesis,
        provenance=Provenance(FromStudy(f"question.{spec.id}"), MADE_BY, VERSION),
        indicator=indicator.id,
        denominator=indicator.denominator,
        partial=indicator.partial,
    )
