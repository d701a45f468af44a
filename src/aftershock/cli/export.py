"""`aftershock export STUDY`: records and data as files."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from aftershock.cli.options import json_option, study_argument
from aftershock.cli.running import DONE, say, say_json

_FORMATS: Final = ("csv", "parquet", "graphml", "jsonl")


@click.command("export")
@study_argument
@click.option(
    "--to", "folder", type=click.Path(path_type=Path, file_okay=False), help="The folder; STUDY/export if absent."
)
@click.option(
    "--format", "formats", type=click.Choice(_FORMATS), multiple=True, help="May be given several times; all if absent."
)
@json_option
def command(study: Path, folder: Path | None, formats: tuple[str, ...], *, in_json: bool) -> int:
    """Write the records and event data of STUDY as CSV, Parquet, GraphML and JSON Lines."""
    from aftershock.study.show import export_study
    from aftershock.study.study import Study

    opened = Study.open(study)
    with opened.open_store() as store:
        paths = export_study(opened, store, folder or study / "export", formats or _FORMATS)
    if in_json:
        say_json({"files": [str(path) for path in paths]})
    else:
        for path in paths:
            say(str(path))
    return DONE
