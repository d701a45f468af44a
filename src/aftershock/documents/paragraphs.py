"""Lines as a page shows them, put together to paragraphs again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

_MARGIN_LINES: Final = 2
_REPEATED: Final = 3
_SHORT_SHARE: Final = 0.75
_END: Final = re.compile(r"[.!?:…؟۔][\"”’')\]]*\d{0,3}$")
_PAGE_NUMBER: Final = re.compile(
    r"(?:page |p\. ?|[-–—|] ?)?\d{1,4}(?: ?(?:/|of) ?\d{1,4})?(?: ?[-–—|])?", re.IGNORECASE
)
_BROKEN: Final = re.compile(r"[a-zß-ÿ]-$")
_HYPHENATED: Final = re.compile(r"\w+-\w[\w-]*")


def paragraphs_of_pages(pages: Sequence[str]) -> str:
    """The text of all pages as paragraphs parted by blank lines.

    Running heads, feet and page numbers go: lines at the margin of a page that stand, digits aside, on at least three
    pages and a third of them. A word broken at a line's end is joined unless the hyphened form stands elsewhere.
    """
    split = [[" ".join(line.split()) for line in page.splitlines()] for page in pages]
    running = _running_lines(split)
    lines = [line for page in split for line in (*_body(page, running), "\f")]
    hyphenated = frozenset(word for page in split for line in page for word in _HYPHENATED.findall(line))
    return "\n\n".join(_joined(lines, hyphenated))


def _running_lines(pages: Sequence[Sequence[str]]) -> frozenset[str]:
    counts = Counter(key for page in pages for key in {_key(line) for line in _margin(page)})
    least = max(_REPEATED, len(pages) // 3)
    return frozenset(key for key, count in counts.items() if count >= least)


def _margin(page: Sequence[str]) -> list[str]:
    filled = [line for line in page if line]
    return [*filled[:_MARGIN_LINES], *filled[-_MARGIN_LINES:]]


def _key(line: str) -> str:
    return re.sub(r"\d+", "#", line).lower()


def _body(page: Sequence[str], running: frozenset[str]) -> list[str]:
    filled = [number for number, line in enumerate(page) if line]
    margin = {*filled[:_MARGIN_LINES], *filled[-_MARGIN_LINES:]}
    return [
        line
        for number, line in enumerate(page)
        if number not in margin or (_key(line) not in running and not _PAGE_NUMBER.fullmatch(line))
    ]


def _joined(lines: Sequence[str], hyphenated: frozenset[str]) -> list[str]:
    widths = sorted(len(line) for line in lines if line)
    usual = widths[len(widths) * 3 // 4] if widths else 0
    groups: list[list[str]] = [[]]
    for line in lines:
        if line == "\f":
            continue
        if not line or (groups[-1] and _ends_paragraph(groups[-1][-1], line, usual)):
            groups.append([])
        if line:
            groups[-1].append(line)
    return [_paragraph(group, hyphenated) for group in groups if group]


def _ends_paragraph(last: str, line: str, usual: int) -> bool:
    """A short line ends a paragraph, after a full stop or where the next begins anew: a heading, an item."""
    if len(last) >= _SHORT_SHARE * usual:
        return False
    return _END.search(last) is not None or not line[:1].islower()


def _paragraph(lines: Sequence[str], hyphenated: frozenset[str]) -> str:
    pieces = [lines[0]]
    for last, line in pairwise(lines):
        if _BROKEN.search(last[-2:]) and line[:1].islower():
            first, rest = last.rsplit(" ", 1)[-1], line.split(" ", 1)[0].strip(".,;:!?)”’\"'")
            pieces[-1] = pieces[-1] if first + rest in hyphenated else pieces[-1][:-1]
            pieces.append(line)
        else:
            pieces += [" ", line]
    return "".join(pieces)
