"""How a report speaks: the catalogue's sentences, citations, dates and labels in one language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from babel.dates import format_date
from babel.numbers import format_decimal

from workbench.domain.citation import abbreviation, cite
from workbench.domain.instruments import Instrument
from workbench.domain.obligations import Thesaurus

_LOCALES = {"en": "en_GB"}  # day before month, as on this side of the ocean
Say = Callable[..., str]  # (language, key, **params) -> sentence


@dataclass(frozen=True)
class Voice:
    """One language with what is needed to speak it."""

    language: str
    say: Say
    instruments: Mapping[str, Instrument]
    thesaurus: Thesaurus

    def t(self, key: str, /, **params: object) -> str:
        """The sentence for `key`."""
        return self.say(self.language, key, **params)

    def label(self, prefix: str, value: StrEnum | str | None) -> str:
        """The word for an enum value: `outcome`, RISK -> `risico op schending`; empty stays empty."""
        return self.t(f"{prefix}.{value}") if value else ""

    def cite(self, provision: str) -> str:
        """A treaty place as jurists cite it; what is no such place stays as it is."""
        try:
            return cite(provision, self.instruments, self.language)
        except ValueError:
            return provision

    def instrument(self, code: str) -> str:
        """The full name with its abbreviation."""
        known = self.instruments.get(code)
        if known is None:
            return code
        name = known.names.get(self.language) or known.names.get("nl") or code
        return f"{name} ({abbreviation(known, code, self.language)})"

    def short(self, code: str) -> str:
        """The abbreviation."""
        return abbreviation(self.instruments.get(code), code, self.language)

    def holder(self, code: str) -> str:
        """The label of a group of right-holders."""
        return self.thesaurus.label("holder", code, self.language)

    def day(self, iso: str) -> str:
        """`2026-11-25` (or a time on that day) -> `25 november 2026`; what is no date stays as it is."""
        try:
            return str(
                format_date(date.fromisoformat(iso[:10]), format="long", locale=_LOCALES.get(self.language, self.language))
            )
        except ValueError:
            return iso

    def short_day(self, iso: str) -> str:
        """`25/11/2026`, for a narrow column; what is no date stays as it is."""
        try:
            return date.fromisoformat(iso[:10]).strftime("%d/%m/%Y")
        except ValueError:
            return iso

    def number(self, value: float, decimals: int = 0) -> str:
        """A number as this language writes it."""
        pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
        return str(format_decimal(round(value, decimals), format=pattern, locale=self.language))
