"""Lines of a page become the paragraphs they were."""

from __future__ import annotations

import time

from aftershock.documents.paragraphs import paragraphs_of_pages


def test_lines_are_joined_and_a_short_line_after_a_full_stop_ends_a_paragraph() -> None:
    page = (
        "A heading\nThe harbour of the town was closed on Monday after the long\nstrike of its workers, who asked for pay.\n"
        "Talks about the pay of the workers will go on for a long time\nin the town."
    )
    assert paragraphs_of_pages([page]).split("\n\n") == [
        "A heading",
        "The harbour of the town was closed on Monday after the long strike of its workers, who asked for pay.",
        "Talks about the pay of the workers will go on for a long time in the town.",
    ]


def test_words_broken_at_a_line_end_are_joined_unless_they_are_hyphenated_elsewhere() -> None:
    page = (
        "A long-term plan for all the workers of the harbour and a long-\nterm view of the strike were the mat-\nter."
    )
    assert paragraphs_of_pages([page]) == page.replace("long-\nterm", "long-term").replace("mat-\nter", "matter")


def test_running_heads_and_page_numbers_go_and_a_sentence_runs_over_the_page() -> None:
    numbers = ["one", "two", "three", "four"]
    pages = [
        f"The Harbour Report {n}\n\nPage {word} has a line which is long enough to go on\n{n}"
        for n, word in enumerate(numbers, 1)
    ]
    text = paragraphs_of_pages(pages)
    assert "Report" not in text
    assert not any(character.isdigit() for character in text)
    assert all(f"Page {word} has" in text for word in numbers)


def test_a_book_without_full_stops_takes_linear_time() -> None:
    start = time.monotonic()
    paragraphs_of_pages(["\n".join("words that never come to an end and go on" for _ in range(45))] * 1_000)
    assert time.monotonic() - start < 5
