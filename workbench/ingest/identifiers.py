"""Names of files and opinions that a draft carries: VR documents, parliamentary numbers, Council of State opinions, NUMAC."""

from __future__ import annotations

import re

_PATTERNS = (
    re.compile(r"\bVR\s+(?:PV\s+)?(?:\d{4}\s+\d{4}\s+)?(?:DOC|MED)\.\s?\d{3,4}/\d{1,2}\s?(?:BIS|TER|QUATER|QUINQUIES)?\b"),
    re.compile(r"\bVR\s+PV\s+\d{4}/\d{1,3}(?:\s*[–-]\s*punt\s+\d{1,4})?"),
    re.compile(r"\b\d{1,4}(?:-[A-Z])?\s+\(\d{4}\s?-\s?\d{4}\)\s*[–—-]\s*Nr\.\s*\d{1,3}(?:-[A-Z])?"),
    re.compile(r"\bParl\.\s?St\.,?\s+Vl(?:aams|\.)\s+Parl(?:ement|\.),?\s+\d{4}-\d{4},\s+nr\.\s+\d{1,4}/\d{1,3}"),
    re.compile(r"\badvies\s+(?:nr\.\s+)?\d{2}\.\d{3}(?:/[A-Z0-9]{1,4}){1,3}(?:\s+van\s+\d{1,2}\s+[a-z]{3,9}\s+\d{4})?"),
    re.compile(r"\bNUMAC[\s:]*\d{10}\b", re.IGNORECASE),
)
_LIMIT = 400_000


def identifiers_in(text: str) -> tuple[str, ...]:
    """The identifiers of docs/domain.md 1.4, as they are written, each once, in order of first appearance."""
    head = text[:_LIMIT]
    found = [(match.start(), " ".join(match[0].split())) for pattern in _PATTERNS for match in pattern.finditer(head)]
    return tuple(dict.fromkeys(name for _, name in sorted(found)))
