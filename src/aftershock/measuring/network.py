"""The traffic of each dyad before and after the shock, in windows of equal length."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Final, Literal

from aftershock.ontology.plover import quad
from aftershock.record.event import PLOVER_TYPES, Event
from aftershock.record.hypothesis import EventFilter, StudyPlan
from aftershock.record.ids import content_id
from aftershock.record.provenance import FromRecords, FromStudy, Provenance
from aftershock.record.ripple import Tie
from aftershock.store.history import History

VERSION: Final = "1"

_FEWEST: Final = 3
_MOST_DYADS: Final = 1000
_MOST_ROWS: Final = 500
_LAST_COOPERATIVE_QUAD: Final = 2

Dyad = tuple[str, str]
Period = Literal["before", "after"]


def ties(plan: StudyPlan, history: History) -> tuple[Tie, ...]:
    """A tie before and one after for each dyad with at least three events in either window; the busiest thousand.

    The window after runs from the shock over the study's longest horizon, or as far as the record goes; the one
    before has the same length and ends where the anticipation gap begins. Entries that are no act of one actor
    towards another count in neither.
    """
    windows = _windows(plan, history.cutoff)
    if windows is None:
        return ()
    dyads = _busiest(windows, history)
    wanted = EventFilter(actors=tuple(sorted({actor for actor, _ in dyads})))
    found = []
    for period, (start, end) in windows.items():
        traffic = _by_dyad(history.events(wanted, start, end) if dyads else ())
        found += [_tie(dyad, period, start, end, traffic.get(dyad, [])) for dyad in dyads]
    return tuple(sorted(found, key=lambda tie: (tie.actor, tie.recipient, tie.period != "before")))


def _windows(plan: StudyPlan, cutoff: date) -> Mapping[Period, tuple[date, date]] | None:
    shock, gap_from = plan.shock.day, min(plan.window.gap_from, plan.shock.day)
    horizon = shock + timedelta(days=max(plan.window.horizons))
    end = min(horizon, plan.window.end, plan.as_of + timedelta(days=1), cutoff + timedelta(days=1))
    days = min((end - shock).days, (gap_from - plan.window.start).days)
    if days <= 0:
        return None
    length = timedelta(days=days)
    return {"before": (gap_from - length, gap_from), "after": (shock, shock + length)}


def _busiest(windows: Mapping[Period, tuple[date, date]], history: History) -> tuple[Dyad, ...]:
    events: dict[Dyad, int] = defaultdict(int)
    for start, end in windows.values():
        for actor, recipient, number in history.dyads(start, end, _FEWEST):
            events[actor, recipient] = max(events[actor, recipient], number)
    return tuple(sorted(sorted(events), key=lambda dyad: -events[dyad])[:_MOST_DYADS])


def _by_dyad(events: Iterable[Event]) -> Mapping[Dyad, list[Event]]:
    traffic: dict[Dyad, list[Event]] = defaultdict(list)
    for event in events:
        traffic[event.actor, event.recipient].append(event)
    return traffic


def _tie(dyad: Dyad, period: Period, start: date, end: date, events: list[Event]) -> Tie:
    actor, recipient = dyad
    acts = [event for event in events if event.event_type in PLOVER_TYPES]
    cooperation = sum(quad(event.event_type) <= _LAST_COOPERATIVE_QUAD for event in acts)
    rows = tuple(event.id for event in events[:_MOST_ROWS])
    return Tie(
        id=content_id("tie", actor, recipient, period, start, end),
        actor=actor,
        recipient=recipient,
        period=period,
        start=start,
        end=end,
        cooperation=cooperation,
        conflict=len(acts) - cooperation,
        deaths=sum(event.deaths_best or 0 for event in events),
        rows=rows,
        provenance=Provenance(FromRecords(rows) if rows else FromStudy("window"), "measuring.network", VERSION),
    )
