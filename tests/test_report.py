"""The report: what reaches a page, what cannot, and what a failure leaves behind."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import openpyxl
import pandas as pd
import psutil
import pytest
from bs4 import BeautifulSoup
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from methods.article import Article, load_article
from methods.export import export, without_formulas
from report import build as building
from report.build import build, run_on, slug, write_pages
from report.dress import dress
from report.notebooks import settle
from report.run import NotebookError, run_notebooks
from report.single import in_one_file
from utils import DATA, ROOT

pytestmark = pytest.mark.slow

PATIENCE = 300  # seconds for a program that takes a few, on a machine that does ten other things

ARTICLE = Article(title="Talks <b>resume</b>", paragraphs=("Talks resume on Monday.",), source="talks.txt")


def page_of(tmp_path, *cells):
    (tmp_path / "tables").mkdir(parents=True)
    write_pages({"00_start": new_notebook(cells=list(cells)), "01_next": new_notebook()}, ARTICLE, tmp_path)
    return BeautifulSoup((tmp_path / "index.html").read_text(encoding="utf-8"), "html.parser")


def shown(source="", tags=(), **data):
    outputs = [new_output("display_data", {kind.replace("_", "/"): value for kind, value in data.items()})]
    return new_code_cell(source, outputs=outputs, metadata={"tags": list(tags)})


def command(*arguments, **kw):
    # A test run that was itself started in the background is deaf to Ctrl-C, and its children would be, too.
    hears = {"preexec_fn": lambda: signal.signal(signal.SIGINT, signal.SIG_DFL)}
    return subprocess.Popen(
        [sys.executable, "-m", "report", *map(str, arguments)],
        cwd=ROOT,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        **hears | kw,
    )


def files(folder):
    return {str(path.relative_to(folder)): path.stat().st_mtime_ns for path in folder.rglob("*")}


def test_slug_is_short_plain_and_never_a_path():
    assert re.fullmatch(r"[a-z0-9-]{1,67}", slug(Article(title="../../Ünïcode/\0 " * 20, paragraphs=("x",))))
    assert re.fullmatch(r"[0-9a-f]{6}", slug(Article(title="你好", paragraphs=("x",))))


def test_sums_in_dollars_stay_sums(tmp_path):
    page = page_of(tmp_path, new_markdown_cell("# A\n\nFrom $5 to **$10** and $$20$$."))
    assert page.main.p.get_text() == "From $5 to $10 and $$20$$." and page.main.strong.get_text() == "$10"


def test_output_keeps_marks_and_loses_what_acts(tmp_path):
    page = page_of(
        tmp_path,
        shown(
            text_html='<mark style="background-color:#eee;position:fixed" onclick="x()">A</mark>'
            "<style>*{}</style>"
            '<script>x()</script><img src="http://x.example/y"><a href="javascript:x()">B</a>'
        ),
    )
    output = page.select_one("div.output")
    assert output.get_text().strip() == "AB" and output.mark["style"] == "background-color:#eee"
    assert (
        not output.find_all(["script", "style", "img"])
        and not output.a.get("href")
        and "onclick" not in output.mark.attrs
    )


def test_title_of_the_article_is_text(tmp_path):
    page = page_of(tmp_path, new_markdown_cell("# A"))
    assert page.h1.get_text() == page.title.get_text() == ARTICLE.title and not page.h1.b


def test_policy_forbids_scripts_and_requests(tmp_path):
    policy = page_of(tmp_path).find("meta", attrs={"http-equiv": "Content-Security-Policy"})["content"]
    assert policy.startswith("default-src 'none';") and "script" not in policy and "http" not in policy


def test_what_is_for_the_class_and_for_jupyterlab_is_left_out(tmp_path):
    tags = ("widget", "setup", "links", "lesson")
    cells = [shown("secret_code", [tag], text_plain="secret_output") for tag in tags]
    assert "secret" not in str(page_of(tmp_path, *cells))


def test_code_is_folded_and_its_output_open(tmp_path):
    page = page_of(tmp_path, shown("answer = 42", text_plain="forty-two"))
    (fold,) = page.select("details.code")
    assert "answer" in fold.get_text() and "forty-two" not in fold.get_text()
    assert not page.select("details[open]")


def test_the_code_below_a_heading_is_one_fold_and_that_of_the_index_is_at_its_end(tmp_path):
    cells = [new_code_cell("import one"), shown("one + 1", text_plain="3"), new_markdown_cell("So.")]
    cells = [new_markdown_cell("## Sums"), *cells, new_code_cell("one = 2"), new_markdown_cell("### More")]
    notebook = new_notebook(cells=[*cells, shown("one + 2", text_plain="4")])
    (tmp_path / "tables").mkdir()
    write_pages({"00_start": notebook, "01_next": notebook}, ARTICLE, tmp_path)
    index, other = (
        BeautifulSoup((tmp_path / name).read_text(encoding="utf-8"), "html.parser")
        for name in ("index.html", "01_next.html")
    )
    fold = index.main.find_all(recursive=False)[-1]
    assert fold.summary.get_text() == "The code of this page" and len(fold.select(".highlight")) == 4
    folds = other.select("details.code")
    assert [len(fold.select(".highlight")) for fold in folds] == [3, 1]
    assert [fold.summary.get_text() for fold in folds] == ["The code of: Sums", "The code of: More"]
    assert folds[0].find_next_sibling().get_text() == "More"


def test_prose_calls_columns_what_the_table_calls_them(tmp_path):
    table = shown(text_html=pd.DataFrame({"acted_on": [1], "n": [2]}).to_html())
    page = page_of(tmp_path, table, new_markdown_cell("See `acted_on`, `n` and `is_shift`."))
    assert page.main.p.get_text() == "See acted on, n and is_shift."


def test_neighbouring_solution_cells_share_one_fold_with_their_outputs(tmp_path):
    hint = new_markdown_cell("One way", metadata={"tags": ["solution"]})
    page = page_of(tmp_path, hint, shown("6 * 7", ["solution"], text_plain="42"), new_markdown_cell("After"))
    (fold,) = page.select("details.solution")
    assert "One way" in fold.get_text() and "42" in fold.get_text() and "After" not in fold.get_text()


def test_links_to_notebooks_become_links_to_pages(tmp_path):
    page = page_of(
        tmp_path, new_markdown_cell("[on](01_next.ipynb#There) [home](00_start.ipynb) [code](../utils.py)")
    )
    assert [a.get("href") for a in page.main.p.find_all("a")] == ["01_next.html#There", "index.html", None]


def test_links_to_lists_become_links_to_copies_of_them(tmp_path):
    page = page_of(
        tmp_path,
        new_markdown_cell("[list](../data/relations.csv) [not](../data/coding) [nor](../data/../utils.csv)"),
    )
    assert [a.get("href") for a in page.main.p.find_all("a")] == ["lists/relations.csv", None, None]
    assert (tmp_path / "lists/relations.csv").read_bytes() == (DATA / "relations.csv").read_bytes()


def test_tables_say_what_their_cells_are(tmp_path):
    table = pd.DataFrame({"word": ["a", "b"], "rate": [1.25, -2.75]}).to_html()
    page = page_of(tmp_path, new_markdown_cell("## Words"), shown(text_html=table))
    assert [th["scope"] for th in page.table.find_all("th")] == ["col", "col", "row", "row"], (
        "row numbers and the empty corner go"
    )
    assert [td.get_text() for td in page.select("td.number")] == ["1.25", "−2.75"]
    assert page.caption.get_text() == "Words" and not page.select("[tabindex]"), (
        "two short columns always fit"
    )


def test_tables_and_their_folds_have_names_of_their_own(tmp_path):
    tables = [pd.DataFrame({"word": range(30)} | {f"{n}{i}": 1 for i in range(4)}).to_html() for n in "abb"]
    cells = [shown(text_html=table) for table in tables]
    page = page_of(tmp_path, new_markdown_cell("## Words"), *cells)
    names = [caption.get_text() for caption in page.find_all("caption")]
    assert len(set(names)) == 3 and names[:2] == ["Words", "Words (word, b0, b1)"]
    for name, table in zip(names, page.select(".table")):
        fold, scroll = table.find_all(recursive=False)
        assert fold.get_text() == f"All 30 rows: {name}", "who opens it comes to the rows next"
        assert (scroll["tabindex"], scroll["aria-label"]) == ("0", f"Table: {name}")


def test_all_rows_are_there_and_those_after_the_tenth_folded(tmp_path):
    table = pd.DataFrame({"sentence": range(76), "acted_on": 1}).to_html()
    page = page_of(tmp_path, shown(text_html=table))
    assert len(page.select("tbody tr")) == 76 and len(page.select("tbody.rest tr")) == 66
    assert (
        page.select_one(".more").get_text().startswith("All 76 rows")
        and page.select("thead th")[1].get_text() == "acted on"
    )


def test_rows_and_prose_lead_to_their_sentences(tmp_path):
    reading = '<div class="reading"><div class="s" id="s0"><span class="no">0</span></div></div>'
    page = page_of(
        tmp_path,
        shown(text_html=reading),
        shown(text_html=pd.DataFrame({"sentence": [0, 7], "x": ["a", "b"]}).to_html()),
        shown(text_html="<p>Before sentence 0 and sentence 7.</p>"),
    )
    assert [a["href"] for a in page.select("tr a, p a[href^='#s']")] == ["#s0", "#s0"], (
        "there is no sentence 7"
    )


def test_only_what_the_marks_need_comes_through(tmp_path):
    html = '<p id="main" class="top said">A</p><div id="s3" class="skip s">B</div><div id="s3x">C</div>'
    output = page_of(tmp_path, shown(text_html=html)).select_one("div.output")
    assert output.p["class"] == ["said"] and not output.p.get("id")
    assert [div.get("id") for div in output.find_all("div")] == ["s3", None]


def test_what_is_said_to_listeners_comes_through_and_nothing_else_of_the_kind(tmp_path):
    html = (
        '<div class="par" role="group" aria-label="Paragraph 2">A<sup aria-hidden="true">B</sup></div>'
        '<div role="alert" aria-label="Pay" aria-live="assertive"><span aria-hidden="false">C</span></div>'
    )
    output = page_of(tmp_path, shown(text_html=html)).select_one("div.output")
    first, second = output.find_all("div")
    assert (first["role"], first["aria-label"], first.sup["aria-hidden"]) == ("group", "Paragraph 2", "true")
    assert not second.attrs and not second.span.attrs


def test_a_figure_has_a_file_beside_the_page(tmp_path):
    about = {
        "alt": "Bars",
        "width": 1,
        "height": 1,
        "narrow": "iVBORw0K",
        "finding": "It rises",
        "sentences": [4],
    }
    about = {"image/png": about}
    output = new_output("display_data", {"image/png": "iVBORw0K"}, metadata=about)
    page = page_of(tmp_path, new_code_cell("", outputs=[output]))
    assert (tmp_path / page.figure.a["href"]).read_bytes() == b"\x89PNG\r\n"
    assert page.source["media"] == "(max-width: 40rem)" and page.img["alt"] == "Bars"
    assert page.figure["aria-label"] == "Figure 1: It rises"
    assert page.figure.a.get_text() == "Figure 1 as a file (PNG)"
    fold = page.select_one(".to-sentences")
    assert (fold.summary.get_text(), fold.a.get_text()) == ("To the sentences of figure 1", "sentence 4")


def test_the_first_links_lead_to_the_article_and_to_all_pages(tmp_path):
    reading = shown(text_html='<div class="reading"><p>It rained.</p></div>')
    page = page_of(tmp_path, new_markdown_cell("## In brief"), new_markdown_cell("## The article"), reading)
    assert [(a["href"], a.get_text()) for a in page.select(".skip")] == [
        ("#The-article", "Skip to the article"),
        ("#contents", "To all pages"),
    ]


def test_one_file_holds_all_pages_and_leads_to_itself_only(tmp_path):
    page_of(tmp_path, new_markdown_cell("# A\n\n[on](01_next.ipynb)"))
    whole = BeautifulSoup(in_one_file(tmp_path), "html.parser")
    inner = [a["href"] for a in whole.find_all("a", href=True)]
    assert whole.select_one("#page-01_next") and "#page-01_next" in inner
    assert all(href.startswith("#") and whole.find(id=href[1:]) for href in inner)


def test_a_workbook_holds_a_sheet_for_each_table(tmp_path):
    export({"roles": pd.DataFrame({"actor": ["a\x01b", None], "n": [1, 2.5]})}, tmp_path / "t.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "t.xlsx")["roles"]
    assert list(sheet.values) == [("actor", "n"), ("ab", 1), (None, 2.5)] and sheet.freeze_panes == "A2"


def test_long_cells_are_marked_so_that_a_phone_leaves_them_room(tmp_path):
    page = page_of(
        tmp_path,
        shown(
            text_html=pd.DataFrame(
                {"n": [1], "text": ["a sentence of more than forty characters, at least"]}
            ).to_html()
        ),
    )
    assert [td.get_text()[:10] for td in page.select("td.long")] == ["a sentence"]


def test_a_table_with_an_index_keeps_it(tmp_path):
    page = page_of(tmp_path, shown(text_html=pd.DataFrame({"n": [1, 2]}, index=["x", "y"]).to_html()))
    assert [th.get_text() for th in page.select("th[scope=row]")] == ["x", "y"]


def test_text_that_a_spreadsheet_would_compute_is_guarded():
    guarded = without_formulas(
        pd.DataFrame({"text": ["=1+1", "+x", "-x", "@x", "\tx", "\n=1+1", "fine"], "tone": [-1.0] * 7})
    )
    assert guarded.text.str[0].tolist() == ["'"] * 6 + ["f"] and (guarded.tone == -1).all()


def test_figure_without_alt_text_is_an_error():
    figure = new_code_cell(
        "from IPython.display import Image, display\ndisplay(Image(b'\\x89PNG\\r\\n\\x1a\\n' + bytes(16)))"
    )
    with pytest.raises(NotebookError, match="00_x shows a figure without alt text"):
        run_notebooks({"00_x": new_notebook(cells=[figure])})


def test_stderr_is_an_error_when_notebooks_are_committed():
    noisy = new_code_cell("x", outputs=[new_output("stream", name="stderr", text="Warning!")])
    with pytest.raises(NotebookError, match="00_x writes to stderr"):
        settle({"00_x": new_notebook(cells=[noisy])})


def test_failing_notebook_is_named_and_the_last_report_stays(tmp_path, monkeypatch):
    (tmp_path / slug(ARTICLE)).mkdir()
    (tmp_path / slug(ARTICLE) / "index.html").write_text("the last good one")
    before = files(tmp_path)
    bad = {"00_x": new_notebook(cells=[new_code_cell("raise ValueError('no \\x1b[31m verbs')")])}
    monkeypatch.setattr(building, "read_notebooks", lambda: bad)
    with pytest.raises(NotebookError, match="^00_x stopped with ValueError: no  verbs$"):
        build(ARTICLE, tmp_path)
    assert files(tmp_path) == before


def test_new_report_takes_the_place_of_the_last(tmp_path, monkeypatch):
    (tmp_path / slug(ARTICLE) / "old").mkdir(parents=True)

    def run_on(article, tables, pages):
        tables.mkdir(parents=True)
        write_pages({"00_x": new_notebook()}, article, pages)

    monkeypatch.setattr(building, "run_on", run_on)
    assert build(ARTICLE, tmp_path).read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert {path.name for path in tmp_path.iterdir()} == {slug(ARTICLE), f"{slug(ARTICLE)}.html"}
    assert not (tmp_path / slug(ARTICLE) / "old").exists()


def test_bad_article_gets_one_sentence_and_exit_status_2(tmp_path):
    run = command(tmp_path / "no\x1b[31msuch.txt", "--to", tmp_path / "reports")
    out, err = run.communicate(timeout=PATIENCE)
    assert (
        (run.returncode, out) == (2, "")
        and err.count("\n") == 1
        and "\x1b" not in err
        and not (tmp_path / "reports").exists()
    )


def test_what_cannot_be_done_is_one_sentence_and_exit_status_1(tmp_path, monkeypatch, capsys):
    from report import __main__ as program

    def fails(corpus):
        raise RuntimeError("1 of 1 parts of the corpus are not done: run this again.")

    (tmp_path / "file").write_text("no folder")
    (tmp_path / "press").mkdir()
    (tmp_path / "press" / "storm.txt").write_text("The storm killed nobody. " * 8)
    monkeypatch.setattr("methods.corpus.analyse", fails)
    for arguments, said in (
        (["--to", tmp_path / "file" / "reports"], "file/reports"),
        (["--corpus", tmp_path / "press"], "1 of 1 parts"),
    ):
        monkeypatch.setattr("sys.argv", ["report", *map(str, arguments)])
        assert program.main() == 1
        err = capsys.readouterr().err
        assert said in err and err.count("\n") == 1


def test_a_corpus_gets_a_report_of_its_own(tmp_path):
    texts = {
        "daily/storm.txt": "The storm killed nobody. " * 8,
        "weekly/calm.txt": "Mayor Ana Roe praised the calm <b>river</b>. " * 8,
        "weekly/short.txt": "Rain.",
    }
    for name, text in texts.items():
        (tmp_path / "press" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "press" / name).write_text(text, encoding="utf-8")
    (tmp_path / "press" / "intended.csv").write_text(
        "brief,kind,subject,value\ncalm,tone,,2\n", encoding="utf-8"
    )
    run = command("--corpus", tmp_path / "press", "--to", tmp_path / "reports")
    out, err = run.communicate(timeout=PATIENCE)
    assert run.returncode == 0, err
    page = BeautifulSoup(
        Path(out.removeprefix("The report is at ").strip()).read_text(encoding="utf-8"), "html.parser"
    )
    told = page.get_text()
    assert (
        "2 articles of press" in page.h1.get_text()
        and "3 texts read; 2 articles among them" in told
        and "short.txt holds no body text" in told
    )
    assert "1 of 1 intention found again" in told and "Ana Roe" in told and "Ever Given" not in told
    assert not any(page.find_all("script")) and len(page.find_all("img")) >= 4
    index = Path(out.removeprefix("The report is at ").strip())
    files = {a["href"].partition("#")[0] for a in page.find_all("a", href=True) if "//" not in a["href"]}
    assert {"tables.xlsx", "tables/roles.csv"} <= files
    assert [file for file in files if file and not (index.parent / file).exists()] == []


def test_a_corpus_of_one_article_that_two_outlets_carry_has_a_report(tmp_path):
    for name in ("daily", "weekly"):
        (tmp_path / "press" / name).mkdir(parents=True)
        text = "Mayor Ana Roe praised the calm river. " * 8
        (tmp_path / "press" / name / "river.txt").write_text(text, encoding="utf-8")
    run = command("--corpus", tmp_path / "press", "--to", tmp_path / "reports")
    out, err = run.communicate(timeout=PATIENCE)
    assert run.returncode == 0, err
    assert Path(out.removeprefix("The report is at ").strip()).with_name("tables.xlsx").exists()


def test_the_help_says_where_the_tables_of_a_corpus_are_kept(monkeypatch, capsys):
    from methods.corpus.analysis import STORE
    from report import __main__ as program

    monkeypatch.setattr("sys.argv", ["report", "--help"])
    with pytest.raises(SystemExit):
        program._options()
    told = " ".join(capsys.readouterr().out.split())
    assert f"corpus stays in {STORE.relative_to(ROOT).as_posix()} of the project" in told


def test_an_article_and_a_corpus_are_two_reports(tmp_path):
    run = command("article.txt", "--corpus", "articles/", "--to", tmp_path / "reports")
    out, err = run.communicate(timeout=PATIENCE)
    assert (run.returncode, out, err.count("\n")) == (2, "", 1) and "name one of them" in err


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_ctrl_c_leaves_no_kernel_and_no_folder(tmp_path):
    run = command("--to", tmp_path)
    while " and " not in (line := run.stderr.readline(60)):
        assert line or run.poll() is None
    kernels = psutil.Process(run.pid).children(recursive=True)
    run.send_signal(signal.SIGINT)
    _, err = run.communicate(timeout=PATIENCE)
    assert run.returncode == 130 and "Traceback" not in err
    assert not list(tmp_path.iterdir()) and not psutil.wait_procs(kernels, timeout=60)[1]


def test_cells_about_the_sample_are_read_only_with_the_sample(tmp_path, monkeypatch):
    def notebooks():
        return {"00_x": new_notebook(cells=[new_markdown_cell("About it", metadata={"tags": ["sample"]})])}

    monkeypatch.setattr(building, "read_notebooks", notebooks)
    monkeypatch.setattr(
        building, "run_notebooks", lambda notebooks, article, when_done: list(map(when_done, notebooks))
    )
    assert len(run_on(load_article(), tmp_path / "a")["00_x"].cells) == 1
    assert len(run_on(ARTICLE, tmp_path / "b")["00_x"].cells) == 0


@pytest.mark.parametrize("name", ["sample", "hostile", "strike", "bridge"])
def test_every_page_says_what_was_read_when_and_with_what(name, request):
    folder = request.getfixturevalue(name)[1]
    for path in folder.glob("*.html"):
        footer = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser").footer.get_text()
        assert re.search(r"[0-9a-f]{64}", footer) and "UTC" in footer and "spacy 3" in footer
    assert list((folder / "tables").glob("*.csv"))


def test_hostile_text_arrives_as_text(hostile):
    pages = [
        BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser") for path in hostile[1].glob("*.html")
    ]
    assert all("<script>alert('title')</script>" in page.header.get_text() for page in pages)
    assert not any(
        page.find_all(["script", "iframe"])
        or page.find_all(onerror=True)
        or page.select("img:not([src^=data])")
        for page in pages
    )
    assert any("$5 to $10" in page.main.get_text() for page in pages)
    for table in (hostile[1] / "tables").glob("*.csv"):
        cells = pd.read_csv(table, dtype=str, keep_default_na=False).select_dtypes("str").stack()
        assert not cells[cells.str.match(r"[=@]")].any(), table.name


def test_prose_about_the_sample_is_not_on_other_pages(sample, strike):
    about = [
        cell.source
        for notebook in sample[0].values()
        for cell in notebook.cells
        if "sample" in cell.metadata.get("tags", ())
    ]
    others = [cell.source for notebook in strike[0].values() for cell in notebook.cells]
    assert about and not set(about) & set(others)


def test_a_corpus_page_links_titles_and_leaves_its_notebooks_name_out():
    rows = "".join(f"<tr><td>{title}</td><td>Wire</td></tr>" for title in ("A Storm…", "The same", "Rain"))
    table = f"<table><thead><tr><th>title</th><th>outlet</th></tr></thead><tbody>{rows}</tbody></table>"
    page = BeautifulSoup(f"<main><h1>What changes?</h1><h2>In brief</h2>{table}</main>", "html.parser")
    titles = {"a1": "A Storm at sea", "b2": "The same", "c3": "The same", "d4": "Rain", "e5": "Rain again"}
    dress(page, 0, "index.html", True, titles)
    assert [heading.get_text() for heading in page.find_all("h2")] == ["In brief"]
    assert [link["href"] for link in page.select("td a, th a")] == ["articles/a1.html", "articles/d4.html"]
