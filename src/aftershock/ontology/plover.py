"""PLOVER event types and the way from CAMEO's codes to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from aftershock.errors import OntologyError
from aftershock.ontology.tables import Row, read_csv_table
from aftershock.record.event import PLOVER_TYPES

_FIRST_CONFLICT_QUAD: Final = 3
_LAST_QUAD: Final = 4


@dataclass(frozen=True, slots=True)
class PloverType:
    """One of the sixteen event types. ``quad``: 1 verbal and 2 material cooperation, 3 verbal and 4 material conflict."""

    event_type: str
    quad: int
    modes: tuple[str, ...]
    meaning: str


@dataclass(frozen=True, slots=True)
class CameoRow:
    """One CAMEO code. ``quad`` is GDELT's QuadClass, which differs from PLOVER's for 02 and parts of 08.

    ``fit`` says how well PLOVER holds the code: exact, close, or residual where PLOVER has no such type.
    """

    code: str
    event_type: str
    mode: str
    quad: int
    goldstein: float
    name: str
    fit: str = "exact"


@lru_cache(maxsize=1)
def plover_types() -> Mapping[str, PloverType]:
    """The table `plover.csv` by event type, in the order of the codebook."""
    rows = read_csv_table("plover.csv", ("event_type", "quad", "modes", "meaning"), key=("event_type",))
    types = {
        row["event_type"]: PloverType(row["event_type"], _quad(row), row.listed("modes"), row["meaning"])
        for row in rows
    }
    if tuple(types) != PLOVER_TYPES:
        raise OntologyError("the types differ from those of record/event.py", where="plover.csv")
    return MappingProxyType(types)


@lru_cache(maxsize=1)
def cameo_codes() -> Mapping[str, CameoRow]:
    """The table `cameo_plover.csv` by code."""
    columns = ("code", "name", "event_type", "mode", "quad", "goldstein", "fit")
    rows = read_csv_table("cameo_plover.csv", columns, key=("code",))
    return MappingProxyType({row["code"]: _cameo(row) for row in rows})


def quad(event_type: str) -> int:
    """The quad class of a PLOVER type.

    Raises:
        OntologyError: where there is no such type.
    """
    return _type(event_type).quad


def is_conflict(event_type: str) -> bool:
    """Whether the type is verbal or material conflict.

    Raises:
        OntologyError: where there is no such type.
    """
    return quad(event_type) >= _FIRST_CONFLICT_QUAD


def from_cameo(code: str) -> CameoRow:
    """The row of a CAMEO code; a leaf that the table lacks has the row of its base or root.

    Raises:
        OntologyError: where the code is none of CAMEO's. A code without its leading zero is refused, not guessed.
    """
    rows = cameo_codes()
    for length in range(len(code), 1, -1):
        if code.isdigit() and code[:length] in rows:
            return rows[code[:length]]
    raise OntologyError(
        f"not a CAMEO code: {code!r}", where="cameo_plover.csv", hint="Codes are text with a leading zero, such as 043."
    )


def _type(event_type: str) -> PloverType:
    try:
        return plover_types()[event_type]
    except KeyError as error:
        known = ", ".join(PLOVER_TYPES)
        raise OntologyError(f"not a PLOVER type: {event_type!r}", where="plover.csv", hint=f"One of {known}") from error


def _quad(row: Row) -> int:
    if row["quad"] not in {str(number) for number in range(1, _LAST_QUAD + 1)}:
        raise row.error(f"not a quad class: {row['quad']!r}")
    return int(row["quad"])


def _cameo(row: Row) -> CameoRow:
    kind = _type(row["event_type"])
    if row["mode"] and row["mode"] not in kind.modes:
        raise row.error(f"{kind.event_type} has no mode {row['mode']!r}")
    try:
        goldstein = float(row["goldstein"])
    except ValueError as error:
        raise row.error(f"not a number: {row['goldstein']!r}") from error
    return CameoRow(row["code"], kind.event_type, row["mode"], _quad(row), goldstein, row["name"], row["fit"])
