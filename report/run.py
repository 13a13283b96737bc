"""Runs notebooks two at a time, each in a kernel of its own."""

from __future__ import annotations

import asyncio
import os
import re
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from tqdm import tqdm
from traitlets.config import Config

from report.forks import CAN_FORK, forks
from report.kernels import register

NOTEBOOKS = Path(__file__).resolve().parent.parent / "notebooks"
AT_ONCE = 2
ANSI = re.compile(r"\x1b\[[0-9;?]*[ -/]*[@-~]")


class NotebookError(Exception):
    """A notebook did not run to its end, or left out what a page needs; the message is one sentence."""


def printable(text: str) -> str:
    """Return text as one line that no terminal takes for a command.

    >>> printable("a\\x1b[31mred\\nline")
    'ared line'
    """
    return "".join(c if c.isprintable() else " " for c in ANSI.sub("", text)).strip()


def read_notebooks(folder: Path = NOTEBOOKS, names: str = "[0-9]*") -> dict[str, nbformat.NotebookNode]:
    """Return the notebooks of a folder by name, in order: the numbered ones, or others by a pattern."""
    return {path.stem: nbformat.read(path, as_version=4) for path in sorted(folder.glob(f"{names}.ipynb"))}


def tags(cell) -> set[str]:
    """Return the tags of a cell."""
    return set(cell.metadata.get("tags", ()))


def run_notebooks(
    notebooks: dict[str, nbformat.NotebookNode],
    *,
    article: Path | None = None,
    corpus: Path | None = None,
    fresh: bool = not CAN_FORK,
    when_done: Callable[[str], object] = lambda name: None,
) -> None:
    """Run notebooks from top to bottom, in place, and show which are at work.

    In: notebooks by name; the files that `$ARTICLE` and `$CORPUS` name to them (what ships when None);
    whether each gets a `fresh` kernel, which takes longer, rather than one that is forked from a process that
    has loaded everything; and what is called with the name of each that is done, in a thread beside those
    that still run. Out: nothing; the notebooks hold their outputs. Raises NotebookError when one stops or
    shows a figure without alt text.
    """
    beside = article or corpus
    with tempfile.TemporaryDirectory(dir=beside and beside.parent) as profile:
        # A profile of its own keeps the reader's IPython startup files out of the results.
        env = {name: value for name, value in os.environ.items() if name not in ("ARTICLE", "CORPUS")} | {
            "IPYTHONDIR": profile
        }
        env |= {"REPORT": "1"} if article or corpus else {}
        env |= {name: str(path) for name, path in (("ARTICLE", article), ("CORPUS", corpus)) if path}
        with nullcontext() if fresh else forks() as ours, asyncio.Runner(loop_factory=_Loop) as runner:
            runner.run(_run_all(notebooks, {"env": env}, ours, when_done))


class _Loop(asyncio.SelectorEventLoop):
    """Leaves signals to this process, which stops every kernel; nbclient's own handler would stop one of
    them.
    """

    def add_signal_handler(self, *_):
        raise RuntimeError


async def _run_all(notebooks, options, ours, when_done):
    if ours:
        register()
        await ours.get_ready(options["env"])
        options["forks"] = ours
    slots, at_work = asyncio.Semaphore(AT_ONCE), []
    aside = ThreadPoolExecutor(max_workers=1)
    cells = sum(cell.cell_type == "code" for notebook in notebooks.values() for cell in notebook.cells)
    with tqdm(total=cells, unit="cell", leave=False, bar_format="{percentage:3.0f}% {bar:20} {desc}") as bar:

        def show(change, name):
            change(name)
            bar.set_description_str(" and ".join(at_work))

        async def run(name, notebook):
            async with slots:
                show(at_work.append, name)
                await _run_one(name, notebook, options, lambda **_: bar.update())
                show(at_work.remove, name)
            _require_alt_text(name, notebook)
            await asyncio.get_running_loop().run_in_executor(aside, when_done, name)

        try:
            async with asyncio.TaskGroup() as group:
                for item in _in_order(notebooks):
                    group.create_task(run(*item))
        except ExceptionGroup as failed:
            raise failed.exceptions[0] from None
        finally:
            aside.shutdown(cancel_futures=True)


def _in_order(notebooks) -> list:
    """Return the items in the order of work: first one that need not wait for the article, then that on which
    all pages wait, then the longest first, so that none of them is left to run alone at the end.
    """
    first = next(iter(notebooks), None)

    def place(item):
        name, notebook = item
        return reads_article(notebook), name != first, -len(notebook.cells)

    return sorted(notebooks.items(), key=place)


def reads_article(notebook) -> bool:
    """Tell whether a notebook asks for the article at work."""
    return any("load_article" in cell.source for cell in notebook.cells if cell.cell_type == "code")


async def _run_one(name, notebook, options, on_cell):
    if not any(cell.cell_type == "code" for cell in notebook.cells):
        return
    if "forks" in options:
        options = options | {"reads": reads_article(notebook)}
    manager = {
        # Kernels listen on ports of this machine; without keys ipykernel warns of it on the terminal.
        "transport_encryption": "auto",
        "connection_file": f"{options['env']['IPYTHONDIR']}/{name}.json",
    }
    client = NotebookClient(
        notebook,
        kernel_name="python3",
        timeout=900,
        resources={"metadata": {"path": str(NOTEBOOKS)}},
        record_timing=False,
        store_widget_state=False,
        shutdown_kernel="immediate",
        on_cell_executed=on_cell,
        config=Config({"KernelManager": manager}),
    )
    # nbclient answers Output widgets on the socket where it awaits the cell's reply, and then may never see
    # the reply.
    client.widget_registry.clear()
    try:
        await client.async_execute(**options)
    except CellExecutionError as error:
        first_line = (error.evalue.splitlines() or [""])[0]
        raise NotebookError(printable(f"{name} stopped with {error.ename}: {first_line[:300]}")) from error
    except CellTimeoutError as error:
        raise NotebookError(
            f"{name} was stopped: one of its cells took longer than {client.timeout // 60} minutes."
        ) from error
    except DeadKernelError as error:
        if asyncio.current_task().cancelling():  # to nbclient a cancelled task is a dead kernel
            raise asyncio.CancelledError from error
        raise NotebookError(f"{name} was stopped: its kernel died, perhaps for want of memory.") from error


def _require_alt_text(name, notebook):
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            if "image/png" in output.get("data", {}) and not output.metadata.get("image/png", {}).get("alt"):
                raise NotebookError(f"{name} shows a figure without alt text: {printable(cell.source)[:80]}")
