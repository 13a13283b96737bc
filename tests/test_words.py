"""Counts, phrases, key words, concordance: checked against numbers worked out by hand."""

import math

import pytest
from scipy.stats import poisson
from wordfreq import word_frequency

from methods import words
from utils import parse

TEXT = (
    "The ship’s crew wasn’t paid. The crews struck; crew members left 3 ships.\n\nA crew "
    "without a ship is no crew."
)


def test_words_are_counted_and_clitics_are_not():
    table = words.word_frequencies(parse(TEXT)).set_index("word")
    assert table.loc["crew", "count"] == 4 and table.loc["ship", "count"] == 2
    assert not {"'s", "n't", "3", ";"} & set(table.index)
    assert table["per_1000"].sum() == pytest.approx(1000)
    assert table.loc["the", "function_word"] and not table.loc["crew", "function_word"]


def test_lemmas_put_forms_together():
    table = words.word_frequencies(parse(TEXT), lemmas=True).set_index("word")
    assert table.loc["crew", "count"] == 5 and table.loc["ship", "count"] == 3


def test_phrases_stay_inside_sentences_and_punctuation():
    doc = parse("Coal ships left. Coal, ships and men. Old coal. Ships sank. Coal ships burn.")
    assert words.phrases(doc)[["phrase", "count"]].values.tolist() == [["coal ships", 2]]


def test_keyness_by_hand():
    table = words.keyness_of_counts(
        words.word_frequencies(parse("The missile fell. " * 6 + "It rained."))
    ).set_index("word")
    row, expected = table.loc["missile"], 20 * word_frequency("missile", "en")
    assert row["expected"] == pytest.approx(expected)
    assert row["log_ratio"] == pytest.approx(math.log2(6 / expected))
    assert row["log_likelihood"] == pytest.approx(2 * (6 * math.log(6 / expected) - (6 - expected)))
    low, high = expected * 2 ** row["low"], expected * 2 ** row["high"]
    assert poisson.sf(5, low) == pytest.approx(0.025) and poisson.cdf(6, high) == pytest.approx(0.025)
    assert table.loc["rained", "note"] == "too few" and math.isnan(table.loc["rained", "low"])
    assert list(table.index[:3])[0] == "missile"


def test_concordance_finds_phrases_in_any_case_and_keeps_offsets():
    doc = parse(TEXT)
    table = words.concordance(doc, "Crew members", width=10)
    assert table["keyword"].tolist() == ["crew members"] and table["sentence"].tolist() == [1]
    assert [doc.text[a:b] for a, b in zip(table["start"], table["end"])] == ["crew members"]
    assert words.concordance(doc, "whale").empty and words.concordance(doc, "").empty


def test_a_key_word_of_one_sentence_is_less_steady_than_one_of_all():
    story = "The missile fell. " * 8 + "Zebra zebra zebra zebra zebra."
    table = words.key_stability(parse(story), first=3).set_index("word")["stays"]
    assert table["missile"] == 1 and 0.4 < table["zebra"] < 0.9, (
        "one sentence of nine is drawn in two of three draws"
    )
    assert words.key_stability(parse(story)).equals(words.key_stability(parse(story)))


def test_words_are_counted_as_they_are_read():
    text = "The US can't join an anti-war march. We won't tell us from them, the WHO said. WHO ARE WE?"
    table = words.word_frequencies(text).set_index("word")
    assert {"US", "us", "can", "will", "anti-war", "WHO", "who", "march"} <= set(table.index)
    assert not {"ca", "wo", "anti", "war"} & set(table.index) and table["count"]["WHO"] == 1
    assert not table.loc["US", "function_word"] and table.loc["us", "function_word"]
    doc = parse(text)
    assert [t.text for t in doc if t.text in ("anti", "-", "war")] == ["anti", "-", "war"]
    for word, count in [
        ("US", 1),
        ("us", 1),
        ("anti-war", 1),
        ("war", 0),
        ("can't", 1),
        ("anti-war march", 1),
    ]:
        assert len(words.concordance(doc, word)) == count, word


def test_lemmas_bend_the_last_part_of_a_word():
    table = words.word_frequencies("Anti-wars, by-laws and a by-law; e-mails.", lemmas=True).set_index(
        "word"
    )["count"]
    assert table["by-law"] == 2 and table["e-mail"] == 1


def test_function_words_never_lead_the_key_words():
    keys = words.keyness("The upon upon upon upon upon upon of the missile whereupon whereupon thereof.")
    assert keys["word"][0] == "missile" and keys["function_word"].is_monotonic_increasing


@pytest.mark.parametrize("text", ["", "...", "x" * 10_000, "שלום"])
def test_odd_texts(text):
    doc = parse(text)
    table = words.keyness_of_counts(words.word_frequencies(doc))
    assert {"word", "log_ratio", "note"} <= set(table) and {"phrase", "count"} <= set(words.phrases(doc))
    assert list(words.key_stability(doc)) == ["word", "stays"]
