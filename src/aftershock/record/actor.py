"""Actors: those the ontology knows, and those a document mentions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from aftershock.record.dates import DateInterval
from aftershock.record.provenance import Provenance
from aftershock.record.text import Span

ActorKind = Literal["country", "government", "organization", "coalition", "armed-group", "person"]


@dataclass(frozen=True, slots=True)
class Membership:
    """An actor's place in a group or office, and when. ``role`` is empty for plain membership."""

    group: str
    interval: DateInterval
    role: str = ""


@dataclass(frozen=True, slots=True)
class Actor:
    """An actor of the ontology. ``country`` is an ISO 3166 alpha-3 code, or empty; ``aliases`` hold every script."""

    id: str
    name: str
    kind: ActorKind
    country: str = ""
    sector: str = ""
    aliases: tuple[str, ...] = ()
    memberships: tuple[Membership, ...] = ()
    wikidata: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class DocumentActor:
    """An actor as one document mentions it.

    ``id`` is the ontology's id where the actor was resolved, else an id of its own made from the name. ``names`` are
    the surface forms met, ``mentions`` their places; ``reason`` says in words how the forms were joined and resolved.
    """

    document: str
    id: str
    name: str
    names: tuple[str, ...]
    kind: ActorKind
    mentions: tuple[Span, ...]
    resolved: bool
    reason: str
    provenance: Provenance
