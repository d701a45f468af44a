"""The report as plain text, for terminals and mail."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from aftershock.record.actor import Actor
from aftershock.record.hypothesis import StudyPlan
from aftershock.record.question import Score
from aftershock.record.ripple import Finding
from aftershock.showing import headlines, ledger, masthead, outlook, panels, systems, words
from aftershock.showing.chips import Chips, number_chips
from aftershock.showing.evidence import ReportData, Rows, gather
from aftershock.showing.joined import Joined
from aftershock.store.store import Store

_INDENT: Final = "  "
_TABLE_WIDTH: Final = 64
_CLAIMS: Final = 40
"""At most so many claims are printed; the rest is counted."""


def render_text(
    store: Store, plan: StudyPlan, width: int = 80, *, rows: Rows | None = None, actors: Iterable[Actor] | None = None
) -> str:
    """The report of a study as text of at most ``width`` columns, without any control characters.

    Args:
        store: The study's store.
        plan: The study's settings.
        width: Columns of the text.
        rows: Where data rows come from; the store's own event data unless given.
        actors: The known actors, for their names; those of the ontology unless given.
    """
    data = gather(store, plan, rows=rows, actors=actors)
    joined, chips = Joined.of(data), number_chips(data)
    found = panels.panels(plan, joined)
    entries = ledger.entries(data, joined)
    still_open, _ = outlook.outlooks(data, joined)
    titles = headlines.headlines(data, found, entries, still_open)
    parts = (
        _masthead(data, width),
        _section("Key judgements", _judgements(data, chips, width), width),
        _section(f"Ripples: {titles['ripples']}", _ripples(data, joined, width), width),
        _section(f"Before and after: {titles['panels']}", _measures(found, joined, width), width),
        _section(f"Claims: {titles['claims']}", _claims(entries, width), width),
        _section("Scoreboard", _scores(data, width), width),
        _section(f"What next: {titles['next']}", _outlook(still_open, width), width),
        _section("Disagreements", _disagreements(data, joined, width), width),
        _section("What was refused", _refusals(data, width), width),
    )
    return words.visible("\n".join(line.rstrip() for part in parts for line in part)).strip() + "\n"


def _masthead(data: ReportData, width: int) -> Iterator[str]:
    plan = data.plan
    yield from _wrap(plan.title.upper(), width)
    place = f", {plan.shock.place}" if plan.shock.place and plan.shock.place not in plan.shock.title else ""
    yield from _wrap(f"{plan.shock.title}, {words.day(plan.shock.day)}{place}.", width)
    yield from _wrap(f"As of {words.day(plan.as_of)}.", width)
    yield from _wrap("; ".join(f"{count.value} {count.noun}" for count in masthead.counts(data)) + ".", width)
    for warning in masthead.warnings(data):
        yield from _wrap(f"! {warning}", width, "  ")


def _section(title: str, lines: Iterable[str], width: int) -> Iterator[str]:
    yield ""
    heading = list(_wrap(title, width))
    yield from heading
    yield "=" * max(map(len, heading))
    yield from lines


def _judgements(data: ReportData, chips: Chips, width: int) -> Iterator[str]:
    if not data.findings:
        yield from _wrap(
            "There is nothing to judge yet. Add documents and event data, then run: aftershock trace STUDY", width
        )
    for finding in sorted(data.findings, key=lambda finding: finding.rank):
        labels = " ".join(f"[{chip.label}]" for chip in chips.of(finding.evidence))
        yield from _wrap(f"{finding.rank}. {finding.sentence} {labels}", width, "   ")
        number = _number(finding)
        yield from _wrap(f"   {number}{finding.confidence} confidence: {finding.why}", width, "   ")


def _number(finding: Finding) -> str:
    if finding.number is None:
        return ""
    told = words.judged(finding.number, finding.low, finding.high, finding.unit)
    unit, span = f" {told.unit}" if told.unit else "", f" (95 %: {told.interval})" if told.interval else ""
    return f"{told.number}{unit}{span}; "


def _ripples(data: ReportData, joined: Joined, width: int) -> Iterator[str]:
    for chapter in systems.chapters(data, joined):
        yield from _wrap(f"{chapter.system.id}  {chapter.system.title}", width, "    ")
        for item in chapter.items:
            yield from _item(item, joined, width)
        if not chapter.items:
            yield from _wrap(f"{_INDENT}No hypothesis is declared for this system in study.toml.", width, _INDENT)
        yield ""


def _item(item: systems.Item, joined: Joined, width: int) -> Iterator[str]:
    deeper = _INDENT * 3
    depth = item.ripple.order if item.ripple else 1
    mark = _INDENT * max(1, min(depth, 4))
    yield from _wrap(f"{mark}{_sign(item)} {item.hypothesis.title} ({item.hypothesis.id})", width, mark + _INDENT)
    if item.ripple is None:
        yield from _wrap(f"{deeper}Not traced yet; run: aftershock trace STUDY", width, deeper)
        return
    figure = joined.figure(item.main)
    verdict = f"{words.VERDICTS[item.ripple.verdict]}{f', {figure}' if figure else ''}; {words.STANDINGS[item.ripple.standing]}."
    told = " ".join(filter(None, (verdict, item.ripple.told, item.finding)))
    yield from _wrap(f"{deeper}{told}", width, deeper)


def _sign(item: systems.Item) -> str:
    if item.ripple is None:
        return "·"
    signs = {"claimed-and-seen": "●", "claimed-not-seen": "○", "claimed-untested": "?", "seen-unclaimed": "!"}
    return signs.get(item.ripple.standing, "·")


def _measures(found: Sequence[panels.Panel], joined: Joined, width: int) -> Iterator[str]:
    if not found:
        yield from _wrap("Nothing has been measured. Load event data, then run: aftershock measure STUDY", width)
    for panel in [panel for panel in found if panel.is_clear]:
        figure = joined.figure(panel.effect)
        verdict = f"{words.VERDICTS[panel.effect.verdict]}{f', {figure}' if figure else ''}"
        yield from _wrap(f"- {panel.title}, {panel.effect.horizon} days: {verdict}. {panel.said}", width, _INDENT)
    rest = [panel for panel in found if not panel.is_clear]
    if rest:
        names = "; ".join(dict.fromkeys(f"{panel.title} ({panel.effect.horizon} days)" for panel in rest))
        yield from _wrap(f"- Cannot tell: {names}.", width, _INDENT)
    yield from _cautions(found, width)


def _cautions(found: Sequence[panels.Panel], width: int) -> Iterator[str]:
    """Each caution once, with what it concerns."""
    named: dict[str, list[str]] = {}
    for panel in found:
        if panel.indicator and panel.indicator.caution:
            named.setdefault(panel.indicator.caution, []).append(panel.title)
    for caution, titles in named.items():
        concerned = words.listing(list(dict.fromkeys(titles)))
        yield from _wrap(f"! {concerned}: {caution}", width, _INDENT)


def _claims(entries: Sequence[ledger.Entry], width: int) -> Iterator[str]:
    if not entries:
        yield from _wrap("No claims have been read. Add documents, then run: aftershock trace STUDY", width)
    for entry in entries[:_CLAIMS]:
        sure = f", {words.certainty(entry.claim.certainty)}" if entry.claim.certainty else ""
        who = f"{entry.speaker} ({words.day(entry.made)}{sure})"
        yield from _wrap(f"- {who}: “{words.shortened(entry.quote, 220)}”", width, _INDENT)
        reason = entry.untestable.reason if entry.untestable and not entry.asked else _settled(entry)
        if entry.verdict != "none":
            yield from _wrap(f"{_INDENT}{words.VERDICTS[entry.verdict]}. {reason}", width, _INDENT)
    if len(entries) > _CLAIMS:
        yield f"{len(entries) - _CLAIMS} more stand in report.html and in the export."


def _settled(entry: ledger.Entry) -> str:
    main = entry.main
    return f"{main.question.text} {main.resolution.reason}" if main and main.resolution else ""


def _scores(data: ReportData, width: int) -> Iterator[str]:
    if not data.scores:
        yield from _wrap("Nobody is scored yet: no forecast has been settled.", width)
        return
    if width < _TABLE_WIDTH:
        for score in data.scores:
            figures = f"n {score.n}, Brier {words.number(score.brier, 3)}, base rate {words.number(score.baseline, 3)}"
            yield from _wrap(f"- {score.name}: {figures}, {_ranked(score)}", width, _INDENT)
        return
    room = width - 40
    yield f"{'':{room}} {'n':>5} {'Brier':>7} {'base':>7}  standing"
    for score in data.scores:
        figures = f"{score.n:>5} {words.number(score.brier, 3):>7} {words.number(score.baseline, 3):>7}"
        yield f"{words.shortened(score.name, room):{room}} {figures}  {_ranked(score)}"


def _ranked(score: Score) -> str:
    return "ranked" if score.ranked else "too few (n<10)"


def _outlook(still_open: Sequence[outlook.Outlook], width: int) -> Iterator[str]:
    if not still_open:
        yield from _wrap("No open question has a forecast.", width)
    for one in still_open:
        yield from _wrap(f"- {one.question.text} ({words.period(one.question.window)})", width, _INDENT)
        for forecast in one.forecasts:
            line = f"{forecast.forecaster}: {words.chance(forecast.probability)} ({words.chances(forecast.low, forecast.high)})"
            yield from _wrap(f"{_INDENT}{line}. {' '.join(forecast.reasons)}", width, _INDENT * 2)


def _disagreements(data: ReportData, joined: Joined, width: int) -> Iterator[str]:
    found = outlook.disagreements(data, joined)
    if not found:
        yield from _wrap("None were found between sources and measures.", width)
    for one in found:
        yield from _wrap(f"- {one.ripple.title} ({one.kind}). {one.sentence}", width, _INDENT)


def _refusals(data: ReportData, width: int) -> Iterator[str]:
    if not data.refusals:
        yield from _wrap("Nothing was refused.", width)
    for refusal in data.refusals:
        times = f" ({refusal.count} times)" if refusal.count > 1 else ""
        yield from _wrap(f"- {refusal.step}: {refusal.place}: {refusal.reason}{times}", width, _INDENT)


def _wrap(text: str, width: int, hanging: str = "") -> list[str]:
    return textwrap.wrap(
        text, width, subsequent_indent=hanging, break_on_hyphens=False, drop_whitespace=True, replace_whitespace=True
    )
