"""What holds for every table of every text: types, spans, ranges, sums; tried on texts made by hypothesis.

The texts are made of pieces of news, so that the rules are reached, and of what breaks programs: control
characters, half characters, marks that never close. The examples are the same in each run.
"""

import math
from collections import Counter
from time import process_time

import pandas as pd
import pytest

pytest.importorskip("hypothesis")
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from methods.actors import actors, mentions
from methods.article import ArticleError, article_of
from methods.corpus import TABLES, compare_two
from methods.figures import marked_article
from methods.kind import kind_of_news, kind_words
from methods.quotations import not_speech, quotations, voices
from methods.roles import ROLES, role_sentences, roles
from methods.summary import brief_claims, in_brief
from methods.tone import by_voice, sentence_voices, tone_toward, voice_parts
from methods.words import word_frequencies
from utils import TEXT, parse, sentence_of, sentences, tokens_at, word_list

NAMES = """Ana Lee|Tom Roe|Mayor Ivo Maric|Mr. Roe|Dr. J. R. Weber Jr.|José Muñoz|the Sund Gazette|NATO
Denmark|U.S. President Mary O’Brien|Jean-Luc van der Berg|the Ministry of Trade|North and South Korea
Tehran|Lee|ROE|Sen. Price|the EU|World Health Organization (WHO)|Ana “Nan” Holm|the mayor
the company|he|she|they|it|we|the experts|a group of engineers|nobody|no one|Ana Lee, 45,
the envoy, Tom Roe,|Al-Hadi|X|St. Anne|I"""
VERBS = """said|accused|praised|met|attacked|has denied|will help|refused to meet|did not say|was arrested by
told|threatened|announced|claimed that|according to|urged|could have saved|failed to stop|never thanked
wants to|was not killed by|blamed|says:|asked whether|put it|called|agreed with
declined to comment on|hoped that"""
THINGS = """the plan|a disaster|the war|crime fell by 3.5%|“a very good deal”|$1,000,000,000,000,000|the talks
his resignation|the brave nurses|the so-called ‘experts’|peace|not only bad but cruel|nothing|the U.N. report
a lack of trust|deaths of 12 people|on Monday|in 1999|but it was over|and yet it rained|however|if it rains
the end of the famine|1e400|٣٤|9"""
QUOTED = """“It is over,”|“No!”|"We never lied."|‘Don’t,’|“The ‘plan’ failed
”|“|"|''|``It ended''|«Non»|»Nein«|’|‘|'"""
BETWEEN = """.|. |,|, |; |: |—| - |...|…|!|?| (|) |[|]|\n|\n\n|\n\n\n| |  |\t|/|-|\u00a0|. “|,” |.” |.\n\n“|
 – |\n- |\n• |’s |, who |, and | that | of | by | to """
HARD = [
    *"\x00\x07\x1b\u200b\u200e\u200f\u202e\u202c\ufeff\ufffd\ud800\udfff\u2028\u0301\r",
    "😀", "👩‍👩‍👧", "שלום", "مرحبا", "<script>alert(1)</script>", "</p>", "&amp;", "$x$", "=1+1", "a" * 300,
    "(" * 30, "😡" * 20, "SCORE:1", "A:", "ROE: It ended.", "@ana", "#news", "http://a.b/c?d=e&f", "Mr.",
    "e.g.",
    "U.S.", "No. 5", "p.m.", "\n\n\n\n", "* * *", "---", "Photograph: Ana Lee/The Post", "1.", "’em", "n't",
    "%",
    "O’", "'s", "\\", "| a | b |", "St.", "-", "--", "III", "Jr.", "ﬁ", "İ", "ß", "\u1e9e",
]  # fmt: skip


def _pieces(text: str):
    return st.sampled_from([piece for line in text.split("\n") for piece in line.split("|") if piece])


PIECES = st.one_of(
    _pieces(NAMES),
    _pieces(VERBS),
    _pieces(THINGS),
    _pieces(QUOTED),
    st.sampled_from(BETWEEN.split("|")),
    st.sampled_from(HARD),
    st.tuples(_pieces(NAMES), _pieces(VERBS), _pieces(THINGS)).map(lambda said: f"{' '.join(said)}. "),
    st.tuples(_pieces(NAMES), _pieces(VERBS), _pieces(NAMES)).map(lambda said: f" {' '.join(said)}. "),
    st.tuples(_pieces(THINGS), _pieces(NAMES)).map(lambda said: f"“{said[0]},” said {said[1]}.\n\n"),
    st.text(max_size=4),
)
SPACED = st.tuples(PIECES, st.sampled_from(["", " ", " ", " "])).map("".join)
TEXTS = st.one_of(*(st.lists(SPACED, min_size=n, max_size=4 * n + 4).map("".join) for n in (0, 8, 16, 16)))

FROM_MINUS_1 = "tone lexicon vader textblob narrator quoted before after toward".split()
FROM_0_TO_1 = "share subjectivity strength share_before share_after dispersion".split()
MAY_BE_OPEN = {  # columns that hold NaN where there is nothing to tell
    ("sentence_tone", "narrator"),
    ("sentence_tone", "quoted"),
    ("by_voice", "tone"),
    ("keyness", "low"),  # of a word that is too seldom
    ("keyness", "high"),
}
NOWHERE = {"voices", "brief_claims", "by_voice"}  # of these some rows stand in no sentence: -1
MORE = {
    "voices": voices,
    "not_speech": not_speech,
    "sentence_voices": sentence_voices,
    "voice_parts": voice_parts,
    "by_voice": by_voice,
    "kind_words": kind_words,
    "brief_claims": brief_claims,
    "in_brief": in_brief,
}
STATUSES = {"asserted", "attempted", "intended", "alleged", "denied", "hypothetical"}
KINDS = {"direct", "indirect", "mixed", "thought", "plan", "topic"}

often = settings(
    deadline=None,
    derandomize=True,
    database=None,
    max_examples=100,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
seldom = settings(often, max_examples=15)


def require(table: pd.DataFrame, function, name: str, doc) -> None:
    """What holds for a table by the names of its columns."""
    text, count = doc.text, len(sentences.rows(doc))
    assert list(table) == list(function.columns), name
    for column, kind in function.columns.items():
        values = table[column]
        assert values.dtype == (TEXT if kind is str else kind), (name, column)
        if kind is float and (name, column) not in MAY_BE_OPEN:
            assert values.map(math.isfinite).all(), (name, column)
        else:
            assert (name, column) in MAY_BE_OPEN or not values.isna().any(), (name, column)
        if column in FROM_MINUS_1:
            assert values.dropna().between(-1, 1).all(), (name, column)
        if column in FROM_0_TO_1:
            assert values.dropna().between(0, 1 + 1e-9).all(), (name, column)
        if kind is int and column not in ("speaker_start", "speaker_end", "sentence"):
            least = -1 if column.endswith(("_start", "_end")) else 0
            assert (values >= least).all(), (name, column)
    if "sentence" in table:
        first = -1 if name in NOWHERE else 0
        assert table["sentence"].between(first, count - 1).all(), name
    if {"start", "end"} <= set(table):
        assert (table["start"] < table["end"]).all() and (table["end"] <= len(text)).all(), name
        words = [text[a:b] for a, b in zip(table["start"], table["end"])]
        for column in {"text", "content"} & set(table):
            assert list(table[column]) == words, (name, column)
        if name == "actions":
            assert list(table["cue"]) == words


def require_all(doc) -> None:
    """What holds for each table of a text, and between them."""
    for name, function in (TABLES | MORE).items():
        require(function(doc), function, name, doc)
    told = sentences.rows(doc)
    assert all(a.end <= b.start and 0 <= b.paragraph - a.paragraph <= 1 for a, b in zip(told, told[1:]))
    numbers = sentence_of(doc)
    for one in (*mentions.rows(doc), *quotations.rows(doc), *role_sentences.rows(doc)):
        assert one.sentence == numbers[tokens_at(doc, one.start, one.end)[0]]
    require_quotations(doc)
    require_shares(doc)
    counted = Counter((one.actor, one.role) for one in role_sentences.rows(doc))
    assert all(getattr(one, role) == counted[one.actor, role] for one in roles.rows(doc) for role in ROLES)
    by_name = Counter(one.actor for one in mentions.rows(doc) if one.form == "name")
    assert {one.actor: one.mentions for one in actors.rows(doc)} == by_name
    assert all(act.status in STATUSES for act in TABLES["actions"].rows(doc))
    assert all(-1 <= tone_toward(doc, one.start, one.end) <= 1 for one in mentions.rows(doc)[:5])
    assert kind_of_news(doc) in ("", *_kinds())
    assert "<script" not in marked_article(doc).data.lower()


def _kinds() -> list[str]:
    return list(word_list("kind_of_news"))[1:]


def require_quotations(doc) -> None:
    for quote in quotations.rows(doc):
        assert quote.kind in KINDS
        gaps = [tuple(map(int, gap.split("-"))) for gap in quote.gaps.split()]
        borders = [quote.start, *(place for gap in gaps for place in gap), quote.end]
        assert borders == sorted(borders), quote
        named = quote.speaker_start, quote.speaker_end
        assert named == (-1, -1) or 0 <= named[0] < named[1] <= len(doc.text), quote


def require_shares(doc) -> None:
    """The shares of the voices make one, and so do the words by the thousand."""
    if any(map(str.isalnum, doc.text)):
        assert sum(one.share for one in voices.rows(doc)) == pytest.approx(1)
    if heard := by_voice.rows(doc):
        assert sum(one.share for one in heard) == pytest.approx(1)
    if words := word_frequencies.rows(doc):
        assert sum(one.per_1000 for one in words) == pytest.approx(1000)


def tables_of(doc) -> dict:
    return {name: repr(function.rows(doc)) for name, function in (TABLES | MORE).items()}


@pytest.mark.slow
@often
@given(TEXTS)
def test_every_table_of_every_text_holds(text):
    require_all(parse(text, reader=False))


@pytest.mark.slow
@seldom
@given(TEXTS)
def test_every_table_with_the_second_reader_holds(text):
    require_all(parse(text))


@pytest.mark.slow
@seldom
@given(TEXTS)
def test_the_same_text_gives_the_same_tables(text):
    assert tables_of(parse(text, reader=False)) == tables_of(parse(text, reader=False))


@pytest.mark.slow
@often
@given(TEXTS, st.sampled_from(["text", "markdown", "html"]))
def test_reading_raises_no_other_error(text, kind):
    try:
        article = article_of(text, kind)
    except ArticleError as error:
        assert "\n" not in str(error) and len(str(error)) < 500
        return
    assert article.text.strip() and all(article.paragraphs)
    parse(article, reader=False)


@pytest.mark.slow
@seldom
@given(TEXTS, TEXTS)
def test_two_texts_can_be_compared(one, other):
    pair = compare_two(parse(one, reader=False), parse(other, reader=False))
    assert pair.voices.filter(like="share").fillna(0).stack().between(0, 1 + 1e-9).all()


@pytest.mark.slow
@settings(often, max_examples=4)
@given(TEXTS.filter(lambda text: 10 < len(text.split()) < 60))
def test_twice_the_text_takes_twice_the_time(text):
    def seconds(times):
        start = process_time()
        tables_of(parse(f"{text}\n\n" * times, reader=False))
        return process_time() - start

    seconds(1)
    ratios = (seconds(20) / seconds(10) for _ in range(4))
    assert any(ratio < 2.6 for ratio in ratios)


@pytest.mark.parametrize("what", [None, 5, b"text", ["text"]])
def test_what_is_no_text_raises_a_type_error(what):
    for function in (TABLES | MORE).values():
        with pytest.raises(TypeError):
            function(what)
