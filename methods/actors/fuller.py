"""The fuller names of bodies: what initials stand for, and the name that holds a shorter one."""

from __future__ import annotations

from collections import defaultdict

MINOR = {"of", "the", "for", "and", "on", "in", "&"}


def fuller_names(bodies, kinds, written):
    """Return for names of organisations the fuller ones: what initials stand for, or the only name that holds
    it, where several do the only one that was given before it.
    """
    order = {key: place for place, key in enumerate(written)}
    expansions, holders, twins = {}, defaultdict(set), {}
    for body in bodies:
        words = body.split()
        head = twins.setdefault(
            frozenset(words) - MINOR, body
        )  # "Department of Justice" and "Justice Department"
        expansions |= {body: head} if head != body else {}
        for initials in _initials(words, written[body]):
            expansions.setdefault(initials, head)
        for cut in range(1, len(words) if kinds[body] else 0):
            if not (cut == 1 and _is_number_or_letter(words[1:])):
                holders[" ".join(words[:cut])].add(head)
            end = " ".join(words[cut:])
            if not _is_acronym(written.get(end, ())):
                holders[end].add(head)
    alone = {}
    for short, holding in holders.items():
        known = (
            [head for head in holding if order[head] < order.get(short, 0)] if len(holding) > 1 else holding
        )
        if len(known) == 1:
            alone[short] = next(iter(known))
    return alone | expansions


def _initials(words, forms):
    """Yield what a name of several words can be shortened to: with the small words' letters or without, and
    with all letters of an abbreviation in it or its first: "UK Harbour Party" is UKHP, or UHP.
    """
    short = {word.lower() for form in forms for word in form if 1 < len(word) < 5 and word.isupper()}
    for parts in (words, [word for word in words if word not in MINOR]):
        if len(parts) > 1:
            yield "".join(part[0] for part in parts)
            yield "".join(part if part in short else part[0] for part in parts)


def _is_number_or_letter(words):
    """Tell whether only a letter or a short number is left of a name: "Group A", "Channel 4"."""
    return len(words) == 1 and (len(words[0]) == 1 or words[0].isdigit() and len(words[0]) < 3)


def _is_acronym(forms):
    """Tell whether a name is a lone word in capitals: "London TUC" is no full name of the TUC."""
    return bool(forms) and all(len(form) == 1 and len(form[0]) > 1 and form[0].isupper() for form in forms)
