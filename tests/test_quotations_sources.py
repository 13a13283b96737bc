"""Who speaks where a pronoun, a description or a nested source stands in the speaker's place."""

import pytest

from methods.quotations import SILENT, quotations
from utils import parse


def spoken(text):
    """Return (voice, content) of each row, of speech or not."""
    return [(row.voice, row.content) for row in quotations.rows(parse(text))]


def last_voice(text):
    return spoken(text)[-1][0]


AFTER_A_PART = {
    "Dan Hale said sales were flat. Tom Roe said they were “in trouble.” “We need cash,” he said.": "Tom Roe",
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


KNOWN = {
    "Harbour Trust chief Rita Vann spoke in Dover. The Harbour Trust chief said it was over.": "Rita Vann",
    "It was held by Dan Hale, the Dover mayor, and Al Webb. The Dover mayor said it was wet.": "Dan Hale",
    "Veteran Rovers captain Tom Roe limped off. The Rovers captain said he would be back.": "Tom Roe",
    "Rita Vann was in Dover. Ms Vann's speech called for more boats.": "Rita Vann",
    "Rita Vann was in Dover. Her letter said the wall was cracked.": "Rita Vann",
}


@pytest.mark.parametrize("text", KNOWN)
def test_a_known_description_or_a_text_of_ones_own_is_its_person(text):
    assert last_voice(text) == KNOWN[text]


OTHERS = {
    "Deputy Rovers captain Tom Roe limped off. The Rovers captain said it was over.": "the Rovers captain",
    "The Dover man, Tom Roe, met the Dover man, Al Webb. The Dover man said it was over.": "the Dover man",
    "Rita Vann's lawyer said the wall was cracked.": "Rita Vann's lawyer",
}


@pytest.mark.parametrize("text", OTHERS)
def test_a_description_of_another_or_of_two_stays_one_of_its_own(text):
    assert last_voice(text) == OTHERS[text]


def kinds(text):
    return [(row.kind, row.voice, row.content) for row in quotations.rows(parse(text))]


def test_a_condition_within_what_is_said_frames_no_sentence():
    text = "Shops must show their prices if, and only if, their customers request them, the regulator said."
    [(kind, voice, content)] = kinds(text)
    assert (kind, voice) == ("indirect", "the regulator") and content.startswith("Shops")
    text = "The pier, when the mayor asked, was shut, Ann Roe said."
    assert kinds(text)[0][1] == "Ann Roe"


NOT_SAID = [
    "Home Secretary Dan Hale published plans for a new border force.",
    "Last week the council unveiled the question which will be asked.",
    "Pointing to the harbour toll, Mr Roe went home.",
    "Ballot papers in the vote will ask: “Should the town keep its old bridge?”",
    "The Harbour Bill proposes “mooring orders”, which could impose curfews on boats.",
    "The council ignored pleas to force brokers to disclose their fees.",
    "The law would require brokers to disclose the fees they earn.",
]


@pytest.mark.parametrize("text", NOT_SAID)
def test_what_is_shown_wished_for_or_still_to_come_is_nobodys_speech(text):
    assert not [(kind, voice) for kind, voice, _ in kinds(text) if kind not in SILENT and voice]


SAID = {
    "Mr Roe pointed out that the toll was high.": "Roe",
    "Mr Roe pointed to proof that the toll was high.": "Roe",
    "The Harbour Bill says “boats must be moored at night or be towed away”.": "Harbour Bill",
    "The court forced Ann Roe to admit that the toll was high.": "Ann Roe",
}


@pytest.mark.parametrize("text", SAID)
def test_what_is_said_by_the_same_words_stays_said(text):
    assert SAID[text] in [voice for kind, voice, _ in kinds(text) if kind not in SILENT]


def test_who_is_quoted_by_another_speaks():
    assert (
        last_voice("The paper quoted Ann Roe as saying: “We are testing the water with new tools.”")
        == "Ann Roe"
    )
    assert last_voice("Mr Hale cited the report as saying the roof was unsafe.") == "the report"
    assert last_voice("“We are testing the water,” the news agency quoted Ann Roe as saying.") == "Ann Roe"
    assert last_voice("“We are testing the water,” Ann Roe was quoted as saying.") == "Ann Roe"


def test_a_name_put_in_after_a_conjunction_says_what_follows():
    text = "People take floods seriously because, said Mr Goss, they are reported in the press much more."
    assert spoken(text)[-1] == ("Goss", "they are reported in the press much more")


BODIES = {
    "The Harbour Commission met. After Lord Hay left, the panel agreed that this was true.": "the panel",
    "The Harbour Commission met. A day later, the committee said the pier was shut.": "the committee",
    "The Harbour Panel met. After Lord Hay left, the panel agreed that this was true.": "Harbour Panel",
    "The Harbour Commission, a panel of judges, met. Later the panel said it was so.": "Harbour Commission",
    "The Norvale Group opened a mill. The group said it would hire.": "Norvale Group",
    "Norvale Foods opened a mill. The company said it would hire.": "Norvale Foods",
}


@pytest.mark.parametrize("text", BODIES)
def test_a_bare_body_noun_is_only_a_body_that_is_called_so(text):
    assert last_voice(text) == BODIES[text]


def test_a_description_may_leave_out_words_within_an_introduction():
    text = "Dan Hale, the world indoor champion, won in Rome. “It was easy,” said the world champion."
    assert last_voice(text) == "Dan Hale"
    text = "Dan Hale, the world junior champion, won in Rome. “It was easy,” said the world champion."
    assert last_voice(text) == "the world champion"


def test_it_goes_on_with_a_body_that_a_description_or_it_took_up():
    text = "Kestrel Air lost money last year. The airline blamed fuel costs. “Fuel is dear,” it said."
    assert last_voice(text) == "Kestrel Air"
    text = "Sales fell, the firm said. It added that it would cut jobs. “We are sorry,” it said."
    assert last_voice(text) == "the firm"


THEN = {
    "Tom Roe praised the crew for its “careful and brave” work.": "Tom Roe",
    "Tom Roe accused the mayor of “hiding the truth” from voters.": "Tom Roe",
    "The crew was praised for “careful and brave” work.": "Ann Lee",
    "Tom Roe disagreed. “It is a disgrace,” he said.": "Tom Roe",
    "“It is a disgrace,” Tom Roe said.": "Tom Roe",
    "The play “Hamlet” was shown in the hall.": "Ann Lee",
    "Tom Roe has apologised publicly for his words.": "Ann Lee",
    "Tom Roe complained about the plan.": "Ann Lee",
}


@pytest.mark.parametrize("then, last", THEN.items())
def test_a_voice_goes_on_in_whole_sentences_and_a_later_sentence_takes_none_of_them(then, last):
    first = "“We should wait,” Ann Lee said. “We will not gamble with their lives.”"
    rows = [row for row in quotations.rows(parse(f"It rained. {first} {then}")) if row.kind not in SILENT]
    assert rows[0].voice == "Ann Lee" and rows[0].content == first and rows[-1].voice == last
