"""Turns run notebooks into pages: nbconvert's HTML exporter with a template, and what makes its output safe
and accessible.
"""

from __future__ import annotations

import re
from base64 import b64decode
from pathlib import Path, PurePosixPath

import mistune
import nh3
from bs4 import BeautifulSoup
from jinja2 import pass_context
from nbconvert.exporters import HTMLExporter
from nbconvert.preprocessors import Preprocessor
from traitlets import default
from traitlets.config import Config

from report.dress import dress
from report.run import tags

HERE = Path(__file__).resolve().parent
LEFT_OUT = {"widget", "setup", "links", "lesson"}  # by the tag of their cell; the page has links of its own
OF_OTHERS = {"05_many_articles"}  # whose sentences are not those of the article
TAGS = nh3.ALLOWED_TAGS - {"img", "map", "area", "center", "header", "footer", "nav", "article", "aside"}
ATTRIBUTES = {
    tag: {"style"} for tag in ("mark", "span", "td", "th", "tr", "li", "ul", "ol", "p", "div", "table")
} | {
    "a": {"href"},
    "ol": {"start", "style"},
    "td": {"colspan", "rowspan", "style"},
    "th": {"colspan", "rowspan", "scope", "style"},
    "time": {"datetime"},
    "details": {"open"},
    "bdo": {"dir"},
}
ATTRIBUTES["div"] |= {"id", "role", "aria-label"}
ATTRIBUTES["span"] |= {"aria-hidden"}
ATTRIBUTES["sup"] = {"aria-hidden"}
# What marked.py says to those who listen; no other anchor, part or name comes through.
ONLY = {"id": r"s\d+", "role": "group", "aria-label": r"Paragraph \d+", "aria-hidden": "true"}
STYLES = {
    "background-color",
    "color",
    "border",
    "border-bottom",
    "border-left",
    "border-radius",
    "font-weight",
    "padding",
    "text-align",
    "text-decoration",
    "width",
}
# What methods/figures/marked.py writes; no other class comes through.
CLASSES = set(
    "at bar brief cast down evidence legend named negative no notes par positive reading s said share sr "
    "tone told turn turns unnamed up who words".split()
)
CLASSED = ("a", "dd", "details", "div", "dl", "dt", "li", "p", "q", "span", "ul")


def page_name(notebook: str) -> str:
    """Return the file name of a notebook's page.

    >>> page_name("00_start_here"), page_name("02_word_frequencies")
    ('index.html', '02_word_frequencies.html')
    """
    return "index.html" if notebook.startswith("00_") else f"{notebook}.html"


def short_name(notebook: str) -> str:
    """Return the few words that lead to a notebook's page.

    >>> short_name("02_word_frequencies")
    'Word frequencies'
    """
    name = notebook.partition("_")[2]
    return "In brief" if name == "start_here" else name.replace("_", " ").capitalize()


def heading(notebook) -> str:
    """Return the first heading of a notebook as plain text."""
    for cell in notebook.cells:
        found = cell.cell_type == "markdown" and re.search(r"^# +(.+)", cell.source, re.MULTILINE)
        if found:
            return BeautifulSoup(mistune.html(found[1]), "html.parser").get_text().strip()
    return ""


def clean(html: str, notebooks, articles=()) -> str:
    """Return HTML without anything that acts, its links to notebooks and lists leading to their pages and
    copies, other relative links undone.

    >>> clean('<b onclick="x()">A</b><script>x()</script> <a href="01_load.ipynb#how">B</a>', ["01_load"])
    '<b>A</b> <a href="01_load.html#how" rel="noopener noreferrer">B</a>'
    """

    def page_link(url):
        path, hash_, fragment = url.partition("#")
        name = PurePosixPath(path).stem
        if re.fullmatch(r"\.\./data/\w+\.(csv|md)", path):
            return f"lists/{PurePosixPath(path).name}"
        if re.fullmatch(r"articles/[0-9a-f]{12}\.html", path):
            return path if name in articles else None
        if path and (name not in notebooks or not path.endswith(".ipynb")):
            return None
        return (page_name(name) if path else "") + hash_ + fragment

    return nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        attribute_filter=_only_known,
        allowed_classes={tag: CLASSES for tag in CLASSED},
        filter_style_properties=STYLES,
        url_schemes={"http", "https", "mailto"},
        url_relative=page_link,
    )


def _cleaned(context, html: str) -> str:
    page = context["resources"]["page"]
    return clean(html, page["notebooks"], page["articles"])


def _only_known(tag, attribute, value):
    """Let nothing through where few values are known (ONLY) but these."""
    return value if re.fullmatch(ONLY.get(attribute, "(?s:.*)"), value) else None


class GroupSolutions(Preprocessor):
    """Notes on which cells the fold of a solution opens and closes, so that neighbours share one."""

    def preprocess(self, nb, resources):
        solutions = [False, *("solution" in tags(cell) for cell in nb.cells), False]
        for before, cell, here, after in zip(solutions, nb.cells, solutions[1:], solutions[2:]):
            cell.metadata["fold"] = {
                "opens": here and not before,
                "closes": here and not after,
                "inside": here,
            }
        return nb, resources


def _figure_file(context, output) -> str:
    """Put a figure aside, to be written beside the pages, and return the name of its file."""
    page = context["resources"]["page"]
    before = f"{page['place']:02}-"
    name = f"{before}{sum(key.startswith(before) for key in page['figures']) + 1}.png"
    page["figures"][name] = b64decode(output.data["image/png"])
    return name


class PageExporter(HTMLExporter):
    """Renders a run notebook as a page; `resources["page"]` holds what the template says around it."""

    @default("template_name")
    def _template_name_default(self):
        return "template"

    @default("extra_template_basedirs")
    def _extra_template_basedirs_default(self):
        return [str(HERE)]

    @property
    def default_config(self):
        config = super().default_config.copy()
        config.merge(
            Config(
                {
                    "TagRemovePreprocessor": {"enabled": True, "remove_cell_tags": LEFT_OUT},
                    "NbConvertBase": {
                        "display_data_priority": ["text/html", "text/markdown", "image/png", "text/plain"]
                    },
                    "PageExporter": {"preprocessors": [GroupSolutions]},
                }
            )
        )
        return config

    def default_filters(self):
        yield from super().default_filters()
        yield "figure_file", pass_context(_figure_file)
        yield ("clean", pass_context(_cleaned))

    @pass_context
    def markdown2html(self, context, source):
        """Render Markdown without nbconvert's mathematics, so that sums in dollars stay sums."""
        render = mistune.create_markdown(escape=False, plugins=["strikethrough", "table", "url", "def_list"])
        return _cleaned(context, render(source))

    def from_notebook_node(self, nb, resources=None, **kw):
        html, resources = super().from_notebook_node(nb, resources, **kw)
        soup, page = BeautifulSoup(html, "html.parser"), resources["page"]
        number = 0 if page["notebooks"][page["place"]] in OF_OTHERS else page["sentences"]
        dress(soup, number, page["links"][0]["file"], page["place"] == 0, page["articles"])
        return str(soup), resources
