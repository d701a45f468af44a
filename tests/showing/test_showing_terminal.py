"""The text form: what an analyst reads over ssh."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

import pytest

from aftershock.showing.terminal import render_text
from showing import invented

GOLDEN = Path(__file__).parent / "report.txt"


def shown(folder: Path, records: tuple[object, ...] | None = None, width: int = 80) -> str:
    with invented.store(folder, records) as store:
        return render_text(store, invented.plan(), width, rows=invented.rows(), actors=invented.ACTORS)


def test_the_text_is_the_one_that_was_read_and_agreed(tmp_path: Path) -> None:
    """Renew with ``AFTERSHOCK_GOLDEN=1 pytest tests/showing/test_showing_terminal.py`` and read the difference."""
    text = shown(tmp_path)
    if os.environ.get("AFTERSHOCK_GOLDEN"):
        GOLDEN.write_text(text, encoding="utf-8")
    assert text == GOLDEN.read_text(encoding="utf-8")


@pytest.mark.parametrize("width", [40, 80, 160])
def test_no_line_is_wider_than_asked(width: int, tmp_path: Path) -> None:
    assert max(map(len, shown(tmp_path, width=width).splitlines())) <= width


def test_words_of_sources_cannot_steer_the_terminal(tmp_path: Path) -> None:
    text = shown(tmp_path, invented.hostile("\x1b[2J\x07\r\x9b31m"))
    assert {character for character in text if unicodedata.category(character) == "Cc"} == {"\n"}


def test_an_empty_study_says_what_to_do(tmp_path: Path) -> None:
    text = shown(tmp_path, ())
    assert "aftershock trace STUDY" in text
    assert "No hypothesis is declared for this system" in text
