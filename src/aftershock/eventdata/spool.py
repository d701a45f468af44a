"""Write the rows of a table beside the store in a form the engine reads without guessing, broken lines apart.

The spool holds valid UTF-8, one row for each row of the file with its line number in front. It is as large as the
unpacked file, and is removed when the file is loaded.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path
from typing import IO, Final

from aftershock.eventdata.dataset import Layout
from aftershock.eventdata.lines import LONGEST_RECORD, Readable, blocks, fault, shown
from aftershock.eventdata.records import Broken, records

_TAB: Final = b"\t"


@dataclass(frozen=True, slots=True)
class Spool:
    """The two files and how many rows each holds."""

    rows: Path
    broken: Path
    n_rows: int
    n_broken: int


def write_spool(stream: Readable, layout: Layout, where: str, folder: Path) -> Spool:
    """Read the whole table into a spool in ``folder``.

    Raises:
        DataError: where the file cannot be unpacked to its end, or holds a line no table has.
    """
    rows, broken = folder / "rows", folder / "broken"
    write = _write_tabbed if layout.form == "tabbed" else _write_csv
    with rows.open("wb") as good, broken.open("w", encoding="utf-8", newline="") as bad:
        n_rows, n_broken = write(stream, layout, where, good, _refuser(bad))
    return Spool(rows, broken, n_rows, n_broken)


def _refuser(target: IO[str]) -> Callable[[Broken], None]:
    writer = csv.writer(target, quoting=csv.QUOTE_ALL, lineterminator="\n")

    def refuse(line: Broken) -> None:
        writer.writerow((line.line, line.reason, line.raw))

    return refuse


def _write_csv(
    stream: Readable, layout: Layout, where: str, good: IO[bytes], refuse: Callable[[Broken], None]
) -> tuple[int, int]:
    pick = itemgetter(*map(layout.columns.index, layout.kept))
    text = io.TextIOWrapper(good, encoding="utf-8", newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n")
    found = records(stream, len(layout.columns), where)
    next(found, None)  # the header
    n_rows = n_broken = 0
    for record in found:
        if isinstance(record, Broken):
            refuse(record)
            n_broken += 1
        else:
            writer.writerow((record.line, record.raw, *map(str.strip, pick(record.cells))))
            n_rows += 1
    text.flush()
    text.detach()
    return n_rows, n_broken


def _write_tabbed(
    stream: Readable, layout: Layout, where: str, good: IO[bytes], refuse: Callable[[Broken], None]
) -> tuple[int, int]:
    tabs = len(layout.columns) - 1
    n_rows = n_broken = 0
    for first, lines in blocks(stream, where):
        sound = _sound(lines)
        numbered = [
            b"%d\t%b\n" % (number, line)
            for number, line in enumerate(lines, first)
            if line.count(_TAB) == tabs and (sound or not fault(line))
        ]
        good.write(b"".join(numbered))
        n_rows += len(numbered)
        if len(numbered) != len(lines):
            broken = _broken(first, lines, tabs)
            for line in broken:
                refuse(line)
            n_broken += len(broken)
    return n_rows, n_broken


def _sound(lines: list[bytes]) -> bool:
    """Whether no line of the block has a fault: told for all of them at once, as nearly all blocks are."""
    block = b"\n".join(lines)
    try:
        block.decode()
    except UnicodeDecodeError:
        return False
    return b"\0" not in block and b"\r" not in block and max(map(len, lines)) <= LONGEST_RECORD


def _broken(first: int, lines: list[bytes], tabs: int) -> list[Broken]:
    found = []
    for number, line in enumerate(lines, first):
        if not line or line.isspace():
            continue
        reason = fault(line) or ("" if line.count(_TAB) == tabs else f"not {tabs + 1} columns")
        if reason:
            found.append(Broken(number, reason, shown(line)))
    return found
