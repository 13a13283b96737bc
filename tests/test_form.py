"""The form for coders in a real JupyterLab, in a browser, from the keyboard: code, reload, restart, go on,
undo.
"""

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

from methods.article import load_article
from methods.validation import key_of, read_coding
from report.run import NOTEBOOKS, read_notebooks, tags
from utils import ROOT, parse, sentences

pytestmark = pytest.mark.slow

NAME, TOKEN = "code.ipynb", "for-this-test-only"


@pytest.fixture
def project(tmp_path):
    """A copy of what the notebook needs, so that the codings kept here stay as they are."""
    for part in ("methods", "data"):
        shutil.copytree(ROOT / part, tmp_path / part, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "utils.py", tmp_path)
    notebook = read_notebooks()["06_can_we_trust_it"]
    notebook.cells = [
        cell
        for cell in notebook.cells
        if {"setup", "parameters"} & tags(cell) or "Coder(" in cell.source and cell.cell_type == "code"
    ]
    assert len(notebook.cells) == 3
    for cell in notebook.cells:
        cell.outputs = []
    (tmp_path / NOTEBOOKS.name).mkdir()
    nbformat.write(notebook, tmp_path / NOTEBOOKS.name / NAME)
    return tmp_path


@pytest.fixture
def lab(project, tmp_path_factory):
    """The address of a JupyterLab on this machine, with settings and state of its own."""
    state = tmp_path_factory.mktemp("jupyter")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    env = os.environ | {
        name: str(state)
        for name in (
            "JUPYTER_CONFIG_DIR",
            "JUPYTER_DATA_DIR",
            "JUPYTER_RUNTIME_DIR",
            "IPYTHONDIR",
            "JUPYTERLAB_SETTINGS_DIR",
            "JUPYTERLAB_WORKSPACES_DIR",
        )
    }
    server = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "jupyterlab",
            "--no-browser",
            "--ip=127.0.0.1",
            f"--port={port}",
            "--ServerApp.port_retries=0",
            "--allow-root",
            f"--IdentityProvider.token={TOKEN}",
            f"--ServerApp.root_dir={project}",
            "--LabApp.news_url=None",
            "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        ],
        env=env,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(1800):
            with suppress(OSError):
                urllib.request.urlopen(f"http://127.0.0.1:{port}/api?token={TOKEN}", timeout=60).close()
                break
            assert server.poll() is None, "JupyterLab did not start"
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}/lab/tree/{NOTEBOOKS.name}/{NAME}?token={TOKEN}"
    finally:
        server.terminate()
        try:
            server.wait(15)
        except subprocess.TimeoutExpired:
            server.kill()


def menu(page, name, item):
    page.locator(".jp-Notebook .jp-CodeCell").first.wait_for()
    page.get_by_text("| Idle").wait_for()  # a cell that is run before the kernel answers is not run at all
    page.get_by_role("menuitem", name=name, exact=True).click()
    page.get_by_role("menuitem", name=item, exact=True).click()


def answer(page, tone, *, turn=False, first=False):
    """Answer for one sentence without the mouse; after the first one the field for the tone has the focus."""
    if first:
        page.get_by_label("Tone", exact=True).focus()
    page.keyboard.type(tone)
    page.keyboard.press("Tab")
    if turn:
        page.keyboard.press("Space")
    save = page.get_by_role("button", name="Save and go on")
    for _ in range(6):
        if save.evaluate("button => button === document.activeElement"):
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")


def test_three_sentences_a_reload_and_an_undo(chromium, lab, project):
    article = load_article()
    texts, file = (
        list(sentences(parse(article))["text"]),
        next((project / "data" / "coding").glob("*"), None).parent / "my_name.csv",
    )
    page = chromium.new_page(viewport={"width": 1280, "height": 1400})
    page.set_default_timeout(180_000)  # a kernel that loads the models on a busy machine takes its time
    asked = page.locator(".jp-OutputArea blockquote strong")
    page.goto(lab)
    menu(page, "Run", "Run All Cells")
    for number, tone in enumerate(("-1", "-2", "3")):
        asked.get_by_text(texts[number]).wait_for()
        assert page.get_by_text("(machine)").count() == 0
        answer(page, tone, turn=number == 2, first=number == 0)
    scrolls = "all => all.some(one => one.scrollWidth > one.clientWidth + 1)"
    assert not page.eval_on_selector_all(".jp-OutputArea-output, .widget-vbox", scrolls)
    asked.get_by_text(texts[3]).wait_for()
    expected = [[key_of(article), 0, -1, 0], [key_of(article), 1, -2, 0], [key_of(article), 2, 3, 1]]
    columns = ["article", "sentence", "tone", "turn"]
    assert read_coding(file)[columns].values.tolist() == expected

    page.reload()
    menu(page, "Kernel", "Restart Kernel and Run All Cells…")
    page.locator(".jp-Dialog .jp-mod-accept").click()
    asked.get_by_text(texts[3]).wait_for()
    answer(page, "0", first=True)
    asked.get_by_text(texts[4]).wait_for()
    assert read_coding(file)["tone"].tolist() == [-1, -2, 3, 0]
    page.get_by_role("button", name="Undo the last").press("Enter")
    asked.get_by_text(texts[3]).wait_for()
    assert read_coding(file)[columns].values.tolist() == expected
    page.close()
