import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aftershock.stats.scoring import brier, brier_range, crps_counts, crps_sample, log_score, skill

probability = st.floats(0, 1)


def test_brier_matches_worked_examples():
    assert brier(0.7, True) == pytest.approx(0.09)
    assert brier(0.7, False) == pytest.approx(0.49)
    assert log_score(0.5, False) == pytest.approx(math.log(2))
    assert log_score(0.0, True) == math.inf


@given(belief=probability, said=probability)
@settings(max_examples=60)
def test_saying_what_one_believes_is_never_worse(belief, said):
    def expected(score, p):
        happened, not_happened = score(p, True), score(p, False)
        return (belief * happened if belief else 0.0) + ((1 - belief) * not_happened if belief < 1 else 0.0)

    for score in (brier, log_score):
        assert expected(score, belief) <= expected(score, said) + 1e-9


@given(a=probability, b=probability, outcome=st.booleans())
def test_the_range_of_an_interval_holds_every_score_inside_it(a, b, outcome):
    low, high = sorted((a, b))
    best, worst = brier_range(low, high, outcome)
    assert best <= brier((low + high) / 2, outcome) + 1e-12
    assert brier((low + high) / 2, outcome) <= worst + 1e-12


@pytest.mark.parametrize("value", [-0.1, 1.1, math.nan])
def test_what_is_no_probability_is_refused(value):
    with pytest.raises(ValueError, match="not a probability"):
        brier(value, True)


def test_crps_of_a_certain_forecast_is_the_absolute_error():
    assert crps_counts([0, 0, 1], 7) == pytest.approx(5)
    assert crps_counts([0, 0, 1], 0) == pytest.approx(2)


def test_crps_of_a_poisson_agrees_with_its_published_closed_form():
    from scipy.special import ive

    mean, outcome = 3.0, 5
    pmf = [math.exp(-mean) * mean**k / math.factorial(k) for k in range(60)]
    cdf = np.cumsum(pmf)
    # Wei and Held 2014, Test 23:787, equation for the Poisson case
    closed = (
        (outcome - mean) * (2 * cdf[outcome] - 1)
        + 2 * mean * pmf[outcome]
        - mean * (ive(0, 2 * mean) + ive(1, 2 * mean))
    )
    assert crps_counts(pmf, outcome) == pytest.approx(closed, abs=1e-9)


@given(draws=st.lists(st.integers(0, 12), min_size=1, max_size=20), outcome=st.integers(0, 15))
@settings(max_examples=50)
def test_the_two_forms_of_crps_agree(draws, outcome):
    pmf = np.bincount(draws) / len(draws)
    assert crps_sample(draws, outcome) == pytest.approx(crps_counts(pmf.tolist(), outcome), abs=1e-9)


def test_skill_is_zero_against_oneself_and_none_against_a_perfect_baseline():
    scores = [0.1, 0.2, 0.3, 0.05, 0.4]
    value, low, high = skill(scores, scores)
    assert value == low == high == 0
    assert skill(scores, [0.0] * 5) is None


def test_skill_interval_holds_the_estimate_and_narrows_with_more_questions():
    few = skill([0.1, 0.3, 0.2, 0.1] * 3, [0.25] * 12)
    many = skill([0.1, 0.3, 0.2, 0.1] * 30, [0.25] * 120)
    assert few[1] < few[0] < few[2]
    assert many[2] - many[1] < few[2] - few[1]
