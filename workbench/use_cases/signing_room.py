"""The signing page's facts: which findings on one version can be signed, what stands in the way, and what changed since."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.domain.findings import Finding
from workbench.domain.readiness import Norms, Problem
from workbench.domain.signing import Frozen, SignOff, changed_since, moved_since
from workbench.domain.verdicts import NoRemarks
from workbench.domain.workflow import SIGNED, FindingStatus
from workbench.use_cases.acting import Actor, works_alone
from workbench.use_cases.read_dossier import DossierView
from workbench.use_cases.sign_off import readiness


@dataclass(frozen=True)
class SignedState:
    """A signature with what is another now."""

    signature: SignOff
    changed: tuple[str, ...]  # ids of findings whose words changed after it and that no later signature covers
    moved: tuple[str, ...]  # what it rested on and is another today


@dataclass(frozen=True)
class SigningRoom:
    """One version of a text on the table of who signs."""

    frozen: Frozen
    ready: tuple[Finding, ...]  # validated
    changed: tuple[Finding, ...]  # signed before, with other words now
    waiting: tuple[Finding, ...]  # not validated yet: they stay out of the signature
    problems: tuple[Problem, ...]  # of what can be signed
    states: tuple[SignedState, ...]  # newest first
    silences: tuple[NoRemarks, ...]
    alone: bool

    @property
    def offered(self) -> tuple[Finding, ...]:
        """What a signature now would cover."""
        return (*self.ready, *self.changed)

    @property
    def blocking(self) -> tuple[Problem, ...]:
        """What has to be solved first."""
        return tuple(p for p in self.problems if p.blocking)

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """What is kept with the signature."""
        return tuple(p for p in self.problems if not p.blocking)


def enter_signing(actor: Actor, view: DossierView, frozen: Frozen, norms: Norms) -> SigningRoom:
    """What the actor finds when they come to sign this version; raises AccessDenied."""
    here = [f for f in view.findings if f.draft == frozen.draft]
    signatures = [s for s in view.signatures if s.draft == frozen.draft]
    newest = {s.finding: signature for signature in signatures for s in signature.findings}
    ready = tuple(f for f in here if f.status is FindingStatus.VALIDATED)
    changed = tuple(f for f in here if f.status in SIGNED and f.id in newest and changed_since(newest[f.id], [f]))
    apart = SIGNED | {FindingStatus.VALIDATED, FindingStatus.WITHDRAWN}
    return SigningRoom(
        frozen,
        ready,
        changed,
        tuple(f for f in here if f.status not in apart),
        readiness(actor, view.dossier.id, (*ready, *changed), frozen, norms),
        tuple(_state(s, here, newest, frozen) for s in reversed(signatures)),
        tuple(n for n in view.no_remarks if n.draft == frozen.draft and not n.withdrawn),
        works_alone(actor.ledger, actor),
    )


def _state(signature: SignOff, findings: list[Finding], newest: dict[str, SignOff], now: Frozen) -> SignedState:
    own = [f for f in findings if newest.get(f.id) is signature]
    return SignedState(signature, changed_since(signature, own), moved_since(signature, now))
