"""Data sets that are CSV files with a header: recognised by its names, and loaded by them in any order."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from typing import Final

from aftershock.errors import DataError
from aftershock.eventdata.dataset import Head

_DELIMITERS: Final = (",", ";", "\t", "|")
_NAMES: Final = {",": "a comma", ";": "a semicolon", "\t": "a tab", "|": "a bar"}
_SHOWN: Final = 60


def header(head: Head, delimiter: str = ",") -> list[str]:
    """The cells of the first line, without spaces around them."""
    try:
        return [cell.strip() for cell in next(csv.reader([head.first], delimiter=delimiter), [])]
    except csv.Error:
        return []


def share(head: Head, expected: Sequence[str]) -> float:
    """The share of the expected names in the first line, under the delimiter that shows the most."""
    return max(_share(header(head, delimiter), expected) for delimiter in _DELIMITERS)


def checked_header(head: Head, required: Sequence[str]) -> tuple[str, ...]:
    """The names in the first line.

    Raises:
        DataError: where another delimiter separates them, a required one is missing, or one stands twice.
    """
    best = max(_DELIMITERS, key=lambda delimiter: _share(header(head, delimiter), required))
    names = header(head, best)
    if best != ",":
        raise DataError(
            f"the columns are separated by {_NAMES[best]}, not by a comma", where=f"{head.where}:1",
            hint="export it as CSV with commas",
        )  # fmt: skip
    missing = [name for name in required if name not in names]
    if missing:
        raise DataError(
            f"the header lacks {', '.join(map(repr, missing))}: {head.first[:_SHOWN]!r}", where=f"{head.where}:1",
            hint=f"expected: {','.join(required)}",
        )  # fmt: skip
    twice = sorted({name for name in names if name and names.count(name) > 1})
    if twice:
        raise DataError(f"the header names {twice[0]!r} twice", where=f"{head.where}:1", hint="remove one of the two")
    return tuple(names)


def _share(names: Sequence[str], expected: Sequence[str]) -> float:
    return sum(name in names for name in expected) / len(expected)
