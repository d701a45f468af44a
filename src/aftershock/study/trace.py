"""Every step, in order."""

from __future__ import annotations

from typing import Final

from aftershock.study.forecast import forecast_study
from aftershock.study.load import load_study
from aftershock.study.measure import measure_study
from aftershock.study.read import read_study
from aftershock.study.show import show_study
from aftershock.study.step import Progress, StepReport, silent
from aftershock.study.study import Study
from aftershock.study.verify import verify_study
from aftershock.study.work import at_work

STEPS: Final = (read_study, load_study, measure_study, forecast_study, verify_study)
"""The steps before showing, in the order that data flows."""


def trace_study(study: Study, progress: Progress = silent) -> tuple[StepReport, ...]:
    """Read, load, measure, forecast, verify and show; each step does only what changed."""
    with at_work(study) as store:
        reports = [step(study, store, progress) for step in STEPS]
        reports.append(show_study(study, store))
    return tuple(reports)
