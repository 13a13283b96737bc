"""Figures: a finding as title, alt text from the same numbers; empty, long and hostile texts."""

import itertools
import warnings
from datetime import UTC, datetime

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from bs4 import BeautifulSoup
from matplotlib.backends.backend_agg import FigureCanvasAgg

from methods import figures, words
from methods.actions import actions
from methods.quotations import quotations
from methods.roles import role_sentences
from methods.tone import (
    sentence_tone,
    sentence_voices,
    tone_shifts,
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
    shifts = tone_shifts(doc)
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
    assert "down before sentence 1" in turns_in_words(tone_shifts(doc))


def test_no_turn_is_said_to_be_none():
    assert turns_in_words(tone_shifts("It rained.")) == "no turn of tone holds here; no possible turns"


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


@pytest.mark.parametrize("name", TEXTS)
def test_the_marked_article_holds_each_sentence_once_and_nothing_of_it_acts(name):
    doc = parse(TEXTS[name])
    page = BeautifulSoup(figures.marked_article(doc).data, "html.parser")
    shown = [" ".join(p.get_text().split()) for p in page.select(".words")]
    for sup in page.select("sup, .words .sr"):
        sup.decompose()
    shown = [p.get_text() for p in page.select(".words")]
    assert shown == list(sentences(doc)["text"])
    assert [div["id"] for div in page.select(".s")] == [f"s{n}" for n in range(len(shown))]
    assert not page.find_all(["script", "img"])


def test_marks_say_without_colour_who_and_how():
    page = BeautifulSoup(figures.marked_article(parse(STORY)).data, "html.parser")
    assert {sup.get_text() for sup in page.select(".who sup")} >= {"A", "B"}
    assert "tone −" in page.select_one(".down .sr").get_text() or page.select(".down .sr")
    assert any("words of Tom Roe" in note.get_text() for note in page.select(".notes"))
    assert any("tone falls at “but”" in note.get_text() for note in page.select(".notes"))


def test_the_marked_article_is_heard_as_it_is_seen():
    doc = parse("“Nobody wants the bridge. It will fall,” Roe said. Ana Lee praised it. She left.")
    page = BeautifulSoup(figures.marked_article(doc).data, "html.parser")
    assert page.select_one("#s1 .notes").get_text() == "❝words of Roe, continued"
    assert not page.select("p.notes + p.notes, .said + .said, a.no")
    assert page.select_one(".par")["aria-label"] == "Paragraph 1"
    for unheard in page.select("[aria-hidden]"):
        unheard.decompose()
    assert page.select_one("#s3 .words").get_text() == "She (Ana Lee) left."
    assert not {"❝", "▲", "▼"} & set(page.get_text())


def test_without_the_full_text_only_what_is_quoted_is_shown():
    doc = parse("Nothing happened for a long time. Rain fell on the town. “It is a disaster,” Tom Roe said.")
    told = BeautifulSoup(figures.marked_article(doc, whole=False).data, "html.parser").get_text()
    assert "It is a disaster" in told and "Rain fell" not in told


def test_in_brief_leads_to_sentences_and_is_escaped():
    html = figures.brief_list(parse("Ana Lee praised <b> Tom Roe. It rained.")).data
    assert "<h3>" in html and html.count("How sure") == 1
    assert 'href="#s0"' in html and "<b> Tom" not in html and "&lt;b&gt; Tom" in html


def test_labels_do_not_lie_on_one_another_and_titles_fit():
    doc = parse(TEXTS["long"])
    scored = sentence_tone(doc)
    args = scored, tone_shifts(doc), twists(doc), quotations(doc), role_sentences(doc)
    for small in (False, True):
        fig = figures.at_a_glance(*args)
        if small:
            figures.narrow(fig)
        figures.drawn_as_png(fig)
        fig.set_dpi(184)  # closing it set the dots back
        FigureCanvasAgg(fig).draw()
        for ax in fig.axes:
            texts = [text for text in ax.texts if text.get_visible() and text.get_text().strip()]
            boxes = [text.get_window_extent() for text in texts]
            assert not any(a.overlaps(b) for a, b in itertools.combinations(boxes, 2))
            title = next(t for t in ax.findobj(plt.Text) if t.get_text() == ax.get_title(loc="left"))
            assert title.get_window_extent().x1 <= fig.bbox.x1 + 1


def test_on_a_phone_legends_names_and_examples_stay_on_the_figure():
    doc = parse(
        STORY.replace("Tom Roe attacked", "The Committee for Bridges, Roads and Tunnels attacked") * 3
    )
    for fig in (figures.scores_by_sentence(sentence_tone(doc)), figures.told_or_said(actions(doc))):
        figures.narrow(fig)
        with warnings.catch_warnings():
            warnings.simplefilter("error", UserWarning)  # where panels would have no room
            figures.drawn_as_png(fig)
        fig.set_dpi(184)
        FigureCanvasAgg(fig).draw()
        shown = [text for ax in fig.axes for text in (ax.xaxis.label, *ax.texts) if text.get_visible()]
        for one in [*fig.legends, *shown]:
            box = one.get_window_extent()
            assert fig.bbox.x0 - 1 <= box.x0 and box.x1 <= fig.bbox.x1 + 1


def test_only_turns_that_hold_have_an_arrow():
    doc = parse(STORY)
    turns = tone_shifts(doc)
    drawn_turns = []
    for holds in (True, False):
        shifts = turns.assign(is_shift=True, holds=holds, cue="but")
        fig = figures.at_a_glance(
            sentence_tone(doc), shifts, twists(doc), quotations(doc), role_sentences(doc)
        )
        drawn_turns.append(any(text.get_text()[:1] in ("▲", "▼") for text in fig.axes[0].texts))
        plt.close(fig)
    assert drawn_turns == [True, False]


def test_an_alt_text_can_be_listened_to_and_does_not_break_off():
    scored = sentence_tone(parse(TEXTS["long"]))
    label = figures.scores_by_sentence(scored).get_label()
    plt.close("all")
    assert label.endswith(". The rest stands in the tables.") and "…" not in label and len(label) < 480


def test_a_long_article_is_drawn_by_its_paragraphs():
    doc = parse("\n\n".join(["It rained. The plan failed."] * 40))
    scored = sentence_tone(doc)
    fig = figures.at_a_glance(scored, tone_shifts(doc), twists(doc), quotations(doc), role_sentences(doc))
    assert len(fig.axes[0].patches) == 40 and "paragraph" in fig.axes[-1].get_xlabel()
    plt.close(fig)


def test_the_door_reads_what_is_pasted_and_tells_what_it_cannot():
    text, _, _, button, _, told, shown = figures.door().children
    button.click()
    assert "There is nothing to read yet" in told.value and not shown.value
    text.value = "Talks <b>resume</b>\n\nAna Lee praised the plan on Monday. Tom Roe attacked it."
    button.click()
    assert "In brief" in shown.value and 'id="s1"' in shown.value and "&lt;b&gt;" in shown.value


def given_file(name, content):
    file = {"name": name, "type": "", "size": len(content), "content": memoryview(content)}
    return (file | {"last_modified": datetime.now(UTC)},)


def test_the_door_reads_what_was_given_last_and_calls_a_file_by_its_name():
    text, address, file, button, _, told, shown = figures.door().children
    for name, its in (("../a <b>.txt", "a _b_.txt"), ("..", "article.txt"), ("notes\0.docx", "notes_.docx")):
        file.value = given_file(name, b"")
        button.click()
        assert its in told.value and "is empty" in told.value and "<b>" not in told.value, told.value
    assert file.description == "notes\0.docx"
    address.value = "http://127.0.0.1:9/no"
    button.click()
    assert not file.value and "127.0.0.1" in told.value and file.description == "or a file"
    text.value = "Talks resume\n\nAna Lee praised the plan on Monday. Tom Roe attacked it."
    button.click()
    assert not address.value and "Talks resume" in shown.value and not told.value
    file.value = given_file("rain.txt", b"Rain falls\n\n" + b"Ana Lee praised the rain of Monday. " * 4)
    button.click()
    assert "Rain falls" in shown.value and text.value, told.value


def test_a_corpus_leads_with_stories_and_links_their_titles():
    near = pd.DataFrame(
        [("a1", "b2", 0.6, 9, "ship"), ("b2", "a1", 0.6, 9, "ship"), ("c3", "a1", 0.1, 9, "rain")],
        columns=["article", "nearest", "similarity", "n", "shared"],
    )
    merged = pd.DataFrame({"article": ["a1", "b2"], "actor": "Ana", "speaks": [1, 1], "spoken_about": 0})
    html = figures.corpus_in_brief(near, merged, pd.Series({"a1": "A <b>", "b2": "B", "c3": "C"})).data
    assert "2 articles (<i>ship</i>)" in html and 'href="articles/a1.html">A &lt;b&gt;</a>' in html
    assert "Heard in the most of 3 articles: Ana (2)" in html


def test_two_pairs_that_hang_together_are_one_story_and_what_is_near_another_is_not_unlike():
    pairs = [
        ("a", "b", 0.6),
        ("b", "a", 0.6),
        ("c", "d", 0.5),
        ("d", "c", 0.5),
        ("c", "a", 0.4),
        ("e", "a", 0.1),
    ]
    near = pd.DataFrame(pairs, columns=["article", "nearest", "similarity"]).assign(n=9, shared="ship")
    merged = pd.DataFrame({"article": ["a"], "actor": ["Ana"], "speaks": [0], "spoken_about": [0]})
    html = figures.corpus_in_brief(near, merged, pd.Series({key: f"T{key}" for key in "abcde"})).data
    assert "4 articles (<i>ship</i>)" in html and html.count("1 article with a story") == 1
    assert 'html">Te</a>: likeness 0.10' in html and "likeness 0.5" not in html


def test_the_loudest_voice_is_quoted_below_the_shares_and_is_none_of_the_cast():
    doc = parse(
        "The mayor met Ann Lee. “The old bridge will stand for years,” said Ann Lee. It rained all day."
    )
    told = BeautifulSoup(figures.brief_list(doc).data, "html.parser").get_text()
    assert "In the words of Ann Lee: “The old bridge will stand" in told and "says:." not in told
