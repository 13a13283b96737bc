"""Acts that are none: of clauses that tell when or how, of fiction, of things, of people in general."""

import pytest

import utils
from methods.act_wording import acts_in_words
from methods.actions import DONE, actions
from methods.actions.misparsed import subject_before


def rows(text):
    """The acts of a text that have a class, as (source, target, class)."""
    return {(a.source, a.target, a.relation) for a in actions.rows(utils.parse(text)) if a.relation}


@pytest.mark.parametrize(
    "text, target",
    [
        ("Spain and Portugal contacted the families on the register.", "the families"),
        ("Spain and Portugal met the nurses in Leeds.", "the nurses"),
        ("Spain and Portugal joined the union.", "the union"),
        ("Spain and Portugal held talks with the rebels.", "the rebels"),
    ],
)
def test_two_who_act_on_somebody_do_not_act_on_each_other(text, target):
    assert {row[:2] for row in rows(text)} == {("Spain", target), ("Portugal", target)}


@pytest.mark.parametrize(
    "text",
    [
        "France and Germany discussed the treaty.",
        "France and Germany held talks.",
        "France and Germany signed a pact between the two countries.",
    ],
)
def test_what_two_do_together_they_do_with_each_other(text):
    assert ("France", "Germany") in {row[:2] for row in rows(text)}


@pytest.mark.parametrize(
    "text",
    [
        "The papers were found in a street and given to the newspaper.",
        "The papers were found in a street and given to the newspaper by a nurse.",
        "The files were found in a bin and sent to the council.",
    ],
)
def test_what_is_found_and_given_away_gives_nothing(text):
    assert not {row for row in rows(text) if "The" in row[0]}


def test_a_later_verb_of_a_passive_is_passive():
    assert ("", "The clerk", "COERCE") in rows("The clerk was beaten, robbed and left in the street.")
    assert ("The mayor", "", "YIELD") in rows("The mayor was elected in May and resigned in June.")


@pytest.mark.parametrize(
    "text",
    [
        "The union avoided the people on the register when phoning voters.",
        "The firm lost the data while contacting customers.",
        "The party raised money by meeting voters.",
        "When attacking the minister, the duke smiled.",
        "The party hides its badge before meeting voters.",
    ],
)
def test_a_participle_that_tells_when_or_how_is_no_act(text):
    assert rows(text) == set()


@pytest.mark.parametrize(
    "text, act",
    [
        ("The rebels fled after arresting the mayor.", ("The rebels", "the mayor", "COERCE")),
        ("The army left before attacking the village.", ("The army", "the village", "ASSAULT")),
        ("The mayor replied by accusing the duke of theft.", ("The mayor", "the duke of theft", "ACCUSE")),
        ("The king left, accusing the duke.", ("The king", "the duke", "ACCUSE")),
    ],
)
def test_a_participle_that_states_a_deed_is_one(text, act):
    assert act in rows(text)


@pytest.mark.parametrize(
    "text",
    [
        "The council reinstated the railway.",
        "A road joining the railway was built in Leeds.",
        "The road meets the railway in Leeds.",
        "The files were handed in to the police.",
        "The new track joins the line of the council.",
        "The mayor hopes that many people will join us.",
        "The council will stage a rally calling for help from France.",
        "The club were relegated last year.",
        "Voters are happy to be contacted by us.",
        "The ministry funded a canal from Dover to Hull.",
    ],
)
def test_things_and_people_in_general_are_no_parties(text):
    assert rows(text) == set()


def test_who_is_released_or_reinstated_is_a_party():
    assert ("The court", "the nurse", "YIELD") in rows("The court released the nurse.")
    assert ("The club", "the coach", "YIELD") in rows("The club reinstated the coach.")


@pytest.mark.parametrize(
    "text",
    [
        "It is a film in which robots are invading Spain.",
        "The novel, in which the Germans invade England, was sold.",
        "The game sees robots invading Spain.",
        "The studio announced a game where the player attacks Spain.",
        "A film about robots attacking Spain won a prize.",
    ],
)
def test_what_happens_in_a_game_or_a_film_is_no_act(text):
    acts = actions.rows(utils.parse(text))
    assert not [a for a in acts if a.verb in ("attack", "invade") and a.status in DONE]


@pytest.mark.parametrize(
    "text",
    [
        "It was a game in which the fans attacked the referee.",
        "The firm sold a film which attacked the minister. The fans attacked the referee.",
    ],
)
def test_what_happens_at_a_match_is_an_act(text):
    assert ("the fans", "the referee") in {(a.lower(), b) for a, b, _ in rows(text)}


@pytest.mark.parametrize(
    "text",
    [
        "The mayor called on Tom Hale, who leads the council, to quit the race.",
        "The union criticised Ann Roe, suggesting the old should be left alone.",
        "Tom Hale accused Ann Roe of suggesting the old should be killed.",
        "Before meeting the bishop, the mayor",
    ],
)
def test_an_excerpt_goes_on_to_the_end_of_what_is_wanted_or_said(text):
    whole = text if text.endswith(".") else text + " left the hall."
    assert acts_in_words(utils.parse(whole))[0].words == text.removesuffix(".")


def test_a_clause_that_hangs_as_one_more_of_a_row_has_the_subject_before_it():
    doc = utils.parse("Tom Hale accused Ann Roe of suggesting the old should be killed.")
    assert [subject_before(t).text for t in doc if subject_before(t) is not None] == ["old"]
    assert not any(subject_before(t) for t in utils.parse("The mayor met the nurses and left."))


@pytest.mark.parametrize(
    "text", ["", "When meeting.", "A game in which.", "After.", "By by by.", "and given"]
)
def test_scraps_are_no_acts(text):
    assert rows(text) == set()


@pytest.mark.parametrize(
    "text, status",
    [
        ("Voters are happy to be helped by the party.", "intended"),
        ("The voters were happy to be helped by the party.", "asserted"),
    ],
)
def test_who_is_glad_to_do_something_has_not_done_it(text, status):
    assert [a.status for a in actions.rows(utils.parse(text)) if a.relation] == [status]


def test_who_is_lobbied_is_asked_and_not_what_it_is_for():
    assert rows("The nurses lobbied the minister for a railway to the Highlands.") == {
        ("The nurses", "the minister", "REQUEST")
    }
    assert rows("The nurses are lobbying for Scotland.") == set()
