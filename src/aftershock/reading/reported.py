"""Indirect speech by verbs: "X said that …", "…, X said", "X urged Y to …", "X vowed to …", "X described Y as Z"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from aftershock.reading.attributed import ENDS, SHORTEST, Attribution, after_lead, content_span
from aftershock.reading.cues import Cue, cues, skip_adverbs, words
from aftershock.reading.passage import Token
from aftershock.reading.sourced import sourced
from aftershock.reading.speakers import Speakers
from aftershock.reading.statements import FINITE
from aftershock.record.text import Span

_LOOK: Final = 12
_TAIL: Final = 8
_SUBJECT: Final = 5
_SUBJECTS: Final = frozenset({"it", "he", "she", "they", "there", "this", "that", "we", "i", "you", "its", "his", "her", "their", "the", "a", "an", "these", "those", "no", "any", "some", "all", "most", "many", "both", "what", "if", "such", "more"})  # fmt: skip
_PRONOUNS: Final = frozenset({"it", "he", "she", "they", "there", "this", "we", "i", "you", "if"})
_MODALS: Final = FINITE
_TIME_STARTS: Final = frozenset({"on", "in", "at", "last", "earlier", "back", "late", "early", "this", "yesterday", "today", "during", "after", "before", "to", "through", "via", "from", "by", "over", "for"})  # fmt: skip
_CLAUSE: Final = frozenset({",", ";", ":", "-", "--", '"', ".", "?", "!"})


def indirect(tokens: Sequence[Token], speakers: Speakers) -> tuple[Attribution, ...]:
    """The statements that one sentence attributes in indirect speech, left to right."""
    found: list[Attribution] = []
    all_cues = cues(tokens)
    speakers.joined = None
    for number, cue in enumerate(all_cues):
        limit = _limit(tokens, cue, all_cues[number + 1 : number + 1 + _LOOK])
        if found and _is_nested(tokens, cue, found[-1]):
            continue
        attribution = _attribute(tokens, cue, limit, speakers)
        if attribution is not None:
            found.append(attribution)
            speakers.joined = attribution.speaker
    found += sourced(tokens, speakers)
    return tuple(sorted(found, key=lambda a: (a.content, a.rule)))


def _is_nested(tokens: Sequence[Token], cue: Cue, outer: Attribution) -> bool:
    """Whether a cue is the speaker's own inside what it says: "he said he expects …"."""
    before = skip_adverbs(tokens, cue.start - 1, -1)
    inside = outer.content.contains(tokens[cue.start].span)
    return inside and before >= 0 and tokens[before].lower in {"i", "we", "he", "she", "they", "it"}


def _attribute(tokens: Sequence[Token], cue: Cue, limit: int, speakers: Speakers) -> Attribution | None:
    if cue.manner == "direct":
        return _directive(tokens, cue, limit, speakers)
    if cue.manner == "commit":
        return _commitment(tokens, cue, limit, speakers)
    if cue.manner in {"describe", "accuse"}:
        return _description(tokens, cue, limit, speakers)
    return _forward(tokens, cue, limit, speakers) or _backward(tokens, cue, speakers)


def _limit(tokens: Sequence[Token], cue: Cue, later: Sequence[Cue]) -> int:
    """Where the content of a cue must end: before a cue that is joined to it, a spaced dash, or the sentence's end."""
    end = len(tokens)
    for other in later:
        start = _clause_joint(tokens, other, cue.end)
        if start > cue.end and tokens[start].lower in {"and", ",", "but"} and not _is_list(tokens, other):
            while tokens[start - 1].lower in {",", '"'}:
                start -= 1
            end = start
            break
    for place in range(cue.end + SHORTEST, end):
        if tokens[place].lower in {"-", "--", ";"} and _is_spaced(tokens, place):
            return place
        has_verb = any(token.lower in FINITE for token in tokens[cue.end : place])
        if has_verb and tokens[place].lower in {"which", "whom", "whose"} and _is_aside(tokens, place):
            return max(p for p in range(cue.end, place) if tokens[p].lower == ",")
    return end


def _is_aside(tokens: Sequence[Token], place: int) -> bool:
    """Whether a relative clause with a preposition or quantity before it hangs on ("…, under which", "most of whom")."""
    comma = next((p for p in range(place - 1, max(0, place - 4), -1) if tokens[p].lower == ","), None)
    return comma is not None and comma < place - 1


def _clause_joint(tokens: Sequence[Token], other: Cue, floor: int) -> int:
    """The conjunction before a cue, over a short subject of its own ("…, but its officials have admitted …")."""
    start = skip_adverbs(tokens, other.start - 1, -1)
    for place in range(start, max(floor, start - _SUBJECT) - 1, -1):
        is_joint = tokens[place].lower in {"but", "and"} and (place == start or tokens[place - 1].lower == ",")
        if is_joint or tokens[place].lower in FINITE or tokens[place].lower in _CLAUSE:
            return place if is_joint else start
    return start


def _is_list(tokens: Sequence[Token], other: Cue) -> bool:
    return other.end >= len(tokens)


def _is_spaced(tokens: Sequence[Token], place: int) -> bool:
    after = place + 1 < len(tokens) and tokens[place].span.end < tokens[place + 1].span.start
    return tokens[place].lower == ";" or (after and tokens[place - 1].span.end < tokens[place].span.start)


def _forward(tokens: Sequence[Token], cue: Cue, limit: int, speakers: Speakers) -> Attribution | None:
    start = _content_start(tokens, cue, limit, speakers)
    if start is None:
        return None
    speaker = _speaker(tokens, cue, speakers)
    content = content_span(tokens, start, limit)
    if speaker is None or content is None:
        return None
    return _made(tokens, cue, content, speaker, "indirect-after-cue")


def _speaker(tokens: Sequence[Token], cue: Cue, speakers: Speakers) -> str | None:
    if (
        cue.start > 1
        and tokens[cue.start - 1].lower in {"is", "was", "are", "were", "been"}
        and cue.form.endswith("ed")
    ):
        by = [p for p in range(cue.end, min(cue.end + _LOOK, len(tokens))) if tokens[p].lower == "by"]
        return speakers.after(tokens, by[0] + 1) if by else None
    return speakers.before(tokens, cue)


def _content_start(tokens: Sequence[Token], cue: Cue, limit: int, speakers: Speakers) -> int | None:
    """Where the statement begins that a cue introduces, or ``None`` where it introduces none."""
    place = skip_adverbs(tokens, cue.end, 1)
    if place >= limit:
        return None
    marked = _that(tokens, place, limit, addressee=cue.base == "tell")
    if marked is not None:
        return marked
    if cue.base == "tell" or tokens[place].lower in {"to", "of", "about", "as", "and", "or"}:
        return None
    beyond = _over_time(tokens, place, limit)
    if beyond is None or beyond >= limit or tokens[beyond].lower in _CLAUSE - {'"'}:
        return None
    return beyond if _may_begin(tokens, cue, range(beyond, limit), speakers) else None


def _may_begin(tokens: Sequence[Token], cue: Cue, places: range, speakers: Speakers) -> bool:
    """Whether a statement without "that" begins at the first of the places.

    What is denied may be a noun phrase ("denies any knowledge of it"); verbs with other uses want a subject that is
    plainly one.
    """
    if cue.manner == "deny":
        return True
    if not _has_verb(tokens, places, strict=cue.manner == "think"):
        return False
    first = tokens[places.start].lower
    if cue.base == "say":
        return (first not in _TIME_STARTS and first[0].isalnum()) or first in {'"', "'", "["}
    if cue.base not in words("needs_that") and cue.manner != "think":
        return _opens_clause(tokens, places.start, speakers)
    is_plain = first in _PRONOUNS or _mention_at(tokens, places.start, speakers)
    return is_plain or (cue.manner == "think" and first in _SUBJECTS)


def _that(tokens: Sequence[Token], place: int, limit: int, *, addressee: bool) -> int | None:
    """After "that" or a colon that belongs to the cue: only time, place or addressee stand between."""
    for here in range(place, min(place + _LOOK, limit)):
        word = tokens[here].lower
        if word == "that":
            between = [token.lower for token in tokens[place:here]]
            fits = not between or addressee or between[0] in _TIME_STARTS
            return here + 1 if fits and not _MODALS.intersection(between) else None
        if word == ":" and here + 1 < limit:
            return here + 1
        if word in {",", ";", '"'}:
            return None
    if addressee and place + 1 < limit and tokens[place].lower in {"him", "her", "them", "reporters", "us", "me"}:
        return place + 1 if tokens[place + 1].lower in _PRONOUNS | {"the"} else None
    return None


def _over_time(tokens: Sequence[Token], place: int, limit: int) -> int | None:
    """Over "on Tuesday", "last week", "in a statement" between a cue and a content without "that"."""
    while place < limit and tokens[place].lower in _TIME_STARTS:
        step = _time_length(tokens, place)
        if step == 0:
            return place if tokens[place].lower == "this" else None
        place += step
    return place


def _time_length(tokens: Sequence[Token], place: int) -> int:
    word = tokens[place].lower
    following = [token.lower for token in tokens[place + 1 : place + 4]]
    if word in {"last", "this"} and following[:1] and following[0] in _PERIODS:
        return 2
    if word == "on" and following[:1] and (following[0] in _DAYS):
        return 2
    if word in {"earlier", "late", "early"} and following[:1]:
        return 2 if following[0] in _DAYS else 1
    if word in {"yesterday", "today"}:
        return 1
    if word == "in" and len(following) > 1 and following[0] in {"a", "an"} and following[1] in _PAPERS:
        return 3
    return 2 if word == "back" and following[:1] == ["then"] else 0


_PERIODS: Final = frozenset({"week", "month", "year", "morning", "evening", "summer", "spring", "autumn", "winter"})
_DAYS: Final = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})
_PAPERS: Final = frozenset(
    {"statement", "tweet", "report", "letter", "speech", "interview", "post", "note", "briefing"}
)


def _has_verb(tokens: Sequence[Token], places: range, *, strict: bool) -> bool:
    """Whether the words from a place on hold a finite verb (or, after a verb of thought, an infinitive)."""
    later = tokens[places.start + 1 : places.stop]
    if strict:
        return any(token.lower in _MODALS or token.lower == "to" for token in later)
    if any(token.lower in _MODALS or token.lower.endswith("n't") for token in later):
        return True
    return len(later) > SHORTEST and any(token.lemma != token.lower and token.text[0].islower() for token in later)


def _mention_at(tokens: Sequence[Token], place: int, speakers: Speakers) -> bool:
    start = tokens[place].span.start
    return bool(speakers.starting(start))


def _opens_clause(tokens: Sequence[Token], place: int, speakers: Speakers) -> bool:
    token = tokens[place]
    is_name = token.text[0].isupper() or token.text[0].isdigit() or token.lower in {'"', "["}
    return token.lower in _SUBJECTS or is_name or _mention_at(tokens, place, speakers) or token.lower.endswith("s")


def _backward(tokens: Sequence[Token], cue: Cue, speakers: Speakers) -> Attribution | None:
    """As in "…, X said." and "…, said X." and "Y, X said, is …"."""
    before = skip_adverbs(tokens, cue.start - 1, -1)
    may_close = cue.manner == "say" or cue.base in _CLOSING
    if not may_close or before < 1 or _is_that_clause(tokens, cue):
        return None
    if tokens[before].lower in {",", '"'}:
        speaker, comma = speakers.after(tokens, cue.end), before
    else:
        comma = _comma_before(tokens, before)
        speaker = speakers.before(tokens, cue) if comma > 0 else None
    if speaker is None or comma <= 0:
        return None
    return _content_before(tokens, cue, comma, speaker)


_CLOSING: Final = frozenset({"believe", "think", "fear", "reckon", "estimate"})


def _is_that_clause(tokens: Sequence[Token], cue: Cue) -> bool:
    return cue.end < len(tokens) and tokens[cue.end].lower == "that"


def _comma_before(tokens: Sequence[Token], place: int) -> int:
    floor = max(-1, place - _LOOK)
    while place > floor and tokens[place].lower not in {",", '"'}:
        if tokens[place].lower in {"that", "which", "who", "because", "when", "and", "but", ":", "as", "nor"}:
            return -1
        place -= 1
    return place if place > floor else -1


def _content_before(tokens: Sequence[Token], cue: Cue, comma: int, speaker: str) -> Attribution | None:
    rest = [token for token in tokens[cue.end :] if token.lower not in ENDS]
    is_aside = tokens[cue.end : cue.end + 1] and tokens[cue.end].lower == "," and any(t.lower in FINITE for t in rest)
    is_last = not is_aside and (len(rest) <= _TAIL or (cue.manner == "say" and _is_closing(tokens, cue)))
    if is_last:
        content = content_span(tokens, after_lead(tokens), comma)
        if (
            content is None
            or not any(t.lower in _MODALS or t.lemma != t.lower for t in tokens[:comma])
            or comma < SHORTEST + 1
        ):
            return None
        return _made(tokens, cue, content, speaker, "indirect-before-cue")
    if not is_aside:
        return None
    content = content_span(tokens, after_lead(tokens), len(tokens))
    return None if content is None else _made(tokens, cue, content, speaker, "indirect-around-cue")


def _is_closing(tokens: Sequence[Token], cue: Cue) -> bool:
    return not any(token.lower in _MODALS for token in tokens[cue.end :])


def _directive(tokens: Sequence[Token], cue: Cue, limit: int, speakers: Speakers) -> Attribution | None:
    if cue.is_participle and cue.form.startswith("call") and cue.start and tokens[cue.start - 1].lower != ",":
        return None  # "a resolution calling for": the noun before it calls, which is an event, not speech
    speaker = _speaker(tokens, cue, speakers)
    content = content_span(tokens, cue.end, limit)
    if speaker is None or content is None or tokens[cue.end].lower in _CLAUSE:
        return None
    is_plan = any(token.lower in {"to", "that"} for token in tokens[cue.end : limit]) or cue.base.endswith(" for")
    return _made(tokens, cue, content, speaker, "directive") if is_plan else None


def _commitment(tokens: Sequence[Token], cue: Cue, limit: int, speakers: Speakers) -> Attribution | None:
    speaker = _speaker(tokens, cue, speakers)
    place = skip_adverbs(tokens, cue.end, 1)
    here = next((p for p in range(place, min(place + 4, limit)) if tokens[p].lower in {"to", "that"}), None)
    if here is None and place < limit and (tokens[place].lower in _PRONOUNS | _REVENGE or tokens[place].lower == '"'):
        here = place - 1
    content = None if here is None else content_span(tokens, here + 1, limit)
    if speaker is None or content is None:
        return None
    return _made(tokens, cue, content, speaker, "commitment")


_REVENGE: Final = frozenset({"revenge", "vengeance", "retaliation", "retribution", "severe", "harsh"})


_NAMES: Final = frozenset({"call", "label", "brand", "dub"})
"""Verbs that name without "as": what they name stands in quotation marks."""


def _description(tokens: Sequence[Token], cue: Cue, limit: int, speakers: Speakers) -> Attribution | None:
    """As in "X described Y as Z", "Y was described as Z by X", "X accused Y of Z", "Y was accused by X of Z"."""
    joint = "of" if cue.manner == "accuse" else "as"
    span = range(cue.end, min(cue.end + _LOOK, limit))
    place = next((p for p in span if tokens[p].lower == joint), None)
    if place is None and cue.base in _NAMES:
        place = next((p - 1 for p in span if tokens[p].lower == '"' and p > cue.end), None)
    if place is None or any(tokens[p].lower in {",", ";", ":"} for p in range(cue.end, place)):
        return None
    speaker = _speaker(tokens, cue, speakers)
    agent = next((p for p in range(place, limit) if tokens[p].lower == "by"), None)
    if speaker is None and agent is not None and tokens[cue.start - 1].lower in {"was", "is", "been", "were", "are"}:
        speaker, limit = speakers.after(tokens, agent + 1), agent
    content = content_span(tokens, place + 1, limit)
    if speaker is None or content is None:
        return None
    return _made(tokens, cue, content, speaker, "description" if cue.manner == "describe" else "accusation")


def _made(tokens: Sequence[Token], cue: Cue, content: Span, speaker: str, rule: str) -> Attribution:
    span = Span(tokens[cue.start].span.start, tokens[cue.end - 1].span.end)
    return Attribution(speaker, span, content, cue.manner, is_quoted=False, rule=rule, words=cue.form)
