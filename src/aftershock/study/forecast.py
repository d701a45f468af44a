"""The forecasting step: claims to questions, questions to forecasts, and how the forecasters would have done."""

from __future__ import annotations

from functools import partial
from typing import Final

from aftershock.forecasting.backtest import backtest
from aftershock.forecasting.making import make
from aftershock.ontology.actors import Actors
from aftershock.record.hypothesis import Indicator, StudyPlan
from aftershock.record.ids import fingerprint
from aftershock.record.question import BacktestRow, Forecast, Question, Untestable
from aftershock.record.reading import Reading
from aftershock.store.history import History
from aftershock.store.store import Store
from aftershock.study.measure import data_mark
from aftershock.study.readings import readings
from aftershock.study.step import Product, Progress, StepReport, Unit, counted, run_units, silent
from aftershock.study.study import Study
from aftershock.study.versions import code_digest
from aftershock.verifying.testable import declared, questions

ASK: Final = "ask"
FORECAST: Final = "forecast"
BACKTEST: Final = "backtest"
_DECLARED: Final = "(declared)"


def forecast_study(study: Study, store: Store, progress: Progress = silent) -> StepReport:
    """Ask the questions that changed since the last time, forecast them, and test the forecasters on the past."""
    plan, history, data = study.plan, study.history(store), data_mark(store, study.plan)
    asked = _ask(study, store, history, data)
    code = code_digest("forecasting", "stats", "store", "record")
    units = [
        Unit(scope, fingerprint(code, data, plan.cutoffs, found), partial(_forecast, found, plan, history))
        for scope in store.scopes(ASK)
        if (found := store.records(Question, ASK, scope))
    ]
    report = run_units(store, FORECAST, units, progress)
    tests = [
        Unit(one.id, fingerprint(code, data, plan.window, one), partial(_backtest, one, plan, history))
        for one in plan.indicators
        if one.measure in ("count", "deaths")
    ]
    tested = run_units(store, BACKTEST, tests, progress)
    worked = asked.worked + report.worked + tested.worked
    kept = asked.kept + report.kept + tested.kept
    return counted(store, StepReport(FORECAST, worked, kept), (Question, Untestable, Forecast, BacktestRow))


def _ask(study: Study, store: Store, history: History, data: str) -> StepReport:
    plan = study.plan
    common = (code_digest("verifying", "ontology", "store", "record"), data, plan.indicators, plan.window)
    people = fingerprint([actor.id for actor in study.actors.all])
    units = [
        Unit(
            reading.document.id,
            fingerprint(*common, people, reading.document.published, reading.actors, reading.events, reading.claims),
            partial(_from_claims, reading, plan, study.actors, history),
        )
        for reading in readings(store)
    ]
    declare = Unit(_DECLARED, fingerprint(*common, plan.questions, plan.hypotheses), lambda: Product(declared(plan)))
    return run_units(store, ASK, [declare, *units])


def _from_claims(reading: Reading, plan: StudyPlan, actors: Actors, history: History) -> Product:
    testable, untestable = questions(reading.claims, [reading], plan, actors, history)
    return Product((*testable, *untestable))


def _forecast(found: tuple[Question, ...], plan: StudyPlan, history: History) -> Product:
    return Product(make(found, plan, history))


def _backtest(indicator: Indicator, plan: StudyPlan, history: History) -> Product:
    return Product(backtest([indicator], plan, history))
