"""The surface forms of actors, each with its role: names, acronyms, demonyms, capitals, institutions, titles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal, cast, get_args

from aftershock.errors import OntologyError
from aftershock.ontology.names import is_acronym
from aftershock.ontology.tables import Row, read_csv_table, read_yaml
from aftershock.record.actor import Actor

Role = Literal["name", "demonym", "capital", "institution", "leader-title", "acronym"]

LANGUAGES: Final = ("ar", "fa", "ru", "zh", "fr", "es")
COUNTRY_COLUMNS: Final = ("iso3", "name", "official", "others", "demonyms", "capitals", *LANGUAGES, "note")
_PLURALS_IN_S: Final = ("ese", "ish", "ch", "ss", "x", "z", "s")


@dataclass(frozen=True, slots=True)
class AliasForm:
    """One surface form of an actor. ``actor`` is its id."""

    text: str
    actor: str
    role: Role


def own_forms(actor: Actor) -> Iterator[AliasForm]:
    """The name and the aliases that the actor's own row gives."""
    for text in (actor.name, *actor.aliases):
        yield AliasForm(text, actor.id, "acronym" if is_acronym(text) else "name")


def country_forms() -> Iterator[AliasForm]:
    """Names in seven languages, demonyms with their plurals, and capitals of every country."""
    for row in read_csv_table("countries.csv", COUNTRY_COLUMNS, key=("iso3",)):
        for column in ("name", "official", "others", *LANGUAGES):
            for text in row.listed(column):
                yield AliasForm(text, row["iso3"], "acronym" if is_acronym(text) else "name")
        for text in demonyms(row):
            yield AliasForm(text, row["iso3"], "demonym")
        for text in row.listed("capitals"):
            yield AliasForm(text, row["iso3"], "capital")


def demonyms(row: Row) -> Iterator[str]:
    """The demonyms of a country's row; a plural in -s is made unless the ending forbids it or the row gives its own."""
    given = row.listed("demonyms")
    for text in given:
        yield text
        plural = f"{text}s"
        if not text.casefold().endswith(_PLURALS_IN_S) and plural not in given:
            yield plural


def institution_forms() -> Iterator[AliasForm]:
    """Buildings, ministries and bodies that stand for a government."""
    for row in read_csv_table("institutions.csv", ("actor", "text", "note"), key=("text",)):
        yield AliasForm(row["text"], row["actor"], "acronym" if is_acronym(row["text"]) else "institution")


@lru_cache(maxsize=1)
def titles_by_role() -> Mapping[str, tuple[str, ...]]:
    """What stands before the name of who holds a role: "Secretary of State", "Secretary"."""
    rows = read_csv_table("titles.csv", ("role", "titles", "counts_as", "kind"))
    return {row["role"]: row.listed("titles") for row in rows if row["role"]}


@lru_cache(maxsize=1)
def all_titles() -> frozenset[str]:
    """Every title, in lower case, whatever its kind."""
    rows = read_csv_table("titles.csv", ("role", "titles", "counts_as", "kind"))
    return frozenset(title.casefold() for row in rows for title in row.listed("titles"))


def titled_forms(actor: Actor, surname: str, titles: Sequence[str]) -> Iterator[AliasForm]:
    """Title and surname of a person, by its offices and its own titles: "President Rouhani", "Ayatollah Khamenei"."""
    roles = dict.fromkeys(membership.role for membership in actor.memberships)
    by_office = (title for role in roles for title in titles_by_role().get(role, ()))
    for title in dict.fromkeys((*by_office, *titles)) if surname else ():
        yield AliasForm(f"{title} {surname}", actor.id, "leader-title")


@dataclass(frozen=True, slots=True)
class Ambiguities:
    """What the forms alone cannot decide.

    ``several`` gives the actors a text may stand for and ``likely`` the one it mostly does, where there is one;
    ``never`` holds the pairs of actors that no lossy comparison may confuse; ``as_written`` the forms that are
    ordinary words in any other case.
    """

    several: Mapping[str, tuple[str, ...]]
    likely: Mapping[str, AliasForm]
    never: frozenset[frozenset[str]]
    as_written: frozenset[str]


@lru_cache(maxsize=1)
def ambiguities() -> Ambiguities:
    """The table `ambiguous.yml`."""
    table = read_yaml("ambiguous.yml")
    several = {str(text): entry for text, entry in _mapping(table, "several").items()}
    candidates = {text: tuple(map(str, _sequence(entry, text, "actors"))) for text, entry in several.items()}
    likely = {text: _likely(text, entry) for text, entry in several.items() if _has(entry, "likely")}
    pairs = frozenset(frozenset(map(str, pair)) for pair in _sequence(table, "ambiguous.yml", "never_merge"))
    written_so = frozenset(str(text) for text in _sequence(table, "ambiguous.yml", "as_written"))
    return Ambiguities(candidates, likely, pairs, written_so)


def _mapping(table: Mapping[str, object], key: str) -> Mapping[str, Mapping[str, object]]:
    value = table.get(key)
    if not isinstance(value, dict):
        raise OntologyError(f"a mapping is expected under {key!r}", where="ambiguous.yml")
    return value


def _likely(text: str, entry: Mapping[str, object]) -> AliasForm:
    given = str(entry.get("role") or ("acronym" if is_acronym(text) else "name"))
    if given not in get_args(Role):
        raise OntologyError(f"not a role: {given!r}", where="ambiguous.yml", hint=f"One of {', '.join(get_args(Role))}")
    return AliasForm(text, str(entry["likely"]), cast("Role", given))


def _has(entry: Mapping[str, object], key: str) -> bool:
    return isinstance(entry, dict) and bool(entry.get(key))


def _sequence(entry: Mapping[str, object], place: str, key: str) -> Sequence[Sequence[object]]:
    value = entry.get(key) if isinstance(entry, dict) else None
    if not isinstance(value, list):
        raise OntologyError(f"a list is expected under {place} / {key}", where="ambiguous.yml")
    return value
