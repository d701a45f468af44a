"""What was refused, where and why: never a silent drop."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Refusal:
    """Something that was not taken in. ``count`` is how many items share the reason at this place."""

    step: str
    place: str
    reason: str
    count: int = 1
