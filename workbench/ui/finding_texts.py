"""The two texts of a finding with the quoted words marked, in boxes where words are chosen by mouse or keyboard (`words.js`)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from itertools import pairwise

import streamlit as st

from workbench.domain.anchors import Anchor, Side, locate, places_of
from workbench.domain.draft_citation import citation_path
from workbench.domain.identifiers import article_of
from workbench.domain.instruments import Provision
from workbench.domain.obligations import Obligation
from workbench.ui.frame import address
from workbench.ui.state import t, workbench
from workbench.ui.treaty_text import missing_html
from workbench.ui.wording import cited, first_upper, own, status, text_language
from workbench.use_cases.finding_fields import Texts
from workbench.use_cases.propose_finding import entry_of
from workbench.use_cases.search import applicability

TEXT_LANGUAGES = ("nl", "en", "fr", "de")


@dataclass(frozen=True)
class Mark:
    """Characters [start, end) of a text; `kind` is a CSS class, empty for the words of the finding itself."""

    start: int
    end: int
    kind: str = ""


def treaty_text(place: str, preferred: str) -> Provision | None:
    """The official article of a place in the preferred language, else Dutch, else any."""
    found = workbench().corpus.at(article_of(place)) or workbench().corpus.at(place)
    return min(found, key=lambda p: (p.language != preferred, p.language != "nl", p.language), default=None)


def asked_language(default: str = "nl") -> str:
    """The text language in the address."""
    asked = st.query_params.get("tl", default)
    return asked if asked in TEXT_LANGUAGES else "nl"


def marks_in(text: str, anchors: Iterable[tuple[Anchor, str]]) -> list[Mark]:
    """Where the anchored words stand in `text`; what is not found is not marked."""
    found = ((locate(anchor, text), kind) for anchor, kind in anchors)
    return [Mark(place.start, place.end, kind) for place, kind in found if place]


def marked_html(text: str, marks: Iterable[Mark], low: int = 0, high: int | None = None) -> str:
    """`text[low:high]`, one p element per line, the marked characters in mark elements."""
    high = len(text) if high is None else high
    shown = [m for m in marks if m.start < high and m.end > low]
    lines, start = [], low
    for line in text[low:high].split("\n"):
        if line.strip():
            lines.append(f"<p>{_line(text, start, start + len(line), shown)}</p>")
        start += len(line) + 1
    return "".join(lines)


def _line(text: str, low: int, high: int, marks: list[Mark]) -> str:
    cuts = sorted({low, high, *(min(max(cut, low), high) for m in marks for cut in (m.start, m.end))})
    pieces = []
    for start, end in pairwise(cuts):
        kinds = sorted({m.kind for m in marks if m.start <= start and end <= m.end})
        words = escape(text[start:end])
        if not kinds:
            pieces.append(words)
            continue
        name = "" if "" in kinds else f' class="{escape(" ".join(kinds), quote=True)}"'
        pieces.append(f"<mark{name}>{words}</mark>")
    return "".join(pieces)


@dataclass(frozen=True)
class Target:
    """Where chosen words go: the keys of the field and of the one that counts, and of the field where writing goes on.

    `name` tells the boxes of a page apart.
    """

    name: str
    field: str
    nth: str = ""
    onward: str = ""


def box(body: str, language: str, label: str, target: Target | None = None) -> str:
    """A box that scrolls to its first mark; with a target its words can be chosen."""
    name = escape(label, quote=True)
    code = escape(language, quote=True)
    if target is None:
        return f'<div class="ts-law ts-reading" lang="{code}" role="region" tabindex="0" aria-label="{name}">{body}</div>'
    facts = {"box": target.name, "target": target.field, "nth": target.nth, "onward": target.onward}
    fields = " ".join(f'data-{key}="{escape(value, quote=True)}"' for key, value in facts.items())
    said = {key: escape(t(f"ui.words.{key}"), quote=True) for key in ("chosen", "taken", "none")}
    spoken = " ".join(f'data-{key}="{words}"' for key, words in said.items())
    return (
        f'<div class="ts-law ts-reading ts-pick" lang="{code}" role="textbox" aria-readonly="true" aria-multiline="true" '
        f'tabindex="0" aria-label="{name}" {fields} {spoken}>{body}</div>'
    )


def controls(name: str, key: str = "ui.words.take", help_shown: bool = True) -> str:
    """Below a box whose words can be chosen, apart from it so that a new mark in the box does not silence what is said here."""
    code = escape(name, quote=True)
    how = f'<p class="ts-source">{escape(t("ui.words.help"))}</p>' if help_shown else ""
    return (
        f'{how}<p><button type="button" class="ts-take" data-box="{code}">{escape(t(key))}</button> '
        f'<span class="ts-picked" data-box="{code}" role="status" aria-live="polite"></span></p>'
    )


def draft_side(texts: Texts, anchors: list[tuple[Anchor, str]], target: Target | None = None) -> str:
    """The article of the draft, its citation and its title."""
    node = next(p for p in texts.draft.provisions if p.id == texts.carrier)
    said = citation_path(texts.draft, texts.carrier)
    inside = [pair for pair in anchors if pair[0].side is Side.DRAFT and pair[0].source == texts.draft.id]
    unit = next(p for p in texts.draft.provisions if p.id == (texts.unit or texts.carrier))
    here = [Mark(unit.start, unit.end, "ts-here")] if unit.id != texts.carrier else []
    marks = [*marks_in(texts.draft.source.text, inside), *here]
    body = marked_html(texts.draft.source.text, marks, node.start, node.end)
    where = escape(address("draft", draft=texts.draft.id) + f"#{texts.carrier}", quote=True)
    head = f'<p class="ts-meta">{escape(t("ui.desk.draft"))}: {escape(texts.draft.title)}</p>'
    head += f'<h2><a href="{where}">{escape(first_upper(said))}</a></h2>'
    return head + box(body, "nl", t("ui.finding.box.draft", place=said), target)


def treaty_side(texts: Texts, norm: str, anchors: list[tuple[Anchor, str]], target: Target | None = None) -> str:
    """The treaty article: official text, or our register's own words with what to do about it; and whether it binds."""
    entry = entry_of(norm, workbench().loaded_register.register)
    said = cited(norm)
    code, _, article = article_of(norm).partition("/")
    where = escape(address("treaties", instrument=code, article=article), quote=True)
    named = f" — {escape(own(entry.title))}" if entry else ""
    head = f'<p class="ts-meta">{escape(t("ui.desk.treaty"))}</p>'
    head += f'<h2><a href="{where}">{escape(first_upper(said))}</a>{named}</h2>'
    text = texts.treaty
    if text is None:
        return head + missing_html() + _own_words(entry) + binding_html(norm)
    inside = [pair for pair in anchors if pair[0].side is Side.TREATY and pair[0].source == f"{text.instrument}@{text.language}"]
    body = marked_html(text.text, [*marks_in(text.text, inside), *_asked_part(text, norm)])
    source = t("ui.treaty.origin", language=text_language(text.language), source=text.source or t("ui.unknown"))
    shown = box(body, text.language, t("ui.finding.box.treaty", place=said), target)
    return f'{head}{shown}<p class="ts-source">{escape(source)}</p>{binding_html(norm)}'


def _asked_part(text: Provision, norm: str) -> list[Mark]:
    """The paragraph or point that the norm names, inside its article."""
    part = next((p for p in workbench().corpus.at(norm) if p.language == text.language and p.id != text.id), None)
    found = places_of(text.text, part.text) if part else []
    return [Mark(*found[0], "ts-here")] if found else []


def binding_html(norm: str) -> str:
    """Whether the norm binds Belgium; one that does not is called persuasive."""
    return status(applicability(norm, workbench().catalogue.instruments))


def _own_words(entry: Obligation | None) -> str:
    if entry is None:
        return ""
    return f"<p><strong>{escape(t('ui.register.own_words'))}</strong> {escape(own(entry.protects))}</p>"
