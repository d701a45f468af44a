"""The ripple tree as a drawing: time from left to right, theatres as lanes, a row for every ripple."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

from aftershock.record.effect import Effect
from aftershock.record.hypothesis import StudyPlan
from aftershock.record.ripple import Ripple
from aftershock.showing import tone, words
from aftershock.showing.chips import anchor
from aftershock.showing.joined import Joined
from aftershock.showing.scale import Days, Tick
from aftershock.showing.tone import Tone

Fill = Literal["seen", "hollow", "untested", "missed", "none"]
Stroke = Literal["claimed", "data", "declared"]

_FILLS: Final[Mapping[str, Fill]] = {
    "claimed-and-seen": "seen", "claimed-not-seen": "hollow", "claimed-untested": "untested",
    "seen-unclaimed": "missed", "neither": "none",
}  # fmt: skip
_LETTER: Final = 6.6  # average width of a letter at 13 units, Arial and Helvetica
_INDENT: Final = 20
_LEAST_REED: Final = 26
_FORK: Final = 8
_BEND: Final = 8
_LEADING: Final = 15
_SHORT: Final = timedelta(days=30)  # how far a ripple without horizon is drawn
_TITLE_CHARACTERS: Final = 400


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
class Branch:
    """The edge from a parent to a ripple. ``width`` grows with the number of independent sources."""

    path: str
    stroke: Stroke
    width: float


@dataclass(frozen=True, slots=True)
class Node:
    """A ripple in its row: its reed runs from its onset to the end of the horizon at which it was judged."""

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
    scale: Days
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
    nodes = tuple(_node(ripple, layout) for ripple in ordered)
    trunk = max((rows[ripple.hypothesis] for ripple in ripples if "shock" in ripple.parents), default=float(_TOP))
    return Tree(frame, bottom + 26, layout.shock_x, trunk - _BEND, lanes, nodes, scale.ticks(room=92))


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


def _scale(plan: StudyPlan, ripples: Sequence[Ripple], joined: Joined, frame: Frame) -> Days:
    first = min(plan.shock.day, *(ripple.onset for ripple in ripples))
    last = max(plan.shock.day + _SHORT, *(_end(ripple, joined) for ripple in ripples))
    return Days(first, last, frame.left + 8, frame.right)


def _end(ripple: Ripple, joined: Joined) -> date:
    main = joined.main_effect(joined.effects_of(ripple))
    if main is not None:
        return ripple.onset + timedelta(days=main.horizon)
    asked = [joined.questions[name].window.last for name in ripple.questions if name in joined.questions]
    return max((day for day in asked if day is not None), default=ripple.onset + _SHORT)


def _starts(ordered: Sequence[Ripple], scale: Days, frame: Frame) -> dict[str, float]:
    starts: dict[str, float] = {}
    for ripple in ordered:
        after = [starts[name] + _INDENT for name in ripple.parents if name in starts]
        first = scale(ripple.onset) + (_INDENT if "shock" in ripple.parents else 0)
        starts[ripple.hypothesis] = min(max([first, *after]), frame.right - _LEAST_REED)
    return starts


def _node(ripple: Ripple, layout: _Layout) -> Node:
    frame, joined = layout.frame, layout.joined
    start, y = layout.starts[ripple.hypothesis], layout.rows[ripple.hypothesis]
    hypothesis = joined.hypotheses.get(ripple.hypothesis)
    lines, label_x = _label(ripple.title, start, frame)
    figure = figure_of(joined.main_effect(joined.effects_of(ripple)))
    beside = y - 4 if figure else y + 4
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
        verdict=words.VERDICTS[ripple.verdict],
        figure=figure,
        verdict_x=label_x if frame.verdict_x is None else frame.verdict_x,
        verdict_y=y + 21 if frame.verdict_x is None else beside,
        branches=_branches(ripple, layout),
    )


def _stroke(ripple: Ripple) -> Stroke:
    if ripple.sources:
        return "claimed"
    return "data" if ripple.standing == "seen-unclaimed" else "declared"


def _width(ripple: Ripple) -> float:
    return float(min(0.8 + 0.9 * ripple.sources, 5)) if ripple.sources else 1.4


def figure_of(effect: Effect | None) -> str:
    """The estimate of an effect with its interval, as short as it can be said."""
    if effect is None or effect.estimate is None:
        return ""
    if effect.relative is not None and effect.relative_low is not None:
        return f"{words.percent(effect.relative)} ({words.percents(effect.relative_low, effect.relative_high)})"
    return f"{words.signed(effect.estimate)} ({words.interval(effect.low, effect.high)})"


def _label(title: str, start: float, frame: Frame) -> tuple[tuple[str, ...], float]:
    room = frame.right - frame.left
    lines = words.wrapped(title, int(room / _LETTER), frame.label_lines)
    longest = max(map(len, lines)) * _LETTER
    return lines, round(max(frame.left, min(start + 10, frame.right - longest)), 1)


def _branches(ripple: Ripple, layout: _Layout) -> tuple[Branch, ...]:
    parents = [name for name in ripple.parents if name == "shock" or name in layout.rows]
    return tuple(
        Branch(path, _stroke(ripple) if place == 0 else "declared", _width(ripple) if place == 0 else 1.2)
        for place, parent in enumerate(parents)
        if (path := _elbow(parent, ripple.hypothesis, layout))
    )


def _elbow(parent: str, child: str, layout: _Layout) -> str:
    """From the parent's reed, or the trunk, down or up to the child's row, bending into it."""
    y, start = layout.rows[child], layout.starts[child]
    x = layout.shock_x if parent == "shock" else layout.starts[parent] + _FORK
    if parent == "shock":
        return f"M{x:g} {y - _BEND:g}Q{x:g} {y:g} {x + _BEND:g} {y:g}L{start:g} {y:g}"
    from_y = layout.rows[parent]
    bend = -_BEND if from_y > y else _BEND
    if start < x:
        return ""
    return f"M{x:g} {from_y:g}L{x:g} {y - bend:g}Q{x:g} {y:g} {min(x + _BEND, start):g} {y:g}L{start:g} {y:g}"
