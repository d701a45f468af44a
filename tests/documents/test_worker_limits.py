"""The worker can neither write, nor connect, nor start anything; its death is an error with a reason."""

from __future__ import annotations

import subprocess
import sys

import pytest

PROBE = """
import sys, socket, subprocess, os
from aftershock.documents.limits import give_up_rights
give_up_rights(1024 * 1024 * 1024)
try:
    {attempt}
except (OSError, MemoryError) as error:
    print(type(error).__name__)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="resource limits are those of POSIX systems")
@pytest.mark.parametrize(
    ("attempt", "error"),
    [
        ("socket.socket()", "PermissionError"),
        ("socket.getaddrinfo('localhost', 80)", "PermissionError"),
        ("subprocess.run(['true'])", "PermissionError"),
        ("os.system('true')", "PermissionError"),
        ("os.fork()", "PermissionError"),
        ("open('/tmp/aftershock-probe', 'w')", "PermissionError"),
        ("os.open('/tmp/aftershock-probe', os.O_CREAT | os.O_WRONLY)", "PermissionError"),
        ("os.remove('/tmp/aftershock-probe')", "PermissionError"),
        ("print(len(bytearray(2_000_000_000)))", "MemoryError"),
    ],
)
def test_the_worker_gives_up_its_rights(attempt: str, error: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROBE.format(attempt=attempt)], capture_output=True, text=True, check=False
    )
    assert done.stdout.strip() == error, done.stderr


def test_reading_text_needs_no_worker_and_no_heavy_import() -> None:
    code = (
        "import sys, aftershock.documents.intake; "
        "print([m for m in ('trafilatura', 'pypdf', 'docx', 'lxml', 'py3langid', 'numpy') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
