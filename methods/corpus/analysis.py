"""From one article to thousands: every table of every article, made here or on a Dask cluster and kept on
disk.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from hashlib import sha256
from importlib.metadata import entry_points, version
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd

from methods.actions import actions
from methods.actors import actors, mentions, unresolved
from methods.article import ArticleError, clean
from methods.corpus import deadline
from methods.corpus.deadline import TookTooLong, time_limit
from methods.corpus.extra import check_names, extra_tables
from methods.corpus.reading import CORPUS_COLUMNS
from methods.corpus.workers import one_part, workers_for
from methods.quotations import quotations
from methods.roles import role_sentences, roles
from methods.tone import by_voice, quotation_tone, sentence_tone, tone_shifts, turning_voices, twists
from methods.words import keyness, phrases, word_frequencies, words_of
from utils import DATA, ROOT, nlp, parse, sentence_spans, sentences, too_long

TABLES = {
    "sentences": sentences,
    "word_frequencies": word_frequencies,
    "phrases": phrases,
    "keyness": keyness,
    "sentence_tone": sentence_tone,
    "tone_shifts": tone_shifts,
    "turning_voices": turning_voices,
    "twists": twists,
    "mentions": mentions,
    "actors": actors,
    "unresolved": unresolved,
    "quotations": quotations,
    "actions": actions,
    "roles": roles,
    "role_sentences": role_sentences,
}
# Made of a corpus by `extra` alone: each costs the parse of its quotations, or says little of a brief.
OF_ONE_TEXT = {"by_voice": by_voice, "quotation_tone": quotation_tone}
FOUND = {"error": str, "words": int, "sentences": int}  # of an article, beside its tables
PASSING = (
    MemoryError,
    OSError,
)  # what may go well the next time, and must not be kept as the fault of an article
STORE = ROOT / "reports" / "corpora"
BATCH = 8  # articles parsed together; more take memory and no less time
LONGEST_IN_BATCH = 50_000  # characters of an article that is parsed with others


def tables(doc) -> dict[str, pd.DataFrame]:
    """Return every table of one text by name, as the functions of that name make them.

    In: a Doc, an Article or a string. Out: the tables that `analyse` makes of each article of a corpus
    (TABLES), `by_voice` and `quotation_tone`.

    >>> from utils import parse
    >>> sorted(tables(parse("Ana Lee praised the plan.")))[:3]
    ['actions', 'actors', 'by_voice']
    """
    return {name: table(doc) for name, table in (TABLES | OF_ONE_TEXT).items()}


def analyse(
    corpus: pd.DataFrame,
    to=None,
    *,
    workers: int | None = None,
    reader: bool = True,
    extra: dict[str, Callable] | None = None,
) -> dict:
    """Make every table of every article of a corpus that has no error, and keep them as Parquet files.

    In: a table as `read_corpus` makes it (`article` and `text` are enough); the folder `to` keep the results
    in, which every worker must be able to reach (reports/corpora when None); how many `workers`: None takes
    the cluster that the environment variable DASK_SCHEDULER_ADDRESS names, or else this process for fewer
    than 100 articles and one process a core for more; whether the second `reader` of tone reads them, too,
    which takes several times as long as all else (see `utils.parse`). Out: a Dask DataFrame for each name in
    TABLES, with `article` as its first column, in the corpus's order; and `articles`, the corpus without
    its texts, with the counts `words` and `sentences`. `.compute()` makes a pandas table of each.

    `extra` adds tables of methods of your own, by their names (letters, digits, _ and -): functions of a Doc
    that return a DataFrame or yield rows (named tuples, dictionaries, single values). They are kept apart
    from the others, in to/extra/NAME-CODE, and made again when the function's code changes, or a function,
    class, pattern or plain value that it names, in your modules that it imports, too (as loaded: in a
    notebook reload them). Files that it reads, what it imports within itself, command-line arguments and
    environment variables are not watched: after a change there delete to/extra/NAME-* or give the table
    another name. An article in which it finds nothing has no row; a function that finds nothing anywhere
    gives an empty table: count with `.groupby("article").size().reindex(keys, fill_value=0)`. How each
    quotation sounds takes a quarter more time: `extra={"quotation_tone": quotation_tone}`, of methods.tone.

    A part of the corpus that is on disk, complete and made by the same methods and lists, is not made again.
    A script calls this below `if __name__ == "__main__":`, because each process that helps imports the
    script. Raises ArticleError where no article can be analysed, RuntimeError where a script does not and,
    after all others are done, where parts failed, and TypeError where a name of `extra` is one of the
    collection's tables, or no plain word.

    >>> import tempfile
    >>> corpus = pd.DataFrame({"article": ["a"], "text": ["Tom Roe praised the plan."]})
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     analyse(corpus, folder)["roles"].compute()[["article", "actor", "acts"]].values.tolist()
    [['a', 'Tom Roe', 1]]
    """
    check_names(extra or {}, {*TABLES, "articles"})
    corpus = (
        corpus.reindex(columns=CORPUS_COLUMNS, fill_value="")
        .reset_index(drop=True)
        .astype(object)
        .fillna("")
        .map(clean)
    )
    corpus["error"] = corpus["error"].mask(corpus["error"].eq(""), corpus["text"].map(_fault))
    good = corpus[corpus["error"].eq("")]
    if good.empty:
        raise ArticleError("No article of this corpus can be analysed: the column `error` says why.")
    store, fingerprint = Path(to or STORE).resolve(), _fingerprint()
    parts = _parts(good, f"{fingerprint} {reader}")
    waiting = {name: part for name, part in parts.items() if not _path(store, "articles", name).exists()}
    with workers_for(workers, sum(map(len, waiting.values()))) as run:
        failed = list(run(partial(_analyse_part, store, fingerprint, reader), waiting))
    if failed:
        raise RuntimeError(
            f"{len(failed)} of {len(parts)} parts of the corpus are not done ({failed[0]!r}): run "
            f"this again, "
            "and only those are tried."
        ) from failed[0]
    own = extra_tables(extra or {}, store, parts, workers, reader)
    return _tables_on_disk(store, list(parts), corpus.drop(columns="text")) | own


# Working: a part of the corpus becomes one Parquet file for each table


def _fault(text: str) -> str:
    return too_long(text) if text.strip() else "This row has no text."


def _parts(corpus: pd.DataFrame, state: str) -> dict[str, pd.DataFrame]:
    """The corpus in parts, each under a name that changes with its articles, the methods and the lists."""
    # Enough parts for some workers, none too large for one. They are cut in the corpus's order, so that
    # articles added at its end leave
    # all parts but the last as they are, except where the size steps up: at 256, 512, 1024 and 2048 articles.
    size = min(128, max(8, 1 << (len(corpus) // 32).bit_length()))
    parts = (corpus.iloc[start : start + size] for start in range(0, len(corpus), size))
    return {
        sha256("\0".join([state, *part["article"], *part["text"]]).encode()).hexdigest()[:16]: part
        for part in parts
    }


@lru_cache
def _code() -> str:
    """What stays as it is while a process runs: the programs and the model."""
    models = [(model.name, model.dist.version) for model in entry_points(group="spacy_models")]
    return repr(
        [
            version("spacy"),
            *sorted(models),
            _digest(
                ROOT / "constraints.txt",
                ROOT / "utils.py",
                *ROOT.glob("methods/**/*.py"),
                *DATA.glob("reader/model.onnx"),
                *DATA.glob("reader/vocab.txt"),
            ),
        ]
    )


def _fingerprint() -> str:
    """What a result depends on beside the article: the programs, and the lists as they are now."""
    return _code() + _digest(*DATA.glob("*.csv"))


def _digest(*files: Path) -> str:
    return sha256(b"".join(file.read_bytes() for file in sorted(files))).hexdigest()


def _path(store: Path, table: str, name: str) -> Path:
    return store / table / f"{name}.parquet"


def _analyse_part(store: Path, fingerprint: str, reader: bool, part_name: str, part: pd.DataFrame) -> None:
    """Write all tables of one part; `articles` comes last: where it is there, the part is complete."""
    with one_part(len(part)):
        _require(fingerprint)
        made = _rows_of(part, reader)
        _require(fingerprint)  # a list may have been edited meanwhile
    for name, rows in made.items():
        _write(rows, _columns(name), _path(store, name, part_name))


def _require(fingerprint: str) -> None:
    if _fingerprint() != fingerprint:
        raise RuntimeError(
            "A process has other methods or lists than the one that called analyse: give all the "
            "same and start them again."
        )


def _rows_of(part: pd.DataFrame, reader: bool) -> dict[str, list[tuple]]:
    made: dict[str, list[tuple]] = {name: [] for name in [*TABLES, "articles"]}
    for article, text, doc in zip(part["article"], part["text"], _docs(part["text"].tolist())):
        try:
            with time_limit():
                doc = parse(text) if doc is None else doc
                doc.user_data["reader"] = reader
                found = {name: table.rows(doc) for name, table in TABLES.items()}
                found["articles"] = [("", sum(map(bool, words_of(doc))), len(sentence_spans(doc)))]
        except PASSING:
            raise
        except (Exception, TookTooLong) as problem:  # one bad article must not stop a million
            found = {"articles": [(_failure(problem), 0, 0)]}
        if doc is not None:
            # what is kept there holds the Doc in a circle, which would wait for the garbage collector
            doc.user_data.clear()
        for name, rows in found.items():
            made[name] += ((article, *row) for row in rows)
    return made


def _failure(problem: BaseException) -> str:
    if isinstance(problem, TookTooLong):
        return f"The analysis took longer than {deadline.MOST_SECONDS} s: split the article, or leave it out."
    return f"The analysis failed ({clean(repr(problem))})."


def _docs(texts: list[str]) -> Iterator:
    """Parse texts, many together; give None for long ones, and for those among which one cannot be parsed."""
    for start in range(0, len(texts), BATCH):
        some = texts[start : start + BATCH]
        short = [text for text in some if len(text) <= LONGEST_IN_BATCH]
        try:
            docs = list(nlp().pipe(short, batch_size=BATCH))
        except PASSING:
            raise
        except Exception:
            docs = [None] * len(short)
        parsed = iter(docs)
        yield from (next(parsed) if len(text) <= LONGEST_IN_BATCH else None for text in some)


def _columns(name: str) -> dict[str, type]:
    return {"article": str} | (TABLES[name].columns if name in TABLES else FOUND)


def _write(rows: list[tuple], columns: dict[str, type], path: Path) -> None:
    """Write beside and move into place, so that no reader ever meets half a file."""
    import pyarrow
    from pyarrow.parquet import write_table

    types = {str: pyarrow.string(), int: pyarrow.int64(), float: pyarrow.float64(), bool: pyarrow.bool_()}
    values = zip(*rows) if rows else [()] * len(columns)
    table = pyarrow.table(
        {name: pyarrow.array(column, types[columns[name]]) for name, column in zip(columns, values)}
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=path.parent, prefix=".unfinished-") as folder:
        write_table(table, unfinished := Path(folder, path.name))
        unfinished.replace(path)


def _tables_on_disk(store: Path, names: list[str], about: pd.DataFrame) -> dict:
    import dask
    import dask.dataframe as dd

    def table(name):
        meta = pd.DataFrame(columns=list(_columns(name))).astype(_columns(name))
        return dd.from_map(pd.read_parquet, [_path(store, name, part) for part in names], meta=meta)

    with dask.config.set({"dataframe.convert-string": False}):  # pandas' own type of text, as everywhere else
        counted = table("articles").compute().drop_duplicates("article").set_index("article")
        good, about = about["article"].where(about["error"].eq("")), about.assign(words=0, sentences=0)
        for name, kind in FOUND.items():
            about[name] = good.map(counted[name]).fillna(about[name]).astype(kind)
        return {name: table(name) for name in TABLES} | {"articles": dd.from_pandas(about, npartitions=1)}
