"""A whole trace of a hostile study, seen in a real browser: no script of a source runs, and nothing is asked for."""

from __future__ import annotations

import csv
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from lxml import html

from aftershock.study.create import create
from aftershock.study.study import Study
from aftershock.study.trace import trace_study

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")

FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--virtual-time-budget=2000", "--dump-dom",
)  # fmt: skip
COLUMNS = (
    "id,date,date_precision,actor,recipient,plover_event_type,mode,place,deaths,summary,source,confidence,check,system"
)

ACTORS = "id,name,kind,country,sector,aliases,memberships,wikidata,note,source"


@contextmanager
def listening() -> Iterator[tuple[str, list[str]]]:
    """A server on the loopback that remembers what it was asked for."""
    asked: list[str] = []

    class Remembering(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(204)
            self.end_headers()

        def log_message(self, *args: object) -> None:
            del args

    server = ThreadingHTTPServer(("127.0.0.1", 0), Remembering)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def attack(server: str) -> str:
    """Markup that would run or fetch wherever one way of escaping is forgotten."""
    ran = "document.documentElement.dataset.ran=1"
    return (
        f"\"'></title></script></style><script>{ran}</script><img src={server}/img onerror={ran}>"
        f"<svg onload={ran}><link rel=stylesheet href={server}/css><iframe src={server}/frame></iframe>{{{{7*7}}}}"
    )


def hostile_study(folder: Path, server: str) -> Path:
    """A study whose titles, names, quotes, summaries, sources and addresses are all hostile."""
    words = attack(server)
    create(folder, "2014-03-18 RUS COERCE UKR")
    documents = folder / "documents"
    (documents / "port.txt").write_text(
        f'Strike\n\n"Russia will probably attack Ukraine {words} within weeks," {words} said on Monday.\n\n'
        f"Ministry spokesman Ivan {words} said Russia attacked Ukraine on 4 March 2014. The attack led to {words}.\n\n"
        "Harbour Watch said Russia will probably attack Ukraine again in April 2014.\n",
        encoding="utf-8",
    )
    (documents / "page.html").write_text(
        f"<html><head><title>{words}</title><link rel=canonical href='javascript:document.title=1'>"
        f"<meta name=author content='&lt;script&gt;'></head><body><p>Ukraine accused Russia. {words} Russia may strike.</p>"
        "</body></html>",
        encoding="utf-8",
    )
    with (documents / "documents.csv").open("w", encoding="utf-8", newline="") as stream:
        rows = csv.writer(stream)
        rows.writerow(["file", "id", "title", "publisher", "authors", "published", "language"])
        rows.writerow(["port.txt", 'd"><b', words, words, words, "2014-03-05", "en"])
    with (folder / "events" / "chronology.csv").open("w", encoding="utf-8", newline="") as stream:
        rows = csv.writer(stream)
        rows.writerow(COLUMNS.split(","))
        for n in range(60):
            kind = ("ASSAULT", "THREATEN", "CONSULT", "SANCTION")[n % 4]
            day = f"{2012 + n // 24}-{1 + n % 12:02}-{1 + n % 27:02}"
            rows.writerow(
                [
                    f'E{n}"><i',
                    day,
                    "day",
                    "RUS",
                    "UKR",
                    kind,
                    "",
                    words,
                    "",
                    words,
                    f"javascript:{words}",
                    "high",
                    "x",
                    words,
                ]
            )
    with (folder / "actors.csv").open("w", encoding="utf-8", newline="") as stream:
        rows = csv.writer(stream)
        rows.writerow(ACTORS.split(","))
        rows.writerow(["RUSX", words, "organization", "RUS", "", f"Harbour Watch|{words}", "", "", "", words])
    settings = (folder / "study.toml").read_text(encoding="utf-8")
    titled = words.replace("\\", "\\\\").replace('"', '\\"')
    lines = [f'title = "{titled}"' if line.startswith("title = ") else line for line in settings.splitlines()]
    (folder / "study.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def test_a_trace_of_a_hostile_study_runs_nothing_and_asks_for_nothing(tmp_path: Path) -> None:
    with listening() as (server, asked):
        study = Study.open(hostile_study(tmp_path / "study", server))
        trace_study(study)
        text = study.report.read_text(encoding="utf-8")
        assert text.count("onerror=document") > 5, "the hostile words do not reach the report, so nothing is tested"
        arguments = [str(CHROMIUM), *FLAGS, f"--user-data-dir={tmp_path / 'profile'}", study.report.as_uri()]
        shown = subprocess.run(arguments, capture_output=True, text=True, timeout=90, check=True).stdout
    assert '<div class="filters scripted" data-list' in shown, "the report's own script did not run"
    assert "data-ran" not in shown
    assert asked == []
    page = html.document_fromstring(text)
    assert not page.xpath("//@*[starts-with(name(), 'on')] | //@href[starts-with(., 'javascript:')]")
    assert not page.xpath("//img | //iframe | //link[not(@rel='icon')] | //object | //embed | //base")
    assert len(page.xpath("//script")) == len(page.xpath("//style")) == 1
