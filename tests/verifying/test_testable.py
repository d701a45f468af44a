"""Forecast claims become questions with stated defaults, or get the reason why they cannot be tested."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aftershock.ontology.actors import load_actors
from aftershock.record.claim import Certainty
from aftershock.record.dates import DateInterval
from aftershock.record.event import ReportedEvent
from aftershock.record.hypothesis import QuestionSpec
from aftershock.record.text import Span
from aftershock.verifying.testable import declared, questions
from aftershock.verifying.windows import NO_HORIZON, add_months, windows_of
from verifying.verifying_factory import BY_TEST, MADE, a_history, a_plan, a_reading, an_event, an_indicator

ATTACK = "Iran will likely attack the United States"
NAMES = {"Iran": "IRN", "United States": "USA"}


def asked(reading, history=None, plan=None):
    return questions(reading.claims, [reading], plan or a_plan(), load_actors(), history)


def test_without_a_horizon_three_windows_are_asked_and_the_question_says_so():
    found, refused = asked(a_reading(ATTACK, NAMES))
    assert refused == ()
    assert [question.window.end for question in found] == [date(2020, 4, 21), date(2020, 7, 21), date(2021, 1, 21)]
    assert all(question.window.start == date(2020, 1, 21) for question in found)
    assert all(NO_HORIZON in question.defaults for question in found)
    assert "3, 6 and 12 months" in NO_HORIZON


def test_a_horizon_of_the_text_is_the_only_window():
    reading = a_reading(ATTACK, NAMES, horizon=DateInterval.year(2020))
    (question,), _ = asked(reading)
    assert question.window == DateInterval(date(2020, 1, 21), date(2021, 1, 1), "range")
    assert NO_HORIZON not in question.defaults


def test_a_period_that_was_over_is_no_forecast():
    found, (refused,) = asked(a_reading(ATTACK, NAMES, horizon=DateInterval.year(2019)))
    assert found == ()
    assert "over" in refused.reason


def test_a_question_reads_as_english_and_points_to_its_claim():
    found, _ = asked(a_reading(ATTACK, NAMES))
    assert found[0].text == (
        "Will there be any attacks between Iran and the United States from 21 January 2020 to 20 April 2020?"
    )
    assert found[0].claim == "c1"
    assert found[0].speaker_name == "A. Writer"
    assert found[0].provenance.origin.ids == ("c1",)


def test_the_readers_event_says_who_does_it_to_whom():
    reading = a_reading(ATTACK, NAMES)
    trigger = Span(ATTACK.index("attack"), ATTACK.index("attack") + 6)
    event = ReportedEvent(
        "e", "d1", "ASSAULT", ("IRN",), ("USA",), "possible", None, "", trigger, Span(0, len(ATTACK)), BY_TEST
    )
    found, _ = asked(replace(reading, events=(event,)))
    assert "by Iran towards the United States" in found[0].text
    assert not found[0].events.either_way
    assert found[0].events.actors[0] == "IRN"


def test_from_names_the_one_who_acts(tmp_path):
    reading = a_reading("Iran will receive fewer threats from the United States", NAMES)
    history = a_history(tmp_path, events=[an_event(1, MADE, actor="USA", recipient="IRN", event_type="THREATEN")])
    found, _ = asked(reading, history)
    assert found[0].events.actors[0] == "USA"
    assert "by the United States towards Iran" in found[0].text


def test_who_else_an_actor_stands_for_is_said():
    found, _ = asked(a_reading(ATTACK, NAMES))
    assert any(text.startswith("Iran stands also for") for text in found[0].defaults)


def test_more_is_measured_against_what_was_known_before(tmp_path):
    days = [MADE - timedelta(days=n) for n in (0, 10, 80, 100, 300)] + [MADE + timedelta(days=n) for n in (1, 2, 3)]
    found, _ = asked(
        a_reading("Attacks between Iran and the United States will increase", NAMES), a_history(tmp_path, days)
    )
    assert [(question.comparator, question.threshold) for question in found] == [(">", 3.0), (">", 4.0), (">", 5.0)]
    assert found[0].compared == DateInterval(date(2019, 10, 22), date(2020, 1, 21), "range")
    assert "than the 3 from 22 October 2019 to 20 January 2020" in found[0].text


def test_windows_without_a_past_to_compare_with_are_named_in_the_others(tmp_path):
    history = a_history(tmp_path, [MADE], span=(date(2019, 9, 1), date(2021, 12, 31)))
    found, refused = asked(a_reading("Attacks between Iran and the United States will increase", NAMES), history)
    assert len(found) == 1
    assert refused == ()
    assert sum(text.startswith("Not asked") for text in found[0].defaults) == 2


def test_a_comparison_without_event_data_cannot_be_made():
    found, (refused,) = asked(a_reading("Attacks by Iran will increase", {"Iran": "IRN"}))
    assert found == ()
    assert "no event data" in refused.reason


def test_none_before_means_there_can_be_no_fewer(tmp_path):
    _, (refused,) = asked(a_reading("There will be fewer attacks by Iran", {"Iran": "IRN"}), a_history(tmp_path, []))
    assert "no fewer" in refused.reason


def test_a_first_time_that_had_happened_before_is_refused(tmp_path):
    history = a_history(tmp_path, [date(2019, 5, 1)])
    _, (refused,) = asked(a_reading("For the first time, Iran will attack", {"Iran": "IRN"}), history)
    assert "earlier cases" in refused.reason


def test_a_record_is_more_than_the_busiest_earlier_period(tmp_path):
    busy = [date(2019, 6, 1) + timedelta(days=n) for n in range(7)]
    reading = a_reading(
        "Attacks by Iran will reach a record", {"Iran": "IRN"}, horizon=DateInterval.through(MADE, date(2020, 3, 1))
    )
    (question,), _ = asked(reading, a_history(tmp_path, busy))
    assert (question.comparator, question.threshold) == (">", 7.0)


@pytest.mark.parametrize(
    ("names", "made", "reason"),
    [({}, MADE, "no actor"), ({"Iran": "iran-unknown"}, MADE, "no actor"), (NAMES, None, "no date")],
)
def test_without_known_actors_or_a_date_there_is_no_question(names, made, reason):
    found, (refused,) = asked(a_reading(ATTACK, names, made=made))
    assert found == ()
    assert reason in refused.reason
    assert refused.claim == "c1"


def test_a_statement_about_nobody_is_about_what_its_speaker_does():
    found, _ = asked(a_reading("will attack the port", {}, speaker="IRN"))
    assert found[0].events.actors[0] == "IRN"
    assert found[0].events.recipients == ()
    assert any("its speaker does" in text for text in found[0].defaults)


@pytest.mark.parametrize(
    ("certainty", "negated", "expected"),
    [
        (Certainty(0.55, 0.8), False, (0.55, 0.8)),
        (Certainty(0.0, 0.15), True, (0.0, 0.15)),
        (Certainty(0.8, 0.9), True, (0.1, 0.2)),
        (None, False, (0.5, 1.0)),
        (None, True, (0.0, 0.5)),
    ],
)
def test_certainty_is_that_of_the_thing_itself(certainty, negated, expected):
    found, _ = asked(a_reading(ATTACK, NAMES, certainty=certainty, negated=negated))
    assert (found[0].certainty.low, found[0].certainty.high) == pytest.approx(expected)
    assert any("flat statement" in text for text in found[0].defaults) is (certainty is None)


def test_claims_that_are_no_forecasts_are_left_aside():
    assert asked(a_reading(ATTACK, NAMES, kind="assessment")) == ((), ())


def test_events_are_counted_where_the_study_counts_them():
    plan = a_plan(
        indicators=(an_indicator(events=an_indicator().events.__class__(datasets=("made",)), partial="a sample"),)
    )
    found, _ = asked(a_reading(ATTACK, NAMES), plan=plan)
    assert found[0].events.datasets == ("made",)
    assert found[0].partial == "a sample"


def test_a_declared_question_carries_its_indicator():
    indicator = an_indicator(id="share", measure="share", series="a", denominator="b", caution="mixes things")
    spec = QuestionSpec("Q1", "Will it?", "share", ">", 0.5, DateInterval.year(2020), outcome_known=True)
    (question,) = declared(a_plan(indicators=(indicator,), questions=(spec,)))
    assert (question.measure, question.series, question.denominator, question.indicator) == ("share", "a", "b", "share")
    assert question.outcome_known
    assert question.made == date(2019, 12, 31)
    assert question.defaults == ("The question was written with the outcome known.", "Mixes things.")


@settings(max_examples=15, deadline=None)
@given(later=st.lists(st.integers(1, 600), max_size=20), known=st.integers(0, 300))
def test_no_threshold_knows_what_came_after_the_claim(tmp_path_factory, later, known):
    before = [MADE - timedelta(days=n) for n in (3, 30, 200)]
    rows = [an_event(n, day) for n, day in enumerate(before)]
    rows += [an_event(10 + n, MADE + timedelta(days=day)) for n, day in enumerate(later)]
    rows.append(an_event(99, MADE - timedelta(days=5), known=MADE + timedelta(days=1 + known)))
    reading = a_reading("Attacks between Iran and the United States will increase", NAMES)
    found, _ = asked(reading, a_history(tmp_path_factory.mktemp("lake"), events=rows))
    assert [question.threshold for question in found] == [2.0, 2.0, 3.0]


@given(day=st.dates(date(1950, 1, 1), date(2090, 1, 1)), months=st.integers(1, 40))
def test_months_later_is_the_same_day_or_the_last_of_its_month(day, months):
    later = add_months(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day == day.day or (later + timedelta(days=1)).day == 1


@given(
    made=st.dates(date(2000, 1, 1), date(2030, 1, 1)),
    start=st.none() | st.integers(-400, 400),
    length=st.none() | st.integers(1, 400),
)
def test_no_window_begins_before_the_day_after(made, start, length):
    first = None if start is None else made + timedelta(days=start)
    last = None if length is None else (first or made) + timedelta(days=length)
    for window in windows_of(DateInterval(first, last, "open"), made).windows:
        assert window.start > made
        assert window.days >= 1
