"""`aftershock demo`: the bundled study, traced in a folder of its own."""

from __future__ import annotations

from pathlib import Path

import click

from aftershock.cli.options import json_option
from aftershock.cli.running import complain
from aftershock.cli.trace import trace


@click.command("demo")
@click.option("--folder", type=click.Path(path_type=Path), default=Path("aftershock-demo"), show_default=True,
              help="Where to put the study and its report.")  # fmt: skip
@json_option
def command(folder: Path, *, in_json: bool) -> int:
    """Copy the bundled study to a folder and trace it."""
    from aftershock.study.bundled import copy_bundled

    for path in copy_bundled(folder):
        complain(f"a file of the study had been changed; yours is now {path}")
    return trace(folder, in_json=in_json)
