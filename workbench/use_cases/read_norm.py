"""How the machine reads one provision of a draft: its parts, and the terms that the draft defines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from workbench.domain.drafts import Draft, Unit
from workbench.domain.norm_parts import Part, ProvisionReading
from workbench.domain.obligations import Register
from workbench.screening.provision_reading import read_provision
from workbench.screening.reading import CueReader
from workbench.screening.watches import defined_terms
from workbench.use_cases.draft_units import units


@dataclass(frozen=True)
class NormRead:
    """One provision as it was read; `defined_in` gives per term that it uses the provision with its definition."""

    unit: Unit
    reading: ProvisionReading
    defined_in: Mapping[str, str]


def read_norm(draft: Draft, provision: str, reader: CueReader, competences: Mapping[str, str]) -> NormRead | None:
    """Read a screened unit of the draft as it stands now; nothing when the draft has no such unit."""
    found = units(draft)
    unit = next((u for u in found if u.provision == provision), None)
    if unit is None:
        return None
    elsewhere = {term: place for term, place in defined_terms(found).items() if place != provision}
    reading = read_provision(unit.text, reader, unit.amendment, elsewhere, competences)
    used = {part.code for part in reading.of(Part.DEFINED_TERM)}
    return NormRead(unit, reading, {term: place for term, place in elsewhere.items() if term in used})


def safeguards_missing(reading: ProvisionReading, article: str, register: Register) -> tuple[str, ...]:
    """Codes of the safeguards that the register asks for under an article and that were not read."""
    return reading.missing(code for obligation in register.of_article(article) for code in obligation.safeguards)


def not_read(text: str, article: str, reader: CueReader, register: Register) -> tuple[str, ...]:
    """The same for a text alone, without reading the rest of the norm."""
    read = {sign.code for sign in reader.signs(text) if sign.kind == "safeguard" and not sign.negated}
    asked = (code for obligation in register.of_article(article) for code in obligation.safeguards)
    return tuple(dict.fromkeys(code for code in asked if code not in read))
