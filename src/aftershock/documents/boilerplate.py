"""The rules for what is no content in a text, read from ``ontology/data/boilerplate.yml``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final, Literal, cast

import yaml

from aftershock.errors import OntologyError
from aftershock.record.document import NoteKind

Where = Literal["any", "head", "tail"]
Takes = Literal["line", "rest", "card"]

_NAME: Final = "boilerplate.yml"
_REQUIRED: Final = frozenset({"id", "where", "takes", "pattern", "reason", "example"})
_FIELDS: Final = _REQUIRED | {"note"}
_CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    "where": ("any", "head", "tail"),
    "takes": ("line", "rest", "card"),
    "note": ("", "translated", "boilerplate", "other"),
}


@dataclass(frozen=True, slots=True)
class Rule:
    """One form of line that is no content. ``pattern`` matches whole lines, blanks cut off, in any case."""

    id: str
    where: Where
    takes: Takes
    pattern: re.Pattern[str]
    reason: str
    example: str
    note: NoteKind | None = None


@dataclass(frozen=True, slots=True)
class Boilerplate:
    """All rules in their order, and the roles by which a line introduces its author."""

    rules: tuple[Rule, ...]
    roles: frozenset[str]
    bio_reason: str


@cache
def load_boilerplate() -> Boilerplate:
    """The rules that come with the package."""
    text = (files("aftershock") / "ontology" / "data" / _NAME).read_text(encoding="utf-8")
    return parse_boilerplate(text, _NAME)


def parse_boilerplate(text: str, name: str) -> Boilerplate:
    """Read rules from YAML text.

    Raises:
        OntologyError: naming the file and line of a malformed, unknown or doubled entry.
    """
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
        value = yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise OntologyError("this is not YAML", where=f"{name}:{mark.line + 1 if mark else 1}") from error
    if not isinstance(value, dict) or set(value) != {"rules", "author_bio"} or not isinstance(value["rules"], list):
        raise OntologyError("expected the keys rules and author_bio", where=f"{name}:1")
    lines = _lines(root)
    rules = tuple(_rule(item, f"{name}:{line}") for item, line in zip(value["rules"], lines, strict=True))
    _refuse_doubles(rules, lines, name)
    bio = value["author_bio"]
    if not isinstance(bio, dict) or not isinstance(bio.get("roles"), list) or not bio.get("reason"):
        raise OntologyError("author_bio needs a reason and a list of roles", where=name)
    return Boilerplate(rules, frozenset(str(role) for role in bio["roles"]), str(bio["reason"]))


def _lines(root: yaml.Node | None) -> list[int]:
    pairs = cast("yaml.MappingNode", root).value
    sequence = next(value for key, value in pairs if key.value == "rules")
    return [item.start_mark.line + 1 for item in sequence.value]


def _refuse_doubles(rules: tuple[Rule, ...], lines: list[int], name: str) -> None:
    seen: set[str] = set()
    for rule, line in zip(rules, lines, strict=True):
        if rule.id in seen:
            raise OntologyError(f"the rule {rule.id!r} stands twice", where=f"{name}:{line}")
        seen.add(rule.id)


def _rule(item: object, where: str) -> Rule:
    if not isinstance(item, dict):
        raise OntologyError("a rule must be a mapping", where=where)
    given = {str(key): str(value) for key, value in item.items()}
    if missing := sorted(_REQUIRED - given.keys()):
        raise OntologyError(f"the rule lacks {', '.join(missing)}", where=where)
    if unknown := sorted(given.keys() - _FIELDS):
        raise OntologyError(f"unknown fields: {', '.join(unknown)}", where=where)
    for key, allowed in _CHOICES.items():
        if given.get(key, allowed[0]) not in allowed:
            raise OntologyError(f"{key} is {given[key]!r}; expected one of {', '.join(allowed)}", where=where)
    return _compiled(given, where)


def _compiled(given: Mapping[str, str], where: str) -> Rule:
    try:
        pattern = re.compile(given["pattern"], re.IGNORECASE)
    except re.error as error:
        raise OntologyError(f"the pattern is malformed: {error}", where=where) from error
    return Rule(
        id=given["id"],
        where=cast("Where", given["where"]),
        takes=cast("Takes", given["takes"]),
        pattern=pattern,
        reason=given["reason"],
        example=given["example"],
        note=cast("NoteKind", given["note"]) if given.get("note") else None,
    )
