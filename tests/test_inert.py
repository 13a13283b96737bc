"""What acts, in a page: each of the two layers alone keeps it from acting, in a browser."""

import re
import threading
from contextlib import contextmanager, suppress
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest
from bs4 import BeautifulSoup
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from playwright.sync_api import Error

from methods.article import Article
from report.build import write_pages
from report.inert import keep_inert

POLICY = re.compile(r'<meta[^>]*http-equiv="Content-Security-Policy"[^>]*>|<meta content="default-src[^>]*>')
HOSTILE = {
    "refresh": '<meta http-equiv="refresh" content="0;url=/hit/refresh">',
    "in-letters": '<META HTTP-EQUIV=&#114;efresh CONTENT="0; URL=/hit/letters">',
    "after-the-end": '</div></main></body></html><meta http-equiv=refresh content="0;url=/hit/after">',
    "in-a-head": '</main></body><head><meta http-equiv=refresh content="0;url=/hit/in-head"></head>',
    "behind-a-comment": '<!--><meta http-equiv=refresh content="0;url=/hit/comment">-->',
    "behind-a-bang": '<!--x--!><meta http-equiv=refresh content="0;url=/hit/bang">-->',
    "in-raw-text": '<xmp><style></xmp><meta http-equiv=refresh content="0;url=/hit/raw"></style></xmp>',
    "in-noscript": "<noscript><p title=\"</noscript><meta http-equiv=refresh content='0;url=/hit/no'>\">",
    "in-svg": '<svg><style><meta http-equiv=refresh content="0;url=/hit/svg"></style></svg>',
    "in-mathematics": "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;"
    '<meta http-equiv=refresh content="0;url=/hit/math">\'>',
    "in-a-textarea": '<textarea><p title="</textarea><meta http-equiv=refresh content=0;url=/hit/area>">',
    "in-cdata": '<![CDATA[><meta http-equiv=refresh content="0;url=/hit/cdata">]]>',
    "in-a-question": '<?x ><meta http-equiv=refresh content="0;url=/hit/question">?>',
    "base": '<base href="/hit/base/" target="_top"><a href="#x">here</a><img src="x.png">',
    "srcdoc": "<iframe srcdoc=\"<script>top.location='/hit/srcdoc'</script>\"></iframe>",
    "frame": '<iframe src="/hit/frame"></iframe><frameset><frame src="/hit/frameset"></frameset>',
    "object": '<object data="/hit/object"></object><embed src="/hit/embed"><applet code="/hit/a"></applet>',
    "form": '<form action="/hit/form"><input name=a autofocus><button>Send</button></form>',
    "formaction": '<button formaction="/hit/formaction" form=f>Send</button><form id=f></form>',
    "prefetch": '<link rel="prefetch" href="/hit/prefetch"><link rel="preload" as="image" href="/hit/early">'
    '<link rel="dns-prefetch" href="//hit.invalid"><link rel="preconnect" href="//hit.invalid">',
    "prerender": '<link rel="prerender" href="/hit/prerender"><link rel="stylesheet" href="/hit/sheet">',
    "script": "<script>location='/hit/script'</script><img src=x onerror=\"location='/hit/onerror'\">",
    "animate": '<svg><a><animate attributeName="href" values="javascript:location=\'/hit/animate\'"/>'
    '<text x="20" y="20">Click</text></a></svg>',
    "set": '<svg><set href="#a" attributeName="href" to="javascript:location=\'/hit/set\'"/><a id=a><text>X',
    "javascript": '<a href="java\tscript:location=\'/hit/link\'">Click</a><a href="&#1;javascript:location='
    "'/hit/link'\">Click</a>",
    "data": '<a href="data:text/html,<script>1</script>">Click</a>',
    "ping": '<a href="#x" ping="/hit/ping">Click</a>',
    "picture": '<img src="/hit/img"><picture><source srcset="/hit/set"><img></picture><video src="/hit/v">',
    "style": '<p style="background:url(/hit/style)">A</p><p style="background:\\75rl(/hit/escaped)">B</p>',
    "sheet": "<style>@import '/hit/import'; p {background: url(/hit/sheet)}</style><p>C</p>",
    "details": "<details open ontoggle=\"location='/hit/toggle'\"><summary>A</summary>B</details>",
}
# Links that lead to no page of the report, and whatever else a reader might press.
CLICK = """for (const one of document.querySelectorAll("main a:not([href$='.html']), main button, svg text"))
  one.dispatchEvent(new MouseEvent("click", {bubbles: true, cancelable: true}))"""
# What happens where nothing keeps the pages from it, at once and at a click.
LEAVE, LEAVE_AT_A_CLICK = (
    {"refresh", "in-letters", "behind-a-comment", "srcdoc", "script"},
    {"animate", "form", "javascript"},
)
ASK = {"/hit/frame", "/hit/prefetch", "/hit/img", "/hit/style"}
SIGNS = sorted(LEAVE | LEAVE_AT_A_CLICK | {"frame", "prefetch", "picture", "style"})
ARTICLE = Article(title="Talks resume", paragraphs=("Talks resume on Monday.",), source="talks.txt")
ACTS = (
    "meta[http-equiv=refresh i], base, iframe, frame, object, embed, form, script, body link, svg, [onerror]"
)


@contextmanager
def served(folder):
    """Serve a folder on this machine, and note what is asked for."""
    asked = []

    class Handler(SimpleHTTPRequestHandler):
        def __init__(self, *args):
            super().__init__(*args, directory=str(folder))

        def do_GET(self):
            asked.append(self.path)
            with suppress(OSError):  # a page that is left closes its connections
                super().do_GET()

        do_POST = do_GET

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=[0.05], daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        server.server_close()


def pages_of(folder, monkeypatch, off):
    """Write a page for each kind, with layers turned off."""
    if "sanitiser" in off:
        monkeypatch.setattr("report.pages.clean", lambda html, *_: html)
    if "page" in off:
        monkeypatch.setattr("report.dress.keep_inert", lambda soup: None)
    notebooks = {"00_start": new_notebook()}
    for name, html in HOSTILE.items():
        outputs = [new_output("display_data", {"text/html": html})]
        cells = [new_code_cell("", outputs=outputs), new_markdown_cell(html), new_markdown_cell("The end.")]
        notebooks[name] = new_notebook(cells=cells)
    folder.mkdir(exist_ok=True)
    write_pages(notebooks, ARTICLE, folder)
    for page in folder.glob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert POLICY.search(text)
        if "policy" in off:
            page.write_text(POLICY.sub("", text), encoding="utf-8")


@pytest.fixture(scope="module")
def free(tmp_path_factory):
    """The folder of the same pages where nothing keeps them from acting."""
    folder = tmp_path_factory.mktemp("free")
    with pytest.MonkeyPatch.context() as patch:
        pages_of(folder, patch, ["sanitiser", "page", "policy"])
    return folder


class Tabs(list):
    """A tab for each page and each sign, made once: that costs much more than opening a page in it."""

    def __init__(self, context):
        self.crashed = set()
        super().__init__(self._new(context) for _ in (*HOSTILE, *SIGNS))

    def _new(self, context):
        tab = context.new_page()
        tab.on("crash", lambda page: self.crashed.add(page))
        return tab

    def renew(self):
        """Put a new tab in the place of each that crashed."""
        self[:] = [self._new(tab.context) if tab in self.crashed else tab for tab in self]
        self.crashed.clear()


@pytest.fixture(scope="module")
def tabs(chromium):
    context = chromium.new_context()
    yield Tabs(context)
    context.close()


def opened(tabs, address, names):
    pages = dict(zip(names, tabs))
    for name, page in pages.items():
        page.goto(f"{address}/{name}.html", wait_until="commit")
    return pages


def left(pages, address):
    """The names of the pages that are no longer there."""
    return {name for name, page in pages.items() if page.url.partition("#")[0] != f"{address}/{name}.html"}


def wait(tabs, event):
    """Let the browser work until something has happened, however slow the machine is."""
    for _ in range(1800):
        next(tab for tab in tabs if tab not in tabs.crashed).wait_for_timeout(100)
        if tabs.crashed:
            raise Error("A tab crashed.")
        if event():
            return
    raise AssertionError("What acts did not act within three minutes.")


def tried(tabs, *folders, **must):
    """What `once` finds when no tab crashes: now and then Chromium's own code does, on such pages."""
    for _ in range(5):
        try:
            return once(tabs, *folders, **must)
        except Error:
            if not tabs.crashed:
                raise
        tabs.renew()
    raise AssertionError("Five times a tab crashed.")


def once(tabs, folder, free, leaves=frozenset(), asks=frozenset()):
    """Open all pages, click whatever can be clicked on them; return which of them were left, and what was
    asked for. What must act is waited for: pages that `leaves` names, addresses that `asks` names.

    Free pages, opened after the others, tell when all had time enough to act.
    """
    with served(folder) as (address, asked), served(free) as (elsewhere, asked_elsewhere):
        tested = opened(tabs, address, HOSTILE)
        signs = opened(tabs[len(HOSTILE) :], elsewhere, SIGNS)
        wait(tabs, lambda: left(signs, elsewhere) >= LEAVE and set(asked_elsewhere) >= ASK)
        wait(tabs, lambda: left(tested, address) >= leaves and set(asked) >= asks)
        for pages, home in ((tested, address), (signs, elsewhere)):
            for name in pages.keys() - left(pages, home):
                with suppress(Error):  # a click that leads away ends the script that clicks
                    pages[name].evaluate(CLICK)
        wait(tabs, lambda: left(signs, elsewhere) >= LEAVE | LEAVE_AT_A_CLICK)
        return left(tested, address), asked


@pytest.mark.slow
@pytest.mark.parametrize(
    "off", [["sanitiser"], ["page", "policy"], ["sanitiser", "policy"], []], ids="+".join
)
def test_each_layer_alone_keeps_a_page_from_acting(off, tabs, free, tmp_path, monkeypatch):
    pages_of(tmp_path, monkeypatch, off)
    for name in HOSTILE:
        page = BeautifulSoup((tmp_path / f"{name}.html").read_text(encoding="utf-8"), "html.parser")
        assert not page.select(ACTS), name
    found, asked = tried(tabs, tmp_path, free)
    assert found == set()
    assert [path for path in asked if not path.endswith((".html", "/favicon.ico"))] == []


@pytest.mark.slow
def test_without_layers_the_same_pages_do_act(tabs, free):
    found, asked = tried(tabs, free, free, leaves=LEAVE, asks=ASK)
    assert found >= LEAVE and set(asked) >= ASK


@pytest.mark.slow
def test_the_policy_alone_does_not_stop_a_refresh(tabs, free, tmp_path, monkeypatch):
    pages_of(tmp_path, monkeypatch, ["sanitiser", "page"])
    found, _ = tried(tabs, tmp_path, free, leaves={"refresh"})
    assert "refresh" in found and "script" not in found, "which is why the page has a list of its own"


@pytest.mark.parametrize("html", HOSTILE.values(), ids=HOSTILE)
def test_nothing_that_acts_is_left_on_a_page(html):
    soup = BeautifulSoup(
        f"<html><head><title>T</title></head><body><main>{html}</main></body></html>", "html.parser"
    )
    keep_inert(soup)
    again = BeautifulSoup(str(soup), "html.parser")
    assert not again.select(ACTS) and "<!--" not in str(soup) and soup.title.string == "T"
    assert not any(
        name.startswith("on") or name in ("ping", "srcdoc") for tag in again.find_all() for name in tag.attrs
    )
    assert not re.search(r'(href|src|srcset|style)="[^"]*(script:|/hit|data:text)', str(soup))


def test_a_head_keeps_what_the_template_writes_and_nothing_that_acts():
    head = '<meta content="default-src" http-equiv="Content-Security-Policy"/><title>T</title>'
    bad = '<meta http-equiv="Refresh" content="0"/><base href="/"/><link rel="prefetch" href="/x"/>'
    soup = BeautifulSoup(f"<html><head>{head}{bad}</head><body></body></html>", "html.parser")
    keep_inert(soup)
    assert str(soup.head) == f"<head>{head}</head>"
