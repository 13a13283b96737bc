"""Hand codings of an article, to hold the machine's answers against: reading them, writing them, the
machine's in their form.
"""

from __future__ import annotations

import os
import re
from io import StringIO
from pathlib import Path

import numpy as np
import pandas as pd

from methods.article import Article
from methods.cells import cell_as_typed, without_formulas
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

    def _render_traceback_(self) -> list[str]:  # asked for by IPython: a notebook shows the sentence alone
        return [str(self)]


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
    missing where left empty), `speakers`, `acts`, `acted_on` (names separated by ";"). A row with an empty
    tone is a sentence not coded, and left out. Raises CodingError, naming the file and the line, where one of
    these is not so.
    """
    return read_file(path)[IN_FILE].dropna(subset="tone")


def read_file(path: Path) -> pd.DataFrame:
    """Return what `read_coding` does with all else that the file holds: other columns, behind those, and
    sentences not coded.
    """
    table, _, problems = _checked(path)
    if problems:
        raise CodingError(problems[0])
    return table


def _checked(path: Path) -> tuple[pd.DataFrame, pd.Series, list[str]]:
    """Read a file; say which of its rows are coded, and in a sentence each which cells and lines are lost.

    A bad cell is missing in what comes out, a line without a sentence of its own is not there. A row is coded
    where something stands in its cell for the tone: a bad tone loses that cell, and not the turn beside it.
    Raises CodingError where the file as a whole is no table of codings.
    """
    path = Path(path)
    table = _as_written(path)
    missing = [name for name in IN_FILE[:4] if name not in table]
    if missing:
        raise CodingError(
            f"{path.name} has no column “{missing[0]}”: its first line should be {','.join(IN_FILE)}."
        )
    table = table.reindex(columns=list(dict.fromkeys([*IN_FILE, *table])), fill_value="").fillna("")
    coded, problems = table["tone"].str.strip() != "", []
    for name, (low, high) in RANGES.items():
        numbers = pd.to_numeric(table[name].str.strip().str.replace("−", "-"), errors="coerce")
        empty = (table[name].str.strip() == "") & (name != "sentence")
        right = numbers.between(low, high) & (numbers % 1 == 0)
        allowed = "a whole number" + ("" if name == "sentence" else f" from {low} to {high}, or empty")
        problems += [
            (at, f"{name} is “{table[name][at][:20]}”, and should be {allowed}.")
            for at in table.index[~empty & ~right]
        ]
        table[name] = numbers.where(right).astype("Int64")
    twice = table.duplicated(["article", "sentence"]) & table["sentence"].notna()
    problems += [
        (at, f"sentence {table['sentence'][at]} of this article is there twice; keep one of the two.")
        for at in table.index[twice]
    ]
    told = [f"{path.name}, line {at + 2}: {problem}" for at, problem in sorted(problems)]
    good = table["sentence"].notna() & ~twice
    return table[good].reset_index(drop=True), coded[good].reset_index(drop=True), told


def _as_written(path: Path) -> pd.DataFrame:
    """Read a table with commas, semicolons or tabs between its columns, as spreadsheets of different
    countries write it.
    """
    try:
        raw = path.read_bytes()
        try:
            text = raw.decode("utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
        except UnicodeDecodeError:
            if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
                raise
            text = raw.decode("cp1252")  # what Excel writes as plain CSV in Western Europe and America
        head = text.partition("\n")[0]
        between = max(",;\t", key=head.count)
        table = pd.read_csv(StringIO(text), sep=between, dtype=str, keep_default_na=False)
        return table.rename(columns=cell_as_typed).map(cell_as_typed)
    except (ValueError, OSError) as error:  # pandas' own errors of parsing and decoding are ValueErrors
        raise CodingError(
            f"{path.name} is not a table with commas or semicolons between its columns "
            f"({' '.join(str(error).split())[:80]}): save it as CSV UTF-8."
        ) from error


def write_coding(path: Path, table: pd.DataFrame) -> None:
    """Write a table of `read_file` so that a reader of the file finds the old one or the new one, never half
    of it; text that a spreadsheet would compute is made inert, and `read_file` gives it back as it was.
    """
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    half_done = path.with_suffix(f".{os.getpid()}.tmp")
    without_formulas(table).to_csv(half_done, index=False, lineterminator="\n")
    os.replace(half_done, path)


def _files(folder: Path):
    """Give each CSV file of a folder with its table, or None, and all that is wrong with it."""
    for path in sorted(Path(folder).glob("*.csv")):
        try:
            table, coded, problems = _checked(path)
            yield path, table.loc[coded, IN_FILE], problems
        except CodingError as error:
            yield path, None, [str(error)]


def made_by(coder: str) -> str:
    """Return "model" for a coder whose name begins with "ai_", else "person".

    >>> made_by("ai_reader"), made_by("aida")
    ('model', 'person')
    """
    return "model" if coder.startswith("ai_") else "person"


def coded_sentences(article: Article, folder: Path = FOLDER, *, made: str = "") -> pd.DataFrame:
    """Return what the coders in data/coding/ wrote of an article, known by its fingerprint; no rows where
    nobody did.

    In: the article, the folder, and `made`: "person" or "model" to have those codings alone (see `made_by`).
    Out: `coder` (the file's name), `sentence`, `tone` (-3 to 3), `turn` and `twist` (1 where the tone turns
    before or inside the sentence), `speakers`, `acts`, `acted_on` (names separated by ";"). A cell that is
    out of range is missing, a file that cannot be read is passed over; `unread_codings` names both.

    >>> from methods.article import load_article
    >>> coded_sentences(load_article(), made="model")["coder"].unique().tolist()[:2]
    ['ai_reader', 'ai_reader_2']
    """
    tables = [
        table.assign(coder=path.stem)
        for path, table, _ in _files(folder)
        if table is not None and len(table) and made in ("", made_by(path.stem))
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
    """Return what in a folder of codings could not be read.

    Columns: `file`, `problem` (one sentence, with the line where it is a cell or a line), `lost` ("file", or
    "cell": the rest of that file counts).
    """
    return pd.DataFrame(
        [
            (path.name, problem, "file" if table is None else "cell")
            for path, table, problems in _files(folder)
            for problem in problems
        ],
        columns=["file", "problem", "lost"],
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
