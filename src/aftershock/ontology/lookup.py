"""Find the actor behind a name: first by equality, then without articles, last by sound across scripts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from aftershock.ontology.forms import AliasForm, Ambiguities, all_titles
from aftershock.ontology.names import (
    has_vowels,
    keeps_case,
    skeleton,
    sounded,
    without_articles,
    without_initials,
    written,
)
from aftershock.record.actor import Actor

_LEADING_THE: Final = re.compile(r"^[Tt]he\s+(?=\S)")
_SOUND_KINDS: Final = frozenset({"person", "armed-group"})
_SOUND_ROLES: Final = frozenset({"name", "leader-title"})
_FEWEST_CONSONANTS: Final = 5
_FEWEST_WORDS: Final = 2
_ALIKE: Final = 80.0
_NEAR: Final = 60.0


@dataclass(frozen=True)
class Lookup:
    """Indexes over the forms. ``several`` maps written keys of ambiguous texts to the ids they may stand for."""

    _as_written: Mapping[str, str]
    _by_key: Mapping[str, str]
    _by_bare: Mapping[str, str | None]
    _sounding: tuple[AliasForm, ...]
    several: Mapping[str, tuple[str, ...]]
    _never: frozenset[frozenset[str]] = field(repr=False)
    _names: Mapping[str, str] = field(repr=False)
    _persons: frozenset[str] = field(repr=False)

    @classmethod
    def over(cls, forms: Iterable[AliasForm], actors: Mapping[str, Actor], ambiguous: Ambiguities) -> Lookup:
        """The indexes over all forms."""
        forms = tuple(forms)
        exact = {form.text: form.actor for form in forms if _as_it_stands(form.text, ambiguous)}
        folded = [form for form in forms if not _as_it_stands(form.text, ambiguous)]
        by_key = {written(form.text): form.actor for form in folded}
        countries = frozenset(actor.id for actor in actors.values() if actor.kind == "country")
        sounding = (form for form in folded if form.role in _SOUND_ROLES and actors[form.actor].kind in _SOUND_KINDS)
        return cls(
            exact,
            by_key,
            _bare_keys(form for form in folded if form.actor not in countries or not form.text.isascii()),
            tuple(sounding),
            {written(text): ids for text, ids in ambiguous.several.items()},
            ambiguous.never,
            {form.text: form.actor for form in forms if form.text.isascii()},
            frozenset(actor.id for actor in actors.values() if actor.kind == "person"),
        )

    def find(self, name: str) -> str | None:
        """The id behind the name, or ``None``."""
        trimmed = _LEADING_THE.sub("", name.strip()).removesuffix("'s").removesuffix("’s")
        undotted = trimmed.replace(".", "")
        if trimmed in self._as_written:
            return self._as_written[trimmed]
        if keeps_case(undotted):
            return self._as_written.get(undotted)
        key = written(name)
        if key in self._by_key:
            return self._by_key[key]
        if key in self.several or not key:
            return None
        return self._by_bare.get(without_articles(name)) or self._less(trimmed) or self._by_sound(trimmed)

    def _less(self, name: str) -> str | None:
        """What a longer name finds without its titles and middle initials; two words at least must be left."""
        words = name.split()
        titles = all_titles()
        first = next((n for n in range(len(words)) if words[n].casefold() not in titles), 0)
        shorter = without_initials(" ".join(words[first:]))
        if shorter == name or len(shorter.split()) < _FEWEST_WORDS:
            return None
        equal = self._by_key.get(written(shorter)) or self._by_bare.get(without_articles(shorter))
        found = equal or self._by_sound(shorter)
        return found if found in self._persons else None

    def nearest(self, name: str, limit: int) -> tuple[str, ...]:
        """Names most like the one asked for, each once an actor, as ``id (name)``."""
        from rapidfuzz import fuzz, process  # imported here: only error messages need it

        hits = process.extract(name, list(self._names), scorer=fuzz.WRatio, limit=limit * 8, score_cutoff=_NEAR)
        first: dict[str, str] = {}
        for text, _, _ in hits:
            first.setdefault(self._names[text], text)
        return tuple(f"{actor} ({text})" for actor, text in list(first.items())[:limit])

    def _by_sound(self, name: str) -> str | None:
        consonants = skeleton(name)
        if len(consonants) < _FEWEST_CONSONANTS or len(without_articles(name).split()) < _FEWEST_WORDS:
            return None
        alike = [form for form in self._by_skeleton.get(consonants, ()) if _sounds_alike(name, form.text)]
        found = {form.actor for form in alike}
        if len(found) != 1:
            return None
        actor = found.pop()
        return None if self._confusable(actor, name) else actor

    def _confusable(self, actor: str, name: str) -> bool:
        """Whether a word of the name belongs to an actor that must never be merged with the one it sounds like."""
        partners = {other for pair in self._never if actor in pair for other in pair if other != actor}
        words = set(without_articles(name).split()) - self._words(actor)
        return any(words & self._words(partner) for partner in partners)

    def _words(self, actor: str) -> set[str]:
        texts = (form.text for form in self._sounding if form.actor == actor)
        return {word for text in texts for word in without_articles(text).split()}

    @cached_property
    def _by_skeleton(self) -> Mapping[str, tuple[AliasForm, ...]]:
        groups: defaultdict[str, list[AliasForm]] = defaultdict(list)
        for form in self._sounding:
            groups[skeleton(form.text)].append(form)
        return {key: tuple(group) for key, group in groups.items()}


def _as_it_stands(text: str, ambiguous: Ambiguities) -> bool:
    return keeps_case(text) or text in ambiguous.as_written


def _bare_keys(forms: Iterable[AliasForm]) -> dict[str, str | None]:
    """Keys without articles; one that two actors share finds neither."""
    keys: dict[str, str | None] = {}
    for form in forms:
        bare = without_articles(form.text)
        keys[bare] = form.actor if keys.get(bare, form.actor) == form.actor else None
    return keys


def _sounds_alike(name: str, other: str) -> bool:
    """Same consonants are given; where both write their vowels these must agree too, but for a few letters."""
    from rapidfuzz import fuzz  # imported here: most lookups end before this

    if not (has_vowels(name) and has_vowels(other)):
        return True
    return float(fuzz.ratio(sounded(name), sounded(other))) >= _ALIKE
