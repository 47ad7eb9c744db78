"""A small fixed part of scripts/prove_anchoring.py; the whole of it is a command."""

from collections import Counter
from pathlib import Path

from scripts.anchoring_edits import KINDS
from scripts.prove_anchoring import edits, placed, verdict


def test_no_quotation_is_silently_put_in_the_wrong_place(tmp_path: Path) -> None:
    told: Counter[str] = Counter()
    for edit in edits(["demo"], per_kind=1, seed=42):
        said = verdict(edit, *placed(edit, tmp_path))
        assert said != "wrong", (edit.kind, edit.article, edit.words)
        told[said] += 1
    assert told.total() == len(KINDS)
    assert told["right"] >= 0.8 * len(KINDS)
