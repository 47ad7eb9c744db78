"""Contrastive training and distillation of an embedding table, by hand: sparse products, one dense loss, row-wise Adagrad."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from scipy.sparse import csr_array
from tokenizers import Tokenizer
from torch.nn import functional

from workbench.models.pieces import Cutter

SIF = 3e-4  # a of the weight a / (a + share), Arora et al. 2017


@dataclass
class Side:
    """Tokenised texts: token ids in one row, and where each text begins."""

    ids: np.ndarray
    starts: np.ndarray

    def bag(self, rows: np.ndarray, width: int) -> csr_array:
        """Token counts of the chosen texts, shape (rows, width)."""
        lengths = self.starts[rows + 1] - self.starts[rows]
        ends = np.concatenate([[0], np.cumsum(lengths)])
        offset = np.repeat(self.starts[rows] - ends[:-1], lengths)
        ids = self.ids[np.arange(ends[-1]) + offset]
        return csr_array((np.ones(len(ids), np.float32), ids, ends), shape=(len(rows), width))


def tokenise(tokenizer: Tokenizer, texts: Sequence[str]) -> Side:
    """Ids of every text."""
    cutter = Cutter(tokenizer)
    lists: list[list[int]] = []
    for start in range(0, len(texts), 8192):
        lists.extend(cutter.ids(texts[start : start + 8192]))
    starts = np.concatenate([[0], np.cumsum([len(x) for x in lists])]).astype(np.int64)
    return Side(np.fromiter((i for x in lists for i in x), np.int32, int(starts[-1])), starts)


@dataclass
class Task:
    """Pairs of views of one kind: rows of texts, optionally rows of teacher vectors (-1 for none)."""

    name: str
    left: np.ndarray
    right: np.ndarray
    share: float
    teacher: np.ndarray | None = None
    run: int = 1  # neighbours kept together in a batch: hard negatives


@dataclass
class Settings:
    """What can be varied between candidates."""

    dimension: int = 256
    batch: int = 2048
    rate: float = 0.1
    scale: float = 20.0
    contrast: float = 1.0
    distil: float = 1.0
    anchor: float = 0.5
    drop: float = 0.1  # share of words cut into their parts
    forget: float = 0.0  # share of words left out
    dims: tuple[int, ...] = (256,)
    even: float = 0.5  # how far the axes are evened out at export
    seed: int = 0


class Table:
    """Feature vectors with row-wise Adagrad; a piece is the weighted sum of its features times its frequency weight."""

    def __init__(
        self, features: csr_array, share: np.ndarray, alternatives: csr_array, settings: Settings, mute: Sequence[int] = (0,)
    ) -> None:
        random = np.random.default_rng(settings.seed)
        self.features = features
        self.alternatives = alternatives
        self.weight = (SIF / (SIF + share)).astype(np.float32)
        self.weight[list(mute)] = 0
        self.rows = random.standard_normal((features.shape[1], settings.dimension), dtype=np.float32) * np.float32(
            settings.dimension**-0.5
        )
        self.history = np.full(features.shape[1], 1e-6, np.float32)
        self.random = random

    def pieces(self) -> np.ndarray:
        """Baked vectors, shape (pieces, dimension)."""
        return np.asarray(self.features @ self.rows) * self.weight[:, None]

    def cut(self, bag: csr_array, drop: float) -> csr_array:
        """Some words replaced by their parts, so that parts learn to stand in for words."""
        if drop <= 0:
            return bag
        gone = self.random.random(len(bag.data)) < drop
        kept, cut = bag.copy(), bag.copy()
        kept.data = np.where(gone, 0, bag.data).astype(np.float32)
        cut.data = np.where(gone, bag.data, 0).astype(np.float32)
        cut.eliminate_zeros()
        return csr_array(kept + cut @ self.alternatives)

    def forward(self, bags: list[csr_array]) -> tuple[list[torch.Tensor], list[csr_array], csr_array, np.ndarray]:
        """Text vectors that want a gradient, and what the way back needs."""
        used = np.unique(np.concatenate([b.indices for b in bags]))
        place = np.zeros(self.features.shape[0], np.int32)
        place[used] = np.arange(len(used))
        small = [csr_array((b.data, place[b.indices], b.indptr), shape=(b.shape[0], len(used))) for b in bags]
        chosen = self.features[used]
        chosen.data = chosen.data * np.repeat(self.weight[used], np.diff(chosen.indptr))
        columns, inverse = np.unique(chosen.indices, return_inverse=True)
        chosen = csr_array((chosen.data, inverse.astype(np.int32), chosen.indptr), shape=(len(used), len(columns)))
        vectors = chosen @ self.rows[columns]
        return [torch.from_numpy(s @ vectors).requires_grad_() for s in small], small, chosen, columns

    def backward(
        self, texts: list[torch.Tensor], small: list[csr_array], chosen: csr_array, columns: np.ndarray, rate: float
    ) -> None:
        """One Adagrad step on the features that took part."""
        on_pieces = sum(s.T.tocsr() @ t.grad.numpy() for s, t in zip(small, texts, strict=True))
        gradient = chosen.T.tocsr() @ on_pieces
        self.history[columns] += np.square(gradient).mean(axis=1)
        self.rows[columns] -= (rate / np.sqrt(self.history[columns]))[:, None] * gradient


def _schedule(task: Task, size: int, random: np.random.Generator) -> Iterator[np.ndarray]:
    """Endless batches; runs of neighbours stay together."""
    while True:
        blocks = np.arange(len(task.left) // task.run)
        random.shuffle(blocks)
        order = (blocks[:, None] * task.run + np.arange(task.run)).ravel()
        for start in range(0, max(1, len(order) - size + 1), size):
            yield order[start : start + size]


def contrast(left: torch.Tensor, right: torch.Tensor, same: torch.Tensor, scale: float) -> torch.Tensor:
    """MultipleNegativesRanking in both directions; `same` marks pairs that are equal texts and no negatives."""
    scores = scale * left @ right.T
    scores = scores.masked_fill(same, -1e4)
    goal = torch.arange(len(left))
    return (functional.cross_entropy(scores, goal) + functional.cross_entropy(scores.T, goal)) / 2


class Trainer:
    """Mixes the tasks by their share and steps the table."""

    def __init__(
        self, table: Table, texts: Side, keys: np.ndarray, teacher: torch.Tensor, tasks: list[Task], settings: Settings
    ) -> None:
        self.table, self.texts, self.keys, self.teacher, self.tasks, self.settings = table, texts, keys, teacher, tasks, settings
        self.random = np.random.default_rng(settings.seed + 1)
        self.batches = [_schedule(t, settings.batch, self.random) for t in tasks]
        self.share = np.array([t.share for t in tasks]) / sum(t.share for t in tasks)

    def step(self, rate: float) -> tuple[str, float]:
        """One batch of one task; its name and loss."""
        which = int(self.random.choice(len(self.tasks), p=self.share))
        task = self.tasks[which]
        rows = next(self.batches[which])
        sides = [task.left[rows]] if task.right is task.left else [task.left[rows], task.right[rows]]
        width = self.table.features.shape[0]
        bags = [self.table.cut(self._thinned(self.texts.bag(side, width)), self.settings.drop) for side in sides]
        texts, small, chosen, columns = self.table.forward(bags)
        loss = self._loss(task, rows, sides, texts)
        if not loss.requires_grad:  # a batch that nobody teaches
            return task.name, 0.0
        loss.backward()
        self.table.backward(texts, small, chosen, columns, rate)
        return task.name, float(loss.detach())

    def _thinned(self, bag: csr_array) -> csr_array:
        if self.settings.forget > 0:
            bag.data *= self.random.random(len(bag.data)) >= self.settings.forget
            bag.eliminate_zeros()
        return bag

    def _loss(self, task: Task, rows: np.ndarray, sides: list[np.ndarray], texts: list[torch.Tensor]) -> torch.Tensor:
        keys = [torch.from_numpy(self.keys[side]) for side in sides]
        same = (keys[0][:, None] == keys[0][None, :]) | (keys[-1][:, None] == keys[-1][None, :])
        same.fill_diagonal_(False)
        settings = self.settings
        total = torch.zeros(())
        if len(texts) == 2 and settings.contrast > 0:
            for width in settings.dims:
                unit = [functional.normalize(t[:, :width], dim=1) for t in texts]
                total = total + contrast(unit[0], unit[1], same, settings.scale) * (settings.contrast / len(settings.dims))
        if task.teacher is None or settings.distil <= 0:
            return total
        places = task.teacher[rows]
        known = np.flatnonzero(places >= 0)
        if len(known) < 2:
            return total
        goal = self.teacher[torch.from_numpy(places[known])].float()
        unit = [functional.normalize(t[known], dim=1) for t in texts]
        for one in unit:
            total = total + settings.distil * settings.scale / 4 * (1 - (one * goal).sum(dim=1)).mean()
            total = total + settings.anchor * contrast(one, goal, same[known][:, known], settings.scale)
        return total
