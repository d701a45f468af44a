"""Marks the parts of a text that are not content; the text itself stays as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from aftershock.documents.boilerplate import Boilerplate, Rule
from aftershock.documents.lines import LONGEST_LINE, Line
from aftershock.record.document import DocumentNote, SkippedSpan

_REST_SHARE: Final = 3
_CARD_LINES: Final = 6
_CARD_WORDS: Final = 10
_SENTENCE_END: Final = re.compile(r"[.!?…؟۔:;]['\"”’)\]]*$")


@dataclass(frozen=True, slots=True)
class Marked:
    """The spans to skip in reading order, the notes they give, the first lines of profile cards, the lines left."""

    skipped: tuple[SkippedSpan, ...]
    notes: tuple[DocumentNote, ...]
    cards: tuple[str, ...]
    rest: tuple[Line, ...]


def mark(text: str, lines: Sequence[Line], boilerplate: Boilerplate) -> Marked:
    """Apply the rules to each line; the first rule that takes a line gives the reason."""
    taken: dict[int, Rule] = {}
    notes: list[DocumentNote] = []
    cards: list[str] = []
    for number, line in enumerate(lines):
        if number in taken or (rule := _rule_for(line, boilerplate.rules)) is None:
            continue
        numbers = tuple(_taken(rule, number, text, lines))
        taken.update((n, rule) for n in numbers if n not in taken)
        if rule.takes == "card" and numbers[0] != number:
            cards.append(lines[numbers[0]].text)
        if rule.note is not None:
            notes.append(DocumentNote(rule.note, f"The document says: “{line.text}”"))
    skipped = tuple(SkippedSpan(lines[number].span, taken[number].reason) for number in sorted(taken))
    rest = tuple(line for number, line in enumerate(lines) if number not in taken)
    return Marked(skipped, tuple(dict.fromkeys(notes)), tuple(cards), rest)


def _rule_for(line: Line, rules: Sequence[Rule]) -> Rule | None:
    if len(line.text) > LONGEST_LINE:
        return None
    return next((rule for rule in rules if _applies(rule, line) and rule.pattern.fullmatch(line.text)), None)


def _applies(rule: Rule, line: Line) -> bool:
    return rule.where == "any" or (line.in_head if rule.where == "head" else line.in_tail)


def _taken(rule: Rule, number: int, text: str, lines: Sequence[Line]) -> Iterator[int]:
    if rule.takes == "card":
        yield from range(_card_start(number, lines), number)
    yield number
    remaining = len(text) - lines[number].span.start
    if rule.takes == "rest" and remaining * _REST_SHARE < len(text):
        yield from range(number + 1, len(lines))


def _card_start(number: int, lines: Sequence[Line]) -> int:
    start = number
    while start > 1 and number - start < _CARD_LINES and _is_card_line(lines[start - 1]):
        start -= 1
    return start


def _is_card_line(line: Line) -> bool:
    return len(line.text.split()) <= _CARD_WORDS and _SENTENCE_END.search(line.text) is None


def joined(*groups: Sequence[SkippedSpan]) -> tuple[SkippedSpan, ...]:
    """Several groups of spans of whole lines in reading order; of two for one line the earlier group's stays."""
    kept: dict[int, SkippedSpan] = {}
    for span in (span for group in groups for span in group):
        kept.setdefault(span.span.start, span)
    return tuple(kept[start] for start in sorted(kept))
