"""Turns run notebooks into pages: nbconvert's HTML exporter with a template, and what makes its output safe
and accessible.
"""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath

import mistune
import nh3
from bs4 import BeautifulSoup
from jinja2 import pass_context
from nbconvert.exporters import HTMLExporter
from nbconvert.preprocessors import Preprocessor
from traitlets import default
from traitlets.config import Config

from report.run import tags

HERE = Path(__file__).resolve().parent
LEFT_OUT = {"widget", "setup", "links"}  # by the tag of their cell; the page has links of its own
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
}
PLAINLY = {"NaN": "–", "True": "yes", "False": "no"}  # what pandas writes, and what a reader says
NUMBER = re.compile(r"[-+−–±<>≤≥]?\s*[\d.,]+\s*(%|‰)?|–|—|-|NaN|nan|")


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
    return notebook.partition("_")[2].replace("_", " ").capitalize()


def heading(notebook) -> str:
    """Return the first heading of a notebook as plain text."""
    for cell in notebook.cells:
        found = cell.cell_type == "markdown" and re.search(r"^# +(.+)", cell.source, re.MULTILINE)
        if found:
            return BeautifulSoup(mistune.html(found[1]), "html.parser").get_text().strip()
    return ""


def clean(html: str, notebooks) -> str:
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
        if path and (name not in notebooks or not path.endswith(".ipynb")):
            return None
        return (page_name(name) if path else "") + hash_ + fragment

    return nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        filter_style_properties=STYLES,
        url_schemes={"http", "https", "mailto"},
        url_relative=page_link,
    )


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
        yield (
            "clean",
            pass_context(lambda context, html: clean(html, context["resources"]["page"]["notebooks"])),
        )

    @pass_context
    def markdown2html(self, context, source):
        """Render Markdown without nbconvert's mathematics, so that sums in dollars stay sums."""
        render = mistune.create_markdown(escape=False, plugins=["strikethrough", "table", "url", "def_list"])
        return clean(render(source), context["resources"]["page"]["notebooks"])

    def from_notebook_node(self, nb, resources=None, **kw):
        html, resources = super().from_notebook_node(nb, resources, **kw)
        soup = BeautifulSoup(html, "html.parser")
        _name_headings(soup)
        for table in soup.main.find_all("table"):
            _describe_table(soup, table)
        return str(soup), resources


def _name_headings(soup):
    """Give each heading the id that JupyterLab gives it."""
    seen = {tag["id"] for tag in soup.find_all(id=True)}
    for tag in soup.main.find_all(["h1", "h2", "h3", "h4"]):
        name = tag.get_text().strip().replace(" ", "-")
        if name and name not in seen:
            tag["id"] = name
            seen.add(name)


def _describe_table(soup, table):
    """Say which cells are headings, numbers or long, put plainly what pandas writes, and let a wide table
    scroll by itself.

    >>> soup = BeautifulSoup("<table><tr><td>NaN</td><td>True</td></tr></table>", "html.parser")
    >>> _describe_table(soup, soup.table); soup.get_text("|")
    '–|yes'
    """
    rows = [row.find_all(["th", "td"]) for row in table.find_all("tr")]
    first = [row[0].get_text(strip=True) for row in rows if row]
    if first == ["", *map(str, range(len(rows) - 1))]:  # pandas numbers the rows of a table without an index
        for row in rows:
            row.pop(0).decompose()
    for row in rows:
        for cell in row:
            if cell.name == "th" and not cell.get_text(strip=True):
                cell.name = "td"
            elif cell.name == "th" and not cell.get("scope"):
                cell["scope"] = "col" if cell.find_parent("thead") else "row"
            if (written := cell.get_text(strip=True)) in PLAINLY:
                cell.string = PLAINLY[written]
            if len(written) > 40:
                cell["class"] = "long"
    for column in zip(*rows) if len({len(row) for row in rows}) == 1 else ():
        below = [cell.get_text(strip=True) for cell in column if not cell.find_parent("thead")]
        if any(below) and all(NUMBER.fullmatch(text) for text in below):
            for cell in column:
                cell["class"] = "number"
    above = table.find_previous(["h1", "h2", "h3"])
    label = (
        table.caption.get_text(" ", strip=True)
        if table.caption
        else above.get_text(" ", strip=True)
        if above
        else ""
    )
    table.wrap(
        soup.new_tag(
            "div",
            attrs={"class": "scroll", "role": "group", "tabindex": "0", "aria-label": f"Table: {label}"},
        )
    )
