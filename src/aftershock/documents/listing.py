"""Which files a list of paths means."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from aftershock.documents.sidefile import SIDE_FILE

_LITTER: Final = frozenset({"thumbs.db", "desktop.ini", SIDE_FILE})


@dataclass(frozen=True, slots=True)
class Listed:
    """A file to read and the name it goes by: its path inside the folder that was named, or its bare name."""

    path: Path
    file: str
    in_folder: bool = False


def listed(paths: Sequence[Path]) -> tuple[Listed, ...]:
    """The files of the paths in a stable order, each once; a path that does not exist stands for itself.

    Folders are walked down, sorted by name; links to folders are not followed. Hidden files, the litter of operating
    systems and office lock files are passed over, and so is the side file.
    """
    found: dict[Path, Listed] = {}
    for path in paths:
        for item in _inside(path) if path.is_dir() else (Listed(path, path.name),):
            found.setdefault(Path(os.path.abspath(item.path)), item)  # noqa: PTH100 - resolve() would follow links
    return tuple(found.values())


def _inside(folder: Path) -> Iterator[Listed]:
    inner: list[Path] = []
    for current, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        inner.extend(Path(current) / name for name in names if not _passed_over(name))
    for path in sorted(inner, key=lambda p: p.relative_to(folder).parts):
        yield Listed(path, path.relative_to(folder).as_posix(), in_folder=True)


def _passed_over(name: str) -> bool:
    return name.startswith((".", "~$")) or name.lower() in _LITTER
