"""The source texts with what was read in them highlighted, character for character."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from aftershock.record.document import Document
from aftershock.record.text import Span
from aftershock.showing import words
from aftershock.showing.chips import Chips, anchor
from aftershock.showing.evidence import ReportData

MarkKind = Literal["forecast", "claim", "event", "link"]

WHOLE: Final = 200_000
"""Texts up to this length are shown whole; of longer ones, the paragraphs in which something was read."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Something read in the text: ``href`` leads on to its entry, ``id`` is where chips lead to."""

    id: str
    label: str
    kind: MarkKind
    span: Span
    href: str
    title: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text under the same marks. ``begins`` are the marks that start here; ``skipped`` says why not read."""

    text: str
    kind: MarkKind | None
    href: str
    title: str
    begins: tuple[Mark, ...]
    skipped: str


@dataclass(frozen=True, slots=True)
class Page:
    """A document ready to be shown."""

    document: Document
    anchor: str
    pieces: tuple[Piece, ...]
    marks: tuple[Mark, ...]


def pages(data: ReportData, chips: Chips) -> tuple[Page, ...]:
    """Every document with its highlights."""
    marks: dict[str, list[Mark]] = {}
    for document, mark in _marks(data, chips):
        marks.setdefault(document, []).append(mark)
    return tuple(_page(document, marks.get(document.id, [])) for document in data.documents)


def _marks(data: ReportData, chips: Chips) -> list[tuple[str, Mark]]:
    found = []
    for claim in data.claims:
        kind: MarkKind = "forecast" if claim.kind == "forecast" else "claim"
        found.append((claim.document, _mark(claim.id, kind, claim.content, f"#{anchor('c', claim.id)}", chips)))
    for event in data.reported:
        title = f"{event.event_type}, {event.status}"
        found.append(
            (event.document, _mark(event.id, "event", event.trigger, f"#{anchor('n', event.id)}", chips, title))
        )
    for link in data.links:
        span = Span(min(link.cause.start, link.effect.start), max(link.cause.end, link.effect.end))
        title = f"cause and effect, {link.direction}"
        found.append((link.document, _mark(link.id, "link", span, f"#{anchor('n', link.id)}", chips, title)))
    return found


def _mark(identity: str, kind: MarkKind, span: Span, href: str, chips: Chips, title: str = "") -> Mark:
    label = chips.one(identity).label
    return Mark(anchor("s", identity), label, kind, span, href, title or kind)


def _page(document: Document, marks: Sequence[Mark]) -> Page:
    ordered = tuple(sorted((mark for mark in marks if mark.span.end <= len(document.text)), key=_by_place))
    return Page(document, anchor("doc", document.id), tuple(_pieces(document, ordered)), ordered)


def _by_place(mark: Mark) -> tuple[int, int, str]:
    return (mark.span.start, -mark.span.end, mark.id)


def _pieces(document: Document, marks: Sequence[Mark]) -> list[Piece]:
    skipped = [(part.span, part.reason) for part in document.skipped]
    edges = {0, len(document.text)}
    for span in [mark.span for mark in marks] + [span for span, _ in skipped]:
        edges.update((span.start, min(span.end, len(document.text))))
    spans = [Span(start, end) for start, end in itertools.pairwise(sorted(edges))]
    pieces = [
        _piece(document.text, span, over, skipped) for span, over in zip(spans, _covers(spans, marks), strict=True)
    ]
    return pieces if len(document.text) <= WHOLE else [_elided(piece) for piece in pieces]


def _covers(spans: Sequence[Span], marks: Sequence[Mark]) -> Iterator[list[Mark]]:
    """The marks over each span; both are sorted by start, so that one pass is enough."""
    waiting, here = iter(marks), list[Mark]()
    following = next(waiting, None)
    for span in spans:
        here = [mark for mark in here if mark.span.end > span.start]
        while following is not None and following.span.start <= span.start:
            here.append(following)
            following = next(waiting, None)
        yield here


def _piece(text: str, span: Span, over: Sequence[Mark], skipped: Sequence[tuple[Span, str]]) -> Piece:
    shortest = min(over, key=lambda mark: len(mark.span), default=None)
    reason = next((reason for part, reason in skipped if part.contains(span)), "")
    return Piece(
        text=words.visible(span.of(text)),
        kind=shortest.kind if shortest else None,
        href=shortest.href if shortest else "",
        title="; ".join(f"{mark.label}: {mark.title}" for mark in over),
        begins=tuple(mark for mark in over if mark.span.start == span.start),
        skipped=reason,
    )


def _elided(piece: Piece) -> Piece:
    """Of a long stretch without marks, only the paragraphs next to marks."""
    paragraphs = piece.text.split("\n\n")
    if piece.kind is not None or len(paragraphs) <= 2:  # noqa: PLR2004  the first and the last stay
        return piece
    cut = "\n\n".join(paragraphs[1:-1])
    left_out = f"[{words.plural(len(cut), 'character')} in which nothing was read are left out here]"
    return Piece("\n\n".join((paragraphs[0], left_out, paragraphs[-1])), None, "", "", (), piece.skipped)
