"""Who speaks where a pronoun, a description or a nested source stands in the speaker's place."""

import pytest

from methods.quotations import quotations
from utils import parse


def spoken(text):
    """Return (voice, content) of each row, of speech or not."""
    return [(row.voice, row.content) for row in quotations.rows(parse(text))]


def last_voice(text):
    return spoken(text)[-1][0]


AFTER_A_PART = {
    "Dan Hale said the ferry was late. Tom Roe said the council had “lost the trust of the town”. He said: "
    "“We need a new plan.”": "Tom Roe",
    "Dan Hale said the ferry was late. Tom Roe said: “The council is lost.” He added that the mayor should "
    "go.": "Tom Roe",
    "Dan Hale, the mayor, praised it. Tom Roe, a baker, described the pier as “a mess”. He told reporters: "
    "“Nobody cleans it.”": "Tom Roe",
    "Dan Hale said the ferry was late. Tom Roe said the “worst of it” was over. He said: “We go.”": "Tom Roe",
    "Tom Roe accused Dan Hale of hiding the plans. “Nobody has seen one of them,” he said.": "Tom Roe",
}


@pytest.mark.parametrize("text", AFTER_A_PART)
def test_who_speaks_after_a_partial_quotation_is_its_own_speaker(text):
    assert last_voice(text) == AFTER_A_PART[text]


def test_who_is_told_something_may_be_the_next_to_speak():
    assert last_voice("Tom Roe told Dan Hale to go. “I know nothing of it,” he said.") == ""


IT_SAID = {
    "Norvale Foods denied that staff had been sent home. “We have kept every one of them,” it said.",
    "Norvale Foods closed a mill. Last week it denied that it was broke. “Norvale has money,” it said.",
    "Norvale Foods closed a mill. The roof had been leaking for many years, it said.",
}


@pytest.mark.parametrize("text", sorted(IT_SAID))
def test_it_said_takes_up_the_body_that_was_the_subject_before(text):
    assert last_voice(text) == "Norvale Foods"


def test_it_said_stays_open_between_two_bodies():
    assert last_voice("Norvale Foods and Ardo Mining closed. “We have done no wrong,” it said.") == ""


RUNNING = (
    "Ben Carver grew up in Dover. Carver learned the fiddle at five. At ten he won a prize. In 1999 Carver "
    "left school. His first record sold well. "
)


def test_he_said_is_the_running_person_of_an_article_where_nobody_else_is_the_subject():
    near = "As fans of Jim Dole and Al Webb cheered, Carver sang. In 2002 he was in a crash. “I hear it,” "
    assert last_voice(RUNNING + near + "he said.") == "Ben Carver"
    other = "Jim Dole met Al Webb and Carver. “I still hear it,” he said."
    assert last_voice(RUNNING + other) == ""


def test_people_whom_a_postposed_speaker_tells_of_are_not_the_speaker():
    text = (
        "Tom Roe said the pier was shut. The warden of the pier should have been asked, he said. What came "
        "next was worse, he added. The book that Walter wrote for Hale and Webb will be read aloud, he said."
    )
    assert {voice for voice, _ in spoken(text)} == {"Tom Roe"}
