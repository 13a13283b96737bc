"""Quotations: what is said, by whom, and what in quotation marks is not said."""

import pytest

import utils
from methods.quotations import not_speech, own_words, pieces, quotations, voice_by_token


def said(text):
    return quotations(utils.parse(text))[["kind", "speaker", "content"]].values.tolist()


@pytest.mark.parametrize("left, right", ["“”", '""', ("''", "''")])
def test_direct_in_any_marks(left, right):
    content = f"{left}The bridge is closed,{right}"
    assert said(f"{content} the mayor said.") == [["direct", "the mayor", content]]


def test_indirect_with_that():
    assert said("The mayor said that the bridge is closed.") == [
        ["indirect", "the mayor", "that the bridge is closed"]
    ]


def test_mixed():
    kind, _, content = said("The mayor said the bridge was “a ruin” and would be closed.")[0]
    assert kind == "mixed" and content == "the bridge was “a ruin” and would be closed"


def test_speaker_is_the_canonical_actor():
    text = "Susan Hale took office in Boston. “We will build,” said Hale."
    assert said(text)[-1] == ["direct", "Susan Hale", "“We will build,”"]


@pytest.mark.parametrize(
    "text",
    [
        "The Icelandic envoy, Tom Roe, said it was late.",
        "The opposition councillor Tom Roe said it was late.",
    ],
)
def test_a_name_in_apposition_is_the_speaker(text):
    quote = quotations(utils.parse(text)).iloc[0]
    assert quote["speaker"] == "Tom Roe" and text[quote["speaker_start"] : quote["speaker_end"]].endswith(
        "Tom Roe"
    )


def test_withheld_words_are_no_speech():
    assert said("Tom Roe declined to comment on the case.") == said("The firm refused to comment.") == []
    assert said("Tom Roe commented on the case.") and said("Tom Roe refused to sign.")


@pytest.mark.parametrize(
    "text",
    [
        "The firm did not respond to a request for comment.",
        "The mayor refused to say whether he would stay.",
        "Tom Roe declined to confirm the sale.",
        "Tom Roe has not been accused of any crime.",
    ],
)
def test_what_is_not_said_is_no_quotation(text):
    assert said(text) == []


@pytest.mark.parametrize(
    "text, content",
    [
        ("Ann Lee declined to comment on the claim that Bob Hale lied.", "that Bob Hale lied"),
        ("Tom Roe faced accusations of fraud.", "fraud"),
        ("The bank rejected claims that it lied.", "that it lied"),
        ("The court heard that Tom Roe stole the car.", "that Tom Roe stole the car"),
    ],
)
def test_what_one_meets_with_is_said_by_someone_unnamed(text, content):
    assert ["indirect", "", content] in said(text)


def test_an_act_on_a_thing_is_no_speech_but_talk_of_it_is():
    assert said("Rebels attacked the village on Friday.") == said("Peru recalled his delegation.") == []
    assert said("The senator attacked the plan.") and said("The senator attacked the mayor for his silence.")


@pytest.mark.parametrize(
    "text, content",
    [
        (
            "The pill is “odd”, according to one judge, but it has yet to be tested on people in a "
            "large trial.",
            "The pill is “odd”",
        ),
        (
            "The mine is unsafe, according to the union, but the owner says it will be opened again in May.",
            "The mine is unsafe",
        ),
    ],
)
def test_according_to_ends_at_a_contrast(text, content):
    assert said(text)[0][2] == content


@pytest.mark.parametrize(
    "text",
    [
        "The deal is off, said the ministers who met in “Paris",
        "The deal is off, said the ministers who met in “Paris”\n\nNobody came.",
    ],
)
def test_content_ends_where_the_narrator_has_the_last_word(text):
    quote = quotations(utils.parse(text)).iloc[0]
    assert (quote["content"], quote["gaps"]) == ("The deal is off", "")


def test_an_unnamed_group_is_one_voice_at_the_start_of_a_sentence_too():
    assert (
        said("A group of independent engineers said the bridge is old.")[0][1]
        == "a group of independent engineers"
    )
    assert [row[1] for row in said("The firm said it was sorry. Later the firm said that it was not.")] == [
        "the firm",
        "the firm",
    ]
    assert [
        row[1] for row in said("Danish engineers said that it fell. BBC viewers said that it stood.")
    ] == ["Danish engineers", "BBC viewers"]


def test_split_quotation_is_one_row():
    assert said("“If it rains,” the mayor said, “we will stay at home.”") == [
        ["direct", "the mayor", "“If it rains,” the mayor said, “we will stay at home.”"]
    ]


@pytest.mark.parametrize(
    "text, parts",
    [
        (
            "“The road is shut,” said Joan Pell, 58, who has run the shop on the hill for very long "
            "with two sons, “and nobody came.”",
            ["“The road is shut,”", "“and nobody came.”"],
        ),
        ("“A good day,” said Tom Roe. He smiled. “We won again.”", ["“A good day,”", "“We won again.”"]),
        ("The bridge, the mayor said on Friday, is not safe.", ["The bridge", "is not safe"]),
        (
            "The mayor said the bridge was “a ruin” and would be “closed”.",
            ["the bridge was “a ruin” and would be “closed”"],
        ),
    ],
)
def test_the_narrators_words_inside_a_quotation_are_no_piece_of_it(text, parts):
    quotes = quotations(utils.parse(text))
    assert len(quotes) == 1 and pieces(quotes)["content"].tolist() == parts
    assert all(text[p.start : p.end] == p.content for p in pieces(quotes).itertuples())
    assert list(pieces(quotes)) == list(quotations.columns)


def test_cue_between_commas():
    assert said("The bridge, the mayor said on Friday, is not safe.")[0] == [
        "indirect",
        "the mayor",
        "The bridge, the mayor said on Friday, is not safe",
    ]


def test_according_to_keeps_the_first_hand_speaker_too():
    assert [row[1] for row in said("“It is over,” the engineers wrote, according to the Daily Herald.")] == [
        "Daily Herald",
        "the engineers",
    ]


@pytest.mark.parametrize(
    "text, speaker, content",
    [
        ("The union criticised the plan.", "the union", "the plan"),
        ("The union refused to sign.", "the union", "to sign"),
        ("The union called for new talks.", "the union", "new talks"),
        ("The union's claim that the mine is unsafe was denied.", "the union's", "that the mine is unsafe"),
        ("The union is worried about the mine.", "the union", "the mine"),
    ],
)
def test_other_forms_of_attribution(text, speaker, content):
    found = quotations(utils.parse(text))
    assert content in found["content"].tolist()
    assert speaker.startswith(found.loc[found["content"] == content, "speaker"].iloc[0])


def test_contrast_ends_what_an_object_attributes():
    assert (
        said("Peru accused Chile of cheating while Bolivia praised the talks.")[0][2] == "Chile of cheating"
    )


def test_relative_pronoun_is_read_as_its_noun():
    assert said("They met engineers who said the bridge is old.")[-1][1] == "engineers"


def test_unclosed_mark_ends_with_its_paragraph_and_floats_to_the_last_speaker():
    text = (
        "“We waited for a very long time,” the mayor said.\n\n“Then the rain came and the river "
        "rose by a metre.\n\n"
        "The street was empty."
    )
    assert said(text)[1] == ["direct", "the mayor", "“Then the rain came and the river rose by a metre."]


def test_turns_of_a_transcript():
    assert said("HALE: The bridge is closed.\nBROOK: For how long?") == [
        ["direct", "HALE", "The bridge is closed."],
        ["direct", "BROOK", "For how long?"],
    ]


def test_turn_of_a_surname_in_capitals_is_the_person_named():
    text = "Elena Ruiz met the press.\n\nRUIZ: The bridge is shut.\n\nMS. RUIZ: It will open soon."
    assert [speaker for _, speaker, _ in said(text)] == ["Elena Ruiz", "Elena Ruiz"]


def test_the_innermost_voice_is_kept_for_each_word():
    doc = utils.parse("“It is over,” the engineers wrote, according to the Daily Herald.")
    assert (
        voice_by_token(doc)[1] == "the engineers"
        and voice_by_token(doc)[-2] == ""
        and own_words(doc)[7] == [(0, 13)]
    )


def test_scare_quotes_and_titles_are_no_speech():
    found = not_speech(utils.parse("The “smart” bridge closed. She reads “War and Peace” in the train."))
    assert found[["text", "why"]].values.tolist() == [
        ["“smart”", "scare quotes"],
        ["“War and Peace”", "title"],
    ]


def test_list_of_cues_is_well_formed():
    cues = utils.word_list("attribution_verbs")
    assert not cues.duplicated(["cue", "part_of_speech"]).any()
    assert set(cues["part_of_speech"]) == {"verb", "noun", "adj"}
    assert set(cues["sense"]) == {"speech", "belief", "intention", "attitude", "evidence"}


def test_a_verb_that_is_no_cue_attributes_nothing():
    assert said("The mayor built the bridge.") == []


def test_offsets_lead_back_to_the_words():
    doc = utils.parse("“No,” said Hale. “It is late.” Critics called the plan “odd” and said so.")
    for row in quotations(doc).itertuples():
        assert doc.text[row.start : row.end] == row.content
        assert (row.speaker_start == -1) == (row.speaker_end == -1) == (row.speaker == "")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "word",
        "...!!",
        "“unclosed quote he said",
        "x" * 10_000,
        "قال «نعم».",
        '"',
        "A: b",
        "“”",
        "according to",
        "said",
        "“Yes,” “no,” he said" * 30,
    ],
)
def test_odd_texts_give_the_same_columns(text):
    doc = utils.parse(text)
    assert list(quotations(doc)) == list(quotations.columns)
    assert list(not_speech(doc)) == list(not_speech.columns)


@pytest.mark.parametrize(
    "text",
    [
        "The town built a bridge called Heron Gate.",
        "The storm was dubbed “the Hammer” and tore down two roofs.",
        "The council has issued no instructions to the wardens.",
        "Nobody commented on the sale.",
        "No one from the mill was available for comment.",
        "The mayor did not say whether the road would open.",
        "The keeper denied the striker a third goal.",
        "Two sailors were denied entry to the port.",
        "Having said that, the pond is deep.",
    ],
)
def test_names_given_and_words_not_said_are_no_statement(text):
    assert not [row for row in said(text) if row[0] not in ("thought", "plan")]


def test_a_claim_that_is_denied_and_a_harsh_name_are_statements():
    assert said("The firm denied that it had lied.") and said("The baker called the plan “a disgrace”.")


def test_the_next_sentences_speaker_does_not_take_a_quotation_before_it():
    text = (
        "Ann Roe said: “The pond is full. “The road is closed and the wardens have gone home.” "
        "But a spokesman insisted the road was open."
    )
    assert {row[1] for row in said(text) if "wardens" in row[2]} == {"Ann Roe"}


def test_a_colon_opens_what_is_said():
    assert said("The idea was rejected by Tom Roe, who said: “We have kept our word, and it will stay so.”")[
        -1
    ] == ["direct", "Tom Roe", "“We have kept our word, and it will stay so.”"]


def test_the_speaker_is_not_a_word_in_ones_own_quotation():
    text = '"In my report of March, I explained that the dam was safe," Tom Roe said.'
    assert [row[1] for row in said(text) if row[0] == "direct"] == ["Tom Roe"]


def test_a_stray_closing_mark_opens_nothing():
    text = (
        'There was little in the plans to reassure them," said Tom Roe. Later Ida Falk said the dam was safe.'
    )
    assert ["indirect", "Ida Falk", "the dam was safe"] in said(text)


def test_a_team_on_the_line_is_not_who_speaks():
    assert (
        said("- Leeds United coach Sir Adam Pole: “It was a fine evening for all of us.”")[0][1]
        == "Adam Pole"
    )


def test_a_thing_has_no_voice():
    assert all("pitch" not in row[1] for row in said("His election pitch said the town was “finally awake”."))


def test_a_speaker_before_a_colon_is_found_where_the_parse_shows_no_subject():
    first, second = quotations(
        "In reply to Ms Berg’s remarks, Tomas Oller, leader of the Green group in the council, said: “It is "
        "plain that the plan was drawn up in a hurry.” Karin Holt, for the Greens, added: “If the plan goes "
        "on, then changing the mayor will serve no purpose,” she said."
    ).itertuples()
    assert (first.speaker, second.speaker) == ("Tomas Oller", "Karin Holt")
    assert second.content.startswith("“If") and second.kind == "direct"


def test_what_only_points_is_nobody():
    (quote,) = quotations(
        "The reason is this: “Nobody had seen the bridge move before that day in May.”"
    ).itertuples()
    assert quote.speaker == ""


def test_what_somebody_is_quick_to_point_out_is_said():
    (quote,) = quotations("Analysts were quick to point out that the ship was old.").itertuples()
    assert quote.kind == "indirect"


def test_what_is_only_expected_or_ordered_is_said_by_nobody_yet():
    (asked,) = quotations("Tom Hale is tipped to ask the King to dissolve the house.").itertuples()
    assert asked.kind == "plan"
    assert quotations("The schools will be compelled to work together.").empty


def test_gaps_in_a_quotation_never_overlap():
    text = '"We never lied." -  Ana Lee, 45, blamed Tom Roe.   Ana Lee says: it. blamed"Ivo Maric, and  left'
    for quote in quotations.rows(utils.parse(text, reader=False)):
        places = [int(place) for gap in quote.gaps.split() for place in gap.split("-")]
        assert places == sorted(places)


@pytest.mark.parametrize(
    "text, kinds",
    [
        ("The minister announced the move.", ["topic"]),
        ("The clerk voiced his opinions.", ["topic"]),
        ("The clerk criticised the mayor.", ["topic"]),
        ("The clerk criticised the mayor for lying.", ["indirect"]),
        ("The minister announced a new bridge over the river.", ["indirect"]),
        ("The clerk denied the claim.", ["indirect"]),
        ("The clerk voiced his “deep sorrow”.", ["mixed"]),
        ("The minister will be saying that the bridge is safe.", ["plan"]),
        ("The minister is trying to explain that the bridge is safe.", ["plan"]),
        ("I will say that the bridge is safe.", ["indirect"]),
        ("The minister failed to mention that the bridge is closed.", []),
        ("The bishop called himself a rebel.", []),
        ("The premier pushed through the law.", []),
        ("The premier talked his way into the house.", []),
        ("History has shown that such bridges fall.", []),
    ],
)
def test_what_is_only_spoken_of_or_still_to_be_said_is_no_statement(text, kinds):
    assert [kind for kind, _, _ in said(text)] == kinds


def test_the_law_that_was_pushed_through_does_not_speak():
    doc = utils.parse("President Tom Roe pushed through what was once called “a charter of thieves”.")
    assert "Tom Roe" not in {row.speaker for row in quotations.rows(doc)}
    text = "To keep its name as “a land of plenty”, the president pushed through the law on the harvest."
    assert not [speaker for _, speaker, _ in said(text) if speaker]


def test_the_narrators_own_i_is_no_third_persons_statement():
    text = "I was late, for the old bridge was, the mayor said, too narrow."
    assert said(text) == [["indirect", "the mayor", "the old bridge was, the mayor said, too narrow"]]
    assert said("The mayor said I was late.")[0][2] == "I was late"
    assert said("Our roads, the mayor said, are safe.")[0][2] == "Our roads, the mayor said, are safe"
