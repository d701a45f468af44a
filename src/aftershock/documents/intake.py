"""Files and folders to documents: what can be read is read, the rest is refused by name with its reason."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from aftershock.documents import caps
from aftershock.documents.assemble import assemble, text_digest
from aftershock.documents.extracted import Extracted
from aftershock.documents.invisible import kept_invisible_note
from aftershock.documents.listing import Listed, listed
from aftershock.documents.markdown import needs_worker, read_markdown
from aftershock.documents.plain import check_text, decode
from aftershock.documents.sandbox import Sandbox
from aftershock.documents.sidefile import SIDE_FILE, SideRow, read_side_file
from aftershock.documents.sniff import Kind, kind_of
from aftershock.errors import DocumentError
from aftershock.record.document import Document, DocumentNote
from aftershock.record.refusal import Refusal

_STEP: Final = "documents"


@dataclass(frozen=True, slots=True)
class _SideRows:
    """Rows by the place of their file and by its name as written."""

    rows: tuple[SideRow, ...]
    by_path: dict[Path, SideRow]
    by_file: dict[str, SideRow]

    def row_for(self, item: Listed) -> SideRow | None:
        return self.by_path.get(item.path.resolve()) or self.by_file.get(item.file)


def list_files(paths: Sequence[Path]) -> tuple[Path, ...]:
    """The files that the paths mean, in the order in which they are read; see `listing.listed`."""
    return tuple(item.path for item in listed(paths))


def read_documents(
    paths: Sequence[Path], metadata: Path | None = None, within: Path | None = None
) -> tuple[tuple[Document, ...], tuple[Refusal, ...]]:
    """Read every file of the paths.

    Files are taken in the order of `list_files`; of several with the same text the first that the side file describes
    is kept, else the first. A ``documents.csv`` in a folder that is named is its side file; ``metadata`` names another.
    Files inside the folder ``within`` go by their path in it, so that a part of a folder can be read.

    Returns:
        The documents, and what was refused: files with their reason, rows of the side file that are broken or name
        a file that is not there.

    Raises:
        DocumentError: where a side file cannot be read or its header is wrong; no document is read then.
    """
    side, refused = _side_rows(paths, metadata)
    items = listed(paths, within)
    documents: list[tuple[Document, SideRow | None]] = []
    with Sandbox() as sandbox:
        for item in items:
            row = side.row_for(item)
            try:
                documents.append((_read(item, row, sandbox), row))
            except DocumentError as error:
                refused.append(Refusal(_STEP, item.file, _reason(error, item)))
    refused.extend(_without_files(side.rows, items))
    refused.extend(_empty_folders(paths))
    kept, doubles = _distinct(documents)
    return kept, (*refused, *doubles)


def _read(item: Listed, row: SideRow | None, sandbox: Sandbox) -> Document:
    data = _bytes(item)
    kind = kind_of(item.file, data)
    extracted = _extract(item.file, kind, data, sandbox)
    check_text(item.file, extracted.text)
    if kind != "txt" and not item.file.lower().endswith(_suffixes(kind)):
        note = DocumentNote("other", f"The name says otherwise, but the content is {kind}.")
        extracted = replace(extracted, notes=(*extracted.notes, note))
    return assemble(item.file, hashlib.sha256(data).hexdigest(), extracted, row)


def _suffixes(kind: Kind) -> tuple[str, ...]:
    return {"html": (".html", ".htm", ".xhtml"), "md": (".md", ".markdown")}.get(kind, (f".{kind}",))


def _bytes(item: Listed) -> bytes:
    if item.in_folder and item.path.is_symlink():
        raise DocumentError("this is a link", where=item.file, hint="put the file itself into the folder")
    if not item.path.exists():
        raise DocumentError("there is no such file", where=item.file, hint=f"check the path {item.path}")
    if item.path.is_dir():
        raise DocumentError("the folder cannot be opened", where=item.file, hint="check its rights")
    if not item.path.is_file():
        raise DocumentError("this is no regular file", where=item.file, hint="name a file or a folder")
    try:
        if (size := item.path.stat().st_size) > caps.FILE_BYTES:
            raise DocumentError(
                f"{size:,} bytes are over the limit of {caps.FILE_BYTES:,}", where=item.file, hint="split the document"
            )
        return item.path.read_bytes()
    except OSError as error:
        raise DocumentError(f"cannot be read: {error.strerror}", where=item.file, hint="check its rights") from error


def _extract(file: str, kind: Kind, data: bytes, sandbox: Sandbox) -> Extracted:
    if kind not in ("txt", "md"):
        return sandbox.extract(file, kind, data)
    text, notes = decode(file, data)
    if kind == "txt":
        return Extracted(text, notes=(*notes, *kept_invisible_note(text)))
    extracted = sandbox.extract(file, kind, text.encode()) if needs_worker(text) else read_markdown(text)
    return replace(extracted, notes=(*notes, *extracted.notes))


def _reason(error: DocumentError, item: Listed) -> str:
    prefix = "" if error.where in ("", item.file) else f"{error.where}: "
    return f"{prefix}{error.message}" + (f". Hint: {error.hint}" if error.hint else "")


def _side_rows(paths: Sequence[Path], metadata: Path | None) -> tuple[_SideRows, list[Refusal]]:
    sources = [path / SIDE_FILE for path in paths if path.is_dir() and (path / SIDE_FILE).is_file()]
    if metadata is not None:
        sources = [metadata, *(source for source in sources if source.resolve() != metadata.resolve())]
    rows: list[SideRow] = []
    refused: list[Refusal] = []
    for source in dict.fromkeys(sources):
        found, broken = read_side_file(source)
        rows.extend(found)
        refused.extend(broken)
    by_path = {row.path.resolve(): row for row in reversed(rows)}
    named = {row.file: row for row in rows if metadata is not None and row.path.is_relative_to(metadata.parent)}
    return _SideRows(tuple(rows), by_path, named), refused


def _without_files(rows: Iterable[SideRow], items: Sequence[Listed]) -> Iterator[Refusal]:
    paths = {item.path.resolve() for item in items}
    names = {item.file for item in items}
    for row in rows:
        if row.path.resolve() not in paths and row.file not in names:
            yield Refusal(_STEP, row.where, f"names the file {row.file!r}, which is not among those read")


def _empty_folders(paths: Sequence[Path]) -> Iterator[Refusal]:
    for path in paths:
        if path.is_dir() and not listed([path]):
            yield Refusal(_STEP, str(path), "the folder holds no files to read")


def _distinct(documents: Sequence[tuple[Document, SideRow | None]]) -> tuple[tuple[Document, ...], list[Refusal]]:
    kept: dict[str, Document] = {}
    refused: list[Refusal] = []
    described_first = sorted(enumerate(documents), key=lambda it: (it[1][1] is None, it[0]))
    place: dict[str, int] = {}
    for number, (document, _) in described_first:
        digest = text_digest(document.text)
        if digest not in kept:
            kept[digest], place[digest] = document, number
            continue
        refused.append(Refusal(_STEP, document.file, f"the same text as {kept[digest].file}, which is kept"))
        note = DocumentNote("duplicate", f"The same text also stands in {document.file}.")
        kept[digest] = replace(kept[digest], notes=(*kept[digest].notes, note))
    ordered = sorted(kept, key=lambda digest: place[digest])
    return _unlike_ids(tuple(kept[digest] for digest in ordered), refused)


def _unlike_ids(documents: tuple[Document, ...], refused: list[Refusal]) -> tuple[tuple[Document, ...], list[Refusal]]:
    """Two side files can give one id to two texts; the second is refused, since ids must tell documents apart."""
    kept: dict[str, Document] = {}
    for document in documents:
        if document.id in kept:
            reason = f"its id {document.id!r} already belongs to {kept[document.id].file}. Hint: give it another id"
            refused.append(Refusal(_STEP, document.file, reason))
        else:
            kept[document.id] = document
    return tuple(kept.values()), refused
