"""Questions are settled by rows, with the reason, and a sample decides only what it can."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aftershock.record.dates import DateInterval
from aftershock.verifying.resolution import resolve
from verifying.verifying_factory import a_figure, a_history, a_question, a_step, an_event

START, END = date(2020, 2, 1), date(2020, 5, 1)
BEFORE = DateInterval(START - (END - START), START, "range")


def days(n: int, start: date = START) -> list[date]:
    return [start + timedelta(days=k) for k in range(n)]


def test_the_rows_that_decide_are_named(tmp_path):
    found = resolve(a_question(START, END, threshold=2), a_history(tmp_path, days(3)))
    assert (found.outcome, found.value, found.rows) == ("true", 3.0, ("e0000", "e0001", "e0002"))
    assert found.provenance.origin.ids == ("q", *found.rows)
    assert found.reason == "The data hold 3 such events; the question asks for at least 2."


@pytest.mark.parametrize(
    ("comparator", "outcome"), [(">=", "true"), (">", "false"), ("<=", "true"), ("<", "false"), ("==", "true")]
)
def test_a_tie_with_the_threshold_is_what_the_comparator_says(tmp_path, comparator, outcome):
    found = resolve(a_question(START, END, comparator=comparator, threshold=2), a_history(tmp_path, days(2)))
    assert (found.outcome, found.fragile) == (outcome, True)


def test_far_from_the_threshold_one_row_changes_nothing(tmp_path):
    found = resolve(a_question(START, END, threshold=2), a_history(tmp_path, days(9)))
    assert (found.outcome, found.fragile) == ("true", False)


def test_a_full_count_of_none_is_false(tmp_path):
    found = resolve(a_question(START, END), a_history(tmp_path, []))
    assert (found.outcome, found.value, found.fragile) == ("false", 0.0, True)


def test_only_the_first_and_not_the_last_edge_of_the_window_counts(tmp_path):
    found = resolve(a_question(START, END), a_history(tmp_path, [START - timedelta(days=1), START, END]))
    assert found.rows == ("e0001",)


def test_without_event_data_it_is_unclear(tmp_path):
    assert resolve(a_question(START, END), a_history(tmp_path, span=None)).outcome == "unclear"


def test_data_that_end_inside_the_window_decide_only_what_is_met(tmp_path):
    history = a_history(tmp_path, days(2), span=(date(2019, 1, 1), date(2020, 3, 1)))
    assert resolve(a_question(START, END, threshold=2), history).outcome == "true"
    missed = resolve(a_question(START, END, threshold=5), history)
    assert missed.outcome == "unclear"
    assert "1 March 2020" in missed.reason


def test_a_window_without_both_ends_is_void(tmp_path):
    question = a_question(START, END)
    found = resolve(a_question(START, END, window=DateInterval(START, None, "open")), a_history(tmp_path, days(1)))
    assert found.outcome == "void"
    assert question.window.end == END


@pytest.mark.parametrize(
    ("comparator", "threshold", "outcome"),
    [(">=", 2, "true"), (">=", 9, "open"), ("<", 9, "open"), ("<", 2, "false"), ("<=", 1, "false"), ("==", 2, "open")],
)
def test_before_the_end_only_what_can_no_longer_change_is_settled(tmp_path, comparator, threshold, outcome):
    history = a_history(tmp_path, days(3), cutoff=date(2020, 3, 1))
    if (comparator, threshold) == ("==", 2):
        outcome = "false"  # three are already more than two
    found = resolve(a_question(START, END, comparator=comparator, threshold=threshold), history)
    assert found.outcome == outcome
    assert found.as_of == date(2020, 3, 1)


def test_nothing_is_known_of_a_window_that_has_not_begun(tmp_path):
    found = resolve(a_question(START, END), a_history(tmp_path, days(3), cutoff=date(2020, 1, 1)))
    assert (found.outcome, found.rows) == ("open", ())


def test_what_a_sample_holds_did_happen(tmp_path):
    assert resolve(a_question(START, END, partial="a sample"), a_history(tmp_path, days(1))).outcome == "true"
    found = resolve(
        a_question(START, END, partial="a sample", comparator="<", threshold=2), a_history(tmp_path, days(2))
    )
    assert found.outcome == "false"


def test_what_a_sample_does_not_hold_it_may_have_missed(tmp_path):
    found = resolve(a_question(START, END, partial="a sample"), a_history(tmp_path, days(2, BEFORE.start)))
    assert found.outcome == "unclear"
    assert "a sample" in found.reason


def test_a_sample_that_used_to_see_so_many_shows_their_absence(tmp_path):
    found = resolve(a_question(START, END, partial="a sample", threshold=4), a_history(tmp_path, days(4, BEFORE.start)))
    assert found.outcome == "false"
    assert "held 4" in found.reason


@pytest.mark.parametrize(("after", "outcome"), [(8, "true"), (3, "false")])
def test_a_threshold_counted_in_the_sample_is_compared_like_with_like(tmp_path, after, outcome):
    history = a_history(tmp_path, [*days(5, BEFORE.start), *days(after)])
    question = a_question(START, END, partial="a sample", comparator=">", threshold=5, compared=BEFORE)
    assert resolve(question, history).outcome == outcome


def test_counts_that_differ_by_no_more_than_chance_settle_narrowly(tmp_path):
    question = a_question(START, END, partial="a sample", comparator=">", threshold=5)
    narrow = resolve(question, a_history(tmp_path, [*days(5, BEFORE.start), *days(4)]))
    assert (narrow.outcome, narrow.fragile) == ("false", True)
    assert narrow.reason.endswith("Counts like these differ that much by chance.")


@pytest.mark.parametrize(("after", "fragile"), [(8, True), (30, False)])
def test_a_comparison_is_firm_where_chance_brings_no_such_difference(tmp_path, after, fragile):
    history = a_history(tmp_path, [*days(5, BEFORE.start), *days(after)])
    question = a_question(START, END, partial="a sample", comparator=">", threshold=5, compared=BEFORE)
    assert resolve(question, history).fragile is fragile


def test_two_small_counts_of_a_sample_are_too_thin_to_compare(tmp_path):
    question = a_question(START, END, partial="a sample", comparator=">", threshold=1, compared=BEFORE)
    found = resolve(question, a_history(tmp_path, [*days(1, BEFORE.start), *days(2)]))
    assert (found.outcome, found.fragile) == ("unclear", True)


def test_deaths_are_summed_and_their_spread_says_how_firmly(tmp_path):
    rows = [an_event(1, START, deaths_low=2, deaths_best=5, deaths_high=9), an_event(2, START, deaths_best=None)]
    found = resolve(a_question(START, END, measure="deaths", threshold=4), a_history(tmp_path, events=rows))
    assert (found.outcome, found.value, found.rows, found.fragile) == ("true", 5.0, ("e0001",), True)


def figure_question(**changes):
    return a_question(START, END, measure="figure", series="troops", comparator="<", threshold=5000, **changes)


@pytest.mark.parametrize(
    ("values", "outcome", "fragile"),
    [
        ([5200, 3000, 2500], "true", False),
        ([2500, 3000, 5200], "partly", True),
        ([6000, 5200], "false", False),
        ([3000], "true", True),
        ([], "unclear", False),
    ],
)
def test_the_last_figure_of_the_window_decides(tmp_path, values, outcome, fragile):
    outside = [a_figure(90, START - timedelta(days=5), 1), a_figure(91, END, 1)]
    inside = [a_figure(n, START + timedelta(days=10 * n), value) for n, value in enumerate(values)]
    found = resolve(figure_question(), a_history(tmp_path, levels=[*outside, *inside]))
    assert (found.outcome, found.fragile) == (outcome, fragile)
    assert found.rows == tuple(row["figure_id"] for row in inside)


def test_figures_of_one_day_that_disagree_settle_nothing(tmp_path):
    levels = [a_figure(1, START, 4000), a_figure(2, START, 6000)]
    assert resolve(figure_question(), a_history(tmp_path, levels=levels)).outcome == "unclear"


def test_a_level_is_open_until_the_window_ends(tmp_path):
    history = a_history(tmp_path, levels=[a_figure(1, START, 4000)], cutoff=date(2020, 4, 1))
    found = resolve(figure_question(), history)
    assert (found.outcome, found.value) == ("open", 4000)


def weeks(values, name="price"):
    return [a_step(name, START + timedelta(days=7 * n), value) for n, value in enumerate(values)]


@pytest.mark.parametrize(
    ("values", "outcome"),
    [
        ([10.0] * 12, "true"),
        ([1.0] * 12, "false"),
        ([10.0] * 5, "unclear"),
        ([10.0] * 6 + [None] + [10.0] * 5, "unclear"),
    ],
)
def test_the_mean_of_a_series_over_the_whole_window_decides(tmp_path, values, outcome):
    question = a_question(START, END, measure="series", series="price", threshold=5)
    found = resolve(question, a_history(tmp_path, levels=weeks(values)))
    assert found.outcome == outcome
    assert found.rows[0] == "series-price-2020-02-01"


def test_a_share_is_sum_over_sum(tmp_path):
    levels = [*weeks([1.0] * 11 + [9.0], "part"), *weeks([10.0] * 11 + [90.0], "whole")]
    question = a_question(START, END, measure="share", series="part", denominator="whole", threshold=0.1)
    found = resolve(question, a_history(tmp_path, levels=levels))
    assert found.value == pytest.approx(0.1)


def test_a_series_that_does_not_exist_is_unclear(tmp_path):
    question = a_question(START, END, measure="series", series="nothing", threshold=5)
    assert resolve(question, a_history(tmp_path)).outcome == "unclear"


@settings(max_examples=20, deadline=None)
@given(
    offsets=st.lists(st.integers(-60, 200), max_size=15),
    comparator=st.sampled_from([">=", ">", "<=", "<", "=="]),
    threshold=st.integers(0, 6),
    cut=st.integers(-10, 120),
)
def test_an_early_answer_never_changes_and_the_last_one_is_the_count(
    tmp_path_factory, offsets, comparator, threshold, cut
):
    whole = a_history(tmp_path_factory.mktemp("lake"), [START + timedelta(days=n) for n in offsets])
    question = a_question(START, END, comparator=comparator, threshold=threshold)
    final, early = resolve(question, whole), resolve(question, whole.before(START + timedelta(days=cut)))
    inside = sum(0 <= n < (END - START).days for n in offsets)
    assert final.outcome == ("true" if question.is_met_by(inside) else "false")
    assert early.outcome in ("open", final.outcome)
