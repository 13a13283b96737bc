"""Kinds of sentence in which a hasty reading finds an act too many, or lays it to the wrong party."""

import pytest

import utils
from methods.actions import DONE, actions
from methods.actions.misparsed import is_misread, row_head


def rows(text):
    """The acts of a text as (source, target, class, status)."""
    return {(a.source, a.target, a.relation, a.status) for a in actions.rows(utils.parse(text))}


def classed(text):
    return {row[:3] for row in rows(text) if row[2]}


@pytest.mark.parametrize(
    "text",
    [
        "The merger was approved by the owners and their clients.",
        "The plan was approved by the ministers and their voters.",
        "The deal must now be approved by the directors and their shareholders.",
    ],
)
def test_who_approve_something_together_do_not_approve_each_other(text):
    assert classed(text) == set()


def test_who_meet_or_sign_a_pact_do_so_with_each_other():
    assert ("Spain", "Italy", "CONSULT") in classed("Spain and Italy held talks.")
    assert ("Spain", "Italy", "AGREE") in classed("Spain and Italy signed an agreement.")


@pytest.mark.parametrize(
    "text, target, status",
    [
        ("The council would restrict parking, shutting out the traders.", "the traders", "hypothetical"),
        ("Ann Roe is set to start in Leeds, replacing Tom Hale.", "Tom Hale", "intended"),
        ("The union plans to strike, blocking the port.", "the port", "intended"),
        ("If the army shells the port, killing the dockers, he flees.", "the dockers", "hypothetical"),
        ("The army shelled the port, killing two dockers.", "two dockers", "asserted"),
        ("The bank was closed, with Ann Roe joining her alleged rival.", "her alleged rival", "asserted"),
        ("The boys pretended to sing and mocked the nurses.", "the nurses", "asserted"),
        ("The mayor refused to leave and blamed the duke.", "the duke", "asserted"),
    ],
)
def test_a_verb_has_the_standing_of_the_clause_it_belongs_to(text, target, status):
    assert {row[3] for row in rows(text) if row[1] == target} == {status}


@pytest.mark.parametrize(
    "text",
    [
        "The minister refused to deny the claim.",
        "The mayor declined to admit the charge.",
        "The mayor refused to criticise the bishop.",
        "The clerk refused to accuse the mayor.",
    ],
)
def test_who_refuses_to_say_something_rejects_nobody(text):
    assert classed(text) == set()


def test_who_refuses_a_request_or_a_meeting_rejects_it():
    assert ("The king", "the duke", "REJECT") in classed("The king refused a request from the duke.")
    assert ("The king", "the duke", "REJECT") in classed("The king refused to meet the duke.")


@pytest.mark.parametrize(
    "text",
    [
        "Labour beat the Tories at the election.",
        "The novelist beat five writers to the award.",
        "Ann Roe beat Tom Hale.",
        "Rovers beat the City.",
        "We do not deserve to beat the champions.",
        "We will beat the mayor.",
        "The firm beat its rivals.",
        "The clerk was beaten in the election.",
    ],
)
def test_a_win_is_no_assault(text):
    assert classed(text) == set()


@pytest.mark.parametrize(
    "text, target",
    [
        ("Police beat dockers in Kiel.", "dockers"),
        ("Two officers beat him.", "him"),
        ("Tom Hale was beaten by the guards.", "Tom Hale"),
        ("Tom Hale was beaten with sticks.", "Tom Hale"),
        ("He beat his wife.", "his wife"),
        ("Tom Hale was beaten to death.", "Tom Hale"),
    ],
)
def test_a_beating_is_one(text, target):
    assert {(t, r) for _, t, r in classed(text)} == {(target, "ASSAULT")}


def test_a_bill_can_be_defeated():
    assert classed("The senate defeated the bill.") == {("The senate", "the bill", "REJECT")}


@pytest.mark.parametrize(
    "text",
    [
        "Chart hit Lonely Town thanked the fans.",
        "Top TV cult hit Small Wonder also won a prize.",
        "Top TV cult hit Little Denmark has won over The Bakery at the awards.",
        "The US hit Green Wing beat Small Wonder to the award.",
        "They watched Kill the Mayor and Save the Ship.",
        "He then sang a slow version of Let Us Rob and Help the Poor.",
    ],
)
def test_a_noun_before_a_name_and_a_word_of_a_title_are_no_verbs(text):
    assert classed(text) == set()


def test_a_verb_with_a_capital_is_one_at_the_beginning_and_in_a_headline():
    assert not any(map(is_misread, utils.parse("Ann Roe Sues Tom Hale Over Book")))
    assert not any(map(is_misread, utils.parse("Tell the mayor. The guards hit Tom Hale and fled.")))


def test_a_past_tense_stands_in_no_row_of_an_infinitive():
    doc = utils.parse("The boys tried to sing and dance and fled.")
    assert row_head(doc[4].doc[8]).text == "tried"


@pytest.mark.parametrize(
    "text, source",
    [
        ("Meetings were taking place with Spanish officials to convince them.", "Spanish officials"),
        ("Talks were held with the union to help its members.", "the union"),
        ("The king sent an envoy to the rebels to praise them.", "the rebels"),
    ],
)
def test_the_nearest_noun_is_not_who_acts_for_a_purpose(text, source):
    assert source not in {row[0] for row in rows(text)}


def test_who_is_called_on_is_to_act():
    assert ("the police", "the clerk", "COERCE") in classed(
        "Ann Roe called on the police to arrest the clerk."
    )


@pytest.mark.parametrize(
    "text, name",
    [
        ("He called all women “Betty”.", "Betty"),
        ("The critics dubbed Tom Hale “the baker of Leeds”.", "the baker of Leeds"),
    ],
)
def test_what_somebody_is_called_is_nobody_acted_on(text, name):
    assert name not in {row[1] for row in rows(text)}


def test_who_is_seen_thrown_out_does_not_throw():
    assert ("", "Tom Hale", "SANCTION") in classed("The quarrel saw Tom Hale thrown out of the party.")
    assert ("", "Ann Roe", "REQUEST") not in classed("Ann Roe said proposed banks will be different.")


def test_who_calls_somebody_a_liar_accuses_him():
    assert ("The bishop", "the duke", "ACCUSE") in classed("The bishop called the duke a liar.")


def test_what_roads_are_blocked_with_is_not_acted_on():
    assert {t for _, t, _ in classed("The farmers blocked roads with slow-moving tractors.")} == {"roads"}


@pytest.mark.parametrize(
    "text",
    ["Ann Roe was on the road with Tom Hale.", "Limits were imposed in the aftermath of Spain's raid."],
)
def test_where_somebody_is_and_what_is_only_said_is_no_act(text):
    assert rows(text) == set()


def test_who_should_be_praised_is_asked_for_nothing():
    assert "Ann Roe" not in {row[0] for row in rows("The league should be praised, Ann Roe added.")}


def test_an_order_is_no_act_of_who_speaks():
    assert "he" not in {row[0] for row in rows("Let the dockers strike, he added.")}


@pytest.mark.parametrize(
    "text",
    [
        "Tom Hale challenged Ann Roe for the leadership.",
        "The duke challenged the king to a duel.",
        "Ann Roe served in the Navy.",
        "The firm makes chips for customers requiring power.",
        "The firm shipped boats to its clients.",
        "The crews restored power to the island.",
    ],
)
def test_rivalry_service_and_trade_are_no_acts(text):
    assert classed(text) == set()


def test_what_is_challenged_in_court_is_accused_and_aid_that_is_shipped_is_aid():
    assert {r for *_, r in classed("The union challenged the ruling.")} == {"ACCUSE"}
    assert {r for *_, r in classed("The navy shipped food to the islanders.")} == {"AID"}


@pytest.mark.parametrize(
    "text, found",
    [
        ("Ann Roe took the award.", ("", "Ann Roe", "SUPPORT")),
        ("Tom Hale accepted an award from the academy.", ("the academy", "Tom Hale", "SUPPORT")),
        ("The academy gave Ann Roe an award.", ("The academy", "Ann Roe", "SUPPORT")),
        ("The union welcomed the bank's news.", ("The union", "the bank's news", "SUPPORT")),
        ("The union welcomed the announcement.", ("The union", "the announcement", "SUPPORT")),
    ],
)
def test_who_takes_an_award_is_given_it_and_what_is_welcomed(text, found):
    assert classed(text) == {found}


def test_news_that_is_nobodys_is_not_acted_on():
    assert classed("The union welcomed the news.") == set()


@pytest.mark.parametrize(
    "text, owner",
    [
        ("Spain's argument to lift the ban was heard.", "Spain"),
        ("The mayor rejected the union's call to sack the coach.", "the union"),
        ("The union's case to punish the bank was weak.", "The union"),
    ],
)
def test_whose_call_it_is_does_not_do_what_is_called_for(text, owner):
    assert owner not in {row[0] for row in rows(text)}


def test_whose_decision_it_is_does_it():
    assert ("Spain", "Italy", "THREATEN") in classed("Spain's decision to attack Italy shocked them.")


@pytest.mark.parametrize("text", ["It is boys who fight - girls do too.", "The bank helps – nurses do more."])
def test_a_dash_ends_a_clause(text):
    assert not {row for row in rows(text) if row[1] and row[3] in DONE}


def in_full(text):
    acts = actions(utils.parse(text))
    acts = acts[acts["relation"] != ""]
    return acts[["source", "cue", "target", "relation", "status"]].to_numpy().tolist()


@pytest.mark.parametrize(
    "text",
    [
        "The Sund poll questioned 1,943 farmers.",
        "A poll, which questioned 900 adults, was published.",
        "Researchers interviewed 2,000 farmers about the drought.",
        "Schools were blamed for not doing enough to promote the arts council.",
        "Norway won the meeting ahead of Sweden.",
        "The bank has the right to settle with the clients.",
        "A dispute over asylum between the Greens and the Conservatives grew.",
        "The firm is unlikely to impose heavy costs or demands on the union.",
    ],
)
def test_what_only_sounds_like_an_act_has_no_class(text):
    assert [act for act in in_full(text) if act[3] != "ACCUSE" or act[0]] == []


@pytest.mark.parametrize(
    "text, act",
    [
        (
            "The police questioned two nurses.",
            ["The police", "questioned", "two nurses", "ACCUSE", "asserted"],
        ),
        (
            "The club saw its lead cut as an appeal was rejected by the league.",
            ["the league", "rejected", "an appeal", "REJECT", "asserted"],
        ),
        (
            "The firm paid $9m to settle charges, raised by the state, that it sought to bribe Acme.",
            ["The firm", "bribe", "Acme", "COERCE", "alleged"],
        ),
        (
            "Voters may switch to the Lib Dems allowing the Tories to win some seats.",
            ["the Lib Dems", "allowing", "the Tories", "YIELD", "hypothetical"],
        ),
        ("The army recovered to attack the port.", ["The army", "attack", "the port", "ASSAULT", "asserted"]),
        ("The army returned to attack the port.", ["The army", "attack", "the port", "ASSAULT", "intended"]),
        (
            "The bishop warned both sides against mocking nuns.",
            ["The bishop", "warned both sides against", "sides", "REQUEST", "asserted"],
        ),
    ],
)
def test_an_act_with_its_own_parties_and_status(text, act):
    assert act in in_full(text)


@pytest.mark.parametrize(
    "text",
    [
        "The mayor made comments to a teacher praising the bishop.",
        "The mayor's remarks to a clerk accusing the duke of fraud were read out.",
        "The duke wrote a letter to a judge attacking the bishop.",
        "Ann Roe criticised the mayor for comments to a clerk praising the duke.",
        "The mayor gave a speech to students attacking the union.",
    ],
)
def test_who_hears_words_does_not_do_what_they_do(text):
    hearers = {"a teacher", "a clerk", "a judge", "students"}
    assert not hearers & {row[0] for row in rows(text)}
    assert not {row for row in rows(text) if row[:2] == ("Ann Roe", "the duke")}


def test_who_is_given_a_thing_does_what_is_told_of_him():
    assert ("students", "the union") in {
        row[:2] for row in rows("The mayor gave money to students attacking the union.")
    }


@pytest.mark.parametrize(
    "text, act",
    [
        ("Labour has tabled a motion opposing the bill.", ("Labour", "the bill", "REJECT", "asserted")),
        (
            "A motion condemning the mayor was tabled by the Greens.",
            ("the Greens", "the mayor", "ACCUSE", "asserted"),
        ),
        ("Ann Roe wrote a letter supporting the strike.", ("Ann Roe", "the strike", "SUPPORT", "asserted")),
        ("Labour plans to table a motion opposing the bill.", ("Labour", "the bill", "REJECT", "intended")),
    ],
)
def test_who_brings_in_a_text_takes_its_stand(text, act):
    assert act in rows(text)


@pytest.mark.parametrize(
    "text",
    [
        "The Gazette published a letter criticising the bank.",
        "The Greens read a motion opposing the bill.",
        "The Greens did not table a motion opposing the bill.",
        "The Greens refused to sign a letter opposing the bill.",
    ],
)
def test_who_only_handles_a_text_does_not_take_its_stand(text):
    assert not {
        row
        for row in rows(text)
        if row[2] in ("ACCUSE", "REJECT") and row[1] in ("the bank", "the bill") and row[3] == "asserted"
    }
