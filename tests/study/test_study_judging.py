"""An analyst's decision is applied, explained where it is wrong, and outlives every re-run."""

import json

import pytest

from aftershock.errors import StudyError
from aftershock.record.claim import Claim
from aftershock.record.question import Question, Untestable
from aftershock.store.store import Store
from aftershock.study.create import create
from aftershock.study.readings import readings
from aftershock.study.study import Study
from aftershock.study.trace import trace_study

TEXT = "Russia will probably attack the port of Odesa again within weeks, a Ukrainian ministry spokesman said.\n"


@pytest.fixture
def folder(tmp_path):
    create(tmp_path / "s", "2014-03-18 RUS COERCE UKR")
    (tmp_path / "s" / "documents" / "port.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "s" / "documents" / "documents.csv").write_text(
        "file,id,title,publisher,authors,published,language\nport.txt,d,Port,Wire,,2014-03-05,en\n", encoding="utf-8"
    )
    return tmp_path / "s"


def decide(folder, record, decision, at="2014-04-01T12:00:00Z"):
    line = json.dumps({"record": record, "decision": decision, "reason": "a joke", "by": "an analyst", "at": at})
    with (folder / "edits.jsonl").open("a", encoding="utf-8") as stream:
        stream.write(line + "\n")


def asked(store):
    return [one.claim for one in (*store.records(Question), *store.records(Untestable)) if one.claim]


def test_a_rejected_claim_asks_nothing_until_it_is_accepted_again(folder):
    trace_study(Study.open(folder))
    with Store.open(folder / "store") as store:
        claim = store.records(Claim)[0].id
        assert claim in asked(store)
    decide(folder, claim, "reject")
    trace_study(Study.open(folder))
    with Store.open(folder / "store") as store:
        assert claim not in asked(store)
        assert [one.id for one in store.records(Claim)] == [claim]
        assert all(one.id != claim for reading in readings(store) for one in reading.claims)
    assert claim not in (folder / "report.html").read_text(encoding="utf-8")
    decide(folder, claim, "accept", at="2014-04-02T12:00:00Z")
    trace_study(Study.open(folder))
    with Store.open(folder / "store") as store:
        assert claim in asked(store)


def test_a_decision_outlives_the_document_and_the_file_it_came_from(folder):
    trace_study(Study.open(folder))
    with Store.open(folder / "store") as store:
        claim = store.records(Claim)[0].id
    decide(folder, claim, "reject")
    trace_study(Study.open(folder))
    (folder / "edits.jsonl").unlink()
    (folder / "documents" / "port.txt").rename(folder / "port.txt")
    (folder / "documents" / "documents.csv").unlink()
    trace_study(Study.open(folder))
    with Store.open(folder / "store") as store:
        assert [judgement.by for judgement in store.judgements(claim)] == ["an analyst"]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("not json", r"edits\.jsonl:1: not JSON"),
        ('{"record": "c"}', "needs record, decision, by and at"),
        ('{"record": "c", "decision": "rejct", "by": "a", "at": "2014-04-01T12:00:00Z"}', "did you mean 'reject'"),
        ('{"record": "c", "decision": "reject", "by": "a", "at": "yesterday"}', "not a time"),
        ('{"record": "c", "decision": "reject", "by": "a", "at": "2014-04-01T12:00:00"}', "no time zone"),
    ],
)
def test_a_line_that_is_no_decision_is_named(folder, line, told):
    (folder / "edits.jsonl").write_text(line + "\n", encoding="utf-8")
    with pytest.raises(StudyError, match=told):
        trace_study(Study.open(folder))
