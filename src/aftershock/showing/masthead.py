"""The masthead: what is in the study, what its data cover, and what to beware of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from aftershock.record.hypothesis import StudyPlan
from aftershock.record.manifest import DataFile
from aftershock.showing import words
from aftershock.showing.evidence import ReportData
from aftershock.showing.scale import Days, Tick

_ROW: Final = 22
_TOP: Final = 22


@dataclass(frozen=True, slots=True)
class Measures:
    """The widths of the drawing: names end before ``left``, counts of rows begin after ``right``."""

    width: float
    left: float
    right: float
    letters: int


WIDE: Final = Measures(560, 150, 470, 22)
NARROW: Final = Measures(350, 100, 262, 14)


@dataclass(frozen=True, slots=True)
class Strip:
    """A data set: the days it covers, and how many rows were loaded and refused."""

    dataset: str
    kind: str
    first: date
    last: date
    loaded: int
    quarantined: int
    start: float
    end: float
    y: float


@dataclass(frozen=True, slots=True)
class Coverage:
    """The strips over the study's window."""

    measures: Measures
    height: float
    strips: tuple[Strip, ...]
    shock_x: float
    window: tuple[float, float]
    ticks: tuple[Tick, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """A figure of the masthead, and the section that it leads to."""

    value: str
    noun: str
    href: str


def counts(data: ReportData) -> tuple[Count, ...]:
    """How much was read, loaded and refused."""
    loaded = sum(file.rows_loaded for file in data.files if file.kind == "events")
    refused = sum(refusal.count for refusal in data.refusals)
    entries = (
        (len(data.documents), "document", "documents", "#reader"),
        (len(data.claims), "claim", "claims", "#claims"),
        (loaded, "event row", "event rows", "#timeline"),
        (len(data.effects), "measured effect", "measured effects", "#panels"),
        (refused, "item refused", "items refused", "#refusals"),
    )
    return tuple(Count(f"{n:,}", one if n == 1 else many, href) for n, one, many, href in entries)


def coverage(plan: StudyPlan, files: Sequence[DataFile], measures: Measures) -> Coverage | None:
    """A strip for each data set that has dates, or ``None`` where there is none."""
    spans = _spans(files)
    if not spans:
        return None
    first = min([plan.window.start, *(span[2] for span in spans)])
    last = max([plan.window.end, *(span[3] for span in spans)])
    scale = Days(first, last, measures.left, measures.right)
    strips = tuple(
        Strip(*span, start=scale(span[2]), end=max(scale(span[3]), scale(span[2]) + 2), y=_TOP + _ROW * place)
        for place, span in enumerate(spans)
    )
    height = _TOP + _ROW * len(strips) + 20
    window = (scale(plan.window.start), scale(plan.window.end))
    return Coverage(measures, height, strips, scale(plan.shock.day), window, scale.ticks(room=60))


def _spans(files: Sequence[DataFile]) -> list[tuple[str, str, date, date, int, int]]:
    groups: dict[tuple[str, str], list[DataFile]] = {}
    for file in files:
        if file.kind != "quarantine":
            groups.setdefault((file.dataset, file.kind), []).append(file)
    spans = []
    for (dataset, kind), found in sorted(groups.items()):
        firsts = [file.first for file in found if file.first]
        lasts = [file.last for file in found if file.last]
        if firsts and lasts:
            loaded = sum(file.rows_loaded for file in found)
            quarantined = sum(file.rows_quarantined for file in found)
            spans.append((dataset, kind, min(firsts), max(lasts), loaded, quarantined))
    return spans


def _on_sources(data: ReportData) -> list[str]:
    """What limits the independence of what was said and asked."""
    found = []
    publishers = {document.publisher for document in data.documents}
    if len(data.documents) > 1 and len(publishers) == 1 and all(publishers):
        name = publishers.pop()
        found.append(f"All documents are published by {name}: however many say a thing, it is one source.")
    known = sum(question.outcome_known for question in data.questions)
    if known:
        found.append(f"{known} of {words.plural(len(data.questions), 'question')} were asked with the outcome known.")
    return found


def samples(data: ReportData) -> tuple[str, ...]:
    """Why rows are samples, each reason once."""
    return tuple(dict.fromkeys(indicator.partial for indicator in data.plan.indicators if indicator.partial))


def _on_samples(data: ReportData) -> list[str]:
    found = []
    for reason in samples(data):
        count = sum(indicator.partial == reason for indicator in data.plan.indicators)
        found.append(f"{words.plural(count, 'measure counts', 'measures count')} in a sample: {reason.rstrip('.')}.")
    return found


def warnings(data: ReportData) -> tuple[str, ...]:
    """What a reader should know before believing the rest, in plain words."""
    found = []
    undated = sum(document.published is None for document in data.documents)
    if undated:
        named = words.plural(undated, "document has", "documents have")
        found.append(f"{named} no date of publication: their claims cannot be put in time.")
    found += [
        f"“{words.shortened(document.title or document.file, 60)}”: {note.text}"
        for document in data.documents
        for note in document.notes
        if note.kind in {"translated", "hidden-text"}
    ]
    set_aside = sum(file.rows_quarantined for file in data.files)
    if set_aside:
        found.append(f"{words.plural(set_aside, 'data row')} could not be read and stand aside; see What was refused.")
    thin = sum(effect.verdict == "underpowered" for effect in data.effects)
    if thin:
        verb = "is" if thin == 1 else "are"
        found.append(f"{thin} of {words.plural(len(data.effects), 'measure')} {verb} too uncertain to tell anything.")
    found += _on_sources(data) + _on_samples(data)
    if data.missing:
        found.append(f"{words.plural(len(data.missing), 'evidence id')} cited by records cannot be found in the data.")
    return tuple(found)
