"""Repairs over every store: kept with their history, undone, and repeated on the next version."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine

from workbench.domain.anchors import anchor_in_draft
from workbench.domain.drafts import Draft, Kind
from workbench.domain.notes import Note, NoteKind
from workbench.domain.people import Person, Role
from workbench.domain.repairs import Repair, RepairKind
from workbench.errors import AccessDenied, RuleError
from workbench.ingest import read_draft
from workbench.ingest.report import recounted
from workbench.storage.ledger import SqlLedger
from workbench.storage.repositories import SqlDrafts
from workbench.use_cases.acting import Actor
from workbench.use_cases.repair_draft import carry_repairs, repair_draft, undo_repair

BODY = """Art. 1. Dit decreet regelt een gewestaangelegenheid.

Art. 2. De eerste regel geldt voor iedereen. De tweede regel geldt voor kinderen.

Art. 3. De toezichthouder betreedt de woning.
"""


class Store:
    def __init__(self, engine: Engine) -> None:
        self.ledger = SqlLedger(engine)
        self.drafts = SqlDrafts(engine, lambda d: Draft(**{**vars(d), "report": recounted(d.report, d.provisions)}))
        with self.ledger.write("local") as pen:
            for name, role in (("rik", Role.RESEARCHER), ("mia", Role.MANAGEMENT)):
                pen.put(Person(id=name, name=name, roles=(role,)), "add_person")

    def actor(self, name: str) -> Actor:
        person = self.ledger.get(Person, name)
        assert person is not None
        return Actor(self.ledger, person)

    def brought_in(self, folder: Path, body: str, name: str = "a.txt") -> Draft:
        (folder / name).write_text(f"Ontwerp van decreet over de proef met regels\n\n{body}", encoding="utf-8")
        draft = read_draft(folder / name)
        assert self.drafts.save(draft)
        return draft


@pytest.fixture
def store(engine: Engine) -> Store:
    return Store(engine)


def split(draft: Draft) -> Repair:
    kind, cut = RepairKind.SPLIT, "De tweede regel geldt"
    return Repair(draft=draft.id, provision="art_2", repair=kind, kind=Kind.ARTICLE, number="2/1", cut=cut)


def numbers(draft: Draft | None) -> list[str]:
    assert draft is not None
    return [f"{p.kind} {p.number}" for p in draft.provisions]


def test_a_repair_shows_in_the_draft_and_its_report_and_can_be_taken_back(store: Store, tmp_path: Path) -> None:
    draft = store.brought_in(tmp_path, BODY)
    done = repair_draft(store.actor("rik"), store.drafts, split(draft), "twee artikelen op een regel")
    shown = store.drafts.get(draft.id)
    assert numbers(shown) == ["article 1", "article 2", "article 2/1", "article 3"]
    assert shown is not None and (shown.report.articles_counted, shown.source) == (4, draft.source)
    revision = store.drafts.revisions()[draft.id]
    undo_repair(store.actor("rik"), done)
    assert store.drafts.get(draft.id) == draft
    assert store.drafts.revisions()[draft.id] != revision
    told = [(d.who, d.action, d.reason) for d in store.ledger.history(subject=done.id)]
    assert told == [("rik", "repair_split", "twee artikelen op een regel"), ("rik", "undo_repair", "")]


def test_the_next_version_is_repaired_in_the_same_places_and_what_no_longer_fits_is_logged(store: Store, tmp_path: Path) -> None:
    draft = store.brought_in(tmp_path, BODY)
    repair_draft(store.actor("rik"), store.drafts, split(draft))
    relabel = Repair(
        draft=draft.id, provision="art_3", repair=RepairKind.RELABEL, kind=Kind.ARTICLE, number="4", heading="Toezicht"
    )
    repair_draft(store.actor("rik"), store.drafts, relabel)
    changed = BODY.replace("regel geldt voor iedereen", "regel geldt voor iedereen hier").replace(
        "betreedt de woning", "schrijft een brief"
    )
    newer = store.brought_in(tmp_path, changed.replace("Art. 3.", "Art. 2bis. Een nieuw artikel.\n\nArt. 3."), "b.txt")
    carried = carry_repairs(store.actor("rik"), store.drafts, newer)
    assert [(r.repair, r.provision, r.skipped) for r in carried] == [
        (RepairKind.SPLIT, "art_2", ""),
        (RepairKind.RELABEL, "art_3", "repair.skipped.gone"),
    ]
    assert numbers(store.drafts.get(newer.id)) == ["article 1", "article 2", "article 2/1", "article 2bis", "article 3"]
    assert carry_repairs(store.actor("rik"), store.drafts, newer) == []


def test_another_text_is_left_alone(store: Store, tmp_path: Path) -> None:
    draft = store.brought_in(tmp_path, BODY)
    repair_draft(store.actor("rik"), store.drafts, split(draft))
    (tmp_path / "c.txt").write_text(f"Voorstel van decreet over iets heel anders\n\n{BODY}", encoding="utf-8")
    other = read_draft(tmp_path / "c.txt")
    store.drafts.save(other)
    assert carry_repairs(store.actor("rik"), store.drafts, other) == []


def test_only_the_last_repair_can_be_taken_back(store: Store, tmp_path: Path) -> None:
    draft = store.brought_in(tmp_path, BODY)
    first = repair_draft(store.actor("rik"), store.drafts, split(draft))
    repair_draft(store.actor("rik"), store.drafts, Repair(draft=draft.id, provision="art_3", repair=RepairKind.MERGE))
    with pytest.raises(RuleError) as caught:
        undo_repair(store.actor("rik"), first)
    assert caught.value.key == "error.repair_not_last"


def test_a_provision_with_a_note_is_not_merged_away(store: Store, tmp_path: Path) -> None:
    draft = store.brought_in(tmp_path, BODY)
    with store.ledger.write("rik") as pen:
        pen.put(Note(kind=NoteKind.NOTE, text="kijk", draft=draft.id, anchor=anchor_in_draft(draft, "art_3")), "write_note")
    with pytest.raises(RuleError) as caught:
        repair_draft(store.actor("rik"), store.drafts, Repair(draft=draft.id, provision="art_3", repair=RepairKind.MERGE))
    assert caught.value.key == "error.repair_in_use"
    assert store.drafts.get(draft.id) == draft


def test_management_reads_but_does_not_repair(store: Store, tmp_path: Path) -> None:
    draft = store.brought_in(tmp_path, BODY)
    with pytest.raises(AccessDenied):
        repair_draft(store.actor("mia"), store.drafts, split(draft))
    assert store.ledger.find(Repair) == []
