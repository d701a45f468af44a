"""Figures before and after the onset: told as they are, for two dated values allow no counterfactual."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from aftershock.measuring import wording
from aftershock.measuring.case import Case, tidy, with_checks
from aftershock.measuring.figures import Reading
from aftershock.record.effect import Check, Effect
from aftershock.record.figure import Figure

METHOD: Final = "figures before and after"

_ALIKE: Final = 1.5  # lengths of period whose totals may still be set side by side


def by_figures(case: Case, reading: Reading) -> Effect:
    """The two figures and the direction between them; the verdict is always that there is no counterfactual."""
    if reading.before is None or reading.after is None:
        return case.blank("no-data", METHOD, f"{case.indicator.title}: {reading.reason}.")
    before, after = reading.before, reading.after
    blank = case.blank("no-counterfactual", METHOD, _sentence(case, before, after), rows=(before.id, after.id))
    effect = replace(blank, n_before=1, n_after=1, observed=tidy(after.value))
    return with_checks(effect, _comparable(before, after), *_notes(before, after))


def _sentence(case: Case, before: Figure, after: Figure) -> str:
    unit = before.unit.partition(",")[0]
    scope = f" ({before.scope})" if before.scope else ""
    told = (
        f"{case.indicator.title}{scope}: {wording.number(before.value)} {unit} {_when(before)},"
        f" {wording.number(after.value)} {_when(after)}: {_moved(before.value, after.value)},"
        f" {_direction(case, before.value, after.value)}."
    )
    return f"{told} These are figures before and after; what would have happened without the shock they cannot say."


def _moved(before: float, after: float) -> str:
    if before > 0 and after >= 0:
        return wording.change(after / before - 1)
    return wording.difference(after - before) if after != before else "unchanged"


def _direction(case: Case, before: float, after: float) -> str:
    expected = case.expected
    if expected == "either":
        return "no direction being claimed"
    moved = "raises" if after > before else "lowers" if after < before else "no-change"
    return "as claimed" if moved == expected else "not as claimed"


def _when(figure: Figure) -> str:
    first, last = figure.when.start, figure.when.last
    if first is None or last is None:
        return "on an unknown day"
    return f"on {wording.day(first)}" if first == last else wording.days(first, last)


def _comparable(before: Figure, after: Figure) -> Check:
    name = "figures of the same kind"
    lengths = sorted((before.when.days or 1, after.when.days or 1))
    if lengths[1] > _ALIKE * lengths[0]:
        return Check(
            name, "failed", f"One figure covers {lengths[0]} days, the other {lengths[1]}: totals do not compare."
        )
    if before.source != after.source:
        return Check(name, "failed", f"The figures come from two sources: {before.source}; {after.source}.")
    return Check(name, "passed", f"Both figures come from {before.source or 'the same source'}.")


def _notes(before: Figure, after: Figure) -> tuple[Check, ...]:
    notes = [f"{_when(figure)}: {figure.note}" for figure in (before, after) if figure.note]
    return (Check("notes on the figures", "failed", "; ".join(notes)),) if notes else ()
