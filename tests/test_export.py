"""Export: every kind of table with one line, as CSV and as a workbook, and no text that runs."""

from pathlib import Path

import pandas as pd
import pytest
from openpyxl import load_workbook

from methods.cells import without_formulas
from methods.corpus import TABLES as OF_A_CORPUS
from methods.corpus import analyse, compare_two
from methods.export import export
from methods.tone import quotation_tone
from methods.words import word_frequencies
from report.tables import write_tables

TEXT = "Ana Lee praised the plan. “=1+1 is two,” she said."
TABLES = [*OF_A_CORPUS, "by_voice", "quotation_tone"]


def test_one_table_as_csv_and_as_a_sheet(tmp_path):
    table = word_frequencies(TEXT)
    export(table, tmp_path / "new" / "words.csv")
    export(table, tmp_path / "words.xlsx")
    assert (tmp_path / "new" / "words.csv").read_bytes().startswith(b"\xef\xbb\xbfword,count")
    pd.testing.assert_frame_equal(
        pd.read_csv(tmp_path / "new" / "words.csv"), pd.read_excel(tmp_path / "words.xlsx"), check_dtype=False
    )
    assert load_workbook(tmp_path / "words.xlsx").sheetnames == ["words"]


def test_every_table_of_a_text_in_one_line(tmp_path):
    export(TEXT, tmp_path / "all.xlsx")
    assert load_workbook(tmp_path / "all.xlsx").sheetnames == [name[:31] for name in TABLES]
    said = pd.read_excel(tmp_path / "all.xlsx", sheet_name="quotation_tone")
    assert said["text"].tolist() == quotation_tone(TEXT)["text"].tolist() == ["=1+1 is two"]
    assert {path.stem for path in export(TEXT, tmp_path / "all")} == set(TABLES)


def test_a_corpus_a_pair_and_what_groupby_leaves(tmp_path):
    corpus = pd.DataFrame({"article": ["a"], "text": [TEXT]})
    export(analyse(corpus, tmp_path / "store"), tmp_path / "corpus.xlsx")
    assert pd.read_excel(tmp_path / "corpus.xlsx", sheet_name="roles")["article"].tolist() == ["a"]
    names = [path.stem for path in export(compare_two(TEXT, "It rained."), tmp_path / "pair")]
    assert names == ["about", "measures", "both_say", "only_one_says", "words", "voices", "actors"]
    told = pd.read_csv(tmp_path / "pair" / "about.csv").set_index("field")["value"]
    assert told["first"] == "the first" and "few words" in told["caution"]
    grouped = pd.DataFrame({"outlet": ["A", "B"], "tone": [0.1, 0.2]}).groupby("outlet").mean()
    export(grouped, tmp_path / "means.csv")
    assert list(pd.read_csv(tmp_path / "means.csv")) == ["outlet", "tone"]


def test_no_text_is_a_formula_and_odd_cells_are_no_error(tmp_path):
    cells = ["=1+1", "@x", "plain", "x" * 40_000, "bell\x07", None, float("nan"), ["a"], "#N/A", True, 7]
    table = pd.DataFrame({"cell": pd.Series(cells, dtype=object)})
    export({"a/b": table, "A/B": table, "n" * 40: table}, tmp_path / "odd.xlsx")
    book = load_workbook(tmp_path / "odd.xlsx")
    assert book.sheetnames[:2] == ["a_b", "A_B_2"] and len(book.sheetnames[2]) == 31
    values = [row[0].value for row in book["a_b"].iter_rows(min_row=2)]
    assert values[:3] == ["=1+1", "@x", "plain"] and values[4] == "bell" and values[-2:] == [True, 7]
    kinds = [row[0].data_type for row in book["a_b"].iter_rows()]
    assert set(kinds) <= {"s", "n", "b"} and kinds[-3:] == ["s", "b", "n"]
    assert [row[0].quotePrefix for row in book["a_b"].iter_rows(max_row=4)] == [False, True, True, False]


@pytest.mark.parametrize(
    "what, to, said",
    [
        ({}, "x.xlsx", "no table"),
        (TEXT, "x.csv", "do not fit into one CSV file"),
        (pd.DataFrame(), "x.doc", "ends in .doc"),
        ([pd.DataFrame(), pd.DataFrame()], "x.xlsx", "need a name each: export.{"),
        (7, "x.xlsx", "A text, an Article or a parsed text is needed"),
    ],
)
def test_what_cannot_be_written_is_told(tmp_path, what, to, said):
    with pytest.raises(TypeError, match=said):
        export(what, tmp_path / to)
    assert not list(tmp_path.iterdir())


def test_heads_are_cells_too(tmp_path):
    table = pd.DataFrame([["=a", 1]], columns=["=HYPERLINK(1)", 7])
    export(table, tmp_path / "t.csv"), export(table, tmp_path / "t.xlsx")
    assert (tmp_path / "t.csv").read_text(encoding="utf-8-sig").splitlines() == ["'=HYPERLINK(1),7", "'=a,1"]
    head, row = load_workbook(tmp_path / "t.xlsx")["t"].iter_rows()
    assert [(cell.value, cell.data_type) for cell in (head[0], row[0])] == [
        ("=HYPERLINK(1)", "s"),
        ("=a", "s"),
    ]


def test_tables_keep_their_types_when_made_inert():
    table = pd.DataFrame({"n": pd.Series([1, None], dtype="Int64"), "kind": pd.Categorical(["=a", "b"])})
    safe = without_formulas(table.assign(day=pd.Timestamp("2024-02-03")))
    assert safe["n"].dtype == "Int64" and safe["kind"].tolist() == ["'=a", "b"]
    assert str(safe["day"].dtype).startswith("datetime64") and table["kind"].tolist() == ["=a", "b"]


@pytest.mark.parametrize(
    "name",
    ["herald.txt", "some where/my article.md", "/srv/press/herald", "../herald", "https://press.example/a"]
    + ["C:\\press\\herald", "data/furniture.csv", "README.md", "data"],
)
def test_the_name_of_a_file_is_not_taken_for_a_text(tmp_path, name):
    for what in (name, Path(name)):
        with pytest.raises(TypeError, match="is the name of a file, not its text: load_article") as told:
            export(what, tmp_path / "x.xlsx")
        assert "\n" not in str(told.value)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("text", ["It rained.", "Nora Quill read notes.txt aloud.", "and/or"])
def test_a_short_text_is_a_text(tmp_path, text):
    assert len(export(text, tmp_path / "all")) == len(TABLES)


def test_one_column_is_a_table(tmp_path):
    counts = pd.Series(["Ana Lee", "Tom Roe", "Ana Lee"], name="speaker").value_counts()
    (path,) = export(counts, tmp_path / "counts.csv")
    assert pd.read_csv(path).values.tolist() == [["Ana Lee", 2], ["Tom Roe", 1]]


def test_without_the_full_text_sentences_are_cut_and_numbers_stay(tmp_path, monkeypatch):
    article = tmp_path / "article.txt"
    article.write_text(f"The harbour opens\n\n{'The harbour of Sund opens at noon on Monday. ' * 8}", "utf-8")
    monkeypatch.setenv("ARTICLE", str(article))
    monkeypatch.setenv("TEXT", "quotes")
    write_tables(str(tmp_path / "tables"))
    told = pd.read_csv(tmp_path / "tables" / "sentence_tone.csv")
    assert told["text"].str.len().max() <= 40 and told["textblob"].dtype.kind == "f"
    assert (tmp_path / "tables.xlsx").exists()
