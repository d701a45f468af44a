"""`aftershock verify STUDY`: who was right."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from aftershock.cli.options import as_of_option, json_option, study_argument
from aftershock.cli.running import NOTHING, as_json, bars, complain, exit_code, say, say_json, tell_refused


@click.command("verify")
@study_argument
@as_of_option
@json_option
def command(study: Path, as_of: date | None, *, in_json: bool) -> int:
    """Settle the questions of STUDY against its events, and score speakers and forecasters."""
    from aftershock.record.question import Question, Resolution, Score, Untestable
    from aftershock.store.codec import plain
    from aftershock.study.study import Study
    from aftershock.study.trace import STEPS
    from aftershock.study.work import at_work

    opened = Study.open(study, as_of)
    with bars() as progress, at_work(opened) as store:
        reports = [step(opened, store, progress) for step in STEPS]
        questions = {question.id: question for question in store.records(Question)}
        resolutions, untestable, scores = store.records(Resolution), store.records(Untestable), store.records(Score)
    if in_json:
        asked = tuple(questions.values())
        kinds = {"questions": asked, "resolutions": resolutions, "untestable": untestable, "scores": scores}
        found = {name: [plain(one) for one in records] for name, records in kinds.items()}
        say_json({**found, "steps": as_json(reports)})
    else:
        tell_refused(reports)
        for resolution in resolutions:
            say(f"{resolution.outcome:8} {questions[resolution.question].text}  [{resolution.reason}]")
        for score in scores:
            say(f"{score.name}: {score.note}")
    if not resolutions and not untestable:
        complain("nothing to verify: no forecast was read and the study asks no question")
        return NOTHING
    return exit_code(reports)
