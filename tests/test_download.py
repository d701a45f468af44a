"""Only public web addresses are fetched, whatever a name, a number or a redirect pretends."""

from __future__ import annotations

import shutil
import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest

from aftershock.download import Limits, fetch, why_forbidden
from aftershock.errors import DownloadError

NAMES: dict[str, Sequence[str]] = {
    "inside.example": ("10.0.0.5",),
    "loop.example": ("127.0.0.1",),
    "mixed.example": ("93.184.215.14", "192.168.1.1"),
    "six.example": ("::1",),
    "mapped.example": ("::ffff:10.1.2.3",),
    "meta.example": ("169.254.169.254",),
    "shared.example": ("100.64.1.1",),
    "nowhere.example": (),
    "garbled.example": ("not an address",),
}


def resolve(host: str, port: int) -> Sequence[str]:
    """The names above; numbers the way a lenient system library reads them, so that a refusal must come earlier."""
    if host in NAMES:
        return NAMES[host]
    try:
        return (socket.inet_ntoa(socket.inet_aton(host)),)
    except OSError:
        raise socket.gaierror(f"unknown {host}") from None


REFUSED = [
    "http://127.0.0.1/",
    "http://127.255.255.254/",
    "http://127.1/",
    "http://0/",
    "http://0.0.0.0/",
    "http://2130706433/",
    "http://017700000001/",
    "http://0x7f000001/",
    "http://0x7f.1/",
    "http://0177.0.0.1/",
    "http://127.0.0.1./",
    "http://10.0.0.1/",
    "http://172.16.5.5/",
    "http://192.168.0.1/",
    "http://169.254.169.254/latest/meta-data/",
    "http://100.64.0.1/",
    "http://100.127.255.255/",
    "http://224.0.0.1/",
    "http://255.255.255.255/",
    "http://198.18.0.1/",
    "http://[::1]/",
    "http://[::]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/",
    "http://[::127.0.0.1]/",
    "http://[64:ff9b::7f00:1]/",
    "http://[2002:7f00:1::]/",
    "http://[2001:0:7f00:1::]/",
    "http://[fe80::1%25eth0]/",
    "http://[fe80::1]/",
    "http://[fc00::1]/",
    "http://[ff02::1]/",
    "http://inside.example/",
    "http://loop.example/",
    "http://LOOP.example./",
    "http://mixed.example/",
    "http://six.example/",
    "http://mapped.example/",
    "http://meta.example/",
    "http://shared.example/",
    "http://nowhere.example/",
    "http://unknown.example/",
    "http://garbled.example/",
    "http://１２７.0.0.1/",
    "http://user:secret@loop.example/",
    "http://example.org@127.0.0.1/",
    "http://example.org\\@127.0.0.1/",
    "http://example.org/\r\nHost: inside",
    "http:///path",
    "http://",
    "http://example.org:99999/",
    "file:///etc/passwd",
    "gopher://127.0.0.1:70/x",
    "ftp://127.0.0.1/",
    "javascript:alert(1)",
    "data:text/plain,x",
    "//127.0.0.1/",
    "/etc/passwd",
]


@pytest.mark.parametrize("url", REFUSED)
def test_an_address_inside_or_in_disguise_is_refused_without_a_connection(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    connections: list[object] = []
    monkeypatch.setattr(socket, "create_connection", lambda *a, **k: connections.append(a))
    with pytest.raises(DownloadError) as caught:
        fetch(url, tmp_path, resolve=resolve)
    assert connections == []
    assert list(tmp_path.iterdir()) == []
    assert caught.value.hint


@pytest.mark.parametrize(
    "address", ["93.184.215.14", "8.8.8.8", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "64:ff9b::808:808"]
)
def test_public_addresses_are_allowed(address: str) -> None:
    assert why_forbidden(address) is None


class Handler(BaseHTTPRequestHandler):
    """A site with a page, redirects of several kinds, and answers that are over a limit."""

    hits: ClassVar[list[tuple[str, str | None]]] = []

    def do_GET(self) -> None:
        Handler.hits.append((self.path, self.headers.get("Host")))
        port = self.server.server_address[1]
        redirects = {
            "/again": "/again",
            "/on": "/page.html",
            "/inside": f"http://inside.example:{port}/page.html",
            "/number": "http://2130706433/",
            "/file": "file:///etc/passwd",
            "/turned": f"http://turning.example:{port}/page.html",
        }
        if self.path in redirects:
            self.send_response(302)
            self.send_header("Location", redirects[self.path])
            self.end_headers()
        elif self.path == "/endless":
            self.reply(b"x" * 300_000, "text/plain", length=None)
        elif self.path == "/slow":
            self.slow()
        elif self.path == "/short":
            self.reply(b"half", "text/plain", length=400)
        elif self.path == "/odd":
            self.reply(b"\x00", "application/octet-stream")
        elif self.path == "/gone":
            self.send_error(404)
        else:
            self.reply(b"<p>words</p>", "text/html; charset=utf-8")

    def reply(self, body: bytes, kind: str, length: int | None = -1) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        if length is not None:
            self.send_header("Content-Length", str(len(body) if length < 0 else length))
        self.end_headers()
        self.wfile.write(body)

    def slow(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/plain")
        self.end_headers()
        for _ in range(100):
            if stopped.wait(0.05):
                return
            try:
                self.wfile.write(b"x")
            except OSError:
                return

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


stopped = threading.Event()


@contextmanager
def site() -> Iterator[str]:
    stopped.clear()
    Handler.hits.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield f"http://site.example:{server.server_address[1]}"
    finally:
        stopped.set()
        server.shutdown()
        thread.join()
        server.server_close()


def vet(address: str) -> str | None:
    """Allows loopback, for these tests alone."""
    return None if address == "127.0.0.1" else why_forbidden(address)


class Names:
    """A resolver that counts, and whose name ``turning.example`` means another machine the second time."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, host: str, port: int) -> Sequence[str]:
        self.asked.append(host)
        if host == "site.example":
            return ("127.0.0.1",)
        if host == "turning.example":
            return ("127.0.0.1",) if self.asked.count(host) == 1 else ("10.0.0.1",)
        return NAMES[host]


def test_a_page_is_fetched_under_a_name_made_from_its_address(tmp_path: Path) -> None:
    with site() as base:
        found = fetch(f"{base}/page.html", tmp_path / "new", resolve=Names(), vet=vet)
        host = Handler.hits[0][1]
    assert found.path.read_bytes() == b"<p>words</p>"
    assert found.path.name.startswith("page-")
    assert found.path.suffix == ".html"
    assert [p.name for p in found.path.parent.iterdir()] == [found.path.name]
    assert host == base.removeprefix("http://")


def test_a_redirect_is_followed_and_a_name_is_resolved_once_for_each_connection(tmp_path: Path) -> None:
    names = Names()
    with site() as base:
        found = fetch(f"{base}/on", tmp_path, resolve=names, vet=vet)
        assert fetch(f"{base}/turned", tmp_path, resolve=names, vet=vet).final_url.startswith("http://turning")
    assert found.final_url == f"{base}/page.html"
    assert names.asked == ["site.example"] * 3 + ["turning.example"]


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/again", "redirects more than 5 times"),
        ("/inside", "private"),
        ("/number", "unusual form"),
        ("/file", "only http and https"),
        ("/endless", "more than 200,000 bytes"),
        ("/slow", "over 0.6 seconds"),
        ("/short", "IncompleteRead|broke off|failed"),
        ("/odd", "octet-stream"),
        ("/gone", "404"),
    ],
)
def test_what_an_answer_may_not_do(tmp_path: Path, path: str, reason: str) -> None:
    limits = Limits(size=200_000, total_seconds=0.6)
    with site() as base, pytest.raises(DownloadError, match=reason):
        fetch(base + path, tmp_path, resolve=Names(), vet=vet, limits=limits)
    assert list(tmp_path.iterdir()) == []
    assert len(Handler.hits) <= 6


@contextmanager
def encrypted_site(folder: Path) -> Iterator[tuple[str, list[str | None]]]:
    """A site of TLS with a certificate for ``site.example`` alone; gives its address and the names it was asked for."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("needs the openssl command to make a certificate")
    made = [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=site.example",
            "-addext", "subjectAltName=DNS:site.example", "-keyout", "key.pem", "-out", "cert.pem"]  # fmt: skip
    subprocess.run(made, cwd=folder, check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "cert.pem", folder / "key.pem")
    asked: list[str | None] = []
    context.sni_callback = lambda sock, name, ctx: asked.append(name)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    server.handle_error = lambda *a: None
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield f"https://site.example:{server.server_address[1]}", asked
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_the_certificate_is_checked_against_the_name_though_the_address_is_pinned(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with encrypted_site(tmp_path) as (base, asked):
        with pytest.raises(DownloadError, match="certificate"):
            fetch(f"{base}/page.html", tmp_path, resolve=Names(), vet=vet)
        trusting = ssl.create_default_context(cafile=str(tmp_path / "cert.pem"))
        monkeypatch.setattr(ssl, "create_default_context", lambda: trusting)
        assert fetch(f"{base}/page.html", tmp_path, resolve=Names(), vet=vet).path.exists()
        with pytest.raises(DownloadError, match="certificate"):
            fetch(base.replace("site.", "turning.") + "/page.html", tmp_path, resolve=Names(), vet=vet)
    assert asked[:2] == ["site.example", "site.example"]


def test_a_site_without_encryption_is_not_taken_for_one_with_it(tmp_path: Path) -> None:
    with site() as base, pytest.raises(DownloadError, match="failed"):
        fetch(base.replace("http", "https") + "/page.html", tmp_path, resolve=Names(), vet=vet)


def test_proxies_of_the_environment_are_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    with site() as base:
        assert fetch(f"{base}/page.html", tmp_path, resolve=Names(), vet=vet).path.exists()
