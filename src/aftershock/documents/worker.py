"""The process in which untrusted files are parsed: started by `sandbox`, limited by `limits`, ended when in doubt."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Callable
from dataclasses import replace
from types import TracebackType
from typing import IO, Final

from aftershock.documents import caps
from aftershock.documents.extracted import Extracted, to_json
from aftershock.documents.limits import allow_processor_time, give_up_rights
from aftershock.documents.plain import check_text
from aftershock.errors import DocumentError

Extractor = Callable[[str, bytes], Extracted]

_LENGTH: Final = 8
_CONTROLS: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def main(memory: int) -> None:
    """Serve files from standard input until it ends."""
    source, sink = sys.stdin.buffer, _private_output()
    sys.excepthook = _last_word(sink)
    give_up_rights(memory)
    while head := _message(source):
        request = json.loads(head)
        data = _message(source)
        allow_processor_time(caps.WORKER_CPU_SECONDS)
        _send(sink, serve(str(request["kind"]), str(request["file"]), data))


def serve(kind: str, file: str, data: bytes) -> dict[str, object]:
    """The reply for one file: its text, or why it is refused."""
    try:
        extracted = _tidied(_extractor(kind)(file, data))
        check_text(file, extracted.text)
        return to_json(extracted)
    except DocumentError as error:
        return {"error": error.message, "hint": error.hint}
    except RecursionError:
        return {"error": "its parts are nested too deeply", "hint": "save the document as text"}


def _extractor(kind: str) -> Extractor:
    """The extractor of a kind; each imports its own heavy libraries."""
    if kind == "html":
        from aftershock.documents.page import extract_page as extract
    elif kind == "pdf":
        from aftershock.documents.pdf import extract_pdf as extract
    elif kind == "docx":
        from aftershock.documents.office import extract_docx as extract
    elif kind == "eml":
        from aftershock.documents.mail import extract_mail as extract
    elif kind == "md":
        from aftershock.documents.page import extract_marked_up_markdown as extract
    else:
        raise DocumentError(f"files of the kind {kind!r} are not read")
    return extract


def _tidied(extracted: Extracted) -> Extracted:
    """Without control characters and halves of surrogate pairs, which broken fonts and files leave in text."""
    return replace(
        extracted,
        text=_tidy(extracted.text),
        title=_tidy(extracted.title),
        publisher=_tidy(extracted.publisher),
        authors=tuple(_tidy(author) for author in extracted.authors),
    )


def _tidy(text: str) -> str:
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return _CONTROLS.sub("", whole)


def _private_output() -> IO[bytes]:
    """Keep the way back to the parent for replies alone, whatever a library prints."""
    sink = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    return sink


def _last_word(sink: IO[bytes]) -> Callable[[type[BaseException], BaseException, TracebackType | None], None]:
    """On an error that nobody foresaw, say which; the process then ends, since its state is not to be trusted."""

    def report(kind: type[BaseException], error: BaseException, at: TracebackType | None) -> None:
        sys.__excepthook__(kind, error, at)
        reason = "reading it needs more memory than is allowed" if kind is MemoryError else _malformed(kind)
        _send(sink, {"error": reason, "hint": "save the document anew, as text if need be", "last": True})

    return report


def _malformed(kind: type[BaseException]) -> str:
    return f"the file is malformed and cannot be read safely ({kind.__name__})"


def _message(source: IO[bytes]) -> bytes:
    size = int.from_bytes(source.read(_LENGTH), "big")
    return source.read(size) if size else b""


def _send(sink: IO[bytes], reply: dict[str, object]) -> None:
    body = json.dumps(reply).encode()
    sink.write(len(body).to_bytes(_LENGTH, "big") + body)
    sink.flush()
