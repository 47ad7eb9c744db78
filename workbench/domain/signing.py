"""A signature: who signed which findings, on which text and which versions; later changes show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from workbench.domain.findings import Finding
from workbench.domain.records import Record
from workbench.domain.search import Versions


@dataclass(frozen=True)
class Frozen:
    """What stood when a person signed: with these, the same work can be shown again."""

    draft: str
    text_hash: str  # SHA-256 of the draft's source text
    versions: Versions  # policy (models), encoder, index, register, catalogue
    corpus: str  # hash over the stored official texts


@dataclass(frozen=True)
class SignedFinding:
    """A finding as it stood: its row version and the fingerprint of its words."""

    finding: str
    version: int
    content_hash: str


@dataclass(frozen=True, kw_only=True)
class SignOff(Record):
    """A named person's signature; the author signed."""

    draft: str
    name: str  # as it was on that day
    findings: tuple[SignedFinding, ...]
    frozen: Frozen
    four_eyes: bool  # False: one person wrote and signed, on a machine with one user
    notes: tuple[str, ...] = ()  # catalogue keys of warnings that stood
    statement: str = ""
    audit_head: str = ""  # hash of the audit log when it was signed


def changed_since(signature: SignOff, findings: Iterable[Finding]) -> tuple[str, ...]:
    """Ids of signed findings whose words are no longer what was signed ("gewijzigd na ondertekening")."""
    now = {f.id: f.content_hash for f in findings}
    return tuple(s.finding for s in signature.findings if now.get(s.finding, s.content_hash) != s.content_hash)


def moved_since(signature: SignOff, now: Frozen) -> tuple[str, ...]:
    """What the signature rested on and is another today: text | corpus | policy | encoder | index | register | catalogue."""
    then = signature.frozen
    names = ("policy", "encoder", "index", "register", "catalogue")
    moved = [name for name in names if getattr(then.versions, name) != getattr(now.versions, name)]
    around = [("text", then.text_hash != now.text_hash), ("corpus", then.corpus != now.corpus)]
    return tuple([name for name, differs in around if differs] + moved)
