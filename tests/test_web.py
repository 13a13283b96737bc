"""A page from the web: in time, with its charset, and never from a network that the reader did not name."""

import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from methods.article import ArticleError, load_article, web

BODY = (
    "The harbour of Port Haven reopened on Monday after a winter of ice, the mayor said.\n\n"
    "“We are glad,” she told a crowd of fishermen at the café. Nobody asked about the cost.\n"
)
PAGE = "<!doctype html><html><head><title>Harbour reopens after winter</title></head><body>{}</body></html>"
HTML = PAGE.format("".join(f"<p>{line}</p>" for line in BODY.split("\n\n")))


class Pages(BaseHTTPRequestHandler):
    answers = {
        "/page": (200, "text/html; charset=utf-8", HTML.encode(), ""),
        "/text": (200, "text/plain", BODY.encode(), ""),
        "/cp1252": (200, "text/plain; charset=windows-1252", BODY.encode("cp1252"), ""),
        "/utf16": (200, "text/plain; charset=utf-16-le", BODY.encode("utf-16-le"), ""),
        "/nonsense": (200, "text/plain; charset=no-such-thing", BODY.encode(), ""),
        "/photo": (200, "image/png", b"\x89PNG", ""),
        "/large": (200, "text/plain", b"It rained. " * 200_000, ""),
        "/moved": (301, "text/html", b"", "/page"),
        "/circle": (302, "text/html", b"", "/circle"),
        "/inside": (302, "text/html", b"", "http://10.0.0.1/secret"),
        "/metadata": (307, "text/html", b"", "http://169.254.169.254/latest"),
        "/disk": (302, "text/html", b"", "file:///etc/passwd"),
        **{f"/{status}": (status, "text/html", HTML.encode(), "") for status in (403, 404, 429, 500, 503)},
    }

    def do_GET(self):
        if self.path == "/silent":
            time.sleep(20)
        elif self.path == "/drip":
            self.send_response(200)
            self.send_header("Content-Type", "text/plain")
            self.end_headers()
            for letter in BODY.encode() * 3:
                self.wfile.write(bytes([letter]))
                self.wfile.flush()
                time.sleep(0.05)
        elif self.path == "/broken":
            self.send_response(200)
            self.send_header("Content-Type", "text/plain")
            self.send_header("Content-Length", "100000")
            self.end_headers()
            self.wfile.write(BODY.encode())
            self.close_connection = True
        else:
            status, kind, body, target = self.answers[self.path]
            self.send_response(status)
            self.send_header("Content-Type", kind)
            if target:
                self.send_header("Location", target)
            self.end_headers()
            self.wfile.write(body)

    def handle(self):
        try:
            super().handle()
        except OSError:
            pass  # the reader hung up

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def site():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.mark.parametrize("path", ["/page", "/text", "/cp1252", "/utf16", "/nonsense", "/moved"])
def test_a_page_in_any_charset_and_behind_a_redirect(site, path):
    article = load_article(site + path)
    assert article.paragraphs[0].startswith("The harbour") and "café" in article.text
    assert article.source == site + path


@pytest.mark.parametrize(
    "path, said",
    [
        ("/photo", "is not a page but image/png"),
        ("/404", "answers with status 404 .Not Found., there is no such page"),
        ("/403", "answers with status 403 .Forbidden., it does not let programs read it"),
        ("/429", "answers with status 429 .Too Many Requests., it was asked too often"),
        ("/500", "answers with status 500 .Internal Server Error., its server has a fault"),
        ("/503", "answers with status 503 .Service Unavailable., its server has a fault"),
        ("/large", "is over 2 MB"),
        ("/circle", "leads from address to address without an end"),
        ("/inside", "leads to http://10.0.0.1/secret on a private network, which you did not name"),
        ("/metadata", "leads to http://169.254.169.254/latest on a link-local network"),
        ("/disk", "leads to file:///etc/passwd, which is no page of the web"),
        ("/broken", "broke off its answer"),
    ],
)
def test_the_true_reason_is_said(site, path, said):
    with pytest.raises(ArticleError, match=said) as caught:
        load_article(site + path)
    assert str(caught.value).endswith(".") and "\n" not in str(caught.value)


def test_who_says_nothing_and_who_never_ends_are_left(site, monkeypatch):
    monkeypatch.setattr(web, "FIRST_BYTE", 0.5)
    with pytest.raises(ArticleError, match="did not answer within 0.5 seconds"):
        load_article(site + "/silent")
    monkeypatch.setattr(web, "FIRST_BYTE", 15)
    monkeypatch.setattr(web, "WHOLE", 1)
    start = time.monotonic()
    with pytest.raises(ArticleError, match="did not answer in full within 1 seconds"):
        load_article(site + "/drip")
    assert time.monotonic() - start < 15, "all of it takes 25 seconds"


def test_a_public_page_does_not_lead_into_this_machine(site, monkeypatch):
    monkeypatch.setattr(web, "_network", lambda host: "")  # a public name that is said to be public
    with pytest.raises(ArticleError, match="on this machine, which you did not name"):
        load_article(site + "/page")  # ... and leads here when it is connected to


@pytest.mark.parametrize(
    "first, then, follows",
    [
        ("", "", True),
        ("", "this machine", False),
        ("", "private", False),
        ("private", "private", True),
        ("private", "this machine", False),
        ("this machine", "link-local", False),
        ("this machine", "", True),
    ],
)
def test_where_a_redirect_may_lead(first, then, follows):
    if follows:
        web._require_network("a", "b", then, first)
    else:
        with pytest.raises(ArticleError, match="which you did not name"):
            web._require_network("a", "b", then, first)


@pytest.mark.parametrize(
    "address, network",
    [
        ("127.8.8.8", "this machine"),
        ("0.0.0.0", "this machine"),
        ("::1", "this machine"),
        ("::ffff:127.0.0.1", "this machine"),
        ("192.168.1.1", "private"),
        ("100.64.0.1", "private"),
        ("fd00::1", "private"),
        ("fe80::1%eth0", "link-local"),
        ("8.8.8.8", ""),
    ],
)
def test_the_network_of_an_address(address, network):
    assert web._network_of(address) == network


@pytest.mark.parametrize(
    "address", ["http://", "https:///x", "http://[::1", "http://127.0.0.1:99999/", "HTTP://x y"]
)
def test_what_is_no_address(address):
    with pytest.raises(ArticleError, match="is no address of"):
        load_article(address)


@pytest.mark.parametrize("source", ["file:///etc/passwd", "ftp://127.0.0.1/a", "FILE://x"])
def test_only_the_web_is_asked(source):
    with pytest.raises(ArticleError, match="is no address of the web"):
        load_article(source)


def test_nobody_there():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(ArticleError, match="cannot be reached, for nothing answers there"):
        load_article(f"http://127.0.0.1:{port}/page")
    with pytest.raises(ArticleError, match="cannot be reached, for no machine of this name is known"):
        load_article("http://no-such-machine.invalid/")
