"""An analyst's decisions: taken from the study's ``edits.jsonl`` into the store."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Final, get_args

from aftershock.errors import StudyError
from aftershock.record.ids import content_id
from aftershock.record.judgement import Decision, Judgement
from aftershock.store.store import Store
from aftershock.study.study import Study
from aftershock.study.toml import did_you_mean

FILE: Final = "edits.jsonl"
_FORM: Final = '{"record": "claim-…", "decision": "reject", "reason": "…", "by": "…", "at": "2020-01-31T12:00:00Z"}'


def take_judgements(study: Study, store: Store) -> int:
    """Bring the decisions of ``edits.jsonl`` into the store; gives how many the file holds.

    What once stood in the file stays in the store, whatever is read anew. A later decision about a record outweighs an
    earlier one.

    Raises:
        StudyError: where a line is not a decision; the line is named.
    """
    path = study.folder / FILE
    if not path.is_file():
        return 0
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise StudyError("not UTF-8 text", where=str(path), hint="save the file as UTF-8") from error
    taken = [_judgement(line, f"{path}:{n}") for n, line in enumerate(lines, start=1) if line.strip()]
    for judgement in taken:
        store.add_judgement(judgement)
    return len(taken)


def _judgement(line: str, where: str) -> Judgement:
    try:
        given = json.loads(line)
    except json.JSONDecodeError as error:
        raise StudyError(f"not JSON: {error}", where=where, hint=f"one decision a line: {_FORM}") from error
    if not isinstance(given, dict) or not all(
        isinstance(given.get(key), str) for key in ("record", "decision", "by", "at")
    ):
        raise StudyError("a decision needs record, decision, by and at, as texts", where=where, hint=_FORM)
    if given["decision"] not in get_args(Decision):
        offered = did_you_mean(given["decision"], get_args(Decision))
        raise StudyError(f"{given['decision']!r} is no decision", where=where, hint=offered or _FORM)
    try:
        at = datetime.fromisoformat(given["at"])
    except ValueError as error:
        raise StudyError(f"{given['at']!r} is not a time", where=where, hint=_FORM) from error
    if at.tzinfo is None:
        raise StudyError(f"{given['at']!r} has no time zone", where=where, hint="end it with Z for UTC")
    value, reason = str(given.get("value", "")), str(given.get("reason", ""))
    identity = content_id("judgement", given["record"], given["decision"], value, reason, given["by"], at.isoformat())
    return Judgement(identity, given["record"], given["decision"], value, reason, given["by"], at)
