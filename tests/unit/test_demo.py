"""The demo draft and the measurement drafts: what ships is complete, consistent and readable by the importer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from workbench.domain.drafts import Draft, Kind, SectionKind
from workbench.ingest import read_draft

FLAGS = {"removal", "delegation", "discretion", "definition"}
MEASURE = ("zorg_welzijn", "onderwijs_werk_lokaal", "wonen_energie", "opvang_jeugd_sport_integratie")


@pytest.fixture(scope="module")
def demo(project_root: Path) -> Path:
    return project_root / "corpus" / "demo"


@pytest.fixture(scope="module")
def pdf(demo: Path) -> Draft:
    return read_draft(demo / "demo-ontwerp.pdf")


def _truth(path: Path) -> dict[str, dict[str, Any]]:
    articles: dict[str, dict[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8"))["articles"]
    return articles


def _numbers(draft: Draft) -> list[str]:
    return [provision.number for provision in draft.provisions if provision.kind is Kind.ARTICLE]


def _catalogue_codes(root: Path) -> set[str]:
    return {path.stem for path in (root / "corpus" / "catalogue").glob("*.yaml")}


def test_the_pdf_gives_the_113_articles_of_the_final_draft_once(pdf: Draft) -> None:
    assert _numbers(pdf) == [str(number) for number in range(1, 114)]
    assert pdf.kind == "ontwerp"
    assert "9999 (2026-2027) – Nr. 1" in pdf.identifiers


def test_the_word_file_gives_the_same_articles_as_the_pdf(demo: Path, pdf: Draft) -> None:
    assert _numbers(read_draft(demo / "demo-ontwerp.docx")) == _numbers(pdf)


def test_the_own_judgement_covers_every_article_of_the_pdf(demo: Path, pdf: Draft) -> None:
    assert list(_truth(demo / "truth.yaml")) == _numbers(pdf)


def test_the_parliamentary_parts_are_told_apart(pdf: Draft) -> None:
    kinds = [section.kind for section in pdf.report.sections]
    for expected in (SectionKind.MEMORANDUM, SectionKind.PRE_DRAFT, SectionKind.OPINION, SectionKind.DRAFT):
        assert expected in kinds
    assert pdf.report.clean
    assert pdf.report.quoted_articles == 4


def test_every_article_has_its_explanation_and_its_earlier_text(pdf: Draft) -> None:
    articles = [provision for provision in pdf.provisions if provision.kind is Kind.ARTICLE]
    assert all(article.explanation and article.previous for article in articles)
    isolation = next(article for article in articles if article.number == "27")
    assert "ten hoogste twee uur" in isolation.previous[0]
    assert "ten hoogste twee uur" not in isolation.text


def test_the_articles_marked_as_amending_are_the_ones_that_the_importer_finds(demo: Path, pdf: Draft) -> None:
    marked = {number for number, entry in _truth(demo / "truth.yaml").items() if entry.get("amending")}
    parents = {provision.id: provision for provision in pdf.provisions}
    found = set()
    for provision in pdf.provisions:
        if provision.amendment is None:
            continue
        holder = provision
        while holder.kind is not Kind.ARTICLE and holder.parent:
            holder = parents[holder.parent]
        found.add(holder.number)
    assert found == marked


def test_the_pdf_stays_below_one_megabyte(demo: Path) -> None:
    assert (demo / "demo-ontwerp.pdf").stat().st_size < 1_000_000


def _truth_files(root: Path) -> list[Path]:
    folder = root / "tests" / "data" / "measure"
    return [root / "corpus" / "demo" / "truth.yaml", *(folder / f"{name}.truth.yaml" for name in MEASURE)]


def test_every_judgement_uses_known_instruments_grades_and_flags(project_root: Path) -> None:
    codes = _catalogue_codes(project_root)
    for path in _truth_files(project_root):
        for number, entry in _truth(path).items():
            assert entry["tension"] in (0, 1, 2, 3), (path, number)
            assert {article.split("/")[0] for article in entry["treaties"]} <= codes, (path, number)
            assert set(entry["treaties"].values()) <= {1, 2, 3}, (path, number)
            assert set(entry.get("watch", ())) <= FLAGS, (path, number)
            assert entry["why"], (path, number)


def test_every_tension_of_two_or_more_names_a_core_article(project_root: Path) -> None:
    for path in _truth_files(project_root):
        for number, entry in _truth(path).items():
            assert entry["tension"] < 2 or max(entry["treaties"].values()) >= 2, (path, number)


@pytest.mark.parametrize("name", MEASURE)
def test_each_measurement_draft_has_a_judgement_for_every_article(project_root: Path, name: str) -> None:
    folder = project_root / "tests" / "data" / "measure"
    draft = read_draft(folder / f"{name}.md")
    assert _numbers(draft) == list(_truth(folder / f"{name}.truth.yaml"))
    assert len(_numbers(draft)) >= 100
    assert draft.report.clean
