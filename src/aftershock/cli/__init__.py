"""The command line: one file per verb, loaded only when it is asked for."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Final

import click

from aftershock import __version__

_VERBS: Final = {
    "demo": "Trace the bundled study in a fresh folder.",
    "trace": "Read, load, measure, forecast, verify and show a study.",
    "new": "Make a study of a shock, ready to trace.",
    "read": "Read documents to records on standard output.",
    "load": "Load event data into a study.",
    "measure": "Measure what changed after the shock.",
    "forecast": "Forecast the study's questions from what was known.",
    "verify": "Settle the claims' questions and score who was right.",
    "show": "Write the report, or print it as text.",
    "export": "Write the study's records and data as files.",
    "doctor": "Say what is installed, what works and what is missing.",
}


class _Verbs(click.Group):
    """Commands whose modules are imported when they run, so that help is quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The verbs, in the order of the work."""
        return list(_VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """The verb's command, imported now."""
        if cmd_name not in _VERBS:
            return None
        command: click.Command = import_module(f"aftershock.cli.{cmd_name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The verb asked for; of one that is not there, the nearest is offered."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            from difflib import get_close_matches

            near = get_close_matches(args[0], _VERBS, n=1)
            offer = f" Did you mean {near[0]!r}?" if near else ""
            raise click.UsageError(f"there is no command {args[0]!r}.{offer}", ctx) from error

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's signature
        """The verbs with a line each, without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(_VERBS.items()))


@click.group(cls=_Verbs, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="aftershock")
def root() -> None:
    """One event, and what it set off.

    `aftershock demo` shows it on the bundled study. `aftershock new` makes your own.
    """


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit: 0 done, 1 failed, 2 usage, 3 partly, 4 nothing found."""
    try:
        code = _run(arguments)
    except KeyboardInterrupt:
        from aftershock.cli.running import leave_stopped

        leave_stopped()
    sys.exit(code)


def _run(arguments: list[str] | None) -> int:
    from aftershock.cli.running import explain_fault, run

    sys.excepthook = explain_fault
    return run(root, arguments)
