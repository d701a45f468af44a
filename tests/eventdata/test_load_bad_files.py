"""Files that are not what they should be: one clear message, nothing half-written."""

from __future__ import annotations

import gzip
import io
import os
import random
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from aftershock.errors import DataError, StoreError
from aftershock.eventdata import packed
from aftershock.eventdata.loading import load_file
from aftershock.ontology.actors import load_actors
from eventdata.eventdata_factory import (
    chronology_text,
    figures_text,
    gdelt_text,
    load,
    only_rows,
    series_text,
    write,
)


def zipped(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return target.getvalue()


CHRONOLOGY = chronology_text({}, {}).encode()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "the file is empty"),
        (b" \n\n", "the file is empty"),
        (gzip.compress(b""), "the file is empty"),
        (b"%PDF-1.7 ...", "a PDF document"),
        (b"\x7fELF\0\0\0\1", "the file is binary"),
        (b"PAR1....", "a Parquet file"),
        ("id,date".encode("utf-16"), "the text is in UTF-16"),
        (b"name;colour\nx;y\n", "no known data set looks like this"),
        (gzip.compress(gzip.compress(CHRONOLOGY)), "packed twice"),
        (gzip.compress(CHRONOLOGY * 50)[:-20], "truncated"),
        (gzip.compress(CHRONOLOGY)[:40] + b"\xff" * 40, "damaged"),
        (zipped({"a": CHRONOLOGY})[:-30], "damaged"),
        (zipped({}), "holds no file"),
        (CHRONOLOGY.replace(b",", b";"), "separated by a semicolon, not by a comma"),
        (CHRONOLOGY.replace(b",", b"\t"), "separated by a tab, not by a comma"),
        (CHRONOLOGY.replace(b"plover_event_type", b"type", 1), "the header lacks 'plover_event_type'"),
        (CHRONOLOGY.replace(b"summary", b"source", 1), "the header lacks 'summary'"),
        (CHRONOLOGY.replace(b"\n", b",again\n").replace(b"again", b"id", 1), "the header names 'id' twice"),
        (b"x" * (5 * 1024 * 1024), "no known data set looks like this"),
        (CHRONOLOGY + b"x" * (5 * 1024 * 1024), "line 4 is longer than 4 MiB"),
    ],
)
def test_a_file_that_cannot_be_loaded_is_named_with_what_is_wrong(tmp_path: Path, content: bytes, message: str) -> None:
    with pytest.raises(DataError, match=message) as caught:
        load(tmp_path, content, "chronology.csv")
    assert caught.value.where.startswith("chronology.csv")
    assert caught.value.hint
    assert not list((tmp_path / "lake").glob("*")) if (tmp_path / "lake").exists() else True


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="there is no such file"):
        load_file(tmp_path / "nowhere.csv", tmp_path / "lake", load_actors())


def test_a_data_set_nobody_knows_is_named_with_those_known(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="there is no data set 'acled'") as caught:
        load(tmp_path, CHRONOLOGY, dataset="acled")
    assert "gdelt" in caught.value.hint


def test_the_data_set_can_be_named_in_place_of_being_recognised(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="the header lacks 'indicator'"):
        load(tmp_path, CHRONOLOGY, dataset="figures")


@pytest.mark.parametrize("pack", [lambda text: text, gzip.compress, lambda text: zipped({"inside.csv": text})])
def test_packing_changes_nothing_but_the_name(tmp_path: Path, pack: object) -> None:
    assert callable(pack)
    rows = only_rows(tmp_path, load(tmp_path, pack(CHRONOLOGY), "c"))
    assert [row["event_id"] for row in rows] == ["E1", "E2"]
    assert {row["file"] for row in rows} <= {"c", "c/inside.csv"}


def test_a_zip_gives_every_table_it_holds_and_tells_what_is_none(tmp_path: Path) -> None:
    members = {"b.csv": figures_text({}).encode(), "a.csv": CHRONOLOGY, "readme": b"hello", "__MACOSX/._a": b"\0"}
    loaded = load(tmp_path, zipped(members), "all.zip")
    assert [(file.dataset, file.source_file) for file in loaded.files] == [
        ("chronology", "all.zip/a.csv"), ("figures", "all.zip/b.csv"),
    ]  # fmt: skip
    (refusal,) = loaded.refused
    assert refusal.place == "all.zip/readme"


def test_a_zip_without_any_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no member of the zip file can be loaded"):
        load(tmp_path, zipped({"a": b"hello", "b": b"world"}))


def test_bombs_are_refused_before_they_unpack(tmp_path: Path) -> None:
    lines = gdelt_text({}).encode() + b"\n" * 60_000_000
    for content in (gzip.compress(lines, 6), zipped({"a": lines})):
        started = time.monotonic()
        with pytest.raises(DataError, match="unpacks to far more than it should"):
            load(tmp_path, content)
        assert time.monotonic() - started < 10


def test_a_zip_of_too_many_members_or_bytes_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed, "ZIP_MEMBERS", 1)
    with pytest.raises(DataError, match="2 members, more than 1"):
        load(tmp_path, zipped({"a": b"1", "b": b"2"}))
    monkeypatch.setattr(packed, "ZIP_MEMBERS", 2)
    monkeypatch.setattr(packed, "ZIP_TOTAL", 100)
    with pytest.raises(DataError, match="the zip file unpacks to more than"):
        load(tmp_path, zipped({"a": CHRONOLOGY}))


def test_no_member_of_a_zip_is_written_anywhere(tmp_path: Path) -> None:
    load(tmp_path, zipped({"../../outside.csv": CHRONOLOGY}), "slip.zip")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["lake", "slip.zip"]
    assert all(path.suffix == ".parquet" for path in (tmp_path / "lake").iterdir())


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="a superuser writes anywhere")
def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    lake = tmp_path / "lake"
    lake.mkdir(mode=0o500)
    with pytest.raises(StoreError, match="event data cannot be written"):
        load(tmp_path, CHRONOLOGY)


def test_a_lake_that_is_a_file_is_named(tmp_path: Path) -> None:
    write(tmp_path, b"", "lake")
    with pytest.raises(StoreError, match="event data cannot be written"):
        load(tmp_path, CHRONOLOGY)


def test_loading_twice_or_in_another_order_gives_the_same_bytes(tmp_path: Path) -> None:
    texts = {
        "c": CHRONOLOGY,
        "f": figures_text({}, {"value": "?"}).encode(),
        "s": series_text({}).encode(),
        "g": gdelt_text({}, {}).encode(),
    }
    lakes = []
    for turn, names in enumerate(("cfsg", "gsfc", "ccffssgg")):
        folder = tmp_path / str(turn)
        folder.mkdir()
        files = {file for name in names for file in load(folder, texts[name], name).files}
        lakes.append((files, {path.name: path.read_bytes() for path in (folder / "lake").iterdir()}))
    assert lakes[0] == lakes[1] == lakes[2]
    assert len(lakes[0][1]) == 5


def test_a_load_killed_at_any_moment_leaves_no_half_file(tmp_path: Path) -> None:
    path = write(tmp_path, gdelt_text(*({} for _ in range(60_000))), "big")
    lake = tmp_path / "lake"
    code = (
        "import sys; from pathlib import Path; from aftershock.eventdata.loading import load_file;"
        " from aftershock.ontology.actors import load_actors;"
        " load_file(Path(sys.argv[1]), Path(sys.argv[2]), load_actors())"
    )
    moments = random.Random(7)
    for _ in range(4):
        process = subprocess.Popen([sys.executable, "-c", code, str(path), str(lake)])
        time.sleep(moments.uniform(0.3, 2.0))
        process.send_signal(signal.SIGKILL if os.name == "posix" else signal.SIGTERM)
        process.wait()
        assert len(list(lake.glob("*.parquet"))) <= 1
    loaded = load_file(path, lake, load_actors())
    assert [entry.name for entry in lake.iterdir()] == [loaded.files[0].parquet]
    assert loaded.files[0].rows_loaded == 60_000
