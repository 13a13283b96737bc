"""Quotations that careful readers of news met and that went to the wrong voice: kinds, in made-up sentences."""

import pytest

import utils
from methods.quotations import quotations


def rows(text, *columns):
    return quotations(utils.parse(text, reader=False))[list(columns)].values.tolist()


@pytest.mark.parametrize(
    "first",
    [
        "\"I told them, 'I am not your doctor and never was.'\"",
        "\"I told them that I was not their doctor, and they shouted 'never'.\"",
        '"I told them that I was not their doctor. What else was I to do?"',
    ],
)
def test_a_quotation_that_ends_a_sentence_is_not_the_next_speakers(first):
    found = rows(f'{first} Baker told researchers: "They never listened that winter."', "speaker", "content")
    assert ["Baker", '"They never listened that winter."'] in found
    assert all(who != "Baker" for who, content in found if content.startswith(first[:6]))


@pytest.mark.parametrize(
    "between, told",
    [
        ("But she said a Scottish harbour code would stop small boats from landing.", 1),
        ("She argued that a loan would pay for a new ship.", 1),
        ("The ship was built by her father in a cold winter.", 0),
    ],
)
def test_what_is_told_between_two_quotations_is_no_gap_of_them(between, told):
    first, last = '"The ferry is too old to sail,"', '"It would take us five years to pay it all back."'
    found = rows(f"{first} Ann Roe said. {between} {last}", "kind", "speaker", "content")
    assert all(who == "Ann Roe" for _, who, _ in found)
    assert [kind for kind, *_ in found] == ["direct", "indirect", "direct"][: 1 if not told else 3]
