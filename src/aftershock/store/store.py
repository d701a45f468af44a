"""The study's records in SQLite: written a unit at a time, whole or not at all."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Final, Self, TypeVar

from aftershock.errors import StoreError
from aftershock.record.judgement import Judgement
from aftershock.record.refusal import Refusal
from aftershock.store import codec, migrations

FILE: Final = "study.sqlite"
_BUSY_SECONDS: Final = 10

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Store:
    """An open store. Records belong to units ``(step, scope)``; a unit's fingerprint says what it was made from.

    A unit is written in one transaction that is on disk before `commit_unit` returns, so a process killed at any
    moment leaves every acknowledged unit and no half of another.
    """

    folder: Path
    connection: sqlite3.Connection

    @classmethod
    def create(cls, folder: Path) -> Self:
        """Open the store in ``folder``, making it where it does not exist.

        Raises:
            StoreError: where the folder cannot be written, or the store is damaged or of a newer version.
        """
        with _explained(folder):
            folder.mkdir(parents=True, exist_ok=True)
            connection = _connect(folder / FILE, mode="rwc")
        return cls(folder, connection)

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Open an existing store.

        Raises:
            StoreError: as `create`, and where there is no store.
        """
        if not (folder / FILE).is_file():
            raise StoreError("there is no store here", where=str(folder), hint="run `aftershock trace` on the study")
        with _explained(folder):
            connection = _connect(folder / FILE, mode="rw")
        return cls(folder, connection)

    def close(self) -> None:
        """Close the store; everything acknowledged is already on disk."""
        self.connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
        if isinstance(error, sqlite3.DatabaseError):  # a read met a damaged page, or the disk failed under it
            with _explained(self.folder):
                raise error

    def is_done(self, step: str, scope: str, fingerprint: str) -> bool:
        """Whether the unit stands, made from exactly this."""
        row = self.connection.execute("SELECT fingerprint FROM unit WHERE step = ? AND scope = ?", (step, scope))
        return bool(row.fetchone() == (fingerprint,))

    def commit_unit(
        self, step: str, scope: str, fingerprint: str, records: Iterable[object], refused: Iterable[Refusal] = ()
    ) -> None:
        """Write a unit in place of what stood there before.

        Raises:
            StoreError: where the disk is full, read-only or locked by another process; the old unit then stands.
        """
        rows = _rows(step, scope, records)
        refusals = [(step, scope, n, r.step, r.place, r.reason, r.count) for n, r in enumerate(refused)]
        with self._transaction():
            self.connection.execute("DELETE FROM unit WHERE step = ? AND scope = ?", (step, scope))
            self.connection.execute("INSERT INTO unit VALUES (?, ?, ?)", (step, scope, fingerprint))
            self.connection.executemany("INSERT INTO record VALUES (?, ?, ?, ?, ?, ?)", rows)
            self.connection.executemany("INSERT INTO refusal VALUES (?, ?, ?, ?, ?, ?, ?)", refusals)

    def keep_only(self, step: str, scopes: Iterable[str]) -> None:
        """Drop the units of a step whose scope is no longer in the study, with their records."""
        wanted = set(scopes)
        gone = [(step, scope) for scope in self.scopes(step) if scope not in wanted]
        if gone:
            with self._transaction():
                self.connection.executemany("DELETE FROM unit WHERE step = ? AND scope = ?", gone)

    def scopes(self, step: str) -> tuple[str, ...]:
        """The scopes of a step's units, sorted."""
        found = self.connection.execute("SELECT scope FROM unit WHERE step = ? ORDER BY scope", (step,))
        return tuple(row[0] for row in found)

    def records(self, kind: type[T], step: str | None = None, scope: str | None = None) -> tuple[T, ...]:
        """All records of a kind, by step, scope and position."""
        found = self.connection.execute(
            "SELECT body FROM record WHERE kind = ? AND step = coalesce(?, step) AND scope = coalesce(?, scope)"
            " ORDER BY step, scope, position",
            (kind.__name__, step, scope),
        )
        return tuple(codec.decode(row[0], kind) for row in found)

    def bodies(self, kind: type) -> tuple[str, ...]:
        """The JSON texts of all records of a kind, in the same order as `records`."""
        found = self.connection.execute(
            "SELECT body FROM record WHERE kind = ? ORDER BY step, scope, position", (kind.__name__,)
        )
        return tuple(row[0] for row in found)

    def count(self, kind: type) -> int:
        """How many records of a kind stand."""
        found = self.connection.execute("SELECT count(*) FROM record WHERE kind = ?", (kind.__name__,))
        return int(found.fetchone()[0])

    def refusals(self, step: str | None = None) -> tuple[Refusal, ...]:
        """Everything that was refused, in a step or in all; by step and scope."""
        found = self.connection.execute(
            "SELECT refused_step, place, reason, count FROM refusal WHERE step = coalesce(?, step)"
            " ORDER BY step, scope, position",
            (step,),
        )
        return tuple(Refusal(*row) for row in found)

    def search(self, words: str) -> tuple[str, ...]:
        """The ids of the documents that hold all the words, best first. Operators are taken as plain words."""
        query = " ".join('"' + word.replace('"', '""') + '"' for word in words.split())
        if not query:
            return ()
        found = self.connection.execute(
            "SELECT id FROM document_words WHERE document_words MATCH ? ORDER BY rank, id", (query,)
        )
        return tuple(row[0] for row in found)

    def add_judgement(self, judgement: Judgement) -> None:
        """Keep an analyst's decision; the same decision twice is one."""
        with self._transaction():
            self.connection.execute(
                "INSERT OR REPLACE INTO judgement VALUES (?, ?, ?)",
                (judgement.id, judgement.record, codec.encode(judgement)),
            )

    def judgements(self, record: str | None = None) -> tuple[Judgement, ...]:
        """The decisions about a record, or all; by id."""
        found = self.connection.execute(
            "SELECT body FROM judgement WHERE record = coalesce(?, record) ORDER BY id", (record,)
        )
        return tuple(codec.decode(row[0], Judgement) for row in found)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with _explained(self.folder):
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self.connection.execute("COMMIT")
            except BaseException:
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")
                raise


def _rows(step: str, scope: str, records: Iterable[object]) -> list[tuple[str, str, str, int, str, str]]:
    positions: dict[str, int] = {}
    rows = []
    for record in records:
        kind = type(record).__name__
        positions[kind] = position = positions.get(kind, -1) + 1
        rows.append((step, scope, kind, position, codec.record_id(record), codec.encode(record)))
    return rows


def _connect(path: Path, *, mode: str) -> sqlite3.Connection:
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}", uri=True, timeout=_BUSY_SECONDS, isolation_level=None
    )
    try:
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "recursive_triggers = ON"):
            connection.execute(f"PRAGMA {pragma}")
        migrations.migrate(connection, str(path))
    except (sqlite3.Error, StoreError):
        connection.close()
        raise
    return connection


_EXPLANATIONS: Final = (
    ("readonly", "the store cannot be written", "copy the study to a folder you may write to"),
    ("unable to open", "the store cannot be opened", "check that the folder exists and that you may write to it"),
    (
        "disk I/O",
        "the disk did not take or give the data",
        "check the disk and its free space, then run the command again",
    ),
    ("full", "the disk is full", "free some space and run the command again: finished work is kept"),
    ("locked", "another process is writing to this study", "wait for it to end, then run the command again"),
    ("malformed", "the store is damaged", "move store/ aside and trace again: documents and events are untouched"),
    (
        "not a database",
        "this is not a store, or it is damaged",
        "move store/ aside and trace again: documents and events are untouched",
    ),
)


@contextmanager
def _explained(folder: Path) -> Iterator[None]:
    where = str(folder / FILE)
    try:
        yield
    except sqlite3.DatabaseError as error:
        for mark, message, hint in _EXPLANATIONS:
            if mark in str(error):
                raise StoreError(message, where=where, hint=hint) from error
        raise StoreError(f"SQLite says: {error}", where=where, hint="run `aftershock doctor`") from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise StoreError(
            f"cannot be written: {reason}", where=where, hint="choose a folder you may write to"
        ) from error
