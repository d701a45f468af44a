"""Who did what to whom: events from verbs and nouns, each once per document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, takewhile
from typing import Final

from aftershock.reading import status as told
from aftershock.reading.anchors import anchored, newly
from aftershock.reading.clauses import after_preposition, direct_object, mentions_after, subject
from aftershock.reading.dating import TimeExpression, times
from aftershock.reading.frames import VerbFrame, masked, nouns_at, verbs_at
from aftershock.reading.merging import Candidate, merged
from aftershock.reading.nominal import is_once_only, noun_event, reads_as_noun
from aftershock.reading.noun_phrases import NOBODY, Group
from aftershock.reading.passage import Mention, Passage, TokenSentence
from aftershock.reading.verbal import is_passive, is_verbal, may_be_verb
from aftershock.reading.views import Placed, View, view
from aftershock.reading.words import listed
from aftershock.record.actor import ActorKind
from aftershock.record.dates import DateInterval
from aftershock.record.event import ReportedEvent, Status
from aftershock.record.ids import content_id
from aftershock.record.provenance import FromText, Provenance
from aftershock.record.text import Span

VERSION: Final = "1"
_NAMES: Final = "names.yml"
_PLACE_PREPOSITIONS: Final = frozenset({"in", "at", "near", "inside", "outside", "across", "throughout", "into"})
_PLACE_REACH, _ATTRIBUTE_REACH, _OPENING, _BACKWARDS = 12, 25, 12, 40
_CONTENT_REACH: Final = 24
_TIME_REACH: Final = 600
_STOP_MARKS: Final = frozenset({";", ":", '"', "?"})
_FURTHER: Final = frozenset({"as", "when", "while", "which", "who", "because", "although", "whose", "where", ";"})
_WHERE_IS_WHOM: Final = frozenset({"ASSAULT", "COERCE"})
"""Acts that the country where they happen suffers, where the text names nobody else."""


@dataclass(frozen=True, slots=True)
class _Parties:
    actors: tuple[str, ...]
    recipients: tuple[str, ...]


def events(passage: Passage, states: Mapping[str, str]) -> tuple[ReportedEvent, ...]:
    """The events of a passage, in reading order, each once.

    Args:
        passage: The prepared document with its mentions.
        states: For persons who act for a state, the id of that state's actor in the document.
    """
    found: list[Candidate] = []
    earlier: DateInterval | None = None
    named: list[DateInterval] = []
    by_sentence = _mentions_by_sentence(passage)
    kinds: dict[str, ActorKind] = {a.id: a.kind for a in passage.actors}
    for sentence in passage.sentences:
        if sentence.role == "boilerplate":
            continue
        dates = times(passage.document.text, sentence.span, passage.document.published, earlier)
        earlier = next((d.interval for d in reversed(dates) if d.kind != "attributive"), earlier)
        named += [d.interval for d in dates if d.kind == "when"]
        v = view(sentence, by_sentence.get(sentence.index, ()), kinds, states)
        if v.placed:
            found += _in_sentence(passage, sentence, v, dates, states)
    published = passage.document.published
    kept = anchored(merged(found, kinds), passage.document.text, published)
    return tuple(_record(passage, c) for c in newly(kept, named, published))


def _mentions_by_sentence(passage: Passage) -> dict[int, list[Mention]]:
    result: dict[int, list[Mention]] = {}
    at = 0
    for mention in passage.mentions:
        while at < len(passage.sentences) and passage.sentences[at].span.end <= mention.span.start:
            at += 1
        if at < len(passage.sentences) and passage.sentences[at].span.contains(mention.span):
            result.setdefault(passage.sentences[at].index, []).append(mention)
    return result


def _in_sentence(
    passage: Passage, sentence: TokenSentence, v: View, dates: Sequence[TimeExpression], states: Mapping[str, str]
) -> Iterator[Candidate]:
    silent = masked(v.tokens)
    for at in range(len(v.tokens)):
        if (
            at in silent
            or at in v.by_token
            or (at > 0 and v.tokens[at].text[0].isupper() and sentence.role not in {"title", "heading"})
        ):
            continue
        candidate = _by_noun(v, at) if reads_as_noun(v, at) else _by_verb(v, at)
        if candidate is None or _says_too_little(candidate):
            continue
        event_type, rule, parties, status, first, last = candidate
        actors = _with_states(parties.actors, states)
        recipients = tuple(r for r in parties.recipients if r not in parties.actors)
        trigger = Span(v.tokens[first].span.start, v.tokens[last - 1].span.end)
        yield Candidate(
            sentence=sentence.index, span=sentence.span, trigger=trigger, event_type=event_type, rule=rule, stem=v.tokens[last - 1].lemma,
            actors=actors, recipients=recipients, status=status, when=_when(v, dates, first),
            place=_place(passage, v, last), role=sentence.role,
            is_news=rule != "reading.events.noun" and status == "occurred" and told.is_news(v, first),
        )  # fmt: skip


_Told = tuple[str, str, _Parties, Status, int, int]


def _says_too_little(candidate: _Told) -> bool:
    """A deal, refusal or protest that only might be, with nobody, is no event to record."""
    event_type, _, parties, status, _, _ = candidate
    return status == "possible" and not parties.recipients and event_type not in {"RETREAT", "MOBILIZE", "THREATEN"}


def _with_states(actors: Sequence[str], states: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*actors, *(states[a] for a in actors if a in states))))


def _by_verb(v: View, at: int) -> _Told | None:
    if not may_be_verb(v, at):
        return None
    for frame in verbs_at(v.tokens, at):
        if frame.negated and not _is_denied(v, at):
            continue
        passive = is_passive(v, at)
        parties = _passive(v, at, frame) if passive else _active(v, at, frame)
        if parties is not None:
            rule = "reading.events.passive" if passive else "reading.events.verb"
            status = told.of_verb(v, at)
            return frame.event_type, rule, parties, "occurred" if frame.negated else status, at, at + 1
    return None


def _is_denied(v: View, at: int) -> bool:
    return bool({"not", "n't", "longer", "never"} & {v.lower(n) for n in range(max(0, at - 4), at)})


def _passive(v: View, at: int, frame: VerbFrame) -> _Parties | None:
    agents = after_preposition(v, at, "by")
    actors = (*agents.actors, *(m.actor for m in agents.modifiers))
    if not actors and frame.event_type == "ASSAULT":
        instrument = after_preposition(v, at, "in", reach=3)
        actors = instrument.actors
    victims = subject(v, at) if "direct" in frame.takes or frame.event_type in {"MOBILIZE"} else NOBODY
    if not victims.heads and actors:
        victims = _named_in_subject(v, at)
    if frame.event_type == "MOBILIZE" and not actors:
        return _Parties(victims.actors, ()) if victims.heads else None
    recipients = (*victims.actors, *after_preposition(v, at, "alongside", reach=3).actors)
    if not (actors or is_once_only(v, frame.event_type, recipients)) or not (recipients or frame.alone):
        return None
    return _Parties(tuple(dict.fromkeys(actors)), tuple(dict.fromkeys(recipients)))


def _named_in_subject(v: View, at: int) -> Group:
    """Whoever the subject of a passive names inside it: "the decision by X to leave was condemned by Y"."""
    found: Placed | None = None
    for place in range(at - 1, max(-1, at - 1 - _CONTENT_REACH), -1):
        found = v.by_token.get(place, found)
        is_finite = is_verbal(v, place) and v.lower(place) != "'s" and place < at - 2
        if is_finite or v.lower(place) in _STOP_MARKS:
            break
    return Group((found,), (), found.first, found.last) if found is not None else NOBODY


def _active(v: View, at: int, frame: VerbFrame) -> _Parties | None:
    doers = subject(v, at)
    if not doers.heads:
        return None
    if frame.needs_force and not _is_force(v, doers):
        return None
    actors = (*doers.actors, *(m.actor for m in doers.modifiers))
    own = {*actors, *(v.states[a] for a in actors if a in v.states)}
    recipients = _recipients(v, at, frame, own) or _antecedent(v, doers.first, own)
    if not recipients and not frame.alone:
        return None
    return _Parties(tuple(dict.fromkeys(actors)), recipients)


def _antecedent(v: View, first: int, own: set[str]) -> tuple[str, ...]:
    """Whom "which" stands for: "a demand from X, which Y has ignored"."""
    for place in range(first - 1, max(-1, first - 4), -1):
        if v.lower(place) == "which":
            before = (p for p in reversed(v.placed) if p.last <= place and p.actor not in own)
            return tuple(p.actor for p in list(before)[:1])
    return ()


def _is_force(v: View, doers: Group) -> bool:
    forces = listed(_NAMES, "force_words")
    return any(v.lower(n) in forces for n in range(doers.first, doers.last + 1)) or any(
        p.kind in {"armed-group", "coalition"} for p in doers.heads
    )


def _recipients(v: View, at: int, frame: VerbFrame, actors: set[str]) -> tuple[str, ...]:
    offset = len(frame.particles)
    for place in frame.takes:
        if place == "none":
            return ()
        group = direct_object(v, at + offset) if place == "direct" else after_preposition(v, at, place)
        others = tuple(a for a in group.actors if a not in actors)
        if others:
            return others
    if frame.content or frame.event_type in _WHERE_IS_WHOM:
        found = _in_content(v, at, actors, only_places=frame.event_type in _WHERE_IS_WHOM)
        if found:
            return found
    return _beside_object(v, at + offset, actors) if "none" not in frame.takes else ()


def _beside_object(v: View, at: int, actors: set[str]) -> tuple[str, ...]:
    """Whom the object names or is joined to: "expelled three X diplomats", "sent tanks to the frontier with X"."""
    for placed in mentions_after(v, at, _clause_length(v, at, _PLACE_REACH, "clause_words")):
        if any(is_verbal(v, n) and v.lower(n) != "'s" for n in range(at + 1, placed.first)):
            return ()
        if placed.actor in actors:
            continue
        return (placed.actor,) if v.lower(placed.first - 1) not in _PLACE_PREPOSITIONS else ()
    return ()


def _in_content(v: View, at: int, actors: set[str], *, only_places: bool) -> tuple[str, ...]:
    """The first party named in what the verb governs; for an assault the country where it struck."""
    for placed in mentions_after(
        v,
        at,
        _clause_length(v, at, _PLACE_REACH, "clause_words")
        if only_places
        else _clause_length(v, at, _CONTENT_REACH, "asides"),
    ):
        in_place = v.lower(placed.first - 1) in _PLACE_PREPOSITIONS - {"at"}
        if (
            placed.actor in actors
            or (in_place and not only_places)
            or (only_places and not (in_place and placed.kind == "country"))
        ):
            continue
        return (placed.actor,)
    return ()


def _clause_length(v: View, at: int, reach: int, enders: str) -> int:
    """How many of the next words stand before one that opens another clause."""
    for place in range(at + 1, min(at + reach, len(v.tokens))):
        if v.lower(place) in listed(_NAMES, enders):
            return place - at
    return reach


def _by_noun(v: View, at: int) -> _Told | None:
    for frame in nouns_at(v.tokens, at):
        told_by_noun = noun_event(v, at, frame)
        if told_by_noun is not None:
            actors, recipients, governor = told_by_noun
            first = at - len(frame.words) + 1
            return (
                frame.event_type,
                "reading.events.noun",
                _Parties(actors, recipients),
                told.of_noun(v, first, governor),
                first,
                at + 1,
            )
    return None


def _when(v: View, dates: Sequence[TimeExpression], first: int) -> DateInterval | None:
    """The time nearest to the trigger; one that describes a noun only where the trigger is that noun."""
    here = v.tokens[first].span.start
    fitting = [d for d in dates if abs(d.span.start - here) < _TIME_REACH and _may_date(v, first, d)]
    best = min(fitting, key=lambda d: (_gap(v, d.span, here), d.span), default=None)
    return None if best is None else best.interval


def _may_date(v: View, first: int, time: TimeExpression) -> bool:
    """Whether the time may date what happens at the token: not a bound, not another noun's, not in a further clause."""
    here = v.tokens[first].span.start
    if time.kind == "until" or (time.kind == "attributive" and not _describes(time.span, here)):
        return False
    between = takewhile(lambda t: t.span.end <= time.span.start, islice(v.tokens, first + 1, None))
    return not any(t.lower in _FURTHER for t in between)


def _describes(time: Span, here: int) -> bool:
    """Whether a time right before the trigger belongs to it: "the 2019 attack"."""
    return 0 <= here - time.end <= _ATTRIBUTE_REACH


def _gap(v: View, time: Span, here: int) -> int:
    """Characters between; a time before the trigger counts as farther, unless it opens the sentence."""
    if time.start >= here:
        return time.start - here
    opens = time.start <= v.tokens[0].span.start + _OPENING
    return here - time.end + (0 if opens else _BACKWARDS)


def _place(passage: Passage, v: View, last: int) -> str:
    """The words after the next "in", "at" or "near" that begin with a capital."""
    for at in range(last, min(last + _PLACE_REACH, len(v.tokens))):
        if v.lower(at) in {";", "that", "which", "who", "after", "before"}:
            return ""
        end = _capitals_end(v, at + 1) if v.lower(at) in _PLACE_PREPOSITIONS else at + 1
        if end > at + 1:
            return passage.document.text[v.tokens[at + 1].span.start : v.tokens[end - 1].span.end]
    return ""


def _capitals_end(v: View, start: int) -> int:
    end = start
    while end < len(v.tokens) and v.tokens[end].text[0].isupper() and v.lower(end) not in listed(_NAMES, "thing_words"):
        end += 1
    return end


def _record(passage: Passage, c: Candidate) -> ReportedEvent:
    document = passage.document.id
    identity = content_id("event", document, c.event_type, c.trigger.start, c.trigger.end)
    provenance = Provenance(FromText(document, c.trigger), c.rule, VERSION)
    return ReportedEvent(
        identity,
        document,
        c.event_type,
        c.actors,
        c.recipients,
        c.status,
        c.when,
        c.place,
        c.trigger,
        c.span,
        provenance,
    )
