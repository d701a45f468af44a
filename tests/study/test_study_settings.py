"""study.toml is checked before anything slow begins, and every error names its line and key."""

import re
from datetime import date
from pathlib import Path

import pytest

from aftershock.errors import StudyError
from aftershock.ontology.actors import load_actors
from aftershock.study.settings import load_plan

GOOD = """\
[study]
id = "s"
title = "A study"

[shock]
date = 2019-06-13
actor = "IRN"
event_type = "ASSAULT"
recipient = "JPN"
title = "A tanker is attacked"

[window]
from = 2018-01-01
gap_from = 2019-06-10
until = 2020-06-30
horizons = [90, 30]

[[system]]
id = "A"
title = "The dyad"

[[group]]
id = "gulf"
name = "Gulf states"
members = ["SAU", "QAT ..2017-06-05"]

[[indicator]]
id = "hostility"
title = "Hostility"
measure = "count"
unit = "events"
actors = ["gulf", "Iran"]
event_types = ["ASSAULT"]

[[question]]
id = "Q1"
text = "Will it happen again?"
indicator = "hostility"
comparator = ">="
threshold = 1
until = 2019-12-31

[[hypothesis]]
id = "H1"
system = "A"
theatre = "Gulf"
title = "It happens again"
statement = "Attacks rise."
expected = "raises"
indicators = ["hostility"]
questions = ["Q1"]
match = { actors = ["IRN"], words = ["attack"] }
source = "us"
"""


def plan_of(folder: Path, text: str):
    (folder / "study.toml").write_text(text, encoding="utf-8")
    return load_plan(folder, load_actors())


def test_a_good_study_reads_as_it_was_written(tmp_path):
    plan = plan_of(tmp_path, GOOD)
    assert plan.shock.day == date(2019, 6, 13)
    assert plan.window.horizons == (30, 90)
    assert plan.indicators[0].events.actors == ("gulf", "IRN")
    assert plan.groups[0].members[1].interval.last == date(2017, 6, 5)
    assert plan.hypotheses[0].parents == ("shock",)
    assert plan.questions[0].window.last == date(2019, 12, 31)
    assert plan.cutoffs == (date(2019, 6, 12),)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("date = 2019-06-13", "date = 2019-06-31", r"study\.toml:6: not TOML"),
        ("date = 2019-06-13", 'date = "13 June"', r"study\.toml:6 \[shock\] date: .*not a date[\s\S]*2020-01-31"),
        ('event_type = "ASSAULT"\nrec', 'event_type = "ASAULT"\nrec', r"study\.toml:8 .*did you mean 'ASSAULT'|did you mean 'ASSAULT'"),
        ('recipient = "JPN"', 'recipient = "Japn"', r"study\.toml:9 \[shock\] recipient: unknown actor 'Japn'[\s\S]*Japan"),
        ('indicators = ["hostility"]', 'indicators = ["hostlity"]', r"study\.toml:\d+ \[hypothesis\] indicators: unknown indicator 'hostlity'[\s\S]*'hostility'"),
        ('theatre = "Gulf"', 'theater = "Gulf"', r"\[hypothesis\] theatre: 'theatre' is missing"),
        ('unit = "events"', 'unit = "events"\nbinn = "week"', r"unknown key 'binn'[\s\S]*did you mean 'bin'"),
        ("threshold = 1", 'threshold = "one"', r"\[question\] threshold: 'threshold' must be a number"),
        ('members = ["SAU",', 'members = ["SAU 2019-02-30..",', r"\[group\] members: .*day is out of range|\[group\] members"),
        ("gap_from = 2019-06-10", "gap_from = 2019-07-10", "the days are out of order"),
        ('source = "us"', 'source = "us"\nparents = ["H1"]', r"\[hypothesis\] parents: unknown hypothesis 'H1'"),
        ('id = "Q1"', "id = 3", r"\[question\] id: 'id' must be a text"),
        ("horizons = [90, 30]", "horizons = [0]", "positive whole numbers"),
        ('comparator = ">="', 'comparator = "=>"', r"'=>' is none of"),
        ("[[system]]", "[system]", r"must be a list of tables: \[\[system\]\]"),
    ],
)  # fmt: skip
def test_an_error_names_the_line_and_the_key(tmp_path, old, new, told):
    assert old in GOOD
    with pytest.raises(StudyError) as caught:
        plan_of(tmp_path, GOOD.replace(old, new))
    assert re.search(told, str(caught.value)), str(caught.value)


def test_a_hypothesis_that_no_path_joins_to_the_shock_is_refused(tmp_path):
    extra = GOOD[GOOD.index("[[hypothesis]]") :]
    two = (
        GOOD.replace('source = "us"', 'source = "us"\nparents = ["H2"]')
        + "\n"
        + extra.replace('"H1"', '"H2"').replace('source = "us"', 'source = "us"\nparents = ["H1"]')
    )
    with pytest.raises(StudyError, match="does not lead back to the shock"):
        plan_of(tmp_path, two)


def test_the_same_id_twice_is_refused(tmp_path):
    with pytest.raises(StudyError, match="'A' stands twice"):
        plan_of(tmp_path, GOOD + '\n[[system]]\nid = "A"\ntitle = "Again"\n')


def test_a_missing_file_and_one_in_another_encoding_are_named(tmp_path):
    with pytest.raises(StudyError, match="no such file"):
        load_plan(tmp_path, load_actors())
    (tmp_path / "study.toml").write_bytes(b'[study]\nid = "\xe9"\n')
    with pytest.raises(StudyError, match="not UTF-8"):
        load_plan(tmp_path, load_actors())
