"""What an act is told of as background: a date of an earlier year, or of years ago, said of its clause."""

from __future__ import annotations

import re

from utils import kept, sentence_of, sentence_spans, text_of, tokens_at

PAST = re.compile(
    r"\b(?:1[5-9]|20)\d\ds?\b|[’']\d0s\b"
    r"|\b(?:years?|decades?|generations?|centur(?:y|ies))\s+(?:ago|earlier|before|previously)\b"
    r"|\bmonths\s+(?:ago|earlier|before|previously)\b|\bearlier\s+this\s+year\b"
    r"|\blast\s+(?:month|year|decade|century)\b|\bprevious\s+(?:month|year|decade|century)\b"
    r"|\bin\s+the\s+past(?!\s+(?:few|couple|\w+|\d+)?\s*(?:hours?|days?|weeks?|months?|years?)\b)"
    r"|\bthe\s+(?:twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties)\b",
    re.IGNORECASE,
)
# A month without a day, said of a past tense: the news of a day is not dated so.
MONTH = re.compile(
    r"\b(?:in|during|last)\s+(?:early\s+|late\s+|mid-?\s*)?"
    r"(?-i:January|February|March|April|May|June|July|August|September|October|November|December)\b(?!\s+\d)",
    re.IGNORECASE,
)
YEAR = re.compile(r"\d{4}")
WHEN = {"in", "during", "since", "after", "before", "until", "by", "through"}
OPENING_DATES = WHEN - {"since", "until", "by"} | {"last", "earlier"}  # with these a date can end a sentence
AGO = {"ago", "earlier", "before", "previously"}
LONGEST_DATE = 10  # tokens of a phrase that dates an act
STEPS_UP = 6  # from a date up to its verb
NEWS = 2  # sentences: a month named in these is that of the news
OF_TIME = ("prep", "pobj", "pcomp", "npadvmod", "advmod", "advcl", "nmod")


def past_of(doc, verb):
    """Return the phrase that dates the clause of a verb to an earlier year or to years ago, or None.

    In: a parsed Doc and the token of a verb. Out: a Span, or None. The latest of several years that the
    article names is not earlier. Raises nothing of its own.

    >>> from utils import parse
    >>> doc = parse("In 1998 the miners attacked the port. Today the mayor thanked them.")
    >>> past_of(doc, doc[4]), past_of(doc, doc[10])
    (In 1998, None)
    """
    sentence = sentence_spans(doc)[sentence_of(doc)[verb.i]]
    above = {verb.i, *(a.i for a in verb.ancestors)}
    found = (phrase for phrase, of in _dates(doc).get(sentence.start, ()) if of in above)
    return next(found, None)


@kept
def _dates(doc) -> dict:
    """The phrases of earlier years with the tokens of their verbs, by the first token of their sentence."""
    found: dict[int, list] = {}
    text = text_of(doc)
    for match in [*PAST.finditer(text), *MONTH.finditer(text)]:
        first, after = tokens_at(doc, *match.span())
        if first == after or _is_latest(doc, match.group()):
            continue
        top, verb = _top_of(doc[first:after].root)
        if verb is not None and (match.re is PAST or is_past(verb) and not _is_of_news(doc, match.group())):
            start, end = min(first, top.left_edge.i), max(after, top.right_edge.i + 1)
            phrase = doc[start:end] if end - start <= LONGEST_DATE else doc[first:after]
            sentence = sentence_spans(doc)[sentence_of(doc)[first]]
            found.setdefault(sentence.start, []).append((phrase, verb.i))
    return found


def is_past(verb) -> bool:
    """Whether a verb stands in the simple past.

    >>> from utils import parse
    >>> [is_past(parse(said)[1]) for said in ("They left.", "They leave.")]
    [True, False]
    """
    helpers = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
    return verb.tag_ == "VBD" or any(c.tag_ == "VBD" and c.lower_ in ("was", "were") for c in helpers)


def past_form(verb, past) -> str:
    """Return a verb in the simple past, "" where the article's own words do not tell it, or the phrase that
    dates it, `past`, is said of another verb.
    """
    above = next((a for a in past.root.ancestors if a.pos_ in ("VERB", "AUX")), None)
    own = above is not None and (above == verb or above.head == verb and above.dep_ in ("aux", "auxpass"))
    simple = is_past(verb) and (verb.tag_ == "VBD" or verb.lower_.endswith("ed"))
    opens = past[0].lower_ in OPENING_DATES or past[-1].lower_ in AGO
    return verb.lower_ if own and simple and opens else ""


def dated(past, told: str) -> str:
    """Return the phrase that dates an act, with a space before it, "" where what is told of it holds that."""
    if past is None or past.text in told:
        return ""
    small = past[0].lower_ in OPENING_DATES or past[0].pos_ not in ("PROPN", "NUM")
    return f" {past.text[0].lower() if small else past.text[0]}{past.text[1:]}"


@kept
def _news(doc) -> str:
    """The first sentences of a text, which tell its news."""
    return " ".join(doc[s.start : s.end].text for s in sentence_spans(doc)[:NEWS])


def _is_of_news(doc, words: str) -> bool:
    return len(sentence_spans(doc)) > NEWS and words.split()[-1] in _news(doc)


@kept
def _latest(doc) -> int:
    """The latest year that the text names, 0 where it names one or none."""
    years = {int(year) for year in YEAR.findall(" ".join(PAST.findall(text_of(doc))))}
    return max(years) if len(years) > 1 else 0


def _is_latest(doc, words) -> bool:
    year = YEAR.fullmatch(words)
    return year is not None and int(words) == _latest(doc)


def _top_of(token) -> tuple:
    """The head of the phrase that a date belongs to and the verb that it is said of, None where it is part of
    a noun: 'the 1998 treaty'.
    """
    for _ in range(STEPS_UP):
        above = token.head
        if token.dep_ == "prep" and token.lower_ in WHEN and above.dep_ == "dobj":
            above = above.head  # 'attacked the port in 1998': the parser hangs the date on either
        elif token.dep_ not in OF_TIME:
            return token, None
        if above.pos_ in ("VERB", "AUX"):
            return token, above
        token = above
    return token, None
