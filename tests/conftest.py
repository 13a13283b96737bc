"""What the tests of notebooks and report share: each article is read by all notebooks once a session."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import pytest

os.environ.pop("ARTICLE", None)

SHIPPED_CODERS = ["ai_reader", "ai_reader_2"]
ARTICLES = Path(__file__).parent / "articles"
HOSTILE = """Minister <script>alert('title')</script> Says "No" & $5 or $10

The minister <script>alert(1)</script> attacked the press on Monday, and the \
<img src=x onerror=alert(2)> press \
praised the minister.
<b onmouseover="alert(3)">Nobody</b> was hurt, the police said in a statement \
[here](javascript:alert(4)) and **there**.

The cost rose from $5 to $10 and then to $$20$$, said Anna Berg, who called it _shameful_ and `wrong`. \
# Not a heading. {{ 7*7 }} {% raw %}
"=HYPERLINK("x")" was written on the wall, and the wall said שלום עולם to the crowd \
" "\u202eevil\u202c while مرحبا stood beside it.

The longest word was LONG, the minister said. “This quotation never ends, and the mayor rejected the plan.

=1+1 is what the report began with, and +2 is how it went on, the experts warned.
""".replace("LONG", "x" * 10_000)


@pytest.fixture(scope="session")
def sample():
    """The notebooks run on the sample, and the folder of their pages."""
    yield from _pages_of(None)


@pytest.fixture(scope="session")
def hostile(tmp_path_factory):
    """The same for an article that tries to be more than text."""
    path = tmp_path_factory.mktemp("hostile") / "article.txt"
    path.write_text(HOSTILE, encoding="utf-8")
    yield from _pages_of(path)


@pytest.fixture(scope="session")
def strike():
    """The same for an article in plain text that is not the sample."""
    yield from _pages_of(ARTICLES / "port_strike.txt")


@pytest.fixture(scope="session")
def bridge():
    """The same for an article in Markdown."""
    yield from _pages_of(ARTICLES / "river_town.md")


def _pages_of(source):
    from methods.article import load_article
    from report.build import run_on, write_pages

    with tempfile.TemporaryDirectory() as folder:
        article = load_article(source)
        notebooks = run_on(article, Path(folder, "tables"))
        write_pages(notebooks, article, Path(folder))
        yield notebooks, Path(folder)


@pytest.fixture(scope="module")
def chromium():
    """A headless Chromium; without one the tests that need it are skipped, but fail where CI is set.

    It lives no longer than a module, because notebooks cannot be run beside its event loop.
    """
    found = next(filter(None, map(shutil.which, ["chromium", "chromium-browser", "google-chrome"])), None)
    if not found:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(
            "no chromium found: nothing was opened in a browser"
        )
    from playwright.sync_api import sync_playwright

    quiet = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ]
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=found, args=quiet)
        yield running
        running.close()


@pytest.fixture(scope="module")
def browser(sample, hostile, strike, bridge, chromium):
    """The browser for the pages, which are made before it starts."""
    return chromium
