"""What the tension model sees of a provision: features that each point at words in the text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from workbench.screening.amending import speaks_only_of_the_amendment
from workbench.screening.cues import cues
from workbench.screening.polarity import MOST, polarity
from workbench.screening.reading import CueReader
from workbench.screening.signs import Deontic, Sign, deontic_signs

_YEARS = re.compile(
    r"(?<!vanaf )(?<!dan )(?<!nog geen )(?<!leeftijd van )\b(\d+|tien|twaalf|vijftien|twintig|dertig|veertig|vijftig|zestig|vijf|zes|zeven|acht|negen) jaar",
    re.IGNORECASE,
)
_NUMBERS = {"vijf": 5, "zes": 6, "zeven": 7, "acht": 8, "negen": 9, "tien": 10, "twaalf": 12, "vijftien": 15, "twintig": 20, "dertig": 30, "veertig": 40, "vijftig": 50, "zestig": 60}  # fmt: skip
LONG_YEARS = 10
COUNTED = (Deontic.CONDITION, Deontic.EXCEPTION, Deontic.CRITERIA, Deontic.DISCRETION, Deontic.DELEGATION, Deontic.EXCLUSION,
           Deontic.PROHIBITION, Deontic.OBLIGATION, Deontic.POWER, Deontic.ENTITLEMENT, Deontic.REPEAL, Deontic.DEFINITION)  # fmt: skip


@dataclass(frozen=True)
class Seen:
    """A feature's value and the places that show it."""

    value: float
    spans: tuple[tuple[int, int], ...] = ()


def read_features(text: str, reader: CueReader) -> dict[str, Seen]:
    """Features by name: `has.` and `denied.` (safeguards), `does.` (interferences), `norm.` (deontic parts), `cue.`."""
    found: dict[str, Seen] = {}
    _thesaurus_features([s for s in reader.signs(text) if not speaks_only_of_the_amendment(text, s.start)], found)
    _norm_features(text, found)
    for cue in cues(text):
        found[cue.key] = Seen(1.0, ((cue.start, cue.end),))
    found.update({key: Seen(min(len(places), MOST) / MOST, places) for key, places in polarity(text).items()})
    return found


def _thesaurus_features(signs: Sequence[Sign], found: dict[str, Seen]) -> None:
    places: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for sign in signs:
        if sign.kind == "safeguard":
            places[f"{'denied' if sign.negated else 'has'}.{sign.code}"].append((sign.start, sign.end))
        elif sign.kind == "interference":
            places[f"{'lifted' if sign.negated else 'does'}.{sign.code}"].append((sign.start, sign.end))
    found.update({name: Seen(1.0, tuple(spans)) for name, spans in places.items()})
    for group in ("has", "denied"):
        spans = tuple(span for name, at in places.items() if name.startswith(f"{group}.") for span in at)
        if spans:
            found[f"{group}.any"] = Seen(min(len(spans), 3) / 3, spans)


def _norm_features(text: str, found: dict[str, Seen]) -> None:
    places: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for sign in deontic_signs(text):
        if sign.kind in COUNTED:
            places[f"norm.{sign.kind}"].append((sign.start, sign.end))
    found.update({name: Seen(min(len(spans), 3) / 3, tuple(spans)) for name, spans in places.items()})
    if "norm.delegation" in found and "norm.criteria" not in found:
        found["norm.delegation_without_criteria"] = Seen(1.0, found["norm.delegation"].spans)
    if "norm.discretion" in found and "norm.criteria" not in found:
        found["norm.discretion_without_criteria"] = Seen(1.0, found["norm.discretion"].spans)
    long = tuple(m.span() for m in _YEARS.finditer(text) if _years(m[1]) >= LONG_YEARS)
    if long:
        found["norm.long_years"] = Seen(1.0, long)


def _years(words: str) -> int:
    return int(words) if words.isdecimal() else _NUMBERS.get(words.lower(), 0)
