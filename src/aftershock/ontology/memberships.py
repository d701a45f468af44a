"""Memberships as a table writes them: ``EU (1973-01-01..2020-01-31); IRN:president (2013-08-03..2021-08-03)``."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from typing import Final

from aftershock.errors import OntologyError
from aftershock.record.actor import Membership
from aftershock.record.dates import DateInterval

_ENTRY: Final = re.compile(
    r"^(?P<group>[A-Z][A-Z0-9-]*)(?::(?P<role>[^()]+?))?\s*(?:\((?P<first>[\d-]*)\.\.(?P<last>[\d-]*)\))?$"
)
_DAY: Final = re.compile(r"^(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?$")
_HINT: Final = "Write GROUP, GROUP (2014-09..), or GROUP:role (2013-08-03..2021-08-03); the last day is included."


def parse_memberships(text: str, where: str) -> tuple[Membership, ...]:
    """The memberships of one cell, in its order.

    A year or month stands for its first day on the left and its last day on the right; an empty side is open.

    Raises:
        OntologyError: where an entry does not follow the form, or a date does not exist.
    """
    return tuple(_entry(part.strip(), where) for part in text.split(";") if part.strip())


def parse_interval(first: str, last: str, where: str) -> DateInterval:
    """The days from the first to the last, both included; an empty side is open.

    Raises:
        OntologyError: where a date does not exist, or the last comes before the first.
    """
    start = _day(first, where, last_day=False)
    end = _day(last, where, last_day=True)
    try:
        closed = start is not None and end is not None
        return DateInterval(start, end and end + timedelta(days=1), "range" if closed else "open")
    except ValueError as error:
        raise OntologyError(f"the last day {last!r} comes before the first {first!r}", where=where) from error


def _entry(text: str, where: str) -> Membership:
    match = _ENTRY.match(text)
    if match is None:
        raise OntologyError(f"not a membership: {text!r}", where=where, hint=_HINT)
    interval = parse_interval(match["first"] or "", match["last"] or "", where)
    return Membership(match["group"], interval, (match["role"] or "").strip())


def _day(text: str, where: str, *, last_day: bool) -> date | None:
    if not text:
        return None
    match = _DAY.match(text)
    if match is None:
        raise OntologyError(f"not a date: {text!r}", where=where, hint=_HINT)
    year = int(match["year"])
    month = int(match["month"] or (12 if last_day else 1))
    try:
        day = int(match["day"] or (calendar.monthrange(year, month)[1] if last_day else 1))
        return date(year, month, day)
    except ValueError as error:
        raise OntologyError(f"a date that does not exist: {text!r}", where=where) from error
