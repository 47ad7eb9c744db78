"""The advice: what stands in it, what it admits, and that other programs read it."""

from __future__ import annotations

import io
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import docx
import pikepdf
import pytest

from tests.office import NORMS
from tests.unit.reports.conftest import Desk
from tests.unit.reports.office_programs import converted, office_text, squeezed
from tests.unit.reports.pdf_ua import elements, problems
from workbench.domain.advice import length_of
from workbench.domain.dossiers import Dossier
from workbench.domain.findings import Addressee, Authority, Recommendation, Remedy, Severity
from workbench.domain.instruments import Status
from workbench.domain.people import Action
from workbench.domain.verdicts import VerdictAnswer
from workbench.errors import AccessDenied, RuleError, StaleWrite, TemplateError, UnknownRecord
from workbench.reports.advice import compose_advice
from workbench.reports.annexes import places_in_short
from workbench.reports.citing import parliamentary
from workbench.reports.document import Bullets, Document, Heading, Para, Run, Style, words_of
from workbench.reports.docx_template import template_bytes
from workbench.reports.docx_writer import write_docx
from workbench.reports.pdf import write_pdf
from workbench.reports.voice import Voice
from workbench.use_cases.decide_candidate import decide
from workbench.use_cases.no_remarks import record_no_remarks
from workbench.use_cases.record_finding import revise, withdraw
from workbench.use_cases.sign_off import sign_off
from workbench.use_cases.write_advice import advice_of, write_advice

TWO = (
    Recommendation(1, Remedy.ADD_SAFEGUARD, Addressee.MINISTER, "na machtiging van de rechter", "Zo weegt iemand vooraf af."),
    Recommendation(2, Remedy.EXPLAIN, Addressee.COMMITTEE, "", "Leg uit waarom elk ogenblik nodig is."),
)


def document(desk: Desk, dossier: Dossier, **choice: object) -> Document:
    return compose_advice(desk.select(dossier, **choice), desk.voice)


def words(doc: Document, style: Style | None = None) -> list[str]:
    blocks = [b for b in doc.blocks if style is None or (isinstance(b, Para) and b.style is style)]
    return words_of(blocks)


def as_docx(doc: Document, tmp_path: Path) -> bytes:
    return write_docx(doc, *template_bytes(None, tmp_path, "advies"))


@pytest.fixture
def full(desk: Desk) -> Dossier:
    """Two findings, recommendations, silence, a pair set aside, a withdrawn finding and the advisor's own words."""
    dossier = desk.open(minister="minister van Kampeerzaken")
    desk.validated(dossier, words="op elk ogenblik", recommendations=TWO)
    desk.finding(
        dossier,
        "art_4",
        title="Delegatie <zonder> criteria & grenzen",
        norm=replace(norm_of(desk), provision="RESC/31/1", status=Status.NOT_ACCEPTED),
    )
    gone = desk.finding(dossier, "art_2", title="Naam op het bord")
    withdraw(desk.office["rik"], gone, "raakt geen recht")
    decide(
        desk.office["rik"],
        dossier.id,
        dossier.current,
        ("art_2", "CRC/12"),
        VerdictAnswer.NOT_RELEVANT,
        reasons=["geen kinderen"],
    )
    record_no_remarks(desk.office["rik"], dossier.id, dossier.current, ["art_3__para_2"], ["ECHR", "CRC"], not_tested=["CRPD"])
    seen = advice_of(desk.office["ada"], dossier.id, dossier.current)
    write_advice(
        desk.office["ada"],
        seen,
        number="2026/4",
        about="Over kampeerterreinen.\nEn toezicht.",
        summary="U woont er. De baas mag niet zomaar binnen.",
    )
    return dossier


def norm_of(desk: Desk) -> object:
    from tests.records import finding

    return finding("x").norm


def test_the_advice_has_its_three_questions_and_numbered_recommendations(desk: Desk, full: Dossier) -> None:
    doc = document(desk, full)
    assert [b.text for b in doc.blocks if isinstance(b, Heading) and b.level == 1] == [
        "Samenvatting in klare taal",
        "Waarover gaat dit advies?",
        "Waarbinnen kadert dit advies?",
        "Wat staat in het advies?",
        "Bijlagen",
    ]
    told = words(doc)
    assert [w for w in told if w.startswith("Aanbeveling")] == [
        "Aanbeveling 1. Waarborg toevoegen; gericht aan: minister.",
        "Aanbeveling 2. Verduidelijken in de memorie; gericht aan: commissie.",
        "Aanbeveling 3. Waarborg toevoegen; gericht aan: minister.",
    ]
    assert (
        "Artikel 3, § 1 beperkt artikel 8 EVRM. Uitkomst: risico op schending. Ernst: hoog. Rechtszekerheid: vaste rechtspraak."
        in told
    )
    assert "Lengte: woorden: 9, zinnen: 2, zinnen van meer dan 25 woorden: 0." in told


def test_a_norm_that_does_not_bind_is_called_persuasive(desk: Desk, full: Dossier) -> None:
    line = next(w for w in words(document(desk, full)) if w.startswith("Artikel 4 "))
    assert "(bindt België niet; enkel overtuigende waarde)" in line


def test_an_empty_section_says_that_it_is_empty(desk: Desk, full: Dossier) -> None:
    empty = desk.open("Lege")
    assert words(document(desk, empty), Style.NOTICE) == [
        "CONCEPT: dit advies is niet ondertekend.",
        "Deze afdeling is nog leeg: “Samenvatting in klare taal”.",
        "Deze afdeling is nog leeg: “Waarover gaat dit advies?”.",
        "Deze afdeling is nog leeg: “Waarbinnen kadert dit advies?”.",
        "Deze afdeling is nog leeg: “Wat staat in het advies?”.",
        "Er zijn geen bevindingen.",
        "Niemand heeft vastgelegd dat een bepaling zonder opmerkingen gelezen is.",
        "Niets is terzijde gelegd.",
    ]


def test_the_annexes_say_what_was_silent_not_read_and_set_aside(desk: Desk, full: Dossier) -> None:
    told = words(document(desk, full))
    at = told.index("Bijlage 2. Geen opmerkingen")
    assert told[at + 8 : at + 13] == ["artikel 3, § 2", "EVRM, IVRK", "Rik", told[at + 11], "–"]
    assert "Verdrag inzake de rechten van personen met een handicap (VRPH)" in told
    assert "Bepalingen waarover niets is vastgelegd (2): artikel 1; artikel 5." in told
    at = told.index("Wat terzijde ligt, met de reden")
    rows = told[at + 7 : at + 19]
    assert (rows[2], rows[3], rows[8], rows[9]) == (
        "ingetrokken bevinding: Naam op het bord",
        "raakt geen recht",
        "beoordeeld als niet relevant",
        "geen kinderen",
    )


def test_suggestions_of_the_machine_are_never_in_the_advice(desk: Desk, full: Dossier) -> None:
    doc = document(desk, full)
    told = " ".join(words(doc)) + " ".join(r.note for b in doc.blocks if isinstance(b, Para) for r in b.runs)
    assert "3.25" not in told and "3,25" not in told and "Woorden in beide teksten" not in told
    assert "Suggesties van het programma die niemand heeft beoordeeld: 11." in told


def test_footnotes_cite_the_draft_the_treaty_and_the_authority(desk: Desk, full: Dossier) -> None:
    doc = document(desk, full)
    notes = [r.note for b in doc.blocks if isinstance(b, Para) for r in b.runs if r.note]
    assert notes[:3] == [
        "Art. 3, § 1, ontwerp van decreet over de Zandbergse kampeerterreinen, 1.",
        "Art. 8 EVRM.",  # named in full in the framework, once
        "GC 16, § 8.",
    ]
    framework = next(b for b in doc.blocks if isinstance(b, Bullets) and any(r.note for i in b.items for r in i))
    assert framework.items[0][0].note == (
        "Art. 8 EVRM (Verdrag tot bescherming van de rechten van de mens en de fundamentele vrijheden, 4 november 1950); "
        "bindend voor België (stand op 25 november 2026)."
    )
    assert parliamentary("336 (2014-2015) – Nr. 1") == "Parl.St. Vl.Parl. 2014-15, nr. 336/1"
    assert parliamentary("893 (2016-2017)") == "Parl.St. Vl.Parl. 2016-17, nr. 893"


def test_a_signed_advice_can_be_written_as_it_was_signed(desk: Desk) -> None:
    dossier = desk.open()
    made = desk.validated(dossier)
    sign_off(desk.office["mia"], dossier.id, [made], desk.frozen(dossier), NORMS)
    assert words(document(desk, dossier), Style.NOTICE)[0] != "CONCEPT: dit advies is niet ondertekend."
    signed = desk.office.again(made)
    revise(desk.office["rik"], replace(signed, severity=Severity.LOW, reasoning="Anders."), "nieuw cijfer")
    now, then = words(document(desk, dossier)), words(document(desk, dossier, as_signed=True))
    assert "Ondertekend door Mia op " in now[0]
    assert (
        "Gewijzigd na ondertekening: bevinding 1, “Woning betreden zonder rechter”. Hieronder staat de gewijzigde tekst." in now
    )
    assert (
        "Gewijzigd na ondertekening: bevinding 1, “Woning betreden zonder rechter”. Hieronder staat de tekst zoals die ondertekend is."
        in then
    )
    assert "Anders." in now and "Anders." not in then
    assert "Er is geen machtiging nodig." in then and "Er is geen machtiging nodig." not in now


def test_libreoffice_reads_every_word_and_footnote_of_the_docx(desk: Desk, full: Dossier, tmp_path: Path) -> None:
    doc = document(desk, full)
    text = squeezed(office_text(converted(as_docx(doc, tmp_path), "docx", "fodt", tmp_path)))
    pieces = [r.text for b in doc.blocks for r in runs_of(b)] + [b.text for b in doc.blocks if isinstance(b, Heading)]
    assert [piece for piece in pieces if squeezed(piece) not in text] == []
    notes = {r.note for b in doc.blocks if isinstance(b, Para) for r in b.runs if r.note}
    assert [note for note in notes if squeezed(note) not in text] == []


def test_the_pdf_is_tagged_with_title_language_and_headings_in_order(desk: Desk, full: Dossier) -> None:
    doc = document(desk, full)
    with pikepdf.open(io.BytesIO(write_pdf(doc, desk.voice))) as pdf:
        root = pdf.Root
        assert (bool(root.MarkInfo.Marked), str(root.Lang)) == (True, "nl")
        assert bool(root.ViewerPreferences.DisplayDocTitle)
        with pdf.open_metadata() as about:
            assert (about["pdfuaid:part"], about["dc:title"]) == ("1", doc.title)
        levels, tables, notes = [], 0, 0
        for kind in kinds(root.StructTreeRoot):
            levels += [int(kind[1])] if kind in ("H1", "H2", "H3") else []
            tables += kind == "TH"
            notes += kind == "Note"
    assert levels == [b.level for b in doc.blocks if isinstance(b, Heading)]
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels)) and levels[0] == 1
    assert (tables, notes) == (7 + 5 + 6, sum(bool(r.note) for b in doc.blocks for r in runs_of(b)))


def test_the_pdf_passes_every_structure_check_that_we_can_make(desk: Desk, full: Dossier, english: Voice) -> None:
    for voice in (desk.voice, english):
        assert problems(write_pdf(compose_advice(desk.select(full), voice), voice), voice.language) == []


def test_the_structure_checks_see_what_is_wrong(desk: Desk, full: Dossier) -> None:
    written = io.BytesIO()
    with pikepdf.open(io.BytesIO(write_pdf(document(desk, full), desk.voice))) as pdf:
        del pdf.Root.Lang
        heads = [node for node, _ in elements(pdf.Root.StructTreeRoot) if str(node.S) == "/H1"]
        heads[0].S = pikepdf.Name.H3
        cell = next(node for node, _ in elements(pdf.Root.StructTreeRoot) if str(node.S) == "/TH")
        del cell.A
        pdf.save(written)
    found = problems(written.getvalue(), "nl")
    assert (
        found[0] == "language is None"
        and found[1].startswith("headings with gaps: [3")
        and found[2] == "a header cell without a scope"
    )


def runs_of(block: object) -> list[Run]:
    """Every run, wherever it stands."""
    inside = [*getattr(block, "items", ()), *(cell for row in getattr(block, "rows", ()) for cell in row)]
    return list(getattr(block, "runs", ())) + [r for item in inside for r in item]


def kinds(node: object) -> list[str]:
    """Structure types in reading order."""
    found = []
    children = node.get("/K") if isinstance(node, pikepdf.Dictionary) else None
    if isinstance(node, pikepdf.Dictionary) and "/S" in node:
        found.append(str(node.S)[1:])
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        if isinstance(child, pikepdf.Dictionary):
            found += kinds(child)
    return found


def test_the_institute_can_replace_the_template(desk: Desk, full: Dossier, tmp_path: Path) -> None:
    own = docx.Document()
    own.add_paragraph("Huisstijl {{nummer}}")
    for place in ("advies", "waarbinnen", "waarover", "samenvatting", "staat", "bijlagen"):
        own.add_paragraph(f"{{{{ {place} }}}}")
    own.save(str(tmp_path / "advies.docx"))
    written = docx.Document(io.BytesIO(as_docx(document(desk, full), tmp_path)))
    texts = [p.text for p in written.paragraphs]
    assert texts[:2] == ["Huisstijl 2026/4", "Wat staat in het advies?"]
    assert "Over kampeerterreinen." in written.element.xml and "{{" not in written.element.xml


@pytest.mark.parametrize(
    ("lines", "key", "places"),
    [
        (["{{waarover}}"], "error.template_missing", "{{staat}}, {{samenvatting}}, {{waarbinnen}}, {{advies}}, {{bijlagen}}"),
        (["{{x}}"], "error.template_unknown", "{{x}}"),
        (["tekst {{staat}}"], "error.template_not_alone", "{{staat}}"),
    ],
)
def test_a_template_that_cannot_hold_the_advice_is_refused_in_one_sentence(
    desk: Desk, full: Dossier, tmp_path: Path, lines: list[str], key: str, places: str
) -> None:
    own = docx.Document()
    all_places = [f"{{{{{p}}}}}" for p in ("staat", "samenvatting", "waarover", "waarbinnen", "advies", "bijlagen")]
    rest = [] if key == "error.template_missing" else [p for p in all_places if not any(p in line for line in lines)]
    for line in [*lines, *rest]:
        own.add_paragraph(line)
    own.save(str(tmp_path / "advies.docx"))
    with pytest.raises(TemplateError) as caught:
        as_docx(document(desk, full), tmp_path)
    assert (caught.value.key, caught.value.params["places"]) == (key, places)
    (tmp_path / "advies.docx").write_bytes(b"geen word")
    with pytest.raises(TemplateError) as broken:
        as_docx(document(desk, full), tmp_path)
    assert broken.value.key == "error.template_unreadable"


def test_words_that_xml_and_fonts_do_not_know_do_not_stop_the_advice(desk: Desk, tmp_path: Path) -> None:
    dossier = desk.open()
    desk.finding(dossier, title="Raar \x00\x0b teken #let x = 1 *vet* <w:p/> & “” 日本", reasoning="$a$ @label \\ue000")
    doc = document(desk, dossier)
    assert write_pdf(doc, desk.voice).startswith(b"%PDF")
    text = "\n".join(p.text for p in docx.Document(io.BytesIO(as_docx(doc, tmp_path))).paragraphs)
    assert "1. Raar  teken #let x = 1 *vet* <w:p/> & “” 日本" in text and "$a$ @label \\ue000" in text


def test_the_advice_is_closed_to_who_may_not_export_and_to_strangers_of_a_confidential_dossier(desk: Desk) -> None:
    dossier = desk.open(confidential=True, members=("rik",))
    for who, key in (
        ("rik", "error.denied.export_dossier"),
        ("mia", "error.dossier_unknown"),
        ("bob", "error.dossier_unknown"),
    ):
        with pytest.raises((AccessDenied, UnknownRecord)) as caught:
            desk.select(dossier, who)
        assert (who, caught.value.key) == (who, key)
    assert desk.select(dossier, "rik", Action.READ_DOSSIER).dossier.id == dossier.id


def test_two_advisors_cannot_overwrite_each_others_words(desk: Desk) -> None:
    dossier = desk.open()
    seen = advice_of(desk.office["ada"], dossier.id, dossier.current)
    kept = write_advice(desk.office["ada"], seen, about="Eerst.")
    with pytest.raises(StaleWrite):
        write_advice(desk.office["rik"], seen, about="Later.")
    assert advice_of(desk.office["rik"], dossier.id, dossier.current) == kept
    assert write_advice(desk.office["ada"], kept, about="Eerst.") == kept
    with pytest.raises(RuleError):
        write_advice(desk.office["ada"], replace(seen, draft="e" * 12), about="x")


def test_the_length_of_a_summary_counts_words_sentences_and_long_sentences() -> None:
    size = length_of("U woont er. Mag dat? " + "woord " * 26 + ".\nKlaar")
    assert (size.words, size.sentences, size.long_sentences) == (32, 4, 1)
    assert length_of("  ").words == 0


def test_the_english_advice_speaks_english(desk: Desk, full: Dossier, english: Voice) -> None:
    told = words_of(compose_advice(desk.select(full), english).blocks)
    assert "What does the advice say?" in told and "DRAFT: this advice has not been signed." in told


def test_articles_that_nobody_looked_at_are_named_in_short(desk: Desk) -> None:
    dossier = desk.open()
    assert list(places_in_short(desk.select(dossier), desk.voice)) == ["artikel 1 tot en met 5"]
    desk.finding(dossier)  # on article 3, § 1
    assert list(places_in_short(desk.select(dossier), desk.voice)) == [
        *("artikel 1", "artikel 2"),
        "artikel 3, § 2",
        *("artikel 4", "artikel 5"),
    ]


def test_several_authorities_share_one_footnote_behind_the_reasoning(desk: Desk) -> None:
    dossier = desk.open()
    norm = replace(norm_of(desk), authorities=(Authority("EHRM 13 mei 2008, McCann", "§ 50"), Authority("GC 16", "§ 8")))
    desk.finding(dossier, norm=norm, reasoning="Eerst.\nDan.")
    notes = {r.text: r.note for b in document(desk, dossier).blocks for r in runs_of(b) if r.note}
    assert notes["Dan."] == "EHRM 13 mei 2008, McCann, § 50; GC 16, § 8." and "Eerst." not in notes
    empty = desk.open("Lege")
    desk.finding(empty, norm=norm, reasoning="")
    notes = {r.text: r.note for b in document(desk, empty).blocks for r in runs_of(b) if r.note}
    assert notes["Zie de rechtspraak en toelichtingen in de voetnoot."] == "EHRM 13 mei 2008, McCann, § 50; GC 16, § 8."


def test_an_english_report_is_set_in_an_english_template_unless_the_institute_has_its_own(tmp_path: Path) -> None:
    assert template_bytes(None, tmp_path, "advies", "en")[1] == "advies.en.docx"
    assert template_bytes(None, tmp_path, "advies", "nl")[1] == "advies.docx"
    (tmp_path / "advies.docx").write_bytes(b"eigen")
    assert template_bytes(None, tmp_path, "advies", "en") == (b"eigen", "advies.docx")
    words = " ".join(
        p.text for p in docx.Document(io.BytesIO(template_bytes(None, tmp_path / "leeg", "verslag", "en")[0])).paragraphs
    )
    assert "Period: {{periode}}" in words
