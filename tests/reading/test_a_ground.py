from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aftershock.reading.ground import ground
from aftershock.record.refusal import Refusal
from aftershock.record.text import Span

TEXT = (
    "The ministry did not sign the accord on 14 May 2021. “We will return 3.5 million barrels,” said Ana Ortiz,\n"
    "the envoy of Peru. Two of the 1,200 soldiers left; the minister  did not say why."
)


def test_words_that_stand_there_are_found_whatever_their_white_space_and_quotation_marks() -> None:
    found = ground('"We will return 3.5 million barrels," said Ana Ortiz, the envoy of Peru', TEXT, place="claim 1")
    assert isinstance(found, Span)
    assert found.of(TEXT).startswith("“We will")
    assert found.of(TEXT).endswith("Peru")


@pytest.mark.parametrize(
    "quote",
    [
        "The ministry did sign the accord",
        "on 15 May 2021",
        "said Ana Ortega",
        "2 of the 1,200 soldiers",
        "1,200 soldiers of",
        "00 soldiers left",
        "3.5 billion barrels",
        "million barrel",
        "inistry did not",
        "return 3",
        "200 soldiers",
        "",
        "   ",
    ],
)
def test_a_word_number_name_or_letter_more_or_less_refuses_the_quote(quote: str) -> None:
    refused = ground(quote, TEXT, place="claim 1 of document d1")
    assert isinstance(refused, Refusal)
    assert refused.place == "claim 1 of document d1"


def test_of_two_places_the_nearer_is_meant() -> None:
    found = ground("did not", TEXT, place="x", near=len(TEXT))
    assert isinstance(found, Span)
    assert found.start > 100


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_every_true_quote_is_accepted_and_every_changed_one_refused(data: st.DataObject) -> None:
    words = [m.span() for m in re.finditer(r"\S+", TEXT)]
    first = data.draw(st.integers(0, len(words) - 4))
    last = data.draw(st.integers(first + 3, len(words) - 1))
    quote = TEXT[words[first][0] : words[last][1]]
    found = ground(quote, TEXT, place="x", near=words[first][0])
    assert isinstance(found, Span)
    assert (found.start, found.end) == (words[first][0], words[last][1])
    parts = quote.split()
    at = data.draw(st.integers(1, len(parts) - 2))
    change = data.draw(st.sampled_from(["drop", "swap", "add", "case"]))
    changed = {
        "drop": [*parts[:at], *parts[at + 1 :]],
        "swap": [*parts[:at], "never", *parts[at + 1 :]],
        "add": [*parts[:at], "not", *parts[at:]],
        "case": [*parts[:at], parts[at].swapcase() + "x", *parts[at + 1 :]],
    }[change]
    mutated = " ".join(changed)
    assert isinstance(ground(mutated, TEXT, place="x"), Refusal) or mutated in " ".join(TEXT.split())
