"""The wording that the watches look for, by the drafting grammar of Flemish provisions; widened on tests/data/watches only."""

from __future__ import annotations

import re

SENTENCE_END = re.compile(r"(?<=[.;:])\s+(?=[A-Z0-9“\"§])")

# Removal
STRUCK = re.compile(
    r"\b(?:wordt|worden)\b[^.;]{0,160}?\b(?:opgeheven|geschrapt|afgeschaft|weggelaten)\b|\bheft\b[^.;]{0,80}\bop\b|\bworden? opgeheven\b",
    re.IGNORECASE,
)
NO_LONGER = re.compile(
    r"\bniet (?:langer|meer)\b(?! dan)|\b(?:vervalt|vervallen)\b|\b(?:dooft|doven)\b[^.;]{0,40}\buit\b|\b(?:komt|komen|neemt|nemen)\b[^.;]{0,60}\been einde\b|"
    r"\bhoud(?:t|en) op te bestaan\b|\b(?:regeling|recht|stelsel|tegemoetkoming|toelage|premie|toeslag|dienstverlening|steun|vrijstelling|erkenning)\w*\b"
    r"[^.;]{0,60}\bword(?:t|en) (?:beëindigd|stopgezet)\b",
    re.IGNORECASE,
)
NARROWS = re.compile(
    r"\bmet uitzondering van\b|\b(?:komt|komen) niet in aanmerking\b|\bgeldt niet voor\b|\b(?:is|zijn) niet van toepassing\b|"
    r"\balleen (?:voor |nog )?\w+|\bslechts\b|\buitsluitend\b|\bweigert\b|\bgeen recht\b|\bverlaagd\b|\bverminderd\b",
    re.IGNORECASE,
)

# Delegation
_DELEGATE = r"(?:de vlaamse regering|de regering|de (?:bevoegde )?minister|het agentschap|het departement|de administratie)"
DELEGATES = re.compile(
    rf"\b{_DELEGATE}\b[^.;]{{0,60}}?\b(?:bepaalt|bepalen|stelt|stellen|regelt|regelen|legt|leggen|kan|wijst)\b|\b{_DELEGATE} werkt\b[^.;]{{0,60}}\buit\b|"
    r"\bde gemeente(?:raad)? (?:bepaalt|regelt|legt|stelt)\b|\bnadere (?:regels|voorwaarden|modaliteiten)\b|"
    rf"\bdoor {_DELEGATE} (?:te bepalen|bepaald\w*|vastgesteld\w*|vastgelegd\w*|geregeld\w*|aangewezen|uitgewerkt\w*)\b|"
    rf"\bdie {_DELEGATE} (?:bepaalt|vaststelt|aanwijst|vastlegt)\b|\bbij (?:ministerieel )?besluit(?: van de vlaamse regering)? (?:wordt|worden)\b",
    re.IGNORECASE,
)
FORMAL_DELEGATION = re.compile(r"\bin werking\b|\binwerkingtreding\b|\bofficieus\w*|\bco[öo]rdin\w+", re.IGNORECASE)

# Discretion
JUDGES = re.compile(
    r"\b(?:naar|volgens) (?:zijn|haar|hun|eigen) (?:oordeel|inzicht|goeddunken)\b|\bnaar (?:het )?oordeel van\b|"
    r"\b(?:als|wanneer|indien|zolang|zodra|die|dat|telkens als|aan wie|als zij|als hij)\b[^.;]{0,60}?\b(?:oordeelt|oordelen|meent|acht|achten|vermoedt|vreest)\b|"
    r"\b(?:nodig|nuttig|wenselijk|opportuun|aangewezen|raadzaam|gepast|passend|redelijk|relevant|geschikt|noodzakelijk|verantwoord|aanvaardbaar) "
    r"(?:acht|vindt|oordeelt|achten|vinden)\b|\bhoeft niet (?:te worden )?\w*\s*(?:gemotiveerd|te motiveren)\b|"
    r"\bzonder (?:verdere |nadere |bijzondere )?(?:motivering|opgave van redenen)\b|\bdiscretionair\w*|\bvrij (?:te )?(?:beslissen|bepalen|kiezen)\b|"
    r"\b(?:beslist|bepaalt|kiest|oordeelt) (?:vrij|zelf|soeverein|autonoom|geval per geval)\b|\been goede reden\b|\bredenen van opportuniteit\b|\bkan (?:een )?uitzondering\w*\b|"
    r"\b(?:meest|minst) (?:geschikt|aangewezen|passend)\w*",
    re.IGNORECASE,
)
_STATE = r"(?:situatie|toestand|rust|orde|draagkracht|leefbaarheid|veiligheid|omstandigheden|context|werking|goede werking|aard van de zaak|belang van de dienst)"
VAGUE = re.compile(
    r"\b(?:wegens|om) (?:andere |morele |ernstige |gegronde |zwaarwichtige |bijzondere |dringende |gewichtige |uitzonderlijke )(?:omstandigheden|redenen)\b|"
    r"\bom redenen van\b|\bin (?:bijzondere|uitzonderlijke|schrijnende|specifieke|dringende) (?:gevallen|omstandigheden|situaties)\b|"
    rf"\b{_STATE}\b[^.;,]{{0,40}}?\b(?:dat|dit|het|erom) (?:vereis|vraag|vra|verg|verantwoord|rechtvaardig|toela|noodza|nodig ma)\w*|"
    rf"\b{_STATE}\b[^.;,]{{0,40}}?\b(?:verstoort|stoort|hindert|bedreigt|schaadt|bemoeilijkt|belast\w*|in gevaar brengt)\b|"
    r"\bzolang (?:als )?(?:dat |dit |het )?nodig\b|\b(?:dat|dit|het) nodig is\b|\b(?:onvoldoende|gebrek aan) (?:medewerking|inzet|motivatie|inspanning\w*|bereidheid|vertrouwen|vooruitgang)\b|"
    r"\b(?:ongepast|onaangepast|verdacht|storend|onbehoorlijk)(?:e)?\b(?: gedra\w+)?|\bernstige twijfel\b|\bin het gedrang\b|"
    r"\bniet in (?:de|het) \w+ past\b|\b(?:elke|iedere|alle) (?:\w+ )?(?:voorwaarde|maatregel)\w* die\b|\b(?:passende|gepaste|nodige|andere|bijkomende|aanvullende) "
    r"(?:sanctie|voorwaarde|verplichting|eis|inlichting|bewijs)\w*",
    re.IGNORECASE,
)
DECIDES = re.compile(
    r"\b(?:beslist|beslissen|bepaalt|bepalen|beoordeelt|beoordelen) (?:of|wie|welke|wanneer|hoe|hoelang|hoeveel|in welke mate)\b(?! (?:ze|hij|zij) (?:haar|zijn|hun)\b)|"
    r"\bbeslist over de (?:toelating|toekenning|opname|inschrijving|toewijzing|verlenging|toegang|plaatsing|duur|overplaatsing)\b(?![^.;]*\b(?:binnen|motiveert)\b)",
    re.IGNORECASE,
)
_LIMITS = (
    r"weigeren|verbieden|ontzeggen|ontnemen|intrekken|schorsen|sluiten|beëindigen|beperken|inperken|verminderen|verlagen|stopzetten|stilleggen|"
    r"uitsluiten|afwijzen|terugvorderen|inhouden|ontruimen|plaatsen|overplaatsen|afzonderen|opheffen|uitstellen|opzeggen|verwijderen|opleggen|eisen|"
    r"vorderen|verplichten|bevelen|fouilleren|doorzoeken|betreden|afnemen|meenemen|vrijstellen|afwijken|ontslaan|opvragen|schrappen|vernietigen"
)
_LIMITED = (
    r"geweigerd|verboden|ontzegd|ontnomen|ingetrokken|geschorst|gesloten|beëindigd|beperkt|ingeperkt|verminderd|verlaagd|stopgezet|stilgelegd|uitgesloten|"
    r"afgewezen|teruggevorderd|ingehouden|ontruimd|geplaatst|overgeplaatst|afgezonderd|opgeheven|uitgesteld|opgezegd|verwijderd|opgelegd|geëist|"
    r"gevorderd|verplicht|bevolen|gefouilleerd|doorzocht|afgenomen|meegenomen"
)
LIMITING = re.compile(
    rf"\b(?:{_LIMITS}|{_LIMITED}|weigert|weigeren|ontzegt|beëindigt|sluit|schorst|beperkt|eist|verbiedt|trekt|legt|schrappen|houden|maken|verlaten)\b",
    re.IGNORECASE,
)
"""What an authority does under a vague standard; a standard for a favour leaves nobody worse off."""
_MODAL = r"\b(?:kan|kunnen|mag|mogen)\b"
_REACH = r"(?:(?!\b(?:niet|alleen|enkel|slechts|uitsluitend)\b)[^.;]){0,120}?"
MAY_RESTRICT = re.compile(rf"{_MODAL}{_REACH}\b(?:{_LIMITS})\b", re.IGNORECASE)
MAY_BE_RESTRICTED = re.compile(rf"{_MODAL}{_REACH}\b(?:worden (?:{_LIMITED})|(?:{_LIMITED}) worden)\b", re.IGNORECASE)
_HOLDER = (
    r"(?:aanvrager|ouder|leerling|student|kind|jongere|minderjarige|bewoner|huurder|gebruiker|cliënt|patiënt|werknemer|personeelslid|burger|inwoner|persoon|"
    r"betrokkene|deelnemer|bezoeker|kandidaat|kandidaat-huurder|mantelzorger|oudere|vrijwilliger|lid|reiziger|belanghebbende|organisatie|vereniging|hij|zij|wie)"
)
HOLDER_BEFORE = re.compile(rf"(?:^|[.;:°)]\s+|\b(?:de|het|een|elke|iedere|geen)\s+|\b){_HOLDER}\s*$", re.IGNORECASE)
HOLDER_AFTER = re.compile(rf"^\s+(?:(?:de|het|een|elke|iedere|geen)\s+)?{_HOLDER}\b", re.IGNORECASE)
CLAUSE_START = re.compile(r"[.;:,]\s+|\b(?:en|of|maar|dat)\s+(?=(?:de|het|een)\b)")
SUBJECT = re.compile(r"(?:§ \d+ )?(?:de|het|een|elke|iedere|geen|wie|hij|zij)\b", re.IGNORECASE)
"""Who has a right rather than a power: `de patiënt kan weigeren` leaves nothing to an authority."""

BINDS = re.compile(
    r"\b(?:criteria|criterium|gronden|gevallen|voorwaarden|elementen|omstandigheden|redenen)(?: die)?,? (?:vermeld|bepaald|opgesomd|omschreven|bedoeld|vastgelegd) in\b|"
    r"\b(?:de|een van de|in de) volgende (?:criteria|gronden|gevallen|voorwaarden|elementen|redenen)\b|\b(?:op basis van|volgens|aan de hand van) (?:de |het |een )?(?:\w+ ){0,2}(?:criteria|criterium)\b|"
    r"\b(?:alleen|enkel|uitsluitend) in (?:de |het )?(?:volgende )?geval(?:len)?\b|\bvooraf (?:bepaalde|vastgestelde)\b|\b(?:concrete|ernstige) aanwijzingen\b|\bop objectieve\b|\bredelijk vermoeden\b",
    re.IGNORECASE,
)
"""What binds a choice; a mere reference to another article does not."""
ANY_TIME = re.compile(r"\bop (?:elk|ieder) (?:ogenblik|moment|tijdstip)\b|\bte allen tijde\b", re.IGNORECASE)
CONDITION = re.compile(r"\b(?:als|indien|wanneer|zodra|bij|aan wie|voor zover|op voorwaarde dat|wegens|die)\b", re.IGNORECASE)
"""Words that begin a condition."""

# Definitions
_POINT = r"(?:\d+°(?:/\d+)?|[a-z]\))"
DEFINED = re.compile(rf"{_POINT}\s+(?P<term>[^:;.]{{2,80}}?)\s*:\s*(?P<meaning>.+?)(?=;\s*{_POINT}\s|;?\s*$|\.\s*$)", re.DOTALL)
BEGINS_DEFINITIONS = re.compile(r"\bverstaan onder\b|\bgelden de volgende definities\b", re.IGNORECASE)
MEANT = (
    re.compile(r"\bwordt als (?P<term>[^,.:;]{2,60}?) beschouwd\b\s*:?\s*(?P<meaning>[^.]+)", re.IGNORECASE),
    re.compile(r"\bwordt onder (?P<term>[^,.:;]{2,60}?) verstaan\b\s*:?\s*(?P<meaning>[^.]+)", re.IGNORECASE),
    re.compile(r"\bwordt met (?:een |de |het )?(?P<term>[^,.:;]{2,60}?) (?:bedoeld|gelijkgesteld)\b\s*:?\s*(?P<meaning>[^.]+)", re.IGNORECASE),
    re.compile(r"\bonder (?P<term>[^,.:;]{2,60}?) word(?:t|en) (?P<meaning>(?:niet )?verstaan\b[^.]+)", re.IGNORECASE),
    re.compile(r"\bmet (?P<term>[^,.:;]{2,60}?) word(?:t|en) (?P<meaning>(?:niet )?bedoeld\b[^.]+)", re.IGNORECASE),
    re.compile(r"\bgeld(?:t|en) als (?P<term>[\w-]{2,40}) (?P<meaning>(?:alleen|enkel|uitsluitend|wie|niet|de)\b[^.]+)", re.IGNORECASE),
)  # fmt: skip
LEAVES_OUT = re.compile(
    r"\bmet uitzondering van\b|\buitgezonderd\b|\bbehalve\b|\btenzij\b|\bniet (?:als|beschouwd|meegeteld|gerekend|inbegrepen|verstaan|bedoeld)\b|"
    r"\balleen\b|\buitsluitend\b|\benkel\b|\bwettig\w*|\bnationaliteit\b|\bonderda\w+|\bingeschreven in (?:de|het) (?:\w+register|bevolking)|\bgedomicilieerd\b|"
    r"\bgehuwd\w*|\bhuwelijk\w*|\b(?:minstens|ten minste|minimaal) \w+ (?:opeenvolgende |volledige )?(?:jaar|uur|procent)\b|\bononderbroken\b|"
    r"\b(?:die|dat|wie) (?:geen|niet|nooit)\b|\bvan verschillend geslacht\b|\bvoltijds\w*|\bNederlands\w*\b|\bmeerderjarig\w*|\bhetzelfde dak\b|\b(?:eerste|tweede) graad\b|"
    r"\bbezoldigd\w*|\bverblijfsdocument\w*|\bverblijfsvergunning\w*|\bblijvend\w* voor\b",
    re.IGNORECASE,
)
PEOPLE = re.compile(
    r"\b(?:de |een |elke |iedere )?(?:natuurlijke )?(?:person(?:en|eel)|persoon|ieder\w*|wie|leerling\w*|kind\w*|ouder\w*|gezin\w*|jonger\w*|"
    r"burger\w*|bewoner\w*|huurder\w*|gebruiker\w*|cliënt\w*|patiënt\w*|aanvrager\w*|student\w*|werknemer\w*|werkzoekende\w*|vreemdeling\w*|"
    r"partner\w*|echtgeno\w+|inwoner\w*|minderjarig\w*|oudere\w*|man|vrouw|mannen|vrouwen|twee|bloedverwant\w*|mantelzorger\w*|werkende\w*)\b",
    re.IGNORECASE,
)
