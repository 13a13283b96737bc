"""Who else is named in a clause: whom an event is directed at, who stands behind a thing, and the short
phrases that name them.
"""

from __future__ import annotations

from methods.actions.clauses import DASHES, LONGEST, PLACED, conjuncts, is_time, objects_of
from methods.actions.misparsed import is_twin
from methods.actors.resolution import NAMED, PARTIES, apposed_name, is_named

# The prepositions that lead from an event to the one it is done to, the surest first.
TOWARD = (
    "with",
    "against",
    "to",
    "into",
    "toward",
    "towards",
    "on",
    "upon",
    "at",
    "between",
    "among",
    "over",
    "from",
    "for",
    "about",
    "of",
    "in",
)
DIRECTED = TOWARD[:6]
NOT_A_PARTY = (
    "after",
    "during",
    "since",
    "before",
    "amid",
    "over",
    "despite",
    "following",
    "as",
    "because",
    "until",
    "by",
    "under",
)
# 'in the wake of the war with Italy', 'in the face of it': what is behind such a noun is no party to an act
CIRCUMSTANCES = set(
    "aftermath wake face light run-up eve middle midst course absence shadow event time day week month "
    "year period era".split()
)
NAMERS_BEFORE = ("poss", "compound", "nmod")
WHERE = ("in", "at")  # after these a street or a square is the place of an act, not the party to it


def _is_where(preposition, noun) -> bool:
    return preposition.lower_ in PLACED and noun.ent_type_ in NAMED


def addressees(*heads, placed=True) -> list:
    """Whom an event is directed at, by the surest preposition after its noun or verb; 'in' and 'at' need a
    party's name.

    Where it is not `placed`, what stands after 'in', 'at' and 'on' is where it happens, as in 'lives in
    Paris'.
    """
    found = {}
    for head in heads:
        for token in conjuncts(head) if head.pos_ == "NOUN" else [head]:
            for child in token.children:
                if child.dep_ in ("prep", "dative") and child.lower_ in TOWARD and not is_time(child):
                    objects = [
                        o
                        for o in objects_of(child)
                        if (child.lower_ not in WHERE or o.ent_type_ in PARTIES)
                        and (placed or not _is_where(child, o))
                    ]
                    if objects:
                        found.setdefault(child.lower_, objects)
    return found[min(found, key=TOWARD.index)] if found else []


def named_in_complements(heads, sources, prepositions=None, reach=LONGEST) -> list:
    """Who is named first in the complements of things acted on: 'sent soldiers to a camp in Kuwait'.

    Right after the verb or its object 'in Kuwait' is where it happens. `reach`: how many phrases below each
    other are followed.
    """
    queue = [(head, False, 0) for head in heads]
    for token, inner, depth in queue:
        if len(queue) > 3 * LONGEST:
            break
        for child in token.children:
            if child.dep_ == "acl":
                queue.append((child, inner, depth))
            on_it = token.pos_ == "NOUN" or token.dep_ == "acl"  # 'limits on Cuba', 'tariffs imposed on Cuba'
            if (
                depth < reach
                and child.dep_ in ("prep", "dative", "agent")
                and (prepositions is None or child.lower_ in prepositions)
            ):
                if token.pos_ == "VERB" and token.dep_ != "acl" and child.lower_ in NOT_A_PARTY:
                    continue  # 'in the aftermath of the war with Italy'
                if token.tag_ == "VBG" and token.dep_ == "acl" and child.lower_ == "for":
                    continue  # 'a rally calling for help from Italy': who is named is part of what is wanted
                found = [one for one in objects_of(child) if one.lemma_ not in CIRCUMSTANCES]
                named = [
                    one
                    for one in found
                    if is_named(one)
                    and one not in sources
                    and not (child.lower_ in WHERE and one.ent_type_ == "FAC")
                    and (inner or not _is_where(child, one) or on_it and child.lower_ == "on")
                ]
                if named:
                    return named
                queue += [(one, child.lower_ not in PLACED, depth + 1) for one in found]
    return []


def _to_end_of_possessive(doc, right: int) -> int:
    """The token after a name that ends in "'s" and has nothing behind it, or only its place: 'Barlow's of
    Leeds'.
    """
    if not (0 < right < len(doc) and doc[right].dep_ == "case" and doc[right].head.i == right - 1):
        return right
    if doc[right - 1].pos_ != "PROPN" or doc[right - 1].dep_ in NAMERS_BEFORE:
        return right
    right += 1
    if [t.lower_ for t in doc[right : right + 1]] == ["of"] and doc[right + 1 : right + 2].text.istitle():
        right += 1
        while right < len(doc) and doc[right].pos_ == "PROPN":
            right += 1
    return right


def phrase(head):
    """The short phrase around a head, as written: what stands before it, a short complement with 'of', a name
    after it.

    >>> from utils import parse
    >>> phrase(parse("The head of state, who is ill, fled.")[1])
    The head of state
    """
    doc, left, right = head.doc, max(head.left_edge.i, head.i - LONGEST), head.i + 1
    left = max(
        [left]
        + [
            i + 1
            for i in range(left, head.i)
            if (doc[i].text in DASHES or doc[i].text == ":") and doc[i].whitespace_
        ]
    )
    while left < head.i and (
        doc[left].dep_ in ("cc", "preconj", "punct")
        or doc[left].is_space
        or doc[left].lower_ in ("both", "either", "neither")
    ):
        left += 1
    for child in head.rights:
        if child.dep_ == "prep" and child.lower_ == "of" and child.i == right:
            right = next((c.i + 1 for c in child.children if c.dep_ == "pobj" and c.i - child.i < 6), right)
    right = _to_end_of_possessive(doc, right)
    if left == head.left_edge.i and is_twin(doc[max(left - 1, 0)], head):
        left = doc[left - 1].left_edge.i
    name = apposed_name(head)
    if name.left_edge.i == right + (
        doc[right : right + 1].text == ","
    ):  # 'the envoy Tom Roe', 'the envoy, Tom Roe'
        right = name.i + 1
    # The parse may cut 'co-author' in two; the phrase must not.
    while (
        right < min(len(doc), head.i + LONGEST)
        and not doc[right - 1].whitespace_
        and "-" in (doc[right].text, doc[right - 1].text)
    ):
        right += 1
    while (
        left > max(0, head.i - LONGEST)
        and not doc[left - 1].whitespace_
        and "-" in (doc[left].text, doc[left - 1].text)
    ):
        left -= 1
    return doc[left:right]
