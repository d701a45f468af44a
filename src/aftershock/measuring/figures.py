"""Figures before and after: the nearest dated values on either side of the onset. They allow no counterfactual."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from aftershock.measuring.windows import Periods
from aftershock.record.figure import Figure
from aftershock.record.hypothesis import Indicator
from aftershock.store.history import History


@dataclass(frozen=True, slots=True)
class Reading:
    """The last figure before the onset and the last one within the horizon after it, of the same scope and unit.

    ``reason`` says in words why there is none, and is empty where both were found.
    """

    before: Figure | None
    after: Figure | None
    reason: str = ""


def read_figures(indicator: Indicator, span: Periods, horizon: int, history: History) -> Reading:
    """The figures to compare. Where several scopes would do, none is chosen: the study must name one."""
    name = indicator.series or indicator.id
    found = [figure for figure in history.figures(name, indicator.scope) if figure.when.start is not None]
    if not found:
        scope = f" for {indicator.scope}" if indicator.scope else ""
        return Reading(None, None, f"the study holds no figure named {name}{scope}")
    exact = [figure for figure in found if figure.scope == indicator.scope] or found
    pairs = [
        pair for scope in sorted({(f.scope, f.unit) for f in exact}) if (pair := _pair(exact, scope, span, horizon))
    ]
    if len(pairs) > 1:
        scopes = "; ".join(before.scope for before, _ in pairs)
        return Reading(None, None, f"figures of several scopes would do ({scopes}): name one in the study")
    if not pairs:
        return Reading(None, None, _missing(exact, span, horizon))
    return Reading(*pairs[0])


def _pair(
    figures: Iterable[Figure], scope: tuple[str, str], span: Periods, horizon: int
) -> tuple[Figure, Figure] | None:
    same = [figure for figure in figures if (figure.scope, figure.unit) == scope]
    before, after = _before(same, span), _after(same, span, horizon)
    return (before[-1], after[-1]) if before and after else None


def _before(figures: Iterable[Figure], span: Periods) -> list[Figure]:
    return [f for f in figures if f.when.end is not None and f.when.end <= span.onset]


def _after(figures: Iterable[Figure], span: Periods, horizon: int) -> list[Figure]:
    last = span.onset + timedelta(days=horizon)
    return [
        f
        for f in figures
        if f.when.start is not None and f.when.end is not None and span.onset <= f.when.start and f.when.end <= last
    ]


def _missing(figures: list[Figure], span: Periods, horizon: int) -> str:
    n_before, n_after = len(_before(figures, span)), len(_after(figures, span, horizon))
    if n_before and n_after:
        return "the figures before and after are of different scope or unit"
    side = "before the onset" if not n_before else f"in the {horizon} days after the onset"
    return f"there is no figure {side}"
