import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftershock.measuring.scale import Scale
from aftershock.measuring.verdicts import COUNT_MARGIN, judge, margin


@pytest.mark.parametrize(
    ("expected", "low", "high", "verdict"),
    [
        ("raises", 0.1, 0.9, "supported"),
        ("raises", -0.9, -0.1, "opposite"),
        ("raises", -0.9, 0.3, "no-meaningful-change"),
        ("raises", -0.1, 0.9, "underpowered"),
        ("lowers", -0.9, -0.1, "supported"),
        ("lowers", 0.1, 0.9, "opposite"),
        ("lowers", -0.3, 0.9, "no-meaningful-change"),
        ("lowers", -0.9, 0.1, "underpowered"),
        ("either", 0.1, 0.9, "supported"),
        ("either", -0.3, 0.3, "no-meaningful-change"),
        ("either", -0.3, 0.9, "underpowered"),
        ("no-change", -0.3, 0.3, "supported"),
        ("no-change", 0.1, 0.9, "opposite"),
        ("no-change", -0.1, 0.9, "underpowered"),
    ],
)
def test_the_interval_decides(expected, low, high, verdict):
    assert judge(expected, low, high, COUNT_MARGIN) == verdict


@given(low=st.floats(-3, 3), width=st.floats(0.01, 3))
def test_a_claimed_fall_is_judged_as_a_claimed_rise_seen_in_a_mirror(low, width):
    high = low + width
    assert judge("raises", low, high, COUNT_MARGIN) == judge("lowers", -high, -low, COUNT_MARGIN)


def test_a_steady_series_is_held_to_its_own_spread():
    assert margin(Scale(1.0), 5.0, counted=True).up == pytest.approx(math.log(1.5))
    assert margin(Scale(0.0), 0.2, counted=False).up == pytest.approx(0.1)
    assert margin(Scale(0.0), 5.0, counted=False).up == pytest.approx(math.log(1.5))
    assert margin(Scale(None), 5.0, counted=False).up == pytest.approx(2.5)
