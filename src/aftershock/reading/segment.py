"""Paragraphs and sentences of a document, with the role each sentence plays."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from aftershock.reading.passage import Quotation, SentenceRole, Token, TokenSentence
from aftershock.reading.quotes import quotations
from aftershock.reading.tokens import never_ends, starts_sentence, tokenise
from aftershock.record.document import Document, SkippedSpan
from aftershock.record.text import Span

_BREAK: Final = re.compile(r"[^\S\n]*(?:\r?\n|\r|\x0b|\x0c|\x1c|\x1d|\x1e|\x85|\u2028|\u2029)")
_ENDERS: Final = frozenset({".", "!", "?", "…", "...", "....", "。", "؟", "।"})
_CLOSERS: Final = frozenset({'"', "'", ")", "]", "}"})
_HEADING_WORDS: Final = 12
_WRAP_SHORTEST, _WRAP_LONGEST, _WRAP_LINES = 45, 100, 6
_CAPTION: Final = re.compile(r"caption|credit|image|photo|picture", re.IGNORECASE)
_CAPTION_START: Final = re.compile(
    r"(?:image (?:caption|copyright|source)|media caption|main image|photo:|file photo)", re.IGNORECASE
)


def prepare(document: Document) -> tuple[tuple[TokenSentence, ...], tuple[Quotation, ...]]:
    """The sentences of a document, in order, with their tokens and roles, and its quotations.

    Every offset points into ``document.text``. The work is linear in the length of the text.
    """
    parts = paragraphs(document.text)
    return tuple(_sentences(document, parts)), quotations(document.text, parts)


def paragraphs(text: str) -> tuple[Span, ...]:
    """The paragraphs, white space trimmed: a line is one, unless the text is wrapped hard to a line length."""
    lines = list(_lines(text))
    if not _is_wrapped(text, lines):
        return tuple(lines)
    return tuple(_joined(text, lines))


def _lines(text: str) -> Iterator[Span]:
    start = 0
    for match in _BREAK.finditer(text):
        yield from _trimmed(text, start, match.start())
        start = match.end()
    yield from _trimmed(text, start, len(text))


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    piece = text[start:end]
    body = piece.strip()
    if body:
        offset = start + len(piece) - len(piece.lstrip())
        yield Span(offset, offset + len(body))


def _touching(text: str, one: Span, two: Span) -> bool:
    """Whether only one line break stands between two lines."""
    return len(_BREAK.findall(text, one.end, two.start)) == 1


def _is_wrapped(text: str, lines: Sequence[Span]) -> bool:
    inner = [one for one, two in pairwise(lines) if _touching(text, one, two)]
    if len(inner) < _WRAP_LINES:
        return False
    wrapped = sum(_WRAP_SHORTEST <= len(line) <= _WRAP_LONGEST and text[line.end - 1] not in ".!?:" for line in inner)
    return wrapped * 2 > len(inner)


def _joined(text: str, lines: Sequence[Span]) -> Iterator[Span]:
    current = lines[0]
    for line in lines[1:]:
        if _touching(text, Span(current.start, current.end), line):
            current = Span(current.start, line.end)
        else:
            yield current
            current = line
    yield current


def _sentences(document: Document, parts: Sequence[Span]) -> Iterator[TokenSentence]:
    index = 0
    skipped = _Skipped(document.skipped)
    for number, paragraph in enumerate(parts):
        pieces = list(split(list(tokenise(document.text, paragraph.start, paragraph.end))))
        shape = _shape(document, paragraph, pieces, is_last=number + 1 == len(parts), is_first=number == 0)
        for tokens in pieces:
            span = Span(tokens[0].span.start, tokens[-1].span.end)
            yield TokenSentence(index, number, span, tuple(tokens), skipped.role(span) or shape)
            index += 1


def split(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """The tokens of a paragraph, cut into sentences."""
    start, place = 0, 0
    while place < len(tokens):
        end = _end_after(tokens, place)
        if end is not None:
            yield list(tokens[start:end])
            start = end
        place = place + 1 if end is None else end
    if start < len(tokens):
        yield list(tokens[start:])


def _end_after(tokens: Sequence[Token], place: int) -> int | None:
    """Where the sentence that may end at ``place`` ends, or ``None`` where it goes on."""
    token = tokens[place]
    is_mark = token.lower in _ENDERS
    is_abbreviation = not is_mark and len(token.text) > 1 and token.text.endswith(".")
    if not is_mark and not is_abbreviation:
        return None
    end = place + 1
    while end < len(tokens) and _closes(tokens, end):
        end += 1
    if end == len(tokens):
        return end
    following = tokens[end]
    if is_abbreviation:
        ends = end > place + 1 or starts_sentence(following.text)
        return end if ends and not never_ends(token.text[:-1]) and not _is_initial(token) else None
    return (
        end if _may_start(tokens, end) and not (token.lower in {"…", "..."} and following.text[0].islower()) else None
    )


def _is_initial(token: Token) -> bool:
    return len(token.text) == len("J.")


def _closes(tokens: Sequence[Token], place: int) -> bool:
    """A closing mark clings to what stands before it."""
    token, before = tokens[place], tokens[place - 1]
    return (token.lower in _CLOSERS or token.lower in _ENDERS) and token.span.start == before.span.end


def _may_start(tokens: Sequence[Token], place: int) -> bool:
    following = tokens[place]
    first = following.text[0]
    if first.isdigit() and tokens[place - 1].span.end == following.span.start:
        return False
    if first in "\"'“‘«([•–—-":
        beyond = tokens[place + 1].text[0] if place + 1 < len(tokens) else "A"
        return not beyond.islower()
    return not first.islower() and (first.isalnum() or first in "#@$€£")


def _shape(
    document: Document, paragraph: Span, pieces: Sequence[list[Token]], *, is_last: bool, is_first: bool
) -> SentenceRole:
    text = paragraph.of(document.text)
    if is_first and _plain(text) == _plain(document.title):
        return "title"
    if _CAPTION_START.match(text):
        return "caption"
    words = sum(t.text[0].isalnum() for piece in pieces for t in piece)
    ended = pieces[-1][-1].text[-1] in ".!?:;,\"'”’…)"
    return "heading" if words <= _HEADING_WORDS and not ended and not is_last and len(pieces) == 1 else "body"


def _plain(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


class _Skipped:
    """The role of a span that a document marks as no content, asked in rising order."""

    def __init__(self, skipped: Sequence[SkippedSpan]) -> None:
        self._skipped = sorted(skipped, key=lambda s: s.span)
        self._next = 0

    def role(self, span: Span) -> SentenceRole | None:
        while self._next < len(self._skipped) and self._skipped[self._next].span.end <= span.start:
            self._next += 1
        if self._next == len(self._skipped) or not self._skipped[self._next].span.overlaps(span):
            return None
        return "caption" if _CAPTION.search(self._skipped[self._next].reason) else "boilerplate"
