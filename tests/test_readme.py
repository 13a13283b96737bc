"""What README tells to type works as it stands, on two articles of this folder."""

import os
import re
import shlex
import shutil
import subprocess
import sys
import warnings
from pathlib import Path

import pandas as pd
import pytest

import utils
from methods.actions import actions
from methods.quotations import quotations
from utils import ROOT, parse

README = (ROOT / "README.md").read_text(encoding="utf-8")
OPENING, RECIPES, *_ = re.findall(r"(?s)```python\n(.*?)```", README)
ARTICLES = Path(__file__).parent / "articles"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder with two articles and a copy of the lists, in which README is followed."""
    (tmp_path / "data").mkdir()
    for path in utils.DATA.glob("*.csv"):
        shutil.copy(path, tmp_path / "data")
    shutil.copy(ARTICLES / "port_strike.txt", tmp_path / "article.txt")
    shutil.copy(ARTICLES / "river_town.md", tmp_path / "other.txt")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(utils, "DATA", tmp_path / "data")
    return tmp_path


def test_readme_fits_its_pages():
    assert len(README.splitlines()) < 150


def test_the_recipes_run_as_they_stand(folder):
    names: dict = {}
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # the row's example shows its row
        exec(OPENING + RECIPES, names)
    assert len(pd.ExcelFile("tables.xlsx").sheet_names) > 10 and Path("pair.xlsx").is_file()
    assert len(names["pair"].only_one_says) and (names["pair"].first, names["pair"].second) != (
        "the first",
        "the second",
    )


def test_the_row_of_the_list_is_a_real_word_and_counts(folder):
    (line,) = re.findall(r"(?m)^add_row\(.*?\)$", RECIPES)
    cells = dict(re.findall(r'(\w+)="([^"]*)"', line))
    before = parse(cells["example"])
    assert cells["relation"] not in set(actions(before)["relation"])
    exec("from methods.lists import add_row\n" + line)
    assert cells["relation"] in set(actions(parse(cells["example"]))["relation"])


def test_the_tone_of_quotations_has_a_row_for_each_voice(folder):
    names: dict = {}
    own, line = re.findall(r"(?m)^(own.*?)  +#", RECIPES)
    exec(f"{OPENING}\n{own}\nfound = {line}", names)
    said = quotations(names["doc"])
    in_marks = said.loc[said["kind"].isin(["direct", "mixed"]), "voice"].value_counts()
    assert list(names["found"]) == ["tone", "size", "words"] and len(in_marks) > 0
    assert names["found"]["size"].to_dict() == in_marks.to_dict() and len(said) > in_marks.sum()
    assert names["found"]["words"].sum() == names["own"]["words"].sum() >= len(in_marks)


def test_the_line_that_runs_the_report_says_where():
    (line,) = [line for line in README.splitlines() if "python -m report a.txt" in line]
    assert "in the project's folder: python -m report" in line


@pytest.mark.slow
def test_the_line_for_one_notebook_reads_the_article(folder):
    command = re.search(r"`(ARTICLE=\S+) \.venv/bin/(jupyter nbconvert [^`]+)`", README)
    name, words = command[1].partition("=")[0], shlex.split(command[2])
    words = [
        {"out": str(folder)}.get(word, word).replace("03_tone_shifts", "01_load_the_text") for word in words
    ]
    done = subprocess.run(
        [sys.executable, "-m", *words],
        cwd=ROOT,
        env=os.environ | {name: "tests/articles/port_strike.txt"},  # looked up from the project's folder
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    assert "Port Haven" in (folder / "01_load_the_text.html").read_text(encoding="utf-8")
