"""What a web page says about itself: linked data first, then meta elements, then what trafilatura finds."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Final

from trafilatura.metadata import extract_metadata

from aftershock.documents.extracted import Extracted
from aftershock.documents.frontpage import parse_date
from aftershock.documents.invisible import JOINERS, without_invisible

_ARTICLE: Final = re.compile(r"(?:article|posting|report|analysis|webpage|scholarly|publication)", re.IGNORECASE)
_TITLES: Final = ("og:title", "citation_title", "twitter:title", "dc.title", "dcterms.title", "headline")
_DATES: Final = (
    "article:published_time", "og:article:published_time", "citation_publication_date", "citation_date", "datepublished",
    "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date", "dcterms.date", "date", "pubdate", "publishdate",
    "parsely-pub-date", "sailthru.date", "publication_date", "publish-date",
)  # fmt: skip
_AUTHORS: Final = (
    "author",
    "citation_author",
    "article:author",
    "dc.creator",
    "dcterms.creator",
    "parsely-author",
    "sailthru.author",
    "byl",
)
_PUBLISHERS: Final = ("og:site_name", "citation_publisher", "dc.publisher", "dcterms.publisher", "application-name")
_LONGEST_JSON: Final = 500_000
_LONGEST: Final = 400
_SPLIT: Final = re.compile(r"\s*;\s*|\s*,\s+(?=[A-Z][^,]*\s)|\s+and\s+|\s*&\s*")


def page_facts(root: Any) -> Extracted:
    """Title, publisher, authors, date, language and address as the page states them; the text is left empty."""
    linked = _linked_data(root)
    metas = _metas(root)
    guess = extract_metadata(
        root, date_config={"extensive_search": False, "original_date": True, "max_date": "2100-01-01"}
    )
    title = _first(*linked["title"], *_values(metas, _TITLES), guess.title or "")
    return Extracted(
        text="",
        title=title,
        publisher=_first(*linked["publisher"], *_values(metas, _PUBLISHERS), guess.sitename or ""),
        authors=_authors(linked["author"], _values(metas, _AUTHORS), guess.author or ""),
        published=_date([*linked["date"], *_values(metas, _DATES), *_times(root), guess.date or ""]),
        language=_language(root, linked["language"]),
        url=_address(root, metas),
    )


def _clean(text: str) -> str:
    seen, _ = without_invisible(text)
    return " ".join("".join(c if c.isprintable() or c in JOINERS else " " for c in seen).split())[:_LONGEST]


def _first(*values: str) -> str:
    return next((clean for value in values if (clean := _clean(value))), "")


def _metas(root: Any) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for meta in root.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").strip().lower()
        if name and meta.get("content"):
            found.setdefault(name, []).append(meta.get("content"))
    return found


def _values(metas: dict[str, list[str]], names: Sequence[str]) -> list[str]:
    return [value for name in names for value in metas.get(name, [])]


def _linked_data(root: Any) -> dict[str, list[str]]:
    """The fields of the first objects of JSON-LD that describe an article."""
    found: dict[str, list[str]] = {"title": [], "publisher": [], "author": [], "date": [], "language": []}
    for script in root.iter("script"):
        if (script.get("type") or "").strip().lower() != "application/ld+json" or len(
            script.text or ""
        ) > _LONGEST_JSON:
            continue
        try:
            value = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue  # malformed linked data says nothing; the meta elements still may
        for item in _articles(value):
            found["title"] += _names(item.get("headline"))
            found["publisher"] += _names(item.get("publisher"))
            found["author"] += _names(item.get("author"))
            found["date"] += _names(item.get("datePublished"))
            found["language"] += _names(item.get("inLanguage"))
    return found


def _articles(value: object) -> Iterator[dict[str, object]]:
    waiting = [value]
    while waiting:
        item = waiting.pop(0)
        if isinstance(item, list):
            waiting.extend(item)
        elif isinstance(item, dict):
            waiting.extend(inner for key in ("@graph", "mainEntity") if (inner := item.get(key)) is not None)
            if any(_ARTICLE.search(kind) for kind in _names(item.get("@type"))):
                yield item


def _names(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return _names(value.get("name"))
    return [name for item in value for name in _names(item)] if isinstance(value, list) else []


def _authors(linked: list[str], metas: list[str], guess: str) -> tuple[str, ...]:
    for group in (linked, metas, guess.split(";")):
        names = [_person(name) for text in group for name in _SPLIT.split(_clean(text))]
        if kept := tuple(dict.fromkeys(name for name in names if name)):
            return kept
    return ()


def _person(name: str) -> str:
    plain = re.sub(r"^(?:by|written by)\s+", "", name, flags=re.IGNORECASE).strip(" ,.")
    return "" if "://" in plain or "@" in plain or plain.isdigit() else plain


def _times(root: Any) -> list[str]:
    elements = [time for time in root.iter("time") if time.get("datetime")]
    marked = [t for t in elements if t.get("pubdate") is not None or "datePublished" in (t.get("itemprop") or "")]
    return [time.get("datetime") for time in marked]


def _date(values: list[str]) -> date | None:
    return next((found for value in values if (found := parse_date(_slashed(value.strip()))) is not None), None)


def _slashed(value: str) -> str:
    return re.sub(r"^(\d{4})/(\d{1,2})/(\d{1,2})", lambda m: f"{m[1]}-{int(m[2]):02}-{int(m[3]):02}", value)


def _language(root: Any, linked: list[str]) -> str:
    given = root.get("lang") or root.get("xml:lang") or _first(*linked)
    match = re.match(r"[A-Za-z]{2,3}(?=$|[-_])", given.strip())
    return match.group().lower() if match else ""


def _address(root: Any, metas: dict[str, list[str]]) -> str:
    canonical = [link.get("href") or "" for link in root.iter("link") if (link.get("rel") or "").lower() == "canonical"]
    return next((u for u in [*canonical, *metas.get("og:url", [])] if re.match(r"https?://[^\s<>\"']{3,2000}$", u)), "")
