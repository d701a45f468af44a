"""What a data set is to the loader: how it is recognised, which rows are wrong, and where each column comes from."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

from aftershock.ontology.actors import Actors
from aftershock.record.columns import TableKind

Form = Literal["csv", "tabbed"]


@dataclass(frozen=True, slots=True)
class Head:
    """The beginning of a table: its first lines as text, and the name of its file."""

    lines: tuple[str, ...]
    where: str

    @property
    def first(self) -> str:
        """The first line that is not blank."""
        return next((line for line in self.lines if line.strip()), "")


@dataclass(frozen=True, slots=True)
class Check:
    """A reason to refuse a row, and the condition in SQL on the raw columns under which it does."""

    reason: str
    refuses: str


@dataclass(frozen=True, slots=True)
class Lookup:
    """A translation of raw values through the ontology, joined to the rows.

    ``places`` maps the alias of each join to the SQL expression that is looked up. ``resolve`` gives, for the distinct
    values, the columns named in ``gives``; a value it leaves out has none. With ``must_know``, values whose first
    column is empty are told to the user.
    """

    name: str
    places: Mapping[str, str]
    gives: tuple[str, ...]
    resolve: Callable[[Sequence[str], Actors], Mapping[str, tuple[object, ...]]]
    types: tuple[str, ...] = ()
    must_know: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """How one file of a data set becomes rows of the common columns.

    ``columns`` are the raw columns in the file's order; ``derived`` names expressions on them that are computed once and
    may stand in all the others. ``select`` gives the SQL of each common column that is not
    empty; ``checks`` see the raw columns, ``late_checks`` the joined ones too, ``unique`` is the SQL of a key that no
    two rows share. ``left_out`` are columns of the data set that have no place in the common ones, ``unused`` those
    it does not know, which are told to the user. ``covers`` is the SQL, on the common columns, of the days whose least and greatest are the first and
    last day the file covers. Rows keep the order of the file.
    """

    dataset: str
    kind: TableKind
    form: Form
    columns: tuple[str, ...]
    select: Mapping[str, str]
    checks: tuple[Check, ...]
    derived: Mapping[str, str] = field(default_factory=dict)
    release: str = ""
    lookups: tuple[Lookup, ...] = ()
    late_checks: tuple[Check, ...] = ()
    unique: str = ""
    left_out: tuple[str, ...] = ()
    unused: tuple[str, ...] = ()
    covers: tuple[str, str] = ("date_start", "date_end - 1")

    @property
    def kept(self) -> tuple[str, ...]:
        """The raw columns that are read, in the file's order."""
        dropped = {*self.left_out, *self.unused}
        return tuple(name for name in self.columns if name not in dropped)


class DataSet(Protocol):
    """A data set that can be loaded: one module, and one line in `aftershock.eventdata.recognise`."""

    @property
    def name(self) -> str:
        """The name by which ``--dataset`` asks for it."""
        ...

    def likeness(self, head: Head) -> float:
        """How much a table looks like this data set by its first lines: 0 not at all, 1 wholly."""
        ...

    def layout(self, head: Head) -> Layout:
        """The layout of this very file.

        Raises:
            DataError: where the file is of this data set and cannot be loaded: wrong delimiter, missing column.
        """
        ...
