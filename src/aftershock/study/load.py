"""The loading step: the user's event files to Parquet in the common columns."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Final

from aftershock.errors import DataError, UsageError
from aftershock.eventdata.loading import load_file
from aftershock.ontology.actors import Actors
from aftershock.record.ids import fingerprint
from aftershock.record.manifest import DataFile
from aftershock.record.refusal import Refusal
from aftershock.store.store import Store
from aftershock.study.step import Product, Progress, StepReport, Unit, counted, run_units, silent
from aftershock.study.study import Study
from aftershock.study.versions import code_digest

LOAD: Final = "load"
_CHUNK: Final = 1 << 20
_NOTES: Final = (".md",)


def load_study(study: Study, store: Store, progress: Progress = silent) -> StepReport:
    """Load every event file of the study that changed since the last time; a file that fails is named, not fatal."""
    study.lake.mkdir(parents=True, exist_ok=True)
    _forget_lost(study.lake, store)
    code = code_digest("eventdata", "ontology", "record")
    people = fingerprint([(actor.id, actor.aliases) for actor in study.actors.all])
    units = [
        Unit(
            str(path.relative_to(study.events)),
            fingerprint(code, people, file_digest(path)),
            partial(_load_one, path, study.lake, study.actors),
        )
        for path in event_files(study.events)
    ]
    report = run_units(store, LOAD, units, progress)
    _sweep(study.lake, store)
    return counted(store, report, (DataFile,))


def event_files(folder: Path) -> tuple[Path, ...]:
    """The files of a study's event folder, sorted; hidden files and notes are passed over."""
    if not folder.is_dir():
        return ()
    found = (path for path in folder.rglob("*") if path.is_file() and path.suffix not in _NOTES)
    return tuple(
        sorted(path for path in found if not any(part.startswith(".") for part in path.relative_to(folder).parts))
    )


def file_digest(path: Path) -> str:
    """The SHA-256 of a file of any size; nothing for one that may not be opened, which loading will name."""
    seen = hashlib.sha256()
    try:
        with path.open("rb") as stream:
            while chunk := stream.read(_CHUNK):
                seen.update(chunk)
    except PermissionError:
        return ""
    return seen.hexdigest()


def _load_one(path: Path, lake: Path, actors: Actors) -> Product:
    try:
        loaded = load_file(path, lake, actors)
    except DataError as error:
        place = error.where.replace(str(path), path.name) or path.name
        return Product((), (Refusal(LOAD, place, error.reason),))
    return Product(loaded.files, loaded.refused)


def _forget_lost(lake: Path, store: Store) -> None:
    """Have a file loaded again whose Parquet is no longer there."""
    whole = [
        scope
        for scope in store.scopes(LOAD)
        if all((lake / file.parquet).is_file() for file in store.records(DataFile, LOAD, scope))
    ]
    store.keep_only(LOAD, whole)


def _sweep(lake: Path, store: Store) -> None:
    """Remove Parquet files that no unit names any more, and what a killed load left half-written."""
    named = {file.parquet for file in store.records(DataFile)}
    for path in sorted(lake.iterdir()):
        if path.is_file() and path.name not in named:
            path.unlink()


def take_in(files: Sequence[Path], folder: Path) -> tuple[Path, ...]:
    """Copy event files into a study's folder; a file that is there already, byte for byte, is left.

    Returns:
        The copies that were made.

    Raises:
        UsageError: where a file does not exist or would be passed over, or another file of the same name is there;
            nothing is copied then.
    """
    wanted: dict[Path, Path] = {}
    for file in files:
        target = folder / file.name
        _check_taken(file, wanted.setdefault(target, file))
        _check_taken(file, target)
    made = [target for target in wanted if not target.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    for target in made:
        beside = target.with_name(f".{target.name}.part")
        try:
            shutil.copyfile(wanted[target], beside)
            beside.replace(target)
        finally:
            beside.unlink(missing_ok=True)
    return tuple(made)


def _check_taken(file: Path, other: Path) -> None:
    if not file.is_file():
        what = "this is a folder" if file.is_dir() else "there is no such file"
        raise UsageError(what, where=str(file), hint="name the event files themselves; check the spelling")
    if file.name.startswith(".") or file.suffix in _NOTES:
        raise UsageError("hidden files and notes are no event data", where=str(file), hint="rename it")
    if other.exists() and not other.samefile(file) and file_digest(other) != file_digest(file):
        raise UsageError(f"another file of this name is there: {other}", where=str(file), hint="rename one of the two")


def leave_out_useless(taken: Sequence[Path], study: Study, store: Store) -> tuple[Path, ...]:
    """Remove the copies of which nothing could be loaded, so that they are not refused again by every later run."""
    useless = [path for path in taken if not store.records(DataFile, LOAD, str(path.relative_to(study.events)))]
    for path in useless:
        path.unlink()
    store.keep_only(LOAD, [str(path.relative_to(study.events)) for path in event_files(study.events)])
    return tuple(useless)
