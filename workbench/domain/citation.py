"""Treaty citations as Flemish jurists write them, and back: `artikel 8, § 2, EVRM` <-> `ECHR/8/2`."""

from __future__ import annotations

import re
from collections.abc import Mapping

from workbench.domain.identifiers import ProvisionId
from workbench.domain.instruments import Instrument

# The protocols are cited by their ordinal: "artikel 1 van het Eerste Aanvullend Protocol bij het EVRM".
_WORDS = {
    "nl": ("artikel", "punt {}", "§ {}", "bijlage", "preambule"),
    "en": ("Article", "point {}", "§ {}", "annex", "preamble"),
}
_POINT = re.compile(r"punt |point |[)(]", re.IGNORECASE)
_PARTS = re.compile(
    r"""^\s*(?:art(?:ikel|icle|\.)?)\s*(?P<article>[0-9]+[a-z]*|[A-Z])\b
        (?P<rest>(?:\s*,?\s*(?:§\s*|lid\s+|paragraa?f\s+|paragraph\s+)[0-9]+[a-z]*
            |\s*,?\s*(?:punt\s+|point\s+)?\(?[a-z]{1,4}\)
            |\s*,?\s*(?:punt\s+|point\s+)[0-9a-z]+\b
            |\s*,?\s*[0-9]+°)*)
        \s*,?\s*(?:van\s+(?:het|de)\s+|of\s+the\s+)?(?P<name>\S.*?)\s*$""",
    re.VERBOSE | re.IGNORECASE,
)
_LABEL = re.compile(
    r"(?:§\s*|lid\s+|paragraa?f\s+|paragraph\s+|punt\s+|point\s+|\(|,\s*|\s)*([0-9]+[a-z]*|[a-z]{1,4})[)°]?", re.IGNORECASE
)


def cite(provision: str, instruments: Mapping[str, Instrument], language: str = "nl") -> str:
    """`ECHR/8/2` -> `artikel 8, § 2, EVRM`; an instrument outside the catalogue is cited by its code."""
    place = ProvisionId.parse(provision)
    article, point, paragraph, annex, preamble = _WORDS.get(language, _WORDS["nl"])
    name = abbreviation(instruments.get(place.instrument), place.instrument, language)
    if place.article == "PREAMBLE":
        return f"{preamble} {name}"
    if place.article.startswith("ANNEX"):
        return f"{annex} {place.article.removeprefix('ANNEX-').replace('-', ', ')}, {name}"
    below = [
        paragraph.format(label) if label[0].isdigit() and n == 0 else f"{point.format(label)})"
        for n, label in enumerate(place.rest)
    ]
    return ", ".join([f"{article} {place.article}", *below, name]) if below else f"{article} {place.article} {name}"


def abbreviation(instrument: Instrument | None, code: str, language: str) -> str:
    """The first abbreviation in `language`, else in Dutch, else the code."""
    if instrument is None:
        return code
    known = instrument.abbreviations.get(language) or instrument.abbreviations.get("nl") or (code,)
    return known[0]


def parse_citation(text: str, instruments: Mapping[str, Instrument]) -> str:
    """`artikel 8, § 2, EVRM` -> `ECHR/8/2`; raises ValueError with the text when it is not such a citation."""
    match = _PARTS.match(text)
    code = _code(match["name"], instruments) if match else None
    if match is None or code is None:
        raise ValueError(f"not a treaty citation: {text!r}")
    labels = [label.lower() for label in _LABEL.findall(match["rest"])]
    return "/".join([code, match["article"], *labels])


def _code(name: str, instruments: Mapping[str, Instrument]) -> str | None:
    wanted = _plain(name)
    for code, instrument in instruments.items():
        names = [code, *instrument.short.values(), *instrument.names.values()]
        names += [a for known in instrument.abbreviations.values() for a in known]
        if wanted in map(_plain, names):
            return code
    return None


def _plain(name: str) -> str:
    return re.sub(r"[\s.\-]+", " ", name).strip().lower()
