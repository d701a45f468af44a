"""One effect to be measured: a hypothesis, one of its indicators, one horizon; and the record it ends in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from aftershock.measuring import wording
from aftershock.measuring.windows import Periods
from aftershock.record.dates import DateInterval
from aftershock.record.effect import Check, Effect, Verdict
from aftershock.record.hypothesis import Expected, Hypothesis, Indicator, Rival, StudyPlan
from aftershock.record.ids import content_id
from aftershock.record.provenance import FromRecords, FromStudy, Provenance

MADE_BY: Final = "measuring"
VERSION: Final = "1"
_INVERSE: Final[dict[Expected, Expected]] = {"raises": "lowers", "lowers": "raises", "either": "either"}
_SAMPLE: Final = "The rows are a sample, and whoever made it may have looked harder after the shock than before:"
_DIGITS: Final = 9  # of every number stored: enough for any reader, and the same on every machine


@dataclass(frozen=True, slots=True)
class Case:
    """What is measured. ``span`` holds the periods around the hypothesis' onset."""

    hypothesis: Hypothesis
    indicator: Indicator
    horizon: int
    span: Periods
    rivals: tuple[Rival, ...]
    after_shock: bool

    @property
    def window(self) -> DateInterval:
        """The days from the onset to the end of the horizon."""
        return DateInterval(self.span.onset, self.last, "range")

    @property
    def expected(self) -> Expected:
        """The claimed direction as this indicator would show it."""
        claimed, sign = self.hypothesis.expected, self.indicator.sign
        if claimed == "no-change" or sign == "same":
            return claimed
        return "either" if sign == "none" else _INVERSE[claimed]

    @property
    def last(self) -> date:
        """The first day after the horizon."""
        return self.span.onset + timedelta(days=self.horizon)

    @property
    def unit(self) -> str:
        """The indicator's unit without what qualifies it; of a share only what it is a share of."""
        unit = self.indicator.unit.partition(",")[0].partition(" (")[0]
        return unit.removeprefix("share of ") if self.is_share else unit

    @property
    def is_share(self) -> bool:
        """Whether numbers are told in per cent of something."""
        return self.indicator.measure == "share"

    def told(self, value: float) -> str:
        """A value of the indicator in words: 12 events, 0.4% of all reporting, an index of 90."""
        if self.is_share:
            net = "a net " if value < 0 else ""
            return f"{net}{wording.number(100 * value)}% of {self.unit}"
        if self.unit == "index":
            return f"an index of {wording.number(value)}"
        return f"{wording.number(value)} {self.unit}".rstrip()

    def told_short(self, value: float) -> str:
        """A value without its unit, but for the sign of per cent."""
        return f"{wording.number(100 * value)}%" if self.is_share else wording.number(value)

    def told_change(self, value: float) -> str:
        """A difference between two values: 1,230 lower, 0.4 percentage points higher."""
        if not self.is_share:
            return wording.difference(value)
        return wording.difference(100 * value, " percentage points")

    def told_changes(self, low: float, middle: float, high: float) -> str:
        """A difference between two values with its interval."""
        if not self.is_share:
            return wording.differences(low, middle, high)
        return wording.differences(100 * low, 100 * middle, 100 * high, " percentage points")

    def blank(
        self, verdict: Verdict, method: str, sentence: str, series: str = "", rows: tuple[str, ...] = ()
    ) -> Effect:
        """An effect without an estimate; ``sentence`` says why."""
        origin = FromRecords((series,) if series else rows) if series or rows else self._from_study()
        return Effect(
            id=content_id("effect", self.hypothesis.id, self.indicator.id, self.horizon, self.span.onset),
            hypothesis=self.hypothesis.id, indicator=self.indicator.id, series=series,
            expected_direction=self.expected, horizon=self.horizon, method=method,
            n_before=0, n_after=0, observed=None, expected=None, estimate=None, low=None, high=None,
            relative=None, relative_low=None, relative_high=None, p=None, probability_of_direction=None,
            minimum_detectable=None, placebos=(), placebo_rank=None, steps=(), checks=self.standing_checks(),
            rivals=tuple(rival.id for rival in self.rivals), verdict=verdict,
            sentence=self.cautioned(sentence), provenance=Provenance(origin, f"{MADE_BY}.{method}", VERSION),
        )  # fmt: skip

    def cautioned(self, sentence: str) -> str:
        """The sentence with what the indicator cannot show."""
        notes = [f"Caution: {self.indicator.caution}" if self.indicator.caution else ""]
        if self.indicator.partial:
            notes.append(f"The record is a sample, and may be denser after the shock: {self.indicator.partial}")
        return " ".join([sentence, *(ended(note) for note in notes if note)])

    def standing_checks(self) -> tuple[Check, ...]:
        """The checks that do not depend on the estimate: gap, rivals, full count, onset."""
        return (self._gap_check(), self._rival_check(), self._count_check(), self._onset_check())

    def _gap_check(self) -> Check:
        days = (self.span.onset - self.span.gap_from).days
        if days == 0:
            return Check("anticipation gap", "not-run", "No days before the onset are left out.")
        return Check("anticipation gap", "passed", f"The {days} days before the onset are left out of the past.")

    def _rival_check(self) -> Check:
        if not self.rivals:
            return Check(
                "rival events", "passed", "The study names no other event in this window that could explain it."
            )
        names = "; ".join(rival.title for rival in self.rivals)
        return Check("rival events", "failed", f"Other explanations in this window: {names}.")

    def _count_check(self) -> Check:
        if self.indicator.partial:
            return Check("full count", "failed", f"{_SAMPLE} {ended(self.indicator.partial)}")
        return Check("full count", "passed", "The study does not call the rows a sample.")

    def _onset_check(self) -> Check:
        if self.after_shock:
            return Check("undisturbed past", "failed", "The past that is learnt from contains the shock itself.")
        return Check("undisturbed past", "passed", "The past that is learnt from ends before the shock.")

    def _from_study(self) -> FromStudy:
        return FromStudy(f"hypothesis.{self.hypothesis.id}")


def make_case(hypothesis: Hypothesis, indicator: Indicator, horizon: int, span: Periods, plan: StudyPlan) -> Case:
    """The case, with the rivals of its window and system."""
    window = DateInterval(span.onset, span.onset + timedelta(days=horizon), "range")
    rivals = tuple(
        rival
        for rival in plan.rivals
        if rival.interval.overlaps(window) and (not rival.systems or hypothesis.system in rival.systems)
    )
    return Case(hypothesis, indicator, horizon, span, rivals, span.onset > plan.shock.day)


def with_checks(effect: Effect, *checks: Check) -> Effect:
    """The effect with these checks before its standing ones."""
    return replace(effect, checks=(*checks, *effect.checks))


def tidy(value: float) -> float:
    """A number to nine digits, so that the last bits of a machine's arithmetic are not stored."""
    return float(f"{value:.{_DIGITS}g}")


def ended(sentence: str) -> str:
    """The sentence with a full stop where it has no end of its own."""
    return sentence if sentence.endswith((".", "!", "?")) else f"{sentence}."
