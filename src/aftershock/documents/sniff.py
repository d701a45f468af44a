"""What kind of file bytes are, judged from their beginning first and from the name second."""

from __future__ import annotations

from pathlib import PurePath
from typing import Final, Literal

from aftershock.errors import DocumentError

Kind = Literal["txt", "md", "html", "pdf", "docx", "eml"]

SUFFIXES: Final[dict[str, Kind]] = {
    ".txt": "txt",
    ".text": "txt",
    ".md": "md",
    ".markdown": "md",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".pdf": "pdf",
    ".docx": "docx",
    ".eml": "eml",
}
READABLE: Final = ".txt .md .html .pdf .docx .eml"

_FOREIGN: Final[tuple[tuple[bytes, str, str], ...]] = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old or encrypted Office file", "save it without password as .docx"),
    (b"{\\rtf", "a Rich Text file", "save it as .docx"),
    (b"\x89PNG", "a picture", "run text recognition on it and save the words as .txt"),
    (b"\xff\xd8\xff", "a picture", "run text recognition on it and save the words as .txt"),
    (b"GIF8", "a picture", "run text recognition on it and save the words as .txt"),
    (b"\x1f\x8b", "a compressed file", "unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "an archive", "unpack it first"),
    (b"Rar!", "an archive", "unpack it first"),
    (b"\x7fELF", "a program", "leave it out"),
    (b"MZ\x90", "a program", "leave it out"),
    (b"SQLite format 3\x00", "a database", "leave it out"),
    (b"PAR1", "a Parquet file", "load it as event data"),
)
_HTML_STARTS: Final = (b"<!doctype html", b"<html", b"<?xml")
_HEAD: Final = 2048


def kind_of(name: str, data: bytes) -> Kind:
    """The kind of a file.

    PDF and Office files are known by their first bytes whatever the name says; of text files the name decides, and a
    web page under the name of a PDF is still a web page.

    Raises:
        DocumentError: where the file is empty or of a kind that is not read.
    """
    if not data.strip():
        raise DocumentError("the file is empty", where=name, hint="leave it out, or save it again with its content")
    by_name = SUFFIXES.get(PurePath(name).suffix.lower())
    return _by_magic(name, data) or _text_kind(name, data, by_name)


def _by_magic(name: str, data: bytes) -> Kind | None:
    for magic, what, hint in _FOREIGN:
        if data.startswith(magic):
            raise DocumentError(f"this is {what}", where=name, hint=hint)
    if b"%PDF-" in data[:1024] and data.lstrip()[:1] != b"<":
        return "pdf"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "docx"
    return None


def _text_kind(name: str, data: bytes, by_name: Kind | None) -> Kind:
    if by_name in ("pdf", "docx"):
        if data[:_HEAD].lstrip().lower().startswith(_HTML_STARTS):
            return "html"
        raise DocumentError(
            f"the name says {by_name}, the content is something else", where=name, hint="save the document again"
        )
    if by_name is None:
        suffix = PurePath(name).suffix or "no suffix"
        raise DocumentError(f"files with {suffix} are not read", where=name, hint=f"convert it to one of {READABLE}")
    return by_name
