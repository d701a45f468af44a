"""The ripple tree, the ties of the network, and the key judgements: all derived, all with their evidence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from aftershock.record.effect import Verdict
from aftershock.record.provenance import Provenance
from aftershock.record.question import Outcome

Standing = Literal["claimed-and-seen", "claimed-not-seen", "claimed-untested", "seen-unclaimed", "neither"]
EvidenceKind = Literal["sentence", "data", "forecast", "event", "resolution"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """A chip of the report: what kind of record stands behind a statement, and its id."""

    kind: EvidenceKind
    id: str


@dataclass(frozen=True, slots=True)
class Ripple:
    """One hypothesis joined with who claims it, what was measured and how its questions ended.

    ``sources`` counts independent documents that claim it. ``sentence`` is the finding in plain words, or the reason
    why there is none; it begins with ``told``, which says who claims it.
    """

    id: str
    hypothesis: str
    system: str
    theatre: str
    title: str
    parents: tuple[str, ...]
    order: int
    onset: date
    claims: tuple[str, ...]
    links: tuple[str, ...]
    sources: int
    effects: tuple[str, ...]
    questions: tuple[str, ...]
    verdict: Verdict | Outcome
    standing: Standing
    sentence: str
    evidence: tuple[Evidence, ...]
    provenance: Provenance
    told: str = ""


@dataclass(frozen=True, slots=True)
class Tie:
    """The traffic of a dyad in one period: counts of verbal and material cooperation and conflict events."""

    id: str
    actor: str
    recipient: str
    period: Literal["before", "after"]
    start: date
    end: date
    cooperation: int
    conflict: int
    deaths: int
    rows: tuple[str, ...]
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Finding:
    """A key judgement: one sentence, its number and interval, how sure, and the evidence behind it."""

    id: str
    rank: int
    sentence: str
    number: float | None
    low: float | None
    high: float | None
    unit: str
    confidence: Literal["high", "moderate", "low"]
    why: str
    evidence: tuple[Evidence, ...]
    provenance: Provenance
