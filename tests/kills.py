"""python -m tests.kills [STEP]: ends reports by each signal at many moments and counts what they left.

A report of a short article is ended after STEP seconds (0.2 when left out), the next after twice as long, and
so on until one is done before. Of each: the exit status, the lines on stderr, files left beside the last
report and in the folders for temporary files, processes left, and whether the last report is as it was.
"""

from __future__ import annotations

import os
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


def ended(reports: Path, after: float, number: int) -> Left:
    """Start a report, send it a signal after some seconds, and return what is left of it."""
    before = state(reports)
    with tempfile.TemporaryDirectory() as temporary:
        run = subprocess.Popen(
            [sys.executable, "-m", "report", str(reports.parent / "talks.txt"), "--to", str(reports)],
            cwd=ROOT,
            text=True,
            env=os.environ | {"TMPDIR": temporary, "JUPYTER_RUNTIME_DIR": temporary},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            preexec_fn=lambda: [signal.signal(number, signal.SIG_DFL) for number in list(STATUS)[:3]],
        )
        time.sleep(after)
        try:
            children = psutil.Process(run.pid).children(recursive=True)
            run.send_signal(number)
        except psutil.NoSuchProcess:
            children = []
        _, said = run.communicate(timeout=300)
        alive = psutil.wait_procs(children, timeout=10)[1]
        files = [path.name for path in [*Path(temporary).rglob("*"), *reports.glob(".unfinished-*")]]
    said = "\n".join(line for line in said.split("\n") if line.strip() and "%" not in line)
    return Left(run.returncode, said, tuple(files), tuple(map(str, alive)), state(reports) == before)


def main() -> int:
    """Print a row for each moment and signal, and a count."""
    step, done, count = float(sys.argv[1]) if len(sys.argv) > 1 else 0.2, False, Counter()
    moment = 0
    while not done:
        moment += 1
        for number in STATUS:
            with tempfile.TemporaryDirectory() as folder:
                left = ended(a_place(Path(folder)), moment * step, number)
            done = left.status == 0
            good = left.status in (0, STATUS[number]) and left.said.count("\n") == 0 and not left.processes
            good &= left.last_is_whole or done
            good &= not left.files or number == signal.SIGKILL
            count[signal.Signals(number).name, "good" if good else "bad"] += 1
            print(f"{moment * step:5.1f} s {signal.Signals(number).name:8}", *left, flush=True)
    print(*(f"{name} {how}: {n}" for (name, how), n in sorted(count.items())), sep="\n")
    return any(how == "bad" for _, how in count)


if __name__ == "__main__":
    sys.exit(main())
