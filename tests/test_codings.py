"""Codings: what the folder holds, what is wrong with a file, and the form that writes it."""

import pandas as pd
import pytest
from conftest import SHIPPED_CODERS

from methods.article import Article, load_article
from methods.validation import (
    IN_FILE,
    Coder,
    CodingError,
    coded_sentences,
    coding_path,
    key_of,
    machine_reading,
    read_coding,
    unread_codings,
    write_coding,
)
from utils import parse

ARTICLE = Article("Toy", ("The talks <b>failed</b>. But the guests praised the warm welcome.", "It rained."))
HEAD = ",".join(IN_FILE) + "\n"


def coded(tones, article=ARTICLE):
    return pd.DataFrame(
        [(key_of(article), n, tone, 0, 0, "", "", "") for n, tone in tones.items()], columns=IN_FILE
    )


def test_the_sample_comes_with_two_codings_of_every_sentence():
    table = coded_sentences(load_article())
    coded = table.groupby("coder")["sentence"].apply(list).to_dict()
    assert [coded.get(name) for name in SHIPPED_CODERS] == [list(range(10))] * 2


def test_files_dropped_into_the_folder_join_at_once(tmp_path):
    assert coded_sentences(ARTICLE, tmp_path).empty
    for coder, tones in {"ana": {0: -2, 1: 1, 2: 0}, "tom": {1: 2}}.items():
        write_coding(tmp_path / f"{coder}.csv", coded(tones))
    (tmp_path / "elsewhere.csv").write_text(HEAD + "0123456789ab,0,3,0,0,,,\n", encoding="utf-8")
    table = coded_sentences(ARTICLE, tmp_path)
    assert table[["coder", "sentence", "tone"]].values.tolist() == [
        ["ana", 0, -2],
        ["ana", 1, 1],
        ["ana", 2, 0],
        ["tom", 1, 2],
    ]
    assert (
        list(table.columns)
        == list(coded_sentences(load_article()).columns)
        == list(coded_sentences(ARTICLE, tmp_path / "none").columns)
    )


@pytest.mark.parametrize(
    "text, problem",
    [
        ("sentence,tone\n1,2\n", "no column “article”"),
        ("article|sentence|tone|turn\n", "no column “article”"),
        ("", "not a table"),
        (HEAD + "k,0,9,0,0,,,\n", "line 2: tone is “9”, and should be a whole number from -3 to 3"),
        (HEAD.replace(",", ";") + "k;0;9;0;0;;;\n", "line 2: tone is “9”"),
        (HEAD + "k,0,1,0,0,,,\nk,one,1,0,0,,,\n", "line 3: sentence is “one”"),
        (HEAD + "k,0,0.5,0,0,,,\n", "tone is “0.5”"),
        (HEAD + "k,0,1,yes,0,,,\n", "turn is “yes”"),
        (HEAD + "k,0,1,0,0,,,\nk,0,2,0,0,,,\n", "line 3: sentence 0 of this article is there twice"),
        (b"\xff\xfe\x00article!", "not a table"),
        (b"\x00\x01\x02 picture", "no column “article”"),
        (HEAD + '"k,0,1\n', "not a table"),
        (HEAD + "k,,1,0,0,,,\n", "sentence is “”"),
    ],
)
def test_a_bad_file_is_named_with_what_is_wrong_and_stops_nothing(tmp_path, text, problem):
    path = tmp_path / "class 7b.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    write_coding(tmp_path / "ana.csv", coded({0: 1}))
    assert coded_sentences(ARTICLE, tmp_path)["coder"].tolist() == ["ana"]
    told = unread_codings(tmp_path)
    assert told["file"].tolist() == ["class 7b.csv"] and problem in told["problem"][0]
    assert told["problem"][0].startswith("class 7b.csv") and "\n" not in told["problem"][0]


def test_a_bad_cell_costs_the_cell_and_not_the_file(tmp_path):
    key = key_of(ARTICLE)
    lines = [f"{key};0;9;0;0;Zoë;;", f"{key};1;2;maybe;0;;;", f"{key};x;1;0;0;;;", f"{key};2;-1;1;0;;;"]
    text = HEAD.replace(",", ";") + "\n".join([*lines, lines[-1]]) + "\n"
    (tmp_path / "zoe.csv").write_bytes(text.encode("cp1252"))
    table, told = coded_sentences(ARTICLE, tmp_path), unread_codings(tmp_path)
    assert table["sentence"].tolist() == [0, 1, 2] and table["tone"].isna().tolist() == [True, False, False]
    assert table["turn"].isna().tolist() == [False, True, False] and table["speakers"][0] == "Zoë"
    assert told["lost"].tolist() == ["cell"] * 4 and (told["file"] == "zoe.csv").all()
    assert [problem.split(":")[0] for problem in told["problem"]] == [
        f"zoe.csv, line {line}" for line in (2, 3, 4, 6)
    ]
    with pytest.raises(CodingError, match="line 2"):  # the form would write over what it could not read
        read_coding(tmp_path / "zoe.csv")


def test_people_and_models_are_told_apart(tmp_path):
    for coder in ("ana", "aida", "ai_other"):
        write_coding(tmp_path / f"{coder}.csv", coded({0: 1}))
    people, models = (coded_sentences(ARTICLE, tmp_path, made=made) for made in ("person", "model"))
    assert sorted(people["coder"]) == ["aida", "ana"] and models["coder"].tolist() == ["ai_other"]


def test_what_a_spreadsheet_makes_of_a_file_is_read(tmp_path):
    path = tmp_path / "ana.csv"
    path.write_text(
        f"\ufeffarticle,sentence,tone,turn,twist,speakers\r\n{key_of(ARTICLE)},0,−2,,0,#Press\r\n{key_of(ARTICLE)},1,,,,\r\n{key_of(ARTICLE)},2,1.0,1,,\r\n",
        encoding="utf-8",
    )
    table = coded_sentences(ARTICLE, tmp_path)
    assert table[["sentence", "tone", "speakers", "acts"]].values.tolist() == [
        [0, -2, "#Press", ""],
        [2, 1, "", ""],
    ]
    assert table["turn"].isna().tolist() == [True, False]


@pytest.mark.parametrize(
    "name, file",
    [
        ("Ana Lee", "ana_lee.csv"),
        ("../../etc/passwd", "etc_passwd.csv"),
        ("C:\\x", "c_x.csv"),
        ("Zoë", "zoë.csv"),
    ],
)
def test_a_coders_file_stays_in_the_folder(tmp_path, name, file):
    assert coding_path(name, tmp_path) == tmp_path / file


@pytest.mark.parametrize("name", ["", " ", "../..", "?"])
def test_a_coder_needs_a_name(name):
    with pytest.raises(CodingError):
        coding_path(name)


def press(form, tone, **fields):
    form.tone.value = str(tone)
    for field, text in fields.items():
        form.names[field].value = text
    form.save.click()


def test_each_step_is_kept_at_once_and_goes_on_after_a_restart(tmp_path):
    form = Coder(ARTICLE, "Ana Lee", tmp_path)
    assert not list(tmp_path.iterdir())
    press(form, -2, speakers="the guests;\n# nobody")
    form.turn.value = True
    press(form, 3)
    path = tmp_path / "ana_lee.csv"
    assert (
        path.read_text(encoding="utf-8")
        == f"{HEAD}{key_of(ARTICLE)},0,-2,0,0,the guests; # nobody,,\n{key_of(ARTICLE)},1,3,1,0,,,\n"
    )
    again = Coder(ARTICLE, "Ana Lee", tmp_path)
    assert again.now == 2 and again.progress.value == 2 and again.tone.value == ""
    again.undo.click()
    assert again.now == 1 and (again.tone.value, again.turn.value) == ("3", True)
    assert read_coding(path)["sentence"].tolist() == [0]
    again.undo.click()
    assert again.now == 0 and again.undo.disabled and again.names["speakers"].value == "the guests; # nobody"


@pytest.mark.parametrize("tone", ["", "4", "bad", "0.5", "٣"])
def test_without_a_tone_nothing_is_kept(tmp_path, tone):
    form = Coder(ARTICLE, "ana", tmp_path)
    press(form, tone)
    assert "type a tone" in form.message.value and form.now == 0 and not list(tmp_path.iterdir())


@pytest.mark.parametrize("typed, kept", [("+2", 2), (" −3 ", -3), ("-0", None)])
def test_the_tone_may_be_typed_in_several_ways(tmp_path, typed, kept):
    press(Coder(ARTICLE, "ana", tmp_path), typed)
    assert coded_sentences(ARTICLE, tmp_path)["tone"].tolist() == ([] if kept is None else [kept])


def test_the_machine_answers_last_and_article_text_is_escaped(tmp_path):
    form = Coder(ARTICLE, "ana", tmp_path)
    for tone in (-1, 1, 0):
        assert "machine" not in form.reading.value and "<b>" not in form.reading.value
        press(form, tone, speakers="<img src=x>")
    assert "machine" in form.reading.value and "<img" not in form.reading.value
    assert form.form.layout.display == "none" and form.save.disabled
    assert machine_reading(parse(ARTICLE))["tone"].map("{:.2f}".format)[1] in form.reading.value


def test_other_articles_in_the_file_stay(tmp_path):
    write_coding(tmp_path / "ana.csv", coded({0: 3}, load_article()))
    form = Coder(ARTICLE, "ana", tmp_path)
    press(form, -1)
    form.undo.click()
    assert coded_sentences(load_article(), tmp_path)["tone"].tolist() == [3]


def test_what_else_the_file_holds_stays(tmp_path):
    key, path = key_of(ARTICLE), tmp_path / "ana.csv"
    path.write_text(f"note,{HEAD}why,{key},0,,,,the guests,,\nwell,{key},1,2,0,0,,,\n", encoding="utf-8")
    form = Coder(ARTICLE, "ana", tmp_path)
    assert form.now == 0
    press(form, -1)
    assert (
        path.read_text(encoding="utf-8")
        == f"{HEAD.strip()},note\n{key},1,2,0,0,,,,well\n{key},0,-1,0,0,,,,why\n"
    )
    form.undo.click()
    assert (
        form.now == 0
        and form.tone.value == "-1"
        and coded_sentences(ARTICLE, tmp_path)["tone"].tolist() == [2]
    )
    assert path.read_text(encoding="utf-8").endswith(f"{key},0,,,,,,,why\n")
    press(form, 3)
    press(form, 1)
    assert coded_sentences(ARTICLE, tmp_path)["tone"].tolist() == [2, 3, 1]


def test_a_coders_file_that_is_not_in_order_is_never_written_over(tmp_path):
    (tmp_path / "ana.csv").write_text("my notes", encoding="utf-8")
    with pytest.raises(CodingError, match="ana.csv"):
        Coder(ARTICLE, "ana", tmp_path)


def test_an_article_without_sentences_can_be_coded_by_doing_nothing(tmp_path):
    assert Coder(Article("", ()), "ana", tmp_path).now is None
