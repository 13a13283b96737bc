"""The figures of notebook 06 and the gallery of errors."""

import matplotlib.pyplot as plt
import pandas as pd
import pytest

from methods.article import load_article
from methods.figures import agreement_intervals, coders_and_machine, published_record
from methods.validation import (
    CODING_COLUMNS,
    agreement_of_raters,
    ask,
    coded_sentences,
    differences,
    error_record,
    judged_errors,
    machine_reading,
)
from utils import DATA, parse

EMPTY = pd.DataFrame(columns=CODING_COLUMNS).astype({"sentence": int, "tone": "Int64", "turn": "Int64"})
ONE = pd.DataFrame([("ana $x^2", 0, -3, 0)], columns=CODING_COLUMNS[:4])
TEXTS = {
    "empty": "",
    "one word": "Rain.",
    "formula": "Ana Lee said $x^2 and \\frac{1}{2}$ cost $5. <script>alert(1)</script> Roe left.",
    "long word": "x" * 5_000 + " left.",
}


@pytest.mark.parametrize("coded", [EMPTY, ONE], ids=["nobody", "one coder"])
@pytest.mark.parametrize("name", TEXTS)
def test_every_figure_of_every_text_can_be_drawn_and_has_alt_text(name, coded):
    reading = machine_reading(parse(TEXTS[name]))
    for fig in (coders_and_machine(coded, reading), agreement_intervals(agreement_of_raters(coded, reading))):
        fig.canvas.draw()
        assert len(fig.get_label()) > 20 and fig.axes[0].get_title(loc="left")
        plt.close(fig)


def test_the_figure_quotes_the_sentences_and_says_how_many_part():
    article = load_article()
    coded, reading = coded_sentences(article), machine_reading(parse(article))
    apart = differences(coded, reading)
    fig = coders_and_machine(coded, reading)
    opposed = int((apart["coders"] * apart["tone"] < 0).sum())
    assert f"opposite sides in {opposed} sentence" in fig.get_label()
    assert apart["text"][0][:40] in fig.get_label() and apart["difference"].abs().is_monotonic_decreasing
    assert len(fig.axes[0].get_yticklabels()) == 10
    plt.close(fig)


def test_the_record_is_drawn_on_one_axis_only_where_one_is_best():
    table = error_record()
    fig = published_record(table)
    assert len(fig.axes[0].get_yticklabels()) == (table["better"] == "higher").sum() < len(table)
    assert all(
        (DATA.parent / "report" / "validate.py").read_text(encoding="utf-8").count(name)
        for name in table["file"]
    )
    plt.close(fig)


def test_the_gallery_is_worked_out_and_holds_both_right_and_wrong():
    table = judged_errors()
    assert 12 <= len(table) <= 20 and 3 <= table["right"].sum() <= len(table) - 3
    assert table["machine"].tolist() == [
        ask(*row) for row in table[["question", "sentence", "about"]].itertuples(index=False)
    ]
    assert (table.loc[table["question"] != "tone", ["vader", "textblob"]] == "").all(axis=None)


@pytest.mark.parametrize(
    "question, sentence, about, answer",
    [
        ("tone", "The report has 149 pages.", "", "neutral"),
        ("tone toward", "The crowd insulted Anna Berg.", "Anna Berg", "negative"),
        ("twist", "It rained.", "", "no"),
        ("speaker", "Anna Berg said it rained.", "", "Anna Berg"),
        ("acts", "Germany was attacked by France.", "", "France > Germany"),
        ("acts", "It rained.", "", "none"),
    ],
)
def test_each_question_has_its_answer(question, sentence, about, answer):
    assert ask(question, sentence, about) == answer


SENTENCES = machine_reading(
    parse("The guests praised the warm welcome. It rained. A cruel storm killed two people.")
)


def title(*coders):
    rows = [(coder, sentence, tone, 0) for coder, tones in coders for sentence, tone in enumerate(tones)]
    fig = agreement_intervals(agreement_of_raters(pd.DataFrame(rows, columns=CODING_COLUMNS[:4]), SENTENCES))
    plt.close(fig)
    return fig.axes[0].get_title(loc="left").replace("\n", " "), fig.get_label()


def test_the_title_of_agreement_names_the_readers_as_the_table_does():
    one, two, three = ("model a", [2, 0, -3]), ("model b", [1, 0, -3]), ("model c", [3, 1, -2])
    found, alt = title(one, two)
    assert (
        found.startswith("On tone, model a and model b agree at 0.9")
        and "with this collection's tone at" in found
        and "coder" not in alt.casefold()
    )
    assert title(one, two, three)[0].startswith("On tone, all readers agree at ")
    assert "no two readers can be compared" in title(one)[0]


def test_the_usual_tool_has_one_name():
    fig = published_record(error_record())
    assert (
        fig.get_label().startswith("Better than the usual tool in ")
        and "the usual tool 0." in fig.get_label()
        and "peer" not in fig.get_label()
    )
    assert "the usual tool" in [text.get_text() for text in fig.legends[0].get_texts()]
    plt.close(fig)
