"""A gate: measured figures against floors that may only rise."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).parents[1]


def shared(*parts: str) -> Path | None:
    """A file or folder of the development material beside the checkout, or ``None`` where it is absent."""
    roots = [ROOT.parent / "shared"]
    if "AFTERSHOCK_DATA" in os.environ:
        roots.insert(0, Path(os.environ["AFTERSHOCK_DATA"]).parent)
    return next((found for root in roots if (found := root.joinpath(*parts)).exists()), None)


def load_floors(name: str) -> dict[str, object]:
    return json.loads((ROOT / "gates" / f"{name}.json").read_text(encoding="utf-8"))


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def below(figures: Mapping[str, float], floors: Mapping[str, float]) -> dict[str, str]:
    """Each figure under its floor, and each floor without a figure, with what was found."""
    found = {}
    for name, floor in floors.items():
        if name not in figures:
            found[name] = f"not measured, floor {floor}"
        elif figures[name] < floor:
            found[name] = f"{figures[name]:.3f} under {floor}"
    return found
