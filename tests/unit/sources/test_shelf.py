"""The interpretive shelf: paragraphs with their numbers, attached to articles, found and cited, never binding."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from workbench.bootstrap import Workbench
from workbench.config import Settings
from workbench.domain.authority import AuthorityKind, AuthorityParagraph, AuthorityText, cite_authority, parse_authority

PAGE = """<!DOCTYPE html><html><head><title>x</title></head><body><nav>Home</nav>
<h2>I. Introduction</h2><p>Words before the count are left out.</p>
<p>1. Gardeners with a disability choose where they live.</p>
<p>2. The gate of the garden is open to them, in 2017 as well:</p><p>3 keys hang outside.</p>
<h2>II. Obligations of the gardener</h2>
<p>3. The State shall not lock the gate, nor may a committee of neighbours.</p><p>(a) Not at night;</p>
<p>5. A number out of turn stays text.</p></body></html>"""


def shelf(tmp_path: Path) -> list[AuthorityText]:
    return Workbench(Settings(tmp_path / "data")).shelf.all()


def test_a_general_comment_is_cut_by_its_numbers_and_the_catalogue_says_which_article_it_is_about(
    command, tmp_path: Path
) -> None:  # type: ignore[no-untyped-def]
    file = tmp_path / "gc5.html"
    file.write_text(PAGE, encoding="utf-8")
    code, out, _ = command("shelf", "import", str(file), "--body", "CRPD", "--kind", "general-comment", "--number", "5")
    (text,) = shelf(tmp_path)
    assert code == 0 and "CRPD, Algemene Opmerking nr. 5" in out
    assert (text.id, text.articles, text.year, text.language) == ("CRPD-GC-5", ("CRPD/19",), "2017", "en")
    assert [(p.number, p.text) for p in text.paragraphs] == [
        ("1", "Gardeners with a disability choose where they live."),
        ("2", "The gate of the garden is open to them, in 2017 as well:\n3 keys hang outside."),
        (
            "3",
            "The State shall not lock the gate, nor may a committee of neighbours.\n(a) Not at night;\n5. A number out of turn stays text.",
        ),
    ]


def test_a_paragraph_is_found_and_shown_with_its_citation_and_as_not_binding(command, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    file = tmp_path / "gc5.html"
    file.write_text(PAGE, encoding="utf-8")
    command("shelf", "import", str(file), "--body", "CRPD", "--kind", "general-comment", "--number", "5")
    code, out, _ = command("search", "neighbours lock the gate", "--in", "shelf", "--text-language", "en", "--json")
    (best, *_) = json.loads(out)["hits"]
    assert (code, best["place"], best["articles"], best["status"]) == (0, "CRPD-GC-5#3", ["CRPD/19"], "soft")
    assert best["cited"] == "CRPD, Algemene Opmerking nr. 5, § 3"


def test_lines_of_json_carry_judgments_with_articles_per_paragraph(command, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    about = {
        "body": "EHRM",
        "kind": "judgment",
        "number": "1/01",
        "year": "2031",
        "title": "EHRM 3 mei 2031, Tuinman t. België",
        "language": "nl",
    }
    rows = [
        {**about, "paragraph": "12", "text": "De poort van de tuin is een woning.", "articles": ["ECHR/8"]},
        {**about, "paragraph": "14", "text": "De tuin is een eigendom.", "articles": ["ECHR-P1/1"]},
    ]
    file = tmp_path / "arrest.jsonl"
    file.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    code, out, err = command("shelf", "import", str(file))
    assert code == 0 and "EHRM 3 mei 2031, Tuinman t. België" in out
    assert err.strip() == "In de telling ontbreken: 13."
    bench = Workbench(Settings(tmp_path / "data"))
    assert [p.number for text in bench.shelf.about("ECHR/8") for p in text.about("ECHR/8")] == ["12"]
    assert bench.shelf.about("ECHR/3") == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "Zeg wat"),
        (["--body", "CRPD", "--kind", "roman"], "is geen soort"),
        (["--body", "XYZ", "--kind", "decision", "--number", "1"], "Over welke verdragsartikelen"),
        (["--body", "XYZ", "--kind", "decision", "--number", "1", "--articles", "CRPD/900"], "CRPD/900"),
    ],
)
def test_what_cannot_be_placed_is_refused_with_a_remedy(command, tmp_path: Path, arguments: list[str], said: str) -> None:  # type: ignore[no-untyped-def]
    file = tmp_path / "x.html"
    file.write_text(PAGE, encoding="utf-8")
    code, _, err = command("shelf", "import", str(file), *arguments)
    assert code == 2 and said in err and shelf(tmp_path) == []


def text(kind: AuthorityKind, number: str = "5", year: str = "2017", title: str = "", body: str = "CRPD") -> AuthorityText:
    return AuthorityText("ID", body, kind, number, year, title, "nl", ("CRPD/19",), "", "", (AuthorityParagraph("16", "x"),))


@pytest.mark.parametrize(
    ("shown", "cited"),
    [
        (text(AuthorityKind.GENERAL_COMMENT), "CRPD, Algemene Opmerking nr. 5, § 16"),
        (text(AuthorityKind.GENERAL_RECOMMENDATION, "35", body="CEDAW"), "CEDAW, Algemene Aanbeveling nr. 35, § 16"),
        (text(AuthorityKind.CONCLUDING_OBSERVATIONS, "", "2024"), "CRPD, Slotopmerkingen over België (2024), § 16"),
        (text(AuthorityKind.JUDGMENT, "30562/04", title="EHRM 4 december 2008, S. en Marper t. Verenigd Koninkrijk", body="EHRM"), "EHRM 4 december 2008, S. en Marper t. Verenigd Koninkrijk, § 16"),
    ],
)  # fmt: skip
def test_a_paragraph_is_cited_as_jurists_do_and_found_back(shown: AuthorityText, cited: str) -> None:
    assert cite_authority(shown, "16") == cited
    assert parse_authority(cited, [shown]) == "ID#16"
    assert parse_authority(cited.replace(", § 16", ""), [shown]) == "ID"
    with pytest.raises(ValueError, match="not a text on the shelf"):
        parse_authority("CRPD, Algemene Opmerking nr. 99, § 1", [shown])
