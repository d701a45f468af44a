from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aftershock.reading.segment import prepare
from aftershock.record.document import SkippedSpan
from aftershock.record.text import Span
from reading.reading_factory import document


def sentences(text: str, **more: object) -> list[str]:
    return [s.span.of(text) for s in prepare(document(text, **more))[0]]  # type: ignore[arg-type]


def quoted(text: str) -> list[str]:
    return [q.span.of(text) for q in prepare(document(text))[1]]


def test_a_sentence_does_not_end_after_a_title_or_an_initial() -> None:
    assert sentences("Gen. A. B. Ortiz met Dr. Lind on Monday. They spoke.") == [
        "Gen. A. B. Ortiz met Dr. Lind on Monday.",
        "They spoke.",
    ]


def test_a_country_abbreviation_ends_a_sentence_only_before_a_word_that_starts_one() -> None:
    text = "He flew to the U.S. The U.S. Senate waited in Washington, D.C. for him."
    assert sentences(text) == ["He flew to the U.S.", "The U.S. Senate waited in Washington, D.C. for him."]


def test_a_missing_full_stop_before_a_paragraph_break_still_ends_the_sentence() -> None:
    assert sentences("Talks were held in the capital\n\nThe minister left.") == [
        "Talks were held in the capital",
        "The minister left.",
    ]


def test_lines_wrapped_to_a_length_are_one_paragraph() -> None:
    line = "the two governments talked about the border and the river for a long time"
    text = "\n".join(["Yesterday " + line, *[line] * 8, "and then it ended."])
    assert len(prepare(document(text))[0]) == 1


def test_a_number_with_a_decimal_point_or_thousands_is_one_token() -> None:
    tokens = [t.text for t in prepare(document("About 1.5 of 40,000 people"))[0][0].tokens]
    assert tokens == ["About", "1.5", "of", "40,000", "people"]


def test_clitics_stand_apart_and_names_with_apostrophes_stay_whole() -> None:
    tokens = [t.text for t in prepare(document("Sana’a’s mayor didn't say"))[0][0].tokens]
    assert tokens == ["Sana’a", "’s", "mayor", "did", "n't", "say"]


def test_compound_names_split_at_the_hyphen_and_common_words_do_not() -> None:
    tokens = [t.text for t in prepare(document("the NATO-led, long-standing co-operation"))[0][0].tokens]
    assert tokens == ["the", "NATO", "-", "led", ",", "long-standing", "co-operation"]


def test_mismatched_marks_still_make_one_quotation() -> None:
    assert quoted('She called it “a long and hard road". He agreed.') == ["a long and hard road"]


def test_a_quotation_runs_over_paragraphs_that_open_with_a_mark() -> None:
    text = "“We start today.\n\n“We end tomorrow,” he said. “Good.”"
    assert quoted(text) == ["We start today.\n\n“We end tomorrow,", "Good."]


def test_a_quotation_never_closed_ends_with_its_paragraph() -> None:
    assert quoted('He said: "we will go.\n\nThe market fell.') == ["we will go."]


def test_an_apostrophe_is_no_quotation_mark() -> None:
    assert quoted("The soldiers' pay and the state's debt, the workers' plight") == []


def test_single_marks_are_quotations_too() -> None:
    assert quoted("The crowd shouted 'bread and peace' for an hour") == ["bread and peace"]


def test_roles_tell_title_heading_caption_and_boilerplate() -> None:
    text = "A hard winter\n\nShare this page\n\nThe river froze in May.\n\nLooking back\n\nImage caption The bridge at dawn\n\nIt thawed in June."
    skipped = (SkippedSpan(Span(15, 30), "share button"),)
    roles = [s.role for s in prepare(document(text, title="A hard winter", skipped=skipped))[0]]
    assert roles == ["title", "boilerplate", "body", "heading", "caption", "body"]


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=("Cs",)), max_size=300))
def test_every_token_and_sentence_stands_where_it_says(text: str) -> None:
    found, quotes = prepare(document(text))
    last = 0
    for sentence in found:
        assert sentence.span.start >= last
        last = sentence.span.end
        assert sentence.tokens
        for token in sentence.tokens:
            assert token.span.of(text) == token.text
            assert sentence.span.contains(token.span)
    for quote in quotes:
        assert quote.span.end <= len(text)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "Gen. ",
                "U.S. ",
                "“",
                "”",
                '"',
                "'",
                "\n",
                "\n\n",
                "A. ",
                "no",
                "1.",
                "…",
                "Sana’a",
                "ی",
                "e\u0301",
                "\u200c",
                "\r\n",
                " The ",
                "?!",
            ]
        ),
        max_size=60,
    )
)
def test_every_character_that_is_not_white_space_is_in_a_token(parts: list[str]) -> None:
    text = unicodedata.normalize("NFC", "".join(parts))
    covered = {i for s in prepare(document(text))[0] for t in s.tokens for i in range(t.span.start, t.span.end)}
    assert all(i in covered for i, c in enumerate(text) if not c.isspace())


@pytest.mark.parametrize("piece", ["1", "1.", '"a', "A.", "a\n", "’s"])
def test_time_is_linear_on_hostile_text(piece: str) -> None:
    start = time.process_time()
    prepare(document(piece * (1_000_000 // len(piece))))
    assert time.process_time() - start < 20
