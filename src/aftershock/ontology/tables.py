"""Read the CSV and YAML tables of `data`, and say file, line and column where one is malformed."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, cast

from aftershock.errors import OntologyError

DATA: Final = Path(__file__).parent / "data"
_HEAD_HINT: Final = "Begin the file with comment lines (#): origin, licence, date, how to extend, known problems."


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: its cells by column, and where it stands."""

    cells: Mapping[str, str]
    file: str
    line: int

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    @property
    def where(self) -> str:
        """The place as errors name it: ``actors.csv:12``."""
        return f"{self.file}:{self.line}"

    def error(self, message: str, *, hint: str = "") -> OntologyError:
        """An error about this row, to be raised by the caller."""
        return OntologyError(message, where=self.where, hint=hint)

    def listed(self, column: str, separator: str = "|") -> tuple[str, ...]:
        """The parts of a cell that holds several values; empty parts are left out."""
        return tuple(part.strip() for part in self.cells[column].split(separator) if part.strip())


def table_path(name: str | Path) -> Path:
    """The file behind a table's name: a name stands for a file of `data`, a path for itself."""
    return DATA / name if isinstance(name, str) else name


def read_csv_table(name: str | Path, columns: Sequence[str], *, key: Sequence[str] = ()) -> tuple[Row, ...]:
    """The rows of a CSV table.

    Args:
        name: A file of `data`, or the path of a user's own.
        columns: The columns that the header must name, in any order; others are allowed.
        key: The columns whose values together no two rows may share.

    Raises:
        OntologyError: where the file is missing, not UTF-8, has no comment head (own tables only), lacks a column,
            holds a row of the wrong width, or repeats a key.
    """
    path = table_path(name)
    lines = _lines(path, head_required=isinstance(name, str))
    reader = csv.reader(_body(lines), strict=True)
    rows = tuple(_rows(reader, path.name, _comment_lines(lines), columns))
    _refuse_repeats(rows, key)
    return rows


def read_yaml(name: str | Path) -> Mapping[str, object]:
    """A YAML table: a mapping at its top.

    Raises:
        OntologyError: where the file is missing, malformed, or no mapping.
    """
    import yaml  # imported here: most commands read no YAML, and the import is slow

    path = table_path(name)
    text = "\n".join(_lines(path, head_required=isinstance(name, str)))
    try:
        loaded: object = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise OntologyError(f"not YAML: {error.problem}", where=f"{path.name}:{line}") from error
    except yaml.YAMLError as error:
        raise OntologyError(f"not YAML: {error}", where=f"{path.name}:1") from error
    if not isinstance(loaded, dict):
        raise OntologyError("a mapping is expected at the top", where=f"{path.name}:1")
    return cast("Mapping[str, object]", loaded)


def _lines(path: Path, *, head_required: bool) -> list[str]:
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except FileNotFoundError as error:
        raise OntologyError(f"there is no table {path.name!r}", where=str(path)) from error
    except OSError as error:
        raise OntologyError(f"the table cannot be read: {error.strerror}", where=str(path)) from error
    except UnicodeDecodeError as error:
        raise OntologyError(f"not UTF-8 at byte {error.start}", where=path.name, hint="Save it as UTF-8.") from error
    if head_required and not (lines and lines[0].startswith("#")):
        raise OntologyError("the comment head is missing", where=f"{path.name}:1", hint=_HEAD_HINT)
    return lines


def _comment_lines(lines: Sequence[str]) -> int:
    return next((n for n, line in enumerate(lines) if not line.startswith("#")), len(lines))


def _body(lines: Sequence[str]) -> Iterator[str]:
    return (f"{line}\n" for line in lines[_comment_lines(lines) :])


def _rows(reader: Iterator[list[str]], file: str, offset: int, columns: Sequence[str]) -> Iterator[Row]:
    header: list[str] | None = None
    line = offset
    try:
        for cells in reader:
            line = offset + int(getattr(reader, "line_num", 0))
            if header is None:
                header = _header(cells, f"{file}:{line}", columns)
            elif cells:
                yield _row(header, cells, file, line)
    except csv.Error as error:
        raise OntologyError(f"not CSV: {error}", where=f"{file}:{line + 1}") from error
    if header is None:
        raise OntologyError("the header is missing", where=f"{file}:{line + 1}")


def _header(cells: list[str], where: str, columns: Sequence[str]) -> list[str]:
    missing = [column for column in columns if column not in cells]
    if missing:
        raise OntologyError(f"column {missing[0]!r} is missing", where=where, hint=f"Expected: {','.join(columns)}")
    if len(set(cells)) != len(cells):
        raise OntologyError("a column is named twice", where=where)
    return cells


def _row(header: list[str], cells: list[str], file: str, line: int) -> Row:
    if len(cells) != len(header):
        message = f"{len(cells)} cells where the header names {len(header)}"
        raise OntologyError(message, where=f"{file}:{line}", hint="Quote cells that hold a comma.")
    return Row(dict(zip(header, (cell.strip() for cell in cells), strict=True)), file, line)


def _refuse_repeats(rows: Sequence[Row], key: Sequence[str]) -> None:
    seen: dict[tuple[str, ...], Row] = {}
    for row in rows if key else ():
        values = tuple(row[column] for column in key)
        if values in seen:
            raise row.error(f"{'/'.join(values)!r} already stands at {seen[values].where}")
        seen[values] = row
