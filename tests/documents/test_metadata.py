"""Title, publisher, authors, date and language: from the file, from what the text plainly shows, from the side file."""

from __future__ import annotations

from datetime import date
from email.message import EmailMessage
from pathlib import Path

import pytest

from aftershock.documents.intake import list_files, read_documents
from aftershock.documents.language import language_of
from aftershock.errors import DocumentError
from aftershock.record.document import Document
from documents import hostile


def read(folder: Path, name: str, data: bytes | str) -> Document:
    (folder / name).write_bytes(data.encode() if isinstance(data, str) else data)
    documents, refusals = read_documents([folder / name])
    assert refusals == ()
    return documents[0]


BRIEFING = f"""Harbour strike: the ripples are yet to come

By Ann Writer and José van den Berg, Port Correspondents

Published: Wednesday, 8 January 2020, 14:05 GMT

{hostile.PROSE}
"""


def test_a_text_file_shows_title_byline_and_date(tmp_path: Path) -> None:
    document = read(tmp_path, "a.txt", BRIEFING)
    assert document.title == "Harbour strike: the ripples are yet to come"
    assert document.authors == ("Ann Writer", "José van den Berg")
    assert document.published == date(2020, 1, 8)
    assert document.language == "en"
    assert [s.reason for s in document.skipped] == ["byline", "date line"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("January 8, 2020", date(2020, 1, 8)),
        ("8 Jan 2020", date(2020, 1, 8)),
        ("Jan. 8, 2020 10:15 AM", date(2020, 1, 8)),
        ("2020-01-08", date(2020, 1, 8)),
        ("Posted on 8th January 2020", date(2020, 1, 8)),
        ("TOWN, Jan. 8, 2020 (Agency) — The harbour was closed.", date(2020, 1, 8)),
        ("31 February 2020", None),
        ("In January 8 ships came, 2020 men in all", None),
        ("01/02/2020", None),
    ],
)
def test_a_date_is_taken_only_where_a_line_plainly_gives_it(tmp_path: Path, line: str, expected: date | None) -> None:
    assert read(tmp_path, "a.txt", f"A headline\n\n{line}\n\n{hostile.PROSE}").published == expected


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"A headline that asks: what now?\n\n{hostile.PROSE}", "A headline that asks: what now?"),
        (f"Menu\n\nThe headline\n\n{hostile.PROSE}", "The headline"),
        (hostile.PROSE, "a"),
        ("One line only", "a"),
    ],
)
def test_the_first_line_is_the_title_where_it_reads_like_one(tmp_path: Path, text: str, title: str) -> None:
    assert read(tmp_path, "a.txt", text).title == title


def test_the_agency_of_a_place_line_is_the_publisher(tmp_path: Path) -> None:
    document = read(tmp_path, "a.txt", f"Headline\n\nPORT TOWN (Example Wire) - {hostile.PROSE}")
    assert document.publisher == "Example Wire"


ENDING = """
Ann Writer is a Senior Fellow in the Port Studies group.

The views expressed in this Commentary are the author’s, and do not represent those of The Harbour Institute or any other institution.

Dr Ann Writer

Senior Fellow

Port Studies

View profile

Explore our related content

Another story about ships
"""


def test_the_end_of_a_commentary_names_author_and_publisher_and_is_no_content(tmp_path: Path) -> None:
    document = read(tmp_path, "a.txt", f"A headline\n\n{hostile.PROSE}\n{ENDING}")
    assert document.authors == ("Ann Writer",)
    assert document.publisher == "The Harbour Institute"
    words = [s.span.of(document.text) for s in document.skipped]
    assert words[0].startswith("Ann Writer is")
    assert words[2:] == ["Dr Ann Writer", "Senior Fellow", "Port Studies", "View profile",
                         "Explore our related content", "Another story about ships"]  # fmt: skip


def test_an_expert_quoted_in_the_text_is_not_its_author(tmp_path: Path) -> None:
    text = (
        f"A headline\n\n“It will last,” said Ann Writer.\n\n{hostile.PROSE}\n\nAnn Writer is a fellow at an institute."
    )
    document = read(tmp_path, "a.txt", text)
    assert document.authors == ()
    assert document.skipped == ()


def test_a_page_states_its_facts(tmp_path: Path) -> None:
    head = (
        "<script type='application/ld+json'>{'@type':'NewsArticle','headline':'Linked title','datePublished':"
        "'2020-01-20T23:00:00-05:00','author':[{'name':'Ann Writer'},{'name':'Ben Scribe'}],'publisher':{'name':'Herald'}}"
        "</script>".replace("'", '"')
        .replace('type="application', "type='application")
        .replace('json">{', "json'>{")
        + "<link rel='canonical' href='https://example.org/a'><meta property='og:title' content='Other'>"
    )
    document = read(tmp_path, "a.html", hostile.page("", head))
    assert (document.title, document.publisher, document.authors) == (
        "Linked title",
        "Herald",
        ("Ann Writer", "Ben Scribe"),
    )
    assert (document.published, document.language, document.url) == (date(2020, 1, 20), "en", "https://example.org/a")


def test_meta_elements_and_malformed_linked_data(tmp_path: Path) -> None:
    head = (
        "<script type='application/ld+json'>{broken</script><meta name='author' content='By Ann Writer and Ben Scribe'>"
        "<meta property='article:published_time' content='2020-01-20'><meta property='og:site_name' content='Herald'>"
        "<link rel='canonical' href='javascript:alert(1)'>"
    )
    document = read(tmp_path, "a.html", hostile.page("", head))
    assert (document.authors, document.published, document.publisher) == (
        ("Ann Writer", "Ben Scribe"),
        date(2020, 1, 20),
        "Herald",
    )
    assert document.url == ""


def test_properties_of_pdf_and_word_are_used_with_care(tmp_path: Path) -> None:
    pdf = read(tmp_path, "a.pdf", hostile.pdf([hostile.SENTENCE], title="Harbour report", author="Ann Writer"))
    assert (pdf.title, pdf.authors, pdf.published) == ("Harbour report", ("Ann Writer",), date(2000, 1, 1))
    assert any("file was made" in note.text for note in pdf.notes)
    vague = read(
        tmp_path, "b.pdf", hostile.pdf([hostile.SENTENCE], title="Microsoft Word - x.doc", author="Office User")
    )
    assert (vague.title, vague.authors) == ("b", ())
    properties = {"docProps/core.xml": hostile.core("Report", "Ann Writer; Ben Scribe", "2020-02-03T10:00:00Z")}
    word = read(tmp_path, "c.docx", hostile.docx(hostile.paragraph(hostile.SENTENCE), extra=properties))
    assert (word.title, word.authors, word.published) == ("Report", ("Ann Writer", "Ben Scribe"), date(2020, 2, 3))


def test_a_mail_gives_its_headers_and_lists_its_attachments(tmp_path: Path) -> None:
    mail = EmailMessage()
    mail["Subject"] = "Re: Grève au port – nouvelles"
    mail["From"] = '"José B." <j@example.org>'
    mail["Date"] = "Mon, 20 Jan 2020 23:30:00 -0500"
    mail.set_content("The harbour was closed on Monday after a long strike\nof its workers.\n\n> quoted before\n")
    mail.add_alternative("<p>The harbour</p>", subtype="html")
    mail.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="report.pdf")
    document = read(tmp_path, "a.eml", mail.as_bytes())
    assert (document.title, document.authors) == ("Grève au port – nouvelles", ("José B.",))
    assert document.published == date(2020, 1, 20)
    assert document.text.split("\n\n")[0] == "The harbour was closed on Monday after a long strike of its workers."
    assert any("report.pdf" in note.text for note in document.notes)
    assert [s.reason for s in document.skipped] == ["quoted from an earlier message"]


def test_markdown_loses_its_marks_and_keeps_its_words(tmp_path: Path) -> None:
    text = (
        "---\ntitle: 'Front'\nauthors: [Ann Writer, Ben Scribe]\ndate: 2020-01-03\n---\n# Head *one*\n\n"
        "Some **bold** text with a [link](http://x.y) and\nsnake_case_words. ![alt](x.png)\n\n- item\n2. second\n"
    )
    document = read(tmp_path, "a.md", text)
    assert document.text == "Head one\n\nSome bold text with a link and snake_case_words.\n\nitem\n\nsecond"
    assert (document.title, document.authors) == ("Front", ("Ann Writer", "Ben Scribe"))
    assert document.published == date(2020, 1, 3)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (hostile.PROSE, "en"),
        ("قال مسؤولون إن الميناء أغلق يوم الاثنين بعد إضراب طويل للعمال في المدينة.", "ar"),
        ("Le port de la ville a été fermé lundi après une longue grève de ses ouvriers.", "fr"),
        ("7" * 100_000, ""),
        ("Short.", ""),
    ],
)
def test_the_language_is_told_from_the_content(text: str, language: str) -> None:
    assert language_of(text) == language


SIDE = "file,id,title,publisher,authors,published,language\n"


def study(folder: Path, rows: str, header: str = SIDE) -> Path:
    (folder / "sub").mkdir()
    (folder / "a.txt").write_text(BRIEFING, encoding="utf-8")
    (folder / "sub" / "b.txt").write_text(f"Another headline\n\n{hostile.SENTENCE}", encoding="utf-8")
    (folder / "documents.csv").write_text(header + rows, encoding="utf-8")
    return folder


def test_the_side_file_of_a_folder_is_found_and_goes_first(tmp_path: Path) -> None:
    rows = 'a.txt,S1,"A title, given",Herald,Cleo Third; Dan Fourth,2021-02-03,fr\nsub/b.txt,S2,,,,,\n'
    documents, refusals = read_documents([study(tmp_path, rows)])
    assert refusals == ()
    first, second = documents
    assert (first.id, first.title, first.publisher) == ("S1", "A title, given", "Herald")
    assert (first.authors, first.published, first.language) == (("Cleo Third", "Dan Fourth"), date(2021, 2, 3), "fr")
    assert (second.id, second.title, second.file) == ("S2", "Another headline", "sub/b.txt")


def test_a_side_file_can_be_given_for_files_named_directly(tmp_path: Path) -> None:
    folder = study(tmp_path, "a.txt,S1,,,,,\n")
    documents, _ = read_documents([folder / "a.txt"], metadata=folder / "documents.csv")
    assert [d.id for d in documents] == ["S1"]
    assert read_documents([folder / "a.txt"])[0][0].id.startswith("doc-")


def test_broken_rows_and_rows_of_missing_files_are_refused_with_their_line(tmp_path: Path) -> None:
    rows = "a.txt,S1,,,,2020-02-30,\nsub/b.txt,S2\ngone.txt,S3,,,,,\n,S4,,,,,\nsub/b.txt,S5,,,,,\na.txt,S5,,,,,\n"
    documents, refusals = read_documents([study(tmp_path, rows)])
    assert [(d.file, d.id[:2]) for d in documents] == [("a.txt", "do"), ("sub/b.txt", "S5")]
    assert [r.place for r in refusals] == [f"documents.csv:{n}" for n in (2, 3, 5, 7, 4)]
    assert "2020-02-30" in refusals[0].reason
    assert "gone.txt" in refusals[-1].reason


@pytest.mark.parametrize(
    ("header", "what"),
    [("file,idd\n", "unknown columns: 'idd'"), ("id,title\n", "'file' is missing"), ("file,id,id\n", "twice")],
)
def test_a_wrong_header_is_an_error_naming_the_line(tmp_path: Path, header: str, what: str) -> None:
    with pytest.raises(DocumentError, match=what) as caught:
        read_documents([study(tmp_path, "", header)])
    assert caught.value.where == "documents.csv:1"


def test_the_same_text_twice_is_one_document(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BRIEFING, encoding="utf-8")
    (tmp_path / "b.txt").write_text(BRIEFING.replace("\n\n", "\r\n\r\n"), encoding="utf-8", newline="")
    (tmp_path / "documents.csv").write_text("file,id\nb.txt,S9\n", encoding="utf-8")
    documents, refusals = read_documents([tmp_path])
    assert [(d.id, d.file) for d in documents] == [("S9", "b.txt")]
    assert [(r.place, r.reason) for r in refusals] == [("a.txt", "the same text as b.txt, which is kept")]
    assert any(n.kind == "duplicate" and "a.txt" in n.text for n in documents[0].notes)


def test_ids_come_from_the_text_and_not_from_the_file(tmp_path: Path) -> None:
    first = read(tmp_path, "a.txt", BRIEFING)
    again = read(tmp_path, "elsewhere.txt", BRIEFING)
    assert first.id == again.id
    assert first.id != read(tmp_path, "c.txt", BRIEFING + " More.").id


def test_folders_are_walked_in_a_stable_order_without_hidden_files(tmp_path: Path) -> None:
    for name in (
        "b.txt",
        "a/z.txt",
        "a/y.md",
        ".hidden.txt",
        ".git/x.txt",
        "~$open.docx",
        "documents.csv",
        "Thumbs.db",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x", encoding="utf-8")
    found = list_files([tmp_path, tmp_path / "b.txt"])
    assert [p.relative_to(tmp_path).as_posix() for p in found] == ["a/y.md", "a/z.txt", "b.txt"]


def test_reading_twice_gives_the_same(tmp_path: Path) -> None:
    study(tmp_path, "a.txt,S1,,,,,\n")
    (tmp_path / "c.html").write_bytes(hostile.page("<p hidden>x</p>"))
    assert read_documents([tmp_path]) == read_documents([tmp_path])


def test_the_content_decides_where_the_name_is_wrong(tmp_path: Path) -> None:
    pdf = read(tmp_path, "a.txt", hostile.pdf([hostile.SENTENCE]))
    assert hostile.SENTENCE in pdf.text
    assert any("content is pdf" in n.text for n in pdf.notes)
    assert hostile.SENTENCE in read(tmp_path, "b.pdf", hostile.page("")).text
