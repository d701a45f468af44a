"""`aftershock show STUDY`: the report, as a file or as text."""

from __future__ import annotations

from pathlib import Path

import click

from aftershock.cli.options import json_option, study_argument
from aftershock.cli.running import DONE, say, say_json


@click.command("show")
@study_argument
@click.option("--text", is_flag=True, help="Print the report as plain text instead of writing a file.")
@click.option("--width", type=click.IntRange(40, 200), default=80, show_default=True, help="Columns of the text.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Where to write the report.")
@json_option
def command(study: Path, *, text: bool, width: int, out: Path | None, in_json: bool) -> int:
    """Write report.html from what STUDY holds, computing nothing anew."""
    from aftershock.study.show import show_study, text_of
    from aftershock.study.study import Study

    opened = Study.open(study)
    with opened.open_store() as store:
        shown = text_of(opened, store, width) if text else None
        if shown is None:
            show_study(opened, store, out)
    if shown is not None:
        say_json({"text": shown}) if in_json else say(shown)
        return DONE
    path = str(out or opened.report)
    say_json({"report": path}) if in_json else say(path)
    return DONE
