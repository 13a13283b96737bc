"""How an article introduces people: the whole phrase in its own words, or nothing."""

import pytest

import utils
from methods.actors import actors
from methods.actors.introductions import introductions

WHOLE = [
    ("Former Green treasurer Tom Roe spoke.", "Tom Roe", "former Green treasurer"),
    ("On Friday Social Credit leader Tom Roe said no.", "Tom Roe", "Social Credit leader"),
    ("Gale's chief operating officer Jane Hale left.", "Jane Hale", "Gale's chief operating officer"),
    ("Shadow transport secretary Sir Tom Roe wept.", "Tom Roe", "shadow transport secretary"),
    ("The then-president Tom Roe was sad.", "Tom Roe", "then-president"),
    ("Acting deputy director Jane Hale wept.", "Jane Hale", "acting deputy director"),
    ("Last month actor Tom Roe won.", "Tom Roe", "actor"),
    ("The singer and actress Jane Hale said no.", "Jane Hale", "singer and actress"),
    ("Danish Chancellor Tom Roe and Welsh President Jane Hale met.", "Jane Hale", "Welsh President"),
    ("Dover captain Tom Roe wept.", "Tom Roe", "Dover captain"),
    ("Tom Roe, 45, a director at Oxfam, said so.", "Tom Roe", "director at Oxfam"),
    ("Jane Hale, head of the WHO, smiled.", "Jane Hale", "head of the WHO"),
    ("The mayor of Dover, Jane Hale, smiled.", "Jane Hale", "mayor of Dover"),
    ("Jane Hale, founder and director of Oxfam, smiled.", "Jane Hale", "founder and director of Oxfam"),
    ("Labour MP Jane Hale smiled.", "Jane Hale", "Labour MP"),
    ("Roe's rival Jane Hale smiled.", "Jane Hale", "Roe's rival"),
]


@pytest.mark.parametrize(("text", "name", "words"), WHOLE)
def test_the_whole_phrase_introduces(text, name, words):
    told = {row.actor: row.introduced_as for row in actors.rows(utils.parse(text))}
    assert told[name] == words and words.lower() in text.lower()


@pytest.mark.parametrize(
    "text",
    [
        "His wife Jane Hale smiled.",
        "He beat rival Jane Hale in the final.",
        "Dr Jane Hale smiled.",
        "Princess Jane Hale smiled.",
        "The club's manager Jane Hale smiled.",
        "Fellow minister Jane Hale smiled.",
        "After meeting the minister, Jane Hale smiled.",
        "The woman, Jane Hale, smiled.",
        "Jane Hale, an analyst who follows the price of oil for several banks, smiled.",
        "Now leader Jane Hale smiled.",
        "He met his Danish counterpart President Jane Hale.",
    ],
)
def test_what_is_cut_or_says_nothing_is_left_out(text):
    told = {row.actor: row.introduced_as for row in actors.rows(utils.parse(text))}
    assert told["Jane Hale"] == ""


def test_the_first_introduction_wins():
    text = "Welsh painter Jane Hale spoke. Jane Hale, director of Oxfam, left."
    assert actors.rows(utils.parse(text))[0].introduced_as == "Welsh painter"


@pytest.mark.parametrize("words", range(1, 17))
def test_a_text_that_breaks_off_anywhere_is_read(words):
    text = "Guitarist Jane Hale met Tom Roe, former head of the WHO, and Ann Lee, acting deputy director"
    for part in (text.split()[:words], text.split()[-words:]):
        assert actors.rows(utils.parse(" ".join(part), reader=False)) is not None


def test_an_introduction_may_be_the_last_word():
    assert actors.rows(utils.parse("Jane Hale, guitarist"))[0].introduced_as == "guitarist"


@pytest.mark.parametrize(
    "before, told", [("The firm set up a games division.", ""), ("It rained.", "head of the division")]
)
def test_an_introduction_by_what_came_before_is_not_quoted_alone(before, told):
    doc = utils.parse(f"{before} Ann Lee, head of the division, said it grew.")
    assert introductions(doc).get("Ann Lee", "") == told


def test_a_body_that_begins_further_on_is_not_quoted_by_its_end():
    doc = utils.parse("Association of Port Officers president Tom Roe said the rule was weak.")
    assert "Tom Roe" not in introductions(doc)


@pytest.mark.parametrize("words", ["this", "both", "another", "all that"])
def test_a_word_that_only_points_introduces_nobody(words):
    assert introductions(utils.parse(f"Tom Roe, {words}, left.")) == {}
