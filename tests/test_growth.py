"""Time grows with the text and not with its square: hard shapes, the longest text, the budget of time."""

import threading
import time
from time import process_time

import pandas as pd
import pytest

from methods import pipeline
from methods.actors import mentions
from methods.article import Article, ArticleError, load_article
from methods.corpus import analyse, deadline, read_corpus
from methods.corpus.deadline import TookTooLong, time_limit
from methods.quotations import quotations
from methods.roles import roles
from methods.summary import in_brief
from methods.tone import by_voice, sentence_tone, tone_toward
from tests.growth import SHAPES
from utils import LONGEST_BODY, LONGEST_SENTENCE, nlp, parse, sentence_spans

LIMIT = 3.2  # times the seconds for twice the text: what grows with the square takes four times as long


def doubles(work, make, words, tries=3):
    """Whether twice the text takes little more than twice the processor's time, in the best of some tries."""
    for _ in range(tries):
        small, large = make(words), make(2 * words)
        start = process_time()
        work(small)
        middle = process_time()
        work(large)
        if process_time() - middle <= LIMIT * (middle - start) + 0.05:
            return True
    return False


@pytest.mark.parametrize(
    "shape", ["brackets", "quotation marks", "full stops", "emoji", "slashes and dashes"]
)
def test_runs_of_marks_cost_the_tokenizer_no_square(shape):
    assert doubles(nlp().make_doc, SHAPES[shape], 4_000)


@pytest.mark.parametrize(
    "text",
    [
        "x " + "(" * 1_000 + " y",
        "a  b " + "x/" * 300 + "  \n c don't (",
        "'s" * 400,
        "😀" * 700 + "\n\n" + "cannot" * 100,
        " " + "!?" * 500,
        "a" * 100_000,
        "\n" + "(" * 400,
        "well-" * 300,
    ],
)
def test_a_text_with_long_runs_stays_as_it_is(text):
    assert nlp().make_doc(text).text == text


def test_around_a_long_run_words_are_what_they_are_without_it():
    plain, text = nlp().make_doc("They can't go. "), "They can't go. " + "(" * 500
    some = nlp().make_doc(text)[: len(plain)]
    assert [(t.text, t.norm_, t.whitespace_) for t in some] == [
        (t.text, t.norm_, t.whitespace_) for t in plain
    ]


@pytest.mark.parametrize(
    "shape",
    [
        "one long sentence",
        "list with commas",
        "he said, in one sentence",
        "abbreviations",
        "negations",
        "colons",
    ],
)
def test_no_sentence_is_longer_than_a_list_may_be(shape):
    doc = nlp().make_doc(SHAPES[shape](2_000))
    starts = [0, *(t.i for t in pipeline.sentences_marked(doc) if t.is_sent_start), len(doc)]
    assert max(b - a for a, b in zip(starts, starts[1:])) <= LONGEST_SENTENCE


def test_an_ordinary_sentence_of_a_hundred_words_is_one():
    text = "The board " + ", ".join(f"praised plan {n} of the port" for n in range(25)) + " and left."
    assert len(sentence_spans(parse(text, reader=False))) == 1


def spoken(words):
    """Each voice says one thing."""
    return parse(
        " ".join(f"“It is a bad plan,” said the {'old ' * (n % 3)}man from Sund {n}." for n in range(words)),
        reader=False,
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    "shape, find",
    [
        ("one long sentence", lambda doc: roles.rows(doc)),
        ("according to, in one sentence", lambda doc: quotations.rows(doc)),
        ("he said, in one sentence", lambda doc: quotations.rows(doc)),
        ("names with one first word", lambda doc: in_brief.rows(doc)),
        ("the mayor", lambda doc: mentions.rows(doc)),
        ("surnames", lambda doc: mentions.rows(doc)),
        ("news", lambda doc: by_voice.rows(doc)),
        ("emoji", lambda doc: sentence_tone.rows(doc)),
    ],
)
def test_a_table_of_twice_the_text_takes_twice_the_time(shape, find):
    docs = {}

    def parsed(words):
        docs.setdefault(words, parse(SHAPES[shape](words), reader=False)).user_data.pop("kept", None)
        return docs[words]

    find(parsed(200))
    assert doubles(find, parsed, 1_500)


def test_voices_are_summed_in_one_pass():
    assert by_voice.rows(spoken(3))[0].voice == "the narrator"
    assert doubles(by_voice.rows, spoken, 60)


def test_vader_is_given_as_much_with_emoji_as_without():
    from methods.tone.scorers import LONGEST_FOR_VADER, _start_for_vader
    from methods.tone.valence import VADER

    assert _start_for_vader("é" * 9_000) == "é" * LONGEST_FOR_VADER
    described = "".join(VADER.emojis.get(sign, sign) for sign in _start_for_vader("😀" * 5_000))
    assert 4_500 < len(described) <= LONGEST_FOR_VADER


def test_tone_toward_counts_steps_as_before():
    doc = parse("The minister attacked the senator after a visit to the brave nurses.", reader=False)
    assert tone_toward(doc, 22, 33) < 0 < tone_toward(doc, 61, 67)


def test_a_long_text_is_parsed_in_pieces_alike(monkeypatch):
    text = "\n\n".join(SHAPES["news"](120).split("\n\n"))
    whole = parse(text, reader=False)
    monkeypatch.setattr(pipeline, "AT_ONCE", 100)
    pieces = parse(text, reader=False)
    assert pieces.text == whole.text
    for token, other in zip(whole, pieces):
        assert (token.tag_, token.dep_, token.head.i, token.ent_type_, token.lemma_) == (
            other.tag_, other.dep_, other.head.i, other.ent_type_, other.lemma_
        )  # fmt: skip


def test_what_is_longer_than_one_article_is_refused_with_one_sentence(tmp_path):
    text = "Mayor Roe praised the plan on Monday, and the board of the harbour agreed. " * 6_000
    assert len(text) > LONGEST_BODY
    (path := tmp_path / "long.txt").write_text(text)
    for ask in (
        parse,
        load_article,
        lambda t: load_article(path),
        lambda t: sentence_tone(Article("", (t,))),
    ):
        with pytest.raises(ArticleError, match="400,000.*split it") as problem:
            ask(text)
        assert "\n" not in str(problem.value)
    corpus = read_corpus(tmp_path)
    assert "split it" in corpus["error"][0]
    with pytest.raises(ArticleError):
        analyse(pd.DataFrame({"article": ["a"], "text": [text]}), tmp_path / "store")


def busy(seconds):
    end = time.process_time() + seconds
    while time.process_time() < end:
        sum(range(100))


def test_work_that_takes_too_long_is_ended_in_any_thread():
    ended = []

    def work():
        try:
            with time_limit(0.05):
                busy(20)
        except TookTooLong:
            ended.append(threading.current_thread().name)

    work()
    thread = threading.Thread(target=work, name="a worker's")
    thread.start()
    thread.join()
    assert ended == ["MainThread", "a worker's"]


def test_work_that_ends_in_time_is_left_alone():
    for _ in range(200):
        with time_limit(0.0005):
            try:
                busy(0.0004)
            except TookTooLong:
                break
    busy(0.05)  # nothing comes late
    with time_limit(5):
        assert sum(range(10)) == 45


def test_waiting_is_no_work():
    with time_limit(0.05):
        time.sleep(0.3)


def test_an_article_that_takes_too_long_is_a_row_with_its_error(tmp_path, monkeypatch):
    from methods.corpus import analysis

    real = analysis.TABLES["twists"].rows

    def slow(doc, **options):
        if "never" in doc.text:
            busy(30)
        return real(doc, **options)

    analysis.tables(parse("Ana Lee praised the plan.", reader=False))  # what is loaded once is not counted
    monkeypatch.setattr(deadline, "MOST_SECONDS", 1)
    monkeypatch.setattr(analysis.TABLES["twists"], "rows", slow)
    texts = ["Ana Lee praised the plan.", "It never ends.", "Tom Roe attacked the plan."]
    corpus = pd.DataFrame({"article": list("abc"), "text": texts})
    found = analyse(corpus, tmp_path, workers=1, reader=False)
    about = found["articles"].compute().set_index("article")
    assert about["error"]["b"].startswith("The analysis took longer than 1 s:")
    assert about["error"]["a"] == about["error"]["c"] == ""
    assert set(found["sentences"].compute()["article"]) == {"a", "c"}
