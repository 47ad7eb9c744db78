"""Nothing of one dossier gets into a file of another: random institutes, every form of report and export.

Every word that somebody writes in a dossier carries that dossier's mark. `TOETSSTEEN_LEAK_EXAMPLES=200` tries longer.
"""

from __future__ import annotations

import io
import os
import zipfile
from dataclasses import dataclass, replace
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fake_ledger import FakeLedger
from tests.office import NORMS, Office
from tests.records import finding as example
from tests.unit.reports.conftest import Desk, Kept
from workbench.domain.body_set import Reach
from workbench.domain.dossiers import Dossier
from workbench.domain.findings import Addressee, Authority, Recommendation, Remedy
from workbench.domain.follow_up import FollowUp, ReplyVerdict
from workbench.domain.notes import Note, NoteKind
from workbench.domain.obligations import Register
from workbench.domain.period import BEGINNING, Period
from workbench.domain.treaty_bodies import TreatyBody
from workbench.domain.verdicts import VerdictAnswer
from workbench.knowledge.treaty_bodies import read_treaty_bodies
from workbench.reports.advice import compose_advice
from workbench.reports.annotations import write_jsonld
from workbench.reports.bibliography import sources_of, write_bibtex, write_csl, write_ris
from workbench.reports.body_tables import body_tables, unratified_tables
from workbench.reports.docx_template import template_bytes
from workbench.reports.docx_writer import write_docx
from workbench.reports.markdown import write_markdown_files
from workbench.reports.pdf import write_pdf
from workbench.reports.tables import tables_of
from workbench.reports.treaty_body import compose_body_dossier
from workbench.reports.unratified import compose_unratified
from workbench.reports.voice import Voice
from workbench.reports.workbook import write_csv_files, write_xlsx
from workbench.use_cases.decide_candidate import decide
from workbench.use_cases.discuss import write_note
from workbench.use_cases.list_unratified import list_unratified
from workbench.use_cases.no_remarks import record_no_remarks
from workbench.use_cases.publish import publish, record_follow_up
from workbench.use_cases.record_finding import withdraw
from workbench.use_cases.select_for_body import BodySources, select_for_body
from workbench.use_cases.sign_off import sign_off
from workbench.use_cases.write_advice import advice_of, write_advice

EXAMPLES = int(os.environ.get("TOETSSTEEN_LEAK_EXAMPLES", "6"))


@dataclass(frozen=True)
class Wish:
    """What one dossier holds."""

    norms: tuple[str, ...]
    signed: bool
    withdrawn: bool
    decided: bool
    silent: bool
    words: bool
    noted: bool
    confidential: bool


WISHES = st.builds(
    Wish,
    st.lists(st.sampled_from(["ECHR/8", "CRC/12", "ICCPR/17", "ECHR-P12/1", "RESC/31/1"]), max_size=3).map(tuple),
    *([st.booleans()] * 7),
)


def mark(number: int) -> str:
    return f"zq{number}xk"


def live(desk: Desk, number: int, wish: Wish) -> Dossier:
    """People at work in one dossier, whose every word carries its mark."""
    m, ada = mark(number), desk.office["ada"]
    dossier = desk.open(
        m, minister=f"minister {m}", confidential=wish.confidential, members=("rik", "leo", "mia", "ada"), summary=m
    )
    norm = replace(example("x").norm, authorities=(Authority(f"EHRM {m}", f"§ {m}"),), note=m)
    facts = {
        "title": f"Titel {m}",
        "reasoning": f"Want {m}.",
        "memorandum": m,
        "council_of_state": m,
        "evidence": m,
        "affected": m,
    }
    advice = (Recommendation(1, Remedy.AMEND, Addressee.MINISTER, f"tekst {m}", f"omdat {m}"),)
    for place in wish.norms:
        made = {"norm": replace(norm, provision=place), "recommendations": advice, "tags": (m,), **facts}
        if wish.signed:
            ready = desk.validated(dossier, **made)
            sign_off(desk.office["mia"], dossier.id, [ready], desk.frozen(dossier), NORMS, f"gezien {m}")
            shown = publish(ada, desk.office.again(ready), m)
            entry = FollowUp(finding=ready.id, day="2026-11-20", reply=ReplyVerdict.PARTLY, where=m, court=m, words=m)
            record_follow_up(ada, shown, entry)
        else:
            desk.finding(dossier, **made)
    if wish.withdrawn:
        withdraw(desk.office["rik"], desk.finding(dossier, "art_2", title=f"Weg {m}"), f"reden {m}")
    if wish.decided:
        decide(
            desk.office["rik"],
            dossier.id,
            dossier.current,
            ("art_2", "CRC/12"),
            VerdictAnswer.NOT_RELEVANT,
            reasons=[m],
            remark=m,
        )
    if wish.silent:
        record_no_remarks(desk.office["rik"], dossier.id, dossier.current, ["art_5"], ["ECHR"], remark=m)
    if wish.words:
        seen = advice_of(ada, dossier.id, dossier.current)
        write_advice(ada, seen, number=m, addressed_to=m, about=m, framework=m, opening=m, summary=m)
    if wish.noted:
        write_note(desk.office["rik"], Note(dossier=dossier.id, kind=NoteKind.NOTE, text=f"nota {m}"))
    return dossier


def unpacked(content: bytes) -> str:
    """Everything in a file that a reader could find, in lower case."""
    if content.startswith(b"%PDF"):
        document = pypdfium2.PdfDocument(content)
        words = "".join(page.get_textpage().get_text_range() for page in document) + str(document.get_metadata_dict())
    elif content.startswith(b"PK"):
        package = zipfile.ZipFile(io.BytesIO(content))
        words = "".join(name + package.read(name).decode("utf-8", "replace") for name in package.namelist())
    else:
        words = content.decode("utf-8")
    return words.replace("\r", "").replace("\n", "").lower()


def files_of(desk: Desk, dossier: Dossier, who: str) -> dict[str, bytes]:
    """One dossier in every form."""
    chosen, voice = desk.select(dossier, who), desk.voice
    document, sources, sheets = compose_advice(chosen, voice), sources_of(chosen, voice), tables_of(chosen, voice)
    return {
        "docx": write_docx(document, *template_bytes(None, desk.folder, "advies")),
        "pdf": write_pdf(document, voice),
        "xlsx": write_xlsx(sheets, voice, dossier.title),
        "csv": write_csv_files(sheets, voice),
        "jsonld": write_jsonld(chosen, voice),
        "csl": write_csl(sources),
        "bibtex": write_bibtex(sources),
        "ris": write_ris(sources),
        "markdown": write_markdown_files(chosen, voice),
    }


def overviews(desk: Desk, who: str, confidential: bool, body: TreatyBody, register: Register) -> dict[str, bytes]:
    """The reports out of all dossiers, in every form."""
    actor, voice = desk.office[who], desk.voice
    reach = Reach(Period(BEGINNING, "9999-12-31"), confidential=confidential)
    chosen = select_for_body(actor, body, reach, BodySources(desk.kept, register))  # type: ignore[arg-type]
    treaties = list_unratified(actor, voice.instruments, confidential)
    documents = {"body": compose_body_dossier(chosen, treaties, register, voice), "open": compose_unratified(treaties, voice)}
    files = {f"{name} pdf": write_pdf(document, voice) for name, document in documents.items()}
    files |= {f"{n} docx": write_docx(d, *template_bytes(None, desk.folder, "verslag")) for n, d in documents.items()}
    files["body xlsx"] = write_xlsx(body_tables(chosen, treaties, voice), voice, "x")
    files["open xlsx"] = write_xlsx(unratified_tables(treaties, voice), voice, "x")
    return files


@pytest.fixture(scope="module")
def crc(project_root: Path) -> TreatyBody:
    return read_treaty_bodies(project_root / "corpus")["CRC"]


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(WISHES, min_size=2, max_size=4))
def test_no_word_of_one_dossier_stands_in_a_file_of_another(
    voice: Voice, tmp_path: Path, crc: TreatyBody, wishes: list[Wish]
) -> None:
    desk = Desk(Office(FakeLedger()), Kept(), voice, tmp_path)
    dossiers = [live(desk, number, wish) for number, wish in enumerate(wishes)]
    for number, dossier in enumerate(dossiers):
        others = [mark(n) for n in range(len(dossiers)) if n != number]
        for form, content in files_of(desk, dossier, "ada").items():
            words = unpacked(content)
            assert [m for m in others if m in words] == [], form
            assert mark(number) in words or form not in ("docx", "pdf", "xlsx", "csv"), form
    closed = [mark(n) for n, wish in enumerate(wishes) if wish.confidential]
    register = Register({}, "")
    for who, asked in (("ada", False), ("bob", True)):  # bob is no member of any
        for form, content in overviews(desk, who, asked, crc, register).items():
            words = unpacked(content)
            assert [m for m in closed if m in words] == [], (who, form)
    shown = {form: unpacked(content) for form, content in overviews(desk, "ada", True, crc, register).items()}
    told = [mark(n) for n, wish in enumerate(wishes) if "CRC/12" in wish.norms]
    assert all(m in words for m in told for form, words in shown.items() if form.startswith("body"))
