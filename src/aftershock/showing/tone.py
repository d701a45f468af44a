"""Whether a change means more hostility or more cooperation: the colours and glyphs of the report."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal

from aftershock.ontology.plover import is_conflict
from aftershock.record.event import PLOVER_TYPES
from aftershock.record.hypothesis import Hypothesis, Indicator

Tone = Literal["hostile", "cooperative", "neutral"]

WORDS: Final[Mapping[Tone, str]] = MappingProxyType({
    "hostile": "more hostile", "cooperative": "more cooperative", "neutral": "neither",
})  # fmt: skip
"""What the tones are called."""


def of_type(event_type: str) -> Tone:
    """The tone of an event type of PLOVER; entries that are no act have none."""
    if event_type not in PLOVER_TYPES:
        return "neutral"
    return "hostile" if is_conflict(event_type) else "cooperative"


def of_indicator(indicator: Indicator) -> Tone:
    """The tone of what an indicator counts, where all of it has one tone."""
    tones = {of_type(event_type) for event_type in indicator.events.event_types}
    if indicator.measure == "deaths":
        return "hostile"
    return tones.pop() if len(tones) == 1 else "neutral"


def of_hypothesis(hypothesis: Hypothesis, indicators: Mapping[str, Indicator]) -> Tone:
    """What the expected change means: less of something cooperative is hostile, less conflict is not."""
    found = [of_indicator(indicators[name]) for name in hypothesis.indicators if name in indicators]
    tone: Tone = found[0] if found else "neutral"
    if tone == "neutral" or hypothesis.expected in {"no-change", "either"}:
        return "neutral"
    if hypothesis.expected == "raises":
        return tone
    return "cooperative" if tone == "hostile" else "hostile"
