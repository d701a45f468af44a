"""Text to tokens: words, numbers and marks with exact offsets, in linear time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Final

from aftershock.errors import OntologyError
from aftershock.ontology.tables import read_yaml
from aftershock.reading.lemmas import lemma
from aftershock.reading.passage import Token
from aftershock.record.text import Span

_PLAIN: Final = str.maketrans({
    "’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "‛": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
    "–": "-", "—": "-", "‐": "-", "‑": "-", "−": "-",
})  # fmt: skip
_LETTER: Final = r"[^\W\d_]"
_INNER: Final = r"[\w\u0300-\u036f\u064b-\u0652\u200c]"
_MOST_DIGITS: Final = 64
_CLITICS: Final = ("'s", "'ll", "'re", "'ve", "'d", "'m", "n't")


@cache
def _words(key: str) -> frozenset[str]:
    table = read_yaml("abbreviations.yml")
    words = table.get(key) if isinstance(table, dict) else None
    if not isinstance(words, list) or not all(isinstance(w, str) for w in words):
        raise OntologyError(f"expected a list of words under {key!r}", where="abbreviations.yml")
    return frozenset(words)


def never_ends(abbreviation: str) -> bool:
    """Whether a sentence practically never ends after this abbreviation (given without its full stop)."""
    return abbreviation in _words("never_end")


def starts_sentence(word: str) -> bool:
    """Whether the word, capitalised as it stands, is one of those that usually open a sentence."""
    return word in _words("starters")


@cache
def _pattern() -> re.Pattern[str]:
    abbreviations = sorted(_words("never_end") | _words("may_end"), key=lambda w: (-len(w), w))
    return re.compile(
        "|".join((
            rf"(?:{'|'.join(map(re.escape, abbreviations))})\.(?!\w)",
            r"No\.(?=\s?\d)",
            r"(?:[A-Za-z]\.){2,}(?!\w)",
            r"[A-Z]\.(?=\s?[A-Z])(?!\s?(?:The|In|It|He|She|But|And|This)\b)",
            rf"\d{{1,{_MOST_DIGITS}}}(?:[.,:]\d{{1,{_MOST_DIGITS}}})*(?:st|nd|rd|th|s|m|bn|k|km)?(?!{_INNER})",
            rf"\d{{1,{_MOST_DIGITS}}}",
            r"[a-z]+(?:[-‐‑][a-z]+)+(?![\w])",
            rf"{_LETTER}{_INNER}*(?:['’ʼ`]{_INNER}+)*",
            rf"{_INNER}+",
            r"\.{2,}|…|--+",
            r"\S",
        ))
    )  # fmt: skip


@lru_cache(maxsize=65_536)
def _forms(text: str) -> tuple[str, str]:
    lower = text.translate(_PLAIN).casefold()
    return lower, lemma(lower)


def _token(text: str, start: int) -> Token:
    lower, stem = _forms(text)
    return Token(Span(start, start + len(text)), text, lower, stem)


def _split(word: str) -> int:
    """Where a clitic begins in a word, or its length where there is none."""
    plain = word.translate(_PLAIN)
    folded = plain.casefold() if len(plain.casefold()) == len(plain) else plain
    for clitic in _CLITICS:
        if folded.endswith(clitic) and len(folded) > len(clitic):
            return len(word) - len(clitic)
    return len(word)


def tokenise(text: str, start: int = 0, end: int | None = None) -> Iterator[Token]:
    """The tokens of ``text[start:end]``, offsets counted in the whole text; white space belongs to none."""
    for match in _pattern().finditer(text, start, len(text) if end is None else end):
        word = match.group()
        cut = _split(word) if "'" in word.translate(_PLAIN) else len(word)
        yield _token(word[:cut], match.start())
        if cut < len(word):
            yield _token(word[cut:], match.start() + cut)
