"""An article in brief: the answers are those of the tables, and true of articles in which there is nothing to
answer.
"""

import pytest

from methods.actions import actions, between_actors
from methods.summary import in_brief, voice_in_words
from methods.tone import sentence_voices, turning_voices
from utils import parse, signed, word_list

STORY = (
    "The wonderful talks were a great success, and everyone celebrated happily. “They were a "
    "horrible, disgusting failure and a cruel "
    "fraud,” Tom Roe said. France accused Spain and Italy of fraud. Germany has not attacked Denmark."
)


@pytest.fixture(scope="module")
def doc():
    return parse(STORY)


def answers(doc):
    return dict(in_brief(doc).to_numpy())


def test_where_and_who_are_those_of_the_strongest_turn(doc):
    turn = turning_voices(doc).nlargest(1, "strength").iloc[0]
    told = answers(doc)
    assert (
        f"before sentence {turn['sentence']}" in told["Where does the tone turn?"]
        and f"to {signed(turn['after'])}" in told["Where does the tone turn?"]
    )
    assert told["Who speaks when it turns?"].startswith(
        "Before the strongest turn the narrator alone; after it mostly Tom Roe"
    )


def test_acts_on_several_stand_together_and_what_was_not_done_is_left_out(doc):
    assert answers(doc)["Who acts on whom?"] == "France → Spain and Italy: accuse."


def test_how_sure_is_read_from_the_record(doc):
    found = word_list("validation").query("measure == 'finds the biggest turn of an article'").iloc[0]
    assert f"strongest in {100 * float(found['ours']):.0f} of 100" in answers(doc)["How sure is this?"]


@pytest.mark.parametrize("text", ["", "Rain.", "It rained. It rained. It rained. It rained."])
def test_nothing_to_tell_is_told_as_nothing(text):
    told = answers(parse(text))
    assert told["Where does the tone turn?"].startswith("Nowhere that is marked")
    assert told["Who speaks when it turns?"] == "There is no marked turn to ask this of."
    assert told["Who acts on whom?"].startswith("No act between two named actors")


def test_a_possible_turn_is_not_called_likely():
    told = answers(parse("The talks were good. The weather was wet."))["Where does the tone turn?"]
    assert told.startswith(
        "No turn of tone is likely, 1 possible. The strongest of these stands before sentence 1"
    )


def test_the_floor_is_the_narrators_from_half_of_a_sentence_on():
    shared = (
        "Minister Ana Lee accused Iceland of cheating at every meeting, and Tom Roe accused "
        "Norway of lying to the fishermen."
    )
    told = "Minister Ana Lee, who had come all the way from the northern coast by train, said it was over."
    first, second = (sentence_voices(parse(text)).iloc[0] for text in (shared, told))
    assert first["voice"] == "Ana Lee" and first["share"] < 0.5 and first["others"] == "the narrator, Tom Roe"
    assert second["voice"] == "the narrator" and second["others"] == "Ana Lee"
    assert voice_in_words(*first[["voice", "share", "others"]]).endswith(
        "% of the sentence), beside the narrator and Tom Roe"
    )


def test_words_passed_on_are_those_of_who_said_them():
    doc = parse(
        "“The bridge has been unsafe for a very long time,” the engineers wrote, according to Reuters."
    )
    assert sentence_voices(doc)["voice"].tolist() == ["the engineers"]


def test_what_one_does_to_oneself_is_no_act_between_actors():
    acts = actions(parse("France praised Spain. France criticised France."))
    assert between_actors(acts)["target_actor"].tolist() == ["Spain"]
