"""Where a record comes from: a span of a document, a row of a data file, a setting, or other records."""

from __future__ import annotations

from dataclasses import dataclass

from aftershock.record.text import Span


@dataclass(frozen=True, slots=True)
class FromText:
    """Words that stand in a document."""

    document: str
    span: Span


@dataclass(frozen=True, slots=True)
class FromRow:
    """A row of a named data set and release; ``line`` counts from 1 and includes a header."""

    dataset: str
    release: str
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class FromStudy:
    """A key of ``study.toml``, such as ``hypothesis.R3``."""

    key: str


@dataclass(frozen=True, slots=True)
class FromRecords:
    """Derived from other records or event rows, by their ids."""

    ids: tuple[str, ...]


Origin = FromText | FromRow | FromStudy | FromRecords


@dataclass(frozen=True, slots=True)
class Provenance:
    """The origin of a record, and the rule, model or person that made it, with its version."""

    origin: Origin
    made_by: str
    version: str
