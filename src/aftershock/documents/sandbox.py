"""The parent's side of the worker: bytes go over, text comes back, and a worker that misbehaves is ended.

The parent never parses an untrusted format. One worker serves many files; it is killed when a file takes too long,
and replaced when it died. Messages are lengths of eight bytes followed by that many bytes of JSON or of the file.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from types import TracebackType
from typing import IO, Final, Self

from aftershock.documents import caps
from aftershock.documents.extracted import Extracted, from_json
from aftershock.documents.sniff import Kind
from aftershock.errors import DocumentError

_LENGTH: Final = 8
_REPLY_LIMIT: Final = 64 * caps.MIB
_BOOT: Final = (
    "import sys; sys.path[:] = sys.argv[2:] + [p for p in sys.path if p not in sys.argv]; "
    "from aftershock.documents.worker import main; main(int(sys.argv[1]))"
)


class Sandbox:
    """Extracts text in a limited process, started when first needed.

    Args:
        seconds: How long one file may take before the worker is killed.
    """

    def __init__(self, seconds: float = caps.WORKER_SECONDS) -> None:
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._served = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """End the worker."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.communicate()

    def extract(self, file: str, kind: Kind, data: bytes) -> Extracted:
        """The text of the file.

        Raises:
            DocumentError: where the worker refuses the file, dies over it, or takes too long.
        """
        if kind == "html" and len(data) > caps.HTML_BYTES:  # spares the copy; the worker checks again
            raise DocumentError(
                f"{len(data):,} bytes are over the limit of {caps.HTML_BYTES:,} for web pages",
                where=file,
                hint="save the article alone, as text",
            )
        reply = self._ask(file, kind, data)
        if isinstance(message := reply.get("error"), str):
            raise DocumentError(message, where=file, hint=str(reply.get("hint", "")))
        try:
            return from_json(reply)
        except ValueError as error:
            raise DocumentError(f"the worker's reply is malformed: {error}", where=file) from error

    def _ask(self, file: str, kind: Kind, data: bytes) -> dict[str, object]:
        process = self._running()
        expired = threading.Event()
        timer = threading.Timer(self._seconds, _expire, (process, expired))
        timer.start()
        try:
            reply = _exchange(process, json.dumps({"file": file, "kind": kind}).encode(), data)
        finally:
            timer.cancel()
        self._served += 1
        if reply is not None:
            if reply.get("last") or expired.is_set():
                self.close()
            return reply
        reason = self._cause_of_death(process, expired=expired.is_set())
        raise DocumentError(reason, where=file, hint="save the document anew, as text if need be")

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is not None and (self._served >= caps.WORKER_FILES or self._process.poll() is not None):
            self.close()
        if self._process is None:
            self._process, self._served = _start(), 0
        return self._process

    def _cause_of_death(self, process: subprocess.Popen[bytes], *, expired: bool) -> str:
        process.kill() if expired else None
        try:
            code = process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            process.kill()
            code = process.wait()
        self.close()
        if expired:
            return f"reading it took over {self._seconds:g} seconds and was stopped"
        return f"the worker that read it died: {_in_words(code)}"


def _start() -> subprocess.Popen[bytes]:
    # -P and -s keep the working folder and the user's packages out; the environment holds nothing but what is named,
    # a fixed hash seed among it, which -I would not allow.
    here = str(Path.cwd())
    paths = [entry for entry in sys.path if entry and Path(entry).is_absolute() and entry != here]
    package = str(Path(__file__).parents[2])
    command = [sys.executable, "-P", "-s", "-c", _BOOT, str(caps.WORKER_MEMORY), package, *paths]
    try:
        return subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=_environment()
        )
    except OSError as error:
        hint = "free memory or processes; text files need no worker"
        raise DocumentError(f"the worker that would read it cannot start: {error.strerror}", hint=hint) from error


def _environment() -> dict[str, str]:
    kept = {key: os.environ[key] for key in ("SYSTEMROOT", "LANG", "LC_ALL") if key in os.environ}
    return {**kept, "PYTHONHASHSEED": "0", "PYTHONUTF8": "1", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}


def _expire(process: subprocess.Popen[bytes], expired: threading.Event) -> None:
    expired.set()
    process.kill()


def _exchange(process: subprocess.Popen[bytes], head: bytes, data: bytes) -> dict[str, object] | None:
    """The worker's reply, or nothing where it died on the way."""
    try:
        for part in (head, data):
            _pipe(process.stdin).write(len(part).to_bytes(_LENGTH, "big") + part)
        _pipe(process.stdin).flush()
        out = _pipe(process.stdout)
        size = int.from_bytes(out.read(_LENGTH), "big")
        body = out.read(size) if 0 < size <= _REPLY_LIMIT else b""
        reply = json.loads(body) if len(body) == size > 0 else None
    except (OSError, ValueError):
        return None
    return reply if isinstance(reply, dict) else None


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise OSError("the worker has no pipe")
    return pipe


def _in_words(code: int) -> str:
    if code >= 0:
        return f"exit status {code}"
    try:
        name = signal.Signals(-code).name
    except ValueError:
        name = f"signal {-code}"
    return {"SIGXCPU": "it used too much processor time", "SIGKILL": "it was killed, most likely for memory"}.get(
        name, name
    )
