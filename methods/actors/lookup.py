"""Names looked up everywhere: whom each mention by name means, of those who bear the name."""

from __future__ import annotations

from collections import Counter, defaultdict

from methods.actors.candidates import CALENDAR, COMPASS
from methods.actors.lexicon import (
    country_forms,
    differ,
    gender_of,
    given_names,
    lowered,
    metonyms,
    parties_at,
    plain,
    title_before,
    title_words,
    words_and_tags,
)
from methods.actors.names import bearers_of
from methods.actors.shapes import in_name_of_seat, in_rosters, is_initial, shops
from methods.actors.surnames import is_bare_surname
from methods.quotation_marks import title_marks
from utils import kept, sentence_of

MOST_NAMESAKES = 100  # of so many people with one name nobody can tell which is meant
NEARBY = 2  # sentences within which a person named in full is still in mind
LOCATING = {"in", "at", "near", "outside", "around", "of"}


def named_spans(doc) -> list[tuple]:
    """Return (first token, token after the last, actor, kind) for every mention by name."""
    return _walk(doc)[0]


def roster_tags(doc) -> dict[int, str]:
    """Return, by its first token, whom each bracket of a list of people names: where they belong."""
    return _walk(doc)[2]


def open_names(doc) -> list[tuple]:
    """Return (first token, token after the last) of the surnames that more than one person can be meant
    by."""
    return _walk(doc)[1]


def _longest(words, i, forms, sizes):
    """Return the longest of the forms (tuples of tokens) that stands at a token, or ()."""
    return next((form for n in sizes.get(words[i], ()) if (form := tuple(words[i : i + n])) in forms), ())


@kept
def _walk(doc):
    names, kind_of, unseen = bearers_of(doc)
    forms, _, country_tokens = country_forms()
    options = unseen | {form: heads for known in country_tokens.values() for form, heads in known} | names
    sizes = defaultdict(set)
    for form in options:
        sizes[form[0]].add(len(form))
    sizes = {first: sorted(lengths, reverse=True) for first, lengths in sizes.items()}
    countries, seats = set(forms.values()), metonyms()
    (words, tags), numbers, works = words_and_tags(doc), sentence_of(doc), title_marks(doc)
    found, unclear, i, halves, meant = [], [], 0, defaultdict(set), _Namesakes(doc)
    parties, owners = parties_at(doc), shops(doc)
    while i < len(words):
        if i in parties and not works[i]:
            start, i, party = parties[i]
            found.append((start, i, party, "organisation"))
            continue
        form = () if works[i] else _longest(words, i, options, sizes)
        if (
            len(form) == 1
            and lowered(words[i]) in CALENDAR
            and kind_of.get(options[form][0]) == "person"
            and not is_bare_surname(doc, words, tags, i)
        ):
            form = ()
        if (
            form in unseen
            and form not in names
            and not is_bare_surname(doc, words, tags, i)
            and not tags[i].startswith(
                "NNP" if doc[i].is_sent_start and words[i] not in given_names() else "NN"
            )
        ):
            form = ()
        if form and in_name_of_seat(words, i, i + len(form)):
            form = ()
        if form:
            bearers = options[form]
            if len(bearers) > 1 and kind_of.get(bearers[0]) != "person":
                titled = title_before(doc, i)[0]  # "Tarn", a band, and "Ms Tarn", named in full after it
                bearers = [b for b in bearers if titled and kind_of.get(b) == "person"] or bearers[:1]
            if len(form) == 1 and i and is_initial(words[i - 1]) and tags[i - 1] != "DT":
                bearers = [b for b in bearers if b[0] == words[i - 1][0] or kind_of.get(b) != "person"]
            actor = (
                _metonym(doc[i + len(form) - 1], bearers[0], seats)
                if len(bearers) == 1
                else ""
                if not bearers
                else meant.of(bearers, i, numbers[i])
            )
            size = len(form)
            if actor and actor in owners and form == (actor,):
                size += words[i + 1 : i + 2] in (["'s"], ["’s"])
                size += 2 * (size == 2 and words[i + 2 : i + 4] == owners[actor].split()[1:])
                found.append((i, i + size, owners[actor], "organisation"))
                i += size
                continue
            if actor and actor in countries and _is_work(words, i + len(form)):
                actor = None
            elif actor:
                kind = kind_of.get(actor, "organisation")
                found.append((i, i + len(form), actor, kind))
                if kind == "person" and len(form) > 1:
                    meant.named(actor, i, numbers[i])
                if actor in countries:
                    halves[actor.split()[0]].add(actor)
            elif actor == "":
                unclear.append((i, i + len(form)))
        elif (
            words[i] in COMPASS
            and words[i + 1 : i + 2] == ["and"]
            and f"{words[i]} {' '.join(words[i + 3 : i + 4])}" in countries
        ):
            found.append((i, i + 1, f"{words[i]} {words[i + 3]}", "place"))
        elif words[i] in COMPASS and tags[i] == "NNP" and not "".join(words[i + 1 : i + 2]).istitle():
            half = [actor for actor in halves[words[i]] if " " in actor]
            found += [(i, i + 1, half[0], "place")] if len(half) == 1 else []
        i += len(form) or 1
    rosters = in_rosters(doc)
    tags_of = {start: actor for start, _, actor, kind in found if start in rosters and kind != "person"}
    return [name for name in found if name[0] not in tags_of], unclear, tags_of


def _is_work(words, end):
    """Tell whether "by" and a name follow: "Roe's Britain, by Tom Hale" is a book and no country."""
    return words[end : end + 2] == [",", "by"] and "".join(words[end + 2 : end + 3])[:1].isupper()


class _Namesakes:
    """Who of several people with one surname is meant: by an honorific, by a title given before, else the one
    whom the article means from its start, unless another has just been named in full.
    """

    def __init__(self, doc):
        self.doc, self.titles, self.times, self.last = doc, defaultdict(set), Counter(), {}
        self.first = []

    def named(self, actor, i, sentence):
        title = title_before(self.doc, i)[0]
        self.titles[actor] |= set(plain(title).split())
        self.times[actor] += 1
        self.first += [actor] if actor not in self.last else []
        self.last[actor] = sentence

    def of(self, bearers, i, sentence):
        fitting = [
            b
            for b in bearers
            if not differ(gender_of(self.doc, i, alone=True), given_names().get(b.split()[0]))
        ] or bearers[:1]
        if len(bearers) > MOST_NAMESAKES:
            return ""
        title = plain(title_before(self.doc, i)[0])
        if title and title_words()[0].get(title) != "courtesy":
            fitting = [b for b in fitting if set(title.split()) <= self.titles[b]] or fitting
        if len(fitting) == 1:
            return fitting[0]
        known = [b for b in fitting if b in self.last]
        if len(known) < 2:
            return (known or fitting)[0]
        if all(is_initial(b.split()[0]) for b in known):
            return ""  # S Roe, A Roe and D Roe, of whom the article means none more than another
        lead = next(b for b in self.first if b in known)
        most = max(known, key=self.times.get)
        if all(self.times[most] > 2 * self.times[b] for b in known if b != most):
            lead = most
        newer = [b for b in known if b != lead and self.last[b] >= max(sentence - NEARBY, self.last[lead])]
        return "" if newer else lead


def _metonym(token, actor, seats):
    """Return the country for a capital that is written of as a government, not as a place to be in, else the
    actor.
    """
    located = token.dep_ == "pobj" and token.head.lower_ in LOCATING
    after = token.doc[token.i + 1 : token.i + 3]
    # "London's Tower Bridge"
    located |= len(after) == 2 and after[0].tag_ == "POS" and after[1].tag_ == "NNP"
    return actor if located else seats.get(actor, actor)
