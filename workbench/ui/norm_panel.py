"""How the machine read a provision: a folded table of its parts, each with the exact words, numbered in the text."""

from __future__ import annotations

from html import escape

import streamlit as st

from workbench.domain.drafts import Draft
from workbench.domain.identifiers import article_of
from workbench.domain.norm_parts import Degree, Part, ProvisionReading, ReadPart
from workbench.domain.search import Candidate
from workbench.screening.provision_reading import read_treaty
from workbench.ui.frame import address
from workbench.ui.span_marks import Place, placed
from workbench.ui.state import language, t, workbench
from workbench.ui.tables import table_html
from workbench.ui.treaty_text import official
from workbench.ui.wording import cited
from workbench.use_cases.read_norm import NormRead, read_norm, safeguards_missing

SCHEMES = {Part.ADDRESSEE: "holder", Part.INTERFERENCE: "interference", Part.LIFTED: "interference",
           Part.SAFEGUARD: "safeguard", Part.DENIED: "safeguard", Part.DOMAIN: "domain"}  # fmt: skip


def show_norm(draft: Draft, provision: str, candidate: Candidate | None) -> None:
    """The provision's parts, and those of the treaty article when its English text is there; both folded."""
    bench = workbench()
    read = read_norm(draft, provision, bench.cue_reader, bench.competences)
    if read is None:
        return
    head = escape(t("ui.norm.title"))
    body = f'<p class="ts-source">{escape(t("ui.norm.lead"))}</p>{_parts_html(draft, read, candidate)}'
    st.html(f'<details class="ts-fold"><summary>{head}</summary>{body}</details>{_treaty(candidate)}')


def _parts_html(draft: Draft, read: NormRead, candidate: Candidate | None) -> str:
    text, reading = read.unit.text, read.reading
    kinds = [part for part in Part if reading.of(part)]
    places = [Place(p.start, p.end, n, k is Part.ACTION) for n, k in enumerate(kinds, start=1) for p in reading.of(k)]
    rows = [(_name(n, kind), _words(draft, read, kind)) for n, kind in enumerate(kinds, start=1)]
    table = _table(rows) if rows else f"<p>{escape(t('ui.norm.nothing'))}</p>"
    return f"{placed(text, places, 'nl')}{table}{_degrees(reading)}{_missing(reading, candidate)}{_competence(reading)}"


def _table(rows: list[tuple[str, str]]) -> str:
    return table_html([t("ui.norm.part"), t("ui.norm.words")], rows)


def _name(number: int, kind: Part) -> str:
    return f"{number}. {escape(t(f'part.{kind}'))}"


def _words(draft: Draft, read: NormRead, kind: Part) -> str:
    return "<br>".join(dict.fromkeys(_quote(draft, read, part) for part in read.reading.of(kind)))


def _quote(draft: Draft, read: NormRead, part: ReadPart) -> str:
    words = f'<q lang="nl">{escape(read.unit.text[part.start : part.end])}</q>'
    if part.part in SCHEMES:
        return f"{words} ({escape(workbench().thesaurus.label(SCHEMES[part.part], part.code, language()))})"
    if part.code in read.defined_in:
        where = escape(address("screening", draft=draft.id, unit=read.defined_in[part.code]), quote=True)
        return f'{words} (<a href="{where}">{escape(t("ui.norm.definition", term=part.code))}</a>)'
    return words


def _degrees(reading: ProvisionReading) -> str:
    told = (("ui.norm.discretion", reading.discretion), ("ui.norm.delegation", reading.delegation))
    return "".join(_row(key, t(f"degree.{degree}")) for key, degree in told if degree is not Degree.NONE)


def _missing(reading: ProvisionReading, candidate: Candidate | None) -> str:
    if candidate is None:
        return ""
    article = article_of(candidate.provision)
    codes = safeguards_missing(reading, article, workbench().loaded_register.register)
    if not codes:
        return ""
    labels = "; ".join(workbench().thesaurus.label("safeguard", code, language()) for code in codes)
    return _row("ui.norm.missing", labels, place=cited(article)) + f'<p class="ts-source">{escape(t("ui.norm.not_read"))}</p>'


def _competence(reading: ProvisionReading) -> str:
    label = workbench().thesaurus.label
    pairs = zip(reading.domains, reading.competence, strict=True)
    told = [f"{label('domain', domain, language())} – {t(f'competence.{level}')}" for domain, level in pairs if level]
    return _row("ui.norm.competence", "; ".join(told)) if told else ""


def _row(key: str, words: str, **params: str) -> str:
    return f'<p class="ts-row"><span class="ts-key">{escape(t(key, **params))}</span> {escape(words)}</p>'


def _treaty(candidate: Candidate | None) -> str:
    """The treaty's own verbs, conditions and exceptions; read in English only, where the fixed verbs are."""
    text = official(candidate.provision, "en") if candidate else None
    if candidate is None or text is None or text.language != "en":
        return ""
    reading = read_treaty(text.text)
    kinds = [part for part in Part if reading.of(part)]
    quotes = {kind: dict.fromkeys(escape(text.text[p.start : p.end]) for p in reading.of(kind)) for kind in kinds}
    rows = [(escape(t(f"part.{k}")), "<br>".join(f'<q lang="en">{q}</q>' for q in quotes[k])) for k in kinds]
    if not rows:
        return ""
    head = escape(t("ui.norm.treaty", place=cited(candidate.provision)))
    return f'<details class="ts-fold"><summary>{head}</summary>{_table(rows)}</details>'
