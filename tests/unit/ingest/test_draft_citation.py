"""A place in a draft, printed as a Flemish jurist cites it (docs/domain.md 3.3)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.ingest.reading import draft_of, outline
from workbench.domain.draft_citation import citation_path, ordinal

_TEXT = """Voorontwerp van decreet over banken
Titel 1. Begin
Hoofdstuk 2. Banken
Artikel 5. § 2. Eerste lid.
De raad:
3° beslist:
a) snel;
b) goed.
Art. 6. Lijst:
– een;
– twee.
Art. 7. Artikel 2.1.3, § 2, van het decreet van 4 mei 2019 betreffende de zorg wordt vervangen door wat volgt:
“§ 2. Nieuw.”.
Art. 8. Artikel 3 van de wet van 1 mei 2020 over de straten wordt opgeheven.
Brussel, 3 mei 2031
Bijlage 1. Model"""


def test_every_kind_of_place_has_its_citation(tmp_path: Path) -> None:
    assert outline(draft_of(tmp_path, _TEXT)) == [
        "titel 1",
        "titel 1, hoofdstuk 2",
        "artikel 5",
        "artikel 5, § 2",
        "artikel 5, § 2, eerste lid",
        "artikel 5, § 2, tweede lid",
        "artikel 5, § 2, tweede lid, 3°",
        "artikel 5, § 2, tweede lid, 3°, a)",
        "artikel 5, § 2, tweede lid, 3°, b)",
        "artikel 6",
        "artikel 6, eerste streepje",
        "artikel 6, tweede streepje",
        "art. 7 van het voorontwerp, dat art. 2.1.3, § 2, van het decreet van 4 mei 2019 betreffende de zorg vervangt",
        "art. 8 van het voorontwerp, dat art. 3 van de wet van 1 mei 2020 over de straten opheft",
        "bijlage 1",
    ]


def test_an_unknown_place_has_no_citation(tmp_path: Path) -> None:
    with pytest.raises(KeyError):
        citation_path(draft_of(tmp_path, _TEXT), "art_99")


def test_high_lids_are_counted_in_figures() -> None:
    assert [ordinal(n) for n in (1, 12, 20, 21)] == ["eerste", "twaalfde", "twintigste", "21ste"]
