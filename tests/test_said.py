"""The tone of what somebody is quoted with, and scores that stay with the rows of their table."""

import pandas as pd
import pytest

from methods import tone
from methods.article import Article
from methods.quotations import quotations
from utils import parse

FAIR = (
    "“The fair was a triumph,” said Nora Quill, the baker. “Everybody loved it.” Quill wept bitterly, and "
    "her awful stall lay in ruins. The warden said the parking was a disgrace. Quill wants to leave."
)


def test_the_tone_of_a_quotation_is_that_of_what_is_said():
    said = tone.quotation_tone(FAIR)
    assert said["text"].tolist() == [
        "The fair was a triumph. Everybody loved it.",
        "the parking was a disgrace",
    ]
    assert said["voice"].tolist() == ["Nora Quill", "the warden"] and said["words"].tolist() == [8, 5]
    assert said["tone"][0] > 0.3 and said["tone"][1] < -0.3
    assert said["tone"].tolist() == pytest.approx(tone.score_tone(said["text"])["tone"].tolist())
    assert said["lexicon"].tolist() == pytest.approx(tone.score_tone(said["text"])["lexicon"].tolist())


def test_what_is_thought_or_planned_is_no_quotation_and_rows_lead_back():
    doc = parse(FAIR)
    said, all_of_them = tone.quotation_tone(doc), quotations(doc)
    assert "plan" in set(all_of_them["kind"]) and "plan" not in set(said["kind"])
    both = said.merge(all_of_them, on=["start", "end"])
    assert len(both) == len(said) and (both["speaker_x"] == both["speaker_y"]).all()


def test_the_narrators_words_within_a_sentence_do_not_count():
    one = tone.quotation_tone("“It was a wonderful day,” Nora Quill said at the dreadful, ruined mill.")
    other = tone.quotation_tone("“It was a wonderful day,” Nora Quill said at the mill.")
    assert one["tone"].tolist() == other["tone"].tolist()


def test_a_text_read_by_its_words_alone_stays_so_and_nothing_said_is_no_row():
    said = tone.quotation_tone(parse(FAIR, reader=False))
    assert said["tone"].tolist() == said["lexicon"].tolist()
    assert tone.quotation_tone("It rained.").empty
    assert list(tone.quotation_tone("")) == list(said)


def test_marks_inside_what_is_said_stay():
    said = tone.quotation_tone("Nora Quill said the pier was lost and ‘a crying shame’ it is.")
    assert tone.quotation_tone("“It was no ‘success’ at all,” Nora Quill said.")["text"][0].count("‘") == 1
    assert said["text"].tolist() == ["a crying shame"]


@pytest.mark.parametrize(
    "text, words",
    [
        ("Nora Quill praised the lovely fair as “an utter mess”.", "an utter mess"),
        (
            "The bridge was “a ruin” and its wonderful pier “a disgrace,” Nora Quill said.",
            "a ruin … a disgrace",
        ),
        ("The delightful pier, Nora Quill said, “is a horror.”", "is a horror."),
    ],
)
def test_of_a_mixed_quotation_the_words_in_marks_count(text, words):
    said = tone.quotation_tone(text)
    assert said["text"].tolist() == [words] and said["voice"].tolist() == ["Nora Quill"]
    assert set(said["kind"]) <= {"direct", "mixed"} and said["words"][0] == len(
        words.replace("…", "").split()
    )
    assert said["tone"][0] == pytest.approx(tone.score_tone([words])["tone"][0]) and said["tone"][0] < -0.2


def test_a_title_in_marks_is_nobodys_own_words():
    said = tone.quotation_tone("Nora Quill said that “The Terrible Murder” was a triumph.")
    assert said[["kind", "text"]].values.tolist() == [
        ["indirect", "that “The Terrible Murder” was a triumph"]
    ]


def test_scores_keep_the_index_of_a_column():
    table = pd.DataFrame({"text": ["It was awful.", "It is here.", "It was superb."]}, index=[4, 7, 9])
    chosen = table[table["text"].str.contains("was")].copy()
    chosen["tone"] = tone.score_tone(chosen["text"])["tone"]
    assert chosen["tone"][4] < -0.2 and chosen["tone"][9] > 0.2
    assert tone.score_tone(list(chosen["text"])).index.tolist() == [0, 1]


@pytest.mark.parametrize(
    "one",
    [
        "It rained.",
        parse("It rained."),
        parse("It rained.")[:2],
        Article("Rain", ("It rained.",)),
        pd.DataFrame({"text": ["It rained."]}),
    ],
)
def test_one_text_alone_is_told_what_to_take(one):
    with pytest.raises(TypeError, match="takes several texts.* or take sentence_tone") as told:
        tone.score_tone(one)
    assert "\n" not in str(told.value)


def test_articles_in_a_list_are_read_and_what_is_no_text_is_named():
    text = "Rain ruined the awful fair."
    assert tone.score_tone([Article("Fair", (text,))]).equals(tone.score_tone([text]))
    with pytest.raises(TypeError, match="one of these is of type float"):
        tone.score_tone(pd.Series(["It rained.", float("nan")]))
