"""Running a command: errors as one message, exit codes, progress, JSON."""

from __future__ import annotations

import errno
import json
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import click

from aftershock.errors import AftershockError

if TYPE_CHECKING:
    from aftershock.study.step import StepReport

DONE: Final = 0
FAILED: Final = 1
USAGE: Final = 2
PARTLY: Final = 3
NOTHING: Final = 4

_PATIENCE: Final = 2.0  # seconds before a bar is drawn
_SHOWN: Final = 8  # refusals named on screen; the report names all
_FULL: Final = {
    errno.ENOSPC: "free some space and run the command again: finished work is kept",
    errno.EROFS: "choose a folder you may write to",
    errno.EACCES: "choose a folder you may read and write",
    errno.EPERM: "choose a folder you may read and write",
}


def run(command: click.Command, arguments: list[str] | None) -> int:
    """Run a click command; deliberate errors become one message on standard error."""
    try:
        result = command.main(args=arguments, prog_name="aftershock", standalone_mode=False)
    except click.exceptions.Exit as stop:
        return int(stop.exit_code)
    except click.ClickException as error:
        error.show()
        return int(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        complain("stopped. Finished work is kept: run the command again to go on.")
        return FAILED
    except AftershockError as error:
        complain(str(error))
        return error.exit_code
    except BrokenPipeError:
        sys.stderr.close()
        return FAILED
    except OSError as error:
        if error.errno not in _FULL:
            raise
        complain(f"{error.filename or 'the disk'}: {error.strerror}\nHint: {_FULL[error.errno]}")
        return FAILED
    return int(result or DONE)


def complain(message: str) -> None:
    """A message for the person at the terminal, on standard error."""
    click.echo(f"aftershock: {message}", err=True)


def say(message: str) -> None:
    """A line of data on standard output."""
    click.echo(message)


def say_json(value: object) -> None:
    """A JSON value on standard output."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=1, default=str))


def _nobody(_step: str, _done: int, _total: int) -> None:
    pass


@contextmanager
def bars() -> Iterator[Callable[[str, int, int], None]]:
    """Progress on standard error: a bar once the work has taken two seconds, none when it is not a terminal."""
    if not sys.stderr.isatty():
        yield _nobody
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    began = time.monotonic()
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as shown:
        tasks: dict[str, int] = {}

        def tell(step: str, done: int, total: int) -> None:
            if step not in tasks:
                tasks[step] = shown.add_task(step, total=total, visible=False)
            late = time.monotonic() - began > _PATIENCE
            shown.update(shown.task_ids[tasks[step]], completed=done, total=total, visible=late)

        yield tell


def as_json(reports: Sequence[StepReport]) -> list[dict[str, object]]:
    """Step reports for ``--json``."""
    return [
        {
            "step": report.step,
            "worked": report.worked,
            "kept": report.kept,
            "counts": dict(report.counts),
            "refused": [{"place": r.place, "reason": r.reason, "count": r.count} for r in report.refused],
        }
        for report in reports
    ]


def tell_steps(reports: Sequence[StepReport]) -> None:
    """Step reports for a person: a line each, then the refusals that matter."""
    for report in reports:
        counts = ", ".join(f"{n} {spoken(kind, n)}" for kind, n in report.counts)
        click.echo(f"{report.step:9} {counts}", err=True)
        for refusal in report.refused[:_SHOWN]:
            click.echo(f"          refused {refusal.place}: {refusal.reason}" + times(refusal.count), err=True)
        if len(report.refused) > _SHOWN:
            click.echo(f"          and {len(report.refused) - _SHOWN} more; the report names them all", err=True)


def times(count: int) -> str:
    """`` (12 times)`` where something happened more than once."""
    return f" ({count} times)" if count > 1 else ""


_SPOKEN: Final = {
    "Document": ("document", "documents"),
    "DocumentActor": ("actor", "actors"),
    "ReportedEvent": ("event read", "events read"),
    "Claim": ("claim", "claims"),
    "Link": ("link", "links"),
    "DataFile": ("data file", "data files"),
    "Series": ("series", "series"),
    "Effect": ("effect", "effects"),
    "Tie": ("tie", "ties"),
    "Question": ("question", "questions"),
    "Untestable": ("claim that cannot be tested", "claims that cannot be tested"),
    "Forecast": ("forecast", "forecasts"),
    "BacktestRow": ("backtest row", "backtest rows"),
    "Resolution": ("resolution", "resolutions"),
    "Score": ("score", "scores"),
    "Ripple": ("ripple", "ripples"),
    "Finding": ("key judgement", "key judgements"),
}


def spoken(kind: str, n: int) -> str:
    """The name of a kind of record, in the singular or plural."""
    one, many = _SPOKEN.get(kind, (kind, kind))
    return one if n == 1 else many


def exit_code(reports: Sequence[StepReport]) -> int:
    """3 where a file or row was refused, else 0. What a reader could not ground is in the report, not here."""
    return PARTLY if any(_is_input(report, r.step) for report in reports for r in report.refused) else DONE


def _is_input(report: StepReport, step: str) -> bool:
    return step in ("documents", "load") or report.step == "load"
