"""What analysts decided, applied to records: the one rule for every step and for the report."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, TypeVar

from aftershock.record.judgement import Judgement
from aftershock.store.store import Store


class _Identified(Protocol):
    @property
    def id(self) -> str: ...


T = TypeVar("T", bound=_Identified)


def upheld(records: Iterable[T], store: Store) -> tuple[T, ...]:
    """The records that no analyst rejected last; the latest decision about a record counts."""
    last: dict[str, Judgement] = {}
    for judgement in sorted(store.judgements(), key=lambda one: (one.at, one.id)):
        if judgement.decision in ("accept", "reject"):
            last[judgement.record] = judgement
    rejected = {record for record, judgement in last.items() if judgement.decision == "reject"}
    return tuple(record for record in records if record.id not in rejected)
