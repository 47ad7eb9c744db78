"""Keep must-find pairs, and check them again after every change of index, model or register."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from workbench.domain.citation import parse_citation
from workbench.domain.identifiers import article_of
from workbench.domain.instruments import Instrument
from workbench.domain.known_items import WITHIN, BoxState, KnownBox, KnownCheck, KnownItem, KnownRank, box_of
from workbench.domain.people import Action, require
from workbench.domain.ports import Progress, silent
from workbench.domain.search import Versions
from workbench.errors import InputError, RuleError
from workbench.use_cases.acting import Actor, current, person_now, reason_given
from workbench.use_cases.search import SearchTools, rank

LONGEST = 600  # characters of a rule
DEEPEST = 50  # the largest limit that may be asked


def keep_item(actor: Actor, text: str, norm: str, within: int = WITHIN, why: str = "") -> KnownItem:
    """A new pair; raises RuleError for an empty or long rule, a limit out of range, or a pair that is there already."""
    with actor.write() as pen:
        require(person_now(pen, actor), Action.KEEP_KNOWN)
        words, article = " ".join(text.split()), article_of(norm.strip())
        if not words or len(words) > LONGEST:
            raise RuleError("error.known_text", most=LONGEST)
        if not 1 <= within <= DEEPEST:
            raise RuleError("error.known_within", most=DEEPEST)
        if any(i.text.casefold() == words.casefold() and i.norm == article for i in pen.find(KnownItem, active=True)):
            raise RuleError("error.known_there")
        return pen.put(KnownItem(text=words, norm=article, within=within, why=" ".join(why.split())), "keep_known_item")


def article_named(words: str, instruments: Mapping[str, Instrument]) -> str:
    """The article that `artikel 8, § 2, EVRM` or `ECHR/8` names; raises InputError."""
    code, _, number = words.strip().partition("/")
    if code in instruments and number:
        return article_of(words.strip())
    try:
        return article_of(parse_citation(words, instruments))
    except ValueError as error:
        raise InputError("error.known_article", article=words) from error


def retire_item(actor: Actor, seen: KnownItem, reason: str) -> KnownItem:
    """Check it no more; its earlier results stay."""
    with actor.write() as pen:
        require(person_now(pen, actor), Action.KEEP_KNOWN)
        return pen.put(replace(current(pen, seen), active=False), "retire_known_item", reason_given(reason))


def known_box(actor: Actor, now: Versions) -> KnownBox:
    """The box as it stands; raises AccessDenied for somebody without a role."""
    require(person_now(actor.ledger, actor), Action.READ_DOSSIER)
    return box_of(actor.ledger.find(KnownItem), _checks(actor), now)


def check_items(actor: Actor, tools: SearchTools, now: Versions, progress: Progress = silent) -> KnownCheck | None:
    """Search every active item and keep where its article came; None when there is nothing to check or nothing changed."""
    require(person_now(actor.ledger, actor), Action.READ_DOSSIER)
    items = actor.ledger.find(KnownItem, active=True)
    if box_of(items, _checks(actor), now).state in (BoxState.EMPTY, BoxState.CURRENT):
        return None
    ranks = []
    for number, item in enumerate(items):
        progress("progress.known_items", number, len(items))
        ranks.append(KnownRank(item.id, rank_of(item, tools), item.within))
    with actor.write() as pen:
        return pen.put(KnownCheck(versions=now, ranks=tuple(ranks)), "check_known_items")


def rank_of(item: KnownItem, tools: SearchTools) -> int:
    """The place of the item's article in the list of hits, counted from 1; 0 when no lane found it."""
    (found,) = rank([item.text], tools)
    places = {article: number for number, article in enumerate(tools.space.articles)}
    number = places.get(item.norm)
    if number is None or not np.isfinite(found.scores[number]):
        return 0
    return int(np.flatnonzero(found.order == number)[0]) + 1


def _checks(actor: Actor) -> list[KnownCheck]:
    return list(reversed(actor.ledger.find(KnownCheck)))
