"""Large figures, charts and tables of the management page; every number is a link to the list behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from html import escape

import streamlit as st

from workbench.domain.behind import BEFORE, figure
from workbench.domain.management import DossierLine, Facet, ManagementSet
from workbench.domain.workload import Work
from workbench.reports.management_words import (
    days_words,
    defect_words,
    figure_words,
    impact_sentence,
    share_words,
    step_words,
    value_words,
)
from workbench.reports.voice import Voice
from workbench.ui.finding_links import dossier_link
from workbench.ui.frame import address, heading
from workbench.ui.keeping import actor
from workbench.ui.known_words import state_words
from workbench.ui.management_choice import params
from workbench.ui.state import t, workbench
from workbench.ui.tables import table_html
from workbench.ui.wording import first_upper, number
from workbench.use_cases.known_items import known_box

SHOWN = 12  # rows of a table before the rest is folded
BARS = 16  # of a chart; the table beside it has every row
TOP = ("open", "urgent", "recorded", "serious", "followed", "to_sign", "overdue")


@dataclass(frozen=True)
class Board:
    """The set with what is needed to show it."""

    found: ManagementSet
    voice: Voice

    def link(self, name: str, words: str | None = None) -> str:
        """The figure as a link to its list; the words behind it are read aloud."""
        count = figure(self.found, name)
        said = escape(words if words is not None else str(count))
        if not count:
            return said
        about = escape(f" {figure_words(self.voice, self.found, name)}")
        place = escape(address("management", **params(self.found.selection, self.found.today, show=name)), quote=True)
        return f'<a href="{place}#ts-arrive">{said}<span class="ts-said">{about}</span></a>'

    @property
    def compared(self) -> bool:
        """Whether there is an earlier period beside this one."""
        return self.found.before is not None

    def both(self, name: str) -> list[str]:
        """The figure and, when periods are compared, the earlier one."""
        return [self.link(name), *([self.link(BEFORE + name)] if self.compared else [])]

    def heads(self, *names: str) -> list[str]:
        """Column heads that end with the figure and the earlier one."""
        earlier = [t("ui.management.column.earlier")] if self.compared else []
        return [*(t(f"ui.management.column.{name}") for name in names), t("ui.management.column.now"), *earlier]


def show_top(board: Board) -> None:
    """The sentence that answers first, then the large figures."""
    found = board.found
    st.html(f'<p class="ts-lead">{escape(impact_sentence(board.voice, found.now.impact))}</p>')
    st.html(f'<dl class="ts-figures ts-board">{"".join(_large(board, name) for name in TOP)}</dl>')


def _large(board: Board, name: str) -> str:
    found = board.found
    words = None
    if name == "followed":
        words = t("ui.management.of", part=len(found.now.followed), whole=len(found.now.asking))
    beside = ""
    if board.compared and name in ("recorded", "serious", "followed"):
        earlier = figure(found, BEFORE + name)
        count = str(earlier)
        if name == "followed" and found.before:
            count = t("ui.management.of", part=earlier, whole=len(found.before.asking))
        beside = f'<dd class="ts-earlier">{escape(t("ui.management.earlier", count=count))}</dd>'
    label = escape(t(f"management.figure.{name}"))
    return f"<div><dt>{label}</dt><dd>{board.link(name, words)}</dd>{beside}</div>"


def show_dossiers(board: Board) -> None:
    """Open dossiers, the nearest irreversible step first."""
    found = board.found
    heading(t("management.dossiers"))
    if not found.dossiers:
        st.html(f'<p class="ts-note">{escape(t("management.dossiers.none"))}</p>')
        return
    named = ("unread", "unasked")
    told = [f"{escape(t(f'management.figure.{name}'))}: {board.link(name)}" for name in named]
    st.html(f'<p class="ts-meta">{" · ".join(told)}</p>')
    names = ("dossier", "days", "step", "findings", "reading")
    head = [t(f"ui.management.column.{name}") for name in names]
    folded_table(head, [_dossier_row(board, line) for line in found.dossiers])


def _dossier_row(board: Board, line: DossierLine) -> list[str]:
    dossier, days = line.dossier, escape(days_words(board.voice, line))
    stage = escape(board.voice.label("stage", dossier.stage))
    confidential = f' <span class="ts-tag">{escape(t("ui.management.is_confidential"))}</span>' if dossier.confidential else ""
    reading = t(f"management.reading.{line.reading}")
    asked = "<br>" + escape(t("ui.management.questions", count=line.questions)) if line.questions else ""
    return [
        f'{dossier_link(dossier.id, dossier.title)}{confidential}<br><span class="ts-source">{stage}</span>',
        f'<strong class="ts-whole">{days}</strong>' if line.urgent else f'<span class="ts-whole">{days}</span>',
        escape(step_words(board.voice, line)),
        board.link(f"dossier:{dossier.id}"),
        f"{escape(reading)}{asked}",
    ]


def show_findings(board: Board) -> None:
    """Findings of the period by severity, treaty, domain, minister and stage."""
    heading(t("management.findings"))
    if not board.found.now.recorded and not (board.found.before and board.found.before.recorded):
        st.html(f'<p class="ts-note">{escape(t("management.findings.none"))}</p>')
        return
    for facet in (Facet.SEVERITY, Facet.INSTRUMENT, Facet.DOMAIN, Facet.MINISTER, Facet.STAGE):
        show_groups(board, facet)


def show_groups(board: Board, facet: Facet) -> None:
    """One chart with its table beside it; the table has every group of both periods."""
    found = board.found
    values = [*found.now.groups(facet)]
    values += [value for value in (found.before.groups(facet) if found.before else ()) if value not in values]
    named = [(first_upper(value_words(board.voice, facet, value)), f"{facet}:{value}") for value in values]
    st.subheader(t(f"management.facet.{facet}"), anchor=False)
    left, right = _beside(facet)
    with left:
        bars([(words, figure(found, name)) for words, name in named], t(f"management.facet.{facet}"))
    with right:
        rows = [[escape(words), *board.both(name)] for words, name in named]
        folded_table(board.heads("group"), rows)


def _beside(name: str) -> tuple[st.delta_generator.DeltaGenerator, st.delta_generator.DeltaGenerator]:
    """Room for a chart and its table: side by side, below one another where the letters are large or the screen is small."""
    with st.container(key=f"ts-beside-{name}"):
        left, right = st.columns([3, 2], gap="large")
    return left, right


def bars(rows: Sequence[tuple[str, int]], name: str) -> None:
    """A bar per row with its number at the end, the first sixteen: drawn with the page's own colours and letters, so that it
    follows theme, size and print; a screen reader hears it as one picture and finds the rows in the table beside it."""
    shown = list(rows)[:BARS]
    most = max((count for _, count in shown), default=0) or 1
    drawn = "".join(
        f'<span class="ts-bar-name">{escape(words)}</span><span class="ts-bar">'
        f'<span style="width: {100 * count / most:.1f}%"></span></span><span>{count}</span>'
        for words, count in shown
    )
    said = escape(f"{name}. {'; '.join(f'{words}: {count}' for words, count in shown)}", quote=True)
    st.html(f'<div class="ts-bars" role="img" aria-label="{said}">{drawn}</div>')


def show_follow_up(board: Board) -> None:
    """What became of the findings signed in the period."""
    heading(t("management.follow_up"))
    found = board.found
    st.html(f"<p>{escape(t('management.follow_up.lead'))}</p>")
    if not found.now.asking and not (found.before and found.before.asking):
        st.html(f'<p class="ts-note">{escape(t("management.follow_up.none"))}</p>')
    else:
        show_groups(board, Facet.EFFECT)
        for facet in (Facet.MINISTER, Facet.DOMAIN):
            _answered(board, facet)
    rows = [[escape(t(f"management.figure.{name}")), *board.both(name)] for name in ("signed", "asking", "followed", "advised")]
    days = [found.now.median_days, *([found.before.median_days] if found.before else [])]
    rows.append([escape(t("management.median_days")), *(number(d, 0) if d is not None else "–" for d in days)])
    st.html(table_html(board.heads("figure"), rows, t("management.signed_table")))


def _answered(board: Board, facet: Facet) -> None:
    """Per minister or domain: how many ask for something, how many were taken up."""
    rows = [
        [
            escape(first_upper(value_words(board.voice, facet, value))),
            board.link(f"asking:{facet}:{value}"),
            board.link(f"followed:{facet}:{value}"),
            escape(board.voice.t("ui.management.percent", share=board.voice.number(100 * followed / asking))),
        ]
        for value, asking, followed in board.found.now.answered(facet)
    ]
    head = [t(f"management.facet.{facet}"), *(t(f"ui.management.column.{name}") for name in ("asking", "followed", "share"))]
    folded_table(head, rows, t(f"management.answered.{facet}"))


def show_defects(board: Board) -> None:
    """The same article with the same defect in several dossiers."""
    heading(t("management.defects"))
    st.html(f"<p>{escape(t('management.defects.lead'))}</p>")
    if not board.found.defects:
        st.html(f'<p class="ts-note">{escape(t("management.defects.none"))}</p>')
        return
    rows = [
        [
            escape(first_upper(board.voice.cite(d.article))),
            escape(defect_words(board.voice, d)),
            str(len(d.dossiers)),
            board.link(f"defect:{d.key}"),
        ]
        for d in board.found.defects
    ]
    folded_table([t(f"ui.management.column.{name}") for name in ("article", "defect", "dossiers", "findings")], rows)


def show_load(board: Board) -> None:
    """Open work per person, and what waits for anybody."""
    heading(t("management.load"))
    found = board.found
    if not found.load and not found.team:
        st.html(f'<p class="ts-note">{escape(t("management.load.none"))}</p>')
        return
    if found.load:
        left, right = _beside("load")
        with left:
            bars([(found.name(load.person), len(load.items)) for load in found.load], t("management.load"))
        with right:
            rows = [
                [escape(found.name(load.person)), board.link(f"load:{load.person}"), board.link(f"late:{load.person}")]
                for load in found.load
            ]
            folded_table([t(f"ui.management.column.{name}") for name in ("person", "work", "late")], rows)
    team = [[escape(t(f"management.work.{work}")), board.link(f"team:{work}")] for work in Work if figure(found, f"team:{work}")]
    if team:
        st.html(table_html([t("ui.management.column.waits"), t("ui.management.column.now")], team, t("management.team")))


def show_oversight(board: Board) -> None:
    """The dial: each share with what it is a share of."""
    heading(t("management.oversight"))
    st.html(f"<p>{escape(t('management.oversight.lead'))}</p>")
    found = board.found
    rows = []
    for name, share in found.now.oversight.shares.items():
        earlier = []
        if found.before:
            earlier = [board.link(f"{BEFORE}dial:{name}", share_words(board.voice, found.before.oversight.shares[name]))]
        cells = [escape(t(f"management.dial.{name}")), board.link(f"dial:{name}", share_words(board.voice, share)), *earlier]
        rows.append([*cells, escape(t(f"management.dial.{name}.about"))])
    head = [*board.heads("figure"), t("ui.management.column.meaning")]
    st.html(table_html(head, rows))
    known = known_box(actor(), workbench().versions_now)
    place = escape(address("known"), quote=True)
    st.html(f'<p><a href="{place}">{escape(t("ui.page.known"))}</a>: {escape(state_words(known))}</p>')


def folded_table(head: Sequence[str], rows: Iterable[Sequence[str]], caption: str = "") -> None:
    """The first rows, the rest folded."""
    kept = list(rows)
    html = table_html(head, kept[:SHOWN], caption)
    if len(kept) > SHOWN:
        more = escape(t("ui.overview.more", count=len(kept) - SHOWN))
        html += f'<details class="ts-aside"><summary>{more}</summary>{table_html(head, kept[SHOWN:], caption)}</details>'
    st.html(html)


PARTS: tuple[Callable[[Board], None], ...] = (
    show_dossiers,
    show_findings,
    show_follow_up,
    show_defects,
    show_load,
    show_oversight,
)
