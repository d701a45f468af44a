"""Whether a zip archive may be opened at all, judged from its directory before anything is unpacked."""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from typing import Final

from aftershock.documents import caps
from aftershock.errors import DocumentError

_ENCRYPTED: Final = 0x1
_HINT: Final = "save the document anew from the program that made it"


class Archive:
    """A zip archive that keeps within the limits.

    Raises:
        DocumentError: where it is damaged, encrypted, over a limit, or names places outside itself.
    """

    def __init__(self, file: str, data: bytes) -> None:
        self._file = file
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
            raise DocumentError(f"the archive is damaged: {error}", where=file, hint=_HINT) from error
        self._check(len(data))

    def _check(self, size: int) -> None:
        members = self._zip.infolist()
        total = sum(member.file_size for member in members)
        if len(members) > caps.ZIP_MEMBERS:
            self._refuse(f"{len(members):,} members are over the limit of {caps.ZIP_MEMBERS:,}")
        if total > caps.ZIP_TOTAL:
            self._refuse(f"it unpacks to {total:,} bytes, over the limit of {caps.ZIP_TOTAL:,}")
        if total > caps.ZIP_RATIO_FROM and total > caps.ZIP_RATIO * size:
            self._refuse(f"it unpacks to over {caps.ZIP_RATIO} times its size")
        for member in members:
            self._check_member(member)

    def _check_member(self, member: zipfile.ZipInfo) -> None:
        name = member.filename
        if name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/") or ":" in name or "\0" in name:
            self._refuse(f"the member {name!r} points outside the archive")
        if stat.S_ISLNK(member.external_attr >> 16):
            self._refuse(f"the member {name!r} is a link")
        if member.flag_bits & _ENCRYPTED:
            self._refuse("it is encrypted")
        if member.file_size > caps.ZIP_RATIO_FROM and member.file_size > caps.ZIP_RATIO * max(1, member.compress_size):
            self._refuse(f"the member {name!r} unpacks to over {caps.ZIP_RATIO} times its size")

    def _refuse(self, reason: str) -> None:
        raise DocumentError(reason, where=self._file, hint=_HINT)

    def names(self) -> frozenset[str]:
        """The names of the members."""
        return frozenset(self._zip.namelist())

    def read(self, name: str) -> bytes:
        """The bytes of one member, never more than its directory entry says."""
        try:
            with self._zip.open(name) as member:
                return member.read(self._zip.getinfo(name).file_size)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
            raise DocumentError(f"the member {name!r} is damaged: {error}", where=self._file, hint=_HINT) from error
