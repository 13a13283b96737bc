"""How far each method was from human readers when last measured: data/validation.csv, also in words."""

from __future__ import annotations

import pandas as pd

from utils import word_list

NUMBERS = ["ours", "held_out", "peer", "one_human", "chance"]


def error_record() -> pd.DataFrame:
    """Return data/validation.csv as numbers: how far each method was from human readers when last measured.

    Columns: `result`, `measure`, `n`, `unit`, `ours`, `held_out`, `peer`, `peer_name`, `one_human`, `chance`
    (NaN where not measured), `better` (higher or lower), `file`, `fitted`, `date`.

    >>> bool(error_record()["ours"].between(0, 1).all())
    True
    """
    table = word_list("validation").drop(columns="said")
    return table.assign(**{name: pd.to_numeric(table[name]) for name in ["n", *NUMBERS]})


def usual_error(result: str) -> str:
    """Return the line on how far such a result usually is from human readers, from data/validation.csv.

    >>> usual_error("sentence tone").startswith("How sure?")
    True
    """
    rows = word_list("validation").query("result == @result").to_dict("records")
    return " ".join(row["said"].format(**row | {"n": f"{int(row['n']):,}"}) for row in rows if row["said"])
