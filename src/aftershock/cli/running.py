"""Running a command: errors as one message, exit codes, progress, JSON."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from io import TextIOWrapper
from types import TracebackType
from typing import TYPE_CHECKING, Final, NoReturn

import click

from aftershock.errors import AftershockError

if TYPE_CHECKING:
    from aftershock.study.step import StepReport

DONE: Final = 0
FAILED: Final = 1
USAGE: Final = 2
PARTLY: Final = 3
NOTHING: Final = 4

_INTERRUPTED: Final = "Query interrupted"  # what DuckDB makes of Ctrl-C, as a RuntimeError
_PATIENCE: Final = 2.0  # seconds before a bar is drawn
_HIDDEN: Final = "as-of"  # the step of a refusal that the user asked for
_SHOWN: Final = 8  # refusals named on screen; the report names all
_FREE: Final = "free some space and run the command again: finished work is kept"
_NEXT: Final = {
    errno.ENOSPC: _FREE,
    errno.EDQUOT: _FREE,
    errno.EFBIG: _FREE,
    errno.EROFS: "choose a folder you may write to",
    errno.EACCES: "choose a folder you may read and write",
    errno.EPERM: "choose a folder you may read and write",
    errno.ENOENT: "check the spelling, and that the folder exists",
    errno.ENOTDIR: "a file stands where a folder is needed: choose another path",
}
_ELSE: Final = "check the path and the disk, then run the command again: finished work is kept"


def run(command: click.Command, arguments: list[str] | None) -> int:
    """Run a click command; deliberate errors become one message on standard error.

    Raises:
        KeyboardInterrupt: where the person stopped it; `leave_stopped` ends the process.
    """
    _write_any_letter()
    try:
        result = _invoke(command, arguments)
    except click.exceptions.Exit as stop:
        return int(stop.exit_code)
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        return USAGE
    except click.ClickException as error:
        complain(f"{error.format_message()}\nHint: {_help(error)}")
        return int(error.exit_code)
    except click.Abort as error:
        raise KeyboardInterrupt from error
    except AftershockError as error:
        complain(str(error))
        return error.exit_code
    except OSError as error:
        complain(
            f"{error.filename or _somewhere()}: {error.strerror or error}\nHint: {_NEXT.get(error.errno or 0, _ELSE)}"
        )
        return FAILED
    return int(result or DONE)


def leave_stopped() -> NoReturn:
    """End the process after an interrupt: one message, and the exit code of a failure.

    At once: an interrupt inside ``exec``, which dataclasses use while modules load, makes Python itself end by the
    signal even where the interrupt was handled.
    """
    complain("stopped. Finished work is kept: run the command again to go on.")
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError):
            stream.flush()
    os._exit(FAILED)


def _invoke(command: click.Command, arguments: list[str] | None) -> int | None:
    try:
        result: int | None = command.main(args=arguments, prog_name="aftershock", standalone_mode=False)
    except RuntimeError as error:
        if str(error) == _INTERRUPTED:
            raise KeyboardInterrupt from error
        raise
    return result


def _write_any_letter() -> None:
    """A terminal that lacks a letter gets its code instead, not a failure."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _somewhere() -> str:
    return f"the disk, or {tempfile.gettempdir()} for temporary files"


def _help(error: click.ClickException) -> str:
    context = error.ctx if isinstance(error, click.UsageError) else None
    return f"`{context.command_path if context else 'aftershock'} --help` says what can be asked for"


def explain_fault(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Say in one message that Aftershock itself is at fault, and keep the details in a file that can be sent.

    An exception hook: what is deliberate never gets here.
    """
    details = "".join(traceback.format_exception(kind, error, trace))
    try:
        with tempfile.NamedTemporaryFile(
            "w", prefix="aftershock-fault-", suffix=".txt", delete=False, encoding="utf-8", errors="backslashreplace"
        ) as file:
            file.write(details)
    except OSError:
        sys.__excepthook__(kind, error, trace)
        return
    complain(
        f"a fault in Aftershock itself: {traceback.format_exception_only(kind, error)[-1].strip()}\n"
        f"Hint: finished work is kept. Please report it with {file.name}, which holds the details."
    )


def complain(message: str) -> None:
    """A message for the person at the terminal, on standard error."""
    click.echo(f"aftershock: {message}", err=True)


def say(message: str) -> None:
    """A line of data on standard output."""
    click.echo(message)


def say_json(value: object) -> None:
    """A JSON value on standard output."""
    click.echo(json_text(value, indent=1))


def json_text(value: object, indent: int | None = None) -> str:
    """JSON that standard output can hold: letters as they are where it takes every letter, else as codes."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    return json.dumps(value, ensure_ascii=not encoding.lower().startswith("utf"), indent=indent, default=str)


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
    """Step reports for a person on standard error: a line each, then what was not taken in."""
    for report in reports:
        counts = ", ".join(f"{n} {spoken(kind, n)}" for kind, n in report.counts) or "the report"
        before = " (as before)" if report.kept and not report.worked else ""
        click.echo(f"{report.step:9} {counts}{before}", err=True)
        tell_refused([report])
        rest = sum(refusal.count for refusal in report.refused if not _is_named(report, refusal.step))
        if rest:
            click.echo(f"          {rest} left aside in the texts; the report says what and why", err=True)


def tell_refused(reports: Sequence[StepReport]) -> None:
    """The files and rows that were not taken in, by name, on standard error."""
    for report in reports:
        named = [refusal for refusal in report.refused if _is_named(report, refusal.step)]
        for refusal in named[:_SHOWN]:
            word = "hidden" if refusal.step == _HIDDEN else "refused"
            click.echo(f"          {word} {refusal.place}: {refusal.reason}" + times(refusal.count), err=True)
        if len(named) > _SHOWN:
            click.echo(f"          and {len(named) - _SHOWN} more; the report names them all", err=True)


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


def _is_named(report: StepReport, step: str) -> bool:
    return step == _HIDDEN or _is_input(report, step)


def _is_input(report: StepReport, step: str) -> bool:
    return step in ("documents", "load") or report.step == "load"
