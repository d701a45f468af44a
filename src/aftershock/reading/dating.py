"""Expressions of time in a sentence, as intervals of days counted from the day the document was published.

A bare month and day, month or weekday means the latest one not after publication, or the next one where the words
before it look ahead. What the text and the publication date do not settle gives no interval.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final, Literal

from aftershock.errors import OntologyError
from aftershock.ontology.tables import read_yaml
from aftershock.reading import spans_of_time as arith
from aftershock.record.dates import DateInterval
from aftershock.record.text import Span

TimeKind = Literal["when", "since", "until", "attributive"]
Groups = dict[str, str]

_FIRST_YEAR, _LAST_YEAR = 1400, 2200
_AHEAD_REACH: Final = 120
_PLAIN: Final = str.maketrans({"’": "'", "‘": "'", "–": "-", "—": "-", "‑": "-", "‐": "-"})
_AHEAD: Final = re.compile(r"\b(?:will|'ll|next|upcoming|scheduled|due|plans?|expected|set) (?:\w+ ){0,6}$")
_OPENERS: Final = re.compile(
    r"\b(since|from|after|until|till|by|before) (?:(?:early|late|mid|the|about|around|at least) )?$"
)
_DETERMINED: Final = re.compile(r"(?:\b(?:the|a|an|its|his|her|their|this|that|each)|'s) (?:\w+ )?$")
_NOUN_FOLLOWS: Final = re.compile(
    r" (?!and\b|or\b|but\b|as\b|to\b|in\b|on\b|at\b|by\b|for\b|when\b|after\b|while\b|with\b|from\b|that\b|which\b)[a-z]{3,}"
)


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """Words that name a time, the days they mean, and how they bind: ``since`` runs to publication and beyond.

    ``attributive`` times describe the noun after them ("the 2015 accord") and date nothing else.
    """

    span: Span
    interval: DateInterval
    kind: TimeKind


@dataclass(frozen=True, slots=True)
class _Context:
    published: date | None
    ahead: bool
    reference: DateInterval | None


@cache
def _calendar(key: str) -> dict[str, int]:
    table = read_yaml("calendars.yml")
    names = table.get(key) if isinstance(table, dict) else None
    if not isinstance(names, dict) or not all(isinstance(v, int) for v in names.values()):
        raise OntologyError(f"expected names with numbers under {key!r}", where="calendars.yml")
    return {str(name): int(number) for name, number in names.items()}


def _any_of(key: str) -> str:
    return "|".join(sorted(_calendar(key), key=lambda w: (-len(w), w)))


@cache
def _rules() -> tuple[tuple[re.Pattern[str], Callable[[Groups, _Context], DateInterval | None]], ...]:
    """The patterns in order of preference: an earlier one that covers a later one's words wins."""
    month = rf"(?P<month>{_any_of('months')})\.?"
    day = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
    year = r"(?P<year>1[4-9]\d\d|20\d\d|21\d\d)"
    number = rf"(?P<n>\d{{1,3}}|{_any_of('numbers')})"
    unit = r"(?P<unit>day|week|month|year|decade)s?"
    part = r"(?P<part>early|mid|late|the beginning of|the start of|the end of|the middle of)[ -]"
    weekday = rf"(?P<weekday>{_any_of('weekdays')})s?"
    season = rf"(?P<season>{_any_of('seasons')})"
    prefixed = (
        r"(?:in|since|by|last|next|this|until|from|of|during|through|late|early|mid|and|to|between|after|before)[ -]"
    )
    return tuple((re.compile(rf"\b(?:{pattern})\b"), make) for pattern, make in (
        (r"(?P<year>\d{4})-(?P<number>\d{2})-(?P<day>\d{2})", _iso),
        (rf"{month} {day} ?- ?(?P<to>\d{{1,2}})(?:,? {year})?", _days), (rf"{day} ?- ?(?P<to>\d{{1,2}}) {month}(?:,? {year})?", _days),
        (rf"{day}(?: of)? {month},? {year}", _full), (rf"{month} {day},? {year}", _full),
        (rf"{part}{month},? {year}", _month), (rf"{month},?(?: of)? {year}", _month),
        (rf"{month} {day}(?!\d|,\d|:| (?:per cent|percent|people|troops))", _day), (rf"{day}(?: of)? {month}", _day),
        (rf"(?:(?:more than|over|about|around|nearly|almost|some) )?{number} (?:(?:and )?a half )?{unit} ago", _ago),
        (rf"(?:in|over|during|for|within) the (?P<side>past|last|next|coming) (?:{number} )?(?:few )?{unit}", _around),
        (rf"in (?P<side>recent|coming) {unit}", _around),
        (rf"(?P<which>last|this|next|previous|past|coming) {unit}", _calendar_unit),
        (r"(?:at|over|by|in) (?P<which>the|this|last|next) weekend|(?P<which2>this|last|next) weekend", _weekend),
        (r"(?P<word>today|yesterday|tomorrow|tonight|this (?:morning|afternoon|evening)|last night)", _near),
        (rf"(?P<which>last|next|this) (?:{month})", _named_month),
        (rf"(?P<which>last|next|this|previous|past) {weekday}", _weekday), (weekday, _weekday),
        (rf"(?:the |last |this |next )?{season}(?: of)? {year}", _season), (rf"(?P<which>last|this|next) {season}", _season),
        (rf"between {year} and (?P<last>\d{{4}})|from (?P<year2>\d{{4}}) (?:to|until|through) (?P<last2>\d{{4}})", _years),
        (rf"{year}[-/](?P<last>\d{{4}}|\d{{2}})", _years), (r"(?:the )?(?P<decade>1[4-9]\d0|20\d0)s", _decade),
        (rf"{part}(?P<this>the year|this year)|(?P<this2>year)[ -]end", _year_part), (rf"{part}{year}", _year_part),
        (rf"{part}{month}", _month), (rf"{prefixed}{month}", _bare_month), (r"(?P<month>november|december|october|september|january|february|august|july|june|april)", _bare_month),
        (rf"(?<![\d$€£.,]){year}(?![\d,.]\d| (?:people|troops|soldiers|men|km|miles|fighters|tonnes|dollars|percent|per cent))", _year),
        (rf"(?:the )?{number} {unit} (?:after|before|since|earlier|later|prior)", _shifted),
    ))  # fmt: skip


def times(
    text: str, sentence: Span, published: date | None, earlier: DateInterval | None = None
) -> tuple[TimeExpression, ...]:
    """The expressions of time in one sentence, sorted by span, none overlapping.

    Args:
        text: The document's text.
        sentence: Where the sentence stands.
        published: The day from which relative expressions count; without it only dates with a year give an interval.
        earlier: The last time the document named, which "since then" counts from.
    """
    plain = text[sentence.start : sentence.end].translate(_PLAIN).lower()
    if len(plain) != len(sentence) or not _may_hold_time(plain):
        return ()
    found: list[TimeExpression] = []
    taken = bytearray(len(plain))
    for pattern, make in _rules():
        for match in pattern.finditer(plain):
            if any(taken[match.start() : match.end()]) or _is_modal(match, text, sentence):
                continue
            ahead = _AHEAD.search(plain, max(0, match.start() - _AHEAD_REACH), match.start()) is not None
            expression = _expression(plain, match, make, _Context(published, ahead, _first(found)))
            taken[match.start() : match.end()] = b"\x01" * len(match.group())
            found += [] if expression is None else [expression]
    found += _since_then(plain, earlier)
    return tuple(sorted((_placed(e, sentence.start, published) for e in found), key=lambda e: e.span))


_HINT: Final = re.compile(
    r"\d{4}|\d (?:[a-z])|[a-z]\.? \d|day|week|month|year|decade|ago|tonight|last|next|morning|then|summer|winter|spring|autumn|fall"
    r"|january|february|march|april|may|june|july|august|september|october|november|december"
)


def _may_hold_time(plain: str) -> bool:
    return _HINT.search(plain) is not None


def _first(found: list[TimeExpression]) -> DateInterval | None:
    return found[0].interval if found else None


def _is_modal(match: re.Match[str], text: str, sentence: Span) -> bool:
    """As in "may" and "march" in lower case are a modal and a walk, no months."""
    month = match.groupdict().get("month")
    if month is None:
        return False
    at = sentence.start + match.start("month")
    return text[at].islower()


def _expression(
    plain: str, match: re.Match[str], make: Callable[[Groups, _Context], DateInterval | None], context: _Context
) -> TimeExpression | None:
    groups = {k.rstrip("2"): v for k, v in match.groupdict().items() if v is not None}
    interval = make(groups, context)
    if interval is None:
        return None
    return TimeExpression(Span(match.start(), match.end()), interval, _kind(plain, match, groups))


def _kind(plain: str, match: re.Match[str], groups: Groups) -> TimeKind:
    before = plain[max(0, match.start() - 24) : match.start()]
    opener = _OPENERS.search(before) or _OPENERS.match(match.group().split(" ")[0] + " ")
    if opener and opener.group(1) in {"since"}:
        return "since"
    if (
        opener
        and opener.group(1) == "from"
        and re.match(r" (?:on|onwards?|until now)\b", plain[match.end() : match.end() + 12])
    ):
        return "since"
    if opener and opener.group(1) in {"until", "till", "by", "before"}:
        return "until"
    bare_year = "year" in groups and len(match.group()) == len(groups["year"])
    if bare_year and _DETERMINED.search(before) and _NOUN_FOLLOWS.match(plain, match.end()):
        return "attributive"
    return "when"


def _placed(expression: TimeExpression, offset: int, published: date | None) -> TimeExpression:
    interval = expression.interval
    if expression.kind == "since" and interval.start is not None:
        open_end = published is None or published < interval.start
        interval = (
            DateInterval(interval.start, None, "open")
            if open_end or published is None
            else DateInterval.through(interval.start, published)
        )
    return TimeExpression(expression.span.shifted(offset), interval, expression.kind)


def _since_then(plain: str, earlier: DateInterval | None) -> Iterator[TimeExpression]:
    for match in re.finditer(r"\bsince then\b|\bever since\b", plain):
        if earlier is not None and earlier.start is not None:
            yield TimeExpression(Span(match.start(), match.end()), DateInterval(earlier.start, None, "open"), "since")


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _calendar("numbers")[word]


def _iso(groups: Groups, _: _Context) -> DateInterval | None:
    return arith.day(int(groups["year"]), int(groups["number"]), int(groups["day"]))


def _full(groups: Groups, _: _Context) -> DateInterval | None:
    return arith.day(int(groups["year"]), _calendar("months")[groups["month"]], int(groups["day"]))


def _day(groups: Groups, context: _Context) -> DateInterval | None:
    return arith.nearest_day(
        context.published, _calendar("months")[groups["month"]], int(groups["day"]), ahead=context.ahead
    )


def _days(groups: Groups, context: _Context) -> DateInterval | None:
    ends = [
        _full({**groups, "day": d}, context) if "year" in groups else _day({**groups, "day": d}, context)
        for d in (groups["day"], groups["to"])
    ]
    first, last = (end.start if end else None for end in ends)
    return DateInterval.through(first, last) if first and last and first <= last else None


def _month(groups: Groups, context: _Context) -> DateInterval | None:
    number = _calendar("months")[groups["month"]]
    whole = (
        DateInterval.month(int(groups["year"]), number)
        if "year" in groups
        else arith.nearest_month(context.published, number, ahead=context.ahead)
    )
    return arith.part_of_month(whole, groups.get("part", ""))


def _bare_month(groups: Groups, context: _Context) -> DateInterval | None:
    return arith.nearest_month(context.published, _calendar("months")[groups["month"]], ahead=context.ahead)


def _named_month(groups: Groups, context: _Context) -> DateInterval | None:
    ahead = groups["which"] == "next"
    return arith.nearest_month(context.published, _calendar("months")[groups["month"]], ahead=ahead)


def _weekday(groups: Groups, context: _Context) -> DateInterval | None:
    which = groups.get("which", "")
    ahead = which == "next" or (not which and context.ahead)
    return arith.nearest_weekday(
        context.published, _calendar("weekdays")[groups["weekday"]], ahead=ahead, strict=which == "last"
    )


def _ago(groups: Groups, context: _Context) -> DateInterval | None:
    return arith.ago(context.published, _number(groups["n"]), groups["unit"])


def _shifted(groups: Groups, context: _Context) -> DateInterval | None:
    """As in "eight years after …" dates what follows it: that long before the time the sentence named first."""
    return arith.shifted_year(context.reference, -_number(groups["n"]), groups["unit"])


def _around(groups: Groups, context: _Context) -> DateInterval | None:
    count = _number(groups["n"]) if "n" in groups else (1 if groups["side"] in {"past", "last", "next"} else 3)
    ahead = groups["side"] in {"next", "coming"}
    return arith.ending_or_starting(context.published, count, groups["unit"], ahead=ahead)


def _calendar_unit(groups: Groups, context: _Context) -> DateInterval | None:
    step = {"last": -1, "previous": -1, "past": -1, "this": 0, "next": 1, "coming": 1}[groups["which"]]
    return arith.calendar_unit(context.published, step, groups["unit"])


def _weekend(groups: Groups, context: _Context) -> DateInterval | None:
    return arith.weekend(context.published, ahead=groups["which"] == "next")


def _near(groups: Groups, context: _Context) -> DateInterval | None:
    step = {"yesterday": -1, "last night": -1, "tomorrow": 1}.get(groups["word"], 0)
    return arith.day_from(context.published, step)


def _season(groups: Groups, context: _Context) -> DateInterval | None:
    start = _calendar("seasons")[groups["season"]]
    if "year" in groups:
        return arith.months(int(groups["year"]), start, 3)
    return arith.nearest_season(context.published, start, ahead=groups["which"] == "next")


def _years(groups: Groups, _: _Context) -> DateInterval | None:
    first = int(groups["year"])
    last = int(groups["last"]) if len(groups["last"]) > 2 else first // 100 * 100 + int(groups["last"])  # noqa: PLR2004
    return arith.years(first, last)


def _decade(groups: Groups, _: _Context) -> DateInterval | None:
    return arith.years(int(groups["decade"]), int(groups["decade"]) + 9)


def _year(groups: Groups, _: _Context) -> DateInterval | None:
    year = int(groups["year"])
    return DateInterval.year(year) if _FIRST_YEAR <= year <= _LAST_YEAR else None


def _year_part(groups: Groups, context: _Context) -> DateInterval | None:
    year = int(groups["year"]) if "year" in groups else (context.published.year if context.published else None)
    return None if year is None else arith.part_of_year(year, groups.get("part", "the end of"))
