"""CSV records with their exact line numbers; a record that does not parse is told, and the next one is read."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from aftershock.eventdata.lines import LONGEST_RECORD, Readable, blocks, fault, shown

_MOST_LINES: Final = 200
_OPEN_QUOTE: Final = "unexpected end of data"
csv.field_size_limit(LONGEST_RECORD)  # the module's own limit is lower; it holds for the whole process

Line = tuple[int, bytes]


@dataclass(frozen=True, slots=True)
class Record:
    """A record with the number of its first line, its cells, and its text as it stands in the file."""

    line: int
    cells: list[str]
    raw: str


@dataclass(frozen=True, slots=True)
class Broken:
    """A line that is no record, and why."""

    line: int
    reason: str
    raw: str


def records(stream: Readable, width: int, where: str) -> Iterator[Record | Broken]:
    """The records of a CSV file, its header among them, and the lines that are none. Blank lines are passed over.

    A quoted cell may hold line breaks. Where a quote is never closed, or what it closes has the wrong number of cells,
    only the line that opens it is broken: the lines after it are read on their own.
    """
    lines = ((first + n, line) for first, block in blocks(stream, where) for n, line in enumerate(block))
    ahead: deque[Line] = deque()
    while True:
        head = ahead.popleft() if ahead else next(lines, None)
        if head is None:
            return
        if head[1].strip():
            yield _record(head, ahead, lines, width)


def _record(head: Line, ahead: deque[Line], lines: Iterator[Line], width: int) -> Record | Broken:
    number, line = head
    reason = fault(line)
    if reason:
        return Broken(number, reason, shown(line))
    text = line.decode()
    cells, problem = _cells(text)
    if problem == _OPEN_QUOTE:
        return _longer(number, text, ahead, lines, width)
    return _checked(number, cells, problem, text, width)


def _longer(number: int, text: str, ahead: deque[Line], lines: Iterator[Line], width: int) -> Record | Broken:
    """The record that goes on after its first line, or that line as broken with the others left to be read."""
    for taken, whole in enumerate(_growing(text, ahead, lines), 1):
        cells, problem = _cells(whole)
        if problem == _OPEN_QUOTE:
            continue
        if problem or len(cells) != width:
            break
        for _ in range(taken):
            ahead.popleft()
        return Record(number, cells, whole)
    return Broken(number, "a quote is opened and not closed", text)


def _growing(text: str, ahead: deque[Line], lines: Iterator[Line]) -> Iterator[str]:
    """The text with one, two, three more lines, up to the most that a record may have."""
    for taken in range(_MOST_LINES):
        if len(ahead) <= taken:
            ahead.extend(islice(lines, 1))
        if len(ahead) <= taken or fault(ahead[taken][1]):
            return
        text = f"{text}\n{ahead[taken][1].decode()}"
        if len(text) > LONGEST_RECORD:
            return
        yield text


def _checked(number: int, cells: list[str], problem: str, raw: str, width: int) -> Record | Broken:
    if problem:
        return Broken(number, "not CSV: a quoted cell goes on after its quote", raw)
    if len(cells) != width:
        return Broken(number, "not as many cells as the header names", raw)
    return Record(number, cells, raw)


def _cells(text: str) -> tuple[list[str], str]:
    try:
        return next(csv.reader([text], strict=True), []), ""
    except csv.Error as error:
        return [], str(error)
