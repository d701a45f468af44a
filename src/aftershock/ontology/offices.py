"""Who held an office on a day: "the US president", "Iraq's prime minister", "Iranian foreign minister"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from aftershock.ontology.actors import Actors
from aftershock.ontology.tables import read_csv_table
from aftershock.record.dates import DateInterval

_OF: Final = re.compile(r"^(?P<title>.+?)\s+of\s+(?:the\s+)?(?P<whose>.+)$", re.IGNORECASE)
_THE: Final = re.compile(r"^(?:the|former|then|incumbent|current)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Term:
    """A person's time in an office."""

    person: str
    interval: DateInterval


@dataclass(frozen=True, slots=True)
class Offices:
    """Holders of offices by group or country and role. Made by `offices`."""

    _actors: Actors
    _terms: Mapping[tuple[str, str], tuple[Term, ...]]
    _roles: Mapping[str, frozenset[str]]

    def holder(self, group: str, role: str, day: date) -> str | None:
        """The id of who held the role that day; on the day of a handover the one who came in. ``None`` if unknown."""
        terms = [term for term in self._terms.get((group, role.casefold()), ()) if term.interval.contains(day)]
        latest = max(terms, key=lambda term: (term.interval.start or date.min, term.person), default=None)
        return None if latest is None else latest.person

    def find(self, text: str, day: date) -> str | None:
        """The id of the person a phrase such as "the US president" or "president of Iraq" means on that day."""
        bare = _THE.sub("", text.strip())
        for whose, title in self._splits(bare):
            actor = self._actors.find(whose)
            found = actor and next(
                filter(None, (self.holder(actor.id, role, day) for role in self._named(title))), None
            )
            if found:
                return found
        return None

    def _named(self, title: str) -> tuple[str, ...]:
        return tuple(sorted(self._roles.get(title.casefold(), ())))

    def _splits(self, phrase: str) -> Iterator[tuple[str, str]]:
        of = _OF.match(phrase)
        if of and self._named(of["title"]):
            yield of["whose"], of["title"]
        words = phrase.split()
        for cut in range(1, len(words)):
            whose, title = " ".join(words[:cut]), " ".join(words[cut:])
            if self._named(title):
                yield whose, title


def offices(actors: Actors) -> Offices:
    """The offices that the memberships of the actors give."""
    counts_as, roles = _titles()
    terms: defaultdict[tuple[str, str], list[Term]] = defaultdict(list)
    for actor in actors.all:
        for membership in actor.memberships if actor.kind == "person" else ():
            role = membership.role.casefold()
            for name in dict.fromkeys((role, counts_as.get(role, role))):
                terms[membership.group, name].append(Term(actor.id, membership.interval))
            roles[role].add(role)
    held = {key: tuple(sorted(group, key=lambda term: term.person)) for key, group in terms.items() if key[1]}
    return Offices(actors, held, {title: frozenset(names) for title, names in roles.items()})


def _titles() -> tuple[dict[str, str], defaultdict[str, set[str]]]:
    counts_as: dict[str, str] = {}
    roles: defaultdict[str, set[str]] = defaultdict(set)
    for row in read_csv_table("titles.csv", ("role", "titles", "counts_as", "kind")):
        role = row["role"].casefold()
        if role and row["counts_as"]:
            counts_as[role] = row["counts_as"]
        for title in row.listed("titles") if role and role == row["titles"].split("|", 1)[0].casefold() else ():
            roles[title.casefold()].add(role)
    return counts_as, roles
