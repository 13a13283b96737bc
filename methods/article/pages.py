"""Of all blocks of a web page, those of its article: what trafilatura finds, and what belongs with it."""

from __future__ import annotations

import re

from methods.article.blocks import Block, blocks_of_tree, tree_of
from methods.article.fields import fields_of_page

OUTSIDE = "around the article on its page"
RUN = 5  # words in a row by which the same text is known
ENOUGH = 0.8  # share of its runs that a block has in common with what trafilatura keeps
CARD = 0.25  # share of the article's words; less, under a linked heading, announces another article


def read_page(text: str) -> tuple[list[Block], dict[str, str]]:
    """Return the blocks of a page, each that stands outside its article with the reason, and what it says
    of the article.

    In: HTML. Out: blocks; title, outlet, author, date, "paid", where they are stated. Source of the method:
    trafilatura (Barbaresi 2021) finds the article; blocks between those that it keeps, and others that stand
    in elements of the same names, belong to it.

    >>> page = "<body><nav><a href='/'>Home</a></nav><p>It rained all day in Berne on Monday.</p></body>"
    >>> [(block.text, block.around) for block in read_page(page)[0]]
    [('Home', 'around the article on its page'), ('It rained all day in Berne on Monday.', '')]
    """
    tree = tree_of(text)
    said = fields_of_page(tree)
    blocks = blocks_of_tree(tree)
    kept = _kept_by_trafilatura(text, blocks)
    return _with_reasons(blocks, kept, said.get("title", "")), said


def read_fragment(text: str) -> list[Block]:
    """Return the blocks of a text with tags, which is no page: all of it was given as the article."""
    return blocks_of_tree(tree_of(text))


def _kept_by_trafilatura(text: str, blocks: list[Block]) -> list[bool]:
    """Whether trafilatura keeps each block; all are kept where it finds no article at all."""
    import trafilatura

    page = trafilatura.bare_extraction(text, with_metadata=False, include_comments=False, favor_recall=True)
    if page is None or page.body is None:
        return [_is_prose(block) for block in blocks]
    runs: set[tuple[str, ...]] = set()
    for block in blocks_of_tree(page.body):
        words = _words(block.text)
        runs.update([tuple(words)], zip(*(words[n:] for n in range(RUN))))
    found = []
    for block in blocks:
        words = _words(block.text)
        inside = list(zip(*(words[n:] for n in range(RUN))))
        if tuple(words) in runs:
            found.append(bool(words))
        else:
            found.append(bool(inside) and sum(run in runs for run in inside) >= ENOUGH * len(inside))
    return found if any(found) else [_is_prose(block) for block in blocks]


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.replace("\u00ad", "").casefold())


def _is_prose(block: Block) -> bool:
    """Sentences of some length that are no links, outside what is known to stand around an article."""
    long = len(block.text.split()) >= 8 and re.search(r"[.!?…:][\"'”’)\]]*$", block.text)
    return bool(long) and not block.around and block.linked < 0.5 and block.kind != "heading"


def _with_reasons(blocks: list[Block], kept: list[bool], title: str) -> list[Block]:
    kept = [keep and not block.around and block.linked < 0.9 for keep, block in zip(kept, blocks)]
    prose = [keep and _is_prose(block) for keep, block in zip(kept, blocks)]
    families = {block.family for block, keep in zip(blocks, prose) if keep}
    cards = _cards(blocks, prose, title)
    kept = [keep and cards.isdisjoint(block.within) for keep, block in zip(kept, blocks)]
    ours = [
        keep or _is_prose(block) and block.family in families and cards.isdisjoint(block.within)
        for keep, block in zip(kept, blocks)
    ]
    if not any(ours):
        return [block if block.around else block._replace(around=OUTSIDE) for block in blocks]
    first = ours.index(True)
    last = len(ours) - 1 - ours[::-1].index(True)
    first = _head_above(blocks, first, title)
    found = []
    for at, block in enumerate(blocks):
        inside = first <= at <= last and cards.isdisjoint(block.within)
        is_caption = block.kind == "caption" and block.around in ("", "hidden on its page")
        trailing = at > last and not block.around and _joins(blocks, at, last)
        last = at if trailing else last
        found.append(
            block if block.around or inside or is_caption or trailing else block._replace(around=OUTSIDE)
        )
    return found


def _joins(blocks: list[Block], at: int, last: int) -> bool:
    """Whether an item right behind the last block of an article stands in the same element."""
    holder = blocks[last].within[:-1]
    item = blocks[at]
    return (
        at == last + 1 and item.kind == "item" and item.linked < 0.5 and item.within[: len(holder)] == holder
    )


def _head_above(blocks: list[Block], first: int, title: str) -> int:
    """The number of the article's heading above its first paragraph, or of that paragraph."""
    above = [
        at
        for at in range(first)
        if blocks[at].level == 1 and not blocks[at].around and blocks[at].linked < 0.9
    ]
    same = [at for at in range(first) if blocks[at].level and blocks[at].text == title]
    head = max(same or above, default=first)
    # A label right above the heading is its kicker.
    if 0 < head < first and len(blocks[head - 1].text.split()) <= 3:
        label = blocks[head - 1]
        head -= not label.around and label.linked < 0.9 and label.within[:-1] == blocks[head].within[:-1]
    return head


def _cards(blocks: list[Block], prose: list[bool], title: str) -> set[int]:
    """The numbers of the elements that announce another article: a heading that is a link and little else."""
    whole = sum(len(block.text.split()) for block, keep in zip(blocks, prose) if keep)
    words: dict[int, list[int]] = {}
    for block, keep in zip(blocks, prose):
        for number in block.within if keep else ():
            words.setdefault(number, []).append(len(block.text.split()))
    return {
        block.within[-2]
        for block in blocks
        if block.kind == "heading" and block.linked >= 0.9 and block.text != title and len(block.within) > 1
        if len(held := words.get(block.within[-2], [])) <= 2 and sum(held) < CARD * whole
    }
