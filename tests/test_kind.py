"""What kind of news an article is."""

import pytest

import utils
from methods.actions import acts_for_a_page
from methods.kind import kind_of_news, kind_words, unmeasured

POLITICS = (
    "The prime minister told parliament that the government would hold an election in May. The "
    "opposition leader said voters would punish the ruling party for its policy on taxes. Ministers met"
    " to discuss the campaign, and a spokesman said the president had signed the treaty with "
    "neighbouring countries. The foreign minister denied it."
)
SPORT = (
    "The striker scored twice in the second half as the home side won the match. The coach praised his "
    "players and said the injury to the captain was not serious. The visitors missed a penalty in the "
    "last minutes of the game. It was their first defeat of the season, and the team will play in the "
    "final of the cup next week."
)
FILM = (
    "The film stars a young actress as a singer who leaves her band. The director also wrote the music "
    "for the album. Critics said it was the best film of the festival, and the musical will open in "
    "cinemas in May. The series was a hit with audiences, and the singer won an award for her role in "
    "the comedy."
)


@pytest.mark.parametrize(
    "text, kind", [(POLITICS, "politics"), (SPORT, "sport"), (FILM, "culture"), ("It rained.", "")]
)
def test_the_kind(text, kind):
    assert kind_of_news(text) == kind


def test_names_do_not_count():
    assert kind_of_news("Berlin Paris London Madrid " * 50) == ""


def test_a_page_says_what_was_not_measured():
    assert unmeasured(POLITICS) == unmeasured("It rained.") == ""
    assert unmeasured(SPORT).startswith("This reads as news on sport, and")


def test_one_act_alone_is_not_stated_elsewhere():
    one, two = "Ann Roe praised Tom Lee. ", "Tom Lee thanked Ann Roe. "
    assert len(acts_for_a_page(POLITICS + " " + one)) == 1
    assert len(acts_for_a_page(SPORT + " " + one)) == 0 and len(acts_for_a_page(SPORT + " " + one + two)) == 2


def test_the_words_open_the_answer():
    table = kind_words(utils.parse(SPORT))
    assert set(table["kind"]) == {"sport"} and "match" in set(table["word"])
    assert table["weight"].is_monotonic_decreasing and (table["count"] > 0).all()


@pytest.mark.parametrize("text", ["", "\n", "…", "مرحبا", "a" * 10_000])
def test_odd_texts(text):
    assert kind_of_news(text) == "" and kind_words(text).empty
