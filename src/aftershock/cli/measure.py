"""`aftershock measure STUDY`: what changed after the shock."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from aftershock.cli.options import as_of_option, json_option, study_argument
from aftershock.cli.running import NOTHING, as_json, bars, complain, exit_code, say, say_json, tell_refused


@click.command("measure")
@study_argument
@as_of_option
@json_option
def command(study: Path, as_of: date | None, *, in_json: bool) -> int:
    """Measure each hypothesis of STUDY against what would have happened anyway."""
    from aftershock.record.effect import Effect
    from aftershock.store.codec import plain
    from aftershock.study.load import load_study
    from aftershock.study.measure import measure_study
    from aftershock.study.study import Study
    from aftershock.study.work import at_work

    opened = Study.open(study, as_of)
    with bars() as progress, at_work(opened) as store:
        reports = [step(opened, store, progress) for step in (load_study, measure_study)]
        effects = store.records(Effect)
    if in_json:
        say_json({"effects": [plain(effect) for effect in effects], "steps": as_json(reports)})
    else:
        tell_refused(reports)
        for effect in effects:
            say(f"{effect.hypothesis:8} {effect.horizon:4} days  {effect.verdict:21} {effect.sentence}")
    if not effects:
        complain("nothing to measure: the study declares no hypothesis that is tested by an effect")
        return NOTHING
    return exit_code(reports)
