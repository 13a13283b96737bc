"""A page from the web: in time, from where the reader sent us, or with the true reason why not."""

from __future__ import annotations

import ipaddress
import re
import socket
import threading
import time
from http import HTTPStatus
from urllib.parse import urljoin, urlsplit

from methods.article.characters import clean
from methods.article.shape import ArticleError
from utils import LARGEST, one_line

FIRST_BYTE = 10  # seconds
WHOLE = 30  # seconds
HOPS = 5
PAGE_KINDS = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/plain": "text",
    "text/markdown": "markdown",
}
ADVICE = {
    401: "it asks for a login: save the page and give the file",
    402: "it asks for a payment: save the page and give the file",
    403: "it does not let programs read it: save the page and give the file",
    404: "there is no such page: check the address",
    410: "the page was taken down: look for a copy in an archive",
    429: "it was asked too often: wait a while, or save the page and give the file",
    451: "it may not be shown here for legal reasons: save the page and give the file",
}


def fetch(url: str) -> tuple[bytes, str, str, str]:
    """Return the page at an http(s) address.

    In: the address. Out: its bytes, its address, its kind (html, markdown, text), the charset that the server
    states. A redirect is followed unless it leads into a network of this machine or this house that the
    reader did not name. Raises ArticleError with the reason: no answer within 10 seconds, none whole
    within 30, a status, another kind of file, a certificate that cannot be trusted.

    >>> fetch("http://")
    Traceback (most recent call last):
    methods.article.shape.ArticleError: http:// is no address of a page: check it, or save the page and
    give the file.
    """
    url = one_line(clean(url))
    got: dict = {}

    def work() -> None:
        try:
            got["page"] = _follow(url, got)
        except ArticleError as problem:
            got["problem"] = problem
        except Exception as problem:  # whatever a server sends, the reader gets one sentence
            got["problem"] = ArticleError(_reason(url, problem))

    # A thread, since a name server or a server that sends a byte now and then keeps within every single
    # time limit.
    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    thread.join(WHOLE)
    if thread.is_alive():
        _hang_up(got.get("socket"))
        raise ArticleError(
            f"{url} did not answer in full within {WHOLE} seconds: try again, or save the page and give that."
        )
    if "problem" in got:
        raise got["problem"]
    return got["page"]


def _hang_up(connection: socket.socket | None) -> None:
    try:
        if connection is not None:
            connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        pass  # it is closed already


def _follow(url: str, got: dict) -> tuple[bytes, str, str, str]:
    named_network, at, began = None, url, time.monotonic()
    for _ in range(HOPS + 1):
        parts = _parts(at, url)
        network = _network(parts.hostname)
        if named_network is None:
            named_network = network
        _require_network(url, at, network, named_network)
        limit = min(FIRST_BYTE, max(0.1, WHOLE - (time.monotonic() - began)))
        status, headers, read = _ask(at, named_network, limit, got)
        target = headers.get("location", "")
        if status not in (301, 302, 303, 307, 308) or not target:
            return _page(url, at, status, headers, read)
        at = urljoin(at, clean(target))
    raise ArticleError(
        f"{url} leads from address to address without an end: save the page and give the file."
    )


def _parts(at: str, url: str):
    try:
        parts = urlsplit(at)
        _ = parts.port
    except ValueError:
        parts = urlsplit("")
    if parts.scheme.lower() in ("http", "https") and parts.hostname:
        return parts
    if at == url:
        raise ArticleError(f"{url} is no address of a page: check it, or save the page and give the file.")
    raise ArticleError(
        f"{url} leads to {at[:100]}, which is no page of the web: save the page and give the file."
    )


def _network(host: str) -> str:
    """The network that a name leads to: "" for the public one, else this machine, link-local or private."""
    found = {_network_of(entry[4][0]) for entry in socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)}
    return next(iter(sorted(found, reverse=True)), "")


def _network_of(address: str) -> str:
    """
    >>> _network_of("127.0.0.1"), _network_of("169.254.1.1"), _network_of("10.0.0.8"), _network_of("1.1.1.1")
    ('this machine', 'link-local', 'private', '')
    """
    ip = ipaddress.ip_address(address.split("%")[0])
    ip = getattr(ip, "ipv4_mapped", None) or ip
    if ip.is_loopback or ip.is_unspecified:
        return "this machine"
    if ip.is_link_local:
        return "link-local"
    return "" if ip.is_global and not ip.is_multicast else "private"


def _require_network(url: str, at: str, network: str, named_network: str) -> None:
    if network and network != named_network:
        where = "this machine" if network == "this machine" else f"a {network} network"
        raise ArticleError(
            f"{url} leads to {at[:100]} on {where}, which you did not name: give that address if you mean it."
        )


def _ask(at: str, named_network: str, limit: float, got: dict):
    """Ask for a page; what is connected to is looked at before anything is sent."""
    import urllib3

    class Looked:
        def _new_conn(self):
            connection = super()._new_conn()
            got["socket"] = connection
            try:
                _require_network(at, at, _network_of(connection.getpeername()[0]), named_network)
            except ArticleError:
                connection.close()
                raise
            return connection

    class Plain(Looked, urllib3.connection.HTTPConnection):
        pass

    class Secure(Looked, urllib3.connection.HTTPSConnection):
        pass

    pools = urllib3.PoolManager(timeout=urllib3.Timeout(total=limit), retries=False)
    http, https = (
        type(name, (kind,), {"ConnectionCls": connection})
        for name, kind, connection in (
            ("HTTP", urllib3.HTTPConnectionPool, Plain),
            ("HTTPS", urllib3.HTTPSConnectionPool, Secure),
        )
    )
    pools.pool_classes_by_scheme = {"http": http, "https": https}
    headers = {"User-Agent": "Mozilla/5.0 (compatible; news-reader)", "Accept": "text/html,*/*;q=0.5"}
    answer = pools.request(
        "GET",
        at,
        redirect=False,
        preload_content=False,
        headers=headers | {"Accept-Encoding": "gzip, deflate"},
    )

    def read() -> bytes:
        data = b""
        while len(data) <= LARGEST and (piece := answer.read(65_536, decode_content=True)):
            data += piece
        answer.close()
        return data[: LARGEST + 1]

    return answer.status, {key.lower(): value for key, value in answer.headers.items()}, read


def _page(url: str, at: str, status: int, headers: dict, read) -> tuple[bytes, str, str, str]:
    if status >= 300 or status in (204, 205):
        known = status in {code.value for code in HTTPStatus}
        phrase = f" ({HTTPStatus(status).phrase})" if known else ""
        fault = "its server has a fault: try again later, or save the page and give the file"
        advice = ADVICE.get(
            status, fault if status >= 500 else "check the address, or save the page and give the file"
        )
        raise ArticleError(f"{url} answers with status {status}{phrase}, {advice}.")
    said = headers.get("content-type", "text/html")
    content = said.split(";")[0].strip().lower()
    kind = PAGE_KINDS.get(content)
    if kind is None:
        raise ArticleError(
            f"{url} is not a page but {content[:60] or 'of no kind'}: give the address of the article itself."
        )
    charset = re.search(r"(?i)charset\s*=\s*[\"']?([\w.:-]+)", said)
    return read(), url, kind, charset[1] if charset else ""


def _reason(url: str, problem: Exception) -> str:
    import urllib3.exceptions as faults

    cause = problem
    while isinstance(cause, faults.MaxRetryError) and cause.reason is not None:
        cause = cause.reason
    save = "save the page and give the file"
    if isinstance(cause, (socket.gaierror, faults.NameResolutionError, UnicodeError)):
        unknown = "for no machine of this name is known: check the address and your network"
        return f"{url} cannot be reached, {unknown}, or {save}."
    if isinstance(cause, faults.NewConnectionError):
        return f"{url} cannot be reached, for nothing answers there: check the address, or {save}."
    if isinstance(cause, (faults.TimeoutError, TimeoutError)):
        return f"{url} did not answer within {FIRST_BYTE} seconds: try again, or {save}."
    if isinstance(cause, faults.SSLError):
        return f"{url} shows no certificate that can be trusted: check the address, or {save}."
    if isinstance(cause, (faults.LocationValueError, ValueError)):
        return f"{url} is no address of a page: check it, or {save}."
    if isinstance(cause, (faults.ProtocolError, faults.IncompleteRead, faults.DecodeError)):
        return f"{url} broke off its answer, or sent none that can be read: try again, or {save}."
    return f"{url} cannot be reached ({type(cause).__name__}): check the address, or {save}."
