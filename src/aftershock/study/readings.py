"""The readings of a study, put together again from the records of its store."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Protocol, TypeVar

from aftershock.record.actor import DocumentActor
from aftershock.record.claim import Claim, Link
from aftershock.record.document import Document
from aftershock.record.event import ReportedEvent
from aftershock.record.reading import Reading, Sentence
from aftershock.store.judgements import upheld
from aftershock.store.store import Store


class _OfDocument(Protocol):
    @property
    def document(self) -> str: ...


T = TypeVar("T", bound=_OfDocument)


def readings(store: Store) -> tuple[Reading, ...]:
    """What was read from each document, by document id, without what an analyst rejected."""
    sentences = _by_document(store.records(Sentence))
    actors = _by_document(store.records(DocumentActor))
    events = _by_document(upheld(store.records(ReportedEvent), store))
    claims = _by_document(upheld(store.records(Claim), store))
    links = _by_document(upheld(store.records(Link), store))
    documents = sorted(store.records(Document), key=lambda document: document.id)
    return tuple(
        Reading(one, sentences(one.id), actors(one.id), events(one.id), claims(one.id), links(one.id))
        for one in documents
    )


def _by_document(records: Iterable[T]) -> Callable[[str], tuple[T, ...]]:
    found: dict[str, list[T]] = defaultdict(list)
    for record in records:
        found[record.document].append(record)
    return lambda document: tuple(found.get(document, ()))
