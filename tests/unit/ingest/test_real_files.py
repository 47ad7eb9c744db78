"""The real files of ../shared/data: counts and short words only."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.unit.ingest.reading import articles, draft_of
from workbench.domain.drafts import Kind, Operation
from workbench.errors import NotALegalText
from workbench.ingest import read_draft


def test_the_codex_print_is_one_article_with_its_list(shared_data: Path) -> None:
    draft = read_draft(shared_data / "flemish" / "codex_print_ministerieel_besluit_huisartsenzones.pdf")
    points = [p for p in draft.provisions if p.kind is Kind.POINT]
    assert (draft.report.articles_numbered, len(points), points[0].number, points[-1].number) == ("1", 80, "1°", "79°")
    assert (draft.kind, draft.report.gaps, draft.report.leftovers, draft.report.pages) == ("besluit", (), (), 3)
    assert {item.reason for item in draft.report.removed} == {"running_head", "navigation", "validity"}


def test_the_galley_proofs_are_amending_besluiten(shared_data: Path) -> None:
    first = read_draft(shared_data / "flemish" / "drukproef.md")
    assert (first.report.articles_counted, len(first.provisions), first.report.amending_articles) == (2, 20, 1)
    operations = [p.amendment.operation for p in first.provisions if p.amendment]
    assert (operations[0], operations.count(Operation.REPLACE), operations.count(Operation.REPEAL)) == (Operation.MULTIPLE, 10, 7)
    second = read_draft(shared_data / "flemish" / "drukproef1.md")
    amendment = articles(second)["1"].amendment
    assert amendment is not None
    assert (amendment.operation, amendment.target) == (Operation.ADD, "artikel 2, tweede lid")
    assert second.identifiers == ("advies nr. 77.362/1",)


def test_the_penal_code_from_justel_has_all_its_articles(shared_data: Path) -> None:
    draft = read_draft(shared_data / "law" / "penal_code_justel_nl.html")
    assert (draft.report.articles_counted, draft.report.articles_numbered, draft.report.leftovers) == (774, "1-566", ())
    assert [p.number for p in draft.provisions if p.kind is Kind.BOOK] == ["1", "2"]
    assert sum(gap.kind is Kind.ARTICLE for gap in draft.report.gaps) <= 1
    assert len(draft.report.gaps) < 15


def test_a_policy_text_without_articles_is_no_draft(shared_data: Path) -> None:
    with pytest.raises(NotALegalText) as caught:
        read_draft(shared_data / "flemish" / "Regeerakkoord20192024.pdf")
    assert caught.value.params == {"file": "Regeerakkoord20192024.pdf", "pages": 214}


def test_the_layout_excerpts_give_articles_or_a_clear_refusal(shared_data: Path, tmp_path: Path) -> None:
    outcomes: list[str] = []
    for line in (shared_data / "flemish" / "layout_excerpts.jsonl").read_text(encoding="utf-8").splitlines():
        try:
            outcomes.append(draft_of(tmp_path, json.loads(line)["text"]).report.articles_numbered)
        except NotALegalText as error:
            outcomes.append(error.key)
    assert outcomes == ["error.only_memorandum", "1-3", "1-2", "1-2", "1-2", "error.no_provisions", "error.no_provisions"]
