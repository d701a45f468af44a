"""The form in which the rules of attribution hand on what they found."""

from __future__ import annotations

from dataclasses import dataclass

from aftershock.reading.cues import Manner
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
