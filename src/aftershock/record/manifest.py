"""Data files of a study, and what loading one gave."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from aftershock.record.columns import TableKind


@dataclass(frozen=True, slots=True)
class DataFile:
    """One immutable Parquet file under ``store/events`` and the file it was loaded from.

    ``rows_read`` equals ``rows_loaded`` plus ``rows_quarantined``; ``reasons`` counts the quarantined by reason.
    """

    id: str
    kind: TableKind
    dataset: str
    release: str
    source_file: str
    source_sha256: str
    parquet: str
    sha256: str
    rows_read: int
    rows_loaded: int
    rows_quarantined: int
    reasons: tuple[tuple[str, int], ...]
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Vintage:
    """The day that the records of a store stand at: nothing in them is later."""

    id: str
    as_of: date


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """A row of event data as the report cites it: where it stands, and what it says in one line of text."""

    id: str
    kind: TableKind
    dataset: str
    release: str
    file: str
    line: int
    first: date
    text: str
    source: str
    url: str
