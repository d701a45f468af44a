"""A new study traces at once; a shock that cannot be understood is explained."""

import pytest

from aftershock.errors import StudyError, UsageError
from aftershock.study.create import create
from aftershock.study.study import Study


@pytest.mark.parametrize(
    "shock",
    [
        "2014-03-18 Russia COERCE Ukraine",
        "2020-01-03 USA ASSAULT Qassem Soleimani",
        "2019-06-13 IRN THREATEN Saudi Arabia",
        "2021-02-01 Myanmar COERCE Aung San Suu Kyi",
    ],
)
def test_a_new_study_opens_with_a_plan_that_holds_together(tmp_path, shock):
    create(tmp_path / "mine", shock, new_actor=True)
    plan = Study.open(tmp_path / "mine").plan
    assert str(plan.shock.day) == shock.split()[0]
    assert plan.hypotheses
    assert plan.window.start < plan.shock.day < plan.window.end


@pytest.mark.parametrize(
    ("shock", "told"),
    [
        ("yesterday USA ASSAULT IRN", "not a date"),
        ("2020-02-30 USA ASSAULT IRN", "not a date"),
        ("2020-01-03 USA ASAULT IRN", "did you mean 'ASSAULT'"),
        ("2020-01-03 USA ASSAULT", "not a shock"),
        ("2020-01-03 Freedonia ASSAULT IRN", r"unknown actor 'Freedonia'[\s\S]*--new-actor"),
        ("2020-01-03 Venezuala ASSAULT IRN", "Venezuela"),
    ],
)
def test_a_shock_that_is_not_one_is_explained(tmp_path, shock, told):
    with pytest.raises(UsageError, match=told):
        create(tmp_path / "mine", shock)
    assert not (tmp_path / "mine").exists()


def test_an_actor_of_ones_own_may_have_quotes_and_brackets_in_its_name(tmp_path):
    create(tmp_path / "mine", '2020-01-03 USA ASSAULT The "New" [Front]\\x', new_actor=True)
    study = Study.open(tmp_path / "mine")
    actor = study.actors.get(study.plan.shock.recipient)
    assert actor is not None
    assert actor.name == 'The "New" [Front]\\x'


def test_a_study_is_never_made_over_another(tmp_path):
    create(tmp_path, "2014-03-18 RUS COERCE UKR")
    with pytest.raises(StudyError, match="there is a study here already"):
        create(tmp_path, "2014-03-18 RUS COERCE UKR")


def test_the_day_the_study_stands_at_can_be_moved_back_but_not_before_its_window(tmp_path):
    from datetime import date

    create(tmp_path / "mine", "2014-03-18 RUS COERCE UKR")
    assert Study.open(tmp_path / "mine", date(2014, 6, 1)).plan.as_of == date(2014, 6, 1)
    assert Study.open(tmp_path / "mine", date(2034, 6, 1)).plan.as_of == date(2015, 3, 18)
    with pytest.raises(StudyError, match="nothing to show as of 2001-01-01"):
        Study.open(tmp_path / "mine", date(2001, 1, 1))


def test_a_study_made_later_stands_at_that_day_so_that_looking_back_is_read(tmp_path):
    from datetime import date

    create(tmp_path / "mine", "2014-03-18 RUS COERCE UKR", today=date(2020, 5, 1))
    assert Study.open(tmp_path / "mine").plan.as_of == date(2020, 5, 1)
    create(tmp_path / "other", "2014-03-18 RUS COERCE UKR", today=date(2014, 4, 1))
    assert Study.open(tmp_path / "other").plan.as_of == date(2015, 3, 18)
