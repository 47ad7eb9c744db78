"""The beginning of a finding on a pair: what register and catalogue already know; a person fills in and decides the rest."""

from __future__ import annotations

from collections.abc import Mapping

from workbench.domain.anchors import anchor_in_draft
from workbench.domain.dossiers import Dossier
from workbench.domain.drafts import Draft, DraftProvision, Kind
from workbench.domain.findings import Finding, Norm, Outcome
from workbench.domain.identifiers import article_of
from workbench.domain.instruments import Instrument
from workbench.domain.obligations import Force, Obligation, Register
from workbench.domain.tension import PairTension
from workbench.domain.trees import Tree
from workbench.errors import QuoteNotFound
from workbench.use_cases.search import applicability

NOT_BEFORE_ADOPTION = frozenset({Outcome.CONTRARY})
"""An institute gives advice: on a text that is not law yet it says `waarschijnlijk strijdig` at most."""


def blank_finding(
    dossier: Dossier,
    draft: Draft,
    provision: str,
    norm: str,
    register: Register,
    instruments: Mapping[str, Instrument],
    pair: PairTension | None = None,
) -> Finding:
    """A finding that quotes the whole provision and proposes a tree and constitutional articles; raises QuoteNotFound."""
    entry = entry_of(norm, register)
    status = applicability(norm, instruments).status
    return Finding(
        dossier=dossier.id,
        title="",
        draft=draft.id,
        subject=anchor_in_draft(draft, provision),
        norm=Norm(norm, status, "", entry.constitution if entry else ()),
        tree=proposed_tree(norm, entry, instruments, pair),
    )


def entry_of(place: str, register: Register) -> Obligation | None:
    """The register entry of a treaty place: its own, else the first one of its article."""
    own = register.obligations.get(place)
    return own or next(iter(register.of_article(article_of(place))), None)


def proposed_tree(
    place: str, entry: Obligation | None, instruments: Mapping[str, Instrument], pair: PairTension | None = None
) -> Tree | None:
    """Which test a jurist starts with: `geen afweging` for an absolute right, then what the pair or the register says."""
    instrument = instruments.get(place.split("/", 1)[0])
    absolute = instrument and any(f"{place}/".startswith(f"{stated}/") for stated in instrument.absolute)
    if absolute or (entry and entry.duty.force is Force.ABSOLUTE):
        return Tree.ABSOLUTE
    if pair is not None and not pair.because:
        return pair.tree
    if entry is None:
        return None
    if "equality" in entry.rights:
        return Tree.DIFFERENCE
    asks_action = "respect" not in entry.duty.kinds or entry.duty.timing == "progressive"
    return Tree.POSITIVE if asks_action or entry.duty.force is Force.PROGRAMMATIC else Tree.LIMITATION


def carrier_of(draft: Draft, provision: str) -> DraftProvision:
    """The article (or annex) that a provision lies in, or the provision itself; raises QuoteNotFound for an unknown one."""
    known = {p.id: p for p in draft.provisions}
    if provision not in known:
        raise QuoteNotFound("error.provision_unknown", provision=provision)
    node = known[provision]
    while node.kind not in (Kind.ARTICLE, Kind.ANNEX) and node.parent in known:
        node = known[node.parent]
    return node if node.kind in (Kind.ARTICLE, Kind.ANNEX) else known[provision]
