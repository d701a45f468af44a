"""No word that a reader of the page would not see gets into a text; what went is counted."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from reportlab.lib.colors import HexColor, black, white
from reportlab.pdfgen import canvas

from aftershock.documents.intake import read_documents
from aftershock.record.document import Document
from documents import hostile

CANARY = "CANARY"


def read(folder: Path, name: str, data: bytes) -> Document:
    (folder / name).write_bytes(data)
    documents, refusals = read_documents([folder / name])
    assert refusals == ()
    return documents[0]


def hidden_note(document: Document) -> str:
    return " ".join(note.text for note in document.notes if note.kind == "hidden-text")


HIDDEN = [
    ("<p style='display:none'>{}</p>", "display:none"),
    ("<p style='DISPLAY : none !important'>{}</p>", "display:none"),
    ("<p style='dis\\70 lay:none'>{}</p>", "display:none"),
    ("<p style='display:/**/none'>{}</p>", "display:none"),
    ("<p hidden>{}</p>", "hidden attribute"),
    ("<div hidden><section><p>{}</p></section></div>", "hidden attribute"),
    ("<p style='visibility:hidden'>{}</p>", "visibility:hidden"),
    ("<p style='visibility:collapse'>{}</p>", "visibility:hidden"),
    ("<p style='opacity:0'>{}</p>", "opacity:0"),
    ("<p style='font-size:0'>{}</p>", "font-size:0"),
    ("<p style='font-size:0.1px'>{}</p>", "font-size:0"),
    ("<p style='position:absolute;left:-9999px'>{}</p>", "off-screen"),
    ("<p style='text-indent:-99em'>{}</p>", "off-screen"),
    ("<p style='transform:translateX(-5000px)'>{}</p>", "off-screen"),
    ("<p style='position:absolute;clip:rect(0,0,0,0)'>{}</p>", "clipped"),
    ("<p style='height:0;overflow:hidden'>{}</p>", "clipped"),
    ("<p style='clip-path:inset(50%)'>{}</p>", "clipped"),
    ("<p style='color:white'>{}</p>", "colour"),
    ("<p style='color:#fefefe'>{}</p>", "colour"),
    ("<p style='color:rgb(255, 255, 255)'>{}</p>", "colour"),
    ("<p style='color:hsl(0, 0%, 100%)'>{}</p>", "colour"),
    ("<p style='color:transparent'>{}</p>", "colour"),
    ("<p style='color:rgba(0,0,0,0.01)'>{}</p>", "colour"),
    ("<div style='background:#000'><p style='color:#000'>{}</p></div>", "colour"),
    ("<p><font color='white'>{}</font></p>", "colour"),
    ("<p aria-hidden='true'>{}</p>", "aria-hidden"),
    ("<span class='sr-only'>{}</span>", "screen readers"),
    ("<!-- {} -->", "comments"),
    ("<template><p>{}</p></template>", "template"),
    ("<noscript><p>{}</p></noscript>", "noscript"),
    ("<dialog><p>{}</p></dialog>", "dialog"),
    ("<p class='cloak'>{}</p>", "display:none"),
    ("<div class='outer'><p class='inner'>{}</p></div>", "visibility:hidden"),
]
STYLE = "<style>/* . */ .cloak { display: none } @media print { p { display: none } } .outer > .inner{visibility:hidden}</style>"


@pytest.mark.parametrize(("form", "reason"), HIDDEN)
def test_words_hidden_in_a_page_are_taken_out_and_counted(tmp_path: Path, form: str, reason: str) -> None:
    document = read(tmp_path, "page.html", hostile.page(form.format(CANARY), STYLE))
    assert CANARY not in document.text
    assert CANARY not in document.title
    assert document.text.count(hostile.SENTENCE) == 4
    assert reason in hidden_note(document)


@pytest.mark.parametrize("form", ["<img src='x' alt='{}'>", "<p title='{}'></p>", "<meta name='x' content='{}'>"])
def test_words_in_attributes_are_no_text(tmp_path: Path, form: str) -> None:
    assert CANARY not in read(tmp_path, "page.html", hostile.page(form.format(CANARY))).text


SHOWN = "These words can be seen by everyone who opens the page."


@pytest.mark.parametrize(
    "form",
    [
        "<div style='font-size:0'><p style='font-size:16px'>{}</p></div>",
        "<div style='visibility:hidden'><p style='visibility:visible'>{}</p></div>",
        "<div style='background-color:#036'><p style='color:#fff'>{}</p></div>",
        "<div style='background:url(x.png)'><p style='color:#fff'>{}</p></div>",
        "<p style='color:#222;opacity:0.9;margin-left:-4px'>{}</p>",
        "<p>{}<!-- a comment --></p>",
    ],
)
def test_words_that_can_be_seen_stay(tmp_path: Path, form: str) -> None:
    assert SHOWN in read(tmp_path, "page.html", hostile.page(form.format(SHOWN))).text


def test_a_style_sheet_too_long_to_judge_refuses_the_page(tmp_path: Path) -> None:
    sheet = "".join(f".c{n}{{display:none}}" for n in range(6_000))
    (tmp_path / "page.html").write_bytes(hostile.page("", f"<style>{sheet}</style>"))
    documents, refusals = read_documents([tmp_path])
    assert documents == ()
    assert "what is hidden" in refusals[0].reason


def pdf_with_unseen_text() -> bytes:
    out = io.BytesIO()
    drawing = canvas.Canvas(out, invariant=1)
    draw_in_unseen_mode_and_colours(drawing)
    drawing.drawString(-900, 300, CANARY)
    drawing.drawString(72, 3000, CANARY)
    drawing.setFont("Helvetica", 0.1)
    drawing.drawString(100, 100, CANARY)
    drawing.beginForm("hiding")
    drawing.setFillColor(white)
    drawing.setFont("Helvetica", 12)
    drawing.drawString(72, 200, CANARY)
    drawing.endForm()
    drawing.doForm("hiding")
    drawing.save()
    return out.getvalue()


def draw_in_unseen_mode_and_colours(drawing: canvas.Canvas) -> None:
    drawing.drawString(72, 750, hostile.SENTENCE)
    drawing.saveState()
    text = drawing.beginText(72, 600)
    text.setTextRenderMode(3)
    text.textLine(CANARY)
    drawing.drawText(text)
    drawing.restoreState()
    drawing.setFillColor(white)
    drawing.drawString(72, 500, CANARY)
    drawing.setFillColor(HexColor("#003366"))
    drawing.rect(60, 380, 300, 50, fill=1)
    drawing.setFillColor(white)
    drawing.drawString(72, 400, "White words on blue can be read.")
    drawing.setFillColor(black)


def test_text_unseen_in_a_pdf_is_taken_out_and_counted(tmp_path: Path) -> None:
    document = read(tmp_path, "a.pdf", pdf_with_unseen_text())
    assert CANARY not in document.text
    assert hostile.SENTENCE in document.text
    assert "White words on blue can be read." in document.text
    note = hidden_note(document)
    assert all(reason in note for reason in ("invisible text mode (1×", "off the page (2×", "too small", "white (2×"))


def test_a_scan_with_an_unseen_text_layer_is_refused_with_the_reason(tmp_path: Path) -> None:
    content = b"BT /F1 12 Tf 3 Tr 72 700 Td (" + hostile.SENTENCE.encode() + b") Tj ET"
    (tmp_path / "scan.pdf").write_bytes(hostile.pdf_with_content(content))
    documents, refusals = read_documents([tmp_path])
    assert documents == ()
    assert "invisible" in refusals[0].reason


@pytest.mark.parametrize(
    ("properties", "reason"),
    [
        ("<w:vanish/>", "hidden characters"),
        ("<w:webHidden/>", "hidden characters"),
        ('<w:color w:val="FFFFFF"/>', "white on white"),
        ('<w:sz w:val="1"/>', "too small"),
    ],
)
def test_hidden_runs_of_a_word_document_are_taken_out(tmp_path: Path, properties: str, reason: str) -> None:
    body = hostile.paragraph(hostile.SENTENCE) + hostile.paragraph(CANARY, properties)
    document = read(tmp_path, "a.docx", hostile.docx(body))
    assert document.text == hostile.SENTENCE
    assert reason in hidden_note(document)


def test_deleted_words_hidden_styles_and_white_on_a_shade_in_word(tmp_path: Path) -> None:
    styles = (
        f'<w:styles xmlns:w="{hostile.WORD}"><w:style w:styleId="Cloak"><w:rPr><w:vanish/></w:rPr></w:style></w:styles>'
    )
    body = (
        f"<w:p><w:r><w:t>{hostile.SENTENCE}</w:t></w:r><w:del><w:r><w:delText>{CANARY}</w:delText></w:r></w:del></w:p>"
        + f'<w:p><w:pPr><w:pStyle w:val="Cloak"/></w:pPr><w:r><w:t>{CANARY}</w:t></w:r></w:p>'
        + hostile.paragraph("White on blue.", '<w:color w:val="FFFFFF"/><w:shd w:fill="003366"/>')
        + hostile.paragraph("Not hidden.", '<w:vanish w:val="0"/>')
    )
    document = read(tmp_path, "a.docx", hostile.docx(body, extra={"word/styles.xml": styles.encode()}))
    assert document.text == f"{hostile.SENTENCE}\n\nWhite on blue.\n\nNot hidden."
    assert "deleted" in hidden_note(document)
    assert "hidden style" in hidden_note(document)


INVISIBLE = "har\u200bbour\u2060 \u202etown\u202c\U000e0041"


def test_invisible_characters_stay_in_text_files_and_are_counted(tmp_path: Path) -> None:
    document = read(tmp_path, "a.txt", f"{hostile.PROSE} {INVISIBLE}".encode())
    assert INVISIBLE in document.text
    assert "3 zero-width and 2 direction-turning" in hidden_note(document)


@pytest.mark.parametrize("name", ["a.html", "a.docx", "a.md", "a.eml"])
def test_invisible_characters_are_taken_out_of_other_files_and_counted(tmp_path: Path, name: str) -> None:
    data = {
        "a.html": hostile.page(f"<p>{INVISIBLE}</p>"),
        "a.docx": hostile.docx(hostile.paragraph(INVISIBLE)),
        "a.md": INVISIBLE.encode(),
        "a.eml": f"Subject: x\nContent-Type: text/plain; charset=utf-8\n\n{INVISIBLE}".encode(),
    }[name]
    document = read(tmp_path, name, data)
    assert "harbour town" in document.text
    assert "3 zero-width and 2 direction-turning" in hidden_note(document)


@pytest.mark.parametrize("name", ["a.html", "a.md", "a.docx"])
def test_joiners_of_persian_and_emoji_stay(tmp_path: Path, name: str) -> None:
    words = "دولت ایران گفت که نمی‌خواهد تنش را بیشتر کند 👩‍👩‍👧"
    data = {
        "a.html": hostile.page(f"<p>{words}</p>"),
        "a.docx": hostile.docx(hostile.paragraph(words)),
        "a.md": words.encode(),
    }
    assert words in read(tmp_path, name, data[name]).text


@pytest.mark.parametrize("name", ["a.md", "a.eml"])
def test_markup_inside_other_formats_hides_nothing(tmp_path: Path, name: str) -> None:
    hidden = f"<span style='display:none'>{CANARY}</span>"
    data = {
        "a.md": f"# Title\n\n{hostile.SENTENCE} {hidden}\n\n<!-- {CANARY} -->",
        "a.eml": f"Subject: x\nContent-Type: text/html\n\n<p>{hostile.SENTENCE}</p>{hidden}",
    }
    document = read(tmp_path, name, data[name].encode())
    assert hostile.SENTENCE in document.text
    assert CANARY not in document.text
    assert "display:none" in hidden_note(document)
