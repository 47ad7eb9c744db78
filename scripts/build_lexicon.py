"""Makes indexes/lexicon_nl.txt: the words that a Dutch compound may be cut into, counted in the rows marked *train*.

python scripts/build_lexicon.py ../shared/data indexes/lexicon_nl.txt
"""

from __future__ import annotations

import gzip
import json
import sys
from collections import Counter
from pathlib import Path

import Stemmer

from workbench.retrieval.words import plain_words, split_compound

MINIMUM = 25  # times seen
LONGEST = 14  # letters
COMMON = 800  # words seen more often than this stay whole even when they could be cut (huisvesting, onderwijs)
PARTICLES = frozenset(
    [
        "onder",
        "over",
        "voor",
        "door",
        "achter",
        "tegen",
        "binnen",
        "buiten",
        "tussen",
        "boven",
        "terug",
        "samen",
        "mede",
        "heen",
        "weer",
        "naar",
        "vast",
        "deel",
        "even",
        "ding",
        "zijn",
        "heid",
        "baar",
        "lijk",
    ]
)


def main(data: Path, target: Path) -> None:
    """Count words of the Netherlands statutes and the Dutch side of the treaty paragraphs; keep frequent, unsplittable ones."""
    counts: Counter[str] = Counter()
    with gzip.open(data / "law" / "netherlands_statutes.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            counts.update(plain_words(json.loads(line)["text"]))
    with gzip.open(data / "parallel" / "treaty_paragraphs_nl_en.tsv.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            counts.update(plain_words(line.split("\t")[2]))
    stem = Stemmer.Stemmer("dutch_porter").stemWord
    frequent = {w for w, n in counts.items() if n >= MINIMUM and w.isalpha() and 4 <= len(w) <= LONGEST}
    stems: Counter[str] = Counter()
    for word in frequent:
        stems[stem(word)] += counts[word]
    known = (frequent | {s for s, n in stems.items() if n >= 4 * MINIMUM and len(s) >= 4}) - PARTICLES
    simple = {w for w in known if counts[w] >= COMMON or not _splits(w, known)}
    target.write_text("\n".join(sorted(simple)) + "\n", encoding="utf-8")
    print(f"{len(simple)} words of {len(counts)} counted -> {target}")


def _splits(word: str, known: set[str]) -> bool:
    return bool(split_compound(word, lambda part: part != word and part in known))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
