"""Kinds of claim in the author's voice and in speech, their certainty, negation and horizon."""

from __future__ import annotations

import time
from datetime import date

import pytest

from aftershock.errors import OntologyError
from aftershock.ontology.tables import Row
from aftershock.reading import certainty
from aftershock.reading.certainty import DEFAULT_SCALE, express, intervals
from aftershock.reading.claims import claims
from aftershock.reading.tokens import tokenise
from aftershock.record.claim import AUTHOR
from reading.claims_factory import passage, read_claims, told


def kinds(text: str) -> list[str]:
    return [kind for _, kind, _ in told(text)]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("The truce will hold.", 0.85, 1),
        ("The truce will no doubt hold.", 0.85, 1),
        ("The truce will likely hold.", 0.55, 0.8),
        ("The rift has a high probability of breaking the coalition.", 0.8, 0.95),
        ("The truce may hold.", 0.2, 0.6),
        ("The truce could hold.", 0.2, 0.6),
        ("The truce is unlikely to hold.", 0.05, 0.35),
        ("The truce will not hold.", 0, 0.15),
        ("The question is whether the truce will hold.", 0.2, 0.6),
    ],
)
def test_each_step_of_the_ladder_is_a_forecast_with_its_interval(text: str, low: float, high: float) -> None:
    (claim,) = read_claims(text)
    assert (claim.speaker, claim.kind) == (AUTHOR, "forecast")
    assert claim.certainty is not None
    assert (claim.certainty.low, claim.certainty.high, claim.certainty.scale) == (low, high, DEFAULT_SCALE)


@pytest.mark.parametrize(
    "text",
    [
        "What will Norland do next?",
        "The plan faced a lack of political will.",
        "The fleet arrived in May.",
        "The text was edited by Will Tarn.",
        "The parliament was elected in 2018.",
        "Norland closed the strait on Monday.",
        "If Norland had closed the strait, prices would have risen.",
        "The militia faces a dilemma of whether it should fight or whether it should leave.",
    ],
)
def test_questions_plain_facts_and_look_alikes_are_no_claims_of_the_author(text: str) -> None:
    assert kinds(text) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The strike was the worst mistake of the campaign.", "assessment"),
        ("The militias are surely pleased.", "assessment"),
        ("The danger is that a new front may have opened.", "assessment"),
        ("The port closed due to the strike.", "assessment"),
        ("Norland should reopen the strait.", "recommendation"),
        ("The government needs to act now.", "recommendation"),
        ("If the dam fails, the valley will flood.", "forecast"),
    ],
)
def test_the_author_judges_recommends_and_foresees(text: str, kind: str) -> None:
    assert kinds(text) == [kind]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Halden said the road was closed.", "report"),
        ("Halden said the road would be closed.", "forecast"),
        ("Halden vowed to rebuild the dam.", "forecast"),
        ("Norland urged Osterland to reopen the strait.", "recommendation"),
        ("Halden said Norland should reopen the strait.", "recommendation"),
        ("Halden said the strike was a serious mistake.", "assessment"),
        ("There is growing concern among experts about the spread of militias.", "forecast"),
    ],
)
def test_what_others_say_has_its_kind_from_verb_and_words(text: str, kind: str) -> None:
    assert kinds(text) == [kind]


def test_a_concession_and_its_main_clause_are_two_claims() -> None:
    text = "While the shelling seems to have eased, the River Front will continue to recruit."
    assert [(kind, content) for _, kind, content in told(text)] == [
        ("assessment", "the shelling seems to have eased"),
        ("forecast", "the River Front will continue to recruit"),
    ]


def test_a_connective_and_a_frame_are_no_part_of_the_content() -> None:
    text = "However, the danger is that new fighting could split the league."
    assert [content for _, _, content in told(text)] == ["new fighting could split the league"]


def test_a_joined_clause_that_turns_to_the_future_stands_apart() -> None:
    text = "Halden said the rebels had left, and may sue for peace."
    assert [(kind, content) for _, kind, content in told(text)] == [
        ("report", "the rebels had left"),
        ("forecast", "may sue for peace"),
    ]


def test_the_conjunction_of_a_joined_clause_is_no_part_of_it() -> None:
    text = "Halden said that the dam was safe and that the road would be mended."
    assert told(text)[-1] == ("halden", "forecast", "the road would be mended")


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("The truce will hold.", date(2022, 3, 10), None),
        ("Prices will fall next month.", date(2022, 4, 1), date(2022, 5, 1)),
        ("The talks will resume in 2024.", date(2024, 1, 1), date(2025, 1, 1)),
        ("The dam will be rebuilt by the end of 2023.", date(2022, 3, 10), date(2024, 1, 1)),
    ],
)
def test_the_horizon_is_the_period_named_else_open_from_publication(text: str, start: date, end: date | None) -> None:
    (claim,) = read_claims(text)
    assert claim.horizon is not None
    assert (claim.horizon.start, claim.horizon.end) == (start, end)


def test_without_a_day_of_publication_there_is_no_horizon() -> None:
    (claim,) = read_claims("The truce will hold.", published=None)
    assert claim.horizon is None


def test_a_negated_forecast_says_so_and_turns_its_interval() -> None:
    (claim,) = read_claims("Trade will not return to the level it once had.")
    assert claim.negated
    assert claim.certainty is not None
    assert claim.certainty.words == "will not"


def test_a_hedge_is_counted_once_and_the_longest_phrase_wins() -> None:
    found = express(list(tokenise("it is highly unlikely that the truce holds")), is_future=True)
    assert found is not None
    assert found.words == "highly unlikely"


def test_every_scale_holds_ordered_intervals_with_a_source() -> None:
    for scale in (DEFAULT_SCALE, "Kent 1964", "ICD 203 (2015)", "measured 2015"):
        assert all(0 <= low <= high <= 1 for low, high in intervals(scale).values())


@pytest.mark.parametrize(
    ("low", "high", "message"),
    [("0.9", "0.1", "not an interval"), ("much", "1", "not numbers"), ("0", "1.5", "not an interval")],
)
def test_a_malformed_interval_is_refused_with_its_line(
    monkeypatch: pytest.MonkeyPatch, low: str, high: str, message: str
) -> None:
    row = Row({"phrase": "perhaps", "low": low, "high": high, "scale": "made", "source": "test"}, "hedges.csv", 7)
    monkeypatch.setattr(certainty, "read_csv_table", lambda *args, **given: (row,))
    with pytest.raises(OntologyError, match=f"hedges.csv:7: {message}"):
        certainty.intervals("made")


def test_a_scale_that_nobody_defined_is_named() -> None:
    with pytest.raises(OntologyError, match="no phrase has the scale 'weather'"):
        certainty.intervals("weather")


def test_what_the_author_foresees_in_passing_is_the_authors() -> None:
    text = "Tor Vessel, who is expected to lead the league in June, said the dam was unsafe."
    assert ("author", "forecast", "who is expected to lead the league in June") in told(text)


def test_claims_know_the_actors_they_are_about() -> None:
    (claim,) = read_claims("Halden said Norland would open the strait to Osterland.")
    assert claim.about == ("norland", "osterland")


def test_reading_twice_gives_the_same_claims_and_ids() -> None:
    text = "“We will reopen the port,” Halden said. The truce may hold."
    assert read_claims(text) == read_claims(text)


def test_the_work_grows_with_the_text_and_not_faster() -> None:
    sentence = "“The road may close,” Halden said. The strike led to shortages, and experts say it will worsen. "

    def seconds(times: int) -> float:
        here = passage(sentence * times)
        start = time.process_time()
        claims(here)
        return time.process_time() - start

    seconds(20)
    assert seconds(400) < 25 * max(seconds(40), 0.005)
