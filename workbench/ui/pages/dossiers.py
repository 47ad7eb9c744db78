"""The dossiers: a list narrowed by the address, the nearest irreversible step first, and a form that opens a new one."""

from __future__ import annotations

from html import escape

import streamlit as st

from workbench.domain.dossiers import DossierState, Stage
from workbench.domain.people import Action, may
from workbench.ui.dossier_form import show_new_dossier
from workbench.ui.frame import address, heading, title
from workbench.ui.keeping import actor, tell_kept
from workbench.ui.state import me, person, t
from workbench.ui.tables import table_html
from workbench.ui.who import Names, names
from workbench.ui.wording import day
from workbench.use_cases.find_dossiers import DossierRow, Wanted, find_dossiers

WITHIN = ("7", "30", "90")  # days
FILTERS = ("q", "stage", "within", "who", "state")
STATES = ("open", "closed", "all")


def show() -> None:
    """Filters, list, new dossier."""
    title(t("ui.dossiers.title"), t("ui.dossiers.lead"))
    tell_kept()
    known = names()
    _filters(known)
    _list(find_dossiers(actor(), _wanted()))
    if may(person(), Action.OPEN_DOSSIER):
        heading(t("ui.dossiers.new"))
        show_new_dossier(known)


def _asked(name: str, allowed: tuple[str, ...] | list[str] = ()) -> str:
    found: str = st.query_params.get(name, "")
    return found if not allowed or found in allowed else ""


def _wanted() -> Wanted:
    stage, within = _asked("stage", list(Stage)), _asked("within", WITHIN)
    state = _asked("state", STATES) or "open"
    return Wanted(
        _asked("q"),
        Stage(stage) if stage else None,
        int(within) if within else None,
        me() if _asked("who") == "me" else _asked("who"),
        None if state == "all" else DossierState(state),
    )


def _filters(known: Names) -> None:
    """Every choice goes into the address, so that another person sees the same list; the address fills the fields."""
    people = ["", "me", *(p for p in known.able() if p != me())]
    st.session_state["dossiers_q"] = _asked("q")
    for name, allowed in (("stage", list(Stage)), ("within", WITHIN), ("who", people), ("state", STATES)):
        st.session_state[f"dossiers_{name}"] = _asked(name, [str(a) for a in allowed]) or ("open" if name == "state" else "")
    words, stage, within, who, state = st.columns([1.3, 1.2, 1, 1, 0.9])
    with words:
        st.text_input(t("ui.dossiers.words"), key="dossiers_q", on_change=_remember, args=("q",))
    with stage:
        _choice("stage", ["", *Stage], {s: t(f"stage.{s}") for s in Stage})
    with within:
        _choice("within", ["", *WITHIN], {n: t("ui.dossiers.within_days", days=n) for n in WITHIN})
    with who:
        _choice("who", people, {p: t("ui.dossiers.me") if p == "me" else known[p] for p in people})
    with state:
        _choice("state", list(STATES), {s: t(f"ui.dossiers.state.{s}") for s in STATES})


def _choice(name: str, options: list[str], labels: dict[str, str]) -> None:
    st.selectbox(
        t(f"ui.dossiers.{name}"), options, key=f"dossiers_{name}", on_change=_remember, args=(name,),
        format_func=lambda o: labels.get(o) or t("ui.dossiers.any"),
    )  # fmt: skip


def _remember(name: str) -> None:
    chosen = st.session_state[f"dossiers_{name}"]
    if chosen and not (name == "state" and chosen == "open"):
        st.query_params[name] = chosen
    else:
        st.query_params.pop(name, None)


def _list(rows: list[DossierRow]) -> None:
    said = t("ui.dossiers.count", count=len(rows)) if rows else t("ui.dossiers.none")
    if not rows and any(_asked(name) for name in FILTERS):
        said = t("ui.dossiers.none_fit")
    st.html(f'<p class="ts-meta ts-say" role="status">{escape(said)}</p>')
    if rows:
        head = [t(f"ui.dossiers.column.{name}") for name in ("title", "step", "findings", "waits")]
        st.html(table_html(head, map(_row, rows)))


def _row(row: DossierRow) -> list[str]:
    dossier = row.dossier
    where = escape(address("dossier", dossier=dossier.id), quote=True)
    facts = " · ".join(filter(None, (dossier.number, t(f"stage.{dossier.stage}"), dossier.minister)))
    lock = f' <span class="ts-tag">{escape(t("ui.dossier.confidential"))}</span>' if dossier.confidential else ""
    closed = f' <span class="ts-tag">{escape(t("dossier_state.closed"))}</span>' if dossier.state is DossierState.CLOSED else ""
    name = f'<a href="{where}">{escape(dossier.title)}</a>{lock}{closed}<br><span class="ts-meta">{escape(facts)}</span>'
    found = ", ".join(f"{n} {t(f'finding_status.{s}')}" for s, n in sorted(row.statuses.items()) if n)
    waits = t("ui.dossiers.weighty", count=row.weighty) if row.weighty else "–"
    return [name, _step(row), escape(found or "–"), escape(waits)]


def _step(row: DossierRow) -> str:
    if row.step is not None and row.days is not None:
        near = t("ui.dossier.days", days=row.days) if row.days else t("ui.dossier.today")
        return f"<strong>{escape(near)}</strong><br>{escape(row.step.what)}, {escape(day(row.step.day))}"
    if row.deadline is not None:
        return escape(t("ui.dossiers.only_deadline", what=row.deadline.what, day=day(row.deadline.day)))
    return escape(t("ui.dossiers.no_step"))


if __name__ == "__main__":
    show()
