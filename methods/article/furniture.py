"""What is body, and what only stands around it: each block gets its part, and what leaves gets a reason."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from typing import NamedTuple

from methods.article.blocks import Block
from methods.article.shape import Article
from utils import from_lists, word_list

LONG = 45  # words; a message of a site to its reader is shorter
LINK = 0.9  # share of letters in links from which a block is a link and no prose
MESSAGES = {"promotion", "paywall", "cookies", "sharing", "read more", "form", "comments"}
NOT_WHERE_SAID = MESSAGES - {"read more"} | {
    "author note"
}  # what is no message where somebody is said to have said it
MARKS_BORDER = {"caption", "subheading or fragment", "time of an entry"}
STOP = re.compile(r"[.!?…][\"'”’»)\]]*$")
SAID = re.compile(
    r"[“”\"«»]|\b(?:said|says|(?<!your )say|told|asked|wrote|added|reads|warned|urged|announced|promised|"
    r"declared|ordered|ruled|he|she|according to|I|I’m|I'm|my|me|myself)\b"
)  # a report, or somebody's own story
ASIDE = re.compile(
    r"(?i)\b(?:you|your|yours|you’re|you're|please|thank you|thanks for|"
    r"this (?:site|website|page|article|story|content|video|browser))\b"
)
STARTS = re.compile(r"^|(?<=[.!?:,]) ")  # where an imperative may stand
WE = re.compile(r"(?i)\b(?:we|our|us)\b")


class Rule(NamedTuple):
    """A pattern of data/furniture.csv; `find` gives where in a text it matches."""

    reason: str
    where: str
    find: Callable[[str], re.Match | None]


class _Sorted(NamedTuple):
    """A block with what became of it: `part` is body, opening, caption or left; `reason` says why it left."""

    text: str
    part: str
    reason: str = ""
    listed: bool = False


@from_lists("furniture")
def _rules() -> list[Rule]:
    rules = []
    for row in word_list("furniture").itertuples():
        pattern = re.compile(row.pattern)
        # A search for what begins a line would look at every letter of it.
        at_start = row.where == "front" or row.pattern.startswith(("^", "(?i)^"))
        rules.append(Rule(row.kind, row.where, pattern.match if at_start else pattern.search))
    return rules


@from_lists("site_words")
def _site_words() -> dict[str, re.Pattern]:
    table = word_list("site_words")
    return {
        kind: re.compile(rf"(?i)\b(?:{'|'.join(rows['word'])})\b")
        for kind, rows in table.groupby("kind", sort=False)
    }


def take_apart(blocks: list[Block], title: str = "", left_out=(), **known) -> Article:
    """Sort blocks into title, kicker, captions and body; what is none of these is left out with its reason.

    In: blocks in their order, the title if it is known, what is left out already, and known fields of an
    Article. Out: the Article. Source of the method: the patterns of data/furniture.csv and the words of
    data/site_words.csv.

    >>> take_apart([Block("Rain"), Block("It rained all day."), Block("Share")]).left_out
    (('sharing', 'Share'),)
    """
    blocks, cut = _without_fronts(blocks)
    title = next(
        (
            title[found.end() :]
            for rule in _rules()
            if rule.reason == "agency mark"
            if (found := rule.find(title))
        ),
        title,
    )
    reasons = _reasons(blocks, title)
    listed = _lists(blocks, reasons)
    rows = _in_order(blocks, reasons, listed, title)
    captions = [row.text for row in rows if row.part == "caption"]
    bare = _bare_captions(captions, [row.text for row in rows if row.part == "body"])
    left = [*left_out, *cut, *((row.reason, row.text) for row in rows if row.part == "left")]
    opening = [row.text for row in rows if row.part == "opening"]
    if not (title or opening):
        opening, left = _headline_again(left, blocks)
    kicker, title, standfirst = _headings(opening, title)
    left += [("standfirst", line) for line in standfirst]
    left += [("caption repeated without its credit", line) for line in bare]
    paragraphs, borders = _body(rows, bare)
    return Article(
        title=title or " ".join(" ".join(paragraphs[:1]).split()[:10]) + " …",
        kicker=kicker,
        paragraphs=tuple(paragraphs),
        captions=tuple(line for line in captions if line not in bare),
        left_out=tuple(left),
        borders=tuple(borders),
        **known,
    )


def _without_fronts(blocks: list[Block]) -> tuple[list[Block], list[tuple[str, str]]]:
    """Blocks without the dateline or the agency's mark at their front, and what was cut off."""
    fronts = [rule for rule in _rules() if rule.where == "front"]
    kept, cut = [], []
    for block in blocks:
        for rule in fronts:
            if (found := rule.find(block.text[:200])) and found.end() < len(block.text):
                cut.append((rule.reason, found[0].strip()))
                block = block._replace(text=block.text[found.end() :].strip())
        kept.append(block)
    return kept, cut


def _reasons(blocks: list[Block], title: str) -> list[str]:
    """For each block why it is no part of the article, empty where it may be one."""
    rules = [rule for rule in _rules() if rule.where != "front"]
    inside = [rule for rule in rules if rule.where != "edge"]
    reasons = [block.around or _by_rule(block, inside) for block in blocks]
    first = next((at for at, reason in enumerate(reasons) if not reason), -1)
    may_be_title = first >= 0 and not title and not STOP.search(blocks[first].text)
    addressed = [
        at
        for at, block in enumerate(blocks)
        if not reasons[at] and not (may_be_title and at == first) and _message(block, set())
    ]
    if addressed:
        subject = _subject(blocks, reasons)
        for at in addressed:
            reasons[at] = _message(blocks[at], subject)
    reasons = _neighbours(blocks, reasons)
    for order in (range(len(blocks)), range(len(blocks) - 1, -1, -1)):
        for at in order:
            if not reasons[at]:
                reasons[at] = _by_rule(blocks[at], rules)
                if not reasons[at] and _is_prose(blocks[at].text):
                    break
    return reasons


def _by_rule(block: Block, rules: list[Rule]) -> str:
    if block.kind == "caption":
        return "caption"
    text = block.text[:1000]
    reason = next((rule.reason for rule in rules if rule.find(text)), "")
    return "" if reason in NOT_WHERE_SAID and len(text.split()) > 5 and SAID.search(text) else reason


def _subject(blocks: list[Block], reasons: list[str]) -> set[str]:
    """The words of sites that the article itself is about: they stand in two blocks that no reader is
    addressed in.
    """
    about = [_site_words()[kind] for kind in ("strong", "weak")]
    seen: set[str] = set()
    again: set[str] = set()
    for block, reason in zip(blocks, reasons):
        if not reason and _is_prose(block.text) and not (ASIDE.search(block.text) or WE.search(block.text)):
            words = {word.casefold() for p in about for word in p.findall(block.text)}
            again |= seen & words
            seen |= words
    return again


def _message(block: Block, subject: set[str]) -> str:
    """The reason why a block is a message of the site to its reader: it addresses the reader and speaks of
    what sites speak of. Whoever quotes, reports or says "I" tells a story.
    """
    text, words = block.text, _site_words()
    if len(text.split()) > LONG or SAID.search(text):
        return ""
    starts = [found for at in STARTS.finditer(text) if (found := words["start"].match(text, at.end()))]
    if not (starts or ASIDE.search(text) or WE.search(text)):
        return ""
    strong = [word for word in words["strong"].findall(text) if word.casefold() not in subject]
    weak = [word for word in words["weak"].findall(text) if word.casefold() not in subject]
    asks = bool(ASIDE.search(text)) or any(words["after"].match(text[one.end() :].strip()) for one in starts)
    speaks = bool(words["own"].search(text)) and bool(WE.search(text))
    if strong and (asks or speaks or starts and WE.search(text)):
        return _kind_of_message(text)
    return _kind_of_message(text) if weak and starts and (asks or WE.search(text)) else ""


def _kind_of_message(text: str) -> str:
    words = _site_words()
    return next((kind for kind in ("cookies", "paywall", "sharing") if words[kind].search(text)), "promotion")


def _neighbours(blocks: list[Block], reasons: list[str]) -> list[str]:
    """A short line between two messages of the site belongs to them, and so do the lines under a heading such
    as "Most read".
    """
    reasons = list(reasons)
    for at in range(1, len(blocks) - 1):
        text = blocks[at].text
        if not reasons[at] and len(text.split()) <= 14 and not SAID.search(text):
            around = {reasons[at - 1], reasons[at + 1]}
            if around <= MESSAGES:
                reasons[at] = reasons[at - 1]
    for at in range(1, len(blocks)):
        if reasons[at - 1] == "read more" and not reasons[at]:
            label = len(blocks[at - 1].text.split()) <= 4 or blocks[at - 1].kind == "item"
            if label and (blocks[at].kind == "item" or blocks[at].linked >= LINK):
                reasons[at] = "read more"
    return reasons


def _lists(blocks: list[Block], reasons: list[str]) -> set[int]:
    """The numbers of the blocks that are items of a list in the body, with a full stop or without.

    A list belongs to the body if a line with a colon leads to it, if one of its items is a sentence, or if
    more of the body follows.
    """
    listed: set[int] = set()
    last = max(
        (at for at, b in enumerate(blocks) if not reasons[at] and b.kind != "item" and _is_prose(b.text)),
        default=-1,
    )
    before, at = "", 0
    while at < len(blocks):
        end = at
        while end < len(blocks) and blocks[end].kind == "item" and blocks[end].group == blocks[at].group:
            end += 1
        run = [number for number in range(at, end) if not reasons[number] and blocks[number].linked < LINK]
        if run and before:
            sentences = any(_is_prose(blocks[number].text) for number in run)
            words = sum(len(blocks[number].text.split()) for number in run) / len(run)
            if before.endswith(":") or sentences or last > end - 1 and words >= 2:
                listed.update(run)
        if end == at:
            if not reasons[at] and (_is_prose(blocks[at].text) or blocks[at].text.endswith(":")):
                before = blocks[at].text
            end += 1
        at = end
    return listed


def _in_order(blocks: list[Block], reasons: list[str], listed: set[int], title: str) -> list[_Sorted]:
    rows: list[_Sorted] = []
    seen: set[str] = set()
    begun = headed = opened = False
    for at, (block, reason) in enumerate(zip(blocks, reasons)):
        text, plain = block.text, _plain(block.text)
        is_title = bool(title) and plain == _plain(title)
        untitled = not (title or begun or headed)
        if is_title and not begun:
            row = _Sorted(text, "opening")
        elif plain in seen and reason != "time of an entry":
            row = _Sorted(text, "left", "repeated")
        elif reason:
            row = _Sorted(text, "caption" if reason == "caption" else "left", reason)
        elif block.linked >= LINK:
            row = _Sorted(text, "left", "link")
        elif title and block.level == 1 and not begun:
            row = _Sorted(text, "left", "headline on its page")
        elif at in listed:
            row = _Sorted(text, "body", listed=True)
        elif begun and text.endswith(":") and at + 1 in listed:
            row = _Sorted(text, "body")
        elif (
            block.kind != "heading"
            and _is_body(text, begun or bool(title) or opened)
            and not (untitled and text.endswith(("?", "!", ":")))
        ):
            row = _Sorted(text, "body")
        else:
            row = _Sorted(text, "left", "subheading or fragment") if begun else _Sorted(text, "opening")
        rows.append(row)
        seen.add(plain)
        begun |= row.part == "body"
        opened |= row.part == "opening"
        headed |= row.part == "opening" and len(text.split()) > 3
    return rows


def _plain(text: str) -> str:
    """The text without what two copies of one line differ in: case, white space and the shape of quotation
    marks.
    """
    return re.sub(r"[\s‘’'“”\"]+", "", text).casefold()


def _is_prose(text: str) -> bool:
    count = len(text.split())
    return count >= 25 or count >= 3 and bool(re.search(r"[.!?…:;,—][\"'”’»)\]]*$", text))


def _is_body(text: str, below: bool) -> bool:
    """Prose; and below a headline a sentence of a word or two as well: "It rained." """
    return _is_prose(text) or below and bool(STOP.search(text)) and any(map(str.isalpha, text))


def _bare_captions(captions: list[str], body: list[str]) -> set[str]:
    """The lines that repeat the start of a caption: one often stands a second time without its credit."""
    order = sorted(set(map(_plain, captions)))
    bare = set()
    for line in [*captions, *body]:
        plain = _plain(line)
        at = bisect_right(order, plain)
        if plain and at < len(order) and order[at].startswith(plain):
            bare.add(line)
    return bare


def _headline_again(
    left: list[tuple[str, str]], blocks: list[Block]
) -> tuple[list[str], list[tuple[str, str]]]:
    """Where no line is left for a headline, the first line of the text is one after all: headlines begin
    with the words of furniture, too.
    """
    rules = [rule for rule in _rules() if rule.where == "any"]
    first = blocks[0] if blocks else Block("")
    if (
        len(first.text.split()) < 3
        or STOP.search(first.text)
        or first.linked >= LINK
        or _by_rule(first, rules)
    ):
        return [], left
    at = next((n for n, (reason, line) in enumerate(left) if line == first.text), None)
    return ([], left) if at is None else ([first.text], [*left[:at], *left[at + 1 :]])


def _headings(opening: list[str], title: str) -> tuple[str, str, list[str]]:
    """Of the lines before the body: kicker (up to three words above a longer line), title, and what stands
    below it.
    """
    plain = [_plain(line) for line in opening]
    at = plain.index(_plain(title)) if title and _plain(title) in plain else len(opening)
    lines = [line for line, one in zip(opening, plain) if one != _plain(title)]
    above = at > 0 and bool(lines) and len(lines[0].split()) <= 3
    kicker = lines.pop(0) if above and (title or len(lines) > 1) else ""
    return (kicker, title, lines) if title or not lines else (kicker, lines[0], lines[1:])


def _body(rows: list[_Sorted], bare: set[str]) -> tuple[list[str], list[int]]:
    """The paragraphs, and the numbers of those before which a border stands."""
    paragraphs: list[str] = []
    borders: list[int] = []
    border = was_listed = False
    for row in rows:
        if row.part != "body" or row.text in bare:
            border |= row.part == "caption" or row.reason in MARKS_BORDER or row.text in bare
            continue
        if paragraphs and (border or row.listed or was_listed):
            borders.append(len(paragraphs))
        paragraphs.append(row.text)
        border, was_listed = False, row.listed
    return paragraphs, borders
