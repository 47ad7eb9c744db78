"""A treaty article as a reader needs it: status, official text with marks, and what the register says."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from workbench.domain.identifiers import article_of
from workbench.domain.instruments import Provision
from workbench.domain.obligations import Obligation
from workbench.ui.marking import bullets, law
from workbench.ui.state import language, t, workbench
from workbench.ui.wording import cited, day, own, text_language


def official(place: str, preferred: str) -> Provision | None:
    """The official words of a place in the preferred language, else in another one; the article when the place has none."""
    corpus = workbench().corpus
    found = corpus.at(place) or corpus.at(article_of(place))
    return min(found, key=lambda p: (p.language != preferred, p.language != "nl", p.language), default=None)


def official_html(provision: Provision, words: Iterable[str] = ()) -> str:
    """The words, their language, and where they come from."""
    head = f"<p><strong>{escape(provision.heading)}</strong></p>" if provision.heading else ""
    return head + law(provision.text, provision.language, words) + _origin(provision)


def _origin(provision: Provision) -> str:
    said = t("ui.treaty.origin", language=text_language(provision.language), source=provision.source or t("ui.unknown"))
    dated = " " + t("ui.treaty.text_date", date=day(provision.text_date)) if provision.text_date else ""
    return f'<p class="ts-source">{escape(said + dated)}</p>'


def missing_html() -> str:
    """What to do when the official text is not there."""
    return f'<p class="ts-note">{escape(t("ui.treaty.not_imported"))}</p>'


def register_html(entry: Obligation) -> str:
    """One register entry in our own words; analogues are links of the page itself."""
    thesaurus = workbench().thesaurus
    label = thesaurus.label
    chosen = language()
    sure = t("ui.confidence.verified" if entry.verified else "ui.confidence.unverified")
    parts = [
        f"<p>{escape(own(entry.protects))}</p>",
        _row("ui.register.rights", [label("right", code, chosen) for code in entry.rights]),
        _row("ui.register.duty", [*(t(f"duty.{kind}") for kind in entry.duty.kinds), t(f"timing.{entry.duty.timing}")]),
        _row("ui.register.force", [t(f"force.{entry.duty.force}")]),
        _row("ui.register.holders", [label("holder", code, chosen) for code in entry.holders]),
        _row("ui.register.interferences", [label("interference", code, chosen) for code in entry.interferences]),
        _row("ui.register.safeguards", [label("safeguard", code, chosen) for code in entry.safeguards]),
        _row("ui.register.domains", [label("domain", code, chosen) for code in entry.domains]),
        _row("ui.register.constitution", [t("ui.register.constitution_article", number=n) for n in entry.constitution]),
        _limitation(entry, chosen),
        _as_written(entry, chosen),
        _requirements(entry),
        f'<p class="ts-source"><em>{escape(sure)}</em></p>',
    ]
    return "".join(parts)


def _row(key: str, values: list[str]) -> str:
    if not values:
        return ""
    return f'<p class="ts-row"><span class="ts-key">{escape(t(key))}</span> {escape("; ".join(values))}</p>'


def _limitation(entry: Obligation, chosen: str) -> str:
    if entry.limitation is None:
        return _row("ui.register.limitation", [t("ui.register.no_limitation")])
    grounds = [workbench().thesaurus.label("ground", code, chosen) for code in entry.limitation.grounds]
    said = t("ui.register.clause", clause=cited(entry.limitation.clause))
    return _row("ui.register.limitation", [said, *grounds])


def _as_written(entry: Obligation, chosen: str) -> str:
    """The phrases are in Dutch, with fewer in English: decrees are Dutch."""
    phrases = entry.as_written.get(chosen) or entry.as_written.get("nl", ())
    items = bullets(escape(phrase) for phrase in phrases)
    return f"<h4>{escape(t('ui.register.as_written'))}</h4>{items}" if items else ""


def _requirements(entry: Obligation) -> str:
    items = bullets(
        f'{escape(own(r.words))} <span class="ts-source">{escape(", ".join(filter(None, (r.source, r.pinpoint))))}</span>'
        for r in entry.requires
    )
    return f"<h4>{escape(t('ui.register.requires'))}</h4>{items}" if items else ""
