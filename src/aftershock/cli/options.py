"""Arguments and options that several verbs share."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final

import click


def _day(_context: click.Context, _parameter: click.Parameter, value: str | None) -> date | None:
    try:
        return None if value is None else date.fromisoformat(value)
    except ValueError as error:
        raise click.BadParameter(f"{value!r} is not a date ({error}); write it as YYYY-MM-DD.") from error


study_argument: Final = click.argument("study", type=click.Path(path_type=Path))
as_of_option: Final = click.option(
    "--as-of", callback=_day, metavar="DATE", help="Hide everything later than this day, YYYY-MM-DD."
)
json_option: Final = click.option("--json", "in_json", is_flag=True, help="Print the result as JSON.")
