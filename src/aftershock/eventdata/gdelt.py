"""GDELT 2.0 event exports: 61 columns separated by tabs, no header, no quoting.

Columns as in the GDELT Event Codebook 2.0. A row is a report of an event, and several rows may tell the same event;
all are kept, with their mentions, sources and articles. Codes keep their leading zeros.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from aftershock.errors import DataError, OntologyError
from aftershock.eventdata import sql
from aftershock.eventdata.dataset import Check, Head, Layout, Lookup
from aftershock.eventdata.matching import GIVES
from aftershock.ontology import codes, plover
from aftershock.ontology.actors import Actors

_ACTOR: Final = (
    "Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code", "Type1Code",
    "Type2Code", "Type3Code",
)  # fmt: skip
_GEO: Final = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
COLUMNS: Final = (
    "GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate",
    *(f"Actor{n}{name}" for n in (1, 2) for name in _ACTOR),
    "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale",
    "NumMentions", "NumSources", "NumArticles", "AvgTone",
    *(f"{which}Geo_{name}" for which in ("Actor1", "Actor2", "Action") for name in _GEO),
    "DATEADDED", "SOURCEURL",
)  # fmt: skip
RELEASE: Final = "2.0"
_OLDER_WIDTHS: Final = (57, 58)
_OTHER_DELIMITERS: Final = {",": "commas", ";": "semicolons", "|": "bars"}
_STATE: Final = ("", "GOV")
_LIKELY: Final = 0.6


class Gdelt:
    """Files named ``*.export.CSV`` by their maker. A row is known from the day GDELT added it."""

    name = "gdelt"

    def likeness(self, head: Head) -> float:
        """The share of lines with 61 columns that begin with an id and a day; less where only the width differs."""
        lines = [line for line in head.lines if line]
        exact = sum(_begins_as_event(line, "\t", (len(COLUMNS),)) for line in lines) / max(len(lines), 1)
        return max(exact, _LIKELY if _has_header(head) or _older(head) or _delimiter(head) else 0.0)

    def layout(self, head: Head) -> Layout:
        """The one layout of GDELT 2.0."""
        if _has_header(head) and head.first.casefold().split("\t") != [name.casefold() for name in COLUMNS]:
            raise DataError(
                "a header stands where none belongs, and its columns are not those of GDELT 2.0", where=f"{head.where}:1",
                hint="load the export as GDELT publishes it",
            )  # fmt: skip
        if _older(head):
            width = head.first.count("\t") + 1
            raise DataError(
                f"{width} columns: a GDELT 1.0 export, which cannot be loaded yet", where=f"{head.where}:1",
                hint="load the GDELT 2.0 export of the same days (61 columns)",
            )  # fmt: skip
        delimiter = _delimiter(head)
        if delimiter:
            raise DataError(
                f"the columns are separated by {delimiter}, not by tabs", where=f"{head.where}:1",
                hint="load the export as GDELT publishes it",
            )  # fmt: skip
        return _LAYOUT


def _begins_as_event(line: str, delimiter: str, widths: Sequence[int]) -> bool:
    cells = line.split(delimiter)
    return len(cells) in widths and cells[0].isdigit() and cells[1].isdigit() and len(cells[1]) == len("YYYYMMDD")


def _has_header(head: Head) -> bool:
    return head.first.casefold().startswith("globaleventid\t") and head.first.count("\t") + 1 >= _OLDER_WIDTHS[0]


def _older(head: Head) -> bool:
    return _begins_as_event(head.first, "\t", _OLDER_WIDTHS)


def _delimiter(head: Head) -> str:
    """The delimiter in words where the first line is an event under another one; place names may hold commas."""
    for delimiter, words in _OTHER_DELIMITERS.items():
        if _begins_as_event(head.first, delimiter, range(len(COLUMNS), 2 * len(COLUMNS))):
            return words
    return ""


def actors_of_codes(values: Sequence[str], actors: Actors) -> Mapping[str, tuple[object, ...]]:
    """CAMEO actor codes: a known group to its actor, a state or its government to the country.

    Any other code keeps itself as id, with the country and sector that it tells.
    """
    return {value: _actor_of_code(value, actors) for value in values if value}


def _actor_of_code(code: str, actors: Actors) -> tuple[object, ...]:
    country, sector, group = codes.cameo_actor(code)
    if group and actors.get(group) is not None:
        return group, country, sector
    if country and sector in _STATE and actors.get(country) is not None:
        return country, country, sector
    return code, country, sector


def types_of_codes(values: Sequence[str], _actors: Actors) -> Mapping[str, tuple[object, ...]]:
    """The PLOVER type and mode of CAMEO event codes, by the crosswalk; a code that is none of CAMEO's has neither."""
    found = {value: _cameo(value) for value in values}
    return {value: (row.event_type, row.mode) for value, row in found.items() if row is not None}


def _cameo(code: str) -> plover.CameoRow | None:
    try:
        return plover.from_cameo(code)
    except OntologyError:
        return None


def countries_of_fips(values: Sequence[str], _actors: Actors) -> Mapping[str, tuple[object, ...]]:
    """ISO codes of FIPS 10-4 codes."""
    found = {value: codes.country(value, "fips") for value in values if value}
    return {value: (code,) for value, code in found.items() if code}


def _raw_actor(n: int) -> str:
    """The name and code as GDELT gives them: ``MISSOURI (USA)``."""
    name, code = f"Actor{n}Name", f"Actor{n}Code"
    return f"trim({name} || CASE WHEN {code} = '' THEN '' ELSE ' (' || {code} || ')' END)"


_COUNTS: Final = ("NumMentions", "NumSources", "NumArticles")
_BOUNDED: Final = {"GoldsteinScale": 10, "ActionGeo_Lat": 90, "ActionGeo_Long": 180}
_DERIVED: Final = {
    "day": sql.compact_date("SQLDATE"),
    "added": sql.compact_date("DATEADDED"),
    **{f"n_{name}": sql.whole(name) for name in _COUNTS},
    **{f"n_{name}": sql.between(name, bound) for name, bound in _BOUNDED.items()},
}
_CHECKS: Final = (
    Check("a header line stands where none belongs", "lower(GLOBALEVENTID) = 'globaleventid'"),
    Check("GLOBALEVENTID is not a number", f"NOT {sql.digits('GLOBALEVENTID')}"),
    Check("the day SQLDATE does not exist", "day IS NULL"),
    Check("the day DATEADDED does not exist", "added IS NULL"),
    Check("the event is dated after the day it was added", "day > added + 1"),
    Check("QuadClass is not from 1 to 4", f"NOT {sql.one_of('QuadClass', '1', '2', '3', '4')}"),
    *(Check(f"{name} is not a whole number", f"n_{name} IS NULL") for name in _COUNTS),
    *(
        Check(f"{name} is not from -{bound} to {bound}", f"NOT {sql.missing_or(name, f'n_{name}')}")
        for name, bound in _BOUNDED.items()
    ),
    Check("ActionGeo_Type is not from 0 to 5", f"NOT {sql.one_of('ActionGeo_Type', *'012345')}"),
)
_SELECT: Final = {
    "event_id": "'gdelt-' || GLOBALEVENTID",
    "date_start": "day",
    "date_end": "day + 1",
    "date_precision": "'day'",
    "known": "added",
    "actor": "coalesce(who_id, Actor1Code)",
    "actor_raw": _raw_actor(1),
    "actor_country": "who_country",
    "actor_sector": "who_sector",
    "recipient": "coalesce(whom_id, Actor2Code)",
    "recipient_raw": _raw_actor(2),
    "recipient_country": "whom_country",
    "recipient_sector": "whom_sector",
    "event_type": "act_event_type",
    "mode": "act_mode",
    "raw_code": "EventCode",
    "quad": "QuadClass",
    "goldstein": "n_GoldsteinScale",
    "place": "ActionGeo_FullName",
    "country": "site_code",
    "latitude": "n_ActionGeo_Lat",
    "longitude": "n_ActionGeo_Long",
    "mentions": "n_NumMentions",
    "sources": "n_NumSources",
    "articles": "n_NumArticles",
    "source": "CASE WHEN SOURCEURL LIKE 'http%://%' THEN regexp_replace(split_part(SOURCEURL, '/', 3), '^www[.]', '') ELSE '' END",
    "url": "SOURCEURL",
}
_LAYOUT: Final = Layout(
    dataset=Gdelt.name,
    kind="events",
    form="tabbed",
    columns=COLUMNS,
    derived=_DERIVED,
    select=_SELECT,
    checks=_CHECKS,
    release=RELEASE,
    lookups=(
        Lookup("actors", {"who": "Actor1Code", "whom": "Actor2Code"}, GIVES, actors_of_codes),
        Lookup("acts", {"act": "EventCode"}, ("event_type", "mode"), types_of_codes),
        Lookup("places", {"site": "ActionGeo_CountryCode"}, ("code",), countries_of_fips),
    ),
    late_checks=(Check("EventCode is no code of CAMEO", "act_key IS NULL"),),
    covers=("known", "known"),
)
