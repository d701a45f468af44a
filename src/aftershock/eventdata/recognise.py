"""Tell the data set of a table from its first lines, never from its name."""

from __future__ import annotations

from typing import Final

from aftershock.errors import DataError
from aftershock.eventdata.chronology import Chronology
from aftershock.eventdata.dataset import DataSet, Head
from aftershock.eventdata.figures import Figures
from aftershock.eventdata.gdelt import Gdelt
from aftershock.eventdata.lines import Readable
from aftershock.eventdata.series import SuppliedSeries
from aftershock.eventdata.ucdp import Ucdp

DATASETS: Final[tuple[DataSet, ...]] = (Chronology(), Figures(), SuppliedSeries(), Gdelt(), Ucdp())
"""Every data set that can be loaded."""

_HEAD_BYTES: Final = 256 * 1024
_MOST_LINES: Final = 100
_ENOUGH: Final = 0.5
_SHOWN: Final = 80
_WIDE: Final = ((b"\xff\xfe", "UTF-16"), (b"\xfe\xff", "UTF-16"))
_MAGIC: Final = (
    (b"\x1f\x8b", "packed twice"), (b"PK\x03\x04", "packed twice"), (b"%PDF-", "a PDF document"), (b"PAR1", "a Parquet file"),
    (b"BZh", "packed with bzip2"), (b"\xfd7zXZ", "packed with xz"), (b"7z\xbc\xaf", "packed with 7-Zip"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
)  # fmt: skip
_TAKEN: Final = "taken are GDELT 2.0 exports, UCDP GED, and a chronology, figures or series as CSV"


def read_head(stream: Readable, where: str) -> Head:
    """The beginning of a table.

    Raises:
        DataError: where there is nothing, or what is there is no text in UTF-8.
    """
    data = stream.read(_HEAD_BYTES)
    if not data.strip():
        raise DataError("the file is empty", where=where, hint="fetch or export the file again")
    for start, encoding in _WIDE:
        if data.startswith(start):
            raise DataError(f"the text is in {encoding}, not in UTF-8", where=where, hint="save it as UTF-8")
    binary = "binary" if b"\0" in data.split(b"\n", 1)[0] else ""  # further down, one line is broken
    what = next((name for start, name in _MAGIC if data.startswith(start)), binary)
    if what:
        raise DataError(f"the file is {what}, not a table of text", where=where, hint=_TAKEN)
    text = data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")
    return Head(tuple(line.removesuffix("\r") for line in text.split("\n")[:_MOST_LINES]), where)


def recognise(head: Head, wanted: str | None = None) -> DataSet:
    """The data set the lines are most like, or the one asked for by name.

    Raises:
        DataError: where they are like none, or there is none of that name.
    """
    if wanted is not None:
        return _named(wanted, head.where)
    best = max(DATASETS, key=lambda dataset: dataset.likeness(head))
    if best.likeness(head) < _ENOUGH:
        raise DataError(
            f"no known data set looks like this; the first line is {head.first[:_SHOWN]!r}",
            where=head.where,
            hint=_TAKEN,
        )
    return best


def _named(name: str, where: str) -> DataSet:
    found = next((dataset for dataset in DATASETS if dataset.name == name), None)
    if found is None:
        known = ", ".join(dataset.name for dataset in DATASETS)
        raise DataError(f"there is no data set {name!r}", where=where, hint=f"one of: {known}")
    return found
