"""Three keys under which a name is looked up: as written, without articles, and by its consonants.

The first two are equalities that hold for any name. The third, for names carried over from another script
("Hussein", "Hosayn", حسين), is lossy: whoever uses it must check the vowels or the rest of the name.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from anyascii import anyascii

_APOSTROPHES: Final = str.maketrans("", "", "'’‘ʼʻ`´ʿʾ′＇\u200c\u200d\u200e\u200f\u0640\u00ad")
_LETTERS: Final = str.maketrans(
    {"ي": "ی", "ى": "ی", "ك": "ک", "ة": "ه", "ۀ": "ه", "ە": "ه", "ھ": "ه", "ٱ": "ا", "ı": "i", "İ": "i", "ł": "l",
     "Ł": "l", "ø": "o", "Ø": "o", "đ": "d", "Đ": "d", "ß": "ss", "æ": "ae", "Æ": "ae", "œ": "oe", "&": " and "}
)  # fmt: skip
_POSSESSIVE: Final = re.compile(r"(?:['’ʼ]s|(?<=s)['’ʼ])\s*$")
_NOT_WORD: Final = re.compile(r"[^\w+]+")
_DOTTED: Final = re.compile(r"\b(?:\w\.){2,}")
_ARTICLES: Final = frozenset({"al", "el", "ul", "an", "ash", "ad", "ar", "as", "at", "az"})
_ARABIC_ARTICLE: Final = re.compile(r"^(?:ال)(?=\w{3,})")
_ARABIC: Final = re.compile(r"[\u0600-\u06ff]")
_SHORT: Final = 3
_FEWEST_WITH_MIDDLE: Final = 2

_ARABIC_CONSONANTS: Final = str.maketrans(
    {"ب": "b", "پ": "p", "ت": "t", "ث": "t", "ج": "j", "چ": "c", "ح": "h", "خ": "x", "د": "d", "ذ": "z", "ر": "r",
     "ز": "z", "ژ": "z", "س": "s", "ش": "$", "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "ع": "", "غ": "k", "ف": "f",
     "ق": "k", "ک": "k", "گ": "k", "ل": "l", "م": "m", "ن": "n", "ه": "h", "و": "", "ی": "", "ا": "", "ء": ""}
)  # fmt: skip
_DIGRAPHS: Final = (
    ("kh", "x"), ("gh", "k"), ("sh", "$"), ("ch", "c"), ("dh", "z"), ("th", "t"), ("ph", "f"), ("dj", "j"),
    ("q", "k"), ("g", "k"),
)  # fmt: skip
_VOWEL_FOLDS: Final = (("ou", "u"), ("oo", "u"), ("ee", "i"), ("ei", "i"), ("ai", "i"), ("ay", "i"), ("ey", "i"))
_VOWELS: Final = str.maketrans({"e": "i", "y": "i", "o": "u", "w": "u"})
_REPEATED: Final = re.compile(r"(.)\1+")


@lru_cache(maxsize=65536)
def written(name: str) -> str:
    """The name as a key: no case, diacritics, apostrophes, hyphens, leading "the", possessive or full stops."""
    text = _POSSESSIVE.sub("", unicodedata.normalize("NFKC", name).strip())
    text = _DOTTED.sub(lambda match: match.group().replace(".", ""), text)
    text = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES))
    bare = "".join(letter for letter in text if not unicodedata.combining(letter))
    words = _NOT_WORD.sub(" ", bare.translate(_LETTERS).casefold()).split()
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


@lru_cache(maxsize=65536)
def without_articles(name: str) -> str:
    """The written key without the Arabic article: al-, el-, assimilated forms, and ال."""
    words = written(name).split()
    kept = [word for word in words if word not in _ARTICLES] or words
    return " ".join(_ARABIC_ARTICLE.sub("", word) for word in kept)


def without_initials(name: str) -> str:
    """The name without single letters between its first and last word: "Vladimir V. Putin" is Vladimir Putin."""
    words = name.split()
    inner = (word for word in words[1:-1] if sum(letter.isalpha() for letter in word) > 1)
    return " ".join((words[0], *inner, words[-1])) if len(words) > _FEWEST_WITH_MIDDLE else name


def is_acronym(text: str) -> bool:
    """Whether a form is written as an acronym: capitals (with digits, stops, plus) and no more than eight of them."""
    letters = [letter for letter in text if letter.isalpha()]
    short = 1 < len(letters) <= 8 and " " not in text  # noqa: PLR2004 - the bound is the definition above
    return short and all(letter.isupper() and letter.isascii() for letter in letters)


def keeps_case(text: str) -> bool:
    """Whether the form holds only as it is written: acronyms of up to three letters ("US", "IS", "WHO") are words too."""
    return is_acronym(text) and sum(letter.isalpha() for letter in text) <= _SHORT


@lru_cache(maxsize=65536)
def skeleton(name: str) -> str:
    """The consonants of a name, in classes that the usual ways of carrying it over keep apart (kh and k, sh and s)."""
    return "".join(filter(None, (_word_skeleton(word) for word in without_articles(name).split())))


def _word_skeleton(word: str) -> str:
    if _ARABIC.search(word):
        consonants = word.translate(_ARABIC_CONSONANTS)
    else:
        consonants = re.sub(r"[aeiouyw]", "", _classes(word))
    consonants = _REPEATED.sub(r"\1", consonants)
    return consonants[:-1] if consonants.endswith("h") else consonants


def _classes(word: str) -> str:
    letters = anyascii(word).casefold()
    for several, one in _DIGRAPHS:
        letters = letters.replace(several, one)
    return letters


@lru_cache(maxsize=65536)
def sounded(name: str) -> str:
    """The name with its vowels folded to three (a, i, u) and doubled letters made single, for a comparison in degrees."""
    letters = "".join(_classes(word) for word in without_articles(name).split())
    for several, one in _VOWEL_FOLDS:
        letters = letters.replace(several, one)
    return _REPEATED.sub(r"\1", letters.translate(_VOWELS))


def has_vowels(name: str) -> bool:
    """Whether the script writes its vowels; Arabic script leaves the short ones out."""
    return not _ARABIC.search(name)
