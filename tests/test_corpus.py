"""A corpus: what is read, what is named as unusable, and that no interruption changes a result."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pandas as pd
import psutil
import pytest
from spacy.language import Language

import utils
from methods.article import ArticleError, article_of
from methods.corpus import TABLES, analyse, analysis, read_corpus, reading, tables
from methods.roles import Part, roles
from utils import ROOT, parse, table_of

pytestmark = pytest.mark.slow

STORY = (
    "The mayor of {town} praised the engineers on Monday. “We are proud of every one of them,” {name} said. "
    "But the harbour workers rejected the offer, and {name} accused them of threatening the town."
)
TOWNS = ["Bergen", "Porto", "Cork", "Ghent", "Turku", "Split", "Malmo", "Basel", "Leeds", "Nantes"]
NAMES = ["Ana Lee", "Tom Roe", "Ida Berg", "Raj Mehta"]


def stories(count: int) -> list[str]:
    return [
        STORY.format(town=TOWNS[i % 10], name=NAMES[i % 4]) + f" It was warning number {i} of the year."
        for i in range(count)
    ]


def forty() -> pd.DataFrame:
    return pd.DataFrame({"article": [f"a{i:02}" for i in range(40)], "text": stories(40)})


@pytest.fixture
def corpus():
    return forty()


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory):
    """The tables of the corpus as one process makes them that nothing stops."""
    return analyse(forty(), tmp_path_factory.mktemp("one"), workers=1)


def assert_same(found: dict, expected: dict):
    assert found.keys() == expected.keys() and len(found) == 16
    for name in expected:
        pd.testing.assert_frame_equal(found[name].compute(), expected[name].compute())


@pytest.fixture
def folder(tmp_path):
    texts = stories(5)
    (tmp_path / "Morning Post").mkdir()
    (tmp_path / "Morning Post" / "one.txt").write_text(texts[0], encoding="utf-8")
    (tmp_path / "two.md").write_text(
        f"---\ntitle: Two\ndate: 2020-03-04\noutlet: Evening Star\n---\n\n{texts[1]}\n", encoding="utf-8"
    )
    (tmp_path / "three.html").write_text(
        f"<html><head><title>Three</title></head><body><article><p>{texts[2]}</p></article></body></html>",
        encoding="utf-8",
    )
    (tmp_path / "copy.txt").write_text(texts[1], encoding="utf-8")
    (tmp_path / "short.txt").write_text("It rained in Berne.", encoding="utf-8")
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 9)
    (tmp_path / "german.txt").write_text(
        "Der Bürgermeister lobte am Montag die Arbeit der Feuerwehr, und alle waren damit sehr zufrieden. "
        * 3,
        encoding="utf-8",
    )
    (tmp_path / "notes.xlsx").write_bytes(b"not an article")
    return tmp_path


def test_folder_is_read_with_its_subfolders_and_every_fault_is_a_row(folder):
    read = read_corpus(folder).set_index("source")
    assert sorted(read.index) == [
        "Morning Post/one.txt",
        "binary.txt",
        "copy.txt",
        "german.txt",
        "short.txt",
        "three.html",
        "two.md",
    ]
    assert read.loc["Morning Post/one.txt", ["outlet", "error"]].tolist() == ["Morning Post", ""]
    assert read.loc["two.md", ["title", "date", "outlet"]].tolist() == ["Two", "2020-03-04", "Evening Star"]
    assert read.loc["three.html", "title"] == "Three" and read.loc["three.html", "text"].startswith(
        "The mayor of Cork"
    )
    faults = read["error"][read["error"] != ""]
    assert faults["short.txt"] == "short.txt holds 4 words, and an article at least 20."
    assert "German" in faults["german.txt"] and "binary" in faults["binary.txt"]
    assert faults["two.md"] == "This is the same text as copy.txt: it is counted there."
    assert len(faults) == 4


def test_the_same_text_twice_has_two_keys_so_that_a_join_has_each_row_once(tmp_path):
    text = "Mayor Ana Roe praised the calm river, and the river fell again by the evening. " * 3
    for name in ("post/a.txt", "star/b.txt", "star/c.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("Hail." if "c.txt" in name else text, encoding="utf-8")
    (tmp_path / "star" / "d.txt").write_text("Hail.", encoding="utf-8")
    read = read_corpus(tmp_path).set_index("source")
    assert read["article"].is_unique and "the same text as post/a.txt" in read.loc["star/b.txt", "error"]
    found = analyse(read.reset_index(), tmp_path / "store")
    roles, articles = found["roles"].compute(), found["articles"].compute()
    assert len(roles) and len(roles.merge(articles, on="article")) == len(roles)
    assert articles["article"].tolist() == read["article"].tolist()
    (tmp_path / "post" / "0.txt").write_text(text.replace("calm", "wild"), encoding="utf-8")
    assert read_corpus(tmp_path).set_index("source")["article"][read.index].equals(read["article"])
    twice = [str(tmp_path / "post" / "a.txt")] * 3
    assert read_corpus(twice)["article"].is_unique


def test_the_key_is_that_of_the_text_wherever_it_is_kept(tmp_path):
    texts = stories(3)
    rows = [
        {
            "title": f"T{i}",
            "text": text,
            "outlet": "Post",
            "date": "2021-01-02",
            "url": f"https://example.org/{i}",
        }
        for i, text in enumerate(texts)
    ]
    table = pd.DataFrame(rows)
    table.to_csv(tmp_path / "c.csv", index=False)
    table.assign(date=pd.to_datetime(table["date"])).to_parquet(tmp_path / "c.parquet")
    (tmp_path / "c.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    read = [read_corpus(tmp_path / f"c.{kind}") for kind in ("csv", "parquet", "jsonl")]
    for one in read:
        pd.testing.assert_frame_equal(one.drop(columns="source"), read[0].drop(columns="source"))
    assert read[0]["article"].tolist() == [article_of(text).sha256[:12] for text in texts]
    assert read[0].loc[1, ["title", "date", "outlet", "url", "source", "error"]].tolist() == [
        "T1",
        "2021-01-02",
        "Post",
        "https://example.org/1",
        "c.csv, row 2",
        "",
    ]


def test_a_row_without_text_is_a_row_with_an_error(tmp_path):
    pd.DataFrame({"text": [stories(1)[0], None, 7]}).to_csv(tmp_path / "c.csv", index=False)
    assert (read_corpus(tmp_path / "c.csv")["error"] != "").tolist() == [False, True, True]


def test_what_a_row_says_goes_before_what_its_page_says(tmp_path):
    page = (
        f'<html><head><title>Theirs</title><meta property="og:site_name" '
        f'content="Theirs"></head><body><article><p>{stories(1)[0]}</p></article></body></html>'
    )
    pd.DataFrame({"text": [page], "title": "Ours", "date": "2021-01-02", "outlet": "Post"}).to_csv(
        tmp_path / "c.csv", index=False
    )
    assert read_corpus(tmp_path / "c.csv").loc[0, ["title", "date", "outlet", "error"]].tolist() == [
        "Ours",
        "2021-01-02",
        "Post",
        "",
    ]


@pytest.mark.parametrize(
    ("delimiter", "encoding"), [(",", "utf-8"), (";", "cp1252"), ("\t", "utf-8-sig"), (";", "utf-16")]
)
def test_a_csv_of_any_make(tmp_path, delimiter, encoding):
    rows = [["title", "text", "publication"], ["Café", stories(1)[0], "Post"]]
    text = "\n".join(delimiter.join(f'"{field}"' for field in row) for row in rows)
    (tmp_path / "c.csv").write_bytes(text.encode(encoding))
    assert read_corpus(tmp_path / "c.csv").loc[0, ["title", "outlet", "error"]].tolist() == [
        "Café",
        "Post",
        "",
    ]


def test_a_bad_line_is_a_row_and_stops_nothing(tmp_path):
    good = json.dumps({"text": stories(1)[0]})
    (tmp_path / "c.jsonl").write_bytes(
        f"\ufeff{good}\n{{not json\n[1]\n\n{json.dumps({'text': 5})}\n".encode()
    )
    errors = read_corpus(tmp_path / "c.jsonl")["error"].tolist()
    assert errors[0] == "" and all("This line is no JSON" in error for error in errors[1:3]) and errors[3]
    (tmp_path / "c.csv").write_text(f'title,text\nOne,"{stories(1)[0]}"\nTwo,a,b,c\nThree\n')
    errors = read_corpus(tmp_path / "c.csv")["error"].tolist()
    assert errors[0] == "" and "This row has 4 fields and the table 2 columns" in errors[1] and errors[2]


def test_bytes_that_are_no_text_in_a_table_are_a_row_with_an_error(tmp_path):
    import pyarrow
    from pyarrow import parquet

    texts = pyarrow.array([stories(1)[0].encode(), b"\x89PNG\x00\xff" * 50], pyarrow.binary())
    lying = pyarrow.Array.from_buffers(pyarrow.string(), 2, texts.buffers())
    for name, column in (("bytes", texts), ("lying", lying)):
        parquet.write_table(pyarrow.table({"text": column}), tmp_path / f"{name}.parquet")
        errors = read_corpus(tmp_path / f"{name}.parquet")["error"].tolist()
        assert errors[0] == "" and "binary data" in errors[1]


def test_a_corpus_that_was_saved_is_taken_as_it_is(tmp_path, folder):
    read = read_corpus(folder)
    read.to_parquet(tmp_path / "saved.parquet")
    pd.testing.assert_frame_equal(read_corpus(tmp_path / "saved.parquet"), read)


def test_tags_in_a_text_column_are_html(tmp_path):
    text = "".join(f"<p>{line}.</p>" for line in stories(1)[0].split(". "))
    pd.DataFrame({"text": [text]}).to_csv(tmp_path / "c.csv", index=False)
    read = read_corpus(tmp_path / "c.csv")
    assert "<p>" not in read["text"][0] and read["text"][0].count("\n\n") == 3


def test_a_file_named_by_outlet_and_day(tmp_path):
    (tmp_path / "gazette_2021-03-30.txt").write_text(stories(1)[0])
    assert read_corpus(tmp_path).loc[0, ["outlet", "date"]].tolist() == ["gazette", "2021-03-30"]


def test_hidden_folders_and_folders_named_like_files_are_no_articles(tmp_path):
    for name in (
        "one.md",
        ".git/two.md",
        ".ipynb_checkpoints/three.md",
        "press/four.md",
        "folder.md/.five.md",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(stories(1)[0])
    assert read_corpus(tmp_path)["source"].tolist() == ["one.md", "press/four.md"]


def test_a_file_name_that_is_no_unicode_is_a_row_that_can_be_saved(tmp_path):
    (tmp_path / "press").mkdir()
    with open(os.fsencode(tmp_path / "press") + b"/caf\xe9.txt", "w") as file:
        file.write("Rain.")
    read = read_corpus(tmp_path / "press")
    read.to_parquet(tmp_path / "c.parquet")
    assert read["source"].tolist() == ["caf\ufffd.txt"] and "caf\ufffd.txt" in read.loc[0, "error"]


def test_a_list_of_paths_and_addresses_is_read_together_in_any_encoding(tmp_path):
    (tmp_path / "café.txt").write_text(stories(1)[0])
    (tmp_path / "list.txt").write_bytes(
        f"{tmp_path}/café.txt\nhttp://127.0.0.1:9/a\nhttp://127.0.0.1:9/b\n".encode("cp1252")
    )
    threads = set()
    with pytest.MonkeyPatch.context() as patch:
        real = reading.load_article
        patch.setattr(
            reading,
            "load_article",
            lambda path: threads.add(threading.get_ident()) or time.sleep(0.1) or real(path),
        )
        read = read_corpus(tmp_path / "list.txt")
    assert (read["error"] == "").tolist() == [True, False, False] and len(threads) > 1


def test_a_text_file_is_a_list_of_addresses_and_an_address_that_fails_is_a_row(tmp_path):
    (tmp_path / "addresses.txt").write_text(
        "http://127.0.0.1:9/a\n\nhttp://127.0.0.1:9/b\n", encoding="utf-8"
    )
    read = read_corpus(tmp_path / "addresses.txt")
    assert read["url"].tolist() == ["http://127.0.0.1:9/a", "http://127.0.0.1:9/b"]
    assert read["error"].str.contains("cannot be reached").all() and read["article"].is_unique


@pytest.mark.parametrize(
    "make, message",
    [
        (lambda path: path / "nothing", "There is no corpus"),
        (lambda path: path, "holds no .txt, .md or .html file"),
        (lambda path: (path / "a.xlsx").write_bytes(b"x") and path / "a.xlsx", "is no corpus"),
        (
            lambda path: (path / "a.csv").write_text("body\nwords\n") and path / "a.csv",
            "has no column text [(]it has body[)]",
        ),
        (
            lambda path: (path / "a.jsonl").write_text("{not json") and path / "a.jsonl",
            "cannot be read as JSONL",
        ),
        (
            lambda path: (path / "a.parquet").write_bytes(b"x") and path / "a.parquet",
            "cannot be read as PARQUET",
        ),
    ],
)
def test_no_corpus_is_one_clear_sentence(tmp_path, make, message):
    with pytest.raises(ArticleError, match=message):
        read_corpus(make(tmp_path))


def test_the_environment_names_the_corpus(folder, monkeypatch):
    monkeypatch.setenv("CORPUS", str(folder))
    assert len(read_corpus()) == 7


def test_tables_are_those_of_each_article_with_its_key(folder, tmp_path_factory):
    read = read_corpus(folder)
    found = analyse(read, tmp_path_factory.mktemp("store"), extra=analysis.OF_ONE_TEXT)
    about = found["articles"].compute().set_index("source")
    assert len(about) == 7 and about.loc["short.txt", "words"] == 0 and about.loc["two.md", "error"] != ""
    for article, text in read[read["error"] == ""][["article", "text"]].values:
        for name, table in tables(parse(text)).items():
            ours = found[name].compute()
            ours = ours[ours["article"] == article].drop(columns="article").reset_index(drop=True)
            pd.testing.assert_frame_equal(ours.astype(table.dtypes), table)


def test_a_corpus_of_faults_alone_says_so():
    with pytest.raises(ArticleError, match="No article of this corpus"):
        analyse(read_corpus([]))


def test_what_is_on_disk_is_not_made_again_and_half_a_part_is_made_anew(corpus, tmp_path):
    first = analyse(corpus, tmp_path, workers=1)
    parts = sorted((tmp_path / "articles").glob("*.parquet"))
    assert len(parts) == 5
    whole = {name: table.compute() for name, table in first.items()}
    # As a run leaves it that dies while it writes: tables without `articles`, one of them cut short, and one
    # unfinished file.
    torn, kept = parts[2], parts[0].stat().st_mtime_ns
    torn.rename(torn.with_suffix(".1.unfinished"))
    half = tmp_path / "actions" / torn.name
    half.write_bytes(half.read_bytes()[:100])
    second = analyse(corpus, tmp_path, workers=1)
    for name in whole:
        pd.testing.assert_frame_equal(second[name].compute(), whole[name])
    assert parts[0].stat().st_mtime_ns == kept and torn.exists()


def test_another_text_under_the_same_key_is_another_part(corpus, tmp_path):
    few = corpus.head(2)
    few_words = analyse(few, tmp_path)["articles"].compute()["words"]
    other = analyse(few.assign(text=few["text"] + " Nobody was hurt."), tmp_path)
    assert other["articles"].compute()["words"].tolist() == (few_words + 3).tolist()


def test_titles_are_those_of_the_corpus_in_its_order_however_old_the_tables(tmp_path):
    texts = stories(3)
    corpus = pd.DataFrame(
        {
            "article": list("abba"),
            "text": [*texts[:2], "", texts[0]],
            "title": ["A", "B", "C", "D"],
            "error": ["", "", "No.", "No."],
        }
    )
    analyse(corpus.iloc[:2], tmp_path)
    about = analyse(corpus.assign(title=["E", "F", "G", "H"]), tmp_path)["articles"].compute()
    assert about["title"].tolist() == ["E", "F", "G", "H"] and about["error"].tolist() == [
        "",
        "",
        "No.",
        "No.",
    ]
    assert (
        about["words"].astype(bool).tolist() == [True, True, False, False]
        and about["words"].dtype.kind == "i"
    )
    assert len(list(tmp_path.glob("articles/*"))) == 1


@pytest.fixture
def lists(tmp_path, monkeypatch):
    """A copy of the lists that may be edited."""
    shutil.copytree(utils.DATA, tmp_path / "data")
    for module in (utils, analysis):
        monkeypatch.setattr(module, "DATA", tmp_path / "data")
    return tmp_path / "data"


def test_a_list_edited_in_one_session_gives_new_results(corpus, tmp_path, lists):
    def function_words():
        table = analyse(corpus.head(2), tmp_path / "store")["word_frequencies"].compute()
        return set(table["word"][table["function_word"]])

    assert "mayor" not in function_words()
    with (lists / "stopwords.csv").open("a") as file:
        file.write("mayor" + "," * (utils.word_list("stopwords").shape[1] - 1) + "\n")
    assert "mayor" in function_words()
    shutil.copy(utils.ROOT / "data" / "stopwords.csv", lists)
    assert "mayor" not in function_words()


def test_a_process_with_other_methods_or_lists_keeps_nothing(corpus, tmp_path, lists):
    fingerprint = analysis._fingerprint()
    (lists / "stopwords.csv").write_text("word\nthe\n")
    with pytest.raises(RuntimeError, match="other methods or lists"):
        analysis._analyse_part(tmp_path / "store", fingerprint, False, "p", corpus.head(2))
    assert not (tmp_path / "store").exists()


def test_odd_texts_are_rows_with_an_error_and_stop_nothing(tmp_path, monkeypatch):
    def break_on_cork(doc):
        if "Cork" in doc.text:
            raise ValueError("no good")
        return doc

    Language.component("break_on_cork", func=break_on_cork)
    utils.nlp().add_pipe("break_on_cork")
    try:
        texts = stories(4)
        odd = pd.DataFrame(
            {
                "article": range(7),
                "text": [*texts, None, "It rained. " * 200_000, "A \ud800 mayor praised it."],
            },
            dtype=object,
        )
        found = analyse(odd, tmp_path)
    finally:
        utils.nlp().remove_pipe("break_on_cork")
    errors = found["articles"].compute()["error"]
    assert (errors != "").tolist() == [False, False, True, False, True, True, False]
    assert "no good" in errors[2] and errors[4] == "This row has no text." and "at most 400,000" in errors[5]
    assert found["sentences"].compute()["article"].unique().tolist() == ["0", "1", "3", "6"]


@pytest.mark.parametrize("error", [MemoryError("too little"), OSError("gone")])
def test_what_may_go_well_the_next_time_is_not_kept_as_a_fault(corpus, tmp_path, monkeypatch, error):
    with monkeypatch.context() as patch:
        patch.setitem(TABLES, "roles", failing(error))
        with pytest.raises(RuntimeError, match="1 of 1 parts"):
            analyse(corpus.head(2), tmp_path)
    assert not list(tmp_path.glob("*/*"))
    assert analyse(corpus.head(2), tmp_path)["articles"].compute()["error"].tolist() == ["", ""]


def test_where_all_articles_of_a_part_fail_its_tables_are_empty(corpus, tmp_path, monkeypatch):
    monkeypatch.setitem(TABLES, "roles", failing(ValueError("no good")))
    found = analyse(corpus.head(2), tmp_path)
    assert found["articles"].compute()["error"].str.contains("no good").all()
    assert found["roles"].compute().columns.tolist() == ["article", *roles.columns] and not len(
        found["sentences"].compute()
    )


def failing(error):
    @table_of(Part)
    def fails(doc):
        raise error

    return fails


def test_a_write_that_fails_leaves_nothing(corpus, tmp_path, monkeypatch):
    def full(table, path):
        path.write_bytes(b"half")
        raise OSError("No space left on device")

    monkeypatch.setattr("pyarrow.parquet.write_table", full)
    with pytest.raises(RuntimeError, match="No space left"):
        analyse(corpus.head(2), tmp_path)
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_threads_of_one_process_work_one_after_the_other(corpus, tmp_path):
    at_work, most = [], []
    real = analysis._rows_of

    def rows_of(part, reader):
        at_work.append(part)
        most.append(len(at_work))
        try:
            return real(part, reader)
        finally:
            at_work.pop()

    with pytest.MonkeyPatch.context() as patch, ThreadPoolExecutor(4) as pool:
        patch.setattr(analysis, "_rows_of", rows_of)
        for name in "abcd":
            pool.submit(
                analysis._analyse_part, tmp_path, analysis._fingerprint(), False, name, corpus.head(4)
            )
        pool.shutdown()
    assert most == [1] * 4 and len(list(tmp_path.glob("articles/*.parquet"))) == 4


def test_one_article_that_fails_is_a_row_with_its_error(corpus, tmp_path, monkeypatch):
    @table_of(Part)
    def fails(doc):
        if "Porto" in doc.text:
            raise ValueError("no good")
        return roles.rows(doc)

    monkeypatch.setitem(TABLES, "roles", fails)
    about = analyse(corpus.head(8), tmp_path)["articles"].compute()
    assert about["error"].tolist() == ["", "The analysis failed (ValueError('no good')).", *[""] * 6]


def test_a_killed_worker_changes_nothing(corpus, undisturbed, tmp_path):
    killed = []

    def kill_one():
        while not list(tmp_path.glob("two/articles/*.parquet")):
            time.sleep(0.005)
        workers = []
        for process in psutil.Process().children(recursive=True):
            with suppress(psutil.Error):  # one that has just ended
                workers += [process] * ("spawn_main" in " ".join(process.cmdline()))
        workers[-1].kill()
        killed.append(workers[-1].pid)

    threading.Thread(target=kill_one, daemon=True).start()
    found = analyse(corpus, tmp_path / "two", workers=2)
    assert killed
    assert_same(found, undisturbed)


def test_a_killed_driver_goes_on_where_it_stopped(corpus, undisturbed, tmp_path):
    corpus.to_parquet(tmp_path / "corpus.parquet")
    script = tmp_path / "run.py"
    script.write_text(
        "import sys\nimport pandas as pd\nfrom methods.corpus import analyse\n"
        f"corpus = pd.read_parquet({str(tmp_path / 'corpus.parquet')!r})\n"
        f"analyse(corpus, {str(tmp_path / 'two')!r}, workers=1)\n"
    )
    with subprocess.Popen(
        [sys.executable, script], env=os.environ | {"PYTHONPATH": str(ROOT)}, stderr=subprocess.DEVNULL
    ) as run:
        while len(list(tmp_path.glob("two/articles/*.parquet"))) < 2 and run.poll() is None:
            time.sleep(0.005)
        run.kill()
    done = {path: path.stat().st_mtime_ns for path in tmp_path.glob("two/articles/*.parquet")}
    assert 2 <= len(done) < 5
    assert_same(analyse(corpus, tmp_path / "two", workers=1), undisturbed)
    assert all(path.stat().st_mtime_ns == when for path, when in done.items())


def test_the_environment_names_a_cluster(corpus, tmp_path, monkeypatch):
    from distributed import Client

    from methods.corpus.workers import local_cluster

    with local_cluster(1) as cluster:
        monkeypatch.setenv("DASK_SCHEDULER_ADDRESS", cluster.scheduler_address)
        found = analyse(corpus.head(10), tmp_path / "two")
        with Client(cluster) as client:
            assert "analyse" in client.run_on_scheduler(
                lambda dask_scheduler: list(dask_scheduler.task_prefixes)
            )
    assert_same(found, analyse(corpus.head(10), tmp_path / "one", workers=1))
