"""A trace does only what changed, survives kills, and always ends in the same bytes."""

import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from aftershock.record.document import Document
from aftershock.record.effect import Effect
from aftershock.record.event import ReportedEvent
from aftershock.store.store import Store
from aftershock.study.create import create
from aftershock.study.show import export_study
from aftershock.study.study import Study
from aftershock.study.trace import trace_study

FORMATS = ("csv", "parquet", "graphml", "jsonl")
ARTICLE = """\
Strike on the port

The Russian navy attacked the port of Odesa on 4 March 2014, the Ukrainian defence ministry said.

"Russia will probably attack again within weeks," a ministry spokesman said. The attack led to higher grain prices.
The European Union may impose sanctions on Russia in April 2014.
"""
HEADER = "id,date,date_precision,actor,recipient,plover_event_type,mode,place,deaths,summary,source,confidence,check,system\n"


def small_study(folder: Path) -> Path:
    """A study with one document and a chronology of sixty rows."""
    create(folder, "2014-03-18 RUS COERCE UKR")
    (folder / "documents" / "port.txt").write_text(ARTICLE, encoding="utf-8")
    (folder / "documents" / "documents.csv").write_text(
        "file,id,title,publisher,authors,published,language\nport.txt,d-port,Strike on the port,Wire,,2014-03-05,en\n",
        encoding="utf-8",
    )
    rows = []
    for n in range(60):
        month, day = 1 + n % 12, 1 + n % 27
        year = 2012 + n // 24
        kind = ("ASSAULT", "THREATEN", "CONSULT", "SANCTION")[n % 4]
        pair = ("RUS,UKR", "UKR,RUS")[n % 2]
        rows.append(
            f"E{n:03},{year}-{month:02}-{day:02},day,{pair},{kind},,Odesa,,Row {n} of the test.,test,high,made,T\n"
        )
    (folder / "events" / "chronology.csv").write_text(HEADER + "".join(rows), encoding="utf-8")
    return folder


def exported(folder: Path, target: Path) -> dict[str, str]:
    study = Study.open(folder)
    with study.open_store() as store:
        paths = export_study(study, store, target, FORMATS)
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


@pytest.fixture(scope="module")
def traced(tmp_path_factory) -> Path:
    folder = small_study(tmp_path_factory.mktemp("traced") / "s")
    trace_study(Study.open(folder))
    return folder


def test_a_trace_reads_loads_measures_and_writes_a_report(traced):
    with Store.open(traced / "store") as store:
        assert [document.id for document in store.records(Document)] == ["d-port"]
        assert store.records(ReportedEvent)
        assert store.records(Effect)
    report = (traced / "report.html").read_text(encoding="utf-8")
    assert "Strike on the port" in report


def test_a_second_trace_does_nothing_and_leaves_the_report_untouched(traced):
    before = (traced / "report.html").stat().st_mtime_ns
    reports = trace_study(Study.open(traced))
    assert [report.worked for report in reports] == [0] * len(reports)
    assert (traced / "report.html").stat().st_mtime_ns == before


def test_two_fresh_traces_export_the_same_bytes(traced, tmp_path):
    other = small_study(tmp_path / "s")
    trace_study(Study.open(other))
    assert exported(other, tmp_path / "one") == exported(traced, tmp_path / "two")
    assert (other / "report.html").read_bytes() == (traced / "report.html").read_bytes()


def test_only_the_document_that_changed_is_read_again(traced, tmp_path):
    folder = tmp_path / "s"
    shutil.copytree(traced, folder)
    (folder / "documents" / "second.txt").write_text(
        "Ukraine accused Russia of piracy on 6 March 2014.\n", encoding="utf-8"
    )
    read = trace_study(Study.open(folder))[0]
    assert (read.worked, read.kept) == (1, 1)
    (folder / "documents" / "second.txt").unlink()
    trace_study(Study.open(folder))
    assert exported(folder, tmp_path / "one") == exported(traced, tmp_path / "two")


def test_nothing_later_than_the_day_asked_for_is_in_the_store(traced, tmp_path):
    folder = tmp_path / "s"
    shutil.copytree(traced, folder)
    trace_study(Study.open(folder, date(2014, 3, 1)))
    with Store.open(folder / "store") as store:
        assert store.records(Document) == ()
        assert any("published after 2014-03-01" in refusal.reason for refusal in store.refusals())
        assert Study.open(folder).as_stored(store).plan.as_of == date(2014, 3, 1)
        assert all(
            step.end <= date(2014, 3, 2) or step.observed is None for e in store.records(Effect) for step in e.steps
        )


def test_the_same_document_under_two_names_is_one_and_comes_back_when_the_first_goes(traced, tmp_path):
    folder = tmp_path / "s"
    shutil.copytree(traced, folder)
    text = "Ukraine accused Russia of piracy on 6 March 2014. Kyiv recalled its ambassador.\n"
    for name in ("a.txt", "b.txt"):
        (folder / "documents" / name).write_text(text, encoding="utf-8")
    trace_study(Study.open(folder))
    with Store.open(folder / "store") as store:
        assert len(store.records(Document)) == 2
        told = [note.text for document in store.records(Document) for note in document.notes]
        told += [refusal.reason for refusal in store.refusals()]
        assert any("b.txt" in text or "same document" in text for text in told)
    (folder / "documents" / "a.txt").unlink()
    trace_study(Study.open(folder))
    with Store.open(folder / "store") as store:
        assert sorted(document.file for document in store.records(Document)) == ["b.txt", "port.txt"]


def test_a_study_without_documents_or_events_still_gives_a_report_that_says_what_to_add(tmp_path):
    create(tmp_path / "s", "2014-03-18 RUS COERCE UKR")
    trace_study(Study.open(tmp_path / "s"))
    report = (tmp_path / "s" / "report.html").read_text(encoding="utf-8")
    assert "aftershock load" in report


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX")
def test_a_trace_killed_twenty_times_at_random_moments_ends_in_the_same_exports(traced, tmp_path):
    folder = small_study(tmp_path / "s")
    moments = random.Random(20200103)
    killed = 0
    for _ in range(20):
        with subprocess.Popen(
            [sys.executable, "-m", "aftershock", "trace", str(folder)],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        ) as process:  # fmt: skip
            time.sleep(moments.uniform(0.1, 2.5))
            killed += process.poll() is None
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
    assert killed > 5
    trace_study(Study.open(folder))
    assert exported(folder, tmp_path / "one") == exported(traced, tmp_path / "two")
    assert not [path for path in (folder / "store" / "events").iterdir() if path.suffix != ".parquet"]
