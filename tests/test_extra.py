"""Methods of a reader's own over a corpus: plain functions, kept apart, made again when the code changes."""

import importlib
import os
import subprocess
import sys
from collections import deque
from typing import NamedTuple

import pandas as pd
import pytest

from methods.corpus import analyse
from methods.corpus.extra import as_rows, code_of
from utils import ROOT, sentences, table_of

CORPUS = pd.DataFrame(
    {
        "article": ["a", "b", "c"],
        "text": ["Who paid? Tom Roe did. Why?", "It rained. It rained again.", "Is it over? Ana Lee left."],
    }
)
CALLS = deque()  # no plain value, so no part of the code
MARK = "?"


class Asked(NamedTuple):
    sentence: int
    text: str


def questions(doc):
    CALLS.append(doc.text)
    table = sentences(doc)
    return table[table["text"].str.endswith(MARK)][["sentence", "text"]]


def yielding(doc):
    for row in sentences.rows(doc):
        if row.text.endswith("?"):
            yield Asked(row.sentence, row.text)


EXPECTED = [["a", 0, "Who paid?"], ["a", 2, "Why?"], ["c", 0, "Is it over?"]]


@pytest.mark.parametrize("method", [questions, yielding, table_of(Asked)(yielding)])
def test_a_plain_function_is_enough(tmp_path, method):
    found = analyse(CORPUS, tmp_path, extra={"questions": method})
    assert found["questions"].compute().values.tolist() == EXPECTED and len(found["roles"].compute())
    assert len(list(tmp_path.glob("extra/questions-*/*.parquet"))) == 1
    assert list(found["questions"].columns) == ["article", "sentence", "text"]


def test_it_is_done_once_and_again_when_its_code_or_what_it_names_changes(tmp_path, monkeypatch):
    CALLS.clear()
    for _ in range(2):
        analyse(CORPUS, tmp_path, extra={"questions": questions})
    assert len(CALLS) == 3
    monkeypatch.setitem(questions.__globals__, "MARK", ".")
    assert len(analyse(CORPUS, tmp_path, extra={"questions": questions})["questions"].compute()) == 4
    assert len(CALLS) == 6
    monkeypatch.undo()
    assert len(analyse(CORPUS, tmp_path, extra={"questions": questions})["questions"].compute()) == 3
    assert len(CALLS) == 6, "what was made before is still there"


def test_code_is_known_by_what_it_does():
    def outer(size):
        return lambda doc: len(doc) > size

    assert code_of(outer(1)) == code_of(outer(1)) != code_of(outer(2))
    assert code_of(questions) != code_of(yielding)


@pytest.mark.parametrize(
    "made, columns, rows",
    [
        (None, [], 0),
        (7, ["value"], 1),
        ("word", ["value"], 1),
        ({"a": 1, "b": 2}, ["a", "b"], 1),
        ([{"a": 1}, {"b": 2}], ["a", "b"], 2),
        ([], ["value"], 0),
        (pd.DataFrame({"article": [1], 5: [2]}), ["5"], 1),
    ],
)
def test_whatever_a_method_gives_becomes_a_table(made, columns, rows):
    table = as_rows(made)
    assert (list(table.columns) in (columns, ["value"])) and len(table) == rows


def test_tokens_become_text_and_parts_with_other_columns_are_joined(tmp_path):
    corpus = pd.DataFrame({"article": list("abcdefghijkl"), "text": ["Rain fell."] * 10 + ["Sun.", "Hail!"]})

    def last(doc):
        yield {"word": doc[0], "size": len(doc)} if doc[0].text != "Rain" else {"word": doc[0]}

    table = analyse(corpus, tmp_path, extra={"last": last})["last"].compute()
    assert table["word"].tolist() == ["Rain"] * 10 + ["Sun", "Hail"]
    assert table["size"].isna().sum() == 10 and table["size"].iloc[-1] == 2


def test_a_method_that_fails_on_one_article_says_so_in_its_row(tmp_path):
    def brittle(doc):
        return {"half": 1 / (len(doc) - 7)}

    table = analyse(CORPUS, tmp_path, extra={"brittle": brittle})["brittle"].compute()
    assert table["error"].notna().tolist() == [False, True, False] and "ZeroDivision" in table["error"][1]


def test_a_method_that_fails_everywhere_or_takes_a_name_is_told(tmp_path):
    with pytest.raises(RuntimeError, match="“broken” fails: KeyError: 'x'"):
        analyse(CORPUS, tmp_path, extra={"broken": lambda doc: {}["x"]})
    with pytest.raises(TypeError, match="“roles” is a table of the collection"):
        analyse(CORPUS, tmp_path, extra={"roles": questions})


@pytest.mark.parametrize("name", ["../x", "a/b", "a\\b", "..", "", "C:x", "two words", "line\n", 7])
def test_a_name_that_is_no_plain_word_is_told_and_nothing_is_written(tmp_path, name):
    with pytest.raises(TypeError, match="letters, digits, _ and - alone") as told:
        analyse(CORPUS, tmp_path / "to", extra={name: questions})
    assert "\n" not in str(told.value) and list(tmp_path.iterdir()) == []


def test_a_method_that_finds_nothing_anywhere_gives_an_empty_table(tmp_path):
    def nothing(doc):
        return []

    def no_questions(doc):
        return sentences(doc).iloc[:0]

    found = analyse(CORPUS, tmp_path, extra={"no-thing_1": nothing, "frame": no_questions})
    for table in (found["no-thing_1"].compute(), found["frame"].compute()):
        assert len(table) == 0 and table.columns[0] == "article"
        assert table.groupby("article").size().reindex(list("abc"), fill_value=0).tolist() == [0, 0, 0]


@pytest.mark.slow
def test_other_processes_have_it_too(tmp_path):
    mark = "?"

    def asked(doc):
        return sentences(doc)[sentences(doc)["text"].str.endswith(mark)]

    found = analyse(CORPUS, tmp_path, workers=1, extra={"asked": asked})["asked"].compute()
    again = analyse(CORPUS, tmp_path / "two", workers=2, extra={"asked": asked})["asked"].compute()
    assert again["text"].tolist() == found["text"].tolist() == [row[2] for row in EXPECTED]


def test_a_named_index_becomes_columns():
    table = pd.DataFrame({"voice": ["Lee", "Roe"], "tone": [0.1, 0.2]})
    assert as_rows(table.groupby("voice").mean()).to_dict("list") == {
        "voice": ["Lee", "Roe"],
        "tone": [0.1, 0.2],
    }


HELPER = """
import re
import other
MOST, MARK = 3, re.compile("[?]")

class Finder:
    least = 1
    def find(self, doc):
        return [token for token in doc if MARK.match(token.text)]

def count(doc):
    return other.of(doc)
"""


@pytest.mark.parametrize(
    "file, old, new, called",
    [
        ("helper", "", "", []),
        ("helper", "MOST, MARK = 3", "MOST, MARK = 4", ["by_value"]),
        ("helper", "[?]", "[!]", ["by_class"]),
        ("helper", "least = 1", "least = 2", ["by_class"]),
        ("helper", "for token in doc if", "for token in doc[1:] if", ["by_class"]),
        ("helper", "return other.of(doc)", "return 2 * other.of(doc)", ["by_module", "by_name"]),
        ("other", "len(doc)", "len(doc) + 1", ["by_module", "by_name"]),
    ],
)
def test_a_change_in_a_file_that_the_function_imports_counts(tmp_path, monkeypatch, file, old, new, called):
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    (tmp_path / "helper.py").write_text(HELPER, encoding="utf-8")
    (tmp_path / "other.py").write_text("def of(doc):\n    return len(doc)\n", encoding="utf-8")
    (tmp_path / "asking.py").write_text(
        "import helper\nimport pandas\nfrom helper import count as counted\n"
        "def by_module(doc): return helper.count(doc)\ndef by_name(doc): return counted(doc)\n"
        "def by_value(doc): return helper.MOST\ndef by_class(doc): return helper.Finder().find(doc)\n"
        "def by_library(doc): return pandas.DataFrame({'n': [len(doc)]})\n",
        encoding="utf-8",
    )
    names = ["by_module", "by_name", "by_value", "by_class", "by_library"]

    def codes():
        for name in ("helper", "other", "asking"):
            sys.modules.pop(name, None)
        importlib.invalidate_caches()
        asking = importlib.import_module("asking")
        return {name: code_of(getattr(asking, name)) for name in names}

    before, path = codes(), tmp_path / f"{file}.py"
    path.write_text("\n\n" + path.read_text(encoding="utf-8").replace(old, new) if old else path.read_text())
    after = codes()
    assert [name for name in names if before[name] != after[name]] == called
    for name in ("helper", "other", "asking"):
        del sys.modules[name]


@pytest.mark.slow
def test_the_key_is_the_same_in_each_process(tmp_path):
    (tmp_path / "asks.py").write_text(
        "import re\nWORDS, P = {'a', 'b', 'c', 'd', 'e'}, re.compile('x')\n"
        "class Finder:\n    def find(self, doc): return P, WORDS\n"
        "def ask(doc): return [w for w in doc if w.text in WORDS and Finder().find(w) in {'x', 'y', 'z'}]\n"
    )
    code = (
        "import asks\nfrom methods.corpus.extra import code_of\nfrom methods.tone import quotation_tone\n"
        "print(code_of(asks.ask), code_of(quotation_tone))"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": f"{ROOT}{os.pathsep}{tmp_path}"},
            capture_output=True,
            text=True,
            timeout=300,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(told) == 1 and len(told.pop().split()) == 2


def test_a_function_of_the_collection_counts_by_its_own_room():
    assert code_of(table_of(Asked)(yielding)) == code_of(table_of(Asked)(yielding))
    assert "to/extra/NAME-*" in analyse.__doc__ and "has no row" in analyse.__doc__


@pytest.mark.slow
def test_a_script_without_its_guard_is_told_in_one_sentence(tmp_path):
    script = tmp_path / "ask.py"
    script.write_text(
        f"import sys\nsys.path.insert(0, {str(ROOT)!r})\nimport pandas as pd\n"
        "from methods.corpus import analyse\n"
        'corpus = pd.DataFrame({"article": ["a", "b"], "text": ["Who paid?", "It rained."]})\n'
        f"analyse(corpus, {str(tmp_path / 'store')!r}, workers=2)\n",
        encoding="utf-8",
    )
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, timeout=300)
    assert done.returncode == 1 and "Nanny" not in done.stderr
    assert done.stderr.splitlines()[-1].startswith('RuntimeError: ask.py needs the line `if __name__ == "__m')
