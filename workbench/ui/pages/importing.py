"""Bringing drafts and official texts in."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING, Any

import streamlit as st

from workbench.domain.instruments import Completeness
from workbench.domain.jobs import JobKind, JobState
from workbench.errors import ToetssteenError
from workbench.ui.frame import heading, link, title
from workbench.ui.job_panel import job_panel
from workbench.ui.marking import bullets, plain
from workbench.ui.parse_report import show_report
from workbench.ui.state import draft, errors_shown, me, t, workbench
from workbench.ui.uploads import LARGEST, lay
from workbench.use_cases.jobs import ask, new_id

if TYPE_CHECKING:
    from streamlit.runtime.uploaded_file_manager import UploadedFile

DRAFT_ENDINGS = ["pdf", "docx", "html", "htm", "xml", "akn", "md", "txt"]
TREATY_ENDINGS = ["json", "md", "xml"]


def show() -> None:
    """Two ways in: a draft, official texts."""
    title(t("ui.import.title"), t("ui.import.lead"))
    left, right = st.columns(2, gap="large")
    with left:
        _draft_form()
    with right:
        _treaty_form()
    _result()


def _draft_form() -> None:
    heading(t("ui.import.draft"))
    st.html(f"<p>{escape(t('ui.import.draft_help'))}</p>")
    with st.form("draft_form", clear_on_submit=True):
        file = st.file_uploader(t("ui.import.draft_file"), type=DRAFT_ENDINGS, key="draft_file", max_upload_size=LARGEST)
        sent = st.form_submit_button(t("ui.import.draft_button"), type="primary")
    if sent and file is None:
        st.warning(t("ui.import.choose_first"))
    elif sent and file is not None:
        about = hashlib.sha256(file.getbuffer()).hexdigest()[:12]  # the id that the draft will have
        _hand_over(JobKind.IMPORT_DRAFT, about, [file], DRAFT_ENDINGS)


def _treaty_form() -> None:
    heading(t("ui.import.treaties"))
    st.html(f"<p>{escape(t('ui.import.treaties_help'))}</p>")
    with st.form("treaty_form", clear_on_submit=True):
        files = st.file_uploader(t("ui.import.treaty_files"), type=TREATY_ENDINGS, accept_multiple_files=True, key="treaty_files")
        folder = st.file_uploader(
            t("ui.import.treaty_folder"), type=TREATY_ENDINGS, accept_multiple_files="directory", key="treaty_folder"
        )
        sent = st.form_submit_button(t("ui.import.treaty_button"))
    chosen = [*(files or []), *(folder or [])]
    if sent and not chosen:
        st.warning(t("ui.import.choose_first"))
    elif sent:
        _hand_over(JobKind.IMPORT_TEXTS, ", ".join(sorted(file.name for file in chosen))[:200], chosen, TREATY_ENDINGS)


def _hand_over(kind: JobKind, about: str, files: Sequence[UploadedFile], endings: Sequence[str]) -> None:
    """Lay the files where the worker finds them and ask for the import; its number goes into the address."""
    bench = workbench()
    job_id = new_id()
    with errors_shown():
        try:
            lay(files, bench.inbox.place(job_id), endings)
        except ToetssteenError:
            bench.inbox.clear(job_id)
            raise
        job = ask(kind, about, me(), bench.jobs, bench.queue, job_id)
        if job.id != job_id:
            bench.inbox.clear(job_id)
        st.query_params.pop("draft", None)
        st.query_params["job"] = job.id


def _result() -> None:
    """The job in the address and what came of it, so that it is there again after a reload."""
    job = workbench().jobs.get(st.query_params.get("job", ""))
    job_panel(job)
    if job is None or job.state is not JobState.DONE:
        _draft_result(st.query_params.get("draft", "") if job is None else "", True)
    elif job.kind is JobKind.IMPORT_DRAFT:
        st.query_params["draft"] = job.result["draft"]
        _draft_result(job.result["draft"], job.result["new"])
    elif job.kind is JobKind.IMPORT_TEXTS:
        _treaty_result(job.result)


def _draft_result(draft_id: str, new: bool) -> None:
    shown = draft(draft_id)
    if shown is None:
        return
    st.success(t("draft.imported" if new else "draft.known", title=plain(shown.title), id=shown.id))
    left, right = st.columns(2)
    with left:
        link(t("ui.import.read"), "draft", draft=shown.id)
    with right:
        link(t("ui.import.screen"), "screening", draft=shown.id)
    show_report(shown)


def _treaty_result(result: dict[str, Any]) -> None:
    heading(t("ui.import.treaty_result"))
    texts = [Completeness(**row) for row in result["texts"]]
    stored = sum(row.outcome == "imported" for row in texts)
    st.html(f'<p role="status">{escape(t("ui.import.treaty_summary", stored=stored, seen=len(texts)))}</p>')
    refused = [escape(t(row["key"], **row["params"])) for row in result["refused"]]
    same = [escape(t("corpus.same_file", **row)) for row in result["same"]]
    st.html(bullets([*refused, *same, *map(_completeness, texts)]) or "<p></p>")


def _completeness(row: Completeness) -> str:
    said = [t(f"corpus.outcome.{row.outcome}", code=row.code, language=row.language, found=row.found, expected=row.expected)]
    if row.missing:
        said.append(t("corpus.missing", numbers=", ".join(row.missing)))
    if row.unexpected:
        said.append(t("corpus.unexpected", numbers=", ".join(row.unexpected)))
    return escape(" ".join(said))


if __name__ == "__main__":
    show()
