"""The systems of a study as chapters: every hypothesis with its claim, its measure and its verdict, or why there is none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from aftershock.record.effect import Effect
from aftershock.record.hypothesis import Hypothesis, Indicator, QuestionSpec, System
from aftershock.record.question import Question, Resolution
from aftershock.record.ripple import Ripple
from aftershock.showing import words
from aftershock.showing.evidence import ReportData
from aftershock.showing.joined import Joined


@dataclass(frozen=True, slots=True)
class Measured:
    """An indicator of a hypothesis, and its main effect where it was measured."""

    indicator: Indicator
    effect: Effect | None


@dataclass(frozen=True, slots=True)
class Item:
    """One hypothesis of a system. ``ripple`` is ``None`` where the study was not traced since it was declared."""

    hypothesis: Hypothesis
    ripple: Ripple | None
    measures: tuple[Measured, ...]
    main: Effect | None
    questions: tuple[tuple[Question, Resolution | None], ...]
    unasked: tuple[QuestionSpec, ...]

    @property
    def finding(self) -> str:
        """What was found, without who claims it and without the cautions, which stand elsewhere."""
        if self.ripple is None:
            return ""
        found = words.beside_verdict(self.ripple.sentence.removeprefix(self.ripple.told))
        declared = [question.text for question, _ in self.questions if not question.claim]
        return found.removeprefix(declared[0]).strip() if len(declared) == 1 else found

    @property
    def evidence(self) -> tuple[str, ...]:
        """The records that the finding rests on: the main effect, or what settled the questions."""
        main = self.main.id if self.main and self.main.sentence in (self.ripple.sentence if self.ripple else "") else ""
        settled = tuple(found.id for question, found in self.questions if found and not question.claim)
        return tuple(dict.fromkeys(filter(None, (main, *settled))))


@dataclass(frozen=True, slots=True)
class Chapter:
    """A system and its hypotheses."""

    system: System
    items: tuple[Item, ...]


def chapters(data: ReportData, joined: Joined) -> tuple[Chapter, ...]:
    """Every system of the study, in its order; hypotheses of a system nobody declared come last under their own name."""
    systems = {system.id: system for system in data.plan.systems}
    for hypothesis in data.plan.hypotheses:
        systems.setdefault(hypothesis.system, System(hypothesis.system, hypothesis.system or "No system named"))
    items = [_item(hypothesis, data.plan.questions, joined) for hypothesis in data.plan.hypotheses]
    return tuple(
        Chapter(system, tuple(item for item in items if item.hypothesis.system == system.id))
        for system in systems.values()
    )


def _told(effects: Sequence[Effect], ripple: Ripple, joined: Joined) -> Effect | None:
    """The effect whose sentence the ripple tells; else the main one."""
    return next((effect for effect in effects if effect.sentence in ripple.sentence), joined.main_effect(effects))


def _item(hypothesis: Hypothesis, specs: Sequence[QuestionSpec], joined: Joined) -> Item:
    ripple = joined.ripples.get(hypothesis.id)
    asked = ripple.questions if ripple else hypothesis.questions
    questions = [joined.questions[name] for name in asked if name in joined.questions]
    effects = joined.effects_of(ripple) if ripple else ()
    known = [joined.indicators[name] for name in hypothesis.indicators if name in joined.indicators]
    return Item(
        hypothesis=hypothesis,
        ripple=ripple,
        measures=tuple(
            Measured(indicator, joined.main_effect([e for e in effects if e.indicator == indicator.id]))
            for indicator in known
        ),
        main=_told(effects, ripple, joined) if ripple else None,
        questions=tuple((question, joined.resolutions.get(question.id)) for question in questions),
        unasked=tuple(spec for spec in specs if spec.id in hypothesis.questions) if not questions else (),
    )
