"""The words and word parts of the encoder, the tokenizer that finds them, and the features that each is learned from."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array
from tokenizers import Tokenizer, models, pre_tokenizers, trainers

from workbench.models.pieces import START, Letters, word_rules
from workbench.retrieval.words import split_compound

UNKNOWN = "[UNK]"
NGRAMS = (3, 4, 5)


@dataclass(frozen=True)
class Vocabulary:
    """Pieces in the order of their ids, and how often each was counted (shares that sum to one)."""

    pieces: list[str]
    share: np.ndarray
    tokenizer: Tokenizer


class Words:
    """The words as the tokenizer will look them up, each with the start mark."""

    def __init__(self) -> None:
        self._letters = Letters()

    def of(self, text: str) -> list[str]:
        """Marked words in reading order."""
        return [START + word for word in text.translate(self._letters).split()]


def with_pieces(pieces: list[str], share: np.ndarray) -> Tokenizer:
    """The segmentation with the fewest pieces wins; among those, frequent and long pieces."""
    scored = [(UNKNOWN, -100.0)]
    for piece, part in zip(pieces[1:], share[1:], strict=True):
        score = -10 + 0.1 * math.log(max(float(part), 1e-8))
        if len(piece.removeprefix(START)) < 3:
            score -= 4.0
        scored.append((piece, score))
    tokenizer = Tokenizer(models.Unigram(scored, unk_id=0))
    tokenizer.normalizer, tokenizer.pre_tokenizer = word_rules()
    return tokenizer


def _trained_parts(words: Counter[str], size: int) -> set[str]:
    """Word parts that a WordPiece trainer finds, `##` taken off or the start mark put on."""
    tokenizer = Tokenizer(models.WordPiece(unk_token=UNKNOWN))
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    trainer = trainers.WordPieceTrainer(vocab_size=size, special_tokens=[UNKNOWN], show_progress=False)
    bare = (" ".join([word.removeprefix(START)] * (1 + int(math.log2(n)))) for word, n in words.items())
    tokenizer.train_from_iterator(bare, trainer)
    found = set(tokenizer.get_vocab()) - {UNKNOWN}
    return {p[2:] if p.startswith("##") else START + p for p in found}


def compound_parts(words: Counter[str], is_word: Callable[[str], bool]) -> dict[str, tuple[str, ...]]:
    """Dutch compounds with their parts, words without the start mark."""
    found = {}
    for marked in words:
        word = marked.removeprefix(START)
        if len(word) >= 8 and word.isalpha() and (parts := split_compound(word, is_word)):
            found[word] = parts
    return found


def build(counts: Counter[str], compounds: dict[str, tuple[str, ...]], size: int, subwords: int) -> Vocabulary:
    """The most frequent words, the tails of compounds and subwords; `counts` has marked words."""
    tails = Counter(parts[-1] for parts in compounds.values())
    heads = Counter(word[: len(word) - len(parts[-1])] for word, parts in compounds.items())
    parts = _trained_parts(counts, subwords)
    parts |= {tail for tail, n in tails.items() if n >= 4} | {START + head for head, n in heads.items() if n >= 4}
    letters = {c for word in counts for c in word.removeprefix(START)}
    common = {c for c in letters if c.isascii() and c.isalnum()}
    fixed = parts | common | {START + c for c in common} | {START}
    whole = [word for word, _ in counts.most_common() if word not in fixed]
    pieces = [UNKNOWN, *sorted(fixed), *whole[: size - len(fixed) - 1]]
    total = sum(counts.values())
    share = np.array([counts.get(p, 0) / total for p in pieces])
    bare = np.array([counts.get(START + p, 0) / total for p in pieces])
    share = np.maximum(np.where(share > 0, share, bare), 1e-7)
    return Vocabulary(pieces, share, with_pieces(pieces, share))


def _grams(piece: str) -> list[str]:
    marked = (f"<{piece[1:]}" if piece.startswith(START) else piece) + ">"
    return [marked[i : i + n] for n in NGRAMS for i in range(len(marked) - n + 1)]


def features(pieces: list[str], compounds: dict[str, tuple[str, ...]], least: int = 4) -> csr_array:
    """Shape (pieces, features): each piece itself, the parts of a compound (half weight), its letter sequences (sum of squares 1)."""
    place = {piece: i for i, piece in enumerate(pieces)}
    kinds = Counter(gram for piece in pieces for gram in set(_grams(piece)))
    column = {gram: len(pieces) + i for i, gram in enumerate(g for g, n in kinds.items() if n >= least)}
    rows, columns, values = [], [], []

    def add(row: int, places: Iterable[int], weight: float) -> None:
        for one in places:
            rows.append(row)
            columns.append(one)
            values.append(weight)

    for row, piece in enumerate(pieces):
        if row == 0:
            continue
        known = [column[g] for g in _grams(piece) if g in column]
        add(row, [row], 1.0)
        add(row, known, 1 / math.sqrt(len(known)) if known else 0.0)
        add(row, [place[START + p] for p in compounds.get(piece.removeprefix(START), ()) if START + p in place], 0.5)
    return csr_array((np.array(values, np.float32), (rows, columns)), shape=(len(pieces), len(pieces) + len(column)))


def alternatives(vocabulary: Vocabulary, common: int) -> csr_array:
    """Shape (pieces, pieces): how each piece would be cut if only subwords and the `common` most frequent words were known."""
    order = np.argsort(-vocabulary.share)
    keep = set(order[:common].tolist()) | {i for i, p in enumerate(vocabulary.pieces) if not p.startswith(START) or len(p) < 5}
    kept = [0, *sorted(keep - {0})]
    small = with_pieces([vocabulary.pieces[i] for i in kept], vocabulary.share[kept])
    small.normalizer = None
    small.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    rows, columns = [], []
    for row, encoding in enumerate(small.encode_batch_fast(vocabulary.pieces, add_special_tokens=False)):
        for one in [kept[i] for i in encoding.ids] if row else []:
            rows.append(row)
            columns.append(one)
    size = len(vocabulary.pieces)
    return csr_array((np.ones(len(rows), np.float32), (rows, columns)), shape=(size, size))
