"""Open a data file, plain or packed, within limits: what it holds is told from its first bytes, never from its name."""

from __future__ import annotations

import gzip
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from aftershock.documents.caps import ZIP_MEMBERS, ZIP_RATIO, ZIP_RATIO_FROM, ZIP_TOTAL
from aftershock.errors import DataError
from aftershock.eventdata.lines import Readable

_GZIP: Final = b"\x1f\x8b"
_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_MIB: Final = 1024 * 1024
_METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_NOT_DATA: Final = ("__MACOSX/",)
_UNPACK: Final = "unpack it yourself and load the plain file, which has no limit"
_AGAIN: Final = "fetch or export the file again"
BROKEN: Final = (
    EOFError, zlib.error, gzip.BadGzipFile, zipfile.BadZipFile, lzma.LZMAError, struct.error,
    NotImplementedError, RuntimeError, ValueError, OverflowError,
)  # fmt: skip
"""What the standard library raises on a packed file that is truncated, damaged, encrypted or made to harm."""


@dataclass(frozen=True, slots=True)
class Part:
    """One table inside a data file. ``name`` is what its rows cite; ``member`` is empty unless the file is a zip."""

    path: Path
    name: str
    member: str = ""


class Bounded:
    """A stream that gives no more than ``limit`` bytes and names the file where unpacking it fails."""

    def __init__(self, stream: Readable, limit: int | None, where: str) -> None:
        self._stream = stream
        self._left = limit
        self._where = where

    def read(self, size: int) -> bytes:
        """Up to ``size`` bytes; empty at the end.

        Raises:
            DataError: where the file is damaged, or holds more than the limit.
        """
        try:
            data = self._stream.read(size)
        except BROKEN as error:
            raise broken(self._where, error) from error
        except OSError as error:
            raise DataError(f"the file cannot be read: {error.strerror or error}", where=self._where) from error
        if self._left is not None:
            self._left -= len(data)
            if self._left < 0:
                raise DataError("the file unpacks to far more than it should", where=self._where, hint=_UNPACK)
        return data


def broken(where: str, error: BaseException) -> DataError:
    """The error about a packed file that does not unpack."""
    if isinstance(error, RuntimeError) and not isinstance(error, NotImplementedError) and "encrypted" in str(error):
        return DataError("the zip file is encrypted", where=where, hint="unpack it with its password first")
    if isinstance(error, EOFError):
        return DataError("the packed file is truncated", where=where, hint=_AGAIN)
    return DataError(f"the packed file is damaged: {error}", where=where, hint=_AGAIN)


def parts(path: Path) -> tuple[Part, ...]:
    """The tables a data file may hold: the file itself, or the members of a zip, in the order of their names.

    Raises:
        DataError: where the file is missing, empty, a damaged or encrypted zip, or one with too many members.
    """
    first = _first_bytes(path)
    if not first:
        raise DataError("the file is empty", where=path.name, hint=_AGAIN)
    if not first.startswith(_ZIP):
        return (Part(path, _storable(path.name)),)
    try:
        with zipfile.ZipFile(path) as archive:
            return _members(path, archive)
    except BROKEN as error:
        raise broken(path.name, error) from error


@contextmanager
def opened(part: Part) -> Iterator[Bounded]:
    """The bytes of a part, unpacked as they are read.

    Raises:
        DataError: on reading, where the part is damaged or over the limits.
    """
    if part.member:
        with _member(part) as stream:
            yield stream
    elif _first_bytes(part.path).startswith(_GZIP):
        with gzip.open(part.path, "rb") as unpacked:
            yield Bounded(unpacked, _limit(part.path.stat().st_size), part.name)
    else:
        with part.path.open("rb") as plain:
            yield Bounded(plain, None, part.name)


@contextmanager
def _member(part: Part) -> Iterator[Bounded]:
    try:
        archive = zipfile.ZipFile(part.path)
    except BROKEN as error:
        raise broken(part.name, error) from error
    with archive:
        try:
            info = archive.getinfo(part.member)
            stream = archive.open(info)
        except (*BROKEN, KeyError) as error:
            raise broken(part.name, error) from error
        with stream:
            yield Bounded(stream, _limit(info.compress_size), part.name)


def _members(path: Path, archive: zipfile.ZipFile) -> tuple[Part, ...]:
    infos = archive.infolist()
    if len(infos) > ZIP_MEMBERS:
        raise DataError(
            f"the zip file has {len(infos)} members, more than {ZIP_MEMBERS}", where=path.name, hint=_UNPACK
        )
    kept = sorted(
        (info for info in infos if not info.is_dir() and not info.filename.startswith(_NOT_DATA)),
        key=lambda info: info.filename,
    )
    if not kept:
        raise DataError("the zip file holds no file", where=path.name, hint=_AGAIN)
    if sum(info.file_size for info in kept) > ZIP_TOTAL:
        raise DataError(f"the zip file unpacks to more than {ZIP_TOTAL // _MIB} MiB", where=path.name, hint=_UNPACK)
    strange = next((info for info in kept if info.compress_type not in _METHODS), None)
    if strange is not None:
        raise DataError(f"{strange.filename!r} is packed in an unsupported way", where=path.name, hint=_UNPACK)
    return tuple(Part(path, _storable(f"{path.name}/{info.filename}"), info.filename) for info in kept)


def _limit(packed: int) -> int:
    return min(ZIP_TOTAL, max(ZIP_RATIO_FROM, ZIP_RATIO * packed))


def _first_bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(4)
    except FileNotFoundError as error:
        raise DataError("there is no such file", where=str(path), hint="check the spelling") from error
    except OSError as error:
        raise DataError(f"the file cannot be read: {error.strerror}", where=str(path)) from error


def _storable(name: str) -> str:
    """The name with bytes that are no UTF-8 escaped, as some systems allow them in names."""
    return name.encode("utf-8", "backslashreplace").decode()
