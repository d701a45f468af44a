"""A mail to its message. Runs in the worker."""

from __future__ import annotations

import re
from datetime import date
from email import policy
from email.errors import MessageError
from email.message import EmailMessage, Message
from email.parser import BytesParser
from email.utils import getaddresses, parsedate_to_datetime
from pathlib import PurePath
from typing import Final

from aftershock.documents import caps
from aftershock.documents.extracted import Extracted
from aftershock.documents.invisible import without_invisible
from aftershock.documents.plain import decode
from aftershock.documents.sniff import SUFFIXES
from aftershock.errors import DocumentError
from aftershock.record.document import DocumentNote

_REPLY: Final = re.compile(r"^(?:(?:re|fwd?|aw|wg|tr)\s?:\s*)+", re.IGNORECASE)
_LONGEST: Final = 400
_HEADER: Final = re.compile(rb"^[A-Za-z][A-Za-z0-9-]{0,70}:", re.MULTILINE)


def extract_mail(file: str, data: bytes) -> Extracted:
    """The message of a mail: its plain text where there is one, else the text of its HTML.

    Raises:
        DocumentError: where the file is no mail, is encrypted, has too many parts, or holds no words.
    """
    message = _parse(file, data)
    parts = _parts(file, message)
    plain = [
        text for part in parts if part.get_content_type() == "text/plain" and (text := _decoded(file, part)).strip()
    ]
    pages = [part for part in parts if part.get_content_type() == "text/html"]
    if plain:
        text, notes = without_invisible("\n\n".join(_flowed(words) for words in plain))
        notes += (DocumentNote("other", "The mail also holds its text as HTML, which was not read."),) if pages else ()
    elif pages:
        text, notes = _from_page(file, pages)
    else:
        raise DocumentError("the mail holds no text", where=file, hint="save its attachments as files")
    notes = (*notes, *_attachments(message))
    return Extracted(
        text=text, title=_subject(message), authors=_senders(message), published=_date(message), notes=notes
    )  # fmt: skip


def _parse(file: str, data: bytes) -> EmailMessage:
    if not _HEADER.match(data.lstrip()):
        raise DocumentError("this is no mail: it has no header lines", where=file, hint="save the mail as .eml again")
    try:
        message = BytesParser(_class=EmailMessage, policy=policy.default).parsebytes(data)
    except (MessageError, ValueError, LookupError) as error:
        raise DocumentError(f"the mail is malformed: {error}", where=file, hint="save its text as .txt") from error
    kind = message.get_content_type()
    if kind == "multipart/encrypted" or kind.endswith("pkcs7-mime"):
        raise DocumentError("the mail is encrypted", where=file, hint="save its text as .txt")
    return message


def _parts(file: str, message: EmailMessage) -> list[Message]:
    """The parts of the message itself, without attachments and attached messages."""
    found: list[Message] = []
    waiting: list[Message] = [message]
    count = 0
    while waiting:
        part = waiting.pop(0)
        count += 1
        if count > caps.MAIL_PARTS:
            raise DocumentError(f"it has over {caps.MAIL_PARTS:,} parts", where=file, hint="save its text as .txt")
        if part.get_content_maintype() == "multipart":
            payload = part.get_payload()
            waiting[:0] = (
                [inner for inner in payload if isinstance(inner, Message)] if isinstance(payload, list) else []
            )
        elif part.get_content_maintype() == "text" and part.get_content_disposition() != "attachment":
            found.append(part)
    return found


def _decoded(file: str, part: Message) -> str:
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    try:
        return data.decode(part.get_content_charset("utf-8"))
    except (LookupError, UnicodeDecodeError):
        return decode(file, data)[0]  # mails lie about their encoding; then the bytes decide


def _flowed(text: str) -> str:
    """Paragraphs of a message: lines that a mail program broke are joined, quoted lines stay lines of their own."""
    done: list[str] = []
    current: list[str] = []
    lines = [line.rstrip() for line in text.splitlines()]
    usual = max((len(line) for line in lines), default=0)
    for line in [*lines, ""]:
        if line.startswith(">") or not line.strip():
            done += [" ".join(current)] if current else []
            done += [line] if line.strip() else []
            current = []
            continue
        current.append(line.strip())
        if len(line) < usual // 2:
            done.append(" ".join(current))
            current = []
    return "\n\n".join(done)


def _from_page(file: str, pages: list[Message]) -> tuple[str, tuple[DocumentNote, ...]]:
    from aftershock.documents.page import extract_page  # late: most mails carry plain text

    found = [extract_page(file, _decoded(file, page).encode("utf-8", "replace")) for page in pages]
    return "\n\n".join(page.text for page in found), tuple(note for page in found for note in page.notes)


def _attachments(message: EmailMessage) -> tuple[DocumentNote, ...]:
    names = [_clean(str(part.get_filename() or part.get_content_type())) for part in _attached(message)]
    if not names:
        return ()
    readable = [name for name in names if PurePath(name).suffix.lower() in SUFFIXES]
    hint = f"; save these as files to have them read: {', '.join(readable)}" if readable else ""
    return (DocumentNote("other", f"Attachments not read: {', '.join(names)}{hint}."),)


def _attached(message: Message) -> list[Message]:
    return [
        part
        for part in message.walk()
        if part.get_content_maintype() != "multipart"
        and (part.get_content_disposition() == "attachment" or part.get_content_maintype() != "text")
    ]


def _subject(message: EmailMessage) -> str:
    return _REPLY.sub("", _clean(_header(message, "Subject")))


def _senders(message: EmailMessage) -> tuple[str, ...]:
    pairs = getaddresses([_header(message, "From")])
    return tuple(name for display, address in pairs if (name := _clean(display) or _clean(address)))


def _date(message: EmailMessage) -> date | None:
    """The day in the sender's own time zone."""
    try:
        return parsedate_to_datetime(_header(message, "Date")).date()
    except (TypeError, ValueError, IndexError):
        return None


def _header(message: EmailMessage, name: str) -> str:
    try:
        return str(message.get(name, ""))
    except (MessageError, ValueError, LookupError, IndexError, AttributeError):
        return ""  # a header that the parser chokes on says nothing; the message itself still counts


def _clean(text: str) -> str:
    seen, _ = without_invisible(text)
    return " ".join("".join(c if c.isprintable() else " " for c in seen).split())[:_LONGEST]
