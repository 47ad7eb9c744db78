"""Words of loss and gain, of bounds and of free judgement, each counted with its places; a denied loss is not a loss."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping

from workbench.screening.amending import speaks_only_of_the_amendment
from workbench.screening.signs import denied

MOST = 3  # places that count
_PERSON = (
    r"(?:bewoner|bewoonster|leerling|ouder|kind|huurder|werknemer|arbeider|betrokkene|aanvrager|patiënt|gebruiker|persoon|vrouw|man|"
    r"moeder|vader|student|kandidaat|gedetineerde|gevangene|burger|inwoner|verzoeker|houder|eigenaar|cliënt|vreemdeling|jongere|"
    r"minderjarige|lid|reiziger|bezoeker|werkzoekende|inburgeraar|hij|zij|ze|wie|iedereen|gezin|familie|slachtoffer|verdachte|deelnemer|"
    r"ambtenaar|personeelslid)(?:en|s|e|eren)?"
)
# Kinds whose words may be denied: the denial gets its own feature ("verliest dat recht niet").
_DENIABLE = {
    "cue.loss": r"verlie(?:st|zen)\w*|verloren|verval\w*|weiger\w*|geweigerd\w*|schrap\w*|geschrapt\w*|uitgesloten|uitsluit\w*|sluit\w* uit|ontzeg\w*|intrek\w*|ingetrokken|trekt \w+ in|schors\w*|geschorst|boete\w*|bestraf\w*|gestraft|straf(?:fen|baar|t)?|verbo(?:d|den)\w*|verbied\w*|stopgezet|stopzett\w*|stopt|staak\w*|beëindig\w*|verminder\w*|verlaag\w*|gehalveerd|halve\w*|afgeschaft|ontslag\w*|ontslaan|ontslagen|verwijder\w*|dwang\w*|gedwongen|dwing\w*|opgesloten|opsluit\w*|vastgehouden|vasthoud\w*|afzonder\w*|afgezonderd|geheim\w*|onherroepelijk|ontruim\w*|uitgezet|afgenomen|afnem\w*|neemt \w+ af|afgewezen|wijst \w+ af|teruggevorderd|terugvorder\w*|ingehouden|inhoud(?:t|en)|aangerekend|geblokkeerd|afgesloten|afsluit\w*|doorgegeven|doorgeeft|meegedeeld|gecontroleerd|controleert|doorzoek\w*|fouille\w*|in beslag|plaatst? \w+ over|overgeplaatst|gescheiden|apart\w*|afzonderlijk\w*|achtergesteld|onontvankelijk|afgevoerd|opgelegd|verplicht\w*|ongeldig|tenietgedaan",
    "cue.gain": r"ontvang\w*|krijg(?:t|en)|gekregen|behoud(?:t|en)|behouden|terugbetaal\w*|uitbetaal\w*|toegelaten|toegang|recht op|vergoed\w*|schadevergoeding|gehoord|hoort|openbaar|vrij(?:e|heid|elijk)?|kiez(?:en)|kiest|keuze|gratis|kosteloos|bijstand|bijgestaan|tolk|vertrouwenspersoon|advocaat|uitleg|inzage|inzien|inkijken|lezen|meebeslis\w*|inspraak|beroep|bezwaar|rechter|rechtbank|onafhankelijk\w*|gewist|wist|verbeter\w*|aanpassing\w*|aangepast\w*|herzien\w*|herzie\w*|herbeoordeel\w*|beslist opnieuw|gemotiveerd\w*|motive\w*|redenen|schriftelijk\w*|instemming|toestemming|stemt \w+ toe|instem\w*|onderbouw\w*|getoetst|toets\w*|belang van het kind|herhuisvest\w*|herplaats\w*|opvang|vervangende|alternati\w*|gelijk\w*|dezelfde|hetzelfde|evenveel|zelfde",
}  # fmt: skip
_COUNTED = {
    "cue.regardless": r"hoe \w+(?: \w+){0,4}? ook\b|ook al\b|ook (?:als|wanneer|indien|voor wie|wie|zonder|tegen)\b|zelfs\b|ongeacht|wat ook\b|welke \w+ ook\b|(?:geldt|gelden|telt|tellen) (?:hierbij |daarbij )?(?:niet|geen)\b|doet (?:er )?niet ter zake|verandert (?:daar|er|dat)\w* (?:niets|niet)|niet (?:vereist|nodig)\b|buiten beschouwing|niet in de weg|in alle gevallen|steeds|altijd|zonder (?:uitzondering|meer|dat)\b|automatisch|van rechtswege|dadelijk|onmiddellijk",
    "cue.bounded": r"(?:pas|alleen|enkel|slechts) (?:als|na|nadat|wanneer|zodra|door|op|bij|om|voor zover|met|in)\b|hooguit|hoogstens|ten hoogste|maximaal|maximum|uiterlijk|binnen (?:de )?\w+ (?:dag\w*|we\w+|maand\w*|uur|uren)|niet (?:langer|meer|vaker) dan|niet eerder|zolang|eenmaal|tijdelijk\w*|tenzij|behalve|voor zover|mits|voorafgaand\w*|vooraf|eerst\b|noodzakelijk\w*|nodig is|evenredig\w*|zwaar\w*|ernstig\w*|concre\w*|dringend\w*|individue\w*|persoonlijk\w* (?:situatie|omstandigheden)|omstandigheden|draagkracht|(?:houdt|houden|houdend|gehouden) (?:\w+ )?rekening|rekening houdend",
    "cue.no_ground": r"geen (?:grond|reden|voorwaarde|bewijs|gevolg\w*|weigeringsgrond|straf|sanctie|nadeel|kosten|vereiste|beletsel|belemmering|fout)\b|(?:is|zijn) er geen\b|op zich (?:geen|niet|nooit)|volstaat (?:daarvoor |hiervoor )?niet|speelt (?:daarbij |hierbij )?geen rol|(?:niet|nooit) (?:tot|wegens|omdat|op grond|om die reden)|rechtvaardigt \w+ niet|nooit|niemand|leidt niet|geen enkele?|blijft (?:ongestraft|vrij)|mag (?:hem|haar|hun|hen) niet|hoeft (?:\w+ )?(?:niet|geen)|hoeven (?:\w+ ){0,3}(?:niet|niets|geen)",
    "cue.suffices": r"volstaat\b(?! (?:daarvoor |hiervoor )?niet)|volstaan\b|eenvoudig verzoek|voldoende\b",
    "cue.own_judgement": r"(?:bepaalt|beslist|kiest|oordeelt|beoordeelt|bepalen|beslissen|kiezen) (?:zelf|vrij|alleen|autonoom|naar)|naar eigen|(?:nodig|wenselijk|nuttig|raadzaam|aangewezen|gepast|passend|onvoldoende|voldoende) acht\b|nuttig|wenselijk|opportuun|oordeelt dat|van oordeel|meent",
    "cue.person_may": _PERSON + r"(?: [^.;,:]{0,30}?)? (?:kan|kunnen|mag|mogen|kiest|kiezen|behoudt|behouden|beslist|krijgt|krijgen|ontvangt|ontvangen)\b|(?:kan|kunnen|mag|mogen) (?:de |het |een |elke |die )?" + _PERSON + r"\b",
}  # fmt: skip
_PATTERNS = {key: re.compile(rf"\b(?:{form})", re.IGNORECASE) for key, form in {**_DENIABLE, **_COUNTED}.items()}
HARDER = frozenset({"cue.loss", "cue.gain_denied", "cue.suffices", "cue.own_judgement"})  # may only raise tension
SOFTER = frozenset({"cue.loss_denied", "cue.gain", "cue.bounded", "cue.no_ground", "cue.person_may"})  # may only lower it
POLARITY = HARDER | SOFTER | {"cue.regardless"}


def polarity(text: str) -> Mapping[str, tuple[tuple[int, int], ...]]:
    """Kind -> every place that shows it, in reading order."""
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for key, pattern in _PATTERNS.items():
        for match in pattern.finditer(text):
            if speaks_only_of_the_amendment(text, match.start()):
                continue
            found[f"{key}_denied" if key in _DENIABLE and _against(text, *match.span()) else key].append(match.span())
    return {key: tuple(places) for key, places in found.items()}


def _against(text: str, start: int, end: int) -> bool:
    """Whether the words are denied; a verb right after a comma begins its own clause ("Wie niet komt, verliest ...")."""
    return denied(text[start:], 0, end - start) if text[:start].endswith(", ") else denied(text, start, end)
