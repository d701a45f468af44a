"""The backtest scores forecasters at rolling cutoffs from what was known on each."""

import random
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aftershock.forecasting.backtest import backtest
from aftershock.forecasting.baselines import FORECASTERS
from aftershock.record.question import Forecast
from verifying.verifying_factory import BY_TEST, a_history, a_plan, an_event, an_indicator

SPAN = (date(2018, 1, 1), date(2020, 12, 31))


def run(history, forecasters=FORECASTERS, **changes):
    return backtest((an_indicator(**changes),), a_plan(), history, forecasters)


def monthly(folder):
    dice = random.Random(3)
    return a_history(folder, [date(2018, 1, 1) + timedelta(days=dice.randrange(1095)) for _ in range(40)], span=SPAN)


def test_there_is_a_row_for_each_horizon_and_forecaster(tmp_path):
    found = run(monthly(tmp_path))
    assert [(row.horizon, row.forecaster) for row in found] == [
        (horizon, name) for horizon in (30, 90) for name in ("base-rate", "persistence")
    ]
    assert all(0 <= row.low <= row.brier <= row.high <= 1 for row in found)
    assert all(row.base_rate == found[2 * (n // 2)].brier for n, row in enumerate(found))


def test_cutoffs_are_the_months_that_have_a_window_before_and_after(tmp_path):
    found = run(monthly(tmp_path))
    assert [row.n for row in found if row.forecaster == "base-rate"] == [35, 31]


def test_too_short_a_history_says_so(tmp_path):
    found = run(a_history(tmp_path, [date(2020, 1, 5)], span=(date(2020, 1, 1), date(2020, 2, 15))))
    assert {(row.n, row.brier, row.low) for row in found} == {(0, None, None)}
    assert "do not reach" in found[0].note


def test_too_few_cutoffs_give_a_score_without_an_interval(tmp_path):
    found = run(a_history(tmp_path, [date(2020, 1, 5)], span=(date(2020, 1, 1), date(2020, 8, 1))))
    last = found[-1]
    assert last.n > 0
    assert (last.brier is not None, last.low) == (True, None)
    assert "too few" in last.note


def test_no_data_at_all_is_no_score(tmp_path):
    assert {row.n for row in run(a_history(tmp_path, span=None))} == {0}


def test_indicators_that_are_no_counts_have_no_row(tmp_path):
    assert run(monthly(tmp_path), measure="figure", series="troops") == ()


@dataclass(frozen=True)
class _Flat:
    """Says the same of everything and keeps what it saw."""

    probability: float
    seen: list

    name: str = "flat"

    def forecast(self, question, history):
        rows = history.events(question.events)
        self.seen.append((history.cutoff, max((row.known for row in rows), default=date.min), question.window.start))
        p = self.probability
        return Forecast("f", question.id, self.name, history.cutoff, p, p, p, (), (), BY_TEST)


@settings(max_examples=10, deadline=None)
@given(delays=st.lists(st.integers(0, 400), min_size=5, max_size=30))
def test_no_forecaster_is_shown_what_became_known_later(tmp_path_factory, delays):
    rows = [
        an_event(n, SPAN[0] + timedelta(days=30 * n), known=SPAN[0] + timedelta(days=30 * n + delay))
        for n, delay in enumerate(delays)
    ]
    spy = _Flat(0.5, [])
    run(a_history(tmp_path_factory.mktemp("lake"), events=rows, span=SPAN), (spy,))
    assert spy.seen
    assert all(known <= cutoff < start for cutoff, known, start in spy.seen)


def test_an_even_chance_scores_a_quarter_everywhere(tmp_path):
    found = run(monthly(tmp_path), (_Flat(0.5, []),))
    assert {row.brier for row in found} == {0.25}
    assert {row.base_rate for row in found} == {None}


def test_the_same_history_gives_the_same_rows(tmp_path):
    history = monthly(tmp_path)
    assert run(history) == run(history)


def test_a_sure_thing_is_learnt(tmp_path):
    days = [date(2018, 1, 1) + timedelta(days=n) for n in range(0, 1095, 5)]
    base, _ = run(a_history(tmp_path, days, span=SPAN))[:2]
    assert base.brier == pytest.approx(0.0, abs=0.12)
