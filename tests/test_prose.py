"""What the notebooks say: terms are explained where they first come up, and prose about the sample says that
it is.
"""

import re

import pytest

from report.run import read_notebooks, tags
from utils import DATA

NOTEBOOKS = read_notebooks()
GLOSSARY = "07_glossary"
TERMS = re.findall(r"(?m)^## (.+)$", "\n".join(cell.source for cell in NOTEBOOKS[GLOSSARY].cells))
NOTES = (DATA / "sample_notes.md").read_text(encoding="utf-8")
LINK = re.compile(r"\[([^\]]+)\]\(07_glossary\.ipynb#([^)]+)\)")


def prose(name):
    """The sentences of a notebook in their order, without headings, code, and the lesson plan, which runs
    ahead of the lessons.
    """
    cells = [
        cell.source
        for cell in NOTEBOOKS[name].cells
        if cell.cell_type == "markdown" and not {"solution", "links"} & tags(cell)
    ]
    return re.sub(r"(?m)^#.*$", "", "\n".join(cells).split("## For teachers")[0])


def test_terms_are_written_so_that_every_renderer_gives_them_the_same_anchor():
    assert TERMS == sorted(TERMS) and len(TERMS) == len(set(TERMS))
    assert all(re.fullmatch(r"[a-z0-9]+([ -][a-z0-9]+)*", term) for term in TERMS)


def test_each_term_has_a_cell_of_its_own():
    # JupyterLab opens a notebook at a cell that it has not drawn yet, but not at a heading further down in
    # one.
    assert all(len(re.findall(r"(?m)^#+ ", cell.source)) <= 1 for cell in NOTEBOOKS[GLOSSARY].cells)


def test_every_link_into_the_glossary_leads_to_a_term_and_every_term_is_linked():
    linked = {
        anchor
        for text in [NOTES, *(cell.source for notebook in NOTEBOOKS.values() for cell in notebook.cells)]
        for _, anchor in LINK.findall(text)
    }
    assert linked == {term.replace(" ", "-") for term in TERMS}


def test_a_linked_word_has_not_come_up_before_its_link():
    read, seen = "", set()
    for name in sorted(NOTEBOOKS):
        text = prose(name)
        for link in LINK.finditer(text):
            words, anchor = link[1].strip("*`"), link[2]
            before = LINK.sub("", read + text[: link.start()])
            assert anchor in seen or not re.search(rf"(?i)\b{re.escape(words)}\b", before), f"{name}: {words}"
            seen.add(anchor)
        read += text


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_prose_about_the_sample_shows_only_with_it(name):
    about = [cell for cell in NOTEBOOKS[name].cells if "sample" in tags(cell)]
    assert all(re.fullmatch(r'about_sample\(".+"(, article)?\)', cell.source) for cell in about)


def test_prose_about_the_sample_says_so_and_each_part_is_asked_for():
    parts = dict(re.findall(r"(?ms)^# (.+?)\n+(.*?)(?=^# |\Z)", NOTES))
    assert all(re.search("sample|shipped", source[:400]) for source in parts.values())
    asked = [
        re.search(r'about_sample\("(.+?)"', cell.source)[1]
        for notebook in NOTEBOOKS.values()
        for cell in notebook.cells
        if "sample" in tags(cell)
    ]
    assert sorted(asked) == sorted(parts)


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_quotation_marks_in_prose_are_curly(name):
    text = re.sub(r"```.*?```|`[^`]*`|\]\([^)]*\)|<[^>]*>", "", prose(name), flags=re.S)
    assert '"' not in text, re.findall(r'.{20}"', text)
