"""Events dated by another: "since the attack", "after the killing", where the document dates that attack or killing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from typing import Final

from aftershock.reading.frames import noun_frames
from aftershock.reading.merging import Candidate
from aftershock.record.dates import DateInterval

_LONGEST_ANCHOR: Final = 31
_DAYS: Final = 3
_FORTNIGHT: Final = timedelta(days=14)
_YEAR: Final = re.compile(r"\d{4}")


def anchored(found: Sequence[Candidate], text: str, published: date | None) -> tuple[Candidate, ...]:
    """The events, with those that follow a dated one given the days from it to publication ("shortly after": to a month).

    Only the one event of its type that the document dates within a month can be an anchor; where there are several, the
    words do not say which is meant.
    """
    if published is None:
        return tuple(found)
    return tuple(
        c if c.when is not None or c.status != "occurred" else _dated(c, found, text, published) for c in found
    )


def newly(found: Sequence[Candidate], named: Sequence[DateInterval], published: date | None) -> tuple[Candidate, ...]:
    """The events, with undated ones that the tense calls news ("has left") given the days that the report is about.

    Those run from the latest day that the document names before its publication, at most a fortnight back, up to it. A
    document that names no such day is no report of the day, and its perfects may speak of years.
    """
    if published is None:
        return tuple(found)
    days = [i.start for i in named if i.start is not None and i.days is not None and i.days <= _DAYS]
    latest = max((d for d in days if timedelta(0) < published - d <= _FORTNIGHT), default=None)
    if latest is None:
        return tuple(found)
    return tuple(
        replace(c, when=DateInterval.through(latest, published), rule=f"{c.rule}.recent")
        if c.is_news and c.when is None
        else c
        for c in found
    )


def _dated(candidate: Candidate, found: Sequence[Candidate], text: str, published: date) -> Candidate:
    for match in _pattern().finditer(text[candidate.span.start : candidate.trigger.start]):
        types = {frame.event_type for frame in noun_frames().get(match.group("noun").lower(), ())}
        days = {c.when for c in found if c.event_type in types and c.when is not None and _is_short(c.when)}
        first = next(iter(days)).start if len(days) == 1 and not _YEAR.search(match.group()) else None
        if first is not None and first <= published:
            soon = match.group("soon") is not None
            last = min(published, first + timedelta(days=_LONGEST_ANCHOR)) if soon else published
            return replace(candidate, when=DateInterval.through(first, last))
    return candidate


def _is_short(interval: DateInterval) -> bool:
    return interval.days is not None and interval.days <= _LONGEST_ANCHOR


@cache
def _pattern() -> re.Pattern[str]:
    nouns = sorted({f.words[0] for frames in noun_frames().values() for f in frames if len(f.words) == 1})
    return re.compile(
        rf"\b(?P<soon>(?:shortly|soon|immediately|days) )?(?:since|after|following) (?:[\w’'.-]+ ){{0,4}}?(?P<noun>{'|'.join(map(re.escape, nouns))})\b",
        re.IGNORECASE,
    )
