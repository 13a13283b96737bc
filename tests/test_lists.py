"""Lists: what may stand in each, a sentence for each row that does not fit, adding and changing rows."""

import shutil
import warnings

import pandas as pd
import pytest

import utils
from methods.actions import actions
from methods.lists import ListWarning, RowError, add_row, edit_list, list_problems, rules_of, unfit
from utils import read_list, word_list


@pytest.fixture
def lists(tmp_path, monkeypatch):
    """A copy of the lists, so that those that ship stay as they are."""
    folder = tmp_path / "data"
    folder.mkdir()
    for path in utils.DATA.glob("*.csv"):
        shutil.copy(path, folder)
    monkeypatch.setattr(utils, "DATA", folder)
    return folder


def test_every_list_that_ships_is_sound_and_every_rule_names_a_column():
    assert list_problems().empty
    schemas = word_list("list_schemas")
    for name, rows in schemas.groupby("list"):
        assert set(rows["column"]) <= set(read_list(utils.DATA / f"{name}.csv")), name
    assert (schemas["meaning"] != "").all()


@pytest.mark.parametrize(
    "name, line, said",
    [
        ("relations", "blurb,,,HELP,the bank blurbed", "relation is “HELP”, and should be empty, AGREE, "),
        ("relations", "blurb,,,AID,", "example is “”, and should be some text"),
        ("relations", "blurb,,,AID,first, second", "6 cells stand where the columns are 5"),
        ("relations", "accept,,,AID,the council accepted", "“accept” stands in the list already (verb, "),
        ("tone_lexicon", "blurb,,9,gain and merit", "valence is “9”, and should be a number from -4 to 4"),
        ("tone_lexicon", "blurb,,good,gain and merit", "valence is “good”"),
        ("metonyms", "Elmsford,Nowhere", "country is “Nowhere”, and should be a country of countries.csv"),
        ("contrast_cues", "mind you,outside", "place is “outside”, and should be between, inside or both"),
        ("stopwords", "the", "“the” stands in the list already"),
    ],
)
def test_a_bad_row_is_named_with_file_and_line_and_left_out(lists, name, line, said):
    path, before = lists / f"{name}.csv", len(word_list(name))
    number = len(path.read_text(encoding="utf-8").splitlines()) + 1
    with path.open("a", encoding="utf-8") as file:
        file.write(line + "\n")
    with pytest.warns(ListWarning) as told:
        assert len(word_list(name)) == before
    message = str(told[0].message)
    assert message.startswith(f"{name}.csv, line {number}: {said}") and "\n" not in message
    assert list_problems()["line"].tolist() == [number]


def test_a_pattern_is_a_regular_expression():
    table = pd.DataFrame({"kind": ["x", "x"], "pattern": ["(", "a+"], "example": ""})
    assert unfit("furniture", table) == {0: "pattern is “(”, and should be a regular expression"}


def test_a_list_saved_with_semicolons_or_of_ones_own_is_read(lists):
    (lists / "metonyms.csv").write_text("# note\nplace;country\nElmsford;France\n", encoding="utf-8")
    assert word_list("metonyms").values.tolist() == [["Elmsford", "France"]]
    (lists / "mine.csv").write_text("word,note\n'a',\"x, y\"\nb\n", encoding="utf-8")
    assert word_list("mine").values.tolist() == [["'a'", "x, y"], ["b", ""]] and rules_of("mine") == []


def test_a_row_is_added_and_counts_at_once(lists):
    doc = utils.parse("Spain will blurb Italy.")
    assert "AID" not in set(actions(doc)["relation"])
    comments = [line for line in (lists / "relations.csv").read_text().splitlines() if line[0] == "#"]
    row = add_row("relations", verb="blurb", relation="AID", example="the bank blurbed the mill, again")
    assert row["example"].tolist() == ["the bank blurbed the mill, again"] and row["noun"].tolist() == [""]
    assert word_list("relations")["verb"].iloc[-1] == "blurb"
    assert "blurb" in set(actions(doc)["verb"])
    assert [line for line in (lists / "relations.csv").read_text().splitlines() if line[0] == "#"] == comments


@pytest.mark.parametrize(
    "name, cells, said",
    [
        ("nothing", {}, "There is no list “nothing”: the lists are"),
        ("stopwords", {"lemma": "x"}, "stopwords.csv has no column lemma: its columns are word."),
        ("stopwords", {"word": " "}, "word is “”, and should be some text."),
        ("stopwords", {"word": "the"}, "“the” stands in the list already"),
        ("name_endings", {"word": "mole", "kind": "shop"}, "and should be place or organisation."),
    ],
)
def test_a_row_that_does_not_fit_is_refused_in_one_sentence(lists, name, cells, said):
    before = {path: path.read_bytes() for path in lists.iterdir()}
    with pytest.raises(RowError) as refused:
        add_row(name, **cells)
    assert said in str(refused.value) and refused.value._render_traceback_() == [str(refused.value)]
    assert isinstance(refused.value, TypeError)
    assert before == {path: path.read_bytes() for path in lists.iterdir()}


def test_the_editable_table_finds_changes_adds_and_takes_out(lists):
    editor = edit_list("metonyms")
    editor.search.value = "bogot"
    (row,) = editor.shown.children
    place, country, keep, drop = row.children
    assert place.value.startswith("Bogot") and "1 row with “bogot”" in editor.found.value
    country.value = "Nowhere"
    keep.click()
    assert "and should be a country" in editor.message.value and "Nowhere" not in set(word_list("metonyms"))
    country.value = "Peru"
    keep.click()
    assert dict(word_list("metonyms").values)[place.value] == "Peru"
    editor.new[0].value, editor.new[1].value = "Elmsford", "France"
    editor.children[6].children[-1].click()
    assert dict(word_list("metonyms").values)["Elmsford"] == "France" and editor.new[0].value == ""
    editor.search.value = "elmsf"
    editor.shown.children[0].children[-1].click()
    assert "Elmsford" not in set(word_list("metonyms")["place"]) and "taken out" in editor.message.value


def test_what_was_changed_elsewhere_is_not_written_over(lists):
    editor = edit_list("metonyms")
    path = lists / "metonyms.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("Abu Dhabi,", "Abu Dabi,"), encoding="utf-8")
    editor.shown.children[0].children[-1].click()
    assert "changed elsewhere" in editor.message.value and "Abu Dabi" in path.read_text(encoding="utf-8")


def test_what_is_typed_into_fields_is_shown_as_text(lists):
    (lists / "mine.csv").write_text("<b>word</b>\n<i>x</i>\n", encoding="utf-8")
    editor = edit_list("mine")
    assert "<b>word</b>" not in editor.children[3].children[0].value


def test_without_schemas_lists_are_read_as_they_stand(tmp_path, monkeypatch):
    (tmp_path / "metonyms.csv").write_text("place,country\nElmsford,Nowhere\n")
    monkeypatch.setattr(utils, "DATA", tmp_path)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert len(word_list("metonyms")) == 1
