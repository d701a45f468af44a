"""Before and after: one small chart for every measured indicator of every hypothesis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from aftershock.record.dates import DateInterval
from aftershock.record.effect import Effect, Series, SeriesPoint, Step
from aftershock.record.hypothesis import Hypothesis, Indicator, Rival, StudyPlan
from aftershock.showing import tone, words
from aftershock.showing.joined import Joined
from aftershock.showing.scale import Days, Linear, Tick, area, line
from aftershock.showing.tone import Tone

WIDTH: Final = 360
HEIGHT: Final = 196
_LEFT: Final = 40
_RIGHT: Final = 352
_TOP: Final = 20
_NAME_ROW: Final = 12  # the names of rival explanations stand above the plot, a row for each
_BOTTOM: Final = 172
_HEADROOM: Final = 1.08
_LETTER: Final = 5.4
_YEARS_BEFORE: Final = 730  # days of the past drawn, so that the months after the shock can be seen
_CLEAR: Final = frozenset({"supported", "opposite", "no-meaningful-change"})
_DOTS: Final = 40  # series with fewer points are drawn with a dot on each


@dataclass(frozen=True, slots=True)
class Shade:
    """A stretch of time set off in the chart, and the name written on it."""

    start: float
    end: float
    label: str
    label_x: float
    label_y: float


@dataclass(frozen=True, slots=True)
class Chart:
    """The drawing of one panel, as paths. ``dots`` mark the points of short series."""

    observed: str
    dots: tuple[tuple[float, float], ...]
    expected: str
    band50: str
    band90: str
    shock_x: float | None
    onset_x: float | None
    gap: tuple[float, float] | None
    rivals: tuple[Shade, ...]
    x_ticks: tuple[Tick, ...]
    y_ticks: tuple[Tick, ...]
    top: float
    zero: float | None


@dataclass(frozen=True, slots=True)
class Twin:
    """Another hypothesis that the same measure tests, with its own effects at the same place."""

    hypothesis: Hypothesis
    effects: tuple[Effect, ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """One indicator of one hypothesis: its main effect, the same at other horizons, and the chart."""

    hypothesis: Hypothesis
    indicator: Indicator | None
    effect: Effect
    others: tuple[Effect, ...]
    series: Series | None
    rivals: tuple[Rival, ...]
    tone: Tone
    placebo: str
    chart: Chart | None
    twins: tuple[Twin, ...] = ()

    @property
    def is_clear(self) -> bool:
        """Whether the measure says anything: a change seen, the opposite, or a meaningful one ruled out."""
        return self.effect.verdict in _CLEAR

    @property
    def title(self) -> str:
        """What is measured."""
        return self.indicator.title if self.indicator else self.effect.indicator

    @property
    def text(self) -> str:
        """The chart in a sentence, for those who cannot see it."""
        return f"{self.title}: observed and expected course. {words.VERDICTS[self.effect.verdict]}."

    @property
    def said(self) -> str:
        """The finding without the caution and the rival explanations where they stand below it."""
        if self.indicator is None:
            return self.effect.sentence
        return words.beside_verdict(self.effect.sentence.removeprefix(f"{self.title}: "))

    @property
    def unit(self) -> str:
        """What the marks of the values are."""
        if self.series is None:
            return self.indicator.unit if self.indicator else ""
        return self.series.unit.replace("share of", "% of", 1) if is_share(self.series) else self.series.unit

    @property
    def factor(self) -> int:
        """By what values are multiplied to be shown."""
        return 100 if self.series is not None and is_share(self.series) else 1

    @property
    def after(self) -> tuple[Step, ...]:
        """The steps in which the effect is measured; earlier ones stand with the series."""
        return self.effect.steps[-self.effect.n_after :] if self.effect.n_after else ()


def panels(plan: StudyPlan, joined: Joined) -> tuple[Panel, ...]:
    """The panels: those of the shock that say something first, then others that do, then those that cannot tell.

    In each group the order is the study's. Where several hypotheses are tested by one measure, it is drawn once.
    """
    found = [panel for hypothesis in plan.hypotheses for panel in _of_hypothesis(plan, hypothesis, joined)]
    alike: dict[tuple[object, ...], list[Panel]] = {}
    for panel in found:
        alike.setdefault(_same(panel), []).append(panel)
    merged = [replace(first, twins=tuple(map(_twin, others))) for first, *others in alike.values()]
    return tuple(sorted(merged, key=lambda panel: _turn(panel, plan)))


def _same(panel: Panel) -> tuple[object, ...]:
    effect, onset = panel.effect, panel.hypothesis.onset
    return (
        effect.indicator,
        onset,
        effect.horizon,
        effect.expected_direction,
        effect.rivals,
        effect.verdict,
        effect.estimate,
    )


def _twin(panel: Panel) -> Twin:
    return Twin(panel.hypothesis, (panel.effect, *panel.others))


def _turn(panel: Panel, plan: StudyPlan) -> tuple[bool, bool, bool]:
    later = panel.hypothesis.onset not in {None, plan.shock.day}
    return (not panel.is_clear, panel.effect.verdict != "underpowered" and not panel.is_clear, later)


def _of_hypothesis(plan: StudyPlan, hypothesis: Hypothesis, joined: Joined) -> list[Panel]:
    effects = [effect for effect in joined.effects.values() if effect.hypothesis == hypothesis.id]
    return [
        _panel(plan, hypothesis, [effect for effect in effects if effect.indicator == indicator], joined)
        for indicator in dict.fromkeys(effect.indicator for effect in effects)
    ]


def _panel(plan: StudyPlan, hypothesis: Hypothesis, effects: Sequence[Effect], joined: Joined) -> Panel:
    main = joined.main_effect(effects) or effects[0]
    indicator, series = joined.indicators.get(main.indicator), joined.series.get(main.series)
    rivals = tuple(rival for rival in plan.rivals if rival.id in main.rivals or rival.title in main.rivals)
    return Panel(
        hypothesis=hypothesis,
        indicator=indicator,
        effect=main,
        others=tuple(effect for effect in effects if effect is not main),
        series=series,
        rivals=rivals,
        tone=tone.of_indicator(indicator) if indicator else "neutral",
        placebo=_placebo(main),
        chart=_chart(plan, hypothesis, main, series, rivals) if series or main.steps else None,
    )


def _placebo(effect: Effect) -> str:
    if effect.placebo_rank is None or not effect.placebos:
        return ""
    if "placebo date" in effect.sentence:
        return ""
    return f"bigger than {effect.placebo_rank} of {words.plural(len(effect.placebos), 'placebo date')}"


def _chart(
    plan: StudyPlan, hypothesis: Hypothesis, effect: Effect, series: Series | None, rivals: Sequence[Rival]
) -> Chart | None:
    onset = hypothesis.onset or plan.shock.day
    points = _visible_points(effect, series, onset)
    values = [v for point in points if (v := point.value) is not None] + _band_values(effect.steps)
    if not values:
        return None
    low = min(0.0, *values)
    days = Days(points[0].start if points else effect.steps[0].start, _last(points, effect.steps), _LEFT, _RIGHT)
    shown = days.first < plan.shock.day <= days.last
    shades = _shades(rivals, days)
    top = _TOP + _NAME_ROW * len(shades) + 8
    scale = Linear(low * _HEADROOM, max(0.0, *values) * _HEADROOM or 1.0, _BOTTOM, top)
    places = [None if p.value is None else (days(_middle(p.start, p.end)), scale(p.value)) for p in points]
    return Chart(
        observed=line(places),
        dots=tuple(place for place in places if place) if len(places) < _DOTS else (),
        expected=_steps(effect.steps, days, scale, "expected"),
        band50=_band(effect.steps, days, scale, "50"),
        band90=_band(effect.steps, days, scale, "90"),
        shock_x=days(plan.shock.day) if shown else None,
        onset_x=days(onset) if onset != plan.shock.day else None,
        gap=(days(plan.window.gap_from), days(plan.shock.day)) if shown else None,
        rivals=shades,
        x_ticks=days.ticks(room=66),
        y_ticks=_value_ticks(scale, series),
        top=top,
        zero=scale(0.0) if low < 0 else None,
    )


def _value_ticks(scale: Linear, series: Series | None) -> tuple[Tick, ...]:
    """The marks of the values; shares are told in per cent, as in the text beside."""
    if series is None or not is_share(series):
        return scale.ticks(4)
    ticks = Linear(scale.low * 100, scale.high * 100, scale.start, scale.end).ticks(4)
    return tuple(Tick(tick.at, f"{tick.label}%") for tick in ticks)


def is_share(series: Series) -> bool:
    """Whether the values of a series are shares, told in per cent."""
    return series.unit.startswith("share")


def _visible_points(effect: Effect, series: Series | None, onset: date) -> tuple[SeriesPoint, ...]:
    if series is None:
        return tuple(SeriesPoint(step.start, step.end, step.observed) for step in effect.steps)
    last = max((step.end for step in effect.steps), default=date.max)
    since = date.fromordinal(max(1, onset.toordinal() - _YEARS_BEFORE))
    return tuple(point for point in series.points if since <= point.start and point.end <= last)


def _band_values(steps: Sequence[Step]) -> list[float]:
    found = [value for step in steps for value in (step.observed, step.expected, step.low90, step.high90)]
    return [value for value in found if value is not None]


def _last(points: Sequence[SeriesPoint], steps: Sequence[Step]) -> date:
    return max([point.end for point in points] + [step.end for step in steps])


def _middle(start: date, end: date) -> date:
    return date.fromordinal((start.toordinal() + end.toordinal()) // 2)


def _steps(steps: Sequence[Step], days: Days, scale: Linear, name: str) -> str:
    values = [(step, getattr(step, name)) for step in steps]
    return line([None if v is None else (days(_middle(s.start, s.end)), scale(v)) for s, v in values])


def _band(steps: Sequence[Step], days: Days, scale: Linear, level: str) -> str:
    known = [(step, getattr(step, f"low{level}"), getattr(step, f"high{level}")) for step in steps]
    known = [(step, low, high) for step, low, high in known if low is not None and high is not None]
    edges = [(days(_middle(step.start, step.end)), scale(low), scale(high)) for step, low, high in known]
    return area([(x, high) for x, _, high in edges], [(x, low) for x, low, _ in edges])


def _shades(rivals: Sequence[Rival], days: Days) -> tuple[Shade, ...]:
    shades: list[Shade] = []
    for rival in rivals:
        start = days(rival.interval.start or days.first)
        end = max(days(rival.interval.last or days.last), start + 1.5)
        if not rival.interval.overlaps(DateInterval(days.first, days.last)):
            continue
        label = words.shortened(rival.title, 34)
        x = max(_LEFT, min(start + 3, _RIGHT - len(label) * _LETTER))
        shades.append(Shade(start, end, label, round(x, 1), _TOP + 14 + _NAME_ROW * len(shades)))
    return tuple(shades)
