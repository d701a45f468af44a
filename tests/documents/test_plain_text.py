"""A text file's characters come through unchanged, whatever they are."""

from __future__ import annotations

import codecs
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aftershock.documents.assemble import assemble
from aftershock.documents.extracted import Extracted, from_json, to_json
from aftershock.documents.intake import read_documents
from aftershock.documents.plain import decode
from aftershock.errors import DocumentError
from aftershock.record.document import Document
from documents import hostile

ODD = {
    "decomposed": "Cafe\u0301 d\u2019Oran\u0303",
    "joiner": "نمی\u200cخواهم",
    "emoji": "👩\u200d👩\u200d👧 🏴󠁧󠁢󠁳󠁣󠁴󠁿 end",
    "crlf": "one\r\ntwo\rthree\n\n\r\nfour\r\n",
    "nul": "one\0two three four five",
    "separators": "one\u2028two\u2029three\x0bfour\x0cfive\x85six\xa0seven",
    "right to left": "\u202eabc\u202c אבג",
    "astral": "𐎠𐎭 𝒳 text",
    "inner mark": "one \ufeff two",
}


@pytest.mark.parametrize("text", ODD.values(), ids=ODD.keys())
@pytest.mark.parametrize("ending", ["", "\n", "\r\n"])
def test_odd_characters_come_through(tmp_path: Path, text: str, ending: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes((text + ending).encode())
    documents, _ = read_documents([path])
    assert documents[0].text == text + ending


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_a_byte_order_mark_names_the_encoding_and_is_no_text(mark: bytes, encoding: str) -> None:
    data = mark + hostile.PROSE.encode(encoding)
    text, notes = decode("a.txt", data)
    assert text == hostile.PROSE
    assert mark + text.encode(encoding) == data
    assert notes[0].kind == "encoding"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_wide_text_without_a_mark_is_recognised(encoding: str) -> None:
    text, notes = decode("a.txt", hostile.PROSE.encode(encoding))
    assert text == hostile.PROSE
    assert encoding in notes[0].text


ARABIC = (
    "قال مسؤولون إن الميناء أغلق يوم الاثنين بعد إضراب طويل للعمال، وإن المحادثات بشأن الأجور ستستمر الأسبوع المقبل. "
    "وأضافت الوزارة أنها تتوقع التوصل إلى اتفاق قبل الربيع، رغم أن النقابة رفضت العرض الأول. "
) * 4


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1256", ARABIC),
        ("cp1251", "Порт города был закрыт в понедельник после долгой забастовки рабочих, сообщили чиновники. " * 6),
        (
            "cp1252",
            "Le port a été fermé lundi après une longue grève des ouvriers, a déclaré le ministère à l’été. " * 6,
        ),
    ],
)
def test_legacy_encodings_come_through_and_are_noted(encoding: str, text: str) -> None:
    found, notes = decode("a.txt", text.encode(encoding))
    assert found == text
    assert notes[0].kind == "encoding"


@given(st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=200))
@settings(max_examples=60, deadline=None)
def test_any_utf8_text_comes_through_and_every_span_lies_inside(text: str) -> None:
    try:
        found, notes = decode("a.txt", text.encode())
    except DocumentError:
        assert not text.strip()
        return
    assert found == text.removeprefix("\ufeff")
    if not found.strip():
        return
    document = assemble("a.txt", "0" * 64, Extracted(found, language="en", notes=notes), None)
    check_spans(document)


@given(
    st.lists(
        st.sampled_from([
            "Menu", "By Ann Writer", "3 March 2021", "View profile", "Explore our related content", "Advertisement",
            "A plain sentence that says something.", "Photo: A / B", "> quoted", "", "\r", "Dr Ann Writer", "Share",
        ]),
        min_size=1,
        max_size=40,
    )
)  # fmt: skip
@settings(max_examples=60, deadline=None)
def test_marked_spans_are_ordered_and_do_not_overlap(lines: list[str]) -> None:
    document = assemble("a.txt", "0" * 64, Extracted("\n".join(lines) or "x", language="en"), None)
    check_spans(document)


def check_spans(document: Document) -> None:
    ends = [0]
    for skipped in document.skipped:
        assert ends[-1] <= skipped.span.start < skipped.span.end <= len(document.text)
        assert skipped.span.of(document.text).strip()
        ends.append(skipped.span.end)


@given(st.text(max_size=50), st.lists(st.text(max_size=10), max_size=3), st.none() | st.dates())
@settings(max_examples=40, deadline=None)
def test_what_a_worker_sends_arrives_as_it_was(text: str, authors: list[str], day: date | None) -> None:
    sent = Extracted(text, title=text, authors=tuple(authors), published=day)
    assert from_json(to_json(sent)) == sent


@pytest.mark.parametrize("value", [{"text": 1}, {"text": "", "notes": [["odd", "x"]]}, {"authors": "a"}])
def test_a_malformed_reply_of_a_worker_is_an_error(value: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"is not|malformed"):
        from_json(value)
