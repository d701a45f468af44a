"""What a study declares beforehand: the shock, groups, indicators, hypotheses, questions and rival events."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from aftershock.record.actor import Membership
from aftershock.record.dates import DateInterval

Measure = Literal["count", "deaths", "series", "share", "figure"]
Bin = Literal["week", "4weeks", "month"]
Expected = Literal["raises", "lowers", "no-change", "either"]
Test = Literal["effect", "question", "untestable"]
Sign = Literal["same", "inverse", "none"]
Comparator = Literal[">=", ">", "<=", "<", "=="]


@dataclass(frozen=True, slots=True)
class Shock:
    """The event a study is about. Ids are the ontology's or the study's own."""

    day: date
    actor: str
    event_type: str
    recipient: str
    place: str
    title: str


@dataclass(frozen=True, slots=True)
class Window:
    """The days a study looks at.

    ``gap_from`` opens the anticipation gap: days from it to the shock belong neither to before nor to after.
    ``horizons`` are in days, ascending.
    """

    start: date
    end: date
    gap_from: date
    horizons: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """A named set of actors with dated membership; ``Membership.group`` holds the member's actor id here."""

    id: str
    name: str
    members: tuple[Membership, ...]


@dataclass(frozen=True, slots=True)
class EventFilter:
    """Which rows of the event table count. Empty means any; ids may name a group, which stands for its members.

    ``either_way`` also takes rows with actor and recipient exchanged. ``text`` holds words of which at least one must
    stand in the row's summary. ``places`` match the beginning of a word in the place, or a country code.
    """

    datasets: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    event_types: tuple[str, ...] = ()
    modes: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    systems: tuple[str, ...] = ()
    text: tuple[str, ...] = ()
    either_way: bool = False


@dataclass(frozen=True, slots=True)
class Indicator:
    """Something measured as a regular series or a set of figures.

    ``count`` and ``deaths`` aggregate event rows by ``bin``; ``series`` takes a supplied series, ``share`` one divided
    by ``denominator``; ``figure`` takes the figures of that name, narrowed to ``scope`` where given. ``caution`` says
    in words what the indicator cannot show, and stands beside it wherever it is used. ``partial`` names the reason why
    the rows are a sample rather than a full count, where they are. ``sign`` says how it moves with what a hypothesis
    speaks of: ``same`` rises with it, ``inverse`` falls, ``none`` shows that something changed but not in which
    direction, and so can support no claim of a direction.
    """

    id: str
    title: str
    measure: Measure
    unit: str
    bin: Bin
    events: EventFilter
    series: str = ""
    denominator: str = ""
    scope: str = ""
    caution: str = ""
    partial: str = ""
    sign: Sign = "same"


@dataclass(frozen=True, slots=True)
class ClaimMatch:
    """Which claims of the documents speak of a hypothesis: all given parts must match the content or its sentence."""

    actors: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """A ripple that somebody claims, how it would be seen, and its place in the tree.

    ``parents`` are ids of hypotheses, or ``shock``. ``test`` says how it is settled: a measured effect of its
    ``indicators``, its ``questions``, or not at all, for the stated ``reason``. ``source`` says who claims it.
    """

    id: str
    system: str
    theatre: str
    title: str
    statement: str
    expected: Expected
    test: Test
    indicators: tuple[str, ...]
    questions: tuple[str, ...]
    horizons: tuple[int, ...]
    parents: tuple[str, ...]
    match: ClaimMatch
    source: str
    onset: date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class QuestionSpec:
    """A yes/no question that the study declares: does the indicator, summed over the window, meet the threshold?"""

    id: str
    text: str
    indicator: str
    comparator: Comparator
    threshold: float
    window: DateInterval
    outcome_known: bool


@dataclass(frozen=True, slots=True)
class Rival:
    """Another event or process that could explain a change, named on every chart it touches."""

    id: str
    title: str
    interval: DateInterval
    note: str
    systems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class System:
    """A part of the world the study divides itself into, shown as a chapter of the report."""

    id: str
    title: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class StudyPlan:
    """Everything `study.toml` declares. ``as_of`` hides all evidence later than that day from every step."""

    id: str
    title: str
    as_of: date
    shock: Shock
    window: Window
    systems: tuple[System, ...]
    groups: tuple[Group, ...]
    indicators: tuple[Indicator, ...]
    hypotheses: tuple[Hypothesis, ...]
    questions: tuple[QuestionSpec, ...]
    rivals: tuple[Rival, ...]
    cutoffs: tuple[date, ...]
