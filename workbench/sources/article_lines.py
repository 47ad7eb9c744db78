"""A treaty from lines of text: where `Article 1` stands alone, an article begins."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from workbench.sources.raw import RawArticle, RawTreaty

_ARTICLE = re.compile(
    r"(?:article|artikel|art\.)\s+(?P<number>\d{1,3}(?:\s?(?:bis|ter|quater))?|premier|1\s?er|[IVXLC]{1,6}|[A-Z])\b\s*"
    r"(?P<rest>(?:[-–—.:]\s*)?.{0,160})$",
    re.IGNORECASE,
)
_GROUP = re.compile(
    r"(?:part|partie|deel|title|titre|titel|chapter|chapitre|hoofdstuk|section|afdeling|book|livre|boek)\s+(?:[IVXLC]+|\d+|[A-Z])\b.{0,120}$",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[,;]$|\b(?:of|van|de|du|shall|is|are|zal|and|en|et|to|in)\s", re.IGNORECASE)
_END = re.compile(r"(?:in witness whereof|done at|ten blijke waarvan|gedaan te|en foi de quoi|fait à)\b", re.IGNORECASE)


@dataclass
class Line:
    """A line of a page; `heading`: the page itself shows it as one (h1-h6, or all of it bold)."""

    text: str
    heading: bool = False


@dataclass
class _Collector:
    treaty: RawTreaty
    articles: list[RawArticle] = field(default_factory=list)
    before: list[str] = field(default_factory=list)
    part: str = ""
    number: str = ""
    title: str = ""
    lines: list[str] = field(default_factory=list)

    def close(self) -> None:
        if self.number:
            self.articles.append(RawArticle(self.part, self.number, self.title, "\n".join(self.lines)))
        self.number, self.title, self.lines = "", "", []


def read_article_lines(lines: Iterable[Line], treaty: RawTreaty) -> RawTreaty:
    """Fill `treaty` with the articles found in `lines`; what stands before the first one is its preamble."""
    collector = _Collector(treaty)
    previous_heading = False
    for line in lines:
        article = article_heading(line)
        if article is not None:
            collector.close()
            collector.number, collector.title = article
        elif previous_heading and not collector.title and _is_title(line):
            collector.title = line.text
        elif _is_group(line):
            collector.close()
            collector.part = line.text
        elif not collector.number:
            collector.before.append(line.text)
        elif collector.lines and _END.match(line.text):
            collector.close()
        else:
            collector.lines.append(line.text)
        previous_heading = article is not None
    collector.close()
    treaty.preamble = treaty.preamble or "\n".join(collector.before[-40:])
    treaty.add_run(collector.articles)
    return treaty


def article_heading(line: Line) -> tuple[str, str] | None:
    """Number and title of a heading such as `Article 3 – General principles`; None for a sentence that begins like one."""
    match = _ARTICLE.match(line.text)
    if match is None:
        return None
    rest = match["rest"].strip()
    title = rest.lstrip("-–—.: ").strip()
    bare = rest[:1] in ("-", "–", "—", ".", ":", "")
    if not bare and not (line.heading and title[:1].isupper()):
        return None
    if title and not line.heading and (title.endswith((".", ";", ":")) or (len(title) > 90 and _SENTENCE.search(title))):
        return None
    return _number(match["number"]), title


def _is_group(line: Line) -> bool:
    short = line.heading or len(line.text) < 60
    return short and not line.text.endswith((".", ";")) and _GROUP.match(line.text) is not None


def _number(written: str) -> str:
    plain = re.sub(r"\s+", "", written)
    return "1" if plain.lower() in ("premier", "1er") else plain if plain.isupper() else plain.lower()


def _is_title(line: Line) -> bool:
    """A short line without a number right under the article's number is its title."""
    if re.match(r"\(?\d|\(?[a-z]\)", line.text):
        return False
    return line.heading or (len(line.text) <= 100 and not line.text.endswith((".", ";", ":", ",")))
