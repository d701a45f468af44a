"""The actors the ontology knows, and how a name in any script finds one of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import Final, cast, get_args

from aftershock.errors import OntologyError
from aftershock.ontology.codes import government
from aftershock.ontology.forms import (
    AliasForm,
    Ambiguities,
    ambiguities,
    country_forms,
    institution_forms,
    own_forms,
    titled_forms,
)
from aftershock.ontology.lookup import Lookup
from aftershock.ontology.memberships import parse_memberships
from aftershock.ontology.names import keeps_case, written
from aftershock.ontology.tables import Row, read_csv_table
from aftershock.record.actor import Actor, ActorKind

COLUMNS: Final = (
    "id", "name", "kind", "country", "sector", "aliases", "memberships", "wikidata", "note", "source",
    "surname", "titles",
)  # fmt: skip
KINDS: Final = frozenset(cast("tuple[str, ...]", get_args(ActorKind)))
_OPTIONAL_IN_EXTRAS: Final = ("sector", "aliases", "memberships", "wikidata", "note", "source", "surname", "titles")


@dataclass(frozen=True)
class Actors:
    """Every actor and every form of its name. Made by `load_actors`."""

    all: tuple[Actor, ...]
    _forms: tuple[AliasForm, ...]
    _by_id: Mapping[str, Actor] = field(repr=False)
    _lookup: Lookup = field(repr=False)
    _ambiguous: Ambiguities = field(repr=False)

    def get(self, actor_id: str) -> Actor | None:
        """The actor of that id."""
        return self._by_id.get(actor_id)

    def find(self, name: str) -> Actor | None:
        """The one actor that the name stands for, in any script; ``None`` where there is none or more than one.

        Case, diacritics, apostrophes, hyphens, articles and the usual ways of carrying a name over from Arabic or
        Persian script make no difference; acronyms of up to three letters must be written in capitals. An id finds itself, and
        "Government of X", as UCDP writes it, the country.
        """
        trimmed = name.strip()
        found = trimmed if trimmed in self._by_id else self._lookup.find(trimmed) or government(trimmed)
        return self._by_id.get(found or "")

    def candidates(self, name: str) -> tuple[Actor, ...]:
        """Every actor the name may stand for: the one found, or those the table of ambiguous names lists."""
        listed = self._lookup.several.get(written(name), ())
        found = self.find(name)
        ids = dict.fromkeys((*((found.id,) if found else ()), *listed))
        return tuple(self._by_id[actor_id] for actor_id in ids)

    def nearest(self, name: str, limit: int = 3) -> tuple[str, ...]:
        """Ids and names most like a name that was not found, for error messages; the nearest first."""
        return self._lookup.nearest(name, limit)

    def aliases(self) -> Mapping[str, str]:
        """Every surface form and the id of its actor."""
        return MappingProxyType({form.text: form.actor for form in self._forms})

    def forms(self) -> tuple[AliasForm, ...]:
        """Every surface form with its actor and role, sorted by text."""
        return self._forms

    def never_merged(self, one: str, other: str) -> bool:
        """Whether the two ids are a pair that must not be joined, whatever their names look like."""
        return frozenset((one, other)) in self._ambiguous.never


def load_actors(*extra: Path) -> Actors:
    """The actors of the package, and those of a study's own tables, which may replace or add rows by id.

    Raises:
        OntologyError: where a table is malformed, an id is repeated, a country, group or kind is unknown, or two actors
            share a form that `ambiguous.yml` does not list.
    """
    return _packaged() if not extra else _build(_merge(_read_table("actors.csv"), *map(_read_extra, extra)))


@lru_cache(maxsize=1)
def _packaged() -> Actors:
    return _build(_read_table("actors.csv"))


def _merge(*tables: Mapping[str, Row]) -> dict[str, Row]:
    merged: dict[str, Row] = {}
    for table in tables:
        merged.update(table)
    return merged


def _read_table(name: str) -> dict[str, Row]:
    return {row["id"]: row for row in read_csv_table(name, COLUMNS, key=("id",))}


def _read_extra(path: Path) -> dict[str, Row]:
    required = [column for column in COLUMNS if column not in _OPTIONAL_IN_EXTRAS]
    blank = dict.fromkeys(_OPTIONAL_IN_EXTRAS, "")
    rows = read_csv_table(path, required, key=("id",))
    return {row["id"]: replace(row, cells={**blank, **row.cells}) for row in rows}


def _actor(row: Row) -> Actor:
    if row["kind"] not in KINDS:
        raise row.error(f"unknown kind {row['kind']!r}", hint=f"One of: {', '.join(sorted(KINDS))}")
    if not row["id"] or not row["name"]:
        raise row.error("id and name must not be empty")
    return Actor(
        id=row["id"],
        name=row["name"],
        kind=cast("ActorKind", row["kind"]),
        country=row["country"],
        sector=row["sector"],
        aliases=row.listed("aliases"),
        memberships=parse_memberships(row["memberships"], row.where),
        wikidata=row["wikidata"],
        note=row["note"],
    )


def _build(table: Mapping[str, Row]) -> Actors:
    actors = tuple(map(_actor, table.values()))
    places = {actor_id: row.where for actor_id, row in table.items()}
    ambiguous = ambiguities()
    own = chain.from_iterable(own_forms(actor) for actor in actors)
    titled = chain.from_iterable(
        titled_forms(actor, table[actor.id]["surname"], table[actor.id].listed("titles")) for actor in actors
    )
    forms = _checked(chain(own, country_forms(), institution_forms(), titled), ambiguous, places)
    actors = _with_forms(actors, forms)
    by_id = MappingProxyType({actor.id: actor for actor in actors})
    _check_references(actors, ambiguous, places)
    return Actors(actors, forms, by_id, Lookup.over(forms, by_id, ambiguous), ambiguous)


def _checked(forms: Iterable[AliasForm], ambiguous: Ambiguities, places: Mapping[str, str]) -> tuple[AliasForm, ...]:
    """One form a text, sorted; a key that two actors share must stand in the table of ambiguous names."""
    kept: dict[str, AliasForm] = {}
    owner: dict[str, AliasForm] = {}
    several = {written(text): text for text in ambiguous.several}
    for form in forms:
        key = form.text if keeps_case(form.text) else written(form.text)
        where = places.get(form.actor)
        if where is None:
            raise OntologyError(f"{form.text!r} stands for an unknown actor {form.actor!r}", where="ontology/data")
        if written(form.text) in several:
            continue
        first = owner.setdefault(key, form)
        if first.actor != form.actor:
            hint = "Take it from one of the two, or list it in ambiguous.yml."
            raise OntologyError(f"{form.text!r} stands for {first.actor} and {form.actor}", where=where, hint=hint)
        kept.setdefault(form.text, form)
    return tuple(sorted((*kept.values(), *ambiguous.likely.values()), key=lambda form: (form.text, form.actor)))


def _with_forms(actors: Iterable[Actor], forms: Sequence[AliasForm]) -> tuple[Actor, ...]:
    texts: defaultdict[str, list[str]] = defaultdict(list)
    for form in forms:
        texts[form.actor].append(form.text)
    completed = (
        replace(actor, aliases=tuple(text for text in texts[actor.id] if text != actor.name)) for actor in actors
    )
    return tuple(sorted(completed, key=lambda actor: actor.id))


def _check_references(actors: Sequence[Actor], ambiguous: Ambiguities, places: Mapping[str, str]) -> None:
    for actor in actors:
        for membership in actor.memberships:
            if membership.group not in places:
                raise OntologyError(f"member of an unknown group {membership.group!r}", where=places[actor.id])
    listed = chain(*ambiguous.several.values(), (form.actor for form in ambiguous.likely.values()), *ambiguous.never)
    unknown = next((actor_id for actor_id in listed if actor_id not in places), None)
    if unknown is not None:
        raise OntologyError(f"unknown actor {unknown!r}", where="ambiguous.yml")
