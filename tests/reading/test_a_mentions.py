from __future__ import annotations

import pytest

from aftershock.ontology.actors import load_actors
from aftershock.reading.places import is_place
from aftershock.reading.reader import read
from aftershock.reading.tokens import tokenise
from reading.reading_factory import document


def named(text: str) -> dict[str, list[str]]:
    reading = read(document(text), load_actors())
    return {a.name: [m.of(text) for m in a.mentions] for a in reading.actors}


def ids(text: str) -> set[str]:
    return {a.id for a in read(document(text), load_actors()).actors}


def test_the_country_us_is_told_from_the_pronoun() -> None:
    assert named("They told us that the US had left us alone.") == {"United States": ["US"]}


def test_an_adjective_of_nation_is_a_mention_of_the_country_and_a_title_is_no_part_of_a_name() -> None:
    found = named("Turkish President Recep Tayyip Erdogan met French officials.")
    assert found["Turkey"] == ["Turkish"]
    assert ["Recep Tayyip Erdogan"] in found.values()


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Protests were held in Nairobi.", True),
        ("The plane left Nairobi airport.", True),
        ("She is a Nairobi-based analyst.", True),
        ("Nairobi rejected the proposal.", False),
        ("They criticised Nairobi's stance.", False),
        ("Relations between Kampala and Nairobi are tense.", False),
        ("Leaders in Nairobi welcomed it.", False),
        ("The streets of Nairobi were empty.", True),
        ("NAIROBI (Agency) - Rain fell.", True),
    ],
)
def test_a_capital_stands_for_its_government_unless_it_is_a_place(text: str, place: bool) -> None:
    tokens = tuple(tokenise(text))
    at = next(n for n, t in enumerate(tokens) if t.lower == "nairobi")
    assert is_place(tokens, at, at + 1) is place


def test_one_group_goes_by_several_names() -> None:
    assert (
        ids("Daesh, also called ISIS or the Islamic State, was beaten.") == {"IS"}
        or len(ids("Daesh, also called ISIS or the Islamic State, was beaten.")) == 1
    )


def test_a_coalition_against_a_group_is_not_the_group() -> None:
    found = named("The Global Coalition Against Daesh met on Monday.")
    assert len(found) == 1
    assert "Coalition" in next(iter(found))


def test_groups_with_like_names_stay_apart() -> None:
    found = named("Kata'ib Hizbullah fired rockets while Hezbollah watched.")
    assert len(found) == 2


def test_an_unknown_speaker_is_found_by_title_apposition_and_surname() -> None:
    text = "The border will open, said Odalys Brenko, a senior fellow at an institute. Ms Brenko spoke on Friday. “It is time,” Brenko said."
    found = named(text)
    assert found["Odalys Brenko"] == ["Odalys Brenko", "Brenko", "Brenko"]


def test_an_honorific_before_a_given_name_means_the_person_named_in_full() -> None:
    text = "“It will pass,” said Tamsin Uveda, director of a centre. Mr Tamsin said more later."
    assert named(text)["Tamsin Uveda"] == ["Tamsin Uveda", "Tamsin"]


def test_two_people_of_one_surname_are_told_apart_by_who_was_named_last() -> None:
    text = "Odalys Brenko said the port will close. Later Ilse Brenko said it will open. Brenko said so twice."
    assert named(text)["Ilse Brenko"] == ["Ilse Brenko", "Brenko"]


def test_letters_in_brackets_stand_for_the_name_before_them() -> None:
    text = "The Northern Harbour Front (NHF) attacked Peru. Peru condemned the NHF."
    assert named(text)["Northern Harbour Front"] == ["Northern Harbour Front", "NHF", "NHF"]


def test_lawmakers_and_militias_of_a_nation_are_actors_of_their_own() -> None:
    found = named("Kenyan lawmakers condemned Somali militias.")
    assert set(found) >= {"Kenyan lawmakers", "Somali militias"}


def test_a_sentence_of_common_words_names_nobody() -> None:
    assert named("However, the weather was fine. Many people went to the beach in May.") == {}


def test_unknown_bystanders_are_left_out_and_counted() -> None:
    reading = read(document("Prices rose. The Harbour Society of Lund Institute was founded long ago."), load_actors())
    assert reading.actors == ()
    assert sum(r.count for r in reading.refused) == 1
