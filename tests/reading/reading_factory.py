"""Documents for the tests of reading."""

from __future__ import annotations

from datetime import date

from aftershock.record.document import Document, SkippedSpan


def document(
    text: str,
    *,
    title: str = "",
    published: date | None = date(2022, 3, 10),
    language: str = "en",
    skipped: tuple[SkippedSpan, ...] = (),
) -> Document:
    return Document("t1", title, "", (), published, language, text, "t1.txt", "0" * 64, skipped=skipped)
