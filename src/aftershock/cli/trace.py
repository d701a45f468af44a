"""`aftershock trace STUDY`: every step, then the report."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from aftershock.cli.options import as_of_option, json_option, study_argument
from aftershock.cli.running import NOTHING, as_json, bars, complain, exit_code, say, say_json, tell_steps


@click.command("trace")
@study_argument
@as_of_option
@json_option
def command(study: Path, as_of: date | None, *, in_json: bool) -> int:
    """Read, load, measure, forecast, verify and show STUDY; only what changed is done again."""
    return trace(study, as_of, in_json=in_json)


def trace(folder: Path, as_of: date | None = None, *, in_json: bool = False) -> int:
    """Trace the study in ``folder`` and print the outcome; gives the exit code."""
    from aftershock.study.study import Study
    from aftershock.study.trace import trace_study

    opened = Study.open(folder, as_of)
    with bars() as progress:
        reports = trace_study(opened, progress)
    if in_json:
        say_json(
            {
                "study": opened.plan.id,
                "as_of": opened.plan.as_of,
                "steps": as_json(reports),
                "report": str(opened.report),
            }
        )
    else:
        tell_steps(reports)
        say(str(opened.report))
    counts = dict(count for report in reports for count in report.counts)
    read, loaded = counts.get("Document"), counts.get("DataFile")
    if not read and not loaded:
        complain(f"nothing to trace: put documents into {opened.documents} and event files into {opened.events}")
        return NOTHING
    if not read:
        complain(f"no documents, so no claims: put some into {opened.documents}")
    if not loaded:
        complain(f"no event data, so nothing is measured: aftershock load FILE… --study {folder}")
    return exit_code(reports)
