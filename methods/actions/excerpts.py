"""Where an excerpt begins and ends that tells an act in the article's own words."""

from __future__ import annotations

from methods.actions.matter import finished
from methods.actions.misparsed import subject_before
from utils import sentences, text_of, tokens_at

COMPLEMENTS = (
    "dobj",
    "prep",
    "xcomp",
    "ccomp",
    "oprd",
    "dative",
)  # of what an act consists, beside its parties
LONGEST_WORDS = 280  # characters of an excerpt that runs on to what is wanted
SAID_BELOW = ("xcomp", "ccomp")


def opening(verb, start: int) -> int:
    """Return where an excerpt begins that would begin with a participle: with the word that joins it to its
    main clause.

    >>> from utils import parse
    >>> doc = parse("Before meeting Spain, France left.")
    >>> opening(doc[1], doc[1].idx)
    0
    """
    joined = [verb.head] if verb.dep_ == "pcomp" else [c for c in verb.children if c.dep_ == "mark"]
    first = min((t.idx for t in joined if t.i < verb.i), default=start)
    return first if verb.idx == start else start


def wanted(doc, verb, acts) -> list:
    """Return the last words of the clauses that tell what is wanted or said in acts of a verb, wherever the
    parser hangs them.

    >>> from methods.actions import actions
    >>> from utils import parse
    >>> doc = parse("The mayor called on Ann Roe to quit.")
    >>> wanted(doc, doc[2], actions.rows(doc)[:1])
    [quit]
    """
    own = [doc[i] for a in acts for i in range(*tokens_at(doc, a.start, a.end))]
    heads = [verb, *own, *(doc[slice(*tokens_at(doc, a.target_start, a.target_end))].root for a in acts)]
    after = dict.fromkeys(c for head in heads for c in head.rights)
    return [c.right_edge for c in after if _is_what_is_said(c)]


def _is_what_is_said(clause) -> bool:
    if clause.dep_ in SAID_BELOW or subject_before(clause) is not None:
        return True
    if clause.dep_ not in ("advcl", "acl"):
        return False
    # "called on Ann Roe to quit", "criticised Ann Roe, saying that she lied"
    says = clause.tag_ == "VBG" and any(c.dep_ == "ccomp" for c in clause.rights)
    return says or any(c.tag_ == "TO" for c in clause.lefts)


def excerpt(doc, acts, past=None) -> str:
    """Return the article's words from the first part of an act to its last, with the phrase that dates it,
    or its sentence where they lie apart.

    In: a parsed Doc, acts of one verb, the phrase that dates them or None. Raises nothing of its own.
    """
    told = sentences.rows(doc)[acts[0].sentence]
    ends = [
        n for a in acts for n in (a.source_start, a.source_end, a.target_start, a.target_end, a.start, a.end)
    ]
    ends += [past.start_char, past.end_char] if past is not None else []
    inside = all(told.start <= n <= told.end for n in ends)
    verb = doc[slice(*tokens_at(doc, acts[0].start, acts[0].end))].root
    after = [c.right_edge for c in verb.rights if c.dep_ in COMPLEMENTS]  # "accuses Spain of spying"
    first, last = opening(verb, min(ends)), max([*ends, *(token.idx + len(token) for token in after)])
    whole = max([last, *(token.idx + len(token) for token in wanted(doc, verb, acts))])
    last = whole if min(whole, told.end) - first < LONGEST_WORDS else last
    last = _finished(doc, first, min(last, told.end))
    words = text_of(doc)[first:last].rstrip(" ,;:–—")
    return words if inside and not is_cut(words) else told.text


def _finished(doc, start: int, end: int) -> int:
    """Where an excerpt ends that would end in "and", "for" or "the"."""
    first, after = tokens_at(doc, start, end)
    last = doc[finished(doc, first, after) - 1] if first < after else None
    return end if last is None or finished(doc, first, after) == after else last.idx + len(last)


def is_cut(phrase: str) -> bool:
    """Whether a phrase lacks what belongs to it.

    >>> is_cut("the fate of one"), is_cut("the fate of one town")
    (True, False)
    """
    if phrase.split()[-1:] in (["one"], ["some"], ["many"], ["most"], ["all"]) and " of " in phrase:
        return True  # "the fate of one" of several
    return phrase.count('"') % 2 == 1 or phrase.count("“") != phrase.count("”")
