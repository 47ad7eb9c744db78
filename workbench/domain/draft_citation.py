"""How a Flemish jurist cites a place in a draft: `artikel 5, § 2, tweede lid, 3°, b)` (docs/domain.md 3.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workbench.domain.drafts import GROUPS, Amendment, Draft, DraftProvision, Kind, Operation

_ORDINALS = (
    *("eerste", "tweede", "derde", "vierde", "vijfde", "zesde", "zevende", "achtste", "negende", "tiende"),
    *(
        "elfde",
        "twaalfde",
        "dertiende",
        "veertiende",
        "vijftiende",
        "zestiende",
        "zeventiende",
        "achttiende",
        "negentiende",
        "twintigste",
    ),
)
_GROUP_NAMES = dict(zip(GROUPS, ("deel", "boek", "titel", "hoofdstuk", "afdeling", "onderafdeling"), strict=True))
_VERBS = {
    Operation.REPLACE: "vervangt",
    Operation.INSERT: "invoegt",
    Operation.ADD: "toevoegt",
    Operation.REPEAL: "opheft",
    Operation.SUBSTITUTE_WORDS: "wijzigt",
    Operation.MULTIPLE: "wijzigt",
}
_DRAFT_NAMES = {"ontwerp": "het ontwerp", "voorontwerp": "het voorontwerp", "voorstel": "het voorstel", "besluit": "het besluit"}
_NEUTER = re.compile(r"\b[\w-]*(?:decreet|besluit|wetboek|statuut|reglement)\b", re.IGNORECASE)


def citation_path(draft: Draft, provision_id: str) -> str:
    """The Flemish citation of one provision; an amending one names carrier and target:
    `art. 14 van het ontwerp, dat art. 2.1.3, § 2, van het decreet van ... vervangt`. Raises KeyError for an unknown id."""
    path = _path(draft, provision_id)
    own = ", ".join(_steps(draft, path))
    amendment = path[-1].amendment
    if amendment is None or not (amendment.law or amendment.target):
        return own
    carrier = _joined(_short(own), _DRAFT_NAMES.get(draft.kind, "de tekst"))
    return f"{carrier}, dat {_target(amendment)} {_VERBS[amendment.operation]}"


def own_citation(draft: Draft, provision_id: str) -> str:
    """The place in the draft itself, whatever it changes: `artikel 14, 2°`. Raises KeyError for an unknown id."""
    return ", ".join(_steps(draft, _path(draft, provision_id)))


def ordinal(number: int) -> str:
    """2 -> `tweede`, 21 -> `21ste`."""
    return _ORDINALS[number - 1] if 1 <= number <= len(_ORDINALS) else f"{number}ste"


def _path(draft: Draft, provision_id: str) -> list[DraftProvision]:
    """From the article (or the highest group) down to the provision."""
    known = {provision.id: provision for provision in draft.provisions}
    path = [known[provision_id]]
    while path[0].parent is not None and path[0].kind is not Kind.ARTICLE:
        path.insert(0, known[path[0].parent])
    return path if path[-1].kind in GROUPS else [node for node in path if node.kind not in GROUPS]


def _steps(draft: Draft, path: list[DraftProvision]) -> Iterator[str]:
    for provision in path:
        yield _step(draft, provision)


def _step(draft: Draft, provision: DraftProvision) -> str:
    number = provision.number
    if provision.kind in GROUPS:
        return f"{_GROUP_NAMES[provision.kind]} {number}"
    if provision.kind is Kind.ARTICLE:
        return "enig artikel" if number == "enig" else f"artikel {number}"
    if provision.kind is Kind.PARAGRAPH:
        return f"§ {number}"
    if provision.kind is Kind.SUBPARAGRAPH:
        return f"{ordinal(int(number))} lid" if number.isdecimal() else f"{number} lid"
    if provision.kind is Kind.ANNEX:
        return f"bijlage {number}".strip()
    return _point(draft, provision)


def _point(draft: Draft, provision: DraftProvision) -> str:
    """`3°`, `b)` as they are written; a dash by its rank, `1.` without its full stop."""
    if any(character.isalnum() for character in provision.number):
        return f"punt {provision.number[:-1]}" if provision.number.endswith(".") else provision.number
    dashes = [
        child.id for child in draft.children(provision.parent) if child.kind is Kind.POINT and child.number == provision.number
    ]
    return f"{ordinal(1 + dashes.index(provision.id))} streepje"


def _target(amendment: Amendment) -> str:
    law = f"{'het' if _is_neuter(amendment.law) else 'de'} {amendment.law}" if amendment.law else ""
    if not amendment.target:
        return law
    return _joined(_short(amendment.target), law) if law else _short(amendment.target)


def _is_neuter(law: str) -> bool:
    """Whether the first word for a kind of law takes `het`: decreet, besluit, wetboek; not wet, codex, ordonnantie."""
    words = re.findall(r"[\w-]+", law)[:4]
    for word in words:
        if _NEUTER.fullmatch(word):
            return True
        if re.fullmatch(r"[\w-]*(?:wet|wetten|codex|ordonnantie|decreten)", word, re.IGNORECASE):
            return False
    return False


def _short(citation: str) -> str:
    return re.sub(r"\bartikel(en)?\b", lambda match: "artt." if match[1] else "art.", citation)


def _joined(place: str, law: str) -> str:
    """A comma closes a place of several steps: `art. 5, § 2, van het decreet` but `art. 5 van het decreet`."""
    return f"{place}{',' if ', ' in place else ''} van {law}"
