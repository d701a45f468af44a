"""What looking at the data gave for a question, before it is a record."""

from __future__ import annotations

from dataclasses import dataclass

from aftershock.record.question import Outcome


@dataclass(frozen=True, slots=True)
class Finding:
    """The outcome, the number found, the rows that decide it, why in words, and whether one row would change it."""

    outcome: Outcome
    value: float | None
    rows: tuple[str, ...]
    reason: str
    fragile: bool = False
