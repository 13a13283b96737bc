"""Who can act and be acted on: parties of acts, by kinds of sentence."""

import pytest

import utils
from methods.actions import actions
from methods.actions.parties import party_nouns


def classed(text):
    table = actions(utils.parse(text))
    return {
        (a.source_actor or a.source, a.target_actor or a.target, a.relation)
        for a in table.itertuples()
        if a.quad
    }


@pytest.mark.parametrize(
    "text, source",
    [
        ("A Danish nurse attacked a driver.", "A Danish nurse"),
        ("Two French tourists robbed a baker.", "Two French tourists"),
        ("The Italian singer Ann Roe criticised the mayor.", "Ann Roe"),
        ("Danish troops attacked a village.", "Denmark"),
        ("The French government praised the nurses.", "France"),
        ("The mayor's brother attacked a driver.", "The mayor's brother"),
        ("The crew thanked the nurses.", "The crew"),
        ("Forty farmers sued the mill.", "Forty farmers"),
    ],
)
def test_who_acts(text, source):
    assert {s for s, _, _ in classed(text)} == {source}


def test_money_and_places_are_no_countries():
    table = actions(
        utils.parse(
            "The bank paid 9,000 Danish crowns to the thief. Guards shot a man near the Spanish border."
        )
    )
    assert not {"Denmark", "Spain"} & {*table["target_actor"], *table["source_actor"]}


@pytest.mark.parametrize(
    "text",
    [
        "The chemist attacked the hypothesis.",
        "The singer is fighting her illness.",
        "The student defended her thesis.",
        "The crew shot the film in Malta.",
        "The runner broke the record.",
        "The play met with applause.",
        "The choir takes pride in its organ.",
        "The boys killed an hour in the bar.",
        "The king put the duke in charge.",
    ],
)
def test_things_are_no_parties(text):
    assert classed(text) == set()


def test_what_a_body_decides_can_be_rejected():
    assert classed("The court rejected the appeal.") == {("The court", "the appeal", "REJECT")}
    assert classed("The chemist rejected the idea.") == set()


def test_whose_deed_is_condemned_and_who_suffered_it():
    found = classed("Italy condemned the attack on Spain.")
    assert ("Italy", "Spain", "ACCUSE") not in found and {r for *_, r in found} == {"ACCUSE"}


def test_without_an_agent_nobody_is_invented():
    assert classed("Ann Roe was arrested at the port.") == {("", "Ann Roe", "COERCE")}
    assert classed("To attack the duke is wrong.") == set()


def test_a_weapon_does_the_act_of_somebody_who_is_not_named():
    assert {(t, r) for _, t, r in classed("A bomb killed two nurses.")} == {("two nurses", "ASSAULT")}
    assert classed("A storm killed two nurses.") == set()


@pytest.mark.parametrize(
    "text, relation",
    [
        ("Ann Roe beat the champion in the final.", None),
        ("Spain beat Italy 3-1.", None),
        ("In the first half Rovers attacked the City defence.", None),
        ("Fans attacked the referee after the match.", "ASSAULT"),
        ("The guards beat the prisoner.", "ASSAULT"),
    ],
)
def test_sport_is_no_war(text, relation):
    assert {r for *_, r in classed(text)} == {relation} - {None}


def test_the_list_of_nouns_is_sound():
    table = utils.word_list("party_nouns")
    assert not table["noun"].duplicated().any() and table["noun"].is_monotonic_increasing
    assert set(party_nouns().values()) == {"person", "group", "state", "place", "weapon", "deed"}


def test_the_list_of_matches_is_sound():
    table = utils.word_list("match_words")
    assert set(table["kind"]) == {"scene", "verb", "violent"} and (table["example"] != "").all()
    for row, doc in zip(
        table.itertuples(),
        utils.nlp().pipe("The Rovers " + table.loc[table["kind"] == "verb", "example"] + "."),
    ):
        assert "ASSAULT" not in set(actions(doc)["relation"]), doc.text
