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


def copy_bundled(folder: Path) -> tuple[Path, ...]:
    """Put the bundled study into ``folder``, file by file, each whole; a store that is already there is kept.

    Returns:
        Where files of the user's that differed from the bundled ones were put, so that nothing is lost.

    Raises:
        StudyError: where the folder holds something else.
    """
    source = bundled_study()
    if folder.is_file():
        raise StudyError("this is a file, not a folder", where=str(folder), hint="choose another --folder")
    if folder.exists() and any(folder.iterdir()) and not _is_copy(folder, source):
        raise StudyError(
            "the folder is not empty and is not the bundled study", where=str(folder), hint="choose another --folder"
        )
    kept = [_copy(path, folder, path.relative_to(source)) for path in sorted(source.rglob("*")) if path.is_file()]
    return tuple(path for path in kept if path is not None)


def _copy(path: Path, folder: Path, name: Path) -> Path | None:
    """Copy one file; what the user made of an earlier copy is put aside, and its place returned."""
    target, aside = folder / name, folder / "replaced" / name
    target.parent.mkdir(parents=True, exist_ok=True)
    differs = target.exists() and target.read_bytes() != path.read_bytes()
    if differs:
        aside.parent.mkdir(parents=True, exist_ok=True)
        target.replace(aside)
    if not target.exists():
        beside = target.with_name(f".{target.name}.part")
        shutil.copyfile(path, beside)
        beside.replace(target)
    return aside if differs else None


def _is_copy(folder: Path, source: Path) -> bool:
    settings = folder / FILE
    first = (source / FILE).read_text(encoding="utf-8").splitlines()[:3]
    return settings.is_file() and settings.read_text(encoding="utf-8", errors="replace").splitlines()[:3] == first
