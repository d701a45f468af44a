from __future__ import annotations

import pytest

from aftershock.errors import OntologyError
from aftershock.reading.frames import verb_frames
from aftershock.reading.lemmas import inflected, lemma
from aftershock.reading.words import words


@pytest.mark.parametrize(
    ("form", "base"),
    [
        ("strikes", "strike"),
        ("killings", "kill"),
        ("studies", "study"),
        ("withdrew", "withdraw"),
        ("criticised", "criticise"),
        ("talks", "talk"),
        ("stopped", "stop"),
        ("sanctions", "sanction"),
        ("us", "us"),
        ("crisis", "crisis"),
    ],
)
def test_a_form_leads_to_its_stem(form: str, base: str) -> None:
    assert lemma(form) == base


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("raid", {"raided", "raiding", "raids"}),
        ("seize", {"seized", "seizing"}),
        ("ban", {"banned", "banning"}),
        ("defy", {"defies", "defied", "defying"}),
        ("crush", {"crushes", "crushed"}),
    ],
)
def test_a_verb_has_its_regular_forms(verb: str, forms: set[str]) -> None:
    assert forms <= set(inflected(verb))


def test_a_word_that_yaml_takes_for_a_truth_value_is_refused_with_its_place() -> None:
    with pytest.raises(OntologyError, match=r"verbs\.yml \[takes\]"):
        words(["direct", True], "verbs.yml [takes]")


def test_a_word_listed_twice_is_refused() -> None:
    with pytest.raises(OntologyError, match="twice"):
        words(["raid", "raid"], "verbs.yml")


def test_every_verb_of_the_table_is_written_small() -> None:
    assert all(head == head.casefold() for head in verb_frames())
