"""From texts to training tasks: every text once, its token ids, its teacher vector, and which pairs are drawn how often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from scipy.sparse import csr_array

from scripts.encoder import pairs, vocabulary
from scripts.encoder.pairs import Record
from scripts.encoder.training import Side, Task, tokenise
from scripts.encoder.vocabulary import Vocabulary
from workbench.models.pieces import START

SUBWORDS = 20_000
COMMON = 15_000  # words that stay whole when words are cut into parts in training
FREQUENT = 20  # a Dutch word counted so often may be a part of a compound
NEIGHBOURS = 8  # paragraphs of one treaty that share a batch: the hard negatives
LONGEST_TAUGHT = 250  # characters of an English text that the teacher is asked for

# Share of the batches per source and pair; chosen on FLORES dev, STSb dev and the development half of the devset.
SHARES = {
    ("paragraph-en", "nl", "en"): 0.20,
    ("sentence-en", "nl", "en"): 0.12,
    ("article-en", "nl", "en"): 0.06,
    ("paragraph-fr", "nl", "fr"): 0.08,
    ("sentence-fr", "nl", "fr"): 0.04,
    ("article-fr", "nl", "fr"): 0.02,
    ("tatoeba", "nl", "en"): 0.16,
    ("title", "nl", "en"): 0.08,
    ("title", "nl", "fr"): 0.08,
    ("title", "en", "fr"): 0.06,
    ("law", "nl", "fr"): 0.01,
    ("law", "nl", "en"): 0.005,
    ("eurovoc", "nl", "en"): 0.02,
    ("eurovoc", "nl", "fr"): 0.02,
    ("eurovoc", "en", "fr"): 0.015,
    ("eurovoc", "de", "en"): 0.015,
    ("eurovoc", "nl", "de"): 0.015,
}
MEMBER, TITLE, WORDS = 0.10, 0.10, 0.03


@dataclass
class Corpus:
    """All training texts by number."""

    records: list[Record]
    statutes: list[tuple[str, str, str]]
    words: list[str]
    texts: list[str] = field(default_factory=list)
    number: dict[str, int] = field(default_factory=dict)

    def add(self, text: str) -> int:
        """The number of a text, a new one when it is new."""
        if text not in self.number:
            self.number[text] = len(self.texts)
            self.texts.append(text)
        return self.number[text]

    def keys(self) -> np.ndarray:
        """The same key for texts that differ in signs and capitals only: these are no negatives of each other."""
        first: dict[str, int] = {}
        return np.array(
            [
                first.setdefault("".join(filter(str.isalnum, t[:400].lower())) + str(len(t) // 40), i)
                for i, t in enumerate(self.texts)
            ]
        )


def read_corpus(folder: Path, words: Sequence[str]) -> Corpus:
    """Every text that may be trained on; `words` are single English words that the teacher knows."""
    corpus = Corpus(pairs.parallel(folder), list(pairs.statutes(folder)), list(words))
    for record in corpus.records:
        for text in record.text.values():
            corpus.add(text)
    for _, left, right in corpus.statutes:
        corpus.add(left)
        corpus.add(right)
    for word in words:
        corpus.add(word)
    return corpus


def english(corpus: Corpus) -> list[str]:
    """The texts that the teacher is asked for: short English sides and single words."""
    kinds = ("paragraph-en", "tatoeba", "title", "eurovoc")
    texts = (r.text["en"] for r in corpus.records if r.source in kinds and "en" in r.text)
    return list(dict.fromkeys([*corpus.words, *(t for t in texts if len(t) <= LONGEST_TAUGHT)]))


def read_vocabulary(corpus: Corpus, lexicon: frozenset[str], size: int) -> tuple[Vocabulary, csr_array, csr_array]:
    """The vocabulary, the features of its pieces, and how each piece is cut into parts."""
    cutter = vocabulary.Words()
    every: Counter[str] = Counter()
    dutch: Counter[str] = Counter()
    for record in corpus.records:
        if not record.source.startswith(("article", "sentence")):  # these repeat the paragraphs
            for language, text in record.text.items():
                words = cutter.of(text)
                every.update(words)
                dutch.update(words if language == "nl" else ())
    for _, _, text in corpus.statutes:
        words = cutter.of(text)
        every.update(words)
        dutch.update(words)
    every.update({START + word: 2 for word in corpus.words})
    compounds = vocabulary.compound_parts(dutch, lambda w: w in lexicon or dutch.get(START + w, 0) >= FREQUENT)
    found = vocabulary.build(every, compounds, size, SUBWORDS)
    return found, vocabulary.features(found.pieces, compounds), vocabulary.alternatives(found, COMMON)


def make_tasks(corpus: Corpus, taught: dict[str, int]) -> list[Task]:
    """All tasks with their share; `taught` gives the row of the teacher's vector of an English text."""
    tasks = [_pairs(corpus, taught, key, share) for key, share in SHARES.items()]
    for kind, share in (("member", MEMBER), ("title", TITLE)):
        rows = np.array([(corpus.number[a], corpus.number[b]) for k, a, b in corpus.statutes if k == kind])
        tasks.append(Task(f"statute {kind}", rows[:, 0], rows[:, 1], share))
    if corpus.words and taught:
        words = np.array([corpus.number[w] for w in corpus.words])
        tasks.append(Task("words", words, words, WORDS, np.array([taught.get(w, -1) for w in corpus.words])))
    return tasks


def _pairs(corpus: Corpus, taught: dict[str, int], key: tuple[str, str, str], share: float) -> Task:
    source, left, right = key
    chosen = [r.text for r in corpus.records if r.source == source and left in r.text and right in r.text]
    rows = np.array([(corpus.number[t[left]], corpus.number[t[right]], taught.get(t.get("en", ""), -1)) for t in chosen])
    run = NEIGHBOURS if source.startswith(("paragraph", "article")) else 1
    return Task(f"{source} {left}-{right}", rows[:, 0], rows[:, 1], share, rows[:, 2], run)


def tokens(corpus: Corpus, vocabulary_: Vocabulary) -> Side:
    """Token ids of every text."""
    return tokenise(vocabulary_.tokenizer, corpus.texts)
