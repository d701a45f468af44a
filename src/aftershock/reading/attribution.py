"""Who said what: every statement that a text attributes to a speaker, with the cue that does so."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from typing import Final

from aftershock.reading.attributed import Attribution
from aftershock.reading.passage import Passage, Quotation, Token, TokenSentence
from aftershock.reading.quoted import direct, stretch
from aftershock.reading.reported import indirect
from aftershock.reading.speakers import Speakers, unnamed_speakers
from aftershock.reading.statements import is_forecast, span_of
from aftershock.record.text import Span

__all__ = ["Attribution", "attributions", "unnamed_speakers"]

_LONGEST: Final = 400
"""Tokens: a longer "sentence" is a list or a table, where the rules of speech have nothing to find."""


def attributions(passage: Passage) -> tuple[Attribution, ...]:
    """The attributed statements of a document, sorted by content, then cue.

    A quotation without a cue goes on with whoever spoke in the paragraph before it.
    """
    speakers = Speakers(passage)
    starts = [quotation.span.start for quotation in passage.quotations]
    found: list[Attribution] = []
    last: str | None = None
    for _, group in groupby(passage.sentences, key=lambda sentence: sentence.paragraph):
        sentences = [sentence for sentence in group if sentence.role != "boilerplate"]
        if not sentences:
            continue
        first, stop = (bisect_left(starts, s) for s in (sentences[0].span.start, sentences[-1].span.end))
        speakers.recent = last
        here = _paragraph(sentences, passage, range(first, stop), speakers, last)
        spoken = [a for a in here if a.manner == "say" and a.rule != "noun-cue"]
        last = spoken[-1].speaker if spoken else _kept(last, sentences)
        found += here
    return tuple(sorted(set(found), key=lambda a: (a.content, a.cue or a.content, a.speaker)))


def _kept(last: str | None, sentences: Sequence[TokenSentence]) -> str | None:
    """A heading or a caption between two paragraphs does not end a turn; a paragraph of the author's does."""
    return last if all(sentence.role != "body" for sentence in sentences) else None


def _paragraph(
    sentences: Sequence[TokenSentence], passage: Passage, places: range, speakers: Speakers, last: str | None
) -> list[Attribution]:
    quoted = direct(stretch(sentences, passage.quotations[places.start : places.stop]), speakers, last)
    if quoted:
        speakers.recent = quoted[-1].speaker
    taken = [attribution.content for attribution in quoted]
    cued = {attribution.cue for attribution in quoted}
    found: list[Attribution] = []
    for sentence in sentences:
        if len(sentence.tokens) <= _LONGEST:
            for part in _parts(sentence.tokens, taken):
                here = [a for a in indirect(part, speakers) if not _overlaps(a.cue, cued)]
                found += here
                spoken = [a for a in here if a.rule.startswith("indirect")]
                speakers.recent = spoken[-1].speaker if spoken else speakers.recent
    found += list(_carried_back(sentences, [*quoted, *found]))
    quotations = passage.quotations[places.start : places.stop]
    found += list(_afloat(sentences, quotations, [*quoted, *found]))
    return sorted([*quoted, *found], key=lambda a: a.cue or a.content)


def _afloat(
    sentences: Sequence[TokenSentence], quotations: Sequence[Quotation], found: Sequence[Attribution]
) -> Iterator[Attribution]:
    """Whole-sentence quotations right after a sentence that reports somebody: the same speaker goes on."""
    for before, sentence in pairwise(sentences):
        told = [a for a in found if a.manner == "say" and a.cue is not None and before.span.contains(a.cue)]
        held = [
            q
            for q in quotations
            if q.span.start - sentence.span.start in {0, 1} and q.span.end >= sentence.span.end - 2
        ]
        is_free = not any(sentence.span.overlaps(a.content) for a in found)
        if told and held and is_free:
            yield Attribution(told[-1].speaker, None, held[0].span, "say", is_quoted=True, rule="quotation-floating")


def _overlaps(cue: Span | None, others: set[Span | None]) -> bool:
    return cue is not None and any(other is not None and other.overlaps(cue) for other in others)


def _carried_back(sentences: Sequence[TokenSentence], found: Sequence[Attribution]) -> Iterator[Attribution]:
    """Forecasts before one that a closing cue attributes ("A will grow. B will shrink, she said."): the same speaker."""
    for attribution in found:
        if attribution.rule != "indirect-before-cue":
            continue
        here = next(n for n, s in enumerate(sentences) if s.span.overlaps(attribution.content))
        if not is_forecast(sentences[here].tokens, is_reported=True):
            continue
        for sentence in reversed(sentences[:here]):
            is_free = not any(sentence.span.overlaps(other.content) for other in found)
            content = span_of(sentence.tokens)
            if not is_free or content is None or not is_forecast(sentence.tokens, is_reported=False):
                break
            yield replace(attribution, content=content, rule="carried-back")


def _parts(tokens: Sequence[Token], taken: Sequence[Span]) -> Iterator[list[Token]]:
    """The words of a sentence outside direct quotations, then those inside each: a quoted speaker may report others."""
    outside = [token for token in tokens if not any(span.contains(token.span) for span in taken)]
    if outside:
        yield outside
    for span in taken:
        inside = [token for token in tokens if span.contains(token.span)]
        if inside:
            yield inside
