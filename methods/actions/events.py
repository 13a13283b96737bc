"""Who does what to whom: acts found in the parse and coded with the event classes of PLOVER.

The method is that of event-data coders (Schrodt, Beieler and Idris, "Three's a charm? Open event data coding
with EL:DIABLO, PETRARCH, and the Open Event Data Alliance", 2014): find the predicate with its source and
target, and look it up in lists that an analyst can read and change. `data/relations.csv` says which predicate
is which act, in classes of PLOVER (Halterman and others, "PLOVER and POLECAT: a new political event ontology
and dataset", 2023); `data/governing_verbs.csv` which verbs say of an act that it is begun, refused or ended;
`data/relation_moves.csv` what class it moves to by that.
"""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from methods.actions.effects import lemma
from methods.actions.own_words import DONE
from methods.actions.parties import is_deed, is_interview, is_party, naming
from methods.actions.predicates import QUADS, predicates
from methods.actions.verdicts import verdicts
from methods.actors import mentions
from methods.actors.lexicon import country_forms
from methods.kind import MEASURED, kind_of_news
from methods.quotations import voice_by_token
from utils import as_doc, sentence_of, table_of, text_of


class Act(NamedTuple):
    sentence: int
    source: str
    verb: str
    target: str
    negated: bool
    relation: str
    quad: str
    start: int
    end: int
    source_actor: str
    target_actor: str
    status: str
    voice: str
    cue: str
    source_start: int
    source_end: int
    target_start: int
    target_end: int


@table_of(Act)
def actions(doc):
    """Return the acts told in a text, one row for each source and target of each, in the order of the text.

    In: a parsed Doc. Out: `sentence` (0-based); `source`, `verb`, `target`: who does what to whom, as short
    phrases and lemmas ("" where nobody is named); `negated`; `relation` (PLOVER class) and `quad` (verbal or
    material cooperation or conflict), both "" where the lists have none; `start` and `end` (characters of
    `doc.text`) of the predicate and `cue`, its words; `source_actor` and `target_actor` (names as in
    `methods.actors`, or ""); `status`: asserted, attempted, intended (announced, offered, asked), alleged
    (laid to somebody), denied or hypothetical (feared, possible, in a question); `voice`: whose quotation
    tells it, as in `voices`, "" for the narrator; `source_start`, `source_end`, `target_start`, `target_end`
    (-1 where there is none). A class needs a source and a target that can act or be acted on; without a
    source stay passives ("was arrested"), without a target some events ("went on strike"). Acts without a
    class are kept where one party of two is named. Raises nothing of its own.

    >>> from utils import parse
    >>> table = actions(parse("France refused to meet Germany. Italy was bombed by Spain."))
    >>> table[["source", "cue", "target", "relation"]].to_numpy().tolist()
    [['France', 'refused to meet', 'Germany', 'REJECT'], ['Spain', 'bombed', 'Italy', 'ASSAULT']]
    """
    sentence, text, rows = sentence_of(doc), text_of(doc), {}
    name, voice = naming(doc), voice_by_token(doc)
    for act in sorted([*predicates(doc), *verdicts(doc)], key=lambda act: min(act.words)):
        start, end = min(act.words).idx, max(act.words).idx + len(max(act.words))
        for source in act.sources or [None]:
            for target in act.targets or [None]:
                (source_text, *source_place), source_actor, by_known = name(source)
                (target_text, *target_place), target_actor, to_known = name(target)
                involved = (
                    source
                    and target
                    and (by_known or to_known)
                    and is_party(source)
                    and (to_known or is_party(target) or is_deed(target))
                )
                interviewed = target is not None and is_interview(act.words[0], target, target_actor)
                if source is not target and (act.relation or involved) and not interviewed:
                    rows.setdefault(
                        (start, source_text, target_text),
                        Act(
                            sentence=sentence[act.words[0].i],
                            source=source_text,
                            verb=" ".join(map(lemma, act.words)),
                            target=target_text,
                            negated=act.negated,
                            relation=act.relation,
                            quad=QUADS.get(act.relation, ""),
                            start=start,
                            end=end,
                            source_actor=source_actor,
                            target_actor=target_actor if target_actor != source_actor else "",
                            status=_as_told(act, voice[act.words[0].i], source_text, source_actor),
                            voice="" if act.said else voice[act.words[0].i],
                            cue=text[start:end],
                            source_start=source_place[0],
                            source_end=source_place[1],
                            target_start=target_place[0],
                            target_end=target_place[1],
                        ),
                    )
    return rows.values()


def _as_told(act, voice, source, source_actor) -> str:
    """The status of an act that a voice tells: a deed that it lays to somebody else is alleged; "the experts"
    may be "a group of independent experts".
    """
    is_deed_of = QUADS.get(act.relation) == "material conflict" and bool(source)
    words = {*source.casefold().split()} - {"the", "a", "an"}
    other = bool(voice) and voice != source_actor and not words <= {*voice.casefold().split()}
    return "alleged" if is_deed_of and other and act.status in DONE else act.status


def between_actors(acts: pd.DataFrame) -> pd.DataFrame:
    """Return the acts of a table of `actions` that are told as done or tried, have a class, and lie between
    two named actors.

    >>> from utils import parse
    >>> acts = actions(parse("France met Germany. Spain did not meet Italy."))
    >>> between_actors(acts)["source_actor"].tolist()
    ['France']
    """
    named = (
        (acts["source_actor"] != "")
        & (acts["target_actor"] != "")
        & (acts["source_actor"] != acts["target_actor"])
    )
    return acts[named & (acts["quad"] != "") & ~acts["negated"] & acts["status"].isin(DONE)]


def acts_for_a_page(text) -> pd.DataFrame:
    """Return the acts that a page may state: those `between_actors` that join people, bodies or countries.

    In: a parsed Doc. Out: columns as in `actions`; no rows where the article is not political news (as
    `kind_of_news` tells) and fewer than two such acts are found: acts were measured on political news only.

    >>> from utils import parse
    >>> acts_for_a_page(parse("France met Germany."))["target_actor"].tolist()
    ['Germany']
    """
    doc, countries = as_doc(text), set(country_forms()[0].values())
    parties = {
        m.actor for m in mentions.rows(doc) if m.kind in ("person", "organisation") or m.actor in countries
    }
    acts = between_actors(actions(doc))
    acts = acts[acts["source_actor"].isin(parties) & acts["target_actor"].isin(parties)]
    told = acts.drop_duplicates(["source_actor", "target_actor", "start"])
    few = len(told) < 2 and kind_of_news(doc) not in (MEASURED, "")
    return acts.iloc[:0] if few else acts
