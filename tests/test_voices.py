"""Speakers by the layout of a page, who can speak, and voices: each once."""

import pytest

import utils
from methods.quotation_marks import marked
from methods.quotations import pieces, quotations, quoted_pieces, voice_by_token, voices
from methods.roles import roles


def speakers(text, words):
    return [row.speaker for row in quotations.rows(text) if words in row.content]


@pytest.mark.parametrize(
    "text, words, speaker",
    [
        ("'I never saw it,' said Mavis Pole. 'It came from the left.'", "from the left", "Mavis Pole"),
        ("»The bread is gone«, said Jan Vos.", "bread", "Jan Vos"),
        ("«The road is ours,» shouted a farmer.", "road", "a farmer"),
        ("“He taught half the town to read and write.”\n– Sister Agnes Moll", "half the town", "Agnes Moll"),
        ("Peter Quane, chief of the crew:\n“We found them all at dawn.”", "at dawn", "Peter Quane"),
        ("“My shoes are wet,” grumbled Ida Falk.", "shoes", "Ida Falk"),
        ("“It is over,” the old man wheezed.", "over", "the old man"),
        ("The nurse said the ward was full; the doctor said it was empty.", "full", "the nurse"),
        ("“The roof is new,” said the owner, but “it leaks,” said the tenant.", "is new", "the owner"),
        ("The price had doubled, claimed the union.", "doubled", "the union"),
        (
            "The pond is deep, as the warden put it, “and full of old bicycles from the war”.",
            "bicycles",
            "the warden",
        ),
        ("The court forced Adam Kolb to admit that he lied.", "he lied", "Adam Kolb"),
    ],
)
def test_who_speaks(text, words, speaker):
    assert speakers(text, words) == [speaker]


@pytest.mark.parametrize(
    "text",
    [
        "The clouds promised rain.",
        "The new engine suggests a faster car.",
        "The guide showed the children where the bear sleeps.",
        "The singer winked at the crowd and bowed.",
        "The actor, known as “Slim”, opened the shop.",
    ],
)
def test_what_reports_no_speech(text):
    assert quoted_pieces(utils.parse(text)) == []


def test_another_persons_quotation_is_not_the_last_speakers():
    text = (
        "“The gate is shut,” said Tom Roe. Ida Falk shook her head. “Nobody told us anything about the gate.”"
    )
    assert speakers(text, "Nobody told us") == ["Ida Falk"]


def test_thoughts_and_plans_are_kept_apart_and_are_no_speech():
    doc = utils.parse("Ida Falk wants to sell the mill. She fears that it will burn. Falk said it was old.")
    assert [row.kind for row in quotations.rows(doc)] == ["plan", "thought", "indirect"]
    assert len(pieces(quotations(doc))) == 1 and len(pieces(quotations(doc), thoughts=True)) == 3
    assert len(quoted_pieces(doc)) == 1 and voice_by_token(doc)[4] == ""
    assert roles(doc).set_index("actor").loc["Ida Falk", "speaks"] == 1


def test_an_unnamed_group_is_one_voice():
    text = (
        "A panel of independent geologists said the hill was moving. The geologists warned of more rain. "
        "The panel said the road must close. A geologist from Dren said it was safe."
    )
    heard = [row.voice for row in quotations.rows(text)]
    assert len(set(heard[:3])) == 1 and heard[3] != heard[0]


def test_each_voice_once_with_its_share():
    table = voices(
        "The mill burned. “It was old,” said Ida Falk. Two neighbours said it smelled of gas. Falk said no."
    )
    assert table["voice"].tolist()[0] == "the narrator" and table["voice"].is_unique
    assert abs(table["share"].sum() - 1) < 1e-9
    assert (
        table.set_index("voice").loc["Ida Falk", "named"]
        and not table.set_index("voice").loc["two neighbours", "named"]
    )


@pytest.mark.parametrize(
    "text", ["the dogs' barking and the cats' food", "rock 'n' roll in the '90s", "don't, won't"]
)
def test_apostrophes_are_no_marks(text):
    assert marked(utils.parse(text)) == []


@pytest.mark.parametrize(
    "who, kind", [("Analysts", "people"), ("One analyst", "person"), ("Experts", "people")]
)
def test_several_people_are_people(who, kind):
    rows = voices.rows(utils.parse(f"It rained. {who} said that the harvest was lost."))
    assert [row.kind for row in rows if not row.named and row.voice != "the narrator"] == [kind]
