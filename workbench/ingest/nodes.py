"""The tree while it is being built, and its flattening into draft provisions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from workbench.domain.drafts import DraftProvision, Kind
from workbench.ingest.eids import child_eid


@dataclass
class Node:
    """A provision under construction: `texts` are its own paragraphs, `start`/`end` grow with every line it takes."""

    kind: Kind
    number: str
    page: int
    start: int
    end: int
    heading: str = ""
    series: str = ""
    indent: float = 0.0
    texts: list[str] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)
    quoted: bool = False  # the last own paragraph is quoted text of another law

    def add(self, text: str, end: int, *, join: bool = False) -> None:
        """Take more own text: joined to the last paragraph, or as a paragraph of its own."""
        if join and self.texts:
            self.texts[-1] = f"{self.texts[-1]} {text}"
        else:
            self.texts.append(text)
        self.end = max(self.end, end)

    def last(self) -> Node:
        """The node that was opened last below this one, or itself."""
        return self.children[-1].last() if self.children else self


def hoist_single_subparagraphs(node: Node) -> None:
    """A lid that stands alone is no level of its own: its text and points belong to the article or paragraph.

    On the way every node grows over its children.
    """
    for child in node.children:
        hoist_single_subparagraphs(child)
        node.end = max(node.end, child.end)
    lids = [child for child in node.children if child.kind is Kind.SUBPARAGRAPH]
    if len(lids) == 1 and len(node.children) == 1:
        node.texts.extend(lids[0].texts)
        node.children = lids[0].children


def flatten(roots: list[Node]) -> tuple[DraftProvision, ...]:
    """Depth-first draft provisions with unique eIds."""
    taken: set[str] = set()
    return tuple(provision for root in roots for provision in _walk(root, None, taken))


def _walk(node: Node, parent: str | None, taken: set[str], dash: int = 0) -> Iterator[DraftProvision]:
    eid = child_eid(parent, node.kind, str(dash) if dash else node.number, taken)
    yield DraftProvision(
        id=eid,
        kind=node.kind,
        number=node.number,
        heading=node.heading,
        text="\n".join(node.texts),
        page=node.page,
        start=node.start,
        end=node.end,
        parent=parent,
    )
    dashes = 0
    for child in node.children:
        dashes += child.series == "dash"
        yield from _walk(child, eid, taken, dashes if child.series == "dash" else 0)
