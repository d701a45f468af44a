"""`aftershock new STUDY --shock …`: a study that traces at once."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from aftershock.cli.options import json_option
from aftershock.cli.running import DONE, say, say_json


@click.command("new")
@click.argument("study", type=click.Path(path_type=Path))
@click.option("--shock", required=True, metavar='"DATE ACTOR TYPE RECIPIENT"',
              help='Such as "2020-01-03 USA ASSAULT Qassem Soleimani": date, actor, PLOVER type, recipient.')  # fmt: skip
@click.option("--title", default="", help="The study's title; made from the shock where absent.")
@click.option("--new-actor", is_flag=True, help="Take an actor that Aftershock does not know as a new one.")
@json_option
def command(study: Path, shock: str, title: str, *, new_actor: bool, in_json: bool) -> int:
    """Make STUDY, a folder with settings for the shock and places for documents and event data."""
    from aftershock.study.create import create

    made = create(study, shock, title=title, new_actor=new_actor, today=datetime.now(UTC).date())
    if in_json:
        say_json({"study": str(study), "files": [str(path) for path in made]})
        return DONE
    say(f"{study}: put documents into {study / 'documents'} and event files into {study / 'events'},")
    say(f"then: aftershock trace {study}")
    return DONE
