"""UCDP Georeferenced Event Dataset."""

from __future__ import annotations

import csv
import gzip
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from aftershock.errors import DataError
from aftershock.eventdata.loading import load_file
from aftershock.ontology.actors import load_actors
from eventdata.eventdata_factory import (
    UCDP_COLUMNS_41,
    UCDP_COLUMNS_49,
    UCDP_EVENT,
    csv_text,
    load,
    only_rows,
    quarantined,
    rows_of,
    shared_data,
    ucdp_text,
)


@pytest.mark.parametrize(("columns", "release"), [(UCDP_COLUMNS_41, "before 20.1"), (UCDP_COLUMNS_49, "20.1 or later")])
def test_an_event_has_its_deaths_and_sides_in_either_layout(
    tmp_path: Path, columns: tuple[str, ...], release: str
) -> None:
    (row,) = only_rows(tmp_path, load(tmp_path, csv_text(columns, [UCDP_EVENT])))
    assert (row["event_id"], row["release"], row["line"]) == ("ucdp-214797", release, 2)
    assert (row["deaths_low"], row["deaths_best"], row["deaths_high"]) == (2, 4, 6)
    assert (row["actor"], row["actor_raw"], row["recipient"]) == ("SYR", "Government of Syria", "IS")
    assert (row["event_type"], row["raw_code"], row["quad"], row["country"]) == ("ASSAULT", "1", 4, "SYR")
    assert (row["date_start"], row["date_end"], row["known"]) == (date(2016, 1, 1), date(2016, 1, 2), date(2016, 1, 1))
    assert row["summary"] == "Government of Syria - IS at Palmyra town: 4 deaths (2 to 6)"
    assert (row["place"], row["sources"], row["source"]) == ("Palmyra town", 2, "A bureau, 2016-01-02")


def test_numbers_written_with_a_decimal_point_and_dates_with_a_time_are_read(tmp_path: Path) -> None:
    change = {
        "id": "7.0", "best": "0.0", "low": "0.0", "high": "1.0", "country_id": "652.0",
        "date_start": "2016-02-01 00:00:00.000", "date_end": "2016-02-29T00:00:00",
    }  # fmt: skip
    (row,) = only_rows(tmp_path, load(tmp_path, ucdp_text(change)))
    assert (row["event_id"], row["deaths_best"], row["country"]) == ("ucdp-7", 0, "SYR")
    assert (row["date_start"], row["date_end"], row["date_precision"]) == (date(2016, 2, 1), date(2016, 3, 1), "month")


def test_a_side_nobody_knows_keeps_its_name(tmp_path: Path) -> None:
    (row,) = only_rows(tmp_path, load(tmp_path, ucdp_text({"side_a": "Brigade of Nowhere", "side_b": "Civilians"})))
    assert (row["actor"], row["actor_country"], row["recipient"]) == ("Brigade of Nowhere", "", "Civilians")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"id": "1"}, "the row repeats an earlier one"),
        ({"id": "?"}, "the id is not a number"),
        ({"type_of_violence": "4"}, "the type of violence is not 1, 2 or 3"),
        ({"type_of_violence": ""}, "the type of violence is not 1, 2 or 3"),
        ({"date_start": "2016-02-30"}, "the first day does not exist"),
        ({"date_end": "2015-12-31"}, "the event ends before it begins"),
        ({"best": "-1"}, "best is not a whole number"),
        ({"side_a": ""}, "side_a is empty"),
        ({"latitude": "95"}, "the latitude is not from -90 to 90"),
    ],
)
def test_a_row_that_is_wrong_is_kept_aside(tmp_path: Path, change: dict[str, str], reason: str) -> None:
    loaded = load(tmp_path, ucdp_text({}, change, {}))
    assert [(line, why) for line, why, _ in quarantined(tmp_path, loaded)] == [(3, reason)]


def test_a_file_without_its_header_is_named(tmp_path: Path) -> None:
    text = ucdp_text({}, {}).split("\n", 1)[1]
    with pytest.raises(DataError, match="the header with the names of the columns is missing"):
        load(tmp_path, text)


def test_the_syrian_events_add_up_to_what_the_file_says(tmp_path: Path) -> None:
    path = shared_data("ucdp", "ged_syria_v652_201601_201911.csv.gz")
    with gzip.open(path, "rt", encoding="utf-8", newline="") as stream:
        source = list(csv.DictReader(stream))
    loaded = load_file(path, tmp_path / "lake", load_actors())
    rows = rows_of(tmp_path, loaded.files[0])
    assert len(rows) == len(source) == 16_566
    assert loaded.refused == ()
    expected: Counter[int] = Counter()
    found: Counter[int] = Counter()
    for row in source:
        expected[int(row["date_start"][:4])] += int(float(row["best"]))
    for row in rows:
        found[row["date_start"].year] += row["deaths_best"]
    assert found == expected
    assert {row["country"] for row in rows} == {"SYR"}
