"""Who said what: direct, indirect, nested, floating and partial speech, and what is no speech at all."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aftershock.reading.attribution import attributions
from reading.claims_factory import passage, read_claims, told


def said(text: str) -> list[tuple[str, str]]:
    return [(speaker, content) for speaker, _, content in told(text) if speaker != "author"]


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        ("“The road is open,” Halden said.", "halden", "The road is open"),
        ("“The road is open,” said Mira Halden, a fellow at the Nordic Institute.", "halden", "The road is open"),
        ("Halden said: “The road is open to all.”", "halden", "The road is open to all"),
        ("Halden said the road was open.", "halden", "the road was open"),
        ("Halden said on Monday that the road was open.", "halden", "the road was open"),
        ("In a statement, Norland said the road was open.", "norland", "the road was open"),
        ("The road was open, Halden said.", "halden", "The road was open"),
        ("The road was open, according to Halden.", "halden", "The road was open"),
        ("According to Halden, the road was open.", "halden", "the road was open"),
        ("The Harbour League, Halden said, is ready to pay.", "halden", "The Harbour League, Halden said, is ready to pay"),
        ("Tor Vessel, who led the inquiry, said the dam was unsafe.", "vessel", "the dam was unsafe"),
        ("Osterland was accused by Norland of shelling villages.", "norland", "shelling villages"),
        ("Halden described the vote as a turning point.", "halden", "a turning point"),
        ("Halden said the strait, under which two cables run, was closed.", "halden", "the strait, under which two cables run, was closed"),
    ],
)  # fmt: skip
def test_a_statement_belongs_to_its_speaker_and_leaves_the_cue_out(text: str, speaker: str, content: str) -> None:
    assert said(text) == [(speaker, content)]


def test_a_quotation_split_by_its_cue_is_one_claim_from_first_to_last_word() -> None:
    text = "“The ceasefire has held so far,” Halden told The Courier. “It is fragile.”"
    assert said(text) == [("halden", "The ceasefire has held so far,” Halden told The Courier. “It is fragile")]


def test_the_paper_a_speaker_talks_to_is_no_speaker() -> None:
    assert {speaker for speaker, _ in said("Halden told The Courier that the truce was over.")} == {"halden"}


def test_a_quotation_without_a_cue_goes_on_with_the_speaker_before_it() -> None:
    text = "“We made a serious mistake,” said Halden.\n\n“It divided the country.”"
    assert said(text)[-1] == ("halden", "It divided the country")


def test_a_quotation_after_an_indirect_sentence_goes_on_with_its_speaker() -> None:
    text = "Norland breached the treaty, Ms Halden said. “There is still mistrust between them.”"
    assert said(text) == [("halden", "Norland breached the treaty"), ("halden", "There is still mistrust between them")]


def test_marks_that_do_not_match_and_insertions_do_not_break_a_quotation() -> None:
    text = '"The port was [for years] the largest – and the safest – of all,” Halden said.'
    assert said(text) == [("halden", "The port was [for years] the largest – and the safest – of all")]


def test_a_speaker_inside_what_is_said_is_a_speaker_of_its_own() -> None:
    text = "Halden believes that Osterland feels that its neighbours are not doing enough."
    assert ("osterland", "its neighbours are not doing enough") in said(text)
    assert ("halden", "Osterland feels that its neighbours are not doing enough") in said(text)


def test_a_forecast_before_one_with_a_closing_cue_is_the_same_speakers_by_inference() -> None:
    text = "Trade will recover within a year. Norland will open two more ports, Halden said."
    inferred, given_ = read_claims(text)
    assert (inferred.speaker, inferred.provenance.made_by) == ("halden", "carried-back")
    assert given_.provenance.made_by == "indirect-before-cue"


def test_joined_verbs_share_a_speaker_and_part_the_content() -> None:
    text = "Mr Vessel said the dam was unsafe, and warned that it would fail."
    assert said(text) == [("vessel", "the dam was unsafe"), ("vessel", "it would fail")]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Experts: The border will stay shut for months.", "experts"),
        ("Some analysts say the border will stay shut.", "analysts"),
        ("The harvest failed, according to two senior officials.", "senior officials"),
        ("There is growing concern among diplomats about the spread of militias.", "diplomats"),
        ("Officials in the capital said the road was closed.", "officials"),
        ("A spokesman said the road was closed.", "spokesman"),
    ],
)
def test_the_unnamed_speak_under_the_noun_that_names_them(text: str, name: str) -> None:
    assert [speaker for speaker, _ in said(text)] == [name]


@pytest.mark.parametrize(
    "text",
    [
        "The report was long and the claim was old.",
        "Experts met in the harbour.",
        "Halden went home after the vote.",
        "The “River Front” holds the hills.",
        "His hopes were high.",
    ],
)
def test_what_only_looks_like_speech_is_attributed_to_nobody(text: str) -> None:
    assert said(text) == []


def test_denial_and_doubt_negate_what_they_carry() -> None:
    denied, doubted = (
        read_claims(t)[0]
        for t in ("Halden denied that Norland had sent troops.", "Some diplomats doubt the talks will succeed.")
    )
    assert denied.negated
    assert doubted.negated
    assert doubted.certainty is not None
    assert (doubted.certainty.low, doubted.certainty.high) == (0.05, 0.35)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "Halden",
                "said",
                "that",
                "“",
                "”",
                '"',
                ",",
                ".",
                "he",
                "experts",
                "will",
                "\n\n",
                "according to",
                "told",
                ":",
                "the",
                "road",
                "is",
                "open",
                "and",
                "warned",
            ]
        ),
        max_size=40,
    )
)
def test_whatever_the_words_every_content_and_cue_stands_in_the_text(words: list[str]) -> None:
    text = " ".join(words)
    for attribution in attributions(passage(text)):
        assert 0 <= attribution.content.start < attribution.content.end <= len(text)
        assert attribution.content.of(text).strip() == attribution.content.of(text)
