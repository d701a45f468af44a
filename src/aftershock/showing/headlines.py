"""The headlines of the sections: each states what the section found, counted from what it shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from aftershock.record.ripple import Tie
from aftershock.showing import tone, words
from aftershock.showing.evidence import ReportData
from aftershock.showing.ledger import Entry
from aftershock.showing.outlook import Outlook
from aftershock.showing.panels import Panel


def headlines(
    data: ReportData, found: Sequence[Panel], entries: Sequence[Entry], still_open: Sequence[Outlook]
) -> Mapping[str, str]:
    """A headline for each section that has something to say."""
    return {
        "ripples": ripples(data),
        "panels": measures(found),
        "network": ties(data.ties),
        "timeline": events(data),
        "claims": claims(entries),
        "next": questions(data, still_open),
    }


def ripples(data: ReportData) -> str:
    """How many ripples were claimed, and how many of those were seen."""
    standing = Counter(ripple.standing for ripple in data.ripples)
    claimed = standing["claimed-and-seen"] + standing["claimed-not-seen"] + standing["claimed-untested"]
    if not data.ripples:
        return "No ripple has been traced yet"
    if not claimed:
        return (
            f"{_capital(words.plural(len(data.ripples), 'ripple'))} traced; no document in the study claims any of them"
        )
    parts = [f"{standing['claimed-and-seen']} of {words.plural(claimed, 'claimed ripple')} can be seen in the record"]
    if standing["claimed-not-seen"]:
        parts.append(f"{standing['claimed-not-seen']} cannot")
    if standing["claimed-untested"]:
        parts.append(f"{standing['claimed-untested']} could not be tested")
    return words.listing(parts)


def measures(found: Sequence[Panel]) -> str:
    """How the main measures came out."""
    verdicts = Counter(panel.effect.verdict for panel in found)
    if not found:
        return "Nothing has been measured yet"
    seen = [panel.effect.expected_direction for panel in found if panel.effect.verdict == "supported"]
    undirected = seen.count("either")
    parts = [f"{len(seen) - undirected} of {words.plural(len(found), 'measure')} moved as claimed"]
    if undirected:
        parts.append(f"{undirected} moved in a measure that shows no direction")
    if verdicts["opposite"]:
        parts.append(f"{verdicts['opposite']} moved the other way")
    if verdicts["underpowered"]:
        parts.append(f"{verdicts['underpowered']} were too uncertain to tell")
    return words.listing(parts)


def ties(found: Sequence[Tie]) -> str:
    """How the traffic between actors changed."""
    before = [tie for tie in found if tie.period == "before"]
    after = [tie for tie in found if tie.period == "after"]
    if not found:
        return "No ties have been counted yet"
    hostile = f"Hostile events between these actors went from {_sum(before, 'conflict')} to {_sum(after, 'conflict')}"
    return f"{hostile}, cooperative ones from {_sum(before, 'cooperation')} to {_sum(after, 'cooperation')}"


def _sum(found: Sequence[Tie], name: str) -> str:
    return words.number(sum(getattr(tie, name) for tie in found))


def events(data: ReportData) -> str:
    """How many events are listed, and how many of them came after the shock."""
    after = [event for event in data.events if event.when.start and event.when.start >= data.plan.shock.day]
    hostile = sum(tone.of_type(event.event_type) == "hostile" for event in data.events)
    if not data.events:
        return "No events are listed"
    return (
        f"{_capital(words.plural(len(data.events), 'event'))}, {hostile:,} of them hostile;"
        f" {len(after):,} on or after the day of the shock"
    )


def claims(entries: Sequence[Entry]) -> str:
    """What came of the forecasts."""
    forecasts = [entry for entry in entries if entry.claim.kind == "forecast"]
    verdicts = Counter(entry.verdict for entry in forecasts)
    if not entries:
        return "No claims have been read yet"
    if not forecasts:
        return f"{_capital(words.plural(len(entries), 'claim'))}, none of them a forecast"
    parts = [f"{verdicts['borne-out']} {_were(verdicts['borne-out'])} borne out", f"{verdicts['not-borne-out']} not"]
    hedged = verdicts["true"] + verdicts["false"] + verdicts["partly"]
    unsettled = verdicts["unclear"] + verdicts["void"]
    for count, name in (
        (hedged, "left both ways open"),
        (verdicts["open"], "still open"),
        (verdicts["untestable"], "cannot be tested"),
        (unsettled, "cannot be settled"),
    ):
        if count:
            parts.append(f"{count} {name}")
    return f"Of {words.plural(len(forecasts), 'forecast')}, {words.listing(parts)}"


def _were(count: int) -> str:
    return "was" if count == 1 else "were"


def questions(data: ReportData, still_open: Sequence[Outlook]) -> str:
    """How many questions are open."""
    if not still_open:
        return f"No question with a forecast is open on {words.day(data.plan.as_of)}"
    verb = "question is" if len(still_open) == 1 else "questions are"
    return f"{len(still_open)} {verb} open on {words.day(data.plan.as_of)}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
