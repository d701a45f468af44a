"""Shallow syntax without a parser: who stands before a verb as its subject, who after it as its object.

Every rule looks at a bounded number of words, so the work stays linear in the length of a text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from aftershock.reading.frames import verb_frames
from aftershock.reading.passage import Mention, Token, TokenSentence
from aftershock.reading.words import listed
from aftershock.record.actor import ActorKind

_NAMES: Final = "names.yml"
_STATUS: Final = "status_cues.yml"
_NP_REACH: Final = 8
_LEFT_REACH: Final = 30
_RIGHT_REACH: Final = 16
_DEPTH: Final = 3
_BE: Final = frozenset({"be", "is", "are", "was", "were", "been", "being", "am", "'re", "'m", "get", "got", "getting"})
_JOINERS: Final = frozenset({"and", "or", ",", "&"})
_SUBJECT_PRONOUNS: Final = frozenset({"he", "she", "they", "we", "i", "you", "it"})
_DASHES: Final = frozenset({"-", "--", "(", ")"})
_POSSESSIVES: Final = frozenset({"its", "his", "her", "their"})
_STOPS: Final = frozenset({";", ":", "?", "!", '"'})


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

    def lower(self, at: int) -> str:
        """The token's plain lower form; empty outside the sentence."""
        return self.tokens[at].lower if 0 <= at < len(self.tokens) else ""


def view(sentence: TokenSentence, mentions: Sequence[Mention], kinds: Mapping[str, ActorKind], states: Mapping[str, str]) -> View:
    """The sentence's tokens with the mentions that stand in it, and the states that persons act for."""
    starts = {t.span.start: n for n, t in enumerate(sentence.tokens)}
    ends = {t.span.end: n + 1 for n, t in enumerate(sentence.tokens)}
    placed = tuple(
        Placed(starts[m.span.start], ends[m.span.end], m.actor, kinds[m.actor], m.named)
        for m in mentions
        if m.span.start in starts and m.span.end in ends
    )
    return View(sentence.tokens, placed, {n: p for p in placed for n in range(p.first, p.last)}, states)


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


NOBODY: Final = Group((), (), 0, 0)


def phrase(v: View, start: int, limit: int | None = None) -> Group:
    """The noun phrase that begins at ``start``: its mentions up to the next preposition, verb or mark, or ``limit``."""
    at, found = start, []
    end = len(v.tokens) if limit is None else limit
    while at < end and at - start < _NP_REACH + len(found) * 2:
        placed = v.by_token.get(at)
        if placed is not None:
            found.append(placed)
            at = placed.last
        elif at > start and (_bounds(v, at) or (found and _goes_on_as_verb(v, at))):
            break
        elif at == start and _bounds(v, at) and v.lower(at) not in listed(_NAMES, "determiners"):
            break
        else:
            at += 1
    return _group(v, found, start, at)


def _goes_on_as_verb(v: View, at: int) -> bool:
    """Whether the word after a name is the clause's verb: "the US assassinated …", not "US-backed"."""
    return v.lower(at - 1) != "-" and v.tokens[at].text[0].islower() and is_verb(v, at) and v.lower(at) not in listed(_NAMES, "force_words")


def _bounds(v: View, at: int) -> bool:
    """Whether a noun phrase ends before this token."""
    word = v.lower(at)
    if word == "'s" or (word == "-" and _clings(v, at)):
        return False
    if not word[0].isalnum():
        return True
    if word in listed(_NAMES, "prepositions") or word in listed(_NAMES, "clause_words") or word in {"and", "or", "to", "not"}:
        return True
    return word in listed(_STATUS, "auxiliaries") or word in listed(_STATUS, "possible_modals") or word in listed(_STATUS, "future_modals")


def _clings(v: View, at: int) -> bool:
    return 0 < at < len(v.tokens) and v.tokens[at].span.start == v.tokens[at - 1].span.end


def _group(v: View, found: Sequence[Placed], first: int, last: int) -> Group:
    free = [p for p in found if not _is_linked(v, p)] or list(found)
    if not free:
        return Group((), (), first, last)
    head = free[-1]
    modifiers = tuple(p for p in free[:-1] if v.lower(p.first) not in _POSSESSIVES)
    same_rank = tuple(p for p in modifiers if p.kind != "country" and head.kind != "person" and not _owns(v, p))
    return Group((*same_rank, head), tuple(p for p in modifiers if p not in same_rank), first, last)


def _is_linked(v: View, p: Placed) -> bool:
    """"US-led", "Iranian-backed": the nation qualifies what follows and is not it."""
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
        if not following.heads or following.heads[0].first - start > 2 or (v.lower(last) == "," and _is_verbal(v, following.last)):  # noqa: PLR2004
            break
        heads += following.heads
        modifiers += following.modifiers
        last = following.last
    return Group(tuple(heads), tuple(modifiers), group.first, last)


def _is_role(v: View, at: int) -> bool:
    return at not in v.by_token and (v.lower(at) in listed(_NAMES, "roles") or v.lower(at) in listed(_NAMES, "titles"))


def _is_verbal(v: View, at: int) -> bool:
    word = v.lower(at)
    return word in listed(_STATUS, "auxiliaries") or word in listed(_STATUS, "possible_modals") or word in listed(_STATUS, "future_modals")


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
    if gerund and not found.heads and depth < _DEPTH:
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
        elif not (_is_verbal(v, place) or word in listed(_STATUS, "adverbs") or word in {"not", "n't", "never", "cannot"} or (word.endswith("ly") and len(word) > len("only"))):
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


def is_verb(v: View, at: int) -> bool:
    """Whether the token is likely a verb here: by its ending, its table, and the words around it."""
    token = v.tokens[at]
    word = token.lower
    if not token.text[0].islower() and at > 0:
        return False
    if _is_verbal(v, at) and word not in {"'s"}:
        return True
    if word in listed(_NAMES, "speech") or token.lemma in listed(_NAMES, "speech"):
        return True
    before = v.lower(at - 1)
    if before in listed(_NAMES, "determiners") or before in {"'s", "of"}:
        return False
    if token.lemma not in verb_frames():
        return word.endswith("ed") and len(word) > 4 and before not in listed(_NAMES, "prepositions")  # noqa: PLR2004 - "used", not "red"
    return word != token.lemma or before == "to" or at - 1 in v.by_token or _is_verbal(v, at - 1)


def may_be_verb(v: View, at: int) -> bool:
    """Whether a word of the verb tables is a verb here. Forms that are nouns too need a verb's surroundings."""
    token = v.tokens[at]
    if not token.text[0].islower() and at > 0:
        return False
    before, after = v.lower(at - 1), v.lower(at + 1)
    if token.lower.endswith(("ed", "ing")) or (token.lower != token.lemma and not token.lower.endswith("s")):
        return before not in listed(_NAMES, "determiners") - {"that"} and before != "'s"
    if before in {"to", "not", "n't"} or _is_verbal(v, at - 1) or before in _SUBJECT_PRONOUNS:
        return True
    if _is_verbal(v, at + 1) or after in {"of", "and", ",", "."} or before in listed(_NAMES, "determiners") | {"'s", "-"} or before in listed(_NAMES, "prepositions"):
        return False
    if at - 1 in v.by_token and v.by_token[at - 1].kind == "country" and after in listed(_NAMES, "prepositions"):
        return False
    opens_object = after in listed(_NAMES, "determiners") or at + 1 in v.by_token or after in listed(_NAMES, "prepositions") or after in {"to", "that", "down", "out", "back", "up"}
    has_subject = at - 1 in v.by_token or before in {"who", "which", "that", "and", "also"} or before.endswith(("ly", "s")) or at == 0
    plain_object = after[:1].isalpha() and before in {"who", "which"} or (at - 1 in v.by_token and v.by_token[at - 1].kind == "person")
    return has_subject and (opens_object or plain_object)


def _leftwards(v: View, place: int, *, infinitive: bool, gerund: bool = False) -> Group:
    limit = place + 1
    steps, relative = 0, infinitive
    while place >= 0 and steps < _LEFT_REACH:
        steps += 1
        word = v.lower(place)
        placed = v.by_token.get(place)
        if placed is not None:
            start = phrase_start(v, placed.first)
            outside = None if relative and not infinitive else _outside(v, start)
            if outside is None or (steps == 1 and gerund):
                return joined_left(v, phrase(v, start, limit), start)
            place = outside
        elif word in _STOPS:
            return NOBODY
        elif word == "," or (word in _DASHES and not _clings(v, place)):
            place = _over_parenthesis(v, place)
        elif word in {"that", "which", "who"}:
            relative = True
            place -= 1
        elif word in listed(_NAMES, "determiners") and not relative:
            return NOBODY
        else:
            place -= 1
    return NOBODY


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


def _outside(v: View, start: int) -> int | None:
    """Where to go on when the phrase stands in a prepositional phrase; ``None`` where it may be the subject."""
    before = v.lower(start - 1)
    if before.endswith("ing") and start > 1 and is_verb(v, start - 1) and not _is_verbal(v, start - 2):
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
            inner = opens in listed(_NAMES, "determiners") or opens in {"which", "who", "whose", "whom", "including"} or opens in listed(_NAMES, "roles") or v.lower(place) != ","
            return at - 1 if inner else place - 1
    return place - 1


def joined_left(v: View, group: Group, start: int) -> Group:
    """The group with the phrases that "and" or commas join to it on the left."""
    heads, modifiers = list(group.heads), list(group.modifiers)
    while start > 1 and v.lower(start - 1) in _JOINERS:
        end = start - 1 - (v.lower(start - 2) == ",")
        placed = v.by_token.get(end - 1) or (v.by_token.get(end - 2) if v.lower(end - 1) in listed(_NAMES, "agentive") else None)
        if placed is None:
            break
        start = phrase_start(v, placed.first)
        if v.lower(start - 1) in listed(_NAMES, "prepositions") and v.lower(start - 1) != "of":
            break
        earlier = phrase(v, start)
        heads = [*earlier.heads, *heads]
        modifiers = [*earlier.modifiers, *modifiers]
    return Group(tuple(heads), tuple(modifiers), start, group.last)


def direct_object(v: View, at: int) -> Group:
    """The actors in the noun phrase after a verb, through "of" ("dozens of Syrian soldiers")."""
    start = at + 1
    while start < len(v.tokens) and start not in v.by_token and (v.lower(start) in listed(_STATUS, "adverbs") or v.lower(start) in {"down", "up", "out", "off"} or v.lower(start).endswith("ly")):
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
        if word in _STOPS or (word in {"that", "which", "who", "when", "while", "because", "although", "but", "if"} and place > at + 1):
            return NOBODY
    return NOBODY


def phrase_through_of(v: View, start: int) -> Group:
    """The phrase at ``start``, or the one its "of" leads to where it names nobody itself."""
    group = phrase(v, start)
    if not group.heads and v.lower(group.last) == "of":
        return phrase(v, group.last + 1)
    return group


def is_passive(v: View, at: int) -> bool:
    """Whether the verb at ``at`` is a passive: a form of "be" before a participle, or a participle before "by"."""
    word = v.lower(at)
    if word.endswith("ing") or word == v.tokens[at].lemma and not word.endswith("ed") and word not in {"hit", "put", "cut"}:
        return False
    place = at - 1
    while place >= 0 and place not in v.by_token and (v.lower(place) in listed(_STATUS, "adverbs") or v.lower(place) in {"not", "n't"} or v.lower(place).endswith("ly")):
        place -= 1
    if v.lower(place) in _BE:
        return True
    return v.lower(at + 1) == "by" and v.lower(place) not in {"has", "have", "had"}


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
