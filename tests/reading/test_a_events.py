from __future__ import annotations

from datetime import date

import pytest

from aftershock.ontology.actors import load_actors
from aftershock.reading.reader import read
from reading.reading_factory import document

Told = tuple[str, str, str, str]


def told(text: str) -> list[Told]:
    reading = read(document(text), load_actors())
    names = {a.id: a.name for a in reading.actors}
    return [
        (e.event_type, "+".join(names[a] for a in e.actors), "+".join(names[r] for r in e.recipients), e.status)
        for e in reading.events
    ]


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Thai troops attacked Cambodia on Friday.", ("ASSAULT", "Thailand", "Cambodia", "occurred")),
        ("Cambodia was attacked by Thai troops.", ("ASSAULT", "Thailand", "Cambodia", "occurred")),
        ("The Thai attack on Cambodia shocked many.", ("ASSAULT", "Thailand", "Cambodia", "occurred")),
        ("Thailand carried out an attack on Cambodia.", ("ASSAULT", "Thailand", "Cambodia", "occurred")),
        (
            "The storming by Thai soldiers of the Cambodian embassy came at night.",
            ("ASSAULT", "Thailand", "Cambodia", "occurred"),
        ),
        ("Peru and Chile imposed sanctions on Bolivia.", ("SANCTION", "Peru+Chile", "Bolivia", "occurred")),
        ("Peru may impose sanctions on Bolivia.", ("SANCTION", "Peru", "Bolivia", "possible")),
        ("Peru did not attack Bolivia.", ("ASSAULT", "Peru", "Bolivia", "denied")),
        ("Peru plans to attack Bolivia.", ("ASSAULT", "Peru", "Bolivia", "planned")),
        ("Peru announced it would attack Bolivia if talks failed.", ("ASSAULT", "Peru", "Bolivia", "possible")),
        ("Peru accused Bolivia of lying.", ("ACCUSE", "Peru", "Bolivia", "occurred")),
        ("Norway withdrew its troops from Mali.", ("RETREAT", "Norway", "", "occurred")),
        ("Norwegian soldiers were deployed to Mali.", ("MOBILIZE", "Norway", "", "occurred")),
        ("Norway will no longer abide by the treaty, it announced.", ("REJECT", "Norway", "", "occurred")),
        ("Norway urged Sweden to return to talks.", ("REQUEST", "Norway", "Sweden", "occurred")),
        ("Norway sent weapons to Finland.", ("AID", "Norway", "Finland", "occurred")),
        ("Norway signed a treaty with Finland.", ("AGREE", "Norway", "Finland", "occurred")),
        ("Pressure from Norway on Sweden grew.", ("REQUEST", "Norway", "Sweden", "occurred")),
    ],
)
def test_who_did_what_to_whom(text: str, event: Told) -> None:
    assert event in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "Norway is burning its bridges with Sweden.",
        "The statement put Norway in the line of fire with Sweden.",
        "Norway and Sweden met the deadline.",
        "US forces in Iraq were quiet.",
        "Norway's allies include Sweden.",
        "Norway struck a balance between Sweden and Denmark.",
        "The Norwegian press conference with Sweden was short.",
    ],
)
def test_metaphors_idioms_and_nouns_that_look_like_verbs_are_no_events(text: str) -> None:
    assert told(text) == []


def test_an_event_told_twice_stands_once_with_the_date_that_one_of_them_gives() -> None:
    text = "Rwandan troops killed Odalys Brenko, a senior official. The Rwandan killing of Odalys Brenko on 3 May 2021 angered many."
    events = read(document(text), load_actors()).events
    assert len(events) == 1
    assert events[0].when is not None
    assert events[0].when.start == date(2021, 5, 3)


def test_an_event_after_a_dated_one_is_dated_by_it() -> None:
    text = "Rwandan troops attacked Burundi on 3 February 2022. Shortly after the attack Kenya condemned Rwanda."
    condemned = next(e for e in read(document(text), load_actors()).events if e.event_type == "ACCUSE")
    assert condemned.when is not None
    assert (condemned.when.start, condemned.when.last) == (date(2022, 2, 3), date(2022, 3, 6))


def test_a_person_in_office_acts_with_the_state_that_is_named() -> None:
    text = "France was angry. President Emmanuel Macron threatened Mali with sanctions."
    assert ("THREATEN", "Emmanuel Macron+France", "Mali", "occurred") in told(text)


def test_the_speaker_after_a_statement_is_not_its_victim() -> None:
    assert all(
        "Brenko" not in r
        for _, _, r, _ in told("Peru breached the accord, Odalys Brenko said. “It is bad,” said Odalys Brenko.")
    )


def test_every_event_has_its_rule_and_its_words() -> None:
    text = "Thai troops attacked Cambodia. Peru accused Bolivia of lying."
    for event in read(document(text), load_actors()).events:
        assert event.provenance.made_by.startswith("reading.events.")
        assert event.sentence.contains(event.trigger)
        assert event.trigger.of(text).strip()
