"""The report: one self-contained HTML file that opens from disk and asks the network for nothing."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources
from typing import Any, Final
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from aftershock import __version__
from aftershock.record.actor import Actor
from aftershock.record.hypothesis import StudyPlan
from aftershock.showing import (
    evidence,
    headlines,
    ledger,
    masthead,
    network,
    outlook,
    panels,
    reader,
    systems,
    timeline,
    tone,
    tree,
    words,
)
from aftershock.showing.chips import anchor, number_chips
from aftershock.showing.evidence import ReportData, Rows
from aftershock.showing.joined import Joined
from aftershock.store.store import Store

_STATIC: Final = resources.files("aftershock.showing") / "static"


def render(store: Store, plan: StudyPlan, *, rows: Rows | None = None, actors: Iterable[Actor] | None = None) -> str:
    """The report of a study as HTML; the same store always gives the same text.

    Args:
        store: The study's store.
        plan: The study's settings.
        rows: Where data rows come from; the store's own event data unless given.
        actors: The known actors, for their names; those of the ontology unless given.
    """
    return page(evidence.gather(store, plan, rows=rows, actors=actors))


def page(data: ReportData) -> str:
    """The report of what was gathered."""
    style, script = _static("report.css"), _static("report.js")
    template = _environment().get_template("report.html.j2")
    return template.render(
        **_views(data),
        version=__version__,
        style=Markup(style),
        script=Markup(script),
        policy=policy(style, script),
    )


def policy(style: str, script: str) -> str:
    """The content security policy that lets this style and this script run and nothing else."""
    return (
        f"default-src 'none'; script-src '{_digest(script)}'; style-src '{_digest(style)}'; img-src data:;"
        " base-uri 'none'; form-action 'none'"
    )


def _views(data: ReportData) -> Mapping[str, Any]:
    plan, joined, chips = data.plan, Joined.of(data), number_chips(data)
    entries = ledger.entries(data, joined)
    still_open, settled = outlook.outlooks(data, joined)
    found = panels.panels(plan, joined)
    return {
        "data": data,
        "plan": plan,
        "joined": joined,
        "chips": chips,
        "counts": masthead.counts(data),
        "coverages": tuple(masthead.coverage(plan, data.files, size) for size in (masthead.WIDE, masthead.NARROW)),
        "warnings": masthead.warnings(data),
        "trees": tuple(tree.draw(plan, data.ripples, joined, frame) for frame in (tree.WIDE, tree.NARROW)),
        "chapters": systems.chapters(data, joined),
        "panels": found,
        "headlines": headlines.headlines(data, found, entries, still_open),
        "networks": tuple(network.draw(data, measures) for measures in (network.WIDE, network.NARROW)),
        "tie_rows": network.table(data),
        "periods": network.periods(data.ties),
        "timelines": tuple(timeline.draw(plan, data.events, canvas) for canvas in (timeline.WIDE, timeline.NARROW)),
        "entries": entries,
        "own_questions": tuple(question for question in data.questions if question.claim not in joined.claims),
        "several_publishers": len({document.publisher for document in data.documents}) > 1,
        "facets": ledger.facets(entries),
        "open_outlooks": still_open,
        "settled_outlooks": settled,
        "disagreements": outlook.disagreements(data, joined),
        "pages": reader.pages(data, chips),
        "older_forecasts": outlook.older(data, (*still_open, *settled)),
        "makers": makers(data),
        "tone_of_hypothesis": lambda hypothesis: tone.of_hypothesis(hypothesis, joined.indicators),
    }


def makers(data: ReportData) -> tuple[str, ...]:
    """The rules and models that made the records, with their versions."""
    kinds = (
        data.actors,
        data.reported,
        data.claims,
        data.links,
        data.series,
        data.effects,
        data.questions,
        data.forecasts,
    )
    found = {f"{one.provenance.made_by} {one.provenance.version}" for records in kinds for one in records}
    return tuple(sorted(found))


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("aftershock.showing", "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.do"],
    )
    made.filters.update(
        anchor=lambda identity, prefix: anchor(prefix, identity),
        name_of=lambda actor, data: data.name(actor),
        times=lambda value, factor: None if value is None else value * factor,
        certainty=words.certainty, chance=words.chance, day=words.day, n=words.number, percent=words.percent,
        period=words.period, safe_url=safe_url, short=words.shortened, signed=words.signed, v=words.visible,
    )  # fmt: skip
    made.globals.update(words=words, tone_of=tone.of_type)
    return made


def safe_url(url: str) -> str:
    """The address where it is one of the web, else nothing: no ``javascript:``, no ``data:``, no credentials."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    return url.strip() if parts.scheme in {"http", "https"} and parts.hostname and "@" not in parts.netloc else ""


def _static(name: str) -> str:
    return (_STATIC / name).read_text(encoding="utf-8")


def _digest(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
