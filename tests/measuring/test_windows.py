from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from aftershock.measuring.windows import Periods, edges, periods, split, step_word
from aftershock.record.effect import SeriesPoint
from measuring.factory_measuring import SHOCK, a_hypothesis, a_plan, steps_of

SPAN = Periods(date(2018, 1, 1), date(2019, 12, 27), SHOCK, date(2021, 1, 1))


def _points(rows):
    return [SeriesPoint(start, end, value) for start, end, value in rows]


@given(
    step=st.sampled_from(["week", "4weeks", "month"]),
    gap=st.integers(0, 40),
    onset=st.dates(date(2019, 1, 1), date(2020, 12, 31)),
)
@settings(max_examples=60)
def test_no_step_straddles_the_onset_or_the_gap(step, gap, onset):
    span = Periods(date(2018, 1, 1), onset - timedelta(gap), onset, date(2021, 12, 31))
    cuts = edges(span, step)
    assert list(cuts) == sorted(set(cuts))
    assert {span.gap_from, onset} <= set(cuts)
    assert cuts[0] >= span.start
    assert cuts[-1] <= span.end


def test_supplied_steps_that_straddle_the_onset_belong_to_neither_side():
    weeks = _points(steps_of([1.0] * 110, date(2018, 1, 1)))
    parts = split(weeks, SPAN, 84)
    assert parts.before[-1].end <= SPAN.gap_from
    assert parts.after[0].start == date(2020, 1, 6)
    assert not any(p.start < SHOCK < p.end for p in (*parts.before, *parts.after))


def test_a_month_that_begins_two_days_before_the_onset_counts_as_after():
    months = [SeriesPoint(date(2019, m, 1), date(2019, m + 1, 1), 1.0) for m in range(1, 12)]
    months += [
        SeriesPoint(date(2019, 12, 1), date(2020, 1, 1), 1.0),
        SeriesPoint(date(2020, 1, 1), date(2020, 2, 1), 1.0),
    ]
    parts = split(months, SPAN, 31)
    assert [p.start for p in parts.after] == [date(2020, 1, 1)]
    assert parts.before[-1].start == date(2019, 11, 1)


def test_gaps_are_left_out_of_both_sides():
    rows = steps_of([1.0, None, 2.0], date(2019, 11, 1)) + steps_of([None, 3.0], SHOCK)
    parts = split(_points(rows), SPAN, 28)
    assert [p.value for p in parts.before] == [1.0, 2.0]
    assert [p.value for p in parts.after] == [3.0]


def test_an_onset_of_its_own_has_no_gap_and_nothing_is_known_after_the_cutoff():
    own = periods(a_hypothesis(onset=date(2019, 10, 9)), a_plan(), date(2020, 6, 30))
    assert (own.gap_from, own.onset, own.end) == (date(2019, 10, 9), date(2019, 10, 9), date(2020, 7, 1))
    shared = periods(a_hypothesis(), a_plan(as_of=date(2020, 3, 1)), date(2021, 12, 31))
    assert (shared.gap_from, shared.end) == (date(2019, 12, 27), date(2020, 3, 2))


def test_steps_have_names():
    assert [step_word(days) for days in (1, 7, 28, 30.4, 91, 365)] == [
        "day", "week", "four weeks", "month", "quarter", "year",
    ]  # fmt: skip
