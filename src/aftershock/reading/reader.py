"""A document to its records: mentions, actors, events, claims, links; each grounded, each with the rule that made it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from aftershock.ontology.actors import Actors
from aftershock.ontology.names import written
from aftershock.reading import causes, mentions
from aftershock.reading import claims as claiming
from aftershock.reading.corefer import unnamed
from aftershock.reading.events import events
from aftershock.reading.passage import Mention, Passage, Quotation, TokenSentence
from aftershock.reading.resolve import Resolved, Resolver
from aftershock.reading.segment import prepare
from aftershock.reading.speakers import unnamed_speakers
from aftershock.record.actor import Actor, DocumentActor
from aftershock.record.claim import Claim
from aftershock.record.document import Document
from aftershock.record.event import ReportedEvent
from aftershock.record.ids import content_id
from aftershock.record.reading import Reading, Sentence
from aftershock.record.refusal import Refusal
from aftershock.record.text import Span

STEP: Final = "reading"
_ENGLISH: Final = frozenset({"", "en", "eng", "english"})
_BYSTANDERS: Final = frozenset({"MED", "NGO", "EDU", "UNI", "THINK"})


def read(document: Document, actors: Actors) -> Reading:
    """Everything that the rules read from a document.

    The rules know English. Of a document in another language only sentences and the actors that the ontology knows by
    name are read, and the refusal says so. An unresolved person or body that takes part in nothing is left out and counted.
    """
    sentences, quotations = prepare(document)
    found = mentions.find(document, sentences, actors)
    resolved = Resolver(document, sentences, actors).resolve(found)
    plain = tuple(Sentence(document.id, s.index, s.span) for s in sentences)
    if not _is_english(document):
        named = tuple(a for a in resolved.actors if a.resolved)
        return Reading(document, plain, named, (), (), (), (_foreign(document),))
    passage = _passage(document, sentences, quotations, resolved, actors)
    told = events(passage, _states(document, resolved, found, actors))
    claims = claiming.claims(passage)
    links = causes.links(passage, claims)
    kept, idle = _taking_part(passage, told, claims, actors)
    return _grounded(Reading(document, plain, kept, told, claims, links, idle))


def _is_english(document: Document) -> bool:
    return document.language.casefold().replace("_", "-").split("-")[0] in _ENGLISH


def _foreign(document: Document) -> Refusal:
    reason = f"the rules read English, this document is in {document.language!r}: only names of known actors were read"
    return Refusal(STEP, document.id, reason)


def _passage(
    document: Document,
    sentences: tuple[TokenSentence, ...],
    quotations: tuple[Quotation, ...],
    resolved: Resolved,
    actors: Actors,
) -> Passage:
    speakers, spoken = unnamed_speakers(document, sentences)
    nations = {a.id for a in resolved.actors if a.kind == "country"}
    persons = {a.id for a in resolved.actors if a.kind == "person"}
    appositions = {m.span.start for m in resolved.mentions if m.actor in persons}
    others = _Cover([m.span for m in resolved.mentions if m.actor not in nations])
    free = tuple(
        m
        for m in _not_covered(spoken, resolved.mentions)
        if not others.touches(m.span) and not _before_name(document.text, m.span, appositions)
    )
    people = _with_speakers(resolved.actors, speakers, free)
    named = tuple(sorted((*resolved.mentions, *free), key=lambda m: m.span))
    described = unnamed(sentences, named, people, resolved.titles, actors)
    return Passage(
        document,
        sentences,
        quotations,
        people,
        tuple(sorted((*named, *_not_covered(described, named)), key=lambda m: m.span)),
    )


def _before_name(text: str, span: Span, names: set[int]) -> bool:
    """As in "Peru's finance minister, Ana Ortiz": the phrase only describes the person named after it."""
    return text[span.end : span.end + 2] == ", " and span.end + 2 in names


def _not_covered(candidates: Sequence[Mention], taken: Sequence[Mention]) -> tuple[Mention, ...]:
    """The candidates that are not inside a mention; one that only holds mentions ("US officials") stays."""
    inside = _Cover([m.span for m in taken])
    return tuple(m for m in sorted(candidates, key=lambda m: m.span) if not inside.holds(m.span))


class _Cover:
    """Whether a span lies inside one of the given, asked in rising order."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._spans = sorted(spans)
        self._next = 0

    def holds(self, span: Span) -> bool:
        while self._next < len(self._spans) and self._spans[self._next].end <= span.start:
            self._next += 1
        return self._next < len(self._spans) and self._spans[self._next].contains(span)

    def touches(self, span: Span) -> bool:
        """Whether a span overlaps one of the given."""
        self.holds(span)
        return self._next < len(self._spans) and self._spans[self._next].overlaps(span)


def _with_speakers(
    people: Sequence[DocumentActor], speakers: Sequence[DocumentActor], spoken: Sequence[Mention]
) -> tuple[DocumentActor, ...]:
    places: dict[str, list[Span]] = {}
    for mention in spoken:
        places.setdefault(mention.actor, []).append(mention.span)
    placed = (replace(s, mentions=tuple(sorted(places[s.id]))) for s in speakers if s.id in places)
    return tuple(sorted((*people, *placed), key=lambda a: (a.mentions[0], a.id)))


def _acts_for_state(known: Actor, day: date | None) -> bool:
    """A body of a government, or a person in an office of a country on the day (on any day where it is not known)."""
    if known.kind != "person":
        return known.kind == "government" and known.sector.startswith("GOV")
    offices = [m for m in known.memberships if m.role and m.group == known.country]
    return any(day is None or m.interval.contains(day) for m in offices)


def _states(
    document: Document, resolved: Resolved, found: Sequence[Sequence[mentions.Found]], actors: Actors
) -> Mapping[str, str]:
    """For persons of a government, the actor of their state, where the document names it too."""
    present = {a.id: a for a in resolved.actors}
    by_country = {
        known.country: known.id
        for a in resolved.actors
        if (known := actors.get(a.id)) is not None and known.kind == "country"
    }
    states: dict[str, str] = {}
    for f in (f for one in found for f in one):
        if (
            f.found_as in {"institution", "administration"}
            and f.actor is not None
            and (known := actors.get(f.actor)) is not None
        ):
            local = content_id("actor", "government", written(f.text))
            if local in present and known.country in by_country:
                states[local] = by_country[known.country]
    for actor_id in present:
        known = actors.get(actor_id)
        if known is not None and known.country in by_country and _acts_for_state(known, document.published):
            states[actor_id] = by_country[known.country]
    return states


def _stands_alone(actor: DocumentActor, actors: Actors) -> bool:
    """Whether an actor counts without doing or saying anything: groups, titled people, known ones but media and institutes."""
    known = actors.get(actor.id)
    if known is not None:
        return known.kind != "organization" or known.sector not in _BYSTANDERS
    return actor.kind in {"armed-group", "government", "coalition"} or (
        actor.kind == "person" and "title" in actor.reason
    )


def _taking_part(
    passage: Passage, told: Sequence[ReportedEvent], claims: Sequence[Claim], actors: Actors
) -> tuple[tuple[DocumentActor, ...], tuple[Refusal, ...]]:
    active = (
        {a for e in told for a in (*e.actors, *e.recipients)}
        | {c.speaker for c in claims}
        | {a for c in claims for a in c.about}
    )
    authors = {written(name) for name in passage.document.authors}
    kept = tuple(
        a for a in passage.actors if a.id in active or (written(a.name) not in authors and _stands_alone(a, actors))
    )
    idle = len(passage.actors) - len(kept)
    reason = "names of unknown people or bodies that do, suffer and say nothing"
    return kept, (Refusal(STEP, passage.document.id, reason, idle),) if idle else ()


def _grounded(reading: Reading) -> Reading:
    """The reading without the records whose spans lie outside the text; they are counted in its refusals."""
    end = len(reading.document.text)
    events = tuple(e for e in reading.events if max(e.trigger.end, e.sentence.end) <= end)
    claims = tuple(c for c in reading.claims if c.content.end <= end and (c.cue is None or c.cue.end <= end))
    links = tuple(k for k in reading.links if max(k.cause.end, k.effect.end) <= end)
    lost = len(reading.events) + len(reading.claims) + len(reading.links) - len(events) - len(claims) - len(links)
    reason = "records whose words do not lie in the text"
    refused = (*reading.refused, Refusal(STEP, reading.document.id, reason, lost)) if lost else reading.refused
    return replace(reading, events=events, claims=claims, links=links, refused=refused)
