"""What reading one document yields."""

from __future__ import annotations

from dataclasses import dataclass

from aftershock.record.actor import DocumentActor
from aftershock.record.claim import Claim, Link
from aftershock.record.document import Document
from aftershock.record.event import ReportedEvent
from aftershock.record.refusal import Refusal
from aftershock.record.text import Span


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a document, by its place in the reading order."""

    document: str
    index: int
    span: Span


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything read from one document; what could not be grounded stands in ``refused``, counted and named."""

    document: Document
    sentences: tuple[Sentence, ...]
    actors: tuple[DocumentActor, ...]
    events: tuple[ReportedEvent, ...]
    claims: tuple[Claim, ...]
    links: tuple[Link, ...]
    refused: tuple[Refusal, ...] = ()
