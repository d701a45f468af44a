"""Links from cause to effect: signals, direction, spans, guard, and what is no link."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aftershock.reading.causes import links
from aftershock.reading.claims import claims
from reading.claims_factory import linked, passage, read_claims, read_links


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The blockade led to food shortages.", [("The blockade", "raises", "food shortages")]),
        ("The blockade led to shortages and opened a rift in the league.", [("The blockade", "raises", "shortages"), ("The blockade", "raises", "a rift in the league")]),
        ("The port closed due to the strike.", [("the strike", "raises", "The port closed")]),
        ("Farmers left because the wells had dried up.", [("the wells had dried up", "raises", "Farmers left")]),
        ("Protests triggered by the tax shook the south.", [("the tax shook the south", "raises", "Protests")]),
        ("The tax, the drought and the strike led to unrest.", [("The tax, the drought and the strike", "raises", "unrest")]),
        ("The treaty prevents a new war.", [("The treaty", "lowers", "a new war")]),
        ("The embargo weakened the economy.", [("The embargo", "lowers", "the economy")]),
        ("The raid could create a vacuum.", [("The raid", "raises", "a vacuum")]),
        ("The militia, which had recruited thousands, weakened the government.", [("The militia", "lowers", "the government")]),
        ("The vote gave new impetus to the rebels, raising the risk of war.", [("The vote", "raises", "new impetus to the rebels"), ("The vote gave new impetus to the rebels", "raises", "war")]),
        ("The pact not only helps maintain trade, it also deters further attacks.", [("The pact", "raises", "trade"), ("The pact", "lowers", "further attacks")]),
        ("Halden said the embargo had fuelled resentment.", [("the embargo", "raises", "resentment")]),
        ("The embargo was lifted. This weakened the rebels.", [("The embargo", "lowers", "the rebels")]),
        ("Norland will strike back in the event of an attack on its fleet.", [("an attack on its fleet", "raises", "Norland will strike back")]),
    ],
)  # fmt: skip
def test_a_signal_joins_cause_and_effect_in_its_direction(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert sorted(linked(text)) == sorted(expected)


@pytest.mark.parametrize(
    "text",
    [
        "The vote came amid protests.",
        "The parade took place alongside the talks.",
        "The minister raised his hand.",
        "She cut the ribbon.",
        "The cabinet burned its bridges.",
        "The campaign did not stop the militia from shelling the town.",
        "Norland should end the blockade.",
        "Norland asked if the deal could be saved.",
        "The forces increase each year.",
        "The crew fuelled the ship.",
        "The armed forces left the base.",
        "If Norland had closed the strait, prices would have risen.",
    ],
)
def test_company_idiom_denial_advice_and_questions_are_no_links(text: str) -> None:
    assert linked(text) == []


def test_a_condition_is_a_guarded_link_from_what_is_supposed() -> None:
    (link,) = read_links("If the dam fails, the valley will flood.")
    assert link.hedged
    assert linked("If the dam fails, the valley will flood.") == [("the dam fails", "raises", "the valley will flood")]


@pytest.mark.parametrize(
    ("text", "hedged"), [("The raid could spark a new war.", True), ("The raid sparked a new war.", False)]
)
def test_a_modal_guards_a_link(text: str, hedged: bool) -> None:
    assert [link.hedged for link in read_links(text)] == [hedged]


def test_a_link_names_the_claim_that_carries_it() -> None:
    text = "Halden said the embargo had fuelled resentment."
    (claim,), (link,) = read_claims(text), read_links(text)
    assert link.claim == claim.id


def test_a_subject_never_reaches_out_of_the_claim() -> None:
    text = "Halden warned that a raid would trigger a war."
    assert linked(text) == [("a raid", "raises", "a war")]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "The",
                "raid",
                "led to",
                "war",
                "weakened",
                "due to",
                "if",
                ",",
                "and",
                "it",
                "which",
                "because",
                "could",
                "tensions",
                ".",
                "the",
                "raising",
                "not",
                "“",
                "”",
                "-",
            ]
        ),
        max_size=40,
    )
)
def test_whatever_the_words_cause_and_effect_stand_in_the_text_apart(words: list[str]) -> None:
    text = " ".join(words)
    here = passage(text)
    for link in links(here, claims(here)):
        assert link.cause.end <= len(text)
        assert link.effect.end <= len(text)
