from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from aftershock.measuring.family import adjust, adjusted_p, could_be_chance
from aftershock.measuring.measure import measure
from measuring.factory_measuring import SHOCK, a_history, a_hypothesis, a_plan, a_rival, an_indicator, steps_of

START = date(2018, 1, 1)


def _days(rate, first, last, seed):
    """Days on which an event falls, at a rate per week."""
    rng = np.random.default_rng(seed)
    days = [first + timedelta(k) for k in range((last - first).days)]
    return [day for day in days for _ in range(rng.poisson(rate / 7))]


def _events(before, after, seed=1):
    days = _days(before, START, SHOCK, seed) + _days(after, SHOCK, date(2021, 1, 1), seed + 1)
    return [{"day": day} for day in days]


def _measured(tmp_path, indicator, hypothesis=None, plan=None, **data):
    plan = plan or a_plan()
    plan = replace(plan, indicators=(indicator,))
    hypothesis = hypothesis or a_hypothesis(indicators=(indicator.id,))
    return measure(hypothesis, plan, a_history(tmp_path, span=(START, date(2021, 1, 1)), **data))


def _one(*args, **data):
    (effect,) = _measured(*args, **data).effects
    return effect


def _check(effect, name):
    return next(check for check in effect.checks if check.name == name)


def test_a_doubling_of_frequent_events_is_seen_by_counterfactual(tmp_path):
    effect = _one(tmp_path, an_indicator(), events=_events(20, 40))
    assert effect.method == "mean-reverting counterfactual"
    assert effect.verdict == "supported"
    assert effect.relative_low < 1.0 < effect.relative_high
    assert effect.relative == pytest.approx(effect.observed / effect.expected - 1, abs=1e-6)
    assert effect.low < effect.estimate < effect.high
    assert effect.placebo_rank == len(effect.placebos) > 20
    assert (effect.n_before, effect.n_after) == (103, 12)
    assert effect.probability_of_direction > 0.99


def test_each_step_after_has_its_bands_and_each_before_its_value(tmp_path):
    effect = _one(tmp_path, an_indicator(), events=_events(20, 20))
    after = [step for step in effect.steps if step.start >= SHOCK]
    assert len(after) == 12
    assert all(s.low90 < s.low50 < s.expected < s.high50 < s.high90 for s in after)
    assert all(s.expected is None and s.observed is not None for s in effect.steps if s.start < date(2019, 12, 20))


def test_the_series_has_its_rows_and_says_how_it_was_made(tmp_path):
    measured = _measured(tmp_path, an_indicator(), events=_events(1, 1))
    (series,) = measured.series
    assert len(series.rows) == sum(point.rows for point in series.points)
    assert series.query == "events of any kind, by week counted from 2020-01-03"
    assert sum(point.value for point in series.points if point.value) == len(series.rows)


def test_frequent_events_without_change_allow_a_rise_to_be_ruled_out_or_not_told(tmp_path):
    effect = _one(tmp_path, an_indicator(), events=_events(40, 40))
    assert effect.verdict in ("no-meaningful-change", "underpowered")
    assert effect.relative_low < 0 < effect.relative_high


def test_sparse_events_are_compared_by_their_rates(tmp_path):
    effect = _one(tmp_path, an_indicator(), events=_events(0.3, 2.5))
    assert effect.method == "exact comparison of rates"
    assert effect.verdict == "supported"
    assert "instead of" in effect.sentence


def test_middling_counts_are_put_together_by_four_weeks(tmp_path):
    hypothesis = a_hypothesis(horizons=(168,))
    measured = _measured(tmp_path, an_indicator(), hypothesis, events=_events(4, 4))
    assert measured.effects[0].n_before == 25
    assert measured.effects[0].n_after == 6
    assert "by four weeks" in measured.series[0].query


def test_too_few_events_are_told_and_not_computed_around(tmp_path):
    events = [{"day": date(2019, 5, 1)}, {"day": date(2020, 2, 1)}]
    effect = _one(tmp_path, an_indicator(), events=events)
    assert effect.verdict == "underpowered"
    assert effect.estimate is effect.low is effect.p is None
    assert effect.sentence == (
        "The attacks: too few events to tell: 1 event in the 12 weeks after 3 January 2020,"
        " 1 event in the 103 weeks before."
    )


def test_events_in_the_anticipation_gap_belong_to_neither_side(tmp_path):
    calm = _events(2, 2)
    run_up = [{"day": date(2019, 12, 28)} for _ in range(60)]
    assert _one(tmp_path, an_indicator(), events=calm).observed is not None
    (tmp_path / "b").mkdir()
    plain, crowded = (
        _one(folder, an_indicator(), events=events)
        for folder, events in ((tmp_path, calm), (tmp_path / "b", calm + run_up))
    )
    inside = [event for event in calm if date(2019, 12, 27) <= event["day"] < SHOCK]
    assert len(inside) < 10
    assert (plain.observed, plain.expected, plain.p) == (crowded.observed, crowded.expected, crowded.p)
    assert _check(crowded, "anticipation gap").detail == "The 7 days before the onset are left out of the past."


def test_deaths_are_summed_not_counted(tmp_path):
    events = [{**event, "deaths_best": 3} for event in _events(10, 10)]
    measured = _measured(tmp_path, an_indicator("deaths", "deaths", unit="deaths"), events=events)
    assert sum(p.value for p in measured.series[0].points if p.value) == 3 * sum(
        p.rows for p in measured.series[0].points
    )


def test_an_index_that_changes_sign_is_measured_as_it_stands(tmp_path):
    rng = np.random.default_rng(5)
    values = rng.normal(0, 100, 150)
    values[105:] -= 250
    indicator = an_indicator("index", "series", series="index", unit="points")
    hypothesis = a_hypothesis(indicators=("index",), expected="lowers")
    effect = _one(tmp_path, indicator, hypothesis, series={"index": steps_of(values.tolist(), START)})
    assert effect.verdict == "supported"
    assert effect.relative is effect.minimum_detectable is None
    assert effect.low < -250 < effect.high
    assert "lower (95% interval:" in effect.sentence


def test_an_inverse_indicator_supports_a_rise_by_falling_and_a_signless_one_supports_none(tmp_path):
    values = np.random.default_rng(5).normal(0, 100, 150)
    values[105:] -= 250
    series = {"index": steps_of(values.tolist(), START)}
    for sign, expected, verdict in (
        ("same", "raises", "opposite"),
        ("inverse", "lowers", "supported"),
        ("none", "either", "supported"),
    ):
        folder = tmp_path / sign
        folder.mkdir()
        indicator = an_indicator("index", "series", series="index", unit="points", sign=sign)
        effect = _one(folder, indicator, a_hypothesis(indicators=("index",)), series=series)
        assert (effect.expected_direction, effect.verdict) == (expected, verdict)


def test_a_share_takes_a_surge_of_coverage_for_what_it_is(tmp_path):
    rng = np.random.default_rng(6)
    coverage = rng.normal(1000, 50, 150)
    coverage[105:] *= 3
    part = 0.02 * coverage * rng.normal(1, 0.1, 150)
    series = {"part": steps_of(part.tolist(), START), "all": steps_of(coverage.tolist(), START)}
    share = an_indicator("share", "share", series="part", denominator="all", unit="share of all reporting")
    raw = an_indicator("raw", "series", series="part", unit="reports")
    (tmp_path / "raw").mkdir()
    assert _one(tmp_path / "raw", raw, series=series).verdict == "supported"
    effect = _one(tmp_path, share, series=series)
    assert effect.verdict in ("no-meaningful-change", "underpowered")
    assert "% of all reporting" in effect.sentence


def test_a_gap_in_a_series_is_no_zero(tmp_path):
    values = np.random.default_rng(7).normal(50, 5, 150).tolist()
    values[40:50] = [None] * 10
    indicator = an_indicator("index", "series", series="index", unit="points")
    effect = _one(tmp_path, indicator, series={"index": steps_of(values, START)})
    assert effect.n_before == 93
    assert 45 < effect.expected < 55


@pytest.mark.parametrize(
    ("values", "verdict", "words"),
    [
        ([5.5] * 150, "no-counterfactual", "does not vary"),
        ([None] * 90 + list(np.linspace(1.5, 9.5, 60)), "no-counterfactual", "needed to learn a course"),
        (list(np.linspace(1.5, 9.5, 104)), "no-data", "covered by the data"),
        ([0.0] * 150, "no-counterfactual", "does not vary"),
    ],
)
def test_a_series_that_cannot_be_measured_says_why(tmp_path, values, verdict, words):
    indicator = an_indicator("index", "series", series="index", unit="points")
    effect = _one(tmp_path, indicator, series={"index": steps_of(values, START)})
    assert effect.verdict == verdict
    assert words in effect.sentence
    assert effect.estimate is effect.p is effect.relative is None


def test_an_unknown_series_is_no_data(tmp_path):
    effect = _one(tmp_path, an_indicator("index", "series", series="absent"), events=_events(1, 1))
    assert effect.verdict == "no-data"
    assert "hold no absent" in effect.sentence


def test_figures_are_told_before_and_after_without_a_counterfactual(tmp_path):
    figures = [
        {"day": date(2019, 11, 1), "indicator": "troops", "value": 5200.0, "scope": "Here"},
        {"day": date(2019, 12, 1), "indicator": "troops", "value": 900.0, "scope": "There"},
        {"day": date(2020, 3, 1), "indicator": "troops", "value": 5200.0, "scope": "Here"},
        {"day": date(2020, 9, 9), "indicator": "troops", "value": 3000.0, "scope": "Here", "note": "announced"},
    ]
    indicator = an_indicator("troops", "figure", unit="persons", scope="Here")
    hypothesis = a_hypothesis(indicators=("troops",), expected="lowers", horizons=(364,))
    effect = _one(tmp_path, indicator, hypothesis, figures=figures)
    assert effect.verdict == "no-counterfactual"
    assert effect.estimate is None
    assert effect.sentence == (
        "The troops (Here): 5,200 persons on 1 November 2019, 3,000 on 9 September 2020: 42% lower, as claimed."
        " These are figures before and after; what would have happened without the shock they cannot say."
    )
    assert _check(effect, "notes on the figures").detail == "on 9 September 2020: announced"


def test_figures_of_several_scopes_are_not_mixed(tmp_path):
    figures = [
        {"day": day, "indicator": "troops", "value": 1.0, "scope": scope}
        for day in (date(2019, 11, 1), date(2020, 2, 1))
        for scope in ("Here", "There")
    ]
    effect = _one(tmp_path, an_indicator("troops", "figure"), figures=figures)
    assert effect.verdict == "no-data"
    assert "several scopes" in effect.sentence


def test_rivals_of_the_window_and_system_are_named(tmp_path):
    plan = a_plan(
        rivals=(a_rival(), a_rival("election", systems=("S2",)), a_rival("old", date(2019, 1, 1), date(2019, 2, 1)))
    )
    effect = _one(tmp_path, an_indicator(), plan=plan, events=_events(20, 20))
    assert effect.rivals == ("plague",)
    assert _check(effect, "rival events").result == "failed"
    assert "Other explanations: The plague." in effect.sentence


def test_a_sampled_record_is_marked(tmp_path):
    indicator = an_indicator(partial="only what the papers printed", caution="it has no sign")
    effect = _one(tmp_path, indicator, events=_events(20, 20))
    assert _check(effect, "full count").result == "failed"
    assert effect.sentence.endswith(
        "Caution: it has no sign. The record is a sample, and may be denser after the shock: only what the papers printed."
    )


def test_nothing_after_the_cutoff_is_used(tmp_path):
    events = _events(20, 40)
    history = a_history(tmp_path, events=events, span=(START, date(2021, 1, 1)))
    plan = a_plan(indicators=(an_indicator(),))
    hypothesis = a_hypothesis(horizons=(84, 364))
    early = measure(hypothesis, plan, history.before(date(2020, 4, 1)))
    assert max(p.end for s in early.series for p in s.points) <= date(2020, 4, 2)
    assert [effect.verdict for effect in early.effects] == ["supported", "no-data"]
    full = measure(hypothesis, plan, history)
    assert early.effects[0].p == full.effects[0].p


def test_measuring_twice_gives_the_same_records(tmp_path):
    history = a_history(tmp_path, events=_events(20, 30), span=(START, date(2021, 1, 1)))
    plan = a_plan(indicators=(an_indicator(),))
    assert measure(a_hypothesis(), plan, history) == measure(a_hypothesis(), plan, history)


@pytest.mark.parametrize("test", ["question", "untestable"])
def test_what_is_not_settled_by_measuring_has_no_effects(tmp_path, test):
    assert _measured(tmp_path, an_indicator(), a_hypothesis(test=test), events=_events(1, 1)).effects == ()


def test_an_onset_after_the_shock_is_warned_about(tmp_path):
    hypothesis = a_hypothesis(onset=date(2020, 6, 1))
    effect = _one(tmp_path, an_indicator(), hypothesis, events=_events(20, 20))
    assert _check(effect, "undisturbed past").result == "failed"


def test_adjusted_p_values_agree_with_a_worked_example():
    # as R gives for p.adjust with method BH
    assert adjusted_p([0.01, 0.04, 0.03, 0.005]) == pytest.approx((0.02, 0.04, 0.04, 0.02))


def test_a_lone_finding_among_many_tests_is_told_so_once(tmp_path):
    effect = _one(tmp_path, an_indicator(), events=_events(20, 27, seed=5))
    lone = replace(effect, p=0.03, verdict="supported")
    others = [replace(effect, id=f"other-{k}", p=0.5, verdict="underpowered") for k in range(20)]
    once = adjust([lone, *others])
    assert could_be_chance(once[0])
    assert once[0].sentence.endswith(
        "Among the 21 effects tested in this study, one like this can be expected by chance."
    )
    assert adjust(once) == once
    assert once[1].sentence == others[0].sentence


def test_series_of_the_study_show_the_shock_and_leave_far_dyads_alone(tmp_path):
    import csv

    path = Path(__file__).parents[2] / "studies" / "soleimani-2020" / "events" / "series.csv"
    if not path.is_file():
        pytest.skip(f"the bundled study has no {path.name}")
    wanted = {
        "gdelt_score_USA-IRN": True,
        "gdelt_score_USA-IRQ": True,
        "gdelt_score_IND-PAK": False,
        "gdelt_score_USA-SAU": False,
    }
    series = {name: [] for name in wanted}
    with path.open(encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            if row["series"] in wanted:
                value = float(row["value"]) if row["value"] else None
                end = date.fromisoformat(row["end"]) + timedelta(1)
                series[row["series"]].append((date.fromisoformat(row["start"]), end, value))
    history = a_history(tmp_path, series=series)
    indicators = tuple(an_indicator(name, "series", series=name, unit="points") for name in wanted)
    plan = a_plan(indicators=indicators)
    for name, moved in wanted.items():
        (effect,) = measure(a_hypothesis(expected="either", indicators=(name,)), plan, history).effects
        assert (effect.verdict == "supported") is moved, effect.sentence
