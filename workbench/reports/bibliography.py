"""The sources of the findings with pinpoints, as CSL-JSON, BibTeX and RIS."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass

from workbench.domain.citation import cite
from workbench.domain.dossier_set import DossierSet
from workbench.domain.identifiers import ProvisionId
from workbench.domain.instruments import Instrument
from workbench.reports.citing import parliamentary, shortened
from workbench.reports.voice import Voice

_LATEX = {"\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_"}
_LATEX |= {"~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
_RIS = {"bill": "BILL", "treaty": "STAT", "legal_case": "CASE", "report": "RPRT"}
_CASE = re.compile(r"\b(?:arrest|judgment|EHRM|ECtHR|HvJ|CJEU|GwH|Grondwettelijk Hof|ECLI:)", re.IGNORECASE)


@dataclass(frozen=True)
class Source:
    """One source with its pinpoint; `note` says which findings rest on it."""

    id: str
    kind: str  # CSL type: bill | treaty | legal_case | report
    title: str
    short: str = ""
    number: str = ""
    pinpoint: str = ""
    page: str = ""
    date: str = ""  # ISO
    url: str = ""
    note: str = ""


def sources_of(chosen: DossierSet, voice: Voice) -> tuple[Source, ...]:
    """Each place of the draft, each treaty provision and each authority once, with the findings that cite it."""
    found: dict[tuple[str, ...], tuple[Source, list[int]]] = {}

    def add(key: tuple[str, ...], source: Source, number: int) -> None:
        found.setdefault(key, (source, []))[1].append(number)

    for row in chosen.findings:
        finding, number = row.finding, row.number
        place = Source("", "bill", *_draft(chosen), pinpoint=shortened(row.place), page=str(row.page or ""))
        add(("draft", finding.provision), place, number)
        add(("treaty", finding.norm.provision), _treaty(finding.norm.provision, voice), number)
        for authority in finding.norm.authorities:
            kind = "legal_case" if _CASE.search(authority.source) else "report"
            add(
                ("authority", authority.source, authority.pinpoint),
                Source("", kind, authority.source, pinpoint=authority.pinpoint),
                number,
            )
    return tuple(
        Source(**{**vars(source), "id": _id(key, n), "note": voice.t("bibliography.note", numbers=_listed(numbers))})
        for n, (key, (source, numbers)) in enumerate(found.items(), start=1)
    )


def write_csl(sources: Iterable[Source]) -> bytes:
    """CSL-JSON: `locator` holds the pinpoint."""
    return json.dumps([_csl(source) for source in sources], ensure_ascii=False, indent=1).encode()


def write_bibtex(sources: Iterable[Source]) -> bytes:
    """BibTeX: one `@misc` per source; the pinpoint stands in `pinpoint` and in `note`."""
    return "\n".join(map(_bibtex, sources)).encode()


def write_ris(sources: Iterable[Source]) -> bytes:
    """RIS: `SE` holds the pinpoint, `SP` the page."""
    return "".join(map(_ris, sources)).encode()


def _draft(chosen: DossierSet) -> tuple[str, str, str]:
    """Title, short title and number of the text."""
    draft = chosen.draft
    if draft is None:
        return chosen.dossier.title, "", ""
    return draft.title, chosen.label, parliamentary(draft.identifiers[0]) if draft.identifiers else ""


def _treaty(provision: str, voice: Voice) -> Source:
    try:
        code = ProvisionId.parse(provision).instrument
    except ValueError:
        return Source("", "treaty", provision)
    known: Instrument | None = voice.instruments.get(code)
    name = voice.short(code)
    place = cite(provision, {}, voice.language)  # with the bare code in the place of any name
    pinpoint = shortened(place.removesuffix(code).rstrip(" ,"))
    if known is None:
        return Source("", "treaty", code, pinpoint=pinpoint)
    title = known.names.get(voice.language) or known.names.get("nl") or code
    url = next((s.url for s in known.sources if s.language == voice.language), "")
    return Source("", "treaty", title, name, pinpoint=pinpoint, date=known.adopted, url=url)


def _id(key: tuple[str, ...], number: int) -> str:
    """A readable key that BibTeX takes: `treaty-ECHR-8-2`."""
    words = "-".join((key[0], key[1])) if key[0] != "authority" else f"authority-{number}"
    return re.sub(r"[^A-Za-z0-9]+", "-", words).strip("-")


def _listed(numbers: Iterable[int]) -> str:
    return ", ".join(map(str, dict.fromkeys(numbers)))


def _csl(source: Source) -> dict[str, object]:
    facts = {
        "title": source.title,
        "title-short": source.short,
        "number": source.number,
        "locator": source.pinpoint,
        "page": source.page,
        "URL": source.url,
        "note": source.note,
    }
    item: dict[str, object] = {"id": source.id, "type": source.kind, **{name: value for name, value in facts.items() if value}}
    if source.date:
        item["issued"] = {"date-parts": [[int(part) for part in source.date.split("-")]]}
    return item


def _bibtex(source: Source) -> str:
    facts = {
        "title": "{" + _latex(source.title) + "}",
        "shorttitle": _latex(source.short),
        "number": _latex(source.number),
        "year": source.date[:4],
        "pages": _latex(source.page),
        "pinpoint": _latex(source.pinpoint),
        "note": _latex(", ".join(filter(None, (source.pinpoint, source.note)))),
        "url": source.url.replace("{", "%7B").replace("}", "%7D"),
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in facts.items() if value.strip("{}"))
    return f"@misc{{{source.id},\n{lines}}}\n"


def _latex(text: str) -> str:
    return "".join(_LATEX.get(character, character) for character in " ".join(text.split()))


def _ris(source: Source) -> str:
    facts = (
        *(("TY", _RIS[source.kind]), ("ID", source.id), ("TI", source.title), ("ST", source.short), ("M1", source.number)),
        *(("PY", source.date[:4]), ("DA", source.date.replace("-", "/")), ("SE", source.pinpoint), ("SP", source.page)),
        *(("UR", source.url), ("N1", source.note)),
    )
    lines = [f"{tag}  - {' '.join(value.split())}" for tag, value in facts if value]
    return "\r\n".join([*lines, "ER  - ", "", ""])
