from dataclasses import replace
from datetime import date

import pytest

from aftershock.measuring.claiming import claimed
from aftershock.measuring.measure import measure
from aftershock.measuring.ripples import findings, join, primary
from aftershock.record.actor import DocumentActor
from aftershock.record.claim import Claim, Link
from aftershock.record.dates import DateInterval
from aftershock.record.document import Document
from aftershock.record.event import ReportedEvent
from aftershock.record.hypothesis import ClaimMatch, EventFilter
from aftershock.record.provenance import FromRecords, FromText, Provenance
from aftershock.record.question import Forecast, Question, Resolution
from aftershock.record.reading import Reading, Sentence
from aftershock.record.text import Span
from measuring.factory_measuring import SHOCK, a_history, a_hypothesis, a_plan, an_indicator

TEXT = "Borduria will strain its alliances, said the colonel. Syldavia may escalate. Nothing will escalate, he added."
MADE = Provenance(FromRecords(("x",)), "test", "1")


def _span(words, text=TEXT):
    start = text.index(words)
    return Span(start, start + len(words))


def _claim(words, kind="forecast", about=("BOR",), speaker="a1", negated=False, document="d1"):
    span = _span(words)
    origin = Provenance(FromText(document, span), "test", "1")
    return Claim(f"{document}-{words}", document, speaker, kind, span, None, None, negated, None, about, origin)


def _reading(*claims, document="d1", publisher="The Daily", links=(), text=TEXT):
    ends = [i + 1 for i, letter in enumerate(text) if letter == "."]
    starts = [0, *(end + 1 for end in ends[:-1])]
    sentences = tuple(
        Sentence(document, k, Span(start, end)) for k, (start, end) in enumerate(zip(starts, ends, strict=True))
    )
    actors = tuple(
        DocumentActor(document, name, name, (name,), "country", (_span(word, text),), True, "", MADE)
        for name, word in (("BOR", "Borduria"), ("SYL", "Syldavia"))
        if word in text
    )
    made = Document(document, "A title", publisher, (), date(2020, 1, 10), "en", text, f"{document}.txt", document * 8)
    return Reading(made, sentences, actors, (), claims, links)


def _question(name, hypothesis="R1", claim=""):
    return Question(
        name, f"Does {name} happen?", claim, "", "", None, SHOCK, DateInterval.year(2020), "count", EventFilter(), "", "",
        ">=", 1, "", (), True, hypothesis, MADE,
    )  # fmt: skip


def _resolution(question, outcome="true", fragile=False):
    return Resolution(f"res-{question}", question, outcome, 3, ("e1",), "three rows", fragile, date(2021, 1, 1), MADE)


@pytest.fixture
def risen(tmp_path):
    events = [{"day": date.fromordinal(SHOCK.toordinal() + k)} for k in range(0, 80, 4)]
    events += [{"day": date.fromordinal(SHOCK.toordinal() - 20 - 70 * k)} for k in range(9)]
    return a_history(tmp_path, events=events, span=(date(2018, 1, 1), date(2021, 1, 1)))


def _joined(history, hypothesis, readings=(), links=(), questions=(), resolutions=()):
    plan = a_plan(indicators=(an_indicator(),), hypotheses=(hypothesis,))
    effects = measure(hypothesis, plan, history).effects
    (ripple,) = join(plan, readings, links, effects, questions, resolutions)
    return plan, effects, ripple


MATCH = ClaimMatch(actors=("BOR",), words=("allianc", "Strain"))


@pytest.mark.parametrize(
    ("match", "claims", "found"),
    [
        (MATCH, [_claim("Borduria will strain its alliances")], 1),
        (MATCH, [_claim("Borduria will strain its alliances", about=())], 1),
        (ClaimMatch(actors=("SYL",), words=("strain",)), [_claim("Borduria will strain its alliances")], 0),
        (ClaimMatch(words=("train",)), [_claim("Borduria will strain its alliances")], 0),
        (ClaimMatch(speakers=("a1",)), [_claim("Syldavia may escalate")], 1),
        (ClaimMatch(speakers=("a2",)), [_claim("Syldavia may escalate")], 0),
        (ClaimMatch(), [_claim("Syldavia may escalate")], 0),
        (MATCH, [_claim("Borduria will strain its alliances", kind="recommendation")], 0),
        (MATCH, [_claim("Borduria will strain its alliances", negated=True)], 0),
    ],
)
def test_a_claim_speaks_of_a_hypothesis_where_every_given_part_matches(match, claims, found):
    assert len(claimed(a_hypothesis(match=match), [_reading(*claims)], ()).claims) == found


def test_documents_of_one_publisher_are_one_source():
    words = "Borduria will strain its alliances"
    readings = [
        _reading(_claim(words, document=d), document=d, publisher=p) for d, p in (("d1", "A"), ("d2", "a"), ("d3", "B"))
    ]
    told = claimed(a_hypothesis(match=MATCH), readings, ())
    assert (len(told.claims), told.sources) == (3, 2)


def test_a_link_counts_with_its_claim_or_by_its_effect():
    claim = _claim("Borduria will strain its alliances")
    with_claim = Link("l1", "d1", _span("Borduria"), _span("colonel"), "raises", False, claim.id, MADE)
    alone = Link("l2", "d1", _span("Borduria"), _span("alliances"), "raises", False, None, MADE)
    other = Link("l3", "d1", _span("Borduria"), _span("colonel"), "raises", False, None, MADE)
    told = claimed(a_hypothesis(match=MATCH), [_reading(claim)], [other, alone, with_claim])
    assert {link.id for link in told.links} == {"l1", "l2"}


def test_what_is_claimed_and_measured_is_claimed_and_seen(risen):
    reading = _reading(_claim("Borduria will strain its alliances"))
    _, effects, ripple = _joined(risen, a_hypothesis(match=MATCH), [reading])
    assert (ripple.verdict, ripple.standing, ripple.sources) == ("supported", "claimed-and-seen", 1)
    assert ripple.told == "Claimed in 1 statement by 1 speaker."
    assert ripple.sentence.startswith(f"{ripple.told} The attacks: 20 events")
    assert [chip.kind for chip in ripple.evidence] == ["sentence", "data"]
    assert ripple.effects == (effects[0].id,)


def test_publishers_are_counted_where_the_documents_have_several(risen):
    words = "Borduria will strain its alliances"
    readings = [_reading(_claim(words, document=d), document=d, publisher=p) for d, p in (("d1", "A"), ("d2", "B"))]
    _, _, ripple = _joined(risen, a_hypothesis(match=MATCH), readings)
    assert ripple.told.endswith(", in documents of 2 publishers.")


def test_a_claim_of_no_change_is_made_by_denying_one():
    denied = _reading(_claim("Nothing will escalate", negated=True))
    match = ClaimMatch(words=("escalate",))
    assert len(claimed(a_hypothesis(match=match, expected="no-change"), [denied], ()).claims) == 1
    told = claimed(a_hypothesis(match=match), [denied], ())
    assert (len(told.claims), len(told.denied)) == (0, 1)


def test_a_denial_that_also_states_the_cause_and_effect_denies_nothing():
    claim = _claim("Borduria will strain its alliances", negated=True)
    link = Link("l1", "d1", _span("Borduria"), _span("alliances"), "raises", False, claim.id, MADE)
    told = claimed(a_hypothesis(match=MATCH), [_reading(claim)], [link])
    assert (told.claims, told.denied, told.links) == ((), (), (link,))


def test_what_nobody_claims_is_seen_all_the_same(risen):
    _, _, ripple = _joined(risen, a_hypothesis(match=MATCH), [_reading()])
    assert ripple.standing == "seen-unclaimed"
    assert ripple.sentence.startswith("No claim of it was read in the documents.")


def test_the_opposite_of_a_claim_is_not_seen(risen):
    reading = _reading(_claim("Borduria will strain its alliances"))
    _, _, ripple = _joined(risen, a_hypothesis(match=MATCH, expected="lowers"), [reading])
    assert (ripple.verdict, ripple.standing) == ("opposite", "claimed-not-seen")


def test_what_cannot_be_tested_gives_its_reason(risen):
    hypothesis = a_hypothesis(match=MATCH, test="untestable", reason="Nobody counts smiles.")
    _, _, ripple = _joined(risen, hypothesis, [_reading(_claim("Borduria will strain its alliances"))])
    assert (ripple.verdict, ripple.standing) == ("not-testable", "claimed-untested")
    assert ripple.sentence.endswith("It cannot be tested: Nobody counts smiles.")


@pytest.mark.parametrize(
    ("outcomes", "verdict"),
    [
        (("true", "true"), "true"), (("false", "false"), "false"), (("true", "false"), "partly"),
        (("open", "open"), "open"), (("open", "false"), "unclear"), ((), "open"),
    ],
)  # fmt: skip
def test_declared_questions_settle_a_hypothesis_together(risen, outcomes, verdict):
    questions = [_question("q1"), _question("q2"), _question("q3", claim="c1")]
    resolutions = [_resolution(f"q{k}", outcome) for k, outcome in enumerate(outcomes, 1)]
    _, _, ripple = _joined(
        risen,
        a_hypothesis(test="question"),
        questions=questions,
        resolutions=[*resolutions, _resolution("q3", "false")],
    )
    assert ripple.verdict == verdict
    assert ripple.questions == ("q1", "q2", "q3")


def test_the_answer_is_told_with_its_question_and_reason(risen):
    _, _, ripple = _joined(
        risen, a_hypothesis(test="question"), questions=[_question("q1")], resolutions=[_resolution("q1")]
    )
    assert ripple.sentence.endswith("Does q1 happen? True: three rows.")


def test_the_first_indicator_at_the_middle_horizon_decides(risen):
    indicators = (an_indicator("absent", "series", series="absent"), an_indicator(), an_indicator("other"))
    hypothesis = a_hypothesis(indicators=("absent", "attacks", "other"), horizons=(28, 84, 168, 364))
    plan = a_plan(indicators=indicators)
    effects = measure(hypothesis, plan, risen).effects
    main = primary(hypothesis, plan, effects)
    assert (main.indicator, main.horizon) == ("attacks", 84)


def test_an_indicator_without_a_sign_supports_no_direction(risen):
    hypothesis = a_hypothesis(match=MATCH)
    plan = a_plan(indicators=(an_indicator(sign="none"),), hypotheses=(hypothesis,))
    effects = measure(hypothesis, plan, risen).effects
    (ripple,) = join(plan, (), (), effects, (), ())
    assert effects[0].verdict == "supported"
    assert (ripple.verdict, ripple.standing) == ("not-testable", "neither")


def test_depth_is_counted_from_the_shock_and_cycles_do_no_harm():
    hypotheses = (
        a_hypothesis("A", parents=("B", "shock"), test="untestable"),
        a_hypothesis("B", parents=("A",), test="untestable"),
        a_hypothesis("C", parents=("B",), test="untestable"),
        a_hypothesis("D", parents=("E",), test="untestable"),
        a_hypothesis("E", parents=("D",), test="untestable"),
    )
    ripples = join(a_plan(hypotheses=hypotheses), (), (), (), (), ())
    assert [ripple.order for ripple in ripples] == [1, 2, 3, 1, 1]


def test_findings_take_turns_between_what_was_claimed_seen_and_missed(risen):
    claim = _claim("Borduria will strain its alliances")
    hypotheses = (
        a_hypothesis("seen", match=MATCH),
        a_hypothesis("not-seen", match=MATCH, expected="lowers"),
        a_hypothesis("unclaimed", system="S2"),
        a_hypothesis("untested", match=MATCH, test="untestable", reason="No data."),
        a_hypothesis("asked", test="question"),
    )
    plan = a_plan(indicators=(an_indicator(),), hypotheses=hypotheses)
    effects = [effect for hypothesis in hypotheses for effect in measure(hypothesis, plan, risen).effects]
    questions, resolutions = [_question("q1", "asked")], [_resolution("q1")]
    ripples = join(plan, [_reading(claim)], (), effects, questions, resolutions)
    forecast = Forecast("f1", "q1", "base rate", SHOCK, 0.4, 0.2, 0.6, (), (), MADE)
    found = findings(plan, ripples, effects, resolutions, [forecast], questions)
    by_rank = [next(r.hypothesis for r in ripples if r.id in f.provenance.origin.ids) for f in found]
    assert by_rank == ["seen", "not-seen", "unclaimed", "untested", "asked"]
    assert found[0].unit == "times the expected level"
    assert found[0].low < found[0].number < found[0].high
    assert found[3].confidence == "low"
    assert all(finding.evidence for finding in found[:3])
    assert {chip.kind for chip in found[4].evidence} == {"resolution", "forecast"}


def test_without_ripples_there_are_no_findings():
    assert findings(a_plan(), (), (), (), ()) == ()


def test_an_answer_that_was_to_be_expected_anyway_weighs_less(risen):
    hypotheses = (a_hypothesis("likely", test="question"), a_hypothesis("unlikely", test="question"))
    plan = a_plan(indicators=(an_indicator(),), hypotheses=hypotheses)
    questions = [_question("q1", "likely"), _question("q2", "unlikely")]
    resolutions = [_resolution("q1"), _resolution("q2")]
    ripples = join(plan, (), (), (), questions, resolutions)
    before = date(2019, 12, 31)
    forecasts = [
        Forecast(name, question, "base-rate", before, chance, chance, chance, (), (), MADE)
        for name, question, chance in (("f1", "q1", 0.9), ("f2", "q2", 0.05))
    ]
    found = findings(plan, ripples, (), resolutions, forecasts, questions)
    assert [finding.evidence[0].id for finding in found] == ["res-q2", "res-q1"]
    assert found[0].why.endswith("asked with the outcome known.")


@pytest.mark.parametrize(("status", "counts"), [("occurred", True), ("possible", False), ("denied", False)])
def test_an_event_told_as_fact_is_no_claim_but_shows_that_the_documents_say_so(status, counts):
    text = "Borduria attacked the alliance on Monday."
    plain = _reading(text=text)
    sentence = plain.sentences[0].span
    event = ReportedEvent("v1", "d1", "ASSAULT", ("BOR",), (), status, None, "", Span(9, 17), sentence, MADE)
    told = claimed(a_hypothesis(match=ClaimMatch(("BOR",), ("allianc",))), [replace(plain, events=(event,))], ())
    assert told.claims == ()
    assert told.reported == ((event,) if counts else ())
    assert told.sources == (1 if counts else 0)
