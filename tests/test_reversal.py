"""What turns the tone of other words round: every example of the list, and the kinds that it stands for."""

import pytest

import utils
from methods import tone
from methods.tone.reach import PLACES

SIGNS = {"+": 1, "-": -1, "0": 0}


def sign(text):
    value = tone.score_tone([text])["lexicon"][0]
    return 0 if abs(value) < tone.NEUTRAL else 1 if value > 0 else -1


def changed(text):
    words = tone.tone_words(text)
    return dict(zip(words["word"], words["changed_by"]))


def test_every_example_of_the_list_has_its_tone():
    table = utils.word_list("reversers")
    tones = tone.score_tone(table["example"])["lexicon"]
    wrong = [
        (row.word, row.example, value)
        for row, value in zip(table.itertuples(), tones)
        if SIGNS[row.tone] != (0 if abs(value) < tone.NEUTRAL else 1 if value > 0 else -1)
    ]
    assert wrong == []


def test_the_lists_are_well_formed():
    reversers, quantities = utils.word_list("reversers"), utils.word_list("quantities")
    assert {place for where in reversers["where"] for place in where.split()} <= set(PLACES)
    for column in ("good", "bad"):
        assert reversers[column].replace("", "1").astype(float).between(-2, 2).all()
    assert not reversers.duplicated(["word", "where"]).any() and (reversers["why"] != "").all()
    assert quantities["lemma"].is_unique and quantities["valence"].astype(float).between(-4, 4).all()


@pytest.mark.parametrize(
    "good, bad",
    [
        ("Drownings and deaths fell in August.", "Drownings and deaths rose in August."),
        ("The treaty ended the bloodshed.", "The coup ended the friendship."),
        ("The new pump reduced illness among infants.", "The new rule reduced the benefits of widows."),
        ("Rents dropped in the harbour.", "Wages dropped in the harbour."),
        ("The hostages were released.", "The villagers were taken hostage."),
        ("A nurse prevented a tragedy.", "A nurse caused a tragedy."),
        ("Her fears vanished.", "Her courage vanished."),
        ("The team managed to improve.", "The team failed to improve."),
        ("They rejoiced at the end of the siege.", "They wept at the loss of trust."),
        ("Falling rents pleased the students.", "Rising rents angered the students."),
        ("Everyone admired the singer.", "No one admired the singer."),
        ("Both the aunt and the uncle liked the gift.", "Neither the aunt nor the uncle liked the gift."),
        (
            "The tea was not only cheap but also delicious.",
            "The tea was not only bitter but also disgusting.",
        ),
        ("The result is anything but sad.", "The result is anything but good."),
        ("The cake was delicious.", "The cake could have been delicious."),
        ("The judge acquitted the gardener.", "The judge convicted the gardener."),
        ("The twins were reunited.", "The twins were stranded."),
        ("The miners were cured.", "The miners were sacked."),
    ],
)
def test_outcomes_are_told_apart(good, bad):
    assert sign(good) == 1 and sign(bad) == -1


@pytest.mark.parametrize(
    "text",
    [
        "It was not the worst hotel in town.",
        "The violence committee has five members.",
        "The anti-fraud office is on the left.",
        "Forms for tax credits lie on the table.",
        "The Common Ground Company has an office in Leeds.",
        "The council on disasters meets in May.",
        "A person under suspicion may bring a lawyer.",
    ],
)
def test_topics_names_and_what_is_not_the_worst_are_neutral(text):
    assert sign(text) == 0


def test_the_words_say_what_changed_them():
    assert changed("The tunnel cut deaths.") == {"deaths": "cut"}
    assert changed("Nobody in the village liked the tower.")["liked"] == "nobody"
    assert changed("The choir could have sung better.")["better"] == "could have"
    assert changed("Wages rose.") == {"Wages": "rise"}


def test_a_reverser_reaches_no_farther_than_its_phrase():
    assert changed("The treaty ended the bloodshed, and the beautiful city rejoiced.")["beautiful"] == ""
    assert changed("Nobody was hurt when the ugly bridge broke.")["ugly"] == ""
    assert changed("The prices are on a nice board.") == {"nice": ""}


def test_negation_reaches_over_coordination_and_not_twice():
    words = changed("The plan does not shield the old farmers or praise the poor.")
    assert words["praise"] == "not"
    assert changed("No one was injured.") == {"injured": "no"}


def test_a_negated_reverser_leaves_things_as_they_are():
    assert sign("The guards did not prevent the massacre.") == -1
    assert sign("The drug did not cut deaths.") == -1


@pytest.mark.parametrize(
    "text", ["", "Fell.", "Nobody", "no", "not only", "too", "anything but", "cut " * 300, "of from"]
)
def test_odd_texts_are_read(text):
    assert tone.score_tone([text])["lexicon"].notna().all()


@pytest.mark.parametrize(
    "text", ["The hall is not only ugly but lethal.", "The trip was anything but a joy."]
)
def test_a_but_that_adds_is_no_twist(text):
    assert tone.twists(utils.parse(text)).empty


@pytest.mark.parametrize(
    "text",
    [
        "A kinder judge would have helped the girl.",
        "The bridge might have been a marvel.",
        "If only the ship had been safe.",
        "The park would be delightful if it were open.",
        "The wall was supposed to protect the town.",
    ],
)
def test_what_could_have_been_is_no_praise(text):
    assert sign(text) < 1


def test_a_phrase_inside_a_name_has_no_tone():
    assert tone.tone_words("She sat in the hall of Peace Deal Limited.").empty


def test_what_is_longer_than_a_sentence_is_read_in_time():
    assert len(tone.tone_words("no and never cut deaths, " * 800)) > 0
