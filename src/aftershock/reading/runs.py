"""Runs of capitalised words that no table knows: people by title, speech and apposition, bodies by their last word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal

from aftershock.reading.passage import Token, TokenSentence
from aftershock.reading.tokens import starts_sentence
from aftershock.reading.words import listed

_NAMES: Final = "names.yml"
_LONGEST_NAME: Final = 5
_LONGEST_RUN: Final = 9
_HEADLINE_SHARE: Final = 0.6
_APPOSITION_REACH: Final = 7
_INNER_MARKS: Final = frozenset({"-", "'", "of", "for", "the", "and", "on"})
Shape = Literal["person", "maybe-person", "single", "body", "armed"]


@dataclass(frozen=True, slots=True)
class Run:
    """Capitalised words over the tokens ``[first, last)``, titles left out; ``words`` counts those with letters."""

    first: int
    last: int
    text: str
    words: int
    shape: Shape
    titles: tuple[str, ...]


def name_runs(sentence: TokenSentence, taken: set[int], lower_case: set[str]) -> Iterator[Run]:
    """The runs of a sentence that may be names. ``lower_case`` are the words the document also writes small."""
    tokens = sentence.tokens
    in_title_case = sentence.role in {"title", "heading"} and _is_title_case(tokens)
    at = 0
    while at < len(tokens):
        if at in taken or not _may_begin(tokens, at, lower_case, in_title_case=in_title_case):
            at += 1
            continue
        last = _run_end(tokens, at, taken)
        run = _classified(tokens, at, last)
        if run is not None:
            yield run
        at = last


def with_title(tokens: Sequence[Token], first: int) -> tuple[str, ...]:
    """The lower-case titles and honorifics right before a name, in reading order."""
    at = first
    while at > 0 and (
        tokens[at - 1].lower in listed(_NAMES, "titles") or tokens[at - 1].lower in listed(_NAMES, "honorifics")
    ):
        at -= 1
    return tuple(t.lower for t in tokens[at:first])


def _is_title_case(tokens: Sequence[Token]) -> bool:
    words = [t for t in tokens if t.text[0].isalpha()]
    return sum(t.text[0].isupper() for t in words) > _HEADLINE_SHARE * len(words)


def _may_begin(tokens: Sequence[Token], at: int, lower_case: set[str], *, in_title_case: bool) -> bool:
    token = tokens[at]
    if not _is_capital(token) or (token.lower in listed(_NAMES, "common_words") and not _is_capital_at(tokens, at + 1)):
        return False
    if in_title_case:
        return False
    opens = (
        at == 0
        or tokens[at - 1].lower in {'"', "'", ":", ".", "-", "(", "•"}
        or (not tokens[at - 1].text[0].isalnum() and at == 1)
    )
    if opens and (
        starts_sentence(token.text) or token.lower in lower_case or token.lower in listed("status_cues.yml", "adverbs")
    ):
        return token.lower in listed(_NAMES, "titles") or token.lower in listed(_NAMES, "honorifics")
    return not (len(token.text) == 1 and not _is_capital_at(tokens, at + 1))


def _is_capital(token: Token) -> bool:
    return token.text[0].isupper() and token.text[0].isalpha()


def _is_capital_at(tokens: Sequence[Token], at: int) -> bool:
    return at < len(tokens) and _is_capital(tokens[at])


def _run_end(tokens: Sequence[Token], first: int, taken: set[int]) -> int:
    """Where the run ends: over particles, hyphens and "of" when a capital follows."""
    at = first + 1
    while at < len(tokens) and at not in taken and at - first < _LONGEST_RUN:
        if _is_capital(tokens[at]):
            at += 1
        elif _joins(tokens, at, taken):
            at += 2 if at + 1 < len(tokens) and _is_capital(tokens[at + 1]) else 3
        else:
            break
    return min(at, len(tokens))


def _joins(tokens: Sequence[Token], at: int, taken: set[int]) -> bool:
    word = tokens[at].lower
    if at + 1 >= len(tokens) or at + 1 in taken:
        return False
    clings = tokens[at].span.start == tokens[at - 1].span.end
    if word == "-" and clings:
        return _is_capital(tokens[at + 1])
    if word in listed(_NAMES, "particles") or word == "of":
        if _is_capital(tokens[at + 1]):
            return word != "of" or tokens[at - 1].lower in listed(_NAMES, "organisation_words")
        return tokens[at + 1].text == "-" and _is_capital_at(tokens, at + 2) and at + 2 not in taken
    return False


def _classified(tokens: Sequence[Token], first: int, last: int) -> Run | None:
    start = first
    while start < last - 1 and tokens[start].lower in listed(_NAMES, "thing_words"):
        start += 1
    while start < last and (
        tokens[start].lower in listed(_NAMES, "titles")
        or tokens[start].lower in listed(_NAMES, "honorifics")
        or tokens[start].lower in {"-", "of"}
    ):
        start += 1
    if start == last:
        return None
    titles = with_title(tokens, start)
    words = [t for t in tokens[start:last] if t.text[0].isalpha()]
    text = _text(tokens[start:last])
    shape = _shape(tokens, start, last, words, titles)
    return None if shape is None else Run(start, last, text, len(words), shape, titles)


def _text(tokens: Sequence[Token]) -> str:
    parts = [tokens[0].text]
    for before, token in pairwise(tokens):
        parts += [" " if token.span.start > before.span.end else "", token.text]
    return "".join(parts)


def _shape(
    tokens: Sequence[Token], first: int, last: int, words: Sequence[Token], titles: tuple[str, ...]
) -> Shape | None:
    final, folded = words[-1].lower, {w.lower for w in words}
    if final in listed(_NAMES, "thing_words"):
        return None
    if len(words) > 1 and (final in listed(_NAMES, "armed_words")):
        return "armed"
    if len(words) > 1 and folded & listed(_NAMES, "organisation_words"):
        return "body"
    if len(words) > _LONGEST_NAME or any(c.isdigit() for w in words for c in w.text):
        return None
    if titles and (
        len(words) > 1
        or titles[-1] not in {"former", "late", "acting", "foreign", "chief", "staff", "general", "major", "justice"}
    ):
        return "person"
    if len(words) == 1:
        return "single" if len(final) > len("Xi") or titles else None
    return (
        "person" if _speaks(tokens, first, last) or _described(tokens, last) or _has_initial(words) else "maybe-person"
    )


def _has_initial(words: Sequence[Token]) -> bool:
    return any(len(w.text) == len("J.") and w.text.endswith(".") for w in words[:-1])


def _speaks(tokens: Sequence[Token], first: int, last: int) -> bool:
    verbs = listed(_NAMES, "speech")
    before = first > 0 and tokens[first - 1].lemma in verbs and tokens[first - 1].text[0].islower()
    after = last < len(tokens) and tokens[last].lemma in verbs and tokens[last].text[0].islower()
    return before or after


def _described(tokens: Sequence[Token], last: int) -> bool:
    """A comma and an apposition whose head is a role: ", a senior fellow at …"."""
    if last >= len(tokens) or tokens[last].text != ",":
        return False
    reach = tokens[last + 1 : last + 1 + _APPOSITION_REACH]
    stop = next((n for n, t in enumerate(reach) if t.text in {",", "."}), len(reach))
    return any(t.lower in listed(_NAMES, "roles") for t in reach[:stop])
