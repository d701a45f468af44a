"""The baselines say what the past says, with an interval, in words, and see nothing after their cutoff."""

import random
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aftershock.forecasting.baselines import FORECASTERS, BaseRate, Persistence
from aftershock.forecasting.making import cutoffs_of, make
from aftershock.forecasting.seen import replay_of
from aftershock.record.dates import DateInterval
from aftershock.record.hypothesis import EventFilter
from verifying.verifying_factory import ANY, a_figure, a_history, a_plan, a_question, a_step, an_event

FIRST = date(2019, 1, 1)
CUTOFF = date(2019, 12, 31)
QUESTION = a_question(date(2020, 1, 1), date(2020, 1, 31))


def seen(folder, days, cutoff=CUTOFF):
    return a_history(folder, days, span=(FIRST, date(2020, 12, 31)), cutoff=cutoff)


def test_the_base_rate_is_the_share_of_earlier_windows(tmp_path):
    third = CUTOFF - timedelta(days=70)
    found = BaseRate().forecast(QUESTION, seen(tmp_path, [CUTOFF, CUTOFF - timedelta(days=1), third]))
    assert found.probability == pytest.approx(2.5 / 13)
    assert found.reasons[0] == (
        "In 2 of 12 earlier windows of 30 days (6 January 2019 to 31 December 2019) at least one such event is on record."
    )
    assert found.reasons[-1] == "Nothing that became known after 31 December 2019 was used."
    assert found.evidence == ("e0002", "e0001", "e0000")
    assert found.provenance.origin.ids == ("q", *found.evidence)


def test_persistence_repeats_the_last_answer_as_firmly_as_answers_last(tmp_path):
    found = Persistence().forecast(QUESTION, seen(tmp_path, [CUTOFF]))
    assert found.probability == pytest.approx((1.5 + 10) / (2 + 11))
    assert found.reasons[0] == "The last window, from 2 December 2019 to 31 December 2019, holds 1 such event: yes."
    assert found.reasons[1] == "From one window to the next the answer stayed the same 10 of 11 times."


@pytest.mark.parametrize("forecaster", FORECASTERS)
def test_without_any_earlier_window_the_answer_is_even_and_says_why(tmp_path, forecaster):
    history = a_history(tmp_path, span=None, cutoff=CUTOFF)
    found = forecaster.forecast(QUESTION, history)
    assert (found.probability, found.low, found.high) == (0.5, 0.03, 0.97)
    assert "no earlier window of 30 days" in found.reasons[0]


@pytest.mark.parametrize("forecaster", FORECASTERS)
def test_an_empty_history_that_was_watched_speaks_against(tmp_path, forecaster):
    assert forecaster.forecast(QUESTION, seen(tmp_path, [])).probability < 0.1


@pytest.mark.parametrize("forecaster", FORECASTERS)
def test_rows_doubled_count_as_they_stand(tmp_path, forecaster):
    found = forecaster.forecast(
        a_question(date(2020, 1, 1), date(2020, 1, 31), threshold=2), seen(tmp_path, [CUTOFF, CUTOFF])
    )
    assert found.evidence == ("e0000", "e0001")


@pytest.mark.parametrize("forecaster", FORECASTERS)
def test_once_the_window_is_over_there_is_nothing_to_forecast(tmp_path, forecaster):
    assert forecaster.forecast(QUESTION, seen(tmp_path, [CUTOFF], date(2020, 1, 30))) is None


@pytest.mark.parametrize("forecaster", FORECASTERS)
def test_what_is_already_decided_is_not_forecast(tmp_path, forecaster):
    running = seen(tmp_path, [date(2020, 1, 2)], date(2020, 1, 10))
    assert forecaster.forecast(QUESTION, running) is None
    fewer = a_question(date(2020, 1, 1), date(2020, 1, 31), comparator="<", threshold=1)
    assert forecaster.forecast(fewer, running) is None


def test_in_a_running_window_only_what_is_missing_counts(tmp_path):
    running = seen(tmp_path, [date(2020, 1, 2)], date(2020, 1, 10))
    found = BaseRate().forecast(a_question(date(2020, 1, 1), date(2020, 1, 31), threshold=2), running)
    assert found.reasons[0].startswith("The window has begun: 1 of at least 2 so far, and 20 days remain")
    assert found.probability == pytest.approx(1.5 / 19)


def test_a_question_that_compares_with_before_is_compared_in_the_past_too(tmp_path):
    growing = [CUTOFF - timedelta(days=30 * k) for k in range(4) for _ in range(4 - k)]
    question = a_question(
        date(2020, 1, 1), date(2020, 1, 31), comparator=">", threshold=4,
        compared=DateInterval(date(2019, 12, 2), date(2020, 1, 1), "range"),
    )  # fmt: skip
    found = BaseRate().forecast(question, seen(tmp_path, growing))
    assert found.probability == pytest.approx((4 + 0.5) / (11 + 1))
    assert "more such events are on record than in the window before" in found.reasons[0]


def test_figures_are_read_at_the_last_one_of_each_window(tmp_path):
    levels = [a_figure(n, date(2019, 1, 5) + timedelta(days=30 * n), 6000 - 300 * n) for n in range(12)]
    question = a_question(
        date(2020, 1, 1), date(2020, 1, 31), measure="figure", series="troops", comparator="<", threshold=5000
    )
    found = Persistence().forecast(question, a_history(tmp_path, levels=levels, cutoff=CUTOFF))
    assert found.probability > 0.8
    assert found.evidence[-1] == "f0011"
    assert "the level was 2,700" in found.reasons[0]


def test_shares_are_divided_step_by_step(tmp_path):
    starts = [date(2019, 1, 1) + timedelta(days=7 * n) for n in range(50)]
    levels = [*(a_step("part", day, 2.0) for day in starts), *(a_step("whole", day, 10.0) for day in starts)]
    question = a_question(
        date(2020, 1, 1), date(2020, 1, 31), measure="share", series="part", denominator="whole", threshold=0.15
    )
    assert BaseRate().forecast(question, a_history(tmp_path, levels=levels, cutoff=CUTOFF)).probability > 0.9


@settings(max_examples=25, deadline=None)
@given(
    past=st.lists(st.integers(0, 364), max_size=12),
    future=st.lists(st.integers(1, 300), max_size=12),
    late=st.lists(st.tuples(st.integers(0, 364), st.integers(1, 200)), max_size=5),
    cut=st.integers(100, 364),
    shuffle=st.randoms(use_true_random=False),
)
def test_nothing_after_the_cutoff_changes_a_forecast(tmp_path_factory, past, future, late, cut, shuffle):
    cutoff = FIRST + timedelta(days=cut)
    known = [an_event(n, FIRST + timedelta(days=day)) for n, day in enumerate(past) if day <= cut]
    after = [an_event(100 + n, cutoff + timedelta(days=day)) for n, day in enumerate(future)]
    told_late = [
        an_event(200 + n, FIRST + timedelta(days=min(day, cut)), known=cutoff + timedelta(days=delay))
        for n, (day, delay) in enumerate(late)
    ]
    question = a_question(cutoff + timedelta(days=1), cutoff + timedelta(days=31))
    whole = [*known, *after, *told_late]
    shuffle.shuffle(whole)
    span = (FIRST, date(2020, 12, 31))
    alone = a_history(tmp_path_factory.mktemp("lake"), events=known, span=span, cutoff=cutoff)
    full = a_history(tmp_path_factory.mktemp("lake"), events=whole, span=span)
    for forecaster in FORECASTERS:
        expected = forecaster.forecast(question, alone)
        assert forecaster.forecast(question, full.before(cutoff)) == expected
        assert forecaster.forecast(question, replay_of(full, ANY).before(cutoff)) == expected
        assert 0 <= expected.low <= expected.probability <= expected.high <= 1


def test_a_replay_shows_what_the_history_shows(tmp_path):
    dice = random.Random(7)
    days = [FIRST + timedelta(days=dice.randrange(600)) for _ in range(60)]
    rows = [
        an_event(n, day, known=day + timedelta(days=dice.randrange(40)), deaths_best=n % 3)
        for n, day in enumerate(days)
    ]
    whole = a_history(tmp_path, events=rows, span=(FIRST, date(2020, 12, 31)))
    replay = replay_of(whole, ANY)
    edges = [FIRST + timedelta(days=20 * k) for k in range(36)]
    for cutoff in (FIRST - timedelta(days=9), date(2019, 4, 1), date(2020, 2, 2), date(2021, 5, 5)):
        early, again = whole.before(cutoff), replay.before(cutoff)
        assert again.coverage(ANY) == early.coverage(ANY)
        assert again.events(ANY, edges[2], edges[9]) == early.events(ANY, edges[2], edges[9])
        for measure in ("count", "deaths"):
            assert again.counts(ANY, edges, measure) == early.counts(ANY, edges, measure)


def test_a_replay_of_one_filter_refuses_another(tmp_path):
    with pytest.raises(ValueError, match="holds the rows"):
        replay_of(seen(tmp_path, []), ANY).events(EventFilter(actors=("IRN",)))


def test_forecasts_are_made_at_the_studys_cutoffs_and_the_day_before(tmp_path):
    plan = a_plan(cutoffs=(date(2019, 6, 1), date(2020, 1, 10), date(2020, 6, 1)))
    found = make([QUESTION], plan, a_history(tmp_path, [FIRST]))
    assert [(one.cutoff, one.forecaster) for one in found] == [
        (day, name)
        for day in (date(2019, 6, 1), date(2019, 12, 31), date(2020, 1, 10))
        for name in ("base-rate", "persistence")
    ]
    assert len({one.id for one in found}) == 6


def test_a_claims_question_is_not_forecast_before_the_claim():
    plan = a_plan(cutoffs=(date(2019, 6, 1), date(2020, 1, 10)))
    question = a_question(date(2020, 1, 1), date(2020, 1, 31), claim="c1")
    assert cutoffs_of(question, plan, date(2021, 1, 1)) == (date(2019, 12, 31), date(2020, 1, 10))
    assert cutoffs_of(question, plan, date(2020, 1, 5)) == (date(2019, 12, 31),)


def test_windows_follow_each_other_without_overlap(tmp_path):
    from aftershock.forecasting.past import past_of

    windows = past_of(QUESTION, seen(tmp_path, [])).windows
    assert len(windows) == 12
    assert all(one.end == following.start for one, following in pairwise(windows))
    assert windows[-1].end == CUTOFF + timedelta(days=1)
