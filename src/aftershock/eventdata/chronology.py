"""A study's own chronology: dated events of one actor towards another, written by hand, with source and check."""

from __future__ import annotations

from typing import Final

from aftershock.eventdata import headed, sql
from aftershock.eventdata.dataset import Check, Head, Layout, Lookup
from aftershock.eventdata.matching import GIVES, countries_of_places, listed_actors
from aftershock.record.event import OTHER_TYPE, PLOVER_TYPES

COLUMNS: Final = (
    "id", "date", "date_precision", "actor", "recipient", "plover_event_type", "mode", "place", "deaths",
    "summary", "source", "confidence", "check", "system",
)  # fmt: skip
_DAY: Final = sql.iso_date('"date"')
_DEATHS: Final = sql.whole("deaths")
_START: Final = f"CASE date_precision WHEN 'day' THEN {_DAY} ELSE date_trunc(date_precision, {_DAY})::DATE END"
_END: Final = (
    f"CASE date_precision WHEN 'month' THEN ({_START} + INTERVAL 1 MONTH)::DATE"
    f" WHEN 'year' THEN ({_START} + INTERVAL 1 YEAR)::DATE ELSE {_DAY} + 1 END"
)


class Chronology:
    """CSV with `COLUMNS`. An entry is known from the last day of its date on."""

    name = "chronology"

    def likeness(self, head: Head) -> float:
        """The share of the columns that the first line names."""
        return headed.share(head, COLUMNS)

    def layout(self, head: Head) -> Layout:
        """The columns as the header orders them."""
        names = headed.checked_header(head, COLUMNS)
        return Layout(
            dataset=self.name,
            kind="events",
            form="csv",
            columns=names,
            select=_select(),
            checks=_CHECKS,
            lookups=_LOOKUPS,
            unique="id",
            unused=tuple(name for name in names if name not in COLUMNS),
        )


_CHECKS: Final = (
    Check("the id is missing", "id = ''"),
    Check("the date does not exist", f"({_DAY}) IS NULL"),
    Check("the precision is not day, month or year", f"NOT {sql.one_of('date_precision', 'day', 'month', 'year')}"),
    Check("not a PLOVER event type, nor OTHER", f"NOT {sql.one_of('plover_event_type', *PLOVER_TYPES, OTHER_TYPE)}"),
    Check("the deaths are not a whole number", f"NOT {sql.missing_or('deaths', _DEATHS)}"),
    Check("the confidence is not high, medium or low", f"NOT {sql.one_of('confidence', 'high', 'medium', 'low', '')}"),
)
_LOOKUPS: Final = (
    Lookup("actors", {"who": "actor", "whom": "recipient"}, GIVES, listed_actors, must_know=True),
    Lookup("places", {"site": "place"}, ("country",), countries_of_places),
)


def _select() -> dict[str, str]:
    return {
        "event_id": "id",
        "date_start": _START,
        "date_end": _END,
        "date_precision": "date_precision",
        "known": f"{_END} - 1",
        "actor": "coalesce(who_id, actor)",
        "actor_raw": "actor",
        "actor_country": "who_country",
        "actor_sector": "who_sector",
        "recipient": "coalesce(whom_id, recipient)",
        "recipient_raw": "recipient",
        "recipient_country": "whom_country",
        "recipient_sector": "whom_sector",
        "event_type": "plover_event_type",
        "mode": "mode",
        "raw_code": "plover_event_type",
        "place": "place",
        "country": "site_country",
        "deaths_low": _DEATHS,
        "deaths_best": _DEATHS,
        "deaths_high": _DEATHS,
        "summary": "summary",
        "source": "source",
        "confidence": "confidence",
        "checked": '"check"',
        "system": '"system"',
    }
