"""Sign findings off: a check first, then a named person's signature that freezes what they rest on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from workbench.domain.dossiers import Dossier
from workbench.domain.findings import Finding
from workbench.domain.ledger import Pen, Reader
from workbench.domain.notes import Note
from workbench.domain.people import Action
from workbench.domain.readiness import Context, Norms, Problem, problems_of
from workbench.domain.signing import Frozen, SignedFinding, SignOff, changed_since
from workbench.domain.verdicts import Adjudication, NoRemarks, SecondReading, Verdict
from workbench.domain.workflow import SIGNED, FindingStatus, check_move
from workbench.errors import NotReady, RuleError
from workbench.use_cases.acting import Actor, check_version, current, dossier_for, known, person_now, works_alone
from workbench.use_cases.publish import signatures_on


def readiness(actor: Actor, dossier_id: str, findings: Sequence[Finding], frozen: Frozen, norms: Norms) -> tuple[Problem, ...]:
    """What stands in the way of the actor's signature under these findings, blocking or not."""
    dossier = dossier_for(actor.ledger, actor, dossier_id, Action.READ_DOSSIER)
    return problems_of(findings, _context(actor.ledger, actor, dossier, frozen, norms))


def sign_off(
    actor: Actor, dossier_id: str, seen: Sequence[Finding], frozen: Frozen, norms: Norms, statement: str = ""
) -> SignOff:
    """Sign these findings (none: a text that was read without remarks) in the actor's name.

    Raises NotReady with every blocking problem, IllegalStep for a finding that is not validated, StaleWrite when one was
    changed since it was seen.
    """
    with actor.write() as pen:
        dossier = dossier_for(pen, actor, dossier_id, Action.SIGN_OFF)
        findings = [_of_dossier(pen, finding, dossier) for finding in seen]
        for finding in findings:
            _check_signable(pen, finding)
        _check_something(pen, dossier, findings, frozen)
        context = _context(pen, actor, dossier, frozen, norms)
        problems = problems_of(findings, context)
        if blocking := tuple(p for p in problems if p.blocking):
            raise NotReady("error.not_ready", blocking, count=len(blocking))
        signed = [_sign(pen, finding) for finding in findings]
        return pen.put(_signature(pen, actor, context, signed, problems, statement), "sign_off")


def _sign(pen: Pen, finding: Finding) -> Finding:
    status = finding.status if finding.status in SIGNED else FindingStatus.SIGNED_OFF
    return pen.put(replace(finding, status=status), "sign_off_finding")


def _signature(
    pen: Pen, actor: Actor, context: Context, signed: Sequence[Finding], problems: Sequence[Problem], statement: str
) -> SignOff:
    solo = any(p.key in ("ready.signer_wrote", "ready.reviewer_wrote") for p in problems)
    return SignOff(
        dossier=context.dossier.id,
        draft=context.frozen.draft,
        name=person_now(pen, actor).name,
        findings=tuple(SignedFinding(f.id, f.version, f.content_hash) for f in signed),
        frozen=context.frozen,
        four_eyes=not solo,
        notes=tuple(dict.fromkeys(p.key for p in problems)),
        statement=statement,
        audit_head=pen.head()[1],
    )


def _of_dossier(reader: Reader, seen: Finding, dossier: Dossier) -> Finding:
    if known(reader, Finding, seen.id).dossier != dossier.id:
        raise RuleError("error.finding_other_text", title=dossier.title)
    return current(reader, seen)


def _check_signable(reader: Reader, finding: Finding) -> None:
    """Validated, or signed before with other words: a signature under the new ones leaves the status as it is."""
    if finding.status in SIGNED:
        signatures = signatures_on(reader, finding)
        if signatures and changed_since(signatures[-1], [finding]):
            return
    check_move(finding.status, FindingStatus.SIGNED_OFF)


def _check_something(reader: Reader, dossier: Dossier, findings: Sequence[Finding], frozen: Frozen) -> None:
    read = any(not n.withdrawn for n in reader.find(NoRemarks, dossier=dossier.id, draft=frozen.draft))
    if not findings and not read:
        raise RuleError("error.nothing_to_sign")
    check_version(dossier, frozen.draft)


def _context(reader: Reader, actor: Actor, dossier: Dossier, frozen: Frozen, norms: Norms) -> Context:
    return Context(
        dossier,
        frozen,
        actor.person.id,
        works_alone(reader, actor),
        tuple(reader.find(Note, dossier=dossier.id)),
        tuple(reader.find(SecondReading, dossier=dossier.id)),
        tuple(reader.find(Verdict, dossier=dossier.id, draft=frozen.draft)),
        tuple(reader.find(Adjudication, dossier=dossier.id)),
        norms,
    )
