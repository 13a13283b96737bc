"""Comparing articles: each counts once, intervals hold what they promise, names are merged with care; and
what was put into the shipped corpus.
"""

from __future__ import annotations

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from scipy.stats import binomtest

from methods import figures
from methods.corpus import (
    CORPUS,
    analyse,
    article_measures,
    group_means,
    grouping,
    keyness_between,
    left_out,
    merged_actors,
    nearest,
    periods,
    read_corpus,
    same_group,
    speaking_by_group,
)
from methods.quotations import pieces
from methods.roles import ROLES
from methods.validation import INTENTION_KINDS, against_intended, intended

pytestmark = pytest.mark.slow

BRIEFS = [
    "The harbour of {} was a wonderful success, and mayor Ana Lee praised the pilots warmly. “It "
    "was a great day,” Lee said. The pilots thanked Ana Lee.",
    "A cruel storm destroyed the harbour of {}, and people feared a terrible disaster. But the "
    "brave pilots won a happy victory. Tom Roe thanked them.",
    "The council of {} met on Monday and discussed the budget of the library until noon. Nobody was "
    "present but the clerk and two reporters from town.",
]


def corpus_of(count, **columns):
    texts = [BRIEFS[i % 3].format(f"Town{i}") for i in range(count)]
    return pd.DataFrame(
        {
            "article": [f"k{i:03}" for i in range(count)],
            "text": texts,
            "title": [f"Brief <{i}> of $x_{i}$" for i in range(count)],
            "source": "x.txt",
            "error": "",
        }
        | {name: [value(i) for i in range(count)] for name, value in columns.items()}
    )


def computed(corpus, folder):
    return {name: table.compute() for name, table in analyse(corpus, folder).items()}


def measured(found):
    return article_measures(
        found["articles"], found["sentence_tone"], found["tone_shifts"], pieces(found["quotations"])
    )


@pytest.fixture(scope="module")
def shipped(tmp_path_factory):
    return computed(read_corpus(CORPUS), tmp_path_factory.mktemp("shipped"))


def words(*articles):
    rows = [
        (key, word, text.split().count(word), word == "the")
        for key, text in articles
        for word in sorted(set(text.split()))
    ]
    return pd.DataFrame(rows, columns=["article", "word", "count", "function_word"])


# Means


def test_an_article_counts_once_however_long_it_is():
    articles = pd.DataFrame(
        {
            "article": ["a", "b"],
            "title": "",
            "outlet": "X",
            "date": "",
            "error": "",
            "words": [100, 4],
            "sentences": [50, 1],
        }
    )
    scored = pd.DataFrame({"article": ["a"] * 50 + ["b"], "tone": [0.1] * 50 + [0.9], "start": 0, "end": 10})
    nothing = pd.DataFrame({"article": [], "start": [], "end": [], "holds": []}).astype({"holds": bool})
    means = group_means(article_measures(articles, scored, nothing, nothing), "outlet")
    assert means["mean"].tolist() == pytest.approx([0.5, 0])


def test_nested_quotations_count_once_and_unusable_articles_not_at_all():
    articles = pd.DataFrame(
        {
            "article": ["a", "b"],
            "title": "",
            "outlet": "X",
            "date": "",
            "error": ["", "Too short."],
            "words": 9,
            "sentences": 1,
        }
    )
    scored = pd.DataFrame({"article": ["a"], "tone": [0.1], "start": [0], "end": [100]})
    quotes = pd.DataFrame({"article": ["a", "a"], "start": [0, 20], "end": [50, 40]})
    table = article_measures(articles, scored, pd.DataFrame({"article": [], "holds": []}, dtype=bool), quotes)
    assert table["quoted"].tolist() == [0.5] and len(table) == 1


def test_intervals_hold_the_true_mean_as_often_as_they_say():
    draw = np.random.default_rng(2018)
    table = pd.DataFrame(
        {
            "outlet": np.repeat([f"{i:04}" for i in range(1000)], 3),
            "tone": draw.normal(0.1, 0.15, 3000),
            "quoted": 0.5,
        }
    )
    tone = group_means(table, "outlet").query("measure == 'tone'")
    held = int(((tone["low"] <= 0.1) & (0.1 <= tone["high"])).sum())
    low, high = binomtest(held, 1000).proportion_ci(0.999)
    assert low <= 0.95 <= high


def test_no_interval_is_given_for_two_articles_or_for_articles_all_alike():
    table = pd.DataFrame(
        {"outlet": list("AABBB"), "tone": [0, 1, 0.2, 0.2, 0.2], "quoted": [0, 0.5, 0.1, 0.2, 0.3]}
    )
    means = group_means(table, "outlet").set_index(["group", "measure"])
    assert means["note"].to_dict() == {
        ("A", "tone"): "too few",
        ("B", "tone"): "all alike",
        ("A", "quoted"): "too few",
        ("B", "quoted"): "",
    }
    assert means.loc[means["note"] != "", ["low", "high"]].isna().all(axis=None)


@pytest.mark.parametrize(
    "dates, expected",
    [
        (["2021-03-24", "2021-03-30"], ["2021-03-24", "2021-03-30"]),
        (["2021-03-24", "May 2, 2021"], ["2021-03", "2021-05"]),
        (["2011-03-24", "2021-03-24"], ["2011", "2021"]),
        (["", "no date"], ["", ""]),
        (["2021-03-24T23:00:00+02:00", "4.5.2021"], ["2021-03-24", ""]),
    ],
)
def test_periods_fit_the_reach_of_the_corpus(dates, expected):
    assert periods(pd.Series(dates, dtype=str)).tolist() == expected


def test_articles_without_outlets_are_grouped_by_date_and_without_dates_by_themselves():
    table = pd.DataFrame({"outlet": ["X", "", "", ""], "period": ["2021-03", "2021-04"] * 2})
    assert grouping(table) == "period" and grouping(table.assign(period="")) == "title"


@pytest.mark.parametrize(
    "outlets, by",
    [
        ("AABB", "outlet"),
        ("AABB    ", "outlet"),
        ("AABB     ", "title"),
        ("AAAB", "title"),
        ("AB     ", "title"),
        ("AAABBBCC", "outlet"),
    ],
)
def test_groups_take_most_of_the_articles_and_two_with_several(outlets, by):
    assert grouping(pd.DataFrame({"outlet": [name.strip() for name in outlets], "period": ""})) == by


def test_articles_of_one_title_are_told_apart():
    articles = pd.DataFrame(
        {
            "article": ["abcdef", "bcdefa"],
            "title": "News",
            "outlet": "",
            "date": "",
            "error": "",
            "words": 9,
            "sentences": 1,
        }
    )
    scored = pd.DataFrame({"article": ["abcdef"], "tone": [0.1], "start": [0], "end": [100]})
    nothing = pd.DataFrame({"article": [], "start": [], "end": [], "holds": []}).astype({"holds": bool})
    assert article_measures(articles, scored, nothing, nothing)["title"].tolist() == [
        "News [abcd]",
        "News [bcde]",
    ]


def test_what_was_left_out_is_named_once(tmp_path):
    (tmp_path / "bin.txt").write_bytes(bytes(range(128, 256)) * 4)
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("It rained all day in the old town by the river. " * 4)
    told = left_out(read_corpus(tmp_path))
    assert [line.count("bin.txt") for line in told] == [0, 1] and told[0].startswith(
        "b.txt: This is the same text as a.txt"
    )


# Key words


def test_a_word_that_one_article_repeats_is_not_key():
    table = words(
        ("a", "cheese " * 30 + "the fair the rain"),
        ("b", "fair " * 6 + "the rain"),
        ("c", "fair " * 7 + "the rain"),
        ("d", "rain the " * 9),
        ("e", "rain the " * 8),
    )
    keys = keyness_between(table, ["a", "b", "c"]).set_index("word")
    assert keys.loc["cheese", "note"] == "one article" and np.isnan(keys.loc["cheese", "low"])
    assert keys.index[0] == "fair" and (keys.loc["fair", "articles"], keys.loc["fair", "articles_rest"]) == (
        3,
        0,
    )


def test_the_interval_is_wider_where_a_word_comes_in_lumps():
    even = words(
        *((f"a{i}", "ice " * 5 + "sea " * 95) for i in range(8)),
        *((f"b{i}", "ice " * 2 + "sea " * 98) for i in range(8)),
    )
    lumpy = words(
        *((f"a{i}", "ice " * (20 if i < 2 else 0) + "sea " * (80 if i < 2 else 100)) for i in range(8)),
        *((f"b{i}", "ice " * 2 + "sea " * 98) for i in range(8)),
    )
    (even, lumpy) = (
        keyness_between(t, [f"a{i}" for i in range(8)]).set_index("word").loc["ice"] for t in (even, lumpy)
    )
    assert even["count"] == lumpy["count"] and even["log_likelihood"] == pytest.approx(
        lumpy["log_likelihood"]
    )
    assert even["low"] > 0 > lumpy["low"]


def test_few_words_are_key_between_groups_that_do_not_differ():
    draw, vocabulary = np.random.default_rng(5), [f"w{i}" for i in range(60)]
    rates = draw.dirichlet(np.full(60, 2.0), 40)  # each article has rates of its own, as articles have
    texts = [(f"k{i}", " ".join(draw.choice(vocabulary, 250, p=p))) for i, p in enumerate(rates)]
    keys = keyness_between(words(*texts), [f"k{i}" for i in range(20)])
    assert ((keys["low"] > 0) | (keys["high"] < 0)).sum() <= 6 < (keys["log_likelihood"] > 3.84).sum()


def test_swapping_the_sides_turns_the_ratios_round():
    table = words(
        ("a", "ice ice ice sea the"),
        ("b", "ice ice sea the"),
        ("c", "sea sea sea the"),
        ("d", "sea ice sea the"),
    )
    one, other = (
        keyness_between(table, side, least=1).set_index("word").sort_index()
        for side in (["a", "b"], ["c", "d"])
    )
    np.testing.assert_allclose(one["log_ratio"], -other["log_ratio"])
    np.testing.assert_allclose(one["low"], -other["high"])


# Actors


def test_full_names_are_merged_over_articles_and_single_names_of_persons_are_not():
    cast = pd.DataFrame(
        [
            ("a", "Lee", "person"),
            ("b", "Lee", "person"),
            ("a", "Ana Lee", "person"),
            ("b", "Ana Lee", "person"),
        ],
        columns=["article", "actor", "kind"],
    )
    merged = merged_actors(cast[["article", "actor"]].assign(mentioned=1), cast)
    assert merged["actor"].tolist() == ["Lee [a]", "Lee [b]", "Ana Lee", "Ana Lee"]


def test_who_speaks_is_counted_in_articles_and_uncertain_where_they_are_few():
    rows = [("a", "Ana Lee", 9, 5, 0, 0, 0), ("b", "Ana Lee", 1, 0, 0, 0, 2), ("c", "Ana Lee", 1, 1, 0, 0, 0)]
    found = speaking_by_group(
        pd.DataFrame(rows, columns=["article", "actor", *ROLES]),
        pd.DataFrame({"article": list("abcd"), "outlet": list("XXYX")}),
        "outlet",
    ).set_index("group")
    assert found.loc["X", ["articles", "named", "speaking", "discussed"]].tolist() == [3, 2, 1, 1]
    assert found.loc["Y", "share"] == 1 and found.loc["Y", "low"] < 0.25


# Likeness


def test_the_nearest_article_shares_rare_words_not_common_ones():
    table = words(
        ("a", "the ship canal sank sand"),
        ("b", "the ship canal sank pilot"),
        ("c", "the ship rose bread flour"),
        ("d", "the ship rose bread yeast"),
    )
    near = nearest(table).set_index("article")
    assert near["nearest"].to_dict() == {"a": "b", "b": "a", "c": "d", "d": "c"} and "the" not in " ".join(
        near["shared"]
    )
    assert set(near.loc["a", "shared"].split(", ")[:2]) == {"canal", "sank"}


def test_nearness_within_groups_is_held_against_chance():
    near = pd.DataFrame({"article": list("abcd"), "nearest": list("badc")})
    row = same_group(near, pd.DataFrame({"article": list("abcd"), "outlet": list("XXYY")}), "outlet").iloc[0]
    assert (row["n"], row["same"]) == (4, 4) and row["expected"] == pytest.approx(4 / 3) and row["low"] < 4


# The corpus that ships


def test_every_brief_is_marked_and_has_its_intentions(shipped):
    files = sorted(CORPUS.glob("*.md"))
    assert len(files) == 8 and all(
        "note: written for this collection" in file.read_text(encoding="utf-8") for file in files
    )
    assert all(180 <= len(file.read_text(encoding="utf-8").split("---")[2].split()) <= 320 for file in files)
    goals = intended(CORPUS)
    assert (
        goals.groupby("brief")["kind"]
        .agg(set)
        .map(lambda kinds: kinds >= {"tone", "turn", "speaks most"})
        .all()
    )
    assert set(goals["brief"]) == {file.stem for file in files} and set(goals["kind"]) == set(INTENTION_KINDS)
    assert (shipped["articles"]["error"] == "").all() and shipped["articles"]["outlet"].nunique() == 3


def test_what_was_put_in_is_mostly_found_again(shipped):
    goals = against_intended(intended(CORPUS), shipped)
    hits = goals.groupby("kind")["hit"].agg(["size", "sum"])
    assert goals["hit"].mean() >= 0.55
    assert hits.loc["tone", "sum"] >= 7 and goals.query("kind == 'turn' and value != 'none'")["hit"].all()


def test_intentions_can_miss(shipped):
    wrong = intended(CORPUS).assign(
        value=lambda t: t["value"].mask(
            t["kind"].isin(["tone", "toward"]),
            t["value"].str.replace("-", "+").where(t["value"].str.startswith("-"), "-3"),
        )
    )
    assert against_intended(wrong, shipped).query("kind == 'tone'")["hit"].mean() <= 0.25
    nonsense = pd.DataFrame(
        [
            ("wire_2021-04-14", "turn", "", "No such sentence"),
            ("wire_2021-04-14", "speaks most", "", "Ana Lee"),
            ("wire_2021-04-14", "acts on", "UK Club", "Peru"),
            ("wire_2021-04-14", "toward", "Peru", "1"),
        ],
        columns=["brief", "kind", "subject", "value"],
    )
    assert not against_intended(nonsense, shipped)["hit"].any()


# Figures


@pytest.mark.parametrize(
    "rows, said",
    [
        ([("A", 1, 1), ("B", 1, 2)], "2 named actors speak, none in more than one article"),
        ([("A", 1, 1), ("B", 0, 2)], "1 named actor speaks, in one article"),
        ([("A", 2, 2), ("B", 2, 3), ("C", 1, 1)], "A and B are most often let speak: each in 2 articles"),
        (
            [("A", 2, 3), ("A", 1, 1), ("B", 1, 1)],
            "A is most often let speak: in 3 of 4 articles with that name",
        ),
        ([(name, 2, 2) for name in "ABCD"], "4 actors are most often let speak: each in 2 articles"),
        ([("A", 0, 1)], "Nobody who is named speaks"),
        ([], "Nobody who is named speaks"),
    ],
)
def test_nobody_of_several_alike_is_put_first(rows, said):
    assert figures.most_heard(pd.DataFrame(rows, columns=["actor", "speaking", "named"])) == said


def figures_of(found):
    measures = measured(found)
    by = grouping(measures)
    names, merged = figures.names_of(measures), merged_actors(found["roles"], found["actors"])
    group = measures[by].value_counts().sort_index().idxmax()
    keys = keyness_between(found["word_frequencies"], measures.loc[measures[by] == group, "article"])
    return [
        figures.by_group(measures, group_means(measures, by), by),
        figures.tone_arcs(found["sentence_tone"], found["tone_shifts"], names),
        figures.actor_heat(merged, names),
        figures.voices_by_group(speaking_by_group(merged, measures, by)),
        figures.key_words_between(keys, group),
        figures.nearest_articles(nearest(found["word_frequencies"]), names),
    ]


@pytest.mark.parametrize(
    "count, columns",
    [
        (1, {}),
        (3, {}),
        (
            26,
            {
                "outlet": lambda i: f"Paper {i % 13} $^{{" + "x" * 60,
                "date": lambda i: f"2021-{i % 12 + 1:02}-01",
            },
        ),
    ],
)
def test_figures_of_any_corpus_can_be_drawn_have_alt_text_and_say_what_they_leave_out(
    count, columns, tmp_path
):
    figures = figures_of(computed(corpus_of(count, **columns), tmp_path))
    for fig in figures:
        fig.canvas.draw()
        assert len(fig.get_label()) > 20 and fig.get_figheight() < 16
        plt.close(fig)
    assert (
        "(12 of 13 shown)" in figures[0].get_label() and "(12 of 26 shown)" in figures[1].get_label()
    ) == (count == 26)


def test_titles_claim_no_difference_that_the_intervals_do_not_bear(shipped):
    titles = [fig.get_label() for fig in figures_of(shipped)]
    plt.close("all")
    assert "their intervals overlap, so the order may be chance" in titles[0]
    assert "by chance alone about" in titles[4]
