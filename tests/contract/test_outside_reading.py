"""The second reader through the store: nothing goes out before a person allowed it for that dossier and that host."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from tests.office import Office
from tests.records import DRAFT
from workbench.domain.anchors import Side
from workbench.domain.dossiers import Dossier
from workbench.domain.findings import Finding
from workbench.domain.ledger import Ledger
from workbench.domain.machine_opinion import (
    FoundQuote,
    Leaning,
    MachineOpinion,
    OpinionSentence,
    PairTexts,
    Patience,
    RawOpinion,
    RawQuote,
    RawSentence,
)
from workbench.domain.verdicts import Verdict
from workbench.errors import AccessDenied, OutsideReaderError, RuleError
from workbench.storage.opinions import SqlOpinions
from workbench.use_cases.open_dossier import set_members
from workbench.use_cases.outside_reading import Pair, allow_outside, ask_outside, opinions_on, outside_reading

TEXTS = PairTexts("artikel 5", "De toezichthouder kan de woning betreden.", "artikel 8 EVRM", "Recht op respect voor de woning.")
RAW = RawOpinion(
    Leaning.LIKELY,
    (
        RawSentence("De woning staat open.", True, (RawQuote(Side.DRAFT, "de woning betreden"),)),
        RawSentence("Zonder rechter.", True, (RawQuote(Side.DRAFT, "zonder machtiging"),)),
    ),
    ("Is er een rechter?",),
)


class Reader:
    """An outside reader that remembers what it was sent."""

    host, model, encrypted, prompt = "lezer.voorbeeld.be", "groot", True, "pair-1"

    def __init__(self, fails: bool = False) -> None:
        self.sent: list[PairTexts] = []
        self._fails = fails

    def ask(self, texts: PairTexts, wait: Patience) -> RawOpinion:
        self.sent.append(texts)
        if self._fails:
            raise OutsideReaderError("error.second_reader_status", host=self.host, status=500)
        return RAW


class Shelf:
    """Answers in memory."""

    def __init__(self) -> None:
        self.kept: list[MachineOpinion] = []

    def save(self, opinion: MachineOpinion) -> None:
        self.kept.append(opinion)

    def about(self, *_: str) -> list[MachineOpinion]:
        return self.kept[::-1]


def patient() -> None:
    """Waits."""


@pytest.fixture
def office(ledger: Ledger) -> Office:
    return Office(ledger)


def pair(dossier: Dossier) -> Pair:
    return Pair(dossier.id, DRAFT, "art_5", "ECHR/8")


def test_nothing_is_sent_before_somebody_allowed_it_for_this_dossier_and_this_host(office: Office) -> None:
    dossier, reader, shelf = office.dossier(), Reader(), Shelf()
    with pytest.raises(AccessDenied, match=r"error\.second_reader_not_allowed"):
        ask_outside(office["rik"], pair(dossier), TEXTS, reader, shelf, patient)
    allow_outside(office["rik"], dossier.id, "een-andere.voorbeeld.be", allowed=True)
    with pytest.raises(AccessDenied):
        ask_outside(office["rik"], pair(dossier), TEXTS, reader, shelf, patient)
    allow_outside(office["rik"], dossier.id, reader.host, allowed=True)
    ask_outside(office["leo"], pair(dossier), TEXTS, reader, shelf, patient)
    allow_outside(office["ada"], dossier.id, reader.host, allowed=False)
    with pytest.raises(AccessDenied):
        ask_outside(office["rik"], pair(dossier), TEXTS, reader, shelf, patient)
    assert reader.sent == [TEXTS]
    told = [(d.who, d.action) for d in office.ledger.history(dossier=dossier.id) if d.kind == "outside_reading"]
    assert told == [("rik", "allow_outside"), ("rik", "allow_outside"), ("ada", "forbid_outside")]
    assert ("leo", "ask_outside") in [(e.who, e.action) for e in office.ledger.audit()]


def test_the_answer_is_kept_as_a_suggestion_with_what_was_dropped_and_is_no_finding(office: Office) -> None:
    dossier, shelf = office.dossier(), Shelf()
    allow_outside(office["rik"], dossier.id, Reader.host, allowed=True)
    ask_outside(office["rik"], pair(dossier), TEXTS, Reader(), shelf, patient)
    (found,) = opinions_on(office["mia"], pair(dossier), shelf)
    assert (found.model, found.host, found.prompt, found.asked_by) == ("groot", "lezer.voorbeeld.be", "pair-1", "rik")
    assert [s.words for s in found.sentences] == ["De woning staat open."]
    assert found.dropped == {"not_found": 1}
    assert office.ledger.find(Finding) == []
    assert office.ledger.find(Verdict) == []


def test_a_confidential_dossier_takes_a_reason_and_somebody_who_chooses_its_members(office: Office) -> None:
    dossier = office.dossier()
    set_members(office["ada"], dossier.id, True, ["rik", "ada"])
    with pytest.raises(AccessDenied, match=r"error\.denied\.manage_members"):
        allow_outside(office["rik"], dossier.id, Reader.host, allowed=True, reason="haast")
    with pytest.raises(RuleError, match=r"error\.reason_needed"):
        allow_outside(office["ada"], dossier.id, Reader.host, allowed=True, reason=" ")
    allow_outside(office["ada"], dossier.id, Reader.host, allowed=True, reason="akkoord van het kabinet")
    reader = Reader()
    ask_outside(office["rik"], pair(dossier), TEXTS, reader, Shelf(), patient)
    assert len(reader.sent) == 1


def test_a_permission_does_not_outlive_the_dossier_becoming_confidential(office: Office) -> None:
    dossier, reader = office.dossier(), Reader()
    allow_outside(office["rik"], dossier.id, reader.host, allowed=True)
    set_members(office["ada"], dossier.id, True, ["rik"])
    with pytest.raises(AccessDenied, match=r"error\.second_reader_not_allowed"):
        ask_outside(office["rik"], pair(dossier), TEXTS, reader, Shelf(), patient)
    assert reader.sent == []


def test_a_reader_that_fails_leaves_no_opinion(office: Office) -> None:
    dossier, shelf = office.dossier(), Shelf()
    allow_outside(office["rik"], dossier.id, Reader.host, allowed=True)
    with pytest.raises(OutsideReaderError):
        ask_outside(office["rik"], pair(dossier), TEXTS, Reader(fails=True), shelf, patient)
    assert shelf.kept == []
    said = outside_reading(office["mia"], dossier.id)
    assert said is not None
    assert said.allowed


def test_answers_come_back_as_they_were_kept_newest_first(engine: Engine) -> None:
    kept = SqlOpinions(engine)

    def opinion(name: str, created: str, norm: str = "ECHR/8") -> MachineOpinion:
        sentence = OpinionSentence("Zie “dag”.", True, (FoundQuote(Side.TREATY, 0, 5),))
        facts = ("leo", created, "host", "model", "pair-1", TEXTS, Leaning.CANNOT_TELL, (sentence,), ("?",), {"verdict": 2})
        return MachineOpinion(name * 32, "dossier", "d" * 12, "art_5", norm, *facts)

    first, second, other = opinion("a", "2026-11-25T10"), opinion("b", "2026-11-25T11"), opinion("c", "2026-11-25T12", "CRC/16")
    for one in (first, second, other):
        kept.save(one)
    assert kept.about("dossier", "d" * 12, "art_5", "ECHR/8") == [second, first]
    assert kept.about("ander", "d" * 12, "art_5", "ECHR/8") == []
