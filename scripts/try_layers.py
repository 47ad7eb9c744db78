"""Tries 2-4 transformer layers on top of the shipped encoder: trains for some minutes and prints both on the same measures.

    python scripts/try_layers.py ../shared/data --teacher FOLDER --minutes 30 [--depth 2] [--cache FOLDER]

Contrast on the parallel pairs that may be trained on (treaty paragraphs with their neighbours, everyday sentences, law) and distillation from
the English teacher on a sample of their English sides. Nothing is written: `scripts/encoder/tried.md` tells what came out.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import numpy as np
import torch

from scripts.encoder import measures, register_task, tasks, teacher
from scripts.encoder.layers import Layers
from scripts.encoder.measures import Encode
from scripts.encoder.training import Task, _schedule, contrast

BATCH, SCALE, TAUGHT = 256, 20.0, 12_000
RATE, WARM_UP = 3e-4, 20
SOURCES = ("paragraph", "sentence", "tatoeba", "law")


def report(name: str, encode: Encode, data: Path) -> None:
    figures = {
        **measures.quick(data, encode, "dev"),
        "register": float(register_task.shares(lambda a, b: encode(a) @ encode(b).T, "dev").mean()),
    }
    print(name, {key: round(value, 3) for key, value in figures.items()}, flush=True)


class Run:
    """One training: batches by share of the task, AdamW, linear warm-up."""

    def __init__(self, model: Layers, corpus: tasks.Corpus, folder: Path, cache: Path | None, seed: int) -> None:
        self.random = np.random.default_rng(seed)
        asked = tasks.english(corpus)
        asked = [asked[i] for i in self.random.permutation(len(asked))[:TAUGHT]]
        self.goal = torch.from_numpy(teacher.turned(teacher.vectors(folder, asked, cache), 256)).float()
        made = tasks.make_tasks(corpus, {text: row for row, text in enumerate(asked)})
        self.tasks = [t for t in made if t.name.startswith(SOURCES)]
        self.share = np.array([t.share for t in self.tasks]) / sum(t.share for t in self.tasks)
        self.batches = [_schedule(t, BATCH, self.random) for t in self.tasks]
        self.texts, self.keys, self.model = corpus.texts, corpus.keys(), model
        self.turn = torch.nn.Linear(256, 256, bias=False)  # the teacher's axes are not the table's
        self.steps = 0
        self.optimiser = torch.optim.AdamW([*model.parameters(), *self.turn.parameters()], lr=RATE, weight_decay=0.01)

    def step(self) -> float:
        which = int(self.random.choice(len(self.tasks), p=self.share))
        loss = self._loss(self.tasks[which], next(self.batches[which]))
        self.steps += 1
        for group in self.optimiser.param_groups:
            group["lr"] = RATE * min(1.0, self.steps / WARM_UP)
        self.optimiser.zero_grad()
        loss.backward()
        self.optimiser.step()
        return float(loss.detach())

    def _loss(self, task: Task, rows: np.ndarray) -> torch.Tensor:
        sides = [task.left[rows], task.right[rows]]
        left, right = (self.model([self.texts[i] for i in side]) for side in sides)
        keys = [torch.from_numpy(self.keys[side]) for side in sides]
        same = (keys[0][:, None] == keys[0][None, :]) | (keys[1][:, None] == keys[1][None, :])
        total = contrast(left, right, same.fill_diagonal_(False), SCALE)
        known = np.flatnonzero(task.teacher[rows] >= 0) if task.teacher is not None else np.zeros(0, int)
        if len(known) > 1:
            goal = self.goal[torch.from_numpy(task.teacher[rows][known])]
            for one in (left, right):
                total = total + SCALE / 4 * (1 - torch.cosine_similarity(self.turn(one[known]), goal)).mean()
        return total


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--teacher", type=Path, required=True)
    parser.add_argument("--encoder", type=Path, default=Path("indexes/encoder"))
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--depth", type=int, default=2)
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seed", type=int, default=0)
    chosen = parser.parse_args()
    torch.set_num_threads(chosen.threads)
    torch.manual_seed(chosen.seed)
    model = Layers(chosen.encoder, chosen.depth)
    report("table alone", model.static.encode_passages, chosen.data)
    run = Run(model, tasks.read_corpus(chosen.data, []), chosen.teacher, chosen.cache, chosen.seed)
    began, losses = time.monotonic(), []
    while time.monotonic() - began < chosen.minutes * 60:
        losses.append(run.step())
        if run.steps % 25 == 0:
            print(run.steps, round(time.monotonic() - began), round(float(np.mean(losses[-25:])), 3), flush=True)
    report(f"{chosen.depth} layers, {run.steps} steps of {BATCH}", model.encode, chosen.data)


if __name__ == "__main__":
    main()
