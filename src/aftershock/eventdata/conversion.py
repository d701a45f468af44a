"""From a spool to the common columns: checks, look-ups and types, done by the engine in one thread and in file order."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

import duckdb

from aftershock.errors import DataError, StoreError
from aftershock.eventdata.dataset import Check, Layout, Lookup
from aftershock.eventdata.spool import Spool
from aftershock.eventdata.sql import quoted, readable
from aftershock.ontology.actors import Actors
from aftershock.record.columns import QUARANTINE_COLUMNS, TABLES

LINE: Final = "file_line"
RAW: Final = "file_raw"
_REASON: Final = "row_refused_because"
_MEMORY: Final = "1GiB"
_LONGEST: Final = 8 * 1024 * 1024
_REPEATED: Final = "the row repeats an earlier one"
_ROOM: Final = "free disk space or memory and load it again"
_COPY: Final = "(FORMAT parquet, COMPRESSION zstd)"


@dataclass(frozen=True, slots=True)
class Origin:
    """What every row says about where it came from."""

    dataset: str
    release: str
    file: str


@dataclass(frozen=True, slots=True)
class Converted:
    """What one table gave: counts, the days it covers, reasons with their counts and first lines, unknown actors."""

    n_loaded: int
    n_refused: int
    first: date | None
    last: date | None
    reasons: tuple[tuple[str, int, int], ...]
    unknown: tuple[tuple[str, int, int], ...]


class Conversion:
    """One spool under one layout. Use `converting`."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, spool: Spool, layout: Layout, origin: Origin) -> None:
        self._connection = connection
        self._spool = spool
        self._layout = layout
        self._origin = origin

    def run(self, actors: Actors, rows: Path, quarantine: Path) -> Converted:
        """Write both Parquet files; the quarantine's only where a row was refused.

        Raises:
            StoreError: where the files cannot be written: the disk is full.
            DataError: where the engine gives up on the rows, as when memory runs out.
        """
        try:
            self._prepare(actors)
            n_loaded = self._copy(self._loaded(), rows)
            n_refused = self._spool.n_rows - n_loaded + self._spool.n_broken
            if n_refused:
                n_refused = self._copy(self._refused(), quarantine)
            first, last = self._days(rows)
            reasons = self._reasons(quarantine) if n_refused else ()
            return Converted(n_loaded, n_refused, first, last, reasons, self._unknown())
        except duckdb.IOException as error:
            raise StoreError(f"event data cannot be written: {error}", where=self._origin.file, hint=_ROOM) from error
        except duckdb.Error as error:
            raise DataError(f"the rows cannot be converted: {error}", where=self._origin.file, hint=_ROOM) from error

    def _prepare(self, actors: Actors) -> None:
        kept = self._layout.kept
        in_csv = self._layout.form == "csv"
        front = [LINE, RAW] if in_csv else [LINE]
        dialect = """delim=',', quote='"', escape='"'""" if in_csv else r"delim='\t', quote='', escape=''"
        source = _read_csv(self._spool.rows, [*front, *kept], dialect)
        added = {} if in_csv else {RAW: f"concat_ws(chr(9), {', '.join(map(_name, kept))})"}
        more = "".join(f", {sql} AS {name}" for name, sql in (added | dict(self._layout.derived)).items())
        self._connection.execute(
            f"CREATE VIEW read_rows AS SELECT * REPLACE ({LINE}::BIGINT AS {LINE}){more} FROM {source}"
        )
        for lookup, asked in self._asked():
            self._look_up(lookup, asked, actors)
        self._connection.execute(
            f"CREATE VIEW judged_once AS SELECT *, {self._judgement()} AS {_REASON} FROM {self._joined()}"
        )
        self._connection.execute(f"CREATE VIEW judged AS {self._judged()}")

    def _asked(self) -> list[tuple[Lookup, list[str]]]:
        """The distinct values that each look-up has to translate, found in one pass over the rows."""
        lookups = self._layout.lookups
        if not lookups:
            return []
        places = [place for lookup in lookups for place in lookup.places.values()]
        lists = self._one(f"SELECT {', '.join(f'list(DISTINCT {place})' for place in places)} FROM read_rows")
        found = iter(lists)
        return [(lookup, sorted({v for _ in lookup.places for v in next(found) or ()})) for lookup in lookups]

    def _look_up(self, lookup: Lookup, asked: list[str], actors: Actors) -> None:
        found = lookup.resolve(asked, actors)
        types = lookup.types or ("VARCHAR",) * len(lookup.gives)
        columns = ", ".join(f"{name} {kind}" for name, kind in zip(lookup.gives, types, strict=True))
        self._connection.execute(f"CREATE TABLE found_{lookup.name} (looked_up VARCHAR, {columns})")
        if found:
            marks = ", ".join("?" * (len(lookup.gives) + 1))
            rows = [[value, *given] for value, given in sorted(found.items())]
            self._connection.executemany(f"INSERT INTO found_{lookup.name} VALUES ({marks})", rows)

    def _joined(self) -> str:
        joins = [
            f" LEFT JOIN (SELECT looked_up AS {alias}_key, {', '.join(f'{name} AS {alias}_{name}' for name in lookup.gives)}"
            f" FROM found_{lookup.name}) AS {alias} ON {alias}_key = {place}"
            for lookup in self._layout.lookups
            for alias, place in lookup.places.items()
        ]
        return "read_rows" + "".join(joins)

    def _judgement(self) -> str:
        checks = (*self._layout.checks, *self._layout.late_checks)
        return f"CASE {' '.join(map(_when, checks))} ELSE '' END"

    def _judged(self) -> str:
        if not self._layout.unique:
            return "SELECT * FROM judged_once"
        again = f"row_number() OVER (PARTITION BY {_REASON} = '', {self._layout.unique} ORDER BY {LINE}) > 1"
        whole = f"CASE WHEN {_REASON} = '' AND {again} THEN {quoted(_REPEATED)} ELSE {_REASON} END"
        return f"SELECT * REPLACE ({whole} AS {_REASON}) FROM judged_once"

    def _origin_columns(self) -> dict[str, str]:
        origin = self._origin
        return {
            "dataset": quoted(origin.dataset), "release": quoted(origin.release), "file": quoted(origin.file), "line": LINE,
        }  # fmt: skip

    def _loaded(self) -> str:
        given = {**self._origin_columns(), **self._layout.select}
        columns = ", ".join(
            _column(name, kind, given.get(name, "")) for name, kind in TABLES[self._layout.kind].items()
        )
        return f"SELECT {columns} FROM judged WHERE {_REASON} = ''{self._order()}"

    def _order(self) -> str:
        """Rows stream through in file order, but for the window that finds repeated keys."""
        return f" ORDER BY {LINE}" if self._layout.unique else ""

    def _refused(self) -> str:
        given = {**self._origin_columns(), "reason": "reason", "raw": "raw"}
        columns = ", ".join(_column(name, kind, given[name]) for name, kind in QUARANTINE_COLUMNS.items())
        broken = _read_csv(self._spool.broken, [LINE, "reason", "raw"], """delim=',', quote='"', escape='"'""")
        return (
            f"SELECT {columns} FROM (SELECT {LINE}, {_REASON} AS reason, {RAW} AS raw FROM judged WHERE {_REASON} <> ''"
            f" UNION ALL SELECT {LINE}::BIGINT, reason, raw FROM {broken}) ORDER BY {LINE}"
        )

    def _copy(self, query: str, target: Path) -> int:
        counted = self._connection.execute(f"COPY ({query}) TO {quoted(str(target))} {_COPY}").fetchone()
        return int(counted[0]) if counted else 0

    def _days(self, rows: Path) -> tuple[date | None, date | None]:
        first, last = self._layout.covers
        found = self._one(f"SELECT min({first}), max({last}) FROM read_parquet({readable(rows)})")
        return found[0], found[1]

    def _reasons(self, quarantine: Path) -> tuple[tuple[str, int, int], ...]:
        return tuple(
            (reason, int(count), int(line))
            for reason, count, line in self._connection.execute(
                f"SELECT reason, count(*), min(line) FROM read_parquet({readable(quarantine)}) GROUP BY 1 ORDER BY 1"
            ).fetchall()
        )

    def _unknown(self) -> tuple[tuple[str, int, int], ...]:
        """Values that must be known and are not, among the loaded rows: value, number of rows, first line."""
        places = [
            f"SELECT {place} AS v, {LINE} FROM judged WHERE {_REASON} = '' AND {place} <> '' AND {alias}_key IS NULL"
            for lookup in self._layout.lookups
            if lookup.must_know
            for alias, place in lookup.places.items()
        ]
        if not places:
            return ()
        query = f"SELECT v, count(*), min({LINE}) FROM ({' UNION ALL '.join(places)}) GROUP BY v ORDER BY v"
        return tuple((v, int(n), int(line)) for v, n, line in self._connection.execute(query).fetchall())

    def _one(self, query: str) -> tuple[Any, ...]:
        found = self._connection.execute(query).fetchone()
        return found if found is not None else ()


@contextmanager
def converting(spool: Spool, layout: Layout, origin: Origin, folder: Path) -> Iterator[Conversion]:
    """A conversion with an engine of its own, which keeps what does not fit in memory in ``folder``."""
    settings: dict[str, str | bool | int | float | list[str]] = {
        "threads": 1, "memory_limit": _MEMORY, "temp_directory": str(folder), "preserve_insertion_order": True,
        "disabled_optimizers": "join_order,build_side_probe_side,filter_pushdown",
        # the first two: the rows stay the side that streams, in their order; the last: nothing is computed twice
        "autoinstall_known_extensions": False, "autoload_known_extensions": False,
    }  # fmt: skip
    connection = duckdb.connect(":memory:", config=settings)
    try:
        yield Conversion(connection, spool, layout, origin)
    except duckdb.InterruptException as error:
        raise KeyboardInterrupt from error
    finally:
        connection.close()


def _when(check: Check) -> str:
    return f"WHEN {check.refuses} THEN {quoted(check.reason)}"


def _name(column: str) -> str:
    return '"' + column.replace('"', '""') + '"'


def _column(name: str, kind: str, expression: str) -> str:
    """The column in its type; text is never NULL."""
    if kind == "VARCHAR":
        return f"coalesce(({expression or quoted('')})::VARCHAR, '') AS {_name(name)}"
    return f"({expression or 'NULL'})::{kind} AS {_name(name)}"


def _read_csv(path: Path, columns: list[str], dialect: str) -> str:
    names = ", ".join(map(_name, columns))
    typed = ", ".join(f"{quoted(name)}: 'VARCHAR'" for name in columns)
    return (
        f"read_csv({readable(path)}, auto_detect=false, header=false, {dialect}, new_line='\\n', strict_mode=true,"
        f" columns={{{typed}}}, force_not_null=[{names}], max_line_size={_LONGEST}, compression='none', encoding='utf-8')"
    )
