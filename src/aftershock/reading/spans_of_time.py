"""Arithmetic of days for the dating rules: each gives an interval, or none where the calendar has no such day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from aftershock.record.dates import DateInterval

_WEEK: Final = 7
_MONTHS: Final = 12
_UNIT_DAYS: Final = {"day": 1, "week": 7, "month": 30, "year": 365, "decade": 3652}
_ABOUT_A_YEAR, _ABOUT_A_MONTH = timedelta(days=60), timedelta(days=15)
_EARLY_LAST, _MID_LAST = 10, 20


def day(year: int, month: int, number: int) -> DateInterval | None:
    """One day, or ``None`` where the calendar has no such day."""
    try:
        return DateInterval.day(date(year, month, number))
    except ValueError:
        return None


def day_from(published: date | None, step: int) -> DateInterval | None:
    """The day ``step`` days from publication."""
    return None if published is None else DateInterval.day(published + timedelta(days=step))


def nearest_day(published: date | None, month: int, number: int, *, ahead: bool) -> DateInterval | None:
    """The latest such day not after publication, or the next one."""
    if published is None:
        return None
    latest = published + (timedelta(days=365) if ahead else timedelta())
    for year in (published.year + 1, published.year, published.year - 1):
        found = day(year, month, number)
        if (
            found is not None
            and found.start is not None
            and found.start <= latest
            and (not ahead or found.start >= published)
        ):
            return found
    return nearest_day(published, month, number, ahead=False) if ahead else None


def nearest_month(published: date | None, month: int, *, ahead: bool) -> DateInterval | None:
    """The latest such month that has begun by publication, or the next one."""
    if published is None:
        return None
    year = published.year
    if ahead:
        return DateInterval.month(year if month >= published.month else year + 1, month)
    return DateInterval.month(year if month <= published.month else year - 1, month)


def nearest_weekday(published: date | None, weekday: int, *, ahead: bool, strict: bool) -> DateInterval | None:
    """The latest such weekday not after publication (before it where ``strict``), or the next one."""
    if published is None:
        return None
    if ahead:
        return day_from(published, (weekday - published.weekday() - 1) % _WEEK + 1)
    back = (published.weekday() - weekday) % _WEEK
    return day_from(published, -(back or (_WEEK if strict else 0)))


def part_of_month(whole: DateInterval | None, part: str) -> DateInterval | None:
    """The first ten days, the second ten, or the rest of a month; the whole for no part."""
    if whole is None or whole.start is None or whole.last is None or not part:
        return whole
    first = whole.start
    if part in {"early", "the beginning of", "the start of"}:
        return DateInterval.through(first, first.replace(day=_EARLY_LAST))
    if part in {"mid", "the middle of"}:
        return DateInterval.through(first.replace(day=_EARLY_LAST + 1), first.replace(day=_MID_LAST))
    return DateInterval.through(first.replace(day=_MID_LAST + 1), whole.last)


def part_of_year(year: int, part: str) -> DateInterval:
    """A third of a year, or its last month for its end."""
    if part in {"early", "the beginning of", "the start of"}:
        return months_sure(year, 1, 4)
    if part in {"mid", "the middle of"}:
        return months_sure(year, 5, 4)
    return DateInterval.month(year, _MONTHS) if part == "the end of" else months_sure(year, 9, 4)


def months_sure(year: int, first: int, count: int) -> DateInterval:
    """So many months from the first of one."""
    past = year * _MONTHS + first - 1 + count
    return DateInterval(date(year, first, 1), date(past // _MONTHS, past % _MONTHS + 1, 1), "range")


def months(year: int, first: int, count: int) -> DateInterval | None:
    """So many months of a year, as an optional interval."""
    return months_sure(year, first, count)


def years(first: int, last: int) -> DateInterval | None:
    """From the first day of one year to the last of another, or ``None`` in the wrong order."""
    return DateInterval(date(first, 1, 1), date(last + 1, 1, 1), "range") if first <= last else None


def ago(published: date | None, count: int, unit: str) -> DateInterval | None:
    """The day, week, month or year that lies so far back; one month or year back is meant loosely."""
    if published is None or published.year <= count * _UNIT_DAYS[unit] // 365 + 1:
        return None
    if unit == "day":
        return day_from(published, -count)
    if unit == "week":
        then = published - timedelta(days=_WEEK * count)
        return DateInterval.through(then - timedelta(days=3), then + timedelta(days=3))
    if count == 1 and unit in {"month", "year"}:
        then, slack = published - timedelta(days=_UNIT_DAYS[unit]), _ABOUT_A_MONTH if unit == "month" else _ABOUT_A_YEAR
        return DateInterval.through(then - slack, min(then + slack, published))
    if unit == "month":
        return calendar_unit(published, -count, "month")
    return calendar_unit(published, -count * (10 if unit == "decade" else 1), "year")


def calendar_unit(published: date | None, step: int, unit: str) -> DateInterval | None:
    """The day, week from Monday, month, year or ten years, ``step`` of them from publication's."""
    if published is None or published.year + 10 * step < 1:
        return None
    if unit == "day":
        return day_from(published, step)
    if unit == "week":
        monday = published + timedelta(days=_WEEK * step - published.weekday())
        return DateInterval.through(monday, monday + timedelta(days=_WEEK - 1))
    if unit == "month":
        number = published.year * _MONTHS + published.month - 1 + step
        return DateInterval.month(number // _MONTHS, number % _MONTHS + 1)
    if unit == "year":
        return DateInterval.year(published.year + step)
    return years(published.year + 10 * step, published.year + 10 * step + 9)


def ending_or_starting(published: date | None, count: int, unit: str, *, ahead: bool) -> DateInterval | None:
    """So many units up to publication, that day included, or from it on."""
    if published is None:
        return None
    length = timedelta(days=_UNIT_DAYS[unit] * count - (0 if ahead else 1))
    if published.toordinal() <= length.days:
        return None
    return (
        DateInterval.through(published, published + length)
        if ahead
        else DateInterval.through(published - length, published)
    )


def weekend(published: date | None, *, ahead: bool) -> DateInterval | None:
    """The latest Saturday and Sunday begun by publication, or the next ones."""
    saturday = nearest_weekday(published, 5, ahead=ahead, strict=False)
    if saturday is None or saturday.start is None:
        return None
    return DateInterval.through(saturday.start, saturday.start + timedelta(days=1))


def nearest_season(published: date | None, first: int, *, ahead: bool) -> DateInterval | None:
    """The latest season of three months begun by publication, or the next one."""
    begun = nearest_month(published, first, ahead=ahead)
    return None if begun is None or begun.start is None else months_sure(begun.start.year, first, 3)


def shifted_year(reference: DateInterval | None, step: int, unit: str) -> DateInterval | None:
    """The reference moved by whole months, years or decades; days and weeks only from a single day."""
    if reference is None or reference.start is None:
        return None
    if unit in {"year", "decade"}:
        year = reference.start.year + step * (10 if unit == "decade" else 1)
        return DateInterval.year(year) if year > 0 else None
    if unit == "month":
        return calendar_unit(reference.start, step, "month")
    if reference.days != 1:
        return None
    return day_from(reference.start, step * (_WEEK if unit == "week" else 1))
