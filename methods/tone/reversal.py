"""What turns the tone of other words round, and over which words: cut deaths, a lack of trust, nobody, could
have.

Each row of `data/reversers.csv` says where its word acts; the parse says which words stand there. After
Polanyi and Zaenen, "Contextual valence shifters" (2006), and Choi and Cardie, "Learning with compositional
semantics as structural inference for subsentential sentiment analysis" (EMNLP 2008).
"""

from __future__ import annotations

from typing import NamedTuple

from utils import SUBJECTS, from_lists, nlp, word_list

WINDOW = 3  # words that a negation reaches by itself
CARRIED = (
    "of",
    "from",
    "in",
    "to",
    "for",
    "against",
    "on",
    "into",
    "about",
)  # "loss of trust", "end to the war"
TAKEN = ("of", "from", "out")  # "freed from captivity", "robbed of hope"
OTHER_CLAUSES = ("relcl", "advcl", "parataxis", "appos", "punct")
QUALIFIERS = ("det", "amod", "preconj", "cc", "advmod", "neg", "nummod", "predet", "compound", "nmod")
OF_WORDS = ("object", "subject", "of", "infinitive")  # what acts there may itself be negated
MOVING = ("object", "subject", "of", "noun")  # there quantities rise and fall
NOUNS = ("NOUN", "PROPN")
APART = 3  # tokens between a verb and its particle, at most
TWICE = -0.5  # what is left of a reversal that is itself negated


class Reverser(NamedTuple):
    """A word or phrase that changes the tone of others: as listed, its tokens, where it acts, and the factors
    by which good and bad words are multiplied there.
    """

    word: str
    tokens: tuple[str, ...]
    where: tuple[str, ...]
    good: float
    bad: float


class Scope(NamedTuple):
    """One reverser in a text: what it is called, its first token, the tokens over which it acts, its factors,
    whether it makes quantities more or less, and the words that do not negate these tokens once more. Tokens
    count from the start of the Span.
    """

    cause: str
    at: int
    over: set[int]
    good: float
    bad: float
    moves: bool
    spent: set[int]


@from_lists("reversers")
def _reversers():
    """Return the reversers by their first token, the longest first."""
    found = {}
    table = word_list("reversers")[["word", "where", "good", "bad"]]
    for word, where, good, bad in table.itertuples(index=False):
        tokens = tuple(t.lower_ for t in nlp().make_doc(word))
        found.setdefault(tokens[0], []).append(
            Reverser(word, tokens, tuple(where.split()), float(good or 1), float(bad or 1))
        )
    return {first: sorted(rows, key=lambda row: -len(row.tokens)) for first, rows in found.items()}


@from_lists("quantities")
def quantities() -> dict[str, float]:
    """Return what it is good or bad to have more of, with the valence of having more."""
    return {
        lemma: float(valence)
        for lemma, valence in word_list("quantities")[["lemma", "valence"]].itertuples(index=False)
    }


def scopes_of(span, words, lemmas) -> list[Scope]:
    """Return the scopes of the reversers in a Span."""
    listed, found, after = _reversers(), [], 0
    for i, (word, lemma) in enumerate(zip(words, lemmas)):
        if word not in listed and lemma not in listed or i < after:
            continue
        for row in (*listed.get(word, ()), *(listed.get(lemma, ()) if lemma != word else ())):
            last = _last_token(row.tokens, i, span, words, lemmas)
            scope = last is not None and _scope(row, span[i], last, span)
            if scope:
                found.append(scope)
                after = last.i - span.start + 1
                break
    return found


def _last_token(tokens, i, span, words, lemmas):
    """Return the last token of a listed phrase that begins here, or a verb whose particle stands apart."""
    end = i + len(tokens)
    if all(t in pair for t, pair in zip(tokens, zip(words[i:end], lemmas[i:end]))) and end <= len(words):
        return span[end - 1]
    if len(tokens) == 2 and any(c.lower_ == tokens[1] for c in span[i].rights if c.i - span[i].i <= APART):
        return span[i]
    if len(tokens) == 2 and tokens[1] == "have" and span[i].dep_ in ("aux", "ROOT"):
        return span[i]
    return None


def _scope(row, token, last, span):
    """Return the Scope of a reverser, None where it acts on nothing."""
    first, start = token.i - span.start, span.start
    for where in row.where:
        over = PLACES[where](token, last)
        if over is None:
            continue
        good, bad, spent = row.good, row.bad, set()
        own = set(range(first, last.i - start + 1))
        negation = (
            _negation(token) if where in OF_WORDS and (where == "infinitive" or good * bad != 1) else None
        )
        if negation is not None:
            spent = {negation.i - start}
            good, bad = (f if f == 1 and where != "infinitive" else f * TWICE for f in (good, bad))
        elif where not in (*OF_WORDS, "or"):
            spent = own
        over = {i - start for i in over if start <= i < span.end}
        if where != "topic":
            over -= own
        return Scope(row.word, first, over, good, bad, where in MOVING, spent)
    return None


def _negation(token):
    """Return the word that negates a verb, or the adjective that says what somebody is."""
    heads = (token, token.head) if token.dep_ == "acomp" else (token,)
    return next((c for head in heads for c in head.children if c.dep_ == "neg" or c.lower_ == "never"), None)


def _phrase(head, kept=CARRIED) -> set[int]:
    """Return the tokens of a noun phrase, without its relative clauses and most of what prepositions add."""
    found, waiting = set(), [head]
    while waiting:
        token = waiting.pop()
        found.add(token.i)
        waiting += (
            child
            for child in token.children
            if child.dep_ not in OTHER_CLAUSES and (child.dep_ != "prep" or child.lower_ in kept)
        )
    return found


def _clause(verb, subject=True) -> set[int]:
    """Return the tokens of a clause: other clauses stay out, but for an "if" and verbs that share the
    subject.
    """
    found, waiting = set(), [verb]
    while waiting:
        token = waiting.pop()
        found.add(token.i)
        for child in token.children:
            is_if = child.dep_ == "advcl" and any(c.lower_ == "if" for c in child.lefts)
            own = child.dep_ == "conj" and any(c.dep_ in SUBJECTS for c in child.lefts)
            if child.dep_ in OTHER_CLAUSES and not is_if or own:
                continue
            if subject or token is not verb or child.dep_ not in SUBJECTS:
                waiting.append(child)
    return found


def _all(heads, of=_phrase):
    """Return the tokens of several phrases, None where there is none."""
    heads = list(heads)
    return set().union(*map(of, heads)) if heads else None


def _is_verb(token) -> bool:
    return token.pos_ in ("VERB", "AUX")


def _object(token, _last):
    """Return what a verb is done to: its object, the subject of its passive, the noun of its participle."""
    if not _is_verb(token) and token.dep_ != "amod":
        return None
    heads = [c for c in token.children if c.dep_ in ("dobj", "nsubjpass")]
    if token.tag_ == "VBN" and token.dep_ in ("amod", "acl"):
        return _phrase(token.head)
    if token.tag_ == "VBN" and not heads and token.dep_ in ("conj", "xcomp"):
        heads = _subjects(token)
    heads += (c for c in token.rights if c.dep_ in ("prep", "agent") and c.lower_ in TAKEN)
    return _all(heads)


def _subjects(verb) -> list:
    """Return the subjects of a verb, or those of the verbs above that it shares."""
    while True:
        heads = [c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")]
        if heads or verb.dep_ not in ("conj", "xcomp"):
            return heads
        verb = verb.head


def _subject(token, _last):
    """Return what rises, falls or ends by itself."""
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


def _noun(_token, last):
    """Return the noun that a word stands before."""
    if last.dep_ in QUALIFIERS and last.head.i > last.i and last.head.pos_ in NOUNS:
        return {i for i in _phrase(last.head) if i > last.i}
    return None


def _next(_token, last):
    """Return the words that follow."""
    return set(range(last.i + 1, last.i + 1 + WINDOW))


def _clause_of_subject(token, last):
    """Return the rest of the clause of whose subject a word is, or is a part."""
    for part in (token, last):
        head = part.head if part.dep_ in QUALIFIERS or part.dep_ == "pobj" else part
        if head.dep_ in SUBJECTS:
            return {i for i in _clause(head.head) if i > last.i}
    return None


def _past(token, _last):
    """Return the clause of what could or should have been, or would be if something else were so."""
    verb = token.head if token.dep_ == "aux" else next((c for c in token.rights if c.dep_ == "xcomp"), None)
    if verb is None or _negation(verb):
        return None
    has = any(c.dep_ == "aux" and c.lower_ in ("have", "'ve", "’ve", "of") for c in verb.lefts)
    unreal = token.lower_ == "would" and any(c.dep_ == "advcl" and _is_unreal(c) for c in verb.children)
    return _clause(verb) if has and verb.tag_ == "VBN" or unreal else None


def _is_unreal(verb) -> bool:
    """Tell whether a clause is "if it were", "if they had" or "had they"."""
    opens = verb.left_edge.lower_
    return opens in ("had", "were") or opens == "if" and any(c.tag_ == "VBD" for c in (verb, *verb.lefts))


def _or(token, _last):
    """Return the verbs that share a negation through "or"."""
    if token.dep_ != "neg":
        return None
    verb, heads = token.head, []
    while True:
        joined = any(c.dep_ == "cc" and c.lower_ in ("or", "nor") for c in verb.rights)
        verb = next((c for c in verb.rights if c.dep_ == "conj"), None)
        if verb is None:
            break
        if joined or heads:
            heads.append(verb)
    over = _all(heads, _clause)
    return over and {i for i in over if i > token.i + WINDOW}


def _degree(token, _last):
    """Return the adjective and the infinitive of "too good to be true"."""
    word = token.head
    if token.dep_ != "advmod" or word.i < token.i:
        return None
    infinitives = _infinitive(word, word) or word.dep_ == "acomp" and _infinitive(word.head, word)
    return {word.i, *infinitives} if infinitives else None


def _nothing(_token, last):
    """Return the words that follow, for which "not only" negates nothing."""
    return set(range(last.i + 1, last.i + 1 + WINDOW))


def _from(token, _last):
    """Return from what somebody is kept."""
    heads = [c for c in token.rights if c.dep_ == "prep" and c.lower_ in TAKEN]
    return _all(heads)


def _topic(token, _last):
    """Return what an office, a document or a subject of study is concerned with."""
    if token.pos_ not in NOUNS:
        return None
    heads = [c for c in token.lefts if c.dep_ == "compound" or c.dep_ == "amod" and _is_hyphenated(c)]
    heads += (c for c in token.rights if c.dep_ == "prep" and c.lower_ in CARRIED)
    over = _all(heads)
    return over and {token.i, *over}


def _is_hyphenated(token) -> bool:
    return any(t.text == "-" for t in token.doc[max(0, token.i - 1) : token.i + 2])


# Where a reverser may act, as `where` in the list calls it.
PLACES = {
    "object": _object,
    "from": _from,
    "subject": _subject,
    "of": _of,
    "infinitive": _infinitive,
    "noun": _noun,
    "next": _next,
    "clause": _clause_of_subject,
    "past": _past,
    "or": _or,
    "degree": _degree,
    "nothing": _nothing,
    "topic": _topic,
}
