"""Thirty pages of thirty kinds, and what must be in and out of the body of each (pages/expected.csv)."""

import re
from pathlib import Path

import pytest

from methods.article import ArticleError, load_article
from methods.lists import read_list

PAGES = Path(__file__).parent / "pages"
EXPECTED = read_list(PAGES / "expected.csv")


@pytest.mark.parametrize("page", EXPECTED["page"].unique())
def test_what_is_in_the_body_of_a_page_and_what_is_not(page):
    wanted = EXPECTED[EXPECTED["page"] == page]
    errors = wanted.loc[wanted["check"] == "error", "value"].tolist()
    if errors:
        with pytest.raises(ArticleError, match=errors[0]):
            load_article(PAGES / page)
        return
    article = load_article(PAGES / page)
    wrong = [(check, value) for _, check, value in wanted.values if not holds(article, check, value)]
    assert not wrong, (wrong, article)


def holds(article, check: str, value: str) -> bool:
    if check in ("in", "out"):
        return (value in article.text) == (check == "in")
    if check == "paragraphs":
        return len(article.paragraphs) == int(value)
    if check == "borders":
        return bool(article.borders)
    return bool(re.search(value, getattr(article, check)))


def test_the_set_has_thirty_pages():
    assert EXPECTED["page"].nunique() == 30 and set(EXPECTED["page"]) == {
        file.name for file in PAGES.iterdir() if file.suffix != ".csv"
    }
