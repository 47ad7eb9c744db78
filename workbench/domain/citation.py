"""Treaty citations as Flemish jurists write them: `ECHR/8/2` -> `artikel 8, § 2, EVRM`; citation_reading reads them back."""

from __future__ import annotations

import re
from collections.abc import Mapping

from workbench.domain.citation_reading import CitationReader
from workbench.domain.identifiers import ProvisionId
from workbench.domain.instruments import Instrument

_WORDS = {
    "nl": ("artikel", "punt {}", "§ {}", "bijlage", "preambule", "van", "bij het"),
    "en": ("Article", "point {}", "§ {}", "annex", "preamble", "of", "to the"),
}
_DE = re.compile(r"(?:Universele )?Verklaring|Conventie|Grondwet", re.IGNORECASE)
_BARE = re.compile(r"Protocol (?:nr\.|No\.)", re.IGNORECASE)  # cited without an article: van Protocol nr. 12


def cite(provision: str, instruments: Mapping[str, Instrument], language: str = "nl") -> str:
    """`ECHR/8/2` -> `artikel 8, § 2, EVRM`; a protocol to the ECHR by its ordinal: `artikel 1 van het Eerste Aanvullend
    Protocol bij het EVRM`; an instrument outside the catalogue is cited by its code."""
    place = ProvisionId.parse(provision)
    name = abbreviation(instruments.get(place.instrument), place.instrument, language)
    protocol = _protocol(place.instrument, name, instruments, language)
    return _joined(place, protocol or name, language, linked=bool(protocol))


def cite_long(provision: str, instruments: Mapping[str, Instrument], language: str = "nl") -> str:
    """`CRPD/19/a` -> `artikel 19, punt a), van het Verdrag inzake de rechten van personen met een handicap (VRPH)`."""
    place = ProvisionId.parse(provision)
    instrument = instruments.get(place.instrument)
    short = abbreviation(instrument, place.instrument, language)
    full = (instrument.names.get(language) or instrument.names.get("nl") or short) if instrument else short
    of = _WORDS.get(language, _WORDS["nl"])[5]
    name = f"{of} {_article(full, language)}{full}" + (f" ({short})" if short != full else "")
    return _joined(place, name, language, linked=True)


def _joined(place: ProvisionId, name: str, language: str, linked: bool) -> str:
    """The place before the name; a comma closes a place of several steps."""
    article, point, paragraph, annex, preamble, *_ = _WORDS.get(language, _WORDS["nl"])
    if place.article == "PREAMBLE":
        return f"{preamble} {name}"
    if place.article.startswith("ANNEX"):
        return f"{annex} {place.article.removeprefix('ANNEX-').replace('-', ', ')}{' ' if linked else ', '}{name}"
    below = [
        paragraph.format(label) if label[0].isdigit() and n == 0 else f"{point.format(label)})"
        for n, label in enumerate(place.rest)
    ]
    return ", ".join([f"{article} {place.article}", *below, name]) if below else f"{article} {place.article} {name}"


def _article(name: str, language: str) -> str:
    if language == "en":
        return "" if _BARE.match(name) else "the "
    return "" if _BARE.match(name) else "de " if _DE.match(name) else "het "


def _protocol(code: str, name: str, instruments: Mapping[str, Instrument], language: str) -> str:
    """`van het Zesde Protocol bij het EVRM` for a protocol to the ECHR; empty for anything else."""
    if not re.fullmatch(r"ECHR-P\d+", code) or code not in instruments or language not in _WORDS:
        return ""
    parent = abbreviation(instruments.get("ECHR"), "ECHR", language)
    own = name.removesuffix(f" {parent}")
    *_, of, to = _WORDS[language]
    return f"{of} {_article(own, language)}{own} {to} {parent}"


def abbreviation(instrument: Instrument | None, code: str, language: str) -> str:
    """The first abbreviation in `language`, else in Dutch, else the code."""
    if instrument is None:
        return code
    known = instrument.abbreviations.get(language) or instrument.abbreviations.get("nl") or (code,)
    return known[0]


def parse_citation(text: str, instruments: Mapping[str, Instrument]) -> str:
    """`artikel 8, § 2, EVRM` -> `ECHR/8/2`; raises ValueError with the text when it is not such a citation."""
    return CitationReader(instruments).read(text)
