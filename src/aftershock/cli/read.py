"""`aftershock read FILE…`: reading records on standard output, without a study."""

from __future__ import annotations

from pathlib import Path

import click

from aftershock.cli.running import DONE, NOTHING, PARTLY, bars, complain, json_text, say, say_json, times


@click.command("read")
@click.argument("paths", nargs=-1, required=True, metavar="FILE_OR_FOLDER...")
@click.option("--metadata", type=click.Path(path_type=Path, exists=True, dir_okay=False),
              help="A documents.csv: file, id, title, publisher, authors, published, language.")  # fmt: skip
@click.option("--format", "form", type=click.Choice(["jsonl", "json"]), default="jsonl", show_default=True,
              help="One JSON object a line, or one indented array.")  # fmt: skip
@click.option("--json", "in_json", is_flag=True, help="The same as --format json.")
@click.option("--allow-net", is_flag=True, help="Fetch arguments that are http or https addresses.")
def command(paths: tuple[str, ...], metadata: Path | None, form: str, *, in_json: bool, allow_net: bool) -> int:
    """Read documents (.txt .md .html .pdf .docx .eml, folders of them, addresses with --allow-net)."""
    from aftershock.study.reading_alone import read_paths

    with bars() as progress:
        readings, refused = read_paths(paths, metadata, allow_net=allow_net, progress=progress)
    if in_json or form == "json":
        say_json(readings)
    else:
        for reading in readings:
            say(json_text(reading))
    for refusal in refused:
        complain(f"{refusal.place}: {refusal.reason}{times(refusal.count)}")
    if not readings:
        return NOTHING
    return PARTLY if any(refusal.step == "documents" for refusal in refused) else DONE
