"""Edits of a draft whose outcome is known: for each, the old text, the new text, quoted words and where they went."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

_ARTICLE = re.compile(r"^(?:Art\.|Artikel) (\d+)\. ", re.MULTILINE)
_REFERENCE = re.compile(r"(?<=\bartikel )\d+\b(?! van (?:het|de) )")


@dataclass(frozen=True)
class Item:
    """An article (key: its number in the unedited draft) or a heading (key 0)."""

    key: int
    body: str


@dataclass(frozen=True)
class Truth:
    """Where the quoted words went: the number of the new article and the words there; number 0: they are gone."""

    article: int = 0
    words: str = ""


@dataclass(frozen=True)
class Edited:
    """One edit: quoted `words` of old article `article`, and every truth that may be told (usually one)."""

    kind: str
    old: str
    new: str
    article: int
    words: str
    truths: tuple[Truth, ...]


class Draft:
    """A draft as a list of headings and articles."""

    def __init__(self, title: str, items: list[Item]) -> None:
        self.title = title
        self.items = items

    @classmethod
    def read(cls, path: Path) -> Draft:
        """Cut a Markdown draft."""
        title, rest = path.read_text(encoding="utf-8").split("\n", 1)
        items = []
        for part in re.split(r"\n(?=(?:Art\.|Artikel) \d+\. |#)", rest):
            found = _ARTICLE.match(part.strip())
            body = part.strip()
            items.append(Item(int(found[1]), body[found.end() :]) if found else Item(0, body))
        return cls(title, [item for item in items if item.body])

    def written(self) -> tuple[str, dict[int, int]]:
        """The draft with its articles numbered anew and references following; and key -> number."""
        numbers = {item.key: n for n, item in enumerate((i for i in self.items if i.key), start=1)}
        parts = [self.title]
        for item in self.items:
            body = _REFERENCE.sub(lambda m: str(numbers.get(int(m[0]), m[0])), item.body)
            parts.append(f"{'Artikel' if numbers[item.key] == 1 else 'Art.'} {numbers[item.key]}. {body}" if item.key else body)
        return "\n\n".join(parts) + "\n", numbers

    def at(self, key: int) -> int:
        """The place of an article among the items."""
        return next(n for n, item in enumerate(self.items) if item.key == key)

    def with_item(self, place: int, *new: Item, instead: int = 0) -> Draft:
        """These items at a place, instead of so many that stand there."""
        return Draft(self.title, [*self.items[:place], *new, *self.items[place + instead :]])


def sentences(body: str) -> list[str]:
    """Sentences of plain text paragraphs; a body with points or quotations stays whole paragraphs."""
    return [s for p in body.split("\n\n") for s in re.split(r"(?<=\.)\s+(?=[A-Z])", p)]


class Editor:
    """Makes random edits; the same seed makes the same edits."""

    def __init__(self, draft: Draft, others: list[Draft], seed: int) -> None:
        self.draft = draft
        self.random = random.Random(seed)
        self.strangers = [i.body for d in others for i in d.items if i.key and "“" not in i.body]
        self.words = sorted({w for b in self.strangers for w in re.findall(r"[a-zà-ÿ]{4,}", b)})

    def edits(self, per_kind: int) -> Iterator[Edited]:
        """So many edits of every kind."""
        for kind, make in KINDS.items():
            for _ in range(per_kind):
                yield make(self, kind)

    def article(self, fewest: int = 1) -> Item:
        """A random article with at least so many sentences, none of them too short to quote."""
        fits = [i for i in self.draft.items if i.key and len(self.plain(i)) >= fewest and "“" not in i.body]
        return self.random.choice(fits)

    def plain(self, item: Item) -> list[str]:
        """Sentences without a number in front, long enough to quote."""
        return [s for s in sentences(item.body) if len(s.split()) >= 6 and not re.match(r"§|\d+°", s) and item.body.count(s) == 1]

    def quote(self, sentence: str) -> str:
        """The sentence, or a stretch of at least five of its words."""
        words = sentence.split()
        if self.random.random() < 0.4:
            return sentence
        length = self.random.randint(5, len(words)) if len(words) > 5 else len(words)
        start = self.random.randint(0, len(words) - length)
        return " ".join(words[start : start + length])

    def stranger(self) -> str:
        """An article of another draft."""
        return self.random.choice(self.strangers)

    def reworded(self, sentence: str, quote: str, share: float) -> tuple[str, str]:
        """The sentence with a share of its words changed, dropped or added; and what became of the quotation."""
        words, quoted = sentence.split(), quote.split()
        start = next(n for n in range(len(words)) if words[n : n + len(quoted)] == quoted)
        chosen = set(self.random.sample(range(len(words)), max(1, round(share * len(words)))))
        out: list[str] = []
        inside: list[str] = []
        for n, word in enumerate(words):
            made = self._changed(word) if n in chosen else [word]
            out += made
            inside += made if start <= n < start + len(quoted) else []
        return " ".join(out), " ".join(inside)

    def _changed(self, word: str) -> list[str]:
        """Another word, no word (a word with a mark always stays one), or the word with another before it."""
        stop = word[-1] if word[-1] in ".,;:" else ""
        other = self.random.choice(self.words)
        return self.random.choice([[other + stop], [other, word], [other + stop] if stop else [], [other + stop]])

    def made(self, kind: str, old: Draft, new: Draft, key: int, quote: str, *truths: tuple[int, str]) -> Edited:
        """The edit with its texts written and its truths in numbers of the new text."""
        before, was = old.written()
        after, becomes = new.written()
        renumber = _renumbering(becomes)
        told = tuple(Truth(becomes[k], renumber(w)) if k else Truth() for k, w in truths)
        return Edited(kind, before, after, was[key], _renumbering(was)(quote), told)


def _renumbering(numbers: dict[int, int]) -> Callable[[str], str]:
    return lambda text: _REFERENCE.sub(lambda m: str(numbers.get(int(m[0]), m[0])), text)


FRESH = 9000  # keys of articles that the edit adds


def renumber(e: Editor, kind: str) -> Edited:
    item = e.article()
    quote = e.quote(e.random.choice(e.plain(item)))
    new = e.draft
    for n in range(e.random.randint(1, 4)):
        new = new.with_item(e.random.randint(1, new.at(item.key)), Item(FRESH + n, e.stranger()))
    return e.made(kind, e.draft, new, item.key, quote, (item.key, quote))


def _rewording(low: float, high: float) -> Callable[[Editor, str], Edited]:
    def make(e: Editor, kind: str) -> Edited:
        item = e.article()
        sentence = e.random.choice(e.plain(item))
        quote = e.quote(sentence)
        after, inside = e.reworded(sentence, quote, e.random.uniform(low, high))
        new = e.draft.with_item(e.draft.at(item.key), replace(item, body=item.body.replace(sentence, after)), instead=1)
        return e.made(kind, e.draft, new, item.key, quote, (item.key, inside))

    return make


def move(e: Editor, kind: str) -> Edited:
    item = e.article()
    quote = e.quote(e.random.choice(e.plain(item)))
    without = e.draft.with_item(e.draft.at(item.key), instead=1)
    new = without.with_item(e.random.randint(1, len(without.items)), item)
    return e.made(kind, e.draft, new, item.key, quote, (item.key, quote))


def split(e: Editor, kind: str) -> Edited:
    item = e.article(2)
    parts = sentences(item.body)
    cut = e.random.randint(1, len(parts) - 1)
    target = e.random.choice(e.plain(item))
    quote = e.quote(target)
    halves = [" ".join(parts[:cut]), " ".join(parts[cut:])]
    second = target in parts[cut:]
    new = e.draft.with_item(e.draft.at(item.key), replace(item, body=halves[0]), Item(FRESH, halves[1]), instead=1)
    return e.made(kind, e.draft, new, item.key, quote, (FRESH if second else item.key, quote))


def merge(e: Editor, kind: str) -> Edited:
    pairs = [
        (a, b)
        for a, b in zip(e.draft.items, e.draft.items[1:], strict=False)
        if a.key and b.key and e.plain(a) and e.plain(b) and "“" not in a.body + b.body
    ]
    a, b = e.random.choice(pairs)
    item = e.random.choice([a, b])
    quote = e.quote(e.random.choice(e.plain(item)))
    joined = Item(a.key, f"{a.body}\n\n{b.body}")
    return e.made(kind, e.draft, e.draft.with_item(e.draft.at(a.key), joined, instead=2), item.key, quote, (a.key, quote))


def delete_article(e: Editor, kind: str) -> Edited:
    item = e.article()
    quote = e.quote(e.random.choice(e.plain(item)))
    return e.made(kind, e.draft, e.draft.with_item(e.draft.at(item.key), instead=1), item.key, quote, (0, ""))


def delete_sentence(e: Editor, kind: str) -> Edited:
    item = e.article(2)
    sentence = e.random.choice(e.plain(item))
    rest = re.sub(r"(?m)^ +", "", item.body.replace(sentence, "")).strip()
    new = e.draft.with_item(e.draft.at(item.key), replace(item, body=rest), instead=1)
    return e.made(kind, e.draft, new, item.key, e.quote(sentence), (0, ""))


def _copying(near: bool, beside: bool) -> Callable[[Editor, str], Edited]:
    """The new version also has the article (or one nearly like it) elsewhere; the quoted words stay where they were."""

    def make(e: Editor, kind: str) -> Edited:
        item = e.article()
        sentence = e.random.choice(e.plain(item))
        quote = e.quote(sentence)
        body = item.body.replace(sentence, e.reworded(sentence, quote, 0.15)[0]) if near else item.body
        place = e.draft.at(item.key) + e.random.randint(0, 1) if beside else e.random.randint(1, len(e.draft.items))
        new = e.draft.with_item(place, Item(FRESH, body))
        return e.made(kind, e.draft, new, item.key, quote, (item.key, quote))

    return make


def _with_twin(e: Editor) -> tuple[Draft, Item, str]:
    """A draft in which an article nearly like another stands elsewhere; the article and a quotation from it."""
    item = e.article()
    sentence = e.random.choice(e.plain(item))
    quote = e.quote(sentence)
    twin = Item(FRESH, item.body.replace(sentence, e.reworded(sentence, quote, 0.15)[0]))
    return e.draft.with_item(e.random.randint(1, len(e.draft.items)), twin), item, quote


def delete_twin(e: Editor, kind: str) -> Edited:
    old, item, quote = _with_twin(e)
    return e.made(kind, old, old.with_item(old.at(item.key), instead=1), item.key, quote, (0, ""))


def swap_twins(e: Editor, kind: str) -> Edited:
    old, item, quote = _with_twin(e)
    twin = old.items[old.at(FRESH)]
    new = old.with_item(old.at(FRESH), item, instead=1)
    new = new.with_item(next(n for n in range(len(old.items)) if old.items[n] is item), twin, instead=1)
    return e.made(kind, old, new, item.key, quote, (item.key, quote))


def move_sentence(e: Editor, kind: str) -> Edited:
    item = e.article(2)
    sentence = e.random.choice(e.plain(item))
    quote = e.quote(sentence)
    rest = re.sub(r"(?m)^ +", "", item.body.replace(sentence, "")).strip()
    new = e.draft.with_item(e.draft.at(item.key), replace(item, body=rest), instead=1)
    host = e.random.choice([i for i in new.items if i.key and i.key != item.key and "“" not in i.body and "°" not in i.body])
    new = new.with_item(new.at(host.key), replace(host, body=f"{host.body} {sentence}"), instead=1)
    return e.made(kind, e.draft, new, item.key, quote, (host.key, quote))


def replace_article(e: Editor, kind: str) -> Edited:
    item = e.article()
    quote = e.quote(e.random.choice(e.plain(item)))
    new = e.draft.with_item(e.draft.at(item.key), replace(item, body=e.stranger()), instead=1)
    return e.made(kind, e.draft, new, item.key, quote, (0, ""))


def everything(e: Editor, kind: str) -> Edited:
    """A whole new version: a third of the other articles reworded, some moved, dropped and added, the quoted one reworded."""
    item = e.article()
    sentence = e.random.choice(e.plain(item))
    quote = e.quote(sentence)
    after, inside = e.reworded(sentence, quote, e.random.uniform(0.05, 0.25))
    new = e.draft.with_item(e.draft.at(item.key), replace(item, body=item.body.replace(sentence, after)), instead=1)
    for other in e.random.sample([i for i in e.draft.items if i.key and i.key != item.key], 45):
        place, chance = new.at(other.key), e.random.random()
        if chance < 0.6 and (plain := e.plain(other)):
            changed = e.reworded(plain[0], plain[0], 0.2)[0]
            new = new.with_item(place, replace(other, body=other.body.replace(plain[0], changed)), instead=1)
        elif chance < 0.8:
            new = new.with_item(place, instead=1)
            new = new.with_item(e.random.randint(1, len(new.items)), other)
        elif chance < 0.9:
            new = new.with_item(place, instead=1)
        else:
            new = new.with_item(place, Item(FRESH + other.key, e.stranger()))
    return e.made(kind, e.draft, new, item.key, quote, (item.key, inside))


KINDS: dict[str, Callable[[Editor, str], Edited]] = {
    "renumbered": renumber,
    "reworded lightly (5-15 %)": _rewording(0.05, 0.15),
    "reworded heavily (25-45 %)": _rewording(0.25, 0.45),
    "moved": move,
    "split": split,
    "merged": merge,
    "article deleted": delete_article,
    "sentence deleted": delete_sentence,
    "sentence moved to another article": move_sentence,
    "copied elsewhere": _copying(near=False, beside=False),
    "copied beside itself": _copying(near=False, beside=True),
    "near-copy elsewhere": _copying(near=True, beside=False),
    "near-copy beside itself": _copying(near=True, beside=True),
    "deleted, its twin stays": delete_twin,
    "twins change places": swap_twins,
    "replaced by another text": replace_article,
    "whole new version": everything,
}
