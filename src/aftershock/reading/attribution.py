"""Who said what: every statement that a text attributes to a speaker, with the cue that does so."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from aftershock.reading.attributed import Attribution
from aftershock.reading.carrying import afloat, carried_back
from aftershock.reading.cover import Cover
from aftershock.reading.passage import Passage, Token, TokenSentence
from aftershock.reading.quoted import direct, stretch
from aftershock.reading.reported import indirect
from aftershock.reading.speakers import Speakers, unnamed_speakers
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
    quotations = passage.quotations[places.start : places.stop]
    quoted = direct(stretch(sentences, quotations), speakers, last)
    if quoted:
        speakers.recent = quoted[-1].speaker
    found = [*quoted, *_reported(sentences, quoted, speakers)]
    found += list(carried_back(sentences, found))
    found += list(afloat(sentences, quotations, found))
    return sorted(found, key=lambda a: a.cue or a.content)


def _reported(
    sentences: Sequence[TokenSentence], quoted: Sequence[Attribution], speakers: Speakers
) -> Iterator[Attribution]:
    """What the sentences of a paragraph attribute outside, and inside, its direct quotations."""
    taken = Cover(attribution.content for attribution in quoted)
    cued = Cover(attribution.cue for attribution in quoted if attribution.cue is not None)
    for sentence in sentences:
        if len(sentence.tokens) > _LONGEST:
            continue
        for part in _parts(sentence, taken.over(sentence.span)):
            here = [a for a in indirect(part, speakers) if a.cue is None or not cued.touches(a.cue)]
            yield from here
            spoken = [a for a in here if a.rule.startswith("indirect")]
            speakers.recent = spoken[-1].speaker if spoken else speakers.recent


def _parts(sentence: TokenSentence, taken: Sequence[Span]) -> Iterator[list[Token]]:
    """The words of a sentence outside direct quotations, then those inside each: a quoted speaker may report others."""
    outside = [token for token in sentence.tokens if not any(span.contains(token.span) for span in taken)]
    if outside:
        yield outside
    for span in taken:
        inside = [token for token in sentence.tokens if span.contains(token.span)]
        if inside:
            yield inside
