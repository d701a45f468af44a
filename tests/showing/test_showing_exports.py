"""Exports: whole, safe for spreadsheets, well formed, and the same every time."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest
from lxml import etree

from aftershock.errors import StoreError, UsageError
from aftershock.record.claim import Claim
from aftershock.record.columns import EVENT_COLUMNS
from aftershock.record.manifest import DataFile
from aftershock.showing import tables
from aftershock.showing.exports import FORMATS, export
from aftershock.store import codec
from aftershock.store.store import Store
from showing import invented


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store whose chronology really lies on disk, one summary of it a formula."""
    made = invented.store(tmp_path / "store", tuple(_records()))
    folder = tmp_path / "store" / "events"
    folder.mkdir()
    columns = ", ".join(f"({_values(name)})::{kind} AS {name}" for name, kind in EVENT_COLUMNS.items())
    duckdb.sql(f"COPY (SELECT {columns} FROM range(60) AS t(n)) TO '{folder / 'chronology.parquet'}' (FORMAT parquet)")
    with made:
        yield made


def _records() -> list[object]:
    kept = [one for one in invented.records() if not (isinstance(one, DataFile) and one.dataset != "chronology")]
    return [replace(one, speaker="=HYPERLINK(1)") if isinstance(one, Claim) else one for one in kept]


def _values(name: str) -> str:
    return {
        "event_id": "printf('E%03d', n)", "dataset": "'chronology'", "line": "n + 2", "date_start": "DATE '2015-01-01' + n::INT",
        "date_end": "DATE '2015-01-02' + n::INT", "known": "DATE '2015-01-01' + n::INT", "date_precision": "'day'",
        "actor": "'GRD'", "recipient": "'NOR'", "event_type": "'ASSAULT'", "file": "'chronology.csv'", "release": "'1'",
        "summary": "'=cmd|1'", "goldstein": "-9.5",
    }.get(name, "NULL" if EVENT_COLUMNS[name] != "VARCHAR" else "''")  # fmt: skip


def _digests(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


def test_the_same_study_gives_the_same_bytes_and_leaves_no_half_file(store: Store, tmp_path: Path) -> None:
    for name in ("a", "b"):
        export(store, invented.plan(), tmp_path / name, tuple(FORMATS))
    assert _digests(tmp_path / "a") == _digests(tmp_path / "b")
    assert not [path for path in (tmp_path / "a").iterdir() if path.name.startswith(".")]


def test_the_paths_that_are_returned_are_the_files_that_were_written(store: Store, tmp_path: Path) -> None:
    paths = export(store, invented.plan(), tmp_path / "out", tuple(FORMATS))
    assert sorted(paths) == sorted((tmp_path / "out").iterdir())


def test_every_table_has_its_header_and_a_row_for_every_record(store: Store, tmp_path: Path) -> None:
    export(store, invented.plan(), tmp_path, ["csv"])
    for table in tables.TABLES:
        with (tmp_path / f"{table.name}.csv").open(encoding="utf-8", newline="") as stream:
            header, *rows = list(csv.reader(stream))
        assert header == list(table.header)
        assert all(len(row) == len(header) for row in rows)
        if not table.parts:
            assert len(rows) == len(store.records(table.kind))


def test_claims_carry_their_words(store: Store, tmp_path: Path) -> None:
    export(store, invented.plan(), tmp_path, ["csv"])
    with (tmp_path / "claims.csv").open(encoding="utf-8", newline="") as stream:
        first = next(csv.DictReader(stream))
    assert first["content_text"] == "attacks on Norland troops in Arda will probably rise within three months"
    assert first["horizon_last"] == "2015-09-19"


def test_no_cell_of_text_is_a_formula(store: Store, tmp_path: Path) -> None:
    export(store, invented.plan(), tmp_path, ["csv"])
    found = []
    for path in tmp_path.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as stream:
            found += [
                cell for row in csv.reader(stream) for cell in row if cell[:1] in {"=", "+", "-", "@", "\t", "\r"}
            ]
    assert {cell for cell in found if not _number(cell)} == set()
    assert "'=HYPERLINK(1)" in (tmp_path / "claims.csv").read_text(encoding="utf-8")
    assert "'=cmd|1" in (tmp_path / "data_events.csv").read_text(encoding="utf-8")


def _number(cell: str) -> bool:
    try:
        return isinstance(float(cell), float)
    except ValueError:
        return False


def test_json_lines_hold_every_record_and_read_back_equal(store: Store, tmp_path: Path) -> None:
    export(store, invented.plan(), tmp_path, ["jsonl"])
    lines = [json.loads(line) for line in (tmp_path / "records.jsonl").read_text(encoding="utf-8").splitlines()]
    kinds = {kind.__name__: kind for kind in codec.KINDS}
    for name, kind in kinds.items():
        found = [codec.decode(json.dumps(line["record"]), kind) for line in lines if line["kind"] == name]
        assert tuple(found) == store.records(kind)


def test_graphml_is_well_formed_and_its_edges_join_its_nodes(store: Store, tmp_path: Path) -> None:
    export(store, invented.plan(), tmp_path, ["graphml"])
    space = {"g": "http://graphml.graphdrawing.org/xmlns"}
    for name in ("actors", "ripples"):
        tree = etree.parse(tmp_path / f"{name}.graphml")
        nodes = set(tree.xpath("//g:node/@id", namespaces=space))
        assert nodes
        assert set(tree.xpath("//g:edge/@source | //g:edge/@target", namespaces=space)) <= nodes


def test_parquet_holds_the_event_rows(store: Store, tmp_path: Path) -> None:
    export(store, invented.plan(), tmp_path, ["parquet"])
    assert duckdb.sql(f"SELECT count(*) FROM '{tmp_path / 'data_events.parquet'}'").fetchall() == [(60,)]


def test_an_unknown_format_is_refused_before_anything_is_written(store: Store, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="'xlsx'"):
        export(store, invented.plan(), tmp_path / "out", ["csv", "xlsx"])
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_made_is_named(store: Store, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file", encoding="utf-8")
    with pytest.raises(StoreError, match="taken"):
        export(store, invented.plan(), tmp_path / "taken", ["jsonl"])


def test_parquet_holds_the_records_as_well_as_the_data(store: Store, tmp_path: Path) -> None:
    export(store, invented.plan(), tmp_path, ["parquet"])
    path = tmp_path / "records_claim.parquet"
    found = duckdb.sql(f"SELECT id, kind, body FROM '{path}'").fetchall()
    assert [(one[0], one[1]) for one in found] == [(claim.id, "Claim") for claim in store.records(Claim)]
    assert [one[2] for one in found] == list(store.bodies(Claim))
    empty = [kind for kind in codec.KINDS if not store.count(kind)]
    counts = [
        duckdb.sql(f"SELECT count(*) FROM '{one}'").fetchall() for one in sorted(tmp_path.glob("records_*.parquet"))
    ]
    assert len(counts) == len(codec.KINDS)
    assert sum(count == [(0,)] for count in counts) == len(empty)


def test_graphml_names_actors_as_the_study_does(store: Store, tmp_path: Path) -> None:
    own = [replace(actor, name=f"{actor.name} of the study") for actor in invented.ACTORS]
    export(store, invented.plan(), tmp_path, ["graphml"], actors=own)
    assert "Norland of the study" in (tmp_path / "actors.graphml").read_text(encoding="utf-8")
