"""Speakers and forecasters are scored alike, per claim, against the base rate, and not ranked on too few."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftershock.record.claim import AUTHOR, Certainty
from aftershock.record.question import Forecast, Resolution, Untestable
from aftershock.verifying.scoreboard import scores
from verifying.verifying_factory import BY_TEST, a_question

START, END = date(2020, 2, 1), date(2020, 5, 1)


def asked(name, claim, low=0.8, high=0.9, **changes):
    certainty = Certainty(low, high)
    given_ = {"id": name, "claim": claim, "speaker": "P-ONE", "speaker_name": "One", "certainty": certainty} | changes
    return a_question(START, END, **given_)


def forecast(question, probability, forecaster="base-rate", cutoff=START - timedelta(days=1)):
    return Forecast(
        f"f-{question}-{forecaster}-{cutoff}", question, forecaster, cutoff, probability, probability, probability,
        (), (), BY_TEST,
    )  # fmt: skip


def settled(question, outcome):
    return Resolution(f"r-{question}", question, outcome, 1.0, (), "", fragile=False, as_of=END, provenance=BY_TEST)


def untestable(name="u", speaker="P-ONE", speaker_name="One"):
    return Untestable(name, name, speaker, speaker_name, "because", BY_TEST)


def test_the_ends_of_the_words_give_the_best_and_the_worst_case():
    (score,) = scores([asked("q1", "c1")], [], [], [settled("q1", "true")])
    assert score.brier == pytest.approx(0.15**2)
    assert (score.brier_low, score.brier_high) == pytest.approx((0.1**2, 0.2**2))


def test_windows_of_one_claim_count_once():
    questions = [asked("q1", "c1", 1, 1), asked("q2", "c1", 1, 1), asked("q3", "c1", 1, 1), asked("q4", "c2", 1, 1)]
    outcomes = [settled("q1", "true"), settled("q2", "false"), settled("q3", "open"), settled("q4", "true")]
    (score,) = scores(questions, [], [], outcomes)
    assert score.n == 2
    assert score.brier == pytest.approx((0.5 + 0.0) / 2)
    assert score.questions == ("q1", "q2", "q4")


@pytest.mark.parametrize("outcome", ["open", "void", "unclear", "partly"])
def test_only_true_and_false_are_scored(outcome):
    (score,) = scores([asked("q1", "c1")], [], [], [settled("q1", outcome)])
    assert (score.n, score.brier, score.skill) == (0, None, None)
    assert score.n_open == (outcome == "open")


def test_skill_is_against_the_base_rate_on_the_same_questions():
    questions = [asked(f"q{n}", f"c{n}", 0.9, 0.9) for n in range(12)]
    forecasts = [forecast(f"q{n}", 0.5) for n in range(12)]
    outcomes = [settled(f"q{n}", "true" if n % 6 else "false") for n in range(12)]
    one, base = scores(questions, [], forecasts, outcomes)
    assert (one.kind, one.ranked, one.n) == ("speaker", True, 12)
    assert one.baseline == pytest.approx(0.25)
    assert one.skill == pytest.approx(1 - one.brier / 0.25)
    assert one.skill_low < one.skill < one.skill_high
    assert (base.kind, base.skill) == ("forecaster", 0.0)


def test_one_claim_has_a_skill_but_no_interval():
    one, _ = scores([asked("q1", "c1")], [], [forecast("q1", 0.5)], [settled("q1", "true")])
    assert one.skill is not None
    assert (one.skill_low, one.skill_high) == (None, None)


def test_under_ten_claims_nobody_is_ranked():
    questions = [asked(f"q{n}", f"c{n}") for n in range(9)]
    (score,) = scores(questions, [], [], [settled(f"q{n}", "true") for n in range(9)])
    assert not score.ranked


def test_a_forecaster_is_scored_on_its_last_forecast_before_the_window():
    forecasts = [
        forecast("q1", 0.2, "x", date(2019, 1, 1)),
        forecast("q1", 0.6, "x", START - timedelta(days=1)),
        forecast("q1", 1.0, "x", START),
    ]
    found = scores([a_question(START, END, id="q1")], [], forecasts, [settled("q1", "true")])
    assert [(score.who, score.n) for score in found] == [("x", 1)]
    assert found[0].brier == pytest.approx(0.16)
    assert found[0].baseline is None


def test_authors_are_told_apart_by_name():
    questions = [
        asked("q1", "c1", speaker=AUTHOR, speaker_name="A"),
        asked("q2", "c2", speaker=AUTHOR, speaker_name="B"),
    ]
    found = scores(questions, [], [], [settled("q1", "true"), settled("q2", "true")])
    assert {score.who for score in found} == {"author:A", "author:B"}


def test_who_only_said_what_cannot_be_tested_is_listed_with_the_count():
    (score,) = scores([], [untestable("u1"), untestable("u2")], [], [])
    assert (score.n, score.n_untestable, score.brier) == (0, 2, None)


def test_nobody_said_anything():
    assert scores([], [], [], []) == ()


def test_the_order_of_the_input_makes_no_difference():
    questions = [asked(f"q{n}", f"c{n % 4}", speaker=f"P-{n % 3}", speaker_name=f"Name {n % 3}") for n in range(9)]
    forecasts = [forecast(f"q{n}", n / 10) for n in range(9)]
    outcomes = [settled(f"q{n}", "true" if n % 2 else "false") for n in range(9)]
    straight = scores(questions, [untestable()], forecasts, outcomes)
    turned = scores(questions, [untestable()], forecasts[::-1], outcomes[::-1])
    assert straight == turned


@given(chance=st.floats(0, 1), said=st.floats(0, 1))
def test_saying_what_one_believes_scores_best(chance, said):
    def expected(probability):
        happened, did_not = (
            scores([asked("q", "c", probability, probability)], [], [], [settled("q", outcome)])[0].brier
            for outcome in ("true", "false")
        )
        return chance * happened + (1 - chance) * did_not

    assert expected(chance) <= expected(said) + 1e-12


@given(low=st.floats(0, 1), width=st.floats(0, 1), outcome=st.sampled_from(["true", "false"]))
def test_best_and_worst_hold_the_score_between_them(low, width, outcome):
    question = asked("q", "c", low, low + width * (1 - low))
    (score,) = scores([replace(question)], [], [], [settled("q", outcome)])
    assert 0 <= score.brier_low <= score.brier + 1e-12
    assert score.brier <= score.brier_high + 1e-12 <= 1 + 2e-12
