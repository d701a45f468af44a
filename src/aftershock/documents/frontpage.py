"""What a bare text plainly says about itself: title line, byline, date line, and the line that introduces the author."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from aftershock.documents.boilerplate import Boilerplate
from aftershock.documents.lines import Line
from aftershock.documents.marking import Marked
from aftershock.record.document import SkippedSpan

_TITLE_CHARACTERS: Final = 220
_TITLE_WORDS: Final = 30
_TITLE_END: Final = re.compile(r"[.;,:][\"”’']?$")

_WORD: Final = r"(?:[^\W\d_a-z][\w’'.-]*)"
_PARTICLE: Final = r"(?:al|el|bin|ibn|bint|von|van|de|der|den|da|di|du|la|le|ter|abu|of)"
_NAME: Final = rf"{_WORD}(?: (?:{_PARTICLE}[ -]){{0,3}}{_WORD}){{1,4}}"
_TITLES: Final = r"(?:Dr|Prof|Professor|Mr|Mrs|Ms|Sir|Dame|Lord|Lady|Gen|General|Col|Ambassador|Amb)\.? "
_BYLINE: Final = re.compile(
    rf"(?i:by|written by|authors?\s?:|by\s?:)\s+({_NAME}(?:(?:, and | and |, | & |; ){_NAME}){{0,7}})"
    r"(?:\s?[,|–—-]\s?(?P<role>[^.!?]{2,100}))?"
)
_SPLIT: Final = re.compile(r", and | and | & |, |; ")
_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
         "september sept sep", "october oct", "november nov", "december dec"),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH: Final = rf"(?P<{{0}}>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\.?"
_DATE: Final = re.compile(
    r"(?:(?P<d1>\d{1,2})(?:st|nd|rd|th)? " + _MONTH.format("m1") + r",? (?P<y1>\d{4})"
    r"|" + _MONTH.format("m2") + r" (?P<d2>\d{1,2})(?:st|nd|rd|th)?,? (?P<y2>\d{4})"
    r"|(?P<y3>\d{4})-(?P<m3>\d{2})-(?P<d3>\d{2}))",
    re.IGNORECASE,
)
_DATE_BEFORE: Final = re.compile(
    r"(?:(?:published|posted|date|dated|first published|issued|released|created)(?: on)?\s?:?\s*)?"
    r"(?:(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?\.?,? )?",
    re.IGNORECASE,
)
_DATE_AFTER: Final = re.compile(
    r"(?:[ T,|·•–—-]*(?:at )?\d{1,2}[:.h]\d{2}(?::\d{2})?\s?(?:[ap]\.?m\.?)?\s?[A-Z+:\d]{0,9})?\W*"
)
_PLACE_LINE: Final = re.compile(
    r"(?P<place>[A-Z][A-Z’'.\- ]{2,40}(?:, [A-Z][\w’'. ]{1,30})?)"
    r"(?:,? (?P<date>[A-Z][a-z]{2,8}\.? \d{1,2},? \d{4}|\d{1,2} [A-Z][a-z]{2,8}\.? \d{4}))?"
    r"(?: ?\((?P<agency>[A-Z][\w .&’-]{1,40})\))? ?[–—-]{1,2} "
)
_NOT_REPRESENT: Final = re.compile(
    r"\b(?:do|does) not (?:necessarily )?(?:represent|reflect) (?:those|the (?:official )?(?:views?|opinions?|positions?|policy|"
    r"editorial (?:policy|stance|position)s?)(?: or (?:views?|opinions?|positions?|policy))?) of (?:the )?"
    r"(?P<who>[A-Z][\w&’'.]*(?: (?:of|for|on|and|the|in|[A-Z][\w&’'.]*)){0,7}?)(?: or (?:its|any|the)\b|,|\.(?:\s|$)|$)"
)
_HEAD_SEARCH: Final = 600
_BIO_LINES: Final = 30


@dataclass(frozen=True, slots=True)
class FrontPage:
    """What was found; empty where the text does not plainly say. ``skipped`` are lines that carry nothing else."""

    title: str = ""
    authors: tuple[str, ...] = ()
    published: date | None = None
    publisher: str = ""
    skipped: tuple[SkippedSpan, ...] = ()
    how: tuple[str, ...] = ()


def title_line(lines: Sequence[Line]) -> str:
    """The first line, where it reads like a title and more follows."""
    if len(lines) <= 1:
        return ""
    text = lines[0].text.lstrip("# ")
    fits = len(text) <= _TITLE_CHARACTERS and len(text.split()) <= _TITLE_WORDS
    is_other = _BYLINE.fullmatch(text) is not None or _date_line(text) is not None
    return text if fits and not is_other and _TITLE_END.search(text) is None else ""


def front_page(text: str, lines: Sequence[Line], marked: Marked, boilerplate: Boilerplate) -> FrontPage:
    """Read title, authors, date and publisher where lines of their own say them; `lines` are all lines of the text."""
    authors, author_spans, author_how = _authors(text, marked.rest, marked.cards, boilerplate)
    published, date_spans = _published(marked.rest)
    publisher, publisher_how = _publisher(lines)
    how = (*author_how, *(("date line",) if published else ()), *publisher_how)
    return FrontPage(title_line(marked.rest), authors, published, publisher, (*author_spans, *date_spans), how)


def _authors(
    text: str, lines: Sequence[Line], cards: Sequence[str], boilerplate: Boilerplate
) -> tuple[tuple[str, ...], tuple[SkippedSpan, ...], tuple[str, ...]]:
    bios = tuple(_bios(text, lines, boilerplate))
    spans = tuple(SkippedSpan(line.span, boilerplate.bio_reason) for line, _ in bios)
    for line in lines:
        if line.in_head and len(line.text) <= _TITLE_CHARACTERS and (match := _BYLINE.fullmatch(line.text)):
            found = _SPLIT.split(match.group(1))
            found = [found[0], *(name for name in found[1:] if not _has_role(name, boilerplate.roles))]
            names = tuple(_plain_name(name) for name in found)
            return names, (SkippedSpan(line.span, "byline"), *spans), ("byline",)
    if bios:
        return tuple(dict.fromkeys(name for _, name in bios)), spans, ("the line that introduces the author",)
    named = tuple(_plain_name(card) for card in cards if re.fullmatch(_NAME, _plain_name(card)))
    return named, (), ("profile card",) if named else ()


def _plain_name(name: str) -> str:
    return re.sub(rf"^(?:{_TITLES})+", "", name.strip())


def _bios(text: str, lines: Sequence[Line], boilerplate: Boilerplate) -> Iterator[tuple[Line, str]]:
    """Lines of the end that introduce a person who stands nowhere else in the running text."""
    start = re.compile(
        rf"(?:{_TITLES})*({_NAME}),? (?:is|was|works as|serves as) (?:an?|the|currently|also)\b(.{{0,200}})"
    )
    for line in lines[-_BIO_LINES:]:
        match = start.match(line.text) if line.in_tail and len(line.text) <= _HEAD_SEARCH else None
        if match is None or not _has_role(match.group(2), boilerplate.roles):
            continue
        surname = match.group(1).split()[-1]
        if not _stands_before(surname, text[: line.span.start], lines):
            yield line, match.group(1)


def _has_role(words: str, roles: frozenset[str]) -> bool:
    return any(word.lower().rstrip("s") in roles or word.lower() in roles for word in re.findall(r"[\w-]+", words))


def _stands_before(surname: str, before: str, lines: Sequence[Line]) -> bool:
    byline_end = max((line.span.end for line in lines if line.in_head and _BYLINE.fullmatch(line.text)), default=0)
    return re.search(rf"\b{re.escape(surname)}\b", before[byline_end:]) is not None


def _published(lines: Sequence[Line]) -> tuple[date | None, tuple[SkippedSpan, ...]]:
    for line in lines:
        if not line.in_head:
            break
        if (found := _date_line(line.text)) is not None:
            return found, (SkippedSpan(line.span, "date line"),)
        place = _PLACE_LINE.match(line.text)
        if place and place.group("date") and (found := parse_date(place.group("date"))) is not None:
            return found, ()
    return None, ()


def _date_line(text: str) -> date | None:
    """The date of a line that holds nothing but a date and perhaps a time."""
    if len(text) > _TITLE_CHARACTERS:
        return None
    before = _DATE_BEFORE.match(text)
    start = before.end() if before else 0
    match = _DATE.match(text, start)
    return parse_date(text[start:]) if match and _DATE_AFTER.fullmatch(text, match.end()) else None


def parse_date(text: str) -> date | None:
    """The date with which the text begins ("8 January 2020", "Jan. 8, 2020", "2020-01-08"), if it exists."""
    match = _DATE.match(text)
    if match is None:
        return None
    day, month, year = next(
        (match[f"d{n}"], match[f"m{n}"], match[f"y{n}"]) for n in (1, 2, 3) if match[f"y{n}"] is not None
    )
    try:
        return date(int(year), _MONTHS.get(month.lower()) or int(month), int(day))
    except ValueError:
        return None


def _publisher(lines: Sequence[Line]) -> tuple[str, tuple[str, ...]]:
    for line in lines:
        if line.in_head and (place := _PLACE_LINE.match(line.text)) and place.group("agency"):
            return place.group("agency"), ("agency of the date line",)
    for line in reversed(lines):
        if len(line.text) <= _HEAD_SEARCH and (match := _NOT_REPRESENT.search(line.text)):
            return match.group("who"), ("disclaimer",)
    return "", ()
