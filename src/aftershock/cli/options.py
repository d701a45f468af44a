"""Arguments and options that several verbs share."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

study_argument: Final = click.argument("study", type=click.Path(path_type=Path))
as_of_option: Final = click.option(
    "--as-of", type=click.DateTime(["%Y-%m-%d"]), help="Hide everything later than this day."
)
json_option: Final = click.option("--json", "in_json", is_flag=True, help="Print the result as JSON.")
