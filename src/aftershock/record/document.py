"""A document: its text, what is known about it, and the parts of it that are not content."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from aftershock.record.text import Span

NoteKind = Literal["translated", "hidden-text", "boilerplate", "encoding", "metadata", "language", "duplicate", "other"]


@dataclass(frozen=True, slots=True)
class DocumentNote:
    """Something the reader of the report should know about a document, in plain words."""

    kind: NoteKind
    text: str


@dataclass(frozen=True, slots=True)
class SkippedSpan:
    """A part of the text that is not content (navigation, credit line, share button), and why."""

    span: Span
    reason: str


@dataclass(frozen=True, slots=True)
class Document:
    """One document as it is read.

    ``text`` is what every offset of the study points into: for ``.txt`` the file's characters unchanged, otherwise the
    extracted text. ``sha256`` is that of the file's bytes; ``file`` its path relative to the folder it came from.
    ``authors`` holds names as given. ``published`` is ``None`` where neither the document nor its metadata say.
    """

    id: str
    title: str
    publisher: str
    authors: tuple[str, ...]
    published: date | None
    language: str
    text: str
    file: str
    sha256: str
    url: str = ""
    skipped: tuple[SkippedSpan, ...] = ()
    notes: tuple[DocumentNote, ...] = ()
