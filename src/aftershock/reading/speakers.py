"""Who speaks: the actor before or after a cue, pronouns, and speakers whom the text leaves unnamed."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from aftershock.reading.cues import Cue, according, cues, nouns, skip_adverbs
from aftershock.reading.passage import Mention, Passage, Token, TokenSentence
from aftershock.reading.wording import entries, irregular, table
from aftershock.record.actor import DocumentActor
from aftershock.record.document import Document
from aftershock.record.ids import content_id
from aftershock.record.provenance import FromText, Provenance
from aftershock.record.text import Span

VERSION: Final = "1"
_FILE: Final = "speakers.yml"
_LONGEST_NAME: Final = 6
_REACH: Final = 16
_BOUNDS: Final = frozenset(
    {
        ",",
        ";",
        ":",
        '"',
        "(",
        ")",
        "-",
        "--",
        ".",
        "?",
        "!",
        "that",
        "but",
        "while",
        "as",
        "when",
        "because",
        "although",
        "though",
        "if",
        "whether",
        "whereas",
        "since",
        "after",
        "before",
    }
)
_WEEKDAYS: Final = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})
_THIRD: Final = frozenset({"he", "she", "it", "they"})
_TITLE: Final = 30
"""Characters that a title may take between a country and the person who speaks: "US President Donald Trump"."""
_FIRST: Final = frozenset({"i", "we", "you"})


@cache
def _people() -> frozenset[str]:
    odd = irregular_singulars()
    plurals = entries(_FILE, "people") + entries(_FILE, "papers")
    return frozenset(plurals) | {odd.get(word, word.removesuffix("s")) for word in plurals} - {""}


@cache
def irregular_singulars() -> dict[str, str]:
    """Singulars that are not the plural without its s; empty where the word has none."""
    content = table(_FILE).get("irregular")
    return {str(k): str(v) for k, v in content.items()} if isinstance(content, dict) else {}


@cache
def _papers() -> frozenset[str]:
    plurals = entries(_FILE, "papers")
    odd = irregular_singulars()
    return (
        frozenset(plurals) | {odd.get(word, word.removesuffix("s")) for word in plurals} | {"statement", "statements"}
    )


@cache
def _dropped() -> frozenset[str]:
    return frozenset(entries(_FILE, "dropped"))


def unnamed_speakers(
    document: Document, sentences: Sequence[TokenSentence]
) -> tuple[tuple[DocumentActor, ...], tuple[Mention, ...]]:
    """The unnamed who speak ("experts", "senior officials"), as actors of the document, and where they do.

    Only noun phrases that are the subject of a cue verb, its agent, or stand after "according to" count. The name is
    the phrase without its determiner; one actor is made for each name.
    """
    places: dict[str, list[Span]] = {}
    for sentence in sentences:
        if sentence.role != "boilerplate":
            for span, name in _spoken(sentence.tokens):
                places.setdefault(name, []).append(span)
    actors, mentions = [], []
    for name in sorted(places):
        spans = tuple(sorted(set(places[name])))
        actors.append(_actor(document, name, spans))
        mentions += [Mention(span, actors[-1].id, named=True) for span in spans]
    return tuple(actors), tuple(sorted(mentions, key=lambda m: m.span))


def _actor(document: Document, name: str, spans: tuple[Span, ...]) -> DocumentActor:
    forms = tuple(sorted({span.of(document.text) for span in spans} | {name}))
    provenance = Provenance(FromText(document.id, spans[0]), "unnamed-speaker", VERSION)
    identity = content_id("actor", document.id, name)
    reason = "an unnamed speaker, under the noun phrase that names it"
    return DocumentActor(
        document.id, identity, name, forms, "person", spans, resolved=False, reason=reason, provenance=provenance
    )


def _spoken(tokens: Sequence[Token]) -> Iterator[tuple[Span, str]]:
    for cue in cues(tokens):
        before = skip_adverbs(tokens, cue.start - 1, -1)
        ends = [before, _phrase_end(tokens, cue.end), _placed_head(tokens, before)]
        if before >= 0 and tokens[before].lower == ",":
            ends.append(_over_relative(tokens, before))
        for end in ends:
            found = _phrase_ending_at(tokens, end)
            if found is not None:
                yield found
                break
    for _, end, _ in according().all(tokens):
        found = _phrase_ending_at(tokens, _phrase_end(tokens, end))
        if found is not None:
            yield found
    if len(tokens) > 1 and tokens[1].lower == ":":
        found = _phrase_ending_at(tokens, 0)
        if found is not None:
            yield found
    for place in range(1, len(tokens) - 1):
        if tokens[place].lower in {"from", "by", "among"} and (tokens[place - 1].lower in _carriers()):
            found = _phrase_ending_at(tokens, _phrase_end(tokens, place + 1))
            if found is not None:
                yield found


@cache
def _carriers() -> frozenset[str]:
    return nouns() | {"accused", "denounced", "criticised", "criticized", "regarded", "described", "seen"}


def _placed_head(tokens: Sequence[Token], end: int) -> int:
    """The head noun of people before a phrase of place that ends at ``end`` ("officials in the capital said"), or -1."""
    for place in range(end - 1, max(0, end - _LONGEST_NAME), -1):
        if tokens[place].lower in _BOUNDS:
            return -1
        if tokens[place].lower in _PLACING:
            return place - 1
    return -1


def _over_relative(tokens: Sequence[Token], comma: int) -> int:
    place = comma - 1
    while place >= 0 and tokens[place].lower != ",":
        place -= 1
    return place - 1


def _phrase_end(tokens: Sequence[Token], place: int) -> int:
    """The last token of a noun phrase of a person that begins at ``place``, or -1."""
    for end in range(place, min(place + _LONGEST_NAME, len(tokens))):
        if not tokens[end].lower.replace("-", "").replace(".", "").isalpha():
            return -1
        if tokens[end].lower in _people() and tokens[end].lower not in _alone():
            following = tokens[end + 1].lower if end + 1 < len(tokens) else ""
            if following not in _people():
                return end
    return -1


@cache
def _alone() -> frozenset[str]:
    return frozenset(entries(_FILE, "alone"))


def _phrase_ending_at(tokens: Sequence[Token], end: int) -> tuple[Span, str] | None:
    """The noun phrase whose head stands at ``end``, and its name, where the head is a noun of people or papers."""
    if end < 0 or tokens[end].lower not in _people():
        return None
    start = end
    while start > 0 and end - start < _LONGEST_NAME - 1 and _may_modify(tokens[start - 1]):
        start -= 1
    if tokens[start].lower in {"its", "his", "her", "their", "our", "my"}:
        return None
    while start < end and tokens[start].lower in _dropped() and tokens[start].lower not in {"other"}:
        start += 1
    span = Span(tokens[start].span.start, tokens[end].span.end)
    words = [token.text for token in tokens[start : end + 1]]
    return span, _joined(words)


def _joined(words: Sequence[str]) -> str:
    name = " ".join(words).replace(" '", "'").replace(" ’", "’").replace(" - ", "-")
    head, _, rest = name.partition(" ")
    is_plain = head[1:].islower() and not rest
    return name.lower() if is_plain else name


_NO_MODIFIER: Final = frozenset({"and", "or", "of", "in", "on", "at", "to", "by", "from", "with", "for", "said", "says", "say", "not", "is", "are", "was", "were", "which", "who", "then", "according", "than", "told", "among", "like", "over", "about", "against", "into", "between", "under"})  # fmt: skip


def _may_modify(token: Token) -> bool:
    is_word = token.lower.replace("-", "").replace(".", "").isalpha()
    return is_word and token.lower not in _BOUNDS and token.lower not in _NO_MODIFIER or token.lower == "'s"


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
        self._unnamed = {actor.id for actor in passage.actors if actor.provenance.made_by == "unnamed-speaker"}

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
        floor = tokens[max(0, place - _LONGEST_NAME)].span.start
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
        if cue.is_participle and (tokens[place].lower in {",", "and"} or tokens[place].lower in _papers()):
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
        while start > 0 and end - start < _REACH and tokens[start - 1].lower not in _BOUNDS:
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
        is_description = tokens[start].lower in {"the", "this"} and end - start < _LONGEST_NAME
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
        meant = [m for m in self.starting(token.span.start) if m.span.end == token.span.end]
        if meant:
            return meant[0].actor
        return recent if token.lower == "they" else None

    def _over_commas(self, tokens: Sequence[Token], comma: int) -> str | None:
        """Over an apposition or a relative clause to the name it belongs to."""
        end = comma
        fallback = None
        for _ in range(3):
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
        while end < len(tokens) and end - place < _REACH and (tokens[end].lower not in _BOUNDS or end == place):
            end += 1
        if place >= len(tokens) or end == place:
            return None
        inside = self.within(tokens[place].span.start, tokens[end - 1].span.end)
        people = [m for m in inside if self.is_person(m) and not _is_possessive(tokens, m)]
        return (people or inside)[0].actor if inside else None


def _is_head(tokens: Sequence[Token], mention: Mention) -> bool:
    """Whether the words after a mention only place it: "officials in Kyiv", "advisers under the old government"."""
    return any(t.span.start == mention.span.end + 1 and t.lower in _PLACING for t in tokens)


_PLACING: Final = frozenset({"in", "at", "under", "from", "with", "inside", "within", "on"})


def _is_possessive(tokens: Sequence[Token], mention: Mention) -> bool:
    return any(token.span.start == mention.span.end and token.lower in {"'s", "'"} for token in tokens)


def _over_time(tokens: Sequence[Token], place: int) -> int:
    """Over "on Tuesday" or "last week" that stands between a subject and its verb."""
    if place > 1 and tokens[place].lower in _WEEKDAYS:
        return place - 2 if tokens[place - 1].lower == "on" else place - 1
    if place > 1 and tokens[place].lower in {"week", "month", "year"} and tokens[place - 1].lower in {"last", "this"}:
        return place - 2
    return place
