"""Hostile files are refused by name, in time, and the others are read."""

from __future__ import annotations

import os
import time
from pathlib import Path

import psutil
import pytest

from aftershock.documents.intake import read_documents
from aftershock.documents.sandbox import Sandbox
from aftershock.errors import DocumentError
from documents import hostile

CANARY = "CANARY-5b1f"


def refused(folder: Path, name: str, data: bytes) -> str:
    """Read the file beside a good one; the good one must come through. Gives the reason."""
    (folder / name).write_bytes(data)
    (folder / "zz-good.txt").write_text(hostile.PROSE, encoding="utf-8")
    documents, refusals = read_documents([folder])
    assert [d.file for d in documents] == ["zz-good.txt"]
    assert [r.place for r in refusals] == [name]
    return refusals[0].reason


def test_a_flate_bomb_is_refused_in_two_seconds_within_a_gigabyte(tmp_path: Path) -> None:
    (tmp_path / "bomb.pdf").write_bytes(hostile.pdf_bomb(1_000_000_000))
    with Sandbox() as sandbox:
        sandbox.extract("warm.md", "md", b"<b>warm</b> up")
        data = (tmp_path / "bomb.pdf").read_bytes()
        start = time.monotonic()
        with pytest.raises(DocumentError, match=r"unpacks to more|memory"):
            sandbox.extract("bomb.pdf", "pdf", data)
        assert time.monotonic() - start < 2


def test_a_page_of_very_many_text_steps_ends(tmp_path: Path) -> None:
    content = b"BT /F1 12 Tf 72 700 Td " + b"(a) Tj " * 1_800_000 + b"ET"
    reason = refused(tmp_path, "steps.pdf", hostile.pdf_with_content(content, compressed=True))
    assert "steps" in reason or "unpacks" in reason or "seconds" in reason


@pytest.mark.parametrize("data", [hostile.cyclic_pdf(), b"%PDF-1.7\nnothing", b"%PDF-1.4\n" + os.urandom(2000)])
def test_a_damaged_or_cyclic_pdf_is_an_error_and_no_hang(tmp_path: Path, data: bytes) -> None:
    assert refused(tmp_path, "odd.pdf", data)


def test_an_encrypted_pdf_is_refused_with_the_next_step(tmp_path: Path) -> None:
    assert "encrypted" in (reason := refused(tmp_path, "locked.pdf", hostile.encrypted_pdf()))
    assert "password" in reason


@pytest.mark.parametrize(("count", "what"), [(200_000, "elements"), (40_000, "deeply")])
def test_nested_elements_do_not_crash(tmp_path: Path, count: int, what: str) -> None:
    assert what in refused(tmp_path, "deep.html", b"<html><body>" + b"<div>" * count + hostile.SENTENCE.encode())


def test_a_page_over_five_mebibytes_is_refused_before_it_is_parsed(tmp_path: Path) -> None:
    assert "limit" in refused(tmp_path, "big.html", b"<html>" + b"<p>x</p>" * 700_000)


def test_a_zip_bomb_is_refused(tmp_path: Path) -> None:
    reason = refused(tmp_path, "bomb.docx", hostile.docx("", extra={"word/x.xml": b"\0" * 50_000_000}))
    assert "times its size" in reason


def test_too_many_members_are_refused(tmp_path: Path) -> None:
    members = {f"word/{n}.xml": b"" for n in range(5_001)}
    assert "members" in refused(tmp_path, "many.docx", hostile.docx("", extra=members))


@pytest.mark.parametrize(
    "name", ["../escape.xml", "/etc/escape.xml", "..\\escape.xml", "word/../../escape.xml", "C:/x"]
)
def test_a_member_outside_the_archive_is_refused_and_nothing_is_written(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "inner"
    folder.mkdir()
    assert "outside" in refused(folder, "slip.docx", hostile.docx("", extra={name: b"<a/>"}))
    assert [p.name for p in tmp_path.iterdir()] == ["inner"]
    assert sorted(p.name for p in folder.iterdir()) == ["slip.docx", "zz-good.txt"]


def test_entities_are_never_resolved(tmp_path: Path) -> None:
    canary = tmp_path / "secret"
    canary.write_text(CANARY, encoding="utf-8")
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    for number, entities in enumerate((f'<!ENTITY x SYSTEM "{canary.as_uri()}">', f'<!ENTITY l0 "lol">{laughs}')):
        folder = tmp_path / str(number)
        folder.mkdir()
        body = hostile.paragraph("&x;" if number == 0 else "&l9;")
        data = hostile.docx(body, prolog=f"<!DOCTYPE w:document [{entities}]>")
        reason = refused(folder, "xxe.docx", data)
        assert "entities" in reason
        assert CANARY not in reason


def test_entities_of_a_page_read_no_file(tmp_path: Path) -> None:
    canary = tmp_path / "secret"
    canary.write_text(CANARY, encoding="utf-8")
    head = f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY x SYSTEM "{canary.as_uri()}">]>'.encode()
    path = tmp_path / "page.xhtml"
    path.write_bytes(head + hostile.page("<p>&x; stands here.</p>"))
    documents, _ = read_documents([path])
    assert all(CANARY not in document.text for document in documents)


def test_two_million_digits_take_linear_time(tmp_path: Path) -> None:
    (tmp_path / "digits.txt").write_text("7" * 2_000_000, encoding="utf-8")
    (tmp_path / "digits.html").write_bytes(hostile.page("<p>" + "7" * 2_000_000 + "</p>"))
    start = time.monotonic()
    documents, refusals = read_documents([tmp_path])
    assert time.monotonic() - start < 20
    assert len(documents) + len(refusals) == 2
    assert "digits.txt" in [d.file for d in documents]


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\t\n", "empty"),
        ("binary.txt", bytes(range(32)) * 200, "binary"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n" + b"x" * 50, "picture"),
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 50, "encrypted Office"),
        ("data.csv", b"a,b\n1,2\n", ".csv"),
        ("words.pdf", b"only words", "something else"),
        ("other.docx", hostile.zipped({"a.txt": b"x"}), "no Word document"),
        ("no.eml", b"just words without any header", "no mail"),
        ("invisible.html", b"<html><body hidden><p>words</p></body></html>", "no text"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    assert reason in refused(tmp_path, name, data)


def test_missing_files_links_and_empty_folders_are_refused(tmp_path: Path) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_text(hostile.PROSE, encoding="utf-8")
    folder, empty = tmp_path / "folder", tmp_path / "empty"
    folder.mkdir()
    empty.mkdir()
    (folder / "link.txt").symlink_to(outside)
    documents, refusals = read_documents([folder, empty, tmp_path / "absent.txt"])
    assert documents == ()
    assert [(r.place.rsplit("/", 1)[-1], r.reason.split(".")[0]) for r in refusals] == [
        ("link.txt", "this is a link"),
        ("absent.txt", "there is no such file"),
        ("empty", "the folder holds no files to read"),
    ]


def test_a_worker_that_takes_too_long_is_killed_and_the_next_file_gets_a_new_one() -> None:
    content = b"BT /F1 12 Tf 72 700 Td " + b"(a) Tj " * 900_000 + b"ET"
    slow = hostile.pdf_with_content(content, compressed=True)
    before = {p.pid for p in psutil.Process().children()}
    with Sandbox(seconds=0.5) as sandbox, pytest.raises(DocumentError, match=r"over 0\.5 seconds"):
        sandbox.extract("slow.pdf", "pdf", slow)
    with Sandbox() as sandbox:
        assert sandbox.extract("a.md", "md", b"<b>some</b> words").text == "some words"
    assert {p.pid for p in psutil.Process().children()} <= before


@pytest.mark.parametrize(
    "text",
    [
        "e" + "\u0301\u0316" * 1_000_000,
        "Ad\n" * 190_000,
        "> \n" * 190_000 + "word",
        "By " + "A-" * 100 + "!\n\n" + hostile.PROSE,
        "Ann Writer is a fellow of it\n" * 60_000,
        "x" * 1_000_000 + " do not reflect the views of " + "A " * 1_000_000,
    ],
)
def test_texts_made_to_keep_the_parent_busy_take_seconds_at_most(tmp_path: Path, text: str) -> None:
    (tmp_path / "busy.txt").write_text(text, encoding="utf-8")
    start = time.monotonic()
    documents, refusals = read_documents([tmp_path])
    assert len(documents) + len(refusals) == 1
    assert time.monotonic() - start < 15


@pytest.mark.parametrize("unit", ["**a ", "[", "![a", "_a ", "`", "\\", "- ", "# a\n", "<"])
def test_markdown_made_to_keep_the_patterns_busy_ends(tmp_path: Path, unit: str) -> None:
    (tmp_path / "busy.md").write_text((unit * 200_000)[:190_000], encoding="utf-8")
    start = time.monotonic()
    documents, refusals = read_documents([tmp_path])
    assert len(documents) + len(refusals) == 1
    assert time.monotonic() - start < 10


def test_too_many_lines_are_refused(tmp_path: Path) -> None:
    assert "line ends" in refused(tmp_path, "lines.txt", b"7\n" * 500_000)


def test_linked_folders_and_inner_side_files_are_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "in" / "sub").mkdir(parents=True)
    (tmp_path / "out" / "a.txt").write_text(hostile.PROSE, encoding="utf-8")
    (tmp_path / "in" / "linked").symlink_to(tmp_path / "out", target_is_directory=True)
    (tmp_path / "in" / "sub" / "documents.csv").write_text("file\n", encoding="utf-8")
    documents, refusals = read_documents([tmp_path / "in"])
    assert documents == ()
    assert [r.place for r in refusals] == ["linked", "sub/documents.csv"]


def test_a_name_that_is_no_utf8_is_made_legible(tmp_path: Path) -> None:
    try:
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt")).write_text(hostile.PROSE, encoding="utf-8")
    except OSError:
        pytest.skip("the file system takes UTF-8 names only")
    documents, _ = read_documents([tmp_path])
    assert documents[0].file == "caf\ufffd.txt"
