"""The language of a text, judged from its content."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_SAMPLE: Final = 20_000
_LETTERS: Final = 40  # fewer letters than this say too little
_CONFIDENCE: Final = 0.6
_NO_LANGUAGE: Final = frozenset({"zxx", "und"})
_VARIETIES: Final = {
    "ary": "ar", "arz": "ar", "apc": "ar", "arb": "ar", "aeb": "ar", "acm": "ar", "pes": "fa", "prs": "fa",
    "cmn": "zh", "yue": "zh", "wuu": "zh", "zsm": "ms", "nob": "no", "nb": "no", "nn": "no", "azb": "az", "uzs": "uz",
}  # fmt: skip
"""Varieties of one written language, whose probabilities count together."""
_LETTER: Final = re.compile(r"[^\W\d_]")


def language_of(text: str) -> str:
    """The ISO 639 code of the text's language, or empty where it is too short or mixed to say."""
    sample = text[:_SAMPLE]
    if len(_LETTER.findall(sample)) < _LETTERS:
        return ""
    shares: dict[str, float] = {}
    for code, probability in _identifier().rank(sample):
        language = _VARIETIES.get(str(code), str(code))
        shares[language] = shares.get(language, 0.0) + float(probability)
    code, share = max(shares.items(), key=lambda item: (item[1], item[0]))
    return code if share >= _CONFIDENCE and code not in _NO_LANGUAGE else ""


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # late: half a second

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
