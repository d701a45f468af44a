"""A light lemmatiser for English: irregular forms from a table, the rest by suffix."""

from __future__ import annotations

from functools import cache
from typing import Final

from aftershock.ontology.tables import read_csv_table

_VOWELS: Final = "aeiouy"
_KEPT_DOUBLES: Final = frozenset("lsz")
_E_ENDINGS: Final = ("at", "iz", "is", "v", "bl", "c", "u", "rg", "dg", "nc", "uc", "rs", "ns", "gl", "tl", "kl", "pl")
_SHORTEST: Final = 3


@cache
def irregular_forms() -> dict[str, str]:
    """Irregular forms and their lemmas."""
    return {row["form"]: row["lemma"] for row in read_csv_table("irregular_forms.csv", ("form", "lemma"))}


def lemma(word: str) -> str:
    """The light stem of a lower-case word: ``strikes`` → ``strike``, ``killings`` → ``kill``, ``studies`` → ``study``.

    It is one form a word, whatever its part of speech, and not always a dictionary word.
    """
    known = irregular_forms().get(word)
    if known is not None:
        return known
    if not word.isascii() or not word.isalpha():
        return word
    return _regular(word)


def _regular(word: str) -> str:
    if word.endswith("ies") and len(word) > _SHORTEST + 1:
        return word[:-3] + "y"
    if word.endswith("ied") and len(word) > _SHORTEST + 1:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > _SHORTEST:
        return irregular_forms().get(word[:-1]) or _strip_participle(word[:-1])
    return _strip_participle(word)


def _strip_participle(word: str) -> str:
    for suffix in ("ing", "ed"):
        stem = word[: -len(suffix)]
        if word.endswith(suffix) and len(stem) >= _SHORTEST and any(c in _VOWELS for c in stem):
            return _mend(stem)
    return word


def _mend(stem: str) -> str:
    if stem[-1] == stem[-2] and stem[-1] not in _VOWELS:
        return stem if stem[-1] in _KEPT_DOUBLES else stem[:-1]
    if stem.endswith(_E_ENDINGS):
        return stem + "e"
    short = len(stem) == _SHORTEST and stem[-1] not in "wxy" + _VOWELS and stem[-2] in _VOWELS
    return stem + "e" if short else stem


def inflected(verb: str) -> tuple[str, ...]:
    """The regular forms of a verb: base, -s, -ed, -ing, with the spellings that either side of the Atlantic gives them."""
    if verb.endswith("e"):
        return verb, verb + "s", verb + "d", verb[:-1] + "ing"
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        return verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"
    third = verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")
    doubled = verb + verb[-1]
    closed = verb[-1] not in _VOWELS + "wx" and verb[-2:-1] in tuple("aeiou") and verb[-3:-2] not in tuple("aeiou")
    return (verb, third, verb + "ed", verb + "ing", *((doubled + "ed", doubled + "ing") if closed else ()))
