"""Kinds of sentence in which a reader sees at once who speaks, and the parse alone does not."""

from __future__ import annotations

import pytest

from methods.pipeline import parsed
from methods.quotations import quotations
from methods.quotations.extraction import SILENT
from utils import parse


def told(text):
    return [(row.speaker, row.content) for row in quotations.rows(parse(text)) if row.kind not in SILENT]


@pytest.mark.parametrize("who", ["Norvale Bank", "The union", "Ann Roe"])
@pytest.mark.parametrize(
    "aside", ["itself a target of a Larch lawsuit", "one of three bidders", "long a critic of the deal"]
)
@pytest.mark.parametrize("says", ["said letters had been forged", "has denied the charges"])
def test_a_pair_of_spaced_hyphens_is_read_like_a_pair_of_commas(who, aside, says):
    assert told(f"{who} - {aside} - {says}.") == told(f"{who}, {aside}, {says}.") != []


def test_the_text_keeps_its_hyphens():
    text = (
        "Roe - who is 61 - was beaten 3 - 1 by Hale.\n- The well-known pair - had met.\n- Rain - now - fell."
    )
    doc = parsed(text)
    assert doc.text == text and [t.lemma_ for t in doc if t.text == "-"] == ["-"] * 9
    assert [t.dep_ for t in doc if t.text == "beaten"] == ["ROOT"]


@pytest.mark.parametrize(
    "text",
    [
        "Neither Norvale nor Larch Motors commented on the report.",
        "Neither Ann Roe nor Tom Hale would comment on the talks.",
        "Neither company would comment on the talks.",
        "Larch Motors neither confirmed nor denied the sale.",
        "Larch Motors and Norvale declined to comment on the report.",
    ],
)
def test_who_does_not_comment_is_not_heard(text):
    assert told(text) == []


@pytest.mark.parametrize(
    "first, paper",
    [
        ("Norvale is to cut 3,000 jobs, the Harbour Times newspaper reports.", "Harbour Times"),
        ("Talks between MG Larch and Norvale have failed, according to the Quay Post.", "Quay Post"),
        ("MG Larch may be sold, the Tidal Observer has reported.", "Tidal Observer"),
    ],
)
def test_the_paper_is_the_one_paper_of_the_sentence_whatever_firms_stand_there(first, paper):
    rows = told(f"{first} The paper said a plant would close. It also said that talks had begun in May.")
    assert [who for who, _ in rows[-2:]] == [paper, paper]


@pytest.mark.parametrize(
    "text",
    [
        "The Quay Post and the Harbour Times met MG Larch. The paper said a plant would close.",
        "The Quay Post met MG Larch. The company said a plant would close.",
    ],
)
def test_a_noun_that_two_bodies_fit_stays_open(text):
    assert [who for who, _ in told(text)] in (["the paper"], ["the company"])


def test_words_of_their_own_after_what_a_body_wants_are_not_the_bodys():
    text = "It rained. The government wanted to end this by having the forms “consigned to the past”. "
    rows = told(f"{text}“We are sweeping away every one of the forms that people have to fill in.”")
    assert [who for who, content in rows if "sweeping" in content] == [""]


def test_words_after_what_a_person_wants_go_on():
    text = "Ann Roe wanted to end this by having the forms “consigned to the past”. "
    rows = quotations.rows(parse(f"{text}“We are sweeping away every one of the forms of the years before.”"))
    assert {row.speaker for row in rows} == {"Ann Roe"}
