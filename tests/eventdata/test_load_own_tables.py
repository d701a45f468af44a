"""The project's own CSV tables: chronology, figures, series."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from aftershock.errors import DataError
from eventdata.eventdata_factory import (
    chronology_text,
    figures_text,
    file_of,
    load,
    only_rows,
    quarantined,
    rows_of,
    series_text,
)


def test_an_event_of_the_chronology_keeps_its_words_and_place_in_the_file(tmp_path: Path) -> None:
    loaded = load(tmp_path, chronology_text({}), "anything.bin")
    (row,) = only_rows(tmp_path, loaded)
    assert (row["event_id"], row["dataset"], row["file"], row["line"]) == ("E1", "chronology", "anything.bin", 2)
    assert (row["date_start"], row["date_end"], row["known"]) == (date(2020, 1, 3), date(2020, 1, 4), date(2020, 1, 3))
    assert (row["actor"], row["recipient"], row["event_type"], row["quad"]) == ("USA", "IRN", "ASSAULT", 4)
    assert (row["place"], row["country"], row["deaths_best"], row["mode"]) == ("Baghdad", "IRQ", 10, "drone")
    assert row["summary"] == 'One state struck another, "at night".'
    assert (row["confidence"], row["checked"], row["system"]) == ("high", "memory", "TENSION")
    assert loaded.refused == ()


def test_an_event_dated_to_a_month_covers_the_month_and_is_known_at_its_end(tmp_path: Path) -> None:
    change = {"date": "2020-02-10", "date_precision": "month"}
    (row,) = only_rows(tmp_path, load(tmp_path, chronology_text(change)))
    assert (row["date_start"], row["date_end"]) == (date(2020, 2, 1), date(2020, 3, 1))
    assert row["known"] == date(2020, 2, 29)


def test_no_deaths_given_is_not_none_killed(tmp_path: Path) -> None:
    first, second = only_rows(tmp_path, load(tmp_path, chronology_text({"deaths": ""}, {"deaths": "0"})))
    assert (first["deaths_best"], second["deaths_best"]) == (None, 0)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"date": "2020-02-30"}, "the date does not exist"),
        ({"date": "3 January 2020"}, "the date does not exist"),
        ({"date": "20200-01-03"}, "the date does not exist"),
        ({"date_precision": "about"}, "the precision is not day, month or year"),
        ({"plover_event_type": "ATTACK"}, "not a PLOVER event type, nor OTHER"),
        ({"deaths": "some"}, "the deaths are not a whole number"),
        ({"deaths": "-1"}, "the deaths are not a whole number"),
        ({"confidence": "sure"}, "the confidence is not high, medium or low"),
        ({"id": ""}, "the id is missing"),
        ({"id": "E1"}, "the row repeats an earlier one"),
    ],
)
def test_a_row_that_is_wrong_is_kept_aside_with_line_reason_and_text(
    tmp_path: Path, change: dict[str, str], reason: str
) -> None:
    text = chronology_text({}, change, {})
    loaded = load(tmp_path, text)
    assert quarantined(tmp_path, loaded) == [(3, reason, text.split("\n")[2])]
    assert [row["event_id"] for row in only_rows(tmp_path, loaded)] == ["E1", "E3"]
    counts = file_of(loaded, "events")
    assert (counts.rows_read, counts.rows_loaded, counts.rows_quarantined) == (3, 2, 1)
    assert counts.reasons == ((reason, 1),)
    assert [(refusal.reason, refusal.count) for refusal in loaded.refused] == [(f"{reason} (first in line 3)", 1)]


def test_an_unknown_actor_keeps_its_own_id_and_is_told_with_the_nearest_names(tmp_path: Path) -> None:
    loaded = load(tmp_path, chronology_text({}, {"actor": "United Stats"}, {"recipient": "United Stats"}))
    rows = only_rows(tmp_path, loaded)
    assert [row["actor"] for row in rows] == ["USA", "United Stats", "USA"]
    (refusal,) = loaded.refused
    assert refusal.count == 2
    assert "unknown actor 'United Stats', kept under its own id (first in line 3)" in refusal.reason
    assert "USA" in refusal.reason


def test_the_name_of_an_actor_is_taken_for_its_id(tmp_path: Path) -> None:
    (row,) = only_rows(tmp_path, load(tmp_path, chronology_text({"actor": "Iran", "recipient": ""})))
    assert (row["actor"], row["actor_raw"], row["recipient"]) == ("IRN", "Iran", "")


def test_broken_lines_do_not_take_their_neighbours_with_them(tmp_path: Path) -> None:
    good = chronology_text({}, {}, {}, {}).split("\n")
    lines = [good[0], good[1], 'E8,"never closed,2020', good[2], "too,few,cells", "", good[3], good[4]]
    content = "\n".join(lines).encode() + b"\nE9,\xff\xfe,broken\nE10,a\0b\n"
    loaded = load(tmp_path, content)
    assert [row["line"] for row in only_rows(tmp_path, loaded)] == [2, 4, 7, 8]
    assert [(line, reason) for line, reason, _ in quarantined(tmp_path, loaded)] == [
        (3, "a quote is opened and not closed"),
        (5, "not as many cells as the header names"),
        (9, "not UTF-8"),
        (10, "a NUL character stands in it"),
    ]


def test_a_line_break_in_a_quoted_cell_is_part_of_the_cell(tmp_path: Path) -> None:
    loaded = load(tmp_path, chronology_text({"summary": 'first\nsecond, "third"\n'}, {}).replace("\n", "\r\n"))
    rows = only_rows(tmp_path, loaded)
    assert [row["line"] for row in rows] == [2, 5]
    assert rows[0]["summary"] == 'first\nsecond, "third"'


def test_a_byte_order_mark_other_column_order_and_unknown_columns_do_no_harm(tmp_path: Path) -> None:
    header, row, _ = chronology_text({"summary": "plain"}).split("\n")
    cells = dict(zip(header.split(","), row.split(",", 9)[:9], strict=False))
    assert cells["id"] == "E1"
    text = f"\ufeffremark,{header}\nmine,{row}\n"
    loaded = load(tmp_path, text)
    assert only_rows(tmp_path, loaded)[0]["event_id"] == "E1"
    assert [refusal.reason for refusal in loaded.refused] == ["the column 'remark' is not used"]


def test_a_figure_about_a_period_is_known_at_its_end(tmp_path: Path) -> None:
    loaded = load(tmp_path, figures_text({}, {"period_end": "2020-03-31", "value": "1.5e3", "note": "a lower bound"}))
    first, second = only_rows(tmp_path, loaded)
    assert (first["date_start"], first["date_end"], first["known"]) == (
        date(2020, 1, 1),
        date(2020, 1, 2),
        date(2020, 1, 1),
    )
    assert (second["date_end"], second["known"], second["value"]) == (date(2020, 4, 1), date(2020, 3, 31), 1500.0)
    assert first["figure_id"].startswith("figure-")
    assert first["figure_id"] != second["figure_id"]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"value": ""}, "the value is not a number"),
        ({"value": "nan"}, "the value is not a number"),
        ({"value": "1,000"}, "the value is not a number"),
        ({"period_end": "2019-12-31"}, "the period ends before it begins"),
        ({"period_end": "later"}, "the end of the period does not exist"),
        ({"indicator": " "}, "the indicator is missing"),
        ({}, "the row repeats an earlier one"),
    ],
)
def test_a_figure_that_is_none_is_kept_aside(tmp_path: Path, change: dict[str, str], reason: str) -> None:
    loaded = load(tmp_path, figures_text({}, change))
    assert [(line, why) for line, why, _ in quarantined(tmp_path, loaded)] == [(3, reason)]


def test_a_gap_in_a_series_stays_a_gap_and_notes_stay_with_their_value(tmp_path: Path) -> None:
    note = "6 of 7 days observed, scaled to 7"
    following = {"start": "2020-01-13", "end": "2020-01-19", "value": "", "note": note}
    loaded = load(tmp_path, series_text({}, following))
    first, second = only_rows(tmp_path, loaded)
    assert (first["value"], first["known"], first["date_end"]) == (65.1, date(2020, 1, 12), date(2020, 1, 13))
    assert (second["value"], second["note"]) == (None, note)
    assert (loaded.files[0].first, loaded.files[0].last) == (date(2020, 1, 6), date(2020, 1, 19))


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"frequency": "fortnight"}, "the frequency is not one of day, week, month, quarter, year"),
        ({"end": "2020-01-11"}, "the step is not as long as its frequency says"),
        (
            {"frequency": "month", "start": "2020-02-01", "end": "2020-02-28"},
            "the step is not as long as its frequency says",
        ),
        ({"start": "2020-13-01"}, "the start does not exist"),
        ({"value": "high"}, "the value is not a number"),
        ({"value": "1"}, "the row repeats an earlier one"),
    ],
)
def test_a_step_that_is_none_is_kept_aside(tmp_path: Path, change: dict[str, str], reason: str) -> None:
    loaded = load(tmp_path, series_text({}, change))
    assert [(line, why) for line, why, _ in quarantined(tmp_path, loaded)] == [(3, reason)]


def test_a_table_without_rows_loads_as_an_empty_one(tmp_path: Path) -> None:
    loaded = load(tmp_path, chronology_text())
    assert rows_of(tmp_path, loaded.files[0]) == []
    assert (loaded.files[0].rows_read, loaded.files[0].first) == (0, None)


def test_a_file_of_which_no_row_is_good_is_refused_as_a_whole(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"none of the 2 rows can be loaded; 2 of them: the date does not exist"):
        load(tmp_path, chronology_text({"date": "03/01/2020"}, {"date": "04/01/2020"}))
    assert list((tmp_path / "lake").iterdir()) == []
