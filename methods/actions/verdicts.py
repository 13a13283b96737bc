"""Criticism and praise by words: what a speaker says against or for a party is an act of the speaker.

"The minister is a disgrace", said by a rival, is an accusation by the rival. It counts only where tone and
grammar agree: a plain "is", whose predicate has words of one side, said of a party other than the speaker,
and the sentence sounds the same way toward that party.
"""

from __future__ import annotations

from methods.actions.classes import Predicate, act_lists
from methods.actions.clauses import Clause
from methods.actions.parties import is_deed, is_party
from methods.actions.status import standing
from methods.actors import actor_at
from methods.quotations import quoted_pieces, voice_by_token
from methods.tone import NEUTRAL, tone_toward
from methods.tone.valence import tone_by_sentence
from utils import kept, sentence_of, sentence_spans, tokens_at

CLEAR = 1.0  # of the words' contributions, on the lexicon's scale from -4 to 4
VERDICTS = {True: "SUPPORT", False: "ACCUSE"}


@kept
def _speakers(doc) -> dict:
    """Return for each token inside a quotation the head of its innermost speaker's name, or None."""
    found = {}
    for _, start, end, first, last in sorted(quoted_pieces(doc), key=lambda piece: piece[1] - piece[2]):
        head = doc[slice(*tokens_at(doc, first, last))].root if last > first >= 0 else None
        found.update(dict.fromkeys(range(*tokens_at(doc, start, end)), head))
    return found


def verdicts(doc):
    """Yield what speakers say against or for a party by a plain "is", as acts of the speaker.

    >>> from utils import parse
    >>> found = verdicts(parse("“Ann Lee is a shameless liar,” said Tom Roe."))
    >>> [(act.sources, act.relation, act.targets) for act in found]
    [([Roe], 'ACCUSE', [Lee])]
    """
    actors, voices = actor_at(doc), voice_by_token(doc)
    for i, speaker in _speakers(doc).items():
        verb = doc[i]
        if speaker is None or verb.lemma_ != "be" or verb.dep_ in ("aux", "auxpass"):
            continue
        said = [c for c in verb.children if c.dep_ in ("attr", "acomp")]
        sources = Clause(verb).sources
        subjects = [one for one in sources if one.i in actors and is_party(one, owned=False) or is_deed(one)]
        others = [one for one in subjects if actors.get(one.i, "-") not in (voices[i], actors.get(speaker.i))]
        if said and others and is_party(speaker) and standing(verb) == ("asserted", False):
            relation = _verdict(doc, said[0], others[0])
            if relation:
                yield Predicate([verb, said[0]], [speaker], others[:1], relation, said=True)


def _verdict(doc, said, about) -> str:
    """The class of what is said of somebody, or "" where the words do not tell, or tell both ways."""
    blamed = next((r for _, word, r in act_lists().rules.get("be", ()) if word == said.lemma_), "")
    if blamed or is_deed(about):
        return blamed
    number = sentence_of(doc)[said.i]
    first = sentence_spans(doc)[number].start
    within = range(said.left_edge.i, said.right_edge.i + 1)
    tones = [w.contribution for w in tone_by_sentence(doc)[number] if first + w.first in within]
    if not tones or min(tones) < 0 < max(tones) or abs(sum(tones)) < CLEAR:
        return ""
    toward = tone_toward(doc, about.idx, about.idx + len(about))
    agree = abs(toward) >= NEUTRAL and (toward > 0) == (sum(tones) > 0)
    return VERDICTS[sum(tones) > 0] if agree else ""
