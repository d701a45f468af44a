"""Builds the files that the tests of documents feed in: ordinary ones and hostile ones."""

from __future__ import annotations

import io
import zipfile
import zlib

from reportlab.pdfgen import canvas

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SENTENCE = "The harbour of the town was closed on Monday after a long strike of its workers, officials said."
PROSE = "\n\n".join(
    f"{SENTENCE} This is paragraph {n}, and it adds that talks about pay will go on next week." for n in range(1, 5)
)


def page(body: str, head: str = "") -> bytes:
    """A web page with an article around the body."""
    paragraphs = "".join(f"<p>{part}</p>" for part in PROSE.split("\n\n"))
    return (
        f"<!DOCTYPE html><html lang='en'><head><title>Harbour strike</title>{head}</head>"
        f"<body><article><h1>Harbour strike</h1>{paragraphs}{body}</article></body></html>"
    ).encode()


def zipped(members: dict[str, bytes]) -> bytes:
    """A zip archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def docx(body: str, *, prolog: str = "", extra: dict[str, bytes] | None = None) -> bytes:
    """A Word document with this XML as its body."""
    document = f'{prolog}<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    return zipped({"word/document.xml": document.encode(), **(extra or {})})


def paragraph(text: str, properties: str = "") -> str:
    """A Word paragraph of one run."""
    return f"<w:p><w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r></w:p>"


def core(title: str, creator: str, created: str) -> bytes:
    """The core properties of a Word document."""
    return (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">'
        f"<dc:title>{title}</dc:title><dc:creator>{creator}</dc:creator><dcterms:created>{created}</dcterms:created>"
        "</cp:coreProperties>"
    ).encode()


def raw_pdf(objects: list[bytes]) -> bytes:
    """A PDF of these objects, the first of which is the catalogue."""
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(out + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))


def pdf_with_content(content: bytes, *, compressed: bool = False) -> bytes:
    """A PDF of one page with this content stream."""
    data = zlib.compress(content, 9) if compressed else content
    return pdf_with_stream(data, b"/Filter /FlateDecode" if compressed else b"")


def pdf_with_stream(data: bytes, entries: bytes) -> bytes:
    """A PDF of one page whose content stream holds these very bytes."""
    return raw_pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
            b"/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
            b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), entries, data),
        ]
    )


def pdf_bomb(size: int) -> bytes:
    """A PDF whose page unpacks to so many blanks."""
    packer = zlib.compressobj(9)
    block = b" " * 1_000_000
    data = b"".join(packer.compress(block) for _ in range(size // len(block))) + packer.flush()
    return pdf_with_stream(data, b"/Filter /FlateDecode")


def cyclic_pdf() -> bytes:
    """A PDF whose page tree holds itself."""
    return raw_pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 /Parent 2 0 R >>",
        ]
    )


def pdf(lines: list[str], *, title: str = "", author: str = "") -> bytes:
    """A PDF of one page with these lines."""
    out = io.BytesIO()
    drawing = canvas.Canvas(out, invariant=1)
    drawing.setTitle(title)
    drawing.setAuthor(author)
    text = drawing.beginText(72, 780)
    for line in lines:
        text.textLine(line)
    drawing.drawText(text)
    drawing.showPage()
    drawing.save()
    return out.getvalue()


def encrypted_pdf() -> bytes:
    """A PDF that opens only with a password."""
    out = io.BytesIO()
    drawing = canvas.Canvas(out, invariant=1, encrypt="secret")
    drawing.drawString(72, 700, SENTENCE)
    drawing.save()
    return out.getvalue()
