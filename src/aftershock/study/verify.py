"""The verifying step: questions settled, speakers and forecasters scored, and everything joined into ripples."""

from __future__ import annotations

from functools import partial
from typing import Final

from aftershock.measuring.findings import findings
from aftershock.measuring.ripples import join
from aftershock.record.effect import Effect
from aftershock.record.ids import fingerprint
from aftershock.record.question import Forecast, Question, Resolution, Score, Untestable
from aftershock.record.ripple import Finding, Ripple
from aftershock.store.history import History
from aftershock.store.store import Store
from aftershock.study.forecast import ASK
from aftershock.study.measure import data_mark
from aftershock.study.readings import readings
from aftershock.study.step import Product, Progress, StepReport, Unit, counted, run_units, silent
from aftershock.study.study import Study
from aftershock.study.versions import code_digest
from aftershock.verifying.resolution import resolve
from aftershock.verifying.scoreboard import scores

VERIFY: Final = "verify"
SCORE: Final = "score"
JOIN: Final = "join"
_ALL: Final = "(all)"


def verify_study(study: Study, store: Store, progress: Progress = silent) -> StepReport:
    """Settle the questions that changed since the last time, then score and join."""
    history, code = study.history(store), code_digest("verifying", "stats", "store", "record")
    data = data_mark(store, study.plan)
    units = [
        Unit(scope, fingerprint(code, data, found), partial(_resolve, found, history))
        for scope in store.scopes(ASK)
        if (found := store.records(Question, ASK, scope))
    ]
    report = run_units(store, VERIFY, units, progress)
    run_units(store, SCORE, [_scoring(store, code)])
    run_units(store, JOIN, [_joining(study, store)])
    return counted(store, report, (Resolution, Score, Ripple, Finding))


def _resolve(found: tuple[Question, ...], history: History) -> Product:
    return Product(tuple(resolve(question, history) for question in found))


def _scoring(store: Store, code: str) -> Unit:
    asked, untestable = store.records(Question), store.records(Untestable)
    forecasts, settled = store.records(Forecast), store.records(Resolution)
    mark = fingerprint(code, asked, untestable, forecasts, settled)
    return Unit(_ALL, mark, lambda: Product(scores(asked, untestable, forecasts, settled)))


def _joining(study: Study, store: Store) -> Unit:
    plan, read = study.plan, readings(store)
    links = tuple(link for reading in read for link in reading.links)
    effects, forecasts = store.records(Effect), store.records(Forecast)
    asked, settled = store.records(Question), store.records(Resolution)

    def work() -> Product:
        ripples = join(plan, read, links, effects, asked, settled)
        return Product((*ripples, *findings(plan, ripples, effects, settled, forecasts, asked)))

    code = code_digest("measuring", "stats", "record")
    said = [(reading.document.id, reading.claims, reading.links, reading.actors) for reading in read]
    return Unit(_ALL, fingerprint(code, plan, said, effects, asked, settled, forecasts), work)
