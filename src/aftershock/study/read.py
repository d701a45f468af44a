"""The reading step: files to documents, documents to records."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Final

from aftershock.documents.intake import list_files, read_documents
from aftershock.ontology.actors import Actors
from aftershock.reading.reader import read
from aftershock.record.actor import DocumentActor
from aftershock.record.claim import Claim, Link
from aftershock.record.document import Document
from aftershock.record.event import ReportedEvent
from aftershock.record.ids import fingerprint
from aftershock.record.refusal import Refusal
from aftershock.store.store import Store
from aftershock.study.step import Product, Progress, StepReport, Unit, counted, run_units, silent
from aftershock.study.study import Study
from aftershock.study.versions import code_digest

DOCUMENTS: Final = "documents"
READ: Final = "read"
_METADATA: Final = "documents.csv"
_BATCH: Final = 16


def read_study(study: Study, store: Store, progress: Progress = silent) -> StepReport:
    """Read every document of the study that changed since the last time."""
    _take_in(study, store, progress)
    code = code_digest("reading", "ontology", "record")
    people = fingerprint([actor.id for actor in study.actors.all])
    units = [
        Unit(document.id, fingerprint(code, people, document), partial(_read_one, document, study.actors))
        for document in store.records(Document)
    ]
    report = run_units(store, READ, units, progress)
    stood = counted(store, report, (Document, DocumentActor, ReportedEvent, Claim, Link))
    return StepReport(READ, stood.worked, stood.kept, store.refusals(DOCUMENTS) + stood.refused, stood.counts)


def _read_one(document: Document, actors: Actors) -> Product:
    reading = read(document, actors)
    records = (*reading.sentences, *reading.actors, *reading.events, *reading.claims, *reading.links)
    return Product(records, reading.refused)


def _take_in(study: Study, store: Store, progress: Progress) -> None:
    folder = study.documents
    files = list_files([folder]) if folder.is_dir() else ()
    metadata = folder / _METADATA
    common = fingerprint(code_digest("documents", "ontology"), study.plan.as_of, _digest(metadata))
    wanted = {str(path.relative_to(folder)): fingerprint(common, _digest(path)) for path in files}
    had = store.scopes(DOCUMENTS)
    store.keep_only(DOCUMENTS, wanted)
    # A duplicate of a file that is gone must come back: then everything is looked at again.
    again = len(store.scopes(DOCUMENTS)) < len(had)
    todo = [name for name, mark in wanted.items() if again or not store.is_done(DOCUMENTS, name, mark)]
    done = len(wanted) - len(todo)
    for names in _batches(sorted(todo)):
        _take_in_batch(study, store, names, wanted)
        done += len(names)
        progress(DOCUMENTS, done, len(wanted))


def _batches(names: Sequence[str]) -> list[tuple[str, ...]]:
    return [tuple(names[at : at + _BATCH]) for at in range(0, len(names), _BATCH)]


def _take_in_batch(study: Study, store: Store, names: Sequence[str], marks: dict[str, str]) -> None:
    folder = study.documents
    metadata = folder / _METADATA
    documents, refused = read_documents([folder / name for name in names], metadata if metadata.is_file() else None)
    for name in names:
        mine = [document for document in documents if _is_of(document.file, name)]
        said = [refusal for refusal in refused if _is_of(refusal.place, name)]
        product = _visible(mine, said, study.plan.as_of, _owners(store, name))
        store.commit_unit(DOCUMENTS, name, marks[name], product.records, product.refused)


def _is_of(place: str, name: str) -> bool:
    return place == name or place.endswith(f"/{name}") or Path(place).name == name


def _owners(store: Store, name: str) -> dict[str, str]:
    """Which file each document already stands for, other than this one."""
    owned: dict[str, str] = {}
    for scope in store.scopes(DOCUMENTS):
        if scope != name:
            owned |= {document.id: scope for document in store.records(Document, DOCUMENTS, scope)}
    return owned


def _visible(documents: Sequence[Document], said: Sequence[Refusal], as_of: date, owners: dict[str, str]) -> Product:
    kept, refused = [], list(said)
    for document in documents:
        if document.id in owners:
            refused.append(Refusal(DOCUMENTS, document.file, f"the same document as {owners[document.id]}"))
        elif document.published is not None and document.published > as_of:
            refused.append(Refusal(DOCUMENTS, document.file, f"published after {as_of}, the day the study stands at"))
        else:
            kept.append(document)
    return Product(tuple(kept), tuple(refused))


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
