"""The systems of a study as chapters: every hypothesis with its claim, its measure and its verdict, or why there is none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from aftershock.record.effect import Effect
from aftershock.record.hypothesis import Hypothesis, Indicator, QuestionSpec, System
from aftershock.record.question import Question, Resolution
from aftershock.record.ripple import Ripple
from aftershock.showing.evidence import ReportData
from aftershock.showing.joined import Joined


@dataclass(frozen=True, slots=True)
class Item:
    """One hypothesis of a system. ``ripple`` is ``None`` where the study was not traced since it was declared."""

    hypothesis: Hypothesis
    ripple: Ripple | None
    indicators: tuple[Indicator, ...]
    main: Effect | None
    questions: tuple[tuple[Question, Resolution | None], ...]
    unasked: tuple[QuestionSpec, ...]


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


def _item(hypothesis: Hypothesis, specs: Sequence[QuestionSpec], joined: Joined) -> Item:
    ripple = joined.ripples.get(hypothesis.id)
    asked = ripple.questions if ripple else hypothesis.questions
    questions = [joined.questions[name] for name in asked if name in joined.questions]
    return Item(
        hypothesis=hypothesis,
        ripple=ripple,
        indicators=tuple(joined.indicators[name] for name in hypothesis.indicators if name in joined.indicators),
        main=joined.main_effect(joined.effects_of(ripple)) if ripple else None,
        questions=tuple((question, joined.resolutions.get(question.id)) for question in questions),
        unasked=tuple(spec for spec in specs if spec.id in hypothesis.questions) if not questions else (),
    )
