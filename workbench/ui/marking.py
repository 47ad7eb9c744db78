"""Text of others as safe HTML, with the words that match marked; nothing from a file reaches the page unescaped."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

from workbench.retrieval.words import plain_words

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")


def marked(text: str, words: Iterable[str] = ()) -> str:
    """`text` as HTML with every word of `words` (folded, lower case) in a mark element."""
    wanted = frozenset(words)
    pieces, end = [], 0
    for match in _WORD.finditer(text):
        if wanted.isdisjoint(plain_words(match[0])):
            continue
        pieces += [escape(text[end : match.start()]), f"<mark>{escape(match[0])}</mark>"]
        end = match.end()
    return "".join(pieces) + escape(text[end:])


def paragraphs(text: str, words: Iterable[str] = ()) -> str:
    """One p element per line of `text`."""
    wanted = tuple(words)
    return "".join(f"<p>{marked(line.strip(), wanted)}</p>" for line in text.splitlines() if line.strip())


def law(text: str, language: str, words: Iterable[str] = ()) -> str:
    """Words of a law or treaty, set apart from our own and with their language named."""
    return f'<div class="ts-law" lang="{escape(language, quote=True)}">{paragraphs(text, words)}</div>'


def plain(text: str) -> str:
    """`text` for a label that Streamlit reads as Markdown: shown as it is written."""
    return _PUNCTUATION.sub(r"\\\1", " ".join(text.split()))


def bullets(items: Iterable[str], kind: str = "ul") -> str:
    """A list of items that are HTML already; empty when there are none."""
    rows = "".join(f"<li>{item}</li>" for item in items)
    return f'<{kind} class="ts-list">{rows}</{kind}>' if rows else ""


def shortened(text: str, length: int = 140) -> str:
    """The beginning of `text`, cut at a word."""
    text = " ".join(text.split())
    return text if len(text) <= length else text[: length + 1].rsplit(" ", 1)[0] + " …"
