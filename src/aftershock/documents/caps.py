"""The limits that every untrusted file is held to; over one of them a file is refused, never cut short."""

from __future__ import annotations

from typing import Final

MIB: Final = 1024 * 1024

TEXT_BYTES: Final = 20 * MIB
HTML_BYTES: Final = 5 * MIB  # a page of 21 MB keeps the extractor busy for over a minute
HTML_ELEMENTS: Final = 50_000
FILE_BYTES: Final = 100 * MIB
TEXT_CHARACTERS: Final = 5_000_000
TEXT_LINES: Final = 200_000
MARKDOWN_IN_PARENT: Final = 200_000

ZIP_MEMBERS: Final = 5_000
ZIP_TOTAL: Final = 300 * MIB
ZIP_RATIO: Final = 200
ZIP_RATIO_FROM: Final = 1 * MIB  # small members compress well honestly

PDF_PAGES: Final = 5_000
PDF_OPERATIONS: Final = 1_000_000

MAIL_PARTS: Final = 1_000

WORKER_SECONDS: Final = 30.0
WORKER_CPU_SECONDS: Final = 30
WORKER_MEMORY: Final = 1024 * MIB
WORKER_FILES: Final = 100  # a worker is replaced after so many files, so that leaks do not add up
