"""Causal signals in tokens: verbs and connectives that say that one thing leads to another, as data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from aftershock.reading.passage import Token
from aftershock.reading.wording import Phrases, entries, inflected, irregular
from aftershock.record.claim import LinkDirection

Shape = Literal["verb", "reversed", "condition"]

_FILE: Final = "causal.yml"
_DIRECTIONS: Final[tuple[LinkDirection, ...]] = ("raises", "lowers")
_OBJECT: Final = 9
_NOUN_BEFORE: Final = frozenset({"the", "a", "an", "of", "this", "its", "his", "her", "their", "no", "any", "'s", "in", "on", "under", "for", "at", "and", "air", "further", "more", "new", "heavy", "by"})  # fmt: skip
_BE: Final = frozenset({"is", "are", "was", "were", "be", "been", "being", "'s", "'re", "get", "got"})


@dataclass(frozen=True, slots=True)
class Signal:
    """A causal signal by token places. ``verb`` has its cause before it, ``reversed`` after it."""

    start: int
    end: int
    shape: Shape
    direction: LinkDirection
    form: str


@cache
def listed(key: str) -> frozenset[str]:
    """A list of causal.yml as a set."""
    return frozenset(entries(_FILE, key))


@cache
def _phrases() -> Phrases[tuple[str, LinkDirection, bool]]:
    """Every phrase with its shape, its direction, and whether it counts only before an abstract noun."""
    odd = irregular(_FILE)
    weak = listed("needs_abstract")
    light = listed("light")
    found: dict[str, tuple[str, LinkDirection, bool]] = {}
    for direction in _DIRECTIONS:
        for phrase in entries(_FILE, "reversed", direction):
            found[phrase] = ("reversed", direction, False)
        for phrase in entries(_FILE, "phrases", direction):
            found.setdefault(phrase, ("verb", direction, phrase in light))
        for base in entries(_FILE, "verbs", direction):
            for form in inflected(base, odd):
                found.setdefault(form, ("verb", direction, base in weak))
    return Phrases(found)


def signals(tokens: Sequence[Token]) -> tuple[Signal, ...]:
    """The causal signals of a sentence, left to right. Nouns, passives and weak verbs without an object are left out."""
    found = []
    for start, end, (shape, direction, is_weak) in _phrases().all(tokens):
        form = " ".join(token.lower for token in tokens[start:end])
        if shape == "reversed":
            found.append(Signal(start, end, "reversed", direction, form))
        elif not _is_noun_or_passive(tokens, start, end) and (not is_weak or _has_abstract_object(tokens, end)):
            found.append(Signal(start, end, "verb", direction, form))
    return tuple(found)


def signals_in(tokens: Sequence[Token]) -> int:
    """How many causal signals the tokens hold."""
    return len(signals(tokens))


def _is_noun_or_passive(tokens: Sequence[Token], start: int, end: int) -> bool:
    before = tokens[start - 1].lower if start else ""
    form = tokens[start].lower
    following = tokens[end].lower if end < len(tokens) else "."
    if not (following[0].isalnum() or following[0] in "\"'$€£["):
        return True
    if before in _BE and not form.endswith("ing") and end - start == 1:
        return True
    is_noun = not form.endswith("ed") and before in _NOUN_BEFORE and end - start == 1
    is_adjective = form.endswith(("ed", "ing")) and before in _NOUN_BEFORE - {"and", "by"}
    return is_noun or is_adjective or following in {"of", "in", "by", "at", "is", "was", "and", "or", "are", "from"}


def _has_abstract_object(tokens: Sequence[Token], end: int) -> bool:
    for token in tokens[end : end + _OBJECT]:
        if token.lower in {",", ";", ".", "which", "that", "but"}:
            return False
        if token.lower in listed("abstract"):
            return True
    return False
