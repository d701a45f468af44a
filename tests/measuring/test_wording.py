from datetime import date

import pytest

from aftershock.measuring import wording


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (0, "0"), (3, "3"), (127, "127"), (0.123, "0.12"), (3.26, "3.3"), (12.34, "12"), (123.4, "123"),
        (1234.5, "1,230"), (19_594.9, "19,600"), (-0.0537, "−0.054"), (99.7, "100"), (1_000_000, "1,000,000"),
    ],
)  # fmt: skip
def test_numbers_are_rounded_to_what_they_can_carry(value, told):
    assert wording.number(value) == told


@pytest.mark.parametrize(
    ("relative", "told"),
    [
        (0.94, "94% higher"), (-0.4, "40% lower"), (0.001, "unchanged"), (5.2, "6.2 times as high"),
        (0.0075, "0.75% higher"), (-1.0, "100% lower"),
    ],
)  # fmt: skip
def test_changes_are_told_as_people_say_them(relative, told):
    assert wording.change(relative) == told


def test_singular_and_plural_are_right():
    assert wording.count(1, "event") == "1 event"
    assert wording.count(1200, "event") == "1,200 events"
    assert wording.steps(1, "four weeks") == "1 period of four weeks"
    assert wording.steps(6, "month") == "6 months"


def test_a_year_is_said_once_where_it_is_the_same():
    assert wording.days(date(2020, 1, 3), date(2020, 3, 26)) == "from 3 January to 26 March 2020"
    assert wording.days(date(2019, 12, 3), date(2020, 3, 26)) == "from 3 December 2019 to 26 March 2020"


def test_what_both_ends_of_an_interval_share_is_said_once():
    assert wording.interval("57% lower", "4% lower") == "95% interval: 57% to 4% lower"
    assert wording.interval("57% lower", "4% higher") == "95% interval: 57% lower to 4% higher"
    assert wording.interval("unchanged", "174% higher") == "95% interval: unchanged to 174% higher"


@pytest.mark.parametrize(
    ("low", "middle", "high", "told"),
    [
        (-0.56, -0.48, -0.38, "48% lower (95% interval: 56% to 38% lower)"),
        (-0.45, 1.63, 11.8, "2.6 times as high (95% interval: 0.55 to 13)"),
        (3.29, 30.0, 1359.0, "31 times as high (95% interval: 4.3 to 1,400)"),
        (-1.0, 0.2, None, "1.2 times as high (95% interval: 0 to no upper limit)"),
    ],
)  # fmt: skip
def test_a_change_and_its_interval_are_told_in_one_measure(low, middle, high, told):
    assert wording.changes(low, middle, high) == told


def test_a_difference_is_told_as_finely_as_its_interval_allows():
    told = wording.differences(-0.294, -0.148, -0.0072, " percentage points")
    assert told == "0.15 percentage points lower (95% interval: 0.29 to 0.01 percentage points lower)"
    assert wording.differences(-4.6, 0.0931, 6.98) == "0.1 higher (95% interval: 4.6 lower to 7.0 higher)"
    assert wording.differences(-0.3, 0.0, 0.3) == "unchanged (95% interval: 0.30 lower to 0.30 higher)"


def test_the_smallest_visible_change_is_told_in_the_claimed_direction():
    assert wording.detectable(1.0, "raises") == "a rise of about 100%"
    assert wording.detectable(1.0, "lowers") == "a fall of about 50%"
    assert wording.detectable(99.0, "lowers") == "a fall to nothing"
    assert wording.detectable(9.0, "either") == "a level about 10 times as high"
    assert wording.detectable(None, "raises") == ""
