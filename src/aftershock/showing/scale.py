"""Scales of the drawings: from values and days to units of the page, with round ticks."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from aftershock.showing import words

_ROUND: Final = (1.0, 2.0, 2.5, 5.0, 10.0)
_MONTH_STEPS: Final = (1, 2, 3, 6, 12, 24, 60, 120)
_YEAR: Final = 12


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark of an axis and its label."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Linear:
    """The straight map of ``[low, high]`` to ``[start, end]``."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """The place of a value, to a tenth of a unit."""
        width = self.high - self.low
        share = 0.5 if width == 0 else (value - self.low) / width
        return round(self.start + share * (self.end - self.start), 1)

    def ticks(self, count: int = 4) -> tuple[Tick, ...]:
        """Round values inside the scale, about ``count`` of them."""
        width = self.high - self.low
        if width <= 0:
            return (Tick(self(self.low), words.number(self.low)),)
        power = 10.0 ** math.floor(math.log10(width / count))
        step = next(factor * power for factor in _ROUND if factor * power * count >= width * 0.999)
        first = math.ceil(self.low / step - 1e-9)
        last = math.floor(self.high / step + 1e-9)
        return tuple(Tick(self(n * step), words.number(n * step)) for n in range(first, last + 1))


@dataclass(frozen=True, slots=True)
class Days:
    """The straight map of the days ``[first, last]`` to ``[start, end]``; days outside are held at the edge."""

    first: date
    last: date
    start: float
    end: float

    def __call__(self, day: date) -> float:
        """The place of a day, to a tenth of a unit."""
        inside = min(max(day, self.first), self.last)
        return Linear(self.first.toordinal(), self.last.toordinal(), self.start, self.end)(inside.toordinal())

    def ticks(self, room: float = 70) -> tuple[Tick, ...]:
        """First days of months, at least ``room`` units apart; January carries the year."""
        months = _months(self.first, self.last)
        wide = (self.end - self.start) / max(1, len(months))
        step = next((step for step in _MONTH_STEPS if step * wide >= room), _MONTH_STEPS[-1])
        kept = [day for day in months if (day.year * _YEAR + day.month - 1) % step == 0]
        return tuple(Tick(self(day), str(day.year) if step >= _YEAR else words.month(day)) for day in kept)


@dataclass(frozen=True, slots=True)
class Pivoted:
    """Two scales of time that meet at a day: what lies before it is pressed together to leave room for what follows."""

    before: Days
    after: Days

    def __call__(self, day: date) -> float:
        """The place of a day, to a tenth of a unit."""
        return self.before(day) if day < self.after.first else self.after(day)

    def ticks(self, room: float = 70) -> tuple[Tick, ...]:
        """The ticks of both sides, those too near the meeting point left out."""
        if self.before.start == self.before.end:
            return self.after.ticks(room)
        early = [tick for tick in self.before.ticks(room) if tick.at < self.before.end - room / 2]
        first = Tick(self.before.start, words.month(self.before.first))
        return (*(early or [first]), *self.after.ticks(room))


def _months(first: date, last: date) -> list[date]:
    start, end = first.year * _YEAR + first.month - 1, last.year * _YEAR + last.month - 1
    days = [date(n // _YEAR, n % _YEAR + 1, 1) for n in range(start, end + 1)]
    return [day for day in days if first <= day <= last]


def line(points: Iterable[tuple[float, float] | None]) -> str:
    """The path through the points, broken where one is missing."""
    parts, pen = [], "M"
    for point in points:
        if point is None:
            pen = "M"
            continue
        parts.append(f"{pen}{point[0]:g} {point[1]:g}")
        pen = "L"
    return "".join(parts)


def area(upper: Sequence[tuple[float, float]], lower: Sequence[tuple[float, float]]) -> str:
    """The closed path between two lines."""
    return f"{line([*upper, *reversed(lower)])}Z" if upper else ""


def spread(wanted: Sequence[float], room: float) -> tuple[float, ...]:
    """Ascending places moved down as little as needed to stand ``room`` apart."""
    placed: list[float] = []
    for place in wanted:
        placed.append(max(place, placed[-1] + room) if placed else place)
    return tuple(placed)
