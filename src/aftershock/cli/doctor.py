"""`aftershock doctor`: what is installed, what works, what is missing."""

from __future__ import annotations

import click

from aftershock import __version__
from aftershock.cli.options import json_option
from aftershock.cli.running import DONE, FAILED, say, say_json


@click.command("doctor")
@json_option
def command(*, in_json: bool) -> int:
    """Check the installation: versions, word lists, engines, the document worker, the bundled study."""
    from aftershock.study.doctor import examine

    checks = examine()
    if in_json:
        found = [{"what": check.what, "works": check.works, "detail": check.detail} for check in checks]
        say_json({"aftershock": __version__, "checks": found})
    else:
        for check in checks:
            say(f"{'ok  ' if check.works else 'FAIL'} {check.what:18} {check.detail}")
    return DONE if all(check.works for check in checks) else FAILED
