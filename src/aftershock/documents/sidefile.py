"""`documents.csv`: what a person says about documents, which goes before anything the files say themselves."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from aftershock.documents.plain import decode
from aftershock.errors import DocumentError
from aftershock.record.refusal import Refusal

SIDE_FILE: Final = "documents.csv"
COLUMNS: Final = ("file", "id", "title", "publisher", "authors", "published", "language")
_HINT: Final = f"the columns are {', '.join(COLUMNS)}; authors are separated by semicolons, dates are YYYY-MM-DD"
_STEP: Final = "documents"


@dataclass(frozen=True, slots=True)
class SideRow:
    """What one row says; empty fields say nothing. ``where`` names its file and line."""

    file: str
    id: str
    title: str
    publisher: str
    authors: tuple[str, ...]
    published: date | None
    language: str
    where: str
    path: Path


def read_side_file(path: Path) -> tuple[tuple[SideRow, ...], tuple[Refusal, ...]]:
    """The rows that are sound, and one refusal with its line for each that is not.

    Raises:
        DocumentError: where the file cannot be read or its header is not understood.
    """
    try:
        text, _ = decode(path.name, path.read_bytes())
    except OSError as error:
        raise DocumentError(f"cannot be read: {error.strerror}", where=str(path), hint="check the path") from error
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    records = _records(reader, path)
    _, header = next(records, (1, []))
    names = _header(header, path)
    rows: dict[str, SideRow] = {}
    ids: dict[str, str] = {}
    refused: list[Refusal] = []
    for line, cells in records:
        where = f"{path.name}:{line}"
        try:
            row = _row(names, cells, where, path.parent)
            _refuse_double(row, rows, ids)
        except DocumentError as error:
            refused.append(Refusal(_STEP, where, f"{error.message} (the row is left aside; {error.hint})"))
        else:
            rows[row.file] = row
            ids.update({row.id: where} if row.id else {})
    return tuple(rows.values()), tuple(refused)


def _records(reader: Iterator[list[str]], path: Path) -> Iterator[tuple[int, list[str]]]:
    line = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise DocumentError(f"not readable as CSV: {error}", where=f"{path.name}:{line}", hint=_HINT) from error
        if any(cell.strip() for cell in cells):
            yield line, cells
        line = getattr(reader, "line_num", line) + 1


def _header(cells: Sequence[str], path: Path) -> tuple[str, ...]:
    names = tuple(cell.strip().lower() for cell in cells)
    where = f"{path.name}:1"
    if unknown := [name for name in names if name not in COLUMNS]:
        raise DocumentError(f"unknown columns: {', '.join(map(repr, unknown))}", where=where, hint=_HINT)
    if len(set(names)) != len(names):
        raise DocumentError("a column stands twice", where=where, hint=_HINT)
    if "file" not in names:
        raise DocumentError("the column 'file' is missing", where=where, hint=_HINT)
    return names


def _row(names: Sequence[str], cells: Sequence[str], where: str, folder: Path) -> SideRow:
    if len(cells) != len(names):
        raise DocumentError(f"{len(cells)} fields where the header has {len(names)}", where=where, hint=_HINT)
    value = {name: cell.strip() for name, cell in zip(names, cells, strict=True)}
    file = value["file"].replace("\\", "/").removeprefix("./")
    if not file:
        raise DocumentError("no file is named", where=where, hint=_HINT)
    return SideRow(
        file=file,
        id=value.get("id", ""),
        title=value.get("title", ""),
        publisher=value.get("publisher", ""),
        authors=tuple(name.strip() for name in value.get("authors", "").split(";") if name.strip()),
        published=_date(value.get("published", ""), where),
        language=value.get("language", "").lower(),
        where=where,
        path=folder / file,
    )


def _date(text: str, where: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise DocumentError(f"{text!r} is no date", where=where, hint="write dates as YYYY-MM-DD") from error


def _refuse_double(row: SideRow, rows: dict[str, SideRow], ids: dict[str, str]) -> None:
    if row.file in rows:
        raise DocumentError(f"{row.file!r} already stands in {rows[row.file].where}", where=row.where, hint=_HINT)
    if row.id and row.id in ids:
        raise DocumentError(f"the id {row.id!r} already stands in {ids[row.id]}", where=row.where, hint=_HINT)
