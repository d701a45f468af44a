"""The word lists behind claims and links: their shape, and what a malformed one says."""

from __future__ import annotations

import pytest
import yaml

from aftershock.errors import OntologyError
from aftershock.ontology.tables import DATA
from aftershock.reading import wording
from aftershock.reading.speakers import unnamed_speakers
from aftershock.reading.tokens import tokenise
from aftershock.reading.wording import Phrases, entries, inflected
from reading.claims_factory import passage

LISTS = (
    "cues.yml",
    "speakers.yml",
    "norms.yml",
    "forecast_markers.yml",
    "assessment_markers.yml",
    "author_frames.yml",
    "causal.yml",
)


@pytest.mark.parametrize("name", LISTS)
def test_every_list_holds_lower_case_words_once_each(name: str) -> None:
    content = yaml.safe_load((DATA / name).read_text(encoding="utf-8"))
    paths = [
        (key,) if isinstance(value, list) else (key, inner)
        for key, value in content.items()
        for inner in (value if isinstance(value, dict) else [key])
    ]
    for path in {p for p in paths if isinstance(_under(content, p), list)}:
        if "irregular" in path[0]:
            continue
        assert all(word == word.lower() for word in entries(name, *path))


def _under(content: object, path: tuple[str, ...]) -> object:
    for key in path:
        content = content[key] if isinstance(content, dict) else None
    return content


@pytest.mark.parametrize("name", [*LISTS, "hedges.csv"])
def test_every_file_says_where_it_is_from_and_how_to_extend_it(name: str) -> None:
    head = " ".join(line for line in (DATA / name).read_text(encoding="utf-8").splitlines() if line.startswith("#"))
    assert all(word in head for word in ("Origin:", "Date:", "Extend:", "Known problems:"))


def test_a_missing_list_is_named_with_its_file() -> None:
    with pytest.raises(OntologyError, match=r"cues\.yml nowhere"):
        entries("cues.yml", "nowhere")


def test_a_word_listed_twice_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wording, "table", lambda name: {"words": ["grow", "grow"]})
    with pytest.raises(OntologyError, match="listed twice: grow"):
        entries("made.yml", "words")


def test_the_longest_phrase_at_a_place_wins() -> None:
    phrases = Phrases({"will": 1, "will not": 2, "'ll": 3})
    assert [value for _, _, value in phrases.all(list(tokenise("They will not go, she'll stay and he will")))] == [
        2,
        3,
        1,
    ]


@pytest.mark.parametrize(
    ("base", "forms"),
    [
        ("urge", ("urge", "urges", "urged", "urging")),
        ("deny", ("deny", "denies", "denied", "denying")),
        ("push", ("push", "pushes", "pushed", "pushing")),
        ("call on", ("call on", "calls on", "called on", "calling on")),
    ],
)
def test_english_verbs_are_inflected_by_rule(base: str, forms: tuple[str, ...]) -> None:
    assert inflected(base, {}) == forms


def test_an_unnamed_speaker_is_one_actor_however_often_it_speaks() -> None:
    text = "Experts say the dam is safe. Some experts said the road is not."
    here = passage(text)
    actors, mentions = unnamed_speakers(here.document, here.sentences)
    assert [actor.name for actor in actors] == ["experts"]
    assert [mention.span.of(text) for mention in mentions] == ["Experts", "experts"]
    assert all(mention.actor == actors[0].id for mention in mentions)
