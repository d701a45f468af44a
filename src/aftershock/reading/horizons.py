"""When a forecast would come true: the period its words name, else from the day it was made on."""

from __future__ import annotations

from datetime import date
from typing import Final

from aftershock.reading.dating import times
from aftershock.record.dates import DateInterval
from aftershock.record.text import Span

_UNTIL: Final = ("by ", "until ", "till ", "before ", "within ", "in the coming", "over the coming", "over the next")


def horizon(text: str, content: Span, published: date | None) -> DateInterval | None:
    """The period in which a forecast made on ``published`` would come true.

    A time named in the content that does not lie before publication is the period; "by" and "until" a time reach
    from publication to it. Otherwise it begins on the day of publication and is open; without that day it is ``None``.
    """
    if published is None:
        return None
    for expression in times(text, content, published):
        interval = expression.interval
        if expression.kind == "attributive" or interval.end is None or interval.end <= published:
            continue
        reaches = _before(text, expression.span).endswith(_UNTIL) or expression.kind == "until"
        if reaches or interval.start is None:
            return DateInterval(published, interval.end, "range")
        if interval.start >= published or interval.precision in {"year", "month"}:
            return interval
    return DateInterval(published, None, "open")


def _before(text: str, span: Span) -> str:
    """The words up to and with the first of an expression, lower case."""
    return text[max(0, span.start - 12) : span.start].lower() + ""
