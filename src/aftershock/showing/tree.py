"""The ripple tree as a drawing: time from left to right, theatres as lanes, a row for every ripple."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

from aftershock.record.hypothesis import StudyPlan
from aftershock.record.ripple import Ripple
from aftershock.showing import tone, words
from aftershock.showing.chips import anchor
from aftershock.showing.joined import Joined
from aftershock.showing.scale import Days, Pivoted, Tick
from aftershock.showing.tone import Tone

Fill = Literal["seen", "hollow", "untested", "missed", "none"]
Stroke = Literal["claimed", "data", "declared"]

_FILLS: Final[Mapping[str, Fill]] = {
    "claimed-and-seen": "seen", "claimed-not-seen": "hollow", "claimed-untested": "untested",
    "seen-unclaimed": "missed", "neither": "none",
}  # fmt: skip
_BOLD: Final = 6.8  # and of a bold one at 12.5
_REACH: Final = 40  # uprights further left than this are no neighbours of a label
_LETTER: Final = 6.3  # average width of a letter at 13 units, Arial and Helvetica
_INDENT: Final = 20
_LEAST_REED: Final = 26
_FORK: Final = 8
_BEND: Final = 8
_LEADING: Final = 15
_BEFORE: Final = 0.16  # the share of the width that the time before the shock may take
_SHORT: Final = timedelta(days=30)  # how far a ripple without horizon is drawn
_TITLE_CHARACTERS: Final = 200


@dataclass(frozen=True, slots=True)
class Frame:
    """The measures of a drawing. ``verdict_x`` is where verdicts stand, ``None`` to set them under the line."""

    width: float
    left: float
    right: float
    row: float
    label_lines: int
    verdict_x: float | None
    drop: float


WIDE: Final = Frame(width=1180, left=14, right=880, row=48, label_lines=1, verdict_x=912, drop=28)
NARROW: Final = Frame(width=360, left=10, right=346, row=84, label_lines=2, verdict_x=None, drop=44)
_TOP: Final = 58
_LANE: Final = 34
_LANE_NAME: Final = 90


@dataclass(frozen=True, slots=True)
class Upright:
    """The upright part of a branch: labels keep to its right."""

    x: float
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Branch:
    """The edge from a parent to a ripple."""

    path: str
    stroke: Stroke
    upright: Upright


@dataclass(frozen=True, slots=True)
class Node:
    """A ripple in its row: its reed runs from its onset to the end of the horizon at which it was judged.

    ``width`` grows with the number of independent sources.
    """

    href: str
    title: str
    lines: tuple[str, ...]
    label_x: float
    label_y: float
    start: float
    end: float
    y: float
    tone: Tone
    fill: Fill
    stroke: Stroke
    width: float
    verdict: str
    figure: str
    verdict_x: float
    verdict_y: float
    branches: tuple[Branch, ...]


@dataclass(frozen=True, slots=True)
class Lane:
    """A theatre: its name and the band that its rows fill."""

    name: str
    x: float
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Tree:
    """The whole drawing."""

    frame: Frame
    height: float
    shock_x: float
    trunk_end: float
    lanes: tuple[Lane, ...]
    nodes: tuple[Node, ...]
    ticks: tuple[Tick, ...]


@dataclass(frozen=True, slots=True)
class _Layout:
    frame: Frame
    joined: Joined
    scale: Pivoted
    shock_x: float
    rows: Mapping[str, float]
    starts: Mapping[str, float]


def draw(plan: StudyPlan, ripples: Sequence[Ripple], joined: Joined, frame: Frame) -> Tree | None:
    """Lay the ripples out, or ``None`` where there is none."""
    if not ripples:
        return None
    ordered = _tree_order(ripples)
    scale = _scale(plan, ripples, joined, frame)
    shock_x = scale(plan.shock.day)
    rows, lanes, bottom = _rows(ordered, frame, shock_x)
    layout = _Layout(frame, joined, scale, shock_x, rows, _starts(ordered, scale, frame))
    branches = {ripple.hypothesis: _branches(ripple, layout) for ripple in ordered}
    uprights = [branch.upright for found in branches.values() for branch in found]
    trunk = max((one.bottom for one in uprights if one.x == shock_x), default=float(_TOP))
    uprights.append(Upright(shock_x, 0, trunk))
    nodes = tuple(_node(ripple, branches[ripple.hypothesis], uprights, layout) for ripple in ordered)
    return Tree(frame, bottom + 26, shock_x, trunk, lanes, nodes, scale.ticks(room=92))


def _tree_order(ripples: Sequence[Ripple]) -> list[Ripple]:
    """Parents before their children, in the order of the study otherwise; a ring of parents loses nobody."""
    named = {ripple.hypothesis: ripple for ripple in ripples}
    children: dict[str, list[str]] = {}
    for ripple in ripples:
        parent = next((name for name in ripple.parents if name in named and name != ripple.hypothesis), "shock")
        children.setdefault(parent, []).append(ripple.hypothesis)
    return [named[name] for name in dict.fromkeys((*_descend("shock", children), *named))]


def _descend(parent: str, children: Mapping[str, list[str]]) -> Iterator[str]:
    for child in children.get(parent, ()):
        yield child
        yield from _descend(child, children)


def _rows(ordered: Sequence[Ripple], frame: Frame, shock_x: float) -> tuple[dict[str, float], tuple[Lane, ...], float]:
    rows: dict[str, float] = {}
    x = shock_x + 12 if shock_x < frame.left + _LANE_NAME else frame.left  # clear of the trunk
    lanes, y = [], float(_TOP)
    for theatre in dict.fromkeys(ripple.theatre for ripple in ordered):
        members = [ripple.hypothesis for ripple in ordered if ripple.theatre == theatre]
        height = _LANE + frame.row * len(members) + 6
        lanes.append(Lane(theatre or "Elsewhere", x, y, height))
        rows.update((name, y + _LANE + frame.row * place + frame.drop) for place, name in enumerate(members))
        y += height + 8
    return rows, tuple(lanes), y


def _scale(plan: StudyPlan, ripples: Sequence[Ripple], joined: Joined, frame: Frame) -> Pivoted:
    first = min(plan.shock.day, *(ripple.onset for ripple in ripples))
    last = max(plan.shock.day + _SHORT, *(_end(ripple, joined) for ripple in ripples))
    left = frame.left + 8
    pivot = left if first == plan.shock.day else left + _BEFORE * (frame.right - left)
    return Pivoted(Days(first, plan.shock.day, left, pivot), Days(plan.shock.day, last, pivot, frame.right))


def _end(ripple: Ripple, joined: Joined) -> date:
    main = joined.main_effect(joined.effects_of(ripple))
    if main is not None:
        return ripple.onset + timedelta(days=main.horizon)
    asked = [joined.questions[name].window.last for name in ripple.questions if name in joined.questions]
    return max((day for day in asked if day is not None), default=ripple.onset + _SHORT)


def _starts(ordered: Sequence[Ripple], scale: Pivoted, frame: Frame) -> dict[str, float]:
    starts: dict[str, float] = {}
    for ripple in ordered:
        from_shock = "shock" in ripple.parents and ripple.onset >= scale.after.first
        after = [starts[name] + _INDENT for name in ripple.parents if name in starts]
        first = scale(ripple.onset) + (_INDENT if from_shock else 0)
        starts[ripple.hypothesis] = min(max([first, *after]), frame.right - _LEAST_REED)
    return starts


def _node(ripple: Ripple, branches: tuple[Branch, ...], uprights: Sequence[Upright], layout: _Layout) -> Node:
    frame, joined = layout.frame, layout.joined
    start, y = layout.starts[ripple.hypothesis], layout.rows[ripple.hypothesis]
    hypothesis = joined.hypotheses.get(ripple.hypothesis)
    figure = joined.figure(joined.main_effect(joined.effects_of(ripple)))
    clear = _clear(start, y, uprights, frame)
    lines, label_x = _label(ripple.title, clear, frame)
    verdict = words.VERDICTS[ripple.verdict]
    if frame.verdict_x is None:
        verdict = _fitting(verdict, figure, int((frame.right - clear) / _BOLD))
    return Node(
        href=f"#{anchor('r', ripple.hypothesis)}",
        title=words.shortened(f"{ripple.title}: {ripple.sentence}", _TITLE_CHARACTERS),
        lines=tuple(map(words.visible, lines)),
        label_x=label_x,
        label_y=y - 13 - _LEADING * (len(lines) - 1),
        start=start,
        end=min(max(layout.scale(_end(ripple, joined)), start + _LEAST_REED), frame.right),
        y=y,
        tone=tone.of_hypothesis(hypothesis, joined.indicators) if hypothesis else "neutral",
        fill=_FILLS[ripple.standing],
        stroke=_stroke(ripple),
        width=_width(ripple),
        verdict=verdict,
        figure=figure if frame.verdict_x is not None else "",
        verdict_x=_fitted(len(verdict) * _BOLD, clear, frame) if frame.verdict_x is None else frame.verdict_x,
        verdict_y=y + 21 if frame.verdict_x is None else y - 4 if figure else y + 4,
        branches=branches,
    )


def _fitting(verdict: str, figure: str, letters: int) -> str:
    """The verdict with its figure and interval, or without the interval, or alone: the most that has room."""
    longest = [f"{verdict}: {figure}", f"{verdict}: {figure.split(' (')[0]}"] if figure else []
    return next((text for text in longest if len(text) <= letters), words.shortened(verdict, letters))


def _clear(start: float, y: float, uprights: Sequence[Upright], frame: Frame) -> float:
    """Where a label may begin: right of its reed's start and of every upright that crosses its row."""
    top, bottom = y - frame.drop, y + frame.row - frame.drop - 4
    crossing = [one.x for one in uprights if one.top < bottom and one.bottom > top and one.x >= start - _REACH]
    return max([start, *crossing]) + 8


def _fitted(length: float, clear: float, frame: Frame) -> float:
    return round(max(frame.left, min(clear, frame.right - length)), 1)


def _stroke(ripple: Ripple) -> Stroke:
    if ripple.sources:
        return "claimed"
    return "data" if ripple.standing == "seen-unclaimed" else "declared"


def _width(ripple: Ripple) -> float:
    return float(min(0.8 + 0.9 * ripple.sources, 5)) if ripple.sources else 1.4


def _label(title: str, clear: float, frame: Frame) -> tuple[tuple[str, ...], float]:
    room = frame.right - (clear if frame.label_lines > 1 else frame.left)
    lines = words.wrapped(title, max(12, int(room / _LETTER)), frame.label_lines)
    return lines, _fitted(max(map(len, lines)) * _LETTER, clear, frame)


def _branches(ripple: Ripple, layout: _Layout) -> tuple[Branch, ...]:
    """The main branch in the ripple's own stroke, branches from further parents as the study declares them."""
    found = [_branch(parent, ripple, layout, main=place == 0) for place, parent in enumerate(ripple.parents)]
    return tuple(branch for branch in found if branch is not None)


def _branch(parent: str, ripple: Ripple, layout: _Layout, *, main: bool) -> Branch | None:
    """From the parent's reed, or the trunk, down or up to the row, bending into it; none against the course of time."""
    y, start = layout.rows[ripple.hypothesis], layout.starts[ripple.hypothesis]
    if parent != "shock" and parent not in layout.rows:
        return None
    x = layout.shock_x if parent == "shock" else layout.starts[parent] + _FORK
    if start < x:
        return None
    above = float(_TOP) if parent == "shock" else layout.rows[parent]
    turn = y - _BEND if above < y else y + _BEND
    begin = turn if parent == "shock" else above  # the trunk itself is drawn once
    path = f"M{x:g} {begin:g}L{x:g} {turn:g}Q{x:g} {y:g} {min(x + _BEND, start):g} {y:g}L{start:g} {y:g}"
    return Branch(path, _stroke(ripple) if main else "declared", Upright(x, min(above, turn), max(above, turn)))
