"""Plain English for questions and the reasons of their answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from aftershock.record.dates import DateInterval

_FEW = 3


def day(value: date) -> str:
    """A day as the report writes it: 3 January 2020."""
    return f"{value.day} {value:%B %Y}"


def number(value: float) -> str:
    """A number without needless decimals."""
    return f"{value:,.0f}" if value == int(value) else f"{value:,.2f}".rstrip("0").rstrip(".")


def period(window: DateInterval) -> str:
    """A window by its first and last day."""
    if window.start is None or window.end is None:
        return "an open period"
    return f"from {day(window.start)} to {day(window.end - timedelta(days=1))}"


def asked(comparator: str, threshold: float, *, counted: bool) -> str:
    """A threshold in words: at least 24 of what is counted, below 5,200 of a level."""
    more, less = ("more than", "fewer than") if counted else ("above", "below")
    words = {">=": "at least", ">": more, "<=": "at most", "<": less, "==": "exactly"}
    return f"{words[comparator]} {number(threshold)}"


def listing(names: Sequence[str], last: str = "and") -> str:
    """Names in a row: "a, b and c"."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {last} {names[-1]}" if names else ""


def shortened(names: Sequence[str]) -> str:
    """The first few names, and how many more."""
    if len(names) <= _FEW + 1:
        return listing(names)
    return f"{', '.join(names[:_FEW])} and {len(names) - _FEW} others"


def plural(count: float, one: str, many: str = "") -> str:
    """A number with its noun."""
    return f"{number(count)} {one if count == 1 else many or one + 's'}"
