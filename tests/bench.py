"""make bench [CORPUS=path]: the speed and memory of the whole analysis beside the bare parse, and of the
report beside its floor.

Every figure is taken in a process of its own, one after the other, on the same articles; times are without
imports and model loading, which are printed apart. The larger corpus is the given one, repeated.
"""

from __future__ import annotations

import report  # noqa: F401, what comes after may be stopped by Ctrl-C, and says no more than that

# isort: split
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from itertools import pairwise
from pathlib import Path

import pandas as pd
import psutil

from tests.growth import GROWTH, tables_grow

TIMES_LARGER = 10
ROUNDS = 3  # of each pair of measurements that are compared


def texts_of(path: str) -> pd.DataFrame:
    corpus = pd.read_parquet(path)
    return corpus[corpus["error"].eq("")]


def bare(corpus: pd.DataFrame, _store) -> None:
    from methods.corpus.analysis import BATCH
    from utils import nlp

    for _ in nlp().pipe(corpus["text"], batch_size=BATCH):
        pass


def whole(corpus: pd.DataFrame, store: str) -> None:
    from methods.corpus import analyse

    analyse(corpus, store, workers=1)


def on_cluster(corpus: pd.DataFrame, store: str) -> None:
    from methods.corpus import analyse

    analyse(corpus, store)  # $DASK_SCHEDULER_ADDRESS names the cluster


def timed(work, corpus: str, store: str) -> dict:
    """Warm up on a few articles, two parts of a corpus, so that two workers read their lists; then time the
    work on all.
    """
    table = texts_of(corpus)
    work(table.head(16), f"{store}/warm")
    start = time.perf_counter()
    work(table, f"{store}/timed")
    return {"seconds": time.perf_counter() - start}


def main() -> None:
    """One measurement in this process: `python -m tests.bench bare|whole|cluster CORPUS STORE [WORKERS]`, or
    `reading` or `tables` alone, or all of them.
    """
    if len(sys.argv) == 1:
        return report_all()
    if sys.argv[1] in ("reading", "tables"):
        return reading_grows() if sys.argv[1] == "reading" else tables_grow()
    kind, corpus, store, *workers = sys.argv[1:]
    if kind != "cluster":
        return print(json.dumps(timed({"bare": bare, "whole": whole}[kind], corpus, store)))
    from distributed import Client

    from methods.corpus.workers import local_cluster

    with local_cluster(int(workers[0])) as cluster, Client(cluster) as client:
        from utils import nlp

        client.run(lambda: nlp() and None)  # every worker loads the model before the clock starts
        os.environ["DASK_SCHEDULER_ADDRESS"] = cluster.scheduler_address
        print(json.dumps(timed(on_cluster, corpus, store)))


def measure(*arguments) -> dict:
    """Run one measurement and watch the memory of its processes."""
    with tempfile.TemporaryDirectory() as store:
        command = [
            sys.executable,
            "-m",
            "tests.bench",
            arguments[0],
            str(arguments[1]),
            store,
            *map(str, arguments[2:]),
        ]
        started = time.perf_counter()
        with subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        ) as process:
            peak, over = [0, 0], threading.Event()
            watcher = threading.Thread(target=watch, args=(process.pid, peak, over))
            watcher.start()
            out, _ = process.communicate()
            over.set()
            watcher.join()
    if process.returncode:
        raise SystemExit(f"The measurement {' '.join(command[3:5])} failed.")
    found = json.loads(out.splitlines()[-1])
    return found | {
        "start": time.perf_counter() - started - found["seconds"],
        "all": peak[0] / 1e6,
        "largest": peak[1] / 1e6,
    }


def watch(pid: int, peak: list, over: threading.Event) -> None:
    """Note the largest memory (RSS) of all processes together, and of any one of them."""
    while not over.wait(0.5):
        try:
            process = psutil.Process(pid)
            sizes = [p.memory_info().rss for p in (process, *process.children(recursive=True))]
        except psutil.Error:
            continue
        peak[:] = max(peak[0], sum(sizes)), max(peak[1], *sizes)


SHAPES = {
    "short lines": "It rained in the town of Sund.\n",
    "paragraphs": "The mayor said on Monday that it was over, and she left for the harbour.\n\n",
    "captions": "The harbour of Sund in winter, number {n}. Photograph: Ana Lee/The Post\n\n",
    "headings": "What comes after number {n}\n\n",
    "messages": "Sign up for our newsletter number {n}.\n\n",
    "elements": "<p>The mayor said on Monday that it was over, and she left at {n}.</p>\n",
}


def reading_grows() -> None:
    """How long it takes to read 1, 2, 4, 8, 16 and 32 times as many lines, captions and paragraphs, to 2 MB,
    and to mark where their sentences begin.
    """
    from methods.article import article_of
    from methods.pipeline import sentences_marked
    from utils import nlp

    for name, shape in SHAPES.items():
        times = []
        most = 1_950_000 // len(shape.format(n=10_000))
        for share in (32, 16, 8, 4, 2, 1):
            lines = [shape.format(n=n) for n in range(most // share)]
            text = "A headline of five words\n\nThe first paragraph is here.\n\n" + "".join(lines)
            times.append(seconds(lambda: article_of(text)))  # noqa: B023  called at once
        doc = nlp().make_doc(text[:200_000])
        marked = seconds(lambda: sentences_marked(doc))  # noqa: B023
        ratios = [after / before for before, after in pairwise(times)]
        verdict = "linear" if (times[-1] / times[0]) ** (1 / len(ratios)) <= GROWTH else "NOT LINEAR"
        print(
            f"reading {name}: {times[-1]:.1f} s for 2 MB; times for twice the text "
            f"{' '.join(f'{ratio:.1f}' for ratio in ratios)}: {verdict}; sentences marked in {marked:.2f} s",
            flush=True,
        )


def report_all() -> None:
    from methods.corpus import read_corpus

    reading_grows()
    tables_grow()

    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        corpus = read_corpus()
        good = corpus[corpus["error"].eq("")]
        words = good["text"].str.split().str.len().sum()
        print(
            f"{len(corpus):,} articles read in {time.perf_counter() - start:.1f} s; {len(good):,} "
            f"without error, {words:,} words.",
            flush=True,
        )
        one, ten = Path(folder, "one.parquet"), Path(folder, "ten.parquet")
        good.to_parquet(one)
        pd.concat([good.assign(article=good["article"] + f"-{n}") for n in range(TIMES_LARGER)]).to_parquet(
            ten
        )

        parsed, analysed = in_turn(
            len(good),
            {"bare pipeline, one process": ("bare", one), "whole analysis, one process": ("whole", one)},
        )
        print(
            f"  the whole analysis runs at {faster(analysed, parsed)} of the bare pipeline's speed",
            flush=True,
        )
        single, double = in_turn(
            len(good), {f"whole analysis, cluster with workers: {n}": ("cluster", one, n) for n in (1, 2)}
        )
        print(f"  2 workers are {faster(double, single)} times as fast as 1", flush=True)
        larger = show(
            f"whole analysis, one process, {TIMES_LARGER} times the articles",
            measure("whole", ten),
            TIMES_LARGER * len(good),
        )
        print(
            f"  its peak memory is {larger['all'] / peak(analysed):.2f} times that for the corpus once",
            flush=True,
        )
        larger = show(
            f"cluster of 2 workers, {TIMES_LARGER} times the articles",
            measure("cluster", ten, 2),
            TIMES_LARGER * len(good),
        )
        print(
            f"  its peak memory is {larger['all'] / peak(double):.2f} times that for the corpus once",
            flush=True,
        )
    report_and_floor()


def in_turn(articles: int, measurements: dict) -> list[list[dict]]:
    """Take each measurement, one after the other, and all of them anew: the speed of a machine drifts."""
    rounds = [
        [show(name, measure(*what), articles) for name, what in measurements.items()] for _ in range(ROUNDS)
    ]
    return list(zip(*rounds))


def faster(these, those) -> str:
    """How many times as fast these are as those, over all rounds and from the lowest to the highest."""
    ratios = sorted(other["seconds"] / one["seconds"] for one, other in zip(these, those))
    whole = sum(other["seconds"] for other in those) / sum(one["seconds"] for one in these)
    return f"{whole:.2f} ({ratios[0]:.2f} to {ratios[-1]:.2f})"


def peak(found) -> float:
    return max(one["all"] for one in found)


def show(name: str, found: dict, articles: int) -> dict:
    print(
        f"{name}: {articles / found['seconds']:.1f} articles/s ({found['seconds']:.1f} s; start "
        f"{found['start']:.1f} s); "
        f"peak memory {found['all']:,.0f} MB, the largest process {found['largest']:,.0f} MB",
        flush=True,
    )
    return found


def report_and_floor() -> None:
    """The report of the sample beside as many notebooks that only import what it uses, run by the same
    runner.
    """
    from methods.article import SAMPLE, load_article
    from report.build import build
    from report.run import read_notebooks, run_notebooks

    for _ in range(ROUNDS):
        notebooks = read_notebooks()
        for notebook in notebooks.values():
            notebook.cells = [cell for cell in notebook.cells if "setup" in cell.metadata.get("tags", ())]
        floor = seconds(lambda notebooks=notebooks: run_notebooks(notebooks))
        with tempfile.TemporaryDirectory() as folder:
            report = seconds(lambda: build(load_article(SAMPLE), Path(folder)))
        print(
            f"report {report:.1f} s, its floor (notebooks that only import) {floor:.1f} s: "
            f"{report / floor:.2f}",
            flush=True,
        )


def seconds(work) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
