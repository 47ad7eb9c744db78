"""Reading a provision: deontic structure, interferences, safeguards, what is left open, and what an amendment changes.

Dutch follows the drafting grammar of docs/domain.md, section 3; English the fixed verbs of treaties (`shall`, `may`,
`undertake to`, `subject to`). A part ends where its clause ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from workbench.domain.drafts import Amendment, Operation
from workbench.domain.norm_parts import Degree, Part, ProvisionReading, ReadPart
from workbench.domain.quotes import quoted_spans
from workbench.screening.reading import CueReader
from workbench.screening.signs import Deontic, Sign, deontic_signs

_MODALITIES = (Deontic.OBLIGATION, Deontic.PROHIBITION, Deontic.POWER, Deontic.ENTITLEMENT, Deontic.EXCLUSION)
_PLAIN = {
    Deontic.ACTOR: Part.ACTOR, Deontic.DELEGATION: Part.DELEGATION, Deontic.CRITERIA: Part.CRITERIA, Deontic.DISCRETION: Part.DISCRETION,
    Deontic.DEFINITION: Part.DEFINITION, Deontic.DURATION: Part.DURATION, Deontic.OBLIGATION: Part.OBLIGATION, Deontic.PROHIBITION: Part.PROHIBITION,
    Deontic.POWER: Part.POWER, Deontic.ENTITLEMENT: Part.ENTITLEMENT, Deontic.EXCLUSION: Part.EXCLUSION,
}  # fmt: skip
_CLAUSED = {Deontic.CONDITION: Part.CONDITION, Deontic.EXCEPTION: Part.EXCEPTION}
_ENGLISH: tuple[tuple[Part, str], ...] = (
    (Part.PROHIBITION, r"\bshall not\b|\bmay not\b|\bno one (?:shall|may)\b|\bnot be subjected to\b|\b(?:is|are) prohibited\b"),
    (Part.ENTITLEMENT, r"\b(?:has|have|shall have) the right to\b|\b(?:is|are|shall be) entitled to\b"),
    (Part.OBLIGATION, r"\bshall(?! not\b| have the right)\b|\bundertakes? to\b|\brecogni[sz]es? the right\b|\bmust\b"),
    (Part.POWER, r"\bmay(?! not\b)\b"),
    (Part.ACTOR, r"\b(?:States? Part(?:y|ies)|(?:High )?Contracting Part(?:y|ies)|(?:the )?Part(?:y|ies)|competent authorit(?:y|ies)|Members?)\b"),
    (Part.EXCEPTION, r"\bexcept\b|\bunless\b|\bother than\b|\bwithout prejudice to\b"),
    (Part.CONDITION, r"\bprovided that\b|\bsubject to\b|\bin accordance with\b|\bto the maximum of\b|\bin so far as\b|\bwhere appropriate\b|\bif\b"),
)  # fmt: skip
_ENGLISH_COMPILED = tuple((part, re.compile(pattern, re.IGNORECASE)) for part, pattern in _ENGLISH)
_CLAUSE_END = re.compile(
    r"[.;:]|,(?= (?:en|maar|waarbij|waarna|zodat|terwijl|tenzij|behalve|and|but|unless|except)\b)|(?= (?:tenzij|behalve)\b)"
)
_REPLACED = re.compile(r"\bvervangen door\b", re.IGNORECASE)
_TAKEN_AWAY = re.compile(r"\b(?:opgeheven|geschrapt)\b", re.IGNORECASE)


def read_provision(
    text: str,
    reader: CueReader,
    amendment: Amendment | None = None,
    terms: Iterable[str] = (),
    competences: Mapping[str, str] | None = None,
) -> ProvisionReading:
    """Read a Dutch provision; `terms` are words that the draft defines, `competences` a level per policy domain."""
    signs = deontic_signs(text)
    parts = [*_deontic(text, signs), *_coded(text, reader), *_defined(text, terms), *_change(text, amendment)]
    domains = tuple(reader.read(text).domains)
    levels = tuple((competences or {}).get(domain, "") for domain in domains)
    return ProvisionReading("nl", _ordered(parts), *_degrees(signs), domains, levels)


def read_treaty(text: str) -> ProvisionReading:
    """Read an English treaty provision: who must, must not, may or has a right, with conditions and exceptions."""
    parts = []
    for part, pattern in _ENGLISH_COMPILED:
        for match in pattern.finditer(text):
            claused = part in (Part.CONDITION, Part.EXCEPTION)
            parts.append(ReadPart(part, "", match.start(), _clause_end(text, match.end()) if claused else match.end()))
            if part in (Part.PROHIBITION, Part.OBLIGATION, Part.POWER, Part.ENTITLEMENT):
                parts.extend(_action(text, match.end()))
    return ProvisionReading("en", _ordered(parts), Degree.NONE, Degree.NONE)


def _deontic(text: str, signs: Sequence[Sign]) -> Iterator[ReadPart]:
    for sign in signs:
        kind = Deontic(sign.kind)
        if kind in _CLAUSED:
            yield ReadPart(_CLAUSED[kind], "", sign.start, _clause_end(text, sign.end))
        elif kind in _PLAIN:
            yield ReadPart(_PLAIN[kind], "", sign.start, sign.end)
        if kind in _MODALITIES:
            yield from _action(text, sign.end)


def _action(text: str, start: int) -> Iterator[ReadPart]:
    """What follows the modal words, to the end of the clause."""
    end = _clause_end(text, start)
    while start < end and (text[start].isspace() or text[start] in ",;"):
        start += 1
    if end > start:
        yield ReadPart(Part.ACTION, "", start, end)


def _clause_end(text: str, start: int) -> int:
    match = _CLAUSE_END.search(text, start)
    end = match.start() if match else len(text)
    while end > start and text[end - 1].isspace():
        end -= 1
    return end


def _coded(text: str, reader: CueReader) -> Iterator[ReadPart]:
    """Thesaurus words: interferences and safeguards apart where the text denies them."""
    for sign in reader.signs(text):
        if sign.kind == "interference":
            part = Part.LIFTED if sign.negated else Part.INTERFERENCE
        elif sign.kind == "safeguard":
            part = Part.DENIED if sign.negated else Part.SAFEGUARD
        else:
            part = Part.ADDRESSEE if sign.kind == "holder" else Part.DOMAIN
        yield ReadPart(part, sign.code, sign.start, sign.end)


def _defined(text: str, terms: Iterable[str]) -> Iterator[ReadPart]:
    for term in terms:
        for match in re.finditer(rf"\b{re.escape(term)}(?:s|en|n)?\b", text, re.IGNORECASE):
            yield ReadPart(Part.DEFINED_TERM, term, match.start(), match.end())


def _change(text: str, amendment: Amendment | None) -> Iterator[ReadPart]:
    """What an amendment takes away and what it puts there: the quoted words on either side of `vervangen door`."""
    if amendment is None:
        return
    quotes = quoted_spans(text)
    turn = _REPLACED.search(text)
    for start, end in quotes:
        taken = (turn is not None and end <= turn.start()) or (turn is None and _TAKEN_AWAY.search(text, end) is not None)
        yield ReadPart(Part.REMOVED if taken else Part.ADDED, "", start, end)
    if amendment.operation is Operation.REPEAL and not quotes and (gone := _TAKEN_AWAY.search(text)):
        yield ReadPart(Part.REMOVED, amendment.target, 0, gone.end())


def _degrees(signs: Sequence[Sign]) -> tuple[Degree, Degree]:
    """How much discretion and how much delegation there is."""
    kinds = {sign.kind for sign in signs}
    bound = Degree.BOUND if Deontic.CRITERIA in kinds else Degree.OPEN
    return tuple(bound if kind in kinds else Degree.NONE for kind in (Deontic.DISCRETION, Deontic.DELEGATION))  # type: ignore[return-value]


def _ordered(parts: Iterable[ReadPart]) -> tuple[ReadPart, ...]:
    return tuple(sorted(set(parts), key=lambda p: (p.start, p.end, p.part, p.code)))
