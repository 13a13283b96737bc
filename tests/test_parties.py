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
    kinds = {"scene", "verb", "win", "contest", "means", "victim", "violent", "fiction"}
    assert set(table["kind"]) == kinds and (table["example"] != "").all()
    for doc in utils.nlp().pipe("The Rovers " + table.loc[table["kind"] == "verb", "example"] + "."):
        assert "ASSAULT" not in set(actions(doc)["relation"]), doc.text


@pytest.mark.parametrize(
    "text",
    [
        "The senate rejected demands for the release of papers on the history of the war with Spain.",
        "The walkout hit the banks.",
        "The baker fed a Danish dog and kicked a Danish ball.",
        "The mayor's battle with the union over pay goes on.",
        "The mayor delivered a statement to the nurses.",
        "The clerk joined the police.",
        "I think the nurses should enjoy the play.",
        "The nurses want the play to be long.",
        "The senate delayed the vote.",
        "The doctor warned the mayor that the bridge was old.",
        "The police investigated the bank.",
        "One pupil asked the mayor how he sells his boats.",
        "The widow was treated badly.",
        "It will be hard to fight the rebels.",
    ],
)
def test_light_and_figurative_words_are_no_acts(text):
    assert {found for found in classed(text) if found[1:] != ("demands for the release", "REJECT")} <= {
        ("The senate", "demands", "REJECT")
    }


@pytest.mark.parametrize(
    "text, found",
    [
        ("The king will consult the nurses.", ("The king", "the nurses", "CONSULT")),
        ("The union warned the mayor to leave.", ("The union", "the mayor", "REQUEST")),
        ("The union wants the mayor to resign.", ("The union", "the mayor", "REQUEST")),
        ("The bishop said the government must free the miners.", ("The bishop", "the government", "REQUEST")),
        ("The police investigated the mayor over his loans.", ("The police", "the mayor", "ACCUSE")),
        ("The jury found the mayor guilty.", ("The jury", "the mayor", "ACCUSE")),
        ("The government refused to publish the advice.", ("The government", "", "REJECT")),
        ("The minister denied taking the money.", ("The minister", "", "REJECT")),
        ("The clinic joined forces with the school.", ("The clinic", "the school", "COOPERATE")),
        ("Air strikes killed the guards.", ("Air strikes", "the guards", "ASSAULT")),
    ],
)
def test_classes_of_words_with_more_than_one_sense(text, found):
    assert found in classed(text)


def test_to_decline_to_speak_is_no_refusal():
    assert classed("The minister declined to comment.") == set()


def test_who_welcomes_a_decision_has_not_made_it():
    text = (
        "The mayor welcomed a decision to sack the coach. The decision by the court to sack him pleased her."
    )
    table = actions(utils.parse(text))
    assert set(table.loc[table["relation"] == "SANCTION", "source"]) <= {"the court"}
    assert "The mayor" not in set(table.loc[table["verb"] == "sack", "source"])


def test_moves_of_a_match_have_no_class():
    text = (
        "In the second half Rovers took control of the match. The striker rose to meet the cross from Roe. "
        "The keeper saved the penalty and the winger scored a late goal for the hosts."
    )
    assert {relation for _, _, relation in classed(text)} <= {""}


def test_the_press_is_not_acted_on_by_who_talks_to_it():
    def told(text):
        return [act.target for act in actions.rows(utils.parse(text)) if act.source]

    assert told("Ann Hale told BBC Radio Five Live she was late.") == []
    assert told("Ann Hale told the Dover Gazette she was late.") == []
    assert told("Ann Hale told reporters she was late.") == []
    assert told("Ann Hale told the minister she was late.") == ["the minister"]
    assert told("Ann Hale sued the Dover Gazette.") == ["the Dover Gazette"]
