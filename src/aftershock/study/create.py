"""A new study of a shock: settings that trace at once, and places for documents and event data."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from datetime import date, timedelta
from importlib import resources
from pathlib import Path
from typing import Final

from jinja2 import Environment, StrictUndefined

from aftershock.errors import StudyError, UsageError
from aftershock.ontology.actors import Actors, load_actors
from aftershock.record.actor import Actor
from aftershock.record.event import PLOVER_TYPES
from aftershock.record.ids import content_id
from aftershock.study.settings import FILE
from aftershock.study.toml import did_you_mean

_FORM: Final = 'write: --shock "2020-01-03 USA ASSAULT Qassem Soleimani" (date, actor, PLOVER type, recipient)'
_SHOCK: Final = re.compile(rf"(?P<day>\S+)\s+(?P<actor>.+?)\s+(?P<type>{'|'.join(PLOVER_TYPES)})\s+(?P<recipient>.+)")
_CODE: Final = 3  # letters of a country's code, which is no misspelt type
_YEARS_BEFORE: Final = timedelta(days=730)
_YEAR_AFTER: Final = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class _Parties:
    day: date
    event_type: str
    actor: Actor
    recipient: Actor
    new: tuple[Actor, ...]


def create(
    folder: Path, shock: str, *, title: str = "", new_actor: bool = False, today: date | None = None
) -> tuple[Path, ...]:
    """Make the study's folder and settings.

    Args:
        folder: Where to make it; must not hold a study.
        shock: Date, actor, PLOVER type, recipient, in one line.
        title: The study's title; made from the shock where empty.
        today: The day that the study stands at, so that what is known now can be read and loaded; a year after the
            shock where ``None`` or where that is later.
        new_actor: Take a party that the ontology does not know as a new actor.

    Returns:
        The files and folders made.

    Raises:
        UsageError: where the shock cannot be understood; the nearest known names are offered.
        StudyError: where the folder already holds a study or cannot be written.
    """
    if (folder / FILE).exists():
        raise StudyError("there is a study here already", where=str(folder / FILE), hint="choose another folder")
    parties = _parties(shock, load_actors(), new_actor=new_actor)
    text = _settings(folder.resolve().name, parties, title, today)
    try:
        return _write(folder, text, parties.new)
    except OSError as error:
        raise StudyError(
            f"cannot be written: {error.strerror}", where=str(folder), hint="choose a folder you may write to"
        ) from error


def _parties(shock: str, actors: Actors, *, new_actor: bool) -> _Parties:
    found = _SHOCK.fullmatch(shock.strip())
    if found is None:
        words = [word for word in shock.split() if word.isupper() and len(word) > _CODE and word not in PLOVER_TYPES]
        hint = next((text for word in words if (text := did_you_mean(word, PLOVER_TYPES))), "")
        raise UsageError(f"{shock!r} is not a shock", hint=f"{_FORM}. {hint}".strip())
    try:
        day = date.fromisoformat(found.group("day"))
    except ValueError as error:
        raise UsageError(f"{found.group('day')!r} is not a date: {error}", hint=_FORM) from error
    sides = [_actor(found.group(side), actors, new_actor=new_actor) for side in ("actor", "recipient")]
    new = tuple(actor for actor in sides if actors.get(actor.id) is None)
    return _Parties(day, found.group("type"), sides[0], sides[1], new)


def _actor(name: str, actors: Actors, *, new_actor: bool) -> Actor:
    known = actors.get(name) or actors.find(name)
    if known is not None:
        return known
    if new_actor:
        return Actor(id=content_id("own", name).upper(), name=name, kind="organization")
    offered = actors.nearest(name)
    hint = f"did you mean {', '.join(map(repr, offered))}? " if offered else ""
    raise UsageError(f"unknown actor {name!r}", hint=f"{hint}--new-actor takes the name as a new actor")


def _settings(name: str, parties: _Parties, title: str, today: date | None) -> str:
    environment = Environment(undefined=StrictUndefined, autoescape=False, trim_blocks=True)  # TOML, not HTML
    environment.filters["toml"] = _toml
    template = resources.files(__package__).joinpath("study.toml.j2").read_text(encoding="utf-8")
    said = f"{parties.actor.name} {parties.event_type} {parties.recipient.name}, {parties.day}"
    return environment.from_string(template).render(
        id=re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-") or "study",
        title=title or said,
        shock_title=said,
        day=parties.day,
        start=parties.day - _YEARS_BEFORE,
        until=max(parties.day + _YEAR_AFTER, today or date.min),
        before=parties.day - timedelta(days=1),
        event_type=parties.event_type,
        actor=parties.actor,
        recipient=parties.recipient,
        home=_side(parties.actor),
        away=_side(parties.recipient),
        away_country=parties.recipient.country,
    )


def _side(actor: Actor) -> tuple[str, ...]:
    """Who acts for that side: the actor, and its country."""
    return tuple(dict.fromkeys([actor.id, actor.country] if actor.country else [actor.id]))


def _toml(value: object) -> str:
    if isinstance(value, tuple):
        return "[" + ", ".join(map(_toml, value)) + "]"
    text = str(value).replace("\\", "\\\\").replace('"', '\\"')
    return '"' + re.sub(r"[\x00-\x1f\x7f]", " ", text) + '"'


def _write(folder: Path, text: str, new: tuple[Actor, ...]) -> tuple[Path, ...]:
    made = [folder / FILE]
    for part in ("documents", "events"):
        (folder / part).mkdir(parents=True, exist_ok=True)
        made.append(folder / part)
    if new:
        made.append(folder / "actors.csv")
        with made[-1].open("w", encoding="utf-8", newline="") as stream:
            stream.write("# Actors of this study that Aftershock did not know. Add aliases, separated by |.\n")
            rows = csv.writer(stream)
            rows.writerow(
                ["id", "name", "kind", "country", "sector", "aliases", "memberships", "wikidata", "note", "source"]
            )
            rows.writerows([a.id, a.name, a.kind, a.country, "", "", "", "", "", "added with the study"] for a in new)
    made[0].write_text(text, encoding="utf-8")
    return tuple(made)
