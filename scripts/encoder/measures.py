"""What the encoder is measured on: bitext, similarity, and treaty articles that no training text contains."""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.stats import spearmanr

Encode = Callable[[Sequence[str]], np.ndarray]


@dataclass(frozen=True)
class Figure:
    """A measured value with its 95 % bootstrap interval."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.value:.3f} [{self.low:.3f}-{self.high:.3f}]"


def bootstrap(hits: np.ndarray, rounds: int = 1000) -> Figure:
    """Mean of `hits` and its interval, drawn with a fixed seed."""
    draws = np.random.default_rng(0).choice(hits, (rounds, len(hits))).mean(axis=1)
    return Figure(float(hits.mean()), *np.quantile(draws, (0.025, 0.975)).tolist())


def flores(folder: Path, part: str, language: str) -> list[str]:
    """The sentences of FLORES `dev` or `test`."""
    return (folder / "eval" / f"flores-{part}.{language}").read_text(encoding="utf-8").splitlines()


def bitext(left: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Whether row i of `left` finds row i of `right` first."""
    return (np.asarray(left @ right.T).argmax(axis=1) == np.arange(len(left))).astype(float)


def sts_pairs(folder: Path, part: str, language: str) -> tuple[list[str], list[str], np.ndarray]:
    """Two sentences and their similarity 0-5 as people judged it."""
    with (folder / "eval" / "stsb" / f"stsb-{language}-{part}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    return [r[0] for r in rows], [r[1] for r in rows], np.array([float(r[2]) for r in rows])


def spearman(scores: np.ndarray, gold: np.ndarray, rounds: int = 300) -> Figure:
    """Rank correlation and its bootstrap interval."""
    random = np.random.default_rng(0)
    draws = []
    for _ in range(rounds):
        chosen = random.integers(0, len(gold), len(gold))
        draws.append(spearmanr(scores[chosen], gold[chosen]).statistic)
    return Figure(float(spearmanr(scores, gold).statistic), *np.quantile(draws, (0.025, 0.975)).tolist())


@dataclass(frozen=True)
class Articles:
    """All English articles of the held-out treaties and the Dutch ones with the row of their English counterpart."""

    english: list[str]
    dutch: list[str]
    target: np.ndarray


def _text(article: dict[str, str]) -> str:
    return f"{article['heading'] or ''} {article['text']}".strip()


def _numbered(instruments: list[dict[str, Any]], language: str) -> dict[tuple[int, str], list[str]]:
    """Texts by instrument and article number; several where a number returns in another part."""
    found: dict[tuple[int, str], list[str]] = defaultdict(list)
    for number, instrument in enumerate(i for i in instruments if i["lang"] == language):
        for article in instrument["articles"]:
            found[number, article["article"]].append(_text(article))
    return found


def treaty_articles(folder: Path) -> Articles:
    """Articles of treaties/nl_en; the pool is every English article. Names of parts differ per language, so the pairs are those whose
    instrument and number occur equally often in both languages.
    """
    english: list[str] = []
    dutch: list[str] = []
    target: list[int] = []
    for path in sorted((folder / "treaties" / "nl_en").glob("*.json")):
        instruments = json.loads(path.read_text(encoding="utf-8"))["instruments"]
        own = _numbered(instruments, "nl")
        for key, texts in _numbered(instruments, "en").items():
            if len(own.get(key, [])) == len(texts):
                dutch.extend(own[key])
                target.extend(range(len(english), len(english) + len(texts)))
            english.extend(texts)
    return Articles(english, dutch, np.array(target))


def article_ranks(articles: Articles, encode: Encode) -> np.ndarray:
    """Rank (1 = first) of the counterpart; articles whose English text is the same but for punctuation count as one."""
    return ranks(articles, np.asarray(encode(articles.dutch) @ encode(articles.english).T))


def ranks(articles: Articles, scores: np.ndarray) -> np.ndarray:
    """Rank of each counterpart in a score matrix of shape (dutch, english)."""
    own = scores[np.arange(len(articles.target)), articles.target]
    same = np.array(["".join(filter(str.isalnum, text.lower())) for text in articles.english], dtype=object)
    better = scores > own[:, None] + 1e-7
    better &= same[None, :] != same[articles.target][:, None]
    return np.asarray(1 + better.sum(axis=1))


def quick(folder: Path, encode: Encode, part: str = "dev") -> dict[str, float]:
    """The figures without intervals, for choosing between candidates."""
    vectors = {language: encode(flores(folder, part, language)) for language in ("nl", "en", "fr", "de")}
    found = {
        f"{a}-{b}": float(bitext(vectors[a], vectors[b]).mean())
        for a, b in (("nl", "en"), ("nl", "fr"), ("en", "fr"), ("de", "en"))
    }
    for language in ("nl", "en", "fr"):
        left, right, gold = sts_pairs(folder, part, language)
        scores = (encode(left) * encode(right)).sum(axis=1)
        found[f"sts-{language}"] = float(spearmanr(scores, gold).statistic)
    ranks_found = article_ranks(treaty_articles(folder), encode)
    return found | {"treaty P@1": float((ranks_found == 1).mean()), "R@10": float((ranks_found <= 10).mean())}
