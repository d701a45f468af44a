"""Events that nouns report: "the killing of X by Y", "US sanctions on Z", "carried out an attack on Z"."""

from __future__ import annotations

from typing import Final

from aftershock.reading.clauses import after_preposition, subject
from aftershock.reading.frames import NounFrame, head_of, noun_frames, verbs_at
from aftershock.reading.noun_phrases import NOBODY, Group, joined_right, phrase_through_of
from aftershock.reading.views import View
from aftershock.reading.words import listed

_NAMES: Final = "names.yml"
_STATUS: Final = "status_cues.yml"
_BROKEN_REACH: Final = 4
_BREAKING: Final = frozenset(
    {"reject", "suspend", "cancel", "halt", "boycott", "refuse", "break", "oppose", "pause", "abandon"}
)
_LEFT_WORDS: Final = 4
_GOVERNOR_REACH: Final = 7

Parties = tuple[tuple[str, ...], tuple[str, ...], int | None]


def reads_as_noun(v: View, at: int) -> bool:
    """Whether a word that may be a verb or a noun is a noun here, from the words around it."""
    token = v.tokens[at]
    if token.lower not in noun_frames():
        return False
    if head_of(token) is None or not token.text[0].islower():
        return True
    if any(frame.particles for frame in verbs_at(v.tokens, at)):
        return False
    before, after = v.lower(at - 1), v.lower(at + 1)
    if (
        before in listed(_NAMES, "determiners")
        or before in {"'s", "'"}
        or before in listed(_NAMES, "prepositions") - {"to"}
    ):
        return not (
            token.lower.endswith("ing")
            and before in listed(_NAMES, "prepositions")
            and after not in {"of", "by", "in", "and"}
        )
    if (
        before in {"to", "not", "n't"}
        or before in listed(_STATUS, "possible_modals")
        or before in listed(_STATUS, "future_modals")
    ):
        return False
    if token.lower.endswith("ing"):
        return after in {"of", "by"} or (at - 1 in v.by_token and after in {"in", "on", "and", ","})
    if before in {"and", "or", ",", "-"} or at == 0 or (at - 1 in v.by_token) or before == ")":
        return (
            after in listed(_NAMES, "prepositions")
            or not after
            or not after[0].isalnum()
            or after in listed(_STATUS, "auxiliaries")
            or after in {"that", "which", "and", "or"}
            or after in listed(_STATUS, "possible_modals")
        )
    return True


def noun_event(v: View, at: int, frame: NounFrame) -> Parties | None:
    """The actors and recipients around an event noun and the light verb that governs it, or ``None`` for too little."""
    first = at - len(frame.words) + 1
    if _is_broken_off(v, first):
        return None
    actors, recipients = _owners(v, first, frame)
    of_actors, of_recipients = _of(v, at, frame)
    recipients = recipients or of_recipients
    sender = _sender(v, at, frame)
    actors = sender or actors or of_actors
    for preposition in frame.recipient:
        if recipients:
            break
        recipients = after_preposition(v, at, preposition, reach=6).actors
    governor = governing_verb(v, first)
    if governor is not None and (not actors or (sender and not recipients)):
        doers = subject(v, governor)
        actors = actors or (*doers.actors, *(m.actor for m in doers.modifiers))
        recipients = recipients or (doers.actors if sender else ())
    actors, recipients = _sides(v, at, frame, tuple(dict.fromkeys(actors)), recipients)
    if not (actors or is_once_only(v, frame.event_type, recipients)) or not (recipients or frame.alone):
        return None
    return actors, recipients, governor


def _is_broken_off(v: View, first: int) -> bool:
    """Whether the noun is what somebody rejects, suspends or ends: that act is the event, and its verb tells it."""
    for place in range(first - 1, max(-1, first - _BROKEN_REACH), -1):
        if not v.lower(place)[0].isalnum() or place in v.by_token:
            return False
        if v.tokens[place].lemma in _BREAKING or head_of(v.tokens[place]) in _BREAKING:
            return True
    return False


def is_once_only(v: View, event_type: str, recipients: tuple[str, ...]) -> bool:
    """Whether a person is assaulted, which may be told without the doer where another sentence names him."""
    if event_type != "ASSAULT":
        return False
    return any(v.kinds.get(r) == "person" for r in recipients)


def _owners(v: View, first: int, frame: NounFrame) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What stands before the noun: "US strikes", "Iran's latest missile attack", "the leader's killing"."""
    for place in range(first - 1, max(-1, first - 1 - _LEFT_WORDS), -1):
        placed = v.by_token.get(place)
        if placed is not None:
            if v.lower(placed.last) == "-" and v.lower(placed.last + 1) in listed(_NAMES, "linked") - {"led"}:
                return (), ()
            owned = v.lower(placed.last) == "'s" or (placed.last == first and placed.kind == "person")
            if owned and frame.owner == "recipient":
                return (), (placed.actor,)
            return (placed.actor,), ()
        if not v.lower(place)[0].isalnum() and v.lower(place) not in {"-", "'s", '"'}:
            return (), ()
        if (
            v.lower(place) in listed(_NAMES, "prepositions")
            or v.lower(place) in listed(_NAMES, "determiners")
            or v.lower(place) in {"and", "or", "to"}
        ):
            return (), ()
    return (), ()


def _sender(v: View, at: int, frame: NounFrame) -> tuple[str, ...]:
    for preposition in frame.senders:
        group = after_preposition(v, at, preposition, reach=8 if preposition == "by" else 1)
        if group.heads:
            return tuple(dict.fromkeys((*group.actors, *(m.actor for m in group.modifiers))))
    return ()


def _of(v: View, at: int, frame: NounFrame) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if frame.of == "none" or v.lower(at + 1) not in {"of", "by"}:
        return (), ()
    is_next = v.lower(at + 1) == "of"
    group = joined_right(v, phrase_through_of(v, at + 2)) if is_next else after_preposition(v, at + 1, "of", reach=10)
    if frame.of == "actor":
        return (*group.actors, *(m.actor for m in group.modifiers)), ()
    return (), group.actors


def _sides(v: View, at: int, frame: NounFrame, actors: tuple[str, ...], recipients: tuple[str, ...]) -> Parties_:
    """For talks and deals, "between A and B" gives both sides."""
    if not frame.mutual or actors:
        return actors, tuple(r for r in recipients if r not in actors)
    between: Group = after_preposition(v, at, "between", reach=4) if not actors else NOBODY
    if len(between.actors) > 1:
        return between.actors[:1], between.actors[1:]
    return actors, recipients


Parties_ = tuple[tuple[str, ...], tuple[str, ...]]


def governing_verb(v: View, first: int) -> int | None:
    """The light verb before the noun in its clause: "launched a second wave of strikes"."""
    for place in range(first - 1, max(-1, first - 1 - _GOVERNOR_REACH), -1):
        word = v.lower(place)
        if place in v.by_token or word in {",", ";", ":", "that", "which", "who"}:
            return None
        if v.tokens[place].lemma in listed("event_nouns.yml", "light_verbs") and word not in {"that"}:
            return place
    return None
