"""A web page to its article: what is hidden goes first, then navigation and the like. Runs in the worker."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, Final

import trafilatura
from lxml import etree
from lxml import html as lxml_html

from aftershock.documents import caps
from aftershock.documents.extracted import Extracted
from aftershock.documents.invisible import JOINERS, invisible_note, split_invisible
from aftershock.documents.markdown import read_markdown
from aftershock.documents.pagefacts import page_facts
from aftershock.documents.plain import decode
from aftershock.documents.visible import drop_hidden
from aftershock.errors import DocumentError
from aftershock.record.document import DocumentNote

_OPENING: Final = re.compile(rb"<[A-Za-z]")
_CHARSET: Final = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{1,40})", re.IGNORECASE)
_BLOCKS: Final = frozenset({
    "p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "blockquote", "td", "th", "pre", "div", "section", "article", "dd",
    "dt", "figcaption", "main", "body", "br", "tr", "table", "ul", "ol", "header", "caption",
})  # fmt: skip
_NO_CONTENT: Final = ("script", "style", "nav", "footer", "aside", "form", "button", "select", "textarea", "head")
_SHORT: Final = 200
_STAND_INS: Final = "\ua58f\ua590\ua591\ua592"  # letters of the Vai script


def extract_page(file: str, data: bytes) -> Extracted:
    """The article of a web page.

    Raises:
        DocumentError: where the page is too large, or nothing a reader can see is left.
    """
    root = parse_page(file, data)
    notes = drop_hidden(root)
    facts = page_facts(root)
    invisible = _drop_invisible(root)
    text = article_text(root)
    if not text.strip():
        raise DocumentError("the page shows no text", where=file, hint="save the article as text from the browser")
    return replace(facts, text=text, notes=(*notes, *invisible))


def parse_page(file: str, data: bytes) -> Any:
    """The tree of a page, within the limits.

    Raises:
        DocumentError: where the page is over a limit or is no HTML.
    """
    if len(data) > caps.HTML_BYTES:
        raise DocumentError(
            f"{len(data):,} bytes are over the limit of {caps.HTML_BYTES:,} for web pages",
            where=file,
            hint="save the article alone, as text",
        )
    if (elements := len(_OPENING.findall(data))) > caps.HTML_ELEMENTS:
        raise DocumentError(
            f"{elements:,} elements are over the limit of {caps.HTML_ELEMENTS:,}",
            where=file,
            hint="save the article alone, as text",
        )
    text = _decoded(file, data).replace("\0", "")
    parser = lxml_html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, recover=True)
    try:
        root = lxml_html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise DocumentError("the page cannot be parsed", where=file, hint="save it again from the browser") from error
    _refuse_cut_short(file, parser)
    return root


def _decoded(file: str, data: bytes) -> str:
    declared = _CHARSET.search(data[:4096])
    if declared is not None and not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        try:
            return data.decode(declared.group(1).decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            pass  # pages lie about their encoding; then the bytes decide
    return decode(file, data)[0]


def _refuse_cut_short(file: str, parser: Any) -> None:
    """The parser stops, with a page half read, where elements nest over 256 deep; half a page is not read."""
    if any(entry.level_name == "FATAL" for entry in parser.error_log):
        raise DocumentError("its elements are nested too deeply", where=file, hint="save the article as text")


def _drop_invisible(root: Any) -> tuple[DocumentNote, ...]:
    """Take invisible characters out of all words of the page, and count them."""
    gone: list[str] = []
    for element in root.iter():
        if element.tag not in ("script", "style"):
            element.text, found = split_invisible(element.text or "")
            gone += found
        element.tail, found = split_invisible(element.tail or "")
        gone += found
    return invisible_note(gone, "were taken out")


def article_text(root: Any) -> str:
    """The paragraphs of the article, parted by blank lines; of a page without one, all visible paragraphs."""
    everything = _all_text(root)
    # The extractor drops joiners, without which Persian is misspelt and emoji fall apart: stand-ins carry them through.
    stand_ins = [c for c in _STAND_INS if c not in everything][: len(JOINERS)]
    _translate(root, str.maketrans(JOINERS, "".join(stand_ins)))
    found = trafilatura.extract(
        root, output_format="txt", include_comments=False, include_tables=True, include_images=False,
        include_links=False, include_formatting=False, deduplicate=False, with_metadata=False,
    )  # fmt: skip
    article = _paragraphs(found or "").translate(str.maketrans("".join(stand_ins), JOINERS))
    return article if len(article) >= min(_SHORT, len(everything) // 2) else everything


def _translate(root: Any, table: dict[int, int]) -> None:
    for element in root.iter():
        element.text = element.text and element.text.translate(table)
        element.tail = element.tail and element.tail.translate(table)


def _paragraphs(text: str) -> str:
    lines = (" ".join(line.split()) for line in text.splitlines())
    return "\n\n".join(line.removeprefix("- ") for line in lines if line.strip(" -|"))


def _all_text(root: Any) -> str:
    """Every visible block outside navigation, in order."""
    parts: list[str] = []
    skipped: Any = None
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if not isinstance(element.tag, str):
            continue
        if event == "start":
            skipped = element if skipped is None and element.tag in _NO_CONTENT else skipped
            if skipped is None:
                parts.append(_broken(element.tag) + (element.text or ""))
            continue
        if skipped is element:
            skipped = None
        if skipped is None:
            parts.append(_broken(element.tag) + (element.tail or ""))
    return _paragraphs(re.sub(r"[ \t\r\n]+|\f", lambda match: "\n" if match.group() == "\f" else " ", "".join(parts)))


def _broken(tag: str) -> str:
    return "\f" if tag in _BLOCKS else ""


def extract_marked_up_markdown(file: str, data: bytes) -> Extracted:
    """Markdown that carries markup of its own: the markup is resolved as in a page, then the rest is read."""
    text = data.decode("utf-8")
    if len(_OPENING.findall(data)) > caps.HTML_ELEMENTS:
        raise DocumentError("it carries too much markup", where=file, hint="save it as text")
    links = re.sub(r"<(https?://[^>\s]{1,2000})>", r"\1", text)
    parser = lxml_html.HTMLParser(no_network=True, huge_tree=False, recover=True)
    root = lxml_html.fragment_fromstring(links, create_parent="div", parser=parser)
    _refuse_cut_short(file, parser)
    notes = drop_hidden(root)
    for element in list(root.iter(*_NO_CONTENT)):
        element.drop_tree()
    extracted = read_markdown(str(root.text_content()))
    return replace(extracted, notes=(*notes, *extracted.notes))
