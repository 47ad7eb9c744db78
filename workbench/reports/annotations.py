"""Findings as W3C Web Annotations with their provenance (PROV-O), as JSON-LD."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from workbench.domain.anchors import Anchor
from workbench.domain.dossier_set import ChosenFinding, DossierSet
from workbench.domain.ports import Progress, silent
from workbench.reports.voice import Voice

BASE = "urn:toetssteen:"
CONTEXT = [
    "http://www.w3.org/ns/anno.jsonld",
    {
        "prov": "http://www.w3.org/ns/prov#",
        "ts": "urn:toetssteen:term:",
        "wasAttributedTo": {"@id": "prov:wasAttributedTo", "@type": "@id"},
        "wasDerivedFrom": {"@id": "prov:wasDerivedFrom", "@type": "@id"},
        "wasInfluencedBy": {"@id": "prov:wasInfluencedBy", "@type": "@id"},
        "qualifiedAttribution": "prov:qualifiedAttribution",
        "agent": {"@id": "prov:agent", "@type": "@id"},
        "hadRole": {"@id": "prov:hadRole", "@type": "@id"},
        "number": "ts:number",
        "outcome": {"@id": "ts:outcome", "@type": "@id"},
        "severity": {"@id": "ts:severity", "@type": "@id"},
        "status": {"@id": "ts:status", "@type": "@id"},
        "relation": {"@id": "ts:relation", "@type": "@id"},
        "provision": "ts:provision",
        "citation": "ts:citation",
        "textHash": "ts:textHash",
        "changedAfterSigning": "ts:changedAfterSigning",
    },
]


def write_jsonld(chosen: DossierSet, voice: Voice, progress: Progress = silent) -> bytes:
    """One annotation per finding: a body with the reasoning, a target in each text by quotation and position."""
    total = len(chosen.findings)
    graph: list[dict[str, Any]] = []
    for number, found in enumerate(chosen.findings):
        progress("progress.report.linked", number, total)
        graph.append(_annotation(found, chosen, voice))
    progress("progress.report.linked", total, total)
    graph += _around(chosen)
    return json.dumps({"@context": CONTEXT, "@graph": graph}, ensure_ascii=False, indent=1).encode()


def _annotation(found: ChosenFinding, chosen: DossierSet, voice: Voice) -> dict[str, Any]:
    finding = found.finding
    targets = [_target(finding.subject, found.place)]
    if finding.measure:
        targets.append(_target(finding.measure, voice.cite(finding.norm.provision)))
    else:
        targets.append(
            {"type": "SpecificResource", "source": _treaty(finding.norm.provision), **_cited(finding.norm.provision, voice)}
        )
    terms = {"outcome": finding.outcome, "severity": finding.severity, "status": finding.status, "relation": finding.verb}
    annotation = {
        "id": f"{BASE}finding:{finding.id}",
        "type": ["Annotation", "prov:Entity"],
        "motivation": "assessing",
        "number": found.number,
        "created": finding.created,
        "creator": _person(finding.author),
        "body": list(_bodies(found, voice)),
        "target": targets,
        **{name: f"{BASE}{name}:{value}" for name, value in terms.items() if value},
        "wasAttributedTo": [_person(who) for who in finding.writers],
        "wasDerivedFrom": sorted({str(t["source"]) for t in targets}),
        "changedAfterSigning": found.changed_after_signing,
    }
    roles = [("validator", finding.validated_by), ("signer", found.signature.author if found.signature else "")]
    attributed = [
        {"type": "prov:Attribution", "agent": _person(who), "hadRole": f"{BASE}role:{role}"} for role, who in roles if who
    ]
    if attributed:
        annotation["qualifiedAttribution"] = attributed
    if finding.suggestion:
        annotation["wasInfluencedBy"] = f"{BASE}screening:{finding.suggestion.screening}"
    return annotation


def _bodies(found: ChosenFinding, voice: Voice) -> Iterator[dict[str, Any]]:
    finding = found.finding
    texts = [("assessing", finding.title), ("describing", finding.reasoning)]
    texts += [("classifying", voice.label("outcome", finding.outcome))]
    for numbered in found.recommendations:
        r = numbered.recommendation
        texts.append(("editing", ". ".join(filter(None, (voice.label("remedy", r.action), r.proposed_text, r.explanation)))))
    for purpose, text in texts:
        if text:
            yield {"type": "TextualBody", "purpose": purpose, "value": text, "format": "text/plain", "language": voice.language}


def _target(anchor: Anchor, citation: str) -> dict[str, Any]:
    quote = {
        "type": "TextQuoteSelector",
        "exact": anchor.quote.exact,
        "prefix": anchor.quote.prefix,
        "suffix": anchor.quote.suffix,
    }
    position = {"type": "TextPositionSelector", "start": anchor.position.start, "end": anchor.position.end}
    source = _treaty(anchor.provision) if anchor.side == "treaty" else f"{BASE}draft:{anchor.source}"
    facts = {"provision": anchor.provision, "citation": citation, "textHash": anchor.text_hash}
    return {"type": "SpecificResource", "source": source, "selector": [quote, position], **facts}


def _cited(provision: str, voice: Voice) -> dict[str, str]:
    return {"provision": provision, "citation": voice.cite(provision)}


def _treaty(provision: str) -> str:
    return f"{BASE}treaty:{provision}"


def _person(person: str) -> str:
    return f"{BASE}person:{person}"


def _around(chosen: DossierSet) -> Iterator[dict[str, Any]]:
    """The people, the draft and the machine that the annotations name."""
    people = dict.fromkeys(who for f in chosen.findings for who in _involved(f))
    for person in people:
        yield {"id": _person(person), "type": ["Person", "prov:Person"], "name": chosen.name(person)}
    if chosen.draft:
        facts = {"textHash": chosen.draft.file_hash, "citation": chosen.draft.title}
        yield {"id": f"{BASE}draft:{chosen.draft.id}", "type": ["Text", "prov:Entity"], **facts}
    screenings = dict.fromkeys(f.finding.suggestion.screening for f in chosen.findings if f.finding.suggestion)
    for screening in screenings:
        yield {"id": f"{BASE}screening:{screening}", "type": ["Software", "prov:SoftwareAgent"], "name": "Toetssteen"}


def _involved(found: ChosenFinding) -> list[str]:
    finding = found.finding
    signer = found.signature.author if found.signature else ""
    return [who for who in (finding.author, *finding.writers, finding.validated_by, signer) if who]
