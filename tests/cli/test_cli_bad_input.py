"""Whatever goes wrong is one message that names the place and the next step, and leaves nothing half-written."""

import hashlib
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from aftershock.cli import root
from aftershock.cli.running import run
from aftershock.study.study import Study
from aftershock.study.work import at_work
from cli.cli_factory import ARTICLE, HEADER, SHOCK, Ran, ran, rows

WITHOUT_RIGHTS: Sequence[str] = ("setpriv", "--bounding-set=-all", "--inh-caps=-all") if os.geteuid() == 0 else ()
needs_rights = pytest.mark.skipif(
    bool(WITHOUT_RIGHTS) and shutil.which("setpriv") is None,
    reason="the tests run as root, who may write anywhere, and there is no setpriv to give that up",
)


def is_one_message(told: Ran, *named: str) -> None:
    """One message on standard error, with a next step, that names all of these; nothing on standard output."""
    assert told.code in (1, 2)
    assert told.out == ""
    assert told.err.startswith("aftershock: ")
    assert "Traceback" not in told.err
    assert len(re.findall(r"^aftershock: ", told.err, re.MULTILINE)) == 1
    assert len(re.findall(r"^Hint: \S", told.err, re.MULTILINE)) == 1
    for one in named:
        assert one in told.err


def digests(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def exports(study: Path, target: Path) -> dict[str, str]:
    assert run(root, ["export", str(study), "--to", str(target)]) == 0
    return digests(target)


# Study and settings


@pytest.mark.parametrize("verb", ["trace", "measure", "forecast", "verify", "show", "export"])
def test_a_study_that_is_not_there(here, tmp_path, verb):
    is_one_message(here(verb, tmp_path / "none"), "none: there is no such study", "aftershock new")


def test_a_folder_that_is_no_study(here, tmp_path):
    is_one_message(here("trace", tmp_path), "study.toml: no such file", f"aftershock new {tmp_path}")
    assert list(tmp_path.iterdir()) == []


def test_a_file_in_place_of_a_study(here, study):
    is_one_message(here("trace", study / "study.toml"), "a study is a folder", f"try {study}")


@pytest.mark.parametrize("verb", ["show", "export"])
def test_a_study_that_was_never_traced(here, study, verb):
    shutil.rmtree(study / "store")
    is_one_message(here(verb, study), "there is no store here", "aftershock trace")
    assert not (study / "store").exists()


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ('id = "s"', 'id = "s', ["study.toml:7", "not TOML"]),
        ("date = 2014-03-18", "date = 2014-02-30", ["study.toml:12", "dates must exist"]),
        ('actor = "RUS"', 'actor = "Venezuala"', ["study.toml:13 [shock] actor", "unknown actor 'Venezuala'", "VEN"]),
        ('indicators = ["pressure"]', 'indicators = ["presure"]', ["[hypothesis] indicators", "did you mean 'pressure'?"]),
        ('bin = "week"', 'bin = "fortnight"', ["[indicator] bin", "'fortnight' is none of"]),
    ],
)  # fmt: skip
def test_settings_that_are_wrong_are_named_by_line_and_key_and_nothing_is_touched(here, study, old, new, named):
    text = (study / "study.toml").read_text(encoding="utf-8")
    assert old in text
    (study / "study.toml").write_text(text.replace(old, new, 1), encoding="utf-8")
    before = digests(study)
    is_one_message(here("trace", study), *named)
    assert digests(study) == before


def test_settings_that_may_not_be_read_or_are_not_text(here, study):
    (study / "study.toml").write_bytes(b"\xff\xfe\x00binary")
    is_one_message(here("trace", study), "study.toml: not UTF-8 text")
    (study / "study.toml").unlink()
    (study / "study.toml").mkdir()
    is_one_message(here("trace", study), "study.toml: cannot be read")


def test_an_actor_list_of_the_study_with_a_wrong_column(here, study):
    (study / "actors.csv").write_text("id,nom\nX,Y\n", encoding="utf-8")
    is_one_message(here("trace", study), "actors.csv")


@pytest.mark.parametrize(
    "content", [b"\xff\xfe{}", b"{", b'{"record": "x", "decision": "dunno", "by": "me", "at": "2020-01-31T12:00:00Z"}']
)
def test_decisions_that_are_none(here, study, content):
    (study / "edits.jsonl").write_bytes(content)
    is_one_message(here("trace", study), "edits.jsonl")


@pytest.mark.parametrize("day", ["2014-02-30", "yesterday", "2014-13-01"])
def test_a_day_that_does_not_exist(here, study, day):
    is_one_message(here("trace", study, "--as-of", day), "--as-of", f"'{day}' is not a date", "YYYY-MM-DD")
    is_one_message(here("new", study / "x", "--shock", f"{day} RUS COERCE UKR"), f"'{day}' is not a date")


def test_a_command_or_option_that_does_not_exist(here):
    is_one_message(here("tarce"), "there is no command 'tarce'. Did you mean 'trace'?", "aftershock --help")
    is_one_message(here("trace", "--asof", "x"), "--asof", "aftershock trace --help")
    is_one_message(here("trace"), "Missing argument 'STUDY'")


# Documents


def locked_pdf() -> bytes:
    from io import BytesIO

    from pypdf import PdfWriter

    writer, out = PdfWriter(), BytesIO()
    writer.add_blank_page(200, 200)
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(out)
    return out.getvalue()


def test_documents_that_cannot_be_read_are_refused_by_name_and_the_rest_is_read(here, study):
    documents = study / "documents"
    (documents / "empty.txt").write_bytes(b"")
    (documents / "binary.txt").write_bytes(bytes(range(256)) * 20)
    (documents / "locked.pdf").write_bytes(locked_pdf())
    (documents / "photo.jpg").write_bytes(b"\xff\xd8\xff\xe0" + bytes(2000))
    told = here("trace", study)
    assert told.code == 3
    for name in ("empty.txt", "binary.txt", "locked.pdf", "photo.jpg"):
        (line,) = [line for line in told.err.splitlines() if f"refused {name}: " in line]
        assert "Hint: " in line
    assert "2 documents" in told.err
    assert "empty.txt" in (study / "report.html").read_text(encoding="utf-8")


def test_reading_nothing_but_unreadable_files_finds_nothing(here, tmp_path):
    (tmp_path / "empty.txt").write_bytes(b"")
    told = here("read", tmp_path)
    assert (told.code, told.out) == (4, "")
    assert "empty.txt: the file is empty" in told.err


def test_a_path_to_read_that_is_not_there(here, tmp_path):
    is_one_message(here("read", tmp_path / "none.txt"), "none.txt: there is no such file")
    is_one_message(here("read", "https://example.org/x"), "https://example.org/x", "--allow-net")


def test_a_side_file_that_names_what_is_not_there_or_has_broken_rows(here, study):
    with (study / "documents" / "documents.csv").open("a", encoding="utf-8") as side:
        side.write("gone.txt,g,,,,,\nport.txt,again,,,,,\nlater.txt,l,,,,2014-02-30,\n")
    told = here("trace", study)
    assert told.code == 3
    assert "refused documents.csv:4: names the file 'gone.txt', which is not in documents/" in told.err
    assert "refused documents.csv:5: 'port.txt' already stands in documents.csv:2" in told.err
    assert "refused documents.csv:6" in told.err
    assert here("trace", study).code == 3, "a second run still says so"
    side_file = study / "documents" / "documents.csv"
    side_file.write_text("".join(side_file.read_text(encoding="utf-8").splitlines(keepends=True)[:3]), encoding="utf-8")
    assert here("trace", study).code == 0


def test_a_side_file_with_a_wrong_header(here, study):
    (study / "documents" / "documents.csv").write_text("name,when\nport.txt,2014\n", encoding="utf-8")
    before = digests(study / "store")
    is_one_message(here("trace", study), "documents.csv:1", "'name', 'when'")
    assert digests(study / "store").keys() <= before.keys() | {"lock"}
    is_one_message(here("read", study / "documents"), "documents.csv:1")


def test_documents_of_one_name_in_several_folders_are_all_read(here, study):
    for name, town in (("a", "Kharkiv"), ("b", "Donetsk")):
        (study / "documents" / name).mkdir()
        text = f"Russia attacked {town} on 5 March 2014. The governor of {town} asked for help.\n"
        (study / "documents" / name / "port.txt").write_text(text, encoding="utf-8")
    assert "4 documents" in here("trace", study).err
    here("export", study, "--format", "csv")
    table = (study / "export" / "documents.csv").read_text(encoding="utf-8")
    assert {"a/port.txt", "b/port.txt", "port.txt"} <= set(re.findall(r"[\w/]+\.txt", table))


# Event data


def test_a_table_with_a_wrong_header_is_refused_by_name_and_left_out_of_the_study(here, study, tmp_path):
    bad = tmp_path / "bad.csv"
    bad.write_text("when,who,whom\n2014-03-05,RUS,UKR\n", encoding="utf-8")
    told = here("load", bad, "--study", study)
    assert told.code == 1
    assert "refused bad.csv: no known data set looks like this; the first line is 'when,who,whom'" in told.err
    assert "left out of" in told.err
    assert not (study / "events" / "bad.csv").exists()
    assert here("trace", study).code == 0


def test_a_table_that_the_user_put_there_stays_and_is_named_each_time(here, study):
    (study / "events" / "bad.csv").write_text("when,who\n2014,RUS\n", encoding="utf-8")
    for _ in range(2):
        told = here("trace", study)
        assert told.code == 3
        assert "refused bad.csv: " in told.err
    assert (study / "events" / "bad.csv").exists()


def test_files_to_load_that_are_not_there_or_would_be_mixed_up(here, study, tmp_path):
    other = tmp_path / "chronology.csv"
    other.write_text(HEADER + rows(0, 3), encoding="utf-8")
    before = digests(study / "events")
    is_one_message(here("load", tmp_path / "none.csv", "--study", study), "none.csv: there is no such file")
    is_one_message(here("load", other, "--study", study), "another file of this name is there", "rename")
    is_one_message(here("load", tmp_path, "--study", study), "this is a folder")
    assert digests(study / "events") == before


def test_an_unknown_actor_in_a_table_is_named_with_the_nearest(here, study):
    more = rows(60, 62).replace("RUS,UKR", "Venezuala,UKR")
    (study / "events" / "chronology.csv").write_text(HEADER + rows() + more, encoding="utf-8")
    told = here("load", "--study", study)
    assert "unknown actor 'Venezuala'" in told.err
    assert "VEN" in told.err


# The store


def test_a_store_of_a_newer_version(here, study):
    connection = sqlite3.connect(study / "store" / "study.sqlite")
    connection.execute("INSERT INTO migration VALUES ('9999_later')")
    connection.commit()
    connection.close()
    for verb in ("trace", "show"):
        is_one_message(here(verb, study), "study.sqlite", "newer Aftershock", "9999_later")


@pytest.mark.parametrize("at", [0, 20_000])
def test_a_damaged_store(here, study, at):
    with (study / "store" / "study.sqlite").open("r+b") as file:
        file.seek(at)
        file.write(b"\xa5" * 40_000)
    before = (study / "report.html").read_bytes()
    for verb in ("show", "export", "trace"):
        is_one_message(here(verb, study), "study.sqlite", "move store/ aside")
    assert (study / "report.html").read_bytes() == before
    shutil.rmtree(study / "store")
    assert here("trace", study).code == 0
    assert (study / "report.html").read_bytes() == before


def test_a_damaged_data_file_is_named_and_made_anew_once_it_is_removed(here, study):
    (parquet,) = (study / "store" / "events").glob("*.parquet")
    parquet.write_bytes(parquet.read_bytes()[:200])
    is_one_message(here("export", study), parquet.name, "remove the Parquet file")
    parquet.unlink()
    assert here("trace", study).code == 0
    assert parquet.is_file()


@needs_rights
def test_a_folder_that_may_not_be_written(study, tmp_path):
    shutil.rmtree(study / "store")
    (study / "report.html").unlink()
    before = digests(study)
    study.chmod(0o555)
    try:
        is_one_message(ran("trace", study, before=WITHOUT_RIGHTS), str(study / "store"), "may write to")
        is_one_message(ran("new", study / "x", "--shock", SHOCK, before=WITHOUT_RIGHTS), "may write to")
        is_one_message(ran("demo", "--folder", study / "x", before=WITHOUT_RIGHTS), "Permission denied")
    finally:
        study.chmod(0o755)
    assert digests(study) == before


@needs_rights
def test_files_that_may_not_be_opened_are_refused_by_name(study):
    unread = (study / "documents" / "later.txt", study / "events" / "chronology.csv")
    for path in unread:
        path.chmod(0)
    told = ran("trace", study, before=WITHOUT_RIGHTS)
    for path in unread:
        path.chmod(0o644)
    assert told.code == 3
    assert "refused later.txt: cannot be read" in told.err
    assert "refused chronology.csv: " in told.err
    (study / "study.toml").chmod(0)
    is_one_message(ran("trace", study, before=WITHOUT_RIGHTS), "study.toml: cannot be read: Permission denied")


def test_a_report_that_cannot_be_written_leaves_the_old_one(here, study, tmp_path):
    is_one_message(
        here("show", study, "--out", tmp_path / "none" / "r.html"), "none/r.html: the report cannot be written"
    )
    assert not list(tmp_path.glob("**/*.part"))


@pytest.mark.parametrize("kib", [8, 48, 128])
def test_a_full_disk_stops_with_one_message_and_a_later_run_ends_in_the_same_exports(study, traced, tmp_path, kib):
    shutil.rmtree(study / "store")
    (study / "report.html").unlink()
    told = ran("trace", study, file_bytes=kib * 1024)
    is_one_message(told)
    assert re.search(r"space|disk", told.err)
    assert not (study / "report.html").exists()
    assert not list(study.rglob("*.part"))
    assert ran("trace", study).code == 0
    assert exports(study, tmp_path / "one") == exports(traced, tmp_path / "two")


def test_a_second_command_on_the_same_study_is_told_to_wait(here, study):
    with at_work(Study.open(study)):
        told = ran("trace", study)
    is_one_message(told, str(study / "store"), "another Aftershock is working on this study", "wait")
    assert here("trace", study).code == 0


# Signals, pipes, terminals


@pytest.mark.parametrize("wait", [0.6, 1.2, 1.8])
def test_an_interrupt_stops_with_one_message_and_the_next_run_ends_in_the_same_exports(study, traced, tmp_path, wait):
    shutil.rmtree(study / "store")
    with subprocess.Popen(
        [sys.executable, "-m", "aftershock", "trace", str(study)], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        start_new_session=True,
    ) as process:  # fmt: skip
        time.sleep(wait)
        stopped = process.poll() is None
        os.killpg(process.pid, signal.SIGINT) if stopped else None
        _, told = process.communicate(timeout=60)
    message = told.decode()
    assert "Traceback" not in message
    if stopped and process.returncode:
        assert process.returncode == 1
        assert "aftershock: stopped. Finished work is kept: run the command again to go on." in message
    assert run(root, ["trace", str(study)]) == 0
    assert exports(study, tmp_path / "one") == exports(traced, tmp_path / "two")


def test_a_reader_that_goes_away_ends_the_command_quietly(study):
    command = f"{sys.executable} -m aftershock export {study} --json | head -c 1; {sys.executable} -m aftershock show {study} --text | true"
    done = subprocess.run(["sh", "-c", command], capture_output=True, check=False, timeout=60)
    assert done.stderr == b""


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
def test_a_terminal_that_lacks_letters_gets_their_codes(study, encoding):
    (study / "documents" / "port.txt").write_text(ARTICLE + "\nسليماني said no.\n", encoding="utf-8")
    told = ran("trace", study, env={"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"})
    assert told.code == 0
    told = ran("show", study, "--text", env={"PYTHONIOENCODING": encoding, "NO_COLOR": "1"})
    assert (told.code, told.err) == (0, "")
    assert "\x1b[" not in told.out
    told = ran("read", study / "documents", "--json", env={"PYTHONIOENCODING": encoding})
    assert "سليماني" in str(told.json)


def test_a_fault_of_aftershock_itself_is_one_message_with_the_details_in_a_file(tmp_path):
    code = "import sys; from aftershock.cli.running import explain_fault; sys.excepthook = explain_fault; {}['x']"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        check=False,
        text=True,
        env={**os.environ, "TMPDIR": str(tmp_path)},
    )
    told = Ran(done.returncode, done.stdout, done.stderr)
    is_one_message(told, "a fault in Aftershock itself: KeyError: 'x'")
    (details,) = tmp_path.glob("aftershock-fault-*.txt")
    assert str(details) in told.err
    assert "Traceback" in details.read_text(encoding="utf-8")


# Speed


def test_help_of_every_command_takes_under_150_milliseconds_of_processor_time(traced):
    import resource

    verbs = ("", "demo", "trace", "new", "read", "load", "measure", "forecast", "verify", "show", "export", "doctor")
    for verb in verbs:
        times = []
        for _ in range(5):
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            command = [sys.executable, "-m", "aftershock", *([verb] if verb else []), "--help"]
            subprocess.run(command, check=True, capture_output=True)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            times.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
            if times[-1] < 0.15:
                break
        assert min(times) < 0.15, (verb, times)
