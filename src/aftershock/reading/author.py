"""What the author says in the text's own voice: judgements, forecasts and recommendations, not plain facts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from aftershock.reading.attributed import Attribution
from aftershock.reading.causal_words import signals_in
from aftershock.reading.certainty import express
from aftershock.reading.cover import Cover
from aftershock.reading.passage import Passage, Token, TokenSentence
from aftershock.reading.sentence_kinds import future_at, is_open_question, judgement, norm_at, opens_condition
from aftershock.reading.statements import FINITE, clauses, is_forecast
from aftershock.reading.wording import Phrases, entries
from aftershock.record.claim import ClaimKind
from aftershock.record.text import Span

_FLOOR: Final = 4
"""The weight from which words read as a judgement; set on the development texts, flat around it."""
_CAUSAL: Final = 4
"""What a statement of cause weighs: why something is so is always a judgement."""
_SHORTEST: Final = 4
_MARKS: Final = 3
_LONGEST: Final = 400
_FRAMES: Final = "author_frames.yml"


@dataclass(frozen=True, slots=True)
class OwnStatement:
    """Words in the author's voice, their kind, and the frame they stand in ("the danger is that"), where there is one."""

    tokens: tuple[Token, ...]
    kind: ClaimKind
    frame: tuple[Token, ...]
    rule: str


def own_statements(passage: Passage, attributed: Sequence[Attribution]) -> Iterator[OwnStatement]:
    """The author's statements, in order; what is attributed to somebody, asked, or boilerplate is none."""
    said = [attribution for attribution in attributed if attribution.rule != "noun-cue"]
    taken = Cover([*(a.content for a in said), *(a.cue for a in said if a.cue is not None)])
    quoted = Cover(quotation.span for quotation in passage.quotations)
    for sentence in passage.sentences:
        if sentence.role not in {"body", "title", "heading"} or len(sentence.tokens) > _LONGEST:
            continue
        if taken.touches(sentence.span):
            yield from _asides(sentence.tokens, taken)
        elif not _is_quoted(sentence, quoted):
            yield from _sentence(sentence)


def _is_quoted(sentence: TokenSentence, quoted: Cover) -> bool:
    return any(len(span) >= len(sentence.span) - _MARKS for span in quoted.over(sentence.span))


def _sentence(sentence: TokenSentence) -> Iterator[OwnStatement]:
    if sentence.tokens[-1].lower == "?":
        return
    for segment in _segments(sentence.tokens):
        frame, rest = _framed(segment)
        for part in clauses(rest, is_reported=False):
            statement = _statement(part, frame, sentence)
            if statement is not None:
                yield statement
                frame = ()


def _asides(tokens: Sequence[Token], taken: Cover) -> Iterator[OwnStatement]:
    """What the author foresees in passing, in a relative clause outside what others say: ", who is expected to …,"."""
    for place in range(1, len(tokens) - _SHORTEST):
        if tokens[place].lower not in {"who", "which"} or tokens[place - 1].lower != ",":
            continue
        end = next((p for p in range(place, len(tokens)) if tokens[p].lower in {",", ".", ";"}), len(tokens))
        aside = tokens[place:end]
        future = future_at(aside, is_reported=True)
        is_own = not taken.touches(Span(aside[0].span.start, aside[-1].span.end))
        if is_own and future is not None and future <= _SOON and is_forecast(aside, is_reported=False):
            yield OwnStatement(tuple(aside), "forecast", (), "author-aside")


_SOON: Final = 2


def _segments(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """A sentence cut at semicolons, and after a concession that opens it ("While …, …")."""
    start = 0
    for place, token in enumerate(tokens):
        if token.lower == ";":
            yield from _conceded(list(tokens[start:place]))
            start = place + 1
    yield from _conceded(list(tokens[start:]))


def _conceded(tokens: list[Token]) -> Iterator[list[Token]]:
    lead = _after_lead(tokens)
    if lead < len(tokens) and tokens[lead].lower in {"while", "although", "though", "even"}:
        comma = _main_clause(tokens, lead + _SHORTEST)
        is_even_if = tokens[lead].lower == "even" and tokens[lead + 1 : lead + 2] and tokens[lead + 1].lower != "though"
        if comma is not None and not is_even_if:
            yield tokens[lead + (2 if tokens[lead].lower == "even" else 1) : comma]
            yield tokens[comma + 1 :]
            return
    yield tokens


def _main_clause(tokens: Sequence[Token], floor: int) -> int | None:
    """The last comma or dash after which a main clause stands: its verb is near, and nothing joins or relates it."""
    for place in range(len(tokens) - _SHORTEST, floor, -1):
        if tokens[place].lower not in {",", "-", "--"} or tokens[place + 1].lower in _RELATED:
            continue
        if any(token.lower in FINITE for token in tokens[place + 1 : place + _VERB_NEAR]):
            return place
    return None


_RELATED: Final = frozenset(
    {"which", "who", "whose", "whom", "and", "but", "or", "that", "where", "when", "as", "while", "to"}
)
_VERB_NEAR: Final = 16


def _after_lead(tokens: Sequence[Token]) -> int:
    """The place after the connectives that open a sentence: "But", "However,", "And yet,"."""
    place = 0
    while place < len(tokens):
        found = _leads().at(tokens, place)
        if found is not None:
            place = found[0]
        elif tokens[place].lower in {",", '"', "'"}:
            place += 1
        else:
            break
    return place


@cache
def _leads() -> Phrases[bool]:
    return Phrases(dict.fromkeys(entries(_FRAMES, "leads"), True))


@cache
def _frames() -> Phrases[bool]:
    return Phrases(dict.fromkeys(entries(_FRAMES, "frames"), True))


def _framed(tokens: Sequence[Token]) -> tuple[tuple[Token, ...], list[Token]]:
    """The frame a statement stands in, and the statement: "The danger is that | …"."""
    start = _after_lead(tokens)
    if start < len(tokens):
        found = _frames().at(tokens, start)
        if found is not None:
            return tuple(tokens[start : found[0]]), list(tokens[found[0] :])
    return (), list(tokens[start:])


def _statement(tokens: list[Token], frame: tuple[Token, ...], sentence: TokenSentence) -> OwnStatement | None:
    words = sum(token.text[0].isalnum() for token in tokens)
    whole = [*frame, *tokens]
    future, norm = future_at(whole, is_reported=False), norm_at(whole)
    if words < _SHORTEST - (norm is not None):
        return None
    if norm is not None and (future is None or norm < future):
        return OwnStatement(tuple(tokens), "recommendation", frame, "author-norm")
    inner = future_at(tokens, is_reported=False)
    if is_forecast(whole, is_reported=False) and not _is_embedded(tokens, inner):
        return OwnStatement(tuple(tokens), "forecast", frame, "author-forecast")
    if is_open_question(whole) or opens_condition(tokens):
        return OwnStatement(tuple(tokens), "forecast", frame, "author-condition")
    hedged = express(whole, is_future=False) is not None
    weight = judgement(whole) + _CAUSAL * (signals_in(tokens) + hedged)
    if sentence.role == "body" and weight >= _FLOOR:
        return OwnStatement(tuple(tokens), "assessment", frame, "author-judgement")
    return None


def _is_embedded(tokens: Sequence[Token], future: int | None) -> bool:
    """Whether the words of the future stand in a relative clause or an indirect question of a sentence about now."""
    if future is None:
        return False
    opener = next((p for p in range(future - 1, 0, -1) if tokens[p].lower in _EMBEDS | {",", ";"}), 0)
    if (
        opener <= 1
        or tokens[opener].lower not in _EMBEDS
        or (tokens[opener].lower == "that" and tokens[opener - 1].lower == ",")
    ):
        return False
    before = tokens[:opener]
    return any(token.lower in FINITE or (token.lemma != token.lower and token.text[0].islower()) for token in before)


_EMBEDS: Final = frozenset({"which", "who", "whose", "what", "how", "whether", "where", "that", "why"})
