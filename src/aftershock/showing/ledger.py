"""The claims ledger: who said what, how sure, by when, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from aftershock.record.claim import AUTHOR, Claim
from aftershock.record.document import Document
from aftershock.record.question import Question, Resolution, Untestable
from aftershock.record.ripple import Ripple
from aftershock.showing import words
from aftershock.showing.evidence import ReportData
from aftershock.showing.joined import Joined

_EVEN: Final = 0.5
_SETTLED: Final = frozenset({"true", "false", "partly"})
_RANK: Final = (
    "borne-out",
    "not-borne-out",
    "true",
    "false",
    "partly",
    "open",
    "unclear",
    "void",
    "untestable",
    "none",
)
_KINDS: Final = ("forecast", "assessment", "recommendation", "report")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question made from a claim, and how it ended."""

    question: Question
    resolution: Resolution | None

    @property
    def outcome(self) -> str:
        """How it ended; open where nothing is recorded."""
        return self.resolution.outcome if self.resolution else "open"


@dataclass(frozen=True, slots=True)
class Entry:
    """One claim with everything that hangs on it. ``verdict`` is a key of `words.VERDICTS`."""

    claim: Claim
    speaker: str
    publisher: str
    made: date | None
    quote: str
    cue: str
    asked: tuple[Asked, ...]
    untestable: Untestable | None
    ripples: tuple[Ripple, ...]
    verdict: str

    @property
    def main(self) -> Asked | None:
        """The question that the verdict rests on."""
        return deciding(self.asked)

    @property
    def shown_ripples(self) -> tuple[Ripple, ...]:
        """The ripples it speaks of; those that cannot be tested only where there is no other."""
        return tuple(ripple for ripple in self.ripples if ripple.verdict != "not-testable") or self.ripples


def speaker_name(claim: Claim, document: Document | None, data: ReportData) -> str:
    """The speaker's name: a document speaking in its own voice is its authors, else its publisher."""
    if claim.speaker != AUTHOR:
        return data.name(claim.speaker)
    if document is None:
        return "The author"
    return words.listing(document.authors) or document.publisher or "The author"


def entries(data: ReportData, joined: Joined) -> tuple[Entry, ...]:
    """All claims: settled forecasts first, then open ones, then those that cannot be tested, then the rest."""
    found = [_entry(claim, data, joined) for claim in data.claims]
    places = {document.id: place for place, document in enumerate(data.documents)}
    return tuple(
        sorted(
            found,
            key=lambda entry: (
                _RANK.index(entry.verdict),
                _KINDS.index(entry.claim.kind),
                places.get(entry.claim.document, len(places)),
                entry.claim.content,
            ),
        )
    )


def _entry(claim: Claim, data: ReportData, joined: Joined) -> Entry:
    document = joined.documents.get(claim.document)
    text = document.text if document else ""
    asked = tuple(
        Asked(question, joined.resolutions.get(question.id)) for question in joined.by_claim.get(claim.id, ())
    )
    untestable = joined.untestable.get(claim.id)
    return Entry(
        claim=claim,
        speaker=speaker_name(claim, document, data),
        publisher=document.publisher if document else "",
        made=document.published if document else None,
        quote=claim.content.of(text),
        cue=claim.cue.of(text) if claim.cue else "",
        asked=asked,
        untestable=untestable,
        ripples=tuple(ripple for ripple in data.ripples if claim.id in ripple.claims),
        verdict=_verdict(claim, asked, untestable),
    )


def deciding(asked: Sequence[Asked]) -> Asked | None:
    """The last question that was settled; else the one nearest to it."""
    settled = [one for one in asked if one.outcome in _SETTLED]
    return settled[-1] if settled else min(asked, key=lambda one: _RANK.index(one.outcome), default=None)


def _verdict(claim: Claim, asked: Sequence[Asked], untestable: Untestable | None) -> str:
    """Whether what happened bears the speaker out: that depends on which way the words leaned, if any."""
    main = deciding(asked)
    if main is None:
        return "untestable" if untestable is not None else "open" if claim.kind == "forecast" else "none"
    if main.outcome not in {"true", "false"} or main.question.certainty is None:
        return main.outcome
    leaning = main.question.certainty
    if leaning.low < _EVEN < leaning.high:
        return main.outcome
    expected = "true" if leaning.low >= _EVEN else "false"
    return "borne-out" if main.outcome == expected else "not-borne-out"


def facets(found: Sequence[Entry]) -> dict[str, tuple[tuple[str, str, int], ...]]:
    """The values by which the ledger can be filtered: value, its name, and how many claims have it."""
    speakers = [(entry.speaker, entry.speaker) for entry in found]
    kinds = [(entry.claim.kind, entry.claim.kind) for entry in found]
    verdicts = [(entry.verdict, words.VERDICTS[entry.verdict]) for entry in found]
    return {"speaker": _counted(speakers), "kind": _counted(kinds), "verdict": _counted(verdicts)}


def _counted(pairs: Sequence[tuple[str, str]]) -> tuple[tuple[str, str, int], ...]:
    counts: dict[tuple[str, str], int] = {}
    for pair in pairs:
        counts[pair] = counts.get(pair, 0) + 1
    return tuple(
        (value, name, count) for (value, name), count in sorted(counts.items(), key=lambda it: (-it[1], it[0]))
    )
