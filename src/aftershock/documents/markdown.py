"""Markdown to text: the marks go, the words stay, paragraphs are parted by a blank line."""

from __future__ import annotations

import re
from typing import Final

from aftershock.documents import caps
from aftershock.documents.extracted import Extracted
from aftershock.documents.frontpage import parse_date
from aftershock.documents.invisible import without_invisible

_FRONT: Final = re.compile(r"\A---[ \t]*\r?\n(.{0,8000}?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_FIELD: Final = re.compile(
    r"^(title|authors?|date|published|publisher|language|lang)[ \t]*:[ \t]*(.+)$", re.MULTILINE | re.I
)
_MARKUP: Final = re.compile(r"<[A-Za-z!/?]")
_FENCE: Final = re.compile(r"^ {0,3}(?:```|~~~).*$")
_HEADING: Final = re.compile(r"^ {0,3}#{1,6}[ \t]+(.*?)[ \t]*#*$")
_RULE: Final = re.compile(r"^ {0,3}(?:[-*_=][ \t]*){3,}$")
_ITEM: Final = re.compile(r"^[ \t]*(?:[-*+]|\d{1,4}[.)])[ \t]+")
_QUOTE: Final = re.compile(r"^ {0,3}(?:>[ \t]?)+")
_REFERENCE: Final = re.compile(r"^ {0,3}\[[^\]]{1,200}\]:[ \t]*\S+.*$")
_INLINE: Final[tuple[tuple[re.Pattern[str], str], ...]] = (
    (re.compile(r"!\[[^\]\n]{0,500}\](?:\([^)\n]{0,2000}\)|\[[^\]\n]{0,200}\])"), ""),
    (re.compile(r"\[([^\]\n]{1,500})\](?:\([^)\n]{0,2000}\)|\[[^\]\n]{0,200}\])"), r"\1"),
    (re.compile(r"\[\^[^\]\n]{1,50}\]"), ""),
    (re.compile(r"<(https?://[^>\s]{1,2000})>"), r"\1"),
    (re.compile(r"(\*\*|__)(?=\S)([^\n]{1,1000}?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<![\w*])\*(?=\S)([^*\n]{1,1000})(?<=\S)\*(?![\w*])"), r"\1"),
    (re.compile(r"(?<!\w)_(?=\S)([^_\n]{1,1000})(?<=\S)_(?!\w)"), r"\1"),
    (re.compile(r"`([^`\n]{1,1000})`"), r"\1"),
    (re.compile(r"\\([\\`*_{}\[\]()#+.!>~|-])"), r"\1"),
)


def needs_worker(text: str) -> bool:
    """Whether the text carries markup of its own, or is so long that a hostile one could keep the patterns busy."""
    return len(text) > caps.MARKDOWN_IN_PARENT or _MARKUP.search(text) is not None


def read_markdown(text: str) -> Extracted:
    """The words of Markdown without raw markup; the fields of a front matter become metadata."""
    front = _FRONT.match(text)
    fields = {key.lower(): _value(value) for key, value in _FIELD.findall(front.group(1))} if front else {}
    body = text[front.end() :] if front else text
    clean, notes = without_invisible("\n\n".join(_paragraphs(body)))
    return Extracted(
        text=clean,
        title=fields.get("title", "") or _first_heading(body),
        publisher=fields.get("publisher", ""),
        authors=_authors(fields.get("authors", "") or fields.get("author", "")),
        published=parse_date(fields.get("published", "") or fields.get("date", "")),
        language=fields.get("language", "") or fields.get("lang", ""),
        notes=notes,
    )


def _value(text: str) -> str:
    return text.strip().strip("\"'")


def _authors(text: str) -> tuple[str, ...]:
    parts = text.strip("[]").replace(";", ",").split(",")
    return tuple(name for part in parts if (name := _value(part)))


def _first_heading(body: str) -> str:
    heading = next((match for line in body.splitlines() if (match := _HEADING.match(line))), None)
    return _inline(heading.group(1)) if heading else ""


def _paragraphs(body: str) -> list[str]:
    """Lines joined to paragraphs; headings, items and quotations are paragraphs of their own."""
    done: list[str] = []
    current: list[str] = []
    for line in (*body.splitlines(), ""):
        alone = _HEADING.match(line)
        if alone or not line.strip() or _RULE.match(line) or _FENCE.match(line) or _ITEM.match(line):
            done.extend([" ".join(current)] if current else [])
            current = []
        words = _words(alone.group(1) if alone else line)
        if alone:
            done.extend([words] if words else [])
        elif words:
            current.append(words)
    return done


def _words(line: str) -> str:
    if _RULE.match(line) or _FENCE.match(line) or _REFERENCE.match(line):
        return ""
    return _inline(_ITEM.sub("", _QUOTE.sub("", line))).strip()


def _inline(text: str) -> str:
    for pattern, replacement in _INLINE:
        text = pattern.sub(replacement, text)
    return text
