import time

import numpy as np
import pytest

from aftershock.measuring.counterfactual import POWER_REACH, Observations, bands, departure, fit
from aftershock.measuring.level import average_forecast, filter_level
from aftershock.measuring.placebo import cutoffs, placebos
from aftershock.measuring.scale import Scale, choose_scale
from aftershock.stats.intervals import mixture_cdf, mixture_quantile, mixture_quantiles

LOG = Scale(1.0)
N, H = 156, 12


def _counts(kind, series, rng, effect=0.0, mean=12.0):
    """Counts like event data: negative binomial around a log level that is steady, remembers, or bursts."""
    total = N + H
    level = np.zeros((series, total))
    if kind == "bursts":
        burst = np.zeros(series)
        for step in range(total):
            burst = 0.75 * burst + np.where(rng.random(series) < 0.04, rng.exponential(1.2, series), 0)
            level[:, step] = burst
    elif kind > 0:
        for step in range(1, total):
            level[:, step] = kind * level[:, step - 1] + rng.normal(0, 0.6 * np.sqrt(1 - kind**2), series)
    rate = mean * np.exp(level)
    rate[:, N:] *= np.exp(effect)
    return rng.negative_binomial(5, 5 / (5 + rate)).astype(float)


def _p_values(counts):
    """Two-sided p of many series at once, by the same model in one pass."""
    logs = np.log1p(counts)
    centre, spread = logs[:, :N].mean(axis=1), logs[:, :N].std(axis=1, ddof=1)
    scaled = ((logs - centre[:, None]) / spread[:, None]).T
    (state,) = filter_level(np.arange(float(N)), scaled[:N], [N])
    mixture = average_forecast(state, np.arange(float(N), N + H))
    found = scaled[N:].mean(axis=0)
    below = [
        mixture_cdf(found[k], mixture.weights[:, k], mixture.means[:, k], mixture.sds[:, k]) for k in range(len(found))
    ]
    return np.array([2 * min(p, 1 - p) for p in below])


def _observed(values):
    before = Observations(np.arange(-N, 0.0), values[:N])
    return before, Observations(np.arange(0.0, len(values) - N), values[N:])


@pytest.mark.parametrize(("kind", "most"), [(0.0, 0.085), (0.5, 0.085), (0.8, 0.085), ("bursts", 0.10)])
def test_false_alarms_stay_near_five_per_cent(kind, most):
    counts = _counts(kind, 240, np.random.default_rng(11))
    assert np.mean(_p_values(counts) < 0.05) <= most


def test_a_doubling_is_found_most_of_the_time_where_the_series_is_steady():
    counts = _counts(0.0, 120, np.random.default_rng(12), effect=np.log(2))
    assert np.mean(_p_values(counts) < 0.05) > 0.9


def test_the_smallest_visible_change_is_seen_about_four_times_in_five():
    rng = np.random.default_rng(13)
    seen = []
    for values in _counts(0.3, 100, rng, mean=30.0):
        before, after = _observed(values)
        model = fit(before, LOG)
        smallest = POWER_REACH * departure(model, after).sd
        raised = Observations(after.times, np.expm1(np.log1p(after.values) + smallest))
        seen.append(departure(model, raised).low > 0)
    assert 0.7 <= np.mean(seen) <= 0.9


def test_the_same_series_gives_the_same_bits():
    before, after = _observed(_counts(0.5, 1, np.random.default_rng(1))[0])
    first, second = fit(before, LOG), fit(before, LOG)
    assert departure(first, after) == departure(second, after)
    assert np.array_equal(bands(first, after.times), bands(second, after.times))


def test_an_analysis_of_250_points_takes_milliseconds():
    values = np.random.default_rng(2).poisson(20, 262).astype(float)
    before = Observations(np.arange(-250, 0.0), values[:250])
    after = Observations(np.arange(0.0, 12), values[250:])
    taken = []
    for _ in range(5):
        start = time.perf_counter()
        model = fit(before, LOG)
        departure(model, after)
        bands(model, after.times)
        taken.append(time.perf_counter() - start)
    assert min(taken) < 0.060, "20 ms on a machine of its own, with room here for busy ones"


def test_a_gap_in_the_past_needs_no_filling():
    values = _counts(0.5, 1, np.random.default_rng(3))[0]
    before, after = _observed(values)
    keep = np.r_[0:60, 72:N]
    holed = Observations(before.times[keep], before.values[keep])
    whole, gapped = departure(fit(before, LOG), after), departure(fit(holed, LOG), after)
    assert gapped.effect == pytest.approx(whole.effect, abs=0.15)
    assert 0.8 < gapped.sd / whole.sd < 1.25


def test_bands_are_ordered_and_widen_when_told_to():
    before, after = _observed(_counts(0.8, 1, np.random.default_rng(4))[0])
    model = fit(before, LOG)
    narrow, wide = bands(model, after.times), bands(model, after.times, widen=1.5)
    assert (np.diff(narrow, axis=0) > 0).all()
    assert (wide[4] > narrow[4]).all()
    assert (wide[0] < narrow[0]).all()
    assert wide[2] == pytest.approx(narrow[2])


def test_widening_moves_the_interval_and_p_but_not_the_estimate():
    before, after = _observed(_counts(0.5, 1, np.random.default_rng(5), effect=0.8)[0])
    model = fit(before, LOG)
    plain, wide = departure(model, after), departure(model, after, widen=1.4)
    assert wide.effect == plain.effect
    assert wide.low < plain.low
    assert wide.high > plain.high
    assert wide.p >= plain.p
    assert wide.sd == pytest.approx(1.4 * plain.sd)


def test_p_is_never_smaller_than_a_hundred_steps_can_tell():
    before, after = _observed(_counts(0.0, 1, np.random.default_rng(6), effect=4.0)[0])
    assert departure(fit(before, LOG), after).p == pytest.approx(1e-4)


def test_a_series_that_never_varies_gives_no_model():
    assert fit(Observations(np.arange(-20.0, 0), np.full(20, 3.0)), LOG) is None


def test_controls_enter_the_counterfactual():
    rng = np.random.default_rng(7)
    attention = rng.normal(size=(N + H, 1))
    attention[N:] += 3
    values = np.exp(2 + 0.4 * attention[:, 0] + 0.1 * rng.normal(size=N + H))
    before = Observations(np.arange(-N, 0.0), values[:N], attention[:N])
    after = Observations(np.arange(0.0, H), values[N:], attention[N:])
    bare = fit(Observations(before.times, before.values), Scale(0.0))
    assert departure(bare, Observations(after.times, after.values)).low > 0.5
    with_control = departure(fit(before, Scale(0.0)), after)
    assert with_control.low < 0 < with_control.high


def test_the_scale_follows_the_values():
    assert choose_scale(np.array([0.0, 3.0]), counted=True) == Scale(1.0)
    assert choose_scale(np.array([1.5, 3.0]), counted=False) == Scale(0.0)
    assert choose_scale(np.array([0.0, 0.2, 3.0]), counted=False) == Scale(0.1)
    assert choose_scale(np.array([-1.0, 3.0]), counted=False) == Scale(None)


def test_placebo_dates_have_a_past_and_a_whole_horizon():
    assert cutoffs(30, 12) == (16, 17, 18)
    assert cutoffs(27, 12) == ()
    dates = cutoffs(400, 12)
    assert len(dates) <= 60
    assert max(dates) == 388


def test_placebos_widen_the_interval_where_the_past_surprises_and_never_narrow_it():
    rng = np.random.default_rng(9)
    calm = rng.normal(10, 1, N + H)
    wild = calm.copy()
    wild[60:70] += 12
    wild[110:118] -= 9
    found = {}
    for name, values in {"calm": calm, "wild": wild}.items():
        before, _ = _observed(values)
        dates = cutoffs(N, H)
        found[name] = placebos(fit(before, Scale(None), dates), dates, H)
    assert 1.0 <= found["calm"].widening < 1.15
    assert found["wild"].widening > found["calm"].widening
    assert found["calm"].rank(100.0) == len(found["calm"].effects)
    assert found["calm"].rank(0.0) == 0


def test_quantiles_of_many_mixtures_equal_those_of_each():
    rng = np.random.default_rng(10)
    weights = rng.random(30)
    weights /= weights.sum()
    means, sds = rng.normal(size=(30, 3)), rng.uniform(0.2, 3, (30, 3))
    probabilities = np.array([0.05, 0.25, 0.5, 0.75, 0.95])
    fast = mixture_quantiles(probabilities, weights, means, sds)
    for row, probability in enumerate(probabilities):
        for column in range(3):
            slow = mixture_quantile(float(probability), weights, means[:, column], sds[:, column])
            assert fast[row, column] == pytest.approx(slow, abs=1e-7)
