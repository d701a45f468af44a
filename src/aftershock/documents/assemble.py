"""Extracted text, what it says about itself and what a side file says: together a Document."""

from __future__ import annotations

import hashlib
import unicodedata
from pathlib import PurePosixPath
from typing import Final

from aftershock.documents.boilerplate import load_boilerplate
from aftershock.documents.extracted import Extracted
from aftershock.documents.frontpage import FrontPage, front_page
from aftershock.documents.language import language_of
from aftershock.documents.lines import lines_of
from aftershock.documents.marking import Marked, joined, mark
from aftershock.documents.sidefile import SideRow
from aftershock.record.document import Document, DocumentNote
from aftershock.record.ids import content_id

_LONGEST_WORD: Final = 1_000


def assemble(file: str, sha256: str, extracted: Extracted, row: SideRow | None) -> Document:
    """Join what is known; the side file goes before the file's own metadata, that before what the text shows."""
    boilerplate = load_boilerplate()
    lines = lines_of(extracted.text)
    marked = mark(extracted.text, lines, boilerplate)
    page = front_page(extracted.text, lines, marked, boilerplate)
    title = (row.title if row else "") or extracted.title or page.title
    language = (row.language if row else "") or extracted.language or language_of(extracted.text)
    published = (row.published if row else None) or extracted.published or page.published
    notes = _notes(extracted, marked, page, row, has_title=bool(title), language=language)
    if published is None and extracted.made is not None:
        notes += (DocumentNote("metadata", "The date is the day on which the file was made."),)
    return Document(
        id=(row.id if row else "") or content_id("doc", text_digest(extracted.text)),
        title=title or PurePosixPath(file).stem,
        publisher=(row.publisher if row else "") or extracted.publisher or page.publisher,
        authors=(row.authors if row else ()) or extracted.authors or page.authors,
        published=published or extracted.made,
        language=language,
        text=extracted.text,
        file=file,
        sha256=sha256,
        url=extracted.url,
        skipped=joined(marked.skipped, page.skipped),
        notes=notes,
    )


def text_digest(text: str) -> str:
    """The same for texts that differ only in composed characters and blanks."""
    normal = " ".join(_composed(word) for word in text.split())
    return hashlib.sha256(normal.encode("utf-8", "surrogatepass")).hexdigest()


def _composed(word: str) -> str:
    """Composing takes quadratic time where a hostile text piles up accents, so only words of honest length are."""
    return unicodedata.normalize("NFC", word) if len(word) <= _LONGEST_WORD else word


def _notes(
    extracted: Extracted, marked: Marked, page: FrontPage, row: SideRow | None, *, has_title: bool, language: str
) -> tuple[DocumentNote, ...]:
    notes = [*extracted.notes, *marked.notes]
    if spans := len(joined(marked.skipped, page.skipped)):
        notes.append(DocumentNote("boilerplate", f"{spans} line{'s' if spans > 1 else ''} marked as no content."))
    if row is not None:
        notes.append(DocumentNote("metadata", f"Described by {row.where}."))
    elif page.how and not (extracted.authors and extracted.published):
        notes.append(DocumentNote("metadata", f"Read off the text: {', '.join(page.how)}."))
    if not has_title:
        notes.append(DocumentNote("metadata", "No title was found; the file name stands for it."))
    if not language:
        notes.append(DocumentNote("language", "The language could not be told from the text."))
    return tuple(notes)
