"""Provisions at three sizes, and questions whose answer is known."""

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Iterator
from pathlib import Path

SHORTEST = 40  # characters of a paragraph that counts as a provision
NUMBER = re.compile(r"\b\d+\b")
WORD = re.compile(r"[A-Za-zÀ-ÿ]{5,}")


def provisions(data: Path, count: int, seed: int = 1) -> list[str]:
    """`count` different provisions: real paragraphs of statutes in a mixed order, then variations of them.

    A variation is never a copy: other numbers, one word in six changed for a word of the same statute book, and a sentence of a neighbouring provision behind it.
    """
    chance = random.Random(seed)
    real = list(dict.fromkeys(_paragraphs(data)))
    chance.shuffle(real)
    found = dict.fromkeys(real[:count])
    words = WORD.findall(" ".join(real[:20_000]))
    while len(found) < count:
        at = chance.randrange(len(real) - 1)
        found[_vary(real[at], real[at + 1], words, chance)] = None
    return list(found)


def questions(texts: list[str], count: int, seed: int = 2) -> list[tuple[int, str]]:
    """Known items: (place of the provision, a stretch of 40 % of its words of which every fifth is gone)."""
    chance = random.Random(seed)
    asked = []
    while len(asked) < count:
        place = chance.randrange(len(texts))
        words = texts[place].split()
        if 15 <= len(words) <= 200:
            length = max(8, len(words) * 2 // 5)
            start = chance.randrange(len(words) - length + 1)
            asked.append((place, " ".join(w for n, w in enumerate(words[start : start + length]) if n % 5 != 4)))
    return asked


def _vary(text: str, neighbour: str, words: list[str], chance: random.Random) -> str:
    numbered = NUMBER.sub(lambda m: str(chance.randrange(1, 10 ** len(m[0]))), text)
    changed = WORD.sub(lambda m: chance.choice(words) if chance.random() < 1 / 6 else m[0], numbered)
    return f"{changed} {neighbour.split('. ')[0][:300]}"


def _paragraphs(data: Path) -> Iterator[str]:
    with gzip.open(data / "law" / "netherlands_statutes.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            for part in json.loads(line)["text"].split("\n"):
                if len(part) >= SHORTEST:
                    yield part
