"""Words in Flemish provisions that limit, that leave open, and that protect; the first reading of a provision's force."""

from __future__ import annotations

import re
from dataclasses import dataclass

# Each cue: key, weight for the reading order, wording. Weights were set by hand for part 1.
_LIMITS = (
    ("cue.exclusion", 1.0, r"\b(?:komen?|komt) niet in aanmerking\b|\buitgesloten\b|\bgeen (?:recht|toegang|aanspraak)\b|\bkrijg\w* (?:geen|slechts|alleen|enkel)\b|\bmet uitzondering van\b|\bworden? (?:de toegang )?ontzegd\b|\bgeweigerd\b|\bniet toegelaten\b"),
    ("cue.power", 1.0, r"\bbetreden\b|\bbinnentreden\b|\bdoorzoek\w*|\bfouiller\w*|\binbeslag\w*|\bin beslag\b|\bcamera\w*|\bobserv\w*|\bop elk ogenblik\b|\bte allen tijde\b"),
    ("cue.sanction", 0.9, r"\bboete\w*|\bsanctie\w*|\bbestraft\b|\bintrek\w*|\bingetrokken\b|\bschors\w*|\bgeschorst\b|\bterugvorder\w*|\bteruggevorderd\b|\bvervalt\b|\bverliest\b|\bop straffe van\b"),
    ("cue.coercion", 1.2, r"\bgedwongen\b|\bafzonder\w*|\bfixatie\b|\bopsluit\w*|\bopgesloten\b|\bplaats\w* in een gesloten\b|\bzonder (?:zijn|haar|hun|de) toestemming\b|\buithuiszet\w*|\buit huis gezet\b|\bontruim\w*"),
    ("cue.data", 0.8, r"\bpersoonsgegevens\b|\bbewaart?\b.{0,40}\bgegevens\b|\bgegevens\b.{0,60}\b(?:doorgegeven|meegedeeld|gedeeld|gekoppeld|bewaard|opgevraagd)\b|\bdatabank\w*|\brijksregisternummer\b"),
    ("cue.condition", 0.7, r"\bop voorwaarde dat\b|\balleen als\b|\benkel als\b|\buitsluitend\b|\bslechts\b|\bminstens \w+ jaar\b|\bten minste \w+ jaar\b|\btaalkennis\w*|\btaalniveau\b|\bnationaliteit\b|\bwettig verblijf\w*|\bononderbroken\b"),
    ("cue.no_remedy", 1.2, r"\bniet vatbaar voor\b|\bgeen (?:administratief )?beroep\b|\bstaat geen\b|\bzonder (?:voorafgaande )?(?:machtiging|kennisgeving|ingebrekestelling|motivering)\b|\bzonder te (?:worden )?(?:horen|gehoord)\b|\bonmiddellijk\b|\bvan rechtswege\b"),
    ("cue.repeal", 0.8, r"\bworden? opgeheven\b|\bschrapp\w*|\bvervalt\b|\bworden? geschrapt\b"),
    ("cue.prohibition", 0.8, r"\bis verboden\b|\bverbod\b|\bverbied\w*|\bmag (?:geen|niet)\b|\bmogen (?:geen|niet)\b|\bverplicht\w*"),
)  # fmt: skip
_OPEN = (
    ("cue.delegation", 0.8, r"\bde vlaamse regering (?:bepaalt|stelt|kan)\b|\bnadere regels\b|\bde minister (?:bepaalt|kan)\b|\bhet agentschap bepaalt\b"),
    ("cue.discretion", 0.7, r"\bkan (?:beslissen|weigeren|bevelen|intrekken|opleggen|afwijken|schorsen)\b|\bnaar (?:eigen )?(?:oordeel|goeddunken)\b|\bwanneer (?:hij|zij|het|ze) dat (?:nodig|nuttig|wenselijk) acht\b|\bom dringende redenen\b"),
)  # fmt: skip
_PROTECTS = (
    ("cue.hearing", 1.0, r"\bgehoord\b|\bhoort de\b|\bhoorrecht\b|\bstandpunt\b"),
    ("cue.appeal", 1.0, r"(?<!geen )\bberoep (?:instellen|aantekenen|worden ingesteld)\b|\bkan in beroep\b|\bbezwaar\b|\brechtbank\b|\bvolle rechtsmacht\b|\bonafhankelijke (?:commissie|instantie|rechter)\b"),
    ("cue.authorisation", 1.0, r"\b(?:voorafgaande |mits )(?:schriftelijke )?(?:machtiging|toestemming)\b|\bmachtiging van de (?:politierechter|onderzoeksrechter|rechter)\b|\bmet toestemming van\b"),
    ("cue.reasons", 0.9, r"\bgemotiveerd\w*|\bmotiver\w*|\bmet redenen omkleed\b"),
    ("cue.individual", 1.0, r"\bindividuele (?:omstandigheden|beoordeling|situatie)\b|\bgeval per geval\b|\bhoudt rekening met\b|\brekening houdend met\b|\bredelijke aanpassing\w*|\bhardheid\w*|\bafwijking toestaan\b|\bbillijkheid\b"),
    ("cue.limits", 0.8, r"\bten hoogste\b|\bmaximaal\b|\bniet langer dan\b|\bbewaartermijn\b|\blaatste middel\b|\bstrikt noodzakelijk\b|\bevenredig\w*|\bminst ingrijpend\w*|\bgewist\b|\bgepseudonimiseerd\b"),
    ("cue.interest", 0.9, r"\bbelang van (?:het kind|de minderjarige)\b|\bbelang van de jongere\b|\bherhuisvest\w*|\bvergoeding\b|\bovergangs\w*"),
)  # fmt: skip


@dataclass(frozen=True)
class Cue:
    """A cue seen in a text: where, and how much it weighs (negative: it protects)."""

    key: str
    weight: float
    start: int
    end: int


def _compiled(rows: tuple[tuple[str, float, str], ...], sign: int) -> list[tuple[str, float, re.Pattern[str]]]:
    return [(key, sign * weight, re.compile(pattern, re.IGNORECASE)) for key, weight, pattern in rows]


_ALL = _compiled(_LIMITS, 1) + _compiled(_OPEN, 1) + _compiled(_PROTECTS, -1)


def cues(text: str) -> list[Cue]:
    """The first place of every cue in `text`, in reading order."""
    found = [(key, weight, pattern.search(text)) for key, weight, pattern in _ALL]
    return sorted((Cue(key, w, m.start(), m.end()) for key, w, m in found if m), key=lambda cue: cue.start)
