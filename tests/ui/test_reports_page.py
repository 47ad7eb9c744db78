"""The reports page: ask, wait for the worker, take the file; an edited file comes back with a preview."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from tests.records import answers, finding
from tests.ui.conftest import DRAFT
from workbench.bootstrap import Workbench
from workbench.config import Settings
from workbench.domain.anchors import anchor_in_draft
from workbench.domain.dossier_set import Choice
from workbench.domain.dossiers import Dossier
from workbench.domain.findings import Finding
from workbench.domain.jobs import JobKind, JobState
from workbench.domain.verdicts import Verdict, VerdictAnswer
from workbench.outgoing import Outgoing
from workbench.use_cases.open_dossier import open_dossier
from workbench.use_cases.record_finding import record_finding


@pytest.fixture
def bench(tmp_path: Path) -> Workbench:
    return Workbench(Settings(tmp_path / "gegevens"))


@pytest.fixture
def dossier(open_app: Callable[..., AppTest], bench: Workbench, tmp_path: Path) -> Dossier:
    (tmp_path / "kampeer.txt").write_text(DRAFT, encoding="utf-8")
    draft, _ = bench.import_draft(tmp_path / "kampeer.txt")
    made = open_dossier(bench.actor(), "Kampeerterreinen & <co>", draft.id, "voorontwerp")
    where = anchor_in_draft(draft, "chp_2__art_3__para_1", "op elk ogenblik elke kampeerwagen betreden")
    record_finding(bench.actor(), finding(made.id, draft=draft.id, subject=where, steps=answers()))
    return made


def shown(app: AppTest) -> str:
    assert not app.exception
    return "\n".join(str(h.proto.body) for h in app.get("html"))


def press(app: AppTest, label: str) -> AppTest:
    next(b for b in app.button if b.label == label).click().run()
    assert not app.exception
    return app


def file_of(bench: Workbench, app: AppTest) -> bytes:
    """The file that the page offers."""
    (button,) = [d for d in app.get("download_button") if d.proto.label.startswith("Ophalen")]
    job = bench.jobs.get(
        str(app.query_params["job"][0] if isinstance(app.query_params["job"], list) else app.query_params["job"])
    )
    assert job is not None and job.state is JobState.DONE
    content = bench.outbox.read(job.id, job.result["file"])
    assert content is not None and button.proto.label == f"Ophalen: {job.result['file']}"
    return content


def test_an_advice_is_made_by_the_worker_and_is_there_again_after_a_reload(
    open_app: Callable[..., AppTest], work_off: Callable[[], int], bench: Workbench, dossier: Dossier
) -> None:
    press(open_app("reports", dossier=dossier.id), "Maken")
    job = bench.jobs.recent(5)[0]
    assert (job.kind, job.state, job.asked_by) == (JobKind.MAKE_REPORT, JobState.WAITING, "local")
    assert work_off() == 1
    again = open_app("reports", job=job.id)
    page = shown(again)
    assert "Klaar: advies-kampeerterreinen-co-" in page and "Kampeerterreinen &amp; &lt;co&gt;" in page
    words = [p.text for p in docx.Document(io.BytesIO(file_of(bench, again))).paragraphs]
    assert "Wat staat in het advies?" in words
    assert ("export", "advice.docx") in {(e.action, e.kind) for e in bench.ledger.audit()}


def test_the_same_report_asked_twice_is_made_once(
    open_app: Callable[..., AppTest], work_off: Callable[[], int], bench: Workbench, dossier: Dossier
) -> None:
    app = press(open_app("reports", dossier=dossier.id), "Maken")
    press(app, "Maken")
    assert work_off() == 1
    assert len([j for j in bench.jobs.recent(9) if j.kind is JobKind.MAKE_REPORT]) == 1


@pytest.mark.parametrize(
    ("part", "sheet"), [("treaty_body", "Per artikel"), ("unratified", "Niet bekrachtigd"), ("export", "Bevindingen")]
)
def test_each_part_makes_its_own_workbook(
    open_app: Callable[..., AppTest], work_off: Callable[[], int], bench: Workbench, dossier: Dossier, part: str, sheet: str
) -> None:
    app = open_app("reports", dossier=dossier.id, part=part)
    next(r for r in app.radio if r.label == "Vorm").set_value("xlsx")
    press(app, "Maken")
    assert work_off() == 1
    app.run()
    assert sheet in openpyxl.load_workbook(io.BytesIO(file_of(bench, app))).sheetnames


def test_a_period_that_is_none_is_one_sentence_on_the_page_and_no_job(
    open_app: Callable[..., AppTest], work_off: Callable[[], int], dossier: Dossier
) -> None:
    app = open_app("reports", part="treaty_body")
    next(i for i in app.text_input if i.label == "Van").set_value("gisteren")
    press(app, "Maken")
    assert [e.value for e in app.error] == ["“gisteren” is geen datum; schrijf dag/maand/jaar, bijvoorbeeld 31/12/2026."]
    assert work_off() == 0


def test_a_report_can_be_stopped_and_asked_again(
    open_app: Callable[..., AppTest], work_off: Callable[[], int], bench: Workbench, dossier: Dossier
) -> None:
    app = press(open_app("reports", dossier=dossier.id), "Maken")
    job = bench.jobs.recent(5)[0]
    bench.jobs.ask_stop(job.id)  # what the button does, which AppTest cannot press inside a fragment
    assert work_off() == 1  # the number was in the queue; the job is left alone
    assert bench.jobs.recent(5)[0].state is JobState.CANCELLED
    press(app.run(), "Opnieuw starten")
    assert work_off() == 1
    assert "Klaar: advies-" in shown(app.run())


def test_a_broken_template_is_named_before_and_while_the_report_is_made(
    open_app: Callable[..., AppTest], work_off: Callable[[], int], bench: Workbench, dossier: Dossier
) -> None:
    folder = bench.settings.templates
    folder.mkdir()
    own = docx.Document()
    own.add_paragraph("{{advies}}")
    own.save(str(folder / "advies.docx"))
    said = "{{staat}}, {{samenvatting}}, {{waarover}}, {{waarbinnen}}, {{bijlagen}}"
    assert said in open_app("reports", part="templates").error[0].value
    app = press(open_app("reports", dossier=dossier.id), "Maken")
    assert work_off() == 1
    assert said in app.run().error[0].value


def edited(bench: Workbench, dossier: Dossier, words: str) -> bytes:
    way = Outgoing(bench, bench.actor())
    content = way.advice(way.chosen(dossier.id, Choice()), "docx")
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    old = "na machtiging van de rechter"
    parts["word/document.xml"] = parts["word/document.xml"].decode().replace(old, words).encode()
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return kept.getvalue()


def test_an_edited_advice_shows_what_it_changes_before_anything_is_stored(
    open_app: Callable[..., AppTest], bench: Workbench, dossier: Dossier
) -> None:
    app = open_app("reports", dossier=dossier.id, part="read_back")
    content = edited(bench, dossier, "na machtiging van de onderzoeksrechter")
    app.file_uploader(key="read_back_file").set_value(("advies.docx", content, "application/octet-stream"))
    press(app, "Vergelijken")
    page = shown(app)
    assert '<ins aria-label="' in page or "<ins" in page
    assert "onderzoeksrechter" in page
    (stored,) = bench.ledger.find(Finding, dossier=dossier.id)
    assert stored.recommendations[0].proposed_text == "na machtiging van de rechter"
    later = open_app(
        "reports",
        dossier=dossier.id,
        part="read_back",
        file=str(app.query_params["file"][0] if isinstance(app.query_params["file"], list) else app.query_params["file"]),
    )
    assert "onderzoeksrechter" in shown(later)
    press(later, "Gekozen wijzigingen bewaren")
    (stored,) = bench.ledger.find(Finding, dossier=dossier.id)
    assert stored.recommendations[0].proposed_text == "na machtiging van de onderzoeksrechter"
    assert "file" not in later.query_params
    (made,) = [d for d in bench.ledger.history(subject=stored.id) if d.action == "revise_finding"]
    assert made.reason == "overgenomen uit advies.docx"


def test_edited_decisions_are_chosen_one_by_one(open_app: Callable[..., AppTest], bench: Workbench, dossier: Dossier) -> None:
    rows = ["Dossier;Ontwerp;Bepaling;Verdragsbepaling (code);Beslissing"]
    way = Outgoing(bench, bench.actor())
    head = way.table(way.chosen(dossier.id, Choice()), "decisions").decode("utf-8-sig").splitlines()[0].split(";")
    for norm, answer in (("ECHR/8", "relevant"), ("CRC/12", "niet relevant"), ("ECHR/99", "relevant")):
        cells = dict.fromkeys(head, "")
        cells |= {head[0]: dossier.id, head[1]: dossier.current, head[2]: "chp_2__art_3__para_1", head[4]: norm, head[6]: answer}
        rows.append(";".join(cells.values()))
    rows[0] = ";".join(head)
    app = open_app("reports", dossier=dossier.id, part="read_back")
    app.file_uploader(key="read_back_file").set_value(("beslissingen.csv", "\r\n".join(rows).encode("utf-8-sig"), "text/csv"))
    press(app, "Vergelijken")
    boxes = [c for c in app.checkbox if c.label.startswith("Overnemen")]
    assert [c.value for c in boxes] == [True, True]
    boxes[1].uncheck()
    press(app, "Gekozen wijzigingen bewaren")
    assert [(v.norm, v.answer) for v in bench.ledger.find(Verdict)] == [("ECHR/8", VerdictAnswer.RELEVANT)]


def test_an_uploaded_file_that_is_no_advice_is_one_sentence(open_app: Callable[..., AppTest], dossier: Dossier) -> None:
    app = open_app("reports", dossier=dossier.id, part="read_back")
    app.file_uploader(key="read_back_file").set_value(("advies.docx", b"geen word", "application/octet-stream"))
    press(app, "Vergelijken")
    assert len(app.error) == 1 and "advies.docx" in app.error[0].value
