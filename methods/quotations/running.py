"""Who speaks where nothing near tells whom "he" means: the one person whom an article is about throughout."""

from __future__ import annotations

from collections import defaultdict

from methods.actors import actor_at, genders, mentions
from methods.actors.lexicon import differ
from methods.actors.references import nouns_of_pronouns, weak_people
from methods.quotation_marks import in_marks
from methods.quotations.speakers import voice_kind
from utils import SUBJECTS, kept, sentence_spans

RUNNING, FAR_MORE = 5, 3  # mentions of a person whom an article is about, and how many times the next one's
SPOKE_BEFORE = 2  # sentences back in which somebody spoke or was brought in


@kept
def _running(doc):
    """Return the person whom an article is about throughout, with the sentences that mention that one, or
    None.
    """
    places = defaultdict(list)
    for one in mentions.rows(doc):
        if one.kind == "person" and one.actor not in weak_people(doc):
            places[one.actor].append(one.sentence)
    most = sorted(places, key=lambda who: -len(places[who]))[:2]
    enough = max(RUNNING, FAR_MORE * len(places[most[1]]) if most[1:] else 0)
    return (most[0], places[most[0]]) if most and len(places[most[0]]) >= enough else None


def running_person(doc, frame, sentence):
    """Return the article's one running person, where "he" or "she" speaks, it is open who that is, and the
    sentences before are about nobody else; or "".
    """
    head, running = frame.speaker, _running(doc)
    open_one = head.lower_ in ("he", "she") and head.i not in nouns_of_pronouns(doc)
    if not running or not open_one or frame.sense != "speech" or in_marks(doc)[head.i]:
        return ""
    who, places = running
    near = range(max(sentence - SPOKE_BEFORE, 0), sentence)
    gender = {"he": "male", "she": "female"}[head.lower_]
    if differ(gender, genders(doc)[who]) or not any(one in near or one == sentence for one in places):
        return ""
    return "" if any(_is_about_another(doc, n, who) for n in near) else who


def _is_about_another(doc, sentence, who):
    """Tell whether the subject of a sentence's main clause is a person other than a known one."""
    for token in sentence_spans(doc)[sentence]:
        if token.dep_ in SUBJECTS and token.head.dep_ == "ROOT" and not in_marks(doc)[token.i]:
            one = actor_at(doc).get(token.i, "")
            if one != who and (one in genders(doc) or not one and voice_kind(token) == "person"):
                return True
    return False
