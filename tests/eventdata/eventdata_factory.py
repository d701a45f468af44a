"""Small files of every data set, made by hand, and what loading them gave."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb
import pytest

from aftershock.eventdata import chronology, figures, gdelt, series
from aftershock.eventdata.loading import Loaded, load_file
from aftershock.ontology.actors import load_actors
from aftershock.record.columns import TABLES, TableKind
from aftershock.record.manifest import DataFile

EVENT = {
    "id": "E1", "date": "2020-01-03", "date_precision": "day", "actor": "USA", "recipient": "IRN",
    "plover_event_type": "ASSAULT", "mode": "drone", "place": "Baghdad", "deaths": "10",
    "summary": "One state struck another, \"at night\".", "source": "A ministry, 2020-01-03", "confidence": "high",
    "check": "memory", "system": "TENSION",
}  # fmt: skip
FIGURE = {
    "indicator": "troops", "date": "2020-01-01", "period_end": "", "value": "5200", "unit": "persons", "scope": "Iraq",
    "source": "A ministry", "confidence": "high", "check": "memory", "note": "",
}  # fmt: skip
STEP = {
    "series": "oil", "frequency": "week", "start": "2020-01-06", "end": "2020-01-12", "value": "65.1",
    "unit": "dollars a barrel", "source": "A ministry", "note": "",
}  # fmt: skip
UCDP_COLUMNS_41 = (
    "id", "year", "active_year", "type_of_violence", "conflict_new_id", "conflict_name", "dyad_new_id", "dyad_name",
    "side_a_new_id", "side_a", "side_b_new_id", "gwnob", "side_b", "number_of_sources", "source_article",
    "source_office", "source_date", "source_headline", "source_original", "where_prec", "where_coordinates", "adm_1",
    "adm_2", "latitude", "longitude", "geom_wkt", "priogrid_gid", "country", "country_id", "region", "event_clarity",
    "date_prec", "date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "low", "best",
    "high",
)  # fmt: skip
UCDP_COLUMNS_49 = (
    "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id", "conflict_new_id",
    "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_a",
    "side_b_dset_id", "side_b_new_id", "side_b", "number_of_sources", "source_article", "source_office", "source_date",
    "source_headline", "source_original", "where_prec", "where_coordinates", "where_description", "adm_1", "adm_2",
    "latitude", "longitude", "geom_wkt", "priogrid_gid", "country", "country_id", "region", "event_clarity",
    "date_prec", "date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high",
    "low", "gwnoa", "gwnob",
)  # fmt: skip
UCDP_EVENT = {
    "id": "214797", "year": "2016", "type_of_violence": "1", "dyad_name": "Government of Syria - IS",
    "side_a": "Government of Syria", "side_b": "IS", "number_of_sources": "2", "source_article": "A bureau, 2016-01-02",
    "where_coordinates": "Palmyra town", "latitude": "34.56", "longitude": "38.28", "country": "Syria",
    "country_id": "652", "date_prec": "1", "date_start": "2016-01-01", "date_end": "2016-01-01", "best": "4",
    "low": "2", "high": "6",
}  # fmt: skip
GDELT_EVENT = {
    "GLOBALEVENTID": "719024875", "SQLDATE": "20180101", "MonthYear": "201801", "Year": "2018",
    "FractionDate": "2018.0027", "Actor1Code": "USAGOV", "Actor1Name": "WHITE HOUSE", "Actor1CountryCode": "USA",
    "Actor1Type1Code": "GOV", "Actor2Code": "IRN", "Actor2Name": "TEHRAN", "Actor2CountryCode": "IRN",
    "IsRootEvent": "1", "EventCode": "043", "EventBaseCode": "043", "EventRootCode": "04", "QuadClass": "1",
    "GoldsteinScale": "2.8", "NumMentions": "18", "NumSources": "3", "NumArticles": "17", "AvgTone": "-2.5",
    "Actor1Geo_Type": "0", "Actor2Geo_Type": "0", "ActionGeo_Type": "4", "ActionGeo_FullName": "Tehran, Tehran, Iran",
    "ActionGeo_CountryCode": "IR", "ActionGeo_Lat": "35.75", "ActionGeo_Long": "51.5148",
    "DATEADDED": "20180102001500", "SOURCEURL": "https://www.example.org/news/1",
}  # fmt: skip


def csv_text(columns: Sequence[str], rows: Sequence[Mapping[str, str]]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def chronology_text(*changes: Mapping[str, str]) -> str:
    return csv_text(chronology.COLUMNS, [{**EVENT, "id": f"E{n}", **change} for n, change in enumerate(changes, 1)])


def figures_text(*changes: Mapping[str, str]) -> str:
    return csv_text(figures.COLUMNS, [{**FIGURE, **change} for change in changes])


def series_text(*changes: Mapping[str, str]) -> str:
    return csv_text(series.COLUMNS, [{**STEP, **change} for change in changes])


def ucdp_text(*changes: Mapping[str, str], columns: Sequence[str] = UCDP_COLUMNS_49) -> str:
    return csv_text(columns, [{**UCDP_EVENT, "id": str(n), **change} for n, change in enumerate(changes, 1)])


def gdelt_text(*changes: Mapping[str, str]) -> str:
    rows = ({**GDELT_EVENT, "GLOBALEVENTID": str(n), **change} for n, change in enumerate(changes, 1))
    return "".join("\t".join(row.get(name, "") for name in gdelt.COLUMNS) + "\n" for row in rows)


def write(folder: Path, content: str | bytes, name: str = "data") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def load(folder: Path, content: str | bytes, name: str = "data", dataset: str | None = None) -> Loaded:
    return load_file(write(folder, content, name), folder / "lake", load_actors(), dataset=dataset)


def file_of(loaded: Loaded, kind: TableKind) -> DataFile:
    return next(file for file in loaded.files if file.kind == kind)


def rows_of(folder: Path, file: DataFile) -> list[dict[str, Any]]:
    names = list(TABLES[file.kind])
    with duckdb.connect(":memory:") as connection:
        found = connection.execute("SELECT * FROM read_parquet(?)", [str(folder / "lake" / file.parquet)])
        assert [column[0] for column in found.description or ()] == names
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def only_rows(folder: Path, loaded: Loaded) -> list[dict[str, Any]]:
    return rows_of(folder, loaded.files[0])


def quarantined(folder: Path, loaded: Loaded) -> list[tuple[int, str, str]]:
    found = rows_of(folder, file_of(loaded, "quarantine"))
    return [(row["line"], row["reason"], row["raw"]) for row in found]


def shared_data(*parts: str) -> Path:
    root = Path(os.environ.get("AFTERSHOCK_DATA", str(Path(__file__).parents[2].parent / "shared" / "data")))
    path = root.joinpath(*parts)
    if not path.exists():
        pytest.skip(f"{'/'.join(parts)} is not in the folder of real samples (AFTERSHOCK_DATA)")
    return path
