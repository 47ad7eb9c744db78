"""What the pages show of laws after a change and of the interpretive shelf."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from streamlit.testing.v1 import AppTest

from tests.ui.test_journey import words
from workbench.bootstrap import Workbench
from workbench.config import Settings
from workbench.domain.authority import AuthorityKind, AuthorityParagraph, AuthorityText
from workbench.domain.base_law import BaseLaw
from workbench.ingest import read_draft

LAW = "decreet van 3 mei 2019 betreffende de tuinen"


def bench(tmp_path: Path) -> Workbench:
    return Workbench(Settings(tmp_path / "gegevens"))


def test_the_draft_shows_the_law_after_its_change_and_what_it_left_to_the_reader(
    open_app: Callable[..., AppTest], tmp_path: Path
) -> None:
    base = tmp_path / "basis.txt"
    base.write_text("Decreet\n\nArtikel 1. De poort is open na een melding van 24 uur.\n\nArt. 2. Slot.\n", encoding="utf-8")
    bench(tmp_path).laws.save(BaseLaw("l", LAW, "2019-05-03", "2031-01-01", "eigen <bron>", read_draft(base)))
    file = tmp_path / "ontwerp.txt"
    file.write_text(
        f"Ontwerp van decreet tot wijziging van het {LAW}\n\nArtikel 1. Dit decreet regelt een gewestaangelegenheid.\n\n"
        f"Art. 2. In artikel 1 van het {LAW} wordt de zinsnede “24 uur” vervangen door de zinsnede “48 <uur>”.\n\n"
        f"Art. 3. Artikel 7 van het {LAW} wordt opgeheven.\n",
        encoding="utf-8",
    )
    draft, _ = bench(tmp_path).import_draft(file)
    page = words(open_app("draft", draft=draft.id))
    assert "Van 1 van de 2 wijzigingen is de tekst na wijziging volledig." in page
    assert '<del><span class="ts-hidden">[geschrapt: </span>24 uur<span class="ts-hidden"> einde schrapping]</span></del>' in page
    assert "48 <uur>" in page  # words() undoes the escaping
    assert "de basistekst heeft geen artikel 7" in page
    assert "toestand 2031-01-01" in page


def test_the_shelf_stands_under_its_article_and_is_searched_as_not_binding(
    open_app: Callable[..., AppTest], tmp_path: Path
) -> None:
    paragraph = AuthorityParagraph("16", "Wie een handicap heeft, kiest zelf bij welke tuin die woont.")
    gc5 = AuthorityText(
        "CRPD-GC-5", "CRPD", AuthorityKind.GENERAL_COMMENT, "5", "2017", "", "nl", ("CRPD/19",), "eigen", "h", (paragraph,)
    )
    bench(tmp_path).shelf.replace(gc5)
    page = words(open_app("treaties", instrument="CRPD", article="19"))
    assert "CRPD, Algemene Opmerking nr. 5, § 16" in page and "Niet bindend" in page
    found = words(open_app("search", q="zelf kiezen waar men woont", **{"in": "shelf"}))
    assert "CRPD, Algemene Opmerking nr. 5, § 16" in found and "Bij artikel 19 VRPH" in found
