"""Speakers whom a text leaves unnamed: "experts", "senior officials", "a report"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from aftershock.reading.cues import according, cues, nouns, skip_adverbs
from aftershock.reading.passage import Mention, Token, TokenSentence
from aftershock.reading.wording import entries, table
from aftershock.record.actor import DocumentActor
from aftershock.record.document import Document
from aftershock.record.ids import content_id
from aftershock.record.provenance import FromText, Provenance
from aftershock.record.text import Span

RULE: Final = "unnamed-speaker"
VERSION: Final = "1"
LONGEST_NAME: Final = 6
_FILE: Final = "speakers.yml"
BOUNDS: Final = frozenset({",", ";", ":", '"', "(", ")", "-", "--", ".", "?", "!", "that", "but", "while", "as", "when", "because", "although", "though", "if", "whether", "whereas", "since", "after", "before"})  # fmt: skip
PLACING: Final = frozenset({"in", "at", "under", "from", "with", "inside", "within", "on"})


@cache
def _people() -> frozenset[str]:
    odd = _singulars()
    plurals = entries(_FILE, "people") + entries(_FILE, "papers")
    return frozenset(plurals) | {odd.get(word, word.removesuffix("s")) for word in plurals} - {""}


@cache
def _singulars() -> dict[str, str]:
    """Singulars that are not the plural without its s; empty where the word has none."""
    content = table(_FILE).get("irregular")
    return {str(k): str(v) for k, v in content.items()} if isinstance(content, dict) else {}


@cache
def papers() -> frozenset[str]:
    """Nouns of what is written, under which a statement may stand."""
    plurals = entries(_FILE, "papers")
    odd = _singulars()
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
    provenance = Provenance(FromText(document.id, spans[0]), RULE, VERSION)
    identity = content_id("actor", document.id, name)
    reason = "an unnamed speaker, under the noun phrase that names it"
    return DocumentActor(
        document.id, identity, name, forms, "person", spans, resolved=False, reason=reason, provenance=provenance
    )


def _spoken(tokens: Sequence[Token]) -> Iterator[tuple[Span, str]]:
    for ends in _candidates(tokens):
        found = next((f for end in ends if (f := _phrase_ending_at(tokens, end)) is not None), None)
        if found is not None:
            yield found


def _candidates(tokens: Sequence[Token]) -> Iterator[tuple[int, ...]]:
    """For each place where somebody may speak, the tokens at which the speaker's noun phrase may end."""
    for cue in cues(tokens):
        before = skip_adverbs(tokens, cue.start - 1, -1)
        aside = _over_relative(tokens, before) if before >= 0 and tokens[before].lower == "," else -1
        yield before, _phrase_end(tokens, cue.end), _placed_head(tokens, before), aside
    for _, end, _ in according().all(tokens):
        yield (_phrase_end(tokens, end),)
    if len(tokens) > 1 and tokens[1].lower == ":":
        yield (0,)
    for place in range(1, len(tokens) - 1):
        if tokens[place].lower in {"from", "by", "among"} and tokens[place - 1].lower in _carriers():
            yield (_phrase_end(tokens, place + 1),)


@cache
def _carriers() -> frozenset[str]:
    return nouns() | {"accused", "denounced", "criticised", "criticized", "regarded", "described", "seen"}


def _placed_head(tokens: Sequence[Token], end: int) -> int:
    """The head noun of people before a phrase of place that ends at ``end`` ("officials in the capital said"), or -1."""
    for place in range(end - 1, max(0, end - LONGEST_NAME), -1):
        if tokens[place].lower in BOUNDS:
            return -1
        if tokens[place].lower in PLACING:
            return place - 1
    return -1


def _over_relative(tokens: Sequence[Token], comma: int) -> int:
    place = comma - 1
    while place >= 0 and tokens[place].lower != ",":
        place -= 1
    return place - 1


def _phrase_end(tokens: Sequence[Token], place: int) -> int:
    """The last token of a noun phrase of a person that begins at ``place``, or -1."""
    for end in range(place, min(place + LONGEST_NAME, len(tokens))):
        if not tokens[end].lower.replace("-", "").replace(".", "").isalpha() or tokens[end].lower == "to":
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
    while start > 0 and end - start < LONGEST_NAME - 1 and _may_modify(tokens[start - 1]):
        start -= 1
        if tokens[start].lower in {"the", "a", "an"}:
            break
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
    return token.lower == "'s" or (is_word and token.lower not in BOUNDS | _NO_MODIFIER)
