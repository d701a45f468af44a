"""A Word document to its visible paragraphs. Runs in the worker; only the parts that hold words are unpacked."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from lxml import etree

from aftershock.documents.archive import Archive
from aftershock.documents.colours import WHITE, look_alike, parse_colour
from aftershock.documents.extracted import Extracted
from aftershock.documents.invisible import without_invisible
from aftershock.errors import DocumentError
from aftershock.record.document import DocumentNote

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT: Final = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_LOOSE: Final = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_DC: Final = "{http://purl.org/dc/elements/1.1/}"
_TERMS: Final = "{http://purl.org/dc/terms/}"
_RELATION: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_OFF: Final = ("0", "false", "off")
_TINY_HALF_POINTS: Final = 3
_DEPTH: Final = 500
_TEMPLATE_DAY: Final = date(2013, 12, 23)  # what documents made by python-docx carry unless told otherwise
_LOGIN: Final = re.compile(
    r"\b(?:user|admin|administrator|microsoft|author|unknown|python|docx|owner|office)\b", re.IGNORECASE
)
_HINT: Final = "save the document anew as .docx, or as text"


@dataclass(slots=True)
class _Part:
    """The paragraphs of one part as they come together, and what was hidden in it."""

    styles: frozenset[str]
    paragraphs: list[str] = field(default_factory=list)
    places: Counter[str] = field(default_factory=Counter)
    size: Counter[str] = field(default_factory=Counter)

    def hide(self, reason: str, text: str) -> None:
        if text.strip():
            self.places[reason] += 1
            self.size[reason] += len(text)


def extract_docx(file: str, data: bytes) -> Extracted:
    """The visible words of a Word document: body, tables, text boxes and notes; not headers, comments or deletions.

    Raises:
        DocumentError: where it is no Word document, damaged, encrypted or over a limit.
    """
    archive = Archive(file, data)
    main = _main_part(file, archive)
    folder = posixpath.dirname(main)
    part = _Part(_hidden_styles(file, archive, folder))
    for name in (main, f"{folder}/footnotes.xml", f"{folder}/endnotes.xml"):
        if name in archive.names():
            _read(_tree(file, name, archive), part)
    text, invisible = without_invisible("\n\n".join(part.paragraphs))
    if not text.strip():
        raise DocumentError("the document shows no text", where=file, hint=_HINT)
    title, authors, made = _properties(file, archive)
    return Extracted(text=text, title=title, authors=authors, made=made, notes=(*_notes(part), *invisible))


def _main_part(file: str, archive: Archive) -> str:
    names = archive.names()
    if "EncryptedPackage" in names:
        raise DocumentError("it is encrypted", where=file, hint="save a copy without password")
    if "_rels/.rels" in names:
        for relation in _tree(file, "_rels/.rels", archive).iter(_RELATION):
            target = (relation.get("Target") or "").lstrip("/")
            if (relation.get("Type") or "").endswith("/officeDocument") and target in names:
                if not target.startswith("word/"):
                    break
                return target
    if "word/document.xml" in names:
        return "word/document.xml"
    raise DocumentError("this archive is no Word document", where=file, hint="unpack it, or convert it to .docx")


def _tree(file: str, name: str, archive: Archive) -> Any:
    data = archive.read(name)
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data or b"\0" in data[:200]:
        raise DocumentError(f"{name} declares entities, which Word never does", where=file, hint=_HINT)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False
    )
    try:
        return etree.fromstring(data.replace(_STRICT, _LOOSE), parser)
    except etree.XMLSyntaxError as error:
        raise DocumentError(f"{name} is damaged: {error.msg}", where=file, hint=_HINT) from error


def _hidden_styles(file: str, archive: Archive, folder: str) -> frozenset[str]:
    """Ids of the styles whose words are hidden."""
    name = f"{folder}/styles.xml"
    if name not in archive.names():
        return frozenset()
    styles = _tree(file, name, archive).iter(f"{_W}style")
    return frozenset(s.get(f"{_W}styleId") for s in styles if _why_hidden(s.find(f"{_W}rPr")) is not None)


def _read(root: Any, part: _Part) -> None:
    """Bring the paragraphs of a part together; those of a text box come before the paragraph that holds it."""
    open_paragraphs: list[list[str]] = []
    skipped: Any = None
    depth = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > _DEPTH:
            raise DocumentError("its elements are nested too deeply", hint=_HINT)
        if event == "start" and skipped is None and _is_left_out(element, part):
            skipped = element
        elif event == "end" and skipped is element:
            skipped = None
        elif skipped is None:
            _take(event, element, open_paragraphs, part)


def _is_left_out(element: Any, part: _Part) -> bool:
    if element.tag in (f"{_W}del", f"{_W}moveFrom", _FALLBACK):
        part.hide("deleted", "".join(node.text or "" for node in element.iter(f"{_W}delText")))
        return True
    if element.tag != f"{_W}r":
        return False
    reason = _why_hidden(element.find(f"{_W}rPr")) or _hidden_by_style(element, part.styles)
    if reason is not None:
        part.hide(reason, "".join(_run_words(element)))
    return reason is not None


def _hidden_by_style(run: Any, styles: frozenset[str]) -> str | None:
    chosen = [run.find(f"{_W}rPr/{_W}rStyle")]
    paragraph = next(run.iterancestors(f"{_W}p"), None)
    chosen.append(paragraph.find(f"{_W}pPr/{_W}pStyle") if paragraph is not None else None)
    return "hidden style" if any(c is not None and c.get(f"{_W}val") in styles for c in chosen) else None


def _why_hidden(properties: Any) -> str | None:
    """Why a run with these properties is not seen."""
    if properties is None:
        return None
    for name in ("vanish", "webHidden", "specVanish"):
        switch = properties.find(f"{_W}{name}")
        if switch is not None and (switch.get(f"{_W}val") or "").lower() not in _OFF:
            return "hidden characters"
    size = properties.find(f"{_W}sz")
    value = "" if size is None else size.get(f"{_W}val") or ""
    if value.isdigit() and int(value) < _TINY_HALF_POINTS:
        return "too small to be seen"
    return "white on white" if _is_white(properties) else None


def _is_white(properties: Any) -> bool:
    colour = properties.find(f"{_W}color")
    parsed = parse_colour("#" + (colour.get(f"{_W}val") or "")) if colour is not None else None
    has_ground = any(properties.find(f"{_W}{name}") is not None for name in ("shd", "highlight"))
    run = properties.getparent()
    shaded = any(a.find(f"{_W}{n}/{_W}shd") is not None for a in run.iterancestors() for n in ("pPr", "tcPr", "tblPr"))
    return parsed is not None and look_alike(parsed[0], WHITE) and not has_ground and not shaded


def _take(event: str, element: Any, open_paragraphs: list[list[str]], part: _Part) -> None:
    if element.tag == f"{_W}p":
        if event == "start":
            open_paragraphs.append([])
        elif words := " ".join("".join(open_paragraphs.pop()).split()):
            part.paragraphs.append(words)
    elif event == "start" and open_paragraphs:
        open_paragraphs[-1].append(_word(element))


def _run_words(run: Any) -> Iterator[str]:
    for element in run.iter():
        yield _word(element)


def _word(element: Any) -> str:
    if element.tag == f"{_W}t":
        return element.text or ""
    if element.tag == f"{_W}noBreakHyphen":
        return "\u2011"
    return " " if element.tag in (f"{_W}tab", f"{_W}br", f"{_W}cr") else ""


def _notes(part: _Part) -> tuple[DocumentNote, ...]:
    parts = [f"{reason} ({part.places[reason]}×, {part.size[reason]} characters)" for reason in sorted(part.places)]
    if not parts:
        return ()
    return (DocumentNote("hidden-text", f"Not shown to a reader and taken out: {', '.join(parts)}."),)


def _properties(file: str, archive: Archive) -> tuple[str, tuple[str, ...], date | None]:
    """Title, authors and day of making; names of programs and log-ins are no authors."""
    if "docProps/core.xml" not in archive.names():
        return "", (), None
    root = _tree(file, "docProps/core.xml", archive)
    names = re.split(r"\s*;\s*", _property(root, f"{_DC}creator"))
    authors = tuple(name for name in names if " " in name and _LOGIN.search(name) is None and "@" not in name)
    return _property(root, f"{_DC}title"), authors, _made(_property(root, f"{_TERMS}created"))


def _property(root: Any, tag: str) -> str:
    element = root.find(tag)
    clean, _ = without_invisible(element.text or "" if element is not None else "")
    return " ".join("".join(c if c.isprintable() else " " for c in clean).split())[:300]


def _made(text: str) -> date | None:
    try:
        day = date.fromisoformat(text[:10])
    except ValueError:
        return None
    return None if day == _TEMPLATE_DAY else day
