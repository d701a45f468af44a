"""Stretches between quotation marks: straight, typographic or mixed, over sentences and paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from aftershock.reading.passage import Quotation
from aftershock.record.text import Span

_DOUBLE: Final = re.compile(r"[\"“”„«»]|''|``")
_SINGLE: Final = re.compile(r"(?<!\w)[‘'](?=\w)|(?<=[\w.,!?…])['’](?!\w)")
_LONGEST_SINGLE: Final = 400
_OPENING: Final = "“„«"


def quotations(text: str, paragraphs: Sequence[Span]) -> tuple[Quotation, ...]:
    """The quotations of a text, marks excluded, sorted by span.

    A quotation that is left open at the end of a paragraph runs on when the next paragraph opens with a mark, as
    English prints quotations of several paragraphs; otherwise it ends with its paragraph. Mismatched marks pair by
    where they stand, not by their shape. Single marks count where no double quotation holds them.
    """
    spans = list(_double(text, paragraphs))
    spans += _single(text, paragraphs, spans)
    return tuple(Quotation(span) for span in sorted(spans))


def _double(text: str, paragraphs: Sequence[Span]) -> Iterable[Span]:
    opened: int | None = None
    for number, paragraph in enumerate(paragraphs):
        for mark in _DOUBLE.finditer(text, paragraph.start, paragraph.end):
            if opened is None:
                opened = mark.end() if _may_open(text, mark, paragraph) else None
            elif mark.start() == paragraph.start and opened < paragraph.start:
                continue
            elif not (_opens(text, mark, paragraph) and mark.group() in _OPENING):
                yield from _span(text, opened, mark.start())
                opened = None
        following = paragraphs[number + 1] if number + 1 < len(paragraphs) else None
        runs_on = following is not None and _DOUBLE.match(text, following.start) is not None
        if opened is not None and not runs_on:
            yield from _span(text, opened, paragraph.end)
            opened = None


def _may_open(text: str, mark: re.Match[str], paragraph: Span) -> bool:
    """A lone closing mark opens nothing; a straight mark opens unless it clings to the word before it."""
    return mark.end() < paragraph.end and (_opens(text, mark, paragraph) or mark.group() in _OPENING)


def _opens(text: str, mark: re.Match[str], paragraph: Span) -> bool:
    before = text[mark.start() - 1] if mark.start() > paragraph.start else " "
    after = text[mark.end()] if mark.end() < paragraph.end else " "
    return not after.isspace() and not (before.isalnum() or before in ".,!?…")


def _span(text: str, start: int, end: int) -> Iterable[Span]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield Span(start, end)


def _single(text: str, paragraphs: Sequence[Span], taken: Sequence[Span]) -> list[Span]:
    found: list[Span] = []
    held = _Held(taken)
    for paragraph in paragraphs:
        opened: int | None = None
        for mark in _SINGLE.finditer(text, paragraph.start, paragraph.end):
            if held.covers(mark.start()):
                continue
            opens = mark.end() < len(text) and text[mark.end()].isalnum()
            if opens:
                opened = mark.end()
            elif opened is not None and mark.start() - opened <= _LONGEST_SINGLE:
                found += _span(text, opened, mark.start())
                opened = None
    return found


class _Held:
    """Whether an offset lies in one of the sorted spans, asked in rising order."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._spans = sorted(spans)
        self._next = 0

    def covers(self, offset: int) -> bool:
        while self._next < len(self._spans) and self._spans[self._next].end <= offset:
            self._next += 1
        return self._next < len(self._spans) and self._spans[self._next].start <= offset
