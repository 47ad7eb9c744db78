"""One Markdown file per finding, with YAML front matter."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

import yaml

from workbench.domain.dossier_set import ChosenFinding, DossierSet
from workbench.domain.ports import Progress, silent
from workbench.reports.voice import Voice

_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~])")


def write_markdown_files(chosen: DossierSet, voice: Voice, progress: Progress = silent) -> bytes:
    """All findings in one zip."""
    kept = io.BytesIO()
    total = len(chosen.findings)
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as package:
        for number, found in enumerate(chosen.findings):
            progress("progress.report.markdown", number, total)
            package.writestr(file_name(found), write_markdown(found, chosen, voice))
    progress("progress.report.markdown", total, total)
    return kept.getvalue()


def file_name(found: ChosenFinding) -> str:
    """`003 woning-betreden-zonder-rechter.md`."""
    words = re.sub(r"[^\w]+", "-", found.finding.title.lower()).strip("-")[:60] or found.finding.id[:8]
    return f"{found.number:03} {words}.md"


def write_markdown(found: ChosenFinding, chosen: DossierSet, voice: Voice) -> str:
    """Front matter with codes, then the finding in words."""
    front = yaml.safe_dump(_front(found, chosen), allow_unicode=True, sort_keys=False, width=1000)
    return f"---\n{front}---\n\n" + "\n\n".join(_body(found, chosen, voice)) + "\n"


def _front(found: ChosenFinding, chosen: DossierSet) -> dict[str, Any]:
    finding = found.finding
    facts: dict[str, Any] = {
        "id": finding.id,
        "number": found.number,
        "title": finding.title,
        "dossier": chosen.dossier.title,
        "draft": finding.draft,
        "provision": finding.provision,
        "citation": found.place,
        "page": found.page,
        "norm": finding.norm.provision,
        "norm_status": finding.norm.status.value,
        "constitution": list(finding.norm.constitution),
        "holders": list(finding.holders),
        "tags": list(finding.tags),
        "author": chosen.name(finding.author),
        "created": finding.created,
        "version": finding.version,
        "changed_after_signing": found.changed_after_signing,
    }
    for name in ("outcome", "severity", "certainty", "reversibility", "competence", "verb", "tree", "status", "origin"):
        value = getattr(finding, name)
        facts[name] = value.value if value else None
    return facts


def _body(found: ChosenFinding, chosen: DossierSet, voice: Voice) -> Iterator[str]:
    finding = found.finding
    yield f"# {found.number}. {_plain(finding.title)}"
    yield f"> {_plain(finding.subject.quote.exact)}\n>\n> — {_plain(found.place)}"
    if finding.measure:
        yield f"> {_plain(finding.measure.quote.exact)}\n>\n> — {voice.cite(finding.norm.provision)}"
    else:
        yield f"**{voice.cite(finding.norm.provision)}**"
    for name in ("reasoning", "memorandum", "council_of_state", "evidence"):
        if text := getattr(finding, name).strip():
            yield f"## {voice.t(f'column.{name}')}\n\n{_lines(text)}"
    for numbered in found.recommendations:
        r = numbered.recommendation
        asked = f"{voice.label('remedy', r.action)} ({voice.label('addressee', r.addressee)})"
        yield f"## {voice.t('advice.recommendation', number=numbered.number)} {asked}"
        if r.proposed_text:
            yield f"> {_lines(r.proposed_text).replace(chr(10), chr(10) + '> ')}"
        if r.explanation:
            yield _lines(r.explanation)
    for entry in found.follow_ups:
        told = (
            entry.day,
            voice.label("reply_verdict", entry.reply),
            voice.label("text_fate", entry.text),
            entry.where,
            entry.words,
        )
        yield "- " + _plain(", ".join(filter(None, told)))


def _plain(text: str) -> str:
    """Words on one line, with Markdown's own marks escaped."""
    return _MARKS.sub(r"\\\1", " ".join(text.split()))


def _lines(text: str) -> str:
    return "\n\n".join(_plain(line) for line in text.splitlines() if line.strip())
