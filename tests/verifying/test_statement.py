"""What a forecast says is understood by rules that are data, and what cannot be settled gets its reason."""

import pytest

from aftershock.errors import OntologyError
from aftershock.verifying import rules as rules_module
from aftershock.verifying.rules import compiled, load_rules
from aftershock.verifying.statement import Reason, Said, Trigger, understand

CONFLICT = {"ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"}


def said(text: str, *triggers: Trigger) -> Said | Reason:
    return understand(text, triggers, load_rules())


@pytest.mark.parametrize(
    ("text", "kind", "types"),
    [
        ("Ruritania will attack the port", "happen", {"ASSAULT"}),
        ("border attacks are likely to increase", "more", {"ASSAULT"}),
        (
            "attacks on the long and badly guarded road between the two capitals will probably decline",
            "fewer",
            {"ASSAULT"},
        ),
        ("tensions will ease", "fewer", CONFLICT),
        ("tensions will worsen", "more", CONFLICT),
        ("there will be fewer sanctions", "fewer", {"SANCTION"}),
        ("cooperation will deteriorate", "fewer", {"AGREE", "CONSULT", "COOPERATE", "AID"}),
        ("ties between the two are set to sour", "more", CONFLICT),
        ("relations will improve", "more", {"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"}),
        ("Ruritania will withdraw from the pact", "happen", {"RETREAT", "SANCTION"}),
        ("Ruritania will join the alliance", "happen", {"AGREE", "COOPERATE", "SUPPORT"}),
        ("protests will continue", "lasting", {"PROTEST"}),
        ("attacks will go on", "lasting", {"ASSAULT"}),
        ("protests will continue to grow", "more", {"PROTEST"}),
        ("for the first time, Ruritania will send troops", "first", {"MOBILIZE"}),
        ("attacks will reach a record", "record", {"ASSAULT"}),
        ("the resurgence of the rebels", "more", {"ASSAULT"}),
        ("it will receive fewer demands and threats", "fewer", {"REQUEST", "THREATEN"}),
        ("the quarrel will de-escalate", "fewer", CONFLICT),
    ],
)
def test_each_shape_of_forecast_becomes_its_kind(text, kind, types):
    found = said(text)
    assert isinstance(found, Said), found
    assert (found.kind, set(found.types)) == (kind, types)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("the group will carry out dozens of attacks", 24),
        ("the group will carry out at least 12 attacks", 12),
        ("there will be more than 1,200 protests", 1201),
    ],
)
def test_amounts_become_thresholds(text, amount):
    found = said(text)
    assert isinstance(found, Said)
    assert (found.kind, found.amount) == ("amount", amount)


def test_amounts_of_time_or_money_are_no_thresholds():
    found = said("more than 3 years of talks will begin")
    assert isinstance(found, Said)
    assert found.kind != "amount"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Ruritania could attack the port", "possible"),
        ("Ruritania may yet attack", "possible"),
        ("if pressed, Ruritania will attack", "condition"),
        ("Ruritania will not leave unless it is paid", "condition"),
        ("it remains to be seen whether Ruritania attacks", "question"),
        ("the leaders hope that talks begin", "wish"),
        ("Ruritania should lift its sanctions", "should be done"),
        ("Ruritania would have attacked", "would have been"),
        ("the region will come to a crossroads", "figure of speech"),
        ("voters will remember the partnership for years", "think or feel"),
        ("Sylvania will think twice before it joins another partnership", "think or feel"),
        ("there will be a change of mood", "nothing that event data counts"),
        ("2021 will be a different year for relations", "not of how they change"),
    ],
)
def test_what_cannot_be_settled_gets_its_reason(text, word):
    found = said(text)
    assert isinstance(found, Reason), found
    assert word in found.text


def test_the_month_of_may_is_not_a_possibility():
    assert isinstance(said("there will be more attacks by May"), Said)


def test_a_likely_thing_beside_a_possible_one_is_a_forecast():
    assert isinstance(said("attacks are likely to increase and might spread"), Said)


def test_an_event_named_before_will_is_not_what_will_happen():
    assert isinstance(said("the attack on the port will please nobody"), Reason)


def test_events_the_reader_found_count_where_no_word_is_known():
    found = said("Ruritania will go for the port", Trigger("ASSAULT", 15, 21))
    assert isinstance(found, Said)
    assert found.types == ("ASSAULT",)


def test_words_match_whole_and_with_any_ending_where_marked():
    words = compiled(["attack*", "de facto", "end"])
    assert [bool(words.find(text)) for text in ("counter-attacks", "attacking", "de\nfacto", "weekend", "the end")] == [
        False, True, True, False, True,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("part", "value", "named"),
    [
        ("flat", [0.9, 0.2], "flat"),
        ("flat", "often", "flat"),
        ("lasting", [], "lasting"),
        ("lasting", ["goes on", True], "lasting"),
        ("lasting", ["goes on", "goes on"], "lasting"),
        ("sets", {"conflict": ["SHOUT"], "cooperation": ["AID"]}, "sets.conflict"),
        ("subjects", [{"name": "x", "tone": "odd", "words": ["x"], "types": ["AID"]}], "subjects[1].tone"),
        ("no_actor", None, "no_actor"),
    ],
)
def test_a_malformed_rule_is_refused_with_its_place(monkeypatch, part, value, named):
    good = dict(rules_module.read_yaml(rules_module.FILE))
    monkeypatch.setattr(rules_module, "read_yaml", lambda _: good | {part: value})
    with pytest.raises(OntologyError, match=r"question_rules\.yml") as error:
        load_rules.__wrapped__()
    assert named in error.value.where
