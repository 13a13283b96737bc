"""An article in brief: each claim is borne out by its sentence, and where nothing is to tell none is made."""

import pytest

from methods.act_wording import acts_in_words
from methods.actions import actions, between_actors
from methods.quotations import is_in_first_person
from methods.summary import (
    ACTS,
    QUESTIONS,
    SAYS_FIRST,
    SURE,
    TURNS,
    WHO,
    brief_claims,
    in_brief,
    lasting_turns,
    voice_in_words,
    voice_shares,
)
from methods.tone import LIKELY, sentence_voices
from utils import parse, sentences

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


def test_the_questions_come_in_their_order_and_each_has_an_answer(doc):
    told = in_brief(doc)
    assert tuple(told["question"]) == QUESTIONS and all(told["answer"])


def test_every_quoted_word_stands_in_the_sentence_that_is_named(doc):
    told = sentences(doc).set_index("sentence")["text"]
    quoting = [claim for claim in brief_claims.rows(doc) if claim.words]
    assert quoting
    assert all(claim.words.removesuffix(" …") in told[claim.sentence] for claim in quoting)


def test_it_begins_with_the_first_sentence(doc):
    assert answers(doc)[SAYS_FIRST].startswith("The article begins: “The wonderful talks")


def test_a_turn_is_told_with_both_sentences_and_who_speaks(doc):
    (turn,) = lasting_turns(doc)[:1]
    told = [claim for claim in brief_claims.rows(doc) if claim.question == TURNS][:2]
    assert [claim.sentence for claim in told] == [turn.sentence - 1, turn.sentence]
    assert "falls, from positive to negative. Before, the narrator alone:" in told[0].claim
    assert told[1].claim == "After, Tom Roe, with the narrator:" or "Tom Roe" in told[1].claim


def test_acts_on_several_stand_together_and_what_was_not_done_is_left_out(doc):
    (act,) = acts_in_words(doc)
    assert act.told.startswith("France accuses Spain and Italy")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Three ministers attacked the mayor.", "Three ministers attack the mayor."),
        ("Spain was accused by France.", "France accuses Spain."),
        ("Norway tried to attack Iceland.", "Norway tries to attack Iceland."),
    ],
)
def test_an_act_is_told_as_a_sentence(text, told):
    assert [act.told for act in acts_in_words(parse(text))] == [told]


@pytest.mark.parametrize(
    "text",
    [
        "Norway did not attack Iceland.",
        "Their plan attacked his brother.",
        "He attacked Iceland.",
        "It rained.",
    ],
)
def test_what_is_open_or_was_not_done_is_no_act_to_tell(text):
    assert acts_in_words(parse(text)) == []


def test_the_shares_of_the_voices_make_up_the_text(doc):
    shares = voice_shares(doc)
    assert sum(shares.values()) == pytest.approx(1) and shares["voices with a name"] > 0.3
    assert "the narrator" in answers(doc)[WHO] and "Most is heard from Tom Roe" in answers(doc)[WHO]


@pytest.mark.parametrize("text", ["", "Rain.", "It rained. It rained. It rained. It rained."])
def test_nothing_to_tell_is_told_as_nothing(text):
    told = answers(parse(text))
    assert told[TURNS] == "No turn of tone is sure enough to be told here."
    assert told[ACTS].startswith("No act of one upon another")
    assert "Nobody is named." in told[WHO]


def test_one_word_says_how_sure_and_one_reason_follows(doc):
    assert answers(doc)[SURE].split(":")[0] in ("Solid", "A lead", "Not measured for this kind of article")


def test_a_turn_that_is_only_possible_is_not_told():
    doc = parse("The talks were good. The weather was wet.")
    assert all(turn.strength >= LIKELY for turn in lasting_turns(doc))
    assert answers(doc)[TURNS] == "No turn of tone is sure enough to be told here."


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


def test_an_article_is_not_about_the_agency_that_it_cites():
    told = answers(parse("Reuters said it rained."))[WHO]
    assert told.startswith("Only sources are named.") and "Most is heard from Reuters" in told


def test_who_is_only_named_in_passing_is_not_whom_it_is_about():
    told = brief_claims(
        "Ann Lee attacked the plan. “It is old,” Ann Lee said. Tom Roe praised Ann Lee. “It is new,” Tom Roe "
        "said. "
        "Una Sol met Tom Roe. “We agree,” Una Sol said. The Zed Award is small, and the Zed Award is new."
    )
    about = told[told["question"] == "Who it is about, and who is heard."]["claim"]
    assert not about.str.contains("Zed").any() and about.str.contains("Una Sol").any()


def test_an_act_whose_verb_goes_on_behind_its_target_is_not_told_by_half():
    told = [act.told for act in acts_in_words(parse("France told Spain to leave."))]
    assert told == ["France tells Spain to leave."]


COLUMN = """I have never liked the plan. My friends like it. The mayor attacked the council, and I told
him so. It rained. We went home. I slept well."""


def test_a_column_tells_no_acts_and_is_not_measured():
    told = answers(parse(COLUMN))
    assert "first person" in told[ACTS] and told[SURE].startswith("Not measured for this kind")
    assert "the narrator" not in " ".join(told.values())


def test_first_person_within_quotations_makes_no_column():
    report = parse(
        "“I have never liked the plan. My friends like it,” the mayor said. “I slept well,” he said."
    )
    assert not is_in_first_person(report)


def test_the_loudest_voice_is_quoted_by_more_than_a_word():
    text = "The mayor met Ann Lee. “No,” said Ann Lee. “The old bridge will stand for many years,” she said."
    told = brief_claims(parse(text + " It rained all day in the town, and nobody was out."))
    (words,) = told.loc[told["claim"] == "In the words of Ann Lee:", "words"]
    assert words == "The old bridge will stand for many years"


def test_a_place_that_only_says_whose_somebody_is_is_not_whom_it_is_about():
    told = brief_claims(
        "Danish tycoon Ann Lee met Tom Roe. The Danish firm is old. Danish ports are busy. The Danish bank "
        "is rich. Ann Lee praised Tom Roe. Tom Roe left. Ann Lee stayed."
    )
    assert not told["claim"].str.contains("Denmark").any() and told["claim"].str.contains("Ann Lee").any()


def test_most_is_heard_from_nobody_who_may_be_one_of_those_with_a_name():
    text = (
        "Ann Lee spoke in Sund. “The old bridge will stand for a hundred years,” said Ann Lee. “It was never "
        "in doubt for us,” the former minister said. “We will look at all of the papers,” said prosecutors."
    )
    (told,) = [one.claim for one in brief_claims.rows(parse(text)) if "Most is heard" in one.claim]
    assert told.endswith("Most is heard from Ann Lee and prosecutors.")


@pytest.mark.parametrize("place, told", [("Norway", True), ("Chile", False)])
def test_a_place_that_plays_is_told_and_one_that_only_describes_is_not(place, told):
    text = (
        "Norway beat a team in Sund. A Chile tycoon and a Chile bank paid for a Chile coach. Norway smiled. "
        "The Chile tycoon left."
    )
    assert any(one.claim.startswith(place) for one in brief_claims.rows(parse(text))) == told


def test_a_swing_within_one_voice_is_no_turn_of_the_article():
    said = (
        "The cruel attack killed nine people, and fear and grief ruled the town. "
        "{}The guests praised the wonderful food."
    )
    inside = f"“{said.format('')}” Ann Lee said."
    assert answers(parse(inside))[TURNS].startswith("The tone turns within what one voice says")
    assert answers(parse(said.format("But ")))[TURNS].startswith("The tone rises")


def test_of_what_somebody_says_the_first_passage_is_quoted():
    stand, example = "The harbour must stay open for all of the boats, large and small.", "Come. " * 20
    text = f"“Fish,” said Ann Lee. “{stand}” Ann Lee said in Sund. “{example}” said Ann Lee."
    (words,) = [one.words for one in brief_claims.rows(parse(text)) if one.claim.startswith("In the words")]
    assert words.rstrip(".") == stand.rstrip(".")


def test_what_only_describes_things_is_nobody_whom_an_article_is_about():
    text = "A DNA test freed Tom Roe. The DNA bank is old. The DNA law is new. Tom Roe left. Tom Roe slept."
    told = [one.claim for one in brief_claims.rows(parse(text))]
    assert any(claim.startswith("Tom Roe") for claim in told)
    assert not any(claim.startswith("DNA") for claim in told)


@pytest.mark.parametrize(
    "first, more", [("They may not know it yet.", True), ("It rained on Monday.", False)]
)
def test_a_first_sentence_about_people_named_in_the_next_goes_on(first, more):
    doc = parse(f"{first} But the Harlow farmers have won.")
    claims = [row.claim for row in brief_claims.rows(doc) if row.question == SAYS_FIRST]
    assert claims == ["The article begins:", "It goes on:"][: 1 + more]


def test_who_is_heard_is_quoted_by_words_that_stand_alone():
    back = "“We have a veto on any of the changes that were proposed in this area,” Ann Lee said. "
    alone = "“The harbour needs a new wall before the winter storms come again,” she said."
    doc = parse(f"Ann Lee is the mayor of Harlow. {back}It rained. {alone}")
    (told,) = [row.words for row in brief_claims.rows(doc) if row.claim == "In the words of Ann Lee:"]
    assert told.startswith("The harbour needs")


def test_no_turn_is_told_between_open_voices():
    turn = (
        "Ann Lee met Tom Roe. “The cruel attack killed nine people, and fear and grief ruled the town,” Ann "
        "Lee told Tom Roe. “The guests praised the wonderful food and the lovely music,” it said."
    )
    assert answers(parse(turn))[TURNS].startswith(("The tone turns within", "No turn"))


def test_whom_the_first_sentence_is_about_is_whom_the_article_is_about():
    doc = parse("Hale & Sons have been named the best bakery of the north. It rained. Hale & Sons were late.")
    assert "Hale & Sons" in answers(doc)[WHO]
