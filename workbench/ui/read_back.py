"""An edited advice or table comes back: first what it would change, then a person writes what was chosen."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from workbench.domain.edits import AdviceEdits, DecisionEdit, DecisionEdits, EditKind, FieldEdit, RowKind
from workbench.errors import FileTooLarge, UnknownFormat
from workbench.outgoing import Outgoing
from workbench.ui.frame import heading
from workbench.ui.keeping import actor
from workbench.ui.marking import bullets, plain
from workbench.ui.report_forms import choose_dossier
from workbench.ui.state import errors_shown, language, t, workbench
from workbench.ui.uploads import LARGEST, MEGABYTE, safe_name
from workbench.ui.version_texts import difference_html
from workbench.ui.wording import cited
from workbench.use_cases.jobs import new_id
from workbench.use_cases.read_back_advice import write_edits
from workbench.use_cases.read_back_decisions import write_decisions

if TYPE_CHECKING:
    from streamlit.runtime.uploaded_file_manager import UploadedFile

ENDINGS = ["docx", "xlsx", "csv"]
BY_ITSELF = frozenset({EditKind.CHANGED})  # chosen unless the person says otherwise
ROWS_BY_ITSELF = frozenset({RowKind.NEW, RowKind.CHANGED})


def show_read_back() -> None:
    """Upload, preview, choose, write."""
    heading(t("ui.reports.part.read_back"))
    st.html(f"<p>{escape(t('ui.read_back.help'))}</p>")
    dossier = choose_dossier()
    if dossier is None:
        return
    with st.form("read_back", clear_on_submit=True):
        file = st.file_uploader(t("ui.read_back.file"), type=ENDINGS, key="read_back_file", max_upload_size=LARGEST)
        sent = st.form_submit_button(t("ui.read_back.compare"), type="primary")
    if sent and file is None:
        st.warning(t("ui.import.choose_first"))
    elif sent and file is not None:
        with errors_shown():
            _lay(file)
    if written := st.session_state.pop("read_back_written", ""):
        st.success(written)
    if place := st.query_params.get("file", ""):
        with errors_shown():
            _preview(dossier.id, place)


def _lay(file: UploadedFile) -> None:
    """Keep the file, so that the preview is there again after a reload; its place goes into the address."""
    ending = safe_name(file.name).rsplit(".", 1)[-1].lower()
    if ending not in ENDINGS:
        raise UnknownFormat("error.upload_type", file=file.name, endings=", ".join(ENDINGS))
    if file.size > LARGEST * MEGABYTE:
        raise FileTooLarge("error.file_too_large", file=file.name, megabytes=file.size // MEGABYTE, limit=LARGEST)
    place = new_id()
    workbench().inbox.lay(_folder(place), safe_name(file.name), bytes(file.getbuffer()))
    st.query_params["file"] = place


def _folder(place: str) -> str:
    """A folder that another person's address cannot lead to."""
    return hashlib.sha256(f"{actor().person.id}\n{place}".encode()).hexdigest()[:32]


def _preview(dossier: str, place: str) -> None:
    name = next(iter(workbench().inbox.names(_folder(place))), "")
    content = workbench().inbox.read(_folder(place), name) if name else None
    if content is None:
        st.warning(t("error.upload_gone"))
        return
    st.html(f"<h3>{escape(t('ui.read_back.preview', file=name))}</h3>")
    way = Outgoing(workbench(), actor(), language())
    if name.lower().endswith(".docx"):
        _advice(way.compare(dossier, content, name), name, place)
    else:
        _table(way, way.compare_table(dossier, content, name), place)


def _advice(edits: AdviceEdits, name: str, place: str) -> None:
    told = t("console.report.compared", changed=len(edits.edits), unchanged=edits.unchanged)
    st.html(f'<p role="status">{escape(told)}</p>')
    if edits.loose:
        st.html(f"<p>{escape(t('edit.loose'))}</p>{bullets(map(escape, edits.loose))}")
    if not edits.edits:
        return
    with st.form("read_back_advice"):
        chosen = [edit.key for edit in edits.edits if _edit(edit, place)]
        reason = st.text_input(t("ui.read_back.reason"), value=t("edit.reason", file=name), max_chars=300)
        sent = st.form_submit_button(t("ui.read_back.write"), type="primary", disabled=not any(e.writable for e in edits.edits))
    if sent:
        _write(lambda: t("console.report.rewritten", records=write_edits(actor(), edits, chosen, reason)), chosen, place)


def _edit(edit: FieldEdit, place: str) -> bool:
    """One difference; whether it is chosen."""
    where = [
        edit.title,
        t("edit.recommendation", number=edit.recommendation) if edit.recommendation else "",
        t(f"edit_field.{edit.field}") if edit.field else "",
    ]
    head = " · ".join(filter(None, where))
    words = difference_html(edit.stored, edit.edited) if edit.writable else escape(edit.stored or edit.edited)
    tag = f'<span class="ts-tag">{escape(t(f"edit.{edit.kind}"))}</span>'
    st.html(f'<h4>{escape(head)} {tag}</h4><div class="ts-law"><p>{words}</p></div>')
    if not edit.writable:
        return False
    label = plain(t("ui.read_back.take", what=head))
    return bool(st.checkbox(label, value=edit.kind in BY_ITSELF, key=f"take-{place}-{edit.key}"))


def _table(way: Outgoing, edits: DecisionEdits, place: str) -> None:
    counts = {"changed": len(edits.edits), "unchanged": edits.unchanged, "empty": edits.empty, "others": edits.others}
    st.html(f'<p role="status">{escape(t("console.export.compared", **counts))}</p>')
    if not edits.edits:
        return
    with st.form("read_back_table"):
        chosen = [edit.key for edit in edits.edits if _row(edit, place)]
        sent = st.form_submit_button(t("ui.read_back.write"), type="primary", disabled=not any(e.writable for e in edits.edits))
    if sent:
        _write(lambda: t("console.export.rewritten", count=write_decisions(actor(), edits, chosen, way.sources)), chosen, place)


def _row(edit: DecisionEdit, place: str) -> bool:
    row = edit.row
    now = t(f"verdict.{edit.stored}") if edit.stored else "–"
    then = t(f"verdict.{row.answer}") if edit.writable else row.answer
    head = " · ".join((t("row.line", line=row.line), row.provision, cited(row.norm)))
    tag = f'<span class="ts-tag">{escape(t(f"row.{edit.kind}"))}</span>'
    why = "; ".join(filter(None, (*row.reasons, row.remark)))
    st.html(f"<h4>{escape(head)} {tag}</h4><p>{escape(now)} → {escape(then)}{escape(f' ({why})' if why else '')}</p>")
    if not edit.writable:
        return False
    label = plain(t("ui.read_back.take", what=head))
    return bool(st.checkbox(label, value=edit.kind in ROWS_BY_ITSELF, key=f"take-{place}-{edit.key}"))


def _write(write: Callable[[], str], chosen: Sequence[str], place: str) -> None:
    """Write what was chosen; raises what `write` raises, and then the file is still there."""
    if not chosen:
        st.warning(t("ui.read_back.nothing"))
        return
    told = write()
    workbench().inbox.clear(_folder(place))
    st.query_params.pop("file", None)
    st.session_state["read_back_written"] = told
    st.rerun()
