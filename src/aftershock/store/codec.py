"""Records to JSON text and back: the form in which the store and the exports hold them."""

from __future__ import annotations

import json
from functools import cache
from types import UnionType
from typing import Any, Final, Literal, TypeVar, Union, get_args, get_origin

from cattrs.preconf.json import JsonConverter, make_converter

from aftershock.record.actor import DocumentActor
from aftershock.record.claim import Claim, Link
from aftershock.record.document import Document
from aftershock.record.effect import Effect, Series
from aftershock.record.event import ReportedEvent
from aftershock.record.manifest import DataFile
from aftershock.record.question import BacktestRow, Forecast, Question, Resolution, Score, Untestable
from aftershock.record.reading import Sentence
from aftershock.record.ripple import Finding, Ripple, Tie

KINDS: Final[tuple[type, ...]] = (
    Document, Sentence, DocumentActor, ReportedEvent, Claim, Link,
    DataFile, Series, Effect, Tie,
    Question, Untestable, Forecast, Resolution, Score, BacktestRow,
    Ripple, Finding,
)  # fmt: skip
"""Every kind of record that a step may store, in the order of the steps."""

T = TypeVar("T")


def _is_literals(target: object) -> bool:
    members = get_args(target) if get_origin(target) in (Union, UnionType) else ()
    return bool(members) and all(get_origin(member) is Literal for member in members)


@cache
def converter() -> JsonConverter:
    """The converter; made once, since it compiles a function for each kind."""
    made = make_converter(forbid_extra_keys=False, omit_if_default=False)
    made.register_structure_hook_func(_is_literals, lambda value, _: str(value))
    return made


def plain(record: object) -> Any:
    """A record as plain values: what JSON can hold."""
    return converter().unstructure(record)


def encode(record: object) -> str:
    """A record as compact JSON text; the same record always gives the same text."""
    return json.dumps(plain(record), ensure_ascii=False, separators=(",", ":"))


def decode(body: str, kind: type[T]) -> T:
    """The record of that kind that `encode` turned into ``body``."""
    return converter().structure(json.loads(body), kind)


def record_id(record: Any) -> str:
    """The record's own id; a sentence has its document's and its place."""
    return f"{record.document}#{record.index}" if isinstance(record, Sentence) else str(record.id)
