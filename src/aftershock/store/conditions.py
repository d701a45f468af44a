"""An EventFilter as a condition in SQL with its parameters."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from aftershock.record.hypothesis import EventFilter

_COUNTRY: Final = re.compile(r"[A-Z]{3}")
_COUNTRY_PREFIX: Final = "country:"


@dataclass(frozen=True, slots=True)
class Condition:
    """SQL text with ``?`` marks, and the values for them in order."""

    sql: str
    values: tuple[object, ...]

    def __and__(self, other: Condition) -> Condition:
        return Condition(f"({self.sql}) AND ({other.sql})", self.values + other.values)

    def __or__(self, other: Condition) -> Condition:
        return Condition(f"({self.sql}) OR ({other.sql})", self.values + other.values)


ALWAYS: Final = Condition("true", ())


def condition(wanted: EventFilter) -> Condition:
    """The rows of ``events`` that the filter takes."""
    found = _dyad(wanted)
    for column, values in (
        ("dataset", wanted.datasets), ("event_type", wanted.event_types), ("system", wanted.systems),
    ):  # fmt: skip
        if values:
            found &= Condition(f"list_contains(?, {column})", (list(values),))
    if wanted.modes:
        found &= Condition("list_has_any(string_split(mode, ';'), ?)", (list(wanted.modes),))
    if wanted.places:
        found &= _any(_place(place) for place in wanted.places)
    if wanted.text:
        found &= _any(_words("summary", word) for word in wanted.text)
    return found


def _dyad(wanted: EventFilter) -> Condition:
    straight = _side("actor", wanted.actors) & _side("recipient", wanted.recipients)
    if not wanted.either_way:
        return straight
    return straight | (_side("actor", wanted.recipients) & _side("recipient", wanted.actors))


def _side(column: str, ids: tuple[str, ...]) -> Condition:
    if not ids:
        return ALWAYS
    countries = [name.removeprefix(_COUNTRY_PREFIX) for name in ids if name.startswith(_COUNTRY_PREFIX)]
    listed = list(ids)
    return Condition(
        f"list_contains(?, {column}) OR list_contains(?, {column}_country) OR EXISTS (SELECT 1 FROM membership AS m"
        f" WHERE list_contains(?, m.group_id) AND m.member = {column}"
        " AND (m.since IS NULL OR m.since <= date_start) AND (m.until IS NULL OR date_start < m.until))",
        (listed, countries, listed),
    )


def _place(place: str) -> Condition:
    if _COUNTRY.fullmatch(place):
        return Condition("country = ?", (place,))
    return _words("place", place)


def _words(column: str, words: str) -> Condition:
    start = r"\b" if words[:1].isalnum() else ""
    return Condition(f"regexp_matches({column}, ?, 'i')", (start + re.escape(words),))


def _any(conditions: Iterable[Condition]) -> Condition:
    found = Condition("false", ())
    for one in conditions:
        found |= one
    return found
