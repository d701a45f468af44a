"""Effects in plain words: numbers rounded to what they can carry, dates, and what the interval allows to be said."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from typing import Final

from aftershock.measuring.verdicts import Margin
from aftershock.record.effect import Verdict
from aftershock.record.hypothesis import Expected

_SMALL: Final = 10
_LARGE: Final = 100
SEVERALFOLD: Final = 4.0
"""From five times as many, people read times, not per cent."""

_GONE: Final = 0.95  # from here a fall is one to nothing
_MINUS: Final = "\N{MINUS SIGN}"
_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_CLAIMED: Final[dict[Expected, str]] = {
    "raises": "a rise", "lowers": "a fall", "either": "a change", "no-change": "no change",
}  # fmt: skip


def day(when: date) -> str:
    """A date as people write it: 3 January 2020."""
    return f"{when.day} {_MONTHS[when.month - 1]} {when.year}"


def days(first: date, last: date) -> str:
    """From a day to a day, the year said once where it is the same."""
    if first.year == last.year:
        return f"from {first.day} {_MONTHS[first.month - 1]} to {day(last)}"
    return f"from {day(first)} to {day(last)}"


def number(value: float) -> str:
    """Two digits that count under a hundred, three above, thousands set apart; whole numbers stay whole."""
    return f"{_MINUS if value < 0 else ''}{_size(abs(value))}"


def _size(value: float) -> str:
    size = value
    if value == round(value) and size < _LARGE * _SMALL:
        return f"{value:.0f}"
    if size == 0:
        return "0"
    digits = 2 if size < _LARGE else 3
    places = digits - 1 - math.floor(math.log10(size))
    rounded = round(value, places)
    return f"{rounded:,.{max(places, 0)}f}"


def count(number_of: int, singular: str, plural: str | None = None) -> str:
    """A number and its noun: 1 week, 12 weeks, 1,200 events."""
    noun = singular if number_of == 1 else (plural or f"{singular}s")
    return f"{number_of:,} {noun}"


def listed(names: Sequence[str]) -> str:
    """Names as people list them: a, b and c."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def steps(number_of: int, step: str) -> str:
    """A number of steps: 12 weeks, 3 periods of four weeks."""
    return (
        count(number_of, "period of four weeks", "periods of four weeks")
        if step == "four weeks"
        else count(number_of, step)
    )


def per(step: str) -> str:
    """Per step: a week, per four weeks."""
    return "per four weeks" if step == "four weeks" else f"a {step}"


def change(relative: float) -> str:
    """A ratio minus one: 12% higher, 40% lower, 6.2 times as high."""
    if relative >= SEVERALFOLD:
        return f"{number(relative + 1)} times as high"
    if abs(relative) < 0.005:  # noqa: PLR2004 - rounds to no per cent
        return "unchanged"
    size = abs(relative) * 100
    return f"{number(size) if size < 1 else f'{size:.0f}'}% {'higher' if relative > 0 else 'lower'}"


def changes(low: float | None, middle: float, high: float | None) -> str:
    """A ratio minus one with its 95 % interval, all in per cent or all in times; no upper end is said to be none."""
    ends = [end for end in (low, high) if end is not None]
    if max(middle, *ends) < SEVERALFOLD and high is not None:
        return f"{change(middle)} ({interval(change(low or 0.0), change(high))})"
    beyond = "no upper limit" if high is None else f"{times(high)}"
    return f"{times(middle)} times as high (95% interval: {times(low or 0.0)} to {beyond})"


def times(relative: float) -> str:
    """A ratio minus one as a ratio of two digits: 31, 0.55, 1,400."""
    ratio = 1 + relative
    if ratio <= 0:
        return "0"
    return number(round(ratio, 1 - math.floor(math.log10(ratio))))


def differences(low: float, middle: float, high: float, unit: str = "") -> str:
    """A difference with its 95 % interval in the indicator's unit, as fine as the interval's width can carry."""
    width = high - low
    places = max(0, 1 - math.floor(math.log10(width / 2))) if width > 0 else 0
    told = (_difference(round(value, places), places, unit) for value in (low, middle, high))
    first, second, third = told
    return f"{second} ({interval(first, third)})"


def _difference(value: float, places: int, unit: str) -> str:
    if value == 0:
        return "unchanged"
    return f"{abs(value):,.{places}f}{unit} {'higher' if value > 0 else 'lower'}"


def difference(value: float, unit: str = "") -> str:
    """A difference in the indicator's unit: 1,230 lower."""
    return f"{number(abs(value))}{unit} {'higher' if value >= 0 else 'lower'}"


def detectable(relative: float | None, expected: Expected) -> str:
    """The smallest relative change that would have been seen, as a rise or the fall of the same strength."""
    if relative is None:
        return ""
    if expected == "lowers":
        fall = relative / (1 + relative)
        return "a fall to nothing" if fall >= _GONE else f"a fall of about {100 * fall:.0f}%"
    if relative >= SEVERALFOLD:
        return f"a level about {number(relative + 1)} times as high"
    return f"a rise of about {number(100 * relative) if relative < 1 / _LARGE else f'{100 * relative:.0f}'}%"


def interval(low: str, high: str) -> str:
    """A 95 % interval in words; what both ends share is said once."""
    for shared in (" percentage points higher", " percentage points lower", " higher", " lower"):
        if low.endswith(shared) and high.endswith(shared):
            low = low.removesuffix(shared)
            break
    return f"95% interval: {low} to {high}"


def conclusion(verdict: Verdict, expected: Expected, meaningful: Margin, smallest: str, *, is_log: bool) -> str:
    """What the verdict means for the claim."""
    claimed = _CLAIMED[expected]
    if verdict == "supported":
        return _supported(expected, meaningful, is_log=is_log)
    if verdict == "opposite":
        return (
            "This contradicts the claim of no change."
            if expected == "no-change"
            else f"This is the opposite of {claimed}, which was claimed."
        )
    if verdict == "no-meaningful-change":
        return f"{_meaningful(expected, meaningful, is_log=is_log)} can be ruled out."
    if verdict == "underpowered":
        return _uncertain(smallest)
    return ""


def _uncertain(smallest: str) -> str:
    if not smallest:
        return "Too uncertain to tell."
    return f"Too uncertain to tell: {smallest} is the least that would have been seen four times in five."


def _supported(expected: Expected, meaningful: Margin, *, is_log: bool) -> str:
    if expected == "no-change":
        ruled_out = _meaningful("either", meaningful, is_log=is_log)
        return f"This supports the claim of no change: {ruled_out[0].lower()}{ruled_out[1:]} can be ruled out."
    if expected == "either":
        return "This is more than chance explains."
    return f"This supports the claim of {_CLAIMED[expected]}."


def _meaningful(expected: Expected, meaningful: Margin, *, is_log: bool) -> str:
    name = _CLAIMED["either" if expected == "no-change" else expected].capitalize()
    if not is_log:
        return f"{name} of half the usual spread or more"
    if expected == "lowers":
        return f"{name} of {-100 * math.expm1(meaningful.down):.0f}% or more"
    return f"{name} of {100 * math.expm1(meaningful.up):.0f}% or more"
