"""Whether the name of a capital or country stands for the place or for those who govern it, and where events happen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from aftershock.reading.passage import Token
from aftershock.reading.words import listed

_FILE: Final = "names.yml"
_JOINERS: Final = frozenset({"and", "or", ","})
_BASED: Final = frozenset({"based", "born", "area", "bound"})


def is_place(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether the capital over the tokens ``[first, last)`` is meant as a place: "in Baghdad", "Baghdad airport".

    As the subject of an act, as a possessor and as a party ("between London and Paris") it stands for a government.
    """
    return _place_after(tokens, last) or _place_before(tokens, first) or _dateline(tokens, first, last)


def _place_after(tokens: Sequence[Token], last: int) -> bool:
    following = _lower(tokens, last)
    if following == "-":
        return _lower(tokens, last + 1) in _BASED
    if following == "," and last + 1 < len(tokens):
        return tokens[last + 1].text[0].isupper() and _lower(tokens, last + 2) in {",", "."}
    if following == "'s":
        return _lower(tokens, last + 1) in listed(_FILE, "place_after")
    unknown_name = last < len(tokens) and tokens[last].text[0].isupper() and len(tokens[last].text) > 1
    return following in listed(_FILE, "place_after") or unknown_name


def _place_before(tokens: Sequence[Token], first: int) -> bool:
    at = first - 1
    while at >= 0 and tokens[at].lower == "the":
        at -= 1
    word = _lower(tokens, at)
    if word == "in" and _lower(tokens, at - 1) in listed(_FILE, "governing"):
        return False
    if word in listed(_FILE, "place_before"):
        return True
    if word == "of":
        return _lower(tokens, at - 1) in listed(_FILE, "place_of")
    if word == "from":
        return _lower(tokens, at - 1) not in listed(_FILE, "sent_from")
    if word == "to":
        return _lower(tokens, at - 1) in {
            "trip",
            "flew",
            "fly",
            "flight",
            "travel",
            "travelled",
            "traveled",
            "visit",
            "returned",
            "return",
            "went",
            "go",
            "back",
            "road",
            "came",
        }
    if word in _JOINERS and at > 0 and tokens[at - 1].text[0].isupper():
        return _place_before(tokens, at - 1)
    return False


def _dateline(tokens: Sequence[Token], first: int, last: int) -> bool:
    """As in "CAIRO (Agency) - …", "LONDON, May 3 —"."""
    return (
        first == 0
        and tokens[0].text.isupper()
        and len(tokens[0].text) > len("US.")
        and _lower(tokens, last) in {"(", "-", ",", "—"}
    )


def _lower(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].lower if 0 <= at < len(tokens) else ""
