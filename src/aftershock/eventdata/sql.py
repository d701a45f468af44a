"""Small pieces of SQL that the data sets share. All raw columns are text and never NULL."""

from __future__ import annotations

from typing import Final

_FIRST_DAY: Final = "DATE '1800-01-01'"
_LAST_DAY: Final = "DATE '2100-01-01'"


def quoted(text: str) -> str:
    """A string literal."""
    return "'" + text.replace("'", "''") + "'"


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
