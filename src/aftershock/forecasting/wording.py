"""The reasons of a forecast in plain English."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from aftershock.forecasting.past import Past, PastWindow
from aftershock.record.question import Question

_ASKED: Final = {">=": "at least", ">": "more than", "<=": "at most", "<": "fewer than", "==": "exactly"}
_COMPARED: Final = {
    ">=": ("at least as many", "as"), ">": ("more", "than"), "<=": ("no more", "than"), "<": ("fewer", "than"),
    "==": ("just as many", "as"),
}  # fmt: skip
_BELOW: Final = {">=": "at or above", ">": "above", "<=": "at or below", "<": "below", "==": "at"}


def day(value: date) -> str:
    """A day as the report writes it."""
    return f"{value.day} {value:%B %Y}"


def number(value: float) -> str:
    """A number without needless decimals."""
    return f"{value:,.0f}" if value == int(value) else f"{value:,.3g}"


def of_windows(past: Past) -> str:
    """How many earlier windows, how long, and from when to when."""
    n, first, last = len(past.windows), past.windows[0], past.windows[-1]
    windows = "1 earlier window" if n == 1 else f"{n} earlier windows"
    return f"{windows} of {past.days} days ({day(first.start)} to {day(last.end - timedelta(days=1))})"


def condition(question: Question) -> str:
    """What held in them."""
    if question.measure not in ("count", "deaths"):
        return f"the level was {_BELOW[question.comparator]} {number(question.threshold)}"
    one, many = ("death is", "deaths are") if question.measure == "deaths" else ("such event is", "such events are")
    if question.compared is not None:
        asked, as_before = _COMPARED[question.comparator]
        return f"{asked} {many} on record {as_before} in the window before"
    asked = f"{_ASKED[question.comparator]} {'one' if question.threshold == 1 else number(question.threshold)}"
    return f"{asked} {one if question.threshold == 1 else many} on record"


def last_window(question: Question, window: PastWindow) -> str:
    """What the last window held, and what that answers."""
    when = f"from {day(window.start)} to {day(window.end - timedelta(days=1))}"
    answer = "yes" if window.held else "no"
    if question.measure not in ("count", "deaths"):
        return f"In the last window, {when}, the level was {number(window.value)}: {answer}."
    one, many = ("death", "deaths") if question.measure == "deaths" else ("such event", "such events")
    return f"The last window, {when}, holds {number(window.value)} {one if window.value == 1 else many}: {answer}."


def so_far(question: Question, past: Past) -> tuple[str, ...]:
    """What a window that has begun holds already."""
    if past.so_far is None:
        return ()
    found, days = number(past.so_far), "1 day remains" if past.days == 1 else f"{past.days} days remain"
    asked = f"{_ASKED[question.comparator]} {number(question.threshold)}"
    return (
        f"The window has begun: {found} of {asked} so far, and {days}; windows of that length and what is missing count.",
    )
