"""A sentence with its mentions laid on its tokens."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from aftershock.reading.passage import Mention, Token, TokenSentence
from aftershock.record.actor import ActorKind


@dataclass(frozen=True, slots=True)
class Placed:
    """A mention over the tokens ``[first, last)`` of a sentence."""

    first: int
    last: int
    actor: str
    kind: ActorKind
    named: bool


@dataclass(frozen=True, slots=True)
class View:
    """A sentence with its mentions by token."""

    tokens: tuple[Token, ...]
    placed: tuple[Placed, ...]
    by_token: Mapping[int, Placed]
    states: Mapping[str, str]
    kinds: Mapping[str, ActorKind]

    def lower(self, at: int) -> str:
        """The token's plain lower form; empty outside the sentence."""
        return self.tokens[at].lower if 0 <= at < len(self.tokens) else ""


def view(
    sentence: TokenSentence, mentions: Sequence[Mention], kinds: Mapping[str, ActorKind], states: Mapping[str, str]
) -> View:
    """The sentence's tokens with the mentions that stand in it, and the states that persons act for."""
    starts = {t.span.start: n for n, t in enumerate(sentence.tokens)}
    ends = {t.span.end: n + 1 for n, t in enumerate(sentence.tokens)}
    placed = tuple(
        Placed(starts[m.span.start], ends[m.span.end], m.actor, kinds[m.actor], m.named)
        for m in mentions
        if m.span.start in starts and m.span.end in ends
    )
    return View(sentence.tokens, placed, {n: p for p in placed for n in range(p.first, p.last)}, states, kinds)


def clings(v: View, at: int) -> bool:
    """Whether no space stands before the token."""
    return 0 < at < len(v.tokens) and v.tokens[at].span.start == v.tokens[at - 1].span.end
