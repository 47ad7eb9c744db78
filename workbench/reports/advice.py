"""The advice: three questions, numbered recommendations, footnotes, and annexes that also say what was not found or read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from workbench.domain.advice import length_of
from workbench.domain.dossier_set import ChosenFinding, DossierSet, NumberedRecommendation
from workbench.domain.findings import Finding
from workbench.reports.annexes import annexes
from workbench.reports.citing import cite_authorities, cite_constitution, cite_draft, cite_norm, cite_norm_again
from workbench.reports.document import Block, Bullets, Document, Heading, Para, Run, Style, para, paras, plain
from workbench.reports.voice import Voice


def compose_advice(chosen: DossierSet, voice: Voice) -> Document:
    """The advice on one version of a text, in the order of the draft; an empty part says that it is empty."""
    subject = chosen.draft.title if chosen.draft else chosen.dossier.title
    number = chosen.advice.number if chosen.advice else ""
    title = voice.t("advice.title", number=number) if number else voice.t("advice.title_without_number")
    sections: dict[str, tuple[Block, ...]] = {
        "staat": tuple(state_of(chosen, voice)),
        "samenvatting": tuple(_summary(chosen, voice)),
        "waarover": tuple(_about(chosen, voice)),
        "waarbinnen": tuple(_framework(chosen, voice)),
        "advies": tuple(_content(chosen, voice)),
        "bijlagen": tuple(annexes(chosen, voice)),
    }
    facts = {
        "titel": title,
        "onderwerp": subject,
        "nummer": number or "–",
        "datum": voice.day(chosen.made),
        "aan": (chosen.advice.addressed_to if chosen.advice else "") or "–",
        "dossier": chosen.dossier.title,
    }
    return Document(f"{title}: {subject}", voice.language, voice.t("report.institute"), chosen.made, sections, facts)


def state_of(chosen: DossierSet, voice: Voice) -> Iterator[Para]:
    """Signed, not signed, or changed after the signature: always said at the top."""
    for signature in chosen.signatures[-1:]:
        count = len(signature.findings)
        signed = voice.t("advice.signed", name=signature.name, day=voice.day(signature.created), count=count)
        yield para(signed, Style.META)
        if not signature.four_eyes:
            yield para(voice.t("advice.no_four_eyes"), Style.NOTICE)
    for found in chosen.changed:
        key = "advice.changed_frozen" if chosen.choice.as_signed else "advice.changed"
        yield para(voice.t(key, number=found.number, title=found.finding.title), Style.NOTICE)
    if not chosen.signed:
        unsigned = [str(f.number) for f in chosen.findings if f.signature is None]
        key = "advice.concept_findings" if unsigned and chosen.signatures else "advice.concept"
        yield para(voice.t(key, numbers=", ".join(unsigned)), Style.NOTICE)
    if chosen.blind:
        yield para(voice.t("export.blind"), Style.NOTICE)
    if chosen.other_versions:
        yield para(voice.t("export.other_versions", count=chosen.other_versions), Style.META)


def _empty(voice: Voice, key: str) -> Para:
    return para(voice.t("advice.empty", section=voice.t(key)), Style.NOTICE)


def _own(text: str, tag: str) -> list[Block]:
    """Somebody's words, a field per paragraph of which the first carries the name."""
    if not text.strip():
        return []
    return [Para((Run(text.strip(), tag=tag),))]


def _tag(chosen: DossierSet, field: str) -> str:
    advice = chosen.advice
    return f"adv/{advice.id}/{field}/{advice.version}" if advice else ""


def _summary(chosen: DossierSet, voice: Voice) -> Iterator[Block]:
    yield Heading(1, voice.t("advice.heading.summary"))
    text = chosen.advice.summary if chosen.advice else ""
    yield from _own(text, _tag(chosen, "summary")) or [_empty(voice, "advice.heading.summary")]
    if text.strip() and not chosen.signed:  # a count helps who writes, not who reads
        size = length_of(text)
        told = voice.t("advice.length", words=size.words, sentences=size.sentences, long=size.long_sentences)
        yield para(told, Style.META)


def _about(chosen: DossierSet, voice: Voice) -> Iterator[Block]:
    yield Heading(1, voice.t("advice.heading.about"))
    text = chosen.advice.about if chosen.advice else ""
    yield from _own(text, _tag(chosen, "about")) or [_empty(voice, "advice.heading.about")]
    yield Bullets(tuple(plain(line) for line in _facts(chosen, voice)))


def _facts(chosen: DossierSet, voice: Voice) -> Iterator[str]:
    dossier = chosen.dossier
    title = chosen.draft.title if chosen.draft else dossier.title
    yield voice.t("advice.fact.text", title=title, label=chosen.label or "–")
    yield voice.t("advice.fact.stage", stage=voice.label("stage", dossier.stage))
    if dossier.minister:
        yield voice.t("advice.fact.minister", minister=dossier.minister)
    if chosen.draft and chosen.draft.identifiers:
        yield voice.t("advice.fact.documents", documents="; ".join(chosen.draft.identifiers))


def _framework(chosen: DossierSet, voice: Voice) -> Iterator[Block]:
    yield Heading(1, voice.t("advice.heading.framework"))
    text = chosen.advice.framework if chosen.advice else ""
    yield from _own(text, _tag(chosen, "framework")) or [_empty(voice, "advice.heading.framework")]
    norms: dict[str, ChosenFinding] = {}
    for found in chosen.findings:
        norms.setdefault(found.finding.norm.provision, found)
    if norms:
        yield para(voice.t("advice.norms"), Style.META)
        yield Bullets(tuple(_norm_line(found, voice) for found in norms.values()))


def _norm_line(found: ChosenFinding, voice: Voice) -> tuple[Run, ...]:
    norm = found.finding.norm
    read_with = cite_constitution(norm.constitution, voice)
    words = voice.cite(norm.provision) + (f", {voice.t('advice.read_with', articles=read_with)}" if read_with else "")
    persuasive = () if norm.binds else (Run(f" ({voice.t('advice.persuasive')})", italic=True),)
    return (Run(words, note=cite_norm(found.finding, voice)), *persuasive)


def _content(chosen: DossierSet, voice: Voice) -> Iterator[Block]:
    yield Heading(1, voice.t("advice.heading.content"))
    yield from _own(chosen.advice.opening if chosen.advice else "", _tag(chosen, "opening"))
    if not chosen.findings:
        yield _empty(voice, "advice.heading.content")
    for found in chosen.findings:
        yield from _finding(found, chosen, voice)
    if chosen.findings and not chosen.recommendations:
        yield para(voice.t("advice.no_recommendations"), Style.NOTICE)


def _finding(found: ChosenFinding, chosen: DossierSet, voice: Voice) -> Iterator[Block]:
    finding = found.finding
    yield Heading(2, f"{found.number}. {finding.title}", f"bevinding-{found.number}")
    if found.changed_after_signing:
        yield para(voice.t("advice.changed_here"), Style.NOTICE)
    note = cite_draft(found.place, found.page, chosen.draft, chosen.dossier.title, again=found.number > 1)
    yield quoted(finding.subject.quote.exact, note)
    yield Para(relation(found, voice))
    if finding.measure:
        yield quoted(finding.measure.quote.exact, cite_norm_again(finding, voice))
    yield from reasoned(finding, voice)
    for key, text in (("memorandum", finding.memorandum), ("council_of_state", finding.council_of_state)):
        if text.strip():
            yield para(voice.t(f"advice.{key}", text=" ".join(text.split())))
    for recommendation in found.recommendations:
        yield from _recommendation(recommendation, voice)


def reasoned(finding: Finding, voice: Voice) -> Iterator[Para]:
    """The reasoning, with the authorities in a footnote behind its last words."""
    *first, last = paras(finding.reasoning) or [para(voice.t("advice.no_reasoning"), Style.NOTICE)]
    yield from first
    note = cite_authorities(finding)
    if note and last.style is Style.NOTICE:
        yield last
        last = para(voice.t("advice.authorities"))
    yield Para((*last.runs[:-1], replace(last.runs[-1], note=note)), last.style)


def quoted(words: str, note: str) -> Para:
    """Somebody's exact words with the footnote that says where they stand."""
    return Para((Run(f"“{' '.join(words.split())}”", note=note),), Style.QUOTE)


def relation(found: ChosenFinding, voice: Voice) -> tuple[Run, ...]:
    """`Artikel 5 beperkt artikel 8 EVRM. Uitkomst: risico op schending. Ernst: hoog. …`, each with its footnote."""
    finding = found.finding
    verb = voice.label("advice.verb", finding.verb) or voice.t("advice.verb_open")
    place = upper_first(found.place)
    facts = [(f"advice.fact.{name}", voice.label(name, getattr(finding, name))) for name in ("outcome", "severity", "certainty")]
    told = " ".join(voice.t(key, value=value) for key, value in facts if value)
    note = cite_norm_again(finding, voice)
    norm = Run(voice.cite(finding.norm.provision), note="" if finding.measure else note)
    persuasive = "" if finding.norm.binds else f" ({voice.t('advice.persuasive')})"
    outcome = told or voice.t("advice.outcome_open")
    return (Run(f"{place} {verb} "), norm, Run(f"{persuasive}. "), Run(outcome, bold=True))


def _recommendation(numbered: NumberedRecommendation, voice: Voice) -> Iterator[Block]:
    recommendation, finding = numbered.recommendation, numbered.finding
    tag = f"rec/{finding.id}/{recommendation.number}/{{}}/{finding.version}"
    asked = voice.t(
        "advice.recommendation_asks",
        action=upper_first(voice.label("remedy", recommendation.action)),
        addressee=voice.label("addressee", recommendation.addressee),
    )
    head = voice.t("advice.recommendation", number=numbered.number)
    anchor = f"aanbeveling-{numbered.number}"
    yield Para((Run(f"{head} ", bold=True), Run(asked)), Style.RECOMMENDATION, anchor)
    text = (Run(recommendation.proposed_text.strip(), tag=tag.format("text")),)
    why = (Run(recommendation.explanation.strip(), tag=tag.format("why")),)
    if text[0].text:
        yield Para((Run(f"{voice.t('advice.proposed_text')} "), *text), Style.RECOMMENDATION)
    if why[0].text:
        yield Para(why, Style.RECOMMENDATION)
    if not text[0].text and not why[0].text:
        yield para(voice.t("advice.recommendation_empty"), Style.NOTICE)


def upper_first(words: str) -> str:
    """The words as the beginning of a sentence."""
    return words[:1].upper() + words[1:]
