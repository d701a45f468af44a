"""Where the subject before a verb and the object after it begin and end, as far as marks and function words tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from aftershock.reading.causal_words import Signal, begins_verb, listed, signals
from aftershock.reading.cues import nouns
from aftershock.reading.passage import Token
from aftershock.reading.statements import FINITE
from aftershock.record.text import Span

STOPS: Final = frozenset({",", ";", ":", ".", "!", "?", "(", ")", "--", "...", "[", "]"})
_SUBORDINATE: Final = frozenset({"that", "but", "while", "although", "though", "because", "whether", "whereas", "if", "when", "yet", "however", "so", "then", "how"})  # fmt: skip
_GROUP: Final = frozenset({"to", "be", "been", "being", "also", "further", "already", "not", "n't", "now", "thus", "then", "help", "helped", "helps", "still", "never", "just", "almost", "well", "itself", "themselves", "threatened", "threatens", "continued", "continue", "continues", "began", "begun", "able", "seems", "seem", "appears", "appear", "going", "soon", "expected", "only", "likely", "threaten", "begin", "begins", "likewise", "seemed", "appeared", "often", "always", "sometimes", "once", "again", "too"})  # fmt: skip
_LONGEST: Final = 30
_SHORTEST_ADVERB: Final = 4
_OBJECT: Final = 20
_END_OBJECT: Final = frozenset({"but", "while", "although", "though", "because", "which", "who", "if", "when", "as", "whereas", "by", "unless", "where", "so", "amid", "since", "after", "before", "according", "through", "until", "thereby", "despite", "without", "during", "that", "due", "following", "said", "says"})  # fmt: skip
_RELATIVE: Final = frozenset({"which", "that", "who"})
_PRONOUNS: Final = frozenset({"this", "that", "it", "which", "these", "those", "they"})
_NO_OBJECT: Final = frozenset({"it", "them", "him", "her", "us", "me", "itself", "themselves"})
_BEFORE_CONNECTIVE: Final = frozenset({",", "-", "not", "is", "was", "are", "were", "be", "been", "have", "has", "further", "also", "being", "often", "just"})  # fmt: skip
_SMALL: Final = frozenset({"of", "in", "on", "at", "into", "by", "from", "with", "over", "for", "to", "against"})


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some tokens of a sentence, by places; marks and joints at the ends do not count."""

    tokens: Sequence[Token]
    start: int
    end: int

    @property
    def span(self) -> Span:
        """Where it stands in the document."""
        start, end = self.start, self.end
        while end - start > 1 and self.tokens[start].lower in STOPS | {
            "-",
            "and",
            "also",
            '"',
            "then",
            "even",
            "though",
        }:
            start += 1
        while end - start > 1 and self.tokens[end - 1].lower in STOPS | {"-", '"'}:
            end -= 1
        return Span(self.tokens[start].span.start, self.tokens[end - 1].span.end)

    @property
    def words(self) -> int:
        """How many tokens it has."""
        return self.end - self.start


def subject_before(tokens: Sequence[Token], signal: Signal, floor: int) -> Stretch | None:
    """The subject of a causal verb, not before ``floor``: a noun phrase, or the clause that a participle hangs on."""
    end = _before_group(tokens, signal.start, floor)
    if end <= floor:
        return None
    mark = tokens[end - 1].lower
    if mark in _PRONOUNS and _stands_alone(tokens, end - 1):
        return Stretch(tokens, end - 1, end)
    if mark == "," and tokens[signal.start].lower.endswith("ing"):
        return _clause(tokens, end - 1, floor)
    if mark == ",":
        end = _over_parenthesis(tokens, end - 1, floor)
    if end - 1 > floor and tokens[end - 1].lower in _RELATIVE:
        return _antecedent(tokens, end - 1, floor)
    return _noun_subject(tokens, end, floor)


def _noun_subject(tokens: Sequence[Token], end: int, floor: int) -> Stretch | None:
    """The noun phrase that ends before ``end``; after "the fear that" with it; a lone "we" with its whole clause."""
    start = _phrase_start(tokens, end, floor)
    is_joined = tokens[end - 1].lower in {"and", "or"}
    if start - 1 > floor and tokens[start - 1].lower in _RELATIVE:
        if is_joined:
            return _antecedent(tokens, start - 1, floor)
        if tokens[start - 2].lower in nouns():
            return Stretch(tokens, start - 2, end)
    start = _list_start(tokens, start, end, floor)
    found = _without_verb(tokens, start, end, is_joined=is_joined)
    is_bare = found is not None and found.words == 1 and tokens[found.start].lower in _ANYBODY
    return Stretch(tokens, start, end) if is_bare else found


_ANYBODY: Final = frozenset({"we", "i", "he", "she", "they", "you"})


def _stands_alone(tokens: Sequence[Token], place: int) -> bool:
    """Whether a pronoun is a subject of its own, not a relative one: it opens the clause."""
    if tokens[place].lower in {"which", "who"}:
        return False
    return place == 0 or tokens[place - 1].lower in STOPS | {"then", "and", "but", '"', "-", "because"}


def _before_group(tokens: Sequence[Token], place: int, floor: int) -> int:
    """Left over auxiliaries, adverbs, and a causal verb that is joined to this one ("inflame and complicate")."""
    while place > floor:
        if tokens[place - 1].lower in _GROUP or _is_adverb(tokens, place - 1) or _is_finite(tokens, place - 1):
            place -= 1
        elif tokens[place - 1].lower in {"and", "or"} and place - 2 > floor and begins_verb(tokens, place - 2):
            place -= 2
        else:
            break
    return place


def _is_adverb(tokens: Sequence[Token], place: int) -> bool:
    """Whether a word is an adverb by its form; a capital letter shows a name."""
    word = tokens[place].text
    return word.endswith("ly") and word.islower() and len(word) > _SHORTEST_ADVERB


def _phrase_start(tokens: Sequence[Token], end: int, floor: int) -> int:
    start = end
    while start > floor and end - start < _LONGEST:
        word = tokens[start - 1].lower
        if word in STOPS | _SUBORDINATE or (word == '"' and not _quotes_words(tokens, start - 1, floor)):
            break
        if word in {"-", "--"} and tokens[start - 1].span.end < tokens[start].span.start:
            break
        start -= 1
    while start < end - 1 and tokens[start].lower in {"and", "also", "then", "-"}:
        start += 1
    return start


def _list_start(tokens: Sequence[Token], start: int, end: int, floor: int) -> int:
    """Back over the members of a list before its "and": "A, B and C" is one subject."""
    if not any(token.lower == "and" for token in tokens[start:end]):
        return start
    while start - 1 > floor and tokens[start - 1].lower == ",":
        first = start - 1
        while first > floor and tokens[first - 1].lower not in STOPS | _SUBORDINATE:
            first -= 1
        is_member = first < start - 1 and tokens[first].lower not in _OPENING
        if not is_member or any(_is_finite(tokens, p) for p in range(first, start - 1)):
            break
        start = first
    return start


_OPENING: Final = frozenset({"in", "on", "at", "after", "before", "since", "for", "with", "during", "by", "under", "from", "and", "who", "which", "despite", "however", "moreover", "meanwhile"})  # fmt: skip


def _quotes_words(tokens: Sequence[Token], place: int, floor: int) -> bool:
    """Whether a mark belongs to a pair around a few words of the phrase."""
    near = range(max(floor, place - 6), min(len(tokens), place + 7))
    return any(other != place and tokens[other].lower == '"' for other in near)


def _without_verb(tokens: Sequence[Token], start: int, end: int, *, is_joined: bool) -> Stretch | None:
    """The noun phrase up to its verb, where the verb it shares a subject with stands in between."""
    if _is_past(tokens, start, end) and start and tokens[start - 1].lower == ",":
        end = _over_parenthesis(tokens, start - 1, 0)
        start = _phrase_start(tokens, end, 0)
    for place in range(start, end):
        if tokens[place].lower in _RELATIVE and place > start and is_joined:
            return _antecedent(tokens, place, start)
        is_verb = _is_finite(tokens, place) or (place > start and _is_past(tokens, place, end))
        if is_verb and not _in_relative(tokens, start, place):
            end = place
            break
    return Stretch(tokens, start, end) if end > start else None


def _is_finite(tokens: Sequence[Token], place: int) -> bool:
    """Whether an auxiliary or modal stands at a place; "'s" is one only after a pronoun, else a possessive."""
    if tokens[place].lower in {"'s", "'d"}:
        return place > 0 and tokens[place - 1].lower in {
            "it",
            "he",
            "she",
            "that",
            "there",
            "who",
            "what",
            "they",
            "we",
        }
    return tokens[place].lower in FINITE


def _is_past(tokens: Sequence[Token], place: int, end: int) -> bool:
    return tokens[place].lower.endswith("ed") and place + 1 < end and _opens_object(tokens, place + 1)


def _opens_object(tokens: Sequence[Token], place: int) -> bool:
    return tokens[place].lower in listed("determiners") | {"to"}


def _in_relative(tokens: Sequence[Token], start: int, place: int) -> bool:
    return any(tokens[p].lower in _RELATIVE for p in range(start + 1, place))


def _over_parenthesis(tokens: Sequence[Token], comma: int, floor: int) -> int:
    """Before a parenthesis between commas that ends at ``comma``."""
    place = comma - 1
    while place > floor and tokens[place].lower != ",":
        place -= 1
    return place if place > floor else comma


def _antecedent(tokens: Sequence[Token], place: int, floor: int) -> Stretch | None:
    """What a relative pronoun at ``place`` stands for: the noun phrase before it, from its determiner on."""
    end = place - 1 if tokens[place - 1].lower == "," else place
    if end <= floor:
        return None
    start = end - 1
    while start > floor and end - start < _OBJECT:
        if tokens[start].lower in listed("determiners") and tokens[start - 1].lower not in {"of", "in"}:
            break
        if tokens[start - 1].lower in STOPS | _SUBORDINATE or _is_finite(tokens, start - 1):
            break
        start -= 1
    return Stretch(tokens, start, end)


def _clause(tokens: Sequence[Token], end: int, floor: int) -> Stretch | None:
    start = end
    while start > floor and tokens[start - 1].lower not in {";", ":", ",", '"', "--"}:
        start -= 1
    return Stretch(tokens, start, end) if end - start > 1 else None


def is_pronoun(stretch: Stretch) -> bool:
    """Whether the stretch is one pronoun."""
    return stretch.words == 1 and stretch.tokens[stretch.start].lower in _PRONOUNS


def taken_up(previous: Sequence[Token]) -> Stretch | None:
    """What "this" or "it" takes up from the sentence before: the subject of its causal verb, else of the sentence."""
    if not previous:
        return None
    for signal in signals(previous):
        if signal.shape == "verb":
            found = subject_before(previous, signal, 0)
            if found is not None and not is_pronoun(found):
                return found
    places = range(2, len(previous))
    end = next((p for p in places if previous[p].lower in STOPS or _is_finite(previous, p)), len(previous))
    return Stretch(previous, 0, min(end, _OBJECT)) if 1 < end < len(previous) else None


def object_after(tokens: Sequence[Token], signal: Signal, ceiling: int) -> Stretch | None:
    """The object of a causal verb, or what stands after a causal connective, not beyond ``ceiling``."""
    start = signal.end
    end = start
    is_clause = signal.form == "because"
    while (
        end < ceiling
        and end - start < _OBJECT
        and not _ends(
            tokens, start, end, is_clause=is_clause or (signal.shape == "reversed" and tokens[end].lower == "by")
        )
    ):
        end += 1
    has_word = any(token.text[0].isalnum() and token.lower not in _NO_OBJECT for token in tokens[start:end])
    return Stretch(tokens, start, end) if end > start and has_word else None


def _ends(tokens: Sequence[Token], start: int, place: int, *, is_clause: bool) -> bool:
    word = tokens[place].lower
    if word == '"':
        return place > start and not _quotes_words(tokens, place, start)
    if word in STOPS:
        return True
    if word in {"-", "--"}:
        return tokens[place - 1].span.end < tokens[place].span.start
    if word in {"and", "or"} and place + 1 < len(tokens):
        return _is_verb(tokens, place + 1)
    if place > start and not is_clause and _is_finite(tokens, place):
        return True
    if word == "in" and place + 1 < len(tokens) and tokens[place + 1].lower in {"return", "exchange", "order"}:
        return True
    return word in _END_OBJECT and place > start and not is_clause


def _is_verb(tokens: Sequence[Token], place: int) -> bool:
    """Whether a joined verb or clause, rather than a joined noun, begins here."""
    word = tokens[place].lower
    return word in FINITE | {"also", "then", "thus", "thereby", "ultimately", "to"} or begins_verb(tokens, place)


def clause_before(tokens: Sequence[Token], signal: Signal, floor: int) -> Stretch | None:
    """What stands before a connective, back to the clause's beginning, or to the noun a participle hangs on."""
    end = signal.start
    while (
        end > floor
        and (tokens[end - 1].lower in _BEFORE_CONNECTIVE or _is_adverb(tokens, end - 1))
        and signal.start - end < _SHORT
    ):
        end -= 1
    if _hangs_on_noun(tokens, signal, end):
        return _noun_phrase(tokens, end, floor)
    start = end
    while start > floor and end - start < _LONGEST and not _opens(tokens, start - 1):
        start -= 1
    return Stretch(tokens, start, end) if end - start > 1 else None


_SHORT: Final = 6


def _hangs_on_noun(tokens: Sequence[Token], signal: Signal, end: int) -> bool:
    """As in "protests triggered by …": a participle right after its noun."""
    return end == signal.start and signal.form.endswith(" by") and tokens[end - 1].lower not in FINITE


def _noun_phrase(tokens: Sequence[Token], end: int, floor: int) -> Stretch | None:
    start = end
    while (
        start > floor
        and tokens[start - 1].lower not in STOPS | _SMALL | _SUBORDINATE | FINITE - {"'s"}
        and end - start < _SHORT
    ):
        start -= 1
    return Stretch(tokens, start, end) if end > start else None


def _opens(tokens: Sequence[Token], place: int) -> bool:
    word = tokens[place].lower
    if word in {"-", "--"}:
        return tokens[place - 1].span.end < tokens[place].span.start if place else True
    return word in {",", ";", ":", "that", "but", '"', "although", "though", "while", "which", "because"}
