"""`study.toml` to a StudyPlan: the only place that reads settings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Final, get_args

from aftershock.ontology.actors import Actors
from aftershock.record.actor import Membership
from aftershock.record.dates import DateInterval
from aftershock.record.event import OTHER_TYPE, PLOVER_TYPES
from aftershock.record.hypothesis import (
    Bin,
    ClaimMatch,
    Comparator,
    EventFilter,
    Expected,
    Group,
    Hypothesis,
    Indicator,
    Measure,
    QuestionSpec,
    Rival,
    Shock,
    Sign,
    StudyPlan,
    System,
    Test,
    Window,
)
from aftershock.study.toml import TomlTable, did_you_mean, read_toml

FILE: Final = "study.toml"
SHOCK: Final = "shock"
_HORIZONS: Final = (90, 180, 365)
_YEARS_BEFORE: Final = 730
_MEMBER: Final = re.compile(r"(?P<id>\S+)(?:\s+(?P<start>\d{4}-\d\d-\d\d)?\.\.(?P<end>\d{4}-\d\d-\d\d)?)?")


@dataclass(frozen=True, slots=True)
class _Names:
    """What may stand where an actor or an indicator is named."""

    actors: Actors
    groups: frozenset[str]

    def actor(self, table: TomlTable, key: str, name: str) -> str:
        if name in self.groups or name.startswith("country:") or self.actors.get(name) is not None:
            return name
        found = self.actors.find(name)
        if found is not None:
            return found.id
        offered = [*self.actors.nearest(name), *_near(name, self.groups)]
        hint = f"did you mean {', '.join(map(repr, offered))}?" if offered else ""
        raise table.error(key, f"unknown actor {name!r}", (hint + " Or add it to the study's actors.csv.").strip())

    def actor_list(self, table: TomlTable, key: str) -> tuple[str, ...]:
        return tuple(self.actor(table, key, name) for name in table.strings(key))


def _near(name: str, known: Iterable[str]) -> tuple[str, ...]:
    return tuple(one for one in sorted(known) if name.casefold() in one.casefold())


def load_plan(folder: Path, actors: Actors) -> StudyPlan:
    """Read and check a study's settings.

    Raises:
        StudyError: naming file, line and key, for anything missing, misspelt, unknown or contradictory.
    """
    root = read_toml(folder / FILE)
    study, names = root.table("study"), _Names(actors, frozenset(g.string("id") for g in root.tables("group")))
    shock = _shock(root.table("shock"), names)
    as_of = study.day("as_of", date.max)
    window, cutoffs = _window(root.table("window"), shock, as_of)
    indicators = tuple(_indicator(table, names) for table in root.tables("indicator"))
    plan = StudyPlan(
        id=study.string("id"),
        title=study.string("title"),
        as_of=min(as_of, window.end),
        shock=shock,
        window=window,
        systems=tuple(_system(table) for table in root.tables("system")),
        groups=tuple(_group(table, names) for table in root.tables("group")),
        indicators=indicators,
        hypotheses=tuple(_hypothesis(table, names, window) for table in root.tables("hypothesis")),
        questions=tuple(_question(table, shock) for table in root.tables("question")),
        rivals=tuple(_rival(table) for table in root.tables("rival")),
        cutoffs=cutoffs,
    )
    study.done()
    root.done()
    _check_references(root, plan)
    return plan


def _shock(table: TomlTable, names: _Names) -> Shock:
    shock = Shock(
        day=table.day("date"),
        actor=names.actor(table, "actor", table.string("actor")),
        event_type=table.choice("event_type", PLOVER_TYPES),
        recipient=names.actor(table, "recipient", table.string("recipient")),
        place=table.string("place", ""),
        title=table.string("title"),
    )
    table.done()
    return shock


def _window(table: TomlTable, shock: Shock, as_of: date) -> tuple[Window, tuple[date, ...]]:
    horizons = tuple(sorted(table.integers("horizons", _HORIZONS)))
    start = table.day("from", shock.day - timedelta(days=_YEARS_BEFORE))
    end = table.day("until", min(as_of, shock.day + timedelta(days=horizons[-1])))
    gap = table.day("gap_from", shock.day)
    if not start < gap <= shock.day <= end:
        raise table.error("from", f"the days are out of order: from {start}, gap {gap}, shock {shock.day}, until {end}")
    cutoffs = table.days("cutoffs", (shock.day - timedelta(days=1),))
    table.done()
    return Window(start, end, gap, horizons), cutoffs


def _system(table: TomlTable) -> System:
    system = System(table.string("id"), table.string("title"), table.string("note", ""))
    table.done()
    return system


def _group(table: TomlTable, names: _Names) -> Group:
    members = tuple(_member(table, names, text) for text in table.strings("members"))
    group = Group(table.string("id"), table.string("name"), members)
    table.done()
    return group


def _member(table: TomlTable, names: _Names, text: str) -> Membership:
    found = _MEMBER.fullmatch(text.strip())
    if found is None:
        raise table.error("members", f"{text!r} is not a member", 'write "USA" or "GBR 1973-01-01..2020-01-31"')
    try:
        start, last = (date.fromisoformat(day) if day else None for day in found.group("start", "end"))
        interval = DateInterval(start, last + timedelta(days=1) if last else None, "open")
    except ValueError as error:
        raise table.error("members", f"{text!r}: {error}") from error
    return Membership(names.actor(table, "members", found.group("id")), interval)


def _filter(table: TomlTable, names: _Names) -> EventFilter:
    types = table.strings("event_types")
    for one in types:
        if one not in (*PLOVER_TYPES, OTHER_TYPE):
            raise table.error("event_types", f"{one!r} is no PLOVER type", did_you_mean(one, PLOVER_TYPES))
    return EventFilter(
        datasets=table.strings("datasets"),
        actors=names.actor_list(table, "actors"),
        recipients=names.actor_list(table, "recipients"),
        event_types=types,
        modes=table.strings("modes"),
        places=table.strings("places"),
        systems=table.strings("systems"),
        text=table.strings("text"),
        either_way=table.flag("either_way"),
    )


def _indicator(table: TomlTable, names: _Names) -> Indicator:
    indicator = Indicator(
        id=table.string("id"),
        title=table.string("title"),
        measure=table.choice("measure", get_args(Measure)),
        unit=table.string("unit"),
        bin=table.choice("bin", get_args(Bin), "week"),
        events=_filter(table, names),
        series=table.string("series", ""),
        denominator=table.string("denominator", ""),
        scope=table.string("scope", ""),
        caution=table.string("caution", ""),
        partial=table.string("partial", ""),
        sign=table.choice("sign", get_args(Sign), "same"),
    )
    needs_series = indicator.measure in ("series", "share", "figure")
    if needs_series and not indicator.series:
        raise table.error("series", f"a {indicator.measure} needs the name of its series or figure in 'series'")
    table.done()
    return indicator


def _hypothesis(table: TomlTable, names: _Names, window: Window) -> Hypothesis:
    match = table.table("match")
    hypothesis = Hypothesis(
        id=table.string("id"),
        system=table.string("system"),
        theatre=table.string("theatre"),
        title=table.string("title"),
        statement=table.string("statement"),
        expected=table.choice("expected", get_args(Expected)),
        test=table.choice("test", get_args(Test), "effect"),
        indicators=table.strings("indicators"),
        questions=table.strings("questions"),
        horizons=tuple(sorted(table.integers("horizons", window.horizons))),
        parents=table.strings("parents") or (SHOCK,),
        match=ClaimMatch(
            names.actor_list(match, "actors"), match.strings("words"), names.actor_list(match, "speakers")
        ),
        source=table.string("source"),
        onset=table.optional_day("onset"),
        reason=table.string("reason", ""),
    )
    match.done()
    table.done()
    if hypothesis.test == "effect" and not hypothesis.indicators:
        raise table.error("indicators", "a hypothesis tested by an effect needs an indicator")
    if hypothesis.test == "question" and not hypothesis.questions:
        raise table.error("questions", "a hypothesis tested by a question needs one")
    if hypothesis.test == "untestable" and not hypothesis.reason:
        raise table.error("reason", "say why the hypothesis cannot be tested")
    return hypothesis


def _question(table: TomlTable, shock: Shock) -> QuestionSpec:
    start, last = table.day("from", shock.day), table.day("until")
    if last < start:
        raise table.error("until", f"the window ends on {last}, before it begins on {start}")
    question = QuestionSpec(
        id=table.string("id"),
        text=table.string("text"),
        indicator=table.string("indicator"),
        comparator=table.choice("comparator", get_args(Comparator)),
        threshold=table.real("threshold"),
        window=DateInterval.through(start, last),
        outcome_known=table.flag("outcome_known"),
    )
    table.done()
    return question


def _rival(table: TomlTable) -> Rival:
    rival = Rival(
        id=table.string("id"),
        title=table.string("title"),
        interval=DateInterval.through(table.day("from"), table.day("until")),
        note=table.string("note", ""),
        systems=table.strings("systems"),
    )
    table.done()
    return rival


def _check_references(root: TomlTable, plan: StudyPlan) -> None:
    indicators = _unique(root, "indicator", [one.id for one in plan.indicators])
    questions = _unique(root, "question", [one.id for one in plan.questions])
    hypotheses = _unique(root, "hypothesis", [one.id for one in plan.hypotheses])
    systems = _unique(root, "system", [one.id for one in plan.systems])
    for table, hypothesis in zip(root.tables("hypothesis"), plan.hypotheses, strict=True):
        _known(table, "indicators", "indicator", hypothesis.indicators, indicators)
        _known(table, "questions", "question", hypothesis.questions, questions)
        _known(table, "parents", "hypothesis", hypothesis.parents, {*hypotheses, SHOCK} - {hypothesis.id})
        _known(table, "system", "system", (hypothesis.system,), systems)
    for table, question in zip(root.tables("question"), plan.questions, strict=True):
        _known(table, "indicator", "indicator", (question.indicator,), indicators)
    for table, rival in zip(root.tables("rival"), plan.rivals, strict=True):
        _known(table, "systems", "system", rival.systems, systems)
    _check_tree(root, plan)


def _known(table: TomlTable, key: str, what: str, ids: Sequence[str], known: Iterable[str]) -> None:
    known = set(known)
    for one in ids:
        if one not in known:
            raise table.error(key, f"unknown {what} {one!r}", did_you_mean(one, known))


def _unique(root: TomlTable, key: str, ids: Sequence[str]) -> set[str]:
    seen: set[str] = set()
    for table, one in zip(root.tables(key), ids, strict=True):
        if one in seen:
            raise table.error("id", f"{one!r} stands twice")
        seen.add(one)
    return seen


def _check_tree(root: TomlTable, plan: StudyPlan) -> None:
    """Every hypothesis must lead back to the shock."""
    reached, grown = {SHOCK}, True
    while grown:
        new = {one.id for one in plan.hypotheses if reached & set(one.parents)} - reached
        reached, grown = reached | new, bool(new)
    for table, hypothesis in zip(root.tables("hypothesis"), plan.hypotheses, strict=True):
        if hypothesis.id not in reached:
            raise table.error(
                "parents", f"{hypothesis.id!r} does not lead back to the shock", 'use parents = ["shock"]'
            )
