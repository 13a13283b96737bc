"""What leaves the body and what stays: by evidence, never by an opening word alone."""

import pytest

from methods.article import ArticleError, article_of, load_article, too_little
from methods.article.fields import iso_date

BEFORE = "The ferry to the island of Sund was cancelled for a third day on Tuesday because of high waves."
AFTER = (
    "Farmers on the island said they had fodder for a week, and the co-operative asked the army for a tug."
)


def read(line: str):
    return article_of(f"Ferry stays in port\n\n{BEFORE}\n\n{line}\n\n{AFTER}")


@pytest.mark.parametrize(
    "line",
    [
        "Copyright law has not kept pace with machines, three judges wrote on Monday.",
        "Related charges against two other men were dropped.",
        "Share prices of the brewery fell by nine per cent.",
        "Subscribers to the gas network will pay more from May.",
        "Follow the rules or lose the licence, the council told the cafes.",
        "Register now for the course, the flyer said, but the course was full.",
        "Updated figures are due on Thursday.",
        "Published in 1921, the novel sold three copies.",
        "Reporting by the local paper led to the arrests.",
        "Photographs by the prisoner were shown in the town hall.",
        "By Friday the lake had risen by two metres.",
        "March 2020 was the worst month for the theatre.",
        "The company uses cookies to follow its users, the regulator found.",
        "You can see the lighthouse from the hotel.",
        "Contact with the crew was lost at 4 p.m.",
        "Two men were held (one was later released).",
        "Nobody came.",
        "Already a member of the council, she ran for mayor.",
        "To keep reading alive in the valley, the library lends hens.",
        "Something went wrong with the brakes.",
        "Pause for thought came on Tuesday.",
        "The rules were written by the environmental agency (EPA).",
        "An earlier version of this report was leaked in May.",
        "Related – or so they thought – to the king, they kept the ring.",
    ],
)
def test_a_sentence_of_the_body_stays_whatever_it_begins_with(line):
    assert line in read(line).paragraphs


@pytest.mark.parametrize(
    "line",
    [
        "Get the best of the Courier straight to your inbox.",
        "By submitting your email you agree to our privacy policy.",
        "This website uses cookies to ensure you get the best experience.",
        "To continue reading, please register or sign in.",
        "Thank you for subscribing.",
        "Like us on Facebook for daily updates.",
        "Have your say in the comments below.",
        "Courier staff writer Tom Roe in Vik contributed to this report.",
        "Read the full story here.",
        "This article was amended on 5 March 2021 to correct the name of the ferry.",
        "Got a tip? Email our newsroom.",
        "This report was written by Tom Roe and edited by Ana Lee.",
    ],
)
def test_a_message_of_the_site_leaves_with_its_reason(line):
    article = read(line)
    assert line not in article.text and any(line == text and reason for reason, text in article.left_out)


@pytest.mark.parametrize(
    "line",
    [
        "Photograph: Ana Lee/The Courier",
        "Waves break over the pier. Ana Lee/The Island Courier",
        "The ferry at its pier. Credit: Ana Lee",
        "The ferry at its pier. (Courtesy of the Sund Museum)",
        "(Photo by Ana Lee/AFP via Getty Images)",
        "Image caption, The ferry in the harbour",
        "FILE - Waves break over the pier in Sund, March 4, 2021.",
    ],
)
def test_captions_of_any_shape(line):
    article = read(line)
    assert article.captions == (line,) and article.borders == (1,)


def test_a_short_line_between_two_messages_belongs_to_them():
    lines = (
        "Sign up to Morning Waves, our daily email\n\nAll you need before "
        "breakfast.\n\nUnsubscribe at any time."
    )
    assert read(lines).paragraphs == (BEFORE, AFTER)


def test_words_of_sites_that_the_article_is_about_tell_nothing():
    about = "The newsletter went to 400 fishermen.\n\nA newsletter costs nothing to send, the printer said."
    line = "Please send the newsletter back, a second letter to the homes began."
    assert line in article_of(f"A letter too many\n\n{about}\n\n{line}\n\n{AFTER}").text


@pytest.mark.parametrize(
    "headline",
    [
        "Copyright row hits choir",
        "March of the ants",
        "Watch: the ferry sinks",
        "Follow the money",
        "Subscribe and save? Think again",
        "Correction: the wolf was a dog",
        "May day on the island",
    ],
)
def test_a_headline_that_begins_like_furniture_is_a_headline(headline):
    article = article_of(f"{headline}\n\n{BEFORE}\n\n{AFTER}")
    assert article.title == headline and article.paragraphs == (BEFORE, AFTER)


def test_the_mark_of_an_agency_is_no_part_of_its_headline():
    article = article_of(f"UPDATE 2-Ferry stays in port\n\n{BEFORE}")
    assert article.title == "Ferry stays in port" and ("agency mark", "UPDATE 2-") in article.left_out


def test_lists_belong_to_the_body_and_have_borders():
    article = read("They need:\n\n- hay,\n- oil, and\n- a vet")
    assert article.paragraphs[1:5] == ("They need:", "hay,", "oil, and", "a vet")
    assert article.borders == (2, 3, 4, 5)
    assert article.text.count("\n\n\n") == 4 and "hay,\n\n\noil" in article.text


def test_a_heading_is_a_border():
    assert read("What comes next").borders == (1,)


def test_tags_in_a_text_are_html_and_entities_are_decoded_once():
    article = article_of(f"<p>{BEFORE} R&amp;D &amp;lt;stays&amp;gt;.</p><p>{AFTER}</p>")
    assert article.paragraphs[0].endswith("R&D &lt;stays&gt;.") and article.paragraphs[1] == AFTER
    assert article_of("Tea &amp; rain\n\nThe firm&rsquo;s R&#38;D costs AT&T &pound;4m.").paragraphs == (
        "The firm’s R&D costs AT&T £4m.",
    )


def test_characters_are_clean():
    article = article_of(
        "The o\ufb03ce\n\nThe gov\u00adernor\u200b of Norr\u00ad\nland ate at the cafe\u0301, "
        "â€œaloneâ€\x9d, JosÃ© said."
    )
    assert article.title == "The office"
    assert article.paragraphs == ("The governor of Norrland ate at the café, “alone”, José said.",)


def test_a_bad_byte_is_marked_and_the_reader_is_told(tmp_path):
    text = f"Ferry stays\n\n{BEFORE} Café Zoë is shut. {AFTER}".encode()
    (tmp_path / "a.txt").write_bytes(text.replace(b"high", b"hi\xffgh"))
    article = load_article(tmp_path / "a.txt")
    assert "hi\ufffdgh" in article.text and "Café Zoë" in article.text
    assert article.notes == (
        "One byte of a.txt is no UTF-8 and is shown as \ufffd: see what should stand there.",
    )


def test_a_text_in_place_of_a_path_is_read_with_a_note():
    article = load_article(f"Ferry stays in port\n\n{BEFORE}\n\n{AFTER}")
    assert article.paragraphs == (BEFORE, AFTER) and "no path but a text" in article.notes[0]


def test_too_little_is_said_by_whoever_loads_and_by_nobody_else(tmp_path):
    (tmp_path / "a.txt").write_text("Ferry stays in port\n\nIt rained in Sund.")
    with pytest.raises(ArticleError, match="^a.txt holds 4 words, and an article at least 20.$"):
        load_article(tmp_path / "a.txt")
    assert article_of("Ferry stays in port\n\nIt rained in Sund.").paragraphs == ("It rained in Sund.",)
    stub = article_of(f"Ferry stays\n\n{BEFORE}\n\nSubscribe to continue reading")
    assert "asks for a subscription" in too_little(stub)


def test_a_pipe_is_no_file(tmp_path):
    import os

    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(ArticleError, match="is no file that can be read twice"):
        load_article(tmp_path / "pipe")


@pytest.mark.parametrize(
    "text, day",
    [
        ("Mon, 21 Oct 2019 08:00", "2019-10-21"),
        ("March 4th, 2021", "2021-03-04"),
        ("4 Sept. 2020", "2020-09-04"),
        ("20190405", "2019-04-05"),
        ("2021-13-40", ""),
        ("4/3/2021", ""),
        ("winter 2021", ""),
    ],
)
def test_a_day_is_read_where_it_is_sure(text, day):
    assert iso_date(text) == day


@pytest.mark.parametrize("text", ["Head\n\nIt rained.\nIt blew.", "- a\n- b\n\nIt rained."])
@pytest.mark.parametrize("shape", ["It rained on day {n}.\n", "Pier {n}. Photo: Ana Lee\n\n", "Line {n}\n\n"])
def test_time_grows_with_the_text(text, shape):
    from time import process_time

    def seconds(times: int) -> float:
        long = text + "\n\n" + "".join(shape.format(n=n) for n in range(times))
        start = process_time()
        article_of(long)
        return process_time() - start

    seconds(100)
    few, many = min(seconds(2000) for _ in range(5)), min(seconds(8000) for _ in range(5))
    assert many / few < 12, "four times the lines take four times as long, and not sixteen times"
