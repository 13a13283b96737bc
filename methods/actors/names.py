"""Names: found over the whole article, merged into those who bear them, and then looked up everywhere.

So one good mention mends the weak ones: a surname that the model takes for an organisation is the person
whose full name the article gives elsewhere.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from heapq import merge

from methods.actors.candidates import PARTICLES, candidates
from methods.actors.fuller import fuller_names
from methods.actors.lexicon import (
    bodies,
    country_forms,
    gender_of,
    given_names,
    lowered,
    name_endings,
    nicknames,
    parties_at,
    plain,
    plain_given_names,
    plain_metonyms,
    title_before,
    title_words,
    words_and_tags,
)
from methods.actors.lone_words import is_code, is_location, only_places_to_be, whole_titles
from methods.actors.own_names import honoured_people, own_names
from methods.actors.shapes import has_initials, in_rosters, is_initial, tells_somebody
from utils import kept

SETTLED = set("city district hamlet island port province region state suburb town village".split())
NICKNAME = re.compile(r"[“\"‘'`(]+ ?([^“”\"‘’'`()]+?) ?[”\"’'`)]+ ")
YOUNGER = {"jr", "sr"}  # father and son are two; "III" only adds to a name
KIN = set(
    """aunt brother cousin daughter father girlfriend grandfather grandmother husband mother nephew niece
    sister
    son stepfather stepmother uncle widow widower wife""".split()
) | {"first lady"}
NUMBERED = {"ii", "iii", "iv"}


def _without_nickname(text):
    return NICKNAME.sub("", text)


def _evidence(doc):
    """Return for each name its spellings, the votes for its kind, its genders, what it stands for, those with
    titles, and the nicknames given in marks.
    """
    written, votes, genders, expansion, titled, nicks = (
        defaultdict(Counter),
        defaultdict(Counter),
        defaultdict(set),
        {},
        defaultdict(list),
        defaultdict(set),
    )
    last, before, words, endings, given = 0, "", words_and_tags(doc)[0], name_endings(), given_names()
    body_ends = bodies()[1]
    for start, end, kind in candidates(doc):
        name = doc[start:end].text
        if kind == "person" and (nick := NICKNAME.search(name)):
            name = _without_nickname(name)
            nicks[plain(name)].add(plain(nick[1]))
        key = plain(name)
        if words[last:start] == ["("] and name.isupper() and key[:1] == before[:1]:
            expansion[key] = before  # "World Health Organization (WHO)"
        last, before = end, key
        genders[key].add(gender_of(doc, start, alone=end - start == 1))
        written[key][tuple(words[start:end])] += 1
        votes[key][kind] += 1
        if start in in_rosters(doc):
            votes[key]["organisation"] += 2  # "A Roe (Rovers), B Hale (Rovers) ..."
        if kind == "place" and tells_somebody(doc, start, end):
            votes[key]["person"] += 2
        elif (
            kind == "person"
            and end - start > 1
            and words[start].isupper()
            and len(words[start].rstrip(".")) > 2
        ):
            votes[key]["organisation"] += 2  # "BBC Sport Wales"
        if end - start > 1 and (words[start] not in given or kind != "person"):
            last_word = lowered(words[end - 1])
            votes[key][endings.get(last_word, "organisation" if last_word in body_ends else "")] += 2
        elif words[start - 1 : start] == ["of"] and words[start - 2].lower() in SETTLED:  # "the town of Dren"
            votes[key]["place"] += 2
        elif end - start == 1 and kind in ("person", "organisation") and is_location(doc, start):
            votes[key]["place"] += 2
        if title := title_before(doc, start)[0]:
            votes[key]["person"] += 2
            titled[key].append(plain(title))
        elif kin := _kin_before(words, start):
            titled[key].append(kin)
        elif _has_age_or_who(words, end):
            votes[key]["person"] += 2
    return written, votes, genders, expansion, titled, nicks


def _kin_before(words, start):
    """Return the word of kinship that stands in apposition before a name: "his wife, Ann Roe"."""
    kin = words[start - 2].lower() if start > 1 and words[start - 1] == "," else ""
    return kin if kin in KIN else ""


def _has_age_or_who(words, end):
    """Tell whether an age, or "who", stands in commas after a name."""
    comma, then, after = (words[end : end + 3] + ["", "", ""])[:3]
    return comma == "," and (then == "who" or then.isdigit() and int(then) < 120 and after in (",", "."))


@kept
def bearers_of(doc):
    """Return the actors that each name (a tuple of tokens) can mean, the likeliest first, each actor's
    kind, and
    the parts of names to be looked for besides.
    """
    written, votes, genders, expansion, titled, nicks = _evidence(doc)
    kinds = {key: _kind(count) for key, count in votes.items()}
    kinds |= {
        key: "organisation" for key in kinds if kinds[key] == "person" and is_code(key, written, titled)
    }
    kinds |= dict.fromkeys(only_places_to_be(doc, kinds, titled), "organisation")
    kinds |= {key: "person" for key in kinds if has_initials(key, written, kinds, titled)}
    kinds |= dict.fromkeys(honoured_people(kinds, titled), "person")
    size = {key: sum(count.values()) for key, count in written.items()}
    longest_first = sorted(
        written, key=lambda key: (-len(key.split()), -size[key])
    )  # else in the order of the text
    countries = country_forms()[1]
    full_names = [k for k in longest_first if kinds[k] == "person" and " " in k and k not in countries]
    people = _people(full_names, size, genders, nicks, _others(written, titled))
    own = own_names(doc, people, titled)
    kinds |= dict.fromkeys((key for key in own if kinds[key] == "person"), "organisation")
    namesakes = {key: people.pop(key) for key in own}
    others = [
        k
        for k in longest_first
        if k not in countries
        and k not in people
        and (kinds[k] in ("organisation", "") or kinds[k] == "person" and k not in titled)
    ]
    places = [k for k in longest_first if kinds[k] == "place" and " " in k and k not in countries]
    fuller = fuller_names(others + places, kinds, written)
    for key in others:
        if kinds.get(fuller.get(key)) == "place":  # a club that is named like a town
            votes[fuller[key]] += votes[key]
            kinds[fuller[key]] = _kind(votes[fuller[key]])
    works = whole_titles(doc)
    fuller = {
        short: longer
        for short, longer in fuller.items()
        if not (short in works and longer.startswith(f"{short} "))
    }  # "The Office" is no "Office Christmas Special"
    bearers = people | {key: [expansion.get(key) or fuller.get(key, key)] for key in others}
    bearers |= {key: [key, *namesakes[key]] for key in own}
    seats, parties = plain_metonyms(), {}
    for start, end, name in parties_at(doc).values():
        parties |= {plain(name): name, plain(doc[start:end].text): name}
    for key in written:
        if key in people and " " not in key and kinds[key] != "group" and size[key] and key not in seats:
            kinds[key] = "person"
        elif key in countries and key not in people:
            bearers[key] = [countries[key]]
        elif key not in bearers:
            plurals = (key + "s", key[:-1] + "ies")
            party = next((parties[p] for p in (key, *plurals) if p in parties), "")
            plural = next((p for p in plurals if kinds.get(p) == "group"), key)
            bearers[key] = [party or plural]  # "Conservative", one of the Conservatives
    spelt = {key: _spelling(written[key]) for key in written}
    kind_of = {spelt[key]: kinds[key] or "organisation" for key in written}
    kind_of |= dict.fromkeys(countries.values(), "place")
    names = {}
    for key, heads in bearers.items():
        for form in written.get(key, ()):
            names[form] = list(dict.fromkeys(spelt.get(head, head) for head in heads))
    return names, kind_of, _unseen_parts(people, written, spelt, names)


def _unseen_parts(people, written, spelt, names):
    """Return whom the given names and surnames mean that the model never saw standing alone."""
    parts = {}
    for head in dict.fromkeys(h for heads in people.values() for h in heads):
        for form in written[head]:
            ends = {
                (form[cut].title(), *form[cut + 1 :])
                for cut in range(1, len(form) - 1)
                if form[cut].islower()
            }
            ends |= {form[-3:]} if len(form) > 3 and form[-2] == "-" else set()
            for part in {form[:1], form[-1:]} | ends:
                key = plain(" ".join(part))
                if len(part) == 1 and is_initial(part[0]):
                    continue
                if part not in names and part not in parts and part[0][0].isupper() and key in people:
                    parts[part] = list(dict.fromkeys(spelt[h] for h in people[key]))
    return parts


def _kind(votes):
    return max((kind for kind in votes if kind and votes[kind]), key=votes.get, default="")


def _spelling(forms):
    """Return the spelling to show: the most frequent one that is not in capitals throughout, without a
    nickname.
    """
    best = max(forms, key=lambda form: (not "".join(form).isupper(), forms[form], form))
    shown = _without_nickname(" ".join(best)) if len(best) > 3 else " ".join(best)
    return re.sub(r" (?=['’]s|[:,])", "", re.sub(r" ?- ?", "-", shown))


def _others(written, titled):
    """Return a test whether a bare surname is somebody else than the bearer of a full name: it was used with
    an office before that name was given as somebody's kin ("President Roe", then "his wife, Ann Roe").
    """
    order = {key: number for number, key in enumerate(written)}

    def is_other(part, head):
        offices = {t for t in titled.get(part, ()) if title_words()[0].get(t) == "office"}
        return bool(offices and order[part] < order[head] and KIN & set(titled.get(head, ())))

    return is_other


def _people(full_names, size, genders, nicks, is_other):
    """Return for each full name, and for each part of one, the full names that it can mean, the most named
    first.
    """
    family, openings, whole, later = defaultdict(_Kin), {}, {}, []
    bearers, total, given = defaultdict(list), Counter(), plain_given_names()
    for key in full_names:
        words, suffix = _without_suffix(key)
        short = " ".join(words[:2])
        if len(words) > 2 and not suffix and size.get(short, 0) >= size[key] and words[-1] not in size:
            later.append((key, short))  # "James Roe Memos", where he is James Roe more often
            continue
        rest = " ".join(words[1:])
        if len(words) > 2 and size.get(rest) and words[0] not in given and words[1] in given:
            later.append((key, rest))  # "Rival James Roe"
            continue
        kin = family[words[-1], suffix & YOUNGER]
        head = (
            whole.get(key)
            or openings.get((*words[:2], suffix & YOUNGER))
            or next((h for h in kin.maybe(words[0]) if _can_be(genders[key], genders[h])), key)
        )
        if head == key:
            kin.add(words[0], head)
            whole.update((" ".join(words[cut:]), head) for cut in range(1, len(words) - 1))
            if len(words) > 2:
                openings.setdefault((*words[:2], suffix & YOUNGER), head)
        bearers[key] = [head]
        total[head] += size[key]
    for key, short in later:
        bearers[key] = bearers.get(short, [key])
    heads = sorted(total, key=lambda h: -total[h])
    for parts in (_surnames, lambda key: nicks[key], _middle_names, lambda key: {key.split()[0]}):
        taken = set(
            bearers
        )  # a surname goes before a first name, which is also where a family name can stand
        for head in heads:
            for part in parts(head):
                fits = part not in taken and _can_be(genders[head], genders.get(part, set()))
                if fits and not is_other(part, head):
                    bearers[part].append(head)
    return dict(bearers)


class _Kin:
    """The people of one surname, by what another first name can share with theirs: of thousands few are
    asked.
    """

    def __init__(self):
        self.heads, self.sharing = [], defaultdict(list)

    def add(self, first, head):
        for share in _shared(first) | {first[0]}:
            self.sharing[share].append(len(self.heads))
        self.heads.append((first, head))

    def maybe(self, first):
        """Yield those whose first name can be this one, in the order in which they were added."""
        shares = {first[0]} if len(first) == 1 else _shared(first) | {(first[0],)}
        for number in merge(*(self.sharing[share] for share in shares if share in self.sharing)):
            other, head = self.heads[number]
            if _may_be_one(first, other):
                yield head


def _shared(first) -> set:
    """What a first name shares with those that it can be: its other forms, its first letters, and where it
    is an initial that.
    """
    forms = {("form", form) for form in nicknames().get(first, set()) | {first}}
    return forms | {("opens", first[:3])} | ({(first,)} if len(first) == 1 else set())


def _without_suffix(key):
    """Return the words of a name without the likes of "Jr.", and these."""
    words = key.split()
    suffix = frozenset(words[2:]) & (YOUNGER | NUMBERED)
    return [word for word in words if word not in suffix], suffix


def _surnames(key):
    """Return the ends of a full name by which a person can be called: Ruiz, and Ortega Ruiz; van der Berg."""
    words, _ = _without_suffix(key)
    return {" ".join(words[cut:]) for cut in range(1, len(words))}


def _middle_names(key):
    words, _ = _without_suffix(key)
    return {word for word in words[1:-1] if len(word) > 2 and word not in PARTICLES}


def _may_be_one(first, other):
    """Tell whether first names with one surname can be one person's: "Mike" and "Michael", not "Bill" and
    "Ann".
    """
    short = nicknames()
    return (
        first == other
        or 1 in (len(first), len(other))
        and first[0] == other[0]
        or bool((short.get(first, set()) | {first}) & (short.get(other, set()) | {other}))
        or first[:3] == other[:3]
        and (first.startswith(other) or other.startswith(first) or abs(len(first) - len(other)) < 3)
        and first[-1] == other[-1]
    )


def _can_be(genders, others):
    """Tell whether two names can be one person's by the genders that honorifics and given names tell."""
    return not (genders - {""} and others - {""}) or bool(genders & others - {""})
