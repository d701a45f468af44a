from datetime import date, timedelta

import pytest

from measuring.factory_measuring import SHOCK, a_history, a_plan

network = pytest.importorskip("aftershock.measuring.network", reason="needs the PLOVER tables")


def _rows(actor, recipient, kinds, first):
    return [
        {"day": first + timedelta(3 * k), "actor": actor, "recipient": recipient, "event_type": kind}
        for k, kind in enumerate(kinds)
    ]


def _ties(tmp_path, rows, **changes):
    history = a_history(tmp_path, events=rows, span=(date(2018, 1, 1), date(2021, 12, 31)))
    return network.ties(a_plan(**changes), history)


def test_a_dyad_with_three_events_in_either_window_has_a_tie_in_both(tmp_path):
    rows = _rows("AAA", "BBB", ["ASSAULT", "CONSULT", "THREATEN", "OTHER"], SHOCK)
    rows += _rows("BBB", "AAA", ["ASSAULT", "ASSAULT"], SHOCK)
    before, after = _ties(tmp_path, rows)
    assert (before.period, before.cooperation, before.conflict, before.rows) == ("before", 0, 0, ())
    assert (after.period, after.cooperation, after.conflict, len(after.rows)) == ("after", 1, 2, 4)


def test_the_two_windows_are_equally_long_and_leave_out_the_gap(tmp_path):
    rows = _rows("AAA", "BBB", ["ASSAULT"] * 3, SHOCK) + _rows("AAA", "BBB", ["AID"] * 2, date(2019, 12, 28))
    before, after = _ties(tmp_path, rows)
    assert after.end - after.start == before.end - before.start == timedelta(364)
    assert (before.end, after.start) == (date(2019, 12, 27), SHOCK)
    assert before.cooperation == 0


def test_deaths_are_summed_and_unknown_ones_are_none(tmp_path):
    rows = _rows("AAA", "BBB", ["ASSAULT"] * 3, SHOCK)
    rows[0]["deaths_best"] = 7
    assert _ties(tmp_path, rows)[1].deaths == 7


def test_a_study_that_ends_with_its_shock_has_no_ties(tmp_path):
    rows = _rows("AAA", "BBB", ["ASSAULT"] * 3, SHOCK)
    assert _ties(tmp_path, rows, as_of=SHOCK - timedelta(1)) == ()
