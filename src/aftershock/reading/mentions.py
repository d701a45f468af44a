"""Where actors are named: names the ontology knows, and names of people, bodies and groups it does not.

What is found here is a candidate; `aftershock.reading.resolve` says which candidates are one actor, and drops the rest.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final, Literal

from aftershock.ontology.actors import Actors
from aftershock.ontology.names import written
from aftershock.ontology.tables import read_csv_table
from aftershock.reading.gazetteer import Match, gazetteer
from aftershock.reading.passage import Token, TokenSentence
from aftershock.reading.places import is_place
from aftershock.reading.runs import Run, name_runs, with_title
from aftershock.reading.words import grouped, listed
from aftershock.record.actor import ActorKind
from aftershock.record.document import Document

NAMES: Final = "names.yml"
FoundAs = Literal[
    "name", "demonym", "capital", "full-name", "single-name", "body", "group", "administration", "institution", "people"
]

_OPENING: Final = 12
_ROLES: Final[dict[str, FoundAs]] = {"demonym": "demonym", "capital": "capital"}


@dataclass(frozen=True, slots=True)
class Found:
    """A candidate over the tokens ``[first, last)`` of a sentence. ``actor`` is the ontology's id where a form matched.

    ``titles`` are the lower-case titles and honorifics that stand before it.
    """

    sentence: int
    first: int
    last: int
    text: str
    found_as: FoundAs
    kind: ActorKind
    actor: str | None = None
    titles: tuple[str, ...] = ()


def find(document: Document, sentences: Sequence[TokenSentence], actors: Actors) -> tuple[tuple[Found, ...], ...]:
    """The candidates of each sentence, from left to right, none overlapping."""
    lower_case = {t.text for s in sentences for t in s.tokens if t.text[0].islower()}
    return tuple(tuple(_in_sentence(document, s, actors, lower_case)) for s in sentences)


def _in_sentence(document: Document, sentence: TokenSentence, actors: Actors, lower_case: set[str]) -> Iterator[Found]:
    if sentence.role == "boilerplate":
        return
    tokens = sentence.tokens
    start = _opening(sentence)
    matches = list(gazetteer(actors).matches(tokens))
    known = [f for m in matches if (f := _from_match(document, sentence, m, actors)) is not None]
    known = _with_groups(document, sentence, known)
    known = [f for f in known if f.first >= start]
    taken = {at for found in known for at in range(found.first, found.last)} | set(range(start))
    taken |= {at for m in matches if _is_capital(m.form.text) for at in range(m.first, m.last)}
    runs = [_from_run(sentence, run) for run in name_runs(sentence, taken, lower_case)]
    yield from sorted((*known, *(r for r in runs if r is not None)), key=lambda f: f.first)


def _opening(sentence: TokenSentence) -> int:
    """How many tokens of a dateline ("CAIRO (Agency) —") or a picture credit open the sentence and name nobody."""
    head = [t.lower for t in sentence.tokens[:_OPENING]]
    if sentence.role == "caption":
        return max((n + 1 for n, word in enumerate(head) if word == "caption"), default=0)
    if not sentence.tokens[0].text.isupper() or not sentence.tokens[0].text.isalpha():
        return 0
    return next(
        (
            n + 1
            for n, word in enumerate(head)
            if word in {"-", "--"} and sentence.tokens[n].span.start > sentence.tokens[n - 1].span.end
        ),
        0,
    )


def text_of(document: Document, sentence: TokenSentence, first: int, last: int) -> str:
    """The words over the tokens ``[first, last)``."""
    return document.text[sentence.tokens[first].span.start : sentence.tokens[last - 1].span.end]


def _from_match(document: Document, sentence: TokenSentence, match: Match, actors: Actors) -> Found | None:
    actor = actors.get(match.form.actor)
    tokens = sentence.tokens
    if actor is None or (_is_capital(match.form.text) and is_place(tokens, match.first, match.last)):
        return None
    if _is_part_of_a_persons_name(tokens, match, actor.kind) or (
        actor.kind == "country" and _is_part_of_a_thing(tokens, match)
    ):
        return None
    first, last = match.first, _own_name_end(tokens, match, actors)
    while actor.kind == "person" and first < last - 1 and _is_title(tokens[first]):
        first += 1
    if match.form.text in _institutions() and actor.kind == "country" and last == match.last:
        return Found(
            sentence.index, first, last, text_of(document, sentence, first, last), "institution", "government", actor.id
        )
    found_as = _ROLES.get(match.form.role, "name")
    found = Found(sentence.index, first, last, text_of(document, sentence, first, last), found_as, actor.kind, actor.id)
    return replace(found, titles=with_title(tokens, first)) if actor.kind == "person" else found


@cache
def _institutions() -> frozenset[str]:
    return frozenset(row["text"] for row in read_csv_table("institutions.csv", ("text",)))


@cache
def _capitals() -> frozenset[str]:
    return frozenset(
        written(text) for row in read_csv_table("countries.csv", ("capitals",)) for text in row.listed("capitals")
    )


def _is_capital(text: str) -> bool:
    return written(text) in _capitals()


def _own_name_end(tokens: Sequence[Token], match: Match, actors: Actors) -> int:
    """Where a country's own name ends in a form such as "US troops": what follows names a part of it."""
    is_part = match.form.text in _institutions() or match.form.text.split()[-1].islower()
    own = actors.find(tokens[match.first].text) if is_part and match.last - match.first > 1 else None
    return match.first + 1 if own is not None and own.id == match.form.actor and own.kind == "country" else match.last


def _is_title(token: Token) -> bool:
    return token.lower in listed(NAMES, "titles") or token.lower in listed(NAMES, "honorifics") or token.text == "-"


def _is_part_of_a_persons_name(tokens: Sequence[Token], match: Match, kind: ActorKind) -> bool:
    """As in "Michael Jordan", "Mr Chad": a country's name after a title or before a particle is a person's."""
    if kind != "country" or match.form.role != "name" or match.first == 0:
        return False
    return tokens[match.first - 1].lower in listed(NAMES, "honorifics")


def _peoples(sentence: TokenSentence, first: int, last: int) -> Iterator[Found]:
    """Peoples without a state of their own, under one name: "Kurds", "Kurdish forces"."""
    for at in range(first, last):
        token = sentence.tokens[at]
        name = _people_names().get(token.lower)
        followed = at + 1 < len(sentence.tokens) and sentence.tokens[at + 1].text[0].isupper()
        if name is not None and token.text[0].isupper() and not followed:
            yield Found(sentence.index, at, at + 1, name, "people", "armed-group")


@cache
def _people_names() -> dict[str, str]:
    return {form: name for name, forms in grouped(NAMES, "peoples") for form in forms}


def _is_part_of_a_thing(tokens: Sequence[Token], match: Match) -> bool:
    """As in "South China Sea", "Gulf of Mexico": a country's name inside the name of a place or thing."""
    following = tokens[match.last] if match.last < len(tokens) else None
    if following is not None and following.text[0].isupper() and following.lower in listed(NAMES, "thing_words"):
        return match.form.role == "name"
    if match.first < 2 or tokens[match.first - 1].lower != "of":  # noqa: PLR2004 - "of" and the thing before it
        return False
    thing = tokens[match.first - 2]
    return thing.text[0].isupper() and thing.lower in listed(NAMES, "thing_words") | {"bank", "university"}


def _with_groups(document: Document, sentence: TokenSentence, known: Sequence[Found]) -> list[Found]:
    """As in "Iraqi lawmakers" and "Shia militias" become actors of their own; "Trump administration" too."""
    tokens = sentence.tokens
    result: list[Found] = []
    done = 0
    for found in (*known, None):
        upto = found.first if found is not None else len(tokens)
        groups = list(_creed_groups(document, sentence, done, upto))
        held = {at for g in groups for at in range(g.first, g.last)}
        result += [*groups, *(p for p in _peoples(sentence, done, upto) if p.first not in held)]
        if found is None:
            break
        widened = _widened(document, sentence, found)
        result.append(widened)
        done = widened.last
    return result


def _widened(document: Document, sentence: TokenSentence, found: Found) -> Found:
    if found.last >= len(sentence.tokens):
        return found
    following = sentence.tokens[found.last].lower
    led = _led_coalition(sentence.tokens, found.last)
    if led is not None and found.kind == "country":
        text = text_of(document, sentence, found.first, led)
        return Found(sentence.index, found.first, led, text, "body", "coalition")
    short_country = found.found_as == "demonym" or (found.kind == "country" and found.text.replace(".", "").isupper())
    kind = _group_kind(following) if short_country else None
    if kind is not None:
        text = text_of(document, sentence, found.first, found.last + 1)
        return Found(sentence.index, found.first, found.last + 1, text, "group", kind)
    if found.kind == "person" and following in listed(NAMES, "administrations"):
        text = text_of(document, sentence, found.first, found.last + 1)
        return Found(sentence.index, found.first, found.last + 1, text, "administration", "government", found.actor)
    return found


def _led_coalition(tokens: Sequence[Token], last: int) -> int | None:
    """Where "-led coalition" ends after a nation's name, with at most one word between."""
    if [t.lower for t in tokens[last : last + 2]] != ["-", "led"]:
        return None
    ends = (n + 1 for n in range(last + 2, min(last + 4, len(tokens))) if tokens[n].lower in {"coalition", "alliance"})
    return next(ends, None)


def _group_kind(word: str) -> ActorKind | None:
    for kind, nouns in grouped(NAMES, "group_nouns"):
        if word in nouns:
            return kind  # type: ignore[return-value]  # the table's keys are checked against ActorKind by a test
    return None


def _creed_groups(document: Document, sentence: TokenSentence, first: int, last: int) -> Iterator[Found]:
    tokens = sentence.tokens
    for at in range(first, min(last, len(tokens)) - 1):
        if tokens[at].lower in {"international", "multinational"} and tokens[at + 1].lower in {"coalition", "force"}:
            yield Found(sentence.index, at, at + 2, text_of(document, sentence, at, at + 2), "body", "coalition")
    for at in range(first, min(last, len(tokens) - 1)):
        if tokens[at].lower not in listed(NAMES, "creeds") or not tokens[at].text[0].isupper():
            continue
        reach = at + 2 if tokens[at + 1].lower in {"muslim", "arab"} and at + 2 < len(tokens) else at + 1
        kind = _group_kind(tokens[reach].lower) if reach < last + 1 and reach < len(tokens) else None
        if kind is not None and reach < last:
            yield Found(sentence.index, at, reach + 1, text_of(document, sentence, at, reach + 1), "group", kind)


def _from_run(sentence: TokenSentence, run: Run) -> Found | None:
    shape: FoundAs
    if run.shape == "person":
        shape = "full-name" if run.words > 1 else "single-name"
        return Found(sentence.index, run.first, run.last, run.text, shape, "person", titles=run.titles)
    if run.shape == "single":
        return Found(sentence.index, run.first, run.last, run.text, "single-name", "person", titles=run.titles)
    if run.shape == "maybe-person":
        return Found(sentence.index, run.first, run.last, run.text, "full-name", "person", titles=("?",))
    return Found(
        sentence.index, run.first, run.last, run.text, "body", "armed-group" if run.shape == "armed" else "organization"
    )
