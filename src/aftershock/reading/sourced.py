"""Statements with a source but no verb of saying: "according to X", "Experts: …", "fears among X that …"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from aftershock.reading.attributed import SHORTEST, Attribution, after_lead, content_span
from aftershock.reading.cues import Manner, according, nouns, words
from aftershock.reading.passage import Token
from aftershock.reading.speakers import Speakers
from aftershock.record.text import Span

_LOOK: Final = 12
_TAIL: Final = 8


def sourced(tokens: Sequence[Token], speakers: Speakers) -> tuple[Attribution, ...]:
    """The statements that one sentence sources without a verb, by rule."""
    return (*_according(tokens, speakers), *_headline(tokens, speakers), *_nominal(tokens, speakers))


def _according(tokens: Sequence[Token], speakers: Speakers) -> Iterator[Attribution]:
    for start, end, _ in according().all(tokens):
        speaker = speakers.after(tokens, end)
        if speaker is None:
            continue
        comma = next((p for p in range(end, len(tokens)) if tokens[p].lower == ","), len(tokens))
        content = (
            content_span(tokens, comma + 1, len(tokens))
            if start <= 1
            else content_span(tokens, after_lead(tokens), start)
        )
        if content is not None:
            cue = Span(tokens[start].span.start, tokens[end - 1].span.end)
            yield Attribution(speaker, cue, content, "say", is_quoted=False, rule="according-to", words="according to")


def _headline(tokens: Sequence[Token], speakers: Speakers) -> Iterator[Attribution]:
    """As in "Experts: …": a speaker, a colon, a statement."""
    colon = next((p for p in range(1, min(_TAIL, len(tokens))) if tokens[p].lower == ":"), None)
    if colon is None or colon + SHORTEST >= len(tokens):
        return
    whole = Span(tokens[0].span.start, tokens[colon - 1].span.end)
    for mention in speakers.within(whole.start, whole.end):
        content = content_span(tokens, colon + 1, len(tokens))
        if mention.span == whole and content is not None and speakers.is_person(mention):
            yield Attribution(mention.actor, whole, content, "say", is_quoted=False, rule="headline-colon", words="say")


def _nominal(tokens: Sequence[Token], speakers: Speakers) -> Iterator[Attribution]:
    """As in "concern from experts about …", "the ministry's warning that …": a noun carries the statement."""
    for place in range(1, len(tokens) - SHORTEST):
        if tokens[place].lower in nouns():
            found = _nominal_at(tokens, place, speakers)
            if found is not None:
                yield found


def _nominal_at(tokens: Sequence[Token], place: int, speakers: Speakers) -> Attribution | None:
    joints = words("noun_joints")
    end = place + 1
    speaker = None
    if tokens[end].lower in {"from", "among", "by"}:
        speaker = speakers.after(tokens, end + 1)
        end = next(
            (p for p in range(end, min(end + _LOOK, len(tokens))) if tokens[p].lower in joints - {"of", "to"}), -1
        )
    elif _is_own(tokens, place) or speakers.ending(tokens[place - 1].span.end):
        speaker = speakers.owner(tokens, place)
    elif _is_issued(tokens, place):
        speaker = speakers.subject(tokens, place)
    if speaker is None or end < 0 or tokens[end].lower not in joints - {"over", "of"}:
        return None
    is_promise = tokens[end].lower == "to"
    if is_promise and tokens[place].lower.rstrip("s") not in {"threat", "promise", "pledge", "vow"}:
        return None
    content = content_span(tokens, end + 1, _stop(tokens, end + 1))
    if content is None:
        return None
    cue = Span(tokens[place].span.start, tokens[end - 1].span.end)
    manner: Manner = "commit" if is_promise else "say"
    return Attribution(speaker, cue, content, manner, is_quoted=False, rule="noun-cue", words=tokens[place].lower)


def _is_issued(tokens: Sequence[Token], place: int) -> bool:
    """As in "issued a threat to", "repeated his pledge to"."""
    return any(token.lemma in _ISSUES for token in tokens[max(0, place - 4) : place])


_ISSUES: Final = frozenset({"issue", "make", "repeat", "renew", "reiterate", "voice", "express", "raise", "give"})


def _is_own(tokens: Sequence[Token], place: int) -> bool:
    return any(token.lower in {"'s", "'", "his", "her", "its", "their"} for token in tokens[max(0, place - 3) : place])


def _stop(tokens: Sequence[Token], place: int) -> int:
    return next(
        (p for p in range(place, len(tokens)) if tokens[p].lower in {",", ";", "-"} and p > place + 1), len(tokens)
    )
