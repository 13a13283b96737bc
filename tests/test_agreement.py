"""Agreement: figures worked by hand, a second implementation of each, missing answers, intervals and their
words.
"""

import krippendorff
import numpy as np
import pandas as pd
import pytest
from nltk.metrics import binary_distance
from sklearn.metrics import cohen_kappa_score

from methods.tone.scorers import SCORERS
from methods.validation import (
    agreement_of_raters,
    alpha,
    answers_by_rater,
    in_words,
    interval,
    kappa,
    machine_reading,
    rank_correlation,
    reached,
    sides,
)
from methods.validation.agreement import MOST_IN_PAIRS
from utils import parse

NAN = np.nan
STORY = (
    "The talks were a cruel failure. The guests praised the warm welcome. It rained. But the "
    "shameful attack on the port went on."
)


def test_alpha_worked_by_hand():
    # Two sentences count: (1, 2) and (3, 2). Observed: both differ by 1, mean square 1. Expected, of the
    # labels 1 2 2 3: four
    # ordered pairs that differ by 1, twice over, and two that differ by 2: (8 * 1 + 2 * 4) / 12 = 4/3. Alpha
    # = 1 - 3/4.
    assert alpha([[1, 2], [2, NAN], [NAN, 3], [3, 2]]) == pytest.approx(0.25)
    # Three of four alike. Labels: five 0, three 1. Observed 1/4, expected 2 * 15 / 56.
    assert alpha([[1, 1], [0, 0], [0, 0], [1, 0]], binary_distance) == pytest.approx(1 - 0.25 / (30 / 56))


def test_kappa_worked_by_hand():
    # Three of four alike; by chance 1/2 * 1/4 + 1/2 * 3/4 = 1/2.
    assert kappa([[1, 1], [0, 0], [1, 0], [0, 0]]) == pytest.approx(0.5)
    # Weighted: one sentence is off by 2 of 3, mean 2/3; by chance the mean distance of {-1, 0, 1} and {-1, 0,
    # -1} is 8/9.
    assert kappa([[-1, -1], [0, 0], [1, -1]]) == pytest.approx(1 - (2 / 3) / (8 / 9))


@pytest.mark.parametrize("seed", range(5))
def test_other_implementations_give_the_same(seed):
    rng = np.random.default_rng(seed)
    values = rng.integers(-3, 4, (20, 3)).astype(float)
    values[:, 1] = np.where(rng.random(20) < 0.6, values[:, 0], values[:, 1])
    assert kappa(values[:, :2]) == pytest.approx(cohen_kappa_score(*values[:, :2].T, weights="linear"))
    assert kappa(sides(values[:, :2])) == pytest.approx(
        cohen_kappa_score(*sides(values[:, :2]).T, weights="linear")
    )
    values[rng.random(values.shape) < 0.2] = NAN
    assert alpha(values) == pytest.approx(krippendorff.alpha(values.T, level_of_measurement="interval"))
    turns = np.where(np.isnan(values), NAN, values > 0)
    assert alpha(turns, binary_distance) == pytest.approx(
        krippendorff.alpha(turns.T, level_of_measurement="nominal")
    )


@pytest.mark.parametrize("values", [[], [[1, NAN], [NAN, 2]], [[2, 2], [2, 2]]])
def test_what_cannot_be_compared_is_undefined(values):
    assert np.isnan(
        [alpha(values), kappa(values), rank_correlation(values), *interval(values, alpha, 20)]
    ).all()
    assert "undefined" in in_words(NAN, NAN, NAN, 0)


def test_ranks_do_not_ask_for_one_scale_and_alpha_does():
    values = np.array([[-3, -0.03], [-1, -0.02], [2, 0.01], [3, 0.04]])
    assert rank_correlation(values) == 1 and alpha(values) < 0.5


def test_intervals_are_repeatable_and_shrink_with_more_sentences():
    rng = np.random.default_rng(1)
    first = rng.integers(-3, 4, 200)
    values = np.stack([first, np.clip(first + rng.integers(-1, 2, 200), -3, 3)], axis=1)
    few, many = interval(values[:10], alpha, 200), interval(values, alpha, 200)
    assert few == interval(values[:10], alpha, 200)
    assert many[0] < alpha(values) < many[1] and many[1] - many[0] < few[1] - few[0]


def test_a_small_tone_has_no_side():
    assert sides([-2, -0.1, 0, 0.2, NAN]).tolist()[:4] == [-1, 0, 0, 1]


@pytest.mark.parametrize(
    "value, low, high, words",
    [
        (0.9, 0.85, 0.95, "reliable; the interval"),
        (0.7, 0.67, 0.79, "tentative conclusions only; "),
        (0.3, 0.1, 0.9, "10 sentences cannot settle"),
        (-0.2, -0.5, -0.1, "no better than chance; "),
        (1, 1, 1, "only more than 10 sentences"),
    ],
)
def test_words_go_by_the_value_and_the_width(value, low, high, words):
    assert words in in_words(value, low, high, 10)


def test_coders_are_compared_with_each_other_and_with_the_scorers():
    reading = machine_reading(parse(STORY))
    coded = pd.DataFrame(
        [
            ("ana", 0, -3, 0),
            ("ana", 1, 2, 1),
            ("ana", 3, -3, 1),
            ("tom", 0, -2, 0),
            ("tom", 1, 3, 1),
            ("tom", 2, 0, 1),
        ],
        columns=["coder", "sentence", "tone", "turn"],
    )
    table = agreement_of_raters(coded, reading).set_index(["first", "second", "question"])
    assert set(table.index) == {("ana", "tom", q) for q in ("tone", "turn")} | {
        (c, s, "tone")
        for c in ("ana", "tom")
        for s in ("this collection", "its words alone", "VADER", "TextBlob")
    } | {(c, "this collection", "turn") for c in ("ana", "tom")}
    assert table.loc[("ana", "tom", "tone"), "sentences"].tolist() == [2, 2, 2]
    assert table.loc[("ana", "tom", "turn"), "sentences"].tolist() == [1, 1]
    ours = table.loc[("ana", "this collection", "tone")].set_index("measure")["value"]
    coders, scorers = answers_by_rater(coded, reading, "tone")
    assert (
        ours["alpha (interval)"] == alpha(np.stack([coders["ana"], scorers["this collection"]], axis=1)) > 0.7
    )
    assert (
        list(agreement_of_raters(coded[:0], reading).columns) == list(table.reset_index().columns)
        and agreement_of_raters(coded[:0], reading).empty
    )
    assert "tom" not in agreement_of_raters(coded[:3], reading)["second"].tolist()


@pytest.mark.parametrize("coders, pairs", [(3, 3), (MOST_IN_PAIRS + 1, 0)])
def test_more_than_two_are_compared_as_a_whole_and_in_pairs_while_they_are_few(coders, pairs):
    reading = machine_reading(parse("The guests praised the warm welcome. It rained."))
    coded = pd.DataFrame(
        [(f"coder {n}", sentence, (n + sentence) % 7 - 3, 0) for n in range(coders) for sentence in (0, 1)],
        columns=["coder", "sentence", "tone", "turn"],
    )
    table = agreement_of_raters(coded, reading).query("question == 'tone' and measure == 'alpha (interval)'")
    of_all = table[table["first"] == "all readers"]
    assert (of_all["second"] == "").sum() == 1 and table["second"].str.startswith("coder").sum() == pairs
    assert len(table) == 1 + (pairs + coders * len(SCORERS) if pairs else len(SCORERS))


def alphas(*rows):
    table = pd.DataFrame(rows, columns=["first", "second", "value", "low", "high"])
    return table.assign(question="tone", measure="alpha (interval)")


def test_what_was_reached_is_counted_by_the_whole_interval():
    told = reached(
        alphas(
            ("ana", "tom", 0.9, 0.7, 0.95),
            ("ana", "this collection", 0.5, 0.1, 0.8),
            ("ana", "VADER", 0.4, 0.2, 0.6),
            ("ana", "TextBlob", -0.5, -0.6, 0.0),
        )
    )
    assert (
        "Of 4 alphas, none reaches .80 with its whole interval, and 1 reaches .667." in told
        and "in 2 of 3 comparisons" in told
    )
    assert "no alpha" in reached(alphas(("ana", "tom", NAN, NAN, NAN))) and "comparisons" not in reached(
        alphas(("ana", "tom", 0.9, 0.7, 0.95))
    )
