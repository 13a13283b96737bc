"""Names: of several parts, with accents and nicknames, of namesakes, and what is no name of an actor."""

import pytest
from spacy.tokens import Span

import utils
from methods.actors import mentions, unresolved
from methods.actors.candidates import _kind_of_entity
from methods.actors.fuller import fuller_names


def actor_of(text, words, nth=0):
    table = mentions(utils.parse(text))
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    found = table[(table["start"] <= start) & (table["end"] >= start + len(words))]["actor"]
    return found.iloc[0] if len(found) else ""


def kinds(text):
    return dict(mentions(utils.parse(text))[["actor", "kind"]].to_numpy())


@pytest.mark.parametrize(
    "text, later, actor",
    [
        ("Elif Demir-Kaya won. Then Demir-Kaya left.", "Demir-Kaya left", "Elif Demir-Kaya"),
        ("Senator Pablo Reyes Soto spoke. Later Reyes smiled.", "Reyes smiled", "Pablo Reyes Soto"),
        ("Jan van den Berg paints. Later Van den Berg sold one.", "Van den Berg sold", "Jan van den Berg"),
        ("Minister Omar el-Hadi resigned. Mr Hadi flew home.", "Hadi flew", "Omar el-Hadi"),
        ("André Béart directed it. Later Beart wept.", "Beart wept", "André Béart"),
        ("José Muñoz ran. Then Munoz fell.", "Munoz fell", "José Muñoz"),
        ("Elizabeth “Liz” Crane led it. Liz Crane retired.", "Liz Crane retired", "Elizabeth Crane"),
        ("Gino “Il Lupo” Ferri boxed. Then Ferri lost.", "Ferri lost", "Gino Ferri"),
        ("Tara Moss, 11, saw the fox. Then Tara ran.", "Tara ran", "Tara Moss"),
    ],
)
def test_a_part_of_a_name_is_the_whole_person(text, later, actor):
    words = later.rsplit(" ", 1)[0]
    assert actor_of(text, words, text.count(words) - 1) == actor and kinds(text)[actor] == "person"


@pytest.mark.parametrize(
    "text, actor, kind",
    [
        ("Green MEP Saskia Holm voted no.", "Saskia Holm", "person"),
        ("Clara Benson Hospital hired nurses.", "Clara Benson Hospital", "organisation"),
        ("Palmer Steel cut 400 jobs on Monday.", "Palmer Steel", "organisation"),
        ("The Marlow Gazette ran the photo.", "Marlow Gazette", "organisation"),
        ("Wilma Stone keeps owls on her roof.", "Wilma Stone", "person"),
    ],
)
def test_kind_is_told_by_given_name_and_ending(text, actor, kind):
    assert kinds(text)[actor] == kind and not any("MEP" in name for name in kinds(text))


def test_titles_dates_and_songs_are_no_actors():
    text = "The Speaker rebuked two Labour MPs on Good Friday. The band played “Cold Iron Gate” in Malta."
    assert not {"Speaker", "MPs", "Labour MPs", "Good Friday", "Cold Iron Gate"} & set(kinds(text))


def test_a_surname_just_after_a_namesake_stays_open():
    text = "Dan Reyes was shot on Sunday. His brother, Luis Reyes, was at home. “He was kind,” Reyes said."
    assert actor_of(text, "Reyes", 2) == "" and "Reyes" in unresolved(utils.parse(text))["text"].tolist()
    assert actor_of("Hanna Brodd and Nils Brodd own a mill. Ms Brodd grinds.", "Brodd", 2) == "Hanna Brodd"


def test_a_bare_surname_with_an_office_is_not_the_kin_named_later():
    text = "President Okar spoke first. His wife, Lena Okar, wore white."
    assert actor_of(text, "Okar") != actor_of(text, "Lena Okar")


def test_father_and_son_are_two():
    text = "Samuel Trent founded the firm. Samuel Trent Jr. sold it."
    assert actor_of(text, "Samuel Trent") != actor_of(text, "Samuel Trent Jr")


def test_initials_and_an_honorific_are_one_person():
    text = "Ann Hale and JK Harlow hold the shares. Mr Harlow said no. Then Harlow left."
    assert kinds(text).get("JK Harlow") == "person" and actor_of(text, "Harlow", 2) == "JK Harlow"


def test_no_name_holds_a_bracket():
    text = "The team: H Tarrant (Dragons), Sandlin (Blues), K Morley (Dragons), B Ashdown (Blues)."
    assert not [actor for actor in kinds(text) if "(" in actor]
    assert kinds(text).get("K Morley") == "person"


def test_a_name_that_no_list_has_as_a_place_and_that_tells_is_a_person():
    assert kinds("“It was a good game,” Rio Varden told BBC Radio Five Live.")["Rio Varden"] == "person"


@pytest.mark.parametrize(
    "text", ["In Autumn the votes fell.", "The Republics voted.", "The Organizations met."]
)
def test_seasons_and_plurals_of_bodies_are_no_names(text):
    assert kinds(text) == {}


def test_a_broadcaster_is_no_person_whose_surname_is_a_country():
    text = "Wales won. “We are ready,” Tom Hale told BBC Sport Wales. Wales will meet France."
    assert actor_of(text, "Wales", 2) == "Wales" and kinds(text)["BBC Sport Wales"] == "organisation"


@pytest.mark.parametrize(
    "text, words, actor",
    [
        # What the text calls a body is nobody's surname, and a lone name said twice before is its own.
        ("The band Tarn plays loud.\n\nIt was inspired by Linda Tarn, a teacher.", "Tarn plays", "Tarn"),
        ("The firm Harrow makes boats.\n\nPeter Harrow, a sailor, began it.", "Harrow makes", "Harrow"),
        ("The firm Harrow grew.\n\nPeter Harrow began it. Mr Harrow died.", "Harrow died", "Peter Harrow"),
        ("Corley plays loud. Corley tours in May.\n\nLinda Corley wrote it.", "Corley tours", "Corley"),
        ("Mr Corley left. Corley wept.\n\nThe singer met David Corley.", "Corley wept", "David Corley"),
        ("Hale denied it. Hale said no.\n\nThe envoy, Ann Hale, left.", "Hale said", "Ann Hale"),
        # All letters of an abbreviation in a name count; a part of the whole is not its full name.
        ("The UK Harbour Party met. UKHP said no.", "UKHP", "UK Harbour Party"),
        ("The EU Reform Group met. EURG leaders left.", "EURG", "EU Reform Group"),
        ("The US Steel Board agreed. USSB denied it.", "USSB", "US Steel Board"),
        # Letters after a name are a title, no part of it.
        ("Lina Moss PhD wrote the study. Moss warned the board.", "Moss warned", "Lina Moss"),
        ("Dame Vera Holm DBE opened the hall. Holm thanked them.", "Holm thanked", "Vera Holm"),
        # A common word with a letter or a number is not the word alone.
        ("Channel 4 showed it. Channel 5 did not. The Channel was rough.", "Channel was", "Channel"),
    ],
)
def test_what_a_lone_name_and_initials_stand_for(text, words, actor):
    table = mentions(utils.parse(text))
    assert list(table["actor"][table["start"] == text.index(words)]) == [actor]


def test_a_part_of_a_body_is_not_the_full_name_of_its_initials():
    written = {"scottish tkc": {("Scottish", "TKC"): 1}, "tkc": {("TKC",): 2}}
    kinds = dict.fromkeys(written, "organisation")
    assert "tkc" not in fuller_names(list(written), kinds, written)


@pytest.mark.parametrize(
    "name, label, person",
    [
        ("Mr Vale-Roe", "GPE", True),
        ("Gen Parvez Mushtar", "ORG", True),
        ("Sir Tom Hale", "ORG", True),
        ("Mrs Pell School", "ORG", False),
        ("General Kettles", "ORG", False),
        ("Lord Justices Roe", "ORG", False),
        ("Mr Tumble", "WORK_OF_ART", False),
    ],
)
def test_an_honorific_says_that_a_name_is_a_persons(name, label, person):
    doc = utils.nlp()("They met " + name + " again.")
    entity = Span(doc, 2, len(doc) - 2, label=label)
    assert (_kind_of_entity(entity) == "person") == person


@pytest.mark.parametrize(
    "text, words, actor",
    [
        ("The Conservatives met. The Tories left.", "Tories", "Conservatives"),
        ("The Conservatives met. A Conservative left.", "Conservative left", "Conservatives"),
        ("The Republicans lost. The GOP wept.", "GOP", "Republicans"),
        ("The Greens won. The Green Party cheered.", "Green Party", "Greens"),
        ("Yesterday Labour lost. Labour said no.", "Labour said", "Labour Party"),
        ("Labour costs rose.", "Labour", ""),
        ("He works at the Ministry of Labour.", "Labour", ""),
        ("They march on Labour Day.", "Labour", ""),
        ("He is Minister for Labour.", "Labour", ""),
        ("They met Tory Pellman again.", "Tory", "Tory Pellman"),
        ("They met Tory chancellor Ann Lee.", "Tory", "Conservatives"),
    ],
)
def test_parties_have_other_names(text, words, actor):
    table = mentions(utils.parse(text))
    found = list(table["actor"][table["start"] == text.index(words)])
    assert found == ([actor] if actor else [])


def test_a_name_with_a_colon_is_written_as_it_stands():
    assert "Hill House: Return" in kinds(
        "The fans of Hill House: Return met. They want Hill House: Return back."
    )


@pytest.mark.parametrize("name", ["HIV", "GDP", "Covid-19", "DVDs", "A&E", "Ebola"])
def test_what_has_capitals_and_cannot_act_is_no_actor(name):
    assert not kinds(f"Doctors warned that {name} is a danger. The minister said {name} would cost more.")
    assert list(kinds("The Harlow HIV Trust praised the nurses.")) == ["Harlow HIV Trust"]


def test_a_given_name_that_both_bear_fits_any_honorific():
    assert set(kinds("Deputy mayor Nicky Hale met Bob Roe. Ms Hale said no.")) == {"Nicky Hale", "Bob Roe"}


def test_an_arm_with_a_country_does_not_name_the_whole():
    text = "Harrow won on Monday. Harrow USA, its arm, sued. Harrow grew. Harrow paid."
    assert "Harrow" in kinds(text) and "Harrow USA" not in kinds(text)


def test_a_capital_that_only_says_where_is_no_government():
    assert "United Kingdom" not in kinds("They met at London's Tower Bridge.")
    assert "United Kingdom" in kinds("London attacked the plan.")
