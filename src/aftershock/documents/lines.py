"""The lines of a text with their places, whatever ends them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from aftershock.record.text import Span

_LINE: Final = re.compile(r"[^\r\n\f\v\u2028\u2029]+")
_HEAD_LINES: Final = 15
_TAIL_LINES: Final = 20
LONGEST_LINE: Final = 1_200  # a line longer than this is a paragraph of prose and matches no rule


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank: its words without the blanks around, and where it stands."""

    span: Span
    text: str
    in_head: bool
    in_tail: bool


def lines_of(text: str) -> tuple[Line, ...]:
    """The lines of the text that are not blank, in order."""
    found = [(match.start(), match.group()) for match in _LINE.finditer(text) if match.group().strip()]
    half = len(text) // 2
    last = len(found) - _TAIL_LINES
    return tuple(
        Line(
            span=_stripped(start, raw),
            text=raw.strip(),
            in_head=number < _HEAD_LINES,
            in_tail=number > 0 and (start >= half or number >= last),
        )
        for number, (start, raw) in enumerate(found)
    )


def _stripped(start: int, raw: str) -> Span:
    begin = start + len(raw) - len(raw.lstrip())
    return Span(begin, start + len(raw.rstrip()))
