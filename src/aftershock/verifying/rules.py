"""The rules that turn a forecast into a question, as `question_rules.yml` gives them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal, cast, get_args

from aftershock.errors import OntologyError
from aftershock.ontology.tables import read_yaml
from aftershock.record.event import PLOVER_TYPES

FILE: Final = "question_rules.yml"
VERSION: Final = "1"
Tone = Literal["bad", "good", "neutral", "either"]
Direction = Literal["up", "down", "better", "worse"]


@dataclass(frozen=True, slots=True)
class Words:
    """A list of words and phrases, ready to be found in a text."""

    pattern: re.Pattern[str]

    def find(self, text: str) -> re.Match[str] | None:
        """The first of them; a capital "May" inside a sentence is the month."""
        return next((found for found in self.pattern.finditer(text) if found.start() == 0 or found[0] != "May"), None)


@dataclass(frozen=True, slots=True)
class RefusalRule:
    """Words that make a statement one that cannot be settled, the reason, and words that undo it."""

    name: str
    words: Words
    unless: Words | None
    reason: str


@dataclass(frozen=True, slots=True)
class Subject:
    """Something that event data counts: its plural name, its words and its event types.

    Where the tone is ``either`` the types depend on the direction, and ``types`` is empty.
    """

    name: str
    tone: Tone
    words: Words
    types: tuple[str, ...]
    better: tuple[str, ...]
    worse: tuple[str, ...]
    implies: Direction | None


@dataclass(frozen=True, slots=True)
class Rules:
    """Everything in `question_rules.yml`."""

    refusals: tuple[RefusalRule, ...]
    figures_of_speech: RefusalRule
    reasons: Mapping[str, str]
    subjects: tuple[Subject, ...]
    directions: Mapping[Direction, Words]
    no_direction: Words
    lasting: Words
    happens: Words
    first: Words
    record: Words
    clause_ends: Words
    with_article: Words
    first_person: Words
    future: Words
    amounts: Mapping[str, int]
    amount_leads: Words
    not_amounts: Words
    lasting_share: float
    flat: tuple[float, float]
    type_names: Mapping[str, tuple[str, str]]


_REASONS: Final = (
    "no_actor", "no_event", "no_change", "no_date", "over", "no_past", "no_data", "happened_before",
)  # fmt: skip


@cache
def load_rules() -> Rules:
    """The rules of the package.

    Raises:
        OntologyError: where a part is missing, an event type is unknown, or a word list is empty.
    """
    table = _Part(read_yaml(FILE), "")
    sets = {name: table.part("sets").types(name) for name in ("conflict", "cooperation")}
    return Rules(
        refusals=tuple(map(_refusal, table.parts("refusals"))),
        figures_of_speech=_refusal(table.part("figures_of_speech")),
        reasons={name: table.text(name) for name in _REASONS},
        subjects=tuple(_subject(part, sets) for part in table.parts("subjects")),
        directions={name: table.part("directions").words(name) for name in get_args(Direction)},
        no_direction=table.words("no_direction"),
        lasting=table.words("lasting"),
        happens=table.words("happens"),
        first=table.words("first"),
        record=table.words("record"),
        clause_ends=table.words("clause_ends"),
        with_article=table.words("with_article"),
        first_person=table.words("first_person"),
        future=table.words("future"),
        amounts={name: int(table.part("amounts").number(name)) for name in table.part("amounts").table},
        amount_leads=table.words("amount_leads"),
        not_amounts=table.words("not_amounts"),
        lasting_share=table.number("lasting_share"),
        flat=_flat(table),
        type_names={name: _names(table.part("type_names"), name) for name in PLOVER_TYPES},
    )


@dataclass(frozen=True, slots=True)
class _Part:
    """A mapping inside the file, and its place in words for errors."""

    table: Mapping[str, object]
    place: str

    def error(self, key: str, message: str) -> OntologyError:
        return OntologyError(message, where=f"{FILE} {self.place}{key}")

    def get(self, key: str) -> object:
        if key not in self.table:
            raise self.error(key, "is missing")
        return self.table[key]

    def part(self, key: str) -> _Part:
        return _Part(self._mapping(self.get(key), key), f"{self.place}{key}.")

    def parts(self, key: str) -> tuple[_Part, ...]:
        found = self.get(key)
        if not isinstance(found, list) or not found:
            raise self.error(key, "a list is expected")
        return tuple(_Part(self._mapping(one, key), f"{key}[{n}].") for n, one in enumerate(found, start=1))

    def text(self, key: str) -> str:
        found = self.get(key)
        if not isinstance(found, str) or not found:
            raise self.error(key, f"{found!r} is not a text")
        return found

    def number(self, key: str) -> float:
        found = self.get(key)
        if isinstance(found, bool) or not isinstance(found, (int, float)):
            raise self.error(key, f"{found!r} is not a number")
        return float(found)

    def strings(self, key: str) -> tuple[str, ...]:
        found = self.get(key)
        if not isinstance(found, list) or not found or not all(isinstance(one, str) and one for one in found):
            raise self.error(key, "a list of words is expected; quote those that YAML takes for something else")
        if len(set(found)) != len(found):
            raise self.error(key, "a word stands twice")
        return tuple(found)

    def words(self, key: str) -> Words:
        return compiled(self.strings(key))

    def types(self, key: str) -> tuple[str, ...]:
        found = self.strings(key)
        for name in found:
            if name not in PLOVER_TYPES:
                raise self.error(key, f"{name!r} is no PLOVER type")
        return found

    def _mapping(self, found: object, key: str) -> Mapping[str, object]:
        if not isinstance(found, dict):
            raise self.error(key, "a mapping is expected")
        return cast("Mapping[str, object]", found)


def compiled(words: Sequence[str]) -> Words:
    """Words and phrases as one pattern, the longest first: ``*`` is any ending, or alone any words; a space any white space."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return Words(re.compile("|".join(map(_pattern, ordered)), re.IGNORECASE))


def _pattern(word: str) -> str:
    escaped = (
        re.escape(word)
        .replace(r"\*\ ", r".+\s")
        .replace(r"\ \*", r"\s.+")
        .replace(r"\*", r"\w*")
        .replace(r"\ ", r"\s+")
        .replace("'", "['’]")
    )
    before = r"(?<![\w-])" if word[0].isalnum() else ""
    after = r"(?!\w)" if word[-1].isalnum() else ""
    return before + escaped + after


def _refusal(part: _Part) -> RefusalRule:
    unless = part.words("unless") if "unless" in part.table else None
    name = part.text("name") if "name" in part.table else "figure of speech"
    return RefusalRule(name, part.words("words"), unless, part.text("reason"))


def _subject(part: _Part, sets: Mapping[str, tuple[str, ...]]) -> Subject:
    tone, implies = part.text("tone"), part.table.get("implies")
    if tone not in get_args(Tone):
        raise part.error("tone", f"{tone!r} is none of {', '.join(get_args(Tone))}")
    if implies is not None and implies not in get_args(Direction):
        raise part.error("implies", f"{implies!r} is none of {', '.join(get_args(Direction))}")
    depends = tone == "either"
    return Subject(
        name=part.text("name"),
        tone=cast("Tone", tone),
        words=part.words("words"),
        types=() if depends else _types(part, "types", sets),
        better=_types(part, "better", sets) if depends else (),
        worse=_types(part, "worse", sets) if depends else (),
        implies=cast("Direction | None", implies),
    )


def _types(part: _Part, key: str, sets: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    found = part.get(key)
    if not isinstance(found, str):
        return part.types(key)
    if found not in sets:
        raise part.error(key, f"there is no set of event types {found!r}")
    return sets[found]


def _flat(part: _Part) -> tuple[float, float]:
    found = part.get("flat")
    if isinstance(found, list):
        match found:
            case [float(low), float(high)] if 0 <= low <= high <= 1:
                return low, high
    raise part.error("flat", f"{found!r} is not an interval of probability")


def _names(part: _Part, name: str) -> tuple[str, str]:
    one, many = part.strings(name)
    return one, many
