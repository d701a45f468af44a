"""Ids made from content, so that re-running changes none of them."""

from __future__ import annotations

import hashlib
import json
from typing import Final

_DIGITS: Final = 12  # 48 bits: one accidental pair is expected among 16 million records


def content_id(kind: str, *parts: object) -> str:
    """A stable id such as ``claim-3f9a0c12b7de`` from the kind and the values that make the record what it is."""
    body = json.dumps([kind, *parts], ensure_ascii=False, default=str, separators=(",", ":"))
    return f"{kind}-{hashlib.sha256(body.encode()).hexdigest()[:_DIGITS]}"


def fingerprint(*parts: object) -> str:
    """A digest of everything a unit of work depends on: the same digest means there is nothing to do again."""
    body = json.dumps(parts, ensure_ascii=False, default=str, separators=(",", ":"), sort_keys=True)
    return hashlib.sha256(body.encode()).hexdigest()
