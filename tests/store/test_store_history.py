"""History shows what was known on a day, and nothing later."""

from datetime import date, timedelta
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aftershock.errors import StoreError
from aftershock.record.actor import Membership
from aftershock.record.columns import TABLES
from aftershock.record.dates import DateInterval
from aftershock.record.hypothesis import EventFilter, Group
from aftershock.record.manifest import DataFile
from aftershock.store.history import History

DAY = date(2020, 1, 1)


def row(number: int, **given_values: object) -> dict[str, object]:
    """An event row; day ``number`` counts from the first of January 2020."""
    start = DAY + timedelta(days=number)
    made = {
        "event_id": f"e{number:03}", "dataset": "made", "release": "1", "file": "made.csv", "line": number + 2,
        "date_start": start, "date_end": start + timedelta(days=1), "date_precision": "day", "known": start,
        "actor": "AAA", "actor_country": "AAA", "recipient": "BBB", "recipient_country": "BBB",
        "event_type": "ASSAULT", "mode": "", "place": "Port Town, North", "country": "BBB", "deaths_best": 1,
        "summary": "A patrol was attacked.", "source": "made", "url": "",
    }  # fmt: skip
    return made | given_values


def write(folder: Path, rows: list[dict[str, object]], kind: str = "events") -> DataFile:
    """A Parquet file of a kind in ``folder``, and its entry in the manifest."""
    columns = TABLES[kind]
    connection = duckdb.connect()
    connection.execute(f"CREATE TABLE t ({', '.join(f'{name} {sql}' for name, sql in columns.items())})")
    marks = ", ".join("?" * len(columns))
    connection.executemany(f"INSERT INTO t VALUES ({marks})", [[one.get(name) for name in columns] for one in rows])
    name = f"{kind}.parquet"
    connection.execute(f"COPY t TO '{folder / name}' (FORMAT parquet)")
    starts = [one["date_start"] for one in rows]
    ends = [one["date_end"] - timedelta(days=1) for one in rows]
    return DataFile(
        "f", kind, "made", "1", "made.csv", "0", name, "0", len(rows), len(rows), 0, (), min(starts), max(ends)
    )


def history(folder: Path, rows: list[dict[str, object]], cutoff: date = date(2021, 1, 1), groups=()) -> History:
    return History((write(folder, rows),), folder, tuple(groups), cutoff)


def ids(events) -> list[str]:
    return [event.id for event in events]


def test_rows_that_became_known_after_the_cutoff_do_not_exist(tmp_path):
    seen = history(tmp_path, [row(0), row(1, known=date(2020, 3, 1)), row(2)], cutoff=date(2020, 2, 1))
    assert ids(seen.events(EventFilter())) == ["e000", "e002"]
    assert ids(seen.events_by_id(["e001", "e002"])) == ["e002"]


@settings(max_examples=25, deadline=None)
@given(
    known=st.lists(st.integers(0, 60), min_size=1, max_size=12),
    cutoff=st.integers(0, 60),
)
def test_whatever_the_cutoff_nothing_later_is_reached(tmp_path_factory, known, cutoff):
    folder = tmp_path_factory.mktemp("lake")
    rows = [row(n, known=DAY + timedelta(days=day)) for n, day in enumerate(known)]
    day = DAY + timedelta(days=cutoff)
    early = history(folder, rows).before(day)
    expected = [f"e{n:03}" for n, known_on in enumerate(known) if known_on <= cutoff]
    assert ids(early.events(EventFilter())) == expected
    assert ids(early.before(date(2030, 1, 1)).events(EventFilter())) == expected


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (EventFilter(actors=("AAA",)), ["e000"]),
        (EventFilter(actors=("BBB",), recipients=("AAA",)), ["e001"]),
        (EventFilter(actors=("AAA",), recipients=("BBB",), either_way=True), ["e000", "e001"]),
        (EventFilter(actors=("country:AAA",)), ["e000", "e002"]),
        (EventFilter(event_types=("SANCTION",)), ["e001"]),
        (EventFilter(modes=("drone",)), ["e002"]),
        (EventFilter(places=("north",)), ["e000", "e001"]),
        (EventFilter(places=("CCC",)), ["e002"]),
        (EventFilter(text=("embargo", "harbour")), ["e001"]),
        (EventFilter(datasets=("other",)), []),
        (EventFilter(actors=("party",)), ["e000", "e001"]),
        (EventFilter(actors=("late-party",)), []),
    ],
)
def test_a_filter_takes_exactly_its_rows(tmp_path, wanted, expected):
    rows = [
        row(0),
        row(
            1,
            actor="BBB",
            actor_country="BBB",
            recipient="AAA",
            event_type="SANCTION",
            summary="An embargo was announced.",
        ),
        row(2, actor="AAA-MIL", mode="targeted;drone", place="Hill", country="CCC"),
    ]
    groups = [
        Group("party", "Party", tuple(Membership(one, DateInterval(None, None, "open")) for one in ("AAA", "BBB"))),
        Group("late-party", "Late", (Membership("AAA", DateInterval(date(2020, 6, 1), None, "open")),)),
    ]
    assert ids(history(tmp_path, rows, groups=groups).events(wanted)) == expected


def test_a_group_in_a_filter_stands_for_its_members_only_while_they_belong(tmp_path):
    group = Group("g", "G", (Membership("AAA", DateInterval(date(2020, 1, 2), date(2020, 1, 3), "range")),))
    seen = history(tmp_path, [row(0), row(1), row(2)], groups=[group])
    assert ids(seen.events(EventFilter(actors=("g",)))) == ["e001"]


def test_counts_are_gaps_outside_the_data_and_zeros_inside(tmp_path):
    edges = [DAY + timedelta(days=7 * n) for n in range(-1, 4)]
    seen = history(tmp_path, [row(0), row(1), row(15, actor="ZZZ"), row(20, actor="ZZZ")])
    points = seen.counts(EventFilter(actors=("AAA",)), edges)
    assert [point.value for point in points] == [None, 2, 0, 0]
    assert [point.value for point in seen.counts(EventFilter(), edges, "deaths")] == [None, 2, 0, 2]


def test_coverage_reaches_to_the_cutoff_where_the_file_goes_on_after_it(tmp_path):
    seen = history(tmp_path, [row(0), row(100)], cutoff=date(2020, 2, 1))
    assert seen.coverage(EventFilter()) == DateInterval(DAY, date(2020, 2, 2), "range")
    assert seen.before(date(2019, 12, 1)).coverage(EventFilter()) is None


def test_the_days_between_two_files_of_a_data_set_are_a_gap(tmp_path):
    from dataclasses import replace

    early, late = tmp_path / "early", tmp_path / "late"
    files = []
    for folder, days in ((early, (0, 6)), (late, (28, 34))):
        folder.mkdir()
        entry = write(folder, [row(day, event_id=f"e{day}") for day in days])
        files.append(replace(entry, parquet=f"{folder.name}/{entry.parquet}"))
    seen = History(tuple(files), tmp_path, (), date(2021, 1, 1))
    points = seen.counts(EventFilter(), [DAY + timedelta(days=7 * n) for n in range(6)])
    assert [point.value for point in points] == [2, None, None, None, 2]
    assert len(seen.spans(EventFilter())) == 2


def test_a_study_without_event_data_has_an_empty_history(tmp_path):
    empty = History((), tmp_path, (), date(2020, 1, 1))
    assert empty.events(EventFilter()) == ()
    assert empty.datasets() == empty.series("any") == empty.figures("any") == ()
    assert [point.value for point in empty.counts(EventFilter(), [DAY, date(2020, 1, 8)])] == [None]


def test_a_parquet_file_that_is_gone_is_named(tmp_path):
    entry = write(tmp_path, [row(0)])
    (tmp_path / entry.parquet).unlink()
    with pytest.raises(StoreError, match=r"missing[\s\S]*aftershock load"):
        History((entry,), tmp_path, (), date(2021, 1, 1))


@pytest.mark.parametrize("ending", ["parquet", "csv"])
def test_an_exported_table_has_the_same_bytes_each_time(tmp_path, ending):
    seen = history(tmp_path, [row(n) for n in range(50)])
    for name in ("a", "b"):
        seen.export("events", tmp_path / f"{name}.{ending}")
    assert (tmp_path / f"a.{ending}").read_bytes() == (tmp_path / f"b.{ending}").read_bytes()


def test_words_in_a_filter_are_words_and_no_pattern(tmp_path):
    seen = history(tmp_path, [row(0, summary="Cost (in dollars) rose; it's said")])
    assert ids(seen.events(EventFilter(text=("(in dollars",)))) == ["e000"]
    assert ids(seen.events(EventFilter(text=("it's", ".*x")))) == ["e000"]
    assert ids(seen.events(EventFilter(text=(".*",)))) == []
