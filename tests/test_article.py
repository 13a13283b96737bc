"""Reading an article: what is body, what is not, and what cannot be read."""

import os
import threading
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import mistune
import pytest

import utils
from methods import article as article_room
from methods.article import ArticleError, load_article, parts
from utils import sentences

BODY = (
    "The harbour of Port Haven reopened on Monday after a winter of ice, the mayor said.\n\n"
    "“We are glad,” she told a crowd of fishermen. Nobody asked about the cost.\n"
)
PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8">
<title>Harbour reopens | The Haven Post</title>
<meta property="og:site_name" content="The Haven Post"></head><body><style>p{color:red}</style>
<script>var x = "code";</script><nav><a href="/">Home</a> <a href="/sport">Sport pages</a></nav>
<article><h1>Harbour reopens after a winter of ice</h1>
<figure><img src="ice.jpg" alt=""><figcaption>Ice on the pier. Photo by Ana Lee/Reuters</figcaption>
</figure>
<p>The harbour of Port Haven reopened on Monday after a winter of ice, the mayor said in a speech to
fishermen.</p>
<h2>What comes next</h2>
<p>“We are glad,” she told the crowd. Nobody asked about the cost, which the council will discuss again
in June.</p>
<p>Read more: <a href="/x">The ice of 1963</a></p>
<p>The last winter of this kind was sixty years ago, when the ferries stood still for three months and
more.</p></article>
<footer><p>© 2021 The Haven Post. All rights reserved.</p></footer></body></html>"""


def article_of(tmp_path, text, name="article.txt", encoding="utf-8"):
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
    return load_article(path)


def reasons(article):
    return {text: reason for reason, text in article.left_out}


def test_the_sample_is_taken_apart():
    article = load_article(article_room.SAMPLE)
    assert article.kicker == "The Slatest"
    assert (
        article.title
        == "North Korea Has Not Halted its Nuclear Program, According to Confidential U.N. Report"
    )
    assert len(article.captions) == 1 and article.captions[0].endswith("MOHD RASFAN/Getty Images")
    assert [reason for reason, _ in article.left_out] == ["caption repeated without its credit"]
    doc = utils.parse(article)
    assert len(article.paragraphs) == 4 and len(sentences(doc)) == 10
    assert sentences(doc).groupby("paragraph").size().tolist() == [2, 3, 2, 3]
    for survivor in ("U.N. Security Council", "149-page", "Kim Jong-un", "unabated,” the experts"):
        assert survivor in article.text


def test_nothing_that_was_read_is_lost():
    article = load_article(article_room.SAMPLE)
    read = " ".join(article_room.SAMPLE.read_text(encoding="utf-8").split())
    assert sorted(" ".join(parts(article)["text"]).split()) == sorted(read.split())


NESTED = {
    "a.md": "# A vote\n\nFirst line.\n\n- The mayor resigned on Monday after a vote.\n  - The "
    "council was surprised by it.\n\n  It met again.\n- Calm.\n\n"
    "> Quoted words.\n>\n> - Inside.\n\n<div>Above <p>between</p> below.</div>\n\n| a | b "
    "|\n|---|---|\n| one | two |\n\nline<br>break <!-- no word -->end.\n",
    "a.html": "<!doctype html><html><head><title>A "
    "vote</title><style>p{}</style></head><body>Bare text.<!-- no word --> Its tail."
    "<article><h1>A <em>vote</em></h1><div>The mayor resigned on Monday. <p>The council was "
    "surprised, he said.</p> It met again on Tuesday.</div>"
    "<ul><li>The outer item holds<ul><li>an inner one, which is a whole sentence.</li></ul> and "
    "ends here.</ul>"
    "<p>One<br>two, and <script>var "
    "none;</script>three.</p><dl><dt>Term</dt><dd>Meaning</dd></dl></article>after all</body></html>",
}


@pytest.mark.parametrize("name", NESTED)
def test_no_word_is_lost_where_blocks_hold_blocks(tmp_path, name):
    from lxml import html

    page = html.fromstring(mistune.html(NESTED[name]) if name == "a.md" else NESTED[name])
    for code in page.xpath("//comment()|//script|//style"):
        code.drop_tree()
    words = {word for piece in page.itertext() for word in piece.split()}
    article = article_of(tmp_path, NESTED[name], name)
    assert words <= set(" ".join(parts(article)["text"]).split())
    assert "The mayor resigned on Monday" in article.text and "The council was surprised" in article.text


def test_sentence_offsets_lead_back_to_the_text():
    doc = utils.parse("Heading\n\nHe left. She stayed.\nThey met.")
    table = sentences(doc)
    assert [doc.text[a:b] for a, b in zip(table["start"], table["end"])] == table["text"].tolist()
    assert table["paragraph"].tolist() == [0, 1, 1, 2]
    assert len(utils.sentence_of(doc)) == len(doc)


@pytest.mark.parametrize(
    "line, reason",
    [
        ("By Ana Lee and Tom Roe", "byline"),
        ("March 4, 2021 3:15 PM", "date"),
        ("Read more: The ice of 1963", "read more"),
        ("Sign up for our daily newsletter", "promotion"),
        ("Share this article", "sharing"),
        ("© 2021 The Haven Post", "copyright"),
        ("Ana Lee is a reporter in Port Haven.", "author note"),
        ("Correction: An earlier version misspelled the pier.", "editor's note"),
    ],
)
def test_furniture_is_left_out_with_its_reason(tmp_path, line, reason):
    article = article_of(
        tmp_path, f"Harbour reopens\n\n{line}\n\n{BODY}\n{line.upper() if line.startswith('By') else ''}"
    )
    assert reasons(article)[line] == reason
    assert line not in article.text and article.title == "Harbour reopens"


@pytest.mark.parametrize(
    "dateline", ["PORT HAVEN, Maine (AP) — ", "PORT HAVEN — ", "Port Haven (Reuters) - "]
)
def test_a_dateline_is_cut_off_its_paragraph(tmp_path, dateline):
    article = article_of(tmp_path, "Harbour reopens\n\n" + dateline + BODY)
    assert article.paragraphs[0].startswith("The harbour") and dateline.strip() in reasons(article)


@pytest.mark.parametrize(
    "opening",
    [
        "NATO — the alliance — met in the harbour town on Monday.",
        "COVID-19 closed the harbour town for two years.",
    ],
)
def test_what_only_looks_like_a_dateline_stays(tmp_path, opening):
    assert article_of(tmp_path, f"Harbour news\n\n{opening}\n\n{BODY}").paragraphs[0] == opening


def test_headings_above_and_inside_the_body(tmp_path):
    article = article_of(
        tmp_path,
        "World\n\nWill the harbour reopen?\n\nA hard winter ends\n\n"
        + BODY
        + "\nWhat comes next\n\nThe ferries sail on Friday.\n",
    )
    assert (article.kicker, article.title) == ("World", "Will the harbour reopen?")
    assert reasons(article) == {
        "A hard winter ends": "standfirst",
        "What comes next": "subheading or fragment",
    }


def test_wrapped_lines_are_joined_and_single_lines_are_not(tmp_path):
    wrapped = (
        "Harbour reopens\n\nThe harbour of Port Haven reopened on Monday after a winter\nof "
        "ice, the mayor said, and the ferries will sail\nagain.\n"
    )
    assert article_of(tmp_path, wrapped).paragraphs[0].endswith("sail again.")
    single = (
        "Harbour reopens\nThe harbour reopened on Monday morning.\nThe ferries will sail "
        "again on Friday morning, and the mayor will be there.\n"
    )
    assert len(article_of(tmp_path, single).paragraphs) == 2


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le"])
def test_encodings_give_the_same_article(tmp_path, encoding):
    text = "Café reopens\n\n" + BODY.replace("glad", "glad at El Niño’s end")
    assert (
        article_of(tmp_path, text, encoding=encoding).text
        == " ".join(text.splitlines()[2:3]) + "\n\n" + text.splitlines()[4]
    )


def test_markdown_and_its_front_matter(tmp_path):
    article = article_of(
        tmp_path,
        f'---\ntitle: "The ice is gone"\n---\n# The ice is gone\n\n{BODY}\n[A '
        f"link](http://127.0.0.1/x) and *stress* stay words here.\n",
        "a.md",
    )
    assert article.title == "The ice is gone" and "A link and stress stay words here." in article.text
    assert article.left_out[0][0] == "front matter"


@pytest.mark.parametrize(
    "said, title",
    [
        ('Minister says "no"', 'Minister says "no"'),
        ('"The ice is gone"', "The ice is gone"),
        ("'A' or B", "'A' or B"),
    ],
)
def test_front_matter_with_any_line_ends_and_quotation_marks(tmp_path, said, title):
    article = article_of(
        tmp_path, f"---\ntitle: {said}\ndate: 2021-03-04\n---\n\n{BODY}".replace("\n", "\r\n"), "a.md"
    )
    assert (article.title, article.date, article.left_out[0][0]) == (title, "2021-03-04", "front matter")


def test_a_saved_page(tmp_path):
    article = article_of(tmp_path, PAGE, "page.html")
    assert article.title == "Harbour reopens after a winter of ice" and article.outlet == "The Haven Post"
    assert article.captions == ("Ice on the pier. Photo by Ana Lee/Reuters",)
    assert len(article.paragraphs) == 3 and "Read more" not in article.text
    assert "code" not in " ".join(reasons(article)) and "color" not in " ".join(reasons(article))
    assert "Sport pages" in " ".join(reasons(article)) and "All rights reserved" in " ".join(reasons(article))


def test_an_article_saved_and_mended_by_hand(tmp_path):
    article = article_of(tmp_path, "Harbour reopens\n\n" + BODY)
    article.save(tmp_path / "mine.json")
    assert load_article(tmp_path / "mine.json") == article


@pytest.mark.parametrize("name, text", [("a.txt", "Harbour reopens\n\n" + BODY), ("page.html", PAGE)])
def test_what_the_reader_knows_goes_before_what_the_text_says(tmp_path, name, text):
    plain = article_of(tmp_path, text, name)
    known = {"title": "Ice at last", "outlet": "The Quay", "author": "Nora Quill", "date": "2021-03-05"}
    article = load_article(tmp_path / name, **known)
    assert known == {field: getattr(article, field) for field in known} and article.text == plain.text
    plain.save(tmp_path / "saved.json")
    assert load_article(tmp_path / "saved.json", outlet="The Quay") == replace(plain, outlet="The Quay")
    assert load_article(text, outlet="The Quay").outlet == "The Quay"
    assert utils.parse(article).user_data["outlet"] == "The Quay"
    with pytest.raises(TypeError, match="publisher"):
        load_article(tmp_path / name, publisher="The Quay")


def test_the_environment_names_the_article(tmp_path, monkeypatch):
    (tmp_path / "a.txt").write_text("Harbour reopens\n\n" + BODY)
    monkeypatch.setenv("ARTICLE", str(tmp_path / "a.txt"))
    assert load_article().title == "Harbour reopens"


class Pages(BaseHTTPRequestHandler):
    answers = {
        "/page": (200, "text/html", PAGE.encode()),
        "/text": (200, "text/plain", BODY.encode()),
        "/photo": (200, "image/png", b"\x89PNG"),
        "/gone": (404, "text/html", PAGE.encode()),
    }

    def do_GET(self):
        status, kind, body = self.answers[self.path]
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def site():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def test_a_page_from_the_web(site):
    article = load_article(site + "/page")
    assert article.title == "Harbour reopens after a winter of ice" and article.source == site + "/page"
    assert load_article(site + "/text").paragraphs[0].startswith("The harbour")


@pytest.mark.parametrize("path, said", [("/photo", "is not a page but image/png"), ("/gone", "status 404")])
def test_an_address_that_gives_no_page(site, path, said):
    with pytest.raises(ArticleError, match=said):
        load_article(site + path)


def test_an_address_that_cannot_be_reached():
    with pytest.raises(ArticleError, match="cannot be reached"):
        load_article("http://127.0.0.1:9/page")


@pytest.mark.parametrize(
    "content, said",
    [
        (b"", "empty"),
        (b" \n\n ", "empty"),
        (bytes(range(256)) * 20, "binary data or in an unknown encoding"),
        (b"x" * 2_000_001, "over 2 MB"),
        (b"Harbour\n\nNews\n\nIce\n", "no body text"),
        (
            "Der Hafen wurde am Montag nach einem langen Winter wieder geöffnet, sagte die "
            "Bürgermeisterin den Fischern. "
            "Niemand fragte nach den Kosten, die der Rat im Juni noch einmal besprechen will.".encode(),
            "German",
        ),
    ],
)
def test_bad_files_say_what_is_wrong_and_what_to_do(tmp_path, content, said):
    with pytest.raises(ArticleError, match=said) as caught:
        article_of(tmp_path, content)
    assert "\n" not in str(caught.value) and ":" in str(caught.value) or "so give" in str(caught.value)


def test_bad_paths(tmp_path):
    with pytest.raises(ArticleError, match="There is no file"):
        load_article(tmp_path / "nothing.txt")
    with pytest.raises(ArticleError, match="is a folder"):
        load_article(tmp_path)
    for no_path in ("no-such-file" * 50, "~nobody-of-that-name/x.txt", "a\0b"):
        with pytest.raises(ArticleError, match="^There is no file .{1,300}$"):
            load_article(no_path)
    for content in (
        "{}",
        "[1]",
        "not json",
        '{"title": "A", "paragraphs": 5}',
        '{"title": "A", "paragraphs": "It rained."}',
        "[" * 100_000,
    ):
        with pytest.raises(ArticleError, match="not an article saved"):
            article_of(tmp_path, content, "a.json")


def test_a_saved_article_with_odd_fields(tmp_path):
    article = article_of(tmp_path, '{"title": 7, "paragraphs": ["It \\ud800 rained."]}', "a.json")
    assert article.title == "7" and len(article.sha256) == 64


def test_a_text_in_hand_is_one_article_too():
    with pytest.raises(ArticleError, match="^row 7 is over 2 MB"):
        article_room.article_of("It rained. " * 200_000, source="row 7")
    with pytest.raises(ArticleError, match="^The text holds no body text"):
        article_room.article_of("<!doctype html>")


def test_a_name_that_is_no_unicode_can_be_saved(tmp_path):
    path = os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt")
    with open(path, "w") as file:
        file.write(BODY)
    load_article(path).save(tmp_path / "a.json")
    assert load_article(tmp_path / "a.json").source == "caf\ufffd.txt"
