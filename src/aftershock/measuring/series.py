"""An indicator and a history → a regular series, with gaps as gaps."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from aftershock.measuring.windows import Periods, edges
from aftershock.record.effect import Series, SeriesPoint
from aftershock.record.hypothesis import Bin, EventFilter, Indicator
from aftershock.record.ids import content_id
from aftershock.record.provenance import FromRecords, FromStudy, Provenance
from aftershock.store.history import History

VERSION: Final = "1"
MOST_ROWS: Final = 500

ENOUGH_PER_STEP: Final = 8.0
"""The mean count from which the logarithm of a step is near enough to normal."""

_FILTER_PARTS: Final = (
    ("datasets", "from"), ("actors", "by"), ("recipients", "towards"), ("event_types", "of type"), ("modes", "of mode"),
    ("places", "in"), ("systems", "of system"), ("text", "mentioning"),
)  # fmt: skip


def build(indicator: Indicator, span: Periods, history: History) -> Series | None:
    """The indicator's series over the study's window; ``None`` where the data hold nothing of that name at all.

    Counts by week are put together by four weeks where a week before the onset holds too few on average.
    """
    if indicator.measure in ("series", "share"):
        return _supplied(indicator, span, history)
    declared = _counted(indicator, indicator.bin, span, history)
    if declared is not None and indicator.bin == "week" and mean_before(declared, span) < ENOUGH_PER_STEP:
        return _counted(indicator, "4weeks", span, history)
    return declared


def by_week(indicator: Indicator, span: Periods, history: History) -> Series | None:
    """The counts by week, however few: what an exact comparison of rates is made from."""
    return _counted(indicator, "week", span, history)


def _counted(indicator: Indicator, step: Bin, span: Periods, history: History) -> Series | None:
    cuts = edges(span, step)
    if len(cuts) <= 1 or history.coverage(indicator.events) is None:
        return None
    points = history.counts(indicator.events, cuts, "deaths" if indicator.measure == "deaths" else "count")
    query = f"{_amount(indicator)} {described(indicator.events)}, by {_STEP_WORDS[step]} counted from {span.onset}"
    return _series(indicator, points, _row_ids(indicator.events, points, history), query)


def _supplied(indicator: Indicator, span: Periods, history: History) -> Series | None:
    points = _inside(history.series(indicator.series), span)
    if not points:
        return None
    rows = history.series_row_ids(indicator.series)
    query = f"supplied series {indicator.series}"
    if indicator.measure == "share":
        points = _divided(points, _inside(history.series(indicator.denominator), span))
        rows += history.series_row_ids(indicator.denominator)
        query += f" divided by {indicator.denominator}"
    return _series(indicator, points, rows[:MOST_ROWS], query)


def _series(indicator: Indicator, points: tuple[SeriesPoint, ...], rows: tuple[str, ...], query: str) -> Series:
    identity = content_id("series", indicator.id, query, points)
    origin = FromRecords(rows) if rows else FromStudy(f"indicator.{indicator.id}")
    return Series(
        identity, indicator.id, indicator.unit, points, rows, query, Provenance(origin, "measuring.series", VERSION)
    )


def _divided(above: Iterable[SeriesPoint], below: Iterable[SeriesPoint]) -> tuple[SeriesPoint, ...]:
    """Step by step; no value where either has none or the denominator is zero."""
    known = {(point.start, point.end): point.value for point in below}
    return tuple(replace(point, value=_quotient(point.value, known.get((point.start, point.end)))) for point in above)


def _quotient(above: float | None, below: float | None) -> float | None:
    return None if above is None or below is None or below == 0 else above / below


def _inside(points: Iterable[SeriesPoint], span: Periods) -> tuple[SeriesPoint, ...]:
    return tuple(point for point in points if point.start >= span.start and point.end <= span.end)


def mean_before(series: Series, span: Periods) -> float:
    """The mean of the steps before the gap that have a value, zero where there are none."""
    values = [point.value for point in series.points if point.value is not None and point.end <= span.gap_from]
    return sum(values) / len(values) if values else 0.0


def _row_ids(wanted: EventFilter, points: tuple[SeriesPoint, ...], history: History) -> tuple[str, ...]:
    """The first rows, without fetching more of a large table than they need."""
    counted, end = 0, points[0].end
    for point in points:
        counted, end = counted + point.rows, point.end
        if counted >= MOST_ROWS:
            break
    return tuple(event.id for event in history.events(wanted, points[0].start, end))[:MOST_ROWS]


def described(wanted: EventFilter) -> str:
    """A filter in words."""
    parts = [
        f"{word} {', '.join(values)}" for name, word in _FILTER_PARTS if (values := getattr(wanted, name))
    ]  # fmt: skip
    return " ".join(parts) + (" or the other way round" if wanted.either_way else "") if parts else "of any kind"


def _amount(indicator: Indicator) -> str:
    return "deaths in events" if indicator.measure == "deaths" else "events"


_STEP_WORDS: Final[dict[Bin, str]] = {"week": "week", "4weeks": "four weeks", "month": "month"}
