"""python -m report.validate FOLDER: measures the methods on sets that people have labelled, beside
data/validation.csv.

FOLDER holds one or more of these files, a JSON object a line:

    tone.jsonl       an article: `text` (its sentences), `mean` (the readers' mean rating of each),
                     `jumps` (k where readers saw a turn between sentences k and k + 1, from 0)
    target.jsonl     a mention: `text` (a sentence), `start`, `end` (of the name in it),
                     `label` (negative, neutral, positive)
    quotes.jsonl     an article: `text`, `attributions`: a list with `content` and `source`,
                     each a list of [start, end]
    actors.jsonl     an article: `id` (set/anything), `text`,
                     `mentions`: a list with `start`, `end`, `actor`
    relations.jsonl  a sentence: `text`, `source`, `target` (their words),
                     `quad` (one of the four families of `actions`)

Sentences on which the second reader of tone was trained are left out, and their number is said.
"""

from __future__ import annotations

import json
import re
import sys
from collections import defaultdict
from itertools import cycle
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.metrics import f1_score, roc_auc_score

from methods.actions import actions
from methods.actors import mentions
from methods.quotations import quotations
from methods.tone import LIKELY, NEUTRAL, goes_over, score_tone, shifts_between, tone_toward
from methods.tone.reader import was_trained_on
from report.run import printable
from utils import parse, word_list

SIDES = ["negative", "neutral", "positive"]
SETS = {"newswcl50": "mentions in newspapers", "gum": "mentions in Wikinews"}
PASSED_OVER = frozenset(
    "the a an of in on at to for and its his her their by with from mr mrs ms u.s.".split()
)
FOUND = 0.3  # the least overlap, as a share of both together, at which a quotation counts as found


class GoldError(ValueError):
    """One sentence that says what is wrong with the labelled sets, and what to do."""


def read_gold(path: Path, shape: dict) -> list[dict]:
    """Return the objects of a file of JSON lines; raises GoldError, naming file and line, where one has not
    the shape (see `fits`).
    """
    rows = []
    for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
        try:
            rows.append(dict(json.loads(line)))
        except (ValueError, TypeError) as error:
            raise GoldError(
                f"{path.name}, line {number} is not a JSON object: python -m report.validate --help "
                f"says what is needed."
            ) from error
        if wrong := [field for field in sorted(shape) if not fits(rows[-1].get(field), shape[field])]:
            raise GoldError(
                f"{path.name}, line {number} has no field “{wrong[0]}” of the right kind: python -m "
                f"report.validate --help says what is needed."
            )
    if not rows:
        raise GoldError(
            f"{path.name} is empty: leave it out or give the labelled texts, one JSON object a line."
        )
    return rows


def fits(value, shape) -> bool:
    """Tell whether a value from JSON has a shape: a type, a tuple of what it may be, a dict of shapes, a list
    of one shape or of each.

    >>> fits({"source": [[0, 9], [12, 15]], "more": 1}, {"source": [[int, int]]}), fits([[0, "9"]], [[int,
    ...     int]])
    (True, False)
    """
    if isinstance(shape, list):
        return (
            isinstance(value, list) and len(shape) in (1, len(value)) and all(map(fits, value, cycle(shape)))
        )
    if isinstance(shape, dict):
        return isinstance(value, dict) and all(
            fits(value.get(field), inner) for field, inner in shape.items()
        )
    return value in shape if isinstance(shape, tuple) else isinstance(value, shape)


def unseen(rows: list[dict]) -> list[dict]:
    """Return the rows of which the second reader of tone has seen no sentence in its training.

    >>> unseen([{"text": "Nobody has ever rated this sentence."}])
    [{'text': 'Nobody has ever rated this sentence.'}]
    """
    return [
        row
        for row in rows
        if not any(map(was_trained_on, [row["text"]] if isinstance(row["text"], str) else row["text"]))
    ]


def _share(some: float, whole: float) -> float:
    return some / whole if whole else float("nan")


def tone_figures(articles):
    """Give the figures of tone and of turns: sentences with their mean rating, in the order of their
    articles.
    """
    if any(len(article["text"]) != len(article["mean"]) for article in articles):
        raise GoldError(
            "tone.jsonl holds an article with more or fewer means than sentences: give each "
            "sentence of `text` one in `mean`."
        )
    scored = score_tone(sentence for article in articles for sentence in article["text"])
    human = np.concatenate([article["mean"] for article in articles])
    yield (
        "sentence tone",
        "correlation with the mean of 20 readers",
        len(human),
        np.corrcoef(human, scored["tone"])[0, 1],
    )
    yield (
        "words alone",
        "correlation with the mean of 20 readers",
        len(human),
        np.corrcoef(human, scored["lexicon"])[0, 1],
    )
    ends = np.cumsum([len(article["text"]) for article in articles])
    tables = [
        shifts_between(scored[end - len(article["text"]) : end]) for article, end in zip(articles, ends)
    ]
    pairs = pd.concat(
        [
            table.assign(
                truth=np.diff(article["mean"]),
                turn=np.isin(range(len(table)), article["jumps"]),
                article=number,
            )
            for number, (table, article) in enumerate(zip(tables, articles))
        ],
        ignore_index=True,
    )
    order = np.argsort(-pairs["strength"], kind="stable")
    yield (
        "shifts",
        "true among the fifth flagged most strongly",
        len(pairs),
        pairs["turn"][order[: len(pairs) // 5]].mean(),
    )
    over = pairs[(pairs["strength"] >= LIKELY) & np.array([goes_over(pair) for pair in pairs.itertuples()])]
    yield (
        "shifts",
        "true among strong turns from one side of neutral to the other",
        len(over),
        _share(over["turn"].sum(), len(over)),
    )
    long = [table for _, table in pairs.groupby("article") if len(table) >= 5]
    yield (
        "shifts",
        "finds the biggest turn of an article",
        len(long),
        _share(sum(t["strength"].argmax() == t["truth"].abs().argmax() for t in long), len(long)),
    )
    tenths = np.array_split(np.argsort(pairs["strength"], kind="stable"), 10)
    yield (
        "shifts",
        "mean error of strength as a probability",
        len(pairs),
        np.mean([abs(pairs["turn"][t].mean() - pairs["strength"][t].mean()) for t in tenths]),
    )
    yield (
        "shifts",
        "area under the curve for turns that readers marked",
        len(pairs),
        roc_auc_score(pairs["turn"], pairs["strength"]) if pairs["turn"].nunique() > 1 else float("nan"),
    )
    yield (
        "shifts",
        "correlation of the change between neighbours with readers'",
        len(pairs),
        np.corrcoef(pairs["change"], pairs["truth"])[0, 1],
    )


def target_figures(rows):
    """Give the figure of tone toward a name."""
    scores = np.array([tone_toward(row["text"], row["start"], row["end"]) for row in rows])
    found = np.where(np.abs(scores) < NEUTRAL, "neutral", np.where(scores > 0, "positive", "negative"))
    yield (
        "tone toward",
        "macro-F1 of three classes",
        len(rows),
        f1_score([row["label"] for row in rows], found, labels=SIDES, average="macro", zero_division=0),
    )


def _common(a, b) -> int:
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def quotation_figures(articles):
    """Give the figures of quotations: each labelled one takes the free one that it overlaps most."""
    given = labelled = found = attributed = right = 0
    for article in articles:
        free = list(
            quotations(parse(article["text"]))[["start", "end", "speaker_start", "speaker_end"]].itertuples(
                index=False, name=None
            )
        )
        given, labelled = given + len(free), labelled + len(article["attributions"])
        for label in article["attributions"]:
            attributed += bool(label["source"])
            span = (
                min((start for start, _ in label["content"]), default=0),
                max((end for _, end in label["content"]), default=0),
            )

            def share(quote, span=span):
                return _common(quote, span) / (max(quote[1], span[1]) - min(quote[0], span[0]))

            best = max(free, key=share, default=None)
            if best and share(best) >= FOUND:
                free.remove(best)
                found += 1
                right += any(_common(best[2:], source) for source in label["source"])
    yield "quotations", "F1 of quotations found (overlap .3)", labelled, _share(2 * found, given + labelled)
    yield "quotations", "right speaker of all", attributed, _share(right, attributed)


def _b_cubed(articles) -> float:
    """Return B-cubed F1 (Bagga and Baldwin 1998) of articles, each a list of (labelled actor, found actor) of
    its mentions.
    """
    precision, recall = [], []
    for pairs in articles:
        for actor, answer in pairs:
            both = pairs.count((actor, answer))
            precision.append(both / sum(found == answer for _, found in pairs))
            recall.append(both / sum(label == actor for label, _ in pairs))
    p, r = _share(sum(precision), len(precision)), _share(sum(recall), len(recall))
    return 2 * p * r / (p + r)


def actor_figures(articles):
    """Give the figures of actors: a labelled mention is found where one of ours overlaps it."""
    of_set, missed, total = defaultdict(list), 0, 0
    for article in articles:
        ours, pairs = (
            list(
                mentions(parse(article["text"]))[["start", "end", "actor"]].itertuples(index=False, name=None)
            ),
            [],
        )
        for number, label in enumerate(article["mentions"]):
            span = label["start"], label["end"]
            best = max(ours, key=lambda mention: _common(mention, span), default=(0, 0, ""))
            pairs.append((label["actor"], best[2] if _common(best, span) else number))
        missed, total = missed + sum(isinstance(answer, int) for _, answer in pairs), total + len(pairs)
        of_set[article["id"].split("/")[0]].append(pairs)
    yield "actors", "named mentions found", total, 1 - _share(missed, total)
    for name, unit in SETS.items():
        if name in of_set:
            yield (
                "actors",
                "B-cubed F1 of variants merged",
                sum(map(len, of_set[name])),
                _b_cubed(of_set[name]),
                unit,
            )


def _words(text: str) -> set[str]:
    return set(re.findall(r"[\w.’'-]+", re.sub(r"[’']s", "", text.lower()))) - PASSED_OVER


def _same(answer: str, label: str) -> bool:
    """Whether an answer shares a word with the label, and at most two thirds of it are beside the point."""
    answer, label = _words(answer), _words(label)
    return bool(answer & label) and 3 * len(answer & label) >= len(answer)


def action_figures(rows):
    """Give the figures of actions: the labels hold one action a sentence, ours may hold it among others."""
    both = right = 0
    sides = []
    for row in rows:
        acts = actions(parse(row["text"]))
        pair = acts.iloc[
            [
                n
                for n, (a, b) in enumerate(zip(acts["source"], acts["target"]))
                if _same(a, row["source"]) and _same(b, row["target"])
            ]
        ]
        both, right = both + (len(pair) > 0), right + (row["quad"] in set(pair["quad"]))
        named = [quad.split()[1] for quad in (pair if len(pair) else acts)["quad"] if quad]
        sides.append(named[0] if named else "")
    yield "actions", "source and target right in one action", len(rows), both / len(rows)
    yield "actions", "with the right one of four classes too", len(rows), right / len(rows)
    truth = [row["quad"].split()[1] for row in rows]
    yield (
        "actions",
        "cooperation or conflict (macro-F1)",
        len(rows),
        f1_score(truth, sides, labels=["cooperation", "conflict"], average="macro", zero_division=0),
    )


QUADS = tuple(f"{kind} {side}" for kind in ("verbal", "material") for side in ("cooperation", "conflict"))
FILES = {
    "tone.jsonl": (tone_figures, {"text": [str], "mean": [float | int], "jumps": [int]}),
    "target.jsonl": (target_figures, {"text": str, "start": int, "end": int, "label": tuple(SIDES)}),
    "quotes.jsonl": (
        quotation_figures,
        {"text": str, "attributions": [{"content": [[int, int]], "source": [[int, int]]}]},
    ),
    "actors.jsonl": (
        actor_figures,
        {"id": str, "text": str, "mentions": [{"start": int, "end": int, "actor": str}]},
    ),
    "relations.jsonl": (action_figures, {"text": str, "source": str, "target": str, "quad": QUADS}),
}


def validate(folder: Path, say=print):
    """Give each figure that the labelled sets in a folder allow: result, measure, n, value here, value in
    data/validation.csv.

    A figure is not a number where nothing was labelled. Raises GoldError where none of the files is in the
    folder, or one of them lacks a field or holds what is of another kind.
    """
    files = [name for name in FILES if (folder / name).is_file()]
    if not files:
        raise GoldError(
            f"{folder} holds none of {', '.join(FILES)}: give the folder that does, as in make "
            f"validate GOLD=folder."
        )
    shipped = word_list("validation")
    for name in files:
        figures, shape = FILES[name]
        rows = read_gold(folder / name, shape)
        new = unseen(rows) if figures in (tone_figures, target_figures) else rows
        if len(new) < len(rows):
            say(
                f"{name}: {len(rows) - len(new):,} of {len(rows):,} were in the training of the second "
                "reader, and are left out."
            )
        for result, measure, n, value, *unit in figures(new) if new else ():
            row = shipped[
                (shipped["result"] == result)
                & (shipped["measure"] == measure)
                & shipped["unit"].isin(unit or shipped["unit"])
            ]
            yield result, measure, n, float(value), float(row["ours"].iloc[0])


def main() -> int:
    """Print the figures of the folder named on the command line as they come; return 2 where it cannot be
    measured.
    """
    if len(sys.argv) != 2 or sys.argv[1].startswith("-"):
        print(__doc__)
        return 0 if sys.argv[1:] in (["-h"], ["--help"]) else 2
    try:
        if not sys.argv[1]:
            raise GoldError("Name the folder with the labelled sets: make validate GOLD=folder.")
        for number, (result, measure, n, here, ours) in enumerate(validate(Path(sys.argv[1]))):
            if not number:
                print(
                    f"{'result':14}  {'measure':60}  {'n':>6}  {'here':>5}  {'shipped':>7}  "
                    f"{'difference':>10}"
                )
            print(
                f"{result:14}  {measure:60}  {n:6,}  {here:5.2f}  {ours:7.2f}  {here - ours:+10.3f}",
                flush=True,
            )
    except GoldError as error:
        print(printable(str(error)), file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
