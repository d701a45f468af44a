"""What a format's extractor gives: text and what the file itself says about it, before any side file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import cast

from aftershock.record.document import DocumentNote, NoteKind


@dataclass(frozen=True, slots=True)
class Extracted:
    """Text of one file, with its metadata where the format carries any; empty means that it says nothing."""

    text: str
    title: str = ""
    publisher: str = ""
    authors: tuple[str, ...] = ()
    published: date | None = None
    language: str = ""
    url: str = ""
    notes: tuple[DocumentNote, ...] = ()


def to_json(extracted: Extracted) -> dict[str, object]:
    """The form in which a worker hands its result over."""
    return {
        "text": extracted.text,
        "title": extracted.title,
        "publisher": extracted.publisher,
        "authors": list(extracted.authors),
        "published": extracted.published.isoformat() if extracted.published else None,
        "language": extracted.language,
        "url": extracted.url,
        "notes": [[note.kind, note.text] for note in extracted.notes],
    }


def from_json(value: Mapping[str, object]) -> Extracted:
    """The reverse of `to_json`.

    Raises:
        ValueError: where a field has the wrong form.
    """
    published = value.get("published")
    return Extracted(
        text=_string(value, "text"),
        title=_string(value, "title"),
        publisher=_string(value, "publisher"),
        authors=tuple(str(author) for author in _list(value, "authors")),
        published=date.fromisoformat(published) if isinstance(published, str) else None,
        language=_string(value, "language"),
        url=_string(value, "url"),
        notes=tuple(_note(item) for item in _list(value, "notes")),
    )


def _string(value: Mapping[str, object], key: str) -> str:
    found = value.get(key, "")
    if not isinstance(found, str):
        raise ValueError(f"{key} is not text")  # noqa: TRY004 - one kind of error for a malformed reply
    return found


def _list(value: Mapping[str, object], key: str) -> list[object]:
    found = value.get(key, [])
    if not isinstance(found, list):
        raise ValueError(f"{key} is not a list")  # noqa: TRY004 - one kind of error for a malformed reply
    return cast("list[object]", found)


def _note(item: object) -> DocumentNote:
    match item:
        case [
            (
                "translated"
                | "hidden-text"
                | "boilerplate"
                | "encoding"
                | "metadata"
                | "language"
                | "duplicate"
                | "other"
            ) as kind,
            str() as text,
        ]:
            return DocumentNote(cast("NoteKind", kind), text)
        case _:
            raise ValueError("a note is malformed")
