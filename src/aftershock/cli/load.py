"""`aftershock load FILE… --study STUDY`: event data into a study."""

from __future__ import annotations

from pathlib import Path

import click

from aftershock.cli.options import json_option
from aftershock.cli.running import FAILED, NOTHING, as_json, bars, complain, exit_code, say, say_json, tell_steps


@click.command("load")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--study", type=click.Path(path_type=Path), required=True, help="The study to load into.")
@json_option
def command(files: tuple[Path, ...], study: Path, *, in_json: bool) -> int:
    """Copy FILES into STUDY and load them; without FILES, load what its events folder holds.

    Taken are GDELT 2.0 exports, UCDP GED, a chronology, figures and regular series as CSV; plain, .gz or .zip. The kind
    is recognised from the content.
    """
    from aftershock.record.manifest import DataFile
    from aftershock.study.load import leave_out_useless, load_study, take_in
    from aftershock.study.study import Study
    from aftershock.study.work import at_work

    opened = Study.open(study)
    with bars() as progress, at_work(opened) as store:
        taken = take_in(files, opened.events)
        report = load_study(opened, store, progress)
        useless = leave_out_useless(taken, opened, store)
        loaded = store.records(DataFile)
    rows = [
        {"file": f.source_file, "kind": f.kind, "dataset": f.dataset, "release": f.release, "read": f.rows_read,
         "loaded": f.rows_loaded, "quarantined": f.rows_quarantined, "reasons": dict(f.reasons),
         "first": f.first, "last": f.last}
        for f in loaded if f.kind != "quarantine"
    ]  # fmt: skip
    if in_json:
        say_json({"files": rows, "steps": as_json([report])})
    else:
        for row in rows:
            say("{file}: {dataset} {kind}, {loaded} of {read} rows, {first} to {last}".format(**row))
        tell_steps([report])
    for path in useless:
        complain(f"{path.name}: nothing in it could be loaded, so it was left out of {study}")
    if useless and len(useless) == len(set(files)):
        return FAILED
    if not rows:
        complain(f"no event data in {opened.events}")
        return NOTHING
    return exit_code([report])
