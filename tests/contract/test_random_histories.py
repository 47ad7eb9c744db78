"""Whatever people do in whatever order: no decision is lost and the chain stays whole."""

from __future__ import annotations

import itertools
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fake_ledger import FakeLedger
from tests.office import FROZEN, NORMS, Office
from tests.records import DRAFT, SUGGESTION, anchor, finding
from workbench.domain.dossiers import Dossier
from workbench.domain.findings import Finding, Severity
from workbench.domain.history import replay
from workbench.domain.ledger import Ledger
from workbench.domain.notes import Note, NoteKind
from workbench.domain.verdicts import SecondReading, VerdictAnswer
from workbench.errors import ToetssteenError
from workbench.storage.database import open_store
from workbench.storage.ledger import SqlLedger
from workbench.storage.record_codec import from_json, to_json
from workbench.storage.schema import RECORDS, kind_name
from workbench.use_cases.adjudicate import adjudicate
from workbench.use_cases.decide_candidate import decide, take_back
from workbench.use_cases.discuss import reply, set_aside, write_note
from workbench.use_cases.no_remarks import record_no_remarks
from workbench.use_cases.open_dossier import close_dossier, reopen_dossier
from workbench.use_cases.publish import close_finding, publish
from workbench.use_cases.record_finding import revise, submit, withdraw
from workbench.use_cases.review_finding import request_changes, validate
from workbench.use_cases.second_read import finish_reading, plan_second_reading
from workbench.use_cases.sign_off import sign_off

PAIRS = (("art_5", "ECHR/8"), ("art_6", "CRC/3"))
Deed = Callable[["Office", Dossier, str, int], object]


def newest(office: Office, kind, dossier: Dossier, number: int):  # type: ignore[no-untyped-def]
    """One of the records of this kind, or a made-up one when there is none."""
    found = office.ledger.find(kind, dossier=dossier.id)
    return found[number % len(found)] if found else None


def on(kind, act):  # type: ignore[no-untyped-def]
    def deed(office: Office, dossier: Dossier, who: str, number: int) -> object:
        record = newest(office, kind, dossier, number)
        return act(office[who], record, number) if record else None

    return deed


def fresh(office: Office, dossier: Dossier) -> Dossier:
    return office.ledger.get(Dossier, dossier.id) or dossier


DEEDS: tuple[Deed, ...] = (
    lambda o, d, who, n: o.finding(d, who, title=f"bevinding {n}"),
    on(Finding, lambda a, f, n: revise(a, replace(f, severity=list(Severity)[n % 4], reasoning=f"reden {n}"), "herzien")),
    on(Finding, lambda a, f, n: revise(a, replace(f, version=max(1, f.version - 1)), "oud scherm")),
    on(Finding, lambda a, f, n: submit(a, f)),
    on(Finding, lambda a, f, n: validate(a, f)),
    on(Finding, lambda a, f, n: request_changes(a, f, "scherper")),
    on(Finding, lambda a, f, n: withdraw(a, f, "weg")),
    on(Finding, lambda a, f, n: sign_off(a, f.dossier, [f], FROZEN, NORMS)),
    on(Finding, lambda a, f, n: publish(a, f)),
    on(Finding, lambda a, f, n: close_finding(a, f, "klaar")),
    lambda o, d, who, n: decide(o[who], d.id, DRAFT, PAIRS[n % 2], list(VerdictAnswer)[n % 4], candidate=SUGGESTION),
    lambda o, d, who, n: [take_back(o[who], v.subject) for v in o.ledger.history(dossier=d.id) if v.kind == "verdict" and v.who == who][:1],
    lambda o, d, who, n: write_note(o[who], Note(dossier=d.id, kind=NoteKind.QUESTION, text="?", anchor=anchor(), weighty=n % 2 == 0)),
    on(Note, lambda a, note, n: reply(a, note, f"antwoord {n}", answers=n % 2 == 0)),
    on(Note, lambda a, note, n: set_aside(a, note, "laat maar")),
    lambda o, d, who, n: record_no_remarks(o[who], d.id, DRAFT, ["art_1"], ["ECHR"]),
    lambda o, d, who, n: plan_second_reading(o[who], d.id, DRAFT, "rik", ("ada", "leo")[n % 2]),
    on(SecondReading, lambda a, r, n: finish_reading(a, r)),
    on(SecondReading, lambda a, r, n: adjudicate(a, r.id, PAIRS[n % 2], VerdictAnswer.RELEVANT, "omdat")),
    lambda o, d, who, n: close_dossier(o[who], fresh(o, d), "dicht") if n % 5 == 0 else None,
    lambda o, d, who, n: reopen_dossier(o[who], fresh(o, d), "open"),
)  # fmt: skip
HISTORIES = st.lists(
    st.tuples(st.integers(0, len(DEEDS) - 1), st.sampled_from(["rik", "ada", "leo", "lea", "mia", "bob"]), st.integers(0, 40)),
    min_size=5,
    max_size=40,
)


def live(ledger: Ledger, history: list[tuple[int, str, int]]) -> None:
    """Do it all, and after every deed hold the ledger to its promises."""
    office = Office(ledger)
    dossier = office.dossier()
    length = len(ledger.history())
    for deed, who, number in history:
        before = ledger.head()
        try:
            DEEDS[deed](office, dossier, who, number)
        except ToetssteenError:
            assert ledger.head() == before  # a refused deed leaves no trace
        decisions = ledger.history()
        assert len(decisions) >= length
        length = len(decisions)
    assert list(ledger.verify()) == []
    everything_can_be_told_back(ledger)


def everything_can_be_told_back(ledger: Ledger) -> None:
    """Every record is what its decisions made it, step by step, and every version is still there."""
    decisions = sorted(ledger.history(), key=lambda d: (d.kind, d.subject, d.seq))
    told = {key: list(group) for key, group in itertools.groupby(decisions, key=lambda d: (d.kind, d.subject))}
    stored = [(kind_name(kind), record) for kind in RECORDS for record in ledger.find(kind)]
    assert {(name, r.id) for name, r in stored} == set(told)
    for name, record in stored:
        made = told[name, record.id]
        assert [d.version for d in made] == list(range(1, record.version + 1))
        assert from_json(replay(made), type(record)) == record
        known: dict[str, object] = {}
        for decision in made:
            for field, (old, new) in decision.changes.items():
                assert known.get(field) == old
                known[field] = new
        assert to_json(record) == {n: known.get(n) for n in to_json(record)}


@settings(max_examples=200, deadline=None)
@given(HISTORIES)
def test_no_random_history_loses_a_decision_in_memory(history: list[tuple[int, str, int]]) -> None:
    live(FakeLedger(), history)


@settings(max_examples=25, deadline=None)
@given(HISTORIES)
def test_no_random_history_loses_a_decision_on_sqlite(history: list[tuple[int, str, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        engine = open_store(f"sqlite:///{Path(folder) / 'store.db'}")
        live(SqlLedger(engine), history)
        engine.dispose()


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(HISTORIES)
def test_no_random_history_loses_a_decision_on_postgresql(postgres, history: list[tuple[int, str, int]]) -> None:  # type: ignore[no-untyped-def]
    engine = open_store(postgres.fresh_database())
    live(SqlLedger(engine), history)
    engine.dispose()


def test_the_deeds_do_reach_every_corner_of_the_work() -> None:
    """A guard on the test itself: a long fixed history signs, publishes and adjudicates."""
    office = Office(FakeLedger())
    dossier = office.dossier()
    plan = [
        (0, "rik"),
        (3, "rik"),
        (4, "leo"),
        (7, "mia"),
        (8, "ada"),
        (16, "leo"),
        (10, "rik"),
        (17, "rik"),
        (17, "ada"),
        (18, "lea"),
    ]
    for deed, who in plan:
        DEEDS[deed](office, dossier, who, 0)
    assert [d.action for d in office.ledger.history(dossier=dossier.id)] == [
        "open_dossier", "record_finding", "submit_finding", "validate_finding", "sign_off_finding", "sign_off", "publish_finding",
        "plan_second_reading", "decide_candidate", "finish_reading", "finish_reading", "adjudicate", "close_reading",
    ]  # fmt: skip


@pytest.mark.parametrize("record", [finding("d1", suggestion=SUGGESTION)])
def test_a_record_survives_json_both_ways(record: Finding) -> None:
    assert from_json(to_json(record), Finding) == record
