"""Lists: what may stand in each, a sentence for each row that does not fit, adding and changing rows."""

import re
import shutil
import warnings

import pandas as pd
import pytest

import utils
from methods.actions import QUADS, actions
from methods.lists import ListWarning, RowError, add_row, edit_list, list_problems, read_list, rules_of, unfit
from methods.tone.reach import PLACES
from methods.validation.error_cases import ASK
from utils import word_list


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
    doc = utils.parse("Spain will serenade Italy.")
    assert "SUPPORT" not in set(actions(doc)["relation"])
    comments = [line for line in (lists / "relations.csv").read_text().splitlines() if line[0] == "#"]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        row = add_row(
            "relations", verb="serenade", relation="SUPPORT", example="the bank serenaded the mill, again"
        )
    assert row["example"].tolist() == ["the bank serenaded the mill, again"] and row["noun"].tolist() == [""]
    assert word_list("relations")["verb"].iloc[-1] == "serenade"
    assert "SUPPORT" in set(actions(doc)["relation"])
    assert [line for line in (lists / "relations.csv").read_text().splitlines() if line[0] == "#"] == comments


@pytest.mark.parametrize(
    "name, cells, said",
    [
        (  # the parser's dictionary form is another
            "relations",
            {"verb": "blurb", "relation": "AID", "example": "the bank blurbed the mill"},
            "the, bank, blurbe, mill",
        ),
        (
            "governing_verbs",
            {"verb": "unfriend", "effect": "denied", "example": "the bank helped the mill"},
            "“the bank helped the mill” has these words",
        ),
        (
            "furniture",
            {"kind": "sharing", "where": "any", "pattern": "^Pass it on$", "example": "Pass this on"},
            "“Pass this on” does not fit the pattern.",
        ),
        (
            "reversers",
            {"word": "unfriend", "where": "object", "good": "-1", "bad": "-1", "why": "it ends"}
            | {"example": "The mill burned.", "tone": "-"},
            "“The mill burned.” has these words",
        ),
    ],
)
def test_an_example_that_shows_nothing_of_its_row_is_told_in_one_sentence(lists, name, cells, said):
    with pytest.warns(ListWarning) as told:
        add_row(name, **cells)
    (message,) = (str(one.message) for one in told)
    assert said in message and "is read as it was without it" in message and "\n" not in message
    assert told[0].filename == __file__


def test_an_example_that_shows_its_row_is_no_warning(lists):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        add_row("furniture", kind="sharing", where="any", pattern="^Pass it on$", example="Pass it on")
        add_row(
            "reversers", word="unfriend", where="object", good="-1", bad="-1", why="it ends", tone="-",
            example="The mill will unfriend beauty.",
        )  # fmt: skip


def test_a_row_takes_the_place_of_the_one_with_its_key(lists):
    path, before = lists / "attribution_verbs.csv", word_list("attribution_verbs")
    new = {"cue": "abhor", "part_of_speech": "verb", "sense": "speech", "takes": "clause object"}
    with pytest.raises(RowError, match="“abhor, verb” stands in the list already .* replace=True puts"):
        add_row("attribution_verbs", **new)
    lines = path.read_text(encoding="utf-8").splitlines()
    assert add_row("attribution_verbs", replace=True, **new)["sense"].tolist() == ["speech"]
    after, now = word_list("attribution_verbs"), path.read_text(encoding="utf-8").splitlines()
    assert len(after) == len(before) and after["cue"].tolist() == before["cue"].tolist()
    assert [line for line in now if line not in lines] == ["abhor,verb,clause object,speech"]
    add_row("attribution_verbs", replace=True, **new | {"cue": "yodel"})
    assert word_list("attribution_verbs")["cue"].iloc[-1] == "yodel"


def test_what_has_no_key_is_changed_in_the_editable_table(lists):
    with pytest.raises(RowError, match="No columns name a row of site_lines.csv: change it with edit_list"):
        (lists / "site_lines.csv").write_text("line\nShare\n", encoding="utf-8")
        add_row("site_lines", line="Print", replace=True)


def test_a_column_may_be_called_name(lists):
    assert add_row("given_names", name="Zorkalla", gender="female")["name"].tolist() == ["Zorkalla"]


@pytest.mark.parametrize(
    "takes, fits",
    [
        ("clause", True),
        ("object about with", True),
        ("", True),
        ("clauses", False),
        ("object of whom", False),
    ],
)
def test_a_cell_of_several_words_holds_only_known_ones(takes, fits):
    row = {"cue": "yodel", "part_of_speech": "verb", "takes": takes, "sense": "speech"}
    told = unfit("attribution_verbs", pd.DataFrame([row]))
    assert (told == {}) is fits
    assert fits or "should be empty, or one or more of clause, infinitive, object, ground, " in told[0]


def test_what_the_code_knows_is_what_the_schemas_allow():
    allowed = {(row.list, row.column): row.allowed for row in word_list("list_schemas").itertuples()}

    def values(name, column):
        return set(allowed[name, column].partition(" of ")[2].split(" | "))

    assert values("reversers", "where") == set(PLACES)
    assert values("relations", "relation") == {*QUADS, "-"}
    assert values("errors", "question") == set(ASK)
    code = "".join(path.read_text(encoding="utf-8") for path in (utils.ROOT / "methods").rglob("*.py"))
    assert values("speech_words", "group") == set(re.findall(r'speech_words\("([a-z ]+)"\)', code))
    for name in utils.DATA.glob("*.csv"):
        columns = {column for of, column in allowed if of == name.stem}
        if name.stem not in ("validation", "list_schemas"):  # the one is no word list, the other its own rule
            assert columns == set(read_list(name)), name.stem


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
    assert editor.message.value == "Added to metonyms.csv; results made from now on have it."
    editor.search.value = "elmsf"
    editor.shown.children[0].children[-1].click()
    assert "Elmsford" not in set(word_list("metonyms")["place"]) and "taken out" in editor.message.value


def test_the_editable_table_tells_of_an_example_without_effect(lists):
    editor = edit_list("governing_verbs")
    for field, cell in zip(editor.new, ("unfriend", "denied", "the <b>bank</b> rests")):
        field.value = cell
    editor.children[6].children[-1].click()
    assert editor.message.value.startswith("Added to governing_verbs.csv")
    assert "is read as it was without it: “the &lt;b&gt;bank" in editor.message.value


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
