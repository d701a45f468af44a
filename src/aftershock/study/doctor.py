"""An examination of the installation: each part is tried, not only looked for."""

from __future__ import annotations

import platform
import re
import sqlite3
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import Final

from aftershock import __version__
from aftershock.documents.intake import read_documents
from aftershock.errors import AftershockError
from aftershock.eventdata.loading import load_file
from aftershock.ontology.actors import load_actors
from aftershock.store.history import History
from aftershock.store.store import Store
from aftershock.study.bundled import bundled_study
from aftershock.study.study import Study

_DISTRIBUTION: Final = "aftershock"
_TABLE: Final = """\
series,frequency,start,end,value,unit,source,note
try,day,2020-01-01,2020-01-01,1,,,
try,day,2020-01-02,2020-01-02,2,,,
"""
_NAME: Final = re.compile(r"[\w.-]+")


@dataclass(frozen=True, slots=True)
class Checkup:
    """One part of the installation: whether it works, and its version or its trouble."""

    what: str
    works: bool
    detail: str


def examine() -> tuple[Checkup, ...]:
    """Try every part."""
    tries: tuple[tuple[str, Callable[[], str]], ...] = (
        ("aftershock", lambda: f"{__version__} on Python {platform.python_version()}"),
        ("libraries", _try_libraries),
        ("word lists", lambda: f"{len(load_actors().all)} actors"),
        ("store", _try_store),
        ("engine", _try_engine),
        ("document worker", _try_worker),
        ("bundled study", _try_bundled),
        ("reading model", lambda: "none needed: rules and word lists read the documents"),
    )
    return tuple(_try(what, attempt) for what, attempt in tries)


def _try(what: str, attempt: Callable[[], str]) -> Checkup:
    try:
        return Checkup(what, works=True, detail=attempt())
    except (AftershockError, ImportError, OSError, sqlite3.Error) as error:
        return Checkup(what, works=False, detail=str(error))


def _try_libraries() -> str:
    """The version of every library that Aftershock asks for, each imported by name nowhere but where it is used."""
    wanted = [
        found.group() for need in requires(_DISTRIBUTION) or () if ";" not in need and (found := _NAME.match(need))
    ]
    missing = [name for name in wanted if not _version(name)]
    if missing:
        raise AftershockError(f"missing: {', '.join(missing)}. Install Aftershock again")
    return ", ".join(f"{name} {_version(name)}" for name in sorted(wanted))


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _try_engine() -> str:
    """Two rows go the whole way, read, written as Parquet and asked for again; the later one is hidden."""
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / "table.csv"
        table.write_text(_TABLE, encoding="utf-8")
        files = load_file(table, Path(folder) / "events", load_actors()).files
        history = History(files, Path(folder) / "events", (), date(2020, 1, 1))
        if [point.value for point in history.series("try")] != [1.0]:
            raise AftershockError("it gives back other rows than it was given")
    return f"DuckDB {version('duckdb')} reads and writes Parquet"


def _try_store() -> str:
    with tempfile.TemporaryDirectory() as folder, Store.create(Path(folder)) as store:
        store.search("words")
    return f"SQLite {sqlite3.sqlite_version}"


def _try_worker() -> str:
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        words = "This page is here to see whether documents can be read on this machine. "
        page.write_text(f"<html><body><article><p>{words * 8}</p></article></body></html>", encoding="utf-8")
        documents, refused = read_documents([page])
    if not documents:
        raise AftershockError(refused[0].reason if refused else "it returned nothing")
    return "reads HTML in a process of its own"


def _try_bundled() -> str:
    return Study.open(bundled_study()).plan.title
