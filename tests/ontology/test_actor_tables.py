"""A malformed actor table is refused with file and line; a study's own table adds to ours."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from aftershock.errors import OntologyError
from aftershock.ontology.actors import load_actors
from aftershock.ontology.memberships import parse_memberships
from aftershock.record.actor import Membership
from aftershock.record.dates import DateInterval


def table(folder: Path, *rows: str) -> Path:
    path = folder / "own.csv"
    path.write_text("\n".join(["id,name,kind,country,aliases,memberships", *rows]) + "\n", encoding="utf-8")
    return path


def test_a_study_adds_actors_of_its_own(tmp_path: Path) -> None:
    own = table(tmp_path, "X-GUARD,Harbour Guard of Examplia,armed-group,,Examplian Guard,IS (2014-06..2019)")
    actors = load_actors(own)
    found = actors.find("the Examplian Guard")
    assert found is not None
    assert found.id == "X-GUARD"
    assert found.memberships == (Membership("IS", DateInterval(date(2014, 6, 1), date(2020, 1, 1), "range")),)
    assert load_actors().find("Examplian Guard") is None


def test_a_study_may_replace_an_actor_by_its_id(tmp_path: Path) -> None:
    actors = load_actors(table(tmp_path, "PSE-HAM,Hamas,armed-group,PSE,Hamas of this study,"))
    assert actors.find("Hamas of this study") == actors.get("PSE-HAM")


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("X-A,Name,planet,,,", "unknown kind 'planet'"),
        ("X-A,,person,,,", "id and name must not be empty"),
        ("X-A,Name,person,,Daesh,", "'Daesh' stands for"),
        ("X-A,Name,person,,,NOWHERE (2001..)", "member of an unknown group 'NOWHERE'"),
        ("X-A,Name,person,,,IS (2001-13..)", "a date that does not exist"),
        ("X-A,Name,person,,,IS (2005..2001)", "comes before the first"),
        ("X-A,Name,person,,,is a member", "not a membership"),
        ("X-A,Name,person", "3 cells where the header names 6"),
    ],
)
def test_a_malformed_row_is_refused_with_its_line(tmp_path: Path, row: str, message: str) -> None:
    with pytest.raises(OntologyError, match=message) as caught:
        load_actors(table(tmp_path, row))
    assert "own.csv:2" in caught.value.where or "actors.csv" in caught.value.where


def test_a_repeated_id_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OntologyError, match=r"already stands at own\.csv:2"):
        load_actors(table(tmp_path, "X-A,One,person,,,", "X-A,Two,person,,,"))


def test_memberships_read_partial_dates_as_first_and_last_days() -> None:
    (entry,) = parse_memberships("IRQ:prime minister (2018-10..2020-02)", "here")
    assert entry.role == "prime minister"
    assert entry.interval == DateInterval(date(2018, 10, 1), date(2020, 3, 1), "range")
    (open_entry,) = parse_memberships("EU (1973-01-01..)", "here")
    assert open_entry.interval == DateInterval(date(1973, 1, 1), None, "open")
