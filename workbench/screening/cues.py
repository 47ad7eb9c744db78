"""Words in Flemish provisions that limit, that leave open, and that protect; the first reading of a provision's force."""

from __future__ import annotations

import re
from dataclasses import dataclass

# Each cue: key and wording; what a cue weighs is learned (scripts/train_tension.py).
_LIMITS = (
    ("cue.exclusion", r"\b(?:komen?|komt) niet in aanmerking\b|\buitgesloten\b|\bgeen (?:recht|toegang|aanspraak)\b|\bkrijg\w* (?:geen|slechts|alleen|enkel)\b|\bmet uitzondering van\b|\bworden? (?:de toegang )?ontzegd\b|\bgeweigerd\b|\bniet toegelaten\b"),
    ("cue.power", r"\bbetreden\b|\bbinnentreden\b|\bdoorzoek\w*|\bfouiller\w*|\binbeslag\w*|\bin beslag\b|\bcamera\w*|\bobserv\w*|\bop elk ogenblik\b|\bte allen tijde\b"),
    ("cue.sanction", r"\bboete\w*|\bsanctie\w*|\bbestraft\b|\bintrek\w*|\bingetrokken\b|\bschors\w*|\bgeschorst\b|\bterugvorder\w*|\bteruggevorderd\b|\bvervalt\b|\bverliest\b|\bop straffe van\b"),
    ("cue.coercion", r"\bgedwongen\b|\bafzonder\w*|\bfixatie\b|\bopsluit\w*|\bopgesloten\b|\bplaats\w* in een gesloten\b|\bzonder (?:zijn|haar|hun|de) toestemming\b|\buithuiszet\w*|\buit huis gezet\b|\bontruim\w*"),
    ("cue.data", r"\bpersoonsgegevens\b|\bbewaart?\b.{0,40}\bgegevens\b|\bgegevens\b.{0,60}\b(?:doorgegeven|meegedeeld|gedeeld|gekoppeld|bewaard|opgevraagd)\b|\bdatabank\w*|\brijksregisternummer\b"),
    ("cue.condition", r"\bop voorwaarde dat\b|\balleen als\b|\benkel als\b|\buitsluitend\b|\bslechts\b|\bminstens \w+ jaar\b|\bten minste \w+ jaar\b|\btaalkennis\w*|\btaalniveau\b|\bnationaliteit\b|\bwettig verblijf\w*|\bononderbroken\b"),
    ("cue.no_remedy", r"\bniet vatbaar voor\b|\bgeen (?:administratief )?beroep\b|\bstaat geen\b|\bzonder (?:voorafgaande )?(?:machtiging|kennisgeving|ingebrekestelling|motivering)\b|\bzonder te (?:worden )?(?:horen|gehoord)\b|\bonmiddellijk\b|\bvan rechtswege\b"),
    ("cue.repeal", r"\bworden? opgeheven\b|\bschrapp\w*|\bvervalt\b|\bworden? geschrapt\b"),
    ("cue.prohibition", r"\bis verboden\b|\bverbod\b|\bverbied\w*|\bmag (?:geen|niet)\b|\bmogen (?:geen|niet)\b|\bverplicht\w*"),
)  # fmt: skip
_OPEN = (
    ("cue.delegation", r"\bde vlaamse regering (?:bepaalt|stelt|kan)\b|\bnadere regels\b|\bde minister (?:bepaalt|kan)\b|\bhet agentschap bepaalt\b"),
    ("cue.discretion", r"\bkan (?:beslissen|weigeren|bevelen|intrekken|opleggen|afwijken|schorsen)\b|\bnaar (?:eigen )?(?:oordeel|goeddunken)\b|\bwanneer (?:hij|zij|het|ze) dat (?:nodig|nuttig|wenselijk) acht\b|\bom dringende redenen\b"),
)  # fmt: skip
_PROTECTS = (
    ("cue.hearing", r"\bgehoord\b|\bhoort de\b|\bhoorrecht\b|\bstandpunt\b"),
    ("cue.appeal", r"(?<!geen )\bberoep (?:instellen|aantekenen|worden ingesteld)\b|\bkan in beroep\b|\bbezwaar\b|\brechtbank\b|\bvolle rechtsmacht\b|\bonafhankelijke (?:commissie|instantie|rechter)\b"),
    ("cue.authorisation", r"\b(?:voorafgaande |mits )(?:schriftelijke )?(?:machtiging|toestemming)\b|\bmachtiging van de (?:politierechter|onderzoeksrechter|rechter)\b|\bmet toestemming van\b"),
    ("cue.reasons", r"\bgemotiveerd\w*|\bmotiver\w*|\bmet redenen omkleed\b"),
    ("cue.individual", r"\bindividuele (?:omstandigheden|beoordeling|situatie)\b|\bgeval per geval\b|\bhoudt rekening met\b|\brekening houdend met\b|\bredelijke aanpassing\w*|\bhardheid\w*|\bafwijking toestaan\b|\bbillijkheid\b"),
    ("cue.limits", r"\bten hoogste\b|\bmaximaal\b|\bniet langer dan\b|\bbewaartermijn\b|\blaatste middel\b|\bstrikt noodzakelijk\b|\bevenredig\w*|\bminst ingrijpend\w*|\bgewist\b|\bgepseudonimiseerd\b"),
    ("cue.interest", r"\bbelang van (?:het kind|de minderjarige)\b|\bbelang van de jongere\b|\bherhuisvest\w*|\bvergoeding\b|\bovergangs\w*"),
)  # fmt: skip


@dataclass(frozen=True)
class Cue:
    """A cue seen in a text, and where."""

    key: str
    start: int
    end: int


_PATTERNS = [(key, re.compile(pattern, re.IGNORECASE)) for key, pattern in (*_LIMITS, *_OPEN, *_PROTECTS)]


def cues(text: str) -> list[Cue]:
    """The first place of every cue in `text`, in reading order."""
    found = [(key, pattern.search(text)) for key, pattern in _PATTERNS]
    return sorted((Cue(key, m.start(), m.end()) for key, m in found if m), key=lambda cue: cue.start)
