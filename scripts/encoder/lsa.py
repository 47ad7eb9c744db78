"""Cross-lingual latent semantic analysis: the floor that every trained table must beat."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array, diags_array
from sklearn.decomposition import TruncatedSVD

from scripts.encoder.tasks import Corpus
from scripts.encoder.training import Side

SOURCES = ("paragraph", "tatoeba", "title", "eurovoc", "law")


def table(corpus: Corpus, side: Side, pieces: int, dimension: int = 256, seed: int = 0) -> np.ndarray:
    """Piece vectors, shape (pieces, dimension): SVD of log counts times inverse document frequency, a document being a text in all its languages."""
    records = [r for r in corpus.records if r.source.startswith(SOURCES)]
    rows = np.array([(number, corpus.number[text]) for number, r in enumerate(records) for text in r.text.values()])
    bag = side.bag(rows[:, 1], pieces)
    gather = csr_array((np.ones(len(rows), np.float32), (rows[:, 0], np.arange(len(rows)))), shape=(len(records), len(rows)))
    documents = csr_array(gather @ bag)
    documents.sum_duplicates()
    documents.data = np.log1p(documents.data)
    frequency = np.bincount(documents.indices, minlength=pieces)
    weight = np.log(len(records) / (frequency + 1)).clip(0.1).astype(np.float32)
    found = TruncatedSVD(dimension, random_state=seed, n_iter=3).fit(documents @ diags_array(weight))
    return np.asarray(found.components_.T * weight[:, None], dtype=np.float32)
