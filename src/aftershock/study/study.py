"""A study: its folder, its plan, and its parts on disk."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final, Self

from aftershock.errors import StudyError
from aftershock.ontology.actors import Actors, load_actors
from aftershock.record.hypothesis import StudyPlan
from aftershock.record.manifest import DataFile, Vintage
from aftershock.store.history import History
from aftershock.store.store import Store
from aftershock.study.settings import FILE, load_plan

VINTAGE: Final = "vintage"
ALL: Final = "(all)"


@dataclass(frozen=True, slots=True)
class Study:
    """An opened study. ``plan.as_of`` already holds what the command line asked for."""

    folder: Path
    plan: StudyPlan
    actors: Actors

    @classmethod
    def open(cls, folder: Path, as_of: date | None = None) -> Self:
        """Read the study in ``folder``; with ``as_of``, as it stood on that day.

        Raises:
            StudyError: where the folder or its settings are missing or wrong, or ``as_of`` is before its window.
        """
        if not folder.is_dir():
            if folder.is_file():
                raise StudyError("a study is a folder, this is a file", where=str(folder), hint=f"try {folder.parent}")
            hint = f'`aftershock new {folder} --shock "2020-01-03 USA ASSAULT IRN"` makes one'
            raise StudyError("there is no such study", where=str(folder), hint=hint)
        own = folder / "actors.csv"
        actors = load_actors(own) if own.is_file() else load_actors()
        plan = load_plan(folder, actors)
        if as_of is not None and as_of < plan.window.start:
            raise StudyError(
                f"nothing to show as of {as_of}: the study begins on {plan.window.start}",
                where=str(folder / FILE),
                hint="choose a later day, or set an earlier [window] from",
            )
        return cls(folder, plan if as_of is None else replace(plan, as_of=min(as_of, plan.as_of)), actors)

    @property
    def documents(self) -> Path:
        """The folder of the documents."""
        return self.folder / "documents"

    @property
    def events(self) -> Path:
        """The folder of the event data as the user put it there."""
        return self.folder / "events"

    @property
    def lake(self) -> Path:
        """The folder of the Parquet files."""
        return self.folder / "store" / "events"

    @property
    def report(self) -> Path:
        """Where the report is written."""
        return self.folder / "report.html"

    def open_store(self) -> Store:
        """The study's store, which must exist."""
        return Store.open(self.folder / "store")

    def as_stored(self, store: Store) -> Self:
        """The study as of the day that its store stands at, which an earlier command may have moved back."""
        stood = store.records(Vintage)
        as_of = stood[0].as_of if stood else self.plan.as_of
        return replace(self, plan=replace(self.plan, as_of=min(as_of, self.plan.as_of)))

    def history(self, store: Store) -> History:
        """The event data visible as of the plan's day."""
        return History(store.records(DataFile), self.lake, self.plan.groups, self.plan.as_of)
