"""Tone: the score and its words, whose tone it is, turns, twists, and tone toward a target."""

import math
import shutil

import numpy as np
import pandas as pd
import pytest

import utils
from methods import tone
from methods.tone import twists
from methods.tone.scores import Scores
from methods.tone.valence import SQUASHING, words_of_tone

ODD = ["", "Yes", "?!...", "“He said it was bad", "שלום לכולם", "a" * 10_000, "\n\n \n"]


def of(text):
    return tone.score_tone([text])["lexicon"][0]


def test_scores_have_the_signs_of_plain_praise_and_blame():
    scored = tone.score_tone(
        ["The nurses did an excellent job.", "It was a shameful failure.", "It is on a table."]
    )
    assert list(scored) == list(Scores._fields)
    assert scored["tone"][0] > 0.3 and scored["tone"][1] < -0.3 and abs(scored["tone"][2]) < 0.1


def test_names_carry_no_tone_but_the_same_words_do():
    named, plain = "She flew to Hope with Victory Bank.", "She won a victory and has hope."
    assert tone.tone_words(named).empty and of(plain) > 0.2
    assert tone.score_tone([named])["vader"][0] > 0.2


def test_strings_spans_and_docs_score_alike():
    text = "The treaty was a great success."
    doc = utils.parse(text)
    assert tone.score_tone([text, doc, doc[:]]).drop_duplicates().shape[0] == 1


def test_contributions_add_up_to_the_tone():
    text = "The plan was not good, but the very generous help of the neighbours was a blessing."
    total = tone.tone_words(text)["contribution"].sum()
    assert of(text) == pytest.approx(total / math.sqrt(total**2 + SQUASHING))


def test_negation_boosters_and_but_change_a_contribution_and_are_named():
    def word(text):
        return tone.tone_words(text).iloc[-1]

    plain, negated = word("It is a good plan."), word("It is not a good plan.")
    boosted, dampened = word("It is a very bad plan."), word("It is a slightly bad plan.")
    bad = word("It is a bad plan.")
    assert plain["contribution"] > 0 > negated["contribution"] and negated["changed_by"] == "not"
    assert boosted["contribution"] < bad["contribution"] * 0.95 and boosted["changed_by"] == "very"
    assert bad["contribution"] < dampened["contribution"] < 0
    less = word("It is a less good plan.")
    assert (
        less["contribution"] < 0
        and less["changed_by"] == "less"
        and word("It is at least good.")["contribution"] > 0
    )
    assert (
        word("He is no less kind.")["contribution"] > 0 > word("They are less and less kind.")["contribution"]
    )
    but = tone.tone_words("It is cheap, bad, but good.")
    assert abs(but["contribution"].iloc[-1]) > plain["contribution"] and but["changed_by"].iloc[-1] == "but"


def test_phrases_and_word_classes_are_told_apart():
    assert tone.tone_words("They shook hands on the peace deal.")["word"].tolist() == [
        "shook hands",
        "peace deal",
    ]
    assert tone.tone_words("It looks like rain.").empty
    assert "liked" in tone.tone_words("The children liked her.")["word"].tolist()


def test_survivors_are_no_praise_and_a_veto_is_none():
    assert tone.tone_words("The survivors slept.").empty
    assert of("The bank lost confidence in him.") < 0 > of("Peru vetoed it.")


def test_offsets_are_relative_to_the_text_given():
    doc = utils.parse("It rained. The festival was a wonderful success.")
    second = utils.sentence_spans(doc)[1]
    words = tone.tone_words(second)
    assert [second.text[a:b] for a, b in zip(words["start"], words["end"])] == words["word"].tolist() != []


def test_an_edited_list_is_read_again(tmp_path, monkeypatch):
    shutil.copytree(utils.DATA, tmp_path / "data", ignore=shutil.ignore_patterns("reader"))
    monkeypatch.setattr(utils, "DATA", tmp_path / "data")
    news = tmp_path / "data" / "tone_lexicon.csv"
    news.write_text("lemma,pos,valence,why\ntable,,2.0,test\n")
    assert of("It is a table.") > 0
    news.write_text("lemma,pos,valence,why\nwindow,,-2.0,test of another\n")
    assert of("It is a table.") == 0 > of("It is a window.")


def test_lists_are_well_formed():
    news, opinion = utils.word_list("tone_lexicon"), utils.word_list("opinion_lexicon")
    cues = utils.word_list("contrast_cues")
    assert news["valence"].astype(float).between(-4, 4).all() and not news.duplicated(["lemma", "pos"]).any()
    assert set(opinion["polarity"]) == {"positive", "negative"} and not opinion.duplicated("word").any()
    assert set(cues["place"]) == {"between", "inside", "both"}
    assert cues["cue"].is_unique


def test_narrator_and_quoted_voices_are_kept_apart():
    doc = utils.parse("“This is a disgraceful betrayal,” Weber said at the delightful party. It rained.")
    scored = tone.sentence_tone(doc)
    first, second = scored.iloc[0], scored.iloc[1]
    assert first["quoted"] < 0 < first["narrator"]
    assert math.isnan(second["quoted"]) and second["narrator"] == second["lexicon"]
    assert list(scored.columns) == [
        *utils.sentences(doc).columns,
        *Scores._fields,
        "opposed",
        "narrator",
        "quoted",
    ]


def test_shifts_are_pairs_with_a_probability_that_grows_with_the_change():
    shifts = tone.shifts_between(pd.DataFrame({"tone": [0, 0.1, 0.9, -0.9]}))
    assert shifts["sentence"].tolist() == [1, 2, 3] and shifts["change"].round(6).tolist() == [0.1, 0.8, -1.8]
    assert shifts["strength"].is_monotonic_increasing and shifts["strength"].between(0, 1).all()
    assert shifts["is_shift"].tolist() == [False, True, True] and (shifts["cue"] == "").all()


def test_a_contrast_cue_adds_strength():
    table = {"tone": [0.0, 0.3], "text": ["It rained.", "However, it was fun."]}
    plain = tone.shifts_between(pd.DataFrame({**table, "text": ["It rained.", "It was fun."]})).iloc[0]
    cued = tone.shifts_between(pd.DataFrame(table)).iloc[0]
    assert cued["cue"] == "however" and cued["strength"] > plain["strength"]
    butter = tone.shifts_between(pd.DataFrame({**table, "text": ["It rained.", "Butter melts."]})).iloc[0]
    assert butter["cue"] == ""


def test_turning_point_finds_a_step_and_says_no_to_noise():
    step = np.r_[np.full(12, 0.4), np.full(9, -0.4)] + np.random.default_rng(1).normal(0, 0.1, 21)
    found = tone.turning_point(pd.DataFrame({"tone": step})).iloc[0]
    assert found["found"] and found["sentence"] == 12 and found["change"] < -0.6
    noise = [pd.DataFrame({"tone": np.random.default_rng(k).normal(size=20)}) for k in range(20)]
    assert sum(tone.turning_point(scored)["found"][0] for scored in noise) <= 4
    for few in ([], [0.3], [0.2] * 9):
        assert tone.turning_point(pd.DataFrame({"tone": few})).to_dict("records") == [
            {"sentence": -1, "change": 0.0, "p_value": 1.0, "found": False}
        ]


def test_turning_point_is_repeatable():
    scored = pd.DataFrame({"tone": np.random.default_rng(3).normal(size=15)})
    pd.testing.assert_frame_equal(tone.turning_point(scored), tone.turning_point(scored))


@pytest.mark.parametrize(
    "text, cue",
    [
        ("The coach praised the keeper but condemned the referee.", "but"),
        ("Farmers praised the bank while the bank attacked the farmers.", "while"),
        ("The reviews swung between praise and ridicule.", "and"),
        ("Although the harvest was excellent, families went hungry.", "although"),
        ("She was honoured despite the scandal.", "despite"),
    ],
)
def test_twists_inside_a_sentence(text, cue):
    doc = utils.parse(text)
    twist = twists(doc)
    assert twist["cue"].tolist() == [cue] and twist["sentence"].tolist() == [0]
    assert cue in doc.text[twist["start"][0] : twist["end"][0]].lower()


@pytest.mark.parametrize(
    "text",
    [
        "They sang and danced.",
        "It was a cruel and brutal war.",
        "It rained while he slept.",
        "But the party was fun.",
        "Farmers insulted the bank while the bank insulted the farmers.",
        "He stayed for a while.",
    ],
)
def test_no_twist_without_a_contrast_of_tone(text):
    assert twists(utils.parse(text)).empty


def toward(text, name):
    return tone.tone_toward(text, text.index(name), text.index(name) + len(name))


def test_tone_toward_weighs_what_is_near():
    text = "Corrupt Baxter fled after a long journey to see the people who love brave Novak."
    assert toward(text, "Baxter") < 0 < toward(text, "Novak")


def test_tone_toward_leaves_out_what_the_target_says():
    text = "Baxter said that the war was a horrible disaster."
    assert abs(toward(text, "Baxter")) < tone.NEUTRAL and of(text) < 0


def test_what_is_done_to_the_target_weighs_more_than_what_it_does():
    doc = utils.parse("Baxter betrayed Novak.", reader=False)
    assert tone.tone_toward(doc, 16, 21) < tone.tone_toward(doc, 0, 6)


def test_tone_toward_takes_a_doc_and_keeps_to_the_sentence():
    text = "Baxter waved. The war was horrible."
    assert tone.tone_toward(utils.parse(text), 0, 6) == toward(text, "Baxter")
    assert abs(toward(text, "Baxter")) < tone.NEUTRAL
    with pytest.raises(ValueError):
        tone.tone_toward(text, 500, 510)


@pytest.mark.parametrize("text", ODD)
def test_odd_texts_give_tables_of_the_usual_columns(text):
    doc = utils.parse(text)
    scored = tone.sentence_tone(doc)
    assert list(tone.tone_words(text).columns) == [
        "start",
        "end",
        "word",
        "contribution",
        "valence",
        "changed_by",
    ]
    assert list(tone.shifts_between(scored).columns) == [
        "sentence",
        "before",
        "after",
        "change",
        "strength",
        "is_shift",
        "cue",
    ]
    assert len(tone.shifts_between(scored)) == max(0, len(scored) - 1)
    assert len(tone.turning_point(scored)) == 1 and tone.score_tone([text])["tone"].notna().all()
    assert list(twists(doc).columns) == ["sentence", "cue", "start", "end", "before", "after"]


def test_score_tone_of_nothing_is_an_empty_table():
    assert list(tone.score_tone([])) == list(Scores._fields) and not len(tone.score_tone([]))


def test_words_of_tone_are_in_order_and_apart():
    words = words_of_tone(utils.parse("The peace deal was good, bad and no longer a success.")[:])
    assert all(a.last <= b.first for a, b in zip(words, words[1:]))


def test_one_text_is_no_list_of_texts():
    with pytest.raises(TypeError, match="put the one into a list"):
        tone.score_tone("It rained.")


@pytest.mark.parametrize(
    "then, holds",
    [
        ("But the guests praised the wonderful food and the lovely music.", True),
        ("But the market opens at nine on Saturday.", False),  # strong and announced, but to near neutral
        ("The market opens at nine on Saturday.", False),
    ],
)
def test_a_turn_holds_only_from_one_side_of_neutral_to_the_other(then, holds):
    (turn,) = tone.tone_shifts.rows(
        utils.parse(f"The cruel attack killed nine people, and fear and grief ruled the town. {then}")
    )
    assert turn.strength > tone.LIKELY and turn.holds == holds


@pytest.mark.parametrize(
    "after, cue, goes", [(0.3, "", False), (0.3, "but", True), (0.15, "but", False), (0.4, "", True)]
)
def test_a_turn_that_no_word_announces_must_be_the_clearer(after, cue, goes):
    from methods.tone.between import NeighbourPair, goes_over

    assert goes_over(NeighbourPair(1, -0.6, after, after + 0.6, 0.9, True, cue)) is goes


def test_a_turn_that_one_word_makes_names_the_word():
    (turn,) = tone.tone_shifts.rows(
        utils.parse("The bridge closed after the accident on Monday. The dinner in the hall was lovely.")
    )
    assert turn.hangs_on == "lovely" and turn.strength > tone.LIKELY and not turn.holds
