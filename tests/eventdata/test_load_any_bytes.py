"""Whatever the bytes are, a loader ends with a result or one of Aftershock's own errors."""

from __future__ import annotations

import gzip
import tempfile
from contextlib import suppress
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aftershock.errors import AftershockError
from aftershock.eventdata import chronology, figures, gdelt, series
from aftershock.eventdata.records import Record, records
from aftershock.record.columns import TABLES
from eventdata.eventdata_factory import (
    UCDP_COLUMNS_49,
    chronology_text,
    figures_text,
    gdelt_text,
    load,
    rows_of,
    series_text,
    ucdp_text,
)

MODEST = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
GOOD = [
    chronology_text({}, {}, {}).encode(), figures_text({}, {"value": "1"}).encode(), series_text({}).encode(),
    gdelt_text({}, {}, {}).encode(), ucdp_text({}, {}).encode(),
]  # fmt: skip
CELLS = st.one_of(
    st.sampled_from(
        ["", "2020-01-01", "2020-02-30", "20200101", "1", "-1", "1e308", "9" * 40, "USA", '"', '""', "\x1f", "'"]
    ),
    st.text(max_size=12),
)


def check(content: bytes, dataset: str | None = None) -> None:
    """Load the bytes; rows read must be those loaded and those kept aside, and all can be read back."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        loaded = None
        with suppress(AftershockError):
            loaded = load(folder, content, dataset=dataset)
        for file in loaded.files if loaded is not None else ():
            rows = rows_of(folder, file)
            assert len(rows) == (file.rows_quarantined if file.kind == "quarantine" else file.rows_loaded)
            assert all(set(row) == set(TABLES[file.kind]) for row in rows)
            if file.kind != "quarantine":
                assert file.rows_read == file.rows_loaded + file.rows_quarantined
                assert all(row["known"] is not None and row["date_start"] < row["date_end"] for row in rows)


@given(st.binary(max_size=400))
@MODEST
def test_any_bytes(content: bytes) -> None:
    check(content)


@given(st.sampled_from(GOOD), st.data())
@MODEST
def test_a_good_file_with_bytes_changed(good: bytes, data: st.DataObject) -> None:
    content = bytearray(good)
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at : at + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=4))
    check(bytes(content))


@given(st.sampled_from(GOOD), st.integers(0, 400), st.integers(1, 255))
@MODEST
def test_a_packed_file_with_bytes_changed(good: bytes, at: int, change: int) -> None:
    content = bytearray(gzip.compress(good))
    content[min(at, len(content) - 1)] ^= change
    check(bytes(content))


@given(
    st.sampled_from([
        ("chronology", chronology.COLUMNS), ("figures", figures.COLUMNS), ("series", series.COLUMNS), ("ucdp", UCDP_COLUMNS_49),
    ]),
    st.data(),
)  # fmt: skip
@MODEST
def test_any_cells_under_a_good_header(layout: tuple[str, tuple[str, ...]], data: st.DataObject) -> None:
    name, columns = layout
    rows = data.draw(st.lists(st.lists(CELLS, min_size=len(columns), max_size=len(columns)), max_size=3))
    quoted = ("\n".join(",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows)).encode(
        "utf-8", "surrogatepass"
    )
    check(",".join(columns).encode() + b"\n" + quoted, name)


@given(st.lists(st.lists(CELLS, min_size=61, max_size=61), max_size=2))
@settings(MODEST, max_examples=30)
def test_any_cells_of_a_gdelt_row(rows: list[list[str]]) -> None:
    lines = ["\t".join(row) for row in rows]
    content = gdelt_text({}).encode() + "\n".join(lines).encode("utf-8", "surrogatepass")
    assert len(gdelt.COLUMNS) == 61
    check(content)


class Bytes:
    def __init__(self, content: bytes) -> None:
        self._content = content

    def read(self, size: int) -> bytes:
        given_now, self._content = self._content[:size], self._content[size:]
        return given_now


@given(st.lists(st.text(st.sampled_from('ab,"\n\r'), max_size=8), max_size=12))
@settings(max_examples=300, deadline=None)
def test_every_line_that_is_not_blank_belongs_to_one_record_or_is_broken(lines: list[str]) -> None:
    content = "\n".join(lines)
    found = list(records(Bytes(content.encode()), 2, "data"))
    taken = [item.line + n for item in found for n in range(item.raw.count("\n") + 1)]
    assert len(taken) == len(set(taken))
    all_lines = content.split("\n")
    blank = {n for n, line in enumerate(all_lines, 1) if not line.strip()}
    assert set(taken) | blank == set(range(1, len(all_lines) + 1)) | blank
    assert all(len(item.cells) == 2 for item in found if isinstance(item, Record))
