import math

import numpy as np
import pytest

from aftershock.measuring.rates import compare


def _seen(found):
    return found.ratio.low > 1 or found.ratio.high < 1


def test_events_that_come_singly_are_compared_exactly():
    found = compare([0, 1, 0, 1] * 20, [2] * 10, steps_in_block=4)
    assert (found.before, found.after) == (40, 20)
    assert found.dispersion == 1
    assert found.ratio.ratio == pytest.approx(4.0)
    assert found.ratio.low > 2


def test_events_that_come_in_bunches_weigh_less():
    even = compare([1, 0, 0, 0] * 20, [1] * 8, steps_in_block=4)
    bunched = compare(([0] * 16 + [4]) * 4 + [0] * 8 + [4], [1] * 8, steps_in_block=4)
    assert bunched.dispersion > 2
    assert bunched.ratio.high / bunched.ratio.low > even.ratio.high / even.ratio.low


def test_false_alarms_stay_near_five_per_cent_where_events_cluster():
    rng = np.random.default_rng(3)
    alarms = []
    for _ in range(300):
        level = np.zeros(182)
        for step in range(1, 182):
            level[step] = 0.7 * level[step - 1] + rng.normal(0, 0.6 * math.sqrt(1 - 0.49))
        counts = rng.poisson(0.5 * np.exp(level - 0.18)).tolist()
        alarms.append(_seen(compare(counts[:156], counts[156:], steps_in_block=4)))
    assert np.mean(alarms) <= 0.08


def test_nothing_before_leaves_no_smallest_change():
    found = compare([0] * 40, [0, 0, 6, 1], steps_in_block=4)
    assert found.minimum_detectable is None
    assert math.isinf(found.ratio.ratio)
    assert found.ratio.low > 1


def test_the_smallest_change_is_seen_about_four_times_in_five():
    rng = np.random.default_rng(4)
    smallest = compare([1] * 100, [1] * 26, steps_in_block=4).minimum_detectable
    seen = [
        _seen(compare(rng.poisson(1.0, 100).tolist(), rng.poisson(1.0 + smallest, 26).tolist(), steps_in_block=4))
        for _ in range(150)
    ]
    assert 0.65 <= np.mean(seen) <= 0.95
