"""Write the words around the findings: introduction, framework and the summary in plain language."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from workbench.domain.advice import Advice, advice_id
from workbench.domain.people import Action
from workbench.errors import RuleError, StaleWrite
from workbench.use_cases.acting import Actor, dossier_for

WORDS = ("number", "addressed_to", "about", "framework", "opening", "summary")


def advice_of(actor: Actor, dossier_id: str, draft: str) -> Advice:
    """The advice as stored, else an empty one (version 0)."""
    dossier = dossier_for(actor.ledger, actor, dossier_id, Action.READ_DOSSIER)
    place = advice_id(dossier.id, draft)
    return actor.ledger.get(Advice, place) or Advice(id=place, dossier=dossier.id, draft=draft)


def write_advice(actor: Actor, seen: Advice, reason: str = "", **words: Any) -> Advice:
    """Change words of the advice that was seen; raises StaleWrite when somebody else did meanwhile."""
    if unknown := words.keys() - set(WORDS):
        raise ValueError(f"not words of an advice: {sorted(unknown)}")
    with actor.write() as pen:
        dossier = dossier_for(pen, actor, seen.dossier, Action.WRITE_FINDING)
        if seen.draft not in {v.draft for v in dossier.versions} or seen.id != advice_id(dossier.id, seen.draft):
            raise RuleError("error.finding_other_text", title=dossier.title)
        stored = pen.get(Advice, seen.id)
        if (stored.version if stored else 0) != seen.version:
            raise StaleWrite("error.stale_write")
        base = stored or Advice(id=seen.id, dossier=dossier.id, draft=seen.draft)
        changed = replace(base, **words)
        return base if stored and changed == stored else pen.put(changed, "write_advice", reason)
