"""A statement cut into parts of one kind each: what will be stands apart from what is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from aftershock.reading.passage import Token
from aftershock.reading.sentence_kinds import future_at, norm_at
from aftershock.record.text import Span

_JOINTS: Final = frozenset({"and", "but", "which", "while", "or", "so"})
_SHORTEST: Final = 3
_NEAR: Final = 5
_TRIMMED: Final = frozenset({",", ";", ":", ".", '"', "'", "-", "and", "but"})
FINITE: Final = frozenset({"will", "would", "could", "may", "might", "can", "should", "must", "'ll", "'d", "is", "are", "was", "were", "has", "have", "had", "'s", "'re", "'ve", "'m", "did", "does", "do", "cannot", "wo", "am"})  # fmt: skip
"""Auxiliaries and modals: the forms that show a finite verb."""
_ENDS: Final = frozenset({",", ";", ":", ".", '"', "'", "-", "?", "!"})


def span_of(tokens: Sequence[Token]) -> Span | None:
    """The span of the tokens without marks and connectives at its ends, ``None`` where nothing is left."""
    start, end = 0, len(tokens)
    while start < end and tokens[start].lower in _TRIMMED:
        start += 1
    while end > start and tokens[end - 1].lower in _ENDS:
        end -= 1
    if end - start > 1 and tokens[start].lower == "that" and tokens[start + 1].lower not in FINITE:
        start += 1  # the conjunction of a joined clause: "…, and that they would"
    return Span(tokens[start].span.start, tokens[end - 1].span.end) if start < end else None


def is_forecast(tokens: Sequence[Token], *, is_reported: bool) -> bool:
    """Whether the words say what will or may be, and no norm comes first."""
    future, norm = future_at(tokens, is_reported=is_reported), norm_at(tokens)
    return future is not None and (norm is None or future < norm)


def divided(sentences: Sequence[Sequence[Token]], *, is_reported: bool) -> Iterator[list[Token]]:
    """The parts of a statement: neighbouring sentences of one kind together, joined clauses of two kinds apart."""
    whole = [s for s in sentences if s]
    for _, group in groupby(whole, key=lambda s: is_forecast(s, is_reported=is_reported)):
        members = list(group)
        if len(members) == 1:
            yield from clauses(members[0], is_reported=is_reported)
        else:
            yield [token for member in members for token in member]


def clauses(tokens: Sequence[Token], *, is_reported: bool) -> Iterator[list[Token]]:
    """A sentence in two where a joined clause turns to the future, or from it; else as it is."""
    for place in range(_SHORTEST, len(tokens) - _SHORTEST):
        if not _joins(tokens, place):
            continue
        first, second = list(tokens[:place]), list(tokens[place:])
        turns = (
            is_forecast(second[:_NEAR], is_reported=is_reported) and future_at(first, is_reported=is_reported) is None
        )
        leaves = is_forecast(first, is_reported=is_reported) and _is_plain_clause(second, is_reported=is_reported)
        if (turns or leaves) and norm_at(first) is None:
            yield first
            yield second
            return
    yield list(tokens)


def _joins(tokens: Sequence[Token], place: int) -> bool:
    word, before = tokens[place].lower, tokens[place - 1].lower
    if word == "which":
        return before == ","
    return word in _JOINTS and (before == "," or word in {"and", "but"})


def _is_plain_clause(tokens: Sequence[Token], *, is_reported: bool) -> bool:
    has_own_verb = any(token.lower in {"is", "are", "was", "were", "has", "have", "had"} for token in tokens[:_NEAR])
    return has_own_verb and not is_forecast(tokens, is_reported=is_reported)
