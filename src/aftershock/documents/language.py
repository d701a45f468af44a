"""The language of a text, judged from its content."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_SAMPLE: Final = 20_000
_LETTERS: Final = 40  # fewer letters than this say too little
_CONFIDENCE: Final = 0.9
_LETTER: Final = re.compile(r"[^\W\d_]")


def language_of(text: str) -> str:
    """The ISO 639-1 code of the text's language, or empty where it is too short or mixed to say."""
    sample = text[:_SAMPLE]
    if len(_LETTER.findall(sample)) < _LETTERS:
        return ""
    code, probability = _identifier().classify(sample)
    return str(code) if probability >= _CONFIDENCE else ""


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # late: half a second

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
