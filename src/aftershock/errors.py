"""The deliberate errors of Aftershock: each names the value, the place and the next step."""

from __future__ import annotations


class AftershockError(Exception):
    """Something the user can put right.

    Args:
        message: What is wrong, naming the value.
        where: The file, and where it applies the line, key or row: ``study.toml:12 [shock] date``.
        hint: The next step, printed on a line of its own after ``Hint:``.
    """

    exit_code = 1

    def __init__(self, message: str, *, where: str = "", hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.where = where
        self.hint = hint

    @property
    def reason(self) -> str:
        """What is wrong and the next step in one line, for a list that names the place itself."""
        return f"{self.message}. Hint: {self.hint}" if self.hint else self.message

    def __str__(self) -> str:
        head = f"{self.where}: {self.message}" if self.where else self.message
        return f"{head}\nHint: {self.hint}" if self.hint else head


class UsageError(AftershockError):
    """The command line or the settings ask for something that does not exist."""

    exit_code = 2


class StudyError(UsageError):
    """`study.toml` is missing, malformed, or names an unknown actor, group or indicator."""


class DocumentError(AftershockError):
    """One document cannot be read: empty, binary, encrypted, too large, hostile."""


class DataError(AftershockError):
    """An event, figure or series file cannot be loaded at all."""


class StoreError(AftershockError):
    """The store cannot be opened or written: newer version, read-only, full, locked, damaged."""


class OntologyError(AftershockError):
    """A word list, code table or actor list is malformed: file, line and column are named."""


class DownloadError(AftershockError):
    """An address may not be fetched, or the fetch failed."""
