"""What kind of statement words make: a forecast, a recommendation, an assessment, or a plain report."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Final

from aftershock.errors import OntologyError
from aftershock.reading.passage import Token
from aftershock.reading.wording import Phrases, entries, table

_FORECAST: Final = "forecast_markers.yml"
_NORMS: Final = "norms.yml"
_ASSESSMENT: Final = "assessment_markers.yml"
_PERFECT_WITHIN: Final = 3
_BEFORE_NORM: Final = frozenset({"would", "will", "may", "might", "whether", "'d", "could"})
_NOUN_BEFORE: Final = frozenset({"the", "a", "no", "any", "urgent", "growing", "of", "in", "his", "its", "their"})
_NEGATIONS: Final = frozenset({"not", "n't", "never", "no", "nor", "neither", "cannot", "none", "nobody", "nothing"})


@cache
def _marks(name: str, keys: tuple[str, ...], without: str) -> Phrases[str]:
    """The phrases under several keys; look-alikes stand among them under the value ``not`` and so win where longer."""
    found = dict.fromkeys(entries(name, without), "not")
    for key in keys:
        found |= {phrase: key for phrase in entries(name, key) if phrase not in found}
    return Phrases(found)


def future_at(tokens: Sequence[Token], *, is_reported: bool) -> int | None:
    """The place of the first word that puts the statement in the future, or ``None``.

    ``is_reported`` says that the words stand in indirect speech after a verb in the past, where "would" is the future.
    """
    counterfactual = _counterfactual().any(tokens)
    for start, end, key in _marks(_FORECAST, ("future", "possible", "backshifted"), "not").all(tokens):
        if key == "not" or (key == "possible" and _is_perfect(tokens, end)) or _is_name(tokens, start):
            continue
        if key == "backshifted" and not is_reported and (counterfactual or _is_told(tokens[:start])):
            continue
        return start
    return None


@cache
def _counterfactual() -> Phrases[bool]:
    return Phrases(dict.fromkeys(entries(_FORECAST, "counterfactual"), True))


def _is_name(tokens: Sequence[Token], place: int) -> bool:
    """Whether a capital in running words makes a modal a name: "May", "Will"."""
    is_capital = tokens[place].text[0].isupper() and 0 < place < len(tokens) - 1
    before, after = tokens[place - 1].text[0], tokens[place + 1].text[0] if place + 1 < len(tokens) else ""
    return is_capital and before.islower() and after.isupper()


def _is_told(tokens: Sequence[Token]) -> bool:
    """Whether the words before a "would" tell the past, so that it is the future of a story and not of the text."""
    return any(t.lower in {"was", "were", "had"} or (t.lower.endswith("ed") and t.lemma != t.lower) for t in tokens)


def _is_perfect(tokens: Sequence[Token], end: int) -> bool:
    return any(token.lower in {"have", "'ve"} for token in tokens[end : end + _PERFECT_WITHIN])


def norm_at(tokens: Sequence[Token]) -> int | None:
    """The place of the first word that says what should be done, or ``None``."""
    for start, end, key in _marks(_NORMS, ("norms",), "not").all(tokens):
        before = tokens[start - 1].lower if start else ""
        is_noun = tokens[start].lower == "need" and before in _NOUN_BEFORE
        if key == "norms" and before not in _BEFORE_NORM and not is_noun and not _is_regret(tokens, end):
            return start
    return None


def _is_regret(tokens: Sequence[Token], end: int) -> bool:
    """As in "should have gone" looks back; "should have a plan" does not."""
    if end + 1 >= len(tokens) or tokens[end].lower != "have":
        return False
    return tokens[end + 1].lemma != tokens[end + 1].lower


@cache
def _weights() -> Phrases[int]:
    found: dict[str, int] = {}
    for group, content in table(_ASSESSMENT).items():
        weight = content.get("weight") if isinstance(content, dict) else None
        if not isinstance(weight, int):
            raise OntologyError("expected a whole number as weight", where=f"{_ASSESSMENT} {group}")
        for word in entries(_ASSESSMENT, group, "words"):
            found.setdefault(word, weight)
    return Phrases(found)


def judgement(tokens: Sequence[Token]) -> int:
    """How strongly words read as a judgement rather than a plain fact; a word counts once."""
    seen: dict[tuple[str, ...], int] = {}
    for start, end, weight in _weights().all(tokens):
        seen.setdefault(tuple(token.lower for token in tokens[start:end]), weight)
    numbers = sum(token.text[0].isdigit() for token in tokens)
    return sum(seen.values()) - min(numbers, 2)


def is_negated(tokens: Sequence[Token]) -> bool:
    """Whether the main statement is denied: a negation before the first comma or subordinate clause, not "not only"."""
    for place, token in enumerate(tokens):
        if token.lower in _STOPS and place > _FIRST_WORDS:
            return False
        following = tokens[place + 1].lower if place + 1 < len(tokens) else ""
        if token.lower in _NEGATIONS and following not in {"only", "just", "doubt", "longer"}:
            return True
        if token.lower == "no" and following == "longer":
            return True
    return False


_STOPS: Final = frozenset({",", ";", "which", "who", "because", "although", "while", "if", "unless", "that"})
_FIRST_WORDS: Final = 2


@cache
def _questions() -> Phrases[bool]:
    return Phrases(dict.fromkeys(entries(_FORECAST, "questions"), True))


def is_open_question(tokens: Sequence[Token]) -> bool:
    """Whether the words leave open whether something will be ("the question is whether"), rather than ask it."""
    return _questions().any(tokens)


@cache
def _conditions() -> frozenset[str]:
    return frozenset(entries(_FORECAST, "conditions"))


def opens_condition(tokens: Sequence[Token]) -> bool:
    """Whether the words begin with a condition in the present tense: "if the talks fail, …"."""
    return bool(tokens) and tokens[0].lower in _conditions() and not _had(tokens)


def _had(tokens: Sequence[Token]) -> bool:
    return any(token.lower in {"had", "were"} for token in tokens)
