"""python -m tests.kills [STEP | make]: ends reports by each signal at many moments and counts what they left.

A report of a short article is ended after STEP seconds (0.2 when left out), the next after twice as long, and
so on until one is done before. Of each: the exit status, the lines on stderr, files left beside the last
report and in the folders for temporary files, processes left, and whether the last report is whole.

With `make` it is `make report`, in a copy of the project, at eight moments: Ctrl-C and SIGHUP reach make and
all that it started, as from a terminal, SIGTERM and SIGKILL make alone. make that is killed can end nothing:
there the report goes on to its end.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import psutil

from utils import ROOT

ARTICLE = "Talks resume\n\n" + "The minister praised the plan on Monday. The mayor said it would fail. " * 4
MOMENTS = (0.1, 0.3, 0.7, 1.5, 3, 5, 9, 15)  # seconds, for make
TO_ALL = (signal.SIGINT, signal.SIGHUP)  # what a terminal sends to all that run in it
STATUS = {signal.SIGINT: 130, signal.SIGTERM: 143, signal.SIGHUP: 129, signal.SIGKILL: -9}


class Left(NamedTuple):
    """What a run left when it was ended."""

    status: int
    said: str
    files: tuple
    processes: tuple
    last_is_whole: bool


def a_place(folder: Path) -> Path:
    """Make a folder for reports with the last good report of ARTICLE in it, and return it."""
    from methods.article import load_article
    from report.build import slug

    (folder / "talks.txt").write_text(ARTICLE, encoding="utf-8")
    last = folder / "reports" / slug(load_article(folder / "talks.txt"))
    last.mkdir(parents=True)
    (last / "index.html").write_text("the last good one", encoding="utf-8")
    last.with_name(f"{last.name}.html").write_text("the same in one file", encoding="utf-8")
    return folder / "reports"


def state(reports: Path) -> dict[str, str]:
    """Return what a folder of reports holds, but for rests of a killed run."""
    return {
        str(path.relative_to(reports)): sha256(path.read_bytes()).hexdigest()
        for path in reports.rglob("*")
        if path.is_file() and ".unfinished-" not in str(path)
    }


def is_whole(reports: Path, before: dict[str, str]) -> bool:
    """Tell whether the last report is as it was, or made again to its end."""
    (index,) = reports.glob("[!.]*/index.html")
    return state(reports) == before or index.read_text(encoding="utf-8").rstrip().endswith("</html>")


def ended(reports: Path, after: float, number: int, copy: Path | None = None) -> Left:
    """Start a report, or with a `copy` of the project its `make report`, send it a signal after some seconds,
    and return what is left of it.
    """
    before, article = state(reports), str(reports.parent / "talks.txt")
    command = [sys.executable, "-m", "report", article, "--to", str(reports)]
    if copy:
        command = ["make", "-o", ".venv/ready", "report"]  # with the packages that are here
    with tempfile.TemporaryDirectory() as temporary:
        folders = {"TMPDIR": temporary, "JUPYTER_RUNTIME_DIR": temporary}
        run = subprocess.Popen(
            command,
            cwd=copy or ROOT,
            text=True,
            env=os.environ | folders | ({"ARTICLE": article, "PWD": str(copy)} if copy else {}),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            process_group=0,
            preexec_fn=lambda: [signal.signal(number, signal.SIG_DFL) for number in list(STATUS)[:3]],
        )
        time.sleep(after)
        try:
            children = psutil.Process(run.pid).children(recursive=True)
            (os.killpg if copy and number in TO_ALL else os.kill)(run.pid, number)
        except (psutil.NoSuchProcess, ProcessLookupError):
            children = []
        _, said = run.communicate(timeout=300)
        alive = psutil.wait_procs(children, timeout=60)[1]
        files = [path.name for path in [*Path(temporary).rglob("*"), *reports.glob(".unfinished-*")]]
    lines = [line for line in said.split("\n") if line.strip() and "%" not in line]
    said = "\n".join(line for line in lines if not line.startswith("make: ***"))
    return Left(run.returncode, said, tuple(files), tuple(map(str, alive)), is_whole(reports, before))


def is_good(left: Left, number: int, by_make: bool) -> bool:
    """Tell whether a run ended as it should: at most a sentence, nothing left, the last report whole."""
    good = left.status in ((0, 2, -number) if by_make else (0, STATUS[number]))
    good &= left.said.count("\n") == 0 and not left.processes and left.last_is_whole
    return good and (not left.files or number == signal.SIGKILL)


def ended_by_make(count: Counter) -> None:
    """End `make report` in a copy of the project at each moment by each signal, and count."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, "project")
        leave = shutil.ignore_patterns(".*", "reports", "student", "__pycache__")
        shutil.copytree(ROOT, copy, ignore=leave)
        (copy / ".venv").symlink_to(ROOT / ".venv")
        for moment in MOMENTS:
            for number in STATUS:
                shutil.rmtree(copy / "reports", ignore_errors=True)
                told(moment, number, ended(a_place(copy), moment, number, copy), count, by_make=True)


def told(moment: float, number: int, left: Left, count: Counter, by_make: bool = False) -> None:
    """Print a row and count it."""
    name = signal.Signals(number).name
    count[name, "good" if is_good(left, number, by_make) else "bad"] += 1
    print(f"{moment:5.1f} s {name:8}", *left, flush=True)


def main() -> int:
    """Print a row for each moment and signal, and a count."""
    count: Counter = Counter()
    if "make" in sys.argv:
        ended_by_make(count)
    else:
        ended_by_python(float(sys.argv[1]) if len(sys.argv) > 1 else 0.2, count)
    print(*(f"{name} {how}: {n}" for (name, how), n in sorted(count.items())), sep="\n")
    return any(how == "bad" for _, how in count)


def ended_by_python(step: float, count: Counter) -> None:
    """End `python -m report` after each step by each signal, until one is done before, and count."""
    moment, done = 0.0, False
    while not done:
        moment += step
        for number in STATUS:
            with tempfile.TemporaryDirectory() as folder:
                left = ended(a_place(Path(folder)), moment, number)
            done = left.status == 0
            told(moment, number, left, count)


if __name__ == "__main__":
    sys.exit(main())
