"""A TOML file as typed tables whose errors name the line and the key."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Final, TypeVar

from rapidfuzz import fuzz, process

from aftershock.errors import StudyError

_LINE: Final = re.compile(r"line (\d+)")
_NEAR: Final = 60
T = TypeVar("T", bound=str)


def nearest(name: str, known: Iterable[str], limit: int = 3) -> tuple[str, ...]:
    """The known names most like ``name``, the best first; none that is unlike it."""
    found = process.extract(name, sorted(set(known)), scorer=fuzz.ratio, limit=limit, score_cutoff=_NEAR)
    return tuple(entry[0] for entry in found)


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """A hint that offers the nearest known names."""
    offered = nearest(name, known)
    return f"did you mean {', '.join(repr(one) for one in offered)}?" if offered else ""


@dataclass(slots=True)
class TomlTable:
    """One table: every key is asked for by type; `done` refuses the keys that nobody asked for."""

    file: str
    text: str
    values: Mapping[str, object]
    header: str = ""
    number: int = 0
    _asked: set[str] = field(default_factory=set)

    def error(self, key: str, message: str, hint: str = "") -> StudyError:
        """An error at a key of this table."""
        place = f"{self.file}:{_find_line(self.text, self.header, self.number, key)}"
        where = f"{place} [{self.header}] {key}" if self.header else place
        return StudyError(message, where=where, hint=hint or "correct this line, then run the command again")

    def _get(self, key: str) -> object:
        self._asked.add(key)
        return self.values.get(key)

    def string(self, key: str, default: str | None = None) -> str:
        """A text; required where there is no default."""
        value = self._get(key)
        if value is None and default is not None:
            return default
        if not isinstance(value, str) or (default is None and not value.strip()):
            raise self.error(key, f"{key!r} must be a text" if key in self.values else f"{key!r} is missing")
        return value

    def choice(self, key: str, choices: Sequence[T], default: T | None = None) -> T:
        """One of a few words."""
        value = self.string(key, default)
        for choice in choices:
            if value == choice:
                return choice
        raise self.error(key, f"{value!r} is none of {', '.join(choices)}", did_you_mean(value, choices))

    def strings(self, key: str) -> tuple[str, ...]:
        """A list of texts, or one text; empty where absent."""
        value = self._get(key)
        listed = [value] if isinstance(value, str) else [] if value is None else value
        if not isinstance(listed, list) or not all(isinstance(one, str) for one in listed):
            raise self.error(key, f"{key!r} must be a list of texts")
        return tuple(listed)

    def day(self, key: str, default: date | None = None) -> date:
        """A date, as TOML writes it: 2020-01-31."""
        value = self.optional_day(key)
        if value is None and default is None:
            raise self.error(key, f"{key!r} is missing", "write a date such as 2020-01-31")
        return value or default or date.min

    def optional_day(self, key: str) -> date | None:
        """A date, or ``None`` where absent."""
        value = self._get(key)
        if value is None:
            return None
        if not isinstance(value, date) or isinstance(value, datetime):
            raise self.error(key, f"{value!r} is not a date", "write it without quotes: 2020-01-31")
        return value

    def days(self, key: str, default: tuple[date, ...]) -> tuple[date, ...]:
        """A list of dates, put in order."""
        value = self._get(key)
        if value is None:
            return default
        if not isinstance(value, list) or not all(type(one) is date for one in value):
            raise self.error(key, f"{key!r} must be a list of dates", "write them without quotes: [2020-01-31]")
        return tuple(sorted(value))

    def integers(self, key: str, default: tuple[int, ...]) -> tuple[int, ...]:
        """A list of positive whole numbers."""
        value = self._get(key)
        if value is None:
            return default
        if not isinstance(value, list) or not all(type(one) is int and one > 0 for one in value):
            raise self.error(key, f"{key!r} must be a list of positive whole numbers, such as [90, 180]")
        return tuple(value)

    def real(self, key: str) -> float:
        """A number; required."""
        value = self._get(key)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.error(key, f"{key!r} must be a number" if key in self.values else f"{key!r} is missing")
        return float(value)

    def flag(self, key: str) -> bool:
        """True or false; false where absent."""
        value = self._get(key)
        if value is not None and not isinstance(value, bool):
            raise self.error(key, f"{key!r} must be true or false")
        return bool(value)

    def table(self, key: str) -> TomlTable:
        """A table inside this one; empty where absent."""
        value = self._get(key)
        if value is not None and not isinstance(value, Mapping):
            raise self.error(key, f"{key!r} must be a table: [{key}]")
        header = f"{self.header}.{key}" if self.header else key
        return TomlTable(self.file, self.text, value or {}, header, 0)

    def tables(self, key: str) -> tuple[TomlTable, ...]:
        """A list of tables; empty where absent."""
        value = self._get(key)
        listed = [] if value is None else value
        if not isinstance(listed, list) or not all(isinstance(one, Mapping) for one in listed):
            raise self.error(key, f"{key!r} must be a list of tables: [[{key}]]")
        return tuple(TomlTable(self.file, self.text, one, key, n) for n, one in enumerate(listed))

    def done(self) -> None:
        """Refuse the keys that were never asked for."""
        for key in self.values:
            if key not in self._asked:
                raise self.error(key, f"unknown key {key!r}", did_you_mean(key, self._asked))


def read_toml(path: Path) -> TomlTable:
    """The file as a table.

    Raises:
        StudyError: where it is missing, unreadable, not UTF-8, or not TOML; the line is named.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
        return TomlTable(str(path), text, tomllib.loads(text))
    except FileNotFoundError as error:
        raise StudyError(
            "no such file, so this is no study",
            where=str(path),
            hint=f'`aftershock new {path.parent} --shock "2020-01-03 USA ASSAULT IRN"` makes one there',
        ) from error
    except UnicodeDecodeError as error:
        raise StudyError("not UTF-8 text", where=str(path), hint="save the file as UTF-8") from error
    except OSError as error:
        raise StudyError(f"cannot be read: {error.strerror}", where=str(path), hint="check its rights") from error
    except tomllib.TOMLDecodeError as error:
        found = _LINE.search(str(error))
        where = f"{path}:{found.group(1)}" if found else str(path)
        raise StudyError(f"not TOML: {error}", where=where, hint="texts need quotes, dates must exist") from error


def _find_line(text: str, header: str, number: int, key: str) -> int:
    """The line of a key under the ``number``-th table of that name; of the table where the key is absent."""
    seen, inside, best = -1, not header, 1
    wanted = re.compile(rf"\s*[\"']?{re.escape(key)}[\"']?\s*[=.]|\s*\[+\s*{re.escape(key)}\b")
    for at, line in enumerate(text.splitlines(), start=1):
        head = re.match(r"\s*\[{1,2}\s*([^\]]+?)\s*\]", line)
        if head and header:
            seen += head.group(1) == header
            inside = seen == number and head.group(1) == header
            best = at if inside else best
        if inside and wanted.match(line):
            return at
    return best
