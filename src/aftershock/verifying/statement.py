"""What a forecast says will happen: which kind of change, of what, or the reason why nothing can settle it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from aftershock.verifying.rules import Direction, Rules, Subject, Tone, Words

Kind = Literal["happen", "amount", "more", "fewer", "lasting", "first", "record"]

_REACH: Final = 50  # characters between a thing and the word that says how it changes
_BREAK: Final = re.compile(r"[;:.]|\b(?:because|although|while|which)\b")
_AMOUNT_REACH: Final = 30
_JOINED: Final = re.compile(r"\s*(?:and|or|and/or)\s+", re.IGNORECASE)
_VERB_REACH: Final = 15
_OBJECT_REACH: Final = 20
_NUMBER: Final = re.compile(r"\d[\d,]*")
_WORSE_OF: Final = {"bad": {"worse": "up", "better": "down"}, "good": {"worse": "down", "better": "up"}}


@dataclass(frozen=True, slots=True)
class Trigger:
    """An event that the reader found in the statement: its type and where its word stands in the statement."""

    event_type: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Said:
    """What a statement says: so many, more or fewer of something. ``start`` is where the thing is named.

    ``amount`` is the least number, 1 where none is given. ``words`` are those that the rules went by.
    """

    kind: Kind
    name: str
    types: tuple[str, ...]
    amount: int
    words: tuple[str, ...]
    start: int


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a statement cannot be settled, in words."""

    text: str


@dataclass(frozen=True, slots=True)
class _Named:
    """A thing that can be counted, and where the statement names it."""

    subject: Subject
    start: int
    end: int


def understand(text: str, triggers: Sequence[Trigger], rules: Rules) -> Said | Reason:
    """What the statement says, or why it cannot be settled.

    Args:
        text: The claimed statement without its cue.
        triggers: Events that the reader found in it, as not yet happened.
        rules: The rules of the package.
    """
    refused = _refused(text, rules)
    if refused is not None:
        return refused
    marker = rules.future.find(text)
    since = marker.end() if marker is not None else 0
    ending = rules.clause_ends.find(text[since:])
    stated = text[: since + ending.start()] if ending is not None else text
    thing = _changing(stated, since, rules) or _named(stated, since, rules) or _by_reader(triggers, rules)
    if thing is None and _comes_about(stated[since:], rules):
        thing = _named(stated[:since], 0, rules)
    is_figurative = rules.figures_of_speech.words.find(text) is not None
    said = _said(stated, _with_next(stated, thing, rules), since, rules) if thing is not None else None
    if is_figurative and (not isinstance(said, Said) or said.kind == "happen"):
        return Reason(rules.figures_of_speech.reason)
    return said or Reason(rules.reasons["no_event"])


def _refused(text: str, rules: Rules) -> Reason | None:
    for rule in rules.refusals:
        if rule.words.find(text) and not (rule.unless and rule.unless.find(text)):
            return Reason(rule.reason)
    return None


def _named(text: str, since: int, rules: Rules) -> _Named | None:
    """The first thing named after ``since``; of two in one place the longer name."""
    found = [
        _Named(subject, match.start() + since, match.end() + since)
        for subject in rules.subjects
        if (match := subject.words.find(text[since:])) is not None
    ]
    return min(found, key=lambda one: (one.start, -one.end), default=None)


def _comes_about(after: str, rules: Rules) -> bool:
    found = rules.happens.find(after[:_VERB_REACH])
    return found is not None or rules.lasting.find(after) is not None


def _with_next(text: str, thing: _Named, rules: Rules) -> _Named:
    """The thing together with one joined to it by "and" or "or": "demands and threats"."""
    after = _named(text, thing.end, rules)
    joins = after is not None and _JOINED.fullmatch(text[thing.end : after.start]) is not None
    if after is None or not joins or after.subject.tone != thing.subject.tone or not thing.subject.types:
        return thing
    both = tuple(dict.fromkeys((*thing.subject.types, *after.subject.types)))
    names = dict.fromkeys((thing.subject.name, after.subject.name))
    return _Named(replace(thing.subject, name=" and ".join(names), types=both), thing.start, after.end)


def _changing(text: str, since: int, rules: Rules) -> _Named | None:
    """The thing that stands before "will" where a word of change follows it: "attacks will increase", "will go on"."""
    before = _named(text[:since], 0, rules) if since else None
    verbs = (*rules.directions.values(), rules.lasting)
    changes = [word for words in verbs for word in _all(words, text, since, rules)]
    first = min(changes, default=None)
    if before is None or first is None or first[0] - since > _VERB_REACH:
        return None
    after = _named(text, first[0] + len(first[1]), rules)
    has_object = after is not None and after.start - first[0] - len(first[1]) <= _OBJECT_REACH
    return None if has_object else before


def _by_reader(triggers: Sequence[Trigger], rules: Rules) -> _Named | None:
    if not triggers:
        return None
    first = min(triggers, key=lambda one: one.start)
    plural = rules.type_names[first.event_type][1]
    tone: Tone = "bad" if first.event_type in _conflict(rules) else "good"
    subject = Subject(plural, tone, rules.first, (first.event_type,), (), (), None)
    return _Named(subject, first.start, first.end)


def _conflict(rules: Rules) -> frozenset[str]:
    return frozenset(kind for subject in rules.subjects for kind in subject.worse)


def _said(text: str, thing: _Named, since: int, rules: Rules) -> Said | Reason:
    subject, word = thing.subject, text[thing.start : thing.end]
    amount = _amount(text, thing, rules)
    found = _direction(text, thing, since, rules)
    words = (word, *((found[1],) if found else ()))
    if amount is not None:
        types = subject.types or subject.worse
        return Said("amount", _name(subject, types), types, amount[0], (amount[1], word), thing.start)
    types, turn = _turn(subject, found[0] if found else subject.implies)
    if not types:
        return Reason(rules.reasons["no_change"])
    special = _special(text, turn, subject, rules)
    if special is not None:
        return Said(special[0], _name(subject, types), types, 1, (special[1], word), thing.start)
    kind: Kind = "happen" if turn is None else "more" if turn == "up" else "fewer"
    return Said(kind, _name(subject, types), types, 1, words, thing.start)


def _name(subject: Subject, types: tuple[str, ...]) -> str:
    if subject.tone != "either":
        return subject.name
    return "acts of cooperation" if types == subject.better else "acts of conflict"


def _turn(subject: Subject, direction: Direction | None) -> tuple[tuple[str, ...], Literal["up", "down"] | None]:
    """Which types are counted, and whether there would be more or fewer of them."""
    if subject.tone == "either":
        if direction is None:
            return (), None
        return (subject.better if direction in ("up", "better") else subject.worse), "up"
    if direction == "up" or direction == "down":
        return subject.types, direction
    turned = _WORSE_OF.get(subject.tone, {}).get(direction or "")
    return subject.types, None if turned is None else ("up" if turned == "up" else "down")


def _special(text: str, turn: str | None, subject: Subject, rules: Rules) -> tuple[Kind, str] | None:
    """First times, records, and things that last: a change that goes on is a change."""
    kinds: tuple[tuple[Kind, Words], ...] = (
        ("first", rules.first),
        ("record", rules.record),
        ("lasting", rules.lasting),
    )
    for kind, words in kinds:
        found = words.find(text)
        if found is not None and (kind != "lasting" or turn is None or subject.tone == "either"):
            return kind, found[0]
    return None


def _direction(text: str, thing: _Named, since: int, rules: Rules) -> tuple[Direction, str] | None:
    """The nearest word that says how the thing changes, not in another clause.

    Of a thing named before "will" only what comes after it says so, however long its own phrase is.
    """
    stands_before = thing.end <= since
    edge = replace(thing, end=since) if stands_before else thing
    found = [
        (gap, start, name, word)
        for name, words in rules.directions.items()
        for start, word in _all(words, text, since if stands_before else 0, rules)
        if (gap := _gap(text, edge, start, start + len(word))) is not None
    ]
    if not found:
        return None
    _, _, name, word = min(found, key=lambda one: (one[0], -len(one[3]), one[1]))
    return name, word


def _all(words: Words, text: str, since: int, rules: Rules) -> list[tuple[int, str]]:
    masked = rules.no_direction.pattern.sub(lambda found: "_" * len(found[0]), text)
    return [(match.start(), match[0]) for match in words.pattern.finditer(masked, since)]


def _gap(text: str, thing: _Named, start: int, end: int) -> int | None:
    """How many characters lie between; ``None`` where the two overlap, are far apart, or a clause ends between."""
    between = text[end : thing.start] if end <= thing.start else text[thing.end : start] if start >= thing.end else None
    if between is None or len(between) > _REACH or _BREAK.search(between):
        return None
    return len(between)


def _amount(text: str, thing: _Named, rules: Rules) -> tuple[int, str] | None:
    """A least number of the thing: "dozens of attacks", "at least 24 rocket attacks"."""
    before = text[max(0, thing.start - _AMOUNT_REACH) : thing.start]
    for words, least in sorted(rules.amounts.items(), key=lambda one: -len(one[0])):
        found = re.search(rf"\b{re.escape(words)}\b", before, re.IGNORECASE)
        if found is not None and not rules.not_amounts.find(before[found.end() :]):
            return least, found[0]
    lead = rules.amount_leads.find(before)
    number = _NUMBER.search(before, lead.end()) if lead is not None else None
    if lead is None or number is None or rules.not_amounts.find(before[number.end() :]):
        return None
    value = int(number[0].replace(",", ""))
    more = lead[0].lower().startswith("more")
    return value + more, before[lead.start() : number.end()]
