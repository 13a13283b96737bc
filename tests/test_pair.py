"""Two articles side by side, and each voice through one: tables by hand, and what two texts cannot show."""

import math
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from bs4 import BeautifulSoup

from methods.article import ArticleError, article_of, load_article
from methods.corpus import both_say, compare_two, only_one_says, words_between
from methods.corpus.sentence_pairs import ALIKE
from methods.figures import (
    pairs_told,
    sentences_open,
    voices_apart,
    voices_through,
    whole_counts,
    words_apart,
)
from methods.tone import by_voice, sentence_tone, voice_parts
from report.__main__ import _names
from report.build import slug
from report.rows import describe_table
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


def test_a_shared_name_with_its_title_is_no_shared_fact():
    one = "Mayor Rosa Lindqvist opened the swimming hall. Rain fell."
    other = "On Tuesday Mayor Rosa Lindqvist dismissed two inspectors. Snow fell."
    assert both_say(one, other)["sentence_first"].isin([1]).all()
    alone = only_one_says(one, other).set_index("text")
    assert alone.loc[one.partition(" Rain")[0], ["likeness", "nearest", "text_nearest"]].tolist() == [
        0,
        -1,
        "",
    ]
    assert not both_say(one, "Mayor Rosa Lindqvist opened a hall.").empty, "with a word of their own they are"


def test_equal_quotations_of_one_voice_are_a_pair():
    one = "The dam broke. “We were lucky,” Chief Engineer Ida Brandt told a crowd of worried farmers."
    other = (
        "Long after midnight the engineer met the press. “We were lucky,” Ms. Brandt said, close to tears."
    )
    table = both_say(one, other)
    assert [1, 1] in table[["sentence_first", "sentence_second"]].values.tolist()
    assert {1}.isdisjoint(only_one_says(one, other)["sentence"])
    by_another = other.replace("Ms. Brandt", "Tom Roe")
    assert [1, 1] not in both_say(one, by_another)[["sentence_first", "sentence_second"]].values.tolist()
    unlike = other.replace("We were lucky", "We were wrong")
    assert [1, 1] not in both_say(one, unlike)[["sentence_first", "sentence_second"]].values.tolist()


def test_an_equal_quotation_without_a_content_word_is_in_one_alone_nowhere():
    one, other = (
        "“We will not go,” said Senator Kim Ash.",
        "Workers cheered. “We will not go,” Ash told them.",
    )
    pair = compare_two(one, other, names=("Post", "Times"))
    assert pair.both_say[["sentence_first", "sentence_second"]].values.tolist() == [[0, 1]]
    assert pair.both_say["same_words"].tolist() == ["We will not go"] and pair.both_say["likeness"][0] <= 1
    assert {"Post"}.isdisjoint(pair.only_one_says["only"])


def test_the_same_sentence_is_a_pair_even_where_it_holds_names_alone():
    one, other = "Rosa Lindqvist is the mayor. Rain fell.", "Rosa Lindqvist is the mayor. Bees swarmed."
    assert both_say(one, other)["sentence_first"].tolist() == [0]
    counts = "Then 20 came. Then 20 came.", "Then 30 came."
    assert both_say(*counts).empty, "numbers are words here"


def test_the_sentences_of_both_are_counted_to_the_last():
    one = "The ferry sank near the pier. The old ferry sank near the long pier. He did. It rained. Bees came."
    other = "The ferry sank near the pier. Nobody was hurt in the harbour."
    counts = compare_two(one, other).measures.set_index("measure")[["first", "second"]]
    told = counts.loc[["sentences both say", "sentences one alone says", "sentences open"]]
    assert told.sum().tolist() == counts.loc["sentences"].tolist() == [5, 2]
    assert told.loc["sentences both say"].tolist() == [1, 1]
    assert told.loc["sentences open", "first"] >= 2


def test_what_only_one_says_is_what_no_sentence_of_the_other_tells():
    table = only_one_says(ONE, OTHER, ("Post", "Times"))
    assert table["only"].tolist() == sorted(table["only"]) and set(table["only"]) == {"Post", "Times"}
    post, times = (table[table["only"] == name] for name in ("Post", "Times"))
    assert 0 not in set(post["sentence"]) | set(times["sentence"]), "both tell of the fire"
    assert {1, 2} <= set(post["sentence"]) and {2, 3} <= set(times["sentence"])
    assert (table["likeness"] < ALIKE).all() and post["text"].iloc[0].startswith("A brave crew")
    whole = compare_two(ONE, OTHER, names=("Post", "Times"))
    assert whole.only_one_says.equals(table)


@pytest.mark.parametrize("verb", ["said", "told reporters", "explained", "insisted", "noted"])
def test_that_both_say_something_is_nothing_in_common(verb):
    one = f"The failure was total, Ana Lee {verb}. The pump broke at dawn."
    other = f"Nobody foresaw the failure, Tom Roe {verb}. The pump broke at dawn."
    table = both_say(one, other)
    assert table["sentence_first"].tolist() == [1] or "reporter" in table["shared"].tolist()[-1]
    assert not {"say", "tell", "explain", "insist", "note"} & set(", ".join(table["shared"]).split(", "))


def test_a_word_like_a_verb_of_saying_that_is_no_verb_counts():
    (shared,) = both_say("The state report is long. It rained.", "A state report came.")["shared"]
    assert set(shared.split(", ")) == {"state", "report"}
    (shared,) = both_say("The crew was warned. It rained.", "Yesterday a crew was warned.")["shared"]
    assert set(shared.split(", ")) == {"crew", "warn"}


def test_a_sentence_without_two_words_of_its_own_and_one_in_doubt_are_in_neither_table():
    assert only_one_says("He did. It rained.", "The ferry sank.")["text"].tolist() == ["The ferry sank."]
    twice = "The ferry sank near the pier. The old ferry sank near the long pier."
    other = "The ferry sank near the pier."
    assert both_say(twice, other)["sentence_first"].tolist() == [0]
    assert only_one_says(twice, other).empty, "the second is like it, but no pair"


def test_the_nearest_sentence_is_named_or_none():
    table = only_one_says(
        "Snow closed the northern road.", "Bees swarmed. A wide road leads through the dry hills."
    )
    assert table["nearest"].tolist() == [1, -1, 0] and table["likeness"][1] == 0
    assert table["text_nearest"].tolist() == [
        "A wide road leads through the dry hills.",
        "",
        "Snow closed the northern road.",
    ]
    assert table["likeness"][0] == table["likeness"][2] > 0


def test_words_that_tell_apart_have_counts_sentences_and_a_note():
    table = words_between(ONE, OTHER).set_index("word")
    assert table.loc["mill", ["count_first", "count_second"]].tolist() == [6, 1]
    assert (table.loc["mill", "sentences_first"], table.loc["mill", "sentences_second"]) == ("0, 3", "0")
    assert table.loc["mill", "note"] == "" and table.loc["mill", "low"] < table.loc["mill", "log_ratio"]
    assert table.loc["storm", "note"] == "too few" and math.isnan(table.loc["storm", "low"])
    assert (table["log_likelihood"] >= 0).all()


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


def test_a_parsed_article_keeps_what_names_it():
    a = article_of(ONE, title="Mill burns", outlet="The Post")
    b = article_of(OTHER, title="A fire", outlet="The Times")
    for first, second in ((parse(a), parse(b)), (parse(a), b), (a, parse(b))):
        pair = compare_two(first, second)
        assert (pair.first, pair.second) == ("The Post", "The Times")
        assert set(pair.only_one_says["only"]) == {"The Post", "The Times"}
    mixed = compare_two(parse(a), article_of(OTHER, title="A fire"))
    assert (mixed.first, mixed.second) == ("Mill burns", "A fire"), "the titles, where one has no outlet"
    half = compare_two(parse(a), OTHER)
    assert (half.first, half.second) == ("The Post", "the second")
    same = compare_two(parse(a), parse(article_of(OTHER, title="A fire", outlet="The Post")))
    assert (same.first, same.second) == ("Mill burns", "A fire")
    assert compare_two(parse(a), parse(a)).second == "the second"


def test_every_column_of_a_pair_is_documented():
    pair = compare_two(ONE, OTHER)
    told = compare_two.__doc__ + both_say.__doc__ + only_one_says.__doc__ + words_between.__doc__
    for name, table in pair._asdict().items():
        if not isinstance(table, str):
            for column in table:
                plain = column.removesuffix("_first").removesuffix("_second")
                assert f"`{column}`" in told or f"`{plain}`" in told, (name, column)


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
    assert list(pair.only_one_says) == ["only", "sentence", "likeness", "nearest", "text", "text_nearest"]
    assert voices_through(voice_parts(a), by_voice(a)).get_label()


def test_what_is_no_text_is_told():
    with pytest.raises(TypeError, match="A text, an Article or a parsed text is needed"):
        compare_two("It rained.", 7)


def test_a_pair_is_shown_by_its_names_and_the_sizes_of_its_tables():
    pair = compare_two(ONE, OTHER, names=("Post", "Times"))
    shown = repr(pair)
    assert shown.startswith("Pair(first='Post', second='Times', measures: 10 rows, both_say: 1 row, ")
    assert f"words: {len(pair.words)} rows" in shown and "\n" not in shown and len(shown) < 200
    assert str(pair) == shown


def test_figures_name_both_sides():
    pair = compare_two(ONE, OTHER, names=("Post <b>", "$Times$"))
    assert (
        "Post <b>" in voices_apart(pair).get_label() and "$Times$" in words_apart(pair).axes[0].get_xlabel()
    )


def test_the_page_says_how_many_pairs_are_told_and_how_many_sentences_are_open():
    text = "The ferry sank near the pier. A baker found nine coins. Ice closed the canal."
    pair = compare_two(text, text.replace("coins", "old coins") + " He did.", names=("Post", "Times"))
    assert len(pair.both_say) == 3
    told = pairs_told(pair, most=2)
    assert told[0] == "2 of 3 pairs of sentences, the most alike:" and len(told) == 5
    assert told[1].startswith("Post, sentence ") and told[2].startswith("Times, sentence ")
    assert pairs_told(pair)[0] == "3 of 3 pairs of sentences:"
    assert "0 of 3 sentences in Post and 1 of 4 in Times" in sentences_open(pair)
    nothing = compare_two("", "")
    assert pairs_told(nothing) == [] and "0 of 0 sentences" in sentences_open(nothing)


@pytest.mark.parametrize(
    "names", [(), ("A",), ("A", ""), ("A", "A"), ("A", " A "), ("A", 7), ("A", "B", "C"), "AB", 7, ""]
)
def test_names_are_two_and_different_or_it_is_told(names):
    with pytest.raises(TypeError, match="two different texts, none empty"):
        compare_two(ONE, OTHER, names=names)


def test_counts_are_shown_whole_and_what_is_open_as_a_dash():
    pair = compare_two(ONE, OTHER)
    shown = whole_counts(pair.measures).set_index("measure")
    assert isinstance(shown.loc["words", "first"], int) and isinstance(shown.loc["mean tone", "first"], float)
    assert whole_counts(compare_two("", "").measures)["first"].tolist()[0] == 0
    soup = BeautifulSoup(shown.to_html() + pair.voices.to_html(), "html.parser")
    for table in soup.find_all("table"):
        describe_table(soup, table)
    cells = [cell.get_text() for cell in soup.find_all("td")]
    assert "<NA>" not in cells and "–" in cells and str(shown.loc["words", "first"]) in cells


@pytest.mark.slow
def test_two_articles_need_no_dask():
    code = (
        "import sys\nfrom methods.corpus import compare_two\ncompare_two('It rained.', 'Snow fell.')\n"
        "print(*(m for m in ('dask', 'distributed', 'matplotlib') if m in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=300)
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


def test_words_come_in_blocks_the_well_attested_first():
    table = words_between("Ice on ice. " * 4 + "Fog came.", "Sun on sun. " * 4 + "Rain came.")
    blocks = 2 * table["function_word"] + table["note"].eq("too few")
    assert blocks.is_monotonic_increasing
    assert all(likely.is_monotonic_decreasing for _, likely in table["log_likelihood"].groupby(blocks))
    assert set(table["word"][:2]) == {"ice", "sun"}


# The report of a pair


@pytest.mark.slow
def test_the_report_of_a_pair_has_all_that_it_links_to_and_a_folder_of_its_own(tmp_path):
    for name, text in (("one.txt", ONE), ("two.txt", OTHER)):
        (tmp_path / name).write_text(f"The mill of Sund\n\n{text}", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "report", tmp_path / "one.txt", "--against", tmp_path / "two.txt"]
        + ["--names", "Herald, Courier", "--to", tmp_path / "reports"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    index = Path(done.stdout.removeprefix("The report is at ").strip())
    page = BeautifulSoup(index.read_text(encoding="utf-8"), "html.parser")
    files = {a["href"].partition("#")[0] for a in page.find_all("a", href=True) if "//" not in a["href"]}
    assert "tables.xlsx" in files and [f for f in files if f and not (index.parent / f).exists()] == []
    book = pd.read_excel(index.parent / "tables.xlsx", sheet_name=None)
    assert next(iter(book)) == "about" and book["about"]["value"][:2].tolist() == ["Herald", "Courier"]
    assert set(book["only_one_says"]["only"]) == {"Herald", "Courier"} and "Herald" in page.get_text()
    told = " ".join(page.get_text().split())
    assert "1 of 1 pair of sentences:" in told and "In neither table, because it is open: " in told
    assert "you will learn" not in told and "make lab" not in told, "which is for the class"
    assert "sentences open" in set(book["measures"]["measure"]) and "sentences open" in told
    slugs = [slug(load_article(tmp_path / name)) for name in ("one.txt", "two.txt")]
    assert index.parent.name == "-and-".join(slugs)


@pytest.mark.parametrize("given", ["Herald", "Herald,", "Herald,Herald", "a,b,c", " , "])
def test_two_articles_have_two_names_or_are_told(given):
    with pytest.raises(ArticleError, match="two different names"):
        _names(given)
    assert _names(None) is None and _names("Herald, Courier") == ("Herald", "Courier")
