"""An address to a file: the only place that touches a network, and only when asked.

Every address a name resolves to is vetted before a connection is made, and the connection goes to the vetted address
itself: the name is not resolved again, so that it cannot come to mean another machine in between. Each redirect is
vetted in the same way. Proxies of the environment are not used.
"""

from __future__ import annotations

import contextlib
import hashlib
import http.client
import ipaddress
import re
import socket
import ssl
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from aftershock.errors import DownloadError

Resolve = Callable[[str, int], Sequence[str]]
Vet = Callable[[str], str | None]

_FORBIDDEN: Final = tuple(
    (ipaddress.ip_network(network), what)
    for network, what in (
        ("0.0.0.0/8", "this network"), ("10.0.0.0/8", "private"), ("100.64.0.0/10", "shared by a provider's customers"),
        ("127.0.0.0/8", "this machine"), ("169.254.0.0/16", "link-local"), ("172.16.0.0/12", "private"),
        ("192.0.0.0/24", "reserved"), ("192.0.2.0/24", "for documentation"), ("192.88.99.0/24", "reserved"),
        ("192.168.0.0/16", "private"), ("198.18.0.0/15", "for benchmarks"), ("198.51.100.0/24", "for documentation"),
        ("203.0.113.0/24", "for documentation"), ("224.0.0.0/4", "multicast"), ("240.0.0.0/4", "reserved"),
        ("::/128", "unspecified"), ("::1/128", "this machine"), ("100::/64", "discarded"), ("2001::/23", "reserved"),
        ("2001:db8::/32", "for documentation"), ("3fff::/20", "for documentation"), ("5f00::/16", "reserved"),
        ("64:ff9b:1::/48", "private"), ("fc00::/7", "private"), ("fe80::/10", "link-local"), ("fec0::/10", "private"),
        ("ff00::/8", "multicast"),
    )
)  # fmt: skip
"""IANA special-purpose address registries (IPv4 and IPv6), as far as they are not globally reachable."""

_TRANSLATED: Final = ipaddress.ip_network("64:ff9b::/96")  # NAT64: the last 32 bits are an IPv4 address
_COMPATIBLE: Final = ipaddress.ip_network("::/96")
_NUMBER: Final = re.compile(r"(?:0x[0-9a-f]*|\d+)", re.IGNORECASE)
_UNCLEAN: Final = re.compile(r"[\x00-\x20\x7f\\]")
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_OK: Final = 200
_CHUNK: Final = 64 * 1024
_PORTS: Final = {"http": 80, "https": 443}
_TYPES: Final = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "message/rfc822": ".eml",
}


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one address may send, how often it may point elsewhere, and how long it all may take."""

    size: int = 20 * 1024 * 1024
    redirects: int = 5
    connect_seconds: float = 10.0
    total_seconds: float = 60.0


DEFAULT_LIMITS: Final = Limits()


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file that was fetched: where it lies, the address asked for and the one that answered."""

    path: Path
    url: str
    final_url: str
    sha256: str
    content_type: str


@dataclass(frozen=True, slots=True)
class _Target:
    """An address taken apart. ``host`` is in ASCII, without brackets."""

    url: str
    scheme: str
    host: str
    port: int
    request: str


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    location: str
    content_type: str
    body: bytes


def system_resolve(host: str, port: int) -> Sequence[str]:
    """The addresses of a name, as the operating system knows them."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))


def why_forbidden(address: str) -> str | None:
    """Why no connection may be made to an IP address, or nothing where it is a public one.

    Addresses that carry an IPv4 address inside (mapped, compatible, 6to4, Teredo, NAT64) are judged by that too.
    """
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return "no IP address"
    for inner in _inside(parsed):
        for network, what in _FORBIDDEN:
            if inner.version == network.version and inner in network:
                return what
        if not inner.is_global or inner.is_multicast or inner.is_reserved:
            return "not public"
    return None


def _inside(
    address: ipaddress.IPv4Address | ipaddress.IPv6Address,
) -> tuple[ipaddress.IPv4Address | ipaddress.IPv6Address, ...]:
    if isinstance(address, ipaddress.IPv4Address):
        return (address,)
    low = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    if address.ipv4_mapped is not None or address in _TRANSLATED:
        return (low,)
    if address in _COMPATIBLE and int(address) > 1:
        return (low, ipaddress.IPv4Address("0.0.0.0"))  # long abolished: refused in any case
    if address.sixtofour is not None:
        return (address.sixtofour, address)
    return (*(address.teredo or ()), address)


def fetch(
    url: str,
    folder: Path,
    *,
    resolve: Resolve = system_resolve,
    vet: Vet = why_forbidden,
    limits: Limits = DEFAULT_LIMITS,
) -> Fetched:
    """Fetch a document into the folder, under a name made from its address.

    Args:
        url: An ``http`` or ``https`` address.
        folder: Where the file is written, whole or not at all.
        resolve: Gives the IP addresses of a name.
        vet: Gives the reason why an IP address may not be connected to, or ``None``.
        limits: Size, redirects and time.

    Raises:
        DownloadError: where the address may not be fetched, does not answer with a document, or is over a limit.
    """
    target = _target(url)
    for _ in range(limits.redirects + 1):
        answer = _ask(target, _vetted(target, resolve, vet), limits)
        if answer.status not in _REDIRECTS:
            return _kept(url, target, answer, folder)
        following = _target(urljoin(target.url, answer.location))
        if target.scheme == "https" and following.scheme == "http":
            raise _refused(
                target.url, f"it points to {following.url}, which is not encrypted", "fetch that one yourself"
            )
        target = following
    raise _refused(url, f"it redirects more than {limits.redirects} times", "use the address it ends at")


def _refused(url: str, reason: str, hint: str) -> DownloadError:
    return DownloadError(reason, where=url[:300], hint=hint)


def _target(url: str) -> _Target:
    """Take an address apart, refusing all that is not plainly a web address."""
    hint = "give an address such as https://example.org/page"
    if _UNCLEAN.search(url):
        raise _refused(repr(url), "the address holds blanks, backslashes or control characters", hint)
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise _refused(url, f"this is no address: {error}", hint) from error
    if parts.scheme.lower() not in _PORTS:
        raise _refused(url, f"only http and https are fetched, not {parts.scheme or 'a path'!r}", hint)
    if "@" in parts.netloc:
        raise _refused(url, "the address holds a user name", "leave it out")
    scheme = parts.scheme.lower()
    return _Target(url, scheme, _host(url, parts), _PORTS[scheme] if port is None else port, _request(parts))


def _host(url: str, parts: SplitResult) -> str:
    """The host in ASCII. Numbers in any form but four plain decimals are refused: systems read them differently."""
    host = (parts.hostname or "").rstrip(".")
    if ":" in host:
        if "%" in host:
            raise _refused(url, "the address names a network interface", "use a public address")
        return host
    try:
        ascii_host = host.encode("idna").decode("ascii").lower()
    except UnicodeError as error:
        raise _refused(url, "the host name is malformed", "check the address") from error
    if not re.fullmatch(r"[a-z0-9]([a-z0-9._-]{0,251}[a-z0-9])?", ascii_host):
        raise _refused(url, "the host name is malformed", "check the address")
    if _NUMBER.fullmatch(ascii_host.rsplit(".", 1)[-1]) and not _is_plain_ipv4(ascii_host):
        raise _refused(url, f"{host!r} is a number in an unusual form", "use the host's name")
    return ascii_host


def _is_plain_ipv4(host: str) -> bool:
    try:
        return str(ipaddress.IPv4Address(host)) == host
    except ValueError:
        return False


def _request(parts: SplitResult) -> str:
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    return f"{path}?{quote(parts.query, safe='/%:@!$&()*+,;=~-._?')}" if parts.query else path


def _vetted(target: _Target, resolve: Resolve, vet: Vet) -> tuple[str, ...]:
    """The addresses of the host; one that is forbidden among them forbids the host."""
    literal = ":" in target.host or _is_plain_ipv4(target.host)
    try:
        addresses = (target.host,) if literal else tuple(resolve(target.host, target.port))
    except OSError as error:
        raise _refused(
            target.url, f"{target.host} cannot be found: {error}", "check the address and the line"
        ) from error
    if not addresses:
        raise _refused(target.url, f"{target.host} has no address", "check the address")
    for address in addresses:
        if (what := vet(address)) is not None:
            raise _refused(target.url, f"{target.host} is at {address}: {what}", "only public addresses are fetched")
    return addresses


def _ask(target: _Target, addresses: Sequence[str], limits: Limits) -> _Answer:
    line = _Line(_connected(target, addresses, limits))
    timer = threading.Timer(limits.total_seconds, line.cut)
    timer.start()
    try:
        answer = _exchanged(line, target, limits)
    except (OSError, http.client.HTTPException, ValueError) as error:
        reason = f"it took over {limits.total_seconds:g} seconds" if line.is_cut else f"it failed: {error}"
        raise _refused(target.url, reason, "try again later") from error
    finally:
        timer.cancel()
        line.sock.close()
    if line.is_cut:  # what was read by then looks like a whole answer where its length is not told
        raise _refused(target.url, f"it took over {limits.total_seconds:g} seconds", "try again later")
    return answer


class _Line:
    """A connection that can be cut from another thread; ``sock`` is the encrypted one once there is one."""

    def __init__(self, sock: socket.socket) -> None:
        self.sock = sock
        self.is_cut = False

    def cut(self) -> None:
        """End it now, whatever is being waited for."""
        self.is_cut = True
        with contextlib.suppress(OSError):  # it may have ended by itself
            self.sock.shutdown(socket.SHUT_RDWR)

    def encrypt(self, host: str) -> None:
        """Speak TLS from here on, checking the certificate against the name and not the address."""
        context = ssl.create_default_context()
        encrypted = context.wrap_socket(self.sock, server_hostname=host, do_handshake_on_connect=False)
        self.sock = encrypted
        encrypted.do_handshake()


def _connected(target: _Target, addresses: Sequence[str], limits: Limits) -> socket.socket:
    """A connection to one of the vetted addresses, in their order."""
    problem: OSError | None = None
    for address in addresses:
        try:
            return socket.create_connection((address, target.port), timeout=limits.connect_seconds)
        except OSError as error:
            problem = error
    raise _refused(target.url, f"no connection: {problem}", "check the address and the line") from problem


def _exchanged(line: _Line, target: _Target, limits: Limits) -> _Answer:
    if target.scheme == "https":
        line.encrypt(target.host)
    connection = http.client.HTTPConnection(_bracketed(target.host), target.port, timeout=limits.connect_seconds)
    connection.sock = line.sock
    try:
        connection.putrequest("GET", target.request, skip_host=True, skip_accept_encoding=True)
        for name, value in _headers(target).items():
            connection.putheader(name, value)
        connection.endheaders()
        response = connection.getresponse()
        return _answer(response, target, limits)
    finally:
        connection.close()


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _headers(target: _Target) -> dict[str, str]:
    host = _bracketed(target.host)
    named = host if target.port == _PORTS[target.scheme] else f"{host}:{target.port}"
    return {
        "Host": named,
        "User-Agent": "aftershock",
        "Accept": "text/html,application/pdf,text/plain;q=0.9,*/*;q=0.5",
        "Accept-Encoding": "identity",
        "Connection": "close",
    }


def _answer(response: http.client.HTTPResponse, target: _Target, limits: Limits) -> _Answer:
    kind = (response.getheader("Content-Type") or "").split(";")[0].strip().lower()
    location = response.getheader("Location") or ""
    if response.status in _REDIRECTS:
        if not location:
            raise _refused(target.url, "it redirects to nowhere", "check the address")
        return _Answer(response.status, location, kind, b"")
    if response.status != _OK:
        raise _refused(target.url, f"it answers {response.status} {response.reason}", "check the address")
    if (response.getheader("Content-Encoding") or "identity").lower() != "identity":
        raise _refused(target.url, "it answers compressed though asked not to", "save the page from a browser")
    return _Answer(response.status, "", kind, _body(response, target, limits))


def _body(response: http.client.HTTPResponse, target: _Target, limits: Limits) -> bytes:
    body = bytearray()
    while chunk := response.read(_CHUNK):
        body += chunk
        if len(body) > limits.size:
            raise _refused(target.url, f"it sends more than {limits.size:,} bytes", "save the document by hand")
    if response.length:
        raise _refused(target.url, f"it broke off {response.length:,} bytes before the end", "try again")
    return bytes(body)


def _kept(url: str, target: _Target, answer: _Answer, folder: Path) -> Fetched:
    suffix = _TYPES.get(answer.content_type) or _suffix_of(target)
    if suffix is None:
        raise _refused(
            url, f"it sends {answer.content_type or 'something unnamed'}, which is not read", "save it by hand"
        )
    stem = re.sub(r"[^a-z0-9]+", "-", urlsplit(target.url).path.rsplit("/", 1)[-1].rsplit(".", 1)[0].lower())[:60]
    mark = hashlib.sha256(url.encode()).hexdigest()[:10]
    path = folder / f"{stem.strip('-') or 'page'}-{mark}{suffix}"
    _write(path, answer.body, url)
    return Fetched(path, url, target.url, hashlib.sha256(answer.body).hexdigest(), answer.content_type)


def _suffix_of(target: _Target) -> str | None:
    found = re.search(r"\.(html?|txt|md|pdf|docx|eml)$", urlsplit(target.url).path.lower())
    return found.group() if found else None


def _write(path: Path, body: bytes, url: str) -> None:
    beside = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(body)
        beside.replace(path)
    except OSError as error:
        raise _refused(
            url, f"{path} cannot be written: {error.strerror}", "check the folder's rights and room"
        ) from error
