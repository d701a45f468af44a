"""Reading documents without a study: paths and addresses to records in the reading form."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from aftershock.documents.intake import read_documents
from aftershock.download import fetch
from aftershock.errors import UsageError
from aftershock.ontology.actors import load_actors
from aftershock.reading.format import to_json
from aftershock.reading.reader import read
from aftershock.record.refusal import Refusal
from aftershock.study.step import Progress, silent

_ADDRESSES: Final = ("http://", "https://")


def read_paths(
    paths: Sequence[str], metadata: Path | None = None, *, allow_net: bool = False, progress: Progress = silent
) -> tuple[tuple[dict[str, object], ...], tuple[Refusal, ...]]:
    """Read files, folders and, where the net is allowed, addresses.

    Returns:
        The records in the form of the reading format, and what was refused.

    Raises:
        UsageError: where a path does not exist, or an address is given and the net is not allowed.
    """
    with tempfile.TemporaryDirectory(prefix="aftershock-") as folder:
        files = [_local(path, Path(folder), allow_net=allow_net) for path in paths]
        documents, refused = read_documents(files, metadata)
        actors = load_actors()
        records = []
        for n, document in enumerate(documents, start=1):
            reading = read(document, actors)
            records.append(to_json(reading))
            refused += reading.refused
            progress("read", n, len(documents))
    return tuple(records), refused


def _local(path: str, folder: Path, *, allow_net: bool) -> Path:
    if path.startswith(_ADDRESSES):
        if not allow_net:
            raise UsageError("an address is fetched only when asked", where=path, hint="add --allow-net")
        return fetch(path, folder).path
    found = Path(path)
    if not found.exists():
        raise UsageError("there is no such file or folder", where=path, hint="check the spelling")
    return found
