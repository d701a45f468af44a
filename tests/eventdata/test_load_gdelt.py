"""GDELT 2.0 event exports."""

from __future__ import annotations

import gzip
from datetime import date
from pathlib import Path

import pytest

from aftershock.errors import DataError
from aftershock.eventdata import gdelt
from aftershock.eventdata.loading import load_file
from aftershock.ontology.actors import load_actors
from eventdata.eventdata_factory import file_of, gdelt_text, load, only_rows, quarantined, rows_of, shared_data


def test_a_report_keeps_its_codes_and_gets_the_derived_columns(tmp_path: Path) -> None:
    (row,) = only_rows(tmp_path, load(tmp_path, gdelt_text({"GLOBALEVENTID": "719024875"})))
    assert (row["event_id"], row["dataset"], row["release"], row["line"]) == ("gdelt-719024875", "gdelt", "2.0", 1)
    assert (row["date_start"], row["date_end"], row["known"]) == (date(2018, 1, 1), date(2018, 1, 2), date(2018, 1, 2))
    assert (row["actor"], row["actor_raw"], row["actor_country"], row["actor_sector"]) == (
        "USA", "WHITE HOUSE (USAGOV)", "USA", "GOV",
    )  # fmt: skip
    assert (row["recipient"], row["recipient_country"]) == ("IRN", "IRN")
    assert (row["raw_code"], row["event_type"], row["quad"], row["goldstein"]) == ("043", "CONSULT", 1, 2.8)
    assert (row["place"], row["country"], row["latitude"]) == ("Tehran, Tehran, Iran", "IRN", 35.75)
    assert (row["mentions"], row["sources"], row["articles"]) == (18, 3, 17)
    assert (row["source"], row["url"]) == ("example.org", "https://www.example.org/news/1")
    assert (row["deaths_best"], row["confidence"]) == (None, "")


def test_an_actor_that_is_no_state_keeps_its_code_with_country_and_sector(tmp_path: Path) -> None:
    (row,) = only_rows(tmp_path, load(tmp_path, gdelt_text({"Actor1Code": "IRQREB", "Actor2Code": ""})))
    assert (row["actor"], row["actor_country"], row["actor_sector"]) == ("IRQREB", "IRQ", "REB")
    assert (row["recipient"], row["recipient_country"]) == ("", "")


def test_quotes_and_backslashes_in_a_line_are_ordinary_characters(tmp_path: Path) -> None:
    place = "The \"Green\" Zone\\, 'Baghdad'"
    rows = only_rows(tmp_path, load(tmp_path, gdelt_text({"ActionGeo_FullName": place}, {"Actor1Name": '"'}, {})))
    assert rows[0]["place"] == place
    assert len(rows) == 3


def test_the_days_a_file_covers_are_those_it_was_added_on(tmp_path: Path) -> None:
    loaded = load(tmp_path, gdelt_text({"SQLDATE": "20170101"}, {}))
    assert (loaded.files[0].first, loaded.files[0].last) == (date(2018, 1, 2), date(2018, 1, 2))


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"GLOBALEVENTID": "x"}, "GLOBALEVENTID is not a number"),
        ({"SQLDATE": "20180230"}, "the day SQLDATE does not exist"),
        ({"SQLDATE": "2018-01-01"}, "the day SQLDATE does not exist"),
        ({"SQLDATE": "20190101"}, "the event is dated after the day it was added"),
        ({"DATEADDED": ""}, "the day DATEADDED does not exist"),
        ({"EventCode": "43"}, "EventCode is no code of CAMEO"),
        ({"EventCode": ""}, "EventCode is no code of CAMEO"),
        ({"QuadClass": "5"}, "QuadClass is not from 1 to 4"),
        ({"GoldsteinScale": "11"}, "GoldsteinScale is not from -10 to 10"),
        ({"NumMentions": "many"}, "NumMentions is not a whole number"),
        ({"ActionGeo_Type": ""}, "ActionGeo_Type is not from 0 to 5"),
        ({"ActionGeo_Lat": "91"}, "ActionGeo_Lat is not from -90 to 90"),
        ({"ActionGeo_Long": "1e2 "}, "ActionGeo_Long is not from -180 to 180"),
    ],
)
def test_a_row_that_is_wrong_is_kept_aside_with_line_reason_and_text(
    tmp_path: Path, change: dict[str, str], reason: str
) -> None:
    text = gdelt_text({}, change, {})
    loaded = load(tmp_path, text)
    assert quarantined(tmp_path, loaded) == [(2, reason, text.split("\n")[1])]
    assert [row["line"] for row in only_rows(tmp_path, loaded)] == [1, 3]


def test_lines_of_another_width_or_encoding_are_kept_aside(tmp_path: Path) -> None:
    good = [line.encode() for line in gdelt_text({}, {}, {}).splitlines()]
    latin = good[0].replace(b"Tehran, Tehran", "T\u00e9h\u00e9ran".encode("latin-1"))
    content = b"\r\n".join([good[0], b"cut\toff", latin, good[1], b"", good[2] + b"\textra", good[2][:100]])
    loaded = load(tmp_path, content)
    assert [row["line"] for row in only_rows(tmp_path, loaded)] == [1, 4]
    found = quarantined(tmp_path, loaded)
    assert [(line, reason) for line, reason, _ in found] == [
        (2, "not 61 columns"), (3, "not UTF-8"), (6, "not 61 columns"), (7, "not 61 columns"),
    ]  # fmt: skip
    assert found[0][2] == "cut\toff"
    assert "T\\xe9h\\xe9ran" in found[1][2]


def test_a_header_where_none_belongs_is_kept_aside(tmp_path: Path) -> None:
    header = "\t".join(gdelt.COLUMNS)
    loaded = load(tmp_path, f"{header}\n{gdelt_text({})}")
    assert quarantined(tmp_path, loaded) == [(1, "a header line stands where none belongs", header)]


def test_a_header_with_other_columns_is_refused(tmp_path: Path) -> None:
    header = "\t".join((gdelt.COLUMNS[0], *reversed(gdelt.COLUMNS[1:])))
    with pytest.raises(DataError, match="a header stands where none belongs"):
        load(tmp_path, f"{header}\n{gdelt_text({})}")


def test_commas_in_place_of_tabs_are_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="separated by commas, not by tabs"):
        load(tmp_path, gdelt_text({}).replace("\t", ","))


def test_an_export_of_version_1_is_named(tmp_path: Path) -> None:
    line = gdelt_text({}).split("\n")[0].split("\t")
    with pytest.raises(DataError, match=r"58 columns: a GDELT 1\.0 export"):
        load(tmp_path, "\t".join(line[:58]) + "\n")


def test_rows_stand_in_the_order_of_the_file_across_many_blocks(tmp_path: Path) -> None:
    block = gdelt_text(*({"EventCode": code} for code in ("043", "190", "bad", "010")))
    loaded = load(tmp_path, gzip.compress((block * 35_000).encode(), 1))
    kept = [row["line"] for row in rows_of(tmp_path, file_of(loaded, "events"))]
    assert kept == [line for line in range(1, 140_001) if line % 4 != 3]
    assert file_of(loaded, "events").rows_quarantined == 35_000


@pytest.mark.parametrize("name", ["20180101000000.export.CSV.gz", "20191024143000.export.CSV.gz"])
def test_every_row_of_a_real_export_is_loaded_or_kept_aside(tmp_path: Path, name: str) -> None:
    path = shared_data("gdelt-raw", name)
    with gzip.open(path, "rt", encoding="utf-8", newline="\n") as stream:
        lines = [line.rstrip("\n").split("\t") for line in stream]
    loaded = load_file(path, tmp_path / "lake", load_actors())
    counts = file_of(loaded, "events")
    assert counts.rows_read == len(lines) == counts.rows_loaded + counts.rows_quarantined
    rows = rows_of(tmp_path, counts)
    assert [row["raw_code"] for row in rows] == [lines[row["line"] - 1][26] for row in rows]
    assert [row["mentions"] for row in rows] == [int(lines[row["line"] - 1][31]) for row in rows]
    assert counts.rows_quarantined == 0
