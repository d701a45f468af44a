"""Passages for the tests of claims and links: a text with its names marked, read by the package's own segmentation."""

from __future__ import annotations

import re
from datetime import date

from aftershock.reading.causes import links
from aftershock.reading.claims import claims
from aftershock.reading.passage import Mention, Passage
from aftershock.reading.segment import prepare
from aftershock.reading.speakers import unnamed_speakers
from aftershock.record.actor import ActorKind, DocumentActor
from aftershock.record.claim import Claim, Link
from aftershock.record.document import Document
from aftershock.record.provenance import FromText, Provenance
from aftershock.record.text import Span

PUBLISHED = date(2022, 3, 10)

NAMES: dict[str, tuple[str, ActorKind]] = {
    "Mira Halden": ("halden", "person"),
    "Ms Halden": ("halden", "person"),
    "Halden": ("halden", "person"),
    "Tor Vessel": ("vessel", "person"),
    "Mr Vessel": ("vessel", "person"),
    "Norland": ("norland", "country"),
    "Osterland": ("osterland", "country"),
    "Harbour League": ("league", "organization"),
    "Nordic Institute": ("institute", "organization"),
    "The Courier": ("courier", "organization"),
    "River Front": ("front", "armed-group"),
}


def passage(text: str, *, title: str = "", published: date | None = PUBLISHED) -> Passage:
    """A passage whose mentions are the invented names above, and the unnamed who speak."""
    document = Document("t1", title, "", (), published, "en", text, "t1.txt", "0" * 64)
    sentences, quotations = prepare(document)
    pattern = re.compile("|".join(sorted(map(re.escape, NAMES), key=len, reverse=True)))
    named = [Mention(Span(*m.span()), NAMES[m.group()][0], named=True) for m in pattern.finditer(text)]
    unnamed, spoken = unnamed_speakers(document, sentences)
    actors = (*_actors(named, document), *unnamed)
    mentions = sorted([*named, *spoken], key=lambda m: m.span)
    return Passage(document, sentences, quotations, actors, tuple(mentions))


def _actors(named: list[Mention], document: Document) -> list[DocumentActor]:
    kinds = dict(NAMES.values())
    made = Provenance(FromText(document.id, Span(0, 1)), "test", "1")
    places = {a: tuple(m.span for m in named if m.actor == a) for a in sorted({m.actor for m in named})}
    return [DocumentActor("t1", a, a, (a,), kinds[a], spans, False, "", made) for a, spans in places.items()]


def read_claims(text: str, **given: object) -> list[Claim]:
    """The claims of a text."""
    return list(claims(passage(text, **given)))  # type: ignore[arg-type]


def told(text: str) -> list[tuple[str, str, str]]:
    """Speaker, kind and content of each claim."""
    return [(_speaker(text, claim), claim.kind, claim.content.of(text)) for claim in read_claims(text)]


def _speaker(text: str, claim: Claim) -> str:
    names = {actor.id: actor.name for actor in passage(text).actors}
    return names.get(claim.speaker, claim.speaker)


def read_links(text: str) -> list[Link]:
    """The links of a text."""
    here = passage(text)
    return list(links(here, claims(here)))


def linked(text: str) -> list[tuple[str, str, str]]:
    """Cause, direction and effect of each link."""
    return [(link.cause.of(text), link.direction, link.effect.of(text)) for link in read_links(text)]
