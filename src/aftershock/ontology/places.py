"""A small gazetteer: capitals, large cities and places that conflict reporting names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from aftershock.ontology.names import without_articles, written
from aftershock.ontology.tables import Row, read_csv_table

_COLUMNS: Final = ("name", "country", "latitude", "longitude", "population", "also", "note")


@dataclass(frozen=True, slots=True)
class Place:
    """A place. ``country`` is ISO alpha-3; ``population`` is 0 where it is not known, for regions and bases."""

    name: str
    country: str
    latitude: float | None
    longitude: float | None
    population: int
    also: tuple[str, ...]


def find(name: str, country: str = "") -> Place | None:
    """The place of that name: in the country where one is given, else the most populous."""
    by_key = _index()
    for key in dict.fromkeys((written(name), without_articles(name))):
        named = [place for place in by_key.get(key, ()) if country in ("", place.country)]
        if named:
            return named[0]
    return None


def candidates(name: str) -> tuple[Place, ...]:
    """Every place of that name, the most populous first."""
    return _index().get(written(name)) or _index().get(without_articles(name)) or ()


@lru_cache(maxsize=1)
def all_places() -> tuple[Place, ...]:
    """The gazetteer, sorted by country and name."""
    rows = read_csv_table("places.csv", _COLUMNS, key=("name", "country"))
    return tuple(sorted(map(_place, rows), key=lambda place: (place.country, place.name)))


@lru_cache(maxsize=1)
def _index() -> Mapping[str, tuple[Place, ...]]:
    named: defaultdict[str, dict[Place, None]] = defaultdict(dict)
    for place in all_places():
        for text in (place.name, *place.also):
            for key in (written(text), without_articles(text)):
                named[key][place] = None
    ordered = {
        key: tuple(sorted(places, key=lambda place: (-place.population, place.country, place.name)))
        for key, places in named.items()
    }
    return MappingProxyType(ordered)


def _place(row: Row) -> Place:
    try:
        latitude, longitude = (float(row[axis]) if row[axis] else None for axis in ("latitude", "longitude"))
        population = int(row["population"] or 0)
    except ValueError as error:
        raise row.error(f"not a number: {error}") from error
    return Place(row["name"], row["country"], latitude, longitude, population, row.listed("also"))
