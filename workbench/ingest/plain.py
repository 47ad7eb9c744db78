"""Markdown and plain text, whatever their encoding and line width."""

from __future__ import annotations

import re
from collections import Counter

from workbench.domain.drafts import Removed, SourceDocument
from workbench.ingest.blocks import Block, assemble, normalise
from workbench.ingest.pages import KNOWN_HEAD
from workbench.ingest.publisher import without_noise
from workbench.ingest.wrapping import join_wrapped, starts_block, wrap_width

_FENCE = re.compile(r"^\s*(```|~~~)")
_ATX = re.compile(r"^ {0,3}(#{1,6})\s+(.*?)\s*#*$")
_BULLET = re.compile(r"^(\s*)[*+-]\s+(?=\S)")
_RULE = re.compile(r"^\s*(?:[-*_]\s*){3,}$|^\s*={3,}\s*$|^\s*\|?(?:\s*:?-{2,}:?\s*\|)+\s*:?-*:?\s*$")
_BOLD = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_ITALIC = re.compile(r"(?<![\w*])([*_])(?=[^\s*_])([^*_\n]{1,400}?)(?<=[^\s*_])\1(?![\w*])")
_LINK = re.compile(r"!?\[([^\]\n]{0,400})\]\((?:[^()\n]{0,800})\)")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!°§|>])")
_ORDERED = re.compile(r"^(\s*)(\d{1,3})\.\s+(?=\S)")
_LONG = 20_000  # no emphasis is looked for in longer lines


def decode(data: bytes) -> str:
    """Text from bytes: by its byte-order mark, as UTF-8, else as Windows-1252; broken UTF-8 keeps everything it can."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    lenient = data.decode("utf-8", errors="replace")
    broken = lenient.count("\ufffd")
    valid = sum(byte >= 0xC2 for byte in data[:100_000]) - broken
    return lenient if valid > broken else data.decode("cp1252", errors="replace")


def read_text(data: bytes) -> SourceDocument:
    """Plain text: wrapped lines joined, form feeds counted as pages, lines that return on top or below every page removed."""
    text = decode(data).replace("\r\n", "\n").replace("\r", "\n")
    pages = [page.split("\n") for page in text.rstrip("\f\n ").split("\f")]
    removed = _take_heads(pages)
    width = wrap_width([line for page in pages for line in page])
    blocks, noise = without_noise(block for number, page in enumerate(pages, 1) for block in join_wrapped(page, number, width))
    return assemble(blocks, "text", pages=len(pages), removed=[*removed, *noise])


def _take_heads(pages: list[list[str]]) -> list[Removed]:
    """Take running heads and page numbers out of `pages` (in place): outermost lines alike but for digits on most pages."""
    removed: list[Removed] = []
    for edge in (0, -1):
        places = [[i for i, line in enumerate(page) if line.strip()] for page in pages]
        outer = {number: indices[edge] for number, indices in enumerate(places) if len(indices) > 1}
        shapes = Counter(_shape(pages[number][index]) for number, index in outer.items())
        for number, index in outer.items():
            line = pages[number][index]
            returns = shapes[_shape(line)] >= max(3, 0.5 * len(pages))
            if (returns or KNOWN_HEAD.search(line.strip()[:200])) and not starts_block(line.strip()):
                removed.append(Removed(normalise(line), number + 1, "running_head"))
                pages[number][index] = ""
    return removed


def _shape(line: str) -> str:
    return re.sub(r"\d+", "#", line.strip().casefold()[:400])


def read_markdown(data: bytes) -> SourceDocument:
    """Markdown: headings and bullets as styles, emphasis and links without their marks."""
    lines = decode(data).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    paragraphs: list[str] = []
    styles: list[str] = []
    blocks: list[Block] = []
    width = wrap_width(lines)

    def flush() -> None:
        if paragraphs:
            style = styles[0]
            blocks.extend(
                Block(block.text, 1, block.indent, style or block.style)
                for block in join_wrapped(paragraphs, 1, width, breaks=style == "")
            )
        paragraphs.clear()
        styles.clear()

    for raw in lines:
        style, line = _markdown_line(raw)
        if style or not line.strip():
            flush()
        if style.startswith("heading") or style == "table":
            blocks.append(Block(normalise(line), 1, 0.0, style))
        elif line.strip():
            paragraphs.append(line)
            styles.append(style)
    flush()
    kept, noise = without_noise(blocks)
    return assemble(kept, "markdown", removed=noise)


def _markdown_line(raw: str) -> tuple[str, str]:
    """The style of a line and its text without marks; (``, ``) for rules and fences."""
    if _RULE.match(raw[:200]) or _FENCE.match(raw):
        return "", ""
    heading = _ATX.match(raw) if len(raw) < _LONG else None
    if heading:
        return f"heading{len(heading[1])}", _inline(heading[2])
    if raw.lstrip().startswith("|") and raw.count("|") > 1:
        return "table", " | ".join(cell.strip() for cell in _inline(raw).strip().strip("|").split("|"))
    if _BULLET.match(raw):
        return "list", _bullet(raw)
    bold = re.fullmatch(r"\s*(\*\*|__)(?=\S)([^*_]+)\1\s*", raw) if len(raw) < _LONG else None
    if bold:
        return "heading6", bold[2]
    return ("list" if _ORDERED.match(raw) else ""), _inline(raw.lstrip(">") if raw.startswith(">") else raw)


def _bullet(raw: str) -> str:
    match = _BULLET.match(raw)
    assert match is not None
    return f"{match[1]}- {_inline(raw[match.end() :])}"


def _inline(text: str) -> str:
    if len(text) > _LONG:
        return text
    text = _LINK.sub(r"\1", text)
    text = _BOLD.sub(r"\2", text)
    text = _ITALIC.sub(r"\2", text)
    return _ESCAPE.sub(r"\1", text)
