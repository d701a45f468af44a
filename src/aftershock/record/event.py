"""Events: as a document tells them, and as a row of event data holds them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from aftershock.record.dates import DateInterval
from aftershock.record.provenance import Provenance
from aftershock.record.text import Span

PLOVER_TYPES: Final = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
"""The sixteen event types of PLOVER (Halterman et al. 2023, PLOVER and POLECAT)."""

OTHER_TYPE: Final = "OTHER"
"""What a chronology calls an entry that is no act of one actor towards another: an election, a market event."""

Status = Literal["occurred", "planned", "possible", "denied"]


@dataclass(frozen=True, slots=True)
class ReportedEvent:
    """Who did what to whom, as one document tells it. ``actors`` and ``recipients`` are ids of its DocumentActors."""

    id: str
    document: str
    event_type: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    status: Status
    when: DateInterval | None
    place: str
    trigger: Span
    sentence: Span
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Event:
    """One row of the common event table (see `aftershock.record.columns`), as Python sees it.

    ``actor`` and ``recipient`` are resolved ids, or the raw code where the ontology does not know it; empty where the
    source names none. ``known`` is the day the event became known. Deaths are ``None`` where the source gives none.
    """

    id: str
    dataset: str
    release: str
    file: str
    line: int
    when: DateInterval
    known: date
    actor: str
    recipient: str
    event_type: str
    mode: str
    place: str
    country: str
    deaths_low: int | None
    deaths_best: int | None
    deaths_high: int | None
    summary: str
    source: str
    url: str
