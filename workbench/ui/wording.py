"""Facts put into the reader's words: numbers, dates, citations, applicability, reasons."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from html import escape
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal

from workbench.domain.citation import cite
from workbench.domain.drafts import Draft
from workbench.domain.instruments import Applicability, Text
from workbench.domain.reason import Reason
from workbench.domain.search import Hit, ScreenedUnit
from workbench.ui.state import language, t, workbench

BRUSSELS = ZoneInfo("Europe/Brussels")
_TEXT_LANGUAGES = ("nl", "en", "fr", "de")


def number(value: float, decimals: int = 2) -> str:
    """0.5 -> `0,50` in Dutch."""
    return str(format_decimal(round(value, decimals), format="0." + "0" * decimals, locale=language()))


def day(iso: str) -> str:
    """`1955-06-14` -> `14 juni 1955`; a year or month alone stays as it is."""
    try:
        return str(format_date(date.fromisoformat(iso), format="long", locale=language()))
    except ValueError:
        return iso


def moment(iso: str) -> str:
    """An ISO time (UTC) as day and time in Brussels."""
    told = format_datetime(datetime.fromisoformat(iso), format="d MMMM y HH:mm", tzinfo=BRUSSELS, locale=language())
    return str(told)


def own(text: Text) -> str:
    """Our own words in the reader's language, else in Dutch."""
    return text.get(language()) or text.get("nl", "")


def cited(provision: str) -> str:
    """A treaty place as Flemish jurists cite it, or the English way; what is no such place stays as it is written."""
    try:
        return cite(provision, workbench().catalogue.instruments, language())
    except ValueError:
        return provision


def text_language(code: str) -> str:
    """`nl` -> `Nederlands`."""
    return t(f"ui.language.{code}") if code in _TEXT_LANGUAGES else code


def status(applicability: Applicability) -> str:
    """The status in words with its note, source and confidence, as HTML."""
    binds = "binds" if applicability.binds else "persuasive"
    parts = [f"<strong>{escape(first_upper(t(f'status.{applicability.status}')))}</strong>."]
    if not applicability.binds:
        parts.append(escape(t("ui.status.persuasive")))
    if note := own(applicability.note):
        parts.append(escape(note))
    if applicability.argue_via:
        parts.append(escape(t("ui.status.argue_via", places="; ".join(cited(place) for place in applicability.argue_via))))
    return f'<p class="ts-status ts-{binds}">{" ".join(parts)}{_grounds(applicability)}</p>'


def short_status(applicability: Applicability) -> str:
    """The status in a few words, as HTML."""
    binds = "binds" if applicability.binds else "persuasive"
    return f'<span class="ts-tag ts-{binds}">{escape(t(f"status.{applicability.status}"))}</span>'


def _grounds(applicability: Applicability) -> str:
    sure = t("ui.confidence.verified" if applicability.verified else "ui.confidence.unverified")
    source = t("ui.source", source=applicability.source) if applicability.source else t("ui.source.none")
    return f' <span class="ts-source">{escape(source)} <em>{escape(sure)}</em></span>'


def reasons(found: Iterable[Reason]) -> list[str]:
    """Each reason as one plain sentence."""
    return [t(reason.key, words=" · ".join(_words(reason))) for reason in found]


def reason_html(found: Iterable[Reason]) -> list[str]:
    """Each reason as one escaped sentence; a register phrase in another language is quoted, and said to be so."""
    return [_foreign(reason) or escape(reasons([reason])[0]) for reason in found]


def _foreign(reason: Reason) -> str:
    """Phrases of the register are no translations of each other: the one that is close is shown, in its own language."""
    phrase = reason.words[0] if reason.key == "reason.register" else ""
    code = workbench().loaded_register.register.phrase_language(phrase) if phrase else ""
    if code in ("", language()):
        return ""
    told = t("reason.register.other", language=text_language(code), words="\0")
    return escape(told).replace("\0", f'<q lang="{escape(code, quote=True)}">{escape(phrase)}</q>')


def _words(reason: Reason) -> list[str]:
    """Codes of the thesaurus are shown by their label."""
    scheme = reason.key.removeprefix("reason.")
    if scheme in ("holder", "interference") and reason.words:
        label = workbench().thesaurus.label(scheme, reason.words[0], language())
        return [label, *(f"“{word}”" for word in reason.words[1:])]
    return list(reason.words)


def place_line(draft: Draft, unit: ScreenedUnit) -> str:
    """The page and the tension; text files have no pages to speak of."""
    tension = number(unit.tension)
    return t("ui.desk.page", page=unit.page, tension=tension) if draft.source.pages > 1 else t("ui.desk.tension", tension=tension)


def ranks(hit_ranks: dict[str, int]) -> str:
    """The best rank by words and by meaning: `op woorden nr. 3 · op betekenis niet gevonden`."""
    parts = []
    for kind in ("words", "meaning"):
        found = [rank for lane, rank in hit_ranks.items() if f".{kind}" in lane]
        parts.append(t(f"ui.rank.{kind}", rank=min(found)) if found else t(f"ui.rank.{kind}.none"))
    return " · ".join(parts)


def lane_ranks(hit_ranks: dict[str, int]) -> list[str]:
    """One sentence per lane that found it."""
    return [t("ui.rank.lane", lane=_lane(lane), rank=rank) for lane, rank in sorted(hit_ranks.items(), key=lambda row: row[1])]


def _lane(name: str) -> str:
    group, kind, *_ = name.split(".")
    return t(f"ui.lane.{group}.{kind}")


def right(hit: Hit) -> str:
    """The right under which analogues are grouped."""
    return workbench().thesaurus.label("right", hit.right, language()) if hit.right else t("ui.right.none")


def first_upper(words: str) -> str:
    """The words as the beginning of a line."""
    return words[:1].upper() + words[1:]
