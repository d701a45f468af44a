"""Every verb does what it says, with its exit code, its JSON, and nothing but data on standard output."""

import json
from pathlib import Path

import pytest

from cli.cli_factory import ARTICLE, HEADER, SHOCK, ran, rows

VERBS = ("demo", "trace", "new", "read", "load", "measure", "forecast", "verify", "show", "export", "doctor")


def test_the_verbs_are_the_promised_ones(here):
    told = here("--help").out
    assert [line.split()[0] for line in told.split("Commands:")[1].splitlines() if line.strip()] == list(VERBS)


@pytest.mark.parametrize(
    ("verb", "shape"),
    [
        (["trace"], {"study", "as_of", "steps", "report"}),
        (["measure"], {"effects", "steps"}),
        (["forecast"], {"questions", "forecasts", "steps"}),
        (["verify"], {"questions", "resolutions", "untestable", "scores", "steps"}),
        (["show"], {"report"}),
        (["show", "--text"], {"text"}),
        (["export"], {"files"}),
    ],
)
def test_json_is_the_only_thing_on_standard_output(here, study, verb, shape):
    done = here(verb[0], study, *verb[1:], "--json")
    assert done.code == 0
    assert set(done.json) == shape
    assert done.err == ""


def test_trace_tells_its_steps_on_standard_error_and_the_report_on_standard_output(here, study):
    done = here("trace", study)
    assert done.code == 0
    assert done.out == f"{study / 'report.html'}\n"
    steps = [line for line in done.err.splitlines() if not line.startswith(" ")]
    assert [line.split()[0] for line in steps] == ["read", "load", "measure", "forecast", "verify", "show"]
    assert all(line.endswith("(as before)") for line in steps)


def test_no_bar_is_drawn_where_standard_error_is_no_terminal(study):
    done = ran("trace", study, "--json")
    assert (done.code, done.err) == (0, "")


def test_what_the_day_asked_for_hides_is_said_and_is_no_failure(here, study):
    done = here("trace", study, "--as-of", "2014-04-01")
    assert done.code == 0
    assert "hidden later.txt: published after 2014-04-01" in done.err


@pytest.mark.parametrize("verb", ["trace", "measure", "forecast", "verify"])
def test_nothing_later_than_the_day_asked_for_is_shown_or_exported_after_any_step(here, study, verb):
    assert here(verb, study, "--as-of", "2014-04-01").code in (0, 4)
    text = here("show", study, "--text").out
    assert "1 Apr 2014" in text
    assert "51 event rows" in text, "those of the file that were known by then"
    assert here("show", study).code == 0
    assert here("export", study, "--format", "csv", "--format", "jsonl").code == 0
    shown = (study / "report.html").read_text(encoding="utf-8")
    told = [path.read_text(encoding="utf-8") for path in (study / "export").iterdir()]
    for text in (shown, *told):
        assert "piracy" not in text.casefold()
        assert "900 tents" not in text
        for n in range(60):
            late = n >= 48 and 1 + n % 12 >= 4  # rows 48 to 59 are those of 2014
            assert not (late and f"Row {n} of the test" in text), n


def test_the_day_can_be_moved_back_and_forth_and_ends_in_the_same_report(here, study):
    before = (study / "report.html").read_bytes()
    here("trace", study, "--as-of", "2014-04-01")
    assert (study / "report.html").read_bytes() != before
    here("trace", study)
    assert (study / "report.html").read_bytes() == before


def test_load_copies_and_counts_and_says_so_as_json(here, study, tmp_path):
    more = tmp_path / "more.csv"
    more.write_text(HEADER + rows(3, 9).replace("E0", "M0"), encoding="utf-8")
    done = here("load", more, "--study", study, "--json")
    assert done.code == 0
    found = {row["file"]: (row["read"], row["loaded"], row["quarantined"]) for row in done.json["files"]}
    assert found == {"chronology.csv": (60, 60, 0), "more.csv": (6, 6, 0)}
    assert (study / "events" / "more.csv").read_bytes() == more.read_bytes()


def test_read_gives_a_record_a_line_or_one_array(here, study):
    lines = here("read", study / "documents")
    assert lines.code == 0
    assert [json.loads(line)["document"]["id"] for line in lines.out.splitlines()] == ["d-later", "d-port"]
    assert here("read", study / "documents", "--json").json == [json.loads(line) for line in lines.out.splitlines()]


def test_read_leaves_a_plain_text_unchanged_and_finds_its_side_file_by_name(here, tmp_path):
    (tmp_path / "port.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "side.csv").write_text("file,id\nport.txt,mine\n", encoding="utf-8")
    record = json.loads(here("read", tmp_path / "port.txt", "--metadata", tmp_path / "side.csv").out)
    assert record["document"]["id"] == "mine"
    assert record["text"] == ARTICLE


def test_new_makes_a_study_that_traces_at_once_and_says_what_it_lacks(here, tmp_path):
    assert here("new", tmp_path / "mine", "--shock", SHOCK).code == 0
    done = here("trace", tmp_path / "mine")
    assert done.code == 4
    assert "nothing to trace: put documents into" in done.err
    assert (tmp_path / "mine" / "report.html").is_file()


def test_new_says_as_json_what_it_made(here, tmp_path):
    made = here("new", tmp_path / "mine", "--shock", SHOCK, "--json").json
    assert [Path(path).name for path in made["files"]] == ["study.toml", "documents", "events"]


def test_a_study_with_documents_alone_says_that_nothing_is_measured(here, tmp_path):
    here("new", tmp_path / "mine", "--shock", SHOCK)
    (tmp_path / "mine" / "documents" / "port.txt").write_text(ARTICLE, encoding="utf-8")
    done = here("trace", tmp_path / "mine")
    assert done.code == 0
    assert "no event data, so nothing is measured: aftershock load" in done.err


def test_show_prints_text_of_the_width_asked_for(here, study):
    told = here("show", study, "--text", "--width", "60").out
    assert max(map(len, told.splitlines())) <= 60


def test_show_writes_where_it_is_told(here, study, tmp_path):
    assert here("show", study, "--out", tmp_path / "mail.html").out == f"{tmp_path / 'mail.html'}\n"
    assert (tmp_path / "mail.html").read_bytes() == (study / "report.html").read_bytes()


def test_export_writes_only_the_formats_asked_for(here, study, tmp_path):
    done = here("export", study, "--to", tmp_path / "out", "--format", "graphml")
    assert done.code == 0
    assert {Path(line).suffix for line in done.out.splitlines()} == {".graphml"}
    assert sorted(map(str, (tmp_path / "out").iterdir())) == sorted(done.out.splitlines())


def test_doctor_tries_every_part_and_says_so(here):
    done = here("doctor")
    assert done.code == 0
    assert all(line.startswith("ok") for line in done.out.splitlines())
    parts = {check["what"]: check["detail"] for check in here("doctor", "--json").json["checks"]}
    assert {"aftershock", "libraries", "store", "engine", "document worker", "bundled study", "reading model"} <= set(
        parts
    )


def test_the_demo_puts_aside_what_was_changed_in_its_folder(here, tmp_path, monkeypatch):
    monkeypatch.setattr("aftershock.cli.demo.trace", lambda folder, in_json: 0)
    assert here("demo", "--folder", tmp_path / "d").code == 0
    mine = (tmp_path / "d" / "study.toml").read_text(encoding="utf-8") + "# mine\n"
    (tmp_path / "d" / "study.toml").write_text(mine, encoding="utf-8")
    done = here("demo", "--folder", tmp_path / "d")
    assert f"yours is now {tmp_path / 'd' / 'replaced' / 'study.toml'}" in done.err
    assert (tmp_path / "d" / "replaced" / "study.toml").read_text(encoding="utf-8") == mine


def test_broken_rows_are_counted_and_kept_aside_and_the_rest_loads(here, study):
    bad = rows(60, 63).replace("2014-", "2014-13-", 1)
    (study / "events" / "chronology.csv").write_text(HEADER + rows() + bad, encoding="utf-8")
    done = here("load", "--study", study, "--json")
    assert done.code == 3
    (row,) = done.json["files"]
    assert (row["read"], row["loaded"], row["quarantined"]) == (63, 62, 1)
    assert here("trace", study).code == 3
    assert here("measure", study).code == 3
    assert here("export", study, "--format", "csv").code == 0
    aside = (study / "export" / "data_quarantine.csv").read_text(encoding="utf-8")
    assert "2014-13-" in aside
