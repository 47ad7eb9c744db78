"""Treaties as Markdown: the Basiswettenbestand mirror (both languages in one file) and fedlex-like files with front matter."""

from __future__ import annotations

import re
from pathlib import Path

from workbench.errors import DamagedFile
from workbench.sources.raw import CODES, RawArticle, RawTreaty

_HEADING = re.compile(r"^(#{2,6})\s*-?\s*(.*?)\s*$")
_ARTICLE = re.compile(
    r"^(?:\*\*)?(Article|Artikel|Art\.)\s*(?:\*\*)?\s*([0-9]+[a-z]*|[IVX]+|[A-Z])\b\s*\.?(?:\*\*)?\s*(.*)$", re.IGNORECASE
)
_FRONT_MATTER = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
_LANGUAGE = {"article": "en", "artikel": "nl", "art.": "de"}
_INLINE = re.compile(r"<[^>]{1,200}>|\*\*?|\[\^\d+\]")


def read_treaty_markdown(path: Path, data: bytes) -> list[RawTreaty]:
    """Every language found in the file; raises DamagedFile when it is not UTF-8."""
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise DamagedFile("error.not_utf8", file=path.name) from error
    code, _, record = path.stem.partition("__")
    code = CODES.get(code, code)
    front = _FRONT_MATTER.match(text)
    fields = dict(re.findall(r'^(\w+): "?(.*?)"?$', front[1], re.MULTILINE)) if front else {}
    reader = _Reader(code, fields.get("source") or record or path.name, fields.get("last_updated", ""), fields.get("title", ""))
    for line in text[front.end() if front else 0 :].split("\n"):
        reader.take(line)
    return reader.finish()


class _Reader:
    """Collects articles line by line; a heading without a number right after an article heading is its title."""

    def __init__(self, code: str, source: str, date: str, title: str) -> None:
        self.code, self.source, self.date, self.title = code, source, date, title
        self.treaties: dict[str, RawTreaty] = {}
        self.run: dict[str, list[RawArticle]] = {}
        self.part, self.number, self.heading, self.language = "", "", "", ""
        self.lines: list[str] = []

    def take(self, line: str) -> None:
        heading = _HEADING.match(line)
        if heading is None:
            self.lines.append(_INLINE.sub("", line))
            return
        words = heading[2]
        article = _ARTICLE.match(words)
        if article:
            self._close()
            self.language = _LANGUAGE[article[1].lower()]
            self.number, self.heading = article[2], _INLINE.sub("", article[3]).strip(" -*")
        elif self.number and not self.heading and not any(part.strip() for part in self.lines):
            self.heading = words.strip("- ")
        else:
            self._heading_between(len(heading[1]), words)

    def _heading_between(self, level: int, words: str) -> None:
        self._close()
        if level == 2:
            self.title = self.title or words
        self.part = f"{self.part} / {words}" if level == 4 and self.part and " / " not in self.part else words

    def _close(self) -> None:
        if self.number:
            text = re.sub(r"\n{2,}", "\n", "\n".join(self.lines)).strip()
            article = RawArticle(
                self.part, self.number, self.heading, re.sub(r"^(\([a-z]+\)|\d+\.)(?=\S)", r"\1 ", text, flags=re.MULTILINE)
            )
            self.run.setdefault(self.language, []).append(article)
        self.number, self.heading, self.lines = "", "", []

    def finish(self) -> list[RawTreaty]:
        self._close()
        for language, articles in self.run.items():
            treaty = RawTreaty(self.code, language, self.title, self.source, self.date)
            treaty.add_run(articles)
            self.treaties[language] = treaty
        return list(self.treaties.values())
