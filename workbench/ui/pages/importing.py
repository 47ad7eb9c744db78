"""Bringing drafts and official texts in."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from workbench.bootstrap import CorpusImport
from workbench.domain.instruments import Completeness
from workbench.texts import say_error
from workbench.ui.frame import heading, link, title
from workbench.ui.marking import bullets, plain
from workbench.ui.parse_report import show_report
from workbench.ui.state import draft, errors_shown, language, t, workbench
from workbench.ui.uploads import on_disk, safe_path

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
    _draft_result()
    _treaty_result()


def _draft_form() -> None:
    heading(t("ui.import.draft"))
    st.html(f"<p>{escape(t('ui.import.draft_help'))}</p>")
    with st.form("draft_form", clear_on_submit=True):
        file = st.file_uploader(t("ui.import.draft_file"), type=DRAFT_ENDINGS, key="draft_file")
        sent = st.form_submit_button(t("ui.import.draft_button"), type="primary")
    if sent and file is None:
        st.warning(t("ui.import.choose_first"))
    elif sent and file is not None:
        with errors_shown():
            _import_draft(file)


def _import_draft(file: UploadedFile) -> None:
    bar = st.progress(0.0, text=t("ui.import.reading"))

    def hear(step: str, done: int, total: int) -> None:
        bar.progress(done / total if total else 0.0, text=t(step))

    try:
        with on_disk([file]) as folder:
            imported, new = workbench().import_draft(folder / safe_path(file.name), hear)
    finally:
        bar.empty()
    st.session_state["imported_new"] = new
    st.query_params["draft"] = imported.id


def _draft_result() -> None:
    """The report of the draft in the address, so that it is there again after a reload."""
    shown = draft(st.query_params.get("draft", ""))
    if shown is None:
        return
    new = st.session_state.get("imported_new", True)
    st.success(t("draft.imported" if new else "draft.known", title=plain(shown.title), id=shown.id))
    left, right = st.columns(2)
    with left:
        link(t("ui.import.read"), "draft", draft=shown.id)
    with right:
        link(t("ui.import.screen"), "screening", draft=shown.id)
    show_report(shown)


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
        with errors_shown():
            st.session_state["treaty_import"] = _import_treaties(chosen)


def _import_treaties(files: Sequence[UploadedFile]) -> CorpusImport:
    with st.spinner(t("ui.import.reading")), on_disk(files) as folder:
        return workbench().import_corpus(_one_or_all(folder, files))


def _one_or_all(folder: Path, files: Sequence[UploadedFile]) -> Path:
    return folder / safe_path(files[0].name) if len(files) == 1 else folder


def _treaty_result() -> None:
    result: CorpusImport | None = st.session_state.get("treaty_import")
    if result is None:
        return
    heading(t("ui.import.treaty_result"))
    stored = sum(row.outcome == "imported" for row in result.texts)
    st.html(f'<p role="status">{escape(t("ui.import.treaty_summary", stored=stored, seen=len(result.texts)))}</p>')
    refused = [escape(say_error(language(), file.error)) for file in result.files if file.error is not None]
    same = [escape(t("corpus.same_file", file=f.path.name, other=f.same_as.name)) for f in result.files if f.same_as is not None]
    st.html(bullets([*refused, *same, *map(_completeness, result.texts)]) or "<p></p>")


def _completeness(row: Completeness) -> str:
    said = [t(f"corpus.outcome.{row.outcome}", code=row.code, language=row.language, found=row.found, expected=row.expected)]
    if row.missing:
        said.append(t("corpus.missing", numbers=", ".join(row.missing)))
    if row.unexpected:
        said.append(t("corpus.unexpected", numbers=", ".join(row.unexpected)))
    return escape(" ".join(said))


if __name__ == "__main__":
    show()
