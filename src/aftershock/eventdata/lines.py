"""Bytes to numbered lines, in blocks, so that a file of any size needs little memory."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Protocol

from aftershock.errors import DataError

BLOCK: Final = 1024 * 1024
LONGEST_LINE: Final = 4 * BLOCK
LONGEST_RECORD: Final = BLOCK
_MOST_SHOWN: Final = 64 * 1024
_BOM: Final = b"\xef\xbb\xbf"
_NAMED_CONTROLS: Final = {0: "a NUL character", 13: "a carriage return inside the line"}


class Readable(Protocol):
    """What can be read in blocks of bytes."""

    def read(self, size: int) -> bytes:
        """Up to ``size`` bytes; empty at the end."""
        ...


def blocks(stream: Readable, where: str) -> Iterator[tuple[int, list[bytes]]]:
    """Blocks of whole lines without their ends, each with the number of its first line, counting from 1.

    A byte order mark at the start is left out, and so is the carriage return before a line's end.

    Raises:
        DataError: where a line is longer than `LONGEST_LINE`.
    """
    number, rest = 1, b""
    data = stream.read(BLOCK).removeprefix(_BOM)
    while data:
        whole, end, tail = data.rpartition(b"\n")
        if end:
            lines = _split(rest + whole)
            yield number, lines
            number, rest = number + len(lines), tail
        else:
            rest += tail
        if len(rest) > LONGEST_LINE:
            raise DataError(
                f"line {number} is longer than {LONGEST_LINE // BLOCK} MiB",
                where=where,
                hint="this is no table of text",
            )
        data = stream.read(BLOCK)
    if rest:
        yield number, _split(rest)


def _split(text: bytes) -> list[bytes]:
    if b"\r" not in text:
        return text.split(b"\n")
    return [line.removesuffix(b"\r") for line in text.split(b"\n")]


def fault(line: bytes) -> str:
    """Why a line cannot be text of a table, or nothing."""
    if len(line) > LONGEST_RECORD:
        return f"longer than {LONGEST_RECORD // BLOCK} MiB"
    try:
        line.decode()
    except UnicodeDecodeError:
        return "not UTF-8"
    return next((f"{name} stands in it" for code, name in _NAMED_CONTROLS.items() if code in line), "")


def shown(line: bytes) -> str:
    """The line as text that can be stored: bytes that are no UTF-8 escaped, and no more than the first 64 KiB."""
    return line[:_MOST_SHOWN].decode("utf-8", "backslashreplace").replace("\0", "\\x00")
