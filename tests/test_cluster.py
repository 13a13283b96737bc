"""A cluster, started with README's own lines in a copy of the project, gives what one process gives."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pytest

from methods.corpus import analyse, read_corpus
from utils import ROOT

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        os.name != "posix" or not shutil.which("make"), reason="README's lines are for a shell"
    ),
]

STORIES = {
    "flood": "The flood reached Linz on Monday. Mayor Ana Roe thanked the crews, and the union accused her "
    "of delay. “We were ready,” Roe said. Nobody was hurt.",
    "bakers": "The bakers of Ghent rejected the offer on Friday. “It is an insult,” said Tom Maes, who leads "
    "them. The minister called for calm and promised talks.",
    "ferry": "The ferry to Turku returned on Sunday after a week of storms. Ida Berg, its captain, praised "
    "the port, which had freed the ship from the ice.",
}


def readme_lines() -> list[str]:
    """The three commands under “On a cluster”, without their comments."""
    block = re.search(r"On a cluster.*?```sh\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
    return [line.partition("  #")[0].strip() for line in block[1].splitlines()]


@pytest.fixture
def project(tmp_path):
    """A copy of the project, with this environment as its own and nothing to install."""
    copy = tmp_path / "project"
    shutil.copytree(
        ROOT,
        copy,
        ignore=lambda folder, names: {
            name
            for name in names
            if name in {".venv", ".venv-train", ".git", "reports", "student", "__pycache__"}
        },
    )
    (copy / ".venv").mkdir()
    for path in Path(sys.prefix).iterdir():
        if not path.name.startswith("ready"):
            (copy / ".venv" / path.name).symlink_to(path)
    (copy / ".venv" / "ready").touch()
    return copy


def readers_environment() -> dict[str, str]:
    """The environment in which a reader types the lines: without what `make test` and pytest put there."""
    ours = ("PYTHONPATH", "MAKEFLAGS", "MAKELEVEL")
    return {name: value for name, value in os.environ.items() if name not in ours}


@pytest.fixture
def start(tmp_path, project):
    """Start a line in a shell of its own; at the end what was started is ended by the number of its group."""
    running = []

    def begin(line: str, said: str, times: int = 1) -> Path:
        log = tmp_path / f"{len(running)}.log"
        with log.open("w") as out:
            running.append(
                subprocess.Popen(
                    line,
                    shell=True,
                    cwd=project,
                    env=readers_environment() | {"DASK_TEMPORARY_DIRECTORY": str(tmp_path)},
                    stdout=out,
                    stderr=subprocess.STDOUT,
                    start_new_session=True,
                )
            )
        until = time.monotonic() + 300
        while log.read_text().count(said) < times:
            assert running[-1].poll() is None and time.monotonic() < until, log.read_text()[-2000:]
            time.sleep(0.2)
        return log

    yield begin
    for process in reversed(running):
        for number in (signal.SIGTERM, signal.SIGKILL):
            try:
                os.killpg(process.pid, number)
                process.wait(20)
            except (ProcessLookupError, subprocess.TimeoutExpired):
                continue


def free_port(wanted: int) -> int:
    """The port that is wanted, or another where that one is taken."""
    for port in (wanted, 0):
        with socket.socket() as trial:
            try:
                trial.bind(("127.0.0.1", port))
                return trial.getsockname()[1]
            except OSError:
                continue
    raise OSError("no port is free")


def test_the_lines_of_readme_make_a_cluster_that_reads_a_corpus(project, start, tmp_path):
    scheduler, worker, report = readme_lines()
    articles = tmp_path / "articles"
    articles.mkdir()
    for name, text in STORIES.items():
        (articles / f"{name}.txt").write_text(text, encoding="utf-8")
    port = free_port(8786)
    here = f"tcp://127.0.0.1:{port}"
    named = "tcp://scheduler:8786"
    assert named in worker and named in report and "/shared/articles" in report
    # On this machine alone: the scheduler's name becomes an address, and it listens nowhere else.
    log = start(f"{scheduler} --host 127.0.0.1 --port {port}", "Scheduler at:")
    start(worker.replace(named, here), "Registered to:")
    line = report.replace(named, here).replace("/shared/articles", str(articles))
    done = subprocess.run(
        line, shell=True, cwd=project, env=readers_environment(), capture_output=True, text=True, timeout=400
    )
    assert done.returncode == 0, done.stderr
    page = Path(done.stdout.rpartition("The report is at ")[2].strip())
    assert page.is_relative_to(project) and "Ida Berg" in page.read_text(encoding="utf-8")
    assert "Receive client connection" in log.read_text()

    here_alone = analyse(read_corpus(articles), tmp_path / "alone", workers=1)
    for name in here_alone:
        (mine,) = (tmp_path / "alone" / name).glob("*.parquet")
        theirs = project / "reports" / "corpora" / name / mine.name
        pd.testing.assert_frame_equal(pd.read_parquet(theirs), pd.read_parquet(mine))
