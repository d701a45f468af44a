"""Statements that share the speaker of one beside them: quotations that go on, forecasts before a closing cue."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from aftershock.reading.attributed import Attribution
from aftershock.reading.cover import Cover
from aftershock.reading.passage import Quotation, TokenSentence
from aftershock.reading.statements import is_forecast, span_of

_MARKS: Final = 2
"""Characters that marks may take at the ends of a sentence that is one quotation."""


def carried_back(sentences: Sequence[TokenSentence], found: Sequence[Attribution]) -> Iterator[Attribution]:
    """Forecasts before one that a closing cue attributes ("A will grow. B will shrink, she said."): the same speaker.

    The text does not say so; the rule's name lets whoever reads the claim weigh that.
    """
    ends = [sentence.span.end for sentence in sentences]
    told = Cover(attribution.content for attribution in found)
    for attribution in found:
        if attribution.rule != "indirect-before-cue":
            continue
        here = bisect_right(ends, attribution.content.start)
        if not is_forecast(sentences[here].tokens, is_reported=True):
            continue
        for sentence in reversed(sentences[:here]):
            content = span_of(sentence.tokens)
            if content is None or told.touches(sentence.span) or not is_forecast(sentence.tokens, is_reported=False):
                break
            yield replace(attribution, content=content, rule="carried-back")


def afloat(
    sentences: Sequence[TokenSentence], quotations: Sequence[Quotation], found: Sequence[Attribution]
) -> Iterator[Attribution]:
    """Whole-sentence quotations right after a sentence that reports somebody: the same speaker goes on."""
    starts = [quotation.span.start for quotation in quotations]
    told = Cover(attribution.content for attribution in found)
    speaker = {a.cue.start: a.speaker for a in found if a.cue is not None and a.manner == "say"}
    cues = sorted(speaker)
    for before, sentence in pairwise(sentences):
        first = bisect_left(starts, sentence.span.start)
        last_cue = bisect_left(cues, before.span.end) - 1
        is_reported = last_cue >= 0 and cues[last_cue] >= before.span.start
        if first == len(quotations) or not is_reported or told.touches(sentence.span):
            continue
        quoted = quotations[first].span
        if quoted.start - sentence.span.start < _MARKS and quoted.end >= sentence.span.end - _MARKS:
            who = speaker[cues[last_cue]]
            yield Attribution(who, None, quoted, "say", is_quoted=True, rule="quotation-floating")
