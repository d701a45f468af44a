"""Causal signals in tokens: verbs and connectives that say that one thing leads to another, as data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from aftershock.reading.passage import Token
from aftershock.reading.wording import Phrases, entries, inflected, irregular
from aftershock.record.claim import LinkDirection

Shape = Literal["verb", "reversed", "condition", "forward"]

_FILE: Final = "causal.yml"
_DIRECTIONS: Final[tuple[LinkDirection, ...]] = ("raises", "lowers")
_OBJECT: Final = 9
_SHORTEST_ABSTRACT: Final = 5
_NOUN_BEFORE: Final = frozenset({"the", "a", "an", "of", "this", "its", "his", "her", "their", "no", "any", "'s", "in", "on", "under", "for", "at", "air", "more", "new", "heavy", "by", "another", "such", "great", "big", "these", "those", "recent", "growing", "economic", "military", "political"})  # fmt: skip
_NO_OBJECT: Final = frozenset({"on", "of", "in", "at", "by", "for", "with", "from", "between", "against", "to", "into", "than", "as", "over", "about", "and", "or", "but", "under", "among", "is", "are", "was", "were", "has", "have", "had", "will", "would", "could", "may", "might", "can", "should", "not"})  # fmt: skip
_SO_OTHER: Final = frozenset(
    {"that", "far", "much", "many", "long", "as", "called", "did", "do", "does", "too", "to", "on"}
)
_PARTICLES: Final = frozenset({"up", "off", "out", "down", "away", "back", "fire"})
"""After a verb they make another ("put up", "open fire")."""
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
    found.update(dict.fromkeys(entries(_FILE, "forward"), ("forward", "raises", False)))
    found.update(dict.fromkeys(entries(_FILE, "made"), ("made", "raises", False)))
    for direction in _DIRECTIONS:
        for phrase in entries(_FILE, "reversed", direction):
            found[phrase] = ("reversed", direction, False)
        for phrase in entries(_FILE, "phrases", direction):
            found.setdefault(phrase, ("verb", direction, phrase in light))
        for base in entries(_FILE, "verbs", direction):
            for form in inflected(base, odd):
                found.setdefault(form, ("verb", direction, base in weak))
                if not form.endswith(("ing", "s")):
                    found.setdefault(f"{form} by", ("reversed", direction, False))
    return Phrases(found)


def signals(tokens: Sequence[Token]) -> tuple[Signal, ...]:
    """The causal signals of a sentence, left to right. Nouns, passives and weak verbs without an object are left out."""
    found = []
    for start, end, (shape, direction, is_weak) in _phrases().all(tokens):
        form = " ".join(token.lower for token in tokens[start:end])
        if shape == "reversed":
            found.append(Signal(start, end, "reversed", direction, form))
        elif shape == "forward":
            if _joins_effect(tokens, start, end):
                found.append(Signal(start, end, "forward", direction, form))
        elif shape == "made":
            made = _made(tokens, start, end)
            if made is not None:
                found.append(Signal(start, end, "verb", made, form))
        elif not _is_noun_or_passive(tokens, start, end) and not (is_weak and _is_weak_use(tokens, start, end)):
            found.append(Signal(start, end, "verb", direction, form))
    return tuple(found)


def _joins_effect(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether a connective joins an effect: it opens a sentence or clause, and a clause follows. "So far", "so that" do not."""
    following = tokens[end].lower if end < len(tokens) else ""
    if tokens[start].lower == "so" and (start == 0 or tokens[start - 1].lower != "," or following in _SO_OTHER):
        return False
    opens = start == 0 or tokens[start - 1].lower in {
        ",",
        ";",
        "-",
        "--",
        "and",
        "but",
        "has",
        "have",
        "is",
        "are",
        "will",
    }
    return opens and any(t.text[0].isalpha() for t in tokens[end : end + 2])


def _made(tokens: Sequence[Token], start: int, end: int) -> LinkDirection | None:
    """Which way "makes X harder" moves X: "less" and its like lower it."""
    if _is_noun_or_passive(tokens, start, end):
        return None
    for token in tokens[end : end + _OBJECT]:
        if token.lower in {",", ";", ".", "which", "that", "but"}:
            return None
        if token.lower in listed("made_less"):
            return "lowers"
        if token.lower in listed("made_more"):
            return "raises"
    return None


def signals_in(tokens: Sequence[Token]) -> int:
    """How many causal signals the tokens hold."""
    return len(signals(tokens))


@cache
def _verbs() -> frozenset[str]:
    odd = irregular(_FILE)
    return frozenset(form for d in _DIRECTIONS for base in entries(_FILE, "verbs", d) for form in inflected(base, odd))


def begins_verb(tokens: Sequence[Token], place: int) -> bool:
    """Whether the form of a causal verb stands at a place, and not as a noun would."""
    found = _phrases().at(tokens, place)
    if found is None:
        return False
    following = tokens[found[0]].lower if found[0] < len(tokens) else "."
    return found[1][0] == "verb" and (following in {"and", "or"} or following not in _NO_OBJECT)


def _is_noun_or_passive(tokens: Sequence[Token], start: int, end: int) -> bool:
    before = tokens[start - 1].lower if start else ""
    form = tokens[start].lower
    following = tokens[end].lower if end < len(tokens) else "."
    if not (following[0].isalnum() or following[0] in "\"'$€£[") or following in _PARTICLES:
        return True
    if end - start > 1 and tokens[end - 1].lower not in _PARTICLES:
        return form.endswith("ing") and not _may_participle(before)
    if form.endswith("ing"):
        return not _may_participle(before) or following in _NO_OBJECT
    is_noun = before in _NOUN_BEFORE and following not in listed("determiners")
    if before in _BE or is_noun or following in _NO_OBJECT:
        return True
    return start > 0 and tokens[start].text[0].isupper()


def _may_participle(before: str) -> bool:
    return before in _BE or before in {",", "thereby", "thus", "while", "further", "potentially", "also", "not", "-"}


def _is_weak_use(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether a verb with everyday uses has no object that can grow or shrink; "forces" is a noun more often."""
    if not _has_abstract_object(tokens, end):
        return True
    is_third = end - start == 1 and tokens[start].lower.endswith("s")
    following = tokens[end]
    opens = following.lower in listed("determiners") or is_abstract(following.lower) or following.text[0].isupper()
    return is_third and not opens


def _has_abstract_object(tokens: Sequence[Token], end: int) -> bool:
    for token in tokens[end : end + _OBJECT]:
        if token.lower in {",", ";", ".", "which", "that", "but"}:
            return False
        if is_abstract(token.lower):
            return True
    return False


def is_abstract(word: str) -> bool:
    """Whether a word names what can grow or shrink: it is listed, or ends as such nouns do."""
    if word in listed("abstract"):
        return True
    return len(word) > _SHORTEST_ABSTRACT and word.endswith(tuple(sorted(listed("abstract_endings"))))
