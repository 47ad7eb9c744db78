"""The parse report as a reader checks it against the paper: counted, numbered, gaps, leftovers, removed lines, sections."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from html import escape

import streamlit as st

from workbench.domain.drafts import Draft, ParseReport
from workbench.ui.frame import heading
from workbench.ui.marking import bullets, shortened
from workbench.ui.state import t

SHOWN = 200  # entries of one list; the rest is counted


def show_report(draft: Draft) -> None:
    """The whole report: first whether something asks for a look, then the figures, then the details."""
    report = draft.report
    heading(t("ui.report.title"))
    st.html(_verdict(report) + _figures(report))
    for key, items in _details(report):
        with st.expander(t(key, count=len(items)), expanded=key in _URGENT):
            st.html(bullets(items[:SHOWN]) + _rest(len(items)))


_URGENT = ("ui.report.gaps", "ui.report.leftovers", "ui.report.empty_pages")


def _verdict(report: ParseReport) -> str:
    key = "ui.report.clean" if report.clean else "ui.report.look"
    return f'<p class="ts-note"><strong>{escape(t(key))}</strong></p>'


def _figures(report: ParseReport) -> str:
    rows = (
        ("articles", str(report.articles_counted)),
        ("numbered", report.articles_numbered or t("ui.none")),
        ("amending", str(report.amending_articles)),
        ("quoted", str(report.quoted_articles)),
        ("pages", str(report.pages)),
    )
    cells = "".join(f"<div><dt>{escape(t(f'ui.report.{key}'))}</dt><dd>{escape(value)}</dd></div>" for key, value in rows)
    return f'<dl class="ts-figures">{cells}</dl>'


def _details(report: ParseReport) -> Iterator[tuple[str, list[str]]]:
    """Every list that has entries, with its heading."""
    lists = {
        "ui.report.gaps": [
            escape(t(f"draft.gap.{gap.problem}", kind=t(f"kind.{gap.kind}"), number=gap.number, page=gap.page))
            for gap in report.gaps
        ],
        "ui.report.leftovers": [
            escape(t("draft.leftover", page=rest.page, text=shortened(rest.text, 300))) for rest in report.leftovers
        ],
        "ui.report.empty_pages": [escape(t("draft.empty_page", page=page)) for page in report.empty_pages],
        "ui.report.notes": [escape(t(note)) for note in report.notes],
        "ui.report.sections": list(_sections(report)),
        "ui.report.removed": list(_removed(report)),
    }
    return ((key, items) for key, items in lists.items() if items)


def _sections(report: ParseReport) -> Iterator[str]:
    for section in report.sections:
        kind = t(f"section.{section.kind}")
        named = f" — {shortened(section.title)}" if section.title else ""
        yield escape(t("ui.report.section", kind=kind, title=named, page=section.page))


def _removed(report: ParseReport) -> Iterator[str]:
    """Equal lines are told once, with how often they were there."""
    first_page = {(line.text, line.reason): line.page for line in reversed(report.removed)}
    for (text, reason), count in Counter((line.text, line.reason) for line in report.removed).most_common():
        said = t(f"removed.{reason}")
        page = first_page[text, reason]
        yield escape(t("ui.report.removed_line", reason=said, text=shortened(text), count=count, page=page))


def _rest(count: int) -> str:
    return f"<p>{escape(t('ui.and_more', count=count - SHOWN))}</p>" if count > SHOWN else ""
