"""What the code of a step is: a digest that changes when its rules, words or program change."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Final

from aftershock import __version__

_KINDS: Final = (".py", ".csv", ".yml", ".sql", ".j2")


@cache
def code_digest(*packages: str) -> str:
    """The digest of these packages' program and data files, and of Aftershock's version."""
    seen = hashlib.sha256(__version__.encode())
    for package in packages:
        root = resources.files("aftershock").joinpath(package)
        for name, content in sorted(_files(root, package)):
            seen.update(name.encode() + b"\0" + hashlib.sha256(content).digest())
    return seen.hexdigest()


def _files(folder: Traversable, name: str) -> list[tuple[str, bytes]]:
    found = []
    for entry in folder.iterdir():
        path = f"{name}/{entry.name}"
        if entry.is_dir():
            found += _files(entry, path)
        elif entry.name.endswith(_KINDS):
            found.append((path, entry.read_bytes()))
    return found
