"""Mechanisms that hold for any text: nearest object, passive subjects, joined clauses, days of a news report."""

from __future__ import annotations

import time
from datetime import date

import pytest

from aftershock.ontology.actors import load_actors
from aftershock.reading.reader import read
from aftershock.record.event import ReportedEvent
from aftershock.record.reading import Reading
from reading.claims_factory import linked
from reading.reading_factory import document


def reading(text: str) -> Reading:
    return read(document(text), load_actors())


def told(text: str) -> set[tuple[str, str, str]]:
    found = reading(text)
    names = {a.id: a.name for a in found.actors}
    return {
        (e.event_type, "+".join(names[a] for a in e.actors), "+".join(names[r] for r in e.recipients))
        for e in found.events
    }


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("India expelled three Nepali diplomats.", ("SANCTION", "India", "Nepal")),
        ("Poland has deployed troops along its frontier with Belarus.", ("MOBILIZE", "Poland", "Belarus")),
        ("Paraguay broke off relations with Bolivia.", ("SANCTION", "Paraguay", "Bolivia")),
        ("The Sudanese army and the rebels signed a truce.", ("AGREE", "Sudan", "")),
        ("Kenya's decision to expel the envoys was criticised by Somalia.", ("ACCUSE", "Somalia", "Kenya")),
        ("Japan protested to Fiji over the flight.", ("ACCUSE", "Japan", "Fiji")),
        ("Fiji tested a missile on Thursday.", ("MOBILIZE", "Fiji", "")),
    ],
)
def test_the_object_or_the_subject_of_a_passive_says_to_whom(text: str, event: tuple[str, str, str]) -> None:
    assert event in told(text)


def test_the_army_without_a_nation_acts_for_the_country_spoken_of_last() -> None:
    assert ("COERCE", "Chad", "Libya") in told("Chad was tense. The army arrested eleven Libyan traders.")


def test_an_unnamed_speaker_is_named_by_the_noun_phrase_alone() -> None:
    names = {a.name for a in reading("A vote to expel the lawmaker was condemned by Jordan.").actors}
    assert not any("expel" in name for name in names)


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("Because of the drought, prices rose.", ("the drought", "raises", "prices rose")),
        (
            "The wells dried up, so farmers left the valley.",
            ("The wells dried up", "raises", "farmers left the valley"),
        ),
        ("Unless the port opens, prices will rise.", ("the port opens", "lowers", "prices will rise")),
        ("The tax makes a recession more likely.", ("The tax", "raises", "a recession more likely")),
        ("The tax makes a recession less likely.", ("The tax", "lowers", "a recession less likely")),
        ("The league was crippled by the strike.", ("the strike", "lowers", "The league")),
    ],
)
def test_clauses_that_a_connective_joins_are_cause_and_effect(text: str, link: tuple[str, str, str]) -> None:
    assert link in linked(text)


@pytest.mark.parametrize(
    "text", ["So far the port is open.", "He left early so that she could rest.", "They left the port."]
)
def test_so_far_so_that_and_leaving_make_no_link(text: str) -> None:
    assert linked(text) == []


def dated(text: str) -> list[ReportedEvent]:
    return [e for e in reading(text).events if e.event_type == "SANCTION"]


def test_a_perfect_in_a_report_of_the_day_dates_from_the_day_it_names_to_publication() -> None:
    found = dated("Talks failed on 8 March 2022. Peru has imposed sanctions on Bolivia.")
    assert [e.when.start for e in found if e.when] == [date(2022, 3, 8)]
    assert [e.when.end for e in found if e.when] == [date(2022, 3, 11)]


def test_a_perfect_in_a_text_that_names_no_day_has_no_date() -> None:
    assert [e.when for e in dated("Peru has imposed sanctions on Bolivia.")] == [None]


def test_one_endless_sentence_takes_time_in_proportion_to_its_length() -> None:
    clause = "Iran attacked Iraq on Monday, the deal failed because of risk, "
    reading(clause)
    spent = []
    for length in (100, 400):
        start = time.perf_counter()
        reading(clause * length)
        spent.append(time.perf_counter() - start)
    assert spent[1] < spent[0] * 10 + 0.5
