"""Word lists of the ontology as frozen sets, checked when they are read."""

from __future__ import annotations

from functools import cache

from aftershock.errors import OntologyError
from aftershock.ontology.tables import read_yaml


@cache
def listed(file: str, key: str) -> frozenset[str]:
    """The words under a key of a YAML table.

    Raises:
        OntologyError: where the key is missing or does not hold a list of words.
    """
    return frozenset(ordered(file, key))


@cache
def ordered(file: str, key: str) -> tuple[str, ...]:
    """The words under a key of a YAML table, in their order there."""
    return words(read_yaml(file).get(key), f"{file} [{key}]")


@cache
def grouped(file: str, key: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The lists of words under a key that holds named lists."""
    table = read_yaml(file).get(key)
    if not isinstance(table, dict):
        raise OntologyError("expected named lists of words", where=f"{file} [{key}]")
    return tuple((str(name), words(value, f"{file} [{key}.{name}]")) for name, value in table.items())


def words(value: object, where: str) -> tuple[str, ...]:
    """A list of words as a tuple; a word that YAML reads as something else is refused."""
    if not isinstance(value, list):
        raise OntologyError("expected a list of words", where=where)
    for word in value:
        if not isinstance(word, str):
            raise OntologyError(f"{word!r} is no word", where=where, hint="Put it in quotes.")
    if len(set(value)) != len(value):
        raise OntologyError("a word stands twice", where=where)
    return tuple(value)
