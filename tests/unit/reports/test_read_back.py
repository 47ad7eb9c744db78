"""An edited advice read back: what changed, what cannot be written, and that nothing is written before somebody says so."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import docx
import pytest

from tests.unit.reports.conftest import Desk
from tests.unit.reports.office_programs import converted
from workbench.domain.dossiers import Dossier
from workbench.domain.edits import AdviceEdits, EditKind
from workbench.domain.findings import Addressee, Finding, Recommendation, Remedy
from workbench.errors import DamagedFile, EncryptedFile, RuleError, StaleWrite
from workbench.reports.advice import compose_advice
from workbench.reports.docx_reader import read_advice
from workbench.reports.docx_template import template_bytes
from workbench.reports.docx_writer import write_docx
from workbench.reports.field_names import bookmark_of, tag_of
from workbench.use_cases.read_back_advice import compare_advice, write_edits
from workbench.use_cases.record_finding import revise
from workbench.use_cases.write_advice import advice_of, write_advice

TWO = (
    Recommendation(1, Remedy.ADD_SAFEGUARD, Addressee.MINISTER, "na machtiging\nvan de rechter", "Zo weegt iemand af."),
    Recommendation(2, Remedy.EXPLAIN, Addressee.COMMITTEE, "", "Leg uit waarom."),
)


@pytest.fixture
def made(desk: Desk) -> tuple[Dossier, Finding]:
    dossier = desk.open()
    seen = advice_of(desk.office["ada"], dossier.id, dossier.current)
    write_advice(desk.office["ada"], seen, about="Over kampeerterreinen.", summary="Kort.")
    return dossier, desk.finding(dossier, recommendations=TWO)


def exported(desk: Desk, dossier: Dossier) -> bytes:
    return write_docx(compose_advice(desk.select(dossier), desk.voice), *template_bytes(None, desk.folder, "advies"))


def edited(content: bytes, change: Callable[[str], str | None]) -> bytes:
    """The file after somebody changed runs: None leaves one as it is."""
    document = docx.Document(io.BytesIO(content))
    for node in document.element.body.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"):
        new = change(node.text or "")
        node.text = node.text if new is None else new
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def compared(desk: Desk, dossier: Dossier, content: bytes, who: str = "ada") -> AdviceEdits:
    read = read_advice(content, "advies.docx")
    return compare_advice(desk.office[who], dossier.id, read.fields, read.loose)


def test_an_untouched_file_changes_nothing_also_after_libreoffice_saved_it(
    desk: Desk, made: tuple[Dossier, Finding], tmp_path: Path
) -> None:
    content = exported(desk, made[0])
    assert compared(desk, made[0], content) == AdviceEdits(made[0].id, (), (), 5)
    again = converted(content, "docx", "docx:MS Word 2007 XML", tmp_path).read_bytes()
    assert compared(desk, made[0], again) == AdviceEdits(made[0].id, (), (), 5)


def test_changed_words_are_shown_and_written_only_when_somebody_says_so(desk: Desk, made: tuple[Dossier, Finding]) -> None:
    dossier, finding = made
    file = edited(exported(desk, dossier), lambda t: {"van de rechter": "van de vrederechter", "Kort.": "Heel kort."}.get(t))
    edits = compared(desk, dossier, file)
    assert [(e.kind, e.recommendation, e.field, e.stored, e.edited) for e in edits.edits] == [
        (EditKind.CHANGED, 0, "summary", "Kort.", "Heel kort."),
        (EditKind.CHANGED, 1, "text", "na machtiging\nvan de rechter", "na machtiging\nvan de vrederechter"),
    ]
    assert desk.office.again(finding) == finding
    assert write_edits(desk.office["ada"], edits, {e.key for e in edits.edits}, "na overleg") == 2
    now = desk.office.again(finding)
    assert (now.recommendations[0].proposed_text, now.recommendations[1], now.writers) == (
        "na machtiging\nvan de vrederechter",
        TWO[1],
        ("rik", "ada"),
    )
    last = desk.office.ledger.history(subject=finding.id)[-1]
    assert (last.who, last.action, last.reason) == ("ada", "revise_finding", "na overleg")
    assert advice_of(desk.office["ada"], dossier.id, dossier.current).summary == "Heel kort."


def test_words_changed_on_both_sides_are_a_conflict_and_not_overwritten_by_themselves(
    desk: Desk, made: tuple[Dossier, Finding]
) -> None:
    dossier, finding = made
    file = edited(exported(desk, dossier), lambda t: "Leg beter uit." if t == "Leg uit waarom." else None)
    mine = replace(TWO[1], explanation="Leg eerst uit.")
    revise(desk.office["rik"], replace(finding, recommendations=(replace(TWO[0], explanation="Anders."), mine)))
    edits = compared(desk, dossier, file)
    assert [(e.kind, e.field, e.stored, e.edited) for e in edits.edits] == [
        (EditKind.BEHIND, "why", "Anders.", "Zo weegt iemand af."),
        (EditKind.CONFLICT, "why", "Leg eerst uit.", "Leg beter uit."),
    ]
    with pytest.raises(RuleError):
        write_edits(desk.office["ada"], edits, {edits.edits[0].key}, "x")
    write_edits(desk.office["ada"], edits, {edits.edits[1].key}, "bewust")
    assert [r.explanation for r in desk.office.again(finding).recommendations] == ["Anders.", "Leg beter uit."]


def test_what_somebody_changed_after_the_preview_stops_the_writing_of_everything(
    desk: Desk, made: tuple[Dossier, Finding]
) -> None:
    dossier, finding = made
    edits = compared(
        desk,
        dossier,
        edited(exported(desk, dossier), lambda t: "Kort!" if t == "Kort." else "Nu." if t == "Leg uit waarom." else None),
    )
    revise(desk.office["rik"], replace(finding, title="Anders"))
    before = desk.office.ledger.head()
    with pytest.raises(StaleWrite):
        write_edits(desk.office["ada"], edits, {e.key for e in edits.edits}, "x")
    assert desk.office.ledger.head() == before


def test_removed_new_and_absent_recommendations_are_named(desk: Desk, made: tuple[Dossier, Finding]) -> None:
    dossier, _ = made
    document = docx.Document(io.BytesIO(exported(desk, dossier)))
    paragraph = next(p for p in document.paragraphs if "Leg uit waarom." in p._p.xml)
    new = paragraph.insert_paragraph_before("Aanbeveling 3. Hoor de bewoners.", style="Toetssteen Recommendation")
    paragraph._p.getparent().remove(paragraph._p)
    assert new.text
    file = io.BytesIO()
    document.save(file)
    desk.finding(dossier, "art_4", title="Later gemaakt")
    edits = compared(desk, dossier, file.getvalue())
    assert [(e.kind, e.recommendation, e.title) for e in edits.edits] == [
        (EditKind.REMOVED, 2, "Woning betreden zonder rechter"),
        (EditKind.ABSENT, 1, "Later gemaakt"),
    ]
    assert edits.loose == ("Aanbeveling 3. Hoor de bewoners.",)


def test_paragraphs_added_under_own_words_belong_to_them(desk: Desk, made: tuple[Dossier, Finding]) -> None:
    dossier, _ = made
    document = docx.Document(io.BytesIO(exported(desk, dossier)))
    after = next(p for p in document.paragraphs if p.style is not None and p.style.name == "List Bullet")
    after.insert_paragraph_before("Tweede alinea.", style="Normal")
    file = io.BytesIO()
    document.save(file)
    assert [(e.field, e.edited) for e in compared(desk, dossier, file.getvalue()).edits] == [
        ("about", "Over kampeerterreinen.\nTweede alinea.")
    ]


def test_a_file_of_another_dossier_shows_nothing_of_it_and_writes_nothing(desk: Desk, made: tuple[Dossier, Finding]) -> None:
    other = desk.open("Andere")
    secret = desk.finding(other, recommendations=(replace(TWO[0], proposed_text="GEHEIM"),))
    edits = compared(desk, made[0], edited(exported(desk, other), lambda t: "anders" if t == "GEHEIM" else None))
    assert {e.kind for e in edits.edits} == {EditKind.FOREIGN}
    assert "GEHEIM" not in repr(edits)
    with pytest.raises(RuleError):
        write_edits(desk.office["ada"], edits, {e.key for e in edits.edits}, "x")
    assert desk.office.again(secret) == secret


def test_every_field_name_survives_as_a_bookmark_of_forty_characters() -> None:
    draw = random.Random(8)
    for _ in range(300):
        record, number, version = f"{draw.getrandbits(128):032x}", draw.randrange(1, 99), draw.randrange(1, 9999)
        for tag in (f"rec/{record}/{number}/why/{version}", f"adv/{record}/summary/{version}"):
            assert tag_of(bookmark_of(tag)) == tag
            assert len(bookmark_of(tag)) <= 40


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04kapot", b"<html>"])
def test_a_broken_file_gets_one_sentence(content: bytes) -> None:
    with pytest.raises(DamagedFile) as caught:
        read_advice(content, "stuk.docx")
    assert caught.value.key == "error.docx_damaged"


def test_an_advice_with_a_password_says_so() -> None:
    with pytest.raises(EncryptedFile) as caught:
        read_advice(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "geheim.docx")
    assert (caught.value.key, caught.value.params["file"]) == ("error.office_locked", "geheim.docx")


def test_an_advice_that_declares_entities_is_not_opened(desk: Desk, made: tuple[Dossier, Finding]) -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>'
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(exported(desk, made[0]))) as package, zipfile.ZipFile(out, "w") as hostile:
        for name in package.namelist():
            part = package.read(name)
            hostile.writestr(name, bomb + part.split(b"?>", 1)[1] if name == "word/document.xml" else part)
    with pytest.raises(DamagedFile) as caught:
        read_advice(out.getvalue(), "kwaad.docx")
    assert caught.value.key == "error.hostile_file"


def test_a_word_file_without_our_fields_is_refused() -> None:
    file = io.BytesIO()
    docx.Document().save(file)
    with pytest.raises(DamagedFile) as caught:
        read_advice(file.getvalue(), "vreemd.docx")
    assert caught.value.key == "error.no_advice_fields"
