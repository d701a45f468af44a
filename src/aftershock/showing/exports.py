"""The study as files for other tools: CSV, Parquet, GraphML and JSON Lines; the same study gives the same bytes."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Literal, Protocol

from aftershock.errors import StoreError, UsageError
from aftershock.record.actor import Actor
from aftershock.record.hypothesis import StudyPlan
from aftershock.showing import graphml, tables
from aftershock.showing.evidence import gather, history_of
from aftershock.showing.joined import Joined
from aftershock.store import codec
from aftershock.store.engine import records_to_parquet
from aftershock.store.store import Store

Actors = Iterable[Actor] | None
DataTable = Literal["events", "figures", "series", "quarantine"]
_DATA_TABLES: Final[tuple[DataTable, ...]] = ("events", "figures", "series", "quarantine")
_PART: Final = ".part"


class Format(Protocol):
    """A format of export: writes its files into a folder and gives their paths."""

    def __call__(self, store: Store, plan: StudyPlan, folder: Path, actors: Actors) -> Iterator[Path]:
        """Write the files."""
        ...


def export(
    store: Store, plan: StudyPlan, folder: Path, formats: Sequence[str], *, actors: Actors = None
) -> tuple[Path, ...]:
    """Write the study's records and data into ``folder``; each file is written beside and renamed.

    Args:
        store: The study's store.
        plan: The study's settings; data known after its ``as_of`` day are left out.
        folder: Made where it does not exist.
        formats: Of ``csv``, ``parquet``, ``graphml`` and ``jsonl``.
        actors: The known actors, for their names; those of the ontology unless given.

    Raises:
        UsageError: for a format that does not exist.
        StoreError: where the folder cannot be written.
    """
    unknown = sorted(set(formats) - set(FORMATS))
    if unknown:
        raise UsageError(f"there is no export format {unknown[0]!r}", hint=f"choose among {', '.join(FORMATS)}")
    with _explained(folder):
        folder.mkdir(parents=True, exist_ok=True)
        return tuple(path for name in dict.fromkeys(formats) for path in FORMATS[name](store, plan, folder, actors))


def _csv(store: Store, plan: StudyPlan, folder: Path, actors: Actors) -> Iterator[Path]:
    del actors  # tables name actors by their ids
    for table in tables.TABLES:
        yield _write(folder / f"{table.name}.csv", _lines([table.header, *tables.rows(table, store)]))
    history = history_of(store, plan)
    for name in _DATA_TABLES:
        target = folder / f"data_{name}.csv"
        raw = target.with_name(f".{name}.raw.csv")
        try:
            history.export(name, raw)
            with raw.open(encoding="utf-8", newline="") as stream:
                _write(target, _lines(map(_safe_row, csv.reader(stream))))
        finally:
            raw.unlink(missing_ok=True)
        yield target


def _parquet(store: Store, plan: StudyPlan, folder: Path, actors: Actors) -> Iterator[Path]:
    del actors  # tables name actors by their ids
    for kind in codec.KINDS:
        target = folder / f"records_{_snake(kind.__name__)}.parquet"
        beside = target.with_name(f".{target.stem}{_PART}.parquet")
        try:
            records_to_parquet(_rows(kind.__name__, store.bodies(kind)), beside)
            beside.replace(target)
        finally:
            beside.unlink(missing_ok=True)
        yield target
    history = history_of(store, plan)
    for name in _DATA_TABLES:
        target = folder / f"data_{name}.parquet"
        beside = target.with_name(f".{name}{_PART}.parquet")
        try:
            history.export(name, beside)
            beside.replace(target)
        finally:
            beside.unlink(missing_ok=True)
        yield target


def _rows(kind: str, bodies: Iterable[str]) -> Iterator[str]:
    for body in bodies:
        yield json.dumps({"id": str(json.loads(body).get("id", "")), "kind": kind, "body": body})


def _snake(name: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name).lstrip("_")


def _graphml(store: Store, plan: StudyPlan, folder: Path, actors: Actors) -> Iterator[Path]:
    data = gather(store, plan, actors=actors)
    for name, graph in (("actors", graphml.actors(data)), ("ripples", graphml.ripples(data, Joined.of(data)))):
        yield _write(folder / f"{name}.graphml", (f"{line}\n" for line in graphml.document(*graph)))


def _jsonl(store: Store, plan: StudyPlan, folder: Path, actors: Actors) -> Iterator[Path]:
    del plan, actors  # the store's records are those of its own day
    yield _write(folder / "records.jsonl", _json_lines(store))


def _json_lines(store: Store) -> Iterator[str]:
    for kind in codec.KINDS:
        for body in store.bodies(kind):
            yield f'{{"kind":{json.dumps(kind.__name__)},"record":{body}}}\n'
    for record in (*store.refusals(), *store.judgements()):
        yield f'{{"kind":{json.dumps(type(record).__name__)},"record":{codec.encode(record)}}}\n'


FORMATS: Final[Mapping[str, Format]] = {"csv": _csv, "parquet": _parquet, "graphml": _graphml, "jsonl": _jsonl}
"""Every format of export."""


def _safe_row(row: Sequence[str]) -> tuple[str, ...]:
    return tuple(cell if _is_number(cell) else tables.guarded(cell) for cell in row)


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def _lines(rows: Iterable[Sequence[str]]) -> Iterator[str]:
    for row in rows:
        line = io.StringIO()
        csv.writer(line, lineterminator="\n").writerow(row)
        yield line.getvalue()


def _write(path: Path, lines: Iterable[str]) -> Path:
    beside = path.with_name(f".{path.name}{_PART}")
    try:
        with beside.open("w", encoding="utf-8", errors="replace", newline="") as stream:
            stream.writelines(lines)
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    return path


@contextmanager
def _explained(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        hint = "choose a folder you may write to, with space left on its disk"
        raise StoreError(f"the export cannot be written: {reason}", where=str(folder), hint=hint) from error
