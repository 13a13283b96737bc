"""What the rooms share: tables made once, editable lists, sentences."""

import os
from typing import NamedTuple

import pytest

import utils
from methods import article as article_room
from methods.tone import tone_shifts
from methods.words import word_frequencies
from utils import sentences


def test_a_closing_quotation_mark_is_no_sentence():
    text = '"It is sad," said Joan Pell, 58, who has followed the Rovers since childhood. "He would have cried."\n\nThe town was quiet.'
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


def test_one_door_takes_a_doc_an_article_or_a_string():
    text = "The talks failed. Then they succeeded."
    tables = [
        tone_shifts(given)
        for given in (text, article_room.article_of(text, title="Talks"), utils.parse(text))
    ]
    assert all(table.equals(tables[0]) for table in tables) and tone_shifts.rows(text)[0].sentence == 1


def test_an_edited_list_is_fresh_without_a_new_parse(tmp_path, monkeypatch):
    (tmp_path / "stopwords.csv").write_text("word\nthe\n")
    monkeypatch.setattr(utils, "DATA", tmp_path)
    doc = utils.parse("The mayor met the crowd.")
    assert word_frequencies(doc)["function_word"].sum() == 1
    (tmp_path / "stopwords.csv").write_text("word\nthe\nmayor\n")
    assert word_frequencies(doc)["function_word"].sum() == 2
