"""Told as done, or only said: the status of acts, by kinds of sentence."""

import pytest

import utils
from methods.actions import DONE, actions, acts_for_a_page, between_actors
from methods.actions.status import OF_FACTS
from methods.roles import role_sentences


def told(text, verb):
    """How the acts with this verb are told: (status, negated)."""
    table = actions(utils.parse(text))
    found = table[table["verb"].str.contains(verb)]
    return {(row.status, row.negated) for row in found.itertuples()}


@pytest.mark.parametrize(
    "text, verb, status",
    [
        ("Did the guards beat the driver?", "beat", "hypothetical"),
        ("Was it Spain that bombed Italy?", "bomb", "hypothetical"),
        ("“Did Spain bomb Italy?” the mayor asked.", "bomb", "hypothetical"),
        ("If the guards beat the driver, the union will strike.", "beat", "hypothetical"),
        ("Had the guards beaten the driver, the union would have sued the mill.", "beat", "hypothetical"),
        ("Had the guards beaten the driver, the union would have sued the mill.", "sue", "hypothetical"),
        ("The guards could have shot the driver.", "shoot", "hypothetical"),
        ("The guards may have shot the driver.", "shoot", "hypothetical"),
        ("The guards almost shot the driver.", "shoot", "hypothetical"),
        ("Fears of an attack by Spain on Italy grew.", "attack", "hypothetical"),
        ("The army stopped short of shelling the village.", "shell", "hypothetical"),
        ("The clerk prevented the guards from beating the driver.", "beat", "hypothetical"),
        ("The king vowed to arrest the rebels.", "arrest", "intended"),
        ("The king will arrest the rebels and jail their leader.", "jail", "intended"),
        ("The duke is to meet the king and thank the nurses.", "thank", "intended"),
        ("A judge ordered the guards to free the driver.", "free", "intended"),
        ("The union called on the king to free the driver.", "free", "intended"),
        ("The council passed a resolution to sue the mill.", "sue", "intended"),
        ("The ship left on a mission to rescue the crew.", "rescue", "intended"),
        ("Spain sent troops to attack the rebels.", "attack", "intended"),
        ("The guards tried to arrest the driver.", "arrest", "attempted"),
        ("The clerk was charged with kidnapping the banker.", "kidnap", "alleged"),
        ("The police suspect Ann Roe of shooting the guard.", "shoot", "alleged"),
        ("The guards are believed to have shot the driver.", "shoot", "alleged"),
        ("The guards allegedly shot the driver.", "shoot", "alleged"),
        ("Reports that the guards shot the driver spread.", "shoot", "alleged"),
        ("Ann Roe said the guards shot the driver.", "shoot", "alleged"),
        ("The union denied that the guards shot the driver.", "shoot", "denied"),
        ("It is untrue that the guards shot the driver.", "shoot", "denied"),
        ("The lie that the guards shot the driver spread.", "shoot", "denied"),
        ("The clerk was falsely accused of kidnapping the banker.", "kidnap", "denied"),
        ("The clerk was convicted of kidnapping the banker.", "kidnap", "asserted"),
        ("The king apologised for attacking the duke.", "attack", "asserted"),
        ("The army began to shell the village.", "shell", "asserted"),
        ("It is true that the guards shot the driver.", "shoot", "asserted"),
        ("The guards managed to arrest the driver.", "arrest", "asserted"),
        ("When the doors opened, the guards arrested the driver.", "arrest", "asserted"),
        ("Who started it? The guards arrested the driver.", "arrest", "asserted"),
        ("Ann Roe said she had thanked the nurses.", "thank", "asserted"),
    ],
)
def test_how_an_act_is_told(text, verb, status):
    found = {s for s, _ in told(text, verb)}
    assert found == {status} or not found and status not in DONE  # what is not told may be left out


@pytest.mark.parametrize(
    "text, verb, negated",
    [
        ("The guards did not beat the driver or rob the clerk.", "rob", True),
        ("Ann Roe never met the donors, thanked them or praised the nurses.", "praise", True),
        ("No guard beat the driver or robbed the clerk.", "rob", True),
        ("Neither the king nor the duke met the rebels.", "meet", True),
        ("The bank did not sue the clerk, nor did it blame the driver.", "blame", True),
        ("The guards did not beat the driver but arrested him.", "arrest", False),
        ("The strike by the nurses against the clinic never took place.", "strike", True),
    ],
)
def test_a_negation_holds_for_the_verbs_that_it_is_said_of(text, verb, negated):
    found = {n for _, n in told(text, verb)}
    assert found == {negated} or not found and negated


def test_a_promise_after_a_deed_leaves_the_deed():
    text = "The king visited Spain on Monday and will meet the nurses today."
    assert told(text, "visit") == {("asserted", False)} and told(text, "meet") == {("intended", False)}


def test_an_order_is_done_and_what_is_ordered_is_not():
    text = "A judge ordered the guards to free the driver."
    assert told(text, "order") == {("asserted", False)}


def test_a_refusal_and_a_threat_show_the_word_that_tells_them():
    table = actions(utils.parse("Spain refused to meet Italy. Spain threatened to attack Italy."))
    assert table["cue"].tolist() == ["refused to meet", "threatened to attack"]
    assert table["relation"].tolist() == ["REJECT", "THREATEN"] and set(table["status"]) == {"asserted"}


def test_what_is_only_said_counts_nowhere():
    doc = utils.parse(
        "Spain is accused of bombing Italy. Italy will attack Spain. Ann Roe said France shot the king."
    )
    evidence = role_sentences(doc)
    assert not evidence.query("role == 'acts' and relation in ['ASSAULT', 'THREATEN']").size
    assert between_actors(actions(doc)).empty and acts_for_a_page(doc).empty


def sentence(example):
    return example[0].upper() + example[1:] + "."


def test_the_examples_of_governing_words_are_not_told_as_done():
    rows = utils.word_list("governing_verbs")
    rows = rows[rows["effect"].isin((*OF_FACTS, "denied"))]
    for row, doc in zip(rows.itertuples(), utils.nlp().pipe(map(sentence, rows["example"]))):
        word = row.verb.split()[0]
        for act in actions(doc).itertuples():
            by_itself = act.verb.split()[0] == word or act.relation in ("ACCUSE", "REQUEST", "REJECT")
            assert by_itself or act.negated or act.status not in DONE, (row.example, act.cue)


def test_the_effects_are_known():
    effects = set(utils.word_list("governing_verbs")["effect"])
    assert effects <= {*OF_FACTS, "attempted", "agreed", "refused", "ended", "negated"} | {
        "carried",
        "received",
        "told",
        "partly",
        "besides",
    }


@pytest.mark.parametrize("text", ["that that that", "to to to from", "if", "not not nor", "Had? Had! had"])
def test_odd_texts(text):
    assert len(actions(utils.parse(text * 200))) < 300


@pytest.mark.parametrize(
    "text",
    [
        "The rebels do not burn farms, nor do they kill the clerks.",
        "This clerk harms no one, nor does he/she rob the bank.",
        "The rebels neither burned the farms nor attacked the port.",
        "Never did the rebels attack the port.",
        "At no time did the rebels attack the port.",
        "Under no circumstances will the rebels attack the port.",
        "The bank no longer supports the mayor.",
        "The miners hardly ever criticise the mayor.",
        "The miners seldom criticise the mayor.",
        "The miners do not always support the mayor.",
        "The miners do not entirely agree with the mayor.",
        "Not all of the miners support the mayor.",
        "The miners failed to support the mayor.",
    ],
)
def test_what_is_denied_wholly_or_in_part_is_not_told_as_done(text):
    acts = [act for act in actions.rows(utils.parse(text)) if act.relation]
    assert not [act for act in acts if act.status in DONE and not act.negated], acts


def test_not_always_is_no_refusal_and_not_only_no_denial():
    def told(text):
        return [(act.relation, act.negated) for act in actions.rows(utils.parse(text)) if act.relation]

    assert told("The miners do not usually agree with the mayor, but he is right.") == []
    assert told("The miners do not agree with the mayor.") == [("REJECT", True)]
    assert told("The guards did not just arrest the mayor.") == [("COERCE", False)]
    assert told("In no time the rebels attacked the port.") == [("ASSAULT", False)]
