"""How sure the words are: an interval of probability with the words that carry it and the scale it is from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from aftershock.errors import OntologyError
from aftershock.ontology.tables import Row, read_csv_table
from aftershock.reading.passage import Token
from aftershock.reading.wording import Phrases
from aftershock.record.claim import Certainty

DEFAULT_SCALE: Final = "reading default"
_FILE: Final = "hedges.csv"
_COLUMNS: Final = ("phrase", "low", "high", "scale", "source")
_NEGATIONS: Final = frozenset({"not", "n't", "never"})
_BARE: Final = frozenset({"will", "'ll", "shall", "would", "'d", "may", "might", "could"})
_NEAR: Final = 4


@dataclass(frozen=True, slots=True)
class Hedge:
    """A phrase of probability found in tokens, by token places."""

    start: int
    end: int
    phrase: str
    low: float
    high: float


@cache
def intervals(scale: str = DEFAULT_SCALE) -> dict[str, tuple[float, float]]:
    """The phrases of one scale and their intervals.

    Raises:
        OntologyError: for an unknown scale, an interval out of order, or a phrase that the scale holds twice.
    """
    rows = read_csv_table(_FILE, _COLUMNS, key=("phrase", "scale"))
    found = {row["phrase"]: _bounds(row) for row in rows if row["scale"] == scale}
    if not found:
        raise OntologyError(f"no phrase has the scale {scale!r}", where=_FILE, hint="see its column `scale`")
    return found


def _bounds(row: Row) -> tuple[float, float]:
    try:
        low, high = float(row["low"]), float(row["high"])
    except ValueError as error:
        raise row.error(f"not numbers: {row['low']!r}, {row['high']!r}") from error
    if not 0 <= low <= high <= 1:
        raise row.error(f"not an interval of probability: [{low}, {high}]")
    return low, high


@cache
def _phrases(scale: str) -> Phrases[tuple[str, float, float]]:
    return Phrases({phrase: (phrase, low, high) for phrase, (low, high) in intervals(scale).items()})


def hedges(tokens: Sequence[Token], scale: str = DEFAULT_SCALE) -> Iterator[Hedge]:
    """The phrases of probability in the tokens, longest first at each place, each word counted once."""
    for start, end, (phrase, low, high) in _phrases(scale).all(tokens):
        yield Hedge(start, end, phrase, low, high)


def express(tokens: Sequence[Token], *, is_future: bool, scale: str = DEFAULT_SCALE) -> Certainty | None:
    """The certainty that a statement's words express, or ``None`` where they express none.

    Bare modals of the future count only in a statement about the future; an epistemic word near a bare modal
    ("will probably") wins over it; a negation right after a phrase that holds none turns the interval round.
    """
    found = [hedge for hedge in hedges(tokens, scale) if is_future or hedge.phrase not in _TIMEBOUND]
    if not found:
        return None
    chosen = found[0]
    if chosen.phrase in _BARE and len(found) > 1 and found[1].start - chosen.end < _NEAR:
        chosen = found[1]
    return _turned(tokens, chosen, scale)


def _turned(tokens: Sequence[Token], hedge: Hedge, scale: str) -> Certainty:
    words = hedge.phrase
    has_own = any(word in _NEGATIONS for word in words.split())
    after = [token.lower for token in tokens[hedge.end : hedge.end + 2]]
    is_negated = not has_own and hedge.phrase in _BARE and bool(_NEGATIONS.intersection(after))
    if is_negated:
        return Certainty(round(1 - hedge.high, 3), round(1 - hedge.low, 3), f"{words} not", scale)
    return Certainty(hedge.low, hedge.high, words, scale)


_TIMEBOUND: Final = frozenset({
    "will", "'ll", "shall", "would", "'d", "can", "could", "expected to", "set to", "going to be", "plan to",
    "planned to", "would not", "wouldn't", "would n't", "risks", "potential", "plans to", "vow", "pledge",
})  # fmt: skip
