"""Where the subject before a verb and the object after it begin and end, as far as marks and function words tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from aftershock.reading.causal_words import Signal, listed, signals
from aftershock.reading.cues import cues
from aftershock.reading.passage import Token
from aftershock.record.text import Span

_STOPS: Final = frozenset({",", ";", ":", ".", "!", "?", '"', "(", ")", "--", "...", "[", "]"})
_SUBORDINATE: Final = frozenset({"that", "but", "while", "although", "though", "because", "whether", "whereas", "if", "when", "yet", "however", "so"})  # fmt: skip
_GROUP: Final = frozenset({"will", "would", "may", "might", "could", "can", "should", "must", "to", "has", "have", "had", "is", "are", "was", "were", "be", "been", "being", "also", "likely", "only", "potentially", "probably", "ultimately", "further", "already", "eventually", "inevitably", "possibly", "even", "not", "n't", "'ll", "'ve", "'s", "'d", "now", "no", "doubt", "undoubtedly", "certainly", "surely", "actually", "effectively", "thus", "then", "help", "helped", "helps", "still", "simply", "really", "significantly", "seriously", "severely", "greatly", "dramatically", "directly", "never", "do", "does", "did", "likely", "just", "largely", "in", "turn", "almost", "both", "quickly", "immediately", "well", "apparently", "reportedly", "have", "finally", "itself", "themselves", "threatened", "threatens", "continued", "continue", "continues", "began", "begun", "able", "seems", "seem", "appears", "appear", "set", "going"})  # fmt: skip
_LONGEST: Final = 30
_OBJECT: Final = 22
_END_OBJECT: Final = frozenset({"but", "while", "although", "though", "because", "which", "who", "if", "when", "as", "whereas", "by", "unless", "where", "so", "amid", "since", "after", "before", "according", "through", "until", "thereby", "despite", "without", "during"})  # fmt: skip
_PRONOUNS: Final = frozenset({"this", "that", "it", "which", "these", "those", "they"})


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some tokens of a sentence, by places; marks at the ends do not count."""

    tokens: Sequence[Token]
    start: int
    end: int

    @property
    def span(self) -> Span:
        """Where it stands in the document."""
        start, end = self.start, self.end
        while end - start > 1 and self.tokens[start].lower in _STOPS | {"-", "and", "also"}:
            start += 1
        while end - start > 1 and self.tokens[end - 1].lower in _STOPS | {"-"}:
            end -= 1
        return Span(self.tokens[start].span.start, self.tokens[end - 1].span.end)


def subject_before(tokens: Sequence[Token], signal: Signal, previous: Sequence[Token]) -> Stretch | None:
    """The subject of a causal verb: a noun phrase, the clause a participle hangs on, or what a pronoun takes up."""
    end = signal.start
    while end > 0 and tokens[end - 1].lower in _GROUP:
        end -= 1
    if end == 0:
        return None
    if tokens[end - 1].lower == "," and tokens[signal.start].lower.endswith("ing"):
        return _clause(tokens, end - 1)
    if tokens[end - 1].lower == ",":
        end = _over_parenthesis(tokens, end - 1)
    if end > 0 and tokens[end - 1].lower in {"which", "that", "who"}:
        return _antecedent(tokens, end - 1, previous)
    start = _phrase_start(tokens, end)
    if end - start == 1 and tokens[start].lower in _PRONOUNS:
        return _taken_up(previous) or Stretch(tokens, start, end)
    return Stretch(tokens, start, end) if end > start else None


def _phrase_start(tokens: Sequence[Token], end: int) -> int:
    floor = max([0, *(cue.end for cue in cues(tokens[:end]))])
    start = end
    while start > floor and end - start < _LONGEST and tokens[start - 1].lower not in _STOPS | _SUBORDINATE:
        start -= 1
    while start < end and tokens[start].lower in {"and", "also", "in", "then", "-"} and start + 1 < end:
        if tokens[start].lower == "in":
            break
        start += 1
    return start


def _over_parenthesis(tokens: Sequence[Token], comma: int) -> int:
    """Before a parenthesis between commas that ends at ``comma``."""
    place = comma - 1
    while place > 0 and tokens[place].lower != ",":
        place -= 1
    return place if place > 0 else comma


def _antecedent(tokens: Sequence[Token], place: int, previous: Sequence[Token]) -> Stretch | None:
    """What a relative pronoun at ``place`` stands for: the noun phrase before it, to its nearest determiner."""
    end = place - 1 if place and tokens[place - 1].lower == "," else place
    if end <= 0:
        return _taken_up(previous)
    start = end - 1
    while start > 0 and end - start < _OBJECT:
        if tokens[start].lower in listed("determiners") or tokens[start - 1].lower in _STOPS | _SUBORDINATE:
            break
        start -= 1
    return Stretch(tokens, start, end)


def _clause(tokens: Sequence[Token], end: int) -> Stretch | None:
    start = end
    while start > 0 and tokens[start - 1].lower not in {";", ":", ",", '"', "--"}:
        start -= 1
    floor = max([0, *(cue.end for cue in cues(tokens[:end]) if cue.end < end)])
    start = max(start, floor)
    return Stretch(tokens, start, end) if end - start > 1 else None


def _taken_up(previous: Sequence[Token]) -> Stretch | None:
    """What "this" takes up: the subject of a causal verb in the sentence before, else its first clause."""
    if not previous:
        return None
    for signal in signals(previous):
        if signal.shape == "verb":
            found = subject_before(previous, signal, ())
            if found is not None and found.end - found.start > 1:
                return found
    end = next((p for p, t in enumerate(previous) if p > 1 and t.lower in _STOPS), len(previous))
    return Stretch(previous, 0, min(end, _OBJECT)) if end > 1 else None


def object_after(tokens: Sequence[Token], signal: Signal) -> Stretch | None:
    """The object of a causal verb, or what stands after a causal connective."""
    start = signal.end
    end = start
    is_clause = signal.form == "because"
    while end < len(tokens) and end - start < _OBJECT and not _ends(tokens, start, end, is_clause=is_clause):
        end += 1
    return Stretch(tokens, start, end) if end > start and _has_word(tokens[start:end]) else None


def _has_word(tokens: Sequence[Token]) -> bool:
    return any(token.text[0].isalnum() and token.lower not in {"it", "them", "him", "her", "us"} for token in tokens)


def _ends(tokens: Sequence[Token], start: int, place: int, *, is_clause: bool) -> bool:
    word = tokens[place].lower
    if word in _STOPS:
        return not (word == '"' and place == start)
    if word in {"-", "--"}:
        return tokens[place - 1].span.end < tokens[place].span.start
    if word in {"and", "or"} and place + 1 < len(tokens):
        return _is_verb(tokens, place + 1)
    return word in _END_OBJECT and place > start and not is_clause


def _is_verb(tokens: Sequence[Token], place: int) -> bool:
    """Whether a joined verb, rather than a joined noun, begins here."""
    word = tokens[place].lower
    if word in {
        "will",
        "would",
        "could",
        "may",
        "might",
        "is",
        "are",
        "was",
        "were",
        "has",
        "had",
        "have",
        "also",
        "then",
        "thus",
        "thereby",
        "ultimately",
    }:
        return True
    return any(
        signal.start == place
        for signal in signals(tokens[max(0, place - 2) : place + 8])
        if signal.start == min(2, place)
    ) or any(signal.start == min(2, place) for signal in signals(tokens[max(0, place - 2) : place + 8]))


def clause_before(tokens: Sequence[Token], signal: Signal) -> Stretch | None:
    """What stands before a connective: back to the clause's beginning, over a comma right before the connective."""
    end = signal.start
    while (
        end > 0
        and tokens[end - 1].lower
        in {
            ",",
            "-",
            "especially",
            "largely",
            "mainly",
            "partly",
            "only",
            "not",
            "is",
            "was",
            "are",
            "were",
            "be",
            "been",
            "have",
            "has",
            "seen",
            "as",
            "part",
            "of",
            "further",
            "also",
            "being",
            "often",
            "in",
            "simply",
            "just",
            "badly",
            "severely",
        }
        and signal.start - end < 6
    ):
        end -= 1
    start = end
    floor = max([0, *(cue.end for cue in cues(tokens[:end]) if cue.end < end - 1)])
    while (
        start > floor
        and end - start < _LONGEST
        and tokens[start - 1].lower
        not in {",", ";", ":", "that", "but", "-", "--", '"', "although", "while", "and", "which", "because"}
    ):
        start -= 1
    return Stretch(tokens, start, end) if end - start > 1 else None
