"""A unit is written whole or not at all, and reads back as it was."""

import os
import signal
import sqlite3
import stat
import subprocess
import sys
import textwrap
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from aftershock.errors import StoreError
from aftershock.record.document import Document
from aftershock.record.judgement import Judgement
from aftershock.record.provenance import FromRecords, FromRow, FromStudy, FromText, Provenance
from aftershock.record.refusal import Refusal
from aftershock.record.ripple import Evidence, Finding
from aftershock.record.text import Span
from aftershock.store import codec, migrations
from aftershock.store.store import FILE, Store


def finding(name: str, origin: object = None) -> Finding:
    made = Provenance(origin or FromStudy("x"), "a rule", "1")
    return Finding(name, 1, "It rose.", 1.5, None, 2.0, "events", "low", "few rows", (Evidence("data", "e1"),), made)


def document(name: str, text: str = "Café talks resumed.") -> Document:
    return Document(name, "Talks", "Paper", ("A", "B"), date(2020, 1, 2), "en", text, "a.txt", "0" * 64)


@pytest.fixture
def store(tmp_path: Path):
    with Store.create(tmp_path / "store") as opened:
        yield opened


@pytest.mark.parametrize(
    "origin",
    [
        FromText("d", Span(0, 3)),
        FromRow("gdelt", "2.0", "f.csv", 7),
        FromStudy("hypothesis.R1"),
        FromRecords(("a", "b")),
    ],
)
def test_a_record_reads_back_equal_whatever_its_origin(store, origin):
    store.commit_unit("join", "all", "f", [finding("one", origin)])
    assert store.records(Finding) == (finding("one", origin),)


def test_committing_a_unit_again_replaces_its_records_and_its_refusals(store):
    store.commit_unit("read", "d1", "f1", [finding("one"), finding("two")], [Refusal("read", "d1", "no span")])
    store.commit_unit("read", "d1", "f2", [finding("three")])
    assert [one.id for one in store.records(Finding)] == ["three"]
    assert store.refusals() == ()
    assert not store.is_done("read", "d1", "f1")
    assert store.is_done("read", "d1", "f2")


def test_a_record_that_cannot_be_written_leaves_the_old_unit(store):
    store.commit_unit("read", "d1", "f1", [finding("one")])
    with pytest.raises(AttributeError):
        store.commit_unit("read", "d1", "f2", [finding("two"), "not a record"])
    assert [one.id for one in store.records(Finding)] == ["one"]


def test_units_whose_scope_left_the_study_go_with_their_records(store):
    store.commit_unit("read", "d1", "f", [finding("one")])
    store.commit_unit("read", "d2", "f", [finding("two")])
    store.commit_unit("load", "d1", "f", [])
    store.keep_only("read", ["d2"])
    assert store.scopes("read") == ("d2",)
    assert store.scopes("load") == ("d1",)
    assert [one.id for one in store.records(Finding)] == ["two"]


def test_judgements_survive_the_removal_of_every_unit(store):
    decision = Judgement("j1", "one", "reject", "", "not said", "analyst", datetime(2020, 1, 1, tzinfo=UTC))
    store.add_judgement(decision)
    store.add_judgement(decision)
    store.commit_unit("read", "d1", "f", [finding("one")])
    store.keep_only("read", [])
    assert store.judgements("one") == (decision,)
    assert store.judgements("other") == ()


def test_search_finds_words_without_their_accents_and_forgets_documents_that_went(store):
    store.commit_unit("documents", "a", "f", [document("d1")])
    assert store.search("cafe TALKS") == ("d1",)
    assert store.search('"OR NEAR(') == ()
    store.keep_only("documents", [])
    assert store.search("talks") == ()


def test_a_store_of_a_newer_version_is_refused_by_name(store):
    store.connection.execute("INSERT INTO migration VALUES ('9999_from_the_future')")
    with pytest.raises(StoreError, match=r"newer Aftershock.*9999_from_the_future"):
        Store.open(store.folder)


@pytest.mark.parametrize("count", range(len(migrations.known())))
def test_a_store_of_any_earlier_version_is_brought_forward_with_its_records(tmp_path, count):
    connection = sqlite3.connect(tmp_path / FILE, isolation_level=None)
    later = migrations.known()[count:]
    migrations.applied(connection)
    for name in migrations.known()[:count]:
        migrations._apply(connection, name)
    if count:
        connection.execute("INSERT INTO unit VALUES ('join', 'all', 'f')")
        row = ("join", "all", "Finding", 0, "one", codec.encode(finding("one")))
        connection.execute("INSERT INTO record VALUES (?, ?, ?, ?, ?, ?)", row)
    connection.close()
    with Store.open(tmp_path) as opened:
        assert set(later) <= set(migrations.applied(opened.connection))
        assert [one.id for one in opened.records(Finding)] == (["one"] if count else [])


def test_a_damaged_store_is_named_with_the_next_step(tmp_path):
    (tmp_path / FILE).write_bytes(b"this is not a database, it only has the name of one" * 100)
    with pytest.raises(StoreError, match=r"damaged[\s\S]*Hint: move store/ aside"):
        Store.open(tmp_path)


def test_a_missing_store_is_named(tmp_path):
    with pytest.raises(StoreError, match="no store here"):
        Store.open(tmp_path)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder_is_named(tmp_path):
    tmp_path.chmod(stat.S_IRUSR | stat.S_IXUSR)
    with pytest.raises(StoreError, match="may write"):
        Store.create(tmp_path / "store")


def test_a_second_writer_waits_and_is_then_told(store, monkeypatch):
    monkeypatch.setattr("aftershock.store.store._BUSY_SECONDS", 0.05)
    with Store.open(store.folder) as second:
        store.connection.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="another process"):
            second.commit_unit("read", "d", "f", [])
        store.connection.execute("ROLLBACK")


def test_a_full_disk_is_told_and_keeps_what_was_acknowledged(store):
    store.commit_unit("read", "d0", "f", [finding("kept")])
    pages = store.connection.execute("PRAGMA page_count").fetchone()[0]
    store.connection.execute(f"PRAGMA max_page_count = {pages + 2}")
    with pytest.raises(StoreError, match="disk is full"):
        store.commit_unit("read", "d1", "f", [document("big", "words " * 100_000)])
    assert store.scopes("read") == ("d0",)
    assert [one.id for one in store.records(Finding)] == ["kept"]


_WRITER = """
    import sys
    from pathlib import Path
    from aftershock.record.refusal import Refusal
    from aftershock.store.store import Store
    store = Store.create(Path(sys.argv[1]))
    for n in range(10_000):
        store.commit_unit("read", f"{n:05}", "f", [], [Refusal("read", str(n), "r") for _ in range(20)])
        print(n, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX")
@pytest.mark.parametrize("acknowledged", [1, 7, 23])
def test_a_writer_killed_at_any_moment_loses_nothing_it_had_acknowledged(tmp_path, acknowledged):
    command = [sys.executable, "-c", textwrap.dedent(_WRITER), str(tmp_path / "store")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        told = [writer.stdout.readline() for _ in range(acknowledged)]
        writer.send_signal(signal.SIGKILL)
        told += writer.stdout.readlines()
    last = int([line for line in told if line.endswith("\n")][-1])
    with Store.open(tmp_path / "store") as store:
        stood = store.scopes("read")
        assert len(stood) >= last + 1
        assert len(store.refusals()) == 20 * len(stood)
        assert store.connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
