"""Which names of a document are one actor: by the ontology, by full name and surname, by acronym. Nothing by likeness."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from aftershock.ontology.actors import Actors
from aftershock.ontology.names import skeleton, sounded, without_articles, written
from aftershock.reading.mentions import NAMES, Found
from aftershock.reading.passage import Mention, TokenSentence
from aftershock.reading.words import listed
from aftershock.record.actor import ActorKind, DocumentActor
from aftershock.record.document import Document
from aftershock.record.ids import content_id
from aftershock.record.provenance import FromText, Provenance
from aftershock.record.text import Span

RULE: Final = "reading.resolve"
VERSION: Final = "1"
_SHORTEST_SURNAME: Final = 3


@dataclass(slots=True)
class _Local:
    """An actor as it takes shape while a document is read."""

    id: str
    name: str
    kind: ActorKind
    resolved: bool
    reason: str
    names: dict[str, None] = field(default_factory=dict)
    spans: list[Span] = field(default_factory=list)
    titles: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Resolved:
    """The actors of a document, their named mentions sorted by span, and the titles each person was given."""

    actors: tuple[DocumentActor, ...]
    mentions: tuple[Mention, ...]
    titles: dict[str, frozenset[str]]


class Resolver:
    """Joins the candidates of one document. Make one a document, then call `resolve` once."""

    def __init__(self, document: Document, sentences: Sequence[TokenSentence], actors: Actors) -> None:
        self._document = document
        self._sentences = sentences
        self._actors = actors
        self._locals: dict[str, _Local] = {}
        self._surnames: dict[str, list[str]] = {}
        self._givens: dict[str, list[str]] = {}
        self._keys: dict[tuple[str, ...], str] = {}
        self._acronyms: dict[str, str] = {}
        self._mentions: list[Mention] = []

    def resolve(self, found: Sequence[Sequence[Found]]) -> Resolved:
        """The document's actors from its candidates."""
        flat = [f for one in found for f in one]
        certain = [f for f in flat if f.found_as != "single-name" and "?" not in f.titles]
        for f in sorted(certain, key=lambda f: f.found_as == "administration"):
            self._take_certain(f)
        singles = {written(f.text) for f in flat if f.found_as == "single-name"}
        for f in flat:
            if "?" in f.titles:
                self._take_maybe(f, singles)
        for f in flat:
            if f.found_as == "single-name":
                self._take_single(f)
        return self._result()

    def _take_certain(self, f: Found) -> None:
        if f.found_as == "administration":
            self._add(f, self._body(f, "government", "named after its head"))
        elif f.found_as == "institution":
            self._add(f, self._body(f, "government", f"an institution of {f.actor}"))
        elif f.actor is not None:
            self._add(f, self._known(f.actor, "a form of its name in the ontology"))
            if f.kind == "person":
                self._index_person(f.text, f.actor)
        elif f.kind == "person":
            self._add(f, self._person(f))
        else:
            self._add(f, self._body(f, f.kind, "named in the document"))
            self._bind_acronym(f)

    def _take_maybe(self, f: Found, singles: set[str]) -> None:
        """Two capitalised words are a person only where the ontology or a lone surname elsewhere says so."""
        match = self._actors.find(f.text)
        if match is not None:
            self._add(f, self._known(match.id, "a form of its name in the ontology"))
            if match.kind == "person":
                self._index_person(f.text, match.id)
        elif written(f.text.split()[-1]) in singles or self._key(f.text) in self._keys:
            self._add(f, self._person(f))

    def _take_single(self, f: Found) -> None:
        key = written(f.text)
        if key in self._acronyms:
            self._add(f, self._acronyms[key])
            return
        owners = self._surnames.get(key, [])
        if not owners and set(f.titles) & listed(NAMES, "honorifics"):
            owners = self._givens.get(key, [])
        if owners:
            self._add(f, self._nearest(owners, f))
            return
        known = self._by_surname(f)
        if known is not None:
            self._add(f, self._known(known, "the surname of one person of the ontology"))
        elif f.titles and _is_sure_title(f.titles):
            self._add(f, self._person(f))

    def _by_surname(self, f: Found) -> str | None:
        match = self._actors.find(f.text)
        if match is not None:
            return match.id if match.kind != "country" else None
        return surnames(self._actors).get(written(f.text)) if len(f.text) > _SHORTEST_SURNAME else None

    def _nearest(self, owners: Sequence[str], f: Found) -> str:
        """The owner mentioned last before the name; the first one mentioned where none was."""
        at = self._sentences[f.sentence].tokens[f.first].span.start
        before = [
            (max(s.start for s in self._locals[o].spans if s.start < at), o)
            for o in owners
            if self._locals[o].spans[0].start < at
        ]
        return max(before)[1] if before else owners[0]

    def _known(self, actor_id: str, reason: str) -> str:
        actor = self._actors.get(actor_id)
        if actor is not None and actor_id not in self._locals:
            self._locals[actor_id] = _Local(actor_id, actor.name, actor.kind, resolved=True, reason=reason)
        return actor_id

    def _person(self, f: Found) -> str:
        match = self._actors.find(f.text) if " " in f.text or "-" in f.text else None
        if match is not None and match.kind == "person":
            self._index_person(f.text, match.id)
            return self._known(match.id, "its name, as carried over from another script")
        key = self._key(f.text)
        if key not in self._keys:
            self._keys[key] = content_id("actor", "person", written(f.text))
            self._locals.setdefault(
                self._keys[key],
                _Local(
                    self._keys[key],
                    f.text,
                    "person",
                    resolved=False,
                    reason="named in the document" + (", with a title" if f.titles else ""),
                ),
            )
            self._index_person(f.text, self._keys[key])
        return self._keys[key]

    def _key(self, text: str) -> tuple[str, ...]:
        """Two spellings are one name where their consonants and their vowels sound alike."""
        return (skeleton(text), sounded(text)) if " " in text else (without_articles(text),)

    def _body(self, f: Found, kind: ActorKind, reason: str) -> str:
        match = (
            None if f.found_as in {"administration", "group", "institution", "people"} else self._actors.find(f.text)
        )
        if match is not None:
            return self._known(match.id, "a form of its name in the ontology")
        actor_id = content_id("actor", kind, written(f.text))
        self._locals.setdefault(actor_id, _Local(actor_id, f.text, kind, resolved=False, reason=reason))
        return actor_id

    def _bind_acronym(self, f: Found) -> None:
        """As in "Full Name (FN)": the letters in brackets stand for the name from there on."""
        tokens = self._sentences[f.sentence].tokens[f.last : f.last + 3]
        if len(tokens) == 3 and tokens[0].text == "(" and tokens[2].text == ")" and tokens[1].text.isupper():  # noqa: PLR2004 - bracket, letters, bracket
            self._acronyms[written(tokens[1].text)] = self._body(f, f.kind, "")

    def _index_person(self, text: str, actor_id: str) -> None:
        words = [w for w in written(text).split() if w not in listed(NAMES, "particles")]
        if not words:
            return
        for index, word in ((self._surnames, words[-1]), (self._givens, words[0])):
            owners = index.setdefault(word, [])
            if actor_id not in owners and (index is self._surnames or len(words) > 1):
                owners.append(actor_id)

    def _add(self, f: Found, actor_id: str) -> None:
        tokens = self._sentences[f.sentence].tokens
        span = Span(tokens[f.first].span.start, tokens[f.last - 1].span.end)
        local = self._locals[actor_id]
        local.names.setdefault(span.of(self._document.text))
        local.spans.append(span)
        local.titles.update(t for t in f.titles if t != "?")
        self._mentions.append(Mention(span, actor_id, named=True))

    def _result(self) -> Resolved:
        made = sorted(self._finished(), key=lambda a: (a.mentions[0], a.id))
        titles = {local.id: frozenset(local.titles) for local in self._locals.values()}
        return Resolved(tuple(made), tuple(sorted(self._mentions, key=lambda m: m.span)), titles)

    def _finished(self) -> Iterator[DocumentActor]:
        for local in self._locals.values():
            if local.spans:
                spans = tuple(sorted(set(local.spans)))
                origin = FromText(self._document.id, spans[0])
                yield DocumentActor(self._document.id, local.id, local.name, tuple(sorted(local.names)), local.kind, spans,
                                    local.resolved, local.reason, Provenance(origin, RULE, VERSION))  # fmt: skip


def _is_sure_title(titles: tuple[str, ...]) -> bool:
    return bool(
        set(titles)
        & (
            listed(NAMES, "honorifics")
            | {
                "president",
                "prime",
                "general",
                "gen.",
                "senator",
                "sen.",
                "dr",
                "dr.",
                "king",
                "prince",
                "ayatollah",
                "sheikh",
                "chancellor",
                "governor",
                "ambassador",
            }
        )
    )


_SURNAMES: dict[int, tuple[Actors, dict[str, str]]] = {}


def surnames(actors: Actors) -> dict[str, str]:
    """The surnames that exactly one person of the ontology bears, and whose."""
    made = _SURNAMES.get(id(actors))
    if made is None or made[0] is not actors:
        made = _SURNAMES[id(actors)] = (actors, _unique_surnames(actors))
    return made[1]


def _unique_surnames(actors: Actors) -> dict[str, str]:
    owners: dict[str, set[str]] = {}
    for actor in actors.all:
        words = written(actor.name).split()
        if actor.kind == "person" and len(words) > 1:
            owners.setdefault(words[-1], set()).add(actor.id)
    return {surname: ids.pop() for surname, ids in owners.items() if len(ids) == 1}
