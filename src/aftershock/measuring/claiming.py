"""Which claims, links and reported events of the documents speak of a hypothesis."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from aftershock.record.claim import AUTHOR, Claim, Link
from aftershock.record.event import ReportedEvent
from aftershock.record.hypothesis import ClaimMatch, Hypothesis
from aftershock.record.reading import Reading
from aftershock.record.text import Span

_ASSERTED: Final = ("forecast", "assessment", "report")


@dataclass(frozen=True, slots=True)
class Claimed:
    """The claims and links that speak for a hypothesis, those that deny it, and how many sources are independent.

    ``reported`` are events that the documents tell as having happened, in sentences that match: facts, not claims.
    """

    claims: tuple[Claim, ...]
    denied: tuple[Claim, ...]
    links: tuple[Link, ...]
    reported: tuple[ReportedEvent, ...]
    sources: int


def claimed(hypothesis: Hypothesis, readings: Sequence[Reading], links: Sequence[Link]) -> Claimed:
    """What the documents say about a hypothesis.

    Every part of its match that is given must hold: one of the actors is among those the claim is about or stands in
    its sentence, one of the words begins a word of the content, one of the speakers says it. Recommendations assert
    nothing and are left out; an event told as fact counts apart, where one of its parties is among the actors. A link counts with its claim, or where its effect matches by itself. Documents of one
    publisher are one source.
    """
    match = hypothesis.match
    if not (match.actors or match.words or match.speakers):
        return Claimed((), (), (), (), 0)
    found = [(reading, claim) for reading in readings for claim in reading.claims if _speaks(match, reading, claim)]
    negative = hypothesis.expected == "no-change"  # what is expected not to change is claimed by a denial of change
    asserted = tuple(claim for _, claim in found if negative or not claim.negated)
    named = {claim.id for claim in asserted}
    by_document = {reading.document.id: reading for reading in readings}
    kept = tuple(
        link for link in links if link.claim in named or _leads_to(match, by_document.get(link.document), link)
    )
    linked = {link.claim for link in kept}  # a statement that denies one thing may assert another as cause and effect
    reported = tuple(event for reading in readings for event in reading.events if _tells(match, reading, event))
    documents = {c.document for c in asserted} | {k.document for k in kept} | {e.document for e in reported}
    return Claimed(
        _ordered(asserted),
        _ordered(claim for _, claim in found if claim.negated and claim not in asserted and claim.id not in linked),
        tuple(sorted(kept, key=lambda link: (link.document, link.effect.start, link.id))),
        reported,
        len({_source(by_document[name]) for name in documents if name in by_document}),
    )


def _speaks(match: ClaimMatch, reading: Reading, claim: Claim) -> bool:
    if claim.kind not in _ASSERTED:
        return False
    content = claim.content.of(reading.document.text)
    return (
        _has_word(match.words, content)
        and (not match.actors or bool(set(match.actors) & _actors(reading, claim.content, claim.about)))
        and (not match.speakers or claim.speaker in match.speakers or _author(match, reading, claim))
    )


def _leads_to(match: ClaimMatch, reading: Reading | None, link: Link) -> bool:
    """A link by itself names no speaker, so it can only count where none is asked for."""
    if reading is None or match.speakers or not match.words:
        return False
    effect = link.effect.of(reading.document.text)
    whole = Span(min(link.cause.start, link.effect.start), max(link.cause.end, link.effect.end))
    return _has_word(match.words, effect) and (
        not match.actors or bool(set(match.actors) & _actors(reading, whole, ()))
    )


def _tells(match: ClaimMatch, reading: Reading, event: ReportedEvent) -> bool:
    """An event that happened, in a sentence that names one of the actors and has one of the words."""
    if event.status != "occurred" or match.speakers or not match.words:
        return False
    named = {*event.actors, *event.recipients} & set(match.actors)
    return _has_word(match.words, event.sentence.of(reading.document.text)) and (not match.actors or bool(named))


def _author(match: ClaimMatch, reading: Reading, claim: Claim) -> bool:
    """Whether the document's own author is one of the speakers, by name."""
    return claim.speaker == AUTHOR and bool(set(match.speakers) & {AUTHOR, *reading.document.authors})


def _actors(reading: Reading, words: Span, about: Sequence[str]) -> set[str]:
    sentences = [sentence.span for sentence in reading.sentences if sentence.span.overlaps(words)] or [words]
    named = {
        actor.id
        for actor in reading.actors
        if any(sentence.contains(mention) for mention in actor.mentions for sentence in sentences)
    }
    return named | set(about)


def _has_word(words: Sequence[str], text: str) -> bool:
    folded = text.casefold()
    return not words or any(re.search(rf"\b{re.escape(word.casefold())}", folded) for word in words)


def _source(reading: Reading) -> str:
    document = reading.document
    return document.publisher.casefold() or document.sha256


def _ordered(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    return tuple(sorted(claims, key=lambda claim: (claim.document, claim.content.start, claim.id)))
