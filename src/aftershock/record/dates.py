"""Dates as half-open intervals of days with a precision."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Precision = Literal["day", "month", "year", "range", "open"]

_MONTHS = 12


@dataclass(frozen=True, slots=True)
class DateInterval:
    """The days ``[start, end)``; ``None`` on either side is open.

    Raises:
        ValueError: where both sides are given and ``start`` is not before ``end``.
    """

    start: date | None
    end: date | None
    precision: Precision = "day"

    def __post_init__(self) -> None:
        if self.start is not None and self.end is not None and self.start >= self.end:
            raise ValueError(f"not an interval: [{self.start}, {self.end})")

    @classmethod
    def day(cls, day: date) -> DateInterval:
        """One day."""
        return cls(day, day + timedelta(days=1), "day")

    @classmethod
    def month(cls, year: int, month: int) -> DateInterval:
        """A calendar month."""
        following = date(year + month // _MONTHS, month % _MONTHS + 1, 1)
        return cls(date(year, month, 1), following, "month")

    @classmethod
    def year(cls, year: int) -> DateInterval:
        """A calendar year."""
        return cls(date(year, 1, 1), date(year + 1, 1, 1), "year")

    @classmethod
    def through(cls, first: date, last: date) -> DateInterval:
        """From the first day to the last, both included."""
        return cls(first, last + timedelta(days=1), "day" if first == last else "range")

    @property
    def last(self) -> date | None:
        """The last day inside, or ``None`` where the interval is open to the right."""
        return None if self.end is None else self.end - timedelta(days=1)

    @property
    def days(self) -> int | None:
        """How many days, or ``None`` where a side is open."""
        return None if self.start is None or self.end is None else (self.end - self.start).days

    def contains(self, day: date) -> bool:
        """Whether the day lies inside."""
        return (self.start is None or self.start <= day) and (self.end is None or day < self.end)

    def overlaps(self, other: DateInterval) -> bool:
        """Whether the two share at least one day."""
        starts_in_time = self.start is None or other.end is None or self.start < other.end
        ends_late_enough = self.end is None or other.start is None or other.start < self.end
        return starts_in_time and ends_late_enough
