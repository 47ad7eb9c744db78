"""Proof of re-anchoring: edits with a known outcome on the demo draft and the two measure drafts, a table per kind of edit.

    PYTHONPATH=. python scripts/prove_anchoring.py [--per-kind 8] [--seed 1] [--drafts demo,zorg_welzijn,onderwijs_werk_lokaal]

`right`: the quotation stands where it went, or is said to be gone when it is. `tray`: left to a person. `wrong`: told with
confidence and not so. Exit code 1 when anything is wrong or less than 98 % is right or in the tray.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from scripts.anchoring_edits import Draft, Edited, Editor, Truth
from workbench.domain.anchors import anchor_in_draft
from workbench.domain.drafts import Draft as ReadDraft
from workbench.domain.drafts import Kind
from workbench.domain.versions import PlaceKind, Placement
from workbench.ingest import read_draft
from workbench.screening.alignment import VersionMap
from workbench.screening.reanchoring import place

ROOT = Path(__file__).resolve().parents[1]
DRAFTS = {
    "demo": ROOT / "corpus/demo/ontwerp.md",
    "zorg_welzijn": ROOT / "tests/data/measure/zorg_welzijn.md",
    "onderwijs_werk_lokaal": ROOT / "tests/data/measure/onderwijs_werk_lokaal.md",
}
OVERLAP = 0.6  # shared characters over all characters of what was told and what is so


def edits(names: Iterable[str], per_kind: int, seed: int) -> Iterator[Edited]:
    """The edits on each draft, strange words coming from the others."""
    drafts = {name: Draft.read(path) for name, path in DRAFTS.items()}
    for number, name in enumerate(names):
        others = [draft for other, draft in drafts.items() if other != name]
        yield from Editor(drafts[name], others, seed + number).edits(per_kind)


def placed(edit: Edited, folder: Path) -> tuple[Placement, ReadDraft]:
    """What the tool says, and the new version."""
    old, new = _read(edit.old, folder / "old.md"), _read(edit.new, folder / "new.md")
    anchor = anchor_in_draft(old, _article(old, edit.article), edit.words)
    return place(anchor, VersionMap(old, new)), new


def verdict(edit: Edited, told: Placement, new: ReadDraft) -> str:
    """right | tray | wrong"""
    if told.kind is PlaceKind.UNPLACED:
        return "tray"
    if told.place is None:
        return "right" if any(truth.article == 0 for truth in edit.truths) else "wrong"
    start, end = told.place.position.start, told.place.position.end
    for truth in edit.truths:
        low, high = _span(truth, new)
        shared, all_of = min(end, high) - max(start, low), max(end, high) - min(start, low)
        if truth.article and shared >= OVERLAP * all_of:
            return "right"
    return "wrong"


def _span(truth: Truth, new: ReadDraft) -> tuple[int, int]:
    if not truth.article:
        return 0, 0
    return (found := anchor_in_draft(new, _article(new, truth.article), truth.words).position).start, found.end


def _article(draft: ReadDraft, number: int) -> str:
    return next(p.id for p in draft.provisions if p.kind is Kind.ARTICLE and p.number == str(number))


def _read(text: str, path: Path) -> ReadDraft:
    path.write_text(text, encoding="utf-8")
    return read_draft(path)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--per-kind", type=int, default=8)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--drafts", default=",".join(DRAFTS))
    parser.add_argument("--show", action="store_true", help="print what is wrong or in the tray")
    chosen = parser.parse_args()
    table: dict[str, Counter[str]] = {}
    sure: dict[int, Counter[str]] = {}
    with TemporaryDirectory() as folder:
        for edit in edits(chosen.drafts.split(","), chosen.per_kind, chosen.seed):
            told, new = placed(edit, Path(folder))
            said = verdict(edit, told, new)
            table.setdefault(edit.kind, Counter())[said] += 1
            if told.place:
                sure.setdefault(int(told.confidence * 5) * 20, Counter())[said] += 1
            if chosen.show and said != "right":
                print(said, edit.kind, edit.article, repr(edit.words), edit.truths, told, sep="\n   ")
    sys.exit(_print(table, sure))


def _print(table: dict[str, Counter[str]], sure: dict[int, Counter[str]]) -> int:
    total: Counter[str] = Counter()
    print(f"{'edit':36} {'n':>4} {'right':>6} {'tray':>6} {'wrong':>6}")
    for kind, row in table.items():
        total.update(row)
        print(f"{kind:36} {row.total():4} {row['right']:6} {row['tray']:6} {row['wrong']:6}")
    print(f"{'all':36} {total.total():4} {total['right']:6} {total['tray']:6} {total['wrong']:6}")
    honest = (total["right"] + total["tray"]) / total.total()
    print(f"right or in the tray: {honest:.1%}; right: {total['right'] / total.total():.1%}")
    for low, row in sorted(sure.items()):
        print(f"placed with confidence {low}-{min(100, low + 20)} %: {row['right']} of {row.total()} right")
    return 1 if total["wrong"] or honest < 0.98 else 0


if __name__ == "__main__":
    main()
