"""A figure: one number about a day or a period, with its source."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from aftershock.record.dates import DateInterval


@dataclass(frozen=True, slots=True)
class Figure:
    """One row of the figures table. ``note`` says where counting rules differ, or that the value is a bound."""

    id: str
    indicator: str
    when: DateInterval
    known: date
    value: float
    unit: str
    scope: str
    source: str
    confidence: str
    note: str
    dataset: str
    file: str
    line: int
