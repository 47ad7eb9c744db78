"""Amending provisions: which place of which law a provision changes, how, and the new words.

Facts: docs/domain.md 3.2. A jurist cites both: the carrier (article 14 of the draft) and the target (article 2.1.3, § 2).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from workbench.domain.drafts import GROUPS, Amendment, DraftProvision, Kind, Operation
from workbench.domain.quotes import quoted_spans
from workbench.ingest.targets import added_place, place_of

_NOUNS = r"(?i:[\w-]*(?:decreet|decreten|besluit|wet|wetten|wetboek|codex|statuut|ordonnantie))"
_ADJECTIVES = (
    r"(?i:bijzondere?|koninklijk|ministerieel|gecoördineerde?|voormelde?|Vlaamse?|"
    r"Gerechtelijk|Burgerlijk|Sociaal|Strafrechtelijk)"
)
_LAW = re.compile(
    rf"\b(?i:het|de|hetzelfde|dezelfde|voormelde?|dit|deze)\s+(?P<law>(?:{_ADJECTIVES}\s+)*{_NOUNS}\b.*?)"
    r"(?=\s*(?:,\s+(?:het\s+|voor het\s+)?(?:laatst(?:elijk)?\s+)?"
    r"(?:gewijzigd|ingevoegd|vervangen|toegevoegd|hersteld|opgeheven|bekrachtigd|zoals|hernummerd|vernummerd|met betrekking)\b"
    r"|,?\s+(?:wordt|worden|luidt|in de redactie|is|zijn)\b|[:;]"
    r"|,?\s+(?:tussen|na|vóór|voor)\s+(?:artikel|het|de|paragraaf)\b|\.?$))",
    re.DOTALL,
)
_SAME = re.compile(r"(?:hetzelfde|dezelfde|voormelde?|voornoemde?)\s+", re.I)
_UNITS = r"(?:artikel(?:en)?|opschrift|hoofdstuk|afdeling|onderafdeling|titel|boek|deel|bijlage|paragraaf|inleidende)"
_AMENDS = re.compile(
    rf"(?:In|Aan|Uit|Na|Vóór|Voor|Tussen)\s+(?:(?:het|de|hetzelfde|dezelfde|dit|de\s+Nederlandse\s+tekst\s+van)\s+)?"
    rf"(?:{_UNITS}\b|(?:{_ADJECTIVES}\s+)*{_NOUNS}\b)"
    rf"|(?:(?:De|Het)\s+)?{_UNITS}\s+(?:\d|[IVXLC]|van\b)|Er\s+wordt\b",
    re.I,
)
_WHOLE_LAW = re.compile(
    rf"\s*(?:de volgende (?:regelingen|besluiten|decreten|teksten|regels)"
    rf"|(?:het|de)\s+(?:{_ADJECTIVES}\s+)*{_NOUNS}\b.{{0,600}}?\bword(?:t|en) opgeheven)",
    re.I | re.S,
)
_CONDITION = re.compile(r"\b(?:kan|kunnen|mag|mogen|moet|moeten|als|indien|wanneer|tenzij|zolang|zodra)\b", re.I)
_OPERATIONS = (
    (
        Operation.MULTIPLE,
        re.compile(r"volgende wijzigingen aangebracht|word(?:t|en) gewijzigd als volgt|als volgt gewijzigd", re.I),
    ),
    (
        Operation.SUBSTITUTE_WORDS,
        re.compile(
            r"\b(?:woord(?:en)?|zinsnede|zinsneden|zinsdeel|jaartal(?:len)?|bedrag(?:en)?|getal(?:len)?|datum|zin(?:nen)?|cijfer|verwijzing|percentage)\s+\ue010[^.;]*?\bvervangen",
            re.I | re.S,
        ),
    ),
    (Operation.REPLACE, re.compile(r"\bvervangen\b", re.I)),
    (Operation.INSERT, re.compile(r"\bingevoegd\b|\bopnieuw opgenomen\b|\bhersteld\b", re.I)),
    (Operation.ADD, re.compile(r"\btoegevoegd\b|\baangevuld\b", re.I)),
    (Operation.REPEAL, re.compile(r"\bopgeheven\b|\bgeschrapt\b|\bingetrokken\b", re.I)),
)
_VERB = re.compile(r"\b(?:wordt|worden)\b", re.I)
_HISTORY = re.compile(
    r",?\s*(?:het\s+)?(?:laatst(?:elijk)?\s+)?(?:en\s+)?(?:gewijzigd|ingevoegd|vervangen|toegevoegd|hersteld|opgeheven|vernummerd)\s+bij\s.*?(?=,?\s*(?:wordt|worden)\b|$)",
    re.I | re.S,
)
_HEADING_LAW = re.compile(r"\bwijziging(?:en)?\s+(?:van|aan|in)\b", re.I)
_HEAD = 6000  # an operation stands at the beginning of a provision


@dataclass
class _Context:
    """What `hetzelfde decreet` means at this point of the draft."""

    law: str = ""


def mark_amendments(provisions: Sequence[DraftProvision]) -> tuple[DraftProvision, ...]:
    """The provisions with `amendment` filled where one changes another law."""
    context = _Context()
    marked: dict[str, DraftProvision] = {}
    for provision in provisions:
        if provision.kind in GROUPS and _HEADING_LAW.search(provision.heading):
            context.law = _law(provision.heading, "") or context.law
        elif provision.kind not in (*GROUPS, Kind.ANNEX):
            above = _amendment_above(provision, marked)
            provision = replace(provision, amendment=_amendment(provision.text, above, context))
        marked[provision.id] = provision
    return tuple(marked.values())


def _amendment_above(provision: DraftProvision, marked: dict[str, DraftProvision]) -> Amendment | None:
    """The amendment of the sentence that introduces a point; §§ and lids stand on their own."""
    holder = marked.get(provision.parent or "")
    return holder.amendment if provision.kind is Kind.POINT and holder is not None else None


def _amendment(text: str, above: Amendment | None, context: _Context) -> Amendment | None:
    masked, quotations = _mask(text[:_HEAD], text)
    sentence = _HISTORY.sub("", masked)
    if above is not None:
        return _under(masked, quotations, above)
    operation = _operation(sentence)
    if operation is None or not _is_amending(sentence):
        return None
    law = _law(masked, context.law)
    whole = _WHOLE_LAW.match(sentence)
    if not law and not whole:
        law = context.law
        if not law:
            return None
    context.law = law or context.law
    before, after = _around_law(sentence)
    return Amendment(operation, law, _target(place_of(before), after, operation), _new_text(operation, masked, quotations))


def _is_amending(sentence: str) -> bool:
    """It begins with the place that changes, and the change is stated, not made possible or subject to a condition."""
    verb = _VERB.search(sentence)
    if verb is None or not (_AMENDS.match(sentence) or _WHOLE_LAW.match(sentence)):
        return False
    participle = min(
        (match.start() for _, pattern in _OPERATIONS if (match := pattern.search(sentence, verb.end()))), default=len(sentence)
    )
    return _CONDITION.search(sentence, 0, participle) is None


def _under(masked: str, quotations: list[str], above: Amendment) -> Amendment | None:
    """A point below `... worden de volgende wijzigingen aangebracht:` or below a list of repeals."""
    sentence = _HISTORY.sub("", masked)
    operation = _operation(sentence)
    if operation is None:
        if above.operation is not Operation.REPEAL:
            return None
        law = above.law or _law(sentence, "")
        return Amendment(Operation.REPEAL, law, place_of(sentence if above.law else _around_law(sentence)[0]))
    return Amendment(operation, above.law, _target(above.target, sentence, operation), _new_text(operation, masked, quotations))


def _mask(head: str, text: str) -> tuple[str, list[str]]:
    """The sentence with every quotation replaced by one mark, and the quotations (without their marks) in order."""
    spans = quoted_spans(text)
    quotations = [text[start:end].strip('“”„«»" \n') for start, end in spans]
    out: list[str] = []
    position = 0
    for start, end in spans:
        if start >= len(head):
            break
        out.append(head[position:start])
        out.append("\ue010")
        position = end
    out.append(head[position:])
    return "".join(out).strip(), quotations


def _operation(sentence: str) -> Operation | None:
    """The operation whose verb comes first in the sentence; several at once are MULTIPLE only when the text says so."""
    found = [
        (match.end(), rank, operation)
        for rank, (operation, pattern) in enumerate(_OPERATIONS)
        if (match := pattern.search(sentence))
    ]
    if not found:
        return None
    if any(operation is Operation.MULTIPLE for _, _, operation in found):
        return Operation.MULTIPLE
    return min(found)[2]


def _law(sentence: str, known: str) -> str:
    """The law that is changed, without its article; `hetzelfde decreet` and `dezelfde codex` give the one known already."""
    for match in _LAW.finditer(sentence[:2500]):
        if _SAME.match(match[0]):
            return known or match["law"].strip()
        return " ".join(match["law"].replace("\ue010", "…").split()).rstrip(",. ")
    return ""


def _around_law(sentence: str) -> tuple[str, str]:
    """What stands before and after the name of the law; without one, everything stands before the verb or after it."""
    match = _LAW.search(sentence)
    if match:
        return sentence[: match.start()], sentence[match.end() :]
    verb = _VERB.search(sentence)
    return (sentence[: verb.start()], sentence[verb.start() :]) if verb else (sentence, "")


def _target(base: str, rest: str, operation: Operation) -> str:
    """`artikel 5` + `in paragraaf 2, tweede lid, ...` -> `artikel 5, § 2, tweede lid`; an added unit has its own number."""
    added, begin = added_place(rest) if operation in (Operation.INSERT, Operation.ADD) else ("", len(rest))
    if added.startswith(("artikel", "hoofdstuk", "afdeling", "onderafdeling", "titel", "boek", "deel", "bijlage")):
        return added
    place = rest[:begin].split("\ue010", 1)[0].split(":", 1)[0]
    inner = "" if added.startswith("nieuw lid tussen") else place_of(place)
    if inner.startswith("artikel"):
        base, inner = inner, ""
    return ", ".join(part for part in (base, inner, added) if part)


def _new_text(operation: Operation, masked: str, quotations: Sequence[str]) -> str:
    """The words that come in: of a substitution the second quotation, else all quotations after the verb."""
    if operation in (Operation.REPEAL, Operation.MULTIPLE) or not quotations:
        return ""
    if operation is Operation.SUBSTITUTE_WORDS:
        return quotations[-1] if len(quotations) > 1 else ""
    verb = next((match.end() for name, pattern in _OPERATIONS if name is operation and (match := pattern.search(masked))), 0)
    after = quotations[masked.count("\ue010", 0, verb) :]
    return "\n".join(after) or quotations[-1]
