from __future__ import annotations

import json
import time
from typing import get_args

from hypothesis import given, settings
from hypothesis import strategies as st

from aftershock.ontology.actors import load_actors
from aftershock.ontology.tables import read_yaml
from aftershock.reading.format import to_json
from aftershock.reading.frames import noun_frames, verb_frames
from aftershock.reading.reader import read
from aftershock.reading.words import grouped, listed
from aftershock.record.actor import ActorKind
from reading.reading_factory import document

TEXT = (
    "Experts say Kenya will probably withdraw its troops from Somalia in 2023.\n\n"
    "“We will leave,” said Odalys Brenko, a spokeswoman. Ethiopia attacked Eritrea on 3 May 2021, which led to a famine."
)


def test_the_record_has_the_fields_of_the_format_with_inclusive_days() -> None:
    record = json.loads(json.dumps(to_json(read(document(TEXT), load_actors()))))
    assert record["text"] == TEXT
    assert record["document"]["published"] == "2022-03-10"
    known = {a["id"] for a in record["actors"]}
    assert {e["type"] for e in record["events"]} >= {"ASSAULT"}
    attack = next(e for e in record["events"] if e["type"] == "ASSAULT")
    assert attack["date"] == {"start": "2021-05-03", "end": "2021-05-03"}
    assert TEXT[slice(*attack["trigger"])] == "attacked"
    for event in record["events"]:
        assert set(event["actors"]) | set(event["recipients"]) <= known
    for claim in record["claims"]:
        assert claim["speaker"] in known | {"author"}
        assert claim["certainty"] is None or 0 <= claim["certainty"][0] <= claim["certainty"][1] <= 1
    claims = {c["id"] for c in record["claims"]} | {None}
    assert {k["claim"] for k in record["links"]} <= claims


def test_reading_twice_gives_the_same_record() -> None:
    one, two = (json.dumps(to_json(read(document(TEXT), load_actors()))) for _ in range(2))
    assert one == two


def test_a_document_in_another_language_is_refused_by_name_and_its_known_actors_are_still_read() -> None:
    reading = read(document("Der Iran und die NATO sprachen.", language="de"), load_actors())
    assert reading.events == reading.claims == reading.links == ()
    assert [r.place for r in reading.refused] == ["t1"]
    assert "'de'" in reading.refused[0].reason
    assert {a.name for a in reading.actors} >= {"Iran"}


def test_an_empty_document_gives_an_empty_reading() -> None:
    reading = read(document(""), load_actors())
    assert (reading.sentences, reading.actors, reading.events, reading.claims, reading.links) == ((), (), (), (), ())


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "Iran",
                "the US",
                "attacked",
                "“",
                "”",
                '"',
                "said",
                ".",
                "\n\n",
                "Gen. X",
                "’s",
                "was",
                "killed by",
                "in 2011",
                "(",
                "UN",
                ",",
                "will",
                "if",
                "and",
                "إيران",
                "his",
                "Kurdish",
                "sanctions on",
            ]
        ),
        max_size=40,
    )
)
def test_any_words_are_read_and_every_record_stands_in_the_text(parts: list[str]) -> None:
    text = " ".join(parts)
    reading = read(document(text), load_actors())
    known = {a.id for a in reading.actors}
    for actor in reading.actors:
        assert all(m.end <= len(text) for m in actor.mentions)
    for event in reading.events:
        assert event.actors
        assert {*event.actors, *event.recipients} <= known
        assert event.sentence.end <= len(text)


def test_two_thousand_words_take_less_than_a_second() -> None:
    text = "\n\n".join([TEXT] * 60)
    read(document(TEXT), load_actors())
    start = time.process_time()
    read(document(text), load_actors())
    assert len(text.split()) / (time.process_time() - start) > 2000


def test_the_tables_of_the_reader_hold_words_only_and_known_kinds() -> None:
    assert len(verb_frames()) > 300
    assert len(noun_frames()) > 200
    for file in ("names.yml", "status_cues.yml"):
        for key, value in read_yaml(file).items():
            assert grouped(file, key) if isinstance(value, dict) else listed(file, key)
    assert {kind for kind, _ in grouped("names.yml", "group_nouns")} <= set(get_args(ActorKind))
