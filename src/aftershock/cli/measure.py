"""`aftershock measure STUDY`: what changed after the shock."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from aftershock.cli.options import as_of_option, json_option, study_argument
from aftershock.cli.running import DONE, NOTHING, bars, complain, say, say_json


@click.command("measure")
@study_argument
@as_of_option
@json_option
def command(study: Path, as_of: datetime | None, *, in_json: bool) -> int:
    """Measure each hypothesis of STUDY against what would have happened anyway."""
    from aftershock.record.effect import Effect
    from aftershock.store.codec import plain
    from aftershock.study.load import load_study
    from aftershock.study.measure import measure_study
    from aftershock.study.study import Study

    opened = Study.open(study, as_of.date() if as_of else None)
    with bars() as progress, opened.create_store() as store:
        load_study(opened, store, progress)
        measure_study(opened, store, progress)
        effects = store.records(Effect)
    if in_json:
        say_json([plain(effect) for effect in effects])
    else:
        for effect in effects:
            say(f"{effect.hypothesis:8} {effect.horizon:4} days  {effect.verdict:21} {effect.sentence}")
    if not effects:
        complain("nothing to measure: the study declares no hypothesis that is tested by an effect")
        return NOTHING
    return DONE
