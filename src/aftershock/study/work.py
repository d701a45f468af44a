"""A study's store for the time of the work: held alone, and rid of what the study's day hides."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from aftershock.record.document import Document
from aftershock.record.manifest import Vintage
from aftershock.store.lock import sole_writer
from aftershock.store.store import Store
from aftershock.study.forecast import ASK, BACKTEST, FORECAST
from aftershock.study.measure import FAMILY, MEASURE
from aftershock.study.read import DOCUMENTS, READ
from aftershock.study.study import ALL, VINTAGE, Study
from aftershock.study.verify import JOIN, SCORE, VERIFY

_DERIVED: Final = (DOCUMENTS, MEASURE, FAMILY, ASK, FORECAST, BACKTEST, VERIFY, SCORE, JOIN)


@contextmanager
def at_work(study: Study) -> Iterator[Store]:
    """The study's store, made where there is none, for this process alone.

    It keeps the day that the work stands at. Where that day moves back, what was made from later knowledge goes at
    once, so that a single step never leaves a store of two minds.

    Raises:
        StoreError: where another process works on the study, or the store cannot be opened.
    """
    folder = study.folder / "store"
    with sole_writer(folder), Store.create(folder) as store:
        _stand_at(study, store)
        yield store


def _stand_at(study: Study, store: Store) -> None:
    day = study.plan.as_of
    mark = day.isoformat()
    if store.is_done(VINTAGE, ALL, mark):
        return
    if any(stood.as_of > day for stood in store.records(Vintage)):
        known = [one.id for one in store.records(Document) if one.published is None or one.published <= day]
        store.keep_only(READ, known)
        for step in _DERIVED:
            store.keep_only(step, ())
    store.commit_unit(VINTAGE, ALL, mark, [Vintage(VINTAGE, day)])
