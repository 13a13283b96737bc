"""What the rooms share: tables made once, editable lists, sentences."""

import os
from typing import NamedTuple

import pytest

import utils
from methods.article import article_of
from methods.corpus import compare_two
from methods.tone import tone_shifts
from methods.words import keyness, word_frequencies
from utils import sentences


def test_a_closing_quotation_mark_is_no_sentence():
    text = (
        '"It is sad," said Joan Pell, 58, who has followed the Rovers since childhood. "He '
        'would have cried."\n\nThe town was quiet.'
    )
    assert all(any(c.isalpha() for c in line) for line in sentences(utils.parse(text))["text"])


class Line(NamedTuple):
    text: str


def test_rows_are_computed_once_and_the_tables_made_of_them_are_not_shared():
    calls = []

    @utils.table_of(Line)
    def lines(doc):
        calls.append(doc)
        yield Line(doc.text)

    doc = utils.parse("It rained.")
    first = lines(doc)
    first["text"] = "spoilt"
    assert (
        lines(doc)["text"].tolist() == ["It rained."]
        and lines.rows(doc)[0].text == "It rained."
        and len(calls) == 1
    )


def test_a_list_is_read_anew_when_it_changes(tmp_path, monkeypatch):
    monkeypatch.setattr(utils, "DATA", tmp_path)
    (tmp_path / "mine.csv").write_text("# note\nword\none\n")
    utils.word_list("mine").insert(0, "more", "in this copy alone")
    assert utils.word_list("mine").values.tolist() == [["one"]]
    (tmp_path / "mine.csv").write_text("# note\nword\none\n#two\nNA\npage #3\n")
    os.utime(tmp_path / "mine.csv", (1, 1))
    assert utils.word_list("mine")["word"].tolist() == ["one", "NA", "page #3"]


@pytest.mark.parametrize("wrong", [None, 7, ["It rained."], utils.DATA])
def test_a_wrong_argument_gets_one_sentence(wrong):
    with pytest.raises(
        TypeError, match=r"^A text, an Article or a parsed text is needed, and this is of type \w+: [^.]+\.$"
    ):
        sentences(wrong)


@pytest.mark.parametrize(
    "name",
    ["article.txt", " Herald/my article.md ", "https://press.example/a", "../notes", "data", "Makefile"],
)
def test_the_name_of_a_file_is_no_text(name):
    for ask in (utils.parse, sentences, keyness, lambda text: compare_two("It rained.", text)):
        with pytest.raises(TypeError, match=r"is the name of a file, not its text: load_article\(\.\.\.\)"):
            ask(name)


@pytest.mark.parametrize(
    "text",
    ["", ".", "/", "Rain", "It rained.", "Nora Quill read notes.txt aloud.", "notes.txt\nThe file is empty."]
    + ["Nora Quill wrote it down, and the mayor read it aloud. " * 8 + "It is in notes.txt"],
)
def test_a_text_is_a_text_however_short(text):
    assert utils.parse(text).text == text


def test_a_table_of_two_texts_says_where_they_are_compared():
    with pytest.raises(TypeError, match=r"^keyness takes one text, .* compare_two\(a, b\) of methods.corpus"):
        keyness("It rained.", "It snowed.")


def test_one_door_takes_a_doc_an_article_or_a_string():
    text = "The talks failed. Then they succeeded."
    tables = [tone_shifts(given) for given in (text, article_of(text, title="Talks"), utils.parse(text))]
    assert all(table.equals(tables[0]) for table in tables) and tone_shifts.rows(text)[0].sentence == 1


def test_an_edited_list_is_fresh_without_a_new_parse(tmp_path, monkeypatch):
    doc = utils.parse("The mayor met the crowd.")
    (tmp_path / "stopwords.csv").write_text("word\nthe\n")
    monkeypatch.setattr(utils, "DATA", tmp_path)
    assert word_frequencies(doc)["function_word"].sum() == 1
    (tmp_path / "stopwords.csv").write_text("word\nthe\nmayor\n")
    assert word_frequencies(doc)["function_word"].sum() == 2


@pytest.mark.parametrize(
    "text, count",
    [
        ("Brill Motors Ltd. said it would close. Nobody was surprised.", 2),
        ("He works for Acme Corp. The firm is old.", 2),
        ("Lt. Gen. Maria Costa and Sgt. Tom Roe spoke.", 1),
        ("They met at 7 a.m. on Sunday. It snowed.", 2),
        ("The office opens at 9 a.m. Staff come at eight.", 2),
        ("The U.S. Senate voted. The House did not.", 2),
        ("J.R.R. Tolkien wrote it. C.S. Lewis read it.", 2),
        ("See No. 5 on p. 12 of vol. 3.", 1),
        ("He lives on Main St. She lives in St. Ives.", 2),
        ("It happened in Dec. It was dark.", 2),
        ("“Run!” the guard yelled.", 1),
        ("“Why now?” Ana Lee asked the court. It was silent.", 2),
        ("“Never!”, the crowd cried. “Never!”", 2),
        ("“Is it over?” Nobody knew.", 2),
        ("“We won!” they sang. “We won!” The bells rang.", 3),
        ("Yahoo! shares fell. Google rose.", 2),
        ("He paused... and went on. She sat.", 2),
        ("The end… The beginning.", 2),
        ("Ms Roe also performed her song Right To Be Wrong, backed by a choir.", 1),
        ("Council votes\n\nIt met at noon. It left.", 3),
        ("- oars\n\n- a bell", 2),
    ],
)
def test_where_a_sentence_ends(text, count):
    assert len(sentences(text)) == count


def test_borders_go_with_the_text():
    article = article_of("Rain\n\nIt rained on Monday.\n\nWhat comes next\n\nIt snows.\n\nIt hails.")
    doc = utils.parse(article)
    assert article.borders == (1,) and utils.borders(doc) == {1}
    assert (
        utils.borders(utils.parse(article.text)) == {1}
        and utils.borders(utils.parse("It rained. It blew.")) == set()
    )


def test_half_a_character_does_not_stop_the_parse():
    doc = utils.parse("It \ud800 rained. \udfff")
    assert doc.text == "It \ufffd rained. \ufffd" and len(sentences(doc)) >= 1
