"""The management page: its figures, the list behind them, and what others see."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.many_dossiers import fill
from tests.records import finding
from workbench.bootstrap import Workbench
from workbench.config import Settings
from workbench.domain.management import Facet, Selection, grouped
from workbench.domain.people import Person, Role
from workbench.domain.period import year_to
from workbench.use_cases.acting import utc_now
from workbench.use_cases.management import management
from workbench.use_cases.open_dossier import open_dossier
from workbench.use_cases.record_finding import record_finding


@pytest.fixture
def bench(tmp_path: Path) -> Workbench:
    return Workbench(Settings(tmp_path / "gegevens"))


def html(app: AppTest) -> str:
    return "\n".join(str(block.proto.body) for block in app.get("html"))


def test_the_page_says_the_figures_and_every_one_leads_to_its_list(open_app: Callable[..., AppTest], bench: Workbench) -> None:
    fill(bench.ledger, utc_now()[:10], 12, 6, 4)
    found = management(bench.actor(), Selection(year_to(utc_now())))
    shown = html(open_app("management"))
    flow = found.now
    assert f"Van {len(flow.asking)} bevindingen zijn er {len(flow.followed)} opgevolgd." in shown
    for group in grouped(flow.recorded, Facet.SEVERITY):
        said = f'show=severity%3A{group.value}#ts-arrive">{len(group.cases)}<span class="ts-said">'
        assert said in shown
    listed = html(open_app("management", show="serious"))
    assert f"Waarvan hoog of kritiek ({len(flow.serious)})" in listed
    assert listed.count('<q lang="nl">') == len(flow.serious)
    assert f"finding={flow.serious[0].finding.id}" in listed


def test_an_empty_store_says_so_part_by_part(open_app: Callable[..., AppTest]) -> None:
    shown = html(open_app("management"))
    for sentence in (
        "Er is nog geen ondertekende bevinding om op te volgen.",
        "Er is geen lopend dossier in deze selectie.",
        "In deze periode werd geen bevinding vastgelegd.",
        "In deze periode werd geen bevinding ondertekend die iets vraagt.",
        "Geen gebrek keert terug in twee dossiers of meer.",
        "Niemand heeft openstaand werk in deze selectie.",
    ):
        assert sentence in shown
    assert shown.count("nog niets te tellen") == 8  # four shares, this period and the earlier one


def test_a_period_in_the_address_is_kept_and_one_that_cannot_be_read_is_said(open_app: Callable[..., AppTest]) -> None:
    assert "1 februari 2025 – 31 maart 2025" in html(open_app("management", **{"from": "2025-02-01", "to": "31/3/2025"}))
    wrong = open_app("management", **{"from": "morgen"})
    assert [w.value for w in wrong.warning] == ["“morgen” is geen datum; schrijf dag/maand/jaar, bijvoorbeeld 31/12/2026."]
    assert "1 januari" in html(wrong)


def test_the_form_puts_period_and_filters_into_the_address(open_app: Callable[..., AppTest], bench: Workbench) -> None:
    dossier = open_dossier(bench.actor(), "Wonen", "d" * 12, "voorontwerp", minister="Minister A")
    open_dossier(bench.actor(), "Zorg", "d" * 12, "voorontwerp")
    record_finding(bench.actor(), finding(dossier.id))
    app = open_app("management", show="open")
    app.text_input(key="m_from").set_value("1/1/2026")
    app.multiselect(key="m_minister").set_value(["Minister A"])
    next(b for b in app.button if b.label == "Toon deze cijfers").click().run()
    assert not app.exception
    assert app.query_params["minister"] in ("Minister A", ["Minister A"])
    assert "show" not in app.query_params
    assert "Minister: Minister A" in html(app)
    assert (">Wonen</a>" in html(app), ">Zorg</a>" in html(app)) == (True, False)


def test_words_of_others_stay_words(open_app: Callable[..., AppTest], bench: Workbench) -> None:
    dossier = open_dossier(bench.actor(), "<script>alert(1)</script>", "d" * 12, "voorontwerp", minister="<b>M</b>")
    record_finding(bench.actor(), finding(dossier.id, title="<img src=x>"))
    shown = html(open_app("management", show="recorded"))
    assert ("<script>alert" in shown, "<img" in shown, "<b>M" in shown) == (False, False, False)
    assert "&lt;img src=x&gt;" in shown


def test_somebody_else_sees_a_sentence_and_the_own_share(
    open_app: Callable[..., AppTest], bench: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workbench.use_cases.sign_in.Door.guarded", lambda self: False)  # AppTest has no cookies
    dossier = open_dossier(bench.actor(), "Wonen", "d" * 12, "voorontwerp")
    record_finding(bench.actor(), finding(dossier.id, title="Mijn bevinding"))
    with bench.ledger.write("local") as pen:
        pen.put(Person(id="local", author="local", name="lezer", roles=(Role.RESEARCHER,)), "add_person")
    app = open_app("management")
    shown = html(app)
    assert "De cijfers over iedereen zijn er voor de directie en de beheerder." in shown
    assert "Mijn openstaand werk (1)" in [h.value for h in app.header]
    assert "Mijn bevinding" in shown
    assert "Toezicht op de machine" not in [h.value for h in app.header]
