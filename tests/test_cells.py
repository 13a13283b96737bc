"""Cells: what no spreadsheet may compute, what stays readable, and what is read back as it was typed."""

from time import process_time

import pandas as pd
import pytest

from methods.article import Article
from methods.cells import cell_as_typed, inert_cell
from methods.validation.codings import IN_FILE, coded_sentences, key_of, read_file, write_coding
from methods.validation.form import Coder

PAYLOADS = [
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(1)",
    "=cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "＝1+1",
    "＋x",
    "－x",
    "＠x",
]
BEFORE = [
    "",
    " ",
    "  ",
    "\u00a0",
    "\u3000",
    "\u200b",
    "\ufeff",
    "\x00",
    '"',
    "'",
    "“",
    "‘",
    "«",
    "„",
    ' "',
    "“ ",
    "＂",
]


@pytest.mark.parametrize("before", BEFORE)
@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_formula_is_inert_whatever_stands_before_it(before, payload):
    assert inert_cell(before + payload) == "'" + before + payload


@pytest.mark.parametrize("between", [";", "; ", ';"', "\t", "\r", "\n", "\r\n", "; “"])
@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_formula_within_a_cell_is_inert(between, payload):
    at = max(between.rfind(mark) for mark in ";\t\r\n") + 1
    assert inert_cell(f"rain{between}{payload}") == f"rain{between[:at]}'{between[at:]}{payload}"


@pytest.mark.parametrize("text", ["\tx", "\rx", "\nx", '"\tx'])
def test_a_cell_does_not_begin_with_a_break(text):
    assert inert_cell(text) == f"'{text}"


@pytest.mark.parametrize(
    "text",
    [
        "-5",
        "- 5",
        "+5",
        "-0.25",
        "-1,200",
        "-3 %",
        "−5",
        "1;-2",
        "3; -2; 0",
        "-",
        "—",
        "",
        "well-known",
        "co-op",
    ]
    + [
        "— No, he said.",
        "– No, he said.",
        "a = b",
        "1 - 2",
        "ana@example.org",
        "Rain; wind",
        "it's",
        "'tis",
        "“Yes”",
    ],
)
def test_numbers_and_ordinary_text_stay_as_they_are(text):
    assert inert_cell(text) == text == cell_as_typed(text)


def test_a_hyphen_before_words_stays_readable():
    assert inert_cell("- No, she said.") == "'- No, she said."


@pytest.mark.parametrize("value", [None, 7, -1.5, True, float("nan")])
def test_what_is_no_text_stays(value):
    assert inert_cell(value) is value


@pytest.mark.parametrize("between", ["", ";", "\t", "'", "';", "\n'"])
@pytest.mark.parametrize("payload", [*PAYLOADS, "-5", "'=1", "''=1", "\tx", "plain", "'- 5"])
def test_what_was_made_inert_is_read_as_it_was(between, payload):
    for text in (between + payload, payload + between + payload, f"a{between}{payload}"):
        assert cell_as_typed(inert_cell(text)) == text


@pytest.mark.parametrize("piece", ["\t", "; ", "'", ";'", ";-1", "- 1", "=", "a;\u3000"])
def test_time_grows_with_the_cell(piece):
    def seconds(times):
        began = process_time()
        cell_as_typed(inert_cell(piece * times))
        return process_time() - began

    assert seconds(400_000) < 2


def test_a_coding_is_read_back_as_it_was_written(tmp_path):
    row = ["0" * 12, 0, -2, 1, 0, "=Ana; +Ben; - Cal", "'=x", "well-known", "=note\n=more", -3]
    table = pd.DataFrame([row], columns=[*IN_FILE, "=note", "own"])
    write_coding(tmp_path / "ana.csv", table)
    written = (tmp_path / "ana.csv").read_text(encoding="utf-8")
    assert ",-2,1,0,'=Ana;' +Ben;' - Cal,''=x,well-known," in written and "'=note" in written.splitlines()[0]
    assert read_file(tmp_path / "ana.csv").astype(str).values.tolist() == [[str(cell) for cell in row]]
    write_coding(tmp_path / "again.csv", read_file(tmp_path / "ana.csv"))
    assert (tmp_path / "again.csv").read_text(encoding="utf-8") == written, "no apostrophe comes on top"


@pytest.mark.slow
def test_the_form_writes_no_formula_and_shows_what_was_typed(tmp_path):
    article = Article(title="Rain", paragraphs=("It rained in Bern on Monday. Ana Roe praised the rain.",))
    form = Coder(article, "Eve", tmp_path)
    form.tone.value, form.names["speakers"].value = "-3", '=HYPERLINK("x"); @Ben'
    form.save.click()
    assert "'=HYPERLINK" in (tmp_path / "eve.csv").read_text(encoding="utf-8")
    coded = coded_sentences(article, tmp_path)
    assert coded["speakers"].tolist() == ['=HYPERLINK("x"); @Ben'] and coded["tone"].tolist() == [-3]
    assert read_file(tmp_path / "eve.csv")["article"].tolist() == [key_of(article)]
    form.undo.click()
    assert form.names["speakers"].value == '=HYPERLINK("x"); @Ben'
