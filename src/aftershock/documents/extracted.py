"""What a format's extractor gives: text and what the file itself says about it, before any side file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import cast, get_args

from aftershock.record.document import DocumentNote, NoteKind


@dataclass(frozen=True, slots=True)
class Extracted:
    """Text of one file, with its metadata where the format carries any; empty means that it says nothing.

    ``made`` is the day on which the file was made: it stands for the day of publication only where nothing else does.
    """

    text: str
    title: str = ""
    publisher: str = ""
    authors: tuple[str, ...] = ()
    published: date | None = None
    language: str = ""
    url: str = ""
    notes: tuple[DocumentNote, ...] = ()
    made: date | None = None


def to_json(extracted: Extracted) -> dict[str, object]:
    """The form in which a worker hands its result over."""
    return {
        "text": extracted.text,
        "title": extracted.title,
        "publisher": extracted.publisher,
        "authors": list(extracted.authors),
        "published": extracted.published.isoformat() if extracted.published else "",
        "language": extracted.language,
        "url": extracted.url,
        "made": extracted.made.isoformat() if extracted.made else "",
        "notes": [[note.kind, note.text] for note in extracted.notes],
    }


def from_json(value: Mapping[str, object]) -> Extracted:
    """The reverse of `to_json`.

    Raises:
        ValueError: where a field has the wrong form.
    """
    return Extracted(
        text=_string(value, "text"),
        title=_string(value, "title"),
        publisher=_string(value, "publisher"),
        authors=tuple(str(author) for author in _list(value, "authors")),
        published=_date(value, "published"),
        language=_string(value, "language"),
        url=_string(value, "url"),
        notes=tuple(_note(item) for item in _list(value, "notes")),
        made=_date(value, "made"),
    )


def _string(value: Mapping[str, object], key: str) -> str:
    found = value.get(key, "")
    if not isinstance(found, str):
        raise ValueError(f"{key} is not text")  # noqa: TRY004 - one kind of error for a malformed reply
    return found


def _date(value: Mapping[str, object], key: str) -> date | None:
    return date.fromisoformat(found) if (found := _string(value, key)) else None


def _list(value: Mapping[str, object], key: str) -> list[object]:
    found = value.get(key, [])
    if not isinstance(found, list):
        raise ValueError(f"{key} is not a list")  # noqa: TRY004 - one kind of error for a malformed reply
    return cast("list[object]", found)


def _note(item: object) -> DocumentNote:
    if not isinstance(item, list) or len(item) != 2 or item[0] not in get_args(NoteKind):  # noqa: PLR2004 - a pair
        raise ValueError("a note is malformed")
    return DocumentNote(cast("NoteKind", item[0]), str(item[1]))
