"""Whether an event is told as fact, as planned, as possible, or as not having happened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from aftershock.reading.views import View
from aftershock.reading.words import listed
from aftershock.record.event import Status

_FILE: Final = "status_cues.yml"
_REACH: Final = 9
_NOUN_REACH: Final = 6
_TENSE_REACH: Final = 15
_FUTURE_REACH: Final = 5
_CLAUSE: Final = frozenset({
    "that", "which", "who", "because", "while", "although", "but", ";", ":", ",", "when", "whereas", "after", "before",
    "since", '"',
})  # fmt: skip
_DREADED: Final = frozenset(
    {"fear", "risk", "threat", "danger", "possibility", "prospect", "warn", "chance", "capable"}
)
_WEIGHED: Final = frozenset(
    {"fear", "risk", "threat", "prospect", "possibility", "danger", "threaten", "warn", "consider", "mull"}
)
_AVERTED: Final = frozenset({"avert", "avoid", "prevent", "deny", "deter", "forestall", "cancel"})
_ANNOUNCED: Final = frozenset({"announce", "plan", "announcement", "promise", "order", "pledge", "propose"})
_WANTED: Final = frozenset({"demand", "call", "urge", "seek"})
_LATELY: Final = frozenset(
    {"been", "being", "now", "just", "already", "also", "recently", "reportedly", "formally", "officially"}
)
_DOUBT: Final = frozenset({"likely", "probably", "possibly", "perhaps"})


@dataclass(frozen=True, slots=True)
class _Auxiliaries:
    """What stands before a verb: the token before all of it, the modal met first, negation, and "to"."""

    before: int
    modal: int | None
    negated: bool
    infinitive: bool


def of_verb(v: View, at: int) -> Status:
    """The status of what the verb at ``at`` tells, from its auxiliaries and what governs it."""
    found = _auxiliaries(v, at)
    if found.modal is not None:
        return _modal(v, found.modal, negated=found.negated)
    if found.infinitive:
        governed = _governed(v, found.before)
        return "denied" if found.negated and governed == "occurred" else governed
    is_gerund = v.lower(at).endswith("ing") and found.before == at - 1 and at > 0
    governed_gerund = _before_gerund(v, found.before) if is_gerund else None
    if governed_gerund is not None:
        return governed_gerund
    if found.negated:
        return "denied"
    doubted = _among(v, at, "possible_words") and not v.lower(at).endswith("ed")
    return "possible" if doubted or _conditional(v, at) else "occurred"


def _auxiliaries(v: View, at: int) -> _Auxiliaries:
    place, infinitive, negated = at - 1, False, False
    while place >= max(0, at - _REACH) and place not in v.by_token:
        word = v.lower(place)
        if word in listed(_FILE, "possible_modals") or word in listed(_FILE, "future_modals"):
            return _Auxiliaries(place, place, negated, infinitive)
        if word in listed(_FILE, "denial_words"):
            negated = True
        elif word == "to":
            infinitive = True
        elif not _is_light(word):
            break
        place -= 1
    return _Auxiliaries(place, None, negated, infinitive)


def _is_light(word: str) -> bool:
    return word in listed(_FILE, "auxiliaries") or word in listed(_FILE, "adverbs") or word.endswith("ly")


def _modal(v: View, place: int, *, negated: bool) -> Status:
    word = v.lower(place)
    if word in listed(_FILE, "possible_modals"):
        return "denied" if negated and word in {"could", "would"} else "possible"
    if negated or word == "wo":
        return "denied"
    near = {v.lower(n) for n in range(place + 1, min(place + _FUTURE_REACH, len(v.tokens)))}
    if near & _DOUBT or _conditional(v, place):
        return "possible"
    return "planned"


def _governed(v: View, place: int) -> Status:
    """The status of an infinitive, from the word that governs it or the one before its object."""
    for at in range(place, max(-1, place - _REACH), -1):
        if v.lower(at) in {",", ";", ":"}:
            break
        status = _governor(v, at)
        if status is not None:
            return of_verb(v, at) if status == "occurred" else status
    return "possible"


def _governor(v: View, at: int) -> Status | None:
    kinds: tuple[Status, ...] = ("denied", "planned", "possible", "occurred")
    word, stem = v.lower(at), v.tokens[at].lemma
    return next((s for s in kinds if {word, stem} & listed(_FILE, f"{s}_governors")), None)


def _before_gerund(v: View, place: int) -> Status | None:
    word, stem = v.lower(place), v.tokens[place].lemma
    near = {v.tokens[n].lemma for n in range(max(0, place - 2), place + 1)}
    if word == "without" or near & listed(_FILE, "denied_governors"):
        return "denied"
    if stem in listed(_FILE, "possible_governors") or (word in {"of", "by", "for"} and near & _DREADED):
        return "possible"
    return "possible" if word in {"by", "of"} and _conditional(v, place) else None


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
        if v.lower(place) in _CLAUSE:
            break
        status = _before_noun(v, place, has_governor=governor is not None)
        if status is not None:
            return status
    if governor is not None:
        return of_verb(v, governor)
    return "possible" if _conditional(v, first) else "occurred"


def _before_noun(v: View, place: int, *, has_governor: bool) -> Status | None:
    word, stem = v.lower(place), v.tokens[place].lemma
    if word in listed(_FILE, "planned_words") or (stem in _ANNOUNCED and not has_governor):
        return "planned"
    if word in listed(_FILE, "possible_words") or stem in _WEIGHED:
        return "possible"
    if word in {"no", "without"} or stem in _AVERTED:
        return "denied"
    return "possible" if stem in _WANTED and v.lower(place + 1) in {"for", "a", "an", "the"} else None


def is_news(v: View, at: int) -> bool:
    """Whether the verb's tense says that it happened of late: a present perfect, or a present that goes on ("is leaving")."""
    if any(v.lower(n) in {"since", "for"} for n in range(at - _TENSE_REACH, at + _TENSE_REACH)):
        return False
    place = at - 1
    while v.lower(place) in _LATELY:
        place -= 1
    word = v.lower(place)
    if word in {"has", "have", "'ve"}:
        return True
    return v.lower(at).endswith("ing") and word in {"is", "are", "'re"}
