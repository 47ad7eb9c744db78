"""An institute with many dossiers: every figure of the management page has something behind it. The same each time."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

from tests.records import DRAFT, SUGGESTION, anchor, finding, person
from workbench.domain.dossiers import Assignment, Deadline, Dossier, DraftVersion, Stage, Task
from workbench.domain.findings import Finding, Norm, Outcome, Severity, Verb
from workbench.domain.follow_up import FollowUp, ReplyVerdict, TextFate
from workbench.domain.instruments import Status
from workbench.domain.ledger import Ledger, Pen
from workbench.domain.people import Role
from workbench.domain.records import new_id
from workbench.domain.signing import Frozen, SignedFinding, SignOff
from workbench.domain.verdicts import Verdict, VerdictAnswer, verdict_id
from workbench.domain.workflow import SIGNED, FindingStatus

PEOPLE = {"rik": Role.RESEARCHER, "ada": Role.ADVISOR, "leo": Role.REVIEWER, "mia": Role.MANAGEMENT, "bob": Role.ADMINISTRATOR}
MINISTERS = ("Minister A", "Minister B", "Minister C", "")
DOMAINS = (("housing",), ("welfare", "health"), ("education",), ("youth-care",), ())
NORMS = ("ECHR/8", "CRPD/19/a", "CRC/3/1", "ICESCR/11", "RESC/15", "ICCPR/17", "ECHR-P1/2")
TAGS = ("geen hardheidsclausule", "ruime delegatie", "geen effectrapport", "")
ASKS = (Outcome.RISK, Outcome.LIKELY_CONTRARY, Outcome.ATTENTION, Outcome.CONFORM)


def fill(ledger: Ledger, today: str, dossiers: int = 200, per: int = 10, verdicts: int = 5, who: str = "local") -> list[Dossier]:
    """So many dossiers with `per` findings and `verdicts` decisions each, over the two years before `today`."""
    chance = random.Random(7)
    made = []
    with ledger.write(who) as pen:
        for name, role in PEOPLE.items():
            if who != "local":
                pen.put(person(name, role), "add_person")
        for number in range(dossiers):
            began = date.fromisoformat(today) - timedelta(days=chance.randrange(5, 700))
            made.append(_dossier(pen, number, began, today, chance))
            _work(pen, made[-1], began, per, verdicts, chance)
    return made


def _dossier(pen: Pen, number: int, began: date, today: str, chance: random.Random) -> Dossier:
    stage = chance.choice(list(Stage))
    vote = (date.fromisoformat(today) + timedelta(days=chance.randrange(-60, 120))).isoformat()
    deadlines = (Deadline(vote, "stemming in commissie", True),) if number % 4 else ()
    tasks = (Assignment(chance.choice(("rik", "ada")), chance.choice(list(Task)), vote, (), chance.random() < 0.6),)
    dossier = Dossier(
        id=new_id(),
        created=began.isoformat(),
        title=f"Ontwerp van decreet nr. {number + 1}",
        stage=stage,
        versions=(DraftVersion(DRAFT, "voorontwerp", stage, began.isoformat()),),
        deadlines=deadlines,
        minister=chance.choice(MINISTERS),
        domains=chance.choice(DOMAINS),
        assignments=tasks if number % 3 else (),
    )
    return pen.put(dossier, "open_dossier")


def _work(pen: Pen, dossier: Dossier, began: date, per: int, verdicts: int, chance: random.Random) -> None:
    found = [_finding(pen, dossier, began, chance) for _ in range(per)]
    signed = [f for f in found if f.status in SIGNED]
    if signed:
        seals = tuple(SignedFinding(f.id, f.version, f.content_hash) for f in signed)
        day = (began + timedelta(days=20)).isoformat()
        frozen = Frozen(DRAFT, "hash", SUGGESTION.versions, "corpus")
        pen.put(
            SignOff(dossier=dossier.id, created=day, draft=DRAFT, name="Mia", findings=seals, frozen=frozen, four_eyes=True),
            "sign_off",
        )
    for f in signed:
        if chance.random() < 0.7:
            fate, reply = chance.choice(list(TextFate)), chance.choice(list(ReplyVerdict))
            pen.put(
                FollowUp(dossier=dossier.id, finding=f.id, day=f.created, text=fate, reply=reply, where="Nr. 2"),
                "record_follow_up",
            )
    for n in range(verdicts):
        place, reader = f"art_{n}", chance.choice(("rik", "ada"))
        pair = (place, chance.choice(NORMS))
        pen.put(
            Verdict(
                id=verdict_id(dossier.id, DRAFT, *pair, reader), dossier=dossier.id, author=reader, created=began.isoformat(),
                draft=DRAFT, provision=place, norm=pair[1], answer=chance.choice(list(VerdictAnswer)[:3]),
                remark=chance.choice(("", "eigen woorden")), candidate=replace(SUGGESTION, relevance=chance.random()),
            ),
            "decide_candidate",
        )  # fmt: skip


def _finding(pen: Pen, dossier: Dossier, began: date, chance: random.Random) -> Finding:
    writer, tag = chance.choice(("rik", "ada")), chance.choice(TAGS)
    words = finding(
        dossier.id,
        author=writer,
        writers=(writer,),
        created=(began + timedelta(days=chance.randrange(0, 20))).isoformat(),
        title=f"Bevinding over {chance.choice(('de woning', 'de zorg', 'het kind', 'de school', 'de gegevens'))}",
        norm=Norm(chance.choice(NORMS), Status.BINDING, "2026-11-25", ("22",)),
        severity=chance.choice((*Severity, None)),
        outcome=chance.choice(ASKS),
        verb=chance.choice(list(Verb)),
        tags=(tag,) if tag else (),
        measure=anchor("betreden") if chance.random() < 0.5 else None,
        status=chance.choice([s for s in FindingStatus if s is not FindingStatus.WITHDRAWN]),
        validated_by="leo",
    )
    return pen.put(words, "record_finding")
