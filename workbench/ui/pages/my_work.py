"""What waits for me, the page that opens a working day: the nearest days first, then what only I can move on."""

from __future__ import annotations

from html import escape

import streamlit as st

from workbench.domain.dossiers import Assignment, Task
from workbench.domain.findings import Finding
from workbench.domain.notes import Note
from workbench.domain.people import Action, may
from workbench.ui.dossier_days import away
from workbench.ui.dossier_tasks import task_words
from workbench.ui.finding_links import finding_address, pair_words
from workbench.ui.frame import address, heading, link, title
from workbench.ui.keeping import actor, tell_kept
from workbench.ui.marking import bullets, shortened
from workbench.ui.state import person, t
from workbench.ui.tables import table_html
from workbench.ui.wording import day
from workbench.use_cases.my_work import Item, MyWork, NearDay, Waiting, my_work

SHOWN_DAYS = 8


def show() -> None:
    """Days on the right, work on the left."""
    title(t("ui.my_work.title"), t("ui.my_work.lead"))
    tell_kept()
    work = my_work(actor())
    left, right = st.columns([1.7, 1], gap="large")
    with left:
        _waiting(work)
    with right:
        _days(work.days)


def _waiting(work: MyWork) -> None:
    said = t("ui.my_work.count", count=work.count) if work.count else t("ui.my_work.nothing")
    st.html(f'<p class="ts-note" role="status">{escape(said)}</p>')
    if not work.count:
        _what_now()
    for reason, items in work.waiting.items():
        if items:
            heading(f"{t(f'ui.my_work.{reason}')} ({len(items)})")
            st.html(bullets(_item(reason, item) for item in items))


def _what_now() -> None:
    """Nothing waits: where one can begin."""
    if may(person(), Action.DECIDE_CANDIDATE):
        link(t("ui.my_work.to_queue"), "queue")
    link(t("ui.my_work.to_dossiers"), "dossiers")
    if may(person(), Action.OPEN_DOSSIER):
        link(t("ui.start.import_draft"), "importing")


def _item(reason: Waiting, item: Item) -> str:
    where, words, more = _place(reason, item)
    dossier = escape(address("dossier", dossier=item.dossier.id), quote=True)
    facts = [f'<a href="{dossier}">{escape(item.dossier.title)}</a>', *map(escape, filter(None, (more, _near(item))))]
    return f'<a href="{escape(where, quote=True)}">{escape(words)}</a><br><span class="ts-meta">{" · ".join(facts)}</span>'


def _near(item: Item) -> str:
    if item.days is None:
        return ""
    if item.days < 0:
        return t("ui.my_work.late", days=-item.days)
    return t("ui.my_work.near", days=item.days) if item.days else t("ui.dossier.today")


def _place(reason: Waiting, item: Item) -> tuple[str, str, str]:
    """Where it is done, what to call it, and what else to say."""
    dossier, about = item.dossier.id, item.about
    if isinstance(about, Finding):
        return finding_address(dossier, about.id), about.title or t("ui.finding.untitled"), pair_words(about)
    if isinstance(about, Note):
        place = finding_address(dossier, about.finding) if about.finding else address("dossier", dossier=dossier, part="talk")
        return place, shortened(about.text, 100), t("ui.my_work.weighty") if about.weighty else ""
    if isinstance(about, Assignment):
        return _task_place(item, about), task_words(item.dossier, about), ""
    if reason in (Waiting.READING, Waiting.ADJUDICATE):
        words = t(f"ui.my_work.{reason}.one", count=item.count)
        return address("second_reading", dossier=dossier, reading=about.id if about else ""), words, ""
    return address("signing", dossier=dossier), t(f"ui.my_work.{reason}.one", count=item.count), ""


def _task_place(item: Item, task: Assignment) -> str:
    dossier = item.dossier
    if task.task is Task.FIRST_READING and dossier.current:
        return address("queue", draft=dossier.current, dossier=dossier.id)
    if task.task is Task.SECOND_READING:
        return address("second_reading", dossier=dossier.id)
    if task.task is Task.SIGN:
        return address("signing", dossier=dossier.id)
    return address("dossier", dossier=dossier.id, part="findings")


def _days(days: tuple[NearDay, ...]) -> None:
    heading(t("ui.my_work.days"))
    if not days:
        st.html(f'<p class="ts-note">{escape(t("ui.my_work.no_days"))}</p>')
        return
    head = [t("ui.my_work.when"), t("ui.my_work.what")]
    st.html(table_html(head, map(_day, days[:SHOWN_DAYS])))
    if len(days) > SHOWN_DAYS:
        st.html(f'<p class="ts-meta">{escape(t("ui.my_work.more_days", count=len(days) - SHOWN_DAYS))}</p>')


def _day(near: NearDay) -> list[str]:
    where = escape(address("dossier", dossier=near.dossier.id), quote=True)
    mark = f' <span class="ts-tag">{escape(t("ui.dossier.irreversible_tag"))}</span>' if near.deadline.irreversible else ""
    when = f"{escape(away(near.deadline.day))}<br><span class='ts-meta'>{escape(day(near.deadline.day))}</span>"
    return [when, f'<a href="{where}">{escape(near.dossier.title)}</a><br>{escape(near.deadline.what)}{mark}']


if __name__ == "__main__":
    show()
