"""`aftershock forecast STUDY`: probabilities on the study's questions."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from aftershock.cli.options import as_of_option, json_option, study_argument
from aftershock.cli.running import DONE, NOTHING, bars, complain, say, say_json


@click.command("forecast")
@study_argument
@as_of_option
@json_option
def command(study: Path, as_of: datetime | None, *, in_json: bool) -> int:
    """Forecast the questions of STUDY from what was known at each cutoff, with reasons."""
    from aftershock.record.question import Forecast, Question
    from aftershock.store.codec import plain
    from aftershock.study.forecast import forecast_study
    from aftershock.study.load import load_study
    from aftershock.study.read import read_study
    from aftershock.study.study import Study

    opened = Study.open(study, as_of.date() if as_of else None)
    with bars() as progress, opened.create_store() as store:
        read_study(opened, store, progress)
        load_study(opened, store, progress)
        forecast_study(opened, store, progress)
        forecasts = store.records(Forecast)
        texts = {question.id: question.text for question in store.records(Question)}
    if in_json:
        say_json([plain(forecast) for forecast in forecasts])
    else:
        for one in forecasts:
            say(
                f"{one.cutoff}  {one.probability:4.0%} ({one.low:.0%} to {one.high:.0%})  {one.forecaster:12} {texts[one.question]}"
            )
    if not forecasts:
        complain("nothing to forecast: the study has no question")
        return NOTHING
    return DONE
