"""The rules for what is no content, as data: sound, each with an example, and not taking prose."""

from __future__ import annotations

import time

import pytest

from aftershock.documents.assemble import assemble
from aftershock.documents.boilerplate import Rule, load_boilerplate, parse_boilerplate
from aftershock.documents.extracted import Extracted
from aftershock.errors import OntologyError
from aftershock.record.document import Document
from documents import hostile

RULES = load_boilerplate().rules


def document(*lines: str) -> Document:
    return assemble("a.txt", "0" * 64, Extracted("\n\n".join(lines), language="en"), None)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_each_rule_takes_its_example(rule: Rule) -> None:
    assert rule.pattern.fullmatch(rule.example)
    prose = hostile.PROSE.split("\n\n") * 8
    lines = ["A headline", rule.example, *prose] if rule.where != "tail" else ["A headline", *prose, rule.example]
    found = document(*lines)
    assert [s.span.of(found.text) for s in found.skipped] == [rule.example]


PROSE = [
    "The minister said the views of the author of the report were wrong.",
    "Photo opportunities were few, and the image of the port suffered.",
    "Share prices fell on Monday after the strike.",
    "Read the report, he said, before judging it.",
    "The picture in the north is different: militias have grown.",
    "Following the strike, Facebook and Twitter were blocked in the town.",
    "We will subscribe to the agreement if the others do.",
    "Related groups have carried out attacks on the base.",
    "The credit line of the state bank was cut.",
    "On Monday the ministry wrote to the union.",
    "Home of the strikers: the old town.",
    "Opinion in the capital is divided.",
    "Save for a few ships, the harbour was empty.",
    "He asked the union to help.",
    "Cookies were handed out to the strikers by the baker.",
    "Key Allies",
    "Looking ahead",
    "The union, whose leaders do not reflect on their mistakes, went on.",
]


@pytest.mark.parametrize("line", PROSE)
def test_prose_is_not_taken(line: str) -> None:
    prose = hostile.PROSE.split("\n\n")
    for lines in (["A headline", line, *prose], ["A headline", *prose, line, "The end came quickly."]):
        assert document(*lines).skipped == ()


def test_machine_translation_becomes_a_note() -> None:
    found = document("A headline", "Powered by automated translation", hostile.PROSE)
    assert [n.kind for n in found.notes if n.kind == "translated"] == ["translated"]


def test_related_content_takes_the_rest_only_near_the_end() -> None:
    late = document("A headline", hostile.PROSE, "Related content", "Ships at sea", "Another story")
    assert len(late.skipped) == 3
    early = document("A headline", "Related content", hostile.PROSE)
    assert len(early.skipped) <= 1


def test_long_lines_cost_linear_time() -> None:
    start = time.monotonic()
    for rule in RULES:
        for filler in ("a", " ", "share ", "photo: ", "> ", "©", "views "):
            rule.pattern.fullmatch((filler * 1_200)[:1_200] + "\x00")
    assert time.monotonic() - start < 5


RULE = "{{id: x, where: {where}, takes: line, pattern: '{pattern}', reason: r, example: e{more}}}"


@pytest.mark.parametrize(
    ("rules", "message"),
    [
        ([RULE.format(where="any", pattern="(", more="")], "malformed"),
        ([RULE.format(where="nowhere", pattern="a", more="")], "where is 'nowhere'"),
        ([RULE.format(where="any", pattern="a", more=", odd: 1")], "unknown fields: odd"),
        ([RULE.format(where="any", pattern="a", more="")] * 2, "stands twice"),
        (["{id: x}"], "lacks"),
        (["[1]"], "must be a mapping"),
    ],
)
def test_a_malformed_rule_is_named_with_its_line(rules: list[str], message: str) -> None:
    text = "rules:\n" + "".join(f"  - {rule}\n" for rule in rules) + "author_bio: {reason: r, roles: [fellow]}\n"
    with pytest.raises(OntologyError, match=message) as caught:
        parse_boilerplate(text, "boilerplate.yml")
    assert caught.value.where == f"boilerplate.yml:{len(rules) + 1}"
