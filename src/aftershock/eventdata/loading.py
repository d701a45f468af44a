"""Load one file of event data, figures or series into Parquet files with the common columns."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from aftershock.errors import DataError, StoreError
from aftershock.eventdata.conversion import Converted, Origin, converting
from aftershock.eventdata.dataset import Layout
from aftershock.eventdata.packed import Part, opened, parts
from aftershock.eventdata.recognise import read_head, recognise
from aftershock.eventdata.spool import write_spool
from aftershock.ontology.actors import Actors
from aftershock.record.columns import TableKind
from aftershock.record.ids import content_id
from aftershock.record.manifest import DataFile
from aftershock.record.refusal import Refusal

STEP: Final = "load"
_WORKING: Final = ".loading"
_DIGITS: Final = 16


@dataclass(frozen=True, slots=True)
class Loaded:
    """The Parquet files that one source file became, and what was refused or is not known, by reason."""

    files: tuple[DataFile, ...]
    refused: tuple[Refusal, ...]


def load_file(path: Path, out: Path, actors: Actors, *, dataset: str | None = None) -> Loaded:
    """Load a file, plain or packed as gzip or zip, into ``out``.

    Good rows go to one Parquet file, refused ones with reason, line and text to another; each is named by its content
    and appears whole or not at all, so that loading a file again changes nothing. Only one process may load into
    ``out`` at a time: what a killed one left half-written is removed first.

    Args:
        path: The file. Its name is kept with every row, and is not used to tell what it is.
        out: The folder of the Parquet files.
        actors: The actors to which names and codes are resolved.
        dataset: The name of the data set, where it shall not be told from the content.

    Raises:
        DataError: where nothing can be loaded: missing, empty, damaged, binary, of no known kind, or not one good row.
        StoreError: where ``out`` cannot be written: read-only, or the disk is full.
    """
    found = parts(path)
    source = _Source(path, _digest(path), out, actors, dataset)
    try:
        out.mkdir(parents=True, exist_ok=True)
        return _load_part(found[0], source) if len(found) == 1 else _load_members(found, source)
    except OSError as error:  # reading the source gives DataError: what is left is writing
        raise StoreError(
            f"event data cannot be written: {error.strerror or error}", where=str(out),
            hint="free disk space, or make the folder writable, and load again",
        ) from error  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Source:
    path: Path
    sha256: str
    out: Path
    actors: Actors
    dataset: str | None


def _load_members(members: tuple[Part, ...], source: _Source) -> Loaded:
    """Every member of a zip that is a table; those that are none are told, and at least one must be."""
    files: list[DataFile] = []
    refused: list[Refusal] = []
    for member in members:
        try:
            loaded = _load_part(member, source)
        except DataError as error:
            refused.append(Refusal(STEP, error.where or member.name, error.reason))
        else:
            files += loaded.files
            refused += loaded.refused
    if not files:
        raise DataError(
            f"no member of the zip file can be loaded; the first: {refused[0].reason}", where=source.path.name
        )
    return Loaded(tuple(files), tuple(refused))


def _load_part(part: Part, source: _Source) -> Loaded:
    with opened(part) as stream:
        head = read_head(stream, part.name)
    layout = recognise(head, source.dataset).layout(head)
    origin = Origin(layout.dataset, layout.release, part.name)
    with _working_folder(source.out) as working:
        with opened(part) as stream:
            spool = write_spool(stream, layout, part.name, working)
        rows, quarantine = working / "rows.parquet", working / "quarantine.parquet"
        with converting(spool, layout, origin, working) as conversion:
            done = conversion.run(source.actors, rows, quarantine)
        _check_counts(spool.n_rows + spool.n_broken, done, part.name)
        manifest = _Manifest(layout, part, source.sha256, done)
        files = [manifest.file(layout.kind, _publish(rows, source.out, layout.dataset))]
        if done.n_refused:
            published = _publish(quarantine, source.out, f"{layout.dataset}-quarantine")
            files.append(manifest.file("quarantine", published))
    return Loaded(tuple(files), tuple(_refusals(layout, part, done, source.actors)))


def _check_counts(read: int, done: Converted, name: str) -> None:
    if read != done.n_loaded + done.n_refused:
        raise DataError(
            f"{read} rows were read, but {done.n_loaded} loaded and {done.n_refused} refused", where=name,
            hint="this is a fault of Aftershock: please report it with the file",
        )  # fmt: skip
    if read and not done.n_loaded:
        reason, count, line = max(done.reasons, key=lambda found: found[1])
        raise DataError(
            f"none of the {read} rows can be loaded; {count} of them: {reason}", where=f"{name}:{line}",
            hint="load the file as its publisher wrote it; the line named is the first with that fault",
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Manifest:
    layout: Layout
    part: Part
    source_sha256: str
    done: Converted

    def file(self, kind: TableKind, published: tuple[str, str]) -> DataFile:
        name, sha256 = published
        done, layout = self.done, self.layout
        refused = kind == "quarantine"
        return DataFile(
            id=content_id("data", layout.dataset, kind, self.source_sha256, self.part.name, sha256),
            kind=kind,
            dataset=layout.dataset,
            release=layout.release,
            source_file=self.part.name,
            source_sha256=self.source_sha256,
            parquet=name,
            sha256=sha256,
            rows_read=done.n_refused if refused else done.n_loaded + done.n_refused,
            rows_loaded=0 if refused else done.n_loaded,
            rows_quarantined=done.n_refused,
            reasons=tuple((reason, count) for reason, count, _ in done.reasons),
            first=None if refused else done.first,
            last=None if refused else done.last,
        )


def _refusals(layout: Layout, part: Part, done: Converted, actors: Actors) -> Iterator[Refusal]:
    for reason, count, line in done.reasons:
        yield Refusal(STEP, part.name, f"{reason} (first in line {line})", count)
    for name, count, line in done.unknown:
        near = ", ".join(actors.nearest(name))
        hint = f"; nearest: {near}" if near else ""
        yield Refusal(
            STEP, part.name, f"unknown actor {name!r}, kept under its own id (first in line {line}){hint}", count
        )
    for column, count in sorted(Counter(layout.unused).items()):
        yield Refusal(STEP, part.name, f"the column {column!r} is not used", count)


@contextmanager
def _working_folder(out: Path) -> Iterator[Path]:
    """An empty folder beside the Parquet files, on the same disk, removed afterwards."""
    folder = out / _WORKING
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _publish(beside: Path, out: Path, stem: str) -> tuple[str, str]:
    """Move a finished file to the name its content gives it, so that it appears whole or not at all."""
    sha256 = _digest(beside)
    target = out / f"{stem}-{sha256[:_DIGITS]}.parquet"
    if not (target.exists() and _digest(target) == sha256):
        with beside.open("r+b") as stream:
            os.fsync(stream.fileno())
        beside.replace(target)
        _sync_folder(out)
    return target.name, sha256


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":  # elsewhere a folder cannot be opened, and a rename is written through
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
