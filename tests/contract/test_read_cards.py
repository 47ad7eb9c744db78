"""Reading card by card, over the fake, SQLite and PostgreSQL."""

import pytest

from tests.office import Office
from tests.records import DRAFT
from tests.screenings import screening, unit
from workbench.domain.dossiers import Dossier
from workbench.domain.ledger import Ledger
from workbench.domain.obligations import Register
from workbench.domain.reading import CardState, Way
from workbench.domain.verdicts import Verdict, VerdictAnswer
from workbench.errors import AccessDenied, RuleError, UnknownRecord
from workbench.use_cases.read_cards import Reading, decide_card, deck_of, reading_of, take_back_card

SCREENING = screening(*(unit(f"art_{n}", f"Tekst van bepaling {n}.", 0.9 - n / 10) for n in range(4)))
DECK = deck_of(SCREENING, Register({}, "r"))
YES, NO, DOUBT, LATER = VerdictAnswer.RELEVANT, VerdictAnswer.NOT_RELEVANT, VerdictAnswer.DOUBT, VerdictAnswer.POSTPONED


class Desk:
    """One reader with one deck."""

    def __init__(self, office: Office, who: str, dossier: Dossier) -> None:
        self.actor, self.dossier = office[who], dossier.id

    def decide(self, n: int, answer: VerdictAnswer, *norms: str, way: Way = Way.QUEUE) -> tuple[Verdict, ...]:
        card = DECK.cards[n]
        return decide_card(self.actor, self.dossier, DRAFT, SCREENING, card, answer, norms or card.norms, way=way)

    def now(self) -> Reading:
        return reading_of(self.actor, self.dossier, DRAFT, DECK)


@pytest.fixture
def office(ledger: Ledger) -> Office:
    return Office(ledger)


def test_a_card_is_relevant_for_one_candidate_and_not_relevant_only_for_all(office: Office) -> None:
    rik = Desk(office, "rik", office.dossier())
    rik.decide(0, YES, "ECHR/8")
    rik.decide(1, NO, "CRC/16")
    rik.decide(2, NO)
    rik.decide(3, LATER)
    assert rik.now().states == (CardState.RELEVANT, CardState.OPEN, CardState.NOT_RELEVANT, CardState.POSTPONED)
    assert rik.now().sequence == (0, 2)


def test_what_was_seen_and_how_it_came_is_kept_with_the_verdict(office: Office) -> None:
    rik = Desk(office, "rik", office.dossier())
    drawn = rik.decide(0, NO, way=Way.DRAWER)
    chosen = rik.decide(1, YES, "ECHR/8", way=Way.HAND)
    assert [(v.norm, v.drawer, v.queued) for v in drawn] == [("ECHR/8", True, True), ("CRC/16", True, True)]
    assert (chosen[0].drawer, chosen[0].queued) == (False, False)
    assert chosen[0].candidate is not None
    assert (chosen[0].candidate.screening, chosen[0].candidate.tension) == ("s1", 0.8)
    assert rik.now().sequence == (0,)
    assert [d.way for d in rik.now().decided] == [Way.DRAWER, Way.HAND]


def test_readers_do_not_see_one_anothers_queue(office: Office) -> None:
    dossier = office.dossier()
    Desk(office, "rik", dossier).decide(0, NO)
    assert set(Desk(office, "ada", dossier).now().states) == {CardState.OPEN}


def test_undo_takes_the_whole_card_back_and_the_card_returns(office: Office) -> None:
    rik = Desk(office, "rik", office.dossier())
    rik.decide(0, YES, "ECHR/8")
    wanted = tuple(v.id for v in rik.decide(1, NO))
    assert rik.now().latest == wanted
    take_back_card(rik.actor, rik.now().latest)
    assert rik.now().states[:2] == (CardState.RELEVANT, CardState.OPEN)
    assert rik.now().sequence == (0,)
    again = rik.decide(1, YES, "CRC/16")
    assert rik.now().latest == (again[0].id,)
    assert rik.now().states[1] is CardState.RELEVANT


def test_a_postponed_card_counts_from_the_moment_it_is_decided(office: Office) -> None:
    rik = Desk(office, "rik", office.dossier())
    rik.decide(0, LATER)
    rik.decide(1, NO)
    rik.decide(0, DOUBT, "ECHR/8")
    assert rik.now().sequence == (1, 0)
    assert rik.now().states[0] is CardState.DOUBT


def test_changing_a_decision_later_by_hand_does_not_change_how_the_card_came(office: Office) -> None:
    rik = Desk(office, "rik", office.dossier())
    rik.decide(0, YES, "ECHR/8", way=Way.DRAWER)
    changed = rik.decide(0, NO, way=Way.HAND)
    assert [(v.norm, v.drawer, v.queued) for v in changed] == [("ECHR/8", True, True), ("CRC/16", False, False)]
    assert rik.now().decided[0].way is Way.DRAWER


def test_a_decision_for_nothing_or_for_another_place_is_refused_and_stores_nothing(office: Office) -> None:
    rik = Desk(office, "rik", office.dossier())
    card = DECK.cards[0]
    for norms in ((), ("ECHR/8", "UDHR/1")):
        with pytest.raises(RuleError):
            decide_card(rik.actor, rik.dossier, DRAFT, SCREENING, card, YES, norms)
    assert office.ledger.find(Verdict) == []


def test_management_reads_along_but_does_not_decide(office: Office) -> None:
    mia = Desk(office, "mia", office.dossier())
    assert set(mia.now().states) == {CardState.OPEN}
    with pytest.raises(AccessDenied):
        mia.decide(0, NO)


def test_a_confidential_dossier_is_closed_to_others(office: Office) -> None:
    rik = Desk(office, "rik", office.dossier(confidential=True))
    with pytest.raises(UnknownRecord):
        rik.now()
