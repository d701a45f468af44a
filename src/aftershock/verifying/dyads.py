"""Whose acts a forecast is about: the actors it names, as a filter of event rows and in words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from aftershock.ontology.actors import Actors
from aftershock.record.actor import Actor, DocumentActor
from aftershock.record.claim import Claim
from aftershock.record.dates import DateInterval
from aftershock.record.event import ReportedEvent
from aftershock.record.reading import Reading
from aftershock.record.text import Span
from aftershock.verifying import phrases
from aftershock.verifying.rules import Rules, load_rules

_TERM: Final = timedelta(days=365)
_ACTING: Final = frozenset({"country", "government", "coalition", "armed-group"})
_FROM: Final = re.compile(r"\b(?:from|by)\s+(?:the\s+)?$", re.IGNORECASE)
_OF_STATE: Final = frozenset({"MIL", "LEG"})


@dataclass(frozen=True, slots=True)
class Dyad:
    """Actors and recipients by id, both ways or one, with the words for a question and what was assumed."""

    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    either_way: bool
    words: str
    defaults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """Resolved ids that a statement is about, in the order it names them, and what was assumed.

    ``acts`` is true where it is about what the only one of them does. ``source`` is the one that "from" or "by" names.
    """

    ids: tuple[str, ...]
    defaults: tuple[str, ...] = ()
    acts: bool = False
    source: str = ""


def named_actors(claim: Claim, reading: Reading, made: date, actors: Actors, rules: Rules) -> Named:
    """The actors of the content, with the speaker where it says "we"; where it names none, the speaker alone.

    A person who acts for an actor that is named as well is left out.
    """
    within = _mentioned(reading, claim.content)
    ids = _known((*within, *(one for one in claim.about if one not in within)), reading, actors)
    unknown = [one.name for one in reading.actors if one.id in claim.about and not one.resolved]
    left_out = (f"Not in event data, so left out: {phrases.shortened(unknown)}.",) if unknown and ids else ()
    speaker = _kept((claim.speaker,), actors)
    if speaker and rules.first_person.find(claim.content.of(reading.document.text)):
        ids = tuple(dict.fromkeys((*speaker, *ids)))
    if ids:
        kept = _without_spokesmen(ids, made, actors)
        source = _source(claim, reading)
        return Named(kept, left_out, source=source if len(kept) > 1 and source in kept else "")
    if unknown or not speaker or (_is_person(claim.speaker, actors) and not _extra(claim.speaker, made, actors)):
        return Named(())
    return Named(speaker, ("The statement names nobody; it is taken to be about what its speaker does.",), acts=True)


def _source(claim: Claim, reading: Reading) -> str:
    """The actor that follows "from" or "by" in the content, where one does."""
    content, text = claim.content, reading.document.text
    for actor in reading.actors:
        for mention in actor.mentions:
            if content.contains(mention) and _FROM.search(text[content.start : mention.start]):
                return actor.id
    return ""


def _without_spokesmen(ids: Sequence[str], made: date, actors: Actors) -> tuple[str, ...]:
    return tuple(one for one in ids if not (_is_person(one, actors) and set(_extra(one, made, actors)) & set(ids)))


def _is_person(actor_id: str, actors: Actors) -> bool:
    actor = actors.get(actor_id)
    return actor is not None and actor.kind == "person"


def dyad_of(named: Named, event: ReportedEvent | None, made: date, actors: Actors) -> Dyad:
    """Who does it to whom: as the reader found it, else any acts among the actors named."""
    by = _without_spokesmen(_kept(event.actors, actors), made, actors) if event is not None else ()
    to = _without_spokesmen(_kept(event.recipients, actors), made, actors) if event is not None else ()
    if not by:
        by = named.ids if named.acts else (named.source,) if named.source else ()
    if by and not to:
        others = (one for one in _without_spokesmen((*by, *named.ids), made, actors) if one not in by)
        to = tuple(dict.fromkeys(others))
    if by:
        words = f"by {_names(by, actors)}" + (f" towards {_names(to, actors)}" if to else "")
        return _widened(Dyad(by, to, either_way=False, words=words, defaults=named.defaults), made, actors)
    return _widened(_among(named, actors), made, actors)


def _among(named: Named, actors: Actors) -> Dyad:
    """Any acts between the actors, or of and towards the only one."""
    first, rest = named.ids[:1], named.ids[1:]
    if not rest:
        assumed = "The statement names one actor; what it does and what is done to it both count."
        words = f"involving {_names(first, actors)}"
        return Dyad(first, (), either_way=True, words=words, defaults=(*named.defaults, assumed))
    if len(rest) == 1:
        return Dyad(first, rest, either_way=True, words=f"between {_names(named.ids, actors)}", defaults=named.defaults)
    words = f"among {_names(named.ids, actors)}"
    return Dyad(named.ids, named.ids, either_way=False, words=words, defaults=named.defaults)


def _widened(dyad: Dyad, made: date, actors: Actors) -> Dyad:
    """The dyad with those who act for its actors, and a sentence for each that says so."""
    both = dict.fromkeys((*dyad.actors, *dyad.recipients))
    assumed = tuple(text for one in both if (text := _stands_for(one, made, actors)))
    return replace(
        dyad,
        actors=_wide(dyad.actors, made, actors),
        recipients=_wide(dyad.recipients, made, actors),
        defaults=(*dyad.defaults, *assumed),
    )


def _wide(ids: Sequence[str], made: date, actors: Actors) -> tuple[str, ...]:
    return tuple(dict.fromkeys(wide for one in ids for wide in (one, *_extra(one, made, actors))))


def _extra(actor_id: str, made: date, actors: Actors) -> tuple[str, ...]:
    """A state's forces and parliament, but not those of a region; the state or group that a person acts for."""
    actor = actors.get(actor_id)
    if actor is None:
        return ()
    if actor.kind == "country" and actor.country:
        return tuple(one.id for one in actors.all if one.country == actor.country and _is_of_state(one, actors))
    if actor.kind != "person":
        return ()
    soon = DateInterval(made, made + _TERM, "range")  # a president-elect is meant as the president
    offices = [place.group for place in actor.memberships if place.interval.overlaps(soon)]
    return tuple(
        one for one in dict.fromkeys(offices) if (found := actors.get(one)) is not None and found.kind in _ACTING
    )


def _is_of_state(actor: Actor, actors: Actors) -> bool:
    if actor.kind != "government" or actor.sector not in _OF_STATE:
        return False
    above = [found for place in actor.memberships if (found := actors.get(place.group)) is not None]
    return not any(one.kind == "government" and one.sector == "GOV" for one in above)


def _stands_for(actor_id: str, made: date, actors: Actors) -> str:
    others = _extra(actor_id, made, actors)
    if not others:
        return ""
    name = _names((actor_id,), actors)
    return f"{name[0].upper()}{name[1:]} stands also for {phrases.shortened([_name(one, actors) for one in others])}."


def _mentioned(reading: Reading, span: Span) -> tuple[str, ...]:
    places = [
        (mention.start, actor.id) for actor in reading.actors for mention in actor.mentions if span.overlaps(mention)
    ]
    return tuple(dict.fromkeys(actor_id for _, actor_id in sorted(places)))


def _known(ids: Iterable[str], reading: Reading, actors: Actors) -> tuple[str, ...]:
    resolved = {actor.id for actor in reading.actors if actor.resolved}
    return _kept((one for one in ids if one in resolved), actors)


def _kept(ids: Iterable[str], actors: Actors) -> tuple[str, ...]:
    return tuple(one for one in dict.fromkeys(ids) if actors.get(one) is not None)


def _names(ids: Sequence[str], actors: Actors) -> str:
    return phrases.shortened([_name(one, actors) for one in ids])


def _name(actor_id: str, actors: Actors) -> str:
    actor = actors.get(actor_id)
    name = actor.name if actor is not None else actor_id
    return f"the {name}" if load_rules().with_article.pattern.fullmatch(name) else name


def speaker_name(claim: Claim, reading: Reading, actors: Actors) -> str:
    """The speaker by name; the author's own names, else the publisher, for what a document says itself."""
    spoken: DocumentActor | None = next((one for one in reading.actors if one.id == claim.speaker), None)
    if spoken is not None:
        return spoken.name
    if (known := actors.get(claim.speaker)) is not None:
        return known.name
    document = reading.document
    return phrases.listing(document.authors) or document.publisher or "The author"
