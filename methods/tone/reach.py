"""Where a word acts that turns the tone of others round: on its object, its subject, its clause.

Each function takes the first and the last token of the word or phrase, and returns the tokens of the Doc on
which it acts, or None where it does not stand as the function's name wants it.
"""

from __future__ import annotations

from utils import SUBJECTS

WINDOW = 3  # words that a negation reaches by itself
MOST_TOKENS, STEPS = 80, 8  # tokens of a phrase or clause, and verbs in a chain, that are followed at most
# "loss of trust", "end to the war"
CARRIED = {"of", "from", "in", "to", "for", "against", "on", "into", "about"}
CONDITIONS = ("if", "had", "were")  # "had they asked"
TAKEN = ("of", "from", "out")  # "freed from captivity", "robbed of hope"
OTHER_CLAUSES = ("relcl", "advcl", "parataxis", "appos", "punct")
QUALIFIERS = ("det", "amod", "preconj", "cc", "advmod", "neg", "nummod", "predet", "compound", "nmod")
NOUNS = ("NOUN", "PROPN")
BARE = ("few", "little")  # these make less only where no article stands before them


def negation_of(token):
    """Return the word that negates a verb, or the adjective that says what somebody is."""
    heads = (token, token.head) if token.dep_ == "acomp" else (token,)
    return next((c for head in heads for c in head.children if c.dep_ == "neg" or c.lower_ == "never"), None)


def _phrase(head, kept=CARRIED) -> set[int]:
    """Return the tokens of a noun phrase, without its relative clauses and most of what prepositions add."""
    found, waiting = set(), [head]
    while waiting and len(found) < MOST_TOKENS:
        token = waiting.pop()
        found.add(token.i)
        waiting += (
            child
            for child in token.children
            if child.dep_ not in OTHER_CLAUSES
            and (child.dep_ != "prep" or child.lower_ in kept)
            and (child.dep_ != "acl" or kept)
        )
    return found


def _clause(verb) -> set[int]:
    """Return the tokens of a clause: other clauses stay out, but for an "if" and verbs that share the
    subject.
    """
    found, waiting = set(), [verb]
    while waiting and len(found) < MOST_TOKENS:
        token = waiting.pop()
        found.add(token.i)
        for child in token.children:
            is_if = child.dep_ == "advcl" and child.left_edge.lower_ in CONDITIONS
            own = child.dep_ == "conj" and any(c.dep_ in SUBJECTS for c in child.lefts)
            if not own and (is_if or child.dep_ not in OTHER_CLAUSES):
                waiting.append(child)
    return found


def _all(heads, of=_phrase):
    """Return the tokens of several phrases, None where there is none."""
    heads = list(heads)
    return set().union(*map(of, heads)) if heads else None


def _is_verb(token) -> bool:
    return token.pos_ in ("VERB", "AUX")


def _done_to(verb) -> list:
    """Return what a verb is done to: its object, the subject of its passive, the noun of its participle."""
    if verb.tag_ == "VBN" and verb.dep_ in ("amod", "acl"):
        return [verb.head]
    heads = [c for c in verb.children if c.dep_ in ("dobj", "nsubjpass")]
    if verb.tag_ == "VBN" and not heads and verb.dep_ in ("conj", "xcomp"):
        heads = _subjects(verb)
    return heads


def _object(token, _last):
    """Return what a verb is done to, with all that belongs to it, and that of which it is freed or robbed."""
    if not _is_verb(token) and token.dep_ != "amod":
        return None
    heads = [c for c in token.rights if c.dep_ in ("prep", "agent") and c.lower_ in TAKEN]
    return _all([*_done_to(token), *heads])


def _head(token, _last):
    """Return what a verb is done to, without what is said of it: "released a video of the shooting"."""
    return _all(_done_to(token), lambda head: _phrase(head, ())) if _is_verb(token) else None


def _subjects(verb) -> list:
    """Return the subjects of a verb, or those of the verbs above that it shares."""
    for _ in range(STEPS):
        heads = [c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")]
        if heads or verb.dep_ not in ("conj", "xcomp"):
            return heads
        verb = verb.head
    return []


def _subject(token, last):
    """Return what rises, falls or ends by itself."""
    if last.dep_ == "prep" and any(c.dep_ == "pobj" for c in last.rights):
        return None  # "is over sixty", not "is over"
    if token.tag_ in ("VBG", "VBN") and token.dep_ in ("amod", "compound"):
        return _phrase(token.head)
    if not _is_verb(token) or any(c.dep_ in ("dobj", "auxpass") for c in token.children):
        return None
    return _all(_subjects(token))


def _of(token, _last):
    """Return what a noun or an adjective speaks of: "loss of trust", "job losses", "free of fear"."""
    if token.pos_ not in (*NOUNS, "ADJ"):
        return None
    heads = [c for c in token.children if c.dep_ == "prep" and c.lower_ in CARRIED or c.dep_ == "compound"]
    heads += (c for c in token.lefts if c.dep_ in ("poss", "nmod"))
    following = token.doc[token.i + 1 : token.i + 2]  # the parser often hangs it on the verb
    heads += (c for c in following if c.dep_ == "prep" and c.lower_ in CARRIED and c not in heads)
    return _all(heads)


def _infinitive(token, _last):
    """Return what somebody fails, refuses or is unable to do."""
    heads = [
        c
        for c in token.rights
        if c.dep_ in ("xcomp", "acl", "ccomp", "advcl") and any(a.lower_ == "to" for a in c.lefts)
    ]
    return _all(heads, _clause)


def _noun(token, last):
    """Return the noun that a word stands before."""
    if token.lower_ in BARE and any(c.dep_ in ("det", "poss") for c in last.head.lefts):
        return None  # "a few", "her little son"
    if last.dep_ in QUALIFIERS and last.head.i > last.i and last.head.pos_ in NOUNS:
        return {i for i in _phrase(last.head) if i > last.i}
    return None


def _next(_token, last):
    """Return the words that follow."""
    return set(range(last.i + 1, last.i + 1 + WINDOW))


def _clause_of_subject(token, last):
    """Return the rest of the clause of whose subject a word is, or is a part."""
    if token.lower_ in BARE and token.nbor(-1 if token.i else 0).lower_ == "a":
        return None
    for part in (token, last):
        head = part.head if part.dep_ in QUALIFIERS or part.dep_ == "pobj" else part
        if head.dep_ in SUBJECTS:
            return {i for i in _clause(head.head) if i > last.i}
    return None


def _past(token, _last):
    """Return the clause of what could or should have been."""
    verb = token.head if token.dep_ == "aux" else next((c for c in token.rights if c.dep_ == "xcomp"), None)
    if verb is None or verb.tag_ != "VBN" or negation_of(verb):
        return None
    has = any(c.dep_ == "aux" and c.lower_ in ("have", "'ve", "’ve", "of") for c in verb.lefts)
    return _clause(verb) if has else None


def _unreal(token, _last):
    """Return the clause of what would be if something else were so."""
    verb = token.head
    if token.dep_ != "aux" or verb.dep_ == "pcomp" or any(c.dep_ in ("mark", "neg") for c in verb.lefts):
        return None
    return _clause(verb) if any(c.dep_ == "advcl" and _is_unreal(c) for c in verb.children) else None


def _if_only(token, last):
    """Return the clause of what somebody wishes."""
    verb = token.head if token.dep_ in ("mark", "advmod") else last.head
    return {i for i in _clause(verb) if i > last.i}


def _is_unreal(verb) -> bool:
    """Tell whether a clause is "if it were", "if they had" or "had they"."""
    opens = verb.left_edge.lower_
    return opens in CONDITIONS and any(c.tag_ == "VBD" for c in (verb, *verb.lefts))


def _or(token, _last):
    """Return the verbs that share a negation through "or", beyond the words that it reaches by itself."""
    verb, heads, joined = token.head, [], False
    for _ in range(STEPS if token.dep_ == "neg" else 0):
        joined = joined or any(c.dep_ == "cc" and c.lower_ in ("or", "nor") for c in verb.rights)
        verb = next((c for c in verb.rights if c.dep_ == "conj"), None)
        if verb is None:
            break
        heads += [verb] * joined
    over = _all(heads, _clause)
    return over and {i for i in over if i > token.i + WINDOW}


def _degree(token, _last):
    """Return the adjective and what follows of "too good to be true", "too weak for the task"."""
    word = token.head
    if token.dep_ != "advmod" or word.i < token.i:
        return None
    limits = _infinitive(word, word) or word.dep_ == "acomp" and _infinitive(word.head, word)
    limits = limits or _all(c for c in word.rights if c.dep_ == "prep" and c.lower_ == "for")
    return {word.i, *limits} if limits else None


def _nothing(_token, last):
    """Return the words that follow, for which "not only" negates nothing."""
    return set(range(last.i + 1, last.i + 1 + WINDOW))


def _idle(token, _last):
    """Return the verb itself: with this particle it is another, which changes nothing."""
    return {token.i}


def _from(token, _last):
    """Return from what somebody is kept."""
    heads = [c for c in token.rights if c.dep_ == "prep" and c.lower_ in TAKEN]
    return _all(heads)


def _topic(token, _last):
    """Return what an office, a document or a subject of study is concerned with."""
    if token.pos_ not in NOUNS:
        return None
    heads = [c for c in token.lefts if c.dep_ == "compound" or c.dep_ == "amod" and _is_hyphenated(c)]
    heads += (c for c in token.lefts if c.dep_ == "poss")
    heads += (c for c in token.rights if c.dep_ == "prep" and c.lower_ in CARRIED)
    over = _all(heads)
    return over and {token.i, *over}


def _is_hyphenated(token) -> bool:
    return any(t.text == "-" for t in token.doc[max(0, token.i - 1) : token.i + 2])


# Where a reverser may act, as `where` in the list calls it.
PLACES = {
    "object": _object,
    "head": _head,
    "from": _from,
    "subject": _subject,
    "of": _of,
    "infinitive": _infinitive,
    "noun": _noun,
    "next": _next,
    "clause": _clause_of_subject,
    "past": _past,
    "unreal": _unreal,
    "wish": _if_only,
    "idle": _idle,
    "or": _or,
    "degree": _degree,
    "nothing": _nothing,
    "topic": _topic,
}
