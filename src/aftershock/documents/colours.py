"""Colours as CSS writes them, as far as is needed to tell whether words can be seen on their ground."""

from __future__ import annotations

import colorsys
import re
from typing import Final

Colour = tuple[int, int, int]

WHITE: Final[Colour] = (255, 255, 255)
BLACK: Final[Colour] = (0, 0, 0)
_NAMED: Final[dict[str, Colour]] = {
    "white": WHITE, "black": BLACK, "snow": (255, 250, 250), "ivory": (255, 255, 240), "whitesmoke": (245, 245, 245),
    "ghostwhite": (248, 248, 255), "floralwhite": (255, 250, 240), "azure": (240, 255, 255), "red": (255, 0, 0),
    "mintcream": (245, 255, 250), "seashell": (255, 245, 238), "gray": (128, 128, 128), "grey": (128, 128, 128),
    "blue": (0, 0, 255), "green": (0, 128, 0), "yellow": (255, 255, 0), "navy": (0, 0, 128), "silver": (192, 192, 192),
    "maroon": (128, 0, 0), "teal": (0, 128, 128), "purple": (128, 0, 128), "orange": (255, 165, 0),
}  # fmt: skip
_CLOSE: Final = 20  # channels nearer than this look the same
_FAINT: Final = 0.1
_HEX: Final = re.compile(r"#([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})\b")
_FUNCTION: Final = re.compile(r"(rgb|hsl)a?\(([^)]{1,80})\)")


def parse_colour(value: str) -> tuple[Colour, float] | None:
    """The colour and its opacity, or nothing where the value is not understood."""
    text = value.strip().lower()
    if text == "transparent":
        return WHITE, 0.0
    if (match := _HEX.match(text)) is not None:
        return _from_hex(match.group(1))
    if (match := _FUNCTION.match(text)) is not None:
        return _from_function(match.group(1), re.split(r"[\s,/]+", match.group(2).strip()))
    named = _NAMED.get(text)
    return (named, 1.0) if named else None


def look_alike(first: Colour, second: Colour) -> bool:
    """Whether words of the one colour cannot be seen on the other."""
    return all(abs(a - b) < _CLOSE for a, b in zip(first, second, strict=True))


def is_faint(opacity: float) -> bool:
    """Whether something so transparent cannot be seen."""
    return opacity < _FAINT


def _from_hex(digits: str) -> tuple[Colour, float]:
    full = digits if len(digits) in (6, 8) else "".join(d * 2 for d in digits)
    values = [int(full[i : i + 2], 16) for i in range(0, len(full), 2)]
    return (values[0], values[1], values[2]), values[3] / 255 if values[3:] else 1.0


def _from_function(name: str, parts: list[str]) -> tuple[Colour, float] | None:
    try:
        numbers = [float(part.rstrip("%deg")) for part in parts]
    except ValueError:
        return None
    if len(numbers) not in (3, 4):
        return None
    opacity = 1.0 if numbers[3:] == [] else numbers[3] / (100 if parts[3].endswith("%") else 1)
    if name == "hsl":
        channels = colorsys.hls_to_rgb(numbers[0] / 360, numbers[2] / 100, numbers[1] / 100)
        red, green, blue = (round(255 * channel) for channel in channels)
    else:
        percent = [part.endswith("%") for part in parts]
        red, green, blue = (round(n * 2.55 if p else n) for n, p in zip(numbers[:3], percent, strict=False))
    return (red, green, blue), opacity
