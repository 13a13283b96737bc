"""Front ends: a parameter names the article, errors are one sentence, Voila and notebook 7 open a page."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import suppress

import nbformat
import pytest
from nbformat.v4 import new_code_cell

from methods.article import ArticleError
from methods.validation import CodingError
from report.run import NOTEBOOKS, NotebookError, read_notebooks, run_notebooks, tags
from utils import ROOT

WITH_CODE = {
    name: notebook
    for name, notebook in (read_notebooks() | read_notebooks(names="two_*")).items()
    if any(cell.cell_type == "code" for cell in notebook.cells)
}


@pytest.mark.parametrize("name", WITH_CODE)
def test_the_first_cell_with_code_holds_the_parameters(name):
    first, then = [cell for cell in WITH_CODE[name].cells if cell.cell_type == "code"][:2]
    assert tags(first) == {"parameters"} and "= None  #" in first.source and "setup" in tags(then)


def test_errors_show_as_their_sentence_alone():
    for kind in (ArticleError, CodingError):
        assert kind("No such file: x.txt.")._render_traceback_() == ["No such file: x.txt."]


def injected(name, value):
    """A notebook as papermill hands it to a kernel: a cell with the values after the cell of parameters."""
    notebook = read_notebooks()[name]
    place = next(n for n, cell in enumerate(notebook.cells) if "parameters" in tags(cell))
    notebook.cells.insert(place + 1, new_code_cell(f"article = {value!r}"))
    return notebook


@pytest.mark.slow
def test_a_parameter_names_the_article(tmp_path):
    (tmp_path / "rain.txt").write_text(
        "Rain fell in the town today. " + "Nobody was out in the streets. " * 5, encoding="utf-8"
    )
    notebook = injected("01_load_the_text", str(tmp_path / "rain.txt"))
    run_notebooks({"01_load_the_text": notebook})
    assert "Rain fell in the town today." in str([cell.get("outputs") for cell in notebook.cells])


@pytest.mark.slow
def test_a_missing_article_is_one_sentence_in_the_notebook():
    notebook = injected("01_load_the_text", "no_such_file.txt")
    with pytest.raises(NotebookError):
        run_notebooks({"01_load_the_text": notebook})
    (error,) = [o for cell in notebook.cells for o in cell.get("outputs", ()) if o.output_type == "error"]
    assert error.traceback == [error.evalue] and "no_such_file.txt" in error.evalue


def started(module, *options, path):
    """Start a server and wait until it answers; returns the process and the first answer's text."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", module, *options, "--no-browser", f"--port={port}"],
        cwd=NOTEBOOKS,
        env=os.environ | {"JUPYTER_PLATFORM_DIRS": "1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}{path}"
    for _ in range(1800):
        with suppress(OSError):
            with urllib.request.urlopen(address, timeout=180) as answer:
                return server, answer.read().decode("utf-8", "replace")
        assert server.poll() is None, f"{module} did not start"
        time.sleep(0.1)
    raise AssertionError(f"{module} gave no answer")


@pytest.mark.slow
def test_voila_shows_the_first_notebook():
    pytest.importorskip("voila")
    server, page = started("voila", "00_start_here.ipynb", path="/")
    server.terminate()
    server.wait(120)
    assert "In brief" in page and "Traceback" not in page and "image/png" in page


@pytest.mark.slow
def test_notebook_7_opens_the_first_notebook():
    pytest.importorskip("notebook")
    options = ("--allow-root", "--IdentityProvider.token=test")
    server, page = started("notebook", *options, path="/notebooks/00_start_here.ipynb?token=test")
    server.terminate()
    server.wait(120)
    assert "jupyter-config-data" in page and '"notebookPage": "notebooks"' in page


@pytest.mark.slow
def test_a_class_of_twelve_files_is_read_and_the_page_names_who_and_what(tmp_path):
    """Twelve files dropped into the folder: one reversed, one broken; notebook 06 says which."""
    from test_group import a_class

    from methods.article import load_article
    from methods.validation import IN_FILE, key_of, write_coding

    for part in ("methods", "data"):
        shutil.copytree(ROOT / part, tmp_path / part, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "utils.py", tmp_path)
    for coder, rows in a_class(sentences=10).groupby("coder"):
        rows = rows.assign(article=key_of(load_article()))[IN_FILE]
        write_coding(tmp_path / "data" / "coding" / f"{coder}.csv", rows)
    (tmp_path / "data" / "coding" / "pupil 9.csv").write_text("a photo of my codings", encoding="utf-8")
    notebook = read_notebooks()["06_can_we_trust_it"]
    setup = next(cell for cell in notebook.cells if "setup" in tags(cell))
    setup.source = setup.source.replace('"..")', f"{str(tmp_path)!r})")
    run_notebooks({"06_can_we_trust_it": notebook}, fresh=True)  # which has loaded no other `methods`
    shown = "".join(nbformat.writes(notebook))
    assert "pupil 9.csv has no column" in shown and "ask upside, whose grades run against" in shown
    assert "11 coders agree on tone" in shown
