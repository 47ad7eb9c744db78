"""The words of an advice that belong to no finding: what it is about, where it fits, and a summary in plain language."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from workbench.domain.records import Record

LONG_SENTENCE = 25  # words: longer than this is hard to read
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")


@dataclass(frozen=True, kw_only=True)
class Advice(Record):
    """What an advisor writes around the findings on one version of a text."""

    draft: str
    number: str = ""  # "2026/4"
    addressed_to: str = ""
    about: str = ""  # waarover gaat dit advies?
    framework: str = ""  # waarbinnen kadert dit advies?
    opening: str = ""  # before the findings, under "wat staat in het advies?"
    summary: str = ""  # in plain language


def advice_id(dossier: str, draft: str) -> str:
    """One advice per dossier and version of the text."""
    return hashlib.sha256(f"advice\n{dossier}\n{draft}".encode()).hexdigest()[:32]


@dataclass(frozen=True)
class Length:
    """How long a text is, and how many of its sentences are over LONG_SENTENCE words."""

    words: int
    sentences: int
    characters: int
    long_sentences: int


def length_of(text: str) -> Length:
    """Counts words, sentences and characters as a reader would."""
    sentences = [s for s in _SENTENCE.split(text.strip()) if re.search(r"\w", s)]
    counts = [len(re.findall(r"\w+(?:[-'’./]\w+)*", s)) for s in sentences]
    return Length(sum(counts), len(counts), len(text.strip()), sum(n > LONG_SENTENCE for n in counts))
