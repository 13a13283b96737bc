"""Kernels that are forked from one process, and reports that are stopped: what a reader sees is the same."""

import os
import re
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from shutil import rmtree

import nbformat
import pytest
from kills import STATUS, a_place, ended, state
from nbformat.v4 import new_code_cell, new_notebook

from methods.article import load_article
from report.forks import CAN_FORK
from report.place import UNFINISHED, _let_go, _lock, clear_rests, put_in_place, unfinished
from report.run import NotebookError, read_notebooks, run_notebooks
from utils import ROOT

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not CAN_FORK, reason="kernels are forked and signals sent on Linux"),
]

FLOOD = """Harbour town counts the cost of the flood

GALWICK (Wire) — The river broke its banks on Sunday night. “We lost the market and the school,” \
said Mayor Ines Calder, who blamed the regional government for the broken dam.

Governor Tom Harle rejected the charge. He praised the rescuers and promised aid for 1,200 families by Friday.

Nobody was killed, the police said. The rescuers had freed eleven children from a bus; the insurers \
warned that most houses were not covered.
"""
WIDGET = re.compile(r'"model_id": "[0-9a-f]{32}"')  # drawn by chance in every kernel


def outputs(notebooks: dict) -> dict[str, list[str]]:
    """What each cell shows and counts, as it is written to a file."""
    return {
        name: [
            WIDGET.sub("", nbformat.writes(new_notebook(cells=[cell])))
            for cell in notebook.cells
            if cell.cell_type == "code"
        ]
        for name, notebook in notebooks.items()
    }


@pytest.mark.parametrize(
    "text, names",
    # A fresh kernel costs seconds: each notebook has one, and those that show the sample's codings two.
    [(FLOOD, ["[0-9]*", "two_articles"]), (None, ["00*", "06*"])],
    ids=["a flood", "the sample"],
)
def test_forked_kernels_show_what_fresh_ones_show(text, names, tmp_path):
    article = None
    if text:
        (tmp_path / "flood.txt").write_text(text, encoding="utf-8")
        article = tmp_path / "flood.json"
        load_article(tmp_path / "flood.txt").save(article)
    shown = []
    for fresh in (False, True):
        notebooks = {name: book for some in names for name, book in read_notebooks(names=some).items()}
        run_notebooks(notebooks, article=article, fresh=fresh)
        shown.append(outputs(notebooks))
    for name, cells in shown[1].items():
        assert cells and shown[0][name] == cells if name[:2] != "07" else not cells, name


def ran(*sources, **options):
    """The outputs of cells that were run in one notebook, as text."""
    notebook = new_notebook(cells=[new_code_cell(source) for source in sources])
    run_notebooks({"00_x": notebook}, **options)
    return ["".join(o.get("text") or o.data["text/plain"] for o in cell.outputs) for cell in notebook.cells]


def test_a_forked_kernel_is_as_a_fresh_one_but_for_what_is_loaded():
    asked = (
        "import os, sys, warnings; os.getcwd(), __name__, sorted(k for k in globals() if k[0] != '_')",
        "sys.path[0], [os.environ.get(name) for name in ('MPLBACKEND', 'REPORT', 'ARTICLE')]",
        "import pandas as pd; pd.options.display.max_columns, pd.options.display.width",
        "import matplotlib as mpl; mpl.get_backend(), mpl.rcParams['figure.dpi'], mpl.rcParams['font.size']",
        "import signal; [str(signal.getsignal(n)) for n in (signal.SIGINT, signal.SIGTERM, signal.SIGCHLD)]",
        "In[-1], list(Out), get_ipython().execution_count",
        "import subprocess; subprocess.run(['false']).returncode",
    )
    assert ran(*asked) == ran(*asked, fresh=True)


def test_kernels_share_nothing_that_one_of_them_draws_or_sets():
    draw = "import random, numpy; random.random(), numpy.random.random(), __import__('uuid').uuid4()"
    spoil = "import methods.words; methods.words.spoilt = True"
    notebooks = {f"0{n}_x": new_notebook(cells=[new_code_cell(c) for c in (draw, spoil)]) for n in range(3)}
    notebooks["09_x"] = new_notebook(cells=[new_code_cell("import methods.words; methods.words.spoilt")])
    with pytest.raises(NotebookError, match="09_x stopped with AttributeError"):
        run_notebooks(notebooks)
    drawn = {str(book.cells[0].outputs) for name, book in notebooks.items() if name != "09_x"}
    assert len(drawn) == 3


def test_a_kernel_that_dies_is_one_sentence():
    dies = {"00_x": new_notebook(cells=[new_code_cell("import os; os._exit(9)")])}
    with pytest.raises(NotebookError, match="00_x was stopped: its kernel died"):
        run_notebooks(dies)


# Stopped


@pytest.mark.parametrize(
    "number, after", [(signal.SIGINT, 1.0), (signal.SIGTERM, 6.0), (signal.SIGHUP, 3.0), (signal.SIGINT, 9.0)]
)
def test_a_signal_ends_a_report_with_one_sentence_and_nothing_left(number, after, tmp_path):
    left = ended(a_place(tmp_path), after, number)
    if left.status:
        assert left.status == STATUS[number]
        assert left.said == "The report was stopped; the last one is unchanged."
        assert left.last_is_whole and not left.files and not left.processes


def test_what_a_killed_run_left_is_cleared_by_the_next(tmp_path):
    reports = a_place(tmp_path)
    left = ended(reports, 6.0, signal.SIGKILL)
    assert not left.processes and (left.last_is_whole or not left.status)
    with unfinished(reports) as next_one:
        assert list(reports.glob(f"{UNFINISHED}*")) == [next_one]


def pressed_until_it_ends(run) -> str:
    """Press Ctrl-C as people do, again where nothing happens: a library may swallow it while it is loaded.

    It is pressed when libraries are loaded: Python itself has tracebacks for who presses it before.
    """
    while run.poll() is None and "site-packages" not in Path(f"/proc/{run.pid}/maps").read_text():
        time.sleep(0.02)
    time.sleep(0.2)
    for _ in range(3):
        run.send_signal(signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            return run.communicate(timeout=100)[1]
    run.kill()
    raise AssertionError(f"Ctrl-C, three times, did not end it: {run.communicate()[1]}")


@pytest.mark.parametrize("module", ["report.notebooks", "report.validate", "tests.bench"])
def test_ctrl_c_gives_no_traceback(module):
    run = subprocess.Popen(
        [sys.executable, "-m", module, *["no/such/folder"] * (module == "report.validate")],
        cwd=ROOT,
        text=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    err = pressed_until_it_ends(run)
    told = [
        line for line in err.splitlines() if line.strip() and "%" not in line
    ]  # the bar says how far it is
    assert "Traceback" not in err and len(told) <= 1


# The last report


def finished(folder: Path, text: str) -> Path:
    """Pages as a run leaves them before they are put in place."""
    pages = folder / "pages"
    pages.mkdir(parents=True)
    (pages / "index.html").write_text(f"<main>{text}</main><ol class=contents></ol>", encoding="utf-8")
    return pages


def test_the_last_report_comes_back_after_a_kill_between_the_renames(tmp_path, monkeypatch):
    class Killed(BaseException):
        pass

    def killed(self, target):
        if self.name == "pages":
            raise Killed
        return os.rename(self, target)

    put_in_place(finished(tmp_path / "one", "first"), tmp_path / "talks", tmp_path / "one")
    rmtree(tmp_path / "one")
    before, rest = state(tmp_path), tmp_path / f"{UNFINISHED}x"
    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", killed)
        with pytest.raises(Killed):
            put_in_place(finished(rest, "second"), tmp_path / "talks", rest)
    assert not (tmp_path / "talks").exists()
    clear_rests(tmp_path)
    assert state(tmp_path) == before and not rest.exists()


def test_a_folder_of_a_run_that_is_going_on_is_no_rest(tmp_path):
    (tmp_path / f"{UNFINISHED}old").mkdir()
    with unfinished(tmp_path) as ours:
        assert [path.name for path in tmp_path.iterdir()] == [ours.name]
        clear_rests(tmp_path)
        with unfinished(tmp_path) as other:
            assert ours.exists() and other.exists()
        assert _lock(ours) is None
    assert not list(tmp_path.iterdir())
    _let_go(_lock(tmp_path))
