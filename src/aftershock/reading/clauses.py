"""Shallow syntax without a parser: who stands before a verb as its subject, who after it as its object.

Every rule looks at a bounded number of words, so the work stays linear in the length of a text.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from aftershock.reading.noun_phrases import (
    NOBODY,
    Group,
    joined_left,
    joined_right,
    phrase,
    phrase_start,
    phrase_through_of,
)
from aftershock.reading.verbal import is_verb, is_verbal
from aftershock.reading.views import Placed, View, clings
from aftershock.reading.words import listed

_NAMES: Final = "names.yml"
_STATUS: Final = "status_cues.yml"
_LEFT_REACH: Final = 30
_RIGHT_REACH: Final = 16
_DEPTH: Final = 3
_DASHES: Final = frozenset({"-", "--", "(", ")"})
_STOPS: Final = frozenset({";", ":", "?", "!", '"'})


def subject(v: View, at: int, depth: int = 0) -> Group:
    """The actors that stand as subject of the verb at ``at``; nobody where the subject names none."""
    place, infinitive = before_auxiliaries(v, at)
    if depth < _DEPTH and place > 0 and v.lower(place) in {"and", "or", "but", ","} and not infinitive:
        earlier = _earlier_verb(v, place)
        if earlier is not None:
            return subject(v, earlier, depth + 1)
    if depth < _DEPTH and v.lower(at).endswith("ing") and v.lower(place) in listed(_NAMES, "prepositions"):
        earlier = _earlier_verb(v, place)
        return subject(v, earlier, depth + 1) if earlier is not None else NOBODY
    gerund = v.lower(at).endswith("ing") and place == at - 1
    found = _leftwards(v, place, infinitive=infinitive, gerund=gerund)
    may_share = not v.lower(place)[:1].isalpha() or v.lower(place) in listed(_NAMES, "writings")
    if gerund and may_share and not found.heads and depth < _DEPTH:
        earlier = _earlier_verb(v, place)
        return NOBODY if earlier is None else subject(v, earlier, depth + 1)
    return found


def before_auxiliaries(v: View, at: int) -> tuple[int, bool]:
    """The token before a verb's auxiliaries, adverbs, negations and "to", and whether "to" was among them."""
    place, infinitive = at - 1, False
    while place >= 0 and place not in v.by_token:
        word = v.lower(place)
        if word == "to":
            infinitive = True
        elif not (
            is_verbal(v, place)
            or word in listed(_STATUS, "adverbs")
            or word in {"not", "n't", "never", "cannot", "no"}
            or (word.endswith("ly") and len(word) > len("only"))
        ):
            break
        place -= 1
    return place, infinitive


def _earlier_verb(v: View, at: int) -> int | None:
    for place in range(at - 1, max(-1, at - _LEFT_REACH), -1):
        if v.lower(place) in _STOPS - {'"'}:
            return None
        if place not in v.by_token and is_verb(v, place):
            return place
    return None


def _leftwards(v: View, place: int, *, infinitive: bool, gerund: bool = False) -> Group:
    limit = place + 1
    steps, relative = 0, infinitive
    while place >= 0 and steps < _LEFT_REACH:
        steps += 1
        word = v.lower(place)
        placed = v.by_token.get(place)
        if placed is not None:
            start = phrase_start(v, placed.first)
            is_antecedent = relative and not infinitive and (placed.last < limit - 1 or placed.kind != "country")
            outside = None if is_antecedent else _outside(v, start)
            if outside is None or (steps == 1 and gerund):
                return joined_left(v, phrase(v, start, limit), start)
            place = outside
        elif word in _STOPS:
            return NOBODY
        elif word == "," or (word in _DASHES and not clings(v, place)):
            place = _over_parenthesis(v, place)
        else:
            relative = relative or word in {"that", "which", "who"}
            place = _before_word(v, place, relative=relative)
    return NOBODY


def _before_word(v: View, place: int, *, relative: bool) -> int:
    """Where to look on from a word; before the sentence where it opens a phrase that is the whole subject.

    "X's army and the rebels" has its name before the "and"; in "X's decision to leave the bloc" the phrase belongs to "leave".
    """
    if v.lower(place) not in listed(_NAMES, "determiners") or relative:
        return place - 1
    if v.lower(place - 1) in {"and", "or", "&"}:
        return place - 2
    return place - 3 if v.lower(place - 2) == "to" and is_verb(v, place - 1) else -1


def _outside(v: View, start: int) -> int | None:
    """Where to go on when the phrase stands in a prepositional phrase; ``None`` where it may be the subject."""
    before = v.lower(start - 1)
    if before.endswith("ing") and start > 1 and is_verb(v, start - 1) and not is_verbal(v, start - 2):
        return start - 2
    if before not in listed(_NAMES, "prepositions") or before in {"since", "after", "before", "as", "until"}:
        return None
    if before == "of" and v.lower(start - 2) in listed(_NAMES, "agentive"):
        return None
    return start - 2


def _over_parenthesis(v: View, place: int) -> int:
    """Before a comma or dash: past the apposition or relative clause that it closes, if one does."""
    for at in range(place - 1, max(-1, place - 25), -1):
        if v.lower(at) == v.lower(place) or (v.lower(place) == ")" and v.lower(at) == "("):
            opens = v.lower(at + 1)
            inner = (
                opens in listed(_NAMES, "determiners")
                or opens in {"which", "who", "whose", "whom", "including"}
                or opens in listed(_NAMES, "roles")
                or v.lower(place) != ","
            )
            return at - 1 if inner else place - 1
    return place - 1


def direct_object(v: View, at: int) -> Group:
    """The actors in the noun phrase after a verb, through "of" ("dozens of Syrian soldiers")."""
    start = at + 1
    while (
        start < len(v.tokens)
        and start not in v.by_token
        and (
            v.lower(start) in listed(_STATUS, "adverbs")
            or v.lower(start) in {"down", "up", "out", "off"}
            or v.lower(start).endswith("ly")
        )
    ):
        start += 1
    for _ in range(_DEPTH):
        group = phrase(v, start)
        if group.heads:
            return joined_right(v, group)
        if v.lower(group.last) != "of" and not (v.lower(group.last) in {"and", "or"} and group.last > start):
            return Group((), (), start, group.last)
        start = group.last + 1
    return NOBODY


def after_preposition(v: View, at: int, preposition: str, reach: int = _RIGHT_REACH) -> Group:
    """The actors in the phrase after the next such preposition inside the clause."""
    for place in range(at + 1, min(at + 1 + reach, len(v.tokens))):
        word = v.lower(place)
        if word == preposition and place not in v.by_token:
            group = phrase_through_of(v, place + 1)
            if group.heads:
                return joined_right(v, group)
        if word in _STOPS or (
            word in {"that", "which", "who", "when", "while", "because", "although", "but", "if"} and place > at + 1
        ):
            return NOBODY
    return NOBODY


def mentions_after(v: View, at: int, reach: int = 24) -> Iterator[Placed]:
    """The mentions that follow, nearest first, up to the end of the sentence's part."""
    seen: set[Placed] = set()
    for place in range(at + 1, min(at + 1 + reach, len(v.tokens))):
        if v.lower(place) in {";", "?"}:
            return
        placed = v.by_token.get(place)
        if placed is not None and placed not in seen and not _speaks(v, placed):
            seen.add(placed)
            yield placed


def _speaks(v: View, placed: Placed) -> bool:
    """Whether the mention is the subject of a verb of speech: ", X said"."""
    verbs = listed(_NAMES, "speech")
    near = [n for n in (placed.first - 1, placed.last) if 0 <= n < len(v.tokens)]
    return any(v.tokens[n].lemma in verbs for n in near)
