"""The notebooks: committed as one clean run leaves them, and their pages as a reader's browser shows them."""

import base64
import io
import re

import pytest
from conftest import SHIPPED_CODERS
from PIL import Image

from methods.article import load_article
from methods.validation import coded_sentences
from report.notebooks import METADATA, settle
from report.run import NOTEBOOKS, read_notebooks, tags

pytestmark = pytest.mark.slow

NAMES = list(read_notebooks())


def code_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def essence(output) -> list:
    """What of an output must not change: its text, its numbers to within .02, since processors differ in what
    the second reader calculates; an image by its alt text and its size to within a fiftieth.
    """
    if output.output_type == "stream":
        text, size = output.text, ()
    elif "image/png" in output.data:
        size = Image.open(io.BytesIO(base64.b64decode(output.data["image/png"]))).size
        text = output.metadata["image/png"]["alt"]
    else:
        text, size = output.data.get("text/html") or output.data["text/plain"], ()
    parts = re.split(r"(\d+\.\d+)", text.replace("−", "-"))
    return [pytest.approx(float(part), abs=0.021) if n % 2 else part for n, part in enumerate(parts)] + [
        pytest.approx(side, rel=0.02) for side in size
    ]


def plain(essential: list) -> list:
    return [getattr(part, "expected", part) for part in essential]


@pytest.mark.parametrize("name", NAMES)
def test_a_fresh_run_gives_the_committed_outputs(name, sample):
    if more := set(coded_sentences(load_article())["coder"]) - set(SHIPPED_CODERS):
        pytest.skip(
            f"data/coding holds codings of the sample by {', '.join(more)} too, which the notebooks show"
        )
    fresh = {name: sample[0][name].copy()}
    settle(fresh)
    committed = {cell.id: cell for cell in read_notebooks()[name].cells}
    run = [cell for cell in fresh[name].cells if cell.id in committed]
    lessons = [cell for cell in committed.values() if tags(cell) & {"lesson", "widget", "solution"}]
    assert len(run) >= len(committed) - len(lessons)
    for new in run:
        old = committed[new.id]
        assert old.source == new.source
        if old.cell_type == "code" and "door" not in old.source and "setup" not in tags(old):
            outputs = [plain(essence(output)) for output in old.outputs]
            assert outputs == [essence(output) for output in new.outputs], old.source


@pytest.mark.parametrize("name", NAMES)
def test_committed_notebooks_come_from_one_clean_run(name):
    notebook = read_notebooks()[name]
    assert [cell.execution_count for cell in code_cells(notebook)] == list(
        range(1, len(code_cells(notebook)) + 1)
    )
    assert notebook.metadata == METADATA
    assert all(not cell.outputs for cell in code_cells(notebook) if "widget" in tags(cell))
    assert not any("execution" in cell.metadata for cell in notebook.cells)
    assert not re.search(r"/(home|root|tmp|Users)/", str([cell.outputs for cell in code_cells(notebook)]))


@pytest.mark.parametrize("name", NAMES)
def test_links_in_the_notebooks_lead_to_files(name):
    prose = "\n".join(cell.source for cell in read_notebooks()[name].cells if cell.cell_type == "markdown")
    for target in re.findall(r"\]\(([^)#:\s]+?)(?:#[^)]*)?\)", prose):
        assert (NOTEBOOKS / target).exists(), target


@pytest.fixture(scope="session", params=["sample", "hostile", "strike", "bridge"])
def pages(request):
    return sorted(request.getfixturevalue(request.param)[1].glob("*.html"))


@pytest.fixture(scope="module")
def tab(browser):
    """One tab for all pages, since making a tab costs more than opening a page in it; and what the page in it
    asked for, said and popped up.
    """
    page, noise = browser.new_page(), []
    page.on(
        "request", lambda request: request.url.startswith(("file:", "data:")) or noise.append(request.url)
    )
    page.on("dialog", lambda dialog: (noise.append(dialog.message), dialog.dismiss()))
    page.on("console", lambda message: noise.append(message.text))
    page.on("pageerror", lambda error: noise.append(str(error)))
    yield page, noise
    page.close()


def opened(tab, page_file, width=1280):
    """A page opened in the tab, and what it asked for, said and popped up on the way."""
    page, noise = tab
    noise.clear()
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(page_file.as_uri())
    return page, noise


def test_pages_ask_for_nothing_and_run_nothing(tab, pages):
    for file in pages:
        page, noise = opened(tab, file)
        assert not noise, file.name
        assert page.locator("script, iframe, object, embed, form, [onerror], [onmouseover]").count() == 0


def test_links_between_pages_resolve(tab, pages):
    for file in pages:
        page, _ = opened(tab, file)
        for link in page.eval_on_selector_all(
            "a[href]", "links => links.map(link => link.getAttribute('href'))"
        ):
            target, _, fragment = link.partition("#")
            if "://" in link or link.startswith("mailto:"):
                continue
            linked = file.parent / target if target else file
            assert linked.exists(), f"{file.name}: {link}"
            assert not fragment or f'id="{fragment}"' in linked.read_text(encoding="utf-8"), (
                f"{file.name}: {link}"
            )


@pytest.mark.parametrize("article", ["sample", "hostile"])
def test_axe_finds_nothing(tab, article, request):
    from axe_playwright_python.sync_playwright import Axe

    for file in request.getfixturevalue(article)[1].glob("*.html"):
        page, _ = opened(tab, file)
        page.eval_on_selector_all("details", "all => all.forEach(details => details.open = true)")
        assert Axe().run(page).response["violations"] == [], file.name


def test_figures_have_alt_text_and_folds_stay_folded(tab, pages):
    for file in pages:
        page, _ = opened(tab, file)
        assert all(
            page.eval_on_selector_all("img", "images => images.map(image => image.alt.length > 20)")
        ), file.name
        assert page.locator("details[open]").count() == 0
        assert not any(
            page.eval_on_selector_all(
                ".solution > :not(summary)", "all => all.map(one => one.checkVisibility())"
            )
        )


def test_a_phone_does_not_scroll_sideways(tab, pages):
    for file in pages:
        page, _ = opened(tab, file, width=360)
        assert page.evaluate("document.documentElement.scrollWidth") == 360, file.name


def test_one_heading_of_the_first_order_and_one_current_page(tab, pages):
    for file in pages:
        page, _ = opened(tab, file)
        assert page.locator("h1").count() == 1, file.name
        assert page.locator("nav [aria-current=page]").get_attribute("href") == file.name


def test_a_report_speaks_of_coders_only_where_somebody_coded(sample, strike):
    with_them, without = (
        (folder / "06_can_we_trust_it.html").read_text("utf-8") for _, folder in (sample, strike)
    )
    assert "The class at one look" in with_them and "The class at one look" not in without
    assert "Nobody has coded" not in without and "The published record" in without
