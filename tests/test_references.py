"""Pronouns and descriptions: resolved where one alone fits, else open."""

import pytest

import utils
from methods.actors import mentions
from methods.quotations import quotations


def resolved(text):
    table = mentions(utils.parse(text))
    return dict(table.loc[table["form"] != "name", ["text", "actor"]].to_numpy())


@pytest.mark.parametrize(
    "text, words, actor",
    [
        ("Norwick Airlines cancelled its flights. It will refund the fares.", "It", "Norwick Airlines"),
        ("The Marlow Gazette ran the photo. The paper said sorry.", "The paper", "Marlow Gazette"),
        ("Carrow Rovers lost again. The club sacked its coach.", "The club", "Carrow Rovers"),
        ("Transport Minister Lena Fisk quit. The minister had lied.", "The minister", "Lena Fisk"),
        (
            "Greta Hauss runs a bakery. The oven is old. The flour is dear. She gets up at three.",
            "She",
            "Greta Hauss",
        ),
    ],
)
def test_one_fits(text, words, actor):
    assert resolved(text)[words] == actor


@pytest.mark.parametrize(
    "text, words",
    [
        ("It snowed when Palmer Steel shut the mill.", "It"),
        ("Palmer Steel shut the mill. It snowed.", "It"),
        ("Carrow Rovers drew with Penly United. The club was pleased.", "The club"),
        ("Otto Krell waited. A guard locked the gate. He laughed.", "He"),
        ("Otto Krell met Hans Meier. He laughed.", "He"),
        ("Anna Veil and Karl Stoll met. They left.", "They"),
    ],
)
def test_none_or_two_fit(text, words):
    assert words not in resolved(text)


def test_a_panel_is_no_body_whose_name_says_nothing_of_a_panel():
    text = "A study by Novartis found little. The panel of doctors also said the drug works."
    assert "The panel" not in mentions(utils.parse(text))["text"].tolist()
    text = "Novartis sold a plant. The company also hired ten people."
    assert "The company" in mentions(utils.parse(text))["text"].tolist()


@pytest.mark.parametrize(
    "text, speaker",
    [
        ("Gary Moll said Mrs Vane had met Tom Hale. He added that it was late.", "Gary Moll"),
        ("Ida Falk said the dam was safe. “People close to Anna Pole complained,” she said.", "Ida Falk"),
        (
            "John Pole, a barrister and chairman of the club, said it was late. He said the road was open.",
            "John Pole",
        ),
        ("There were no plans for a Mac version. He said it was late.", "he"),
    ],
)
def test_who_spoke_in_the_sentence_before_goes_on(text, speaker):
    assert quotations.rows(text)[-1].speaker == speaker


def test_a_school_takes_no_pronoun():
    text = (
        "Tom Roe was educated at Gresham. At Gresham, he met Ann Hale. He sat for the Gresham and Pell seat."
    )
    found = mentions(utils.parse(text))
    assert found.loc[found["form"] == "pronoun", "actor"].tolist() == ["Tom Roe"] * 2
    assert found.loc[found["actor"] == "Gresham", "kind"].tolist() == ["organisation"] * 2


def test_who_is_told_is_not_the_one_told_of():
    text = "One Welsh woman told Ms Roe about her frustration as she watched. Ms Roe wept."
    assert "pronoun" not in mentions(utils.parse(text))["form"].tolist()


def test_a_lone_word_that_only_the_model_takes_for_a_person_is_no_he():
    text = "Tom Roe praised Keane. Keane won a prize. He said his album was out."
    assert "pronoun" not in mentions(utils.parse(text))["form"].tolist()
    assert (
        "pronoun" in mentions(utils.parse(text.replace("praised Keane", "praised Mr Keane")))["form"].tolist()
    )


def described(text):
    """Whom each description and pronoun of a text means, by its words in small letters."""
    table = mentions(utils.parse(text))
    return {
        (row.text.lower(), row.actor) for row in table.itertuples() if row.form in ("description", "pronoun")
    }


@pytest.mark.parametrize(
    "text, words, actor",
    [
        # A watchdog or a band is what the text calls so, or whose name says it.
        ("The Harbour Service runs boats. The Harbour Service grew. The watchdog left.", "the watchdog", ""),
        ("The Quay Standards Agency met. The watchdog left.", "the watchdog", "Quay Standards Agency"),
        ("Tanner was fined. Tanner denied it. The band was late.", "the band", ""),
        # Who stands in a clause of where is not who goes on.
        ("Tom Hale flew to Oslo, where he met President Karl Roe. He is due home.", "he", "Tom Hale"),
        ("Tom Hale spoke. Then a crowd came to a hall where it saw Karl Roe. He is due home.", "he", ""),
        # The party is the last subject that is one.
        ("The Conservatives met the Liberal Democrats. The party was late.", "the party", "Conservatives"),
        ("Labour attacked the Tories. The party was late.", "the party", "Labour Party"),
        ("It rained on Labour and the Tories. The party was late.", "the party", ""),
    ],
)
def test_a_role_goes_to_whom_the_text_gives_it(text, words, actor):
    found = {one for phrase, one in described(text) if phrase == words}
    assert found == ({actor} if actor else set())
