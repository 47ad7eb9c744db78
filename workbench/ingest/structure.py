"""From the lines of a draft to its provision tree: groups, articles, paragraphs, lids and points."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from workbench.domain.drafts import GROUPS, DraftProvision, Kind, Leftover, Line
from workbench.domain.quotes import Quotations
from workbench.ingest.grammar import (
    HEADING_STYLES,
    Label,
    annex_label,
    article_label,
    group_label,
    paragraph_label,
    point_label,
)
from workbench.ingest.nodes import Node, flatten, hoist_single_subparagraphs
from workbench.ingest.numbering import continues_list, fits_sequence, resolve_series

_TERMINAL = re.compile(r"(?:[.:;!?”\"»)…>|]|\]\d{0,2}|\b(?:en|of))$")
_LOOKAHEAD = 60
_MARKS = "“”„«»\"' "
_SUFFIX = {"letter": ")", "digit": ")", "roman": ")", "ordinal": ".", "initial": "."}  # as a jurist writes the number


@dataclass(frozen=True)
class Tree:
    """What the parser made of a stretch of lines."""

    provisions: tuple[DraftProvision, ...]
    leftovers: tuple[Leftover, ...]
    quoted_articles: int


def parse(text: str, lines: Sequence[Line]) -> Tree:
    """Read the lines of one draft section (offsets into `text`); every line ends in a provision or in a leftover."""
    if not lines:
        return Tree((), (), 0)
    builder = _Builder(text, lines)
    for index in range(len(lines)):
        builder.take(index)
    for root in builder.roots:
        hoist_single_subparagraphs(root)
    return Tree(flatten(builder.roots), tuple(builder.leftovers), builder.quoted_articles)


def count_quoted_articles(text: str, lines: Sequence[Line]) -> int:
    """How many article headings stand inside quotation marks."""
    quotes = Quotations(text)
    quoted = [line for line in lines if quotes.inside(line.start) or quotes.opens_at(line.start)]
    return sum(article_label(text[line.start : line.end].lstrip(_MARKS)) is not None for line in quoted)


class _Builder:
    """Takes line after line; the open path is group stack, article, paragraph, lid, points."""

    def __init__(self, text: str, lines: Sequence[Line]) -> None:
        self.text = text
        self.lines = lines
        self.quotes = Quotations(text, lines[0].start, lines[-1].end)
        self.roots: list[Node] = []
        self.leftovers: list[Leftover] = []
        self.quoted_articles = 0
        self.groups: list[Node] = []
        self.article: Node | None = None
        self.container: Node | None = None  # the article, or the open § of it
        self.lid: Node | None = None
        self.points: list[Node] = []
        self.last_article = ""
        self.fresh_heading = False  # a group was just opened and may still get its heading

    def take(self, index: int) -> None:
        """Put one line in its place."""
        line = self.lines[index]
        text = self.text[line.start : line.end]
        if self._take_quoted(line, text):
            return
        if self._take_annex(line, text):
            return
        if self.article is not None and self.article.kind is Kind.ANNEX:
            self._take_annex_text(line, text)
        elif self._take_group(line, text) or self._take_article(index, line, text):
            return
        elif self.article is not None:
            self._take_inside(index, line, text)
        else:
            self._take_loose(line, text)

    # -- quoted text of another law --------------------------------------------------------------------------------

    def _take_quoted(self, line: Line, text: str) -> bool:
        inside = self.quotes.inside(line.start)
        opens = self.quotes.opens_at(line.start)
        if not (inside or opens):
            return False
        body = text.lstrip(_MARKS)
        self.quoted_articles += article_label(body) is not None
        if self.article is None or not (inside or self._awaits_quotation(body)):
            return False
        self._open_leaf(line).add(text, line.end)
        self._stretch(line.end)
        return True

    def _awaits_quotation(self, body: str) -> bool:
        leaf = self._leaf()
        previous = leaf.texts[-1] if leaf and leaf.texts else ""
        return previous.endswith((":", "”", "»", '"', "luidt")) or any(
            label(body) for label in (article_label, group_label, paragraph_label, point_label)
        )

    # -- groups, annexes and articles --------------------------------------------------------------------------------

    def _take_annex(self, line: Line, text: str) -> bool:
        label = annex_label(text)
        if label is None or (self.article is None and not self.roots):
            return False
        self._close_article()
        self.groups = []
        node = self._node(label, line, line.start)
        last = self.roots[-1] if self.roots else None
        if last is not None and last.kind is Kind.ANNEX and not (last.number or last.heading or last.texts):
            node.start, node.page = last.start, last.page  # BIJLAGE above `Bijlage 1. ...` is one title
            self.roots.pop()
        self.roots.append(node)
        self.article, self.container = node, node
        self._stretch(line.end)
        return True

    def _take_group(self, line: Line, text: str) -> bool:
        label = group_label(text, line.style)
        if label is None or (self._sentence_is_open() and line.style not in HEADING_STYLES and not label.heading):
            return False
        self._close_article()
        rank = GROUPS.index(label.kind)
        while self.groups and GROUPS.index(self.groups[-1].kind) >= rank:
            self.groups.pop()
        node = self._node(label, line, line.start)
        (self.groups[-1].children if self.groups else self.roots).append(node)
        self.groups.append(node)
        self.fresh_heading = not label.heading
        self._stretch(line.end)
        return True

    def _take_article(self, index: int, line: Line, text: str) -> bool:
        label = article_label(text, line.style)
        if label is None:
            return False
        if self._sentence_is_open() and not fits_sequence(self.last_article, label.number):
            return False
        self._close_article()
        node = self._node(label, line, line.start)
        (self.groups[-1].children if self.groups else self.roots).append(node)
        self.article, self.container, self.last_article = node, node, label.number
        rest = text[label.length :].strip()
        if rest and self._is_article_heading(index, rest):
            node.heading = rest
        elif rest:
            self._take_inside(index, line, text, label.length)
        self._stretch(line.end)
        return True

    def _is_article_heading(self, index: int, rest: str) -> bool:
        if len(rest) > 120 or rest[-1] in ".;:,”" or not (rest[0].isupper() or rest[0] in "(["):
            return False
        if paragraph_label(rest) or point_label(rest) or index + 1 >= len(self.lines):
            return False
        following = self._text(index + 1)
        return bool(following) and (following[0].isupper() or following[0] in '§“"1')

    # -- inside an article -------------------------------------------------------------------------------------------

    def _take_inside(self, index: int, line: Line, text: str, skip: int = 0) -> None:
        """Peel §, points and lids off the start of the line, from character `skip` on."""
        rest = text[skip:]
        start = line.start + skip + (len(rest) - len(rest.lstrip()))
        rest = rest.strip()
        while rest:
            label = self._inner_label(rest, at_line_start=skip == 0)
            if label is None:
                break
            self._open_inner(label, line, start)
            tail = rest[label.length :]
            start += label.length + (len(tail) - len(tail.lstrip()))
            rest, skip = tail.strip(), label.length
        if rest:
            self._add_text(index, line, rest, start, at_line_start=skip == 0)
        self._stretch(line.end)

    def _inner_label(self, rest: str, *, at_line_start: bool) -> Label | None:
        if not at_line_start or not self._sentence_is_open():
            label = paragraph_label(rest)
            if label is not None:
                return label
        label = point_label(rest)
        if label is None:
            return None
        label = resolve_series(label, self.points)
        return label if continues_list(label, self.points, opens=self._list_may_open()) else None

    def _list_may_open(self) -> bool:
        leaf = self._leaf()
        if leaf is None or not leaf.texts:
            return True
        return bool(_TERMINAL.search(leaf.texts[-1])) or leaf.kind is Kind.POINT

    def _open_inner(self, label: Label, line: Line, start: int) -> None:
        assert self.article is not None
        node = self._node(label, line, start)
        if label.kind is Kind.PARAGRAPH:
            self.article.children.append(node)
            self.container, self.lid, self.points = node, None, []
            return
        nested = (
            self.points
            and label.number in ("1°", "a", "1")
            and self.points[-1].texts[-1:]
            and self.points[-1].texts[-1].endswith(":")
        )
        while not nested and label.series in [point.series for point in self.points]:
            if self.points.pop().series == label.series:
                break
        parent = self.points[-1] if self.points else self._open_lid(line, start)
        parent.children.append(node)
        self.points.append(node)

    def _add_text(self, index: int, line: Line, rest: str, start: int, *, at_line_start: bool) -> None:
        leaf = self._leaf()
        if at_line_start and leaf is not None and leaf.texts and (line.style == "table" or self._continues(leaf, rest)):
            leaf.add(rest, line.end, join=line.style != "table" and not leaf.texts[-1].endswith(":"))
        elif at_line_start and self.points:
            self._after_points(index, line, rest, start)
        elif at_line_start:
            self._new_lid(line, start).add(rest, line.end)
        else:
            self._open_leaf(line, start).add(rest, line.end)

    def _continues(self, leaf: Node, rest: str) -> bool:
        return rest[0].islower() or rest[0] in ",;)" or not _TERMINAL.search(leaf.texts[-1]) or leaf.texts[-1].endswith(":")

    def _after_points(self, index: int, line: Line, rest: str, start: int) -> None:
        """A plain paragraph below a list: it belongs to the point whose list goes on after it, else it is a new lid."""
        owner = self._point_that_goes_on(index)
        if owner is None and line.indent > self.points[0].indent + 5 > 5:
            owner = self.points[0]
        if owner is None:
            self._new_lid(line, start).add(rest, line.end)
        else:
            del self.points[self.points.index(owner) + 1 :]
            owner.add(rest, line.end)

    def _point_that_goes_on(self, index: int) -> Node | None:
        for position in range(index + 1, min(index + _LOOKAHEAD, len(self.lines))):
            line = self.lines[position]
            if self.quotes.inside(line.start):
                continue
            text = self._text(position)
            if paragraph_label(text) or article_label(text, line.style) or group_label(text, line.style):
                return None
            label = point_label(text)
            if label is None:
                continue
            for point in reversed(self.points):
                if resolve_series(label, [point]).series == point.series and fits_sequence(point.number, label.number):
                    return point
            return None
        return None

    # -- text outside articles -----------------------------------------------------------------------------------------

    def _take_annex_text(self, line: Line, text: str) -> None:
        """An annex keeps its text as it is: articles in it (of a treaty, of a model contract) are not the draft's own."""
        assert self.article is not None
        titled = self.article.heading or self.article.texts
        if titled or len(text) > 300 or text.endswith((".", ";", ":", ",")) or " | " in text or article_label(text):
            self.article.add(text, line.end)
        else:
            self.article.heading = text
        self._stretch(line.end)

    def _take_loose(self, line: Line, text: str) -> None:
        if self.groups:
            self._add_to_group(line, text)
        else:
            self.leftovers.append(Leftover(text, line.page, line.start, line.end))

    def _add_to_group(self, line: Line, text: str) -> None:
        group = self.groups[-1]
        if self.fresh_heading and len(text) <= 300:
            group.heading = f"{group.heading} {text}".strip()
        else:
            group.add(text, line.end)
        self.fresh_heading = False
        self._stretch(line.end)

    # -- the open path ---------------------------------------------------------------------------------------------------

    def _node(self, label: Label, line: Line, start: int) -> Node:
        number = label.number + _SUFFIX.get(label.series, "")
        return Node(label.kind, number, line.page, start, start + label.length, label.heading, label.series, line.indent)

    def _text(self, index: int) -> str:
        return self.text[self.lines[index].start : self.lines[index].end]

    def _close_article(self) -> None:
        self.article = self.container = self.lid = None
        self.points = []

    def _new_lid(self, line: Line, start: int) -> Node:
        assert self.container is not None
        number = str(1 + sum(child.kind is Kind.SUBPARAGRAPH for child in self.container.children))
        self.lid = Node(Kind.SUBPARAGRAPH, number, line.page, start, start, indent=line.indent)
        self.container.children.append(self.lid)
        self.points = []
        return self.lid

    def _open_lid(self, line: Line, start: int) -> Node:
        return self.lid or self._new_lid(line, start)

    def _open_leaf(self, line: Line, start: int | None = None) -> Node:
        leaf = self._leaf()
        return leaf if leaf is not None else self._new_lid(line, line.start if start is None else start)

    def _leaf(self) -> Node | None:
        if self.article is not None and self.article.kind is Kind.ANNEX:
            return self.article
        return self.points[-1] if self.points else self.lid

    def _sentence_is_open(self) -> bool:
        leaf = self._leaf()
        return bool(leaf and leaf.texts and not _TERMINAL.search(leaf.texts[-1]))

    def _stretch(self, end: int) -> None:
        for node in (*self.groups, self.article, self.container, self.lid, *self.points):
            if node is not None:
                node.end = max(node.end, end)
