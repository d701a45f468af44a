"""A question and what became known afterwards: how it was settled, by which rows, and how firmly.

Outcomes. *true* and *false*: the number meets the threshold or does not. *open*: the window is not over and no later
row could not still change the answer. *partly*: a level that was met during the window and no longer at its end.
*void*: the question has no window to look at. *unclear*: the data cannot say.

A count in a sample (`Question.partial`) is a lower bound, so it decides one way only: what the sample holds did happen,
and "at least" is true once it is met, "fewer than" false once it is passed. What it does not hold may have been missed.
Not reaching a number is taken as an answer only where the sample has shown that it sees so many: where it held at least
as many, and at least three, in the period of the same length before. Where the threshold was itself counted in the
sample (`Question.compared`) like is compared with like, and both ways decide, unless the two counts together hold fewer
than five rows. Where two counts differ by no more than chance brings (1.96 standard deviations of the difference of two
Poisson counts), the answer stands and is marked as narrow.
"""

from __future__ import annotations

from typing import Final

from aftershock.record.ids import content_id
from aftershock.record.provenance import FromRecords, Provenance
from aftershock.record.question import Question, Resolution
from aftershock.store.history import History
from aftershock.verifying.counting import by_count
from aftershock.verifying.finding import Finding
from aftershock.verifying.levels import by_figure, by_series

MADE_BY: Final = "verifying.resolution"
VERSION: Final = "1"
_SHOWN: Final = 500


def resolve(question: Question, history: History) -> Resolution:
    """Settle a question with what was known on the history's cutoff, and nothing later."""
    found = _found(question, history)
    return Resolution(
        id=content_id("resolution", question.id, history.cutoff),
        question=question.id,
        outcome=found.outcome,
        value=found.value,
        rows=found.rows[:_SHOWN],
        reason=found.reason,
        fragile=found.fragile,
        as_of=history.cutoff,
        provenance=Provenance(FromRecords((question.id, *found.rows[:_SHOWN])), MADE_BY, VERSION),
    )


def _found(question: Question, history: History) -> Finding:
    window = question.window
    if window.start is None or window.end is None:
        return Finding("void", None, (), "The question has no window with a beginning and an end.")
    if history.cutoff < window.start:
        return Finding("open", None, (), "The window has not begun.")
    if question.measure in ("count", "deaths"):
        return by_count(question, history)
    if question.measure == "figure":
        return by_figure(question, history)
    return by_series(question, history)
