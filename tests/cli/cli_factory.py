"""A small study of made-up facts, and the command line run in a process of its own."""

import json
import os
import resource
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from aftershock.study.create import create

ARTICLE = """\
Strike on the port

The Russian navy attacked the port of Odesa on 4 March 2014, the Ukrainian defence ministry said.

"Russia will probably attack again within weeks," a ministry spokesman said. The attack led to higher grain prices.
The European Union may impose sanctions on Russia in April 2014.
"""
LATER = (
    "Ukraine accused Russia of piracy on 6 June 2014. Poland will send 900 tents to Kyiv, its prime minister said.\n"
)
SIDE_FILE = (
    "file,id,title,publisher,authors,published,language\n"
    "port.txt,d-port,Strike on the port,Wire,,2014-03-05,en\n"
    "later.txt,d-later,Piracy,Wire,,2014-06-07,en\n"
)
HEADER = "id,date,date_precision,actor,recipient,plover_event_type,mode,place,deaths,summary,source,confidence,check,system\n"
SHOCK = "2014-03-18 RUS COERCE UKR"


@dataclass(frozen=True)
class Ran:
    """What a command gave."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> object:
        return json.loads(self.out)


def rows(start: int = 0, stop: int = 60) -> str:
    """Rows of a chronology, from January 2012 to December 2014."""
    lines = []
    for n in range(start, stop):
        kind = ("ASSAULT", "THREATEN", "CONSULT", "SANCTION")[n % 4]
        pair = ("RUS,UKR", "UKR,RUS")[n % 2]
        day = f"{2012 + n // 24}-{1 + n % 12:02}-{1 + n % 27:02}"
        lines.append(f"E{n:03},{day},day,{pair},{kind},,Odesa,,Row {n} of the test.,test,high,made,T\n")
    return "".join(lines)


def small_study(folder: Path) -> Path:
    """Two documents, one of them later than spring 2014, and a chronology of sixty rows; not traced yet."""
    create(folder, SHOCK)
    (folder / "documents" / "port.txt").write_text(ARTICLE, encoding="utf-8")
    (folder / "documents" / "later.txt").write_text(LATER, encoding="utf-8")
    (folder / "documents" / "documents.csv").write_text(SIDE_FILE, encoding="utf-8")
    (folder / "events" / "chronology.csv").write_text(HEADER + rows(), encoding="utf-8")
    return folder


def ran(
    *arguments: str | Path, before: Sequence[str] = (), env: Mapping[str, str] | None = None, file_bytes: int = 0
) -> Ran:
    """Run ``aftershock`` in a process of its own, whose files may not grow over ``file_bytes`` where that is given."""

    def limit() -> None:
        if file_bytes:
            resource.setrlimit(resource.RLIMIT_FSIZE, (file_bytes, file_bytes))

    done = subprocess.run(
        [*before, sys.executable, "-m", "aftershock", *map(str, arguments)],
        capture_output=True, check=False, timeout=120, preexec_fn=limit,
        env={**os.environ, "OMP_NUM_THREADS": "1", **(env or {})},
    )  # fmt: skip
    return Ran(done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace"))
