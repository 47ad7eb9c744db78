"""Blocks as WordprocessingML, built directly: quicker than cell by cell, and with footnotes and fields that can be read back."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

from workbench.reports.document import Block, Bullets, Heading, Para, Run, Runs, Style, Table
from workbench.reports.field_names import bookmark_of

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PAGE_WIDTH = 9000  # twentieths of a point between the margins
STYLES = {
    Style.BODY: "Normal",
    Style.QUOTE: "Quote",
    Style.NOTICE: "Toetssteen Notice",
    Style.META: "Toetssteen Meta",
    Style.RECOMMENDATION: "Toetssteen Recommendation",
}
NAMES = (*STYLES.values(), "Heading 1", "Heading 2", "Heading 3", "List Bullet", "Table Grid", "Caption")
"""Styles that a template may have; a missing one falls back to Normal."""
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]|[\ud800-\udfff\ufffe\uffff]")

Note = Callable[[str], int]  # adds a footnote, returns its id


class WordBlocks:
    """Turns blocks into elements; `styles` maps a style's name to its id in the template, `note` stores footnotes."""

    def __init__(self, styles: Mapping[str, str], note: Note) -> None:
        self._styles = styles
        self._note = note
        self._fields = 0
        self._bookmarks = 1000  # over those that a template may hold

    def elements(self, block: Block) -> list[etree._Element]:
        """The paragraphs or tables of a block."""
        if isinstance(block, Heading):
            return [self._paragraph(f"Heading {block.level}", (Run(block.text),), block.anchor)]
        if isinstance(block, Para):
            return [self._paragraph(STYLES[block.style], block.runs, block.anchor)]
        if isinstance(block, Bullets):
            return [self._paragraph("List Bullet", item) for item in block.items]
        caption = self._paragraph("Caption", (Run(block.caption),), keep=True)
        return [caption, self._table(block), self._paragraph("Normal", ())]

    def _paragraph(self, style: str, runs: Runs, anchor: str = "", keep: bool = False) -> etree._Element:
        return _parsed(self._p(style, runs, anchor, keep))

    def _p(self, style: str, runs: Runs, anchor: str = "", keep: bool = False) -> str:
        known = self._styles.get(style, "")
        look = f"<w:pStyle w:val={quoteattr(known)}/>" if known else ""
        inner = "".join(map(self._run, runs))
        if anchor:
            self._bookmarks += 1
            at = self._bookmarks
            inner = f'<w:bookmarkStart w:id="{at}" w:name={quoteattr(anchor)}/>{inner}<w:bookmarkEnd w:id="{at}"/>'
        return f"<w:p><w:pPr>{look}{'<w:keepNext/>' if keep else ''}</w:pPr>{inner}</w:p>"

    def _run(self, run: Run) -> str:
        look = ("<w:b/>" if run.bold else "") + ("<w:i/>" if run.italic else "")
        text = f"<w:r><w:rPr>{look}</w:rPr>{_text(run.text)}</w:r>" if run.text else ""
        if run.tag:
            text = self._field(run.tag, text)
        if run.link:
            text = f'<w:hyperlink w:anchor={quoteattr(run.link)} w:history="1">{text}</w:hyperlink>'
        return text + (self._reference(self._note(run.note)) if run.note else "")

    def _field(self, tag: str, inner: str) -> str:
        """A content control inside a bookmark: whatever is typed in it, one of both names stays."""
        self._fields += 1
        at = 7000 + self._fields
        look = f'<w:tag w:val={quoteattr(tag)}/><w:id w:val="{at}"/>'
        control = f"<w:sdt><w:sdtPr>{look}</w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>"
        start = f'<w:bookmarkStart w:id="{at}" w:name={quoteattr(bookmark_of(tag))}/>'
        return f'{start}{control}<w:bookmarkEnd w:id="{at}"/>'

    def _reference(self, note: int) -> str:
        return f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="{note}"/></w:r>'

    def _table(self, table: Table) -> etree._Element:
        shares = table.widths or tuple(1 / len(table.head) for _ in table.head)
        widths = [round(share * PAGE_WIDTH) for share in shares]
        style = self._styles.get("Table Grid", "")
        look = f"<w:tblStyle w:val={quoteattr(style)}/>" if style else ""
        head = [(Run(word, bold=True),) for word in table.head]
        rows = self._row(widths, head, head=True) + "".join(self._row(widths, row) for row in table.rows)
        columns = "".join(f'<w:gridCol w:w="{w}"/>' for w in widths)
        caption = f"<w:tblCaption w:val={quoteattr(_clean(table.caption))}/>"
        size = f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblLook w:firstRow="1"/>'
        return _parsed(f"<w:tbl><w:tblPr>{look}{size}{caption}</w:tblPr><w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>")

    def _row(self, widths: list[int], cells: Sequence[Runs], head: bool = False) -> str:
        repeat = "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>" if head else "<w:trPr><w:cantSplit/></w:trPr>"
        filled = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{self._p("Toetssteen Cell", runs)}</w:tc>'
            for width, runs in zip(widths, cells, strict=True)
        )
        return f"<w:tr>{repeat}{filled}</w:tr>"


def footnote(number: int, text: str, style: str) -> etree._Element:
    """One footnote for the footnotes part; `style` is the id of the template's footnote text style, empty for none."""
    look = f"<w:pPr><w:pStyle w:val={quoteattr(style)}/></w:pPr>" if style else "<w:pPr/>"
    mark = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>'
    size = '<w:rPr><w:sz w:val="18"/></w:rPr>' if not style else ""
    words = f"<w:r>{size}{_text(' ' + text)}</w:r>"
    return _parsed(f'<w:footnote w:id="{number}"><w:p>{look}{mark}{words}</w:p></w:footnote>')


def _text(words: str) -> str:
    """Words with their line breaks."""
    lines = _clean(words).split("\n")
    return "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in lines)


def _clean(text: str) -> str:
    """Without characters that XML forbids."""
    return _CONTROL.sub("", text)


def _parsed(xml: str) -> etree._Element:
    opened = re.sub(r"^<(w:\w+)", rf'<\1 xmlns:w="{W}"', xml, count=1)
    return etree.fromstring(opened)
