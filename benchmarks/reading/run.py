#!/usr/bin/env python3
"""Read the texts of an annotated corpus and score what was read: `python run.py GOLD.jsonl [--json] [--errors N]`."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

FIELDS = ("file", "id", "title", "publisher", "authors", "published", "language")
SCORER = Path(__file__).with_name("score.py")


def write_documents(gold: Path, folder: Path) -> None:
    """The corpus' texts as .txt files with a documents.csv, as a user would bring them."""
    folder.mkdir(parents=True)
    with (folder / "documents.csv").open("w", encoding="utf-8", newline="") as stream:
        rows = csv.writer(stream)
        rows.writerow(FIELDS)
        for line in gold.read_text(encoding="utf-8").splitlines():
            if line.strip():
                record = json.loads(line)
                about = record["document"]
                name = f"{about['id']}.txt"
                (folder / name).write_bytes(record["text"].encode())
                authors = ";".join(about["authors"])
                rows.writerow([name, *(about[key] for key in FIELDS[1:4]), authors, about["published"], about["language"]])


def read(folder: Path, output: Path) -> float:
    """Run the reader over the folder; gives the seconds it took."""
    began = time.perf_counter()
    with output.open("w", encoding="utf-8") as stream:
        command = [sys.executable, "-m", "aftershock", "read", str(folder), "--format", "jsonl"]
        subprocess.run(command, stdout=stream, stderr=subprocess.DEVNULL, check=True, timeout=600)
    return time.perf_counter() - began


def main() -> None:
    gold, options = Path(sys.argv[1]), sys.argv[2:]
    with tempfile.TemporaryDirectory() as scratch:
        folder, output = Path(scratch) / "documents", Path(scratch) / "output.jsonl"
        write_documents(gold, folder)
        seconds = read(folder, output)
        subprocess.run([sys.executable, str(SCORER), str(gold), str(output), *options], check=True)
    sys.stderr.write(f"read in {seconds:.1f} s\n")


if __name__ == "__main__":
    main()
