"""The timeline: every listed event as a dot above or below its month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from aftershock.record.event import Event
from aftershock.record.hypothesis import StudyPlan
from aftershock.showing import tone, words
from aftershock.showing.chips import anchor
from aftershock.showing.scale import Days, Tick
from aftershock.showing.tone import Tone

_YEAR: Final = 12
_GAP: Final = 18  # between the dots above the axis and those below it, for the labels of time
_TOP: Final = 30


@dataclass(frozen=True, slots=True)
class Canvas:
    """The width of the drawing, the size of a dot's cell, and whether dots lead to their rows."""

    width: float
    cell: float
    linked: bool


WIDE: Final = Canvas(1180, 7.2, linked=True)
NARROW: Final = Canvas(360, 4.2, linked=False)


@dataclass(frozen=True, slots=True)
class Dot:
    """An event."""

    x: float
    y: float
    tone: Tone
    href: str
    title: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """The whole drawing."""

    canvas: Canvas
    height: float
    axis: float
    radius: float
    dots: tuple[Dot, ...]
    ticks: tuple[Tick, ...]
    shock_x: float
    below: float


def draw(plan: StudyPlan, events: Sequence[Event], canvas: Canvas) -> Timeline | None:
    """Stack the events by month: hostile ones upwards, others downwards; ``None`` where there are none."""
    dated = [(event.when.start, event) for event in events if event.when.start is not None]
    if not dated:
        return None
    first = min([day for day, _ in dated] + [plan.shock.day]).replace(day=1)
    last = max([day for day, _ in dated] + [plan.shock.day])
    end = date(last.year + last.month // _YEAR, last.month % _YEAR + 1, 1)
    scale = Days(first, end, 6, canvas.width - 6)
    months = (end.year - first.year) * _YEAR + end.month - first.month
    columns = max(1, int((canvas.width - 12) / months / canvas.cell))
    up, down = _stacked(dated, columns, hostile=True), _stacked(dated, columns, hostile=False)
    axis = _TOP + canvas.cell * (max((row for *_, row in up), default=0) + 1)
    below = axis + _GAP
    dots = [_dot(event, column, axis - canvas.cell * (row + 0.5), scale, canvas) for event, column, row in up]
    dots += [_dot(event, column, below + canvas.cell * (row + 0.5), scale, canvas) for event, column, row in down]
    height = below + canvas.cell * (max((row for *_, row in down), default=0) + 1) + 22
    return Timeline(
        canvas, round(height, 1), round(axis, 1), round(canvas.cell * 0.42, 2), tuple(dots),
        tuple(tick for tick in scale.ticks(room=66) if tick.at < canvas.width - 50), scale(plan.shock.day), below,
    )  # fmt: skip


def _stacked(dated: Sequence[tuple[date, Event]], columns: int, *, hostile: bool) -> list[tuple[Event, int, int]]:
    taken: dict[tuple[int, int], int] = {}
    placed = []
    for day, event in sorted(dated, key=lambda pair: (pair[0], pair[1].id)):
        if (tone.of_type(event.event_type) == "hostile") is not hostile:
            continue
        place = taken.get((day.year, day.month), 0)
        taken[day.year, day.month] = place + 1
        placed.append((event, place % columns, place // columns))
    return placed


def _dot(event: Event, column: int, y: float, scale: Days, canvas: Canvas) -> Dot:
    start = event.when.start or scale.first
    title = f"{words.period(event.when)}: {words.shortened(words.visible(event.summary), 90)}" if canvas.linked else ""
    return Dot(
        x=round(scale(start.replace(day=1)) + canvas.cell * (column + 0.5), 1),
        y=round(y, 1),
        tone=tone.of_type(event.event_type),
        href=f"#{anchor('d', event.id)}" if canvas.linked else "",
        title=title,
    )
