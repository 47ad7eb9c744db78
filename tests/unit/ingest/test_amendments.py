"""Amending provisions keep carrier and target (docs/domain.md 3.2)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.ingest.reading import articles, draft_of, outline
from workbench.domain.drafts import Amendment, DraftProvision, Kind, Operation
from workbench.ingest.amendments import mark_amendments

_LAW = "decreet van 8 juli 2016 betreffende de zorg"


def _amendment(text: str) -> Amendment | None:
    (provision,) = mark_amendments([DraftProvision("art_1", Kind.ARTICLE, "1", "", text, 1, 0, len(text))])
    return provision.amendment


@pytest.mark.parametrize(
    ("text", "operation", "target", "new_text"),
    [
        (f"Artikel 9 van het {_LAW} wordt opgeheven.", Operation.REPEAL, "artikel 9", ""),
        (f"De artikelen 5 tot en met 8 van het {_LAW} worden opgeheven.", Operation.REPEAL, "artikelen 5 tot en met 8", ""),
        (f"In artikel 2.1.3, § 2, tweede lid, 3°, van het {_LAW} wordt het woord “kan” vervangen door het woord “moet”.",
         Operation.SUBSTITUTE_WORDS, "artikel 2.1.3, § 2, tweede lid, 3°", "moet"),
        (f"Artikel 4.4.9 van het {_LAW}, gewijzigd bij het decreet van 1 mei 2020, wordt vervangen door wat volgt:\n“Art. 4.4.9. Nieuw.”.",
         Operation.REPLACE, "artikel 4.4.9", "Art. 4.4.9. Nieuw."),
        (f"In het {_LAW}, het laatst gewijzigd bij het decreet van 3 mei 2021, wordt een artikel 12/1 ingevoegd, dat luidt als volgt: “Art. 12/1. X.”.",
         Operation.INSERT, "artikel 12/1", "Art. 12/1. X."),
        (f"Aan artikel 7 van het {_LAW} wordt een paragraaf 4 toegevoegd, die luidt als volgt: “§ 4. X.”.", Operation.ADD, "artikel 7, § 4", "§ 4. X."),
        (f"In artikel 8 van het {_LAW} wordt tussen het eerste en het tweede lid een lid ingevoegd, dat luidt als volgt: “X.”.",
         Operation.INSERT, "artikel 8, nieuw lid tussen het eerste en het tweede lid", "X."),
        (f"Aan artikel 60 van het {_LAW} worden een zesde en een zevende lid toegevoegd, die luiden als volgt: “X.\nY.”.",
         Operation.ADD, "artikel 60, zesde en zevende lid", "X.\nY."),
        (f"In artikel 5 van het {_LAW} worden de volgende wijzigingen aangebracht:", Operation.MULTIPLE, "artikel 5", ""),
        (f"Het {_LAW} wordt opgeheven.", Operation.REPEAL, "", ""),
        (f"In artikel 5, § 2, van het {_LAW} wordt de zinsnede “, op verzoek,” opgeheven.", Operation.REPEAL, "artikel 5, § 2", ""),
        (f"In titel III van het {_LAW} wordt een hoofdstuk 4 ingevoegd, dat luidt als volgt: “Hoofdstuk 4. X”.", Operation.INSERT, "hoofdstuk 4", "Hoofdstuk 4. X"),
    ],
)  # fmt: skip
def test_the_operations_are_recognised_with_their_target(text: str, operation: Operation, target: str, new_text: str) -> None:
    assert _amendment(text) == Amendment(operation, _LAW, target, new_text)


@pytest.mark.parametrize(
    "text",
    [
        "Aan de aanvraag wordt een attest toegevoegd.",
        f"De aanvrager voegt de stukken toe, vermeld in artikel 5 van het {_LAW}.",
        f"De erkenning kan worden ingetrokken als de voorwaarden, vermeld in artikel 5 van het {_LAW}, niet zijn vervuld.",
        f"Artikel 14 van het {_LAW} wordt toegepast als de steun wordt ingetrokken.",
        f"In afwijking van artikel 5 van het {_LAW} wordt de termijn geschorst.",
    ],
)
def test_a_provision_that_only_mentions_another_law_does_not_amend_it(text: str) -> None:
    assert _amendment(text) is None


def test_the_same_decree_is_the_one_named_before(tmp_path: Path) -> None:
    draft = draft_of(
        tmp_path,
        f"Artikel 1. Artikel 3 van het {_LAW} wordt opgeheven.\nArt. 2. Artikel 4 van hetzelfde decreet wordt opgeheven.",
    )
    amendment = articles(draft)["2"].amendment
    assert amendment is not None
    assert (amendment.law, amendment.target) == (_LAW, "artikel 4")


def test_the_chapter_heading_may_name_the_law(tmp_path: Path) -> None:
    text = f"Hoofdstuk 1. Wijzigingen van het {_LAW}\nArtikel 1. In artikel 3 van hetzelfde decreet wordt het woord “a” vervangen door het woord “b”."
    amendment = articles(draft_of(tmp_path, text))["1"].amendment
    assert amendment is not None and amendment.law == _LAW


def test_points_below_a_multiple_change_carry_their_own_target(tmp_path: Path) -> None:
    text = (
        f"Artikel 1. In artikel 5 van het {_LAW} worden de volgende wijzigingen aangebracht:\n"
        "1° in paragraaf 2 wordt het woord “x” vervangen door het woord “y”;\n"
        "2° paragraaf 3, tweede lid, wordt opgeheven;\n"
        "3° er wordt een paragraaf 4 toegevoegd, die luidt als volgt:\n“§ 4. De minister beslist.\nArt. 99. Niet het ontwerp zelf.”;\n"
        "4° punt 2° en 3° worden opgeheven.\nArt. 2. Slot."
    )
    draft = draft_of(tmp_path, text)
    assert outline(draft)[1:5] == [
        f"art. 1, 1°, van de tekst, dat art. 5, § 2, van het {_LAW} wijzigt",
        f"art. 1, 2°, van de tekst, dat art. 5, § 3, tweede lid, van het {_LAW} opheft",
        f"art. 1, 3°, van de tekst, dat art. 5, § 4, van het {_LAW} toevoegt",
        f"art. 1, 4°, van de tekst, dat art. 5, 2° en 3°, van het {_LAW} opheft",
    ]
    assert (draft.report.amending_articles, draft.report.quoted_articles, draft.report.articles_numbered) == (1, 1, "1-2")


@pytest.mark.parametrize(("opening", "closing"), [("“", "”"), ('"', '"'), ("« ", " »"), ("„", "”")])
def test_articles_in_any_quotation_marks_are_not_the_drafts_own(opening: str, closing: str, tmp_path: Path) -> None:
    text = (
        f"Artikel 1. Artikel 5 van het {_LAW} wordt vervangen door wat volgt:\n"
        f"{opening}Art. 5. De raad {opening}hoort{closing} het kind.\nArt. 6. De raad beslist.\n1° snel;\n2° goed.{closing}.\nArt. 2. Slot."
    )
    draft = draft_of(tmp_path, text)
    assert list(articles(draft)) == ["1", "2"]
    assert draft.report.quoted_articles == 2


def test_a_missing_closing_mark_does_not_swallow_the_rest(tmp_path: Path) -> None:
    text = f"Artikel 1. Artikel 5 van het {_LAW} wordt vervangen door wat volgt:\n“Art. 5. De raad hoort het kind.\nArt. 2. De “raad” beslist.\nArt. 3. Slot."
    assert list(articles(draft_of(tmp_path, text))) == ["1", "2", "3"]


def test_a_list_of_repealed_laws_names_each_of_them(tmp_path: Path) -> None:
    text = "Artikel 1. De volgende regelingen worden opgeheven:\n1° het decreet van 5 april 1995 over de wijken;\n2° het besluit van 1 maart 1996 over de straten."
    points = draft_of(tmp_path, text).provisions[1:]
    assert [(p.amendment.operation, p.amendment.law) for p in points if p.amendment] == [
        (Operation.REPEAL, "decreet van 5 april 1995 over de wijken"),
        (Operation.REPEAL, "besluit van 1 maart 1996 over de straten"),
    ]
