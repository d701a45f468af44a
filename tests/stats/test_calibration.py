import pytest

from aftershock.stats.calibration import calibration


def test_each_bin_says_how_often_it_happened_with_an_exact_interval():
    found = calibration([0.1, 0.15, 0.9, 1.0, 1.0], [False, True, True, True, True])
    assert [(b.low, b.high, b.n) for b in found] == [(0.0, 0.2, 2), (0.8, 1.0, 3)]
    assert found[0].frequency == 0.5
    assert found[1].frequency_low < 0.5 < found[1].frequency_high == 1.0


def test_every_forecast_falls_in_exactly_one_bin():
    probabilities = [k / 20 for k in range(21)]
    assert sum(b.n for b in calibration(probabilities, [True] * 21)) == 21


def test_lists_that_do_not_match_are_refused():
    with pytest.raises(ValueError, match="for 1 outcomes"):
        calibration([0.1, 0.2], [True])
    with pytest.raises(ValueError, match="outside"):
        calibration([1.2], [True])
