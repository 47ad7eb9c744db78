"""What the ranker knows of every article before it reads a query."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from workbench.domain.identifiers import article_of
from workbench.domain.instruments import Instrument
from workbench.domain.obligations import Obligation, Register
from workbench.screening.ranking import ArticleFacts
from workbench.use_cases.search import applicability


def article_facts(
    articles: Iterable[str], register: Register, instruments: Mapping[str, Instrument], priors: Mapping[str, float]
) -> dict[str, ArticleFacts]:
    """Facts per article id, from register and catalogue; `priors` are per instrument."""
    by_article: dict[str, list[Obligation]] = {}
    for obligation in register.obligations.values():
        by_article.setdefault(obligation.article, []).append(obligation)
    return {a: _fact(a, by_article.get(a, []), instruments, priors) for a in articles}


def _fact(
    article: str, entries: Sequence[Obligation], instruments: Mapping[str, Instrument], priors: Mapping[str, float]
) -> ArticleFacts:
    code, number = article.split("/", 1)
    instrument = instruments.get(code)
    return ArticleFacts(
        in_register=bool(entries),
        status=applicability(article, instruments).status,
        kind=instrument.article_kind(number) if instrument else "substantive",
        force=entries[0].duty.force if entries else None,
        prior=priors.get(code, 0.0),
        phrases=sum(len(o.as_written["nl"]) for o in entries),
        rights=entries[0].rights if entries else (),
        analogues=tuple(dict.fromkeys(article_of(a.id) for o in entries for a in o.analogues)),
        holders=frozenset(h for o in entries for h in o.holders),
        interferences=frozenset(i for o in entries for i in o.interferences),
        domains=frozenset(d for o in entries for d in o.domains),
    )
