"""Small pieces of SQL that the data sets share. All raw columns are text and never NULL."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

_FIRST_DAY: Final = "DATE '1800-01-01'"
_LAST_DAY: Final = "DATE '2100-01-01'"


def quoted(text: str) -> str:
    """A string literal."""
    return "'" + text.replace("'", "''") + "'"


def readable(path: Path) -> str:
    """A path to read as a literal; characters that would make it a pattern stand for themselves."""
    return quoted(re.sub(r"([\[*?])", r"[\1]", str(path)))


def iso_date(column: str) -> str:
    """The day a ``YYYY-MM-DD`` column names, with any time of day cut off; NULL where there is no such day."""
    return _within(rf"CASE WHEN regexp_full_match({column}, '\d{{4}}-\d\d-\d\d([ T][0-9:.]+Z?)?') "
                   f"THEN try_cast(left({column}, 10) AS DATE) END")  # fmt: skip


def compact_date(column: str) -> str:
    """The day a ``YYYYMMDD`` or ``YYYYMMDDHHMMSS`` column names; NULL where there is no such day."""
    return _within(rf"CASE WHEN regexp_full_match({column}, '\d{{8}}(\d{{6}})?') "
                   f"THEN try_strptime(left({column}, 8), '%Y%m%d')::DATE END")  # fmt: skip


def _within(day: str) -> str:
    return f"CASE WHEN ({day}) BETWEEN {_FIRST_DAY} AND {_LAST_DAY} THEN ({day}) END"


def number(column: str) -> str:
    """The finite number in a column; NULL where it holds none."""
    return rf"CASE WHEN regexp_full_match({column}, '[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{{1,2}})?') THEN try_cast({column} AS DOUBLE) END"


def whole(column: str) -> str:
    """The whole number from 0 in a column, also where it is written ``4.0``; NULL where it holds none."""
    return rf"CASE WHEN regexp_full_match({column}, '\d{{1,9}}(\.0*)?') THEN try_cast(split_part({column}, '.', 1) AS INTEGER) END"


def missing_or(column: str, value: str) -> str:
    """A condition: the column is empty, or the value made of it exists."""
    return f"({column} = '' OR ({value}) IS NOT NULL)"


def one_of(column: str, *values: str) -> str:
    """A condition: the column holds one of these values."""
    return f"{column} IN ({', '.join(map(quoted, values))})"


def between(column: str, bound: int) -> str:
    """The number in a column; NULL where it holds none, or one beyond the bound on either side of zero."""
    value = number(column)
    return f"CASE WHEN abs({value}) <= {bound} THEN {value} END"


def calendar_period(first: str, end: str) -> str:
    """Branches of a CASE that name a whole month or year from its first day and the day after its last."""
    return " ".join(
        f"WHEN ({first}) = date_trunc('{name}', {first}) AND ({end}) = ({first}) + INTERVAL 1 {name} THEN '{name}'"
        for name in ("month", "year")
    )


def digits(column: str) -> str:
    """A condition: the column holds digits and nothing else."""
    return rf"regexp_full_match({column}, '\d+')"


def month_of(day: str) -> str:
    """The first day of the day's month."""
    return f"date_trunc('month', {day})::DATE"


def year_of(day: str) -> str:
    """The first day of the day's year."""
    return f"date_trunc('year', {day})::DATE"
