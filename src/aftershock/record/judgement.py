"""An analyst's decision about a record: it survives every re-run."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Decision = Literal["accept", "reject", "edit", "merge", "split", "note"]


@dataclass(frozen=True, slots=True)
class Judgement:
    """Who decided what about which record, when, and why. ``value`` is the edit as JSON text, where there is one."""

    id: str
    record: str
    decision: Decision
    value: str
    reason: str
    by: str
    at: datetime
