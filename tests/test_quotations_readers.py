"""Quotations that went to the wrong voice, or were none: the kinds, in made-up sentences."""

import pytest

import utils
from methods.quotations import quotations, voices
from methods.roles import roles


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


@pytest.mark.parametrize(
    "text, together",
    [
        ("Sweden and Norway have called for a ban on deep trawling.", "Sweden; Norway"),
        ("Sweden, Norway and Denmark said they would pay.", "Sweden; Norway; Denmark"),
        ("“We will keep it open,” said Peter Lund and Anna Frost.", "Peter Lund; Anna Frost"),
        ("Prime Minister Ann Roe and Chancellor Peter Lund said it was late.", "Ann Roe; Peter Lund"),
        ("The mayor and Peter Lund said it was late.", "the mayor; Peter Lund"),
    ],
)
def test_those_who_speak_together_are_told_together(text, together):
    [[speaker, voice, names]] = rows(text, "speaker", "voice", "together")
    assert names == together and speaker == voice == " and ".join(
        [", ".join(names.split("; ")[:-1]), names.split("; ")[-1]]
    )


def test_each_of_those_who_speak_together_speaks():
    doc = utils.parse("Sweden and Norway said that Denmark was late.", reader=False)
    table = roles(doc).set_index("actor")
    assert table.loc[["Sweden", "Norway"], "speaks"].tolist() == [1, 1]
    assert table.loc[["Sweden", "Norway", "Denmark"], "spoken_about"].tolist() == [0, 0, 1]
    told = voices(doc).set_index("voice").loc["Sweden and Norway"]
    assert told["named"] and told["kind"] == "place"


@pytest.mark.parametrize(
    "text",
    [
        "Founder and chief executive Ann Roe said it was late.",
        "The Fish, Ports and Harbour Secretary Ann Roe said it was late.",
        "Ann Roe, author of a book, and a leading expert on boats, said it was late.",
    ],
)
def test_two_titles_of_one_are_one_speaker(text):
    assert rows(text, "speaker", "together") == [["Ann Roe", ""]]


@pytest.mark.parametrize(
    "text",
    [
        "Nobody is attempting to suggest that the harbour is safe.",
        "Nobody denied that the harbour was closed.",
        "No member argued that the harbour was safe.",
        "An indication of this can be seen in the harbour.",
        "It proved a huge success in Oslo.",
        "The prize was presented by Ann Roe.",
        "They challenged Peter Lund for the leadership of the party.",
        "Mind you, the boats are old.",
        "Ann Roe defied the party line on fishing.",
        "Ann Roe claimed her first title in Oslo.",
        "The team claimed a third win.",
    ],
)
def test_what_nobody_says_is_no_row(text):
    assert rows(text, "kind", "speaker", "content") == []


def test_claims_and_challenges_in_words_stay():
    assert rows("Ann Roe claimed that the title was hers.", "speaker") == [["Ann Roe"]]
    assert rows("Ann Roe challenged the ruling.", "speaker") == [["Ann Roe"]]


@pytest.mark.parametrize("who", ["Some", "Many", "Others", "They", "It"])
def test_a_bare_word_for_some_number_is_no_voice(who):
    assert rows(f"{who} said the harbour was too small.", "voice") == [[""]]


def test_a_clause_with_which_is_told_of_the_nearest_body():
    text = "The system has no price but it already has a rival in Microsoft, which argues that it is slow."
    assert rows(text, "speaker", "content") == [["Microsoft", "that it is slow"]]


@pytest.mark.parametrize(
    "text, voice",
    [
        ("Amnesty International opposed it. “It is bad,” the organisation said.", "Amnesty International"),
        ("Microsoft closed its office. A spokesman said it was late.", "a spokesman for Microsoft"),
        ("Microsoft met Amnesty International. A spokesman said it was late.", "a spokesman"),
        ("Microsoft met Amnesty International. The organisation said it was late.", "the organisation"),
    ],
)
def test_a_body_of_the_sentence_before_goes_on(text, voice):
    assert rows(text, "voice")[-1] == [voice]


@pytest.mark.parametrize(
    "text, speaker",
    [
        ("Next year, because of storms, Ann Roe said, prices would rise.", "Ann Roe"),
        ("Ann Roe came. Next year, because of “high seas”, she said, prices would rise.", "Ann Roe"),
        ("The mayor, she said, had promised a loan.", "she"),
        ("In Oslo, labour office chief Hans-Peter Weise said the boats were safe.", "Hans-Peter Weise"),
        ("Ex-Labour harbour secretary Ann Roe said the boats were safe.", "Ann Roe"),
        ("Harbour chairman and founder Ann Roe said it was late.", "Ann Roe"),
    ],
)
def test_the_name_next_to_the_verb_speaks(text, speaker):
    assert rows(text, "speaker")[-1] == [speaker]


def test_what_somebody_acts_in_spite_of_is_said_by_others():
    text = "Peter Lund spoke. Despite warnings of storms, he said the port would open."
    assert rows(text, "speaker", "cue") == [["", "warnings"], ["Peter Lund", "said"]]


def test_a_condition_put_in_does_not_end_the_content():
    content = "that, had she known of the storm, she would have stayed"
    assert rows(f"Ann Roe admitted {content}.", "content") == [[content]]


def test_a_verb_for_one_has_one_speaker():
    assert rows("The guest of Peter Lund and Anna Frost says it was late.", "together") == [[""]]
    assert rows("Sweden and Norway says it was late.", "speaker", "together") == [["Sweden", ""]]
