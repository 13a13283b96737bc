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
    text = "Roe - who is 61 - was beaten 3 - 1 by Hale.\n- The well-known pair - had met.\n- It rained - hard - here."
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
