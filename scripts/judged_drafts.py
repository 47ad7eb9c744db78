"""Full drafts whose tension we judged ourselves: every NAME.md beside a NAME.truth.yaml, and the demo draft beside truth.yaml."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from workbench.config import PROJECT
from workbench.domain.drafts import Draft, Kind, Unit
from workbench.ingest import read_draft
from workbench.use_cases.draft_units import units

FOLDERS = (PROJECT / "corpus" / "demo", PROJECT / "tests" / "data" / "measure")
TENSE = 2  # from this grade on an article counts as in tension
CONCERNED = 2  # from this grade on a treaty article is one that it is in tension with


@dataclass(frozen=True)
class Judged:
    """Our own judgement of one article (fields: corpus/demo/README.md)."""

    tension: int
    treaties: dict[str, int]
    watch: tuple[str, ...]
    why: str


@dataclass(frozen=True)
class JudgedDraft:
    """A draft with its units and the judgement per article number."""

    name: str
    draft: Draft
    units: tuple[Unit, ...]
    articles: dict[str, Judged]

    def article_of(self, provision: str) -> str:
        """The number of the article that a unit stands in."""
        return self._numbers[next(p for p in _with_ancestors(provision) if p in self._numbers)]

    @property
    def _numbers(self) -> dict[str, str]:
        return {p.id: p.number for p in self.draft.provisions if p.kind is Kind.ARTICLE}

    def best(self, scores: Sequence[float]) -> dict[str, float]:
        """Per judged article the highest score of its units; `scores` go with `units`."""
        numbers, found = self._numbers, dict[str, float]()
        for unit, score in zip(self.units, scores, strict=True):
            number = numbers[next(p for p in _with_ancestors(unit.provision) if p in numbers)]
            if number in self.articles:
                found[number] = max(found.get(number, score), score)
        return found


def judged_drafts() -> Iterator[JudgedDraft]:
    """All of them, by folder and name."""
    for folder in FOLDERS:
        for truth in sorted(folder.glob("*truth.yaml")):
            file = (
                truth.with_name(truth.name.removesuffix(".truth.yaml") + ".md")
                if truth.name != "truth.yaml"
                else folder / "ontwerp.md"
            )
            yield _read(file, truth, folder.name if truth.name == "truth.yaml" else file.stem)


def _read(file: Path, truth: Path, name: str) -> JudgedDraft:
    rows = yaml.safe_load(truth.read_text(encoding="utf-8"))["articles"]
    articles = {
        str(number): Judged(int(row["tension"]), row.get("treaties") or {}, tuple(row.get("watch", ())), row.get("why", ""))
        for number, row in rows.items()
    }
    draft = read_draft(file)
    return JudgedDraft(name, draft, tuple(units(draft)), articles)


def _with_ancestors(identifier: str) -> list[str]:
    parts = identifier.split("__")
    return ["__".join(parts[:n]) for n in range(len(parts), 0, -1)]
