"""A process that has loaded all that notebooks need and becomes a kernel by a fork, seen from both its ends.

It is told over a socket, a line of JSON each: first the environment of the notebooks, whose article it reads
when the first kernel wants it, then one kernel after the other. It answers each with its process id.
"""

from __future__ import annotations

import asyncio
import gc
import json
import os
import signal
import subprocess
import sys
import warnings
from contextlib import contextmanager, suppress
from pathlib import Path
from socket import socket, socketpair

ROOT = Path(__file__).resolve().parent.parent
RARELY = 100_000  # new objects before the garbage collector looks: in a short run there is little to find
# Elsewhere a process that has loaded this much cannot be forked safely, or not at all.
CAN_FORK = sys.platform == "linux"


class Forks:
    """The process, as whoever wants kernels sees it."""

    def __init__(self) -> None:
        self.socket, theirs = socketpair()
        with theirs:
            # In a session of its own Ctrl-C does not reach it, and one signal ends it with all its kernels.
            self.process = subprocess.Popen(
                [sys.executable, "-m", "report.forks", str(theirs.fileno())],
                cwd=ROOT,
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                start_new_session=True,
            )

    async def get_ready(self, env: dict[str, str]) -> None:
        """Name the environment of the notebooks."""
        self.one_by_one = asyncio.Lock()
        self.answers, self.questions = await asyncio.open_connection(sock=self.socket)
        self._tell(env=env)

    async def fork(self, reads: bool, arguments: list[str], cwd: str, env: dict[str, str]) -> int:
        """Return the process id of a new kernel, which was given these arguments, and where it `reads` the
        article at work, finds it parsed.

        Raises ChildProcessError where the process is gone.
        """
        async with self.one_by_one:
            self._tell(reads=reads, arguments=arguments, cwd=cwd, env=env)
            answer = await self.answers.readline()
        if not answer:
            raise ChildProcessError("The process from which kernels are forked died.")
        return int(answer)

    def _tell(self, **what) -> None:
        self.questions.write(json.dumps(what).encode() + b"\n")

    def close(self) -> None:
        """End the process and every kernel that is left."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.socket.close()


_waiting: list[Forks] = []


def load_early() -> None:
    """Start a process for the notebooks that are run next, so that it loads while others prepare."""
    if CAN_FORK:
        _waiting.append(Forks())


@contextmanager
def forks():
    """Have the process that was started early, or another, for as long as notebooks run."""
    one = _waiting.pop() if _waiting else Forks()
    try:
        yield one
    finally:
        one.close()


def close_early() -> None:
    """End the process that was started early, if no notebook was run."""
    while _waiting:
        _waiting.pop().close()


# The other end


def main(number: int) -> None:
    """Get ready, then become a kernel for each line on the socket of that number."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever asked for kernels ends them
    gc.set_threshold(RARELY)
    _load()
    here = socket(fileno=number)
    lines = here.makefile("r", encoding="utf-8")
    signal.signal(signal.SIGCHLD, _bury)
    with suppress(OSError):
        waiting = lines.readline()
        for line in lines:
            asked = json.loads(line)
            if asked.pop("reads") and waiting:
                _get_ready(**json.loads(waiting))
                waiting = ""
            gc.freeze()  # what is loaded stays, so that no kernel walks through it again and copies it
            pid = os.fork()
            if not pid:
                lines.close()
                here.close()
                _become_kernel(**asked)
            here.sendall(b"%d\n" % pid)
    os.killpg(0, signal.SIGKILL)  # the other end is gone, and no kernel shall outlive it


def _load() -> None:
    """Import what notebooks import, and load the models.

    Left to the kernels is what asks for one as it is imported: ipywidgets and the backend of matplotlib.
    """
    os.environ.setdefault("MPLBACKEND", "module://matplotlib_inline.backend_inline")  # as a kernel does
    import ipykernel.ipkernel
    import ipykernel.kernelapp  # noqa: F401
    import pandas as pd

    import methods.corpus
    import methods.export
    import methods.figures.page
    import methods.validation  # noqa: F401
    from methods.tone.reader import reader
    from utils import nlp

    pd.set_option("display.max_columns", 20)  # as pandas does where it is imported in a kernel
    nlp()
    reader()


def _get_ready(env: dict[str, str]) -> None:
    """Parse the article at work, and find the rows of all its tables, once for all notebooks.

    What fails or would warn is left to the notebooks, which then show it.
    """
    os.environ.clear()
    os.environ.update(env)
    if "CORPUS" not in env:
        from methods.article import load_article
        from methods.corpus.analysis import TABLES
        from utils import parse_ahead

        with suppress(Exception), warnings.catch_warnings():
            warnings.simplefilter("error")
            doc = parse_ahead(load_article())
            for table in TABLES.values():
                table.rows(doc)


def _bury(*_) -> None:
    """Take note of every kernel that has ended, so that it is gone at once."""
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def _become_kernel(arguments: list[str], cwd: str, env: dict[str, str]) -> None:
    """Be what `python -m ipykernel_launcher` with these arguments would be, to the end of the process."""
    try:
        from ipykernel.kernelapp import IPKernelApp

        signal.signal(signal.SIGINT, signal.default_int_handler)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.environ.clear()
        os.environ.update(env)
        os.chdir(cwd)
        del sys.path[0]  # the project's root: a notebook says itself where it looks
        sys.argv = ["ipykernel_launcher", *arguments]
        IPKernelApp.launch_instance(arguments, parent_handle=os.getppid())
    finally:
        os._exit(1)


if __name__ == "__main__":
    main(int(sys.argv[1]))
