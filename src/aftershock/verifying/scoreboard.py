"""Scores of speakers and of forecasters, by the same rules: see `record.question.Score`.

The unit is the claim: questions that were made from one claim, such as three windows where it left the period open, are
averaged and count once. A question that the study declares counts by itself. Only questions settled as true or false
are scored. A speaker's probability is the interval of the words; its middle gives the score, its ends the best and the
worst case. A forecaster is scored on its last forecast from before the window. The baseline is that of the base-rate
forecaster, which makes its forecasts from what was known on the same day.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from aftershock.record.claim import AUTHOR
from aftershock.record.ids import content_id
from aftershock.record.provenance import FromRecords, Provenance
from aftershock.record.question import Forecast, Outcome, Question, Resolution, Score, Untestable
from aftershock.stats.scoring import brier, brier_range, skill

BASELINE: Final = "base-rate"
RANKED_FROM: Final = 10
MADE_BY: Final = "verifying.scoreboard"
VERSION: Final = "1"


@dataclass(frozen=True, slots=True)
class _Answer:
    """A probability on a settled question, with its interval, the outcome, and the baseline's probability."""

    question: Question
    low: float
    middle: float
    high: float
    happened: bool
    baseline: float | None


@dataclass(frozen=True, slots=True)
class _Unit:
    """The mean scores of the answers on one claim, or on one declared question."""

    brier: float
    best: float
    worst: float
    baseline: float | None
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Entrant:
    """Who is scored, the questions asked of them, and how many claims could not be tested."""

    who: str
    name: str
    kind: Literal["speaker", "forecaster"]
    questions: tuple[Question, ...]
    n_untestable: int


def scores(
    questions: Sequence[Question],
    untestable: Sequence[Untestable],
    forecasts: Sequence[Forecast],
    resolutions: Sequence[Resolution],
) -> tuple[Score, ...]:
    """A score for each speaker and each forecaster: speakers first, those with most settled claims first."""
    outcomes = {one.question: one.outcome for one in resolutions}
    newest = _last_before(questions, forecasts)
    entrants = (*_speakers(questions, untestable), *_forecasters(questions, newest))
    made = [_score(entrant, outcomes, newest) for entrant in entrants]
    return tuple(sorted(made, key=lambda one: (one.kind != "speaker", not one.ranked, -one.n, one.name, one.who)))


def _last_before(questions: Sequence[Question], forecasts: Sequence[Forecast]) -> dict[tuple[str, str], Forecast]:
    """By forecaster and question, the last forecast made before the window began."""
    starts = {one.id: one.window.start for one in questions}
    found: dict[tuple[str, str], Forecast] = {}
    for forecast in sorted(forecasts, key=lambda one: (one.cutoff, one.id)):
        start = starts.get(forecast.question)
        if start is not None and forecast.cutoff < start:
            found[forecast.forecaster, forecast.question] = forecast
    return found


def _speakers(questions: Sequence[Question], untestable: Sequence[Untestable]) -> Iterable[_Entrant]:
    asked: dict[tuple[str, str], list[Question]] = defaultdict(list)
    refused: dict[tuple[str, str], int] = defaultdict(int)
    names: dict[tuple[str, str], str] = {}
    for question in questions:
        if question.claim:
            asked[_key(question)].append(question)
            names.setdefault(_key(question), question.speaker_name)
    for one in untestable:
        refused[_key(one)] += 1
        names.setdefault(_key(one), one.speaker_name)
    for key in sorted(names):
        who = f"{key[0]}:{key[1]}" if key[0] == AUTHOR else key[0]
        yield _Entrant(who, names[key], "speaker", tuple(asked[key]), refused[key])


def _key(one: Question | Untestable) -> tuple[str, str]:
    """Authors are told apart by name, other speakers by id."""
    return (one.speaker, one.speaker_name if one.speaker == AUTHOR else "")


def _forecasters(questions: Sequence[Question], newest: Mapping[tuple[str, str], Forecast]) -> Iterable[_Entrant]:
    for name in sorted({forecaster for forecaster, _ in newest}):
        asked = tuple(question for question in questions if (name, question.id) in newest)
        yield _Entrant(name, name, "forecaster", asked, 0)


def _score(entrant: _Entrant, outcomes: Mapping[str, Outcome], newest: Mapping[tuple[str, str], Forecast]) -> Score:
    answers = [
        one for question in entrant.questions if (one := _answer(entrant, question, outcomes, newest)) is not None
    ]
    units = _units(answers)
    n_open, n_unsettled = _not_scored(entrant, outcomes, answers)
    both = [(unit.brier, unit.baseline) for unit in units if unit.baseline is not None]
    found = skill([own for own, _ in both], [base for _, base in both]) if both else None
    low, high = found[1:] if found and math.isfinite(found[1]) else (None, None)
    used = tuple(question for unit in units for question in unit.questions)
    return Score(
        id=content_id("score", entrant.kind, entrant.who),
        who=entrant.who,
        name=entrant.name,
        kind=entrant.kind,
        n=len(units),
        n_open=n_open,
        n_untestable=entrant.n_untestable,
        brier=_mean([unit.brier for unit in units]),
        brier_low=_mean([unit.best for unit in units]),
        brier_high=_mean([unit.worst for unit in units]),
        baseline=_mean([base for _, base in both]),
        skill=found[0] if found else None,
        skill_low=low,
        skill_high=high,
        ranked=len(units) >= RANKED_FROM,
        note=_note(entrant, len(units), n_unsettled, len(both)),
        questions=used,
        provenance=Provenance(FromRecords(used), MADE_BY, VERSION),
    )


def _answer(
    entrant: _Entrant,
    question: Question,
    outcomes: Mapping[str, Outcome],
    newest: Mapping[tuple[str, str], Forecast],
) -> _Answer | None:
    """What the entrant said about a settled question; ``None`` where it is not settled as true or false."""
    outcome = outcomes.get(question.id)
    given = _given(entrant, question, newest)
    if outcome not in ("true", "false") or given is None:
        return None
    base = newest.get((BASELINE, question.id))
    return _Answer(question, *given, outcome == "true", base.probability if base is not None else None)


def _given(
    entrant: _Entrant, question: Question, newest: Mapping[tuple[str, str], Forecast]
) -> tuple[float, float, float] | None:
    if entrant.kind == "forecaster":
        forecast = newest[entrant.who, question.id]
        return forecast.low, forecast.probability, forecast.high
    certainty = question.certainty
    return None if certainty is None else (certainty.low, (certainty.low + certainty.high) / 2, certainty.high)


def _units(answers: Sequence[_Answer]) -> tuple[_Unit, ...]:
    grouped: dict[str, list[_Answer]] = defaultdict(list)
    for answer in answers:
        grouped[_unit_of(answer.question)].append(answer)
    return tuple(_unit(grouped[key]) for key in sorted(grouped))


def _unit_of(question: Question) -> str:
    return question.claim or question.id


def _unit(answers: Sequence[_Answer]) -> _Unit:
    ranges = [brier_range(one.low, one.high, one.happened) for one in answers]
    baselines = [brier(one.baseline, one.happened) for one in answers if one.baseline is not None]
    return _Unit(
        brier=_average([brier(one.middle, one.happened) for one in answers]),
        best=_average([best for best, _ in ranges]),
        worst=_average([worst for _, worst in ranges]),
        baseline=_average(baselines) if len(baselines) == len(answers) else None,
        questions=tuple(one.question.id for one in answers),
    )


def _not_scored(entrant: _Entrant, outcomes: Mapping[str, Outcome], answers: Sequence[_Answer]) -> tuple[int, int]:
    """Claims with nothing scored: those with a question still open, and those that could not be settled."""
    scored = {_unit_of(one.question) for one in answers}
    still = {_unit_of(one) for one in entrant.questions if outcomes.get(one.id, "open") == "open"} - scored
    rest = {_unit_of(one) for one in entrant.questions} - scored - still
    return len(still), len(rest)


def _note(entrant: _Entrant, n: int, n_unsettled: int, n_both: int) -> str:
    """What the figures beside it do not say: what could not be settled, or compared, or was asked in hindsight."""
    parts = []
    if n_unsettled:
        parts.append(f"{n_unsettled} that the data cannot settle")
    if n_both < n:
        parts.append(f"the baseline stands beside {n_both} of {n}")
    if known := sum(question.outcome_known for question in entrant.questions):
        parts.append(f"{known} asked with the outcome known")
    return "; ".join(parts)


def _mean(values: Sequence[float]) -> float | None:
    return _average(values) if values else None


def _average(values: Sequence[float]) -> float:
    return math.fsum(values) / len(values)
