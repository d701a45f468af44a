"""What the drawings and lists are made of."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aftershock.record.claim import Certainty, Claim
from aftershock.record.document import Document
from aftershock.record.ripple import Ripple
from aftershock.record.text import Span
from aftershock.showing import headlines, ledger, network, outlook, panels, reader, scale, timeline, tree, words
from aftershock.showing.chips import anchor, number_chips
from aftershock.showing.evidence import ReportData
from aftershock.showing.joined import Joined
from showing import invented


def data(**more: object) -> ReportData:
    kinds: dict[str, list[object]] = {}
    for record in invented.records():
        kinds.setdefault(type(record).__name__, []).append(record)

    def of(name: str) -> tuple[object, ...]:
        return tuple(kinds.get(name, ()))

    made = ReportData(
        plan=invented.plan(), documents=of("Document"), actors=of("DocumentActor"), reported=of("ReportedEvent"),  # type: ignore[arg-type]
        claims=of("Claim"), links=of("Link"), files=of("DataFile"), series=of("Series"), effects=of("Effect"),  # type: ignore[arg-type]
        ties=of("Tie"), questions=of("Question"), untestable=of("Untestable"), forecasts=of("Forecast"),  # type: ignore[arg-type]
        resolutions=of("Resolution"), scores=of("Score"), backtest=of("BacktestRow"), ripples=of("Ripple"),  # type: ignore[arg-type]
        findings=of("Finding"), refusals=(), judgements=(), names={"NOR": "Norland"}, events=invented.events(),  # type: ignore[arg-type]
    )  # fmt: skip
    return replace(made, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("frame", [tree.WIDE, tree.NARROW])
def test_no_two_ripples_share_a_row_and_none_leaves_the_drawing(frame: tree.Frame) -> None:
    found = data()
    drawn = tree.draw(found.plan, found.ripples, Joined.of(found), frame)
    assert drawn is not None
    rows = sorted(node.y for node in drawn.nodes)
    assert all(later - earlier >= frame.row for earlier, later in itertools.pairwise(rows))
    assert all(frame.left <= node.start < node.end <= frame.right for node in drawn.nodes)
    assert max(rows) < drawn.height


def test_a_child_starts_to_the_right_of_its_parent() -> None:
    found = data()
    drawn = tree.draw(found.plan, found.ripples, Joined.of(found), tree.WIDE)
    assert drawn is not None
    starts = {node.href: node.start for node in drawn.nodes}
    assert starts["#r-H2"] > starts["#r-H1"]


def test_parents_in_a_ring_lose_nobody() -> None:
    first, second, *rest = invented.ripples()
    ring = (replace(first, parents=("H2",)), replace(second, parents=("H1",)), *rest)
    found = data(ripples=ring)
    drawn = tree.draw(found.plan, ring, Joined.of(found), tree.WIDE)
    assert drawn is not None
    assert len(drawn.nodes) == len(ring)


def test_a_ripple_that_began_long_before_the_shock_is_drawn() -> None:
    early = tuple(replace(one, onset=invented.SHOCK - timedelta(days=600)) for one in invented.ripples())
    found = data(ripples=early)
    assert tree.draw(found.plan, early, Joined.of(found), tree.NARROW) is not None


def test_what_is_claimed_and_not_seen_is_hollow_and_what_nobody_claimed_is_dashed() -> None:
    found = data()
    drawn = tree.draw(found.plan, found.ripples, Joined.of(found), tree.WIDE)
    assert drawn is not None
    looks = {node.href: (node.fill, node.stroke) for node in drawn.nodes}
    assert looks["#r-H3"] == ("hollow", "claimed")
    assert looks["#r-H5"] == ("missed", "data")


def test_every_measure_has_one_panel_with_its_middle_horizon() -> None:
    found = data()
    shown = panels.panels(found.plan, Joined.of(found))
    assert [panel.effect.id for panel in shown] == ["effect-2", "effect-4", "effect-5", "effect-6"]
    assert [effect.id for effect in shown[0].others] == ["effect-1", "effect-3"]


def test_a_gap_in_a_series_breaks_its_line() -> None:
    found = data()
    chart = panels.panels(found.plan, Joined.of(found))[0].chart
    assert chart is not None
    assert chart.observed.count("M") == 2


def test_an_effect_without_steps_or_series_has_no_chart() -> None:
    found = data()
    assert panels.panels(found.plan, Joined.of(found))[-1].chart is None


def test_the_network_sums_both_directions_and_names_its_tie() -> None:
    drawn = network.draw(data(), network.WIDE)
    assert drawn is not None
    (arc,) = [arc for arc in drawn.after if "GRD" in arc.title and "Norland" in arc.title]
    assert "34 hostile events" in arc.title
    assert arc.href == "#t-tie-0-after"


def test_every_event_is_one_dot() -> None:
    found = data()
    for canvas in (timeline.WIDE, timeline.NARROW):
        drawn = timeline.draw(found.plan, found.events, canvas)
        assert drawn is not None
        assert len(drawn.dots) == len(found.events)
        assert len({(dot.x, dot.y) for dot in drawn.dots}) == len(drawn.dots)


def test_settled_forecasts_come_first_and_plain_statements_last() -> None:
    found = data()
    verdicts = [entry.verdict for entry in ledger.entries(found, Joined.of(found))]
    assert verdicts == ["borne-out", "open", "untestable", "untestable", "none", "none"]


@pytest.mark.parametrize(
    ("low", "high", "outcome", "wanted"),
    [(0.6, 0.9, "true", "borne-out"), (0.6, 0.9, "false", "not-borne-out"), (0.05, 0.3, "true", "not-borne-out"),
     (0.05, 0.3, "false", "borne-out"), (0.3, 0.7, "true", "true"), (0.6, 0.9, "unclear", "unclear")],
)  # fmt: skip
def test_a_speaker_is_borne_out_only_by_what_the_words_leaned_to(
    low: float, high: float, outcome: str, wanted: str
) -> None:
    found = data()
    first, *rest = found.questions
    settled = tuple(replace(one, outcome=outcome) for one in found.resolutions if one.question == first.id)
    asked = (replace(first, certainty=Certainty(low, high)), *rest)
    found = data(questions=asked, resolutions=settled)
    entries = {entry.claim.id: entry.verdict for entry in ledger.entries(found, Joined.of(found))}
    assert entries["claim-1"] == wanted


def test_the_newest_forecast_of_each_forecaster_is_shown_and_the_older_kept() -> None:
    found = data()
    still_open, settled = outlook.outlooks(found, Joined.of(found))
    assert [one.question.id for one in still_open] == ["question-2"]
    assert [forecast.id for one in settled for forecast in one.forecasts] == ["forecast-3"]
    assert [forecast.id for forecast in outlook.older(found, (*still_open, *settled))] == ["forecast-4"]


def test_measures_that_contradict_each_other_are_named() -> None:
    found = data()
    kinds = {one.ripple.hypothesis: one.kind for one in outlook.disagreements(found, Joined.of(found))}
    assert kinds == {"H1": "measure against measure", "H3": "source against data"}


def test_headlines_count_what_is_shown() -> None:
    found = data()
    joined = Joined.of(found)
    titles = headlines.headlines(found, panels.panels(found.plan, joined), ledger.entries(found, joined), ())
    assert titles["ripples"].startswith("2 of 4 claimed ripples")
    assert titles["claims"] == "Of 4 forecasts, 1 was borne out, 0 not, 1 still open and 2 cannot be tested"


@settings(max_examples=60, deadline=None)
@given(st.text(min_size=1, max_size=120), st.data())
def test_pieces_of_a_text_always_join_to_the_whole(text: str, draw: st.DataObject) -> None:
    document = Document("doc-1", "t", "p", (), None, "en", text, "f", "0")
    places = st.integers(0, len(text) - 1)
    spans = [
        Span(start, draw.draw(st.integers(start + 1, len(text)))) for start in draw.draw(st.lists(places, max_size=6))
    ]
    template = invented.claims()[0]
    claims: tuple[Claim, ...] = tuple(replace(template, id=f"claim-{n}", content=span) for n, span in enumerate(spans))
    found = data(documents=(document,), claims=claims, links=(), reported=())
    (page,) = reader.pages(found, number_chips(found))
    assert "".join(piece.text for piece in page.pieces) == words.visible(text)
    assert sorted(mark.id for piece in page.pieces for mark in piece.begins) == sorted(mark.id for mark in page.marks)


def test_a_very_long_text_is_shown_only_where_something_was_read() -> None:
    text = "\n\n".join(f"Paragraph {n} says nothing." for n in range(20_000))
    span = Span(text.index("Paragraph 9000 "), text.index("Paragraph 9001 ") - 2)
    document = Document("doc-1", "t", "p", (), None, "en", text, "f", "0")
    found = data(documents=(document,), claims=(replace(invented.claims()[0], content=span),), links=(), reported=())
    (page,) = reader.pages(found, number_chips(found))
    shown = "".join(piece.text for piece in page.pieces)
    assert len(shown) < 1000
    assert "Paragraph 9000 says nothing." in shown
    assert "left out here" in shown


@given(st.text(max_size=200))
def test_anchors_are_plain_and_differ_for_different_ids(identity: str) -> None:
    made = anchor("d", identity)
    assert made.isascii()
    assert all(character.isalnum() or character in "._:-" for character in made)
    assert anchor("d", identity + "x") != made


@given(st.floats(-1e9, 1e9), st.floats(0.001, 1e9))
def test_ticks_of_a_scale_lie_inside_it_and_are_few(low: float, width: float) -> None:
    made = scale.Linear(low, low + width, 0, 100)
    ticks = made.ticks(4)
    assert len(ticks) <= 6
    assert all(-0.2 <= tick.at <= 100.2 for tick in ticks)


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(1, 20_000))
def test_ticks_of_time_leave_room_for_their_labels(first: date, days: int) -> None:
    ticks = scale.Days(first, first + timedelta(days=days), 0, 600).ticks(room=60)
    gaps = [later.at - earlier.at for earlier, later in itertools.pairwise(ticks)]
    assert all(gap >= 50 for gap in gaps)


@given(st.text(max_size=300), st.integers(2, 60), st.integers(1, 3))
def test_wrapped_labels_keep_to_their_lines(text: str, width: int, lines: int) -> None:
    found = words.wrapped(text, width, lines)
    assert len(found) <= lines
    assert all(len(line) <= width for line in found)


@pytest.mark.parametrize(
    ("made", "wanted"),
    [
        (words.number(1234.5), "1,234"), (words.number(-0.126), "−0.13"), (words.number(-0.0), "0"),
        (words.number(None), "—"), (words.number(12.34), "12.3"), (words.number(5.0), "5"),
        (words.percent(0.414), "+41\u00a0%"), (words.percent(-0.004), "0\u00a0%"), (words.percent(14.2), "15-fold"),
        (words.chance(0.001), "<1\u00a0%"), (words.chance(1.0), "100\u00a0%"), (words.chances(0.2, 0.6), "20–60\u00a0%"),
        (words.plural(1, "row"), "1 row"), (words.plural(1200, "row"), "1,200 rows"),
        (words.listing(["a", "b", "c"]), "a, b and c"), (words.visible("a\x1b[2Jb\u202e"), "a\ufffd[2Jb\ufffd"),
    ],
)  # fmt: skip
def test_numbers_and_words_are_written_the_same_everywhere(made: str, wanted: str) -> None:
    assert made == wanted


def test_a_ripple_of_an_unknown_hypothesis_is_still_drawn() -> None:
    stray: Ripple = replace(invented.ripples()[0], hypothesis="gone", parents=("shock",))
    found = data(ripples=(stray,))
    assert tree.draw(found.plan, (stray,), Joined.of(found), tree.WIDE) is not None


def test_shares_are_marked_in_per_cent_as_the_text_tells_them() -> None:
    found = data()
    shown = tuple(replace(one, unit="share of all news, hostile as negative") for one in found.series)
    panel = next(
        panel
        for panel in panels.panels(found.plan, Joined.of(replace(found, series=shown)))
        if panel.chart and panel.series
    )
    assert panel.unit == "% of all news, hostile as negative"
    assert all(tick.label.endswith("%") for tick in panel.chart.y_ticks)


def test_what_says_something_is_drawn_first_and_each_measure_once() -> None:
    found = data()
    shown = panels.panels(found.plan, Joined.of(found))
    assert [panel.is_clear for panel in shown] == sorted((panel.is_clear for panel in shown), reverse=True)
    first = found.plan.hypotheses[0]
    twin = replace(first, id="H-twin", title="The same again")
    copies = tuple(
        replace(effect, id=f"{effect.id}-twin", hypothesis=twin.id)
        for effect in found.effects
        if effect.hypothesis == first.id
    )
    doubled = replace(
        found,
        plan=replace(found.plan, hypotheses=(*found.plan.hypotheses, twin)),
        effects=(*found.effects, *copies),
    )
    merged = panels.panels(doubled.plan, Joined.of(doubled))
    assert len(merged) == len(shown)
    kept = {effect.id for panel in merged for other in panel.twins for effect in other.effects}
    assert kept == {effect.id for effect in copies}
