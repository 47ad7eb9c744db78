"""Earlier findings beside a new one, and the search in findings and notes: only what somebody may see."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fake_ledger import FakeLedger
from tests.fakes import WordEncoder
from tests.office import Office
from tests.records import DRAFT, anchor
from workbench.bootstrap import Workbench
from workbench.config import Settings
from workbench.domain.findings import Norm, Outcome
from workbench.domain.instruments import Status
from workbench.domain.notes import Note, NoteKind
from workbench.domain.obligations import Register
from workbench.domain.trees import Tree
from workbench.errors import AccessDenied
from workbench.use_cases.discuss import write_note
from workbench.use_cases.precedents import Kinship, precedents
from workbench.use_cases.propose_finding import entry_of, proposed_tree
from workbench.use_cases.record_finding import withdraw
from workbench.use_cases.search_findings import FindingFilters, search_findings

ENCODER = WordEncoder()
TEXT = "Art. 5. De toezichthouder kan de woning op elk ogenblik betreden. Art. 6. De woning kan op elk ogenblik worden verzegeld."


@pytest.fixture
def office() -> Office:
    return Office(FakeLedger())


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Register:
    return Workbench(Settings(tmp_path_factory.mktemp("leeg"))).loaded_register.register


def on(place: str) -> Norm:
    return Norm(place, Status.BINDING, "2026-11-25", ("22",))


def shared(query: str, text: str, language: str) -> tuple[str, ...]:
    there = text.lower().split()
    return tuple(dict.fromkeys(w for w in query.lower().split() if w in there))


def test_a_like_text_with_an_opposite_conclusion_is_told(office: Office, register: Register) -> None:
    old = office.dossier(title="Vorig jaar")
    calm = office.finding(old, outcome=Outcome.CONFORM)
    unlike = office.finding(old, subject=anchor("toezichthouder"), outcome=Outcome.CONFORM)
    kin = office.finding(old, norm=on("ICCPR/17"), outcome=Outcome.RISK)
    office.finding(old, norm=on("CRC/24"))
    now = office.finding(office.dossier(title="Nu"), outcome=Outcome.RISK)
    found = precedents(office["rik"], now, register, ENCODER.encode_passages)
    assert {(p.finding.id, p.kinship, p.differs) for p in found} == {
        (calm.id, Kinship.SAME, True),
        (unlike.id, Kinship.SAME, False),
        (kin.id, Kinship.ANALOGUE, False),
    }
    assert found[0].likeness == 1.0 and found[-1].finding.id == unlike.id
    assert {p.dossier.title for p in found} == {"Vorig jaar"}


def test_what_was_withdrawn_or_is_the_same_finding_on_an_earlier_version_is_no_precedent(
    office: Office, register: Register
) -> None:
    dossier = office.dossier()
    gone = office.finding(dossier)
    withdraw(office["rik"], gone, "dubbel")
    earlier = office.finding(dossier)
    now = office.finding(dossier, carried_from=earlier.id)
    assert precedents(office["rik"], now, register, ENCODER.encode_passages) == []


def test_a_confidential_dossier_gives_no_precedent_and_no_answer_to_others(office: Office, register: Register) -> None:
    secret = office.dossier("ada", title="Geheim", confidential=True, members=("rik",))
    office.finding(secret)
    now = office.finding(office.dossier(title="Open"))
    assert [p.dossier.title for p in precedents(office["rik"], now, register, ENCODER.encode_passages)] == ["Geheim"]
    assert precedents(office["lea"], now, register, ENCODER.encode_passages) == []
    asked = "woning betreden"
    assert {f.dossier.title for f in search_findings(office["rik"], asked, ENCODER, shared)} == {"Geheim", "Open"}
    assert {f.dossier.title for f in search_findings(office["lea"], asked, ENCODER, shared)} == {"Open"}
    with pytest.raises(AccessDenied):
        search_findings(office["niemand"], asked, ENCODER, shared)


def test_findings_and_notes_are_found_by_their_words_and_narrowed_by_the_filters(office: Office) -> None:
    dossier = office.dossier()
    risk = office.finding(dossier, title="Verzegeling van het pand", outcome=Outcome.RISK)
    calm = office.finding(dossier, title="Hoorrecht van het kind", outcome=Outcome.CONFORM, norm=on("CRC/12"))
    note = write_note(
        office["ada"],
        Note(dossier=dossier.id, kind=NoteKind.QUESTION, text="Ook bij verzegeling ?", draft=DRAFT, finding=risk.id),
    )

    def ids(query: str, **filters: tuple[object, ...]) -> list[str]:
        chosen = FindingFilters(**filters)  # type: ignore[arg-type]
        return [f.record.id for f in search_findings(office["rik"], query, ENCODER, shared, 0.0, chosen)]

    assert set(ids("verzegeling")) == {risk.id, note.id}
    assert ids("hoorrecht") == [calm.id]
    assert ids("van het kind", outcomes=(Outcome.RISK,)) == [risk.id]
    assert ids("", instruments=("CRC",)) == [calm.id]
    assert set(ids("", outcomes=(Outcome.RISK,))) == {risk.id, note.id}
    assert ids("fiets") == []


def test_an_absolute_right_is_never_balanced_whatever_the_machine_proposes(register: Register, tmp_path: Path) -> None:
    instruments = Workbench(Settings(tmp_path)).catalogue.instruments
    assert proposed_tree("ECHR/3", entry_of("ECHR/3", register), instruments) is Tree.ABSOLUTE
    assert proposed_tree("ECHR/14", entry_of("ECHR/14", register), instruments) is Tree.DIFFERENCE
    assert proposed_tree("ECHR/8", entry_of("ECHR/8", register), instruments) is Tree.LIMITATION
    assert proposed_tree("CRPD/9", entry_of("CRPD/9", register), instruments) is Tree.POSITIVE
    assert proposed_tree("GEEN/1", None, instruments) is None
