"""Which files a list of paths means."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from aftershock.documents.sidefile import SIDE_FILE

_LITTER: Final = frozenset({"thumbs.db", "desktop.ini"})


@dataclass(frozen=True, slots=True)
class Listed:
    """A file to read and the name it goes by: its path inside the folder that was named, or its bare name."""

    path: Path
    file: str
    in_folder: bool = False


def listed(paths: Sequence[Path], within: Path | None = None) -> tuple[Listed, ...]:
    """The files of the paths in a stable order, each once; a path that does not exist stands for itself.

    Folders are walked down, sorted by name. Links inside them, and folders that cannot be opened, stand in the list, to
    be refused by name. Passed over are hidden files, the litter of operating systems, office lock files, and the side
    file of a folder that is named. Files inside ``within`` go by their path in it, as if that folder had been named.
    """
    found: dict[Path, Listed] = {}
    for path in paths:
        for item in _inside(path) if path.is_dir() else (_alone(path, within),):
            found.setdefault(Path(os.path.abspath(item.path)), item)  # noqa: PTH100 - resolve() would follow links
    return tuple(found.values())


def _alone(path: Path, within: Path | None) -> Listed:
    if within is None or not path.is_relative_to(within):
        return Listed(path, _legible(path.name))
    return Listed(path, _legible(path.relative_to(within).as_posix()), in_folder=True)


def _inside(folder: Path) -> Iterator[Listed]:
    inner: list[Path] = []

    def keep_unopened(error: OSError) -> None:
        inner.append(Path(error.filename))

    for current, folders, names in os.walk(folder, onerror=keep_unopened):
        folders[:] = [name for name in folders if not name.startswith(".")]
        linked = [name for name in folders if (Path(current) / name).is_symlink()]
        inner.extend(Path(current) / name for name in (*names, *linked) if not _passed_over(name))
    for path in sorted(inner, key=lambda p: p.relative_to(folder).parts):
        if path != folder / SIDE_FILE:
            yield Listed(path, _legible(path.relative_to(folder).as_posix()), in_folder=True)


def _legible(name: str) -> str:
    """A name whose bytes are no UTF-8 in a form that can be written down."""
    return os.fsencode(name).decode("utf-8", "replace")


def _passed_over(name: str) -> bool:
    return name.startswith((".", "~$")) or name.lower() in _LITTER
