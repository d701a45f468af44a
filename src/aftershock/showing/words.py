"""Numbers, dates and codes in the words of the report: formatting only."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from aftershock.record.claim import Certainty
from aftershock.record.dates import DateInterval

MINUS: Final = "\N{MINUS SIGN}"
EN: Final = "\N{EN DASH}"
PERCENT: Final = "\N{NO-BREAK SPACE}%"
GAP: Final = "\N{EM DASH}"
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_BIDI: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
SEVERALFOLD: Final = 4.0
"""From five times as many, people read times, not per cent."""

_TENS: Final = 10
_HUNDREDS: Final = 100
_FINEST: Final = 9
_SENTENCE: Final = re.compile(r"(?<=[.!?])\s+(?=[A-Z“\"])")

VERDICTS: Final[Mapping[str, str]] = MappingProxyType({
    "supported": "Seen in the data",
    "opposite": "The opposite was seen",
    "no-meaningful-change": "Ruled out: no such change",
    "underpowered": "Too uncertain to tell",
    "no-counterfactual": "Nothing to compare with",
    "not-testable": "Cannot be tested",
    "no-data": "No data",
    "true": "It happened",
    "false": "It did not happen",
    "partly": "It partly happened",
    "open": "Still open",
    "void": "Void",
    "unclear": "Cannot be settled",
    "untestable": "Cannot be tested",
    "borne-out": "Borne out",
    "not-borne-out": "Not borne out",
    "none": "Not a forecast",
})  # fmt: skip
"""What each verdict and outcome is called."""

STANDINGS: Final[Mapping[str, str]] = MappingProxyType({
    "claimed-and-seen": "claimed and seen",
    "claimed-not-seen": "claimed, not seen",
    "claimed-untested": "claimed, not tested",
    "seen-unclaimed": "seen, and nobody claimed it",
    "neither": "neither claimed nor seen",
})  # fmt: skip
"""What each standing of a ripple is called."""

EXPECTED: Final[Mapping[str, str]] = MappingProxyType({
    "raises": "should rise", "lowers": "should fall", "no-change": "should not change", "either": "should change",
})  # fmt: skip
"""What a hypothesis expects of its indicator."""

COMPARATORS: Final[Mapping[str, str]] = MappingProxyType({
    ">=": "at least", ">": "more than", "<=": "at most", "<": "fewer than", "==": "exactly",
})  # fmt: skip
"""Thresholds in words."""


def visible(text: str) -> str:
    """The text with control characters and direction overrides shown as U+FFFD, character for character.

    They can reorder or hide what is read (CVE-2021-42574), and HTML cannot carry NUL; length and offsets stay.
    """
    return "".join("\ufffd" if _misleads(character) else character for character in text)


def _misleads(character: str) -> bool:
    return character in _BIDI or (unicodedata.category(character) in {"Cc", "Cs"} and character not in "\n\t\r")


def number(value: float | None, digits: int | None = None) -> str:
    """A number with a sensible count of digits, thousands separated, and a true minus sign."""
    if value is None:
        return GAP
    places = _places(abs(value)) if digits is None else digits
    text = f"{value:,.{places}f}"
    if digits is None and "." in text:
        text = text.rstrip("0").rstrip(".")
    return MINUS + text[1:] if text.startswith("-") and text.strip("-0.,") else text.lstrip("-")


def _places(size: float) -> int:
    if size >= _HUNDREDS or size == int(size):
        return 0
    if size >= 1:
        return 1 if size >= _TENS else 2
    return min(_FINEST, 1 - math.floor(math.log10(size)))  # two digits that count


def signed(value: float | None) -> str:
    """A difference, with its sign."""
    if value is None:
        return GAP
    text = number(value)
    return f"+{text}" if value > 0 and text != "0" else text


def percent(value: float | None) -> str:
    """A ratio as a whole percentage with its sign: ``+41 %``; factors above ten as ``11-fold``."""
    if value is None:
        return GAP
    if value >= _TENS:
        return f"{number(value + 1, 0)}-fold"
    rounded = round(value * _HUNDREDS)
    return f"{'+' if rounded > 0 else ''}{number(rounded, 0)}{PERCENT}"


def times(relative: float) -> str:
    """A ratio minus one as a ratio of two digits: ``31``, ``0.55``, ``1,400``."""
    return two_digits(max(0.0, 1 + relative))


def two_digits(value: float) -> str:
    """A number to the two digits that count."""
    if value == 0:
        return "0"
    return number(round(value, 1 - math.floor(math.log10(abs(value)))))


def change(middle: float, low: float | None, high: float | None) -> str:
    """A ratio minus one with its interval, all in per cent, or all in times where one end is several-fold."""
    ends = [end for end in (low, high) if end is not None]
    if max(middle, *ends) < SEVERALFOLD and low is not None and high is not None:
        return f"{percent(middle)} ({percent(low).removesuffix(PERCENT)} to {percent(high)})"
    beyond = f"{times(low or 0.0)} to {times(high)}" if high is not None else f"{times(low or 0.0)} or more"
    return f"{times(middle)} times ({beyond})"


def difference(middle: float, low: float | None, high: float | None, unit: str = "") -> str:
    """A difference with its interval, as finely as the interval's width can carry."""
    if low is None or high is None:
        return f"{signed(middle)}{unit}"
    places = max(0, 1 - math.floor(math.log10((high - low) / 2))) if high > low else 0
    told = [_signed(value, places) for value in (middle, low, high)]
    return f"{told[0]}{unit} ({told[1]} to {told[2]})"


def _signed(value: float, places: int) -> str:
    text = number(value, places)
    return f"+{text}" if value > 0 and text.strip("0.,") else text


@dataclass(frozen=True, slots=True)
class Judged:
    """The number of a judgement as its column shows it."""

    number: str
    unit: str
    interval: str


def judged(value: float | None, low: float | None, high: float | None, unit: str) -> Judged:
    """A judgement's number, its unit and its interval; per cent stand beside the number."""
    if value is None:
        return Judged("", "", "")
    if unit in {"%", "percent"}:
        span = f"{number(low, 0)} to {number(high, 0)}{PERCENT}" if low is not None and high is not None else ""
        return Judged(f"{'+' if round(value) > 0 else ''}{number(value, 0)}{PERCENT}", "", span)
    if low is None or high is None:
        return Judged(number(value), unit, "")
    return Judged(two_digits(value), unit, f"{two_digits(low)} to {two_digits(high)}")


def chance(value: float | None) -> str:
    """A probability as a whole percentage; never 0 or 100 unless it is."""
    if value is None:
        return GAP
    if 0 < value < 0.01:  # noqa: PLR2004  one in a hundred is what the word says
        return f"<1{PERCENT}"
    return f">99{PERCENT}" if 0.99 < value < 1 else f"{round(value * _HUNDREDS)}{PERCENT}"  # noqa: PLR2004  likewise


def interval(low: float | None, high: float | None) -> str:
    """Two bounds in words."""
    return f"{number(low)} to {number(high)}" if low is not None and high is not None else GAP


def chances(low: float, high: float) -> str:
    """An interval of probability."""
    return chance(low) if low == high else f"{chance(low).removesuffix(PERCENT)}{EN}{chance(high)}"


def certainty(value: Certainty | None) -> str:
    """The probability that a text's words express."""
    return "not said" if value is None else chances(value.low, value.high)


def day(value: date | None) -> str:
    """A day: ``3 Jan 2020``."""
    return "no date" if value is None else f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


def month(value: date) -> str:
    """A month: ``Jan 2020``."""
    return f"{_MONTHS[value.month - 1]} {value.year}"


def period(value: DateInterval | None) -> str:
    """A period as people write it, its last day included."""
    if value is None or (value.start is None and value.last is None):
        return "no date given"
    if value.start is None:
        return f"until {day(value.last)}"
    if value.last is None:
        return f"from {day(value.start)}"
    if value.precision in {"month", "year"}:
        return month(value.start) if value.precision == "month" else str(value.start.year)
    return day(value.start) if value.days == 1 else f"{day(value.start)} {EN} {day(value.last)}"


def plural(count: int, one: str, many: str = "") -> str:
    """A count with its noun."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def listing(items: list[str] | tuple[str, ...], joiner: str = "and") -> str:
    """Items as a list in a sentence."""
    if len(items) <= 1:
        return "".join(items)
    return f"{', '.join(items[:-1])} {joiner} {items[-1]}"


def shortened(text: str, length: int) -> str:
    """The text, cut at a word and marked with an ellipsis where it is longer."""
    flat = " ".join(text.split())
    if len(flat) <= length:
        return flat
    head = flat[: length - 1].rsplit(" ", 1)[0].rstrip(",;:–—- ")
    return f"{head or flat[: length - 1]}…"


def wrapped(text: str, width: int, lines: int) -> tuple[str, ...]:
    """The text in at most so many lines of so many characters, the last one shortened."""
    words, found = " ".join(text.split()).split(" "), [""]
    for place, word in enumerate(words):
        joined = f"{found[-1]} {word}".strip()
        if len(joined) <= width or not found[-1]:
            found[-1] = joined
        elif len(found) == lines:
            found[-1] = shortened(" ".join([found[-1], *words[place:]]), width)
            break
        else:
            found.append(word)
    return tuple(shortened(line, width) for line in found)


def lead(text: str, least: int = 40) -> tuple[str, str]:
    """The first sentence, or as many as make ``least`` characters, and the rest."""
    parts = _SENTENCE.split(text.strip())
    for place in range(1, len(parts)):
        head = " ".join(parts[:place])
        if len(head) >= least:
            return head, " ".join(parts[place:])
    return text.strip(), ""


_SAID: Final = ("Too uncertain to tell: ", "It cannot be tested: ")


def beside_verdict(text: str) -> str:
    """A finding as it stands beside its verdict: without the verdict's own words, and without cautions and rivals."""
    told = without(text, CAUTIONS)
    for said in _SAID:
        before, found, after = told.partition(said)
        told = f"{before}{after[:1].upper()}{after[1:]}" if found else told
    return f"{told[:1].upper()}{told[1:]}"


CAUTIONS: Final = ("Caution:", "Other explanations:", "The record is a sample")
"""How the sentences of an effect begin that say what weakens it; they stand beside its chart."""


def without(text: str, beginnings: tuple[str, ...]) -> str:
    """The text without the sentences that begin so: they stand beside it in a place of their own."""
    return " ".join(part for part in _SENTENCE.split(text.strip()) if not part.startswith(beginnings))
