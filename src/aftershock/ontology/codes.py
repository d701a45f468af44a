"""Countries and actors by the codes of event data: ISO, FIPS, Correlates of War, Gleditsch and Ward, CAMEO, UCDP."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Final, Literal, get_args

from aftershock.errors import OntologyError
from aftershock.ontology.forms import country_forms
from aftershock.ontology.names import written
from aftershock.ontology.tables import read_csv_table

System = Literal["iso3", "iso2", "fips", "cow", "gw", "cameo", "name"]
SYSTEMS: Final[tuple[str, ...]] = get_args(System)
_COLUMNS: Final = ("iso3", "iso2", "fips", "cow", "gw", "cameo")
_CHUNK: Final = 3


def country(code: str, system: System) -> str | None:
    """The ISO 3166-1 alpha-3 code of a country, or ``None`` where the system does not know the code.

    Raises:
        OntologyError: where there is no such system.
    """
    if system not in SYSTEMS:
        raise OntologyError(f"not a code system: {system!r}", where="codes", hint=f"One of {', '.join(SYSTEMS)}")
    if system == "name":
        return _names().get(written(code))
    trimmed = code.strip()
    numeric = trimmed.removesuffix(".0").lstrip("0") if system in {"cow", "gw"} else trimmed.upper()
    return _table()[system].get(numeric)


def cameo_actor(code: str) -> tuple[str, str, str]:
    """Country, sector and group id of a CAMEO actor code such as ``IRQGOV``, ``IGOUNO`` or ``PSEHAM``.

    A code is read three letters at a time; the first country, the first sector and the first known group count, and
    what is none of these (regions, ethnic and religious codes) is left out. Each of the three may be empty.
    """
    trimmed = code.strip().upper()
    parts = [trimmed[start : start + _CHUNK] for start in range(0, len(trimmed), _CHUNK)]
    groups, sectors = _groups(), _sectors()
    where = next((found for part in parts[:1] if (found := country(part, "cameo"))), "")
    rest = parts[1:] if where else parts
    group = next((groups[part] for part in rest if part in groups), "")
    sector = next((part for part in rest if part in sectors), "")
    return where, sector, group


def ucdp_actor(name: str) -> str | None:
    """The actor id behind a name as UCDP writes it, where its own wording differs from common names, or ``None``.

    "Government of X" is the country X; other names are looked up in `ucdp_names.csv`.
    """
    return _ucdp().get(written(name)) or government(name)


def government(name: str) -> str | None:
    """The country whose government a name of the form "Government of X", "Government of X (Y)" means, or ``None``."""
    whose = name.strip().removeprefix("Government of ")
    if whose == name.strip():
        return None
    outside, _, inside = whose.partition(" (")
    in_turn = (_ucdp().get(written(name)), *(country(part, "name") for part in (whose, outside, inside.rstrip(")"))))
    return next(filter(None, in_turn), None)


@lru_cache(maxsize=1)
def _table() -> Mapping[str, Mapping[str, str]]:
    rows = read_csv_table("country_codes.csv", _COLUMNS, key=("iso3",))
    table: dict[str, dict[str, str]] = {column: {} for column in _COLUMNS}
    for row in rows:
        for column in _COLUMNS:
            for code in row.listed(column):
                if table[column].setdefault(code, row["iso3"]) != row["iso3"]:
                    raise row.error(f"{column} code {code!r} stands for {table[column][code]} too")
    return MappingProxyType(table)


@lru_cache(maxsize=1)
def _names() -> Mapping[str, str]:
    names: dict[str, str] = {}
    for form in country_forms():
        if form.role in {"name", "acronym"}:
            names.setdefault(written(form.text), form.actor)
    return MappingProxyType(names)


@lru_cache(maxsize=1)
def _sectors() -> frozenset[str]:
    return frozenset(
        row["code"] for row in read_csv_table("cameo_sectors.csv", ("code", "name", "kind"), key=("code",))
    )


@lru_cache(maxsize=1)
def _groups() -> Mapping[str, str]:
    rows = read_csv_table("cameo_groups.csv", ("code", "actor", "note"), key=("code",))
    return MappingProxyType({row["code"]: row["actor"] for row in rows})


@lru_cache(maxsize=1)
def _ucdp() -> Mapping[str, str]:
    rows = read_csv_table("ucdp_names.csv", ("name", "actor", "note"), key=("name",))
    return MappingProxyType({written(row["name"]): row["actor"] for row in rows})
