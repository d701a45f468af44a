"""Bytes of a text file to the characters they stand for, unchanged.

Line ends, form feeds, combining characters and NULs stay as they are. A byte order mark at the very beginning is the
signature of an encoding, not a character of the text (Unicode 15, 23.8), and is left out; anywhere else it stays.
"""

from __future__ import annotations

from typing import Final

from aftershock.documents import caps
from aftershock.errors import DocumentError
from aftershock.record.document import DocumentNote

_MARKS: Final = (
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_LEGACY: Final = [
    "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "iso8859_6", "koi8_r", "koi8_u",
    "gb18030", "big5", "shift_jis", "euc_jp", "euc_kr",
]  # fmt: skip
_SAMPLE: Final = 200_000
_CONTROL_SHARE: Final = 0.01  # more control characters than this and it is no text
_NUL_SHARE: Final = 0.3  # UTF-16 of Latin script is half NULs, always on the same side
_ALLOWED_CONTROLS: Final = frozenset("\t\n\r\f\v\x1a\x1b\x85")


def decode(name: str, data: bytes) -> tuple[str, tuple[DocumentNote, ...]]:
    """The text of the bytes, and a note where the encoding was not plain UTF-8.

    Raises:
        DocumentError: where the file is too large, binary, or in no encoding that can be recognised.
    """
    if len(data) > caps.TEXT_BYTES:
        raise DocumentError(
            f"{len(data):,} bytes are over the limit of {caps.TEXT_BYTES:,} for text", where=name, hint="split the file"
        )
    encoding, skip, sure = _encoding(data)
    text = _decoded(name, data[skip:], encoding)
    check_text(name, text)
    return text, _notes(encoding, text, skip=skip, sure=sure)


def check_text(name: str, text: str) -> None:
    """Refuse what is no readable text: nothing in it, too much of it, or control characters.

    Raises:
        DocumentError: naming the file and the reason.
    """
    if not text.strip():
        raise DocumentError("there is no text in the file", where=name, hint="leave it out")
    if len(text) > caps.TEXT_CHARACTERS:
        raise DocumentError(
            f"{len(text):,} characters are over the limit of {caps.TEXT_CHARACTERS:,}",
            where=name,
            hint="split the document",
        )
    if (lines := sum(text.count(end) for end in "\n\r\f\v\u2028\u2029")) > 2 * caps.TEXT_LINES:
        raise DocumentError(
            f"{lines:,} line ends are over the limit of {2 * caps.TEXT_LINES:,}", where=name, hint="split the document"
        )
    sample = text[:_SAMPLE]
    controls = sum(1 for c in sample if c < " " and c not in _ALLOWED_CONTROLS)
    if controls > max(2, _CONTROL_SHARE * len(sample)):
        raise DocumentError("the file is binary, not text", where=name, hint="save it as text, or leave it out")


def _encoding(data: bytes) -> tuple[str, int, bool]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding, len(mark), True
    if (wide := _unmarked_wide(data[:_SAMPLE])) is not None:
        return wide, 0, False
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return _legacy(data), 0, False
    return "utf-8", 0, True


def _unmarked_wide(sample: bytes) -> str | None:
    """UTF-16 without a mark shows as NULs on one side of each pair of bytes."""
    pairs = len(sample) // 2
    if pairs == 0:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > _NUL_SHARE * pairs and even <= odd // 20:
        return "utf-16-le"
    if even > _NUL_SHARE * pairs and odd <= even // 20:
        return "utf-16-be"
    return None


def _legacy(data: bytes) -> str:
    """The likeliest of the one- and two-byte encodings of news text, the commonest of equals, or nothing."""
    if data.count(0):
        return ""
    from charset_normalizer import from_bytes  # late: most text is UTF-8 and never needs it

    matches = list(from_bytes(data[:_SAMPLE], cp_isolation=_LEGACY, preemptive_behaviour=False))
    if not matches:
        return ""
    likely = {
        encoding
        for match in matches
        if match.chaos <= matches[0].chaos and match.coherence >= matches[0].coherence
        for encoding in match.could_be_from_charset
    }
    return next((encoding for encoding in _LEGACY if encoding in likely), matches[0].encoding)


def _decoded(name: str, data: bytes, encoding: str) -> str:
    if not encoding:
        raise DocumentError("the encoding cannot be recognised", where=name, hint="save the file as UTF-8")
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise DocumentError(
            f"byte {error.start:,} is not {encoding}", where=name, hint="save the file as UTF-8"
        ) from error


def _notes(encoding: str, text: str, *, skip: int, sure: bool) -> tuple[DocumentNote, ...]:
    notes = []
    if not sure:
        notes.append(DocumentNote("encoding", f"No encoding is declared; read as {encoding}."))
    elif encoding != "utf-8":
        notes.append(DocumentNote("encoding", f"Read as {encoding}, as its byte order mark says."))
    elif skip:
        notes.append(DocumentNote("encoding", "The byte order mark at the beginning is not part of the text."))
    if nuls := text.count("\0"):
        notes.append(DocumentNote("encoding", f"The text holds {nuls} NUL character{'s' if nuls > 1 else ''}."))
    return tuple(notes)
