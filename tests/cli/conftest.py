"""What the tests of the command line share: a traced study, a copy of it to spoil, and running commands in place."""

import shutil
from pathlib import Path

import pytest

from aftershock.cli import root
from aftershock.cli.running import run
from cli.cli_factory import Ran, small_study


@pytest.fixture(scope="session")
def traced(tmp_path_factory) -> Path:
    folder = small_study(tmp_path_factory.mktemp("traced") / "s")
    assert run(root, ["trace", str(folder)]) == 0
    return folder


@pytest.fixture
def study(traced, tmp_path) -> Path:
    shutil.copytree(traced, tmp_path / "s")
    return tmp_path / "s"


@pytest.fixture
def here(capfd):
    """Run a command in this process, which is quicker than one of its own."""

    def go(*arguments: str | Path) -> Ran:
        code = run(root, [str(argument) for argument in arguments])
        said = capfd.readouterr()
        return Ran(code, said.out, said.err)

    return go
