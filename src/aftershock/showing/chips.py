"""Evidence chips: the short labels by which a statement leads to its sentence, its data or its forecast."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

from aftershock.record.ripple import Evidence
from aftershock.record.text import Span
from aftershock.showing import words
from aftershock.showing.evidence import ReportData

ChipKind = Literal["sentence", "data", "forecast", "question", "missing"]

_PLAIN: Final = re.compile(r"[A-Za-z0-9._:-]{1,80}")
_TITLE: Final = 80


@dataclass(frozen=True, slots=True)
class Chip:
    """A label such as ``S3``, where it leads (``#…``, empty where nothing stands behind the id), and what is there."""

    label: str
    href: str
    title: str
    kind: ChipKind


def anchor(prefix: str, identity: str) -> str:
    """An HTML id for a record or row. Ids come from data files, so unusual ones are replaced by their digest."""
    if _PLAIN.fullmatch(identity):
        return f"{prefix}-{identity}"
    return f"{prefix}-{hashlib.sha256(identity.encode()).hexdigest()[:12]}"


@dataclass(frozen=True, slots=True)
class Chips:
    """The chips of a report, by the id of the record or row they stand for."""

    all: Mapping[str, Chip]

    def one(self, identity: str) -> Chip:
        """The chip of an id; one without a link where no record bears it."""
        return self.all.get(identity) or Chip(identity, "", "Nothing in the store bears this id.", "missing")

    def of(self, evidence: Iterable[Evidence]) -> tuple[Chip, ...]:
        """The chips of a statement's evidence, each once."""
        return self.ids(found.id for found in evidence)

    def ids(self, identities: Iterable[str]) -> tuple[Chip, ...]:
        """The chips of these ids, each once, in their order."""
        return tuple(dict.fromkeys(map(self.one, identities)))

    def known(self, identities: Iterable[str]) -> tuple[Chip, ...]:
        """The chips of those ids that a record or row bears."""
        return self.ids(identity for identity in identities if identity in self.all)


def number_chips(data: ReportData) -> Chips:
    """Number the evidence: sentences in reading order, data by effect, series and row, forecasts, questions."""
    return Chips(MappingProxyType({**_sentences(data), **_data(data), **_forecasts(data), **_questions(data)}))


def _sentences(data: ReportData) -> dict[str, Chip]:
    texts = {document.id: document for document in data.documents}
    places = {document.id: place for place, document in enumerate(data.documents)}
    spans = sorted((places.get(document, len(places)), span, identity) for identity, document, span in _spans(data))
    names = {identity: document for identity, document, _ in _spans(data)}
    chips = {}
    for label, (_, span, identity) in enumerate(spans, start=1):
        document = texts.get(names[identity])
        quote = words.shortened(span.of(document.text), _TITLE) if document else ""
        title = f"“{quote}” ({document.title})" if document else "The document is not in the store."
        chips[identity] = Chip(f"S{label}", f"#{anchor('s', identity)}" if document else "", title, "sentence")
    return chips


def _spans(data: ReportData) -> list[tuple[str, str, Span]]:
    found = [(claim.id, claim.document, claim.content) for claim in data.claims]
    found += [(event.id, event.document, event.sentence) for event in data.reported]
    found += [
        (link.id, link.document, Span(min(link.cause.start, link.effect.start), max(link.cause.end, link.effect.end)))
        for link in data.links
    ]
    return found


def _data(data: ReportData) -> dict[str, Chip]:
    entries = [(effect.id, anchor("e", effect.id), words.shortened(effect.sentence, _TITLE)) for effect in data.effects]
    entries += [(series.id, anchor("d", series.id), f"Series: {series.indicator}") for series in data.series]
    entries += [(file.id, anchor("d", file.id), f"{file.dataset}: {file.source_file}") for file in data.files]
    rows = [(event.when.start, event.id, event.file, event.line, event.summary) for event in data.events]
    rows += [(row.first, row.id, row.file, row.line, row.text) for row in data.cited]
    entries += [
        (identity, anchor("d", identity), f"{words.day(first)}, {file}:{line}. {words.shortened(text, _TITLE)}")
        for first, identity, file, line, text in sorted(rows, key=lambda row: (str(row[0]), *row[1:]))
    ]
    entries += [(tie.id, anchor("t", tie.id), f"{tie.actor} → {tie.recipient}, {tie.period}") for tie in data.ties]
    return _numbered("D", "data", entries)


def _forecasts(data: ReportData) -> dict[str, Chip]:
    entries = [
        (f.id, anchor("f", f.id), f"{f.forecaster}, {words.day(f.cutoff)}: {words.chance(f.probability)}")
        for f in data.forecasts
    ]
    return _numbered("F", "forecast", entries)


def _questions(data: ReportData) -> dict[str, Chip]:
    chips = _numbered(
        "Q", "question", [(q.id, anchor("q", q.id), words.shortened(q.text, _TITLE)) for q in data.questions]
    )
    settled = {r.id: chips[r.question] for r in data.resolutions if r.question in chips}
    return {**chips, **settled}


def _numbered(letter: str, kind: ChipKind, entries: Sequence[tuple[str, str, str]]) -> dict[str, Chip]:
    return {
        identity: Chip(f"{letter}{label}", f"#{place}", words.visible(title), kind)
        for label, (identity, place, title) in enumerate(entries, start=1)
    }
