"""A class of coders: one alpha, who stands apart, what splits it, and what it should do next."""

import numpy as np
import pandas as pd
import pytest
from nltk.metrics import AnnotationTask, binary_distance, interval_distance, masi_distance

from methods.article import article_of
from methods.figures import coders_grid
from methods.figures.coders import MOST_SENTENCES
from methods.validation import (
    IN_FILE,
    agreement_of_group,
    alpha,
    alpha_interval,
    beside_readers,
    coded_sentences,
    coders_answers,
    group_advice,
    interval,
    key_of,
    machine_reading,
    most_split,
    named_apart,
    unread_codings,
    without_each,
    write_coding,
)
from methods.validation.coefficients import names_apart
from utils import parse

FIELDS = ["turn", "twist", "speakers", "acts", "acted_on"]


def a_class(seed=0, sentences=20, good=10, noise=0.8):
    """Coders of one article with noise, one with a reversed scale, one who does not read."""
    rng = np.random.default_rng(seed)
    truth = rng.normal(-0.4, 1.4, sentences)
    tones = {f"pupil {n}": truth + rng.normal(0, noise, sentences) for n in range(good)}
    tones |= {"upside": -(truth + rng.normal(0, noise, sentences)), "asleep": rng.normal(0, 1.4, sentences)}
    rows = [
        (coder, n, int(np.clip(round(tone), -3, 3)), 0, 0, "", "", "")
        for coder, given in tones.items()
        for n, tone in enumerate(given)
    ]
    return pd.DataFrame(rows, columns=["coder", "sentence", "tone", *FIELDS])


def reading(sentences=20):
    return pd.DataFrame({"sentence": range(sentences), "text": [f"Line {n}." for n in range(sentences)]})


@pytest.mark.parametrize("distance", [interval_distance, binary_distance])
def test_alpha_is_that_of_nltk_and_its_interval_that_of_drawing_anew(distance):
    values = np.random.default_rng(3).integers(-3, 4, (15, 4)).astype(float)
    values[2, 1] = values[4, :3] = np.nan
    data = [(c, i, v) for i, row in enumerate(values) for c, v in enumerate(row) if v == v]
    data = [one for one in data if one[1] != 4]  # NLTK counts lone answers, Krippendorff does not
    assert alpha(values, distance) == pytest.approx(AnnotationTask(data, distance=distance).alpha())
    drawn = interval(values, lambda some: alpha(some, distance), 200)
    assert alpha_interval(values, distance, 200) == pytest.approx(drawn)


def test_sets_of_names_are_compared_by_what_they_share():
    one, two, three = frozenset("ab"), frozenset("a"), frozenset("c")
    assert names_apart(one, one) == 0 < names_apart(one, two) < names_apart(one, three) == 1
    data = [("x", 0, one), ("y", 0, one), ("x", 1, two), ("y", 1, one), ("x", 2, three), ("y", 2, three)]
    values = [[one, one], [two, one], [three, three]]
    assert alpha(values, names_apart) == pytest.approx(AnnotationTask(data, distance=masi_distance).alpha())


def test_the_reversed_and_the_careless_are_named_and_nobody_else():
    named = [set(named_apart(without_each(a_class(seed)))) for seed in range(12)]
    assert all("upside" in names for names in named) and sum("asleep" in names for names in named) >= 10
    assert all(names <= {"upside", "asleep"} for names in named)
    each = without_each(a_class()).set_index("coder")
    assert each.index[0] == "upside" and each.loc["upside", "note"] == "reversed scale"
    assert each.loc["upside", "gain"] > 0.1 > abs(each.loc["pupil 1", "gain"])


@pytest.mark.parametrize("seed", range(4))
def test_in_a_class_with_noise_alone_nobody_is_named(seed):
    coded = a_class(seed)
    coded = coded[coded["coder"].str.startswith("pupil")]
    assert named_apart(without_each(coded)) == []
    assert "nobody stands apart" in coders_grid(coded, reading()).get_label()


def test_lesser_oddities_are_noted_but_nobody_is_left_out_for_them():
    truth = [-2, -1, 0, 1, 1, 0, -1, -2]
    tones = {"ana": truth, "tom": truth, "eva": [t + 2 for t in truth], "joe": [0] * 8, "lee": truth[:3]}
    rows = [(coder, n, tone) for coder, given in tones.items() for n, tone in enumerate(given)]
    each = without_each(pd.DataFrame(rows, columns=["coder", "sentence", "tone"]))
    notes = each.set_index("coder")["note"].to_dict()
    assert notes == {
        "ana": "",
        "tom": "",
        "eva": "grades higher",
        "joe": "one grade for all",
        "lee": "too few",
    }
    assert named_apart(each) == []


def test_one_alpha_for_each_question_and_names_by_the_cast():
    rows = [
        ("ana", 0, 1, 0, 0, "Foreign Minister Ana Lee", "", ""),
        ("tom", 0, 1, 0, 1, "Lee", "", ""),
        ("ana", 1, -2, 1, 0, "", "", ""),
        ("tom", 1, -2, 1, 0, "nobody", "", ""),
        ("ana", 2, 0, 0, 0, "the guests", "", ""),
        ("tom", 2, 1, 0, 0, "guests; the mayor", "", ""),
    ]
    coded = pd.DataFrame(rows, columns=["coder", "sentence", "tone", *FIELDS])
    cast = pd.DataFrame({"actor": ["Ana Lee"], "aliases": ["Lee"]})
    table = agreement_of_group(coded, cast).set_index("question")
    assert list(table.index) == ["tone", "turn", "twist", "speakers"]  # nobody answered the others
    assert table.loc["turn", ["value", "sentences"]].tolist() == [1, 2]
    assert 0.5 < table.loc["speakers", "value"] < 1
    assert (
        table.loc["speakers", "value"] > agreement_of_group(coded).set_index("question")["value"]["speakers"]
    )
    assert coders_answers(coded, "acts").empty


def test_what_splits_the_class_is_quoted_without_those_who_stand_apart():
    coded = a_class()
    split = most_split(coded, reading())
    assert len(split) == 3 and split["spread"].is_monotonic_decreasing
    assert split["text"].tolist() == [f"Line {n}." for n in split["sentence"]]
    assert "upside" not in " ".join(split["grades"]) and "pupil" in split["grades"][0]


def test_advice_follows_the_value():
    told = " ".join(group_advice(a_class(noise=0.6), reading()))
    assert "ask upside, whose grades run against the others'" in told and "Discuss sentences" in told
    assert "Sharpen the rule for `tone`" not in told, "without the two the rule is good enough"
    alike = a_class(noise=0.01)
    alike = alike[alike["coder"].str.startswith("pupil")]
    assert "Use as they are: tone" in " ".join(group_advice(alike, reading()))
    apart = a_class(noise=3)
    told = " ".join(group_advice(apart[apart["coder"].str.startswith("pupil")], reading()))
    assert "Sharpen the rule for `tone`" in told and "code another article" in told


def test_twelve_coders_fit_on_one_screen():
    fig = coders_grid(a_class(sentences=60), reading(60))
    width, height = fig.get_size_inches()
    assert width <= 11 and height <= 8.5 and len(fig.axes[0].get_yticks()) == MOST_SENTENCES
    assert "upside" in fig.get_label() and "36 more are not drawn" in fig.axes[0].get_xlabel()


@pytest.mark.parametrize("coders", [[], ["ana"], ["ana", "tom"]])
def test_few_coders_are_no_error(coders):
    rows = [(coder, n, n, 0, 0, "", "", "") for coder in coders for n in range(3)]
    coded = pd.DataFrame(rows, columns=["coder", "sentence", "tone", *FIELDS])
    assert coders_grid(coded, reading()).get_label()
    assert named_apart(without_each(coded)) == [] and group_advice(coded, reading())
    assert most_split(coded, reading()).empty


def test_the_machine_and_the_models_stand_apart():
    doc = parse("The talks were a cruel failure. The guests praised the warm welcome. It rained.")
    coded = pd.DataFrame(
        [(c, n, t) for c in ("ana", "tom") for n, t in enumerate((-3, 3, 0))],
        columns=["coder", "sentence", "tone"],
    ).assign(turn=0)
    models = coded[coded["coder"] == "ana"].assign(coder="ai_one")
    table = beside_readers(coded, machine_reading(doc), models).set_index("rater")
    assert table.loc["ai_one", "made"] == "model" and table.loc["ai_one", "alpha"] == 1
    assert table.loc["VADER", "made"] == "program" and table["sentences"].eq(3).all()


def test_a_class_of_files_with_one_broken_is_read_and_both_are_named(tmp_path):
    article = article_of("\n".join(f"This is line {n}." for n in range(20)), title="Lines")
    for coder, rows in a_class().groupby("coder"):
        write_coding(tmp_path / f"{coder}.csv", rows.assign(article=key_of(article))[IN_FILE])
    (tmp_path / "pupil 9.csv").write_text('article,sentence,tone,turn\n"k,0,1', encoding="utf-8")
    coded, problems = coded_sentences(article, tmp_path), unread_codings(tmp_path)
    assert coded["coder"].nunique() == 11 and problems["problem"][0].startswith("pupil 9.csv is not a table")
    assert "upside" in named_apart(without_each(coded))
