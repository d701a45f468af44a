"""Whether quoted words stand in a document: exactly, or not at all."""

from __future__ import annotations

from typing import Final

from aftershock.record.refusal import Refusal
from aftershock.record.text import Span

STEP: Final = "reading.ground"
_MARKS: Final = str.maketrans(
    {"’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "\u00a0": " "}
)
_SHOWN: Final = 80


def ground(quote: str, text: str, *, place: str, near: int = 0) -> Span | Refusal:
    """Where the words of a quote stand in a text.

    Only white space and the shape of quotation marks may differ; a word, number, name, "not" or letter more or less
    refuses the quote. Where the words stand more than once, the place nearest to ``near`` is meant. Words must begin and
    end where words of the text do.

    Args:
        quote: The words that are said to stand in the text.
        text: The document's text.
        place: What is being grounded, for the refusal: ``claim c3 of document d1``.
        near: The offset at which the words were expected.
    """
    wanted, _ = _folded(quote)
    if not wanted:
        return Refusal(STEP, place, "nothing was quoted")
    folded, offsets = _folded(text)
    hits = [at for at in _all(folded, wanted) if _whole_words(folded, at, at + len(wanted))]
    if not hits:
        return Refusal(STEP, place, f"these words do not stand in the text: {_short(quote)}")
    best = min(hits, key=lambda at: (abs(offsets[at] - near), at))
    return Span(offsets[best], offsets[best + len(wanted) - 1] + 1)


def _folded(text: str) -> tuple[str, list[int]]:
    """The text with runs of white space as one space and marks made plain, and where each character stood."""
    letters: list[str] = []
    offsets: list[int] = []
    for offset, letter in enumerate(text):
        plain = " " if letter.isspace() else letter.translate(_MARKS)
        if plain == " " and (not letters or letters[-1] == " "):
            continue
        letters.append(plain)
        offsets.append(offset)
    while letters and letters[-1] == " ":
        letters.pop()
        offsets.pop()
    return "".join(letters), offsets


def _all(text: str, wanted: str) -> list[int]:
    found, at = [], text.find(wanted)
    while at >= 0:
        found.append(at)
        at = text.find(wanted, at + 1)
    return found


def _whole_words(text: str, start: int, end: int) -> bool:
    cut_before = start > 0 and text[start - 1].isalnum() and text[start].isalnum()
    cut_after = end < len(text) and text[end].isalnum() and text[end - 1].isalnum()
    cut_number = end + 1 < len(text) and text[end - 1].isdigit() and text[end] in ".,:" and text[end + 1].isdigit()
    number_before = start > 1 and text[start].isdigit() and text[start - 1] in ".,:" and text[start - 2].isdigit()
    return not (cut_before or cut_after or cut_number or number_before)


def _short(quote: str) -> str:
    words = " ".join(quote.split())
    return repr(words if len(words) <= _SHOWN else words[: _SHOWN - 1] + "…")
