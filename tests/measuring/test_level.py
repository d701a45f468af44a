import numpy as np
import pytest

from aftershock.measuring.level import average_forecast, filter_level, step_forecasts


def _moments(mixture):
    weights, means = mixture.weights[:, 0], mixture.means[:, 0]
    mean = weights @ means
    return mean, np.sqrt(weights @ (mixture.sds[:, 0] ** 2 + means**2) - mean**2)


def _series(persistence, n=156, seed=5):
    rng = np.random.default_rng(seed)
    level = np.zeros(n)
    for step in range(1, n):
        level[step] = persistence * level[step - 1] + rng.normal(0, np.sqrt(1 - persistence**2))
    values = 0.6 * level + 0.4 * rng.normal(size=n)
    return (values - values.mean()) / values.std(ddof=1)


def _direct(values, times, ahead, phi, q, noise2):
    """Mean and variance of the average ahead by solving the full Gaussian system, and its log likelihood."""
    every = np.concatenate([times, ahead])
    gaps = np.abs(every[:, None] - every[None])
    decay = np.where(gaps == 0, 1.0, 0.0) if phi == 0 else phi**gaps
    covariance = noise2 * (q * decay + 4 * (1 + q) + np.eye(len(every)))
    n = len(times)
    seen, cross = covariance[:n, :n], covariance[n:, :n].mean(axis=0)
    solved = np.linalg.solve(seen, cross)
    log_likelihood = -0.5 * values @ np.linalg.solve(seen, values) - 0.5 * np.linalg.slogdet(seen)[1]
    return solved @ values, covariance[n:, n:].mean() - cross @ solved, log_likelihood


def test_one_pass_equals_solving_the_whole_system_at_every_point_of_the_grid():
    from aftershock.measuring import level

    values = _series(0.7, n=40)
    times = np.sort(np.random.default_rng(1).choice(60, 40, replace=False)).astype(float)
    ahead = np.array([61.0, 62.5, 70.0])
    (state,) = filter_level(times, values[:, None], [40])
    mixture = average_forecast(state, ahead)
    noises = len(level._NOISES)
    exact, weights = [], []
    for place in range(0, len(level._PHI), 17):
        for noise in range(0, noises, 5):
            phi, q, noise2 = level._PHI[place], level._Q[place], level._NOISES[noise] ** 2
            mean, variance, fit = _direct(values, times, ahead, phi, q, noise2)
            component = place * noises + noise
            assert mixture.means[component, 0] == pytest.approx(mean, abs=1e-8)
            assert mixture.sds[component, 0] == pytest.approx(np.sqrt(variance), rel=1e-8)
            exact.append(fit)
            likelihood = (
                -0.5 * 40 * np.log(noise2) - 0.5 * state.log_determinant[place] - 0.5 * state.squares[place, 0] / noise2
            )
            weights.append(likelihood)
    assert np.ptp(np.array(exact) - np.array(weights)) < 1e-7


def test_a_state_kept_on_the_way_equals_stopping_there():
    values = _series(0.8)
    times = np.arange(156.0)
    early, _ = filter_level(times, values[:, None], [100, 156])
    (alone,) = filter_level(times[:100], values[:100, None], [100])
    ahead = np.arange(100.0, 112.0)
    assert _moments(average_forecast(early, ahead)) == _moments(average_forecast(alone, ahead))


def test_without_memory_the_forecast_is_the_mean_and_with_memory_it_leans_to_the_last_steps():
    ahead = np.arange(156.0, 160.0)
    calm = _series(0.0)
    raised = _series(0.95, seed=8)
    raised[-6:] = 2.5
    (still,) = filter_level(np.arange(156.0), calm[:, None], [156])
    (risen,) = filter_level(np.arange(156.0), raised[:, None], [156])
    assert abs(_moments(average_forecast(still, ahead))[0]) < 0.35
    assert _moments(average_forecast(risen, ahead))[0] > 1.0


def test_the_further_ahead_the_wider_until_the_memory_is_gone():
    (state,) = filter_level(np.arange(156.0), _series(0.9)[:, None], [156])
    spread = [_moments(step)[1] for step in step_forecasts(state, np.arange(156.0, 216.0))]
    assert spread[0] < spread[5] < spread[30]
    assert spread[59] == pytest.approx(spread[50], rel=0.02)


def test_a_control_that_explains_the_series_narrows_the_forecast():
    rng = np.random.default_rng(2)
    control = rng.normal(size=(112, 1))
    values = 0.9 * control[:, 0] + 0.2 * rng.normal(size=112)
    times, ahead = np.arange(100.0), np.arange(100.0, 112.0)
    (without,) = filter_level(times, values[:100, None], [100])
    (with_it,) = filter_level(times, values[:100, None], [100], control[:100])
    mean, spread = _moments(average_forecast(with_it, ahead, control[100:]))
    assert spread < 0.5 * _moments(average_forecast(without, ahead))[1]
    assert mean == pytest.approx(values[100:].mean(), abs=3 * spread)
