"""Everything the report shows, gathered from the store once: records, and the data rows that they cite."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final, Protocol, TypeVar

from aftershock.ontology.actors import load_actors
from aftershock.record.actor import Actor, DocumentActor
from aftershock.record.claim import Claim, Link
from aftershock.record.document import Document
from aftershock.record.effect import Effect, Series
from aftershock.record.event import Event, ReportedEvent
from aftershock.record.hypothesis import EventFilter, StudyPlan
from aftershock.record.judgement import Judgement
from aftershock.record.manifest import DataFile, EvidenceRow
from aftershock.record.question import BacktestRow, Forecast, Question, Resolution, Score, Untestable
from aftershock.record.refusal import Refusal
from aftershock.record.ripple import Finding, Ripple, Tie
from aftershock.store.history import History
from aftershock.store.judgements import upheld
from aftershock.store.store import Store

LISTED_ROWS: Final = 1500
"""Data sets of events up to this size are listed row by row; larger ones are counted and cited."""

EVENTS_FOLDER: Final = "events"
"""Where the manifest's Parquet files lie, inside the store."""


class _Identified(Protocol):
    @property
    def id(self) -> str: ...


R = TypeVar("R", bound=_Identified)


class Rows(Protocol):
    """What the report asks of the event data; `aftershock.store.history.History` answers it."""

    def events(self, wanted: EventFilter) -> tuple[Event, ...]:
        """The rows that the filter takes."""
        ...

    def rows_by_id(self, ids: Sequence[str]) -> tuple[EvidenceRow, ...]:
        """The rows with these ids."""
        ...


@dataclass(frozen=True, slots=True)
class ReportData:
    """The records of a study, each kind in the store's order.

    ``events`` are the rows of the data sets small enough to be listed; ``cited`` every row that a record names as its
    evidence; ``missing`` the ids of evidence that no record and no row bears. ``names`` gives actors' names by id.
    """

    plan: StudyPlan
    documents: tuple[Document, ...]
    actors: tuple[DocumentActor, ...]
    reported: tuple[ReportedEvent, ...]
    claims: tuple[Claim, ...]
    links: tuple[Link, ...]
    files: tuple[DataFile, ...]
    series: tuple[Series, ...]
    effects: tuple[Effect, ...]
    ties: tuple[Tie, ...]
    questions: tuple[Question, ...]
    untestable: tuple[Untestable, ...]
    forecasts: tuple[Forecast, ...]
    resolutions: tuple[Resolution, ...]
    scores: tuple[Score, ...]
    backtest: tuple[BacktestRow, ...]
    ripples: tuple[Ripple, ...]
    findings: tuple[Finding, ...]
    refusals: tuple[Refusal, ...]
    judgements: tuple[Judgement, ...]
    names: Mapping[str, str]
    events: tuple[Event, ...] = ()
    cited: tuple[EvidenceRow, ...] = ()
    missing: tuple[str, ...] = ()

    def name(self, actor: str) -> str:
        """The actor's name, or its id where nobody knows a name."""
        return self.names.get(actor, actor)


def history_of(store: Store, plan: StudyPlan) -> History:
    """The study's event data as known on its ``as_of`` day."""
    return History(store.records(DataFile), store.folder / EVENTS_FOLDER, plan.groups, plan.as_of)


def gather(
    store: Store, plan: StudyPlan, *, rows: Rows | None = None, actors: Iterable[Actor] | None = None
) -> ReportData:
    """Read the records of the study and the data rows that they cite.

    Args:
        store: The study's store.
        plan: The study's settings.
        rows: Where data rows come from; the store's own event data unless given.
        actors: The known actors, for their names; those of the ontology unless given.
    """
    source: Rows = history_of(store, plan) if rows is None else rows
    data = _records(store, plan, load_actors().all if actors is None else actors)
    if isinstance(source, History):
        data = replace(data, files=tuple(sorted(source.visible_files(), key=_by_name)))
    events = _listed(source, data.files)
    wanted = cited_ids(data) - record_ids(data) - {event.id for event in events}
    cited = source.rows_by_id(sorted(wanted)) if wanted else ()
    missing = tuple(sorted(wanted - {row.id for row in cited}))
    return replace(data, events=events, cited=cited, missing=missing)


def _records(store: Store, plan: StudyPlan, actors: Iterable[Actor]) -> ReportData:
    document_actors = store.records(DocumentActor)
    return ReportData(
        plan=plan,
        documents=store.records(Document),
        actors=document_actors,
        reported=upheld(store.records(ReportedEvent), store),
        claims=upheld(store.records(Claim), store),
        links=upheld(store.records(Link), store),
        files=tuple(sorted(store.records(DataFile), key=_by_name)),
        series=_once(store.records(Series)),
        effects=_once(store.records(Effect)),
        ties=_once(store.records(Tie)),
        questions=_once(store.records(Question)),
        untestable=_once(store.records(Untestable)),
        forecasts=_once(store.records(Forecast)),
        resolutions=_once(store.records(Resolution)),
        scores=store.records(Score),
        backtest=store.records(BacktestRow),
        ripples=store.records(Ripple),
        findings=store.records(Finding),
        refusals=store.refusals(),
        judgements=store.judgements(),
        names=_names(plan, document_actors, actors),
    )


def _by_name(file: DataFile) -> tuple[str, str, str]:
    return file.dataset, file.source_file, file.id


def _once(records: Sequence[R]) -> tuple[R, ...]:
    """Each record once: steps that share a series or a question each store it."""
    return tuple({record.id: record for record in records}.values())


def _listed(rows: Rows, files: Sequence[DataFile]) -> tuple[Event, ...]:
    sizes: dict[str, int] = {}
    for file in files:
        if file.kind == "events":
            sizes[file.dataset] = sizes.get(file.dataset, 0) + file.rows_loaded
    small = tuple(sorted(dataset for dataset, size in sizes.items() if size <= LISTED_ROWS))
    return rows.events(EventFilter(datasets=small)) if small else ()


def cited_ids(data: ReportData) -> set[str]:
    """The ids that records name as evidence; the rows of a series stand in its query and in the exports."""
    statements = [ripple.evidence for ripple in data.ripples] + [finding.evidence for finding in data.findings]
    wanted = {evidence.id for found in statements for evidence in found}
    wanted.update(row for tie in data.ties for row in tie.rows)
    wanted.update(row for resolution in data.resolutions for row in resolution.rows)
    wanted.update(row for forecast in data.forecasts for row in forecast.evidence)
    return wanted


def record_ids(data: ReportData) -> set[str]:
    """The ids of the records that the report shows under their own id."""
    kinds = (
        data.documents, data.claims, data.links, data.reported, data.effects, data.series, data.ties, data.questions,
        data.untestable, data.forecasts, data.resolutions, data.ripples, data.files,
    )  # fmt: skip
    return {record.id for records in kinds for record in records}


def _names(plan: StudyPlan, mentioned: Sequence[DocumentActor], actors: Iterable[Actor]) -> Mapping[str, str]:
    names = {group.id: group.name for group in plan.groups}
    names.update((actor.id, actor.name) for actor in mentioned)
    names.update((actor.id, actor.name) for actor in actors)
    return MappingProxyType(names)
