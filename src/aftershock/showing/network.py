"""The network before and after the shock: one list of actors, arcs before on the left, after on the right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from aftershock.record.ripple import Tie
from aftershock.showing import words
from aftershock.showing.chips import anchor
from aftershock.showing.evidence import ReportData
from aftershock.showing.tone import Tone

_ACTORS: Final = 22
_ROW: Final = 24
_TOP: Final = 46
_WIDEST: Final = 9.0
_LETTER: Final = 6.8


@dataclass(frozen=True, slots=True)
class Measures:
    """The width of the drawing, and how many letters of a name it has room for."""

    width: float
    letters: int


WIDE: Final = Measures(width=860, letters=30)
NARROW: Final = Measures(width=360, letters=17)


@dataclass(frozen=True, slots=True)
class Arc:
    """The traffic of two actors in one period, whichever way it went."""

    href: str
    path: str
    width: float
    tone: Tone
    title: str


@dataclass(frozen=True, slots=True)
class Label:
    """An actor's name in the middle column."""

    x: float
    y: float
    text: str
    title: str


@dataclass(frozen=True, slots=True)
class Network:
    """The whole drawing, and how much of the data it shows."""

    measures: Measures
    height: float
    left: float
    right: float
    labels: tuple[Label, ...]
    before: tuple[Arc, ...]
    after: tuple[Arc, ...]
    hidden: int


@dataclass(frozen=True, slots=True)
class TieRow:
    """A dyad's two periods side by side, as the table shows them."""

    actor: str
    recipient: str
    before: Tie | None
    after: Tie | None
    rows: tuple[str, ...]

    @property
    def total(self) -> int:
        """How many events the dyad has in both periods."""
        return sum(tie.cooperation + tie.conflict for tie in (self.before, self.after) if tie)

    @property
    def change(self) -> int:
        """After minus before."""
        after, before = ((tie.cooperation + tie.conflict if tie else 0) for tie in (self.after, self.before))
        return after - before


Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Traffic:
    """What passed between two actors in a period, both ways; ``tie`` is the first of the ties it was taken from."""

    tie: str
    cooperation: int
    conflict: int

    @property
    def total(self) -> int:
        """All events."""
        return self.cooperation + self.conflict


Pairs = Mapping[Pair, Mapping[str, Traffic]]


def periods(ties: Sequence[Tie]) -> Mapping[str, tuple[date, date]]:
    """The first and the last day of each period."""
    return {tie.period: (tie.start, tie.end - timedelta(days=1)) for tie in reversed(ties)}


def table(data: ReportData) -> tuple[TieRow, ...]:
    """All dyads, the busiest first."""
    dyads: dict[Pair, dict[str, Tie]] = {}
    for tie in data.ties:
        dyads.setdefault((tie.actor, tie.recipient), {})[tie.period] = tie
    rows = [
        TieRow(
            actor=data.name(actor),
            recipient=data.name(recipient),
            before=found.get("before"),
            after=found.get("after"),
            rows=tuple(row for tie in found.values() for row in tie.rows),
        )
        for (actor, recipient), found in dyads.items()
    ]
    return tuple(sorted(rows, key=lambda row: (-row.total, row.actor, row.recipient)))


def draw(data: ReportData, measures: Measures) -> Network | None:
    """Draw the ties among the busiest actors, or ``None`` where there are none."""
    pairs = _pairs(data.ties)
    if not pairs:
        return None
    actors = _order(_busiest(pairs), pairs)
    places = {actor: _TOP + _ROW * place for place, actor in enumerate(actors)}
    shown = {pair: found for pair, found in pairs.items() if pair[0] in places and pair[1] in places}
    names = {actor: words.shortened(words.visible(data.name(actor)), measures.letters) for actor in actors}
    half = max(map(len, names.values())) * _LETTER / 2 + 8
    page = _Page(data, places, measures, measures.width / 2 - half, measures.width / 2 + half)
    most = max(traffic.total for found in shown.values() for traffic in found.values())
    labels = tuple(
        Label(measures.width / 2, y + 4, names[actor], words.visible(data.name(actor))) for actor, y in places.items()
    )
    before, after = (
        tuple(_arc(page, pair, found[side], side, most) for pair, found in shown.items() if side in found)
        for side in ("before", "after")
    )
    height = _TOP + _ROW * len(actors) + 6
    return Network(measures, height, page.left, page.right, labels, before, after, len(pairs) - len(shown))


@dataclass(frozen=True, slots=True)
class _Page:
    data: ReportData
    places: Mapping[str, float]
    measures: Measures
    left: float
    right: float


def _pairs(ties: Sequence[Tie]) -> dict[Pair, dict[str, Traffic]]:
    pairs: dict[Pair, dict[str, Traffic]] = {}
    for tie in ties:
        if tie.actor == tie.recipient or not tie.cooperation + tie.conflict:
            continue
        found = pairs.setdefault((min(tie.actor, tie.recipient), max(tie.actor, tie.recipient)), {})
        sum_so_far = found.get(tie.period, Traffic(tie.id, 0, 0))
        found[tie.period] = Traffic(
            sum_so_far.tie, sum_so_far.cooperation + tie.cooperation, sum_so_far.conflict + tie.conflict
        )
    return dict(sorted(pairs.items()))


def _busiest(pairs: Pairs) -> list[str]:
    totals: dict[str, int] = {}
    for pair, found in pairs.items():
        for actor in pair:
            totals[actor] = totals.get(actor, 0) + sum(traffic.total for traffic in found.values())
    return sorted(totals, key=lambda actor: (-totals[actor], actor))[:_ACTORS]


def _order(actors: Sequence[str], pairs: Pairs) -> list[str]:
    """Neighbours close together: from the busiest on, next always the one most tied to those already placed."""
    weight = {pair: sum(traffic.total for traffic in found.values()) for pair, found in pairs.items()}

    def tied(actor: str, recent: Sequence[str]) -> float:
        return sum(
            weight.get((min(actor, other), max(actor, other)), 0) / (1 + age)
            for age, other in enumerate(reversed(recent))
        )

    placed, left = [actors[0]], list(actors[1:])
    while left:
        following = max(left, key=lambda actor: (tied(actor, placed), -actors.index(actor)))
        left.remove(following)
        placed.append(following)
    return placed


def _arc(page: _Page, pair: Pair, traffic: Traffic, side: str, most: int) -> Arc:
    top, bottom = sorted((page.places[pair[0]], page.places[pair[1]]))
    reach = ((bottom - top) / (_ROW * max(1, len(page.places) - 1))) ** 0.7
    x, room = (page.left, -page.left) if side == "before" else (page.right, page.measures.width - page.right)
    room *= min(1.0, 0.2 + 0.07 * len(page.places))
    bulge = x + room * min(1.25, 0.18 + 1.1 * reach)  # the curve reaches three quarters of the way to its handles
    names = f"{page.data.name(pair[0])} and {page.data.name(pair[1])}"
    hostile = words.plural(traffic.conflict, "hostile event")
    return Arc(
        href=f"#{anchor('t', traffic.tie)}",
        path=f"M{x:.1f} {top:g}C{bulge:.1f} {top:g} {bulge:.1f} {bottom:g} {x:.1f} {bottom:g}",
        width=round(max(1.0, _WIDEST * (traffic.total / most) ** 0.5), 1),
        tone=_tone(traffic),
        title=f"{names}, {side}: {hostile}, {words.plural(traffic.cooperation, 'cooperative event')}",
    )


def _tone(traffic: Traffic) -> Tone:
    if traffic.conflict == traffic.cooperation:
        return "neutral"
    return "hostile" if traffic.conflict > traffic.cooperation else "cooperative"
