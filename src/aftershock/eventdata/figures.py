"""Figures: single numbers about a day or a period, each with its source."""

from __future__ import annotations

from typing import Final

from aftershock.eventdata import headed, sql
from aftershock.eventdata.dataset import Check, Head, Layout

COLUMNS: Final = (
    "indicator", "date", "period_end", "value", "unit", "scope", "source", "confidence", "check", "note",
)  # fmt: skip
_DERIVED: Final = {
    "day": sql.iso_date('"date"'),
    "last_day": f"CASE WHEN period_end = '' THEN day ELSE {sql.iso_date('period_end')} END",
    "amount": sql.number('"value"'),
}
_CONTENT: Final = 'concat_ws(chr(31), indicator, "date", period_end, "value", unit, scope, source, note)'
_ID: Final = f"'figure-' || left(sha256({_CONTENT}), 12)"


class Figures:
    """CSV with `COLUMNS`. A figure about a period is known from the period's last day on."""

    name = "figures"

    def likeness(self, head: Head) -> float:
        """The share of the columns that the first line names."""
        return headed.share(head, COLUMNS)

    def layout(self, head: Head) -> Layout:
        """The columns as the header orders them."""
        names = headed.checked_header(head, COLUMNS)
        return Layout(
            dataset=self.name,
            kind="figures",
            form="csv",
            columns=names,
            derived=_DERIVED,
            select=_SELECT,
            checks=_CHECKS,
            unique=_ID,
            unused=tuple(name for name in names if name not in COLUMNS),
        )


_CHECKS: Final = (
    Check("the indicator is missing", "indicator = ''"),
    Check("the date does not exist", "day IS NULL"),
    Check("the end of the period does not exist", "last_day IS NULL"),
    Check("the period ends before it begins", "last_day < day"),
    Check("the value is not a number", "amount IS NULL"),
    Check("the confidence is not high, medium or low", f"NOT {sql.one_of('confidence', 'high', 'medium', 'low', '')}"),
)
_SELECT: Final = {
    "figure_id": _ID,
    "indicator": "indicator",
    "date_start": "day",
    "date_end": "last_day + 1",
    "known": "last_day",
    "value": "amount",
    "unit": "unit",
    "scope": "scope",
    "source": "source",
    "confidence": "confidence",
    "checked": '"check"',
    "note": "note",
}
