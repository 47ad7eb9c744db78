"""The optional second reader: allowed per dossier by a person, asked about one pair by a job, checked, and kept apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from workbench.domain.citation import cite
from workbench.domain.dossiers import Dossier
from workbench.domain.identifiers import article_of
from workbench.domain.instruments import Instrument
from workbench.domain.machine_opinion import (
    MachineOpinion,
    OpinionRepository,
    OutsideReader,
    OutsideReading,
    PairTexts,
    Patience,
    outside_id,
    permitted,
)
from workbench.domain.people import Action
from workbench.domain.ports import CorpusRepository
from workbench.domain.records import new_id
from workbench.domain.search import Screening
from workbench.errors import AccessDenied, RuleError
from workbench.screening.opinion_check import checked
from workbench.use_cases.acting import Actor, check_version, dossier_for, reason_given


@dataclass(frozen=True)
class Pair:
    """What is asked about; also the subject of the job."""

    dossier: str
    draft: str
    provision: str
    norm: str

    def __str__(self) -> str:
        return " ".join((self.dossier, self.draft, self.provision, self.norm))

    @classmethod
    def parse(cls, about: str) -> Pair:
        """The pair that a job is about."""
        return cls(*about.split(" "))


def pair_texts(
    pair: Pair, screening: Screening | None, corpus: CorpusRepository, instruments: Mapping[str, Instrument], language: str
) -> PairTexts:
    """What is sent of a pair: the provision as it was screened and the official article, Dutch where it is there.

    Raises RuleError when one of them is not there.
    """
    unit = next((u for u in screening.units if u.provision == pair.provision), None) if screening else None
    found = corpus.at(pair.norm) or corpus.at(article_of(pair.norm))
    official = min(found, key=lambda p: (p.language != "nl", p.language != "en", p.language), default=None)
    if unit is None or official is None:
        raise RuleError("error.second_reader_no_text")
    return PairTexts(
        unit.citation, unit.text, cite(official.id, instruments, language), official.text, language, official.language
    )


def outside_reading(actor: Actor, dossier_id: str) -> OutsideReading | None:
    """What was last decided for this dossier; nothing when nobody decided yet."""
    dossier_for(actor.ledger, actor, dossier_id, Action.READ_DOSSIER)
    return actor.ledger.get(OutsideReading, outside_id(dossier_id))


def allow_outside(actor: Actor, dossier_id: str, host: str, allowed: bool, reason: str = "") -> OutsideReading:
    """Decide whether texts of a dossier may go to `host`.

    Allowing it for a confidential dossier takes a reason and the right to choose who may see the dossier; forbidding takes
    neither. Raises AccessDenied, RuleError.
    """
    with actor.write() as pen:
        dossier = dossier_for(pen, actor, dossier_id, Action.EDIT_DOSSIER)
        secret = allowed and dossier.confidential
        if secret:
            dossier_for(pen, actor, dossier_id, Action.MANAGE_MEMBERS)
            reason = reason_given(reason)
        place = outside_id(dossier_id)
        base = pen.get(OutsideReading, place) or OutsideReading(id=place, dossier=dossier_id, host=host, allowed=allowed)
        decided = replace(base, host=host, allowed=allowed, confidential=secret)
        return (
            base
            if base.version and decided == base
            else pen.put(decided, "allow_outside" if allowed else "forbid_outside", reason)
        )


def check_outside(actor: Actor, pair: Pair, host: str) -> Dossier:
    """Let a question pass by who may decide on candidates, to a host that the dossier allows; raises AccessDenied, RuleError."""
    dossier = dossier_for(actor.ledger, actor, pair.dossier, Action.DECIDE_CANDIDATE)
    check_version(dossier, pair.draft)
    if not permitted(dossier, actor.ledger.get(OutsideReading, outside_id(dossier.id)), host):
        raise AccessDenied("error.second_reader_not_allowed", title=dossier.title, host=host)
    return dossier


def ask_outside(
    actor: Actor, pair: Pair, texts: PairTexts, reader: OutsideReader, kept: OpinionRepository, wait: Patience
) -> MachineOpinion:
    """Send both texts, check the answer against them, keep what holds.

    The permission is looked up at the moment of sending. Raises what `check_outside` and the reader raise; nothing is
    stored then.
    """
    check_outside(actor, pair, reader.host)
    with actor.write() as pen:
        pen.log("ask_outside", "opinion", f"{pair.norm}", pair.dossier)
    raw = reader.ask(texts, wait)
    sentences, questions, dropped = checked(raw, texts)
    opinion = MachineOpinion(
        new_id(),
        pair.dossier,
        pair.draft,
        pair.provision,
        pair.norm,
        actor.person.id,
        datetime.now(UTC).isoformat(timespec="microseconds"),
        reader.host,
        reader.model,
        reader.prompt,
        texts,
        raw.leaning,
        sentences,
        questions,
        dict(dropped),
    )
    kept.save(opinion)
    return opinion


def opinions_on(actor: Actor, pair: Pair, kept: OpinionRepository) -> list[MachineOpinion]:
    """Answers on a pair that the actor may see, newest first."""
    dossier_for(actor.ledger, actor, pair.dossier, Action.READ_DOSSIER)
    return kept.about(pair.dossier, pair.draft, pair.provision, pair.norm)
