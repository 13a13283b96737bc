"""Figures: a finding as title, alt text from the same numbers; empty, long and hostile texts."""

import itertools

import matplotlib.pyplot as plt
import pandas as pd
import pytest

from methods import figures, words
from methods.actions import actions
from methods.quotations import quotations
from methods.roles import role_sentences
from methods.tone import (
    sentence_tone,
    sentence_voices,
    shifts_between,
    tone_words,
    turning_voices,
    turns_in_words,
    twists,
)
from methods.validation import usual_error
from utils import parse, sentences

STORY = (
    "Ana Lee praised the wonderful plan. But Tom Roe attacked it as a cruel and shameful failure.\n\n"
    "“It is a disaster,” Roe said. Lee thanked Roe. The council met Lee on Friday."
)
TEXTS = {
    "story": STORY,
    "empty": "",
    "one word": "Rain.",
    "formula": "Ana Lee said $x^2 and \\frac{1}{2}$ cost $5. <script>alert(1)</script> Roe left.",
    "long word": "x" * 10_000 + " left. Ana Lee spoke.",
    "right to left": "שלום עולם. مرحبا بالعالم.",
    "long": STORY * 15,
}


def drawn(doc):
    scored, quotes = sentence_tone(doc), quotations(doc)
    shifts = shifts_between(scored)
    frequencies = words.word_frequencies(doc)
    top = frequencies["word"].head(5)
    places = pd.concat(
        [words.concordance(doc, word).assign(word=word) for word in top]
        or [pd.DataFrame(columns=["word", "position"])]
    )
    starts = sentences(doc).groupby("paragraph")["start"].min() / max(1, len(doc.text))
    return [
        figures.word_bars(frequencies),
        figures.key_words(words.keyness(doc)),
        figures.dispersion(places, starts.to_frame("position")),
        figures.scores_by_sentence(scored),
        figures.tone_by_voice(scored, shifts),
        figures.speaking_time(quotes, scored),
        figures.network(actions(doc)),
        figures.told_or_said(actions(doc)),
        figures.at_a_glance(scored, shifts, twists(doc), quotes, role_sentences(doc)),
    ]


@pytest.mark.parametrize("name", TEXTS)
def test_every_figure_of_every_text_can_be_drawn_and_has_alt_text(name):
    for fig in drawn(parse(TEXTS[name])):
        fig.canvas.draw()
        assert fig.axes[0].get_title(loc="left") and fig.get_label().startswith(
            fig.axes[0].get_title(loc="left").split("\n")[0]
        )
        assert fig.get_figheight() < 16
        plt.close(fig)


def test_labels_of_twenty_actors_do_not_collide():
    names = [f"Minister Number {n} of Somewhere" for n in range(20)]
    acts = pd.DataFrame(
        [
            (a, b, "accuse", "verbal conflict", "ACCUSE", "asserted", "", False)
            for a, b in itertools.pairwise(names)
        ],
        columns=["source_actor", "target_actor", "verb", "quad", "relation", "status", "voice", "negated"],
    )
    fig = figures.network(acts)
    fig.canvas.draw()
    boxes = [text.get_window_extent() for text in fig.axes[0].texts if text.get_text() in names]
    assert len(boxes) == 20
    assert not any(a.overlaps(b) for a, b in itertools.combinations(boxes, 2))
    assert all(fig.bbox.x0 <= box.x0 and box.x1 <= fig.bbox.x1 for box in boxes)


def test_the_network_is_the_same_from_run_to_run():
    first, second = figures.network(actions(parse(STORY))), figures.network(actions(parse(STORY)))
    assert [t.get_position() for t in first.axes[0].texts] == [t.get_position() for t in second.axes[0].texts]


def test_coloured_sentences_are_escaped_and_carry_their_numbers():
    text = "The <b> praised the wonderful plan."
    html = figures.marked_text(text, tone_words(text)).data
    assert "&lt;b&gt;" in html and "<b>" not in html
    assert html.count("<mark") == len(tone_words(text)) >= 1 and "<small>+" in html


def test_every_number_opens_its_sentences_and_they_are_escaped():
    doc = parse("Maria Lopez praised the <b> plan. Lopez left Germany.")
    html = figures.role_evidence(role_sentences(doc), sentences(doc), ["mentioned", "acts", "acted_on"]).data
    assert "<summary>Maria Lopez: mentioned 2" in html and "&lt;b&gt;" in html and "<b>" not in html
    assert html.count("<li>mentioned") == (role_sentences(doc)["role"] == "mentioned").sum()


def test_who_speaks_on_both_sides_of_a_turn():
    doc = parse(
        "The wonderful talks were a great success, and everyone celebrated happily. "
        "“They were a horrible, disgusting failure and a cruel fraud,” Tom Roe said."
    )
    assert sentence_voices(doc)["voice"].tolist() == ["the narrator", "Tom Roe"]
    turn = turning_voices(doc).iloc[0]
    assert (turn["voice_before"], turn["voice_after"]) == ("the narrator", "Tom Roe") and turn["change"] < 0
    assert "before 1 sentence: 1 (down" in turns_in_words(shifts_between(sentence_tone(doc)))


def test_no_turn_is_said_to_be_none():
    assert (
        turns_in_words(shifts_between(sentence_tone(parse("It rained."))))
        == "no turn of tone is likely, none possible"
    )


def test_the_usual_error_is_read_from_the_record():
    assert "VADER" in usual_error("sentence tone") and usual_error("nothing of the kind") == ""


def test_tables_show_two_places_and_never_a_power_of_ten():
    assert figures.say  # with the page comes its look of numbers
    shown = pd.DataFrame({"x": [1e-9, -1e-9, 123456789.0]}).to_html()
    assert "0.00" in shown and "-0.00" not in shown and "123456789.00" in shown and "e-" not in shown


def test_an_empty_table_is_a_sentence_and_another_is_itself():
    table = pd.DataFrame({"word": ["a"]})
    assert figures.rows_or(table, "None.") is table
    assert (
        figures.rows_or(table.head(0), "Nothing <here>.").data
        == '<p class="mathjax_ignore">Nothing &lt;here&gt;.</p>'
    )
