"""The form in which the rules of attribution hand on what they found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from aftershock.reading.cues import Manner
from aftershock.reading.passage import Token
from aftershock.record.text import Span


@dataclass(frozen=True, slots=True)
class Attribution:
    """A statement and its speaker: an actor's id.

    ``manner`` is what the cue does to the content, ``is_quoted`` whether it stands between quotation marks, ``rule``
    the name of the rule that found it.
    """

    speaker: str
    cue: Span | None
    content: Span
    manner: Manner
    is_quoted: bool
    rule: str
    words: str = ""


ENDS: Final = frozenset({".", "!", "?", '"', "'", ",", ";", "...", ")"})
SHORTEST: Final = 2
"""Tokens: a content of fewer is none."""


def after_lead(tokens: Sequence[Token]) -> int:
    """The place after connectives that open a sentence."""
    place = 0
    while place < len(tokens) and tokens[place].lower in {
        "but",
        "and",
        "however",
        "yet",
        ",",
        '"',
        "'",
        "so",
        "meanwhile",
        "moreover",
    }:
        place += 1
    return place


def content_span(tokens: Sequence[Token], start: int, end: int) -> Span | None:
    """The span of the tokens from one place to another, closing marks at its ends left out; ``None`` where empty."""
    while start < end and tokens[start].lower in ENDS | {":"}:
        start += 1
    while end > start and tokens[end - 1].lower in ENDS:
        end -= 1
    if end - start < SHORTEST:
        return None
    return Span(tokens[start].span.start, tokens[end - 1].span.end)
