import pytest

import utils
from methods.roles import ROLES, SIDES, role_sentences, roles

TEXT = (
    "Spain bombed Italy on Monday. “Italy is large,” said Anna Berg. Spain did not help France. "
    "Germany sent aid to Italy and France."
)


@pytest.fixture(scope="module")
def doc():
    return utils.parse(TEXT)


def row(doc, actor):
    return roles(doc).set_index("actor").loc[actor]


def test_counts_are_the_rows_of_the_evidence(doc):
    evidence = role_sentences(doc)
    for actor, counts in roles(doc).set_index("actor").iterrows():
        of_actor = evidence[evidence["actor"] == actor]
        assert all(counts[role] == (of_actor["role"] == role).sum() for role in ROLES)
        for column, (role, side) in SIDES.items():
            assert counts[column] == ((of_actor["role"] == role) & (of_actor["side"] == side)).sum()


def test_evidence_opens_the_text(doc):
    evidence = role_sentences(doc)
    assert [TEXT[s:e] for s, e in zip(evidence["start"], evidence["end"])] == list(evidence["text"])
    spans = utils.sentences(doc).set_index("sentence")
    assert (evidence["start"] >= spans.loc[evidence["sentence"], "start"].to_numpy()).all()
    assert evidence["start"].is_monotonic_increasing


def test_acting_and_being_acted_on(doc):
    assert row(doc, "Spain")["acts"] == 1 and row(doc, "Spain")["conflict"] == 1
    assert row(doc, "Italy")["acted_on"] == 2
    assert row(doc, "Italy")["conflict_received"] == row(doc, "Italy")["cooperation_received"] == 1


def test_what_was_not_done_counts_for_nobody(doc):
    assert row(doc, "France")["acted_on"] == row(doc, "France")["cooperation_received"] == 1


def test_speaking_and_being_spoken_about(doc):
    assert row(doc, "Anna Berg")["speaks"] == 1 and row(doc, "Anna Berg")["spoken_about"] == 0
    assert row(doc, "Italy")["spoken_about"] == 1 and row(doc, "Italy")["mentioned"] == 3


def test_the_narrators_words_between_two_pieces_are_not_said():
    split = utils.parse("“The road is shut,” said Anna Berg, who left Spain in May, “and Italy is silent.”")
    assert row(split, "Spain")["spoken_about"] == 0 and row(split, "Italy")["spoken_about"] == 1


def test_one_act_on_two_counts_once_for_who_does_it(doc):
    assert row(doc, "Germany")["acts"] == 1


def test_tone_toward_is_a_mean_on_the_scale(doc):
    assert roles(doc)["toward"].between(-1, 1).all()
    assert row(doc, "Italy")["toward"] < row(doc, "Germany")["toward"]


@pytest.mark.parametrize("text", ["", "Hello", "...!", "“He said", "the the the", "مرحبا بكم"])
def test_odd_texts_keep_the_columns(text):
    empty = utils.parse(text)
    assert list(roles(empty)) == ["actor", *ROLES, *SIDES, "toward"]
    assert list(role_sentences(empty)) == list(role_sentences.columns)
