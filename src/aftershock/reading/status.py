"""Whether an event is told as fact, as planned, as possible, or as not having happened."""

from __future__ import annotations

from typing import Final

from aftershock.reading.views import View
from aftershock.reading.words import listed
from aftershock.record.event import Status

_FILE: Final = "status_cues.yml"
_REACH: Final = 9
_NOUN_REACH: Final = 6
_CLAUSE: Final = frozenset(
    {
        "that",
        "which",
        "who",
        "because",
        "while",
        "although",
        "but",
        ";",
        ":",
        "when",
        "whereas",
        "after",
        "before",
        "since",
        '"',
    }
)
_FIRST_WORDS: Final = 30


def of_verb(v: View, at: int, *, announced: bool = False) -> Status:
    """The status of what the verb at ``at`` tells, from its auxiliaries and what governs it.

    ``announced`` says that the subject speaks of its own act ("we will leave"), which makes a future act planned.
    """
    place, first = at - 1, max(0, at - _REACH)
    infinitive = negated = False
    while place >= first:
        word = v.lower(place)
        if word in listed(_FILE, "denial_words"):
            negated = True
        elif word in listed(_FILE, "possible_modals"):
            return "denied" if negated and word == "could" else "possible"
        elif word in listed(_FILE, "future_modals"):
            return _future(v, place, negated=negated or word == "wo", announced=announced)
        elif word == "to":
            infinitive = True
        elif place in v.by_token or not (
            word in listed(_FILE, "auxiliaries") or word in listed(_FILE, "adverbs") or word.endswith("ly")
        ):
            break
        place -= 1
    if infinitive:
        governed = _governed(v, place)
        return "denied" if negated and governed == "occurred" else governed
    if v.lower(at).endswith("ing") and place == at - 1 and place >= 0:
        governed = _before_gerund(v, place)
        if governed is not None:
            return governed
    if negated:
        return "denied"
    return (
        "possible"
        if _conditional(v, at) or (_among(v, at, "possible_words") and not v.lower(at).endswith("ed"))
        else "occurred"
    )


def _future(v: View, place: int, *, negated: bool, announced: bool) -> Status:
    near = {v.lower(n) for n in range(place + 1, min(place + 5, len(v.tokens)))}
    if negated:
        return "denied"
    if near & {"likely", "probably", "possibly", "perhaps"} or _conditional(v, place):
        return "possible"
    return "planned" if announced or _announced(v, place) else "possible"


def _announced(v: View, place: int) -> bool:
    """Whether the clause is what somebody announced, promised or scheduled."""
    governors = listed(_FILE, "planned_governors") | {"say", "declare", "confirm", "statement"}
    return any(v.tokens[n].lemma in governors for n in range(max(0, place - 12), place))


def _governed(v: View, place: int) -> Status:
    """The status of an infinitive, from the word that governs it or the one before its object."""
    for at in range(place, max(-1, place - _REACH), -1):
        stem = v.tokens[at].lemma
        if v.lower(at) in {",", ";", ":"}:
            break
        if stem in listed(_FILE, "denied_governors") or v.lower(at) in listed(_FILE, "denied_governors"):
            return "denied"
        for status in ("planned", "possible", "occurred"):
            if stem in listed(_FILE, f"{status}_governors") or v.lower(at) in listed(_FILE, f"{status}_governors"):
                return _weaker(v, at, status)  # type: ignore[arg-type]  # the loop names statuses
    return "possible"


def _weaker(v: View, at: int, status: Status) -> Status:
    if status == "occurred":
        outer = of_verb(v, at)
        return outer
    return status


def _before_gerund(v: View, place: int) -> Status | None:
    word, stem = v.lower(place), v.tokens[place].lemma
    if (
        word == "without"
        or (word == "from"
        and v.tokens[place - 1 if place else 0].lemma in listed(_FILE, "denied_governors"))
    ):
        return "denied"
    near = {v.tokens[n].lemma for n in range(max(0, place - 2), place + 1)}
    if near & listed(_FILE, "denied_governors"):
        return "denied"
    if stem in listed(_FILE, "possible_governors") or (
        word in {"of", "by", "for"}
        and near & {"fear", "risk", "threat", "danger", "possibility", "prospect", "warn", "chance", "capable"}
    ):
        return "possible"
    if word in {"by", "of"} and _conditional(v, place):
        return "possible"
    return None


def _conditional(v: View, at: int) -> bool:
    """Whether "if", "unless" or "whether" opens the clause that the token stands in."""
    for place in range(at - 1, max(-1, at - _REACH * 2), -1):
        word = v.lower(place)
        if word in listed(_FILE, "conditional"):
            return True
        if word in {",", ";", ":", '"', "that"}:
            return False
    return False


def _among(v: View, at: int, key: str) -> bool:
    return any(v.lower(n) in listed(_FILE, key) for n in range(max(0, at - 3), at))


def of_noun(v: View, first: int, governor: int | None) -> Status:
    """The status of what a noun tells, from its adjectives and the words that govern it."""
    for place in range(first - 1, max(-1, first - _NOUN_REACH), -1):
        word, stem = v.lower(place), v.tokens[place].lemma
        if word in _CLAUSE or word == ",":
            break
        if word in listed(_FILE, "planned_words"):
            return "planned"
        if word in listed(_FILE, "possible_words") or stem in {
            "fear",
            "risk",
            "threat",
            "prospect",
            "possibility",
            "danger",
            "threaten",
            "warn",
            "consider",
            "mull",
        }:
            return "possible"
        if word in {"no", "without"} or stem in {"avert", "avoid", "prevent", "deny", "deter", "forestall", "cancel"}:
            return "denied"
        if stem in {"announce", "plan", "announcement", "promise", "order", "pledge", "propose"} and governor is None:
            return "planned"
        if stem in {"demand", "call", "urge", "seek"} and v.lower(place + 1) in {"for", "a", "an", "the"}:
            return "possible"
    if governor is not None:
        return of_verb(v, governor)
    return "possible" if _conditional(v, first) else "occurred"
