"""Pronouns and descriptions ("he", "the group", "the US president") that stand for an actor named before.

They carry events and claims, but are no mentions of their own. Where it is unclear whom they mean, they mean nobody.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from aftershock.ontology.actors import Actors
from aftershock.reading.passage import Mention, Token, TokenSentence
from aftershock.reading.words import grouped, listed
from aftershock.record.actor import ActorKind, DocumentActor
from aftershock.record.text import Span

_NAMES: Final = "names.yml"
_STATUS: Final = "status_cues.yml"
_REACH: Final = 2
_CLAUSE_OPENERS: Final = frozenset({"as", "after", "before", "since", "until"})
_PRONOUNS: Final[tuple[tuple[str, frozenset[str]], ...]] = (
    ("person_pronouns", frozenset({"person"})),
    ("thing_pronouns", frozenset({"country", "organization", "armed-group", "coalition", "government"})),
    ("group_pronouns", frozenset({"armed-group", "coalition"})),
)
_LEGISLATURES: Final = ("parliament", "mps", "lawmakers", "legislators", "senate", "congress")


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a document's actors: their kinds, names, the titles given to them, and the ontology."""

    kinds: Mapping[str, ActorKind]
    names: Mapping[str, str]
    titles: Mapping[str, frozenset[str]]
    actors: Actors


@dataclass(slots=True)
class _Memory:
    """What was named so far: by sentence, in reading order."""

    kinds: Mapping[str, ActorKind]
    by_sentence: dict[int, list[Mention]] = field(default_factory=dict)
    subjects: dict[int, list[Mention]] = field(default_factory=dict)
    last: dict[str, str] = field(default_factory=dict)

    def note(self, sentence: int, mention: Mention, *, is_subject: bool) -> None:
        self.by_sentence.setdefault(sentence, []).append(mention)
        if is_subject:
            self.subjects.setdefault(sentence, []).append(mention)
        self.last[self.kinds[mention.actor]] = mention.actor

    def first_subject(self, sentence: int, kinds: frozenset[str]) -> str | None:
        """The first party of the kind named in this sentence or the ones before, subjects preferred."""
        for at in range(sentence, sentence - _REACH - 1, -1):
            for pool in (self.subjects, self.by_sentence if at < sentence or "person" in kinds else {}):
                fitting = [m.actor for m in pool.get(at, ()) if self.kinds[m.actor] in kinds]
                if fitting:
                    return fitting[-1] if at == sentence and "person" not in kinds else fitting[0]
        return None


def unnamed(
    sentences: Sequence[TokenSentence],
    mentions: Sequence[Mention],
    people: Sequence[DocumentActor],
    titles: Mapping[str, frozenset[str]],
    actors: Actors,
) -> tuple[Mention, ...]:
    """The pronouns and descriptions of a document that can be told, as unnamed mentions sorted by span."""
    known = Known({a.id: a.kind for a in people}, {a.id: a.name.casefold() for a in people}, titles, actors)
    memory = _Memory(known.kinds)
    found: list[Mention] = []
    waiting = list(mentions)[::-1]
    for sentence in sentences:
        if sentence.role == "boilerplate":
            continue
        taken = {m.span.start: m for m in _inside(waiting, sentence.span)}
        at = 0
        while at < len(sentence.tokens):
            named = taken.get(sentence.tokens[at].span.start)
            if named is not None:
                memory.note(
                    sentence.index,
                    named,
                    is_subject=_is_subject(sentence.tokens, at) and _is_head(sentence.tokens, named.span.end, at),
                )
            else:
                found += _at(sentence, at, memory, taken, known)
            at += 1
    return tuple(sorted(found, key=lambda m: m.span))


def _inside(waiting: list[Mention], span: Span) -> Iterator[Mention]:
    while waiting and waiting[-1].span.start < span.end:
        mention = waiting.pop()
        if span.contains(mention.span):
            yield mention


def _is_subject(tokens: Sequence[Token], at: int) -> bool:
    """Not after a preposition, looking past a determiner and up to two adjectives."""
    for place in range(at - 1, max(-1, at - 5), -1):
        word = tokens[place].lower
        if word in listed(_NAMES, "prepositions") and word not in _CLAUSE_OPENERS:
            return False
        if not word[0].isalnum() and word != "-":
            return True
    return True


def _is_head(tokens: Sequence[Token], end: int, at: int) -> bool:
    """Whether the noun phrase ends with the mention: no further noun or name follows it ("Smith ally Jones")."""
    while at < len(tokens) and tokens[at].span.start < end:
        at += 1
    return at == len(tokens) or ends_phrase(tokens[at])


def ends_phrase(token: Token) -> bool:
    """Whether a noun phrase cannot go on with this token: a mark, preposition, auxiliary, or a verb by its form."""
    word = token.lower
    if (
        not word[0].isalnum()
        or word in listed(_NAMES, "prepositions")
        or word in listed(_NAMES, "clause_words")
        or word in {"and", "or", "to"}
    ):
        return word != "-"
    if (
        word in listed(_STATUS, "auxiliaries")
        or word in listed(_STATUS, "possible_modals")
        or word in listed(_STATUS, "future_modals")
    ):
        return True
    return token.lemma in listed(_NAMES, "speech") or (
        token.text[0].islower() and (word.endswith(("ed", "ly")) or word != token.lemma)
    )


def _at(
    sentence: TokenSentence, at: int, memory: _Memory, taken: Mapping[int, Mention], known: Known
) -> Iterator[Mention]:
    word = sentence.tokens[at].lower
    for key, kinds in _PRONOUNS:
        if word in listed(_NAMES, key):
            actor = memory.first_subject(sentence.index, kinds)
            break
    else:
        actor = _description(sentence.tokens, at, memory, taken, known)
    if actor is not None:
        yield Mention(sentence.tokens[at].span, actor, named=False)


def _description(
    tokens: Sequence[Token], at: int, memory: _Memory, taken: Mapping[int, Mention], known: Known
) -> str | None:
    word, before = tokens[at].lower, tokens[at - 1] if at else None
    if at + 1 < len(tokens) and not ends_phrase(tokens[at + 1]):
        return None
    if word == "parliament" or (before is not None and before.lower in {"the", "this", "that"}):
        return _described(word, memory, known)
    if before is not None and before.span.start in taken:
        return _office_holder(word, taken[before.span.start], memory, known)
    return None


def _described(word: str, memory: _Memory, known: Known) -> str | None:
    found = _by_kind(word, memory, known)
    if found is None and word in listed(_NAMES, "state_bodies"):
        return memory.last.get("country")
    return found


def _by_kind(word: str, memory: _Memory, known: Known) -> str | None:
    for kind, nouns in grouped(_NAMES, "descriptions"):
        if word not in nouns or kind == "country":
            continue
        if kind == "person":
            return _titled(word, memory, known.titles)
        if kind == "government":
            return next(
                (
                    a
                    for a in reversed(_order(memory))
                    if known.names[a].endswith(_LEGISLATURES if word == "parliament" else word)
                ),
                None,
            )
        return memory.last.get(kind)
    return None


def _order(memory: _Memory) -> list[str]:
    return [m.actor for sentence in sorted(memory.by_sentence) for m in memory.by_sentence[sentence]]


def _titled(word: str, memory: _Memory, titles: Mapping[str, frozenset[str]]) -> str | None:
    """The person last named among those whom the document gives that title."""
    owners = {a for a, given in titles.items() if word in given}
    if not owners:
        return None
    return next((a for a in reversed(_order(memory)) if a in owners), None)


def _office_holder(word: str, nation: Mention, memory: _Memory, known: Known) -> str | None:
    """As in "the US president": the person of that country whom the document gives that title."""
    if memory.kinds[nation.actor] != "country" or not any(
        kind == "person" and word in nouns for kind, nouns in grouped(_NAMES, "descriptions")
    ):
        return None
    state = known.actors.get(nation.actor)
    owners = {
        a
        for a, given in known.titles.items()
        if word in given and (p := known.actors.get(a)) is not None and state is not None and p.country == state.country
    }
    return next((a for a in reversed(_order(memory)) if a in owners), None)
