"""A reading as the JSON object that reading records are exchanged in: inclusive days, offsets in code points."""

from __future__ import annotations

from typing import Any

from aftershock.record.claim import AUTHOR, Certainty, Claim, Link
from aftershock.record.dates import DateInterval
from aftershock.record.document import Document
from aftershock.record.event import ReportedEvent
from aftershock.record.provenance import Provenance
from aftershock.record.reading import Reading
from aftershock.record.text import Span

Json = dict[str, Any]


def to_json(reading: Reading) -> dict[str, object]:
    """The reading with ids local to the document (a1, e1, c1, l1), in reading order.

    Days are inclusive on both ends, ``None`` where open. Each record carries ``by``: the rule that made it and its
    version; actors carry ``resolved`` and the reason in words.
    """
    actors = {a.id: f"a{n}" for n, a in enumerate(reading.actors, 1)}
    claims = {c.id: f"c{n}" for n, c in enumerate(reading.claims, 1)}
    return {
        "document": _document(reading.document),
        "text": reading.document.text,
        "actors": [
            {"id": actors[a.id], "name": a.name, "names": list(a.names), "kind": a.kind, "mentions": [_span(m) for m in a.mentions],
             "actor": a.id if a.resolved else None, "reason": a.reason, "by": _by(a.provenance)}
            for a in reading.actors
        ],
        "events": [_event(e, f"e{n}", actors) for n, e in enumerate(reading.events, 1)],
        "claims": [_claim(c, claims[c.id], actors) for c in reading.claims],
        "links": [_link(k, f"l{n}", claims) for n, k in enumerate(reading.links, 1)],
        "refused": [{"step": r.step, "place": r.place, "reason": r.reason, "count": r.count} for r in reading.refused],
    }  # fmt: skip


def _document(document: Document) -> Json:
    published = None if document.published is None else document.published.isoformat()
    return {"id": document.id, "title": document.title, "publisher": document.publisher, "authors": list(document.authors),
            "published": published, "language": document.language}  # fmt: skip


def _span(span: Span) -> list[int]:
    return [span.start, span.end]


def _by(provenance: Provenance) -> str:
    return f"{provenance.made_by}/{provenance.version}"


def _interval(interval: DateInterval | None) -> Json | None:
    if interval is None:
        return None
    start, last = interval.start, interval.last
    return {"start": start.isoformat() if start else None, "end": last.isoformat() if last else None}


def _event(event: ReportedEvent, local: str, actors: dict[str, str]) -> Json:
    has_start = event.when is not None and event.when.start is not None
    return {"id": local, "type": event.event_type, "actors": [actors[a] for a in event.actors],
            "recipients": [actors[a] for a in event.recipients], "status": event.status,
            "date": _interval(event.when) if has_start else None, "place": event.place or None,
            "trigger": _span(event.trigger), "sentence": _span(event.sentence), "by": _by(event.provenance)}  # fmt: skip


def _claim(claim: Claim, local: str, actors: dict[str, str]) -> Json:
    return {"id": local, "speaker": claim.speaker if claim.speaker == AUTHOR else actors[claim.speaker], "kind": claim.kind,
            "content": _span(claim.content), "cue": None if claim.cue is None else _span(claim.cue),
            "certainty": _certainty(claim.certainty), "negated": claim.negated, "horizon": _interval(claim.horizon),
            "by": _by(claim.provenance)}  # fmt: skip


def _certainty(certainty: Certainty | None) -> list[float] | None:
    return None if certainty is None else [certainty.low, certainty.high]


def _link(link: Link, local: str, claims: dict[str, str]) -> Json:
    return {"id": local, "cause": _span(link.cause), "effect": _span(link.effect), "direction": link.direction,
            "hedged": link.hedged, "claim": None if link.claim is None else claims[link.claim], "by": _by(link.provenance)}  # fmt: skip
