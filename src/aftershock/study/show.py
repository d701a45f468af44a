"""The showing step: the report, its text form and the exports."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from aftershock.errors import StoreError
from aftershock.showing.exports import export
from aftershock.showing.report import render
from aftershock.showing.terminal import render_text
from aftershock.store.store import Store
from aftershock.study.step import StepReport
from aftershock.study.study import Study


def show_study(study: Study, store: Store, out: Path | None = None) -> StepReport:
    """Write the report, whole or not at all; a report that would be the same is left untouched."""
    path, plan = out or study.report, study.as_stored(store).plan
    text = render(store, plan, actors=study.actors.all).encode()
    if path.is_file() and path.read_bytes() == text:
        return StepReport("show", 0, 1)
    beside = path.with_name(f".{path.name}.part")
    try:
        with beside.open("wb") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise StoreError(
            f"the report cannot be written: {error.strerror or error}", where=str(path),
            hint="choose a folder that exists, that you may write to and that has space",
        ) from error  # fmt: skip
    return StepReport("show", 1, 0)


def text_of(study: Study, store: Store, width: int) -> str:
    """The report as plain text."""
    return render_text(store, study.as_stored(store).plan, width, actors=study.actors.all)


def export_study(study: Study, store: Store, folder: Path, formats: Sequence[str]) -> tuple[Path, ...]:
    """Write the study's records and data as files."""
    return export(store, study.as_stored(store).plan, folder, formats, actors=study.actors.all)
