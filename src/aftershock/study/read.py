"""The reading step: files to documents, documents to records."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Final

from aftershock.documents.intake import read_documents
from aftershock.documents.listing import Listed, listed
from aftershock.documents.sidefile import SIDE_FILE, read_side_file
from aftershock.ontology.actors import Actors
from aftershock.reading.reader import read
from aftershock.record.actor import DocumentActor
from aftershock.record.claim import Claim, Link
from aftershock.record.document import Document
from aftershock.record.event import ReportedEvent
from aftershock.record.ids import fingerprint
from aftershock.record.refusal import Refusal
from aftershock.store.store import Store
from aftershock.study.judging import take_judgements
from aftershock.study.step import Product, Progress, StepReport, Unit, counted, run_units, silent
from aftershock.study.study import Study
from aftershock.study.versions import code_digest

DOCUMENTS: Final = "documents"
READ: Final = "read"
HIDDEN: Final = "as-of"
"""The step of a refusal that was asked for: the document is later than the study's day."""

_BATCH: Final = 16


def read_study(study: Study, store: Store, progress: Progress = silent) -> StepReport:
    """Read every document of the study that changed since the last time, and take in the analyst's decisions."""
    take_judgements(study, store)
    taken = _take_in(study, store, progress)
    code = code_digest("reading", "ontology", "record")
    people = fingerprint([actor.id for actor in study.actors.all])
    units = [
        Unit(document.id, fingerprint(code, people, document), partial(_read_one, document, study.actors))
        for document in store.records(Document)
    ]
    report = run_units(store, READ, units, progress)
    stood = counted(store, report, (Document, DocumentActor, ReportedEvent, Claim, Link))
    return StepReport(
        READ, max(taken, stood.worked), stood.kept, store.refusals(DOCUMENTS) + stood.refused, stood.counts
    )


def _read_one(document: Document, actors: Actors) -> Product:
    reading = read(document, actors)
    records = (*reading.sentences, *reading.actors, *reading.events, *reading.claims, *reading.links)
    return Product(records, reading.refused)


def _take_in(study: Study, store: Store, progress: Progress) -> int:
    """Keep the documents in step with the folder; gives how many files were looked at anew."""
    folder = study.documents
    items = listed([folder]) if folder.is_dir() else ()
    metadata = _digest(folder / SIDE_FILE)
    common = fingerprint(code_digest("documents", "ontology"), study.plan.as_of, metadata)
    wanted = {item.file: fingerprint(common, _digest(item.path)) for item in items}
    had = store.scopes(DOCUMENTS)
    store.keep_only(DOCUMENTS, [*wanted, SIDE_FILE] if metadata else wanted)
    # A duplicate of a file that is gone must come back: then everything is looked at again.
    again = len(store.scopes(DOCUMENTS)) < len(had)
    _take_in_side_file(folder, store, fingerprint(common, sorted(wanted)), items)
    todo = [item for item in items if again or not store.is_done(DOCUMENTS, item.file, wanted[item.file])]
    done = len(items) - len(todo)
    for batch in _batches(todo):
        _take_in_batch(study, store, batch, wanted)
        done += len(batch)
        progress(DOCUMENTS, done, len(items))
    return len(todo)


def _batches(items: Sequence[Listed]) -> list[Sequence[Listed]]:
    return [items[at : at + _BATCH] for at in range(0, len(items), _BATCH)]


def _take_in_side_file(folder: Path, store: Store, mark: str, items: Sequence[Listed]) -> None:
    """Say which rows of ``documents.csv`` are broken or speak of files that are not there."""
    side_file = folder / SIDE_FILE
    if not side_file.is_file() or store.is_done(DOCUMENTS, SIDE_FILE, mark):
        return
    rows, refused = read_side_file(side_file)
    paths = {item.path for item in items}
    lost = [row for row in rows if row.path not in paths]
    refused += tuple(
        Refusal(DOCUMENTS, row.where, f"names the file {row.file!r}, which is not in {folder.name}/") for row in lost
    )
    store.commit_unit(DOCUMENTS, SIDE_FILE, mark, (), refused)


def _take_in_batch(study: Study, store: Store, items: Sequence[Listed], marks: dict[str, str]) -> None:
    folder = study.documents
    side_file = folder / SIDE_FILE
    paths = [item.path for item in items]
    documents, refused = read_documents(paths, side_file if side_file.is_file() else None, within=folder)
    for name in (item.file for item in items):
        mine = [document for document in documents if document.file == name]
        said = [refusal for refusal in refused if refusal.place == name]
        product = _visible(mine, said, study.plan.as_of, _owners(store, name))
        store.commit_unit(DOCUMENTS, name, marks[name], product.records, product.refused)


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
            refused.append(
                Refusal(
                    HIDDEN,
                    document.file,
                    f"published after {as_of}, the day the study stands at (--as-of, or as_of in study.toml)",
                )
            )
        else:
            kept.append(document)
    return Product(tuple(kept), tuple(refused))


def _digest(path: Path) -> str:
    """What the file holds; of one that cannot be read nothing, for reading it will say so."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
    except PermissionError:
        return ""
