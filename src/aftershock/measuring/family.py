"""Many effects are tested in one study: how surely does each stand once that is allowed for?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from aftershock.measuring.wording import count
from aftershock.record.effect import Check, CheckResult, Effect

CHECK: Final = "many tests"
_LEVEL: Final = 0.05


def adjust(effects: Sequence[Effect]) -> tuple[Effect, ...]:
    """The effects with a check that allows for their number (Benjamini and Hochberg 1995, JRSS B 57:289).

    Verdicts stay those of each effect alone; one that could be chance among so many is told so in its sentence.
    Doing it twice changes nothing.
    """
    clean = [_without(effect) for effect in effects]
    tested = [effect for effect in clean if effect.p is not None]
    adjusted = dict(zip((effect.id for effect in tested), _adjusted(tested), strict=True))
    return tuple(_with(effect, adjusted.get(effect.id), len(tested)) for effect in clean)


def adjusted_p(values: Sequence[float]) -> tuple[float, ...]:
    """Benjamini–Hochberg adjusted p-values, in the order given."""
    order = sorted(range(len(values)), key=lambda place: (values[place], place))
    found = [0.0] * len(values)
    smallest = 1.0
    for rank in range(len(values), 0, -1):
        place = order[rank - 1]
        smallest = min(smallest, values[place] * len(values) / rank)
        found[place] = smallest
    return tuple(found)


def could_be_chance(effect: Effect) -> bool:
    """Whether the check of many tests was run and failed."""
    return any(check.name == CHECK and check.result == "failed" for check in effect.checks)


def _adjusted(tested: Sequence[Effect]) -> tuple[float, ...]:
    return adjusted_p([effect.p for effect in tested if effect.p is not None])


def _with(effect: Effect, adjusted: float | None, tests: int) -> Effect:
    if adjusted is None:
        return effect
    result: CheckResult = "passed" if adjusted <= _LEVEL else "failed"
    detail = (
        f"p is {effect.p:.2g} alone and {adjusted:.2g} when the {count(tests, 'effect')} tested in this study are"
        " allowed for (Benjamini-Hochberg)."
    )
    sentence = effect.sentence
    if (
        result == "failed"
        and effect.verdict in ("supported", "opposite")
        and effect.p is not None
        and effect.p <= _LEVEL
    ):
        sentence = f"{sentence} {_chance(tests)}"
    return replace(effect, checks=(*effect.checks, Check(CHECK, result, detail)), sentence=sentence)


def _without(effect: Effect) -> Effect:
    checks = tuple(check for check in effect.checks if check.name != CHECK)
    sentence = effect.sentence
    if sentence.endswith(_CHANCE):
        sentence = sentence.rpartition(" Among the ")[0]
    return replace(effect, checks=checks, sentence=sentence)


_CHANCE: Final = " tested in this study, one like this can be expected by chance."


def _chance(tests: int) -> str:
    return f"Among the {count(tests, 'effect')}{_CHANCE}"
