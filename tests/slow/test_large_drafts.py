"""Drafts of real size: 250 pages in seconds, 2,000 pages in less than a minute, with progress."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.golden import printing
from workbench.ingest import read_draft


def _lines(articles: int) -> list[str]:
    lines = ["%head Stuk 900 (2033-2034) – Nr. 1", "#ONTWERP VAN DECREET", "Ontwerp van decreet houdende zeer veel bepalingen"]
    for number in range(1, articles + 1):
        if number % 20 == 1:
            lines.append(f"=Hoofdstuk {number // 20 + 1}. Onderwerp {number // 20 + 1}")
        lines += _amending(number) if number % 7 == 3 else _article(number)
    return lines


def _amending(number: int) -> list[str]:
    return [
        f"Art. {number}. Aan artikel {number + 3} van het decreet van 4 mei 2019 betreffende de buurtzorg wordt een paragraaf 2 "
        "toegevoegd, die luidt als volgt:",
        f"“§ 2. De gemeente bewaart de gegevens hoogstens {number} maanden.",
        "Art. 999. De inwoner kan vragen dat de gegevens worden gewist.”.",
    ]


def _article(number: int) -> list[str]:
    return [
        f"{'Artikel' if number == 1 else 'Art.'} {number}. § 1. De gemeente verleent aan elke inwoner de ondersteuning, vermeld in "
        f"artikel {max(1, number - 1)}, § 1, als de inwoner de verantwoordelijkheid voor de gemeenschapsaangelegenheden opneemt:",
        *(
            "1° de inwoner is minstens achttien jaar;",
            "2° de inwoner woont in de gemeente:",
            "a) sinds een jaar;",
            "b) of langer.",
        ),
        "De gemeente kan een uitzondering toestaan.",
        f"§ 2. De Vlaamse Regering bepaalt de nadere regels voor onderwerp {number}.",
        "Ze raadpleegt vooraf de gemeenten en de verenigingen van inwoners, en deelt mee wat ze met hun opmerkingen heeft gedaan.",
    ]


@pytest.mark.parametrize(("articles", "least_pages", "cpu_seconds"), [(1250, 300, 20.0), (8300, 2000, 60.0)])
def test_a_large_draft_is_read_completely_and_in_time(
    articles: int, least_pages: int, cpu_seconds: float, tmp_path: Path
) -> None:
    path = tmp_path / "groot.pdf"
    printing.to_pdf(_lines(articles), path, indented=True, size=12)
    heard: list[tuple[str, int, int]] = []
    start = time.process_time()
    draft = read_draft(path, lambda step, done, total: heard.append((step, done, total)))
    used = time.process_time() - start
    report = draft.report
    assert report.pages >= least_pages
    assert (report.articles_counted, report.articles_numbered, report.gaps, report.leftovers) == (
        articles,
        f"1-{articles}",
        (),
        (),
    )
    assert report.amending_articles == report.quoted_articles == sum(n % 7 == 3 for n in range(1, articles + 1))
    assert heard[: report.pages] == [("progress.pages", page, report.pages) for page in range(report.pages)]
    assert used < cpu_seconds
