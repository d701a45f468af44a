"""One file per verb: parse, call the study, print."""

from __future__ import annotations


def main() -> None:
    """Run the command line."""
