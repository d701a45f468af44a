"""The part of CSS that can hide words: inline declarations and plain rules of a page's own style sheets."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from aftershock.errors import DocumentError

Declarations = dict[str, str]

_COMMENT: Final = re.compile(r"/\*.*?\*/", re.DOTALL)
_ESCAPE: Final = re.compile(r"\\([0-9a-fA-F]{1,6})\s?")
_COMPOUND: Final = re.compile(r"(?P<tag>\*|[a-zA-Z][\w-]*)?(?P<rest>(?:[.#][\w-]+)*)")
_RELEVANT: Final = frozenset({
    "display", "visibility", "opacity", "font-size", "font", "position", "left", "right", "top", "bottom",
    "text-indent", "margin-left", "margin-top", "transform", "clip", "clip-path", "width", "height", "max-height",
    "max-width", "overflow", "background", "background-color", "background-image", "content-visibility", "color",
    "-webkit-text-fill-color", "filter", "z-index",
})  # fmt: skip
_MOST_SELECTORS: Final = 5_000
_FAR: Final = 500.0
_HUGE: Final = 5_000.0
_TINY_PIXELS: Final = 1.5
_TINY_SHARE: Final = 0.1
_LENGTH: Final = re.compile(r"(-?\d{0,12}\.?\d{1,12})(px|pt|em|rem|ex|ch|%|vw|vh|in|cm|mm)?$")
_PIXELS: Final = {"px": 1.0, "pt": 1.33, "in": 96.0, "cm": 38.0, "mm": 3.8, "em": 16.0, "rem": 16.0, "ch": 8.0,
                  "ex": 8.0, "vw": 12.0, "vh": 8.0, "%": 12.0}  # fmt: skip


def declarations(css: str) -> Declarations:
    """The declarations of a style attribute or of a rule's body that matter for being seen."""
    found: Declarations = {}
    for part in _plain(css).split(";"):
        name, _, value = part.partition(":")
        name = name.strip().lower()
        if name in _RELEVANT:
            found[name] = value.lower().replace("!important", "").strip()
    return found


def _plain(css: str) -> str:
    return _ESCAPE.sub(lambda match: _character(match.group(1)), _COMMENT.sub("", css))


def _character(digits: str) -> str:
    number = int(digits, 16)
    return chr(number) if 0 < number <= sys.maxunicode else ""


@dataclass(frozen=True, slots=True)
class _Compound:
    tag: str
    id: str
    classes: frozenset[str]

    def matches(self, element: Any) -> bool:
        """Whether an lxml element has this tag, id and classes."""
        if self.tag not in ("", "*", element.tag) or (self.id and element.get("id") != self.id):
            return False
        return not self.classes or self.classes <= set((element.get("class") or "").split())

    @property
    def key(self) -> str:
        return f"#{self.id}" if self.id else f".{min(self.classes)}" if self.classes else self.tag or "*"


@dataclass(frozen=True, slots=True)
class StyleSheet:
    """Rules by the key of the last part of their selector."""

    rules: Mapping[str, tuple[tuple[tuple[_Compound, ...], Declarations], ...]]

    def style_of(self, element: Any) -> Declarations:
        """What the rules declare for an lxml element; later rules go before earlier ones of the same key."""
        found: Declarations = {}
        for key in _keys(element):
            for compounds, declared in self.rules.get(key, ()):
                if compounds[-1].matches(element) and _ancestors_match(compounds[:-1], element):
                    found.update(declared)
        return found


def _keys(element: Any) -> Iterator[str]:
    yield "*"
    yield element.tag
    yield from sorted({f".{name}" for name in (element.get("class") or "").split()})
    if element.get("id"):
        yield f"#{element.get('id')}"


def _ancestors_match(compounds: Sequence[_Compound], element: Any) -> bool:
    waiting = list(compounds)
    for ancestor in element.iterancestors():
        if not waiting:
            return True
        if waiting[-1].matches(ancestor):
            waiting.pop()
    return not waiting


def read_sheets(sheets: Sequence[str]) -> StyleSheet:
    """The plain rules of style sheets: tags, classes, ids and their nesting.

    Rules under ``@media`` and the like, and selectors with states or attributes, say nothing certain about the page at
    rest and are passed over.

    Raises:
        DocumentError: where there are too many rules to judge a page by.
    """
    rules: dict[str, list[tuple[tuple[_Compound, ...], Declarations]]] = {}
    count = 0
    for sheet in sheets:
        for selectors, body in _rules(_COMMENT.sub("", sheet)):
            declared = declarations(body)
            for selector in selectors.split(",") if declared else ():
                if (compounds := _compounds(selector)) is not None:
                    rules.setdefault(compounds[-1].key, []).append((compounds, declared))
                    count += 1
            if count > _MOST_SELECTORS:
                raise DocumentError("its style sheets are too long to tell what is hidden", hint="save it as text")
    return StyleSheet({key: tuple(value) for key, value in rules.items()})


def _rules(css: str) -> Iterator[tuple[str, str]]:
    """Selector and body of each rule outside at-rules, in one pass."""
    depth, at_rule, start, selector = 0, 0, 0, ""
    for match in re.finditer(r"[{};]", css):
        mark = match.group()
        if mark == "{":
            depth += 1
            if depth == 1:
                selector = css[start : match.start()].strip()
                at_rule = 1 if selector.startswith("@") else 0
            start = match.end() if depth == 1 else start
        elif mark == "}":
            if depth == 1 and not at_rule:
                yield selector, css[start : match.start()]
            depth = max(0, depth - 1)
            start = match.end() if depth == 0 else start
        elif depth == 0:
            start = match.end()


def _compounds(selector: str) -> tuple[_Compound, ...] | None:
    parts = selector.replace(">", " ").split()
    matches = [_COMPOUND.fullmatch(part) for part in parts]
    if not parts or not all(matches):
        return None
    return tuple(_compound(match) for match in matches if match is not None)


def _compound(match: re.Match[str]) -> _Compound:
    names = re.findall(r"[.#][\w-]+", match.group("rest"))
    ids = [name[1:] for name in names if name.startswith("#")]
    classes = frozenset(name[1:] for name in names if name.startswith("."))
    return _Compound((match.group("tag") or "").lower(), ids[0] if ids else "", classes)


def pixels(value: str) -> float | None:
    """A length in about so many pixels, or nothing where it is no plain length."""
    match = _LENGTH.match(value.strip())
    return None if match is None else float(match.group(1)) * _PIXELS[match.group(2) or "px"]


def is_tiny(font_size: str) -> bool:
    """Whether words of this font size cannot be read."""
    size = pixels(font_size)
    limit = _TINY_SHARE * 16 if font_size.strip().endswith(("em", "%")) else _TINY_PIXELS
    return size is not None and size < limit


def why_gone(style: Declarations) -> str | None:
    """The reason for which an element with this style is not seen at all, with all that is in it."""
    if style.get("display") == "none":
        return "display:none"
    if style.get("content-visibility") == "hidden":
        return "content-visibility:hidden"
    if _is_zero(style.get("opacity")) or "opacity(0" in style.get("filter", ""):
        return "opacity:0"
    if _is_clipped(style):
        return "clipped away"
    return "off-screen" if _is_far(style) else None


def _is_zero(value: str | None) -> bool:
    if value is None:
        return False
    size = pixels(value)
    return size is not None and size < _TINY_SHARE / 2


def _is_clipped(style: Declarations) -> bool:
    clip, path = style.get("clip", ""), style.get("clip-path", "")
    if re.match(r"rect\((\s*[01](px)?[\s,]*){4}\)", clip) or re.match(r"(inset\((50|100)%|circle\(0)", path):
        return True
    overflow = style.get("overflow", "").startswith(("hidden", "clip"))
    sizes = (pixels(style[name]) for name in ("width", "height", "max-width", "max-height") if name in style)
    return overflow and any(size is not None and size < _TINY_PIXELS for size in sizes)


def _is_far(style: Declarations) -> bool:
    placed = style.get("position", "") in ("absolute", "fixed", "relative")
    names = ["text-indent", "margin-left", "margin-top", *(("left", "right", "top", "bottom") if placed else ())]
    lengths = [pixels(style[name]) for name in names if name in style]
    moved = re.search(r"translate[xy3d]{0,2}\(\s*(-?\d{1,9})(px|em|rem)", style.get("transform", ""))
    if moved is not None:
        lengths.append(pixels(moved.group(1) + moved.group(2)))
    if re.search(r"scale[xy]?\(\s*0(\.0*)?\s*[,)]", style.get("transform", "")):
        return True
    return any(length is not None and (length <= -_FAR or length >= _HUGE) for length in lengths)
