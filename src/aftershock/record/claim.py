"""Claims and the causal links they carry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from aftershock.record.dates import DateInterval
from aftershock.record.provenance import Provenance
from aftershock.record.text import Span

ClaimKind = Literal["forecast", "assessment", "report", "recommendation"]
LinkDirection = Literal["raises", "lowers"]

AUTHOR: Final = "author"
"""The speaker of what a document says in its own voice."""


@dataclass(frozen=True, slots=True)
class Certainty:
    """The interval of probability that a text's words express, and the words.

    Raises:
        ValueError: unless ``0 <= low <= high <= 1``.
    """

    low: float
    high: float
    words: str = ""
    scale: str = ""

    def __post_init__(self) -> None:
        if not 0 <= self.low <= self.high <= 1:
            raise ValueError(f"not an interval of probability: [{self.low}, {self.high}]")


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement attributed to a speaker: a DocumentActor's id, or `AUTHOR`.

    ``content`` is the claimed statement without the cue, ``cue`` the words that attribute it. ``horizon`` is the period
    in which a forecast would come true, ``None`` where the text leaves it open. ``about`` are the ids of the actors
    named in the content.
    """

    id: str
    document: str
    speaker: str
    kind: ClaimKind
    content: Span
    cue: Span | None
    certainty: Certainty | None
    negated: bool
    horizon: DateInterval | None
    about: tuple[str, ...]
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Link:
    """One thing said to lead to another: the shortest spans naming each, and the claim that carries it."""

    id: str
    document: str
    cause: Span
    effect: Span
    direction: LinkDirection
    hedged: bool
    claim: str | None
    provenance: Provenance
