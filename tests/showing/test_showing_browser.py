"""The report in a real browser: nothing hostile runs, nothing scrolls sideways. Skipped where Chromium is absent."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from aftershock.showing import report
from showing import invented

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")

MARK = "document.documentElement.dataset.ran=1"
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--hide-scrollbars", "--allow-file-access-from-files",
    "--virtual-time-budget=1500",
)  # fmt: skip


def dom(page: Path, tmp_path: Path, size: str = "1280,900") -> str:
    """The page as the browser holds it after its scripts have run."""
    profile = tmp_path / "profile"
    arguments = [
        str(CHROMIUM),
        *FLAGS,
        f"--user-data-dir={profile}",
        f"--window-size={size}",
        "--dump-dom",
        page.as_uri(),
    ]
    done = subprocess.run(arguments, capture_output=True, text=True, timeout=60, check=True)
    return done.stdout


def written(folder: Path, records: tuple[object, ...] | None = None) -> Path:
    with invented.store(folder / "store", records) as store:
        text = report.render(store, invented.plan(), rows=invented.rows(), actors=invented.ACTORS)
    path = folder / "report.html"
    path.write_text(text, encoding="utf-8")
    return path


def test_our_script_runs_and_scripts_of_sources_do_not(tmp_path: Path) -> None:
    attack = f'"><img src=x onerror="{MARK}"><script>{MARK}</script><svg onload="{MARK}">'
    shown = dom(written(tmp_path, invented.hostile(attack)), tmp_path)
    assert "data-ran" not in shown
    assert "claims shown" in shown or '<div class="filters scripted" data-list' in shown


def test_the_policy_stops_even_what_escaping_would_miss(tmp_path: Path) -> None:
    path = written(tmp_path)
    smuggled = f'<script>{MARK}</script><img src=x onerror="{MARK}"><a id="x" href="javascript:{MARK}">x</a>'
    path.write_text(path.read_text(encoding="utf-8").replace("<main ", f"{smuggled}<main ", 1), encoding="utf-8")
    assert "data-ran" not in dom(path, tmp_path)


@pytest.mark.parametrize("width", [390, 768, 1280])
def test_the_page_never_scrolls_sideways(width: int, tmp_path: Path) -> None:
    path = written(tmp_path)
    wrapper = tmp_path / "wrapper.html"
    wrapper.write_text(
        f'<body><iframe id="f" width="{width}" height="900" src="{path.as_uri()}"></iframe><script>'
        "onload=()=>{document.title='wide '+document.getElementById('f').contentDocument.documentElement.scrollWidth}"
        "</script></body>",
        encoding="utf-8",
    )
    assert f"<title>wide {width}</title>" in dom(wrapper, tmp_path, "1400,1000")
