"""From a validated finding to a signature, publication and follow-up, by one person alone and by several with real sessions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from tests.office import Office
from tests.records import answers, finding
from tests.ui.acting import fill, press, words
from workbench.bootstrap import Workbench
from workbench.domain.anchors import anchor_in_draft
from workbench.domain.dossiers import Dossier, Stage
from workbench.domain.findings import Finding
from workbench.domain.follow_up import FollowUp, ReplyVerdict, TextFate
from workbench.domain.notes import Note, NoteKind
from workbench.domain.signing import SignOff, changed_since
from workbench.domain.workflow import FindingStatus
from workbench.use_cases.acting import Actor
from workbench.use_cases.discuss import write_note
from workbench.use_cases.no_remarks import record_no_remarks
from workbench.use_cases.open_dossier import open_dossier
from workbench.use_cases.record_finding import record_finding, revise, submit
from workbench.use_cases.review_finding import validate

OpenApp = Callable[..., AppTest]
SURE = "Ik heb gelezen wat ik onderteken en onderteken in mijn eigen naam"


def on_the_text(bench: Workbench, dossier: Dossier, actor: Actor, title: str = "Betreden zonder toestemming") -> Finding:
    """A complete finding on real words of the draft."""
    draft = bench.drafts.get(dossier.current)
    assert draft is not None
    where = anchor_in_draft(draft, "chp_2__art_3__para_1", "op elk ogenblik elke kampeerwagen betreden")
    return record_finding(actor, finding(dossier.id, draft=draft.id, subject=where, steps=answers(), title=title))


def stored(bench: Workbench, made: Finding) -> Finding:
    found = bench.ledger.get(Finding, made.id)
    assert found is not None
    return found


def sign(app: AppTest, statement: str = "") -> AppTest:
    next(c for c in app.checkbox if c.label == SURE).set_value(True)
    next(a for a in app.text_area if a.label.startswith("Verklaring")).set_value(statement)
    return press(app, "Ondertekenen")


@pytest.fixture
def alone(bench: Workbench, known: str) -> Dossier:
    """A dossier of the one local user."""
    return open_dossier(bench.actor(), "Kampeerterreinen", known, "voorontwerp", stage=Stage.TABLED)


def test_a_blocker_is_named_with_a_way_to_it_and_there_is_nothing_to_press(
    open_app: OpenApp, bench: Workbench, alone: Dossier
) -> None:
    me = bench.actor()
    made = on_the_text(bench, alone, me)
    made = validate(me, submit(me, revise(me, replace(made, reasoning=""))))
    asked = Note(dossier=alone.id, kind=NoteKind.QUESTION, text="Waarom?", draft=made.draft, finding=made.id, weighty=True)
    note = write_note(me, asked)
    app = open_app("signing", dossier=alone.id)
    page = words(app)
    assert "Nog niet ingevuld: redenering." in page
    assert "Een zwaarwegende vraag staat nog open." in page
    assert f"#note-{note.id}" in page
    assert "Los eerst op wat hierboven staat: 2." in page
    assert "Ondertekenen" not in [b.label for b in app.button]


def test_one_user_alone_signs_and_the_signature_says_that_there_were_no_four_eyes(
    open_app: OpenApp, bench: Workbench, alone: Dossier
) -> None:
    me = bench.actor()
    made = validate(me, submit(me, on_the_text(bench, alone, me)))
    app = open_app("signing", dossier=alone.id)
    assert "U werkt alleen op deze machine" in words(app)
    press(app, "Ondertekenen")
    assert [e.value for e in app.error] == ["Bevestig eerst dat u gelezen hebt wat u ondertekent."]
    sign(app, "gelezen en akkoord")
    (signature,) = bench.ledger.find(SignOff)
    draft = bench.drafts.get(alone.current)
    assert draft is not None
    assert (signature.name, signature.four_eyes, signature.statement) == ("lokale gebruiker", False, "gelezen en akkoord")
    assert signature.frozen == bench.frozen(draft)
    assert stored(bench, made).status is FindingStatus.SIGNED_OFF
    page = words(open_app("signing", dossier=alone.id, part="signatures"))
    assert "Zonder vier ogen ondertekend" in page
    assert signature.frozen.text_hash in page


def test_what_changes_after_the_signature_shows_cannot_be_published_and_can_be_signed_again(
    open_app: OpenApp, bench: Workbench, alone: Dossier
) -> None:
    me = bench.actor()
    made = validate(me, submit(me, on_the_text(bench, alone, me)))
    sign(open_app("signing", dossier=alone.id))
    revise(me, replace(stored(bench, made), reasoning="Toch anders."), "nieuw arrest")
    assert "Gewijzigd na ondertekening" in words(open_app("signing", dossier=alone.id, part="signatures"))
    assert "Gewijzigd na ondertekening (1)" in words(open_app("my_work"))
    app = open_app("signing", dossier=alone.id, part="public")
    assert "Eerst opnieuw te ondertekenen" in words(app)
    assert "Bekendmaken" not in [b.label for b in app.button]
    again = open_app("signing", dossier=alone.id)
    assert "opnieuw te ondertekenen" in next(c.label for c in again.checkbox)
    sign(again)
    assert changed_since(bench.ledger.find(SignOff)[-1], [stored(bench, made)]) == ()
    press(open_app("signing", dossier=alone.id, part="public"), "Bekendmaken")
    assert stored(bench, made).status is FindingStatus.PUBLISHED


def test_words_that_changed_while_the_page_stood_open_are_not_signed_unseen(
    open_app: OpenApp, bench: Workbench, alone: Dossier
) -> None:
    me = bench.actor()
    made = validate(me, submit(me, on_the_text(bench, alone, me)))
    app = open_app("signing", dossier=alone.id)
    next(c for c in app.checkbox if c.label == SURE).set_value(True)
    validate(me, revise(me, replace(stored(bench, made), reasoning="Iets anders.")))
    press(app, "Ondertekenen")
    assert bench.ledger.find(SignOff) == []
    assert not next(c for c in app.checkbox if c.label == SURE).value
    assert "Wat hier staat, is intussen gewijzigd" in words(app)


def test_a_text_without_remarks_is_signed_as_such(open_app: OpenApp, bench: Workbench, alone: Dossier) -> None:
    assert "Er is nog niets te ondertekenen op deze versie." in words(open_app("signing", dossier=alone.id))
    record_no_remarks(bench.actor(), alone.id, alone.current, [], ["ECHR"])
    sign(open_app("signing", dossier=alone.id))
    (signature,) = bench.ledger.find(SignOff)
    assert (signature.findings, signature.draft) == ((), alone.current)


def test_several_people_bring_a_finding_from_my_work_to_follow_up(
    open_app: OpenApp, bench: Workbench, known: str, institute: Office, enter: Callable[[str], None]
) -> None:
    dossier = open_dossier(institute["ada"], "Kampeerterreinen", known, "voorontwerp", stage=Stage.TABLED)
    made = on_the_text(bench, dossier, institute["rik"])
    enter("rik")
    assert "Bevindingen die u begon (1)" in words(open_app("my_work"))
    press(open_app("finding", dossier=dossier.id, finding=made.id), "Indienen")
    assert "Er wacht niets op u." in words(open_app("my_work"))
    enter("leo")
    assert "Te valideren bevindingen (1)" in words(open_app("my_work"))
    press(open_app("finding", dossier=dossier.id, finding=made.id), "Valideren")
    app = open_app("signing", dossier=dossier.id)
    assert "Ondertekenen doet een adviseur of de directie." in words(app)
    assert "Ondertekenen" not in [b.label for b in app.button]
    enter("mia")
    assert "Gevalideerde bevindingen: 1" in words(open_app("my_work"))
    app = sign(open_app("signing", dossier=dossier.id))
    (signature,) = bench.ledger.find(SignOff)
    assert (signature.name, signature.author, signature.four_eyes) == ("Mia", "mia", True)
    enter("ada")
    press(open_app("signing", dossier=dossier.id, part="public"), "Bekendmaken")
    app = open_app("signing", dossier=dossier.id, part="public")
    form = f"follow-{made.id}"
    fill(app, **{f"{form}__day": "10/01/2027", f"{form}__reply": ReplyVerdict.PARTLY, f"{form}__fate": TextFate.PARTLY_AMENDED})
    fill(app, **{f"{form}__number": 1, f"{form}__where": "Stuk 12 – Nr. 2"})
    press(app, "Vastleggen")
    (entry,) = bench.ledger.find(FollowUp)
    assert (entry.recommendation, entry.day, entry.reply, entry.text, entry.author) == (
        1,
        "2027-01-10",
        ReplyVerdict.PARTLY,
        TextFate.PARTLY_AMENDED,
        "ada",
    )
    press(fill(app, **{f"close-{made.id}__reason": "de tekst is aangepast"}), "Afsluiten")
    assert stored(bench, made).status is FindingStatus.CLOSED


def test_who_wrote_cannot_sign_where_colleagues_are(
    open_app: OpenApp, bench: Workbench, known: str, institute: Office, enter: Callable[[str], None]
) -> None:
    dossier = open_dossier(institute["ada"], "Kampeerterreinen", known, "voorontwerp")
    validate(institute["leo"], submit(institute["ada"], on_the_text(bench, dossier, institute["ada"])))
    enter("ada")
    page = words(open_app("signing", dossier=dossier.id))
    assert "Wie ondertekent, schreef zelf mee (vier ogen)." in page
    assert "Los eerst op wat hierboven staat: 1." in page


def test_a_confidential_dossier_is_not_in_anybody_elses_list(
    open_app: OpenApp, known: str, institute: Office, enter: Callable[[str], None]
) -> None:
    dossier = open_dossier(institute["ada"], "Geheim ontwerp", known, "voorontwerp", confidential=True, members=("rik",))
    enter("rik")
    assert "Geheim ontwerp" in words(open_app("dossiers"))
    enter("leo")
    assert "Geheim ontwerp" not in words(open_app("dossiers"))
    assert "Geheim ontwerp" not in words(open_app("signing", dossier=dossier.id))
