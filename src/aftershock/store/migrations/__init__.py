"""The schema as named steps: each ``.sql`` file is applied once, in order of its name, in one transaction."""

from __future__ import annotations

import sqlite3
from importlib import resources

from aftershock.errors import StoreError


def known() -> tuple[str, ...]:
    """The names of all migrations, in order."""
    names = (entry.name for entry in resources.files(__package__).iterdir())
    return tuple(sorted(name.removesuffix(".sql") for name in names if name.endswith(".sql")))


def applied(connection: sqlite3.Connection) -> tuple[str, ...]:
    """The names of the migrations the database has had."""
    connection.execute("CREATE TABLE IF NOT EXISTS migration (name TEXT PRIMARY KEY) STRICT")
    return tuple(row[0] for row in connection.execute("SELECT name FROM migration ORDER BY name"))


def migrate(connection: sqlite3.Connection, where: str) -> None:
    """Bring the database to the newest form.

    Raises:
        StoreError: where the database has had migrations that this version does not know.
    """
    had, names = set(applied(connection)), known()
    newer = sorted(had - set(names))
    if newer:
        raise StoreError(
            f"the store was written by a newer Aftershock (it knows {newer[-1]!r})",
            where=where,
            hint="install the newer version, or trace the study afresh in a new folder",
        )
    for name in names:
        if name not in had:
            _apply(connection, name)


def _apply(connection: sqlite3.Connection, name: str) -> None:
    script = resources.files(__package__).joinpath(f"{name}.sql").read_text(encoding="utf-8")
    connection.execute("BEGIN IMMEDIATE")
    try:
        for statement in statements(script):
            connection.execute(statement)
        connection.execute("INSERT INTO migration (name) VALUES (?)", (name,))
        connection.execute("COMMIT")
    except sqlite3.Error:
        if connection.in_transaction:  # a full disk ends the transaction by itself
            connection.execute("ROLLBACK")
        raise


def statements(script: str) -> tuple[str, ...]:
    """The script's statements; a trigger's inner semicolons do not end it."""
    found, pending = [], ""
    for line in script.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            found.append(pending.strip())
            pending = ""
    return tuple(found)
