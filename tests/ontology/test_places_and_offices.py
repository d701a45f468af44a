"""Places are found with their country, holders of an office by the day."""

from __future__ import annotations

import itertools
from datetime import date

import pytest

from aftershock.ontology import places
from aftershock.ontology.actors import load_actors
from aftershock.ontology.codes import country
from aftershock.ontology.offices import offices

DISPUTED = {"CIV"}  # two men claimed the presidency from December 2010 to April 2011


def test_every_place_lies_in_a_known_country_and_on_the_globe() -> None:
    for place in places.all_places():
        assert country(place.country, "iso3") == place.country
        assert (place.latitude is None) == (place.longitude is None)
        assert place.latitude is None or (abs(place.latitude) <= 90 and abs(place.longitude or 0) <= 180)


@pytest.mark.parametrize(
    ("name", "iso3"),
    [("Mosul", "IRQ"), ("الموصل", "IRQ"), ("Deir Ezzor", "SYR"), ("al-Tanf", "SYR"), ("Kyiv", "UKR"), ("Idlib", "SYR")],
)
def test_a_place_is_found_in_its_country(name: str, iso3: str) -> None:
    place = places.find(name)
    assert place is not None
    assert place.country == iso3


def test_places_of_one_name_are_told_apart_by_country() -> None:
    assert {place.country for place in places.candidates("Tripoli")} == {"LBN", "LBY"}
    lebanese = places.find("Tripoli", "LBN")
    assert lebanese is not None
    assert lebanese.country == "LBN"
    assert places.find("Atlantis") is None


@pytest.mark.parametrize(
    ("text", "day", "person"),
    [
        ("the US president", date(2020, 1, 3), "P-TRUMP"),
        ("US President", date(2021, 1, 20), "P-BIDEN"),
        ("president of Iraq", date(2020, 6, 1), "P-SALIH"),
        ("Iraqi prime minister", date(2020, 1, 5), "P-ADIL"),
        ("US foreign minister", date(2020, 1, 5), "P-POMPEO"),
        ("British prime minister", date(2020, 1, 5), "P-JOHNSON"),
        ("Iran's supreme leader", date(2020, 1, 5), "P-KHAMENEI"),
        ("the president", date(2020, 1, 5), None),
        ("Martian president", date(2020, 1, 5), None),
    ],
)
def test_an_office_names_its_holder_of_the_day(text: str, day: date, person: str | None) -> None:
    assert offices(load_actors()).find(text, day) == person


def test_nobody_holds_an_office_outside_the_known_terms() -> None:
    held = offices(load_actors())
    assert held.holder("USA", "president", date(1900, 1, 1)) is None
    assert held.holder("IRQ", "king of hearts", date(2020, 1, 1)) is None


def test_no_office_of_one_person_is_held_by_two_for_long() -> None:
    """Terms of a country's president or prime minister overlap by the day of the handover at most."""
    actors = load_actors()
    for role in ("president", "prime minister", "chancellor", "king", "pope"):
        terms = [
            (m.group, m.interval.start, m.interval.end, actor.id)
            for actor in actors.all
            if actor.kind == "person"
            for m in actor.memberships
            if m.role == role and m.interval.start is not None
        ]
        ordered = sorted(terms, key=lambda term: (term[0], term[1] or date.min))
        for one, other in itertools.pairwise(ordered):
            if one[0] == other[0] and one[0] not in DISPUTED:
                assert one[2] is not None, (one, other)
                assert other[1] is not None
                assert (one[2] - other[1]).days <= 1, (one, other)
