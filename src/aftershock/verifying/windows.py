"""The days a forecast covers, and what was assumed where its words leave them open."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from aftershock.record.dates import DateInterval

DEFAULT_MONTHS: Final = (3, 6, 12)
NO_HORIZON: Final = "The text gives no horizon; ours are 3, 6 and 12 months."
NO_END: Final = "The text gives no end; ours are 3, 6 and 12 months from its beginning."
_MONTHS: Final = 12


@dataclass(frozen=True, slots=True)
class Windows:
    """The windows to ask about, and what was assumed; no windows where the period was over when it was said."""

    windows: tuple[DateInterval, ...]
    defaults: tuple[str, ...] = ()


def windows_of(horizon: DateInterval | None, made: date) -> Windows:
    """The windows of a forecast made on a day: never a day of them lies before the day after."""
    earliest = made + timedelta(days=1)
    if horizon is None:
        return Windows(_default_windows(earliest), (NO_HORIZON,))
    start = earliest if horizon.start is None else max(horizon.start, earliest)
    if horizon.end is not None:
        return Windows((DateInterval(start, horizon.end, "range"),) if start < horizon.end else ())
    is_later = horizon.start is not None and horizon.start > earliest
    return Windows(_default_windows(start), (NO_END if is_later else NO_HORIZON,))


def add_months(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day where it has no such day."""
    year, month = divmod(day.year * _MONTHS + day.month - 1 + months, _MONTHS)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def period_before(window: DateInterval, made: date) -> DateInterval:
    """The days of the same number that end with the day a question was made.

    Raises:
        ValueError: where the window is open on a side.
    """
    if window.days is None:
        raise ValueError(f"a window needs both ends: {window}")
    end = made + timedelta(days=1)
    return DateInterval(end - timedelta(days=window.days), end, "range")


def _default_windows(start: date) -> tuple[DateInterval, ...]:
    return tuple(DateInterval(start, add_months(start, months), "range") for months in DEFAULT_MONTHS)
