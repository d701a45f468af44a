"""`aftershock trace STUDY`: every step, then the report."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from aftershock.cli.options import as_of_option, json_option, study_argument
from aftershock.cli.running import NOTHING, as_json, bars, complain, exit_code, say, say_json, tell_steps


@click.command("trace")
@study_argument
@as_of_option
@json_option
def command(study: Path, as_of: datetime | None, *, in_json: bool) -> int:
    """Read, load, measure, forecast, verify and show STUDY; only what changed is done again."""
    return trace(study, as_of, in_json=in_json)


def trace(folder: Path, as_of: datetime | None = None, *, in_json: bool = False) -> int:
    """Trace the study in ``folder`` and print the outcome; gives the exit code."""
    from aftershock.study.study import Study
    from aftershock.study.trace import trace_study

    opened = Study.open(folder, as_of.date() if as_of else None)
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
    if not counts.get("Document") and not counts.get("DataFile"):
        complain(f"nothing to trace: put documents into {opened.documents} and event files into {opened.events}")
        return NOTHING
    return exit_code(reports)
