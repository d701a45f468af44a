"""Characters that take no room or turn the reading direction, by which words can be hidden inside visible ones."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from aftershock.record.document import DocumentNote

_ZERO_WIDTH: Final = "\u200b\u2060\u2061\u2062\u2063\u2064\ufeff\u180e\u034f\u115f\u1160\u3164\uffa0"
_BIDI: Final = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"
_TAGS: Final = "\U000e0000-\U000e007f"

JOINERS: Final = "\u200c\u200d"
# Joiners belong to Persian, Urdu and Indic spelling and to emoji; between Latin letters they spell nothing.
_STRAY_JOINER: Final = r"(?<=[A-Za-z])[\u200c\u200d](?=[A-Za-z])"
_INVISIBLE: Final = re.compile(f"[{_ZERO_WIDTH}{_BIDI}{_TAGS}]|{_STRAY_JOINER}")
_BIDI_SET: Final = frozenset(_BIDI)


def without_invisible(text: str) -> tuple[str, tuple[DocumentNote, ...]]:
    """The text without such characters, and a note that counts them."""
    clean, found = split_invisible(text)
    return clean, invisible_note(found, "were taken out")


def split_invisible(text: str) -> tuple[str, list[str]]:
    """The text without such characters, and the characters."""
    found: list[str] = _INVISIBLE.findall(text)
    return (_INVISIBLE.sub("", text) if found else text), found


def kept_invisible_note(text: str) -> tuple[DocumentNote, ...]:
    """A note that counts such characters where the text must stay as it is."""
    return invisible_note(_INVISIBLE.findall(text), "stand in the text, which is kept unchanged")


def invisible_note(found: Sequence[str], what: str) -> tuple[DocumentNote, ...]:
    """The note about such characters, if there are any; ``what`` says what became of them."""
    if not found:
        return ()
    bidi = sum(1 for c in found if c in _BIDI_SET)
    return (
        DocumentNote("hidden-text", f"{len(found) - bidi} zero-width and {bidi} direction-turning characters {what}."),
    )
