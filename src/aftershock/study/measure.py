"""The measuring step: an effect for each hypothesis, and the traffic of the dyads before and after."""

from __future__ import annotations

from functools import partial
from typing import Final

from aftershock.measuring.family import adjust
from aftershock.measuring.measure import measure
from aftershock.measuring.network import ties
from aftershock.record.effect import Effect, Estimate, Series
from aftershock.record.hypothesis import Hypothesis, Indicator, StudyPlan
from aftershock.record.ids import fingerprint
from aftershock.record.manifest import DataFile
from aftershock.record.ripple import Tie
from aftershock.store.history import History
from aftershock.store.store import Store
from aftershock.study.step import Product, Progress, StepReport, Unit, counted, run_units, silent
from aftershock.study.study import Study
from aftershock.study.versions import code_digest

MEASURE: Final = "measure"
FAMILY: Final = "family"
_NETWORK: Final = "(network)"
_ALL: Final = "(all)"


def data_mark(store: Store, plan: StudyPlan) -> str:
    """A fingerprint of the event data a step sees: the files, the groups, the day."""
    files = [(file.kind, file.dataset, file.sha256) for file in store.records(DataFile)]
    return fingerprint(files, plan.groups, plan.as_of)


def measure_study(study: Study, store: Store, progress: Progress = silent) -> StepReport:
    """Measure every hypothesis whose plan or data changed since the last time."""
    plan, history = study.plan, study.history(store)
    code = code_digest("measuring", "stats", "store", "record", "ontology")
    data = data_mark(store, plan)
    common = (code, data, plan.shock, plan.window, plan.rivals)
    units = [
        Unit(
            hypothesis.id,
            fingerprint(*common, hypothesis, _indicators(plan, hypothesis)),
            partial(_measure_one, hypothesis, plan, history),
        )
        for hypothesis in plan.hypotheses
    ]
    units.append(Unit(_NETWORK, fingerprint(*common), partial(_network, plan, history)))
    report = run_units(store, MEASURE, units, progress)
    estimates = [estimate.effect for estimate in store.records(Estimate)]
    allow = Unit(_ALL, fingerprint(code, estimates), lambda: Product(adjust(estimates)))
    run_units(store, FAMILY, [allow])
    return counted(store, report, (Series, Effect, Tie))


def _indicators(plan: StudyPlan, hypothesis: Hypothesis) -> list[Indicator]:
    return [indicator for indicator in plan.indicators if indicator.id in hypothesis.indicators]


def _measure_one(hypothesis: Hypothesis, plan: StudyPlan, history: History) -> Product:
    measured = measure(hypothesis, plan, history)
    return Product((*measured.series, *(Estimate(effect.id, effect) for effect in measured.effects)))


def _network(plan: StudyPlan, history: History) -> Product:
    return Product(ties(plan, history))
