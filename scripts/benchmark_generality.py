"""How the search does on rules of another hand, and when the register had not known their case.

    python scripts/benchmark_generality.py [--hand h3] [--half dev|test] [--near 0.6]

First the set as it is, with the register alone. Then once more after every Dutch or English phrase that lies near one of the
rules (cosine >= NEAR in the shipped encoder) was taken out of the register: what is left is what it knows of the right, not of
the case.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from scripts.benchmark_retrieval import SHOWN, full, row
from scripts.devset import Item, read_half
from workbench.bootstrap import Workbench
from workbench.config import read_settings
from workbench.domain.obligations import Obligation, Register
from workbench.domain.ports import Encoder
from workbench.knowledge.register import LoadedRegister
from workbench.use_cases.search import SearchTools, rank

NEAR = (0.7, 0.6, 0.5)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--hand", default="h3")
    parser.add_argument("--half", choices=("dev", "test"), default="dev")
    parser.add_argument("--near", type=float, nargs="*", default=list(NEAR))
    chosen = parser.parse_args()
    items = [i for i in read_half(chosen.half) if i.id.startswith(chosen.hand) and 3 in i.relevant.values()]
    print(
        f"{len(items)} queries, {chosen.hand} {chosen.half}\n\n| register | {' | '.join(SHOWN)} |\n|{'---|' * (len(SHOWN) + 1)}"
    )
    with tempfile.TemporaryDirectory() as folder:
        workbench = Workbench(read_settings(Path(folder)))
        print(line("whole", items, workbench.search_tools()))
        register, encoder = workbench.loaded_register.register, workbench.encoder
        total = len(phrases_of(register))
        for near in chosen.near:
            gone = near_phrases(register, [i.text for i in items], encoder, near)
            print(line(f"without {len(gone)} of {total} phrases (cosine >= {near})", items, tools_without(gone)))


def line(name: str, items: Sequence[Item], tools: SearchTools) -> str:
    answers = [{a: g for a, g in i.relevant.items() if g == 3} for i in items]
    return row(name, [full(r, tools) for r in rank([i.text for i in items], tools)], answers)


def phrases_of(register: Register) -> list[str]:
    """Every distinct phrase, both languages."""
    return sorted({t for o in register.obligations.values() for said in o.as_written.values() for t in said})


def near_phrases(register: Register, texts: Sequence[str], encoder: Encoder, near: float) -> frozenset[str]:
    """The phrases that lie near any of the texts."""
    phrases = phrases_of(register)
    likeness = np.asarray(encoder.encode_queries(list(texts))) @ np.asarray(encoder.encode_queries(phrases)).T
    return frozenset(phrase for phrase, best in zip(phrases, likeness.max(axis=0), strict=True) if best >= near)


def tools_without(gone: frozenset[str]) -> SearchTools:
    """Search tools over a register without these phrases, in a folder of their own."""
    workbench = Workbench(read_settings(Path(tempfile.mkdtemp())))
    register = workbench.loaded_register.register
    kept = {key: without(o, gone) for key, o in register.obligations.items()}
    workbench.__dict__["loaded_register"] = LoadedRegister(replace(register, obligations=kept))
    return workbench.search_tools()


def without(obligation: Obligation, gone: frozenset[str]) -> Obligation:
    kept = {language: tuple(t for t in said if t not in gone) for language, said in obligation.as_written.items()}
    return replace(obligation, as_written=kept)


if __name__ == "__main__":
    main()
