"""Where the work on a corpus is done: in this process, on a local cluster or on another; and how a process is
made ready for it.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from functools import lru_cache, partial
from itertools import islice
from pathlib import Path
from threading import Lock

from utils import nlp

FEW = 100  # articles; below it a cluster takes longer to start than it saves
REMEMBERED = 1_000  # articles; to forget their words after each part would slow the parse by a tenth
M_MMAP_THRESHOLD, M_TRIM_THRESHOLD = -3, -1  # of malloc.h


@contextmanager
def workers_for(count: int | None, articles: int):
    """Give what runs a task on each part: this process, a local cluster, or the cluster that the environment
    names.

    In: how many processes (None leaves it to the number of `articles` and to $DASK_SCHEDULER_ADDRESS). Out: a
    function of a task and of the parts by name, each a table of articles, which yields the errors of those
    that failed.

    >>> with workers_for(1, articles=1) as run:
    ...     list(run(lambda name, part: len(part), {"a": ["one article"]}))
    []
    """
    address = os.environ.get("DASK_SCHEDULER_ADDRESS")
    if not articles or count == 1 or count is None and not address and articles < FEW:
        yield _run_here
        return
    from distributed import Client

    if count is None and address:
        with Client(address) as client:
            yield partial(_run_on, client)
    else:
        _require_guard()
        with local_cluster(count or os.cpu_count()) as cluster, Client(cluster) as client:
            yield partial(_run_on, client)


def _require_guard() -> None:
    """Raise RuntimeError where the program at work is a script that a new process would run again."""
    import dask
    import distributed  # noqa: F401, whose defaults are asked for

    main = sys.modules["__main__"]
    if (
        sys.flags.interactive
        or not (file := getattr(main, "__file__", None))
        or dask.config.get("distributed.worker.multiprocessing-method", "spawn") != "spawn"
    ):
        return
    try:
        source = Path(file).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return
    if "__main__" not in source:
        raise RuntimeError(
            f'{Path(file).name} needs the line `if __name__ == "__main__":` above its call of analyse, since '
            "several processes are to work, and each of them imports the script."
        )


def local_cluster(count: int):
    """Start a Dask cluster of so many processes, which listen on this machine only."""
    import dask
    from distributed import LocalCluster

    with dask.config.set(
        {"distributed.worker.profile.enabled": False}
    ):  # it looks into a worker a hundred times a second
        return LocalCluster(
            n_workers=count,
            threads_per_worker=1,
            host="127.0.0.1",
            dashboard_address=None,
            silence_logs="ERROR",
        )


def _run_here(task, parts: dict) -> Iterator[Exception]:
    """Run a task on each part and give back what went wrong."""
    with _progress(parts) as bar, closing(_WORDS):
        for name, part in parts.items():
            try:
                task(name, part)
            except Exception as error:
                yield error
            bar.update(len(part))


def _run_on(client, task, parts: dict) -> Iterator[Exception]:
    """The same on a cluster, a few parts for each worker at a time, so that the corpus never waits in the
    scheduler's memory.
    """
    from distributed import as_completed

    longest_first = sorted(
        parts.items(), key=lambda item: -item[1]["text"].str.len().sum()
    )  # else a long one may be left to the end
    sizes, rest = {}, iter(longest_first)

    def submit(name, part):
        future = client.submit(task, name, part, key=f"analyse-{name}")
        sizes[future.key] = len(part)
        return future

    with _progress(parts) as bar:
        first = islice(rest, 4 * max(1, len(client.scheduler_info()["workers"])))
        running = as_completed([submit(*item) for item in first])
        for future in running:
            if error := future.exception():
                yield error
            bar.update(sizes.pop(future.key))
            if item := next(rest, None):
                running.add(submit(*item))


def _progress(parts: dict):
    from tqdm import tqdm

    return tqdm(
        total=sum(map(len, parts.values())),
        desc="analysing",
        unit="article",
        leave=False,
        disable=len(parts) < 2,
    )


# What a process does before its part


@contextmanager
def one_part(articles: int):
    """Have this process to itself for a part of so many articles, with room for their words and memory that
    stays.
    """
    _keep_memory()
    with _ONE_AT_A_TIME:
        _WORDS.make_room(articles)
        enabled = gc.isenabled()
        # the search for what holds itself in a circle takes a twentieth of the time, and articles leave none
        # behind
        gc.disable()
        try:
            yield
        finally:
            if enabled:
                gc.enable()


@lru_cache
def _keep_memory() -> None:
    """Have the C library keep what one batch of articles frees, for the next takes it anew: that saves a
    twentieth of the time.
    """
    import ctypes

    with suppress(AttributeError, OSError, TypeError):  # only glibc has this
        libc = ctypes.CDLL(None)
        libc.mallopt(M_MMAP_THRESHOLD, 1 << 25)
        libc.mallopt(M_TRIM_THRESHOLD, 1 << 27)


class _Words:
    """The words that spaCy remembers in this process: all that it ever met, unless it is made to forget them
    at times.
    """

    def __init__(self):
        self.zone, self.articles = ExitStack(), 0

    def make_room(self, articles: int) -> None:
        if not self.articles or self.articles + articles > REMEMBERED:
            self.close()
            self.zone.enter_context(nlp().memory_zone())
        self.articles += articles

    def close(self) -> None:
        self.zone.close()
        self.articles = 0


_WORDS, _ONE_AT_A_TIME = _Words(), Lock()  # spaCy's memory of words is one for all threads of a process
