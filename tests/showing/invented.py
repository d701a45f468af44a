"""An invented study, small but with every kind of record, for the tests of what is shown."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from aftershock.record.actor import Actor, DocumentActor
from aftershock.record.claim import AUTHOR, Certainty, Claim, Link
from aftershock.record.dates import DateInterval
from aftershock.record.document import Document, DocumentNote, SkippedSpan
from aftershock.record.effect import Check, Effect, Series, SeriesPoint, Step
from aftershock.record.event import Event, ReportedEvent
from aftershock.record.hypothesis import (
    ClaimMatch,
    EventFilter,
    Hypothesis,
    Indicator,
    QuestionSpec,
    Rival,
    Shock,
    StudyPlan,
    System,
    Window,
)
from aftershock.record.manifest import DataFile, EvidenceRow
from aftershock.record.provenance import FromRecords, FromRow, FromStudy, FromText, Provenance
from aftershock.record.question import BacktestRow, Forecast, Question, Resolution, Score, Untestable
from aftershock.record.reading import Sentence
from aftershock.record.refusal import Refusal
from aftershock.record.ripple import Evidence, Finding, Ripple, Tie
from aftershock.record.text import Span
from aftershock.store.store import Store

SHOCK = date(2015, 6, 10)
STUDY = Provenance(FromStudy("hypothesis"), "study", "1")
MADE = Provenance(FromRecords(("x",)), "invented", "1")

TEXT = """Norland strikes the Arda convoy

Officials in Norland said the strike on the convoy was lawful. Analysts at the Harbour Institute said that attacks on Norland troops in Arda will probably rise within three months.

The strike weakened the truce, and it may push the Arda Guard to seek revenge. Trade between Norland and Sudria is unlikely to suffer. The parliament of Arda voted on 14 June to ask foreign troops to leave.

Share this article

Norland should open talks. What follows could be anything.
"""

SECOND = """One year on: Arda counts the cost

The institute had warned of attacks; there were many. Sudria suspended its training mission in July 2015 because of the strike. Talks between Norland and Arda will resume in the autumn, a spokesman said.
"""

ACTORS = (
    Actor("NOR", "Norland", "country"),
    Actor("ARD", "Arda", "country"),
    Actor("SUD", "Sudria", "country"),
    Actor("GRD", "Arda Guard", "armed-group"),
    Actor("WES", "Westmark", "country"),
    Actor("LGE", "League of the Isles", "organization"),
)


def plan() -> StudyPlan:
    """Three systems, one of them without a hypothesis."""
    conflict = EventFilter(event_types=("ASSAULT",), actors=("GRD",), recipients=("NOR",))
    trade = EventFilter(event_types=("COOPERATE", "AID"), actors=("NOR",), recipients=("SUD",))
    return StudyPlan(
        id="convoy",
        title="The strike on the Arda convoy",
        as_of=date(2016, 12, 31),
        shock=Shock(SHOCK, "NOR", "ASSAULT", "GRD", "Port Ardan", "Norland strikes a Guard convoy in Arda"),
        window=Window(date(2012, 1, 1), date(2016, 12, 31), date(2015, 6, 3), (90, 180, 365)),
        systems=(
            System("S1", "Norland and the Guard", "who strikes whom"),
            System("S2", "Norland and its partners"),
            System("S3", "Money and oil", "prices and pipelines"),
        ),
        groups=(),
        indicators=(
            Indicator("attacks", "Guard attacks on Norland troops", "count", "attacks", "4weeks", conflict,
                      partial="only attacks that wire services reported."),
            Indicator("deaths", "Deaths in Guard attacks", "deaths", "deaths", "4weeks", conflict),
            Indicator("trade", "Cooperation of Norland with Sudria", "count", "events", "4weeks", trade,
                      caution="Volume and tone of coverage are confounded."),
            Indicator("votes", "Votes against Norland", "count", "votes", "month", EventFilter()),
        ),
        hypotheses=(
            _hypothesis("H1", "S1", "Arda", "Attacks on Norland troops in Arda rise", "raises", ("attacks", "deaths")),
            _hypothesis("H2", "S1", "Arda", "The Guard seeks revenge in the capital", "raises", (), ("H1",),
                        test="question", questions=("Q1",)),
            _hypothesis("H3", "S2", "Partners", "Sudria loosens its ties with Norland", "lowers", ("trade",)),
            _hypothesis("H4", "S2", "Partners", "Westmark drifts away from the League", "lowers", (), ("H3",),
                        test="untestable", reason="No data set records the warmth of the two."),
            _hypothesis("H5", "S1", "Arda", "Parliament turns against foreign troops", "raises", ("votes",)),
        ),
        questions=(
            QuestionSpec("Q1", "Will the Guard attack in the capital within 180 days?", "attacks", ">=", 1,
                         DateInterval(SHOCK, SHOCK + timedelta(days=180), "range"), True),
        ),
        rivals=(
            Rival("flood", "Spring floods", DateInterval(date(2015, 4, 1), date(2015, 8, 1), "range"), "roads closed", ("S1",)),
            Rival("vote", "Sudrian election", DateInterval(date(2015, 9, 1), date(2015, 10, 1), "range"), "", ("S2",)),
        ),
        cutoffs=(SHOCK,),
    )  # fmt: skip


def _hypothesis(  # noqa: PLR0913
    identity: str, system: str, theatre: str, title: str, expected: str, indicators: tuple[str, ...],
    parents: tuple[str, ...] = ("shock",), *, test: str = "effect", questions: tuple[str, ...] = (), reason: str = "",
) -> Hypothesis:  # fmt: skip
    return Hypothesis(
        identity, system, theatre, title, f"{title} in the year after the strike.", expected, test, indicators,  # type: ignore[arg-type]
        questions, (90, 180, 365), parents, ClaimMatch(), "Harbour Institute, June 2015", None, reason,
    )  # fmt: skip


def at(text: str, words: str) -> Span:
    """The first place of the words."""
    start = text.index(words)
    return Span(start, start + len(words))


def documents() -> tuple[Document, ...]:
    """Two documents."""
    first = Document(
        "doc-1", "Norland strikes the Arda convoy", "Harbour Institute", ("R. Placeholder",), date(2015, 6, 20), "en",
        TEXT, "convoy.txt", "a" * 64, "https://example.org/convoy?a=1&b=2",
        (SkippedSpan(at(TEXT, "Share this article"), "share button"),),
        (DocumentNote("hidden-text", "2 zero-width characters stand in the text."),),
    )  # fmt: skip
    second = Document(
        "doc-2", "One year on", "Daily Placeholder", (), date(2016, 6, 10), "en", SECOND, "year.txt", "b" * 64
    )
    return first, second


def claims() -> tuple[Claim, ...]:
    """Forecasts that came true, failed, stay open or cannot be tested; an assessment and a report."""

    def claim(identity: str, document: str, speaker: str, kind: str, words: str, **more: object) -> Claim:
        text = TEXT if document == "doc-1" else SECOND
        values = {"cue": None, "certainty": None, "negated": False, "horizon": None, "about": ("NOR",), **more}
        span = at(text, words)
        return Claim(
            id=identity, document=document, speaker=speaker, kind=kind, content=span,  # type: ignore[arg-type]
            provenance=Provenance(FromText(document, span), "rule:claim", "1"), **values,  # type: ignore[arg-type]
        )  # fmt: skip

    return (
        claim("claim-1", "doc-1", "a1", "forecast", "attacks on Norland troops in Arda will probably rise within three months",
              certainty=Certainty(0.6, 0.85, "probably", "Kent 1964"), cue=at(TEXT, "said that"), about=("NOR", "ARD"),
              horizon=DateInterval(date(2015, 6, 20), date(2015, 9, 20), "range")),
        claim("claim-2", "doc-1", AUTHOR, "forecast", "it may push the Arda Guard to seek revenge",
              certainty=Certainty(0.2, 0.6, "may", "Kent 1964")),
        claim("claim-3", "doc-1", AUTHOR, "forecast", "Trade between Norland and Sudria is unlikely to suffer",
              certainty=Certainty(0.05, 0.35, "unlikely", "ICD 203"), negated=True),
        claim("claim-4", "doc-1", "a2", "report", "the strike on the convoy was lawful", cue=at(TEXT, "said")),
        claim("claim-5", "doc-1", AUTHOR, "recommendation", "Norland should open talks"),
        claim("claim-6", "doc-2", "a3", "forecast", "Talks between Norland and Arda will resume in the autumn",
              certainty=Certainty(0.85, 1.0, "will", "Kent 1964")),
    )  # fmt: skip


def events() -> tuple[Event, ...]:
    """A chronology of sixty rows over four years."""
    kinds = ("ASSAULT", "CONSULT", "THREATEN", "AID", "OTHER", "ACCUSE")
    pairs = (("GRD", "NOR"), ("NOR", "SUD"), ("ARD", "NOR"), ("WES", "SUD"), ("NOR", "GRD"), ("LGE", "ARD"))
    found = []
    for n in range(60):
        day = date(2013, 3, 1) + timedelta(days=int(1100 * (n / 60) ** 0.8))
        actor, recipient = pairs[n % 6]
        found.append(
            Event(
                f"E{n:03}", "chronology", "1", "chronology.csv", n + 2, DateInterval.day(day), day, actor, recipient,
                kinds[n % 6], "", "Port Ardan", "ARD", None, 3 if n % 6 == 0 else None, None,
                f"Entry {n} of the chronology: something was done by one side to the other.", "Wire service, page 3",
                "https://example.org/e" if n % 2 else "javascript:alert(1)",
            )
        )  # fmt: skip
    return tuple(found)


def series(identity: str, indicator: str, before: float, after: float) -> Series:
    """A wavy series by four weeks with a step at the shock."""
    points = []
    for n in range(-40, 20):
        start = SHOCK + timedelta(days=28 * n)
        level = before if n < 0 else after
        value = None if n in {-13} else max(0.0, round(level + level * 0.35 * math.sin(n * 1.3) + (n % 3) * 0.4, 1))
        points.append(SeriesPoint(start, start + timedelta(days=28), value, int(value or 0)))
    return Series(
        identity, indicator, "attacks per four weeks", tuple(points), ("E000", "E006"), f"count of {indicator}", MADE
    )


def effect(identity: str, hypothesis: str, indicator: str, horizon: int, **more: object) -> Effect:
    """An effect with its steps."""
    steps = []
    for n in range(-3, horizon // 28):
        start = SHOCK + timedelta(days=28 * n)
        grows = 1 + max(0, n) * 0.04
        steps.append(
            Step(start, start + timedelta(days=28), 9.0 + n % 3, 5.0, 4 / grows, 6 * grows, 2.5 / grows, 8 * grows)
        )
    values: dict[str, object] = {
        "series": f"series-{indicator}", "expected_direction": "raises", "method": "mean-reverting level", "n_before": 40,
        "n_after": horizon // 28, "observed": 9.4, "expected": 5.1, "estimate": 4.3, "low": 1.2, "high": 7.1,
        "relative": 0.84, "relative_low": 0.21, "relative_high": 1.6, "p": 0.012, "probability_of_direction": 0.99,
        "minimum_detectable": 0.45, "placebos": tuple(n / 50 for n in range(50)), "placebo_rank": 47,
        "steps": tuple(steps), "rivals": ("flood", "vote"), "verdict": "supported",
        "checks": (
            Check("Placebo dates", "passed", "The change is bigger than at 47 of 50 earlier dates."),
            Check("Course before", "failed", "The series was already rising."),
            Check("Far pair", "not-run", "No pair far from the case is loaded."),
        ),
        "sentence": "9.4 attacks in four weeks instead of the 5.1 expected, 84 % more (21 to 160).", "provenance": MADE,
        **more,
    }  # fmt: skip
    return Effect(id=identity, hypothesis=hypothesis, indicator=indicator, horizon=horizon, **values)  # type: ignore[arg-type]


def thin(identity: str, hypothesis: str, indicator: str) -> Effect:
    """An effect that too few events do not let be estimated."""
    nothing = dict.fromkeys(
        ("observed", "expected", "estimate", "low", "high", "relative", "relative_low", "relative_high", "p",
         "probability_of_direction", "minimum_detectable", "placebo_rank")
    )  # fmt: skip
    return effect(
        identity, hypothesis, indicator, 180, **nothing, placebos=(), steps=(), rivals=(), checks=(),
        series="", verdict="underpowered", sentence="Two votes before and three after are too few to tell.",
    )  # fmt: skip


def question(identity: str, claim: str, text: str, **more: object) -> Question:
    """A question about attacks."""
    values: dict[str, object] = {
        "speaker": "a1", "speaker_name": "Analysts at the Harbour Institute", "certainty": None, "made": date(2015, 6, 20),
        "window": DateInterval(date(2015, 6, 20), date(2015, 9, 20), "range"), "measure": "count", "events": EventFilter(),
        "series": "", "scope": "", "comparator": ">=", "threshold": 12.0, "rule": "More than in the same time before.",
        "defaults": ("The text gives no horizon; ours are 3, 6 and 12 months.",), "outcome_known": True,
        "hypothesis": "H1", "provenance": MADE, "indicator": "attacks", **more,
    }  # fmt: skip
    return Question(id=identity, claim=claim, text=text, **values)  # type: ignore[arg-type]


def ripple(identity: str, verdict: str, standing: str, sentence: str, **more: object) -> Ripple:
    """A ripple of a hypothesis of the plan."""
    hypothesis = next(one for one in plan().hypotheses if one.id == identity)
    values: dict[str, object] = {
        "claims": (), "links": (), "sources": 0, "effects": (), "questions": (), "evidence": (), "order": 1, **more,
    }  # fmt: skip
    return Ripple(
        id=f"ripple-{identity}", hypothesis=identity, system=hypothesis.system, theatre=hypothesis.theatre,
        title=hypothesis.title, parents=hypothesis.parents, onset=SHOCK, verdict=verdict, standing=standing,  # type: ignore[arg-type]
        sentence=sentence, provenance=MADE, **values,  # type: ignore[arg-type]
    )  # fmt: skip


def ripples() -> tuple[Ripple, ...]:
    """One of each standing."""
    return (
        ripple("H1", "supported", "claimed-and-seen", "Attacks rose by 84 %.", claims=("claim-1",), links=("link-1",),
               sources=2, effects=("effect-1", "effect-2", "effect-3", "effect-4"),
               evidence=(Evidence("data", "effect-2"), Evidence("sentence", "claim-1"), Evidence("event", "E012"))),
        ripple("H2", "true", "claimed-and-seen", "The Guard attacked in the capital on 2 August.", claims=("claim-2",), order=2,
               sources=1, questions=("question-3",), evidence=(Evidence("resolution", "resolution-3"),)),
        ripple("H3", "no-meaningful-change", "claimed-not-seen", "Cooperation went on as before.", claims=("claim-3",),
               sources=1, effects=("effect-5",), evidence=(Evidence("data", "effect-5"),)),
        ripple("H4", "not-testable", "claimed-untested", "No data set records the warmth of the two.", sources=1, order=2),
        ripple("H5", "underpowered", "seen-unclaimed", "Parliament voted twice.", effects=("effect-6",),
               evidence=(Evidence("data", "effect-6"),)),
    )  # fmt: skip


def ties() -> tuple[Tie, ...]:
    """Six dyads in two periods."""
    pairs = (("GRD", "NOR"), ("NOR", "GRD"), ("NOR", "SUD"), ("ARD", "NOR"), ("WES", "SUD"), ("LGE", "ARD"))
    found = []
    for place, (actor, recipient) in enumerate(pairs):
        for period, start in (("before", date(2014, 6, 3)), ("after", SHOCK)):
            more = 2 if period == "after" and place < 2 else 1
            conflict = (9 - place) * more if place in {0, 1, 3} else 1
            found.append(
                Tie(f"tie-{place}-{period}", actor, recipient, period, start, start + timedelta(days=365),  # type: ignore[arg-type]
                    4 + place if place > 1 else 1, conflict, 3 * (place == 0), ("E000", "E006", "E012"), MADE)
            )  # fmt: skip
    return tuple(found)


def records() -> tuple[object, ...]:
    """Every record of the study."""
    trigger = at(TEXT, "strike")
    return (
        *documents(),
        Sentence("doc-1", 0, at(TEXT, "Norland strikes the Arda convoy")),
        DocumentActor("doc-1", "a1", "Analysts at the Harbour Institute", ("Analysts",), "person", (at(TEXT, "Analysts"),), False, "by name", MADE),
        DocumentActor("doc-1", "a2", "Officials in Norland", ("Officials",), "person", (at(TEXT, "Officials"),), False, "by name", MADE),
        DocumentActor("doc-2", "a3", "A spokesman", ("spokesman",), "person", (at(SECOND, "spokesman"),), False, "by name", MADE),
        ReportedEvent("event-1", "doc-1", "ASSAULT", ("NOR",), ("GRD",), "occurred", DateInterval.day(SHOCK), "Arda",
                      trigger, at(TEXT, "Norland strikes the Arda convoy"), MADE),
        *claims(),
        Link("link-1", "doc-1", at(TEXT, "The strike"), at(TEXT, "the truce"), "lowers", False, None, MADE),
        DataFile("file-1", "events", "chronology", "1", "chronology.csv", "c" * 64, "chronology.parquet", "d" * 64, 62, 60, 2,
                 (("no such date", 2),), date(2013, 3, 1), date(2016, 3, 1)),
        DataFile("file-2", "events", "GDELT 2.0", "2016", "export.zip", "e" * 64, "gdelt.parquet", "f" * 64, 910_000, 910_000, 0,
                 (), date(2012, 1, 1), date(2016, 12, 31)),
        series("series-attacks", "attacks", 5.0, 9.0), series("series-deaths", "deaths", 11.0, 12.0), series("series-trade", "trade", 6.0, 6.0),
        effect("effect-1", "H1", "attacks", 90), effect("effect-2", "H1", "attacks", 180), effect("effect-3", "H1", "attacks", 365),
        effect("effect-4", "H1", "deaths", 180, verdict="no-meaningful-change", relative=0.05, relative_low=-0.3, relative_high=0.5,
               sentence="Deaths stayed near what was expected."),
        effect("effect-5", "H3", "trade", 180, verdict="no-meaningful-change", expected_direction="lowers", relative=-0.02,
               relative_low=-0.2, relative_high=0.17, sentence="Cooperation went on as before."),
        thin("effect-6", "H5", "votes"),
        *ties(),
        question("question-1", "claim-1", "Will there be at least 12 attacks from 20 June to 20 September 2015?",
                 certainty=Certainty(0.6, 0.85, "probably", "Kent 1964")),
        question("question-2", "claim-6", "Will Norland and Arda meet in autumn 2016?", hypothesis="", threshold=1.0,
                 window=DateInterval(date(2016, 9, 1), date(2017, 3, 1), "range")),
        question("question-3", "", "Will the Guard attack in the capital within 180 days?", hypothesis="H2", threshold=1.0),
        Untestable("untestable-2", "claim-2", "author", "R. Placeholder", "“May” cannot fail: nothing that happens would contradict it.", MADE),
        Untestable("untestable-3", "claim-3", "author", "R. Placeholder", "The text names no act that could be counted.", MADE),
        Forecast("forecast-1", "question-2", "base-rate", date(2016, 6, 9), 0.35, 0.2, 0.5, ("In 7 of 20 earlier half-years the two met.",), ("E001", "E007"), MADE),
        Forecast("forecast-2", "question-2", "persistence", date(2016, 6, 9), 0.2, 0.05, 0.4, ("They did not meet in the half-year before.",), (), MADE),
        Forecast("forecast-3", "question-3", "base-rate", SHOCK, 0.6, 0.4, 0.8, ("In 12 of 20 earlier windows there was one.",), (), MADE),
        Forecast("forecast-4", "question-3", "base-rate", SHOCK - timedelta(days=300), 0.5, 0.3, 0.7, ("In 10 of 20.",), (), MADE),
        Resolution("resolution-1", "question-1", "true", 14.0, ("E030", "E036"), "14 attacks are recorded, 12 were needed.", False, date(2016, 12, 31), MADE),
        Resolution("resolution-2", "question-2", "open", None, (), "The window ends after the last day visible.", False, date(2016, 12, 31), MADE),
        Resolution("resolution-3", "question-3", "true", 1.0, ("E042", "gdelt-77"), "One attack on 2 August decides it.", True, date(2016, 12, 31), MADE),
        Score("score-1", "a1", "Analysts at the Harbour Institute", "speaker", 1, 0, 0, 0.076, 0.02, 0.16, 0.25, 0.7, None, None, False, "", ("question-1",), MADE),
        Score("score-2", "base-rate", "base-rate", "forecaster", 12, 1, 0, 0.22, None, None, 0.22, 0.0, -0.1, 0.1, True, "The yardstick itself.", (), MADE),
        BacktestRow("backtest-1", "base-rate", "attacks", 90, 24, 0.21, 0.15, 0.27, 0.4, "Rolling monthly cutoffs.", MADE),
        *ripples(),
        Finding("finding-1", 1, "Attacks on Norland’s troops in Arda rose by more than four fifths.", 84.0, 21.0, 160.0, "%", "moderate",
                "One measure of two shows it; floods in spring are another explanation.", (Evidence("data", "effect-2"), Evidence("sentence", "claim-1")), MADE),
        Finding("finding-2", 2, "Sudria did not turn away from Norland.", -2.0, -20.0, 17.0, "%", "low", "Volume and tone are confounded.",
                (Evidence("data", "effect-5"), Evidence("event", "nowhere-1")), MADE),
        Finding("finding-3", 3, "Whether parliament turned against foreign troops cannot be told.", None, None, None, "", "low",
                "Five votes in all.", (Evidence("data", "effect-6"), Evidence("forecast", "forecast-1")), MADE),
    )  # fmt: skip


@dataclass(frozen=True)
class FakeRows:
    """Data rows without files."""

    listed: tuple[Event, ...]

    def events(self, wanted: EventFilter) -> tuple[Event, ...]:
        """The rows of the wanted data sets."""
        return tuple(event for event in self.listed if event.dataset in wanted.datasets)

    def rows_by_id(self, ids: Sequence[str]) -> tuple[EvidenceRow, ...]:
        """One row of a large data set."""
        row = EvidenceRow(
            "gdelt-77",
            "events",
            "GDELT 2.0",
            "2016",
            "export.zip",
            77,
            date(2015, 8, 2),
            "GRD ASSAULT NOR",
            "wire",
            "http://example.org/x",
        )
        return tuple(one for one in (row,) if one.id in ids)


def rows() -> FakeRows:
    """The invented chronology as data rows."""
    return FakeRows(events())


def store(folder: Path, found: Sequence[object] | None = None) -> Store:
    """A store that holds the records and three refusals."""
    made = Store.create(folder)
    refused = (
        Refusal("read", "documents/scan.pdf", "encrypted: remove the password and read it again", 1),
        Refusal("load", "chronology.csv", "no such date", 2),
    )
    made.commit_unit("invented", "all", "1", records() if found is None else found, refused if found is None else ())
    return made


def hostile(words: str) -> tuple[object, ...]:
    """The records with hostile words in every text that somebody else can write."""
    found: list[object] = []
    for record in records():
        if isinstance(record, Document):
            found.append(replace(record, title=words + record.title, publisher=words, authors=(words,), text=record.text.replace("Norland should open talks", words.ljust(25)[:25]) if len(words) <= 25 else record.text, url=f"javascript:{words}", file=f"{words}.txt", notes=(DocumentNote("other", words),)))  # fmt: skip
        elif isinstance(record, DocumentActor):
            found.append(replace(record, name=words + record.name))
        elif isinstance(record, Ripple | Effect | Finding):
            found.append(replace(record, sentence=words + record.sentence))
        elif isinstance(record, Question):
            found.append(replace(record, text=words + record.text, rule=words))
        elif isinstance(record, Resolution):
            found.append(replace(record, reason=words))
        else:
            found.append(record)
    return tuple(found)


FROM_ROW = Provenance(FromRow("chronology", "1", "chronology.csv", 2), "load", "1")
