"""Regular series supplied as such: one value a step; an empty value is a gap and stays one."""

from __future__ import annotations

from typing import Final

from aftershock.eventdata import headed, sql
from aftershock.eventdata.dataset import Check, Head, Layout

COLUMNS: Final = ("series", "frequency", "start", "end", "value", "unit", "source", "note")
_STEPS: Final = {
    "day": "1 DAY", "week": "7 DAY", "month": "1 MONTH", "quarter": "3 MONTH", "year": "1 YEAR",
}  # fmt: skip
_FITTING: Final = " ".join(
    f"WHEN {sql.quoted(name)} THEN (first_day + INTERVAL {step})::DATE" for name, step in _STEPS.items()
)
_DERIVED: Final = {
    "first_day": sql.iso_date('"start"'),
    "last_day": sql.iso_date('"end"'),
    "amount": sql.number('"value"'),
}


class SuppliedSeries:
    """CSV with `COLUMNS`; ``end`` is the last day of the step, from which on its value is known.

    A note such as "6 of 7 days observed" stays with the value.
    """

    name = "series"

    def likeness(self, head: Head) -> float:
        """The share of the columns that the first line names."""
        return headed.share(head, COLUMNS)

    def layout(self, head: Head) -> Layout:
        """The columns as the header orders them."""
        names = headed.checked_header(head, COLUMNS)
        return Layout(
            dataset=self.name,
            kind="series",
            form="csv",
            columns=names,
            derived=_DERIVED,
            select=_SELECT,
            checks=_CHECKS,
            unique="series || chr(31) || first_day::VARCHAR",
            unused=tuple(name for name in names if name not in COLUMNS),
        )


_CHECKS: Final = (
    Check("the series has no name", "series = ''"),
    Check(f"the frequency is not one of {', '.join(_STEPS)}", f"NOT {sql.one_of('frequency', *_STEPS)}"),
    Check("the start does not exist", "first_day IS NULL"),
    Check("the end does not exist", "last_day IS NULL"),
    Check("the step is not as long as its frequency says", f"last_day + 1 <> CASE frequency {_FITTING} END"),
    Check("the value is not a number", "amount IS NULL AND \"value\" <> ''"),
)
_SELECT: Final = {
    "series": "series",
    "frequency": "frequency",
    "date_start": "first_day",
    "date_end": "last_day + 1",
    "known": "last_day",
    "value": "amount",
    "unit": "unit",
    "source": "source",
    "note": "note",
}
