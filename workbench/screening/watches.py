"""The watches: removals, definitions that leave people out, delegation and discretion without criteria, each with its words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from workbench.domain.drafts import Operation, Unit
from workbench.domain.overview import Quoted, Watch, Watched
from workbench.domain.quotes import quoted_spans
from workbench.screening.signs import Deontic, deontic_signs

_SENTENCE_END = re.compile(r"(?<=[.;:])\s+(?=[A-Z0-9“\"§])")
_STRUCK = re.compile(
    r"\b(?:wordt|worden)\b[^.;]{0,160}?\b(?:opgeheven|geschrapt|afgeschaft)\b|\bheft\b[^.;]{0,80}\bop\b|\bworden? opgeheven\b",
    re.IGNORECASE,
)
_NO_LONGER = re.compile(r"\bniet (?:langer|meer)\b(?! dan)|\b(?:vervalt|vervallen)\b", re.IGNORECASE)
_NARROWS = re.compile(
    r"\bmet uitzondering van\b|\b(?:komt|komen) niet in aanmerking\b|\bgeldt niet voor\b|\b(?:is|zijn) niet van toepassing\b|"
    r"\balleen (?:voor |nog )?\w+|\bslechts\b|\buitsluitend\b|\bweigert\b|\bgeen recht\b|\bverlaagd\b|\bverminderd\b",
    re.IGNORECASE,
)
_DELEGATES = re.compile(
    r"\b(?:de vlaamse regering|de regering|de (?:bevoegde )?minister|het agentschap)\b[^.;]{0,60}?\b(?:bepaalt|bepalen|stelt|stellen|regelt|regelen|"
    r"legt|leggen|kan|wijst)\b|\bde gemeente(?:raad)? (?:bepaalt|regelt|legt|stelt)\b|\bnadere (?:regels|voorwaarden)\b|"
    r"\bdoor (?:de vlaamse regering|de minister|het agentschap) (?:te bepalen|bepaald\w*|vastgesteld\w*)\b|"
    r"\bdie (?:de vlaamse regering|de minister|het agentschap) (?:bepaalt|vaststelt|aanwijst)\b",
    re.IGNORECASE,
)
_JUDGES = re.compile(
    r"\b(?:naar|volgens) (?:zijn|haar|hun|eigen) (?:oordeel|inzicht|goeddunken)\b|\bnaar (?:het )?oordeel van\b|"
    r"\b(?:als|wanneer|indien|zolang|zodra)\b[^.;]{0,60}?\b(?:oordeelt|oordelen|meent|vindt|acht|achten)\b|"
    r"\b(?:nodig|nuttig|wenselijk|opportuun|aangewezen|raadzaam|gepast) (?:acht|vindt|oordeelt|achten|vinden)\b|"
    r"\bhoeft niet (?:te worden )?\w*\s*(?:gemotiveerd|te motiveren)\b|\bdiscretionair\w*|\bvrij (?:beslissen|bepalen|kiezen)\b|"
    r"\b(?:wegens|om) (?:bijzondere|dringende|gewichtige) (?:omstandigheden|redenen)\b|\bredenen van opportuniteit\b|\bkan (?:een )?(?:uitzondering|afwijking)\w*\b",
    re.IGNORECASE,
)
_MAY_RESTRICT = re.compile(
    r"\b(?:kan|kunnen|mag|mogen)\b(?:(?!\bniet\b)[^.;]){0,120}?\b(?:weigeren|verbieden|ontzeggen|intrekken|schorsen|sluiten|beëindigen|beperken|stopzetten|"
    r"uitsluiten|terugvorderen|ontruimen|plaatsen|afzonderen|opheffen)\b",
    re.IGNORECASE,
)
_FORMAL_DELEGATION = re.compile(r"\bin werking\b|\bofficieus\w*|\bco[öo]rdin\w+", re.IGNORECASE)

_POINT = r"(?:\d+°(?:/\d+)?|[a-z]\))"
_DEFINED = re.compile(rf"{_POINT}\s+(?P<term>[^:;.]{{2,80}}?)\s*:\s*(?P<meaning>.+?)(?=;\s*{_POINT}\s|;?\s*$|\.\s*$)", re.DOTALL)
_BEGINS_DEFINITIONS = re.compile(r"\bverstaan onder\b|\bgelden de volgende definities\b", re.IGNORECASE)
_MEANT = (
    re.compile(r"\bwordt als (?P<term>[^,.:;]{2,60}?) beschouwd\b\s*:?\s*(?P<meaning>[^.]+)", re.IGNORECASE),
    re.compile(r"\bwordt onder (?P<term>[^,.:;]{2,60}?) verstaan\b\s*:?\s*(?P<meaning>[^.]+)", re.IGNORECASE),
    re.compile(r"\bwordt met (?:een |de |het )?(?P<term>[^,.:;]{2,60}?) (?:bedoeld|gelijkgesteld)\b\s*:?\s*(?P<meaning>[^.]+)", re.IGNORECASE),
)  # fmt: skip
_LEAVES_OUT = re.compile(
    r"\bmet uitzondering van\b|\buitgezonderd\b|\bbehalve\b|\btenzij\b|\bniet (?:als|beschouwd|meegeteld|gerekend|inbegrepen)\b|"
    r"\balleen\b|\buitsluitend\b|\benkel\b|\bwettig\w*|\bnationaliteit\b|\bonderda\w+|\bingeschreven in\b|\bgedomicilieerd\b|"
    r"\bgehuwd\w*|\bhuwelijk\w*|\b(?:minstens|ten minste|minimaal) \w+ (?:opeenvolgende |volledige )?jaar\b|\bononderbroken\b|"
    r"\b(?:die|dat|wie) (?:geen|niet|nooit)\b|\bvan verschillend geslacht\b|\bvoltijds\w*|\bNederlands\w*\b|\bmeerderjarig\w*",
    re.IGNORECASE,
)
_PEOPLE = re.compile(
    r"\b(?:de |een |elke |iedere )?(?:natuurlijke )?(?:person(?:en|eel)|persoon|ieder\w*|wie|leerling\w*|kind\w*|ouder\w*|gezin\w*|jonger\w*|"
    r"burger\w*|bewoner\w*|huurder\w*|gebruiker\w*|cliënt\w*|patiënt\w*|aanvrager\w*|student\w*|werknemer\w*|werkzoekende\w*|vreemdeling\w*|"
    r"partner\w*|echtgeno\w+|inwoner\w*|minderjarig\w*|oudere\w*|man|vrouw|mannen|vrouwen|twee)\b",
    re.IGNORECASE,
)
LONGEST = 320  # characters of a quoted sentence


def watches(units: Sequence[Unit]) -> list[Watched]:
    """Everything that the watches see in a draft, in reading order within each watch."""
    found = [seen for unit in units for seen in (*removals(unit), *left_open(unit))]
    return sorted([*found, *definitions(units)], key=lambda seen: list(Watch).index(seen.watch))


def removals(unit: Unit) -> Iterator[Watched]:
    """What this unit repeals, strikes out, replaces or narrows in another law, or ends by its own words."""
    outside = _outside_quotes(unit.text)
    struck = next((m for m in _STRUCK.finditer(unit.text) if outside(m.start())), None)
    change = unit.amendment
    about = ", ".join(part for part in (change.target, change.law) if part) if change else ""
    if struck:
        whole = change is not None and change.operation is Operation.REPEAL
        yield _seen(unit, Watch.REMOVAL, "watch.removal.repealed" if whole else "watch.removal.struck", struck.span(), about)
    elif change is not None and (narrow := _NARROWS.search(unit.text) or _NO_LONGER.search(unit.text)):
        yield _seen(unit, Watch.REMOVAL, "watch.removal.narrowed", narrow.span(), about)
    elif change is not None and change.operation in (Operation.REPLACE, Operation.SUBSTITUTE_WORDS):
        at = re.search(r"\bvervangen\b", unit.text)
        yield _seen(unit, Watch.REMOVAL, "watch.removal.replaced", at.span() if at else (0, 1), about)
    elif change is None and (ends := _NO_LONGER.search(unit.text)):
        yield _seen(unit, Watch.REMOVAL, "watch.removal.ends", ends.span())


def left_open(unit: Unit) -> Iterator[Watched]:
    """Delegation and discretion that no criteria bind in the same unit."""
    if unit.boilerplate in ("boilerplate.entry_into_force", "boilerplate.execution"):
        return
    if any(sign.kind == Deontic.CRITERIA for sign in deontic_signs(unit.text)):
        return
    delegates = next((m for m in _DELEGATES.finditer(unit.text) if not _formal(unit.text, m.start())), None)
    if delegates:
        yield _seen(unit, Watch.DELEGATION, "watch.delegation", delegates.span())
    if judges := _JUDGES.search(unit.text):
        yield _seen(unit, Watch.DISCRETION, "watch.discretion.judges", judges.span())
    elif may := _MAY_RESTRICT.search(unit.text):
        yield _seen(unit, Watch.DISCRETION, "watch.discretion.may", may.span())


def _formal(text: str, at: int) -> bool:
    start, end = sentence(text, at, at)
    return bool(_FORMAL_DELEGATION.search(text[start:end]))


def definitions(units: Sequence[Unit]) -> Iterator[Watched]:
    """Definitions of people that leave some of them out, with every other provision that uses the term."""
    for unit in units:
        for term, start, end in _terms(unit):
            meaning = unit.text[start:end]
            out = _LEAVES_OUT.search(meaning)
            if out and _PEOPLE.search(f"{term} {meaning}"):
                quote = _quoted(unit, start, end)
                uses = tuple(_uses(term, unit, units))
                yield Watched(Watch.DEFINITION, "watch.definition", quote, term, uses)


def defined_terms(units: Iterable[Unit]) -> dict[str, str]:
    """Every term that a draft defines, with the first provision that does."""
    found: dict[str, str] = {}
    for unit in units:
        for term, _, _ in _terms(unit):
            found.setdefault(term, unit.provision)
    return found


def _terms(unit: Unit) -> Iterator[tuple[str, int, int]]:
    """Each term that a unit defines, with the place of its meaning."""
    text = unit.text
    begins = _BEGINS_DEFINITIONS.search(text)
    patterns: Iterable[tuple[re.Pattern[str], int]] = [(p, 0) for p in _MEANT]
    if begins:
        patterns = [(_DEFINED, begins.end()), *patterns]
    for pattern, position in patterns:
        for match in pattern.finditer(text, position):
            yield _bare(match["term"]), *match.span("meaning")


def _bare(term: str) -> str:
    return re.sub(r"^(?:de|het|een)\s+", "", term.strip(" “”\"'"))


def _uses(term: str, defining: Unit, units: Sequence[Unit]) -> Iterator[Quoted]:
    words = r"\s+".join(map(re.escape, term.split()))
    doubled = re.escape(term[-1:]) if term[-1:].isalpha() else ""  # gezin, gezinnen
    pattern = re.compile(rf"(?<!\w){words}(?:{doubled}?en|s|n|e|'s|ren)?(?!\w)", re.IGNORECASE)
    for unit in units:
        match = pattern.search(unit.text) if unit is not defining else None
        if match:
            yield _quoted(unit, *sentence(unit.text, *match.span()))


def sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence around [start, end), or the end of it that fits in LONGEST characters."""
    cuts = [0, *(m.end() for m in _SENTENCE_END.finditer(text)), len(text)]
    low = max(cut for cut in cuts if cut <= start)
    high = min(cut for cut in cuts if cut >= max(end, low + 1))
    if high - low > LONGEST:
        low = max(low, start - LONGEST // 2)
        low = low if low == 0 or text[low - 1].isspace() else text.rfind(" ", 0, low) + 1
        high = min(high, low + LONGEST)
        high = high if high == len(text) or text[high].isspace() else max(end, text.rfind(" ", low, high))
    return low, low + len(text[low:high].rstrip())


def _seen(unit: Unit, watch: Watch, detail: str, span: tuple[int, int], about: str = "") -> Watched:
    return Watched(watch, detail, _quoted(unit, *sentence(unit.text, *span)), about)


def _quoted(unit: Unit, start: int, end: int) -> Quoted:
    return Quoted(unit.provision, unit.citation, unit.text[start:end], start, end)


def _outside_quotes(text: str) -> _Outside:
    return _Outside(quoted_spans(text))


class _Outside:
    """Whether a place stands outside quotation marks: words that a draft brings into another law repeal nothing themselves."""

    def __init__(self, spans: Sequence[tuple[int, int]]) -> None:
        self._spans = spans

    def __call__(self, at: int) -> bool:
        return not any(start <= at < end for start, end in self._spans)
