"""Units of work: what a step does, skipped where nothing changed, written whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from aftershock.record.refusal import Refusal
from aftershock.store.store import Store


class Progress(Protocol):
    """Told after each unit of work; may draw a bar."""

    def __call__(self, step: str, done: int, total: int, /) -> None:
        """``done`` of ``total`` units of ``step`` stand."""


def silent(step: str, done: int, total: int) -> None:
    """Progress that nobody watches."""


@dataclass(frozen=True, slots=True)
class Product:
    """What a unit of work gives."""

    records: tuple[object, ...] = ()
    refused: tuple[Refusal, ...] = ()


@dataclass(frozen=True, slots=True)
class Unit:
    """A piece of a step: its scope, the fingerprint of all it depends on, and the work itself."""

    scope: str
    fingerprint: str
    work: Callable[[], Product]


@dataclass(frozen=True, slots=True)
class StepReport:
    """What a step did: units worked and kept, items refused, and what now stands by kind."""

    step: str
    worked: int
    kept: int
    refused: tuple[Refusal, ...] = ()
    counts: tuple[tuple[str, int], ...] = ()


def run_units(store: Store, step: str, units: Sequence[Unit], progress: Progress = silent) -> StepReport:
    """Do the units that changed, keep the others, and drop those that are no longer in the study."""
    store.keep_only(step, [unit.scope for unit in units])
    worked = 0
    progress(step, 0, len(units))
    for n, unit in enumerate(units, start=1):
        if not store.is_done(step, unit.scope, unit.fingerprint):
            product = unit.work()
            store.commit_unit(step, unit.scope, unit.fingerprint, product.records, product.refused)
            worked += 1
        progress(step, n, len(units))
    return StepReport(step, worked, len(units) - worked)


def counted(store: Store, report: StepReport, kinds: Iterable[type]) -> StepReport:
    """The report with how many records of each kind now stand, and what the step refused."""
    counts = tuple((kind.__name__, store.count(kind)) for kind in kinds)
    return StepReport(report.step, report.worked, report.kept, store.refusals(report.step), counts)
