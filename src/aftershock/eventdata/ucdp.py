"""UCDP Georeferenced Event Dataset: deaths in organised violence, by event.

Columns and meanings from the GED codebooks: 41 or 42 columns before release 20.1, 49 since. ``best`` may be 0, and is
kept where it lies outside ``low`` and ``high``. Side a and side b are in the file's order, which says who fought whom
and not who struck first; only in one-sided violence is side b the victim.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from aftershock.errors import DataError
from aftershock.eventdata import headed, sql
from aftershock.eventdata.dataset import Check, Head, Layout, Lookup
from aftershock.eventdata.matching import GIVES, described
from aftershock.ontology import codes
from aftershock.ontology.actors import Actors
from aftershock.record.actor import Actor

REQUIRED: Final = (
    "id", "type_of_violence", "dyad_name", "side_a", "side_b", "number_of_sources", "source_article",
    "where_coordinates", "latitude", "longitude", "country", "country_id", "date_prec", "date_start", "date_end",
    "best", "low", "high",
)  # fmt: skip
_WITH_STATUS: Final = "code_status"
_HEADLESS_WIDTHS: Final = (41, 42, 49)
_NO_ACTOR: Final = "Civilians"
_WHOLE: Final = ("id", "type_of_violence", "best", "low", "high", "number_of_sources")
_DERIVED: Final = {
    "first_day": sql.iso_date("date_start"),
    "last_day": sql.iso_date("date_end"),
    **{f"n_{name}": sql.whole(name) for name in _WHOLE},
    "north": sql.between("latitude", 90),
    "east": sql.between("longitude", 180),
}
_COUNTRY_KEY: Final = "country_id || chr(31) || country"


class Ucdp:
    """CSV with a header of 41, 42 or 49 names. The file names no release but for what its columns tell.

    An event is known from its last day on: the day of the release stands in no column.
    """

    name = "ucdp"

    def likeness(self, head: Head) -> float:
        """The share of the required columns that the first line names; one half for rows without a header."""
        return max(headed.share(head, REQUIRED), 0.5 if _headless(head) else 0.0)

    def layout(self, head: Head) -> Layout:
        """The columns as the header orders them."""
        if _headless(head):
            raise DataError(
                "the header with the names of the columns is missing", where=f"{head.where}:1",
                hint="put the header line of another file of the same release in front",
            )  # fmt: skip
        names = headed.checked_header(head, REQUIRED)
        return Layout(
            dataset=self.name,
            kind="events",
            form="csv",
            columns=names,
            derived=_DERIVED,
            select=_SELECT,
            checks=_CHECKS,
            release="20.1 or later" if _WITH_STATUS in names else "before 20.1",
            lookups=_LOOKUPS,
            unique="n_id",
            left_out=tuple(name for name in names if name not in REQUIRED),
        )


def _headless(head: Head) -> bool:
    cells = headed.header(head)
    return len(cells) in _HEADLESS_WIDTHS and cells[0].replace(".", "").isdigit()


def sides(values: Sequence[str], actors: Actors) -> Mapping[str, tuple[object, ...]]:
    """Names of governments and groups; several groups in one cell stay as they are written."""
    found = {value: _side(value, actors) for value in values if value and value != _NO_ACTOR}
    return {value: described(actor) for value, actor in found.items() if actor is not None}


def _side(name: str, actors: Actors) -> Actor | None:
    listed = codes.ucdp_actor(name)
    return (actors.get(listed) if listed else None) or actors.find(name)


def countries(values: Sequence[str], _actors: Actors) -> Mapping[str, tuple[object, ...]]:
    """The ISO code of a Gleditsch and Ward number, or failing that of the country's name."""
    found = {}
    for value in values:
        number, _, name = value.partition("\x1f")
        code = codes.country(number.split(".", 1)[0], "gw") or codes.country(name, "name")
        if code:
            found[value] = (code,)
    return found


_CHECKS: Final = (
    Check("the id is not a number", "n_id IS NULL"),
    Check("the type of violence is not 1, 2 or 3", "n_type_of_violence IS NULL OR n_type_of_violence NOT IN (1, 2, 3)"),
    Check("the first day does not exist", "first_day IS NULL"),
    Check("the last day does not exist", "last_day IS NULL"),
    Check("the event ends before it begins", "last_day < first_day"),
    *(Check(f"{name} is not a whole number", f"n_{name} IS NULL") for name in ("best", "low", "high")),
    Check("side_a is empty", "side_a = ''"),
    Check("the latitude is not from -90 to 90", f"NOT {sql.missing_or('latitude', 'north')}"),
    Check("the longitude is not from -180 to 180", f"NOT {sql.missing_or('longitude', 'east')}"),
)
_LOOKUPS: Final = (
    Lookup("sides", {"who": "side_a", "whom": "side_b"}, GIVES, sides),
    Lookup("countries", {"site": _COUNTRY_KEY}, ("code",), countries),
)
_PERIOD: Final = sql.calendar_period("first_day", "last_day + 1")
_DEATHS: Final = (
    "n_best || CASE WHEN n_best = 1 THEN ' death (' ELSE ' deaths (' END || n_low || ' to ' || n_high || ')'"
)
_SELECT: Final = {
    "event_id": "'ucdp-' || n_id",
    "date_start": "first_day",
    "date_end": "last_day + 1",
    "date_precision": f"CASE WHEN last_day = first_day THEN 'day' {_PERIOD} ELSE 'range' END",
    "known": "last_day",
    "actor": "coalesce(who_id, side_a)",
    "actor_raw": "side_a",
    "actor_country": "who_country",
    "actor_sector": "who_sector",
    "recipient": "coalesce(whom_id, side_b)",
    "recipient_raw": "side_b",
    "recipient_country": "whom_country",
    "recipient_sector": "whom_sector",
    "event_type": "'ASSAULT'",
    "raw_code": "n_type_of_violence",
    "quad": "4",
    "place": "where_coordinates",
    "country": "site_code",
    "latitude": "north",
    "longitude": "east",
    "deaths_low": "n_low",
    "deaths_best": "n_best",
    "deaths_high": "n_high",
    "sources": "n_number_of_sources",
    "summary": f"dyad_name || ' at ' || where_coordinates || ': ' || {_DEATHS}",
    "source": "source_article",
}
