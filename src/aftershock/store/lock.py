"""One writer at a time: a lock that the operating system releases when its holder dies."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from aftershock.errors import StoreError

FILE: Final = "lock"
_WAIT_SECONDS: Final = 1


@contextmanager
def sole_writer(folder: Path) -> Iterator[None]:
    """Hold the store in ``folder`` alone. SQLite's own file lock serves, since it works alike on every system.

    Raises:
        StoreError: where another process holds it.
    """
    connection = _opened(folder)
    if connection is None:  # the folder cannot be written: opening the store says so, with its reason
        yield
        return
    with closing(connection):
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            if "locked" in str(error):
                raise StoreError(
                    "another Aftershock is working on this study", where=str(folder),
                    hint="wait for it to end, then run the command again",
                ) from error  # fmt: skip
        yield


def _opened(folder: Path) -> sqlite3.Connection | None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return sqlite3.connect(folder / FILE, timeout=_WAIT_SECONDS, isolation_level=None)
    except (OSError, sqlite3.OperationalError):
        return None
