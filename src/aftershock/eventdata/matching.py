"""Raw names and ids of actors and places to those of the ontology."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from aftershock.ontology import places
from aftershock.ontology.actors import Actors
from aftershock.record.actor import Actor

GIVES: Final = ("id", "country", "sector")
"""The columns that every look-up of actors gives."""
_ALTERNATIVES: Final = re.compile(r"\s*/\s*|\s+and\s+")
_AROUND: Final = re.compile(r"^(?:near|outside) (?:the )?|,? (?:airport|area|city|province|region)$")


def listed_actors(values: Sequence[str], actors: Actors) -> Mapping[str, tuple[object, ...]]:
    """Ids as a chronology writes them; a name or alias in place of an id is taken for the actor it names."""
    found = {value: actors.get(value) or actors.find(value) for value in values if value}
    return {value: described(actor) for value, actor in found.items() if actor is not None}


def countries_of_places(values: Sequence[str], actors: Actors) -> Mapping[str, tuple[object, ...]]:
    """The country of a place by the last part of its name: ``Green Zone, Baghdad``, ``Abu Kamal, Syria``."""
    found = {value: _country(value, actors) for value in values if value}
    return {value: (country,) for value, country in found.items() if country}


def described(actor: Actor) -> tuple[object, ...]:
    """What a row keeps of an actor."""
    return actor.id, actor.country, actor.sector


def _country(place: str, actors: Actors) -> str:
    """The country of the last part of the name that has one, where all alternatives in it agree; else none."""
    for part in reversed(place.split(",")):
        named = {_one_country(_AROUND.sub("", name.strip()), actors) for name in _ALTERNATIVES.split(part)}
        if named != {""}:
            return named.pop() if len(named) == 1 else ""
    return ""


def _one_country(name: str, actors: Actors) -> str:
    """The country of that name or capital, or the only one that has a place of that name."""
    actor = actors.find(name) if name else None
    if actor is not None and actor.kind == "country":
        return actor.country
    having = {place.country for place in places.candidates(name)}
    return having.pop() if len(having) == 1 else ""
