"""How the time of each table grows with the text: news, and shapes that are hard on a method.

`make bench` prints the growth of all of it; tests/test_growth.py holds it to a limit.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from itertools import cycle, islice, pairwise

SIZES = (1, 2, 4, 8, 16)
WORDS = 400  # of the smallest text, as in a brief of news
GROWTH = 2.3  # times the seconds for twice the text; more is no longer linear
TOO_SHORT = 0.05  # seconds; below it a clock says little of how time grows
PATIENCE = 60  # seconds for one table of one text
SEED = 7

NEWS = (
    "The harbour board of Sund raised its fees on Monday, a decision that angered the fishing crews.",
    "“We were never asked,” said Ana Lee, who owns three boats. “It is a disgrace.”",
    "Mayor Tom Roe defended the plan, saying that the town could not afford to wait.",
    "According to a report by the Ministry of Trade, the port has lost a third of its ships since 2011.",
    "But the union, led by Ivo Maric, accused the board of hiding its debts and threatened to strike.",
    "Denmark has offered to help, and the European Commission said it would not oppose a loan.",
    "He did not say when the talks would begin.",
    "Critics called the offer generous; others feared that it came too late to save the yard.",
)
FIRST = "Ana Tom Ivo Jane Mary John Peter Laura Karen David".split()
LAST = "Lee Roe Maric Holm Berg Price Nolan Ortega Weber Silva Kline Moss Hale Dunn".split()
GOOD_AND_BAD = "praised attacked honoured betrayed rescued murdered applauded condemned".split()


def _repeated(words: int, *pieces: str) -> str:
    """Pieces in turn, each with its number where it asks for one, until they make so many words."""
    made, count = [], 0
    for number, piece in enumerate(cycle(pieces)):
        if count >= words:
            return "".join(made)
        made.append(piece.format(n=number))
        count += max(1, len(piece.split()))
    raise AssertionError("a cycle does not end")


def _news(words: int) -> str:
    pieces, draw = [], random.Random(SEED)
    for number in range(max(1, words // 50)):
        some = draw.sample(NEWS, 3)
        pieces.append(" ".join(some).replace("Tom Roe", f"{FIRST[number % 10]} {LAST[number % 14]}"))
    return "\n\n".join(pieces) + "\n"


def _names(words: int) -> list[str]:
    """Invented names, many with one first word."""
    syllables = "ba de fi go ku la me ni po ru sa te vi zo".split()
    draw = random.Random(SEED)
    return ["".join(draw.choices(syllables, k=3)).capitalize() for _ in range(words)]


SHAPES: dict[str, Callable[[int], str]] = {
    "news": _news,
    "one long sentence": lambda n: (
        "The council met, and "
        + ", and ".join(
            f"{FIRST[i % 10]} {LAST[i % 14]} {GOOD_AND_BAD[i % 8]} {FIRST[(i + 3) % 10]} {LAST[(i + 5) % 14]}"
            for i in range(n // 6)
        )
        + "."
    ),
    "short paragraphs": lambda n: _repeated(n, "It rained in Sund.\n\n", "Ana Lee left.\n\n"),
    "quotations": lambda n: _repeated(n, "“No,” said Ana Lee. ", "“It is over,” he said. "),
    "quotations in paragraphs": lambda n: _repeated(n, "“No {n},” said Ana Lee.\n\n", "“It is over.”\n\n"),
    "marks that open only": lambda n: _repeated(n, "“The plan is bad. ", "She left. "),
    "one quotation never closed": lambda n: "Ana Lee said: “" + _repeated(n, *(f"{s} " for s in NEWS[4:])),
    "single marks": lambda n: _repeated(n, "‘No,’ said Ana Lee. ", "The crew’s ‘plan’ failed. "),
    "names with one first word": lambda n: " ".join(
        f"Ana {name} met Jane {other}." for name, other in zip(_names(n // 5), _names(n // 2)[::-1])
    ),
    "bodies with one first word": lambda n: " ".join(
        f"The Sund {name} Company sued the Sund {name} Council." for name in _names(n // 9)
    ),
    "surnames": lambda n: " ".join(
        f"{FIRST[i % 10]} {name} met Roe. Lee left." for i, name in enumerate(_names(n // 6))
    ),
    "brackets": lambda n: "The plan failed. " + "(" * n + " She left. " + ")" * n + " He stayed.",
    "nested brackets": lambda n: "The plan failed " + "(it said " * (n // 4) + ")" * (n // 4) + ".",
    "brackets apart": lambda n: "The plan failed. " + "( [ " * (n // 2) + " She left.",
    "full stops": lambda n: "The plan failed. " + "." * n + " She left. " + "!?" * n,
    "quotation marks": lambda n: "The plan failed. " + '"' * n + " She left. " + "’" * n,
    "emoji": lambda n: "The plan failed. " + "😀" * n + " She left. " + "😡 " * (n // 2),
    "one word": lambda n: "The plan failed. " + "a" * (4 * n) + " was said. She left.",
    "one word in capitals": lambda n: "The plan failed. " + "Ab" * (2 * n) + " said so. She left.",
    "hyphens": lambda n: "The plan failed. " + "well-" * n + "known Ana Lee left.",
    "numbers": lambda n: "The plan failed. " + "1,000." * n + " ships left.",
    "addresses": lambda n: _repeated(n, "www.sund.example/a.b/", "ana@lee.example/") + " was said.",
    "list with commas": lambda n: (
        "She saw " + ", ".join(f"{w} boats" for w in islice(cycle(GOOD_AND_BAD), n // 2)) + "."
    ),
    "capitals": lambda n: _news(n).upper(),
    "title case": lambda n: _news(n).title(),
    "according to": lambda n: _repeated(n, "It failed, according to Ana Lee. "),
    "according to, in one sentence": lambda n: _repeated(n, "it failed, according to Ana Lee, and ") + "so.",
    "captions": lambda n: _repeated(n, "The harbour in winter, number {n}. Photograph: Ana Lee/The Post\n\n"),
    "short lines": lambda n: _repeated(n, "It rained in Sund.\n", "Number {n}\n"),
    "he said": lambda n: _repeated(n, "He said it was bad. "),
    "he said, in one sentence": lambda n: _repeated(n, "he said that she said that ") + "it failed.",
    "the mayor": lambda n: "".join(
        f"Mayor {a} Roe of {b} left. The mayor of {b} wept. " for a, b in zip(*[iter(_names(n // 5))] * 2)
    ),
    "turns of a talk": lambda n: _repeated(n, "ROE: It was a bad plan.\n\n", "LEE: Nobody was hurt {n}.\n\n"),
    "negations": lambda n: _repeated(n, "not never ", "no good ", "without hope ") + ".",
    "abbreviations": lambda n: _repeated(n, "Gen. ", "U.S. ", "St. ", "Mr. ") + "Lee left.",
    "line breaks": lambda n: "The plan failed." + "\n" * n + "She left." + " \n\t" * n + "He stayed.",
    "control characters": lambda n: "The plan failed. " + "\u200b\u202e\u0007" * n + " She left.",
    "tags": lambda n: _repeated(n, "<p>The mayor said it was over.</p>\n", "<div><b>He left.</b>\n"),
    "colons": lambda n: _repeated(n, "Roe: ", "it: "),
    "slashes and dashes": lambda n: "She left " + "—" * n + " and " + "/" * n + " and " + "a/b—" * n + ".",
}


def stages() -> dict[str, Callable]:
    """What is measured of a parsed text, each after what it takes from."""
    from methods.actions import acts_for_a_page
    from methods.actors import mentions
    from methods.corpus import TABLES, compare_two
    from methods.figures import marked_article
    from methods.kind import kind_of_news, kind_words
    from methods.quotations import voices
    from methods.summary import in_brief
    from methods.tone import by_voice, sentence_voices, tone_toward, turning_point, voice_parts
    from utils import parse

    first = ("sentences", "word_frequencies", "phrases", "keyness", "mentions", "actors", "unresolved")
    tables = {name: TABLES[name].rows for name in (*first, "quotations")}
    tables |= {"voices": voices.rows} | {name: table.rows for name, table in TABLES.items()}
    tables |= {"sentence_voices": sentence_voices.rows}
    tables |= {"tone toward": lambda doc: [tone_toward(doc, m.start, m.end) for m in mentions.rows(doc)]}
    tables |= {"voice_parts": voice_parts.rows, "by_voice": by_voice.rows}
    tables |= {"turning_point": lambda doc: turning_point(TABLES["sentence_tone"](doc))}
    tables |= {"acts": acts_for_a_page, "in_brief": in_brief.rows}
    tables |= {"kind": lambda doc: (kind_of_news(doc), kind_words.rows(doc))}
    tables |= {
        "marked": marked_article,
        "compare": lambda doc: compare_two(doc, parse(NEWS[0], reader=False)),
    }
    return tables


def seconds_of(work: Callable):
    """What a piece of work returns and the processor time that it took."""
    start = time.process_time()
    made = work()
    return time.process_time() - start, made


def measured(text: str, reader: bool = False) -> dict[str, float]:
    """The seconds that reading, parsing and each table take of one text; what takes too long is cut."""
    from methods.article import ArticleError, article_of
    from methods.corpus.deadline import TookTooLong, time_limit
    from utils import parse

    def read():
        with suppress(ArticleError):
            article_of(text)

    times = {}
    times["article"], _ = seconds_of(read)
    times["parse"], doc = seconds_of(lambda: parse(text, reader=reader))
    for name, work in stages().items():
        start = time.process_time()
        with suppress(TookTooLong), time_limit(PATIENCE):
            work(doc)
        times[name] = time.process_time() - start
    return times


def ratio_of(times: list[float]) -> float:
    """How many times as long twice the text takes, as the mean of the last two doublings that a clock can
    tell.
    """
    told = [later / earlier for earlier, later in pairwise(times) if earlier >= TOO_SHORT][-2:]
    return (told[0] * told[-1]) ** 0.5 if told else 0.0


def tables_grow(names=tuple(SHAPES), reader: bool = False) -> None:
    """Print for each shape how the time grows with 1, 2, 4, 8 and 16 times the text, and which tables' time
    grows faster than the text.
    """
    measured(_news(300), reader)  # what is loaded once
    for name in names:
        runs = [measured(SHAPES[name](WORDS * size), reader) for size in SIZES]
        whole = [sum(run.values()) for run in runs]
        told = " ".join(f"{later / earlier:.1f}" for earlier, later in pairwise(whole))
        verdict = "linear" if ratio_of(whole) <= GROWTH else "NOT LINEAR"
        print(f"tables of {name}: {whole[-1]:.1f} s; times for twice the text {told}: {verdict}", flush=True)
        for stage in runs[0]:
            times = [run[stage] for run in runs]
            if ratio_of(times) > GROWTH:
                print(f"    {stage}: {' '.join(f'{seconds:.2f}' for seconds in times)} s", flush=True)


if __name__ == "__main__":
    tables_grow(sys.argv[1:] or tuple(SHAPES))
