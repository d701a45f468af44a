"""The study that comes with Aftershock."""

from __future__ import annotations

import shutil
from pathlib import Path

import aftershock
from aftershock.errors import StudyError
from aftershock.study.settings import FILE


def bundled_study() -> Path:
    """The folder of the bundled study: inside the package, or beside it in a checkout.

    Raises:
        StudyError: where the installation lacks it.
    """
    package = Path(aftershock.__file__).parent
    for root in (package / "studies", package.parents[1] / "studies"):
        for settings in sorted(root.glob(f"*/{FILE}")):
            return settings.parent
    raise StudyError("the bundled study is missing from this installation", hint="install Aftershock again")


def copy_bundled(folder: Path) -> None:
    """Put the bundled study into ``folder``; a store that is already there is kept.

    Raises:
        StudyError: where the folder holds something else.
    """
    source = bundled_study()
    if folder.exists() and any(folder.iterdir()) and not _is_copy(folder, source):
        raise StudyError(
            "the folder is not empty and is not the bundled study", where=str(folder), hint="choose another --folder"
        )
    folder.mkdir(parents=True, exist_ok=True)
    for path in sorted(source.iterdir()):
        if path.is_dir():
            shutil.copytree(path, folder / path.name, dirs_exist_ok=True)
        else:
            shutil.copy2(path, folder / path.name)


def _is_copy(folder: Path, source: Path) -> bool:
    settings = folder / FILE
    first = (source / FILE).read_text(encoding="utf-8").splitlines()[:3]
    return settings.is_file() and settings.read_text(encoding="utf-8", errors="replace").splitlines()[:3] == first
