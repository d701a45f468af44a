"""Tables are read with their lines; what is malformed is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from aftershock.errors import OntologyError
from aftershock.ontology import tables
from aftershock.ontology.tables import DATA, read_csv_table, read_yaml


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tables, "DATA", tmp_path)
    return tmp_path


def test_rows_know_their_file_and_line(data: Path) -> None:
    (data / "t.csv").write_text('# head\n# more\na,b\n1,x|y\n\n2,"two\nlines"\n3,z\n', encoding="utf-8")
    rows = read_csv_table("t.csv", ("a", "b"))
    assert [row.where for row in rows] == ["t.csv:4", "t.csv:7", "t.csv:8"]
    assert rows[0].listed("b") == ("x", "y")


@pytest.mark.parametrize(
    ("text", "message", "where"),
    [
        ("a,b\n1,2\n", "comment head is missing", "t.csv:1"),
        ("# head\na\n1\n", "column 'b' is missing", "t.csv:2"),
        ("# head\na,b\n1\n", "1 cells where the header names 2", "t.csv:3"),
        ("# head\na,b\n1,2\n1,3\n", "'1' already stands at t.csv:3", "t.csv:4"),
        ("# head\na,a,b\n", "named twice", "t.csv:2"),
        ("# head\n", "header is missing", "t.csv"),
        ('# head\na,b\n1,"2\n', "not CSV", "t.csv"),
    ],
)
def test_a_malformed_table_is_refused(data: Path, text: str, message: str, where: str) -> None:
    (data / "t.csv").write_text(text, encoding="utf-8")
    with pytest.raises(OntologyError, match=message) as caught:
        read_csv_table("t.csv", ("a", "b"), key=("a",))
    assert caught.value.where.startswith(where)


def test_a_missing_or_binary_table_is_refused(data: Path) -> None:
    with pytest.raises(OntologyError, match="there is no table"):
        read_csv_table("none.csv", ("a",))
    (data / "t.csv").write_bytes(b"# head\n\xff\xfe")
    with pytest.raises(OntologyError, match="not UTF-8"):
        read_csv_table("t.csv", ("a",))


def test_yaml_is_refused_with_the_line_of_the_fault(data: Path) -> None:
    (data / "t.yml").write_text("# head\na: 1\nb: [1\n", encoding="utf-8")
    with pytest.raises(OntologyError, match="not YAML") as caught:
        read_yaml("t.yml")
    assert caught.value.where.startswith("t.yml:")
    (data / "u.yml").write_text("# head\n- a\n", encoding="utf-8")
    with pytest.raises(OntologyError, match="mapping"):
        read_yaml("u.yml")


@pytest.mark.parametrize("path", sorted(DATA.glob("*.*")), ids=lambda path: path.name)
def test_every_table_says_where_it_is_from_and_under_which_licence(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    head = " ".join(line for line in lines if line.startswith("#")).casefold()
    for word in ("origin", "licence", "date", "extend", "known problems"):
        assert word in head, word
