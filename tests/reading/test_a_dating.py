from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aftershock.reading.dating import TimeExpression, times
from aftershock.record.text import Span

PUBLISHED = date(2020, 12, 29)


def read(text: str, published: date | None = PUBLISHED) -> tuple[TimeExpression, ...]:
    return times(text, Span(0, len(text)), published)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("It fell on 3 March 2019.", "2019-03-03", "2019-03-03"),
        ("It fell on March 3, 2019.", "2019-03-03", "2019-03-03"),
        ("He was shot on January 3.", "2020-01-03", "2020-01-03"),
        ("He was shot on Dec. 30.", "2019-12-30", "2019-12-30"),
        ("They will vote on January 9.", "2021-01-09", "2021-01-09"),
        ("She takes over next month.", "2021-01-01", "2021-01-31"),
        ("It was signed last week.", "2020-12-21", "2020-12-27"),
        ("They spoke on Sunday.", "2020-12-27", "2020-12-27"),
        ("They spoke on Tuesday.", "2020-12-29", "2020-12-29"),
        ("They left in 2011.", "2011-01-01", "2011-12-31"),
        ("Troops came from 2014 onwards.", "2014-01-01", "2020-12-29"),
        ("Since 2001 it has fought.", "2001-01-01", "2020-12-29"),
        ("It was tense between 2003 and 2011.", "2003-01-01", "2011-12-31"),
        ("An attack in late November", "2020-11-21", "2020-11-30"),
        ("Marches for the past three days", "2020-12-27", "2020-12-29"),
        ("It broke out in August.", "2020-08-01", "2020-08-31"),
        ("The talks of 3-5 March 2019", "2019-03-03", "2019-03-05"),
        ("two days ago", "2020-12-27", "2020-12-27"),
        ("the 1990s", "1990-01-01", "1999-12-31"),
    ],
)
def test_an_expression_means_these_days(text: str, first: str, last: str) -> None:
    found = read(text)
    assert [(str(e.interval.start), str(e.interval.last)) for e in found] == [(first, last)]


def test_years_before_another_time_in_the_sentence_are_counted_back_from_it() -> None:
    found = read("In 2011 it left, eight years after storming the capital.")
    assert [str(e.interval.start) for e in found] == ["2011-01-01", "2003-01-01"]


def test_a_year_that_describes_a_noun_dates_only_that_noun() -> None:
    assert [e.kind for e in read("They left the 2015 accord in May 2018.")] == ["attributive", "when"]


@pytest.mark.parametrize(
    "text", ["It may end.", "They march on.", "30 February 2020", "2020-02-31", "2,014 men", "1912.5 tonnes"]
)
def test_what_is_no_date_gives_none(text: str) -> None:
    assert read(text) == ()


def test_without_a_publication_date_only_full_dates_are_told() -> None:
    assert [str(e.interval.start) for e in read("On Sunday, last week, and on 3 May 2019", None)] == ["2019-05-03"]


@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "in 2011",
                "next year",
                "on May 3",
                "31 April 2020",
                "since then",
                "a decade ago",
                "99 years ago",
                "0001-01-01",
                "İ",
                "last Friday",
                "in the coming weeks",
            ]
        ),
        max_size=6,
    ),
    st.dates(min_value=date(2, 1, 1), max_value=date(9000, 1, 1)),
)
def test_intervals_are_in_order_and_spans_lie_in_the_text(parts: list[str], published: date) -> None:
    text = " ".join(parts)
    if not text:
        return
    last = 0
    for expression in times(text, Span(0, len(text)), published):
        assert last <= expression.span.start < expression.span.end <= len(text)
        last = expression.span.end
        assert (
            expression.interval.start is None
            or expression.interval.end is None
            or expression.interval.start < expression.interval.end
        )
