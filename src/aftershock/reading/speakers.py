"""Who speaks: the actor before or after a cue, over appositions, pronouns and joined verbs."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from aftershock.reading.cues import Cue, skip_adverbs
from aftershock.reading.passage import Mention, Passage, Token
from aftershock.reading.unnamed import BOUNDS, LONGEST_NAME, PLACING, RULE, papers, unnamed_speakers

__all__ = ["Speakers", "unnamed_speakers"]

_REACH: Final = 16
_ASIDES: Final = 4
_WEEKDAYS: Final = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})
_FIRST: Final = frozenset({"i", "we", "you"})
_THIRD: Final = frozenset({"he", "she", "it", "they"})
_TITLE: Final = 30
"""Characters that a title may take between a country and the person who speaks: "French President Jane Roe"."""


class Speakers:
    """Finds the actor who stands beside a cue. Each look goes over one sentence's tokens."""

    def __init__(self, passage: Passage) -> None:
        self._mentions = sorted(passage.mentions, key=lambda m: (m.span.start, -len(m.span)))
        self._starts = [mention.span.start for mention in self._mentions]
        self._kinds = {actor.id: actor.kind for actor in passage.actors}
        self.recent: str | None = None
        """Who spoke last, whom a pronoun or a description such as "the minister" may take up."""
        self.joined: str | None = None
        """Who spoke last in the same sentence, whom a joined verb shares ("said …, and warned …")."""
        self._unnamed = {actor.id for actor in passage.actors if actor.provenance.made_by == RULE}

    def within(self, start: int, end: int) -> list[Mention]:
        """The mentions that lie in ``[start, end)``, in order."""
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return [mention for mention in self._mentions[first:last] if mention.span.end <= end]

    def starting(self, start: int) -> list[Mention]:
        """The mentions that begin at an offset."""
        first = bisect_left(self._starts, start)
        return [m for m in self._mentions[first : first + 3] if m.span.start == start]

    def ending(self, end: int) -> bool:
        """Whether a named mention ends at an offset."""
        first = bisect_left(self._starts, end)
        return any(m.named and m.span.end == end for m in self._mentions[max(0, first - 3) : first])

    def owner(self, tokens: Sequence[Token], place: int) -> str | None:
        """The actor whose possessive stands before a noun: "the ministry's warning"."""
        floor = tokens[max(0, place - LONGEST_NAME)].span.start
        earlier = self.within(floor, tokens[place].span.start)
        return earlier[-1].actor if earlier else None

    def is_person(self, mention: Mention) -> bool:
        """Whether the mention is of a person."""
        return self._kinds.get(mention.actor) == "person"

    def before(self, tokens: Sequence[Token], cue: Cue) -> str | None:
        """The actor that is the subject of a verb, standing before it."""
        place = _over_time(tokens, skip_adverbs(tokens, cue.start - 1, -1))
        place = skip_adverbs(tokens, place, -1)
        if place < 0:
            return None
        if tokens[place].lower in {",", "and", "but"} and self.joined is not None:
            return self.joined
        if cue.is_participle and (tokens[place].lower in {",", "and"} or tokens[place].lower in papers()):
            return self.subject(tokens, place)
        if tokens[place].lower in {",", ")", "-"}:
            return self._over_commas(tokens, place)
        if tokens[place].lower in {"and", "but", "by"}:
            return self.subject(tokens, place)
        if tokens[place].lower in {"which", "who"}:
            return self._antecedent(tokens, place)
        return self._phrase(tokens, place)

    def _phrase(self, tokens: Sequence[Token], end: int) -> str | None:
        if tokens[end].lower in _FIRST:
            return None
        if tokens[end].lower in _THIRD:
            return self._pronoun(tokens, end)
        if (
            tokens[end].lower in {"statement", "announcement", "spokesman", "spokeswoman", "spokesperson"}
            and self.recent
        ):
            named = self.within(tokens[max(0, end - 4)].span.start, tokens[end].span.start)
            return named[-1].actor if named else self.recent
        start = end
        while start > 0 and end - start < _REACH and tokens[start - 1].lower not in BOUNDS:
            start -= 1
        return self._best(tokens, start, end)

    def _best(self, tokens: Sequence[Token], start: int, end: int) -> str | None:
        inside = self.within(tokens[start].span.start, tokens[end].span.end)
        at_end = [m for m in inside if m.span.end == tokens[end].span.end]
        people = [m for m in inside if self.is_person(m) and not _is_possessive(tokens, m)]
        unnamed = [m for m in at_end if m.actor in self._unnamed]
        own = [m for m in at_end if self.is_person(m)]
        heads = [m for m in inside if m.actor in self._unnamed and _is_head(tokens, m)]
        for choice in (heads, unnamed, own, people[-1:], at_end, inside):
            if choice:
                return choice[0].actor
        if tokens[start].lower in {"its", "their", "his", "her"} and not at_end:
            return self.joined or self.recent
        is_description = tokens[start].lower in {"the", "this"} and end - start < LONGEST_NAME
        return self.recent if is_description else None

    def _pronoun(self, tokens: Sequence[Token], place: int) -> str | None:
        """Who a pronoun means: a subject in the same sentence, the last speaker, else whom the mentions say."""
        token = tokens[place]
        wants_person = token.lower in {"he", "she"}
        earlier = self.within(tokens[0].span.start, token.span.start) if place else []
        fitting = [
            m for m in earlier if self.is_person(m) is wants_person and m.named and not _is_possessive(tokens, m)
        ]
        if fitting and wants_person:
            return fitting[0].actor
        recent = self.recent
        if recent is not None and (self._kinds.get(recent) == "person") is wants_person:
            return recent
        known = self.starting(token.span.start)
        meant = [m for m in known if m.span.end == token.span.end and (self.is_person(m) or not wants_person)]
        if meant:
            return meant[0].actor
        return recent if token.lower == "they" else None

    def _over_commas(self, tokens: Sequence[Token], comma: int) -> str | None:
        """Over an apposition or a relative clause to the name it belongs to."""
        end = comma
        fallback = None
        for _ in range(_ASIDES):
            if tokens[end].lower == ")":
                end = next((p for p in range(end, -1, -1) if tokens[p].lower == "("), end)
            start = end
            while start > 0 and tokens[start - 1].lower not in {",", "(", ":", "-", ";"}:
                start -= 1
            if start < end:
                inside = self.within(tokens[start].span.start, tokens[end - 1].span.end)
                closing = [m for m in inside if m.span.end == tokens[end - 1].span.end]
                if any(self.is_person(m) for m in closing):
                    return next(m.actor for m in closing if self.is_person(m))
                fallback = next((m.actor for m in closing), None) if start == 0 or fallback is None else fallback
            if start == 0:
                break
            end = start - 1
        return fallback

    def _antecedent(self, tokens: Sequence[Token], place: int) -> str | None:
        floor = tokens[max(0, place - 8)].span.start
        earlier = self.within(floor, tokens[place].span.start)
        return earlier[-1].actor if earlier else None

    def subject(self, tokens: Sequence[Token], place: int) -> str | None:
        """The subject of the sentence's main clause, for a verb that shares it further on."""
        inside = self.within(tokens[0].span.start, tokens[place].span.start)
        if not inside and tokens[0].lower in _THIRD:
            return self._pronoun(tokens, 0)
        named = [m for m in inside if not _is_possessive(tokens, m)]
        people = [m for m in named if self.is_person(m)]
        near = people[:1] if named and people and people[0].span.start - named[0].span.end < _TITLE else []
        for choice in (near, named, inside):
            if choice:
                return choice[0].actor
        return None

    def after(self, tokens: Sequence[Token], place: int) -> str | None:
        """The actor that is the subject of a verb and follows it ("said X"), or follows "according to" or "by"."""
        place = skip_adverbs(tokens, place, 1)
        end = place
        while end < len(tokens) and end - place < _REACH and (tokens[end].lower not in BOUNDS or end == place):
            end += 1
        if place >= len(tokens) or end == place:
            return None
        inside = self.within(tokens[place].span.start, tokens[end - 1].span.end)
        people = [m for m in inside if self.is_person(m) and not _is_possessive(tokens, m)]
        return (people or inside)[0].actor if inside else None


def _is_head(tokens: Sequence[Token], mention: Mention) -> bool:
    """Whether the words after a mention only place it: "officials in Kyiv", "advisers under the old government"."""
    return any(t.span.start == mention.span.end + 1 and t.lower in PLACING for t in tokens)


def _is_possessive(tokens: Sequence[Token], mention: Mention) -> bool:
    return any(token.span.start == mention.span.end and token.lower in {"'s", "'"} for token in tokens)


def _over_time(tokens: Sequence[Token], place: int) -> int:
    """Over "on Tuesday" or "last week" that stands between a subject and its verb."""
    if place > 1 and tokens[place].lower in _WEEKDAYS:
        return place - 2 if tokens[place - 1].lower == "on" else place - 1
    if place > 1 and tokens[place].lower in {"week", "month", "year"} and tokens[place - 1].lower in {"last", "this"}:
        return place - 2
    return place
