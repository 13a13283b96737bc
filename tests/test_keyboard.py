"""A page by keyboard alone: every link and fold is reached in order, opens and closes, and is seen when it
has the focus. The page is made of a few outputs, so that no notebook need be run.
"""

from types import SimpleNamespace

import pandas as pd
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from methods.article import article_of
from methods.figures import brief_list, marked_article
from report.build import write_pages
from utils import parse

pytestmark = pytest.mark.slow

TEXT = (
    "The quay floods again\n\n"
    + "The mayor, Ida Holm, praised the crew. “It was cold work,” said Jon Vik. " * 6
)
STOPS = "a[href], summary, [tabindex='0']"
# Whether what has the focus is on the screen and has a line around it that stands out from the paper: 3 to 1.
SEEN = """() => {
  const one = document.activeElement, box = one.getBoundingClientRect(), look = getComputedStyle(one)
  const linear = n => n <= .03928 ? n / 12.92 : ((n + .055) / 1.055) ** 2.4
  const light = color => {
    const [r, g, b] = color.match(/[\\d.]+/g).map(n => linear(n / 255))
    return .2126 * r + .7152 * g + .0722 * b + .05
  }
  const paper = getComputedStyle(document.documentElement).backgroundColor
  const [less, more] = [light(look.outlineColor), light(paper)].sort((a, b) => a - b)
  return {
    number: [...document.querySelectorAll("a[href], summary, [tabindex='0']")].indexOf(one),
    says: one.innerText, fold: one.tagName === "SUMMARY", open: !!one.parentElement?.open,
    lined: look.outlineStyle !== "none" && parseFloat(look.outlineWidth) >= 2 && more / less >= 3,
    shown: box.width > 1 && box.right > 0 && box.left < innerWidth && box.bottom > 0 && box.top < innerHeight,
  }
}"""


@pytest.fixture(scope="module")
def page_file(tmp_path_factory):
    """A page with all kinds of stops: links, folds of code, of rows, of marks, a table that scrolls."""
    folder = tmp_path_factory.mktemp("keys")
    article = article_of(TEXT)
    doc = parse(article, reader=False)
    rows = pd.DataFrame(
        {"sentence": range(12), "cue": "said", "voice": "Ida Holm", "text": "It was cold. " * 9}
    )
    shown = [brief_list(doc), marked_article(doc), SimpleNamespace(data=rows.to_html())]
    cells = [
        new_code_cell("1 + 1", outputs=[new_output("display_data", {"text/html": one.data})]) for one in shown
    ]
    cells.insert(1, new_markdown_cell("## The article, marked\n\n[All](02_word_frequencies.ipynb)"))
    write_pages({"00_start_here": new_notebook(cells=cells)}, article, folder)
    return folder / "index.html"


def walked(page, press=lambda page, stop: None) -> list[dict]:
    """What has the focus, Tab after Tab, until the page is left; each stop is given to `press` first."""
    stops = []
    for _ in range(2 * page.locator(STOPS).count()):
        page.keyboard.press("Tab")
        stop = page.evaluate(SEEN)
        if stop["number"] < 0:
            return stops
        press(page, stop)
        stops.append(stop)
    raise AssertionError(f"Tab does not leave the page: {stops[-1]['says']}")


def opened(chromium, page_file, **look):
    page = chromium.new_page(viewport={"width": 1280, "height": 800}, **look)
    page.set_default_timeout(3_000)
    page.goto(page_file.as_uri())
    return page


def toggle(page, stop) -> None:
    """Open a fold by Enter, close it by Space, and open it again."""
    if stop["fold"]:
        for key, after in (("Enter", True), ("Space", False), ("Enter", True)):
            page.keyboard.press(key)
            assert page.evaluate(SEEN)["open"] is after, f"{key} on: {stop['says']}"


def test_every_fold_opens_and_what_is_in_it_is_reached_in_the_order_of_the_page(chromium, page_file):
    page = opened(chromium, page_file)
    stops = walked(page, toggle)
    assert [stop["says"] for stop in stops[:2]] == ["Skip to the article", "To all pages"]
    assert page.locator("details:not([open])").count() == 0 and sum(stop["fold"] for stop in stops) >= 5
    there = page.eval_on_selector_all(
        STOPS, "all => all.flatMap((one, n) => one.checkVisibility() ? [n] : [])"
    )
    assert [stop["number"] for stop in stops] == there
    page.close()


@pytest.mark.parametrize(
    "look", [{"color_scheme": "light"}, {"color_scheme": "dark"}, {"forced_colors": "active"}]
)
def test_what_has_the_focus_is_seen(chromium, page_file, look):
    page = opened(chromium, page_file, **look)
    stops = walked(page)
    assert len(stops) > 10 and not [stop["says"] for stop in stops if not (stop["lined"] and stop["shown"])]
    page.close()


@pytest.mark.parametrize("tabs, part", [(1, ".reading"), (2, "#contents")])
def test_the_skip_links_lead_to_the_article_and_to_all_pages(chromium, page_file, tabs, part):
    page = opened(chromium, page_file)
    for key in ["Tab"] * tabs + ["Enter", "Tab"]:
        page.keyboard.press(key)
    assert page.evaluate(f"!!document.activeElement.closest('{part}')")
    page.close()
