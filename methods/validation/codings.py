"""Hand codings of an article, to hold the machine's answers against: reading them, writing them, the
machine's in their form.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import numpy as np
import pandas as pd

from methods.article import Article
from methods.quotations import quotations
from methods.roles import role_sentences
from methods.tone import sentence_tone, tone_shifts, twists
from methods.tone.scorers import SCORERS
from utils import DATA

FOLDER = DATA / "coding"
CODING_COLUMNS = ["coder", "sentence", "tone", "turn", "twist", "speakers", "acts", "acted_on"]
IN_FILE = ["article", *CODING_COLUMNS[1:]]
SCALE = 3  # tone is coded from -3 to 3
RANGES = {"sentence": (0, np.inf), "tone": (-SCALE, SCALE), "turn": (0, 1), "twist": (0, 1)}


class CodingError(ValueError):
    """One sentence that says what is wrong with a coding, and what to do."""


def key_of(article: Article) -> str:
    """Return what the column `article` of a coding holds: the start of the text's fingerprint."""
    return article.sha256[:12]


def coding_path(coder: str, folder: Path = FOLDER) -> Path:
    """Return the file of a coder: the name in small letters, all else but digits turned into underscores.

    Raises CodingError where nothing of the name is left.

    >>> coding_path("../Ana Lee").name
    'ana_lee.csv'
    """
    name = re.sub(r"\W+", "_", coder.casefold()).strip("_")[:60]
    if not name:
        raise CodingError("The coder needs a name of letters or digits, which becomes the name of the file.")
    return folder / f"{name}.csv"


def read_coding(path: Path) -> pd.DataFrame:
    """Return one file of codings as it stands, checked; it may hold several articles and leave sentences out.

    Columns: `article` (see `key_of`), `sentence` (0-based), `tone` (-3 to 3), `turn` and `twist` (0 or 1,
    missing where left empty), `speakers`, `acts`, `acted_on` (names separated by ";"). A row with an empty tone
    is a sentence not coded, and left out. Raises CodingError, naming the file and the line, where one of
    these is not so.
    """
    return read_file(path)[IN_FILE].dropna(subset="tone")


def read_file(path: Path) -> pd.DataFrame:
    """Return what `read_coding` does with all else that the file holds: other columns, behind those, and
    sentences not coded.
    """
    path = Path(path)
    try:
        table = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    except (ValueError, OSError) as error:  # pandas' own errors of parsing and decoding are ValueErrors
        raise CodingError(
            f"{path.name} is not a table in UTF-8 with commas between its columns "
            f"({str(error).strip()[:80]}): save it as CSV UTF-8."
        ) from error
    missing = [name for name in IN_FILE[:4] if name not in table]
    if missing:
        raise CodingError(
            f"{path.name} has no column “{missing[0]}”: its first line should be {','.join(IN_FILE)}."
        )
    table = table.reindex(columns=list(dict.fromkeys([*IN_FILE, *table])), fill_value="").fillna("")
    for name, (low, high) in RANGES.items():
        numbers = pd.to_numeric(table[name].str.strip().str.replace("−", "-"), errors="coerce")
        empty = (table[name].str.strip() == "") & (name != "sentence")
        wrong = ~empty & ~(numbers.between(low, high) & (numbers % 1 == 0))
        if wrong.any():
            allowed = "a whole number" + ("" if name == "sentence" else f" from {low} to {high}, or empty")
            raise CodingError(
                f"{path.name}, line {wrong.idxmax() + 2}: {name} is "
                f"“{table[name][wrong.idxmax()][:20]}”, and should be {allowed}."
            )
        table[name] = numbers.astype("Int64")
    twice = table.duplicated(["article", "sentence"])
    if twice.any():
        raise CodingError(
            f"{path.name}, line {twice.idxmax() + 2}: sentence {table['sentence'][twice.idxmax()]} "
            f"of this article is there twice; keep one of the two."
        )
    return table


def write_coding(path: Path, table: pd.DataFrame) -> None:
    """Write a table of `read_file` so that a reader of the file finds the old one or the new one, never half
    of it.
    """
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    half_done = path.with_suffix(f".{os.getpid()}.tmp")
    table.to_csv(half_done, index=False, lineterminator="\n")
    os.replace(half_done, path)


def _files(folder: Path):
    """Give each CSV file of a folder with its table, or None and what is wrong with it."""
    for path in sorted(Path(folder).glob("*.csv")):
        try:
            yield path, read_coding(path), ""
        except CodingError as error:
            yield path, None, str(error)


def coded_sentences(article: Article, folder: Path = FOLDER) -> pd.DataFrame:
    """Return what the coders in data/coding/ wrote of an article, known by its fingerprint; no rows where
    nobody did.

    Columns: `coder` (the file's name), `sentence`, `tone` (-3 to 3), `turn` and `twist` (1 where the tone
    turns before or inside the sentence), `speakers`, `acts`, `acted_on` (names separated by ";"). Files that
    cannot be read are passed over; `unread_codings` names them.

    >>> from methods.article import load_article
    >>> coded_sentences(load_article())["coder"].unique().tolist()[:2]
    ['ai_reader', 'ai_reader_2']
    """
    tables = [
        table.assign(coder=path.stem) for path, table, _ in _files(folder) if table is not None and len(table)
    ]
    if not tables:
        tables = [pd.DataFrame(columns=["article", *CODING_COLUMNS]).astype(dict.fromkeys(RANGES, "Int64"))]
    table = pd.concat(tables)
    return (
        table[table["article"] == key_of(article)]
        .reindex(columns=CODING_COLUMNS)
        .reset_index(drop=True)
        .astype({"sentence": int})
    )


def unread_codings(folder: Path = FOLDER) -> pd.DataFrame:
    """Return the files of a folder that could not be read as codings: `file` and `problem`, one sentence
    each.
    """
    return pd.DataFrame(
        [(path.name, problem) for path, _, problem in _files(folder) if problem], columns=["file", "problem"]
    )


def machine_reading(doc) -> pd.DataFrame:
    """Return the machine's answers to the coders' questions about a Doc, one row per sentence.

    Columns: `sentence`, `text`; `tone`, `vader`, `textblob` (-1 to 1); `turn`, `twist` (0 or 1; a turn is a
    `tone_shifts` with `is_shift`), `speakers`, `acts`, `acted_on` (names separated by "; ").

    >>> from utils import parse
    >>> machine_reading(parse("France thanked Germany."))[["acts", "acted_on"]].values.tolist()
    [['France', 'Germany']]
    """
    scored = sentence_tone(doc)
    table = scored[["sentence", "text", *(scorer.name for scorer in SCORERS)]]
    shifts = tone_shifts(doc).query("is_shift")["sentence"]
    table = table.assign(
        turn=table["sentence"].isin(shifts).astype(int),
        twist=table["sentence"].isin(twists(doc)["sentence"]).astype(int),
    )
    evidence = role_sentences(doc)
    named = {
        "speakers": quotations(doc).rename(columns={"speaker": "actor"}).query("actor != ''"),
        **{role: evidence[evidence["role"] == role] for role in ("acts", "acted_on")},
    }
    for column, rows in named.items():
        joined = rows.groupby("sentence")["actor"].agg(lambda names: "; ".join(dict.fromkeys(names)))
        table[column] = [joined.get(number, "") for number in table["sentence"]]
    return table
