"""Whether a word is a verb where it stands, and whether in the passive: by its form, its tables and its neighbours."""

from __future__ import annotations

from typing import Final

from aftershock.reading.frames import head_of, verbs_at
from aftershock.reading.views import View
from aftershock.reading.words import listed

_NAMES: Final = "names.yml"
_STATUS: Final = "status_cues.yml"
_BE: Final = frozenset({"be", "is", "are", "was", "were", "been", "being", "am", "'re", "'m", "get", "got", "getting"})
_UNCHANGED: Final = frozenset({"cut", "hit", "quit", "shut", "beat"})
_SUBJECT_PRONOUNS: Final = frozenset({"he", "she", "they", "we", "i", "you", "it"})


def is_verbal(v: View, at: int) -> bool:
    """Whether the token is an auxiliary or a modal."""
    word = v.lower(at)
    return (
        word in listed(_STATUS, "auxiliaries")
        or word in listed(_STATUS, "possible_modals")
        or word in listed(_STATUS, "future_modals")
    )


def is_verb(v: View, at: int) -> bool:
    """Whether the token is likely a verb here: by its ending, its table, and the words around it."""
    token = v.tokens[at]
    word = token.lower
    if not token.text[0].islower() and at > 0:
        return False
    if is_verbal(v, at) and word not in {"'s"}:
        return True
    if word in listed(_NAMES, "speech") or token.lemma in listed(_NAMES, "speech"):
        return True
    before = v.lower(at - 1)
    if before in listed(_NAMES, "determiners") or before in {"'s", "of"}:
        return False
    if head_of(token) is None:
        return word.endswith("ed") and len(word) > 4 and before not in listed(_NAMES, "prepositions")  # noqa: PLR2004 - "used", not "red"
    return word != token.lemma or before == "to" or at - 1 in v.by_token or is_verbal(v, at - 1)


def may_be_verb(v: View, at: int) -> bool:
    """Whether a word of the verb tables is a verb here. Forms that are nouns too need a verb's surroundings."""
    token = v.tokens[at]
    if not token.text[0].islower() and at > 0:
        return False
    before, after = v.lower(at - 1), v.lower(at + 1)
    if token.lower.endswith(("ed", "ing")) or (token.lower != token.lemma and not token.lower.endswith("s")):
        return before not in listed(_NAMES, "determiners") - {"that"} and before not in {"'s", "-"}
    place = at - 1
    while place > 0 and place not in v.by_token and v.lower(place) in listed(_STATUS, "adverbs") | {"no"}:
        place -= 1
    if v.lower(place) in {"to", "not", "n't"} or is_verbal(v, place) or before in _SUBJECT_PRONOUNS:
        return True
    if (
        is_verbal(v, at + 1)
        or after in {"of", "and", ",", "."}
        or before in listed(_NAMES, "determiners") | {"'s", "-"}
        or before in listed(_NAMES, "prepositions")
    ):
        return False
    if at - 1 in v.by_token and v.by_token[at - 1].kind == "country" and after in listed(_NAMES, "prepositions"):
        return False
    if has_subject(v, at) and (token.lower in _UNCHANGED or any(f.only_after for f in verbs_at(v.tokens, at))):
        return True
    opens_object = (
        after in listed(_NAMES, "determiners")
        or at + 1 in v.by_token
        or after in listed(_NAMES, "prepositions")
        or after in {"to", "that", "down", "out", "back", "up"}
    )
    plain_object = (after[:1].isalpha() and before in {"who", "which"}) or (
        at - 1 in v.by_token and v.by_token[at - 1].kind == "person"
    )
    return has_subject(v, at) and (opens_object or plain_object)


def is_passive(v: View, at: int) -> bool:
    """Whether the verb at ``at`` is a passive: a form of "be" before a participle, or a participle before "by"."""
    word = v.lower(at)
    if word.endswith("ing") or (
        word == v.tokens[at].lemma and not word.endswith("ed") and word not in {"hit", "put", "cut"}
    ):
        return False
    place = at - 1
    while (
        place >= 0
        and place not in v.by_token
        and (
            v.lower(place) in listed(_STATUS, "adverbs")
            or v.lower(place) in {"not", "n't"}
            or v.lower(place).endswith("ly")
        )
    ):
        place -= 1
    if v.lower(place) in _BE:
        return True
    return v.lower(at + 1) == "by" and v.lower(place) not in {"has", "have", "had"}


def has_subject(v: View, at: int) -> bool:
    """Whether what stands right before the word may be its subject: a name, "who", a plural, an adverb."""
    before = v.lower(at - 1)
    return (
        at == 0
        or at - 1 in v.by_token
        or before in {"who", "which", "that", "and", "also"}
        or before.endswith(("ly", "s"))
    )
