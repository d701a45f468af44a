"""Phrases and word lists that are data: loaded once, matched longest first against tokens."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Final, Generic, TypeVar

from aftershock.errors import OntologyError
from aftershock.ontology.tables import read_yaml
from aftershock.reading.passage import Token
from aftershock.reading.tokens import tokenise

T = TypeVar("T")

Table = Mapping[str, object]

_CLITICS: Final = frozenset({"'s", "'ll", "'re", "'ve", "'d", "'m", "n't"})


class Phrases(Generic[T]):
    """Phrases, each with a value, found in tokens: the longest at a place wins. Linear in the number of tokens."""

    def __init__(self, phrases: Mapping[str, T]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], T]]] = {}
        for phrase, value in phrases.items():
            words = _words(phrase)
            self._by_first.setdefault(words[0], []).append((words, value))
        for entries in self._by_first.values():
            entries.sort(key=lambda entry: -len(entry[0]))

    def at(self, tokens: Sequence[Token], place: int) -> tuple[int, T] | None:
        """The place after the longest phrase that begins at ``place``, and its value."""
        for words, value in self._by_first.get(tokens[place].lower, ()):
            end = place + len(words)
            if end <= len(tokens) and all(tokens[place + n].lower == word for n, word in enumerate(words)):
                return end, value
        return None

    def all(self, tokens: Sequence[Token]) -> Iterator[tuple[int, int, T]]:
        """Every phrase as ``(start, end, value)`` of token places, left to right, none overlapping another."""
        place = 0
        while place < len(tokens):
            found = self.at(tokens, place)
            if found is None:
                place += 1
            else:
                yield place, found[0], found[1]
                place = found[0]

    def any(self, tokens: Sequence[Token]) -> bool:
        """Whether any phrase stands in the tokens."""
        return next(self.all(tokens), None) is not None


def _words(phrase: str) -> tuple[str, ...]:
    """The words of a phrase as tokens give them; a clitic that stands alone ("'ll") is one word."""
    parts = (phrase,) if " " not in phrase and phrase in _CLITICS else phrase.split()
    return tuple(
        word for part in parts for word in ((part,) if part in _CLITICS else (token.lower for token in tokenise(part)))
    )


@cache
def table(name: str) -> Table:
    """A YAML file of the ontology whose top level names lists.

    Raises:
        OntologyError: where the top level is anything else.
    """
    content = read_yaml(name)
    if not isinstance(content, dict):
        raise OntologyError("expected named lists at the top level", where=name, hint="see the head of the file")
    return content


def entries(name: str, *keys: str) -> tuple[str, ...]:
    """The list of words under a path of keys, without duplicates.

    Raises:
        OntologyError: where there is none, an entry is no text, or an entry stands twice.
    """
    content: object = table(name)
    for key in keys:
        content = content.get(key) if isinstance(content, dict) else None
    where = f"{name} {'.'.join(keys)}"
    if not isinstance(content, list) or not all(isinstance(entry, str) and entry for entry in content):
        raise OntologyError("expected a list of words", where=where, hint="quote words such as true, no and on")
    twice = sorted({entry for entry in content if content.count(entry) > 1})
    if twice:
        raise OntologyError(f"listed twice: {', '.join(twice)}", where=where, hint="remove one of the two")
    return tuple(content)


def irregular(name: str, key: str = "irregular") -> Mapping[str, tuple[str, ...]]:
    """The irregular forms of a file, by base form."""
    content = table(name).get(key, {})
    if not isinstance(content, dict):
        raise OntologyError("expected base forms with their forms", where=f"{name} {key}")
    return {str(base): tuple(map(str, forms)) for base, forms in content.items()}


def inflected(base: str, odd: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The forms of an English verb; of several words the first is inflected ("call on", "called on")."""
    if base in odd:
        return (base, *odd[base])
    first, _, rest = base.partition(" ")
    forms = (first, *odd[first]) if first in odd else _regular(first)
    return tuple(f"{form} {rest}".rstrip() for form in forms)


def _regular(base: str) -> tuple[str, ...]:
    if base.endswith("e"):
        return (base, base + "s", base + "d", base[:-1] + "ing")
    if base.endswith("y") and base[-2] not in "aeiou":
        return (base, base[:-1] + "ies", base[:-1] + "ied", base + "ing")
    third = base + "es" if base.endswith(("s", "sh", "ch", "x", "z")) else base + "s"
    return (base, third, base + "ed", base + "ing")
