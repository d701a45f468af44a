"""DuckDB over the Parquet files of a study: it holds nothing that cannot be rebuilt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import duckdb

from aftershock.errors import StoreError
from aftershock.record.columns import TABLES, TableKind
from aftershock.record.dates import DateInterval
from aftershock.record.hypothesis import Group
from aftershock.record.manifest import DataFile

Row = tuple[Any, ...]
_THREADS: Final = 2
_RECORD: Final = ("id", "kind", "body")
_LINE: Final = 16 << 20  # the reader's own limit for one line


class Engine:
    """One in-memory DuckDB with a view for each kind of table, cut off at a day.

    Rows that became known after ``cutoff`` do not exist for it. External access is off but for the study's own files.
    """

    def __init__(self, folder: Path, files: Sequence[DataFile], groups: Sequence[Group], cutoff: object) -> None:
        """Open the engine.

        Raises:
            StoreError: where a Parquet file named in the manifest is missing or damaged.
        """
        self._folder = folder
        self._connection = duckdb.connect(":memory:", config={"threads": _THREADS, "preserve_insertion_order": True})
        self._connection.execute("SET VARIABLE cutoff = ?::DATE", [cutoff])
        for kind in TABLES:
            with _explained(folder):
                self._view(kind, [folder / file.parquet for file in files if file.kind == kind])
        self._members(groups)

    def rows(self, query: str, parameters: Sequence[object] = ()) -> list[Row]:
        """All rows of a query."""
        with _explained(self._folder):
            return self._connection.execute(query, list(parameters)).fetchall()

    def copy(self, query: str, path: Path) -> None:
        """Write the rows of a query to a Parquet or CSV file, by its ending; the same rows give the same bytes."""
        options = "FORMAT parquet, COMPRESSION zstd" if path.suffix == ".parquet" else "FORMAT csv, HEADER"
        self._connection.execute("SET threads = 1")
        self._connection.execute(f"COPY ({query}) TO {_quoted(str(path))} ({options})")
        self._connection.execute(f"SET threads = {_THREADS}")

    def _view(self, kind: TableKind, paths: Sequence[Path]) -> None:
        for path in paths:
            if not path.is_file():
                raise StoreError(
                    "a data file named in the store is missing", where=str(path), hint="run `aftershock load` again"
                )
        columns = TABLES[kind]
        if not paths:
            nothing = ", ".join(f"NULL::{sql} AS {name}" for name, sql in columns.items())
            self._connection.execute(f"CREATE VIEW {kind} AS SELECT {nothing} WHERE false")
            return
        names = ", ".join(columns)
        listed = ", ".join(_quoted(str(path)) for path in paths)
        known = "" if kind == "quarantine" else " WHERE known <= getvariable('cutoff')"
        self._connection.execute(f"CREATE VIEW {kind} AS SELECT {names} FROM read_parquet([{listed}]){known}")

    def _members(self, groups: Sequence[Group]) -> None:
        self._connection.execute("CREATE TABLE membership (group_id VARCHAR, member VARCHAR, since DATE, until DATE)")
        rows = [(group.id, member.group, *_days(member.interval)) for group in groups for member in group.members]
        if rows:
            marks = ", ".join(["(?, ?, ?, ?)"] * len(rows))
            values = [value for row in rows for value in row]
            self._connection.execute(f"INSERT INTO membership VALUES {marks}", values)


def records_to_parquet(lines: Iterable[str], path: Path) -> None:
    """Write records to a Parquet file with the columns id, kind and body, which is the record as JSON text.

    Args:
        lines: JSON objects with these three as strings, one to a record; the same lines give the same bytes.
        path: The file; a text file stands beside it while it is made.
    """
    beside = path.with_name(f"{path.name}.jsonl")
    try:
        with beside.open("w", encoding="utf-8", newline="") as stream:
            stream.writelines(f"{line}\n" for line in lines)
        with duckdb.connect(":memory:", config={"threads": 1, "preserve_insertion_order": True}) as connection:
            connection.execute(f"CREATE TABLE record ({', '.join(f'{name} VARCHAR' for name in _RECORD)})")
            if beside.stat().st_size:
                columns = ", ".join(f"{name}: 'VARCHAR'" for name in _RECORD)
                source = f"read_json({_quoted(str(beside))}, format='newline_delimited', columns={{{columns}}},"
                size = f"maximum_object_size={max(_LINE, beside.stat().st_size)})"
                connection.execute(f"INSERT INTO record SELECT {', '.join(_RECORD)} FROM {source} {size}")
            connection.execute(f"COPY record TO {_quoted(str(path))} (FORMAT parquet, COMPRESSION zstd)")
    finally:
        beside.unlink(missing_ok=True)


@contextmanager
def _explained(folder: Path) -> Iterator[None]:
    try:
        yield
    except duckdb.InterruptException as error:
        raise KeyboardInterrupt from error
    except (duckdb.IOException, duckdb.InvalidInputException, duckdb.SerializationException) as error:
        damaged = next((path for path in sorted(folder.glob("*.parquet")) if path.name in str(error)), folder)
        raise StoreError(
            f"event data cannot be read: {str(error).splitlines()[0]}", where=str(damaged),
            hint="remove the Parquet file that is named and run the command again: it is made anew from events/",
        ) from error  # fmt: skip


def _days(interval: DateInterval) -> tuple[object, object]:
    return interval.start, interval.end


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
