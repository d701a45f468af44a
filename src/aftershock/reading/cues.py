"""Cue words in tokens: the verbs and nouns by which a text says that somebody says, thinks, vows or urges something."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal, get_args

from aftershock.reading.passage import Token
from aftershock.reading.wording import Phrases, entries, inflected, irregular

Manner = Literal["say", "think", "deny", "commit", "direct", "describe", "accuse"]

_FILE: Final = "cues.yml"
_DETERMINERS: Final = frozenset(
    {
        "the",
        "a",
        "an",
        "this",
        "these",
        "its",
        "his",
        "her",
        "their",
        "our",
        "my",
        "your",
        "any",
        "no",
        "some",
        "such",
        "of",
        "in",
        "by",
        "for",
        "despite",
        "with",
        "new",
        "more",
    }
)
_NOUNLIKE: Final = frozenset(
    {
        "claim",
        "report",
        "hope",
        "fear",
        "promise",
        "pledge",
        "vow",
        "demand",
        "call for",
        "call",
        "call on",
        "estimate",
        "project",
        "note",
        "post",
        "forecast",
        "worry",
        "doubt",
        "dispute",
        "threat",
        "signal",
        "label",
        "protest",
        "joke",
        "boast",
        "comment",
        "remark",
        "reply",
        "lament",
        "brand",
        "praise",
        "rule",
        "counter",
        "detail",
        "tweet",
        "warn",
        "feel",
        "understand",
        "read",
        "mention",
        "quote",
        "judge",
    }
)
_INFINITIVE: Final = frozenset(
    {"to", "will", "would", "may", "might", "could", "should", "must", "can", "shall", "let", "not"}
)


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue in a sentence, by token places. ``base`` is the verb's base form; ``form`` the form met, lower case."""

    start: int
    end: int
    base: str
    manner: Manner
    form: str

    @property
    def is_participle(self) -> bool:
        """Whether it is an -ing form, whose subject is the main clause's."""
        return self.form.split(" ", maxsplit=1)[0].endswith("ing")


@cache
def _verbs() -> Phrases[tuple[str, Manner]]:
    odd = irregular(_FILE)
    found: dict[str, tuple[str, Manner]] = {}
    for manner in get_args(Manner):
        for base in entries(_FILE, manner):
            for form in inflected(base, odd):
                found.setdefault(form, (base, manner))
    return Phrases(found)


@cache
def words(key: str) -> frozenset[str]:
    """A list of cues.yml as a set."""
    return frozenset(entries(_FILE, key))


def cues(tokens: Sequence[Token]) -> tuple[Cue, ...]:
    """The cue verbs in a sentence, left to right; nouns of the same form and bare infinitives are left out."""
    found = []
    for start, end, (base, manner) in _verbs().all(tokens):
        form = " ".join(token.lower for token in tokens[start:end])
        if not _is_noun(tokens, start, base) and not _is_infinitive(tokens, start, form, base):
            found.append(Cue(start, end, base, manner, form))
    return tuple(found)


def _is_noun(tokens: Sequence[Token], start: int, base: str) -> bool:
    before = tokens[start - 1].lower if start else ""
    form = tokens[start].lower
    may_be_noun = form.endswith("ing") or base in _NOUNLIKE
    if before == "'s" and base in _NOUNLIKE and not form.endswith("ed"):
        return True
    if start and tokens[start].text[0].isupper() and tokens[start - 1].text[0].isupper() and before.isalpha():
        return True
    return may_be_noun and before in _DETERMINERS


def _is_infinitive(tokens: Sequence[Token], start: int, form: str, base: str) -> bool:
    before = tokens[start - 1].lower if start else ""
    return form == base and before in _INFINITIVE


@cache
def according() -> Phrases[bool]:
    """Prepositions that name a speaker: "according to"."""
    return Phrases(dict.fromkeys(entries(_FILE, "according"), True))


@cache
def nouns() -> frozenset[str]:
    """Nouns that carry a statement, singular and plural."""
    odd = irregular(_FILE, "noun_irregular")
    plurals = {form for noun in entries(_FILE, "nouns") for form in odd.get(noun, (noun + "s",))}
    return frozenset(entries(_FILE, "nouns")) | plurals


def skip_adverbs(tokens: Sequence[Token], place: int, step: int) -> int:
    """The first place from ``place`` on, in the direction of ``step``, that holds no adverb or auxiliary of a cue."""
    passed = words("adverbs") | (words("auxiliaries") if step < 0 else frozenset())
    while 0 <= place < len(tokens) and tokens[place].lower in passed:
        place += step
    return place
