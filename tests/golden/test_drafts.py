"""Fictitious drafts in the layouts of real files, printed and read back: the expected trees are texts that a jurist can check."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.golden import printing
from tests.golden.tree_text import tree_text
from workbench.ingest import read_draft

DRAFTS = Path(__file__).parent / "drafts"
PRINTERS: dict[str, tuple[str, Callable[[list[str], Path], None]]] = {
    "docx": ("docx", printing.to_docx),  # first: it writes the expected tree when that is asked for
    "pdf, white between paragraphs": ("pdf", printing.to_pdf),
    "pdf, first lines set in": ("pdf", lambda lines, target: printing.to_pdf(lines, target, indented=True, size=11)),
    "docx, automatic numbers": ("docx", printing.to_numbered_docx),
    "html": ("html", printing.to_html),
    "markdown": ("md", printing.to_markdown),
    "text": ("txt", printing.to_text),
}


def _without_head(tree: str) -> str:
    """Markdown has no running heads, so the number of the document is not in it."""
    return "\n".join(line for line in tree.split("\n") if not line.startswith("kenmerken: "))


def _compare(tree: str, name: str, regenerate: bool) -> None:
    expected = DRAFTS / f"{name}.tree.txt"
    if regenerate:
        expected.write_text(tree, encoding="utf-8")
    assert tree == expected.read_text(encoding="utf-8")


@pytest.mark.parametrize("form", PRINTERS)
@pytest.mark.parametrize("name", ["woonzorg", "codex", "wijzigingen"])
def test_a_draft_gives_the_same_tree_in_every_file_format(name: str, form: str, tmp_path: Path, regenerate_golden: bool) -> None:
    suffix, printer = PRINTERS[form]
    target = tmp_path / f"{name}.{suffix}"
    printer(printing.lines_of(DRAFTS / f"{name}.txt"), target)
    tree = tree_text(read_draft(target))
    if form == "markdown":
        assert _without_head(tree) == _without_head((DRAFTS / f"{name}.tree.txt").read_text(encoding="utf-8"))
    else:
        _compare(tree, name, regenerate_golden and form == "docx")


@pytest.mark.parametrize("file", ["spiegel.html", "akoma.xml"])
def test_a_file_in_its_own_format_gives_the_expected_tree(file: str, regenerate_golden: bool) -> None:
    _compare(tree_text(read_draft(DRAFTS / file)), file.split(".")[0], regenerate_golden)


def test_no_golden_tree_is_rewritten_unless_someone_asks_for_it(regenerate_golden: bool, request: pytest.FixtureRequest) -> None:
    assert regenerate_golden is False or "--regenerate-golden" in request.config.invocation_params.args
    source = (Path(__file__).parent / "conftest.py").read_text(encoding="utf-8")
    assert "default=False" in source


def test_pages_and_offsets_point_to_the_printed_place(tmp_path: Path) -> None:
    target = tmp_path / "woonzorg.pdf"
    printing.to_pdf(printing.lines_of(DRAFTS / "woonzorg.txt"), target)
    draft = read_draft(target)
    article = next(provision for provision in draft.provisions if provision.number == "3" and provision.kind == "article")
    assert article.page == 6
    assert draft.source.text[article.start : article.start + 47] == "Art. 3. Elke oudere heeft recht op een zorgplan"
    assert draft.source.text[article.start : article.end].endswith("binnen dertig dagen.")


def test_what_is_printed_on_every_page_is_reported_as_removed(tmp_path: Path) -> None:
    target = tmp_path / "woonzorg.pdf"
    printing.to_pdf(printing.lines_of(DRAFTS / "woonzorg.txt"), target)
    removed = read_draft(target).report.removed
    pages = {item.page for item in removed if item.text.startswith("Vlaams Parlement – 1011 Brussel")}
    assert pages == set(range(1, read_draft(target).report.pages + 1))
    assert [item.text for item in removed if item.reason == "footnote"] == [
        "1",
        "1Zie de beleidsnota Welzijn 2029-2034, blz. 14.",
    ]
