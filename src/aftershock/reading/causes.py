"""Links: what a text says leads to what, with the shortest spans that name cause and effect."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from aftershock.reading.causal_words import Signal, listed, signals
from aftershock.reading.certainty import hedges
from aftershock.reading.cues import cues
from aftershock.reading.passage import Passage, Token, TokenSentence
from aftershock.reading.phrases import Stretch, clause_before, object_after, subject_before
from aftershock.record.claim import Claim, Link, LinkDirection
from aftershock.record.ids import content_id
from aftershock.record.provenance import FromText, Provenance
from aftershock.record.text import Span

VERSION: Final = "1"
_SURE: Final = 0.85
_LONGEST: Final = 400
_NEGATIONS: Final = frozenset({"not", "n't", "never", "cannot", "hardly"})
_GUARDED: Final = frozenset({"would", "could", "may", "might", "can", "if", "unless", "'d", "whether", "should"})
_NEAR: Final = 4


@dataclass(frozen=True, slots=True)
class _Found:
    cause: Span
    effect: Span
    direction: LinkDirection
    hedged: bool
    rule: str


def links(passage: Passage, claims: Sequence[Claim]) -> tuple[Link, ...]:
    """The causal links of a document, sorted by cause and effect; each carries the innermost claim it stands in."""
    held = _Held(claims)
    found: dict[tuple[Span, Span], Link] = {}
    previous: TokenSentence | None = None
    for sentence in passage.sentences:
        if sentence.role == "boilerplate" or len(sentence.tokens) > _LONGEST:
            continue
        for item in _sentence(sentence.tokens, previous.tokens if previous else ()):
            link = _link(passage, item, held.around(sentence.span, item))
            found.setdefault((item.cause, item.effect), link)
        previous = sentence
    return tuple(sorted(found.values(), key=lambda link: (link.cause, link.effect)))


def _link(passage: Passage, found: _Found, claim: str | None) -> Link:
    document = passage.document.id
    whole = Span(min(found.cause.start, found.effect.start), max(found.cause.end, found.effect.end))
    identity = content_id("link", document, *(n for s in (found.cause, found.effect) for n in (s.start, s.end)))
    made = Provenance(FromText(document, whole), found.rule, VERSION)
    return Link(identity, document, found.cause, found.effect, found.direction, found.hedged, claim, made)


class _Held:
    """Claims by place."""

    def __init__(self, claims: Sequence[Claim]) -> None:
        self._claims = sorted(claims, key=lambda c: (c.content, c.id))
        self._starts = [claim.content.start for claim in self._claims]

    def around(self, sentence: Span, found: _Found) -> str | None:
        """The shortest claim that holds the effect or, failing that, the cause."""
        stop = bisect_left(self._starts, sentence.end)
        near = [c for c in self._claims[max(0, stop - 12) : stop] if c.content.end > sentence.start]
        for part in (found.effect, found.cause):
            holding = [claim for claim in near if claim.content.contains(part)]
            if holding:
                return min(holding, key=lambda c: (len(c.content), c.content, c.id)).id
        return None


def _sentence(tokens: Sequence[Token], previous: Sequence[Token]) -> Iterator[_Found]:
    yield from _conditional(tokens)
    last: Stretch | None = None
    last_end = 0
    for signal in signals(tokens):
        if _is_negated(tokens, signal):
            continue
        if signal.shape == "reversed":
            yield from _reversed(tokens, signal)
            continue
        joined = last is not None and _is_joined(tokens, signal, last_end)
        cause = last if joined else subject_before(tokens, signal, previous)
        effect = object_after(tokens, signal)
        if cause is None or effect is None:
            continue
        last, last_end = cause, signal.end
        yield _Found(cause.span, effect.span, signal.direction, _is_hedged(tokens, signal), "causal-verb")


def _reversed(tokens: Sequence[Token], signal: Signal) -> Iterator[_Found]:
    effect, cause = clause_before(tokens, signal), object_after(tokens, signal)
    if effect is not None and cause is not None:
        yield _Found(cause.span, effect.span, signal.direction, _is_hedged(tokens, signal), "causal-connective")


def _conditional(tokens: Sequence[Token]) -> Iterator[_Found]:
    """ "If X, Y" and "Y if X": a guarded link from X to Y."""
    for place, token in enumerate(tokens):
        if token.lower not in {"if", "unless"} or not _is_condition(tokens, place):
            continue
        pair = _led_by_condition(tokens, place) or _closed_by_condition(tokens, place)
        if pair is not None:
            direction: LinkDirection = "lowers" if token.lower == "unless" else "raises"
            yield _Found(pair[0].span, pair[1].span, direction, True, "condition")


def _is_condition(tokens: Sequence[Token], place: int) -> bool:
    before = tokens[place - 1].lower if place else ""
    after = tokens[place + 1].lower if place + 1 < len(tokens) else ""
    asks = {
        "ask",
        "asks",
        "asked",
        "wonder",
        "wonders",
        "wondered",
        "see",
        "know",
        "as",
        "even",
        "what",
        "only",
        "doubt",
    }
    return before not in asks and after not in {"only", "not", "so", "any", "anything", "ever", "necessary", "possible"}


def _led_by_condition(tokens: Sequence[Token], place: int) -> tuple[Stretch, Stretch] | None:
    if place > 1 and tokens[place - 1].lower not in {"that", ",", '"', "but", "and", "said", ":", "warned"}:
        return None
    comma = next((p for p in range(place + 3, len(tokens)) if tokens[p].lower == ","), None)
    if comma is None or comma + 2 >= len(tokens):
        return None
    start = comma + 1
    while start < len(tokens) and tokens[start].lower in {"then", '"', "'"}:
        start += 1
    end = next(
        (p for p in range(start, len(tokens)) if tokens[p].lower in {".", ";", "?", '"', "-", "--"}), len(tokens)
    )
    return (Stretch(tokens, place + 1, comma), Stretch(tokens, start, end)) if start + 1 < end else None


def _closed_by_condition(tokens: Sequence[Token], place: int) -> tuple[Stretch, Stretch] | None:
    end = next(
        (p for p in range(place, len(tokens)) if tokens[p].lower in {",", ".", ";", '"', "-", "--", ")"}), len(tokens)
    )
    effect = clause_before(tokens, Signal(place, place + 1, "condition", "raises", "if"))
    return (Stretch(tokens, place + 1, end), effect) if effect is not None and end > place + 2 else None


def _is_joined(tokens: Sequence[Token], signal: Signal, last_end: int) -> bool:
    """Whether a verb shares its subject with the one before: "led to A and opened B"."""
    place = signal.start - 1
    while place > last_end and tokens[place].lower in {"also", "then", "ultimately", "thus", "thereby"}:
        place -= 1
    return place > last_end and tokens[place].lower in {"and", "or", "but"}


def _is_negated(tokens: Sequence[Token], signal: Signal) -> bool:
    before = [token.lower for token in tokens[max(0, signal.start - _NEAR + 1) : signal.start]]
    return any(word in _NEGATIONS for word in before) and "only" not in before


def _is_hedged(tokens: Sequence[Token], signal: Signal) -> bool:
    near = tokens[max(0, signal.start - _NEAR) : signal.end]
    return any(token.lower in _GUARDED for token in near) or any(hedge.high < _SURE for hedge in hedges(near))
