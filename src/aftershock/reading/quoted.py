"""Direct speech: quotations, the cue beside them, and quotations without one that go on with a speaker."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from aftershock.reading.attributed import Attribution
from aftershock.reading.cues import Cue, cues, skip_adverbs
from aftershock.reading.passage import Quotation, Token, TokenSentence
from aftershock.reading.speakers import Speakers
from aftershock.record.text import Span

_SHORTEST: Final = 3
_AFTER: Final = 30
_BEFORE: Final = 60
_MARKS: Final = frozenset({'"', "'", ",", ".", "!", "?", "..."})


@dataclass(frozen=True, slots=True)
class Stretch:
    """A paragraph as the rules of quotation see it: its tokens, and the quotations that begin in it."""

    tokens: tuple[Token, ...]
    quotations: tuple[Quotation, ...]
    starts: tuple[int, ...]


def stretch(sentences: Sequence[TokenSentence], quotations: Sequence[Quotation]) -> Stretch:
    """The paragraph made of these sentences."""
    tokens = tuple(token for sentence in sentences for token in sentence.tokens)
    return Stretch(tokens, tuple(quotations), tuple(token.span.start for token in tokens))


def direct(paragraph: Stretch, speakers: Speakers, last: str | None) -> tuple[Attribution, ...]:
    """The quotations of one paragraph that have a speaker; ``last`` is who spoke before it.

    A quotation split by its cue is one, from its first word to its last.
    """
    found: list[Attribution] = []
    for quotation in paragraph.quotations:
        if found and found[-1].content.overlaps(quotation.span):
            continue
        inside, before, after = _around(paragraph, quotation)
        if len(inside) < _SHORTEST and not _is_introduced(before):
            continue
        here = _cued(quotation.span, inside, before, after, speakers)
        previous = found[-1] if found else None
        if previous is not None and _goes_on(paragraph, previous, quotation, here):
            found[-1] = replace(
                previous, content=Span(previous.content.start, quotation.span.end), rule="quotation-split"
            )
        elif here is not None:
            found.append(here)
        elif previous is None and last is not None and _floats(before, after, inside):
            found.append(Attribution(last, None, quotation.span, "say", is_quoted=True, rule="quotation-floating"))
    return tuple(found)


def _around(paragraph: Stretch, quotation: Quotation) -> tuple[list[Token], list[Token], list[Token]]:
    """The tokens inside a quotation, before it in its sentence, and after it."""
    first, stop = (bisect_left(paragraph.starts, offset) for offset in (quotation.span.start, quotation.span.end))
    before = paragraph.tokens[max(0, first - _BEFORE) : first]
    return (
        list(paragraph.tokens[first:stop]),
        _since_stop(before),
        list(paragraph.tokens[stop : stop + _AFTER + _SHORTEST]),
    )


def _since_stop(tokens: Sequence[Token]) -> list[Token]:
    for place in range(len(tokens) - 2, -1, -1):
        if tokens[place].lower in {".", "?", "!"}:
            rest = list(tokens[place + 1 :])
            return rest[1:] if len(rest) > 1 and rest[0].lower == '"' and rest[0] is not tokens[-1] else rest
    return list(tokens)


def _is_introduced(before: Sequence[Token]) -> bool:
    """Whether a colon or a comma stands right before the opening mark."""
    return len(before) > 1 and before[-2].lower in {":", ","}


def _cued(
    span: Span, inside: Sequence[Token], before: Sequence[Token], after: Sequence[Token], speakers: Speakers
) -> Attribution | None:
    return _cued_after(span, inside, after, speakers) or _cued_before(span, inside, before, speakers)


def _cued_after(span: Span, inside: Sequence[Token], after: Sequence[Token], speakers: Speakers) -> Attribution | None:
    """As in "…," said X / "…," X said."""
    clause = _first_clause(after)
    if not clause or not (
        inside[-1].lower in {",", "?", "!", "-"}
        or after[0].lower in {",", "?", "!"}
        or (len(after) > 1 and after[1].lower == ",")
    ):
        return None
    for cue in cues(clause)[:2]:
        if cue.manner not in {"say", "think", "commit"} or _is_subordinate(clause, cue):
            continue
        inverted = skip_adverbs(clause, cue.start - 1, -1) < 0
        speaker = speakers.after(clause, cue.end) if inverted else speakers.before(clause, cue)
        if speaker is not None:
            cued = Span(clause[0].span.start, clause[cue.end - 1].span.end)
            return Attribution(speaker, cued, span, "say", is_quoted=True, rule="quotation-cue-after", words=cue.base)
    return None


def _is_subordinate(clause: Sequence[Token], cue: Cue) -> bool:
    return any(token.lower in {"that", "which", "because", "when", "and", "but"} for token in clause[: cue.start])


def _first_clause(after: Sequence[Token]) -> list[Token]:
    """The words between a closing mark and the next sentence or quotation."""
    start = 0
    while start < len(after) and start < _SHORTEST and after[start].lower in {'"', "'", ","}:
        start += 1
    end = start
    while end < len(after) and end - start < _AFTER and after[end].lower not in {".", '"', "?", "!", ";"}:
        end += 1
    return list(after[start:end])


def _cued_before(
    span: Span, inside: Sequence[Token], before: Sequence[Token], speakers: Speakers
) -> Attribution | None:
    """X said: "…" / X said, "…" / X tweeted "…" with a whole sentence inside."""
    if len(before) < _SHORTEST or before[-1].lower not in {'"', "'"}:
        return None
    lead = before[:-1]
    is_marked = lead[-1].lower in {":", ","}
    if not is_marked and not (inside[0].text[0].isupper() and len(inside) > _SHORTEST):
        return None
    for cue in reversed(cues(lead)):
        if (
            cue.manner != "say"
            or (not is_marked and cue.end < len(lead))
            or (lead[-1].lower == "," and cue.end < len(lead) - 1 - _SHORTEST)
        ):
            continue
        if any(token.lower == '"' for token in lead[cue.end :]):
            return None
        speaker = speakers.before(lead, cue)
        if speaker is not None:
            cued = Span(lead[cue.start].span.start, lead[cue.end - 1].span.end)
            return Attribution(speaker, cued, span, "say", is_quoted=True, rule="quotation-cue-before", words=cue.base)
    return None


def _goes_on(paragraph: Stretch, previous: Attribution, quotation: Quotation, here: Attribution | None) -> bool:
    """Whether a quotation follows the one before with nothing but its cue between them."""
    if here is not None and (here.speaker != previous.speaker or here.rule == "quotation-cue-after"):
        return False
    first, stop = (bisect_left(paragraph.starts, o) for o in (previous.content.end, quotation.span.start))
    between = paragraph.tokens[first:stop]
    stops = [place for place, token in enumerate(between) if token.lower in {".", "!", "?"}]
    if not between or len(between) > _AFTER or (stops and stops[0] < len(between) - 3):
        return False
    return previous.rule in {"quotation-cue-after", "quotation-split"} or len(between) <= _SHORTEST


def _floats(before: Sequence[Token], after: Sequence[Token], inside: Sequence[Token]) -> bool:
    """Whether a quotation makes up its paragraph: nothing before it, no words after it, a sentence inside."""
    words_after = [t for t in after if t.lower not in _MARKS]
    is_alone = all(t.lower in _MARKS for t in before) and not words_after
    return is_alone and inside[0].text[0].isupper() and len(inside) > _SHORTEST
