"""Measuring on labelled sets: figures worked by hand on texts of our own, and what is said of sets that are
not in order.
"""

import json

import pytest

from report.validate import GoldError, _b_cubed, _same, main, validate

pytestmark = pytest.mark.slow

WORST, BEST, DULL = (
    "The cruel attack was a shameful disaster.",
    "The guests praised the wonderful welcome.",
    "The room is long.",
)
QUOTE = "“We will rebuild the bridge,” Anna Berg said. Tom Roe said it will cost a lot."
SETS = {
    "tone.jsonl": [
        {"text": [WORST, BEST, DULL, WORST, BEST, DULL], "mean": [-3, 3, 0, -3, 3, 0], "jumps": [0, 3]}
    ],
    "target.jsonl": [
        {"text": "The crowd insulted Anna Berg.", "start": 19, "end": 28, "label": "negative"},
        {"text": DULL, "start": 4, "end": 8, "label": "neutral"},
        {"text": "The guests praised Anna Berg.", "start": 19, "end": 28, "label": "negative"},
    ],
    # The second attribution is labelled with the wrong speaker, so it is found but not right.
    "quotes.jsonl": [
        {
            "text": QUOTE,
            "attributions": [
                {"content": [[0, 30]], "source": [[31, 40]]},
                {"content": [[59, 78]], "source": [[31, 40]]},
            ],
        }
    ],
    "actors.jsonl": [
        {
            "id": "gum/1",
            "text": "Foreign Minister Anna Berg met Tom Roe. Berg left.",
            "mentions": [
                {"start": 17, "end": 26, "actor": "a"},
                {"start": 31, "end": 38, "actor": "b"},
                {"start": 40, "end": 44, "actor": "a"},
                {"start": 45, "end": 49, "actor": "c"},
            ],
        }
    ],
    "relations.jsonl": [
        {
            "text": "France attacked Germany.",
            "source": "France",
            "target": "Germany",
            "quad": "material conflict",
        },
        {
            "text": "Norway thanked Sweden.",
            "source": "Sweden",
            "target": "Norway",
            "quad": "verbal cooperation",
        },
    ],
}


def written(folder, sets=SETS):
    for name, rows in sets.items():
        (folder / name).write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return folder


def test_figures_are_those_worked_by_hand(tmp_path):
    found = {(result, measure): (n, value) for result, measure, n, value, _ in validate(written(tmp_path))}
    assert found["sentence tone", "correlation with the mean of 20 readers"] == (
        6,
        pytest.approx(1, abs=0.05),
    )
    assert found["words alone", "correlation with the mean of 20 readers"] == (6, pytest.approx(1, abs=0.1))
    assert found["shifts", "area under the curve for turns that readers marked"] == (5, 1)
    assert found["shifts", "true among the fifth flagged most strongly"] == (5, 1)
    assert found["shifts", "true among strong turns from one side of neutral to the other"] == (2, 1)
    assert found["shifts", "finds the biggest turn of an article"] == (1, 1)
    # Of three, two negative ones: one found. F1 2/3, 1 for neutral, 0 for positive, which nothing is.
    assert found["tone toward", "macro-F1 of three classes"] == (3, pytest.approx((2 / 3 + 1 + 0) / 3))
    assert found["quotations", "F1 of quotations found (overlap .3)"] == (2, 1)
    assert found["quotations", "right speaker of all"] == (2, 0.5)
    assert found["actors", "named mentions found"] == (4, 0.75)
    assert found["actors", "B-cubed F1 of variants merged"] == (4, 1)
    assert found["actions", "source and target right in one action"] == (2, 0.5)
    assert found["actions", "cooperation or conflict (macro-F1)"] == (2, 1)


def test_b_cubed_worked_by_hand():
    # All three in one cluster, two of them rightly: precision (2/3 + 2/3 + 1/3) / 3, recall 1.
    assert _b_cubed([[("a", "x"), ("a", "x"), ("b", "x")]]) == pytest.approx(2 * (5 / 9) / (5 / 9 + 1))


@pytest.mark.parametrize(
    "answer, label, same",
    [
        ("the foreign minister", "minister", True),
        ("the ministers", "minister", False),
        ("the", "the", False),
        ("the tall old man of the sea", "man", False),
        ("Norway's envoy", "Norway", True),
    ],
)
def test_an_answer_is_the_label_where_they_share_a_third(answer, label, same):
    assert _same(answer, label) == same


def test_one_file_is_enough_and_every_figure_has_its_row_in_the_record(tmp_path):
    assert {row[0] for row in validate(written(tmp_path, {"target.jsonl": SETS["target.jsonl"]}))} == {
        "tone toward"
    }


def test_sets_in_which_nothing_is_labelled_have_no_figures(tmp_path):
    sets = {
        "tone.jsonl": [{"text": [WORST, BEST, DULL], "mean": [-3, 3, 0], "jumps": []}],
        "quotes.jsonl": [{"text": DULL, "attributions": []}],
        "actors.jsonl": [{"id": "gum/1", "text": DULL, "mentions": []}],
    }
    found = {
        (result, measure): (n, value) for result, measure, n, value, _ in validate(written(tmp_path, sets))
    }
    for figure in (
        ("quotations", "right speaker of all"),
        ("actors", "named mentions found"),
        ("actors", "B-cubed F1 of variants merged"),
    ):
        assert found[figure] == (0, pytest.approx(float("nan"), nan_ok=True))


@pytest.mark.parametrize(
    "sets, said",
    [
        ({}, "holds none of tone.jsonl"),
        ({"target.jsonl": [{"text": "x"}]}, "line 1 has no field “end” of the right kind"),
        (
            {"target.jsonl": [SETS["target.jsonl"][0] | {"start": "19"}]},
            "line 1 has no field “start” of the right kind",
        ),
        (
            {"relations.jsonl": [SETS["relations.jsonl"][0] | {"quad": "conflict"}]},
            "line 1 has no field “quad” of the right kind",
        ),
        (
            {"quotes.jsonl": [{"text": QUOTE, "attributions": [{"content": [[0]], "source": []}]}]},
            "no field “attributions” of the right kind",
        ),
        (
            {"tone.jsonl": [{"text": [WORST, BEST], "mean": [1], "jumps": []}]},
            "more or fewer means than sentences",
        ),
        ({"tone.jsonl": ["not an object"]}, "line 1 is not a JSON object"),
        ({"quotes.jsonl": []}, "quotes.jsonl is empty"),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence(tmp_path, sets, said):
    with pytest.raises(GoldError, match=said):
        list(validate(written(tmp_path, sets)))


@pytest.mark.parametrize(
    "arguments, code, said",
    [
        ([""], 2, "Name the folder"),
        (["no/such/folder"], 2, "no/such/folder holds none of"),
        (["--help"], 0, "relations.jsonl"),
        ([], 2, "tone.jsonl"),
    ],
)
def test_the_command_says_what_is_missing(monkeypatch, capsys, arguments, code, said):
    monkeypatch.setattr("sys.argv", ["validate", *arguments])
    assert main() == code
    printed = capsys.readouterr()
    assert said in printed.out + printed.err and printed.err.count("\n") <= 1


def test_the_command_prints_each_figure_beside_the_shipped_one(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(
        "sys.argv", ["validate", str(written(tmp_path, {"target.jsonl": SETS["target.jsonl"]}))]
    )
    assert main() == 0
    assert capsys.readouterr().out.splitlines()[1].split()[-4:-1] == ["3", "0.56", "0.83"]
