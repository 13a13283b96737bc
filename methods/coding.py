"""Hand codings of an article, to hold the machine's answers against."""
from __future__ import annotations

import pandas as pd

from utils import DATA, Article, word_list

COLUMNS = ["coder", "sentence", "tone", "turn", "twist", "speakers"]


def codings(article: Article) -> pd.DataFrame:
    """Return what the coders in data/coding/ wrote of an article, known by its fingerprint; no rows where nobody did.

    Columns: `coder` (the file's name), `sentence`, `tone` (-3 to 3), `turn` and `twist` (1 where the tone turns before or
    inside the sentence), `speakers`.

    >>> from utils import load_article
    >>> len(codings(load_article()))
    10
    """
    tables = [word_list(f"coding/{path.stem}").assign(coder=path.stem) for path in sorted((DATA / "coding").glob("*.csv"))]
    table = pd.concat(tables or [pd.DataFrame(columns=["article", *COLUMNS])])
    table = table[table["article"] == article.sha256[:12]].reindex(columns=COLUMNS).reset_index(drop=True)
    return table.astype({"sentence": int, "tone": int, "turn": int, "twist": int})
