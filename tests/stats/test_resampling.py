import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aftershock.stats.resampling import block_indices, mean_with_interval, ratio_with_interval


def test_the_same_values_give_the_same_interval_bit_for_bit():
    values = [0.1, 0.4, 0.2, 0.8, 0.3, 0.5]
    assert mean_with_interval(values, block=2) == mean_with_interval(list(values), block=2)
    assert mean_with_interval(values, seed=1) != mean_with_interval(values, seed=2)


def test_the_random_stream_is_the_one_pinned_here():
    assert block_indices(10, 3, 2, 7)[0].tolist() == [3, 4, 5, 5, 6, 7, 6, 7, 8, 4]


@given(values=st.lists(st.floats(-100, 100), min_size=2, max_size=30), block=st.integers(1, 4))
@settings(max_examples=30, deadline=None)
def test_the_interval_holds_the_mean(values, block):
    mean, low, high = mean_with_interval(values, block=block)
    assert low <= mean <= high


def test_fewer_than_two_blocks_say_nothing_about_the_spread():
    assert mean_with_interval([3.0]) == (3.0, -math.inf, math.inf)
    assert mean_with_interval([1.0, 2.0, 3.0], block=2)[1:] == (-math.inf, math.inf)


@pytest.mark.parametrize("values", [[], [1.0, math.nan], [math.inf]])
def test_values_that_have_no_mean_are_refused(values):
    with pytest.raises(ValueError, match="mean needs"):
        mean_with_interval(values)


def test_the_interval_covers_the_truth_about_as_often_as_it_says():
    rng = np.random.default_rng(3)
    held = 0
    for _ in range(200):
        _, low, high = mean_with_interval(rng.normal(1.0, 1.0, 12).tolist())
        held += low <= 1.0 <= high
    assert 0.89 <= held / 200 <= 0.99


def test_blocks_widen_the_interval_where_neighbours_depend_on_each_other():
    rng = np.random.default_rng(4)
    values = np.repeat(rng.normal(size=15), 6).tolist()
    _, low, high = mean_with_interval(values)
    _, block_low, block_high = mean_with_interval(values, block=6)
    assert block_high - block_low > 1.5 * (high - low)


def test_a_ratio_needs_as_many_values_on_both_sides():
    with pytest.raises(ValueError, match="as many of each"):
        ratio_with_interval([1.0], [1.0, 2.0])
    with pytest.raises(ValueError, match="above zero"):
        ratio_with_interval([1.0, 1.0], [0.0, 0.0])
