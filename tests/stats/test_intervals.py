import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aftershock.stats.intervals import (
    clopper_pearson,
    mixture_cdf,
    mixture_quantile,
    poisson_interval,
    rate_ratio,
    wilson,
)


def test_published_intervals_are_reproduced():
    # Garwood's table, 95 %: 0 -> 3.689, 5 -> [1.623, 11.668], 10 -> [4.795, 18.390]
    assert poisson_interval(0) == pytest.approx((0, 3.6889), abs=1e-3)
    assert poisson_interval(5) == pytest.approx((1.6235, 11.6683), abs=1e-3)
    assert poisson_interval(10) == pytest.approx((4.7954, 18.3904), abs=1e-3)
    # Newcombe 1998, Statistics in Medicine 17:857, table I: 15 of 148 and 0 of 20
    assert wilson(15, 148) == pytest.approx((0.0624, 0.1605), abs=1e-4)
    assert clopper_pearson(15, 148) == pytest.approx((0.0578, 0.1617), abs=1e-4)
    assert wilson(0, 20) == pytest.approx((0, 0.1611), abs=1e-4)
    assert clopper_pearson(0, 20) == pytest.approx((0, 0.1684), abs=1e-4)


def test_an_exact_rate_ratio_agrees_with_the_binomial_it_rests_on():
    found = rate_ratio(11, 7800, 3, 10811)
    # 11 in 7800 against 3 in 10811: R's poisson.test(c(11, 3), c(7800, 10811))
    assert found.ratio == pytest.approx(5.082, abs=1e-3)
    share_low, share_high = clopper_pearson(11, 14)
    assert found.low == pytest.approx(share_low / (1 - share_low) * 10811 / 7800)
    assert found.high == pytest.approx(share_high / (1 - share_high) * 10811 / 7800)
    assert found.p < 0.02


def test_counts_of_zero_leave_the_interval_open():
    assert rate_ratio(0, 10, 0, 10).high == math.inf
    assert math.isinf(rate_ratio(3, 10, 0, 10).ratio)
    assert rate_ratio(0, 10, 8, 10).low == 0


@given(later=st.integers(0, 60), earlier=st.integers(0, 60))
@settings(max_examples=60)
def test_turning_the_periods_round_turns_the_ratio_round(later, earlier):
    one, other = rate_ratio(later, 12, earlier, 52), rate_ratio(earlier, 52, later, 12)
    assert one.p == pytest.approx(other.p, abs=1e-9)
    if later and earlier:
        assert one.low == pytest.approx(1 / other.high)


@given(trials=st.integers(1, 200), data=st.data())
@settings(max_examples=60)
def test_intervals_of_a_share_hold_the_share_and_stay_between_zero_and_one(trials, data):
    successes = data.draw(st.integers(0, trials))
    for interval in (wilson, clopper_pearson):
        low, high = interval(successes, trials)
        assert 0 <= low <= successes / trials <= high <= 1


@given(
    parts=st.lists(st.tuples(st.floats(0.1, 1), st.floats(-5, 5), st.floats(0.1, 3)), min_size=1, max_size=6),
    probability=st.floats(0.01, 0.99),
)
@settings(max_examples=60)
def test_the_quantile_of_a_mixture_inverts_its_distribution(parts, probability):
    weights, means, sds = (np.array(column) for column in zip(*parts, strict=True))
    weights = weights / weights.sum()
    at = mixture_quantile(probability, weights, means, sds)
    assert mixture_cdf(at, weights, means, sds) == pytest.approx(probability, abs=1e-9)


def test_impossible_input_is_refused():
    with pytest.raises(ValueError, match="not a share"):
        wilson(3, 2)
    with pytest.raises(ValueError, match="not counts over times"):
        rate_ratio(1, 0, 1, 1)
    with pytest.raises(ValueError, match="not a count"):
        poisson_interval(-1)
