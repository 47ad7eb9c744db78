"""Reading treaty citations, in the forms that jurists use in Dutch, English and French."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from workbench.domain.instruments import Instrument

_LIDS = ("eerste", "tweede", "derde", "vierde", "vijfde", "zesde", "zevende", "achtste", "negende", "tiende")
_ORDINALS = {word: str(number) for number, word in enumerate(_LIDS, start=1)}
_PART = re.compile(r"^(?:deel|part|partie)\s+[IVX\d]+\s*,\s*", re.IGNORECASE)
_ARTICLE = re.compile(r"^art(?:ikel|icle|\.)?\s*(?P<number>\d+(?:bis|ter|[a-z](?![a-z]))?|[A-Z](?![\w]))", re.IGNORECASE)
_LABELS = (
    re.compile(r"\s*,?\s*(?:§+|lid|paragraaf|paragraph|para\.|par\.|paragraphe)\s*(?P<label>\d+[a-z]?)\b", re.IGNORECASE),
    re.compile(rf"\s*,?\s*(?:het\s+)?(?P<ordinal>{'|'.join(_ORDINALS)})\s+lid\b", re.IGNORECASE),
    re.compile(
        r"\s*,?\s*(?:punt|point|onder|litt?era|litt?\.|sub|letter)\s*\(?(?P<label>[a-z]{1,4}|\d{1,2})\b[)°]?", re.IGNORECASE
    ),
    re.compile(r"\s*,?\s*\((?P<label>\d{1,2}|[a-z]{1,4})\)", re.IGNORECASE),
    re.compile(r"\s*,?\s*(?P<label>[a-z]{1,4})\)", re.IGNORECASE),
    re.compile(r"\s*,?\s*(?P<label>\d{1,2})°"),
    re.compile(r"\.(?P<label>\d{1,2})\b(?!\.)"),
)
_SMALL = {"van", "het", "de", "bij", "of", "the", "to", "du", "la", "le", "au", "nr", "no", "n"}
_PREAMBLE = re.compile(r"^(?:de\s+|the\s+)?(?:preambule|preamble|préambule)\s*,?\s*(?P<name>.+)$", re.IGNORECASE)
_ANNEX = re.compile(r"^(?:bijlage|annex|annexe)\s+(?P<run>\d+)\s*,\s*(?P<place>\d+)\s*,?\s*(?P<name>\D.+)$", re.IGNORECASE)


class CitationReader:
    """Knows every name of every instrument; a name that two instruments share is nobody's."""

    def __init__(self, instruments: Mapping[str, Instrument]) -> None:
        owners: dict[str, set[str]] = defaultdict(set)
        for code, instrument in instruments.items():
            for name in _names(code, instrument, instruments):
                owners[_plain(name)].add(code)
        self._owner = {name: next(iter(codes)) for name, codes in owners.items() if len(codes) == 1 and name}
        self._owner |= {_plain(code): code for code in instruments}

    def read(self, text: str) -> str:
        """The provision id; raises ValueError with the text when it is no citation of a known instrument."""
        written = " ".join(text.replace("\u00a0", " ").split()).rstrip(" .;")
        found = self._preamble(written) or self._annex(written) or self._article(_PART.sub("", written))
        if not found:
            raise ValueError(f"not a treaty citation: {text!r}")
        return found

    def _preamble(self, written: str) -> str:
        match = _PREAMBLE.match(written)
        code = self.instrument(match["name"]) if match else ""
        return f"{code}/PREAMBLE" if code else ""

    def _annex(self, written: str) -> str:
        match = _ANNEX.match(written)
        code = self.instrument(match["name"]) if match else ""
        return f"{code}/ANNEX-{match['run']}-{match['place']}" if match and code else ""

    def _article(self, written: str) -> str:
        match = _ARTICLE.match(written)
        if match is None:
            return ""
        labels, position = [], match.end()
        while found := next((m for pattern in _LABELS if (m := pattern.match(written, position))), None):
            labels.append(_ORDINALS.get((found.groupdict().get("ordinal") or "").lower()) or found["label"].lower())
            position = found.end()
        code = self.instrument(written[position:])
        number = match["number"].upper() if match["number"].isalpha() else match["number"].lower()
        return "/".join([code, number, *labels]) if code and len(labels) <= 3 else ""

    def instrument(self, name: str) -> str:
        """The code of a name as it stands behind an article: `van het VN-Verdrag Handicap (VRPH)` -> `CRPD`; empty: unknown."""
        return next((self._owner[plain] for plain in map(_plain, _readings(name)) if plain in self._owner), "")


def _readings(name: str) -> Iterator[str]:
    """The name as it is, without what stands in brackets at its end, what stands there, and without `VN-` before it."""
    name = name.strip(" ,")
    yield name
    match = re.fullmatch(r"(?P<name>.+?)\s*\((?P<short>[^()]+)\)", name)
    if match:
        yield match["name"]
        yield match["short"]
        yield from (reading for reading in (re.sub(r"^(?:van )?het VN-", "", match["name"]),) if reading != match["name"])
    yield re.sub(r"^(?:van\s+)?(?:het\s+)?(?:VN|UN)[- ]", "", name)


def _names(code: str, instrument: Instrument, instruments: Mapping[str, Instrument]) -> Iterator[str]:
    """Own names; of a protocol also every own name with every name of its parent behind it."""
    own = [code, *instrument.short.values(), *instrument.names.values()]
    own += [a for known in instrument.abbreviations.values() for a in known]
    yield from own
    parent = instruments.get(instrument.parent)
    if parent is None:
        return
    parents = [parent.code, *parent.short.values(), *parent.names.values()]
    parents += [a for known in parent.abbreviations.values() for a in known]
    for name in own:
        bare = next((name.removesuffix(f" {p}") for p in parents if name.endswith(f" {p}")), name)
        if re.search(r"protocol", bare, re.IGNORECASE):
            yield from (f"{bare} {p}" for p in parents)


def _plain(name: str) -> str:
    """Words without case, marks and the small words between them."""
    words = re.findall(r"\w+\+?", name.lower().replace("’", "'"))
    return " ".join(word for word in words if word not in _SMALL)
