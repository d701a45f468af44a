"""Networks as GraphML, as Gephi, igraph and networkx read it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from aftershock.showing import words
from aftershock.showing.evidence import ReportData
from aftershock.showing.joined import Joined
from aftershock.showing.ledger import speaker_name

Value = str | int | float


@dataclass(frozen=True, slots=True)
class Vertex:
    """A node with its attributes."""

    id: str
    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Edge:
    """A directed edge with its attributes."""

    start: str
    end: str
    values: Mapping[str, Value]


def actors(data: ReportData) -> tuple[list[Vertex], list[Edge]]:
    """Actors, and their ties before and after the shock."""
    names = sorted({name for tie in data.ties for name in (tie.actor, tie.recipient)})
    vertices = [Vertex(name, {"label": data.name(name)}) for name in names]
    edges = [
        Edge(tie.actor, tie.recipient, {
            "period": tie.period, "first": str(tie.start), "until": str(tie.end), "cooperation": tie.cooperation,
            "conflict": tie.conflict, "deaths": tie.deaths, "weight": tie.cooperation + tie.conflict,
        })
        for tie in data.ties
    ]  # fmt: skip
    return vertices, edges


def ripples(data: ReportData, joined: Joined) -> tuple[list[Vertex], list[Edge]]:
    """The shock, its ripples, the claims that speak of them, and the effects that were measured."""
    shock = Vertex("shock", {"label": data.plan.shock.title, "kind": "shock"})
    vertices = {"shock": shock, **_ripple_vertices(data), **_evidence_vertices(data, joined)}
    edges = [edge for edge in _ripple_edges(data) if edge.start in vertices and edge.end in vertices]
    return list(vertices.values()), edges


def _ripple_vertices(data: ReportData) -> dict[str, Vertex]:
    return {
        ripple.hypothesis: Vertex(ripple.hypothesis, {
            "label": ripple.title, "kind": "ripple", "system": ripple.system, "theatre": ripple.theatre,
            "verdict": ripple.verdict, "standing": ripple.standing, "sources": ripple.sources,
        })
        for ripple in data.ripples
    }  # fmt: skip


def _evidence_vertices(data: ReportData, joined: Joined) -> dict[str, Vertex]:
    found = {}
    for claim in data.claims:
        document = joined.documents.get(claim.document)
        label = claim.content.of(document.text) if document else claim.id
        speaker = speaker_name(claim, document, data)
        found[claim.id] = Vertex(claim.id, {"label": label, "kind": claim.kind, "speaker": speaker})
    for effect in data.effects:
        found[effect.id] = Vertex(effect.id, {"label": effect.sentence, "kind": "effect", "verdict": effect.verdict})
    return found


def _ripple_edges(data: ReportData) -> Iterator[Edge]:
    for ripple in data.ripples:
        for parent in ripple.parents:
            yield Edge(parent, ripple.hypothesis, {"kind": "leads to"})
        for claim in ripple.claims:
            yield Edge(claim, ripple.hypothesis, {"kind": "claims"})
        for effect in ripple.effects:
            yield Edge(ripple.hypothesis, effect, {"kind": "is measured by"})


def document(vertices: Sequence[Vertex], edges: Sequence[Edge]) -> Iterator[str]:
    """The lines of the GraphML file."""
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">'
    for domain, things in (("node", vertices), ("edge", edges)):
        for name, kind in _keys([thing.values for thing in things]).items():
            yield f'<key id="{domain}-{name}" for="{domain}" attr.name="{name}" attr.type="{kind}"/>'
    yield '<graph edgedefault="directed">'
    for vertex in vertices:
        yield f"<node id={_attribute(vertex.id)}>{_data('node', vertex.values)}</node>"
    for place, edge in enumerate(edges):
        ends = f"source={_attribute(edge.start)} target={_attribute(edge.end)}"
        yield f'<edge id="e{place}" {ends}>{_data("edge", edge.values)}</edge>'
    yield "</graph>"
    yield "</graphml>"


def _keys(values: Sequence[Mapping[str, Value]]) -> dict[str, str]:
    kinds = {int: "int", float: "double", str: "string"}
    return {name: kinds[type(value)] for attributes in values for name, value in attributes.items()}


def _data(domain: str, values: Mapping[str, Value]) -> str:
    return "".join(f'<data key="{domain}-{name}">{escape(_legal(value))}</data>' for name, value in values.items())


def _attribute(text: str) -> str:
    return quoteattr(_legal(text))


def _legal(value: Value) -> str:
    """XML 1.0 cannot carry control characters, nor U+FFFE and U+FFFF."""
    return words.visible(str(value)).replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd")
