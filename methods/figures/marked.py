"""The article marked: its text once, sentence by sentence, with tone, voices, actors and turns beside it.

Nothing is told by colour alone: tone is also the side of a bar and the shape of a line, a voice a ground and
a name in the margin, an actor a letter. Each sentence has an anchor, `s` and its number. Article text is
escaped.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from html import escape
from itertools import groupby, pairwise
from operator import itemgetter
from string import ascii_uppercase

from methods.actors import mentions
from methods.figures.style import stylesheet
from methods.quotations import SILENT, quotations, quoted_pieces, voice_pieces
from methods.roles import roles
from methods.summary import QUESTIONS, SURE, WHO, as_quoted, brief_claims, lasting_turns, voice_shares
from methods.tone import NARRATOR, PLAIN_TONE, sentence_tone
from methods.validation import usual_error
from utils import as_doc, brief, sentences, signed, text_of

MOST_MARKED = 12  # actors with a letter
QUIET_MATH = "mathjax_ignore"  # the class of page.PLAIN


def anchor(sentence: int) -> str:
    """Return a link to a sentence of the marked article.

    >>> anchor(12)
    '<a class="at" href="#s12">sentence 12</a>'
    """
    return f'<a class="at" href="#s{sentence}">sentence {sentence}</a>'


def brief_list(text):
    """Show the claims of `summary.brief_claims`, each with the article's words and a link to their sentence.

    In: a parsed Doc. Out: an IPython HTML object; article text is escaped. Raises nothing of its own.

    >>> "What it says first." in brief_list("It rained in Berne.").data
    True
    """
    from IPython.display import HTML

    doc = as_doc(text)
    told = [f"<h3>{question}</h3><div>{''.join(_answer(doc, question))}</div>" for question in QUESTIONS]
    return HTML(f'<div class="brief {QUIET_MATH}">{"".join(told)}</div>')


def _answer(doc, question: str):
    """The claims under a question, each a paragraph; the cast is one, with the bar of voices below it."""
    claims = [claim for claim in brief_claims.rows(doc) if claim.question == question]
    if question != WHO:
        yield from (f"<p>{_claim(claim)}</p>" for claim in claims)
    else:
        cast = [claim for claim in claims if claim.sentence >= 0 and not claim.words]
        if cast:
            yield f"<p>{' '.join(_one_of_cast(claim) for claim in cast)}</p>"
        yield from (f"{_share_bar(doc)}<p>{_claim(claim)}</p>" for claim in claims if claim.sentence < 0)
        yield from (f"<p>{_claim(claim)}</p>" for claim in claims if claim.words)
    if question == SURE:
        errors = filter(
            None, map(usual_error, ("sentence tone", "shifts", "quotations", "actors", "actions"))
        )
        lines = "".join(f"<li>{escape(line.removeprefix('How sure? '))}</li>" for line in errors)
        yield f"<details><summary>The figures behind this</summary><ul>{lines}</ul></details>"


def _one_of_cast(claim) -> str:
    name, _, part = claim.claim.rstrip(".").rpartition(": ")
    first = f'<span class="sr">, first in sentence {claim.sentence}</span>'
    return f'<a href="#s{claim.sentence}"><b>{escape(name)}</b>{first}</a>: {escape(part)}.'


def _claim(claim) -> str:
    words = f" <q>{escape(as_quoted(claim.words))}</q>" if claim.words else ""
    at = f" {anchor(claim.sentence)}" if claim.sentence >= 0 else ""
    return escape(claim.claim) + words + at


def _share_bar(doc) -> str:
    shares = voice_shares(doc)
    if not shares or shares[NARRATOR] > 0.995:
        return ""
    kinds = dict(zip(("told", "named", "unnamed"), shares.values()))
    pieces = "".join(
        f'<span class="{kind}" style="width:{100 * s:.1f}%"></span>' for kind, s in kinds.items()
    )
    return f'<span class="share">{pieces}</span>'


def marked_article(text, whole: bool = True):
    """Show an article sentence by sentence with what the methods found in it.

    In: a parsed Doc; `whole`: False leaves out the words that nobody is quoted with and that In brief does
    not quote. Out: an IPython HTML object with its own style; article text is escaped. Raises nothing of its
    own.

    >>> html = marked_article("Ana Lee praised <b> Tom Roe.").data
    >>> 'id="s0"' in html, "<b>" in html
    (True, False)
    """
    from IPython.display import HTML

    doc = as_doc(text)
    letters = dict(zip((one.actor for one in _cast(doc)), ascii_uppercase))
    kept = None if whole else _kept(doc)
    tones, notes = {one.sentence: one.tone for one in sentence_tone.rows(doc)}, _notes(doc)
    turning = {one.sentence for one in lasting_turns(doc)}
    marks, voices = _marks(doc, letters), sorted(piece[1:3] for piece in quoted_pieces(doc))
    paragraphs = defaultdict(list)
    told = sentences.rows(doc)
    within = [_by_sentence(told, spans) for spans in (marks, voices, kept or [])]
    for one in told:
        names, said, stays = (spans[one.sentence] for spans in within)
        words = _words(doc, one, names, said, None if whole else stays)
        paragraphs[one.paragraph].append(
            _sentence(one.sentence, tones[one.sentence], words, notes[one.sentence], one.sentence in turning)
        )
    body = "".join(
        f'<div class="par" role="group" aria-label="Paragraph {number}">{"".join(inside)}</div>'
        for number, inside in enumerate(paragraphs.values(), 1)
    )
    legend = _legend(letters, whole)
    return HTML(f'<style>{stylesheet()}</style><div class="reading {QUIET_MATH}">{legend}{body}</div>')


def _cast(doc):
    parts = sorted(roles.rows(doc), key=lambda one: -(one.mentioned + one.speaks + one.acts))
    return parts[:MOST_MARKED]


def _sentence(number: int, tone: float, words: str, notes: list[str], turns: bool) -> str:
    sounds = "negative" if tone <= -PLAIN_TONE else "positive" if tone >= PLAIN_TONE else ""
    way = "down" if tone < 0 else "up"
    size = 50 * min(1, abs(tone))
    bar = f'<span style="width:{size:.0f}%"></span><span class="sr">tone {signed(tone)}</span>'
    said = f'<span class="tone {sounds}">{words}</span>' if sounds else words
    return (
        f'<div class="s{" turns" * turns}" id="s{number}"><span class="no">'
        f'<span class="sr">sentence </span>{number}</span> <div class="bar {way}">{bar}</div>'
        f'<p class="words">{said}</p>{_margin(notes)}</div>'
    )


def _margin(notes: list[str]) -> str:
    """The notes beside a sentence: one is a paragraph, more are a list."""
    if len(notes) == 1:
        return f'<p class="notes"><span{notes[0]}</span></p>'
    return f'<ul class="notes">{"".join(f"<li{note}</li>" for note in notes)}</ul>' if notes else ""


def _notes(doc) -> dict[int, list[str]]:
    """The margin of each sentence: a turn with its cue first, then who is quoted and by which word, then
    whose words go on from the sentence before.
    """
    notes = defaultdict(list)
    for turn in lasting_turns(doc):
        cue = f" at “{escape(turn.cue)}”" if turn.cue else ""
        mark, way = ("▲", "tone rises") if turn.change > 0 else ("▼", "tone falls")
        notes[turn.sentence].append(f' class="turn">{_unheard(mark)} {way}{cue}')
    begun = set()
    for quote in quotations.rows(doc):
        if quote.kind in SILENT:
            continue
        cue = f" <i>({escape(brief(quote.cue, 24))})</i>" if quote.cue.strip(":") else ""
        begun.add((quote.sentence, quote.voice))
        notes[quote.sentence].append(f">{_whose(quote.voice)}{cue}")
    for sentence, voice in _heard(doc):
        if (sentence, voice) not in begun:
            notes[sentence].append(f">{_whose(voice)}, continued")
    return notes


def _whose(voice: str) -> str:
    return f'{_unheard("❝")}<span class="sr">words of</span> {escape(brief(voice, 40)) or "nobody named"}'


def _unheard(sign: str) -> str:
    """A sign for the eye, beside words that say the same."""
    return f'<span aria-hidden="true">{sign}</span>'


def _heard(doc) -> list[tuple[int, str]]:
    """Each sentence with each voice whose words reach into it, in order."""
    pieces = sorted((start, end, voice) for voice, start, end in voice_pieces(doc))
    within = _by_sentence(sentences.rows(doc), pieces)
    return list(dict.fromkeys((number, piece[2]) for number in sorted(within) for piece in within[number]))


def _marks(doc, letters: dict[str, str]) -> list[tuple[int, int, str]]:
    """Where actors with a letter are meant and what follows there, the later of two that overlap left out."""
    found: list[tuple[int, int, str]] = []
    for one in sorted(mentions.rows(doc), key=lambda one: (one.start, -one.end)):
        if one.actor in letters and (not found or one.start >= found[-1][1]):
            heard = f'<span class="sr"> ({escape(brief(one.actor, 40))})</span>' * (one.form != "name")
            found.append((one.start, one.end, f"{heard}{_letter(letters[one.actor])}"))
    return found


def _letter(letter: str) -> str:
    """An actor's letter, for the eye alone: glued to a name it would be heard as a part of it."""
    return f'<sup aria-hidden="true">{letter}</sup>'


def _by_sentence(told, spans) -> dict[int, list[tuple]]:
    """Spans of characters in order of their start, by each sentence that they reach into."""
    found, starts = defaultdict(list), [one.start for one in told]
    for span in spans:
        number = max(0, bisect_right(starts, span[0]) - 1)
        while number < len(told) and told[number].start < span[1]:
            if told[number].end > span[0]:
                found[told[number].sentence].append(span)
            number += 1
    return found


def _words(doc, one, names, said, kept) -> str:
    """A sentence's text, cut where a name or a voice begins or ends, each piece in its marks; pieces of
    somebody's words that follow each other share one ground.
    """
    text = text_of(doc)
    shown = [(one.start, one.end)] if kept is None else kept
    cuts = {one.start, one.end} | {n for m in names for n in m[:2]} | {n for s in said + shown for n in s}
    told: list[tuple[bool, str]] = []
    for start, end in pairwise(sorted(n for n in cuts if one.start <= n <= one.end)):
        if not any(s <= start < e for s, e in shown):
            if told[-1:] != [(False, " … ")]:
                told.append((False, " … "))
            continue
        piece = escape(text[start:end])
        for first, last, mark in names:
            if first <= start < last:
                piece = f'<span class="who">{piece}{mark if end == last else ""}</span>'
        told.append((any(s <= start < e for s, e in said), piece))
    grounds = ((is_said, "".join(piece for _, piece in run)) for is_said, run in groupby(told, itemgetter(0)))
    return "".join(f'<span class="said">{run}</span>' if said else run for said, run in grounds).strip()


def _kept(doc) -> list[tuple[int, int]]:
    """The spans that stay where the full text is left out: what somebody says, and what In brief quotes."""
    told = {one.sentence: (one.start, one.end) for one in sentences.rows(doc)}
    quoted = {claim.sentence for claim in brief_claims.rows(doc) if claim.words}
    return sorted({(start, end) for _, start, end, *_ in quoted_pieces(doc)} | {told[n] for n in quoted})


def _legend(letters: dict[str, str], whole: bool) -> str:
    cast = ", ".join(f"{escape(brief(actor, 40))}{_letter(letter)}" for actor, letter in letters.items())
    lines = [
        "The bar beside a sentence’s number is its tone, to the left negative, to the right "
        "positive; a wavy line stands under what sounds negative, a straight one under what sounds positive.",
        "On a shaded ground: somebody’s words, told or quoted; the margin says whose.",
        "In the margin, too: where the tone turns. Turns that are only possible are not marked here; "
        "notebook 03 lists them.",
    ]
    lines += [f"In bold with a letter, those with the largest parts: {cast}."] if cast else []
    lines += ["The full text is left out (…): here stands only what is quoted."] if not whole else []
    return (
        f'<details class="legend"><summary>How to read the marks</summary>'
        f"<ul>{''.join(f'<li>{line}</li>' for line in lines)}</ul></details>"
    )
