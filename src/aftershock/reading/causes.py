"""Links: what a text says leads to what, with the shortest spans that name cause and effect."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from aftershock.reading.causal_words import Signal, listed, signals
from aftershock.reading.certainty import hedges
from aftershock.reading.passage import Passage, Token, TokenSentence
from aftershock.reading.phrases import Stretch, clause_before, is_pronoun, object_after, subject_before, taken_up
from aftershock.reading.statements import FINITE
from aftershock.reading.wording import Phrases
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
_CLAIMS_NEAR: Final = 12


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
        for item in _sentence(sentence, previous.tokens if previous else (), held):
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

    def bounds(self, tokens: Sequence[Token], signal: Signal) -> tuple[int, int]:
        """The places in a sentence between which a claim holds the signal; the whole sentence where none does."""
        at = tokens[signal.start].span
        stop = bisect_left(self._starts, at.end)
        holding = [c.content for c in self._claims[max(0, stop - _CLAIMS_NEAR) : stop] if c.content.contains(at)]
        if not holding:
            return 0, len(tokens)
        content = min(holding, key=len)
        inside = [p for p, token in enumerate(tokens) if content.contains(token.span)]
        return inside[0], inside[-1] + 1

    def around(self, sentence: Span, found: _Found) -> str | None:
        """The shortest claim that holds the effect or, failing that, the cause."""
        stop = bisect_left(self._starts, sentence.end)
        near = [c for c in self._claims[max(0, stop - _CLAIMS_NEAR) : stop] if c.content.end > sentence.start]
        for part in (found.effect, found.cause):
            holding = [claim for claim in near if claim.content.contains(part)]
            if holding:
                return min(holding, key=lambda c: (len(c.content), c.content, c.id)).id
        return None


def _sentence(sentence: TokenSentence, previous: Sequence[Token], held: _Held) -> Iterator[_Found]:
    tokens = sentence.tokens
    yield from _conditional(tokens)
    last: Stretch | None = None
    last_end = 0
    found = signals(tokens)
    for number, signal in enumerate(found):
        if _is_put_off(tokens, signal) or (number + 1 < len(found) and found[number + 1].start == signal.end):
            continue
        floor, ceiling = held.bounds(tokens, signal)
        if signal.shape != "verb":
            yield from _joined_clauses(tokens, signal, (floor, ceiling), previous)
            continue
        effect = object_after(tokens, signal, ceiling)
        cause = (
            last
            if last is not None and _is_joined(tokens, signal, last_end)
            else _cause(tokens, signal, floor, last, previous)
        )
        if cause is None or effect is None or _is_empty(cause):
            continue
        last, last_end = cause, signal.end
        yield _Found(cause.span, effect.span, signal.direction, _is_hedged(tokens, signal), "causal-verb")


def _is_fronted(tokens: Sequence[Token], signal: Signal) -> bool:
    """Whether the cause opens the sentence or clause: "Because of the drought, prices rose"."""
    before = tokens[signal.start - 1].lower if signal.start else ""
    return signal.start == 0 or (signal.start == 1 and before in _OPENS) or before in {"that", ":", ";"}


_OPENS: Final = frozenset({"and", "but", "yet", "so", '"', "partly", "largely", "mainly", "mostly", "only"})


def _fronted(tokens: Sequence[Token], signal: Signal) -> tuple[Stretch, Stretch] | None:
    commas = [p for p in range(signal.end + 1, len(tokens) - 2) if tokens[p].lower == ","]
    if not commas:
        return None
    comma = next((p for p in commas if _opens_main(tokens, p + 1)), commas[0])
    stop = next((p for p in range(comma + 1, len(tokens)) if tokens[p].lower in _CLOSES), len(tokens))
    if stop - comma < _LOOK - 2:
        return None
    return Stretch(tokens, signal.end, comma), Stretch(tokens, comma + 1, stop)


def _joined_clauses(
    tokens: Sequence[Token], signal: Signal, bounds: tuple[int, int], previous: Sequence[Token]
) -> Iterator[_Found]:
    """The link that a connective makes: "X, so Y", "because of X, Y", "Y because of X"."""
    hedged = _is_hedged(tokens, signal)
    if signal.shape == "forward":
        pair, rule = _forward(tokens, signal, previous), "causal-adverb"
    elif _is_fronted(tokens, signal):
        pair, rule = _fronted(tokens, signal), "causal-connective"
    else:
        cause, effect = object_after(tokens, signal, bounds[1]), clause_before(tokens, signal, bounds[0])
        pair, rule = (cause, effect) if cause and effect else None, "causal-connective"
    if pair is not None:
        yield _Found(pair[0].span, pair[1].span, signal.direction, hedged, rule)


def _forward(tokens: Sequence[Token], signal: Signal, previous: Sequence[Token]) -> tuple[Stretch, Stretch] | None:
    """The clauses around "so" or "therefore"; at the head of a sentence the cause is the sentence before."""
    stop = next(
        (p for p in range(signal.end + 1, len(tokens)) if tokens[p].lower in _CLOSES - {"-", "--"}), len(tokens)
    )
    start = signal.end + (tokens[signal.end].lower == "," if signal.end < len(tokens) else 0)
    if stop <= signal.end + 1 and start < len(tokens):
        stop = next((p for p in range(start + 1, len(tokens)) if tokens[p].lower in _CLOSES - {"-", "--"}), len(tokens))
    if stop - start < _LOOK - 2 or signal.end >= len(tokens):
        return None
    effect = Stretch(tokens, start, stop)
    if signal.start <= 1:
        return (Stretch(previous, 0, len(previous)), effect) if len(previous) > _LOOK else None
    cause = clause_before(tokens, signal, 0)
    return None if cause is None or cause.words < _LOOK - 1 else (cause, effect)


def _is_empty(stretch: Stretch) -> bool:
    """Whether a stretch holds only words that name nothing."""
    return all(t.lower in _EMPTY or not t.text[0].isalnum() for t in stretch.tokens[stretch.start : stretch.end])


_EMPTY: Final = frozenset({"there", "here", "then", "and", "how", "soon", "moreover", "however", "also", "apparently", "what", "who", "why", "in", "this", "that", "it", "which", "to", "by", "he", "she", "we", "they", "i", "you"}) | FINITE  # fmt: skip


def _cause(
    tokens: Sequence[Token], signal: Signal, floor: int, last: Stretch | None, previous: Sequence[Token]
) -> Stretch | None:
    """The subject of a causal verb; a pronoun stands for the cause before it, else for what the last sentence is about."""
    found = subject_before(tokens, signal, floor)
    if found is None or not is_pronoun(found):
        return found
    return last or taken_up(previous) or found


def _conditional(tokens: Sequence[Token]) -> Iterator[_Found]:
    """As in "If X, Y", "Y if X", "Y in the event of X": a guarded link from X to Y."""
    for start, end, _ in _conditions().all(tokens):
        if not _is_condition(tokens, start, end):
            continue
        pair = _led_by_condition(tokens, start, end) or _closed_by_condition(tokens, start, end)
        if pair is not None:
            direction: LinkDirection = "lowers" if tokens[start].lower in _UNLESS else "raises"
            yield _Found(pair[0].span, pair[1].span, direction, hedged=True, rule="condition")


_UNLESS: Final = frozenset({"unless", "without"})
"""Conditions that keep away what they stand beside."""


@cache
def _conditions() -> Phrases[str]:
    return Phrases({word: word for word in listed("conditions")})


def _is_condition(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether a condition is meant: not "as if" or "asked if", and not one that was never met ("if it had")."""
    before = tokens[start - 1].lower if start else ""
    words = [token.lower for token in tokens[end : end + _LOOK]]
    if before in _NO_CONDITION_AFTER or (words and words[0] in _NO_CONDITION_BEFORE):
        return False
    return not any(word in {"had", "hope", "hopes", "want", "wants"} for word in words)


_NO_CONDITION_AFTER: Final = frozenset({"ask", "asks", "asked", "wonder", "wonders", "wondered", "see", "know", "as", "even", "what", "only", "doubt", "unclear", "sure"})  # fmt: skip
_NO_CONDITION_BEFORE: Final = frozenset({"only", "not", "so", "any", "anything", "ever", "necessary", "possible", "at"})
_LOOK: Final = 5


def _led_by_condition(tokens: Sequence[Token], start: int, end: int) -> tuple[Stretch, Stretch] | None:
    if start > 1 and tokens[start - 1].lower not in {"that", ",", '"', "but", "and", "said", ":", "warned", "-"}:
        return None
    commas = [p for p in range(end + 1, len(tokens) - 2) if tokens[p].lower == ","]
    if not commas:
        return None
    comma = next((p for p in commas if _opens_main(tokens, p + 1)), commas[0])
    first = comma + 1
    while first < len(tokens) and tokens[first].lower in {"then", '"', "'"}:
        first += 1
    stop = next((p for p in range(first, len(tokens)) if tokens[p].lower in _CLOSES), len(tokens))
    inner = next((s for s in signals(tokens[first:stop]) if s.shape == "verb"), None)
    effect = (
        None
        if inner is None or not _has_pronoun_subject(tokens[first:stop], inner)
        else object_after(tokens[first:stop], inner, stop - first)
    )
    if first + 1 >= stop:
        return None
    return Stretch(tokens, end, comma), effect or Stretch(tokens, first, stop)


def _opens_main(tokens: Sequence[Token], place: int) -> bool:
    """Whether a main clause begins here: a finite verb is near, and no preposition opens."""
    near = tokens[place : place + _LOOK + 1]
    return tokens[place].lower not in {"in", "at", "on", "by", "which", "who", "and", "or"} and any(
        token.lower in FINITE for token in near
    )


def _has_pronoun_subject(tokens: Sequence[Token], signal: Signal) -> bool:
    return signal.start > 0 and tokens[0].lower in {"this", "that", "it"}


_CLOSES: Final = frozenset({".", ";", "?", '"', "-", "--", ",", ")", "who", "which"})


def _closed_by_condition(tokens: Sequence[Token], start: int, end: int) -> tuple[Stretch, Stretch] | None:
    stop = next(
        (p for p in range(end, len(tokens)) if tokens[p].lower in _CLOSES or _joins_clause(tokens, p)), len(tokens)
    )
    effect = clause_before(tokens, Signal(start, end, "condition", "raises", "if"), 0)
    if effect is None or stop - end <= 1:
        return None
    return Stretch(tokens, end, stop), _after_joint(effect)


def _joins_clause(tokens: Sequence[Token], place: int) -> bool:
    return tokens[place].lower == "and" and place + 1 < len(tokens) and tokens[place + 1].lower in FINITE


def _after_joint(stretch: Stretch) -> Stretch:
    """Only what follows the last joined clause: "A, and will B if …" conditions B."""
    joints = [p for p in range(stretch.start, stretch.end - 2) if _joins_clause(stretch.tokens, p)]
    return Stretch(stretch.tokens, joints[-1] + 1, stretch.end) if joints else stretch


def _is_joined(tokens: Sequence[Token], signal: Signal, last_end: int) -> bool:
    """Whether a verb shares its subject with the one before: "led to A and opened B"."""
    place = signal.start - 1
    while place > last_end and tokens[place].lower in {"also", "then", "ultimately", "thus", "thereby"}:
        place -= 1
    return place > last_end and tokens[place].lower in {"and", "or", "but"}


def _is_put_off(tokens: Sequence[Token], signal: Signal) -> bool:
    """Whether a link is denied ("did not stop"), only called for ("should end") or only tried ("an attempt to stop")."""
    before = [token.lower for token in tokens[max(0, signal.start - _NEAR + 1) : signal.start]]
    is_negated = any(word in _NEGATIONS for word in before) and "only" not in before
    is_tried = before[-1:] == ["to"] and any(word in _TRIES for word in before)
    return is_negated or is_tried or any(word in {"should", "must", "ought"} for word in before)


_TRIES: Final = frozenset({"attempt", "attempts", "attempted", "tried", "try", "tries", "trying", "struggling", "struggled", "failed", "fails", "hoping", "bid", "effort", "efforts", "refused", "unable"})  # fmt: skip


def _is_hedged(tokens: Sequence[Token], signal: Signal) -> bool:
    near = tokens[max(0, signal.start - _NEAR) : signal.end]
    return any(token.lower in _GUARDED for token in near) or any(hedge.high < _SURE for hedge in hedges(near))
