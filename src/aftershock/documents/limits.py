"""What the worker gives up before it touches a file: memory, processor time, writing, other programs, the network."""

from __future__ import annotations

import os
import sys
import threading
import time
from typing import Final

_FORBIDDEN: Final = (
    "socket.", "subprocess.", "os.system", "os.exec", "os.spawn", "os.posix_spawn", "os.fork", "os.startfile",
    "os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.truncate", "os.chmod", "os.chown",
    "os.kill", "pty.", "ftplib.", "smtplib.", "urllib.", "http.", "webbrowser.", "winreg.", "shutil.",
)  # fmt: skip
_WRITING: Final = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_OUT_OF_MEMORY: Final = 137


def give_up_rights(memory: int) -> None:
    """Limit this process for the rest of its life."""
    if sys.platform != "win32":
        _limit_resources(memory)
    if sys.platform == "darwin":
        threading.Thread(target=_watch_memory, args=(memory,), daemon=True).start()
    sys.addaudithook(_refuse)  # cannot be taken off again


def allow_processor_time(seconds: int) -> None:
    """Grant the next file so much processor time; over it the system ends the process."""
    if sys.platform != "win32":
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + seconds + 1, hard))


def _limit_resources(memory: int) -> None:
    import resource

    for name, limit in ((resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0), (resource.RLIMIT_NOFILE, 64)):
        resource.setrlimit(name, (limit, limit))
    if sys.platform != "darwin":  # macOS takes the call and ignores it
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def _watch_memory(memory: int) -> None:
    import resource

    while resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < memory:  # bytes on macOS
        time.sleep(0.1)
    os._exit(_OUT_OF_MEMORY)


def _refuse(event: str, args: tuple[object, ...]) -> None:
    if event == "open":
        flags = args[2] if isinstance(args[2], int) else 0
        mode = args[1] if isinstance(args[1], str) else ""
        if flags & _WRITING or any(letter in mode for letter in "wax+"):
            raise PermissionError("the document worker writes no files")
    elif event.startswith(_FORBIDDEN):
        raise PermissionError(f"the document worker may not use {event}")
