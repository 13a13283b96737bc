"""From one article to thousands: every table of every article, made here or on a Dask cluster and kept on disk."""
from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from functools import lru_cache, partial
from hashlib import sha256
from importlib.metadata import entry_points, version
from itertools import islice
from pathlib import Path

import pandas as pd

from methods.actions import actions
from methods.actors import actors, mentions, unresolved
from methods.corpus import COLUMNS
from methods.quotations import quotations
from methods.roles import role_sentences, roles
from methods.tone import sentence_tone, shifts_of
from methods.turns import turning_voices
from methods.twists import twists
from methods.words import keyness_of, phrases, word_frequencies, words_of
from utils import DATA, ROOT, ArticleError, nlp, sentence_spans, sentences

TABLES = {"sentences": sentences, "word_frequencies": word_frequencies, "phrases": phrases, "keyness": keyness_of,
          "sentence_tone": sentence_tone, "tone_shifts": shifts_of, "turning_voices": turning_voices, "twists": twists,
          "mentions": mentions, "actors": actors, "unresolved": unresolved, "quotations": quotations, "actions": actions,
          "roles": roles, "role_sentences": role_sentences}
ABOUT = dict.fromkeys([name for name in COLUMNS if name != "text"], str) | {"words": int, "sentences": int}  # of `articles`
STORE = ROOT / "reports" / "corpora"
FEW = 100  # articles; below it a cluster takes longer to start than it saves
BATCH = 16  # articles parsed together; more take memory and no less time
REMEMBERED = 1_000  # articles; to forget their words after each part would slow the parse by a tenth


def tables(doc) -> dict[str, pd.DataFrame]:
    """Return every table of the collection by name, as the functions of that name make them.

    >>> from utils import parse
    >>> sorted(tables(parse("Ana Lee praised the plan.")))[:3]
    ['actions', 'actors', 'keyness']
    """
    return {name: table(doc) for name, table in TABLES.items()}


def analyse(corpus: pd.DataFrame, to=None, *, workers: int | None = None) -> dict:
    """Make every table of every article of a corpus that has no error, and keep them as Parquet files.

    In: a table as `read_corpus` makes it (`article` and `text` are enough); the folder `to` keep the results in, which every
    worker must be able to reach (reports/corpora when None); how many `workers`: None takes the cluster that the environment
    variable DASK_SCHEDULER_ADDRESS names, or else this process for fewer than 100 articles and one process a core for more.
    Out: a Dask DataFrame for each name in `tables`, with `article` as its first column, in the corpus's order; and `articles`, the
    corpus without its texts, with the counts `words` and `sentences`. `.compute()` makes a pandas table of each.

    A part of the corpus that is on disk, complete and made by the same methods and lists, is not made again.
    Raises ArticleError where no article can be analysed, and RuntimeError, after all others are done, where parts failed.

    >>> import tempfile
    >>> corpus = pd.DataFrame({"article": ["a"], "text": ["Tom Roe praised the plan."]})
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     analyse(corpus, folder)["roles"].compute()[["article", "actor", "acts"]].values.tolist()
    [['a', 'Tom Roe', 1]]
    """
    corpus = corpus.reindex(columns=COLUMNS, fill_value="").reset_index(drop=True)
    good = corpus[corpus["error"].eq("")]
    if good.empty:
        raise ArticleError("No article of this corpus can be analysed: the column `error` says why.")
    store, parts = Path(to or STORE).resolve(), _parts(good)
    waiting = {name: part for name, part in parts.items() if not _path(store, "articles", name).exists()}
    with _workers(workers, sum(map(len, waiting.values()))) as run:
        failed = list(run(partial(_analyse_part, store), waiting))
    if failed:
        raise RuntimeError(f"{len(failed)} of {len(parts)} parts of the corpus are not done ({failed[0]!r}): run this again, "
                           "and only those are tried.") from failed[0]
    return _tables_on_disk(store, list(parts), corpus[corpus["error"].ne("")])


# Working: a part of the corpus becomes one Parquet file for each table

def _parts(corpus: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """The corpus in parts, each under a name that changes with its articles, the methods and the lists."""
    # Enough parts for some workers, none too large for one; powers of two, so that an article more moves no border.
    size = min(128, max(8, 1 << (len(corpus) // 32).bit_length()))
    parts = (corpus.iloc[start:start + size] for start in range(0, len(corpus), size))
    return {sha256("\0".join([_methods(), *part["article"], *part["text"]]).encode()).hexdigest()[:16]: part for part in parts}


@lru_cache
def _methods() -> str:
    """The fingerprint of all that a result depends on beside the article."""
    models = [(model.name, model.dist.version) for model in entry_points(group="spacy_models")]
    digest = sha256(repr([version("spacy"), *sorted(models)]).encode())
    for file in sorted([ROOT / "utils.py", *ROOT.glob("methods/*.py"), *DATA.glob("*.csv")]):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _path(store: Path, table: str, name: str) -> Path:
    return store / table / f"{name}.parquet"


def _analyse_part(store: Path, part_name: str, part: pd.DataFrame) -> None:
    """Write all tables of one part; `articles` comes last, and says by being there that the part is complete."""
    made: dict[str, list[tuple]] = {name: [] for name in [*TABLES, "articles"]}
    _WORDS.make_room(len(part))
    for article, doc in zip(part.itertuples(), nlp().pipe(part["text"], batch_size=BATCH)):
        error = ""
        try:
            found = {name: table.rows(doc) for name, table in TABLES.items()}
        except Exception as problem:  # one bad article must not stop a million
            found, error = {}, f"The analysis failed ({problem!r})."
        for name, rows in found.items():
            made[name] += ((article.article, *row) for row in rows)
        known = article._asdict() | {"error": error, "words": sum(map(bool, words_of(doc))), "sentences": len(sentence_spans(doc))}
        made["articles"].append(tuple(known[column] for column in ABOUT))
        doc.user_data.clear()  # what is kept there holds the Doc in a circle, which would wait for the garbage collector
    for name, rows in made.items():
        _write(rows, _columns(name), _path(store, name, part_name))


class _Words:
    """The words that spaCy remembers in this process: all that it ever met, unless it is made to forget them at times."""

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


_WORDS = _Words()


def _columns(name: str) -> dict[str, type]:
    return {"article": str} | TABLES[name].columns if name in TABLES else ABOUT


def _write(rows: list[tuple], columns: dict[str, type], path: Path) -> None:
    """Write beside and move into place, so that no reader ever meets half a file."""
    import pyarrow
    from pyarrow.parquet import write_table

    types = {str: pyarrow.string(), int: pyarrow.int64(), float: pyarrow.float64(), bool: pyarrow.bool_()}
    values = zip(*rows) if rows else [()] * len(columns)
    table = pyarrow.table({name: pyarrow.array(column, types[columns[name]]) for name, column in zip(columns, values)})
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(f".{os.getpid()}.unfinished")
    write_table(table, unfinished)
    unfinished.replace(path)


def _tables_on_disk(store: Path, names: list[str], errors: pd.DataFrame) -> dict:
    import dask
    import dask.dataframe as dd

    def table(name):
        meta = pd.DataFrame(columns=list(_columns(name))).astype(_columns(name))
        return dd.from_map(pd.read_parquet, [_path(store, name, part) for part in names], meta=meta)

    with dask.config.set({"dataframe.convert-string": False}):  # pandas' own type of text, as everywhere else
        found = {name: table(name) for name in [*TABLES, "articles"]}
        if len(errors):
            unread = dd.from_pandas(errors.assign(words=0, sentences=0)[list(ABOUT)], npartitions=1)
            found["articles"] = dd.concat([found["articles"], unread])
    return found


# Where the work is done

@contextmanager
def _workers(count: int | None, articles: int):
    """What runs a task on each part: this process, a local cluster, or the cluster that the environment names."""
    address = os.environ.get("DASK_SCHEDULER_ADDRESS")
    if not articles or count == 1 or count is None and not address and articles < FEW:
        yield _run_here
        return
    from distributed import Client, LocalCluster

    if count is None and address:
        with Client(address) as client:
            yield partial(_run_on, client)
    else:
        local = LocalCluster(n_workers=count or os.cpu_count(), threads_per_worker=1, host="127.0.0.1", dashboard_address=None,
                             silence_logs="ERROR")
        with local as cluster, Client(cluster) as client:
            yield partial(_run_on, client)


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
    """The same on a cluster, a few parts for each worker at a time, so that the corpus never waits in the scheduler's memory."""
    from distributed import as_completed

    sizes, rest = {}, iter(parts.items())

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

    return tqdm(total=sum(map(len, parts.values())), desc="analysing", unit="article", leave=False, disable=len(parts) < 2)
