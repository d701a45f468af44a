"""The verbs and nouns that report events, from their tables, looked up by token."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from aftershock.errors import OntologyError
from aftershock.ontology.tables import read_yaml
from aftershock.reading.lemmas import inflected, irregular_forms
from aftershock.reading.passage import Token
from aftershock.reading.words import listed, words
from aftershock.record.event import PLOVER_TYPES

Place = Literal["actor", "recipient", "none"]

_PARTICLE_REACH: Final = 5
_CUE_REACH: Final = 7
_ANY: Final = "*"
_BE: Final = frozenset({"be", "is", "are", "was", "were", "been", "being"})


@dataclass(frozen=True, slots=True)
class VerbFrame:
    """How a verb reports an event. ``takes`` lists where its recipient stands, ``direct`` for the object.

    ``only_after`` are lemmas one of which must follow within seven words; ``content`` lets the recipient stand in the
    clause the verb governs; ``negated`` frames hold only where the verb is denied; ``alone`` allows no recipient; ``needs_force`` wants armed forces as its subject.
    """

    event_type: str
    head: str
    particles: tuple[str, ...]
    takes: tuple[str, ...]
    content: bool
    alone: bool
    only_after: frozenset[str]
    needs_force: bool
    negated: bool


@dataclass(frozen=True, slots=True)
class NounFrame:
    """How a noun reports an event: what "of" and "'s" make of what they join, and the prepositions of the recipient."""

    event_type: str
    words: tuple[str, ...]
    of: Place
    owner: Place
    recipient: tuple[str, ...]
    senders: tuple[str, ...]
    mutual: bool
    alone: bool
    needs: frozenset[str]


@cache
def verb_frames() -> Mapping[str, tuple[VerbFrame, ...]]:
    """The frames by their head, phrasal ones first."""
    index: dict[str, list[VerbFrame]] = {}
    for number, group in enumerate(_groups("verbs.yml")):
        for verb in words(group.get("verbs"), f"verbs.yml [groups.{number}.verbs]"):
            frame = _verb_frame(group, verb)
            index.setdefault(frame.head, []).append(frame)
    return {head: tuple(sorted(f, key=lambda f: (-len(f.particles), not f.only_after))) for head, f in index.items()}


@cache
def noun_frames() -> Mapping[str, tuple[NounFrame, ...]]:
    """The frames by their last word, singular and plural, those of several words first."""
    index: dict[str, list[NounFrame]] = {}
    for number, group in enumerate(_groups("event_nouns.yml")):
        for noun in words(group.get("nouns"), f"event_nouns.yml [groups.{number}.nouns]"):
            frame = _noun_frame(group, noun)
            for form in _forms(frame.words[-1]):
                index.setdefault(form, []).append(frame)
    return {form: tuple(sorted(f, key=lambda f: -len(f.words))) for form, f in index.items()}


def head_of(token: Token) -> str | None:
    """The verb of the table that the token is a form of, if it is one."""
    return _heads().get(token.lower)


@cache
def _heads() -> Mapping[str, str]:
    heads = {form: word for form, word in irregular_forms().items() if word in verb_frames()}
    for head in sorted(verb_frames()):
        for form in inflected(head):
            heads.setdefault(form, head)
    return heads


def verbs_at(tokens: Sequence[Token], at: int) -> tuple[VerbFrame, ...]:
    """The frames that the token and those after it fit, the most telling first; a phrasal frame hides the plain ones."""
    fitting = [f for f in verb_frames().get(head_of(tokens[at]) or "", ()) if _fits(tokens, at, f)]
    special = [f for f in fitting if f.particles] or sorted(
        (f for f in fitting if f.only_after), key=lambda f: _cue_place(tokens, at, f)
    )
    return (*special, *(f for f in fitting if f not in special and not any(s.particles for s in special)))


def _cue_place(tokens: Sequence[Token], at: int, frame: VerbFrame) -> int:
    """How far after the verb the first word stands that the frame asks for: the nearest is the verb's own object."""
    reach = range(at + 1, min(at + 1 + _CUE_REACH, len(tokens)))
    return next((n - at for n in reach if {tokens[n].lemma, tokens[n].lower} & frame.only_after), _CUE_REACH)


def nouns_at(tokens: Sequence[Token], at: int) -> tuple[NounFrame, ...]:
    """The frames that the token and those before it fit; one of several words hides the plain ones."""
    fitting = [
        f for f in noun_frames().get(tokens[at].lower, ()) if _ends(tokens, at, f.words) and _needed(tokens, at, f)
    ]
    longest = max((len(f.words) for f in fitting), default=0)
    return tuple(f for f in fitting if len(f.words) == longest)


def masked(tokens: Sequence[Token]) -> frozenset[int]:
    """The tokens inside idioms, which trigger nothing."""
    found: set[int] = set()
    for at, token in enumerate(tokens):
        for phrase in {*_idioms().get(token.lower, ()), *_idioms().get(token.lemma, ())}:
            if len(phrase) <= len(tokens) - at and all(
                w in (_ANY, t.lower, t.lemma) for w, t in zip(phrase, tokens[at : at + len(phrase)], strict=True)
            ):
                found.update(range(at, at + len(phrase)))
    return frozenset(found)


@cache
def _idioms() -> Mapping[str, tuple[tuple[str, ...], ...]]:
    index: dict[str, list[tuple[str, ...]]] = {}
    for phrase in sorted(listed("idioms.yml", "idioms")):
        parts = tuple(phrase.split())
        index.setdefault(parts[0], []).append(parts)
    return {head: tuple(phrases) for head, phrases in index.items()}


def _groups(file: str) -> list[Mapping[str, object]]:
    groups = read_yaml(file).get("groups")
    if not isinstance(groups, list):
        raise OntologyError("expected a list of groups", where=f"{file} [groups]")
    for number, group in enumerate(groups):
        if not isinstance(group, dict) or group.get("type") not in PLOVER_TYPES:
            raise OntologyError(
                "a group without a PLOVER type", where=f"{file} [groups.{number}]", hint=", ".join(PLOVER_TYPES)
            )
    return groups


def _verb_frame(group: Mapping[str, object], verb: str) -> VerbFrame:
    head, *particles = verb.split()
    return VerbFrame(
        event_type=str(group["type"]),
        head=head,
        particles=tuple(particles),
        takes=words(group.get("takes"), f"verbs.yml [{verb}.takes]"),
        content=bool(group.get("content")),
        alone=bool(group.get("alone")),
        only_after=frozenset(words(group.get("only_after", []), f"verbs.yml [{verb}.only_after]")),
        needs_force=bool(group.get("needs_force")),
        negated=bool(group.get("negated")),
    )


def _noun_frame(group: Mapping[str, object], noun: str) -> NounFrame:
    return NounFrame(
        event_type=str(group["type"]),
        words=tuple(noun.split()),
        of=_place(group, "of"),
        owner=_place(group, "owner"),
        recipient=words(group.get("recipient"), f"event_nouns.yml [{noun}.recipient]"),
        senders=("by", *words(group.get("sender", []), f"event_nouns.yml [{noun}.sender]")),
        mutual=bool(group.get("mutual")),
        alone=bool(group.get("alone")),
        needs=frozenset(words(group.get("needs", []), f"event_nouns.yml [{noun}.needs]")),
    )


def _place(group: Mapping[str, object], key: str) -> Place:
    value = group.get(key)
    if value == "actor":
        return "actor"
    if value == "recipient":
        return "recipient"
    if value == "none":
        return "none"
    raise OntologyError(f"{key}: {value!r}", where="event_nouns.yml", hint="One of: actor, recipient, none")


def _forms(noun: str) -> tuple[str, ...]:
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return noun, noun[:-1] + "ies"
    return noun, noun + ("es" if noun.endswith(("s", "sh", "ch", "x")) else "s")


def _fits(tokens: Sequence[Token], at: int, frame: VerbFrame) -> bool:
    place = at + 1
    for particle in frame.particles:
        place = next(
            (n for n in range(place, min(place + _PARTICLE_REACH, len(tokens))) if tokens[n].lower == particle), -1
        )
        if place < 0 or any(t.text in {",", ";", "."} for t in tokens[at:place]):
            return False
        place += 1
    if not frame.only_after:
        return True
    near = (*tokens[at + 1 : at + 1 + _CUE_REACH + len(frame.particles)], *_passive_subject(tokens, at))
    return any(t.lemma in frame.only_after or t.lower in frame.only_after for t in near)


def _passive_subject(tokens: Sequence[Token], at: int) -> Sequence[Token]:
    """The words before a passive, where its object stands: "the sanctions were lifted"."""
    is_passive = any(t.lower in _BE for t in tokens[max(0, at - 3) : at])
    return tokens[max(0, at - _CUE_REACH) : at] if is_passive else ()


def _ends(tokens: Sequence[Token], at: int, parts: tuple[str, ...]) -> bool:
    if len(parts) > at + 1:
        return False
    return all(t.lower == w or t.lemma == w for t, w in zip(tokens[at - len(parts) + 1 : at], parts[:-1], strict=True))


def _needed(tokens: Sequence[Token], at: int, frame: NounFrame) -> bool:
    if not frame.needs:
        return True
    near = (*tokens[max(0, at - _CUE_REACH + 1) : at], *tokens[at + 1 : at + _CUE_REACH])
    return any(t.lower in frame.needs or t.lemma in frame.needs for t in near)
