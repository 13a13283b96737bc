"""From plain text, Markdown or a page to blocks: lines and paragraphs in order, with what form tells."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from utils import from_lists, one_line, word_list

HEADS = {"h1", "h2", "h3", "h4", "h5", "h6"}
UNREAD = ("script", "style", "noscript", "template", "svg", "iframe", "object", "audio", "video")
# Elements that begin and end a block of their own; all others stand inside a line.
BLOCKS = HEADS | set(
    "html body p li dt dd blockquote pre table tr td th figure figcaption caption div main section article "
    "footer nav aside header address option title form button select fieldset ul ol dl hr details summary "
    "center dialog menu textarea".split()
)
AROUND = {"nav", "footer", "aside", "form", "button", "select", "dialog", "menu", "textarea"}
BULLET = re.compile(r"[ \t]*(?:[-–—*•·‣▪●○■]|\(?\d{1,2}[.)])[ \t]+(?=\S)")
SENTENCE_END = re.compile(r"[.!?…:;”\"’)\]]$")


class Block(NamedTuple):
    """A line or paragraph of what was read.

    `kind` is paragraph, heading, item, cell or caption; `linked` the share of its letters in links;
    `group` the number of its list; `around` the reason why it is known to stand outside the article;
    `within` the numbers of the elements that hold it; `family` their names, the same for the paragraphs of
    one article.
    """

    text: str
    kind: str = "paragraph"
    linked: float = 0.0
    group: int = 0
    around: str = ""
    within: tuple[int, ...] = ()
    family: tuple[str, ...] = ()
    level: int = 0


def blocks_of_text(text: str) -> list[Block]:
    """Return the blocks of plain text.

    Blank lines separate them, and so do single line breaks where the lines are not wrapped to one width.
    Neighbouring lines that begin with a bullet or a number are items of a list.

    >>> [(block.kind, block.text) for block in blocks_of_text("She needs:\\n\\n- oars\\n- a bell")]
    [('paragraph', 'She needs:'), ('item', 'oars'), ('item', 'a bell')]
    """
    lines: list[str] = []
    for block in re.split(r"\n\s*\n", text):
        several = [line.strip() for line in block.splitlines() if line.strip()]
        width = max(map(len, several), default=0)
        wrapped = 50 <= width <= 100 and all(len(line) > 0.6 * width for line in several[:-1])
        wrapped = wrapped and not any(BULLET.match(line) for line in several[1:])
        lines += [" ".join(several)] if wrapped else several
    marks = [BULLET.match(line) for line in lines]
    found, group = [], 0
    for at, (line, mark) in enumerate(zip(lines, marks)):
        before, after = at > 0 and marks[at - 1], at + 1 < len(lines) and marks[at + 1]
        group += bool(mark and not before)
        if mark and (before or after):
            found.append(Block(one_line(line[mark.end() :]), "item", group=group))
        else:
            found.append(Block(one_line(line)))
    return [block for block in found if block.text]


def blocks_of_markdown(text: str) -> tuple[list[Block], dict[str, str], str]:
    """Return the blocks of Markdown, what its front matter says (title, date, outlet, author), and the front
    matter as it stands.

    >>> blocks, said, front = blocks_of_markdown("---\\ntitle: Rain\\n---\\nIt *rained*.")
    >>> [block.text for block in blocks], said, front
    (['It rained.'], {'title': 'Rain'}, 'title: Rain')
    """
    import mistune

    front = re.match(r"---\n(.*?)\n---(?:\n|$)", text, re.S)
    rows = (
        re.findall(r"(?m)^(title|date|outlet|author):[ \t]*([\"']?)(.+?)\2[ \t]*$", front[1]) if front else []
    )
    page = mistune.html(text[front.end() :] if front else text)
    return (
        blocks_of_tree(tree_of(f"<div>{page}</div>")),
        {key: value for key, _, value in rows},
        front[1] if front else "",
    )


def tree_of(text: str):
    """Return the tree of elements of a page, or of tags in a text; None where there is none."""
    from lxml import etree, html

    try:
        tree = html.document_fromstring(
            text.encode(), parser=html.HTMLParser(encoding="utf-8", huge_tree=True)
        )
    except (etree.LxmlError, ValueError, AssertionError):
        return None
    return tree


@from_lists("page_zones")
def _zones() -> dict[str, str]:
    table = word_list("page_zones")
    return dict(zip(table["word"], table["reason"]))


@dataclass
class _Open:
    """What is known of the elements that are open while a page is walked through."""

    number: int
    name: str
    kind: str = "paragraph"
    link: bool = False
    group: int = 0
    around: str = ""


@dataclass
class _Line:
    """The text since the last border of a block; "\\n" stands for a line break that the page asks for."""

    pieces: list[tuple[str, bool]] = field(default_factory=list)

    def add(self, text: str | None, inner: _Open) -> None:
        """Add text with its white space as a browser shows it: lines stay lines in preformatted text."""
        parts = re.split(r"\n[ \t]*\n", text or "") if inner.name == "pre." else [text or ""]
        for at, part in enumerate(parts):
            self.pieces += [("\n", False), ("\n", False)] * bool(at)
            self.pieces.append((re.sub(r"[ \t\r\n\f]+", " ", part), inner.link))


def blocks_of_tree(tree) -> list[Block]:
    """Return the blocks of a tree of elements: the text between two of their borders, or between line
    breaks that stand for paragraphs.

    >>> [block.text for block in blocks_of_tree(tree_of("<p>One.<br><br>Two <b>words</b>.</p>"))]
    ['One.', 'Two words.']
    """
    from lxml import etree

    if tree is None:
        return []
    etree.strip_elements(tree, etree.Comment, etree.PI, *UNREAD, with_tail=False)
    sizes, found, line = _sizes(tree), [], _Line()
    stack = [_Open(0, "")]
    for event, element in etree.iterwalk(tree, ("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag in BLOCKS:
            found += _closed(line, stack)
        if event == "start":
            if tag in ("br", "lb"):
                line.pieces.append(("\n", False))
            stack.append(_opened(element, tag, stack[-1], sizes[element], sizes[tree][1]))
            line.add(element.text, stack[-1])
        else:
            stack.pop()
            line.add(element.tail, stack[-1])
    return found + _closed(line, stack)


def _sizes(tree) -> dict:
    """For each element its number and how much text it holds."""
    from lxml import etree

    sizes: dict = {}
    for number, (_, element) in enumerate(etree.iterwalk(tree, ("end",))):
        held = len(element.text or "") + sum(sizes[child][1] + len(child.tail or "") for child in element)
        sizes[element] = (number, held)
    return sizes


def _opened(element, tag: str, parent: _Open, size: tuple[int, int], whole: int) -> _Open:
    number, held = size
    kind, group = parent.kind, parent.group
    if tag in HEADS:
        kind = "heading"
    elif tag in ("ul", "ol", "dl"):
        group = number + 1
    elif tag in ("li", "dt", "dd"):
        kind = "item"
    elif tag in ("td", "th"):
        kind, group = "cell", 0
    elif tag in ("figcaption", "caption"):
        kind = "caption"
    elif tag in ("p", "blockquote") and kind == "cell":
        kind = "paragraph"
    classes = element.get("class", "")
    around = parent.around
    # What holds half of a page is the page, whatever its name.
    if not around and 2 * held < whole:
        around = _reason(element, tag, f"{classes} {element.get('id', '')}")
    if tag == "title":
        around = "title of its window"
    if around == "caption":
        kind, around = "caption", ""
    link = parent.link or tag == "a" and not element.get("href", "").startswith("#")
    # Classes without their numbers: those of two paragraphs may be p-1 and p-2.
    names = [*re.sub("[0-9]", "", classes).split(), *re.findall("^[A-Za-z_-]+$", element.get("id", ""))]
    name = f"{tag}.{'.'.join(sorted(names))}" if tag in BLOCKS else parent.name
    return _Open(number, name, kind, link, group, around)


def _reason(element, tag: str, names: str) -> str:
    if tag in AROUND:
        return "around the article on its page"
    if element.get("hidden") is not None or re.search(
        r"display:\s*none|visibility:\s*hidden", element.get("style", "")
    ):
        return "hidden on its page"
    words = re.findall(r"[a-z]+", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", names).lower())
    zones = _zones()
    pairs = [*map("-".join, zip(words, words[1:])), *words]
    return next((zones[word] for word in pairs if word in zones), "")


def _closed(line: _Line, stack: list[_Open]) -> list[Block]:
    """The blocks of a line that ends here: several where line breaks stand for paragraphs."""
    pieces, line.pieces = line.pieces, []
    inner = stack[-1]
    found, text, linked = [], "", 0

    def end() -> None:
        nonlocal text, linked
        if plain := one_line(text):
            letters = max(1, sum(map(len, text.split())))
            found.append(
                Block(
                    text=plain,
                    kind=inner.kind,
                    linked=min(1.0, linked / letters),
                    group=inner.group,
                    around=inner.around,
                    within=tuple(one.number for one in stack[1:]),
                    family=tuple(one.name for one in stack[-3:]),
                    level=int(next((one.name[1] for one in reversed(stack) if one.name[:2] in HEADS), 0)),
                )
            )
        text, linked = "", 0

    for at, (piece, in_link) in enumerate(pieces):
        if piece != "\n":
            text += piece
            linked += in_link * sum(map(len, piece.split()))
        elif inner.kind == "heading" or not _is_paragraph_break(text, pieces, at):
            text += " "
        else:
            end()
    end()
    return found


def _is_paragraph_break(before: str, pieces: list, at: int) -> bool:
    """Two line breaks in a row end a paragraph; one does where a whole sentence ends and another begins."""
    after = at + 1
    while after < len(pieces) and not pieces[after][0].strip() and pieces[after][0] != "\n":
        after += 1
    if after >= len(pieces) or pieces[after][0] == "\n":
        return True
    ends = len(before.split()) >= 6 and SENTENCE_END.search(before.rstrip())
    return bool(ends and re.match(r"\s*[“‘\"'(]?[A-Z\d]", pieces[after][0]))
