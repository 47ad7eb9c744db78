"""Two versions in the browser: the differences, the carry-over list, the tray and the figure."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.records import answers, finding
from tests.unit.versions.texts import ARTICLES, HEAD
from workbench.bootstrap import Workbench
from workbench.config import Settings
from workbench.domain.anchors import anchor_in_draft
from workbench.domain.carry_over import CarryOver, Development
from workbench.domain.dossiers import Dossier, Stage
from workbench.domain.drafts import Draft
from workbench.domain.findings import Finding
from workbench.domain.notes import Note, NoteKind
from workbench.use_cases.discuss import write_note
from workbench.use_cases.open_dossier import add_version, open_dossier
from workbench.use_cases.record_finding import record_finding

REPAIRED = ARTICLES[1].replace("op elk ogenblik elke kampeerwagen betreden zonder", "overdag elke kampeerwagen betreden met")
NEW = (ARTICLES[0], REPAIRED, ARTICLES[2], ARTICLES[2], *ARTICLES[3:])


@pytest.fixture
def bench(tmp_path: Path) -> Workbench:
    return Workbench(Settings(tmp_path / "gegevens"))


def bring_in(bench: Workbench, folder: Path, name: str, articles: tuple[str, ...]) -> Draft:
    path = folder / name
    numbered = [f"{'Artikel' if n == 1 else 'Art.'} {n}. {body}" for n, body in enumerate(articles, start=1)]
    path.write_text(HEAD + "\n\n".join(numbered) + "\n", encoding="utf-8")
    return bench.import_draft(path)[0]


@pytest.fixture
def dossier(open_app: Callable[..., AppTest], bench: Workbench, tmp_path: Path) -> Dossier:
    """A finding and a question on the first version, and a second version."""
    old, new = bring_in(bench, tmp_path, "een.md", ARTICLES), bring_in(bench, tmp_path, "twee.md", NEW)
    made = open_dossier(bench.actor(), "Kampeerterreinen", old.id, "voorontwerp")
    where = anchor_in_draft(old, "art_2__para_1", "op elk ogenblik elke kampeerwagen betreden")
    record_finding(bench.actor(), finding(made.id, draft=old.id, subject=where, steps=answers()))
    asked = anchor_in_draft(old, "art_3", "gedurende tien jaar")
    write_note(bench.actor(), Note(dossier=made.id, kind=NoteKind.QUESTION, text="Waarom tien jaar?", draft=old.id, anchor=asked))
    return add_version(bench.actor(), made, new.id, "Stuk 12 – Nr. 1", Stage.TABLED)


def shown(app: AppTest) -> str:
    assert not app.exception
    assert not app.error, app.error
    return "\n".join(str(h.proto.body) for h in app.get("html"))


def test_the_texts_stand_side_by_side_with_the_differences_marked(open_app: Callable[..., AppTest], dossier: Dossier) -> None:
    page = shown(open_app("versions", dossier=dossier.id))
    assert '<del><span class="ts-said">verdwenen: </span>op elk ogenblik</del>' in page
    assert '<ins><span class="ts-said">nieuw: </span>overdag</ins>' in page
    assert "artikel 4 → artikel 5" in page
    assert "Herschreven: 1" in page
    assert "artikel 1</h3>" not in page
    assert "artikel 1</h3>" in shown(open_app("versions", dossier=dossier.id, all="1"))


def test_a_proposal_with_its_grounds_is_confirmed_by_a_person(
    open_app: Callable[..., AppTest], dossier: Dossier, bench: Workbench
) -> None:
    app = open_app("versions", dossier=dossier.id, part="carry")
    page = shown(app)
    assert "Voorstel van de tool: opgelost" in page
    assert "Erbij gekomen (gunstig voor de betrokkenen)" in page
    (made,) = bench.ledger.find(Finding)
    next(b for b in app.button if b.key and f"finding-{made.id}" in b.key).click().run()
    (decided,) = bench.ledger.find(CarryOver)
    assert (decided.decided, decided.subject, decided.author) == (Development.RESOLVED, made.id, "local")
    assert "Beslist: opgelost." in shown(app)


def test_what_cannot_be_placed_is_placed_by_hand(open_app: Callable[..., AppTest], dossier: Dossier, bench: Workbench) -> None:
    app = open_app("versions", dossier=dossier.id, part="carry")
    assert [s.value for s in app.subheader][:1] == ["Niet te plaatsen: 1"]
    (note,) = bench.ledger.find(Note)
    app.radio(key=f"answer-note-{note.id}").set_value(Development.UNCHANGED)
    app.radio(key=f"where-note-{note.id}").set_value("hand")
    app.selectbox(key=f"place-note-{note.id}").set_value("art_4")
    app.text_input(key=f"words-note-{note.id}").set_value("gedurende tien jaar")
    next(b for b in app.button if b.key and f"note-{note.id}" in b.key).click().run()
    assert not app.exception
    moved = bench.ledger.get(Note, note.id)
    assert moved is not None
    assert moved.anchor is not None
    assert (moved.provision, moved.anchor.quote.exact) == ("art_4", "gedurende tien jaar")


def test_an_answer_without_a_place_gets_one_sentence_and_stores_nothing(
    open_app: Callable[..., AppTest], dossier: Dossier, bench: Workbench
) -> None:
    app = open_app("versions", dossier=dossier.id, part="carry")
    (note,) = bench.ledger.find(Note)
    app.radio(key=f"answer-note-{note.id}").set_value(Development.UNCHANGED)
    next(b for b in app.button if b.key and f"note-{note.id}" in b.key).click().run()
    assert [e.value for e in app.error] == ["Duid eerst aan waar de woorden in de nieuwe versie staan."]
    assert bench.ledger.find(CarryOver) == []


def test_two_drafts_without_a_dossier_can_be_compared(open_app: Callable[..., AppTest], bench: Workbench, tmp_path: Path) -> None:
    open_app()
    bring_in(bench, tmp_path, "een.md", ARTICLES)
    assert "Er is nog maar één versie." in shown(open_app("versions"))
    bring_in(bench, tmp_path, "twee.md", NEW)
    assert "Teksten naast elkaar" in [h.value for h in open_app("versions").header]


def test_the_figure_says_when_there_is_nothing_to_follow_up(open_app: Callable[..., AppTest], dossier: Dossier) -> None:
    assert "Er is nog geen ondertekende bevinding om op te volgen." in shown(
        open_app("versions", dossier=dossier.id, part="impact")
    )
