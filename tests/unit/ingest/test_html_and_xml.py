"""Web pages and Akoma Ntoso: the law without the page around it."""

from __future__ import annotations

from pathlib import Path

from tests.unit.ingest.reading import articles, draft_of, outline, texts


def _page(body: str) -> str:
    return f"<!DOCTYPE html><html><head><title>x</title></head><body>{body}</body></html>"


def test_navigation_is_reported_and_scripts_are_not(tmp_path: Path) -> None:
    page = _page("<script>Art. 9. x</script><nav>Home Zoeken</nav><p>Artikel 1. Een.</p><div class='site-footer'>Contact</div>")
    draft = draft_of(tmp_path, page, "html")
    assert texts(draft) == {"artikel 1": "Een."}
    assert [(item.text, item.reason) for item in draft.report.removed] == [
        ("Home Zoeken", "navigation"),
        ("Contact", "navigation"),
    ]


def test_a_container_that_is_called_header_but_holds_the_law_is_kept(tmp_path: Path) -> None:
    assert outline(draft_of(tmp_path, _page("<div class='header'><p>Artikel 1. Een.</p><p>Art. 2. Twee.</p></div>"), "html")) == [
        "artikel 1",
        "artikel 2",
    ]


def test_line_breaks_cells_and_lists_begin_new_lines(tmp_path: Path) -> None:
    page = _page("<p>Artikel 1. Een.<br>Tweede lid.</p><ul><li>a) x;</li></ul><table><tr><td>Art. 2. Twee.</td></tr></table>")
    assert outline(draft_of(tmp_path, page, "html"))[:3] == ["artikel 1", "artikel 1, eerste lid", "artikel 1, tweede lid"]


def test_a_data_table_keeps_its_rows(tmp_path: Path) -> None:
    page = _page(
        "<p>Artikel 1. De bijdrage is:</p><table><tr><th>jaar</th><th>bedrag</th></tr><tr><td>2031</td><td>10 euro</td></tr></table>"
    )
    assert texts(draft_of(tmp_path, page, "html"))["artikel 1"] == "De bijdrage is:\njaar | bedrag\n2031 | 10 euro"


def test_elements_marked_as_french_are_left_out(tmp_path: Path) -> None:
    draft = draft_of(tmp_path, _page("<p lang='fr'>Article 1er. Un.</p><p lang='nl'>Artikel 1. Een.</p>"), "html")
    assert texts(draft) == {"artikel 1": "Een."}
    assert [item.reason for item in draft.report.removed] == ["other_language"]


def test_a_page_in_an_old_encoding_is_read(tmp_path: Path) -> None:
    path = tmp_path / "x.html"
    path.write_bytes(_page("<meta charset='iso-8859-1'><p>Artikel 1. Coördinatie en § één.</p>").encode("cp1252"))
    from workbench.ingest import read_draft

    assert texts(read_draft(path))["artikel 1"] == "Coördinatie en § één."


def test_publishers_notes_and_validity_dates_are_taken_out(tmp_path: Path) -> None:
    page = _page(
        "<p>HOOFDSTUK 1 Algemeen (... - ...)</p><p>Artikel 1. (01/07/2016- ...)</p><p>Een. &lt;W 1999-05-04/60, art. 3&gt;</p><p>----------</p>"
    )
    draft = draft_of(tmp_path, page, "html")
    assert [(p.kind.value, p.heading, p.text) for p in draft.provisions] == [("chapter", "Algemeen", ""), ("article", "", "Een.")]
    assert [item.reason for item in draft.report.removed] == ["validity", "validity", "editorial_note", "rule"]


def test_an_enumeration_in_running_text_is_cut_in_points(tmp_path: Path) -> None:
    page = _page(
        "<p>Art. 2.In dit decreet wordt verstaan onder: 1° bank: een zitplaats, vermeld in artikel 5, 1°, van de wet;2° buurt: een wijk.</p>"
    )
    assert texts(draft_of(tmp_path, page, "html")) == {
        "artikel 2": "In dit decreet wordt verstaan onder:",
        "artikel 2, 1°": "bank: een zitplaats, vermeld in artikel 5, 1°, van de wet;",
        "artikel 2, 2°": "buurt: een wijk.",
    }


def _akn(body: str) -> str:
    return f"<?xml version='1.0'?><akomaNtoso xmlns='http://docs.oasis-open.org/legaldocml/ns/akn/3.0'><act><body>{body}</body></act></akomaNtoso>"


def test_akoma_ntoso_structure_is_taken_over(tmp_path: Path) -> None:
    body = (
        "<title><num>Titel 1.</num><heading>Begin</heading><article><num>Art. 12/1.</num><paragraph><num>§ 2/1.</num>"
        "<list><intro><p>De raad:</p></intro><point><num>a)</num><content><p>beslist;</p></content></point>"
        "<indent><num>–</num><content><p>hoort.</p></content></indent></list></paragraph></article></title>"
    )
    draft = draft_of(tmp_path, _akn(body), "xml")
    assert outline(draft) == [
        "titel 1",
        "artikel 12/1",
        "artikel 12/1, § 2/1",
        "artikel 12/1, § 2/1, a)",
        "artikel 12/1, § 2/1, eerste streepje",
    ]
    assert draft.source.format == "akoma_ntoso"
    assert all(
        draft.source.text[p.start : p.end].endswith(p.text) for p in draft.provisions if p.text and not draft.children(p.id)
    )


def test_akoma_ntoso_tables_and_notes(tmp_path: Path) -> None:
    body = (
        "<article><num>Artikel 1.</num><content><p>De bijdrage<authorialNote><p>per jaar</p></authorialNote> is:</p>"
        "<table><tr><td><p>jaar</p></td><td><p>bedrag</p></td></tr></table></content></article>"
    )
    draft = draft_of(tmp_path, _akn(body), "xml")
    assert articles(draft)["1"].text == "De bijdrage is:\njaar | bedrag"
    assert [(item.text, item.reason) for item in draft.report.removed] == [("per jaar", "footnote")]
