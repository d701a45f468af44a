"""A study's own chronology: dated events of one actor towards another, written by hand, with source and check."""

from __future__ import annotations

from typing import Final

from aftershock.eventdata import headed, sql
from aftershock.eventdata.dataset import Check, Head, Layout, Lookup
from aftershock.eventdata.matching import GIVES, countries_of_places, listed_actors
from aftershock.ontology import plover
from aftershock.record.event import OTHER_TYPE, PLOVER_TYPES

COLUMNS: Final = (
    "id", "date", "date_precision", "actor", "recipient", "plover_event_type", "mode", "place", "deaths",
    "summary", "source", "confidence", "check", "system",
)  # fmt: skip
_DERIVED: Final = {
    "day": sql.iso_date('"date"'),
    "first_day": f"CASE date_precision WHEN 'month' THEN {sql.month_of('day')} WHEN 'year' THEN {sql.year_of('day')} ELSE day END",
    "end_day": "CASE date_precision WHEN 'month' THEN (first_day + INTERVAL 1 MONTH)::DATE"
    " WHEN 'year' THEN (first_day + INTERVAL 1 YEAR)::DATE ELSE day + 1 END",
    "killed": sql.whole("deaths"),
}


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
            derived=_DERIVED,
            select=_select(),
            checks=_CHECKS,
            lookups=_LOOKUPS,
            unique="id",
            unused=tuple(name for name in names if name not in COLUMNS),
        )


_CHECKS: Final = (
    Check("the id is missing", "id = ''"),
    Check("the date does not exist", "day IS NULL"),
    Check("the precision is not day, month or year", f"NOT {sql.one_of('date_precision', 'day', 'month', 'year')}"),
    Check("not a PLOVER event type, nor OTHER", f"NOT {sql.one_of('plover_event_type', *PLOVER_TYPES, OTHER_TYPE)}"),
    Check("the deaths are not a whole number", f"NOT {sql.missing_or('deaths', 'killed')}"),
    Check("the confidence is not high, medium or low", f"NOT {sql.one_of('confidence', 'high', 'medium', 'low', '')}"),
)
_LOOKUPS: Final = (
    Lookup("actors", {"who": "actor", "whom": "recipient"}, GIVES, listed_actors, must_know=True),
    Lookup("places", {"site": "place"}, ("country",), countries_of_places),
)


def _select() -> dict[str, str]:
    quads = " ".join(f"WHEN {sql.quoted(name)} THEN {plover.quad(name)}" for name in PLOVER_TYPES)
    return {
        "event_id": "id",
        "date_start": "first_day",
        "date_end": "end_day",
        "date_precision": "date_precision",
        "known": "end_day - 1",
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
        "quad": f"CASE plover_event_type {quads} END",
        "place": "place",
        "country": "site_country",
        "deaths_low": "killed",
        "deaths_best": "killed",
        "deaths_high": "killed",
        "summary": "summary",
        "source": "source",
        "confidence": "confidence",
        "checked": '"check"',
        "system": '"system"',
    }
