"""An examination of the installation: each part is tried, not only looked for."""

from __future__ import annotations

import platform
import sqlite3
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Final

from aftershock import __version__
from aftershock.documents.intake import read_documents
from aftershock.errors import AftershockError
from aftershock.ontology.actors import load_actors
from aftershock.store.store import Store
from aftershock.study.bundled import bundled_study
from aftershock.study.study import Study

_LIBRARIES: Final = ("duckdb", "numpy", "scipy", "lxml", "trafilatura", "pypdf")


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
        ("libraries", lambda: ", ".join(f"{name} {version(name)}" for name in _LIBRARIES)),
        ("word lists", lambda: f"{len(load_actors().all)} actors"),
        ("store", _try_store),
        ("document worker", _try_worker),
        ("bundled study", _try_bundled),
        ("reading model", lambda: "none yet: rules read the documents"),
    )
    return tuple(_try(what, attempt) for what, attempt in tries)


def _try(what: str, attempt: Callable[[], str]) -> Checkup:
    try:
        return Checkup(what, works=True, detail=attempt())
    except (AftershockError, ImportError, OSError, sqlite3.Error) as error:
        return Checkup(what, works=False, detail=str(error))


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
