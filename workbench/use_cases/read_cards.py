"""Read a screening card by card: make the deck, see where a reader stands, decide, take back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from workbench.domain.identifiers import article_of
from workbench.domain.obligations import Register
from workbench.domain.people import Action
from workbench.domain.reading import READ, Card, CardState, Per, Way, state_of
from workbench.domain.search import Candidate, ScreenedUnit, Screening
from workbench.domain.verdicts import DECIDED, Verdict, VerdictAnswer
from workbench.errors import RuleError
from workbench.screening.learner import Matrix
from workbench.screening.reading_order import Deck
from workbench.use_cases.acting import Actor, dossier_for, known
from workbench.use_cases.decide_candidate import decide_all, suggestion_of, take_back_all

PER_CARD = 5  # candidates on a card that shows a whole provision
Encode = Callable[[Sequence[str]], Matrix]


def deck_of(screening: Screening, register: Register, per: Per = Per.PROVISION, encode: Encode | None = None) -> Deck:
    """The cards of a screening with what the learner knows of them; a unit without candidates has no card."""
    found = [(unit, candidates) for unit in screening.units for candidates in _split(unit, per)]
    cards = tuple(_card(unit, candidates, per) for unit, candidates in found)
    codes = tuple(_codes(unit, candidates, register) for unit, candidates in found)
    return Deck(screening.id, cards, codes, _vectors([card.text for card in cards], encode))


def _split(unit: ScreenedUnit, per: Per) -> list[tuple[Candidate, ...]]:
    if per is Per.PAIR:
        return [(candidate,) for candidate in unit.candidates]
    return [unit.candidates[:PER_CARD]] if unit.candidates else []


def _card(unit: ScreenedUnit, candidates: Sequence[Candidate], per: Per) -> Card:
    score = unit.tension if per is Per.PROVISION else pair_score(unit, candidates[0])
    return Card(unit.provision, tuple(c.provision for c in candidates), unit.text, score)


def pair_score(unit: ScreenedUnit, candidate: Candidate) -> float:
    """0..1: what the model for pairs says, where there is one; else the provision's tension times the pair's relevance."""
    said = getattr(candidate, "tension", None)
    return float(said.probability) if said is not None else unit.tension * candidate.relevance


def _codes(unit: ScreenedUnit, candidates: Sequence[Candidate], register: Register) -> tuple[str, ...]:
    rights = [r for c in candidates for o in register.of_article(article_of(c.provision)) for r in o.rights]
    instruments = [c.provision.split("/", 1)[0] for c in candidates]
    return (*rights, *instruments, *(reason.key for reason in unit.reasons), *filter(None, [unit.boilerplate]))


def _vectors(texts: Sequence[str], encode: Encode | None) -> Matrix | None:
    if encode is None or not texts:
        return None
    distinct = list(dict.fromkeys(texts))
    number = {text: n for n, text in enumerate(distinct)}
    return encode(distinct)[[number[text] for text in texts]]


@dataclass(frozen=True)
class Decided:
    """One reading of one card, as it happened."""

    position: int
    at: str  # ISO time
    state: CardState
    way: Way
    verdicts: tuple[str, ...]  # record ids


@dataclass(frozen=True)
class Reading:
    """Where one reader stands in a deck."""

    states: tuple[CardState, ...]
    decided: tuple[Decided, ...]  # cards that are read, in the order in which they were
    latest: tuple[str, ...] = ()  # ids of the verdicts of the newest decision, a postponement included

    @property
    def sequence(self) -> tuple[int, ...]:
        """The positions that queue and drawer served, in order."""
        return tuple(d.position for d in self.decided if d.way in (Way.QUEUE, Way.DRAWER))

    @property
    def last(self) -> int | None:
        """The card that was read last."""
        return self.decided[-1].position if self.decided else None


def reading_of(actor: Actor, dossier_id: str, draft: str, deck: Deck) -> Reading:
    """The actor's own reading; nobody else's verdicts count in it. Raises UnknownRecord, AccessDenied."""
    dossier_for(actor.ledger, actor, dossier_id, Action.READ_DOSSIER)
    own = actor.ledger.find(Verdict, dossier=dossier_id, draft=draft, author=actor.person.id)
    by_pair = {verdict.pair: verdict for verdict in own}
    states = tuple(state_of(card, by_pair) for card in deck.cards)
    when, newest = _moments(actor, dossier_id, {verdict.id: verdict for verdict in own}, deck)
    decided = []
    for n, card in enumerate(deck.cards):
        if states[n] in READ:
            found = [by_pair[card.provision, norm] for norm in card.norms if (card.provision, norm) in by_pair]
            told = [v for v in found if v.answer in DECIDED]
            at = min(when.get(v.id, v.created) for v in told)
            decided.append(Decided(n, at, states[n], _way(told), tuple(v.id for v in told)))
    return Reading(states, tuple(sorted(decided, key=lambda d: (d.at, d.position))), newest)


def _way(verdicts: Sequence[Verdict]) -> Way:
    if any(v.drawer and v.queued for v in verdicts):
        return Way.DRAWER
    return Way.QUEUE if all(v.queued for v in verdicts) else Way.HAND


def _moments(actor: Actor, dossier_id: str, own: dict[str, Verdict], deck: Deck) -> tuple[dict[str, str], tuple[str, ...]]:
    """Per verdict when it last went from undecided to decided; and which verdicts the newest decision on a card wrote."""
    when: dict[str, str] = {}
    latest: list[tuple[int, str]] = []  # sequence numbers and verdicts of the newest run on one card
    card_of = {(card.provision, norm): n for n, card in enumerate(deck.cards) for norm in card.norms}
    for entry in actor.ledger.history(dossier=dossier_id):
        if entry.subject not in own or "answer" not in entry.changes:
            continue
        old, new = entry.changes["answer"]
        if new in DECIDED and old not in DECIDED:
            when[entry.subject] = entry.at
        if entry.action == "take_back":
            latest = [row for row in latest if row[1] != entry.subject]
            continue
        goes_on = latest and entry.seq == latest[-1][0] + 1 and entry.subject not in {v for _, v in latest}
        same = latest and card_of.get(own[latest[-1][1]].pair) == card_of.get(own[entry.subject].pair)
        latest = [*latest, (entry.seq, entry.subject)] if goes_on and same else [(entry.seq, entry.subject)]
    return when, tuple(verdict for _, verdict in latest)


def decide_card(
    actor: Actor,
    dossier_id: str,
    draft: str,
    screening: Screening,
    card: Card,
    answer: VerdictAnswer,
    norms: Sequence[str],
    *,
    way: Way = Way.HAND,
    reasons: Sequence[str] = (),
    remark: str = "",
) -> tuple[Verdict, ...]:
    """Store one decision on a card for the treaty places `norms` of it, whole or not at all.

    Raises RuleError for a place that the card does not show or for none at all, and what `decide` raises.
    """
    if not norms or not set(norms) <= set(card.norms):
        raise RuleError("error.card_norms")
    unit = next(unit for unit in screening.units if unit.provision == card.provision)
    wanted = [
        Verdict(
            dossier=dossier_id,
            draft=draft,
            provision=card.provision,
            norm=norm,
            answer=answer,
            reasons=tuple(reasons),
            remark=remark,
            candidate=suggestion_of(screening, unit, norm),
            drawer=way is Way.DRAWER,
            queued=way in (Way.QUEUE, Way.DRAWER),
        )
        for norm in norms
    ]
    return decide_all(actor, wanted)


def take_back_card(actor: Actor, verdicts: Sequence[str]) -> tuple[Verdict, ...]:
    """Undo one decision on a card: every answer it gave, or none; what was taken back already stays so."""
    standing = [v for v in verdicts if known(actor.ledger, Verdict, v).answer is not VerdictAnswer.TAKEN_BACK]
    return take_back_all(actor, standing)
