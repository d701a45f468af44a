"""Every command and option stands in the documentation, and the documentation names no other."""

import re
from pathlib import Path

import click
import pytest

from aftershock.cli import root

ROOT = Path(__file__).parents[1]
COMMANDS = ROOT / "docs" / "commands.md"
PAGES = (ROOT / "README.md", COMMANDS)


def verbs() -> dict[str, click.Command]:
    context = click.Context(root)
    return {name: root.get_command(context, name) for name in root.list_commands(context)}


def options(command: click.Command) -> set[str]:
    own = {name for one in command.params if isinstance(one, click.Option) for name in one.opts}
    return own | {"--help", "-h"}


def sections() -> dict[str, str]:
    parts = re.split(r"^## (\S+)\n", COMMANDS.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def shell_lines(page: Path) -> list[str]:
    """What the page tells to type: the lines of its shell blocks, and commands in running text; without comments."""
    text = page.read_text(encoding="utf-8")
    blocks = re.findall(r"^```sh\n(.*?)^```", text, flags=re.MULTILINE | re.DOTALL)
    lines = [line for block in blocks for line in block.replace("\\\n", " ").splitlines()]
    inline = re.findall(r"`(aftershock [^`]+)`", re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL))
    return [line.split(" #")[0].strip() for line in (*lines, *inline)]


@pytest.mark.parametrize("verb", verbs())
def test_a_command_has_a_section_with_each_of_its_options_and_no_other(verb):
    rows = set(re.findall(r"^\| `(--[\w-]+)` \|", sections()[verb], flags=re.MULTILINE))
    assert rows == {name for name in options(verbs()[verb]) if name.startswith("--")} - {"--help"}


@pytest.mark.parametrize("verb", verbs())
def test_the_first_line_of_a_section_is_the_commands_synopsis(verb):
    synopsis = re.match(r"\n`aftershock (\S+)(.*)`\n", sections()[verb])
    assert synopsis is not None
    assert synopsis.group(1) == verb
    assert set(re.findall(r"--[\w-]+", synopsis.group(2))) == options(verbs()[verb]) - {"--help", "-h"}


def test_every_choice_of_an_option_is_documented():
    for verb, command in verbs().items():
        for option in command.params:
            for choice in option.type.choices if isinstance(option.type, click.Choice) else ():
                assert f"`{choice}`" in sections()[verb], (verb, choice)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_a_page_tells_to_type_exists(page):
    known = verbs()
    for line in shell_lines(page):
        words = line.split()
        if words[:1] != ["aftershock"] or words[1] == "COMMAND" or words[1].startswith("-"):
            continue
        assert words[1] in known, line
        for option in re.findall(r"(?<![\w-])--?[a-z][\w-]*", " ".join(words[2:])):
            assert option in options(known[words[1]]), line


def test_every_exit_code_is_documented():
    from aftershock.cli import running

    text = COMMANDS.read_text(encoding="utf-8")
    for name in ("DONE", "FAILED", "USAGE", "PARTLY", "NOTHING"):
        assert f"\n| {getattr(running, name)} | " in text
