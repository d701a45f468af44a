"""Stretches of a text that are spoken for, asked by place in logarithmic time."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from aftershock.record.text import Span


class Cover:
    """Spans, those that overlap joined; it answers which of them a stretch touches."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans: list[Span] = []
        for span in sorted(spans):
            if self._spans and span.start < self._spans[-1].end:
                self._spans[-1] = Span(self._spans[-1].start, max(self._spans[-1].end, span.end))
            else:
                self._spans.append(span)
        self._starts = [span.start for span in self._spans]
        self._ends = [span.end for span in self._spans]

    def over(self, stretch: Span) -> list[Span]:
        """The spans that share a character with the stretch, in order."""
        return self._spans[bisect_right(self._ends, stretch.start) : bisect_left(self._starts, stretch.end)]

    def touches(self, stretch: Span) -> bool:
        """Whether any span shares a character with the stretch."""
        return bool(self.over(stretch))

    def holds(self, stretch: Span) -> bool:
        """Whether one span holds the stretch whole."""
        return any(span.contains(stretch) for span in self.over(stretch))
