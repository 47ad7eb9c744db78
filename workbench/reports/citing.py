"""Footnotes in Flemish citation style: drafts and parliamentary documents, treaties with their status, authorities."""

from __future__ import annotations

import re

from workbench.domain.drafts import Draft
from workbench.domain.findings import Authority, Finding
from workbench.domain.identifiers import ProvisionId
from workbench.reports.voice import Voice

_PARLIAMENT = re.compile(
    r"(?P<number>\d+)\s*\((?P<from>\d{4})-(?P<to>\d{4})\)(?:\s*[–-]\s*Nr\.?\s*(?P<part>\d+[\w/]*))?", re.IGNORECASE
)
_KIND = re.compile(r"[\w ]*?\b(?:decreet|besluit)\b", re.IGNORECASE)
_SHORT = re.compile(r"\b[Aa]rtikel(en)?\b")


def parliamentary(identifier: str) -> str:
    """`336 (2014-2015) – Nr. 1` -> `Parl.St. Vl.Parl. 2014-15, nr. 336/1`; another identifier stays as it is."""
    match = _PARLIAMENT.search(identifier)
    if match is None:
        return identifier
    part = f"/{match['part']}" if match["part"] else ""
    return f"Parl.St. Vl.Parl. {match['from']}-{match['to'][2:]}, nr. {match['number']}{part}"


def cite_draft(place: str, page: int, draft: Draft | None, fallback: str, again: bool = False) -> str:
    """`Art. 14, § 2, ontwerp van decreet …, Parl.St. Vl.Parl. 2014-15, nr. 336/1, 3.`: place, text, document and page.

    `again`: the text was named in full before, so its kind and document are enough.
    """
    title = draft.title if draft else fallback
    documents = [parliamentary(i) for i in draft.identifiers[:1]] if draft else []
    if again and documents and (kind := _KIND.match(title)):
        title = kind[0]
    at = [str(page)] if page else []
    return _sentence(", ".join([shortened(place), _lower(title), *documents, *at]))


def cite_norm(finding: Finding, voice: Voice) -> str:
    """The treaty place with the treaty's full name, its date, and how it stood towards Belgium."""
    norm = finding.norm
    code = _code(norm.provision)
    known = voice.instruments.get(code)
    made = f", {voice.day(known.adopted)}" if known and known.adopted else ""
    status = voice.t("footnote.status", status=voice.label("status", norm.status), day=voice.day(norm.on))
    name = voice.instrument(code)
    return _sentence(f"{shortened(voice.cite(norm.provision))} ({_without_abbreviation(name)}{made}); {status}")


def cite_norm_again(finding: Finding, voice: Voice) -> str:
    """The treaty place alone, where the treaty has been named in full before: `Art. 8 EVRM.`"""
    return _sentence(shortened(voice.cite(finding.norm.provision)))


def cite_authorities(finding: Finding) -> str:
    """All authorities of a finding in one footnote: `EHRM …, § 50; Algemene Opmerking nr. 16, § 8.`; empty for none."""
    cited = [cite_authority(authority).removesuffix(".") for authority in finding.norm.authorities]
    return _sentence("; ".join(cited)) if cited else ""


def cite_authority(authority: Authority) -> str:
    """An authority with its pinpoint: `Algemene Opmerking nr. 16, § 8.`"""
    pinpoint = f", {authority.pinpoint}" if authority.pinpoint else ""
    return _sentence(f"{authority.source}{pinpoint}")


def cite_constitution(articles: tuple[str, ...], voice: Voice) -> str:
    """`Art. 22 en 22bis Gw.`"""
    if not articles:
        return ""
    listed = ", ".join(articles[:-1]) + (f" {voice.t('word.and')} " if len(articles) > 1 else "") + articles[-1]
    return voice.t("footnote.constitution", articles=listed)


def shortened(citation: str) -> str:
    """`artikel 8, § 2` -> `art. 8, § 2`, as in a footnote."""
    return _SHORT.sub(lambda m: "artt." if m[1] else "art.", citation)


def _code(provision: str) -> str:
    try:
        return ProvisionId.parse(provision).instrument
    except ValueError:
        return provision.split("/")[0]


def _without_abbreviation(name: str) -> str:
    return name.rsplit(" (", 1)[0]


def _lower(title: str) -> str:
    """`Ontwerp van decreet` inside a citation: `ontwerp van decreet`; an abbreviation keeps its capitals."""
    return title[:1].lower() + title[1:] if title[1:2].islower() else title


def _sentence(words: str) -> str:
    words = words.strip()
    return words[:1].upper() + words[1:] + ("" if words.endswith((".", "!", "?")) else ".")
