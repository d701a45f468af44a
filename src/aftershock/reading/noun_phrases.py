"""Noun phrases around mentions: where they begin and end, who heads them, what "and" joins to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from aftershock.reading.verbal import is_verb, is_verbal
from aftershock.reading.views import Placed, View, clings
from aftershock.reading.words import listed

_NAMES: Final = "names.yml"
_STATUS: Final = "status_cues.yml"
_NP_REACH: Final = 8
_GAP: Final = 2
_JOINERS: Final = frozenset({"and", "or", ",", "&"})
_POSSESSIVES: Final = frozenset({"its", "his", "her", "their"})


@dataclass(frozen=True, slots=True)
class Group:
    """The actors of one noun phrase or of several joined by "and": the heads, and the nations that modify them."""

    heads: tuple[Placed, ...]
    modifiers: tuple[Placed, ...]
    first: int
    last: int

    @property
    def actors(self) -> tuple[str, ...]:
        """The ids of the heads, each once, in reading order."""
        return tuple(dict.fromkeys(p.actor for p in self.heads))


def phrase(v: View, start: int, limit: int | None = None) -> Group:
    """The noun phrase that begins at ``start``: its mentions up to the next preposition, verb or mark, or ``limit``."""
    at = start
    found: list[Placed] = []
    end = len(v.tokens) if limit is None else limit
    while at < end and at - start < _NP_REACH + len(found) * 2:
        placed = v.by_token.get(at)
        if placed is not None:
            found.append(placed)
            at = placed.last
        elif (at > start and (_bounds(v, at) or (found and _goes_on_as_verb(v, at)))) or (
            at == start and _bounds(v, at) and v.lower(at) not in listed(_NAMES, "determiners")
        ):
            break
        else:
            at += 1
    return _group(v, found, start, at)


def phrase_through_of(v: View, start: int) -> Group:
    """The phrase at ``start``, or the one its "of" leads to where it names nobody itself."""
    group = phrase(v, start)
    if not group.heads and v.lower(group.last) == "of":
        return phrase(v, group.last + 1)
    return group


def phrase_start(v: View, first: int) -> int:
    """Where the noun phrase around a mention begins: over its determiner, adjectives and modifying names."""
    start = first
    while start > 0 and first - start < _NP_REACH and (start - 1 in v.by_token or not _bounds(v, start - 1)):
        if v.lower(start - 1) in listed(_NAMES, "determiners"):
            return start - 1
        if start - 1 not in v.by_token and is_verb(v, start - 1):
            break
        start -= 1
    return start


def _goes_on_as_verb(v: View, at: int) -> bool:
    """Whether the word after a name is the clause's verb: "the US assassinated …", not "US-backed"."""
    return (
        v.lower(at - 1) != "-"
        and v.tokens[at].text[0].islower()
        and is_verb(v, at)
        and v.lower(at) not in listed(_NAMES, "force_words")
    )


def _bounds(v: View, at: int) -> bool:
    """Whether a noun phrase ends before this token."""
    word = v.lower(at)
    if word == "'s" or (word == "-" and clings(v, at)):
        return False
    if not word[0].isalnum():
        return True
    if (
        word in listed(_NAMES, "prepositions")
        or word in listed(_NAMES, "clause_words")
        or word in {"and", "or", "to", "not"}
    ):
        return True
    return (
        word in listed(_STATUS, "auxiliaries")
        or word in listed(_STATUS, "possible_modals")
        or word in listed(_STATUS, "future_modals")
    )


def _group(v: View, found: Sequence[Placed], first: int, last: int) -> Group:
    free = [p for p in found if not _is_linked(v, p)] or list(found)
    if not free:
        return Group((), (), first, last)
    head = free[-1]
    modifiers = tuple(p for p in free[:-1] if v.lower(p.first) not in _POSSESSIVES)
    same_rank = tuple(p for p in modifiers if p.kind != "country" and head.kind != "person" and not _owns(v, p))
    return Group((*same_rank, head), tuple(p for p in modifiers if p not in same_rank), first, last)


def _is_linked(v: View, p: Placed) -> bool:
    """As in "US-led", "Iranian-backed": the nation qualifies what follows and is not it."""
    return v.lower(p.last) == "-" and v.lower(p.last + 1) in listed(_NAMES, "linked")


def _owns(v: View, p: Placed) -> bool:
    return v.lower(p.last) == "'s"


def joined_right(v: View, group: Group) -> Group:
    """The group with the phrases that "and" or commas join to it on the right."""
    heads, modifiers, last = list(group.heads), list(group.modifiers), group.last
    named = v.by_token.get(last + 1) if v.lower(last) == "," and _is_role(v, last - 1) else None
    if group.heads and named is not None and named.kind == "person":
        return Group((named,), (*modifiers, *heads), group.first, named.last)
    while group.heads and v.lower(last) in _JOINERS:
        start = last + 1 + (v.lower(last) == "," and v.lower(last + 1) in _JOINERS)
        following = phrase(v, start)
        if v.lower(last) == "," and v.lower(following.last) not in {",", "and", "or"} and v.lower(start - 1) == ",":
            break
        opens_clause = is_verbal(v, following.last) or (following.last < len(v.tokens) and is_verb(v, following.last))
        if not following.heads or following.heads[0].first - start > _GAP or opens_clause:
            break
        heads += following.heads
        modifiers += following.modifiers
        last = following.last
    return Group(tuple(heads), tuple(modifiers), group.first, last)


def _is_role(v: View, at: int) -> bool:
    return at not in v.by_token and (v.lower(at) in listed(_NAMES, "roles") or v.lower(at) in listed(_NAMES, "titles"))


def _named_before(v: View, end: int) -> Placed | None:
    """The mention that ends a phrase at ``end``, or that stands before its common noun: "Peru's government"."""
    for place in range(end - 1, max(-1, end - 1 - _GAP - 1), -1):
        placed = v.by_token.get(place)
        if placed is not None:
            return placed
        if v.lower(place) != "'s" and v.lower(place) not in listed(_NAMES, "agentive"):
            return None
    return None


def joined_left(v: View, group: Group, start: int) -> Group:
    """The group with the phrases that "and" or commas join to it on the left."""
    heads, modifiers = list(group.heads), list(group.modifiers)
    while start > 1 and v.lower(start - 1) in _JOINERS:
        end = start - 1 - (v.lower(start - 2) == ",")
        placed = _named_before(v, end)
        if placed is None:
            break
        start = phrase_start(v, placed.first)
        if v.lower(start - 1) in listed(_NAMES, "prepositions") and v.lower(start - 1) != "of":
            break
        earlier = phrase(v, start)
        heads = [*earlier.heads, *heads]
        modifiers = [*earlier.modifiers, *modifiers]
    return Group(tuple(heads), tuple(modifiers), start, group.last)


NOBODY: Final = Group((), (), 0, 0)
