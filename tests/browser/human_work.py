"""What a person did in the app under test: a dossier with a deadline and a finding that waits for a signature."""

from __future__ import annotations

from tests.records import finding
from workbench.bootstrap import Workbench
from workbench.domain.anchors import anchor_in_draft, anchor_in_treaty
from workbench.domain.dossiers import Assignment, Deadline, Dossier, Task
from workbench.domain.drafts import Draft
from workbench.domain.notes import Note, NoteKind
from workbench.use_cases.discuss import write_note
from workbench.use_cases.open_dossier import assign, describe_dossier, set_deadlines
from workbench.use_cases.record_finding import record_finding, submit
from workbench.use_cases.review_finding import validate

PLACE = "chp_2__art_2__para_1"


def work_on(bench: Workbench, dossier: Dossier, draft: Draft) -> str:
    """The id of the finding."""
    local = bench.actor()
    dossier = describe_dossier(local, dossier, minister="Minister van Kampeerzaken", domains=("tourism", "housing"))
    dossier = set_deadlines(local, dossier, [Deadline("2031-03-04", "stemming in de commissie", True)])
    assign(local, dossier, Assignment("local", Task.FIRST_READING, "2026-01-15"))
    words = anchor_in_draft(draft, PLACE, "elke woning betreden zonder toestemming van de bewoner")
    carrier = "artikel 2, § 1"
    made = record_finding(
        local, finding(dossier.id, draft=draft.id, subject=words, carrier=carrier, steps=(), tags=("geen rechter",))
    )
    return validate(local, submit(local, made)).id


def ask_about(bench: Workbench, dossier: Dossier, draft: Draft) -> str:
    """A finding in draft on the second paragraph, with quotations of both texts and a weighty question; its id."""
    paragraph, article = "chp_2__art_2__para_2", next(p for p in bench.corpus.at("ECHR/8") if p.language == "nl")
    made = finding(
        dossier.id, draft=draft.id, title="Het kind wordt gehoord", carrier="artikel 2, § 2", steps=(),
        subject=anchor_in_draft(draft, paragraph, "worden gehoord"), measure=anchor_in_treaty(article, "gerust gelaten"),
    )  # fmt: skip
    stored = record_finding(bench.actor(), made)
    words = anchor_in_draft(draft, paragraph, "het kind dat er woont")
    question = Note(
        dossier=dossier.id, kind=NoteKind.QUESTION, text="Vanaf welke leeftijd?", draft=draft.id, anchor=words,
        finding=stored.id, weighty=True,
    )  # fmt: skip
    write_note(bench.actor(), question)
    return stored.id
