"""Names that the ontology knows, found in tokens: the longest match at each place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from aftershock.ontology.actors import Actors
from aftershock.ontology.forms import AliasForm
from aftershock.ontology.names import keeps_case, written
from aftershock.reading.passage import Token
from aftershock.reading.words import listed

_LONGEST: Final = 12
_MARKS: Final = frozenset({"-", "'"})


@dataclass(frozen=True, slots=True)
class Match:
    """A form of an actor's name over the tokens ``[first, last)`` of a sentence."""

    first: int
    last: int
    form: AliasForm


@dataclass(frozen=True, slots=True)
class _Entry:
    keys: tuple[str, ...]
    form: AliasForm


class Gazetteer:
    """Every form of every actor, keyed by its first word."""

    def __init__(self, actors: Actors) -> None:
        self._entries: dict[str, list[_Entry]] = {}
        for form in actors.forms():
            keys = tuple(written(form.text).split())
            if keys and len(keys) <= _LONGEST and not form.text[0].islower():
                self._entries.setdefault(keys[0], []).append(_Entry(keys, form))
        for entries in self._entries.values():
            entries.sort(key=lambda e: (-len(e.keys), e.form.text, e.form.actor))

    def matches(self, tokens: Sequence[Token]) -> Iterator[Match]:
        """The names in a sentence, from left to right, none overlapping."""
        keys = [_key(token.text) for token in tokens]
        place = 0
        while place < len(tokens):
            match = self._longest(tokens, keys, place)
            if match is not None:
                yield match
            place = place + 1 if match is None else match.last

    def _longest(self, tokens: Sequence[Token], keys: Sequence[str], place: int) -> Match | None:
        """The match at a place; where a title opens it, the longer name that begins inside it ("King Ali bin Omar")."""
        match = self._at(tokens, keys, place)
        if match is None or tokens[place].lower not in listed("names.yml", "titles"):
            return match
        inner = (self._at(tokens, keys, at) for at in range(place + 1, match.last))
        return next((m for m in inner if m is not None and m.last > match.last), match)

    def _at(self, tokens: Sequence[Token], keys: Sequence[str], place: int) -> Match | None:
        for entry in self._entries.get(keys[place], ()) if keys[place] else ():
            last = _reach(tokens, keys, place, entry.keys)
            if last is not None and _written_alike(tokens[place:last], entry.form.text):
                return Match(place, last, entry.form)
        return None


_MADE: dict[int, tuple[Actors, Gazetteer]] = {}


def gazetteer(actors: Actors) -> Gazetteer:
    """The gazetteer over an ontology, made once for each that is in use."""
    made = _MADE.get(id(actors))
    if made is None or made[0] is not actors:
        made = _MADE[id(actors)] = (actors, Gazetteer(actors))
    return made[1]


@lru_cache(maxsize=65_536)
def _key(text: str) -> str:
    """A word's key; clitics, marks and words that fall apart into several have none."""
    if text[0] in "'’":
        return ""
    key = written(text)
    return "" if " " in key else key


def _reach(tokens: Sequence[Token], keys: Sequence[str], place: int, wanted: tuple[str, ...]) -> int | None:
    """Where a form that begins at ``place`` ends; hyphens and apostrophes between its words are passed over."""
    at = place
    for number, key in enumerate(wanted):
        while number and at < len(tokens) and tokens[at].lower in _MARKS:
            at += 1
        if at >= len(tokens) or keys[at] != key:
            return None
        at += 1
    return at


def _written_alike(tokens: Sequence[Token], form: str) -> bool:
    """Short acronyms only in their capitals; a name only with its capitals, or all in capitals."""
    if keeps_case(form) or (form.isupper() and form.isascii()):
        return len(tokens) == 1 and tokens[0].text.replace(".", "") == form.replace(".", "")
    first = next((c for c in form if c.isalpha()), "")
    if not first.isupper():
        return True
    return tokens[-1].text[0].isupper() == _last_is_capital(form) or tokens[0].text[0].isupper()


def _last_is_capital(form: str) -> bool:
    return form.split()[-1][0].isupper()
