"""Where an excerpt begins and ends that tells an act in the article's own words."""

from __future__ import annotations

from methods.actions.misparsed import subject_before
from utils import tokens_at

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
