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


@pytest.mark.parametrize(
    "after",
    [
        "Harbour spokesman Tom Roe said the main worry was ice.",
        "Tom Roe told the council that the pier would close.",
        "Tom Roe asked to see the plan.",
        "Tom Roe described the storm to reporters.",
        "The minister Tom Roe, who owns a boat, said that it was a pity.",
    ],
)
def test_a_new_sentence_with_a_clause_of_its_own_attributes_nothing_before(after):
    found = rows(f'Eva Lund said: "We want the pier. It was ours for years." {after}', "speaker", "content")
    assert found[0] == ["Eva Lund", '"We want the pier. It was ours for years."']
    assert [who for who, content in found[1:]] == ["Tom Roe"] and '"' not in found[1][1]


@pytest.mark.parametrize("after", ["", " on Monday", " yesterday evening", " the council", " her sister"])
def test_a_name_with_a_verb_after_a_full_stop_still_attributes(after):
    verb = "told" if after.endswith(("council", "sister")) else "said"
    text = f'"We lost the pier. Nobody helped us." Eva Lund {verb}{after}.'
    assert rows(text, "kind", "speaker") == [["direct", "Eva Lund"]]


def test_marks_that_open_again_go_on_with_the_same_voice():
    text = (
        "The leaflet said: “We lost the pier.\n\n“Nobody helped us.\n\n“The boats are gone.” "
        "Harbour spokesman Tom Roe said the main worry was ice."
    )
    assert rows(text, "kind", "voice") == [["direct", "the leaflet"]] * 3 + [["indirect", "Tom Roe"]]


@pytest.mark.parametrize(
    "before, voice",
    [
        ("The clerks dropped the “owner registration” calls.", ""),
        ("The clerks read the list, not person by person.", ""),
        ("They spoke of a “stubborn driver” in the north.", ""),
        ("A farmer stood at the gate.", "a farmer"),
    ],
)
def test_he_is_no_noun_that_only_modifies_or_stands_in_marks(before, voice):
    assert rows(f"{before} “It is not so,” he said.", "voice")[-1] == [voice]


@pytest.mark.parametrize(
    "between, voice",
    [
        ("", ""),
        ("It rained. Trees fell. The boats lay still. ", ""),
        ("It rained. Trees fell. Roads were shut. Lee stayed. ", "Jim Lee"),
    ],
)
def test_the_spokesman_of_two_is_the_one_nearby_or_open(between, voice):
    first = "Rail spokesman Jim Lee said trains ran. Port spokesman Tom Roe said boats ran. "
    assert rows(f"{first}{between}The spokesman said that more would come.", "voice")[-1] == [voice]


@pytest.mark.parametrize(
    "text, told",
    [
        ("The wallet with notes hidden inside was found by a cleaner.", 0),
        ("A sealed box was found by divers.", 0),
        ("Police found a gun in the car.", 0),
        ("They danced and he recorded them.", 0),
        ("A gap in the accounts was found by auditors.", 1),
        ("The judge found the rule unfair.", 1),
        ("The report found failings in the care of patients.", 1),
        ("The nurse recorded that he was ill.", 1),
    ],
)
def test_a_thing_found_is_no_finding(text, told):
    assert len(rows(text, "kind")) == told


@pytest.mark.parametrize(
    "text",
    [
        "Tom Roe is alleged to have said that the vote was fixed.",
        "Tom Roe was reported to have told friends that he would go.",
        "Tom Roe allegedly said that he would burn it.",
        "“I will burn it,” Tom Roe is said to have shouted.",
    ],
)
def test_what_somebody_is_said_to_have_said_is_not_in_that_voice(text):
    assert rows(text, "speaker", "voice") == [["", ""]]


@pytest.mark.parametrize(
    "text",
    [
        "Ann Lee made sure “the other houses” were warm.",
        "Volunteers spent the evening calling people.",
        "The report mentions “mobile games”.",
        "The study mentions “green roofs” and “rain gardens”.",
        "Consider that the bridge is old.",
        "You may believe that it is over.",
        "Understanding how the town works takes years.",
    ],
)
def test_what_only_looks_like_words_or_thoughts_of_somebody(text):
    assert rows(text, "kind") == []


def test_what_looks_alike_and_is_said_or_thought():
    assert rows("She called people liars.", "content") == [["people liars"]]
    assert rows("He called the mayor “a liar”.", "kind") == [["mixed"]]
    assert rows("Jim Lee is sure that the town will win.", "kind") == [["thought"]]
    assert rows("Ann Roe said: “Consider that it is old.”", "kind", "speaker") == [["direct", "Ann Roe"]]


@pytest.mark.parametrize(
    "rest, belongs",
    [
        (" so all towns can act if the state agrees", True),
        (" so parents know what is in the food unless the firm objects", True),
        (", but the council went ahead", False),
    ],
)
def test_clauses_that_follow_a_reported_one_belong_to_it(rest, belongs):
    said = "there should be new rules"
    [content] = rows(f"Ann Roe argues {said}{rest}.", "content")[0]
    assert content == said + rest * belongs


@pytest.mark.parametrize("name", ["Tom Roe, QC", "Tom Roe QC"])
def test_a_title_of_letters_speaks_for_the_name_before_it(name):
    (quote,) = quotations.rows(
        utils.parse(f"Deputy High Court Judge {name} told the hearing that it was fraud.")
    )
    assert "Tom Roe" in quote.speaker and quote.speaker != "QC"
