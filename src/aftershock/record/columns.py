"""The columns of the Parquet tables under ``store/events``: what every data set is brought to.

Three kinds of table: ``events`` (who did what to whom), ``figures`` (a number about a day or period) and ``series``
(a regular series supplied as such). Dates are half-open: ``date_end`` is the first day after. DuckDB type names.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal

TableKind = Literal["events", "figures", "series", "quarantine"]

_ORIGIN: Final = {"dataset": "VARCHAR", "release": "VARCHAR", "file": "VARCHAR", "line": "BIGINT"}

EVENT_COLUMNS: Final[Mapping[str, str]] = MappingProxyType({
    "event_id": "VARCHAR", **_ORIGIN,
    "date_start": "DATE", "date_end": "DATE", "date_precision": "VARCHAR", "known": "DATE",
    "actor": "VARCHAR", "actor_raw": "VARCHAR", "actor_country": "VARCHAR", "actor_sector": "VARCHAR",
    "recipient": "VARCHAR", "recipient_raw": "VARCHAR", "recipient_country": "VARCHAR", "recipient_sector": "VARCHAR",
    "event_type": "VARCHAR", "mode": "VARCHAR", "raw_code": "VARCHAR", "quad": "INTEGER", "goldstein": "DOUBLE",
    "place": "VARCHAR", "country": "VARCHAR", "latitude": "DOUBLE", "longitude": "DOUBLE",
    "deaths_low": "INTEGER", "deaths_best": "INTEGER", "deaths_high": "INTEGER",
    "mentions": "INTEGER", "sources": "INTEGER", "articles": "INTEGER",
    "summary": "VARCHAR", "source": "VARCHAR", "url": "VARCHAR",
    "confidence": "VARCHAR", "checked": "VARCHAR", "system": "VARCHAR",
})  # fmt: skip

FIGURE_COLUMNS: Final[Mapping[str, str]] = MappingProxyType({
    "figure_id": "VARCHAR", **_ORIGIN,
    "indicator": "VARCHAR", "date_start": "DATE", "date_end": "DATE", "known": "DATE",
    "value": "DOUBLE", "unit": "VARCHAR", "scope": "VARCHAR", "source": "VARCHAR",
    "confidence": "VARCHAR", "checked": "VARCHAR", "note": "VARCHAR",
})  # fmt: skip

SERIES_COLUMNS: Final[Mapping[str, str]] = MappingProxyType({
    **_ORIGIN,
    "series": "VARCHAR", "frequency": "VARCHAR", "date_start": "DATE", "date_end": "DATE", "known": "DATE",
    "value": "DOUBLE", "unit": "VARCHAR", "source": "VARCHAR", "note": "VARCHAR",
})  # fmt: skip

QUARANTINE_COLUMNS: Final[Mapping[str, str]] = MappingProxyType({**_ORIGIN, "reason": "VARCHAR", "raw": "VARCHAR"})

TABLES: Final[Mapping[TableKind, Mapping[str, str]]] = MappingProxyType({
    "events": EVENT_COLUMNS, "figures": FIGURE_COLUMNS, "series": SERIES_COLUMNS, "quarantine": QUARANTINE_COLUMNS,
})  # fmt: skip
