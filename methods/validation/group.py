"""How far a class of coders agrees, who stands apart from it, what splits it, and what to do about it."""

from __future__ import annotations

import numpy as np
import pandas as pd
from nltk.metrics import binary_distance, interval_distance
from scipy.stats import norm

from methods.validation.agreement import RELIABLE, TENTATIVE, answers_by_rater, grade
from methods.validation.codings import made_by
from methods.validation.coefficients import (
    alpha,
    alpha_interval,
    known_names,
    name_set,
    names_apart,
    rank_correlation,
)
from utils import brief, listed, signed

CODED_QUESTIONS = {
    "tone": ("alpha (interval)", interval_distance),
    "turn": ("alpha (nominal)", binary_distance),
    "twist": ("alpha (nominal)", binary_distance),
    "speakers": ("alpha (sets of names, MASI)", names_apart),
    "acts": ("alpha (sets of names, MASI)", names_apart),
    "acted_on": ("alpha (sets of names, MASI)", names_apart),
}
LEAST_CODED = 5  # sentences in common; a coder with fewer is not judged
REVERSED = -0.5  # a correlation with the others from which down a scale is taken to be turned round
FAR_OFF = 1.0  # steps of the scale by which a coder's mean may lie off the others'


def coders_answers(coded: pd.DataFrame, question: str, cast: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return the answers to one of CODED_QUESTIONS, a row per sentence, a column per coder, NaN where silent.

    In: `codings.coded_sentences`; `cast`, the table `actors.actors`, so that two forms of one name are one.
    Names come as frozensets. A coder who left a field of names empty throughout did not answer it. Before the
    first sentence nothing turns.

    >>> rows = [("ana", 0, "Lee; the guests"), ("tom", 0, "")]
    >>> coded = pd.DataFrame(rows, columns=["coder", "sentence", "speakers"])
    >>> sorted(coders_answers(coded, "speakers")["ana"][0]), "tom" in coders_answers(coded, "speakers")
    (['guests', 'lee'], False)
    """
    if question in ("tone", "turn", "twist"):
        table = coded[coded["sentence"] > 0] if question == "turn" else coded
        return table.pivot(index="sentence", columns="coder", values=question).astype(float)
    known = known_names(cast) if cast is not None else {}
    answered = coded.loc[coded[question].str.strip() != "", "coder"]
    given = coded[coded["coder"].isin(answered)]
    given = given.assign(names=[name_set(names, known) for names in given[question]])
    return given.pivot(index="sentence", columns="coder", values="names")


def agreement_of_group(coded: pd.DataFrame, cast: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return one alpha for each question that two coders or more have answered, with its interval.

    In: as `coders_answers`. Out: `question`, `measure` (alpha, with the distance that fits the answers),
    `value` (at most 1, NaN where undefined), `low` and `high` (95% bootstrap interval over sentences),
    `coders`, `sentences` (answered by two or more), `reading` (what Krippendorff would do with that value).

    >>> coded = pd.DataFrame({"coder": list("aabb"), "sentence": [0, 1] * 2, "tone": [-2, 2] * 2,
    ...     "turn": 0, "twist": 0, "speakers": "", "acts": "", "acted_on": ""})
    >>> agreement_of_group(coded)[["question", "value"]].values.tolist()
    [['tone', 1.0], ['turn', nan], ['twist', nan]]
    """
    rows = []
    for question, (measure, distance) in CODED_QUESTIONS.items():
        answers = coders_answers(coded, question, cast)
        shared = int((answers.notna().sum(axis=1) > 1).sum())
        if not shared:
            continue
        value = alpha(answers.to_numpy(), distance)
        said = grade(value) if value == value else "all answers alike: nothing to agree about"
        ends = alpha_interval(answers.to_numpy(), distance)
        rows.append((question, measure, value, *ends, answers.shape[1], shared, said))
    columns = ["question", "measure", "value", "low", "high", "coders", "sentences", "reading"]
    return pd.DataFrame(rows, columns=columns)


def without_each(coded: pd.DataFrame) -> pd.DataFrame:
    """Return for each coder the alpha of tone that the others reach alone, and what sets the coder apart.

    In: `codings.coded_sentences`. Out, those whose absence helps most first: `coder`, `sentences` (coded),
    `without` (alpha of the others), `gain` (`without` minus the alpha of all), `with_others` (correlation
    with the mean of the others, -1 to 1), `lean` (mean grade minus that of the others, in steps), `note`.
    The note is empty, or: "reversed scale" (`with_others` of REVERSED or less), "careless, or another rule"
    (surely less alike the others than they are among themselves: Fisher's z at 95%, shared out among the
    coders by Bonferroni), "grades higher" or "lower" (by FAR_OFF steps or more), "one grade for all", or "too
    few". Those with one of the first two are left out of "the others". With two coders nobody can be named.

    >>> tones = {"ana": [-2, -1, 0, 1, 2, 3], "tom": [-2, -1, 0, 2, 2, 3], "eva": [2, 1, 0, -1, -2, -3]}
    >>> rows = [(coder, n, tone) for coder, given in tones.items() for n, tone in enumerate(given)]
    >>> table = without_each(pd.DataFrame(rows, columns=["coder", "sentence", "tone"]))
    >>> table[["coder", "with_others", "note"]].values.tolist()[0]
    ['eva', -0.99, 'reversed scale']
    """
    tones = coders_answers(coded, "tone")
    every, odd = alpha(tones.to_numpy()), _apart(tones)
    rows = []
    for coder in tones:
        mine, others = tones[coder], tones.drop(columns={coder, *odd}).mean(axis=1)
        both = mine.notna() & others.notna()
        without = alpha(tones.drop(columns=coder).to_numpy())
        lean = (mine - others)[both].mean()
        note = odd.get(coder) or _lesser_note(mine[both], lean, tones.shape[1])
        alike = _correlation(mine, others)
        rows.append((coder, int(mine.notna().sum()), without, without - every, alike, lean, note))
    columns = ["coder", "sentences", "without", "gain", "with_others", "lean", "note"]
    table = pd.DataFrame(rows, columns=columns).round(2)
    return table.sort_values("gain", ascending=False, kind="stable", ignore_index=True)


def _correlation(one: pd.Series, other: pd.Series) -> float:
    both = one.notna() & other.notna()
    if both.sum() < 2 or one[both].nunique() < 2 or other[both].nunique() < 2:
        return np.nan
    return float(one[both].corr(other[both]))


def _apart(tones: pd.DataFrame) -> dict[str, str]:
    """Name the coders who stand apart, the worst first, each judged without those named before."""
    odd: dict[str, str] = {}
    while tones.shape[1] - len(odd) > 2:
        here = tones.drop(columns=list(odd))
        alike = {coder: _correlation(here[coder], here.drop(columns=coder).mean(axis=1)) for coder in here}
        many = here.notna().sum() >= LEAST_CODED
        alike = {coder: r for coder, r in alike.items() if r == r and many[coder]}
        if len(alike) < 2:
            break
        worst = min(alike, key=lambda coder: alike[coder])
        rest = float(np.median([r for coder, r in alike.items() if coder != worst]))
        if alike[worst] <= REVERSED:
            odd[worst] = "reversed scale"
        elif _surely_less(alike[worst], rest, int(here[worst].notna().sum()), len(alike)):
            odd[worst] = "careless, or another rule"
        else:
            break
    return odd


def _surely_less(r: float, rest: float, sentences: int, coders: int) -> bool:
    reach = norm.ppf(1 - 0.025 / coders) / np.sqrt(max(sentences - 3, 1))
    return np.arctanh(min(r, 0.999)) + reach < np.arctanh(min(rest, 0.999))


def _lesser_note(mine: pd.Series, lean: float, coders: int) -> str:
    if len(mine) < LEAST_CODED:
        return "too few"
    if coders > 2 and mine.nunique() == 1:
        return "one grade for all"
    if coders < 3 or abs(lean) < FAR_OFF:
        return ""
    return "grades higher" if lean > 0 else "grades lower"


def named_apart(each: pd.DataFrame) -> list[str]:
    """Return the coders of `without_each` whose readings should be looked at before any number is used."""
    return each.loc[each["note"].isin(["reversed scale", "careless, or another rule"]), "coder"].tolist()


def most_split(coded: pd.DataFrame, reading: pd.DataFrame, first: int = 3) -> pd.DataFrame:
    """Return the sentences on which the coders' tones lie farthest apart, without coders who stand apart.

    In: `codings.coded_sentences` and a table with `sentence` and `text`. Out: `sentence`, `text`, `lowest`,
    `highest`, `spread` (standard deviation of the grades, in steps), `grades` (who gave which).

    >>> coded = pd.DataFrame({"coder": list("ab"), "sentence": 0, "tone": [-1, 2]})
    >>> most_split(coded, pd.DataFrame({"sentence": [0], "text": ["Rain."]}))["grades"].tolist()
    ['−1 a; +2 b']
    """
    tones = coders_answers(coded, "tone")
    tones = tones.drop(columns=named_apart(without_each(coded)))
    spread = tones.std(axis=1).dropna().sort_values(ascending=False, kind="stable")
    spread = spread[spread > 0].head(first)
    rows = []
    for sentence, size in spread.items():
        given = tones.loc[sentence].dropna()
        grades = "; ".join(
            f"{signed(value, 0) if value else '0'} {listed(who.index)}" for value, who in given.groupby(given)
        )
        rows.append((sentence, given.min(), given.max(), size, grades))
    table = pd.DataFrame(rows, columns=["sentence", "lowest", "highest", "spread", "grades"])
    table = table.astype({"sentence": int, "lowest": int, "highest": int})
    table.insert(1, "text", table["sentence"].map(reading.set_index("sentence")["text"]))
    return table


def beside_readers(
    coded: pd.DataFrame, reading: pd.DataFrame, others: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Return how far each scorer, and each coder of `others` (the models), is from the mean of the readers.

    In: `codings.coded_sentences` of the readers and of the others, and `codings.machine_reading`. Out:
    `rater`, `made` (program, model or person), `alpha` (tone, interval), `low`, `high`, `rank_correlation`,
    `sentences`.

    >>> reading = pd.DataFrame({"sentence": [0, 1], "text": ["A.", "B."], "tone": [-1, 1], "vader": [0, 1],
    ...     "lexicon": [0, 0], "textblob": [0, 0], "turn": 0})
    >>> coded = pd.DataFrame({"coder": "ana", "sentence": [0, 1], "tone": [-3, 3]})
    >>> beside_readers(coded, reading)[["rater", "alpha"]].values.tolist()[0]
    ['this collection', 1.0]
    """
    coders, scorers = answers_by_rater(coded, reading, "tone")
    raters = {name: ("program", scorers[name]) for name in scorers}
    if others is not None and len(others):
        models, _ = answers_by_rater(others, reading, "tone")
        raters |= {name: (made_by(name), models[name]) for name in models}
    rows = []
    for name, (made, given) in raters.items():
        both = pd.concat([coders.mean(axis=1), given], axis=1).dropna().to_numpy(float)
        if len(both):
            ends = alpha_interval(both)
            rows.append((name, made, alpha(both), *ends, rank_correlation(both), len(both)))
    columns = ["rater", "made", "alpha", "low", "high", "rank_correlation", "sentences"]
    return pd.DataFrame(rows, columns=columns)


def group_advice(coded: pd.DataFrame, reading: pd.DataFrame, cast: pd.DataFrame | None = None) -> list[str]:
    """Return what the coders should do next at this agreement, one sentence or two for each step.

    In: as `agreement_of_group` and `most_split`. Whom to ask, which sentences to talk about, which rule of
    the codebook to sharpen, and whether the answers can be used. After Krippendorff (2019), chapter 12: an
    agreement that was talked into being is none, so it is measured on a text that nobody has coded yet.

    >>> coded = pd.DataFrame({"coder": ["ana"], "sentence": [0], "tone": [1], "turn": 0, "twist": 0,
    ...     "speakers": "", "acts": "", "acted_on": ""})
    >>> group_advice(coded, pd.DataFrame({"sentence": [0], "text": ["Rain."]}))
    ['Agreement takes two coders of the same sentences: ask a second person to code this article.']
    """
    each = without_each(coded)
    odd = named_apart(each)
    table = agreement_of_group(coded[~coded["coder"].isin(odd)], cast)
    if table.empty:
        return ["Agreement takes two coders of the same sentences: ask a second person to code this article."]
    told = [_about(row) for row in each[each["coder"].isin(odd)].itertuples()]
    if odd:
        told.append("Until that is settled, what follows is said of the others alone.")
    split = most_split(coded, reading)
    if len(split):
        where = f"sentence{'s' if len(split) > 1 else ''} {listed(split['sentence'])}"
        told.append(f"Discuss {where}, where the grades lie farthest apart: let both ends give their reason.")
    low = table[table["value"] < TENTATIVE].sort_values("value")
    for row in low.head(2).itertuples():
        told.append(
            f"Sharpen the rule for `{row.question}` (alpha {row.value:.2f}, {row.reading}): write down what "
            "you agreed on in the discussion, with the sentence as its example."
        )
    if len(low):
        told.append("Then code another article by the new rules, each alone, and compute again.")
    firm = table.loc[table["low"] >= RELIABLE, "question"].tolist()
    usable = table.loc[(table["value"] >= TENTATIVE) & ~table["question"].isin(firm), "question"].tolist()
    if firm:
        told.append(f"Use as they are: {listed(firm)}; the whole interval is reliable.")
    if usable:
        told.append(
            f"Use with care: {listed(usable)}; more sentences would say whether the agreement is reliable."
        )
    return told


def _about(row) -> str:
    alike = f"(correlation {signed(row.with_others)})"
    if row.note == "reversed scale":
        why = f"grades run against the others' {alike}: was −3 taken for good?"
    else:
        why = f"grades follow the others' little {alike}: which rule was used?"
    return (
        f"Before all else ask {brief(row.coder, 30)}, whose {why} Without this file the alpha of tone is "
        f"{row.without:.2f}, with it {row.without - row.gain:.2f}."
    )
