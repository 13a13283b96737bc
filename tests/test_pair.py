"""Two articles side by side, and each voice through one: tables by hand, and what two texts cannot show."""

import math
import subprocess
import sys

import pytest

from methods.article import article_of
from methods.corpus import both_say, compare_two, words_between
from methods.figures import voices_apart, voices_through, words_apart
from methods.tone import by_voice, sentence_tone, voice_parts
from utils import ROOT, parse

ONE = (
    "The old mill on Quay Street burned down on Friday night. A brave crew of eleven came at once. "
    "“It was a terrible loss for the town,” Ana Lee said. Mill, mill, mill, mill and mill."
)
OTHER = (
    "A mill burned down on Friday night after a storm. Nobody was hurt. Tom Roe, a baker, attacked the lazy "
    "council. “They were warned, and they did nothing,” Roe said."
)


def test_what_both_say_is_found_with_its_words():
    table = both_say(ONE, OTHER)
    assert table[["sentence_first", "sentence_second"]].values.tolist() == [[0, 0]]
    assert {"mill", "burn", "friday", "night"} <= set(table["shared"][0].split(", "))
    assert table["same_words"][0] == "", "five words in a row may be chance"


def test_a_run_of_the_same_words_is_quoted():
    agency = "The minister of the interior will visit the flooded valley on Sunday morning."
    table = both_say(f"It rained. {agency}", f"{agency} Nobody came.")
    assert table["same_words"][0].startswith("The minister of the interior") and table["likeness"][0] > 0.99


def test_a_shared_name_alone_is_no_shared_fact():
    one, other = "Ana Lee praised the choir.", "The storm troubled Ana Lee."
    assert both_say(one, other).empty


def test_words_that_tell_apart_have_counts_sentences_and_a_note():
    table = words_between(ONE, OTHER).set_index("word")
    assert table.loc["mill", ["count_first", "count_second"]].tolist() == [6, 1]
    assert (table.loc["mill", "sentences_first"], table.loc["mill", "sentences_second"]) == ("0, 3", "0")
    assert table.loc["mill", "note"] == "" and table.loc["mill", "low"] < table.loc["mill", "log_ratio"]
    assert table.loc["storm", "note"] == "too few" and math.isnan(table.loc["storm", "low"])
    assert (table["log_likelihood"] >= 0).all() and table["log_likelihood"].is_monotonic_decreasing


def test_log_likelihood_worked_by_hand():
    # Two of four words against none of four: expected one each; 2 * 2 * ln(2 / 1).
    table = words_between("ice ice on it", "sun sun on it").set_index("word")
    assert table.loc["ice", "log_likelihood"] == pytest.approx(4 * math.log(2))
    assert table.loc["ice", "log_ratio"] == pytest.approx(2)


def test_who_is_named_in_one_alone_and_who_in_both():
    pair = compare_two(
        "Foreign Minister Ana Lee met Tom Roe. Lee left.",
        "Lee spoke. She praised Norway.",
        names=("Post", "Times"),
    )
    table = pair.actors.set_index("actor")
    assert table.loc["Ana Lee", "only"] == "" and table.loc["Tom Roe", "only"] == "Post"
    assert table.loc["Norway", "only"] == "Times" and table.loc["Norway", "sentences_second"] == "1"


def test_names_come_from_outlets_or_titles_and_lengths_are_warned_of():
    a = article_of(ONE, title="Mill burns", outlet="The Post")
    b = article_of(f"{OTHER} " * 4, title="A fire", outlet="The Times")
    pair = compare_two(a, b)
    assert (pair.first, pair.second) == ("The Post", "The Times")
    assert "The Times is" in pair.caution and "times as long" in pair.caution
    assert "too few" in set(pair.words["note"]) and "few words can be told from chance" in pair.caution
    assert compare_two(parse(ONE), ONE).first == "the first"


def test_measures_and_voices_stand_side_by_side():
    pair = compare_two(ONE, OTHER)
    measures = pair.measures.set_index("measure")
    assert measures.loc["sentences"].tolist()[:2] == [4, 4]
    assert measures.loc["mean tone", "first"] == pytest.approx(sentence_tone(ONE)["tone"].mean())
    low, high = measures.loc["mean tone", ["difference_low", "difference_high"]]
    change = measures.loc["mean tone", "second"] - measures.loc["mean tone", "first"]
    assert low < change < high
    voices = pair.voices.set_index("voice")
    assert voices.index[0] == "the narrator" and voices.loc["Ana Lee", "share_second"] == 0
    assert voices.loc["Ana Lee", "share_first"] > 0.1


@pytest.mark.parametrize("a, b", [("", ""), ("", "It rained."), ("It rained.", "It rained.")])
def test_next_to_nothing_is_no_error(a, b):
    pair = compare_two(a, b)
    assert words_apart(pair).get_label() and voices_apart(pair).get_label()
    assert list(pair.both_say)[:2] == ["sentence_first", "sentence_second"]
    assert voices_through(voice_parts(a), by_voice(a)).get_label()


def test_what_is_no_text_is_told():
    with pytest.raises(TypeError, match="A text, an Article or a parsed text is needed"):
        compare_two("It rained.", 7)


def test_figures_name_both_sides():
    pair = compare_two(ONE, OTHER, names=("Post <b>", "$Times$"))
    assert (
        "Post <b>" in voices_apart(pair).get_label() and "$Times$" in words_apart(pair).axes[0].get_xlabel()
    )


@pytest.mark.slow
def test_two_articles_need_no_dask():
    code = (
        "import sys\nfrom methods.corpus import compare_two\ncompare_two('It rained.', 'Snow fell.')\n"
        "print(*(m for m in ('dask', 'distributed', 'matplotlib') if m in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0 and done.stdout.split() == [], done.stderr


# Voices through one article


def test_parts_of_voices_add_up_to_their_sentences():
    doc = parse(ONE)
    parts = voice_parts(doc)
    assert parts.groupby("sentence")["share"].sum().round(6).eq(1).all()
    assert set(parts.loc[parts["sentence"] == 2, "voice"]) == {"Ana Lee", "the narrator"}
    assert "terrible loss" in parts.loc[parts["voice"] == "Ana Lee", "text"].iloc[0]


def test_each_voice_once_with_share_tone_and_words():
    told = by_voice(ONE).set_index("voice")
    assert told.index[0] == "the narrator" and told["share"].sum() == pytest.approx(1)
    assert told.loc["Ana Lee", "lexicon"] < min(0, told.loc["the narrator", "lexicon"])
    assert set(told.loc["Ana Lee", "loaded"].split("; ")) >= {"terrible", "loss"}
    assert told.loc["Ana Lee", ["sentences", "first", "last"]].tolist() == [1, 2, 2]
    assert told.loc["Ana Lee", "tone"] == pytest.approx(sentence_tone(ONE)["tone"][2])
    assert "mill" in told.loc["the narrator", "typical"]


def test_the_figure_tells_the_same():
    fig = voices_through(voice_parts(ONE), by_voice(ONE))
    assert "1 voice have" not in fig.get_label() and "Ana Lee" in fig.get_label()
