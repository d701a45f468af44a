"""One event, told more than once: its tellings joined, the clearest kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from aftershock.reading.passage import SentenceRole
from aftershock.record.actor import ActorKind
from aftershock.record.dates import DateInterval
from aftershock.record.event import Status
from aftershock.record.text import Span

_ONCE_ONLY: Final = frozenset({"ASSAULT"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """An event as one sentence tells it."""

    sentence: int
    span: Span
    trigger: Span
    event_type: str
    rule: str
    stem: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    status: Status
    when: DateInterval | None
    place: str
    role: SentenceRole
    is_news: bool = False
    """Whether its tense says that it happened of late: "has left", "is leaving"."""


def merged(found: Sequence[Candidate], kinds: Mapping[str, ActorKind]) -> tuple[Candidate, ...]:
    """The candidates with those that tell the same event joined, sorted by trigger.

    Two are the same where type, status, actors and recipients agree, their dates may, and the word is one or a noun takes
    the other up; or where both tell of the killing of one person. The kept one is the clearest: in the body, dated, with the most parties; it takes over
    parties and date that only another gives. A candidate without an actor only adds to another.
    """
    kept: list[Candidate] = []
    places: dict[tuple[str, str], list[int]] = {}
    for candidate in sorted(found, key=lambda c: not c.actors):
        keys = [(candidate.event_type, a) for a in candidate.actors or candidate.recipients]
        near = sorted({n for key in keys for n in places.get(key, ())})
        twin = next((n for n in near if _same(kept[n], candidate, kinds)), None)
        if twin is not None:
            kept[twin] = _joined(kept[twin], candidate)
        elif candidate.actors:
            for key in ((candidate.event_type, a) for a in (*candidate.actors, *candidate.recipients)):
                places.setdefault(key, []).append(len(kept))
            kept.append(candidate)
    return tuple(sorted(kept, key=lambda c: c.trigger))


def _same(one: Candidate, two: Candidate, kinds: Mapping[str, ActorKind]) -> bool:
    if one.event_type != two.event_type or not _compatible(one.when, two.when):
        return False
    if _one_victim(one, kinds) & _one_victim(two, kinds) and "denied" not in {one.status, two.status}:
        return bool(set(one.actors) & set(two.actors)) or not two.actors
    if one.status != two.status and one.sentence != two.sentence:
        return False
    agree = set(one.actors) & set(two.actors) and (
        set(one.recipients) & set(two.recipients) or (not one.recipients and not two.recipients)
    )
    return bool(agree) and (one.stem == two.stem or "reading.events.noun" in {one.rule, two.rule})


def _one_victim(c: Candidate, kinds: Mapping[str, ActorKind]) -> set[str]:
    return {r for r in c.recipients if kinds[r] == "person"} if c.event_type in _ONCE_ONLY else set()


def _compatible(one: DateInterval | None, two: DateInterval | None) -> bool:
    return one is None or two is None or one.overlaps(two)


def _joined(one: Candidate, two: Candidate) -> Candidate:
    first, second = sorted((one, two), key=_clarity, reverse=True) if two.actors else (one, two)
    others = tuple(r for r in second.recipients if r not in first.actors)
    return replace(
        first,
        recipients=tuple(dict.fromkeys((*first.recipients, *others)))
        if set(first.recipients) & set(others)
        else first.recipients or others,
        when=first.when or second.when,
        place=first.place or second.place,
    )


def _clarity(c: Candidate) -> tuple[bool, bool, int, int, int]:
    return c.role == "body", c.when is not None, len(c.recipients), len(c.actors), -c.sentence
