"""Criticism and praise by words."""

import pytest

import utils
from methods.actions import actions


@pytest.mark.parametrize(
    "text, found",
    [
        ("“Ann Lee is a shameless liar,” said Tom Roe.", {("Tom Roe", "Ann Lee", "ACCUSE")}),
        ("“Ann Lee is a brilliant and honest doctor,” said Tom Roe.", {("Tom Roe", "Ann Lee", "SUPPORT")}),
        ("Tom Roe said Ann Lee was a disgrace.", {("Tom Roe", "Ann Lee", "ACCUSE")}),
        ("Tom Roe said Ann Lee was wrong.", {("Tom Roe", "Ann Lee", "ACCUSE")}),
        ("“Ann Lee is not a liar,” said Tom Roe.", set()),
        ("“Is Ann Lee a shameless liar?” asked Tom Roe.", set()),
        ("“If Ann Lee is a liar, we shall see,” said Tom Roe.", set()),
        ("“Ann Lee is a doctor,” said Tom Roe.", set()),
        ("“Tom Roe is a disgrace,” said Tom Roe.", set()),
        ("“The weather is awful,” said Tom Roe.", set()),
        ("Ann Lee is a shameless liar.", set()),
    ],
)
def test_who_is_praised_or_blamed(text, found):
    table = actions(utils.parse(text))
    table = table[table["quad"] != ""]
    assert {(a.source_actor, a.target_actor, a.relation) for a in table.itertuples()} == found
    assert set(table["voice"]) <= {""} and set(table["status"]) <= {"asserted"}
