"""A PDF to the words a reader sees. Runs in the worker; pypdf's own limits on streams stay in force."""

from __future__ import annotations

import io
import re
from collections import Counter
from datetime import date
from typing import Final

from pypdf import PasswordType, PdfReader
from pypdf.errors import DependencyError, LimitReachedError, PyPdfError

from aftershock.documents import caps
from aftershock.documents.extracted import Extracted
from aftershock.documents.invisible import without_invisible
from aftershock.documents.paragraphs import paragraphs_of_pages
from aftershock.documents.pdfvisible import Hidden, drop_hidden_text
from aftershock.errors import DocumentError

_TOOLS: Final = re.compile(
    r"\b(?:microsoft|word|adobe|acrobat|indesign|latex|tex|libreoffice|openoffice|user|admin|administrator|unknown|"
    r"anonymous|untitled|unspecified|author|owner|python|reportlab|chrome|quartz|scanner|canon|xerox|hp)\b",
    re.IGNORECASE,
)
_FILE_TITLE: Final = re.compile(
    r"(?:microsoft word - .*|.*\.(?:docx?|pdf|indd|tex|qxd|pptx?|odt)|untitled.*|document\d*)", re.I
)
_LONGEST: Final = 300


def extract_pdf(file: str, data: bytes) -> Extracted:
    """The visible text of a PDF.

    Raises:
        DocumentError: where it is encrypted, damaged, over a limit, or shows no text.
    """
    try:
        return _extract(file, data)
    except LimitReachedError as error:
        hint = "save the document anew from the program that made it, or as text"
        raise DocumentError(f"it unpacks to more than is allowed ({error})", where=file, hint=hint) from error
    except DependencyError as error:
        raise DocumentError("it is encrypted", where=file, hint="save a copy without password") from error
    except PyPdfError as error:
        raise DocumentError(f"the PDF is damaged: {error}", where=file, hint="save the document anew") from error


def _extract(file: str, data: bytes) -> Extracted:
    reader = PdfReader(io.BytesIO(data), strict=False)
    if reader.is_encrypted and reader.decrypt("") == PasswordType.NOT_DECRYPTED:
        raise DocumentError("it is encrypted", where=file, hint="save a copy without password")
    pages, hidden = _pages(file, reader)
    text, invisible = without_invisible(paragraphs_of_pages(pages))
    if not text.strip():
        raise DocumentError(_why_empty(hidden), where=file, hint="run text recognition and save the words as .txt")
    notes = (*hidden.notes(), *invisible)
    return Extracted(text=text, title=_title(reader), authors=_authors(reader), made=_date(reader), notes=notes)


def _pages(file: str, reader: PdfReader) -> tuple[list[str], Hidden]:
    hidden = Hidden(Counter(), Counter())
    pages: list[str] = []
    operations = 0
    for number, page in enumerate(reader.pages):
        if number >= caps.PDF_PAGES:
            raise DocumentError(f"it has over {caps.PDF_PAGES:,} pages", where=file, hint="split the document")
        operations += drop_hidden_text(reader, page, hidden)
        if operations > caps.PDF_OPERATIONS:
            raise DocumentError(
                f"its pages take over {caps.PDF_OPERATIONS:,} drawing steps", where=file, hint="save it as text"
            )
        pages.append(page.extract_text())
    if not pages:
        raise DocumentError("the PDF has no pages", where=file, hint="save the document anew")
    return pages, hidden


def _why_empty(hidden: Hidden) -> str:
    if hidden.places:
        return "all of its text is invisible, as in a scan with a recognised text behind the picture"
    return "it shows no text; it may be a scan"


def _title(reader: PdfReader) -> str:
    title = _property(reader, "/Title")
    return "" if _FILE_TITLE.fullmatch(title) else title


def _authors(reader: PdfReader) -> tuple[str, ...]:
    """The author property where it names people; programs and log-in names are no authors."""
    names = re.split(r"\s*[;|]\s*|\s+and\s+|,\s+(?=\w+\s)", _property(reader, "/Author"))
    return tuple(n for n in names if " " in n.strip() and _TOOLS.search(n) is None and "@" not in n)


def _property(reader: PdfReader, name: str) -> str:
    value = reader.metadata.get(name) if reader.metadata else None
    clean, _ = without_invisible(str(value)) if isinstance(value, str) else ("", ())
    return " ".join("".join(c if c.isprintable() else " " for c in clean).split())[:_LONGEST]


def _date(reader: PdfReader) -> date | None:
    match = re.match(r"(?:D:)?(\d{4})(\d{2})(\d{2})", _property(reader, "/CreationDate"))
    if match is None:
        return None
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None
