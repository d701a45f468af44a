"""The house rules that a linter does not know."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "aftershock"
_LONGEST_MODULE = 400


def tracked() -> list[Path]:
    """The files of the repository, or of the source distribution where there is no repository."""
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    return [ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


def packages() -> set[str]:
    folders = {f"`{path.name}`" for path in SOURCE.iterdir() if path.is_dir() and (path / "__init__.py").exists()}
    return folders | {f"`{path.name}`" for path in SOURCE.glob("*.py") if not path.name.startswith("__")}


def test_the_architecture_page_names_every_package_and_none_that_is_not_there():
    page = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    named = set(re.findall(r"^\| (`[\w.]+`) \|", page, flags=re.MULTILINE))
    assert named == packages()


def test_the_architecture_page_orders_the_layers_as_the_import_contract_does():
    page = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    named = [name.strip("`").removesuffix(".py") for name in re.findall(r"^\| (`[\w.]+`) \|", page, flags=re.MULTILINE)]
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    layers = settings["tool"]["importlinter"]["contracts"][0]["layers"]
    level = {name.strip(): n for n, layer in enumerate(layers) for name in layer.split("|")}
    assert [level[name] for name in named] == sorted(level[name] for name in named)


def test_every_path_that_the_architecture_page_names_exists():
    page = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    paths = re.findall(r"`((?:record|store|ontology|docs|gates|requirements|studies|tests|tools)/[\w./]*)`", page)
    made_by_a_trace = {"store/study.sqlite", "store/events/"}
    missing = [
        path
        for path in paths
        if not (ROOT / path).exists() and not (SOURCE / path).exists() and path not in made_by_a_trace
    ]
    assert missing == []


def test_no_module_does_so_much_that_it_needs_more_than_four_hundred_lines():
    long = {
        str(path.relative_to(ROOT)): lines
        for path in SOURCE.rglob("*.py")
        if (lines := path.read_text(encoding="utf-8").count("\n")) > _LONGEST_MODULE
    }
    assert long == {}


def test_requirement_files_carry_names_versions_and_hashes_and_no_address():
    files = sorted((ROOT / "requirements").glob("*.txt"))
    assert files
    for path in files:
        text = path.read_text(encoding="utf-8")
        assert "://" not in text
        assert not re.search(r"^\s*(-i|--index-url|--extra-index-url|--find-links)\b", text, flags=re.MULTILINE)
        pins = re.findall(r"^[a-zA-Z][^\s=]*==[^\s\\]+", text, flags=re.MULTILINE)
        assert len(pins) == len(re.findall(r"^[a-zA-Z]", text, flags=re.MULTILINE))
        assert text.count("--hash=sha256:") >= len(pins)


def test_the_source_knows_nothing_of_the_bundled_case():
    case = re.compile(r"solei?mani|suleimani|muhandis", re.IGNORECASE)
    # The ontology lists actors of the world, persons among them; help texts show the form of a shock by this example.
    shown = {"cli/new.py", "study/create.py"}
    told = [
        str(path.relative_to(SOURCE))
        for path in [*SOURCE.rglob("*.py"), *SOURCE.rglob("*.html"), *SOURCE.rglob("*.js"), *SOURCE.rglob("*.yml")]
        if case.search(path.read_text(encoding="utf-8")) and path.relative_to(SOURCE).as_posix() not in shown
    ]
    assert told == []


def test_no_committed_file_names_a_path_of_somebodys_machine():
    own = re.compile(r"(?:/(?:root|home/\w+|Users/\w+)/|C:\\\\Users)")
    told = []
    for path in tracked():
        if path == Path(__file__) or path.suffix in {".png", ".parquet", ".gz", ".zip", ".pdf", ".docx"}:
            continue
        if own.search(path.read_text(encoding="utf-8", errors="replace")):
            told.append(str(path.relative_to(ROOT)))
    assert told == []
