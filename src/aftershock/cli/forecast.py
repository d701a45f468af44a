"""`aftershock forecast STUDY`: probabilities on the study's questions."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from aftershock.cli.options import as_of_option, json_option, study_argument
from aftershock.cli.running import NOTHING, as_json, bars, complain, exit_code, say, say_json, tell_refused


@click.command("forecast")
@study_argument
@as_of_option
@json_option
def command(study: Path, as_of: date | None, *, in_json: bool) -> int:
    """Forecast the questions of STUDY from what was known at each cutoff, with reasons."""
    from aftershock.record.question import Forecast, Question
    from aftershock.store.codec import plain
    from aftershock.study.forecast import forecast_study
    from aftershock.study.load import load_study
    from aftershock.study.read import read_study
    from aftershock.study.study import Study
    from aftershock.study.work import at_work

    opened = Study.open(study, as_of)
    with bars() as progress, at_work(opened) as store:
        reports = [step(opened, store, progress) for step in (read_study, load_study, forecast_study)]
        forecasts = store.records(Forecast)
        questions = {question.id: question for question in store.records(Question)}
    if in_json:
        asked = [plain(question) for question in questions.values()]
        made = [plain(forecast) for forecast in forecasts]
        say_json({"questions": asked, "forecasts": made, "steps": as_json(reports)})
    else:
        tell_refused(reports)
        for one in forecasts:
            say(
                f"{one.cutoff}  {one.probability:4.0%} ({one.low:.0%} to {one.high:.0%})  {one.forecaster:12} {questions[one.question].text}"
            )
    if not forecasts:
        complain("nothing to forecast: the study has no question")
        return NOTHING
    return exit_code(reports)
