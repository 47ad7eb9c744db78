"""Reading a Flemish provision: who must or may do what, under which conditions, with which safeguards; every reading carries its span.

Patterns follow the drafting grammar of the Flemish instructions (docs/domain.md, section 3): modal verbs, fixed exceptions
(`in afwijking van`, `tenzij`, `met behoud van de toepassing van`), delegation formulas and the words of enumerations.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from workbench.screening.amending import struck


class Deontic(StrEnum):
    """The parts of a norm."""

    OBLIGATION = "obligation"
    PROHIBITION = "prohibition"
    POWER = "power"  # an authority may
    ENTITLEMENT = "entitlement"  # somebody has a right to
    EXCLUSION = "exclusion"  # somebody does not get
    CONDITION = "condition"
    EXCEPTION = "exception"
    DELEGATION = "delegation"
    CRITERIA = "criteria"  # what binds a discretion or a delegation
    DISCRETION = "discretion"
    DEFINITION = "definition"
    REPEAL = "repeal"
    ACTOR = "actor"
    DURATION = "duration"


@dataclass(frozen=True)
class Sign:
    """Something read in a text: what, where, and whether the text denies it."""

    kind: str  # a Deontic value, or a thesaurus scheme
    code: str
    start: int
    end: int
    negated: bool = False


_AUTHORITY = (
    r"(?:de|het|een) (?:vlaamse regering|minister|agentschap|departement|burgemeester|gemeente(?:raad)?|college\w*|school(?:bestuur|raad)?|"
    r"directeur|directie|bestuur\w*|toezichthouder\w*|inspect\w+|personeelslid|voorziening|verhuurder|woonmaatschappij|werkgever|politie|"
    r"hulpverlener|arts|rechter|jeugdrechter|commissie|organisator|begeleider|gouverneur|raad|fonds|instelling|dienst|vdab|ocmw|provincie|"
    r"schepencollege|uitbetalingsactor|bevoegde \w+|ambtenaar)"
)
_PATTERNS: dict[Deontic, str] = {
    Deontic.PROHIBITION: r"\b(?:is|zijn|blijft|blijven) verboden\b|\bverboden (?:is|zijn|om|te)\b|\bmag(?:en)? (?:niet|geen)\b|\bmogen (?:niet|geen)\b|\bhet is \w* ?verboden\b|\bverbiedt\b|\bverbod (?:op|van|om)\b",
    Deontic.EXCLUSION: r"\bkom(?:t|en) niet in aanmerking\b|\b(?:is|zijn|wordt|worden|blijft|blijven) (?:\w+ ){0,3}uitgesloten\b|\bheeft geen recht\b|\bhebben geen recht\b|\bkrijg(?:t|en) (?:geen|niet)\b|\bgeldt niet voor\b|\bis niet van toepassing op\b|\bzijn niet van toepassing op\b|\buitsluitend (?:voor|toegankelijk|bestemd)\b|\balleen (?:voor )?wie\b|\balleen personen\b|\bvoorbehouden aan\b|\bgeen aanspraak\b|\bweiger(?:t|en)\b|\bverliest\b|\bverliezen\b|\bworden? niet (?:toegelaten|ingeschreven|aanvaard|meegeteld|opgenomen|toegekend)\b",
    Deontic.OBLIGATION: r"\b(?:moet|moeten|dient te|dienen te|is verplicht|zijn verplicht|is gehouden|zijn gehouden|verplicht is|zorgt ervoor|waarborgt|garandeert)\b",
    Deontic.POWER: _AUTHORITY + r"(?: [^.;]{0,60})? (?:kan|kunnen|mag|mogen|heeft het recht|is bevoegd)\b|\b(?:kan|kunnen|mag|mogen) " + _AUTHORITY,
    Deontic.ENTITLEMENT: r"\b(?:heeft|hebben) (?:\w+ ){0,2}recht op\b|\bkrijg(?:t|en) (?!geen|niet)\w+|\bhebben toegang\b|\bheeft toegang\b|\bkan (?:zich|hij|zij|de betrokkene) (?:laten|een beroep)\b|\bbehoud(?:t|en)\b",
    Deontic.CONDITION: r"\bop voorwaarde dat\b|\bmits\b|\bals\b|\bindien\b|\bwanneer\b|\bzodra\b|\bvoor zover\b|\balleen als\b|\benkel als\b|\bpas (?:als|na|wanneer)\b",
    Deontic.EXCEPTION: r"\btenzij\b|\bbehalve\b|\bmet uitzondering van\b|\bin afwijking van\b|\buitgezonderd\b|\bmet behoud van de toepassing van\b|\bbehoudens\b",
    Deontic.DELEGATION: r"\b(?:de vlaamse regering|de minister|het agentschap|de gemeente(?:raad)?|de regering) (?:bepaalt|stelt|kan|regelt|legt)\b|\bnadere regels\b|\bdoor de (?:vlaamse regering|minister) (?:bepaald|vastgesteld|te bepalen)\b",
    Deontic.CRITERIA: r"\b(?:op basis van|volgens|aan de hand van|met inachtneming van|rekening houdend met) (?:de |het |een )?(?:\w+ ){0,3}(?:criteria|criterium|elementen|voorwaarden|beginselen|ernst)\b|\bde volgende (?:criteria|gronden|gevallen|voorwaarden|elementen)\b|\bvermeld in (?:dit|het|artikel|paragraaf)\b|\benkel in de gevallen\b|\balleen in de (?:volgende )?gevallen\b|\bop objectieve\b|\bvooraf bepaalde\b|\bvooraf vastgestelde\b|\bconcrete aanwijzingen\b|\bernstige aanwijzingen\b|\bactueel\b|\bredelijk vermoeden\b",
    Deontic.DISCRETION: r"\bnaar (?:zijn|haar|hun|eigen) (?:oordeel|inzicht|goeddunken)\b|\b(?:nodig|nuttig|wenselijk|opportuun|aangewezen|raadzaam) (?:acht|vindt|oordeelt|achten)\b|\bvrij (?:beslissen|bepalen|kiezen)\b|\bom (?:welke reden ook|eender welke reden|redenen van opportuniteit)\b|\bwegens (?:bijzondere|dringende) omstandigheden\b|\bdiscretionair\w*|\bin alle omstandigheden\b|\bop elk (?:ogenblik|moment)\b|\bte allen tijde\b|\bonbeperkt\w*|\bvoor onbepaalde (?:tijd|duur)\b|\bblijvend\b|\blevenslang\b|\bzonder (?:beperking|onderscheid) in de tijd\b",
    Deontic.DEFINITION: r"\bwordt verstaan onder\b|\bwordt (?:niet )?beschouwd als\b|\bgeldt (?:niet )?als\b|\bgelden (?:niet )?als\b|\bvoor de toepassing van dit\b",
    Deontic.REPEAL: r"\b(?:wordt|worden) (?:opgeheven|geschrapt|afgeschaft)\b|\bvervalt\b|\bvervallen\b|\bniet langer\b|\bniet meer\b",
    Deontic.ACTOR: _AUTHORITY,
    Deontic.DURATION: r"\b(?:\d+|één|een|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|twaalf|vijftien|twintig|dertig|veertig|vijftig|zestig|negentig|vierentwintig|achtenveertig|tweeënzeventig) (?:uur|uren|dag(?:en)?|werkdag(?:en)?|week|weken|maand(?:en)?|jaar|jaren)\b",
}  # fmt: skip
_COMPILED = {kind: re.compile(pattern, re.IGNORECASE) for kind, pattern in _PATTERNS.items()}

_CLAUSE = re.compile(r"[.;:]|, (?:en|maar|tenzij|behalve|waarbij|die|dat|als|zodat)\b")
_BEFORE = re.compile(
    r"\b(?:geen|niet|zonder|noch|nooit|evenmin|geenszins|niemand|hoeft|hoeven|ongeacht|niettegenstaande|in afwijking van)\b",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"\b(?:niet|geen|evenmin|nooit|buiten beschouwing|uitgesloten|opgeheven|geschrapt|afgewezen)\b", re.IGNORECASE
)
REACH_BEFORE, REACH_AFTER = 45, 40  # characters in the same clause


def deontic_signs(text: str) -> list[Sign]:
    """Every part of the norm with its place, in reading order."""
    found = [Sign(kind, "", m.start(), m.end()) for kind, pattern in _COMPILED.items() for m in pattern.finditer(text)]
    return sorted(found, key=lambda sign: (sign.start, sign.end, sign.kind))


def denied(text: str, start: int, end: int) -> bool:
    """Whether the words at [start, end) are denied in their own clause: `geen beroep`, `zonder te horen`, `schorst ... niet`.

    Words that an amendment strikes out are denied, unless they were denied in the text that is struck.
    """
    out = next(((begin, stop) for begin, stop in struck(text) if begin <= start < stop), None)
    first, last = out or (0, len(text))
    before = _CLAUSE.split(text[max(first, start - REACH_BEFORE) : start])[-1]
    after = _CLAUSE.split(text[end : min(last, end + REACH_AFTER)])[0]
    signs = bool(_BEFORE.search(before)) + bool(_AFTER.search(after)) + bool(out)
    return signs % 2 == 1  # two denials take each other away
