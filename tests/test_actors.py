"""Actors: who is named, under which name, with which title; what stays unresolved."""

import pytest

import utils
from methods.actors import actors, mentions, unresolved


def named(text, form="name"):
    table = mentions(utils.parse(text))
    return table.loc[table["form"] == form, ["text", "actor"]].values.tolist()


def row(text, actor):
    table = actors(utils.parse(text))
    return table[table["actor"] == actor].iloc[0]


def test_surname_is_the_person_named_in_full():
    text = "Senator Maria Keller spoke in Boston. Keller was tired. Reporters liked Keller."
    assert [a for t, a in named(text) if t == "Keller"] == ["Maria Keller", "Maria Keller"]


def test_family_name_that_stands_first():
    assert ["Tran", "Tran Van Minh"] in named("The envoy met Tran Van Minh in Hanoi. Mr. Tran smiled.")


def test_two_people_with_one_surname_stay_two():
    text = "Robert Hale and Susan Hale divorced. Mr. Hale kept the boat. Mrs. Hale kept the house."
    assert [a for t, a in named(text) if t == "Hale"] == ["Robert Hale", "Susan Hale"]


def test_surname_of_the_other_gender_is_someone_else():
    text = "Mr. Brook spoke first. His wife, Laura Brook, spoke next. Mr. Brook left."
    assert ["Brook", "Brook"] in named(text)


@pytest.mark.parametrize("first, expected", [("Mike", True), ("R.", True), ("Susan", False)])
def test_first_names_that_can_be_one(first, expected):
    from methods.actors.lexicon import plain
    from methods.actors.names import _may_be_one

    assert _may_be_one(plain(first), {"R.": "robert"}.get(first, "michael")) is expected


def test_country_adjective_inhabitants_and_abbreviation():
    text = "Danish officials met the Danes. Denmark and the U.S. agreed."
    assert named(text) == [
        ["Danish", "Denmark"],
        ["Danes", "Denmark"],
        ["Denmark", "Denmark"],
        ["U.S.", "United States"],
    ]


def test_capital_is_its_government_but_stays_a_place_to_be_in():
    assert ["Ottawa", "Canada"] in named("Ottawa rejected the offer.")
    assert ["Ottawa", "Ottawa"] in named("The two sides talked in Ottawa.")


def test_half_of_a_country_name_is_the_country_named_before():
    assert ["North", "North Korea"] in named("North Korea fired a rocket. The North said it was a test.")


def test_acronym_in_brackets_and_by_initials():
    text = "The World Trade Organization (WTO) met. The WTO agreed."
    assert [a for t, a in named(text) if t == "WTO"] == ["World Trade Organization"] * 2


def test_days_months_and_bare_titles_are_no_actors():
    assert named("On Monday the Secretary of State left. In March the President came back.") == []


def test_office_of_a_country_is_its_country_alone():
    assert named("The Welsh Health Minister left.") == [["Welsh", "Wales"]]


def test_singular_and_plural_of_a_group_are_one():
    assert {a for _, a in named("Republicans cheered. The Republicans won. A Republican senator spoke.")} == {
        "Republicans"
    }


def test_title_and_affiliation_before_the_name():
    found = row("French Finance Minister Claire Dubois resigned.", "Claire Dubois")
    assert (found["title"], found["affiliation"], found["kind"]) == ("Finance Minister", "France", "person")


def test_title_and_affiliation_in_apposition():
    found = row("Peter Novak, director of the Museum of Modern Art, smiled.", "Peter Novak")
    assert (found["title"], found["affiliation"]) == ("director", "Museum of Modern Art")


def test_courtesy_is_no_title():
    assert row("Mr. Robert Hale arrived in Boston.", "Robert Hale")["title"] == ""


def test_actors_are_sorted_by_mentions():
    table = actors(utils.parse("Peru and Chile met. Chile agreed. Chile paid."))
    assert table["actor"].tolist() == ["Chile", "Peru"] and table["mentions"].tolist() == [3, 1]


def test_pronoun_is_resolved_where_one_fits():
    assert named("Susan Hale arrived. She sat down.", "pronoun") == [["She", "Susan Hale"]]
    assert named("Susan Hale met Robert Hale. He sat down.", "pronoun") == [["He", "Robert Hale"]]


def test_pronoun_is_counted_where_two_fit():
    doc = utils.parse("Susan Hale met Laura Brook. She sat down. They laughed.")
    assert unresolved(doc)["text"].tolist() == ["She", "They"]


def test_pronoun_in_quotation_marks_is_left_open():
    text = "Susan Bell read a letter. “She stole from my father,” she said."
    assert named(text, "pronoun") == [["she", "Susan Bell"]]


def test_description_is_resolved_by_the_title_given():
    text = "Mayor Susan Hale met Robert Brook in Boston. The mayor was late. The governor was not."
    assert named(text, "description") == [["The mayor", "Susan Hale"]]
    assert unresolved(utils.parse(text))["text"].tolist() == ["The governor"]


def test_title_and_affiliation_stand_beside_the_name():
    text = (
        "The Icelandic envoy, Tom Roe, landed on Sunday. The mayor of Elmsford, Jane Ortega, met "
        "him. The envoy smiled."
    )
    assert tuple(row(text, "Tom Roe")[["title", "affiliation"]]) == ("envoy", "Iceland")
    assert tuple(row(text, "Jane Ortega")[["title", "affiliation"]]) == ("mayor", "Elmsford")
    assert named(text, "description") == [
        ["The Icelandic envoy", "Tom Roe"],
        ["The mayor", "Jane Ortega"],
        ["The envoy", "Tom Roe"],
    ]


def test_people_joined_beside_one_title_share_it_and_their_plural_stays_open():
    text = "Detectives named the suspects, Kevin Dorr, 24, and Alan Pike."
    assert [row(text, name)["title"] for name in ("Kevin Dorr", "Alan Pike")] == ["suspect", "suspect"]
    assert unresolved(utils.parse(text))["text"].tolist() == ["the suspects"]


def test_description_with_a_country_fits_the_one_of_that_country():
    text = (
        "President Moon Jae-in of South Korea called President Alan Dray of the United States. "
        "The South Korean president was brief. South Korea's president hung up first."
    )
    assert named(text, "description") == [
        ["The South Korean president", "Moon Jae-in"],
        ["South Korea's president", "Moon Jae-in"],
    ]


def test_bare_title_is_not_the_deputy():
    doc = utils.parse("Deputy Mayor Susan Hale opened the fair. The mayor was away. The deputy mayor smiled.")
    assert unresolved(doc)["text"].tolist() == ["The mayor"]


def test_title_tells_the_gender():
    text = "Quinn Abara, a spokeswoman for the bank, met Kofi Adom. He was late."
    assert named(text, "pronoun") == [["He", "Kofi Adom"]]


def test_pronoun_means_the_only_one_nearby():
    text = "Robert Hale sued the bank. Peter Novak smiled. He had won."
    assert named(text, "pronoun") == [["He", "Peter Novak"]]


def test_names_joined_by_a_hyphen_or_a_possessive_are_two():
    text = "Susan Hale met Laura Brook. The Hale-Brook meeting was short. Hale's Harbour Council approved."
    assert [a for t, a in named(text) if t in ("Hale", "Brook")] == [
        "Susan Hale",
        "Laura Brook",
        "Susan Hale",
    ]
    assert ["Harbour Council", "Harbour Council"] in named(text)


def test_halves_of_two_countries_are_two():
    assert named("North and South Korea will talk.") == [
        ["North", "North Korea"],
        ["South Korea", "South Korea"],
    ]


def test_department_of_justice_is_the_justice_department():
    found = named("The Department of Justice declined to comment. The Justice Department was asked again.")
    assert len({a for _, a in found}) == 1


@pytest.mark.parametrize(
    "text, actor, kind",
    [
        ("A fire broke out on Mill Road. Neighbors on Mill Road were shocked.", "Mill Road", "place"),
        ("Castleton City beat Redmoor United 2-1 on Saturday.", "Redmoor United", "organisation"),
        ("Police in Westbrook arrested two men on Friday after a fire.", "Westbrook", "place"),
        ("Dorr was taken to St. Anne's Hospital on Friday.", "St. Anne's Hospital", "organisation"),
    ],
)
def test_kind_is_told_by_the_end_of_a_name_and_by_where_it_stands(text, actor, kind):
    assert row(text, actor)["kind"] == kind


def test_a_score_ends_a_name_and_a_clock_is_none():
    assert [a for t, a in named("Harrow Town 3-2 Redmoor.")] == ["Harrow Town", "Redmoor"]
    assert named("It ended at 15:00 GMT.") == []


def test_the_noun_before_a_name_tells_that_it_is_a_place():
    assert row("Flames were seen in the town of Dren.", "Dren")["kind"] == "place"


def test_club_named_like_its_town_is_one_actor():
    text = (
        "Castleton City beat Redmoor United 2-1 on Saturday at Victoria Park. Castleton scored "
        "twice in the first half."
    )
    assert ["Castleton", "Castleton City"] in named(text)


def test_offsets_lead_back_to_the_words():
    doc = utils.parse("Susan Hale left Oslo’s port. She was glad.\n\nHale said so.")
    assert all(doc.text[r.start : r.end] == r.text for r in mentions(doc).itertuples())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "word",
        "...!!",
        "“unclosed",
        "x" * 10_000,
        "مرحبا «نعم»",
        "Mr.",
        "North",
        "the",
        "-Kim Kim-",
        "\n\n",
        "(WHO)",
    ],
)
def test_odd_texts_give_the_same_columns(text):
    doc = utils.parse(text)
    for table in (mentions, actors, unresolved):
        assert list(table(doc)) == list(table.columns)


def test_lists_are_well_formed():
    countries, metonyms, titles = map(utils.word_list, ("countries", "metonyms", "titles"))
    assert countries["country"].is_unique and metonyms["place"].is_unique and titles["title"].is_unique
    assert set(metonyms["country"]) <= set(countries["country"])
    assert utils.word_list("given_names")["name"].is_unique
    endings = utils.word_list("name_endings")
    assert endings["word"].is_unique and set(endings["kind"]) == {"place", "organisation"}


def test_party_of_two_words_is_one_party():
    text = "Lib Dem MP Ann Roe spoke. The Lib Dems and Liberal Democrat whip Tom Hale cheered."
    assert {actor for _, actor in named(text)} == {"Liberal Democrats", "Ann Roe", "Tom Hale"}
    found = row("Ulster Unionist MP Ann Roe spoke.", "Ann Roe")
    assert (found["title"], found["affiliation"]) == ("MP", "Ulster Unionists")
    found = row("Ann Roe, Social Democrat leader, spoke.", "Ann Roe")
    assert (found["title"], found["affiliation"]) == ("leader", "Social Democrats")


@pytest.mark.parametrize("name", ["May", "Will", "March"])
def test_surname_that_is_a_modal_or_a_month(name):
    text = (
        f"Ann {name} met Tom Roe. {name} attacked Roe. Roe attacked {name}. The plan, {name} said, was bad."
    )
    assert [actor for word, actor in named(text) if word == name] == [f"Ann {name}"] * 3


def test_month_and_modal_are_no_surname():
    text = "Ann May left in May. It began last May. May Roe go? On 3 May it snowed. Roe may go."
    assert "May" not in [word for word, _ in named(text)]


def test_mended_surname_is_the_subject():
    from methods.actors.surnames import with_surnames

    doc = with_surnames(utils.parse("Ann May wept. “It was good,” May said. May I go?"))
    assert [(t.tag_, t.dep_) for t in doc if t.text == "May"] == [("NNP", "nsubj")] * 2 + [("MD", "aux")]


def test_brackets_in_a_list_of_players_say_where_they_belong():
    text = "Side: T Roe (Rovers), B Hale (Rovers), C Brook (Albion), D Pell (Rovers). Rovers won on Friday."
    assert [word for word, actor in named(text) if actor == "Rovers"] == ["Rovers"]
    assert row(text, "B Hale")["affiliation"] == "Rovers"


def test_initials_keep_people_apart():
    text = "S Pell, A Pell and D Pell played well. On Friday Pell scored twice."
    assert [actor for _, actor in named(text)] == ["S Pell", "A Pell", "D Pell"]
    assert unresolved(utils.parse(text))["text"].tolist() == ["Pell"]
    text = "Simon Pell met Adam Pell. S Pell scored, A Pell fell and D Pell left."
    assert [actor for _, actor in named(text)][2:] == ["Simon Pell", "Adam Pell", "D Pell"]


def test_name_that_ends_in_a_possessive_is_whole():
    text = "Carrow's of Dover said it had lost money. Carrow's said more would come. Shares in Carrow's fell."
    assert {actor for _, actor in named(text)} == {"Carrow's of Dover"}
    assert {a for _, a in named("Tom Roe's dog barked. Roe's dog bit a man.")} == {"Tom Roe"}


def test_whole_title_is_no_part_of_a_longer_one():
    text = "The fans of The Office laughed. The Office Christmas Special was shown. They like The Office."
    assert {a for t, a in named(text) if t == "Office"} == {"Office"}
