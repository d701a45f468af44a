"""Takes out of a web page what a reader of the page would not see, and counts it.

What is judged: the `hidden` and `aria-hidden` attributes, display, visibility, opacity, clipping, places off the
screen, font size, and words in the colour of their ground, as inline styles and a page's own plain style rules say.
What outside style sheets and scripts do is not known.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from aftershock.documents.colours import WHITE, Colour, is_faint, look_alike, parse_colour
from aftershock.documents.styles import Declarations, StyleSheet, declarations, is_tiny, pixels, read_sheets, why_gone
from aftershock.record.document import DocumentNote

_UNJUDGED: Final = frozenset({"head", "script", "style", "link", "meta", "title", "base"})
_UNRENDERED: Final = frozenset({"template", "noscript", "svg", "datalist", "object", "iframe"})
_READER_ONLY: Final = frozenset({"sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "offscreen"})


@dataclass(frozen=True, slots=True)
class _State:
    """What an element passes on to what is in it."""

    invisible: bool = False
    tiny: bool = False
    colour: Colour | None = None
    ground: Colour | None = WHITE

    @property
    def reason(self) -> str | None:
        if self.invisible:
            return "visibility:hidden"
        if self.tiny:
            return "font-size:0"
        unseen = self.colour is not None and self.ground is not None and look_alike(self.colour, self.ground)
        return "in the colour of its ground" if unseen else None


@dataclass(slots=True)
class _Tally:
    places: Counter[str]
    characters: Counter[str]

    def add(self, reason: str, text: str) -> None:
        if words := " ".join(text.split()):
            self.places[reason] += 1
            self.characters[reason] += len(words)


def drop_hidden(root: Any) -> tuple[DocumentNote, ...]:
    """Take hidden elements and words out of an lxml tree, in place, and say what went.

    Raises:
        DocumentError: where the page is made so that this cannot be judged.
    """
    sheet = read_sheets([element.text or "" for element in root.iter("style")])
    tally = _Tally(Counter(), Counter())
    for element in list(root.iter()):
        if not isinstance(element.tag, str):
            tally.add("comments", element.text or "") if element.getparent() is not None else None
            _remove(element)
    _walk(root, sheet, tally)
    for element in root.iter():
        element.attrib.pop("style", None)  # judged now; the extractor would drop what an outer style only half hides
    return _notes(tally)


def _walk(root: Any, sheet: StyleSheet, tally: _Tally) -> None:
    waiting: list[tuple[Any, _State]] = [(root, _State())]
    while waiting:
        element, above = waiting.pop()
        if element.tag in _UNJUDGED:
            continue
        style = {**sheet.style_of(element), **_legacy(element)}
        if (reason := _why_dropped(element, style)) is not None:
            tally.add(reason, "".join(_words(element)))
            _remove(element)
            continue
        state = _passed_on(element, style, above)
        _blank(element, state.reason, tally)
        waiting.extend((child, state) for child in reversed(element))


def _legacy(element: Any) -> Declarations:
    """Inline declarations, with those that old attributes amount to."""
    old = {}
    if element.get("bgcolor"):
        old["background-color"] = element.get("bgcolor").lower()
    if element.get("background"):
        old["background-image"] = "url"
    return {**old, **declarations(element.get("style") or "")}


def _why_dropped(element: Any, style: Declarations) -> str | None:
    if element.tag in _UNRENDERED:
        return f"<{element.tag}>"
    if element.get("hidden") is not None:
        return "hidden attribute"
    if (element.get("aria-hidden") or "").strip().lower() == "true":
        return "aria-hidden"
    if element.tag == "dialog" and element.get("open") is None:
        return "closed dialog"
    if not _READER_ONLY.isdisjoint((element.get("class") or "").lower().split()):
        return "for screen readers only"
    return why_gone(style)


def _passed_on(element: Any, style: Declarations, above: _State) -> _State:
    invisible = above.invisible
    if "visibility" in style:
        invisible = style["visibility"] in ("hidden", "collapse")
    tiny = above.tiny
    if "font-size" in style:
        relative = style["font-size"].endswith(("em", "%")) and not style["font-size"].endswith("rem")
        tiny = is_tiny(style["font-size"]) or (above.tiny and relative)
    elif "font" in style:
        tiny = any(
            is_tiny(part)
            for part in style["font"].split("/")[0].split()
            if pixels(part) is not None and part[-1:].isalpha()
        )
    return replace(above, invisible=invisible, tiny=tiny, colour=_colour(element, above), ground=_ground(style, above))


def _colour(element: Any, above: _State) -> Colour | None:
    """The colour said on the element itself; what style sheets say about colour depends on too much to be judged."""
    inline = declarations(element.get("style") or "")
    value = (
        inline.get("-webkit-text-fill-color")
        or inline.get("color")
        or (element.get("color") if element.tag == "font" else None)
    )
    if value is None:
        return above.colour
    parsed = parse_colour(value)
    if parsed is None:
        return None
    return above.ground if is_faint(parsed[1]) else parsed[0]


def _ground(style: Declarations, above: _State) -> Colour | None:
    value = style.get("background-color") or style.get("background") or ""
    if "url" in style.get("background-image", "") + value or "gradient" in style.get("background-image", "") + value:
        return None
    if not value or value in ("none", "inherit", "initial", "unset"):
        return above.ground
    parsed = next((found for part in _parts(value) if (found := parse_colour(part))), None)
    if parsed is None:
        return None
    return above.ground if is_faint(parsed[1]) else parsed[0]


def _parts(value: str) -> list[str]:
    return [value] if "(" in value else value.split()


def _blank(element: Any, reason: str | None, tally: _Tally) -> None:
    """Take out the words that stand directly in the element; those after its children are its own too."""
    if reason is None:
        return
    own = [element.text or ""]
    element.text = None
    for child in element:
        own.append(child.tail or "")
        child.tail = None
    tally.add(reason, " ".join(own))


def _words(element: Any) -> Iterator[str]:
    for part in element.iter():
        if isinstance(part.tag, str) and part.tag not in ("script", "style"):
            yield part.text or ""
            yield " "
        if part is not element:
            yield part.tail or ""


def _remove(element: Any) -> None:
    """Take the element out; the words that follow it stay."""
    parent = element.getparent()
    if parent is None:
        return
    before = element.getprevious()
    if element.tail:
        if before is None:
            parent.text = (parent.text or "") + element.tail
        else:
            before.tail = (before.tail or "") + element.tail
    element.tail = None
    parent.remove(element)


def _notes(tally: _Tally) -> tuple[DocumentNote, ...]:
    if not tally.places:
        return ()
    parts = [
        f"{reason} ({tally.places[reason]}×, {tally.characters[reason]} characters)" for reason in sorted(tally.places)
    ]
    return (DocumentNote("hidden-text", f"Not shown to a reader and taken out: {', '.join(parts)}."),)
