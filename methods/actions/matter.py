"""What an act is about, in the article's words: what is asked of somebody, what he is blamed for or dismissed
as, and which of several a party is.

Who is urged or accused is half a sentence without it. It is told whole, or up to a comma or an "and" after
which the rest is one thing more; where it is too long, or a word in it means what stands elsewhere, there is
none to tell.
"""

from __future__ import annotations

from methods.actions.misparsed import FINITE, is_twin, subject_before
from methods.actions.parties import is_deed
from methods.actors import actor_at
from utils import tokens_at

LONGEST_MATTER = 17  # words of what is asked
LONGEST_CLAUSE = 14  # words of a clause that tells which party is meant
MOST_HELPERS = 4  # auxiliaries between a subject and its verb
BEHIND_NOUNS = ("WDT", "WP", "WRB", "WP$", "EX")  # open only as the first word: 'what he did'
POINTING_WORDS = ("this", "that", "these", "those", "it", "one")
SELF = ("self", "selves")
NEEDED_BELOW = ("dobj", "attr", "acomp", "xcomp", "ccomp", "oprd", "prt", "pobj", "pcomp", "dative")
LEADING_ON = ("CC", "TO", "IN", "DT", "PDT", "PRP$", "WDT", "WP$", "POS")
TAKING_BACK = ("if", "unless", "until", "or", "not")
CUTS = (",", ";", "-", "–", "—", ":")
PAIRED = ("between", "both", "either")
DOUBLE_MARKS = ('"', "“", "”")
CHARGING = ("accuse",)  # verbs that take a charge with "of", and say nothing without it
LONGEST_ASIDE = 15  # tokens between commas of who somebody is
# By which words a matter is opened, and in which classes an act is none without it.
NEEDED = {"REQUEST": ("to", "against", "that"), "ACCUSE": ("of", "as", "that"), "REJECT": ("as",)}
USEFUL = {"REQUEST": ("for", "of"), "ACCUSE": ("for",), "SUPPORT": ("as",)}


def matter_of(doc, verb, acts, after: int, reached: bool) -> str | None:
    """Return what an act is about, with a space before it, "" where nothing is told of it, None where the
    article tells it and no short closed words do.

    In: a parsed Doc, the token of the verb, its acts, the token after the last target, whether a preposition
    reaches that. Raises nothing of its own.

    >>> from methods.actions import actions
    >>> from utils import parse
    >>> doc = parse("The mayor urged the bank to lower the rent.")
    >>> matter_of(doc, doc[2], actions.rows(doc)[:1], 5, False)
    ' to lower the rent'
    """
    relation, target = acts[0].relation, _target(doc, acts)
    named_as = _named_as(doc, verb, after) if relation == "ACCUSE" else None
    if named_as is not None:
        return _told(doc, min(after, named_as.left_edge.i), named_as.right_edge.i + 1, acts)
    if relation == "ACCUSE" and doc[after : after + 1].text == "," and after > verb.i:
        set_off, opens = _after_aside(doc, verb, after)
        if opens is not None:
            return _told(doc, opens.i, _head(opens).right_edge.i + 1, acts)
        if set_off:
            return None if verb.lemma_ in CHARGING else ""
    needed = () if reached and relation != "REQUEST" else NEEDED.get(relation, ())
    opens = _opening(doc, verb, target, after, needed)
    if opens is not None:
        return _told(doc, opens.i, _head(opens).right_edge.i + 1, acts)
    words = () if reached and relation != "REQUEST" else USEFUL.get(relation, ())
    opens = _opening(doc, verb, target, after, words)
    if opens is None and is_deed(target) and after < len(doc) and after > verb.i:
        opens = doc[after] if _is_of(doc[after], (target,), ("to", "of", "for"), deed=True) else None
    return opens is not None and _told(doc, opens.i, _head(opens).right_edge.i + 1, acts) or ""


def _target(doc, acts):
    first, after = max((tokens_at(doc, a.target_start, a.target_end) for a in acts), key=lambda at: at[1])
    root = doc[first:after].root
    return next((t for t in doc[root.i + 1 : after] if is_twin(root, t)), root)


def _named_as(doc, verb, after: int):
    """What a party is called, without "as": 'branded the council a disgrace'."""
    marked = after + (after < len(doc) and doc[after].text in DOUBLE_MARKS)
    for child in verb.rights:
        if (
            child.left_edge.i in (after, marked)
            and child.dep_ in ("oprd", "npadvmod", "dobj")
            and not child.ent_type_
        ):
            return child
    return None


def _opening(doc, verb, target, after: int, words):
    """The word that opens a matter right after a target, or later in the clause of its verb."""
    if verb.i < after < len(doc) and _is_of(doc[after], (verb, target), words):
        return doc[after]
    later = (c.left_edge if c.dep_ != "prep" else c for c in verb.rights)
    return next((t for t in later if t.i >= after and _is_of(t, (verb,), words)), None)


def _after_aside(doc, verb, comma: int):
    """Whether a party is followed by whose it is between commas, and what opens the charge behind that, or
    behind another aside: 'accused Tom Hale, of Acme Bread, of theft'.
    """
    first = doc[comma + 1 : comma + 2]
    set_off = first.text.lower() == "of" and not any(c.dep_ == "pcomp" for c in first[0].children)
    words = ("of",) if verb.lemma_ in CHARGING else ("for", "as") if set_off else ()
    for token in doc[comma + 2 : comma + 2 + LONGEST_ASIDE]:
        joined = token.tag_ == "CC" and _is_after_comma(token)
        if joined or token.is_sent_start or token.tag_ in FINITE:
            break
        if token.lower_ in words and _is_after_comma(token) and verb.i <= token.head.i < token.i:
            return set_off, token
    return set_off, None


def _is_after_comma(token) -> bool:
    return token.i > 0 and token.doc[token.i - 1].text == ","


def _head(opens):
    """The head of the clause or phrase that a word opens."""
    return opens.head if opens.dep_ in ("aux", "mark") else opens


def _is_of(opens, heads, words, deed=False) -> bool:
    """Whether a word opens what is said of one of these heads, a deed or who is asked for one."""
    if opens.lower_ not in words:
        return False
    head = _head(opens)
    if opens.tag_ == "TO" and head.tag_ not in ("VB", "VBN"):
        return False
    if opens.lower_ == "that" and opens.dep_ != "mark":
        return False
    if opens.lower_ == "to" and head is opens and not deed:
        return False
    return head.head in heads and head.i >= opens.i


def _told(doc, first: int, end: int, acts) -> str | None:
    for late in doc[end : end + MOST_HELPERS]:  # 'of saying the poor | should pay'
        if subject_before(late) in doc[first:end]:
            end = max(end, late.right_edge.i + 1)
    if doc[end : end + 1].text in TAKING_BACK and doc[end].dep_ == "mark":
        end = max(end, doc[end].head.right_edge.i + 1)  # hung higher: "urged him to go if he lost"
    marks = sum(t.text in DOUBLE_MARKS for t in doc[first:end])
    end += marks % 2 == 1 and end < len(doc) and doc[end].text in DOUBLE_MARKS
    end = _last_closed(doc, first, end, acts)
    return f" {doc[first:end].text}" if end else None


def _last_closed(doc, first: int, end: int, acts) -> int:
    """Where the longest part ends that can stand by itself, 0 where there is none."""
    request = acts[0].relation == "REQUEST"
    cuts = [end] + [i for i in range(end - 1, first + 1, -1) if _is_cut(doc[i], request)]
    for at in cuts:
        at = finished(doc, first, at)
        if (
            1 < at - first <= LONGEST_MATTER
            and _is_whole(doc, first, at, end)
            and not _is_open(doc, first, at, acts)
        ):
            return at
    return 0


def _is_cut(token, request: bool) -> bool:
    """Whether what comes after a word may go: the next of a list, or how and when it was done."""
    if token.text in CUTS:
        return not token.text == "-" or bool(token.whitespace_)
    if token.lower_ == "and":
        around = {t.lower_ for t in (*token.head.children, token.head.head, token.head)}
        return around.isdisjoint(PAIRED)
    by = token.lower_ == "by" and any(c.dep_ == "pcomp" for c in token.children)
    if token.tag_ == "WDT":  # 'a speech which nobody heard' was a speech
        clause = next((a for a in token.ancestors if a.dep_ == "relcl"), None)
        one = clause is not None and any(c.lower_ in ("a", "an") for c in clause.head.lefts)
        return one and clause.left_edge == token
    return by or not request and token.lower_ in ("when", "while")


def _is_whole(doc, first: int, at: int, end: int) -> bool:
    """Whether no word lacks what it cannot be without, and nothing behind the end takes it back."""
    said = doc[first:at]
    taken = any(t.lower_ in TAKING_BACK and _governs(said, t) for t in doc[at:end])
    if taken or sum(t.text in DOUBLE_MARKS for t in said) % 2:
        return False
    if any(t.text in CUTS[1:] and t.whitespace_ for t in said):
        return False  # a dash opens another thing
    in_list = any(t.dep_ == "conj" and t.head.i >= first for t in said)
    if at < end and in_list and not any(t.dep_ == "cc" for t in said):
        return False  # 'mines, pits', of 'mines, pits and wells'
    outside = [t for t in said if t.head.i < first or t.head.i >= at]
    lost = any(c.i >= at and c.dep_ in NEEDED_BELOW for t in said for c in t.rights)
    goes_on = at == end and end < len(doc) and doc[end].tag_ in FINITE
    return not (lost or goes_on or any(t.head.i >= at for t in outside))


def _governs(said, word) -> bool:
    """Whether a condition, or another choice, is one of what is said before it."""
    inside = range(said.start, said.end)
    above = word.head.head.i
    return word.head.i in inside or word.lower_ != "or" and (above in inside or above < said.start)


def _is_open(doc, first: int, at: int, acts) -> bool:
    said = doc[first:at]
    if any(t.tag_ in BEHIND_NOUNS for t in said[:1]):
        return True
    quoted = any(t.text in DOUBLE_MARKS for t in said)
    known = {a.target_actor for a in acts} | {a.source_actor for a in acts} | {None, ""}
    for t in said:
        if t.is_space or t.tag_ == "EX" and quoted:
            return True
        points = (
            t.lower_ in POINTING_WORDS
            and t.pos_ == "PRON"
            and t.dep_ != "mark"
            and t.tag_ not in BEHIND_NOUNS
        )
        if (t.tag_ in ("PRP", "PRP$") or points) and not _is_known(doc, t, said, acts, known - {None, ""}):
            return True
    return False


def _is_known(doc, word, said, acts, parties) -> bool:
    """Whether a pronoun means a party of the act, or a word before it in what is said."""
    form = word.lower_
    if form.endswith(SELF):
        return True
    before = [t for t in doc[said.start : word.i] if t.pos_ in ("NOUN", "PROPN")]
    targets = [doc[slice(*tokens_at(doc, a.target_start, a.target_end))].root for a in acts]
    if form in ("they", "them", "their"):
        many = [t for t in [*targets, *before] if t.tag_ in ("NNS", "NNPS")]
        return bool(many) or len(targets) > 1
    who = actor_at(doc).get(word.i)
    if form not in ("it", "its") or who:
        return who in parties
    if form == "its":
        targets += [doc[slice(*tokens_at(doc, a.source_start, a.source_end))].root for a in acts]
    things = [t for t in targets if t.tag_ in ("NN", "NNP") and t.ent_type_ != "PERSON"]
    return bool(things) and (form == "its" or not before)


def finished(doc, first: int, end: int) -> int:
    """Return the token after the last word that can end an excerpt: none ends in "and", "for" or "the".

    >>> from utils import parse
    >>> finished(parse("plans for quotas and for the old"), 0, 6)
    3
    """
    while end > first + 1 and _is_unfinished(doc, end - 1, end):
        end -= 1
    return end


def _is_unfinished(doc, last: int, end: int) -> bool:
    """Whether a word leads to one behind it: not the last of 'the man they voted for'."""
    word = doc[last]
    if word.text in CUTS or word.tag_ == "CC":
        return True
    goes_on = end < len(doc) and not doc[end].is_punct and not doc[end].is_space
    if word.tag_ not in LEADING_ON or word.tag_ in ("DT", "PDT") and word.dep_ not in ("det", "predet"):
        return False
    if word.tag_ == "POS":
        return goes_on and word.head.dep_ == "poss"
    return goes_on or any(c.i >= end for c in word.children) or word.tag_ in ("DT", "PRP$", "TO")


def restriction(doc, first: int, after: int, verb, acts) -> str | None:
    """Return the clause that tells which of several a party is, with a space before it, "" where it has none,
    None where it is too long or open: 'schools which taught no Latin' are not schools.

    In: a parsed Doc, the first token of a phrase and the one after it, the token of the verb of `acts`.
    Raises nothing of its own.

    >>> from methods.actions import actions
    >>> from utils import parse
    >>> doc = parse("The mayor praised schools which taught Latin.")
    >>> restriction(doc, 3, 4, doc[2], actions.rows(doc)[:1])
    ' which taught Latin'
    """
    root = doc[first:after].root
    if root.pos_ != "NOUN" or root.i in actor_at(doc) or not _is_one_of(root):
        return ""
    below = [c for c in root.rights if c.dep_ in ("relcl", "acl") and c.left_edge.i >= after]
    clauses = [c for c in below if c.left_edge.tag_ != "TO"]  # 'plans to build' is for `matter_of`
    start = min((c.left_edge.i for c in clauses), default=after)
    if not clauses or any(t.text in CUTS for t in doc[after : start + 1]):
        return ""  # it only adds something: 'the schools, which taught Latin'
    end = finished(doc, start, max(c.right_edge.i for c in clauses) + 1)
    if start <= verb.i < end:
        return ""  # the act itself tells which: 'the nurses who thanked the mayor'
    said = doc[start:end]
    marks, goes_on = sum(t.text in DOUBLE_MARKS for t in said), doc[end : end + 1]
    end += marks % 2 == 1 and goes_on.text in DOUBLE_MARKS
    at = end + any(t == verb or t.head == verb for t in goes_on)  # a tense behind a subject is its verb's
    closed = not any(t.text in CUTS for t in said) and _is_whole(doc, start, end, at)
    closed &= not _is_open(doc, start + 1, end, acts) and start == after
    return f" {doc[start:end].text}" if closed and len(said) <= LONGEST_CLAUSE else None


def _is_one_of(noun) -> bool:
    """Whether a noun without its clause would mean all of a kind, or one that is not told: 'schools', 'the
    school', but not 'a school' or 'three schools'.
    """
    words = [c for c in noun.lefts if c.dep_ in ("det", "nummod", "poss")]
    return not words and noun.tag_ == "NNS" or any(c.lower_ in ("the", "those", "all") for c in words)
