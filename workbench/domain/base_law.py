"""Laws that drafts change: their text, and which one a draft means."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from workbench.domain.drafts import Draft

_MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)
_DATE = re.compile(rf"\b(\d{{1,2}})\s+({'|'.join(_MONTHS)})\s+(\d{{4}})\b", re.IGNORECASE)
_KIND = re.compile(r"\b\w*(decreet|besluit|wetboek|codex|wet|ordonnantie)\b", re.IGNORECASE)
_EMPTY = {"betreffende", "houdende", "inzake", "tot", "van", "het", "de", "een", "en", "met", "betrekking", "over", "voor", "in"}


@dataclass(frozen=True)
class BaseLaw:
    """A law in one state: `date` is its own date (ISO), `state` says which text this is, `source` where it came from."""

    id: str
    title: str
    date: str
    state: str
    source: str
    text: Draft


def dated(text: str) -> str:
    """The first date in a title, ISO; empty when there is none."""
    match = _DATE.search(text)
    if match is None:
        return ""
    return f"{match[3]}-{_MONTHS.index(match[2].lower()) + 1:02}-{int(match[1]):02}"


def meant(name: str, laws: Iterable[BaseLaw]) -> BaseLaw | None:
    """The one law that a draft's words can mean; None when none or more than one can.

    The dates must agree, the kinds must agree, and what the words add (a subject, a short name) must be in the title.
    """
    found = [law for law in laws if _fits(name, law)]
    return found[0] if len(found) == 1 else None


def _fits(name: str, law: BaseLaw) -> bool:
    date = dated(name)
    if date and date != law.date:
        return False
    if _kind(name) != _kind(law.title):
        return False
    wanted, there = _subject(name), _subject(law.title)
    if not wanted:
        return bool(date)
    return len(wanted & there) >= 0.6 * len(wanted)


def _kind(text: str) -> str:
    match = _KIND.search(text)
    return match[1].lower() if match else ""


def _subject(text: str) -> set[str]:
    """The words of a title that say what it is about; `Speelstraatdecreet` says it in one word, `decreet` says nothing."""
    plain = _DATE.sub(" ", text.lower())
    words = {word for word in re.findall(r"[^\W\d_]{2,}|\d{4}", plain) if word not in _EMPTY}
    return words - {"decreet", "besluit", "wetboek", "codex", "wet", "ordonnantie", "vlaamse", "regering", "citeeropschrift"}
